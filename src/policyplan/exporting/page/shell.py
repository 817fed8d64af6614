"""One page of a site: its parts put in their places, its policy, its style and script."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import chain
from typing import Any, Final

from attrs import field, frozen

from policyplan.exporting.page import tables
from policyplan.exporting.page.body import Parts
from policyplan.exporting.page.contents import Contents
from policyplan.exporting.page.markup import json_block, line, one
from policyplan.exporting.page.offers import webcal
from policyplan.exporting.page.words import OTHER, words
from policyplan.exporting.wording import Lang

#: By this a page that policyplan wrote is told from any other.
GENERATOR: Final = '<meta name="generator" content="policyplan">'

#: The script's files, in the order in which they are joined.
SCRIPTS: Final = ("start", "filter", "query", "list", "timeline", "qr", "subscribe", "page")


@cache
def shipped(name: str) -> str:
    """A file of this folder."""
    return files("policyplan.exporting.page").joinpath(name).read_text(encoding="utf-8")


@cache
def _frame() -> tuple[str, ...]:
    """What stands in every page, and between that the names of its parts."""
    return tuple(re.split(r"\$\{(\w+)\}", shipped("page.html")))


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
    """Where a page stands: its language, the site's own, its path in that language, and where each plan's page is.

    `plan_terms` has for each plan the terms of a query that no other plan answers to, where queries are answered.
    """

    lang: Lang
    site_lang: Lang
    name: str
    plan_pages: Mapping[int, str] = field(factory=dict)
    plan_terms: Mapping[int, str] = field(factory=dict)
    live_feed: str = ""

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
    """One page; `every` tells that it is about all plans, and `body` what it says wherever it stands."""

    place: Place
    held: Contents
    every: bool
    offers: Iterable[list[Any]]
    base: str | None
    body: Parts

    def render(self) -> Iterator[bytes]:
        """The page as UTF-8 HTML, in pieces."""
        parts = {**self.parts(), **self.body}
        for number, piece in enumerate(_frame()):
            part = parts[piece] if number % 2 else piece
            for some in (part,) if isinstance(part, str) else part:
                yield some.encode() if isinstance(some, str) else some

    def parts(self) -> dict[str, str | Iterable[str]]:
        """What depends on where the page stands."""
        lang = self.place.lang
        says = words(lang)
        return _flat(says) | {
            "generator": GENERATOR,
            "policy": policy(),
            "style": style(),
            "script": script(),
            "other_tag": one(words(OTHER[lang])["tag"]),
            "other_page": one(self.place.twin),
            "home_page": one(self.place.home),
            "live_feed": one(self.place.live_feed),
            "programs": _programs(says["subscribe"]),
            "blocks": chain(
                json_block("contents", self.contents()), "\n", json_block("words", _spoken(says))
            ),
            "plans": self.plans() if self.every else "",
            **self.offer(),
        }

    def plans(self) -> str:
        """The list of plans, each a link to its own page."""
        chosen = [(plan, self.place.plan_page(plan)) for plan in self.held.plans]
        return tables.plans(chosen, self.place.lang)

    def offer(self) -> dict[str, str]:
        """The calendar that the page offers before anything is chosen, for those without scripts."""
        says = words(self.place.lang)["subscribe"]
        kind = "all" if self.every else "plan"
        mine = next((row for row in self.offers if row[0] == kind), None)
        path, held, shown = mine[5:] if mine else ("", 0, 0)
        count = says["count" if held > shown else "count_all"].format(dated=shown, rest=held - shown)
        online = self.base is not None
        button = webcal(self.base, path) if self.base is not None else self.place.root + path
        hidden = {True: "", False: " hidden"}
        return {
            "feed_name": one(says["everything" if self.every else "of_plan"]),
            "feed_count": one(count if mine else says["none"]),
            "feed_hidden": hidden[bool(mine)],
            "feed_button": one(button),
            "feed_label": one(says["button" if online else "download"]),
            "feed_address": one((self.base or "") + path),
            "online_hidden": hidden[online and bool(mine)],
            "offline_hidden": hidden[not online],
        }

    def contents(self) -> dict[str, Any]:
        """What the page's script works on."""
        return {
            "lang": self.place.lang,
            "root": self.place.root,
            "base": self.base,
            "every": self.every,
            "manyPlans": len(self.place.plan_pages) > 1,
            "plans": [
                [line(plan.title), self.place.plan_page(plan), self.place.plan_terms.get(id(plan), "")]
                for plan in self.held.plans
            ],
            "units": [[unit.name, unit.also, unit.parent, int(unit.renamed)] for unit in self.held.units],
            "sections": self.held.sections,
            "rows": self.held.rows,
            "texts": self.texts() if self.every else [],
            "offers": self.offers,
        }

    def texts(self) -> Iterator[list[str]]:
        """Each measure's task, by number and heading, and text, for the page that lists measures of many plans."""
        for tasks in self.held.tasks:
            for listed in tasks:
                number, heading = line(listed.task.number), line(listed.task.heading)
                for entry in listed.entries:
                    yield [number, heading, line(entry.measure.text)]


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
    groups = ("find", "when", "roles", "duty", "status", "timeline", "units")
    single = ("tag", "day", "month", "months", "comma", "range")
    spoken = {name: says[name] for name in (*groups, *single) if name in says}
    return spoken | {"subscribe": {k: v for k, v in says["subscribe"].items() if isinstance(v, str)}}
