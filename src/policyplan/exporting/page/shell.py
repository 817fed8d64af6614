"""One page of a site: its parts put in their places, its policy, its style and script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final

from attrs import frozen

from policyplan.exporting.page import facts, tables
from policyplan.exporting.page.cards import Cards
from policyplan.exporting.page.contents import ROLES, Contents
from policyplan.exporting.page.markup import chinese, json_block, line, one, text
from policyplan.exporting.page.offers import webcal
from policyplan.exporting.page.words import OTHER, words
from policyplan.exporting.wording import Lang
from policyplan.findings import Finding

#: By this a page that policyplan wrote is told from any other.
GENERATOR: Final = '<meta name="generator" content="policyplan">'

#: The script's files, in the order in which they are joined.
SCRIPTS: Final = ("start", "filter", "list", "timeline", "subscribe", "page")


@cache
def shipped(name: str) -> str:
    """A file of this folder."""
    return files("policyplan.exporting.page").joinpath(name).read_text(encoding="utf-8")


@cache
def style() -> str:
    """The style of every page."""
    return "\n" + shipped("page.css")


@cache
def script() -> str:
    """The script of every page, as one function so that it names nothing outside."""
    parts = "\n".join(shipped(f"script/{name}.js") for name in SCRIPTS)
    return f'\n"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def policy() -> str:
    """What the page may do: run its own script, use its own style, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script())}'; style-src '{_digest(style())}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _digest(part: str) -> str:
    return "sha256-" + b64encode(sha256(part.encode()).digest()).decode()


@frozen
class Place:
    """Where a page stands: its language, the site's own, its path in that language, and where each plan's page is."""

    lang: Lang
    site_lang: Lang
    name: str
    plan_pages: Mapping[int, str]
    live_feed: str

    @property
    def path(self) -> str:
        """The page's path relative to the site."""
        return self._folder(self.lang) + self.name

    @property
    def root(self) -> str:
        """The way from the page to the site."""
        return "../" * self.path.count("/")

    @property
    def home(self) -> str:
        """The way from the page to the first page in its language."""
        return f"{self.root}{self._folder(self.lang)}index.html"

    @property
    def twin(self) -> str:
        """The way to the same page in the other language."""
        return self.root + self._folder(OTHER[self.lang]) + self.name

    def plan_page(self, plan: object) -> str:
        """The way to a plan's own page, in the page's language."""
        return self.root + self._folder(self.lang) + self.plan_pages[id(plan)]

    def _folder(self, lang: Lang) -> str:
        return "" if lang == self.site_lang else f"{lang}/"


@frozen
class Page:
    """One page; `findings` are those about its plan, None on the page of all plans."""

    place: Place
    held: Contents
    findings: Sequence[Finding] | None
    offers: list[list[Any]]
    base: str | None

    def render(self) -> bytes:
        """The page as UTF-8 HTML."""
        lang = self.place.lang
        says = words(lang)
        parts = _flat(says) | {
            "generator": GENERATOR,
            "policy": policy(),
            "style": style(),
            "script": script(),
            "title": one(self.title),
            "other_tag": one(words(OTHER[lang])["tag"]),
            "other_page": one(self.place.twin),
            "home_page": one(self.place.home),
            "live_feed": one(self.place.live_feed),
            "opening": self.opening(),
            "jumps": self.jumps(),
            "role_options": _options((role, says["roles"][role]) for role in ROLES),
            "when_options": _options(says["when"].items()),
            "choice": self.choice(),
            "programs": _programs(says["subscribe"]),
            "units": tables.units(self.held, lang)
            if self.held.units
            else f"<p>{one(says['duty']['no_units'])}</p>",
            "blocks": json_block("contents", self.contents()) + "\n" + json_block("words", _spoken(says)),
            **self.offer(),
            **(self.of_plan() if self.findings is not None else self.of_plans()),
        }
        return Template(shipped("page.html")).substitute(parts).encode()

    @property
    def title(self) -> str:
        """What the page is called."""
        one_plan = self.held.plans[0] if len(self.held.plans) == 1 else None
        return (one_plan.title or one_plan.identity if one_plan else "") or words(self.place.lang)["site"]

    def opening(self) -> str:
        """The number, the title and how much there is."""
        says = words(self.place.lang)
        number = self.held.plans[0].document.number if self.findings is not None else None
        above = f'<p class="docnumber">{one(number)}</p>' if number else ""
        tally = says["tally" if self.findings is not None else "tally_plans"].format(
            plans=len(self.held.plans),
            tasks=sum(map(len, self.held.tasks)),
            measures=len(self.held.rows),
            units=sum(not unit.only_below for unit in self.held.units),
        )
        return f'{above}<h1{chinese(self.title)}>{one(self.title)}</h1><p class="tally">{one(tally)}</p>'

    def jumps(self) -> str:
        """Links to the parts of the page."""
        says = words(self.place.lang)
        own = ("findings",) if self.findings is not None else ("plans",)
        names = ("subscribe", "tasks", "units", *own)
        return "".join(f'<a href="#{name}">{one(says[name]["heading"])}</a>' for name in names)

    def of_plan(self) -> dict[str, str]:
        """What only a plan's page has: facts, all tasks, findings."""
        (plan,), (tasks,), lang = self.held.plans, self.held.tasks, self.place.lang
        says = words(lang)
        found = facts.findings(plan, self.findings or (), tasks, lang)
        notes = "".join(f'<p class="prose">{text(note)}</p>' for note in plan.notes)
        preamble = f'<p class="prose">{text(plan.preamble)}</p>' if plan.preamble else ""
        return {
            "facts": f'<section id="facts" aria-labelledby="facts-heading"><h2 id="facts-heading">'
            f"{one(says['facts']['heading'])}</h2>{facts.facts(plan, lang)}</section>",
            "tasks": f'{preamble}<div id="list">{Cards(plan, self.held, lang).html(tasks)}</div>{notes}',
            "findings": f'<section id="findings" aria-labelledby="findings-heading"><h2 id="findings-heading">'
            f"{one(says['findings']['heading'])}</h2>{found}</section>",
            "plans": "",
        }

    def of_plans(self) -> dict[str, str]:
        """What only the page of all plans has: the list of plans, and a place for what is found in them."""
        chosen = [(plan, self.place.plan_page(plan)) for plan in self.held.plans]
        tasks = '<div id="list"></div>'
        return {"facts": "", "tasks": tasks, "findings": "", "plans": tables.plans(chosen, self.place.lang)}

    def choice(self) -> str:
        """The choice of a section, or of a plan where there are several."""
        says = words(self.place.lang)["find"]
        if self.findings is None:
            name, rows = "plan", [(str(n), plan.title) for n, plan in enumerate(self.held.plans, 1)]
        else:
            name, rows = "section", [(key, label) for _, key, label in self.held.sections if label]
        if not rows:
            return ""
        return (
            f'<div class="field"><label for="f-{name}">{one(says[name])}</label><select id="f-{name}" name="{name}">'
            f'<option value="">{one(says[f"any_{name}"])}</option>{_options(rows)}</select></div>'
        )

    def offer(self) -> dict[str, str]:
        """The calendar that the page offers before anything is chosen, for those without scripts."""
        says = words(self.place.lang)["subscribe"]
        kind = "all" if self.findings is None else "plan"
        mine = [row for row in self.offers if row[0] == kind]
        path, held, shown = (mine[0][5], mine[0][6], mine[0][7]) if mine else ("", 0, 0)
        count = says["count" if held > shown else "count_all"].format(dated=shown, rest=held - shown)
        online = self.base is not None
        button = webcal(self.base, path) if self.base is not None else self.place.root + path
        hidden = {True: "", False: " hidden"}
        return {
            "feed_name": one(says["everything" if self.findings is None else "of_plan"]),
            "feed_count": one(count if mine else says["none"]),
            "feed_hidden": hidden[bool(mine)],
            "feed_button": one(button),
            "feed_label": one(says["button" if online else "download"]),
            "feed_address": one((self.base or "") + path),
            "online_hidden": hidden[online],
            "offline_hidden": hidden[not online],
        }

    def contents(self) -> dict[str, Any]:
        """What the page's script works on."""
        every = self.findings is None
        return {
            "lang": self.place.lang,
            "root": self.place.root,
            "base": self.base,
            "every": every,
            "manyPlans": len(self.place.plan_pages) > 1,
            "plans": [[line(plan.title), self.place.plan_page(plan)] for plan in self.held.plans],
            "units": [[unit.name, unit.also, unit.parent] for unit in self.held.units],
            "sections": self.held.sections,
            "rows": self.held.rows,
            "texts": list(self.texts()) if every else [],
            "offers": self.offers,
        }

    def texts(self) -> Iterator[list[str]]:
        """Each measure's task and text, for the page that lists measures of many plans."""
        for tasks in self.held.tasks:
            for listed in tasks:
                label = line(f"{listed.task.number} {listed.task.heading}")
                for entry in listed.entries:
                    body = line(entry.measure.text)
                    heading = line(listed.task.heading)
                    repeats = bool(heading) and body.startswith(heading)
                    yield [line(listed.task.number) if repeats else label, body]


def _options(rows: Any) -> str:
    return "".join(f'<option value="{one(value)}">{one(label)}</option>' for value, label in rows)


def _programs(says: Mapping[str, Any]) -> str:
    """The steps for each program, and what it does not show."""
    return "".join(
        f"<details><summary>{one(program['name'])}</summary>"
        f"<ol>{''.join(f'<li>{one(step)}</li>' for step in program['steps'])}</ol>"
        f'<p class="note">{escape(says["not_shown"])}{one(program["missing"])}</p></details>'
        for program in says["programs"]
    )


def _flat(says: Mapping[str, Any]) -> dict[str, str]:
    """Every word by its name, a group's with the group's name in front: find_heading."""
    found = {}
    for name, value in says.items():
        if isinstance(value, str):
            found[name] = escape(value)
        elif isinstance(value, dict):
            found |= {f"{name}_{key}": word for key, word in _flat(value).items()}
    return found


def _spoken(says: Mapping[str, Any]) -> dict[str, Any]:
    """The words that the script says."""
    groups = ("find", "when", "roles", "duty", "timeline", "units")
    single = ("tag", "day", "month", "months", "comma", "range")
    spoken = {name: says[name] for name in (*groups, *single) if name in says}
    return spoken | {"subscribe": {k: v for k, v in says["subscribe"].items() if isinstance(v, str)}}
