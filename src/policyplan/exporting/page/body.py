"""What a page says wherever it stands: its opening, its filters, its facts, tasks, units and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from policyplan.exporting.page import facts, tables
from policyplan.exporting.page.cards import Cards
from policyplan.exporting.page.contents import ROLES, STATUS, Contents
from policyplan.exporting.page.markup import chinese, one, text
from policyplan.exporting.page.words import day, words
from policyplan.exporting.wording import Lang
from policyplan.findings import Finding
from policyplan.ledger.standing import Status

#: Parts of a page by name, those that may be long in pieces, encoded: so they take up half as much.
Parts: TypeAlias = Mapping[str, str | Sequence[bytes]]

#: How many bytes, at least, of short pieces are held as one: enough to be given back to the system.
_LONG: Final = 1 << 22


def body(held: Contents, found: Sequence[Finding] | None, lang: Lang) -> Parts:
    """The parts of a page; `found` are the findings about its plan, None on the page of all plans."""
    says = words(lang)
    every = found is None
    return {
        "title": one(_title(held, lang)),
        "opening": _opening(held, lang, every),
        "jumps": _jumps(lang, "plans" if every else "findings"),
        "role_options": _options((role, says["roles"][role]) for role in ROLES),
        "when_options": _options(says["when"].items()),
        "choice": _plan_choice(held, lang) if every else _section_choice(held, lang),
        "status_choice": _status_choice(held, lang),
        "facts": "" if every else _facts(held, lang),
        "tasks": '<div id="list"></div>' if every else _encoded(_tasks(held, lang)),
        "units": _encoded(tables.units(held, lang))
        if held.units
        else f"<p>{one(says['duty']['no_units'])}</p>",
        "findings": ""
        if found is None
        else _part("findings", facts.findings(held.plans[0], found, held.tasks[0], lang), lang),
    }


def _encoded(pieces: Iterable[str]) -> tuple[bytes, ...]:
    """Many short pieces as few."""
    done, held = [], bytearray()
    for piece in pieces:
        held += piece.encode()
        if len(held) > _LONG:
            done.append(bytes(held))
            held.clear()
    return (*done, bytes(held))


def _title(held: Contents, lang: Lang) -> str:
    """What the page is called."""
    plan = held.plans[0] if len(held.plans) == 1 else None
    return (plan.title or plan.identity if plan else "") or words(lang)["site"]


def _opening(held: Contents, lang: Lang, every: bool) -> str:
    """The number, the title, how much there is, and how it stands."""
    title, number = _title(held, lang), held.plans[0].document.number
    above = f'<p class="docnumber">{one(number)}</p>' if number and not every else ""
    tally = words(lang)["tally_plans" if every else "tally"].format(
        plans=len(held.plans),
        tasks=sum(map(len, held.tasks)),
        measures=len(held.rows),
        units=sum(not unit.only_below for unit in held.units),
    )
    return f'{above}<h1{chinese(title)}>{one(title)}</h1><p class="tally">{one(tally)}</p>{_standing(held, lang)}'


def _standing(held: Contents, lang: Lang) -> str:
    """How many measures stand where on the day of the ledger, each a link to them."""
    if held.progress is None:
        return ""
    says = words(lang)
    counts = Counter(row[STATUS] for row in held.rows)
    links = "".join(
        f'<li><a href="#status={status}"><span class="status {status}">{one(says["status"][status])}</span>'
        f" {counts[status]}</a></li>"
        for status in Status
        if counts[status]
    )
    as_of = one(says["as_of"].format(day(held.progress.on, lang)))
    return f'<div class="standing"><p>{as_of}</p><ul>{links}</ul></div>'


def _jumps(lang: Lang, last: str) -> str:
    """Links to the parts of the page."""
    names = ("subscribe", "tasks", "timeline", "units", last)
    return "".join(f'<a href="#{name}">{one(words(lang)[name]["heading"])}</a>' for name in names)


def _section_choice(held: Contents, lang: Lang) -> str:
    return _choice("section", [(key, label) for _, key, label, _ in held.sections if label], lang)


def _plan_choice(held: Contents, lang: Lang) -> str:
    return _choice("plan", [(str(number), plan.title) for number, plan in enumerate(held.plans, 1)], lang)


def _status_choice(held: Contents, lang: Lang) -> str:
    if held.progress is None:
        return ""
    return _choice("status", [(status, words(lang)["status"][status]) for status in Status], lang)


def _choice(name: str, rows: Sequence[tuple[str, str]], lang: Lang) -> str:
    """A field that chooses one of `rows`; "" where there are none."""
    says = words(lang)["find"]
    if not rows:
        return ""
    return (
        f'<div class="field"><label for="f-{name}">{one(says[name])}</label><select id="f-{name}" name="{name}">'
        f'<option value="">{one(says[f"any_{name}"])}</option>{_options(rows)}</select></div>'
    )


def _options(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<option value="{one(value)}">{one(label)}</option>' for value, label in rows)


def _facts(held: Contents, lang: Lang) -> str:
    """What the document says of itself, to be folded away where there is little room."""
    heading = one(words(lang)["facts"]["heading"])
    return (
        '<section id="facts" aria-labelledby="facts-heading"><details class="fold" open>'
        f'<summary><h2 id="facts-heading">{heading}</h2></summary>'
        f"{facts.facts(held.plans[0], lang)}</details></section>"
    )


def _tasks(held: Contents, lang: Lang) -> Iterator[str]:
    """A plan's tasks between what stands before and after them."""
    (plan,), (tasks,) = held.plans, held.tasks
    preamble = f'<p class="prose">{text(plan.preamble)}</p>' if plan.preamble else ""
    notes = "".join(f'<p class="prose">{text(note)}</p>' for note in plan.notes)
    yield f'{preamble}<div id="list">'
    yield from Cards(plan, held, lang).html(tasks)
    yield f"</div>{notes}"


def _part(name: str, inside: str, lang: Lang) -> str:
    """A part of the page under its heading."""
    heading = one(words(lang)[name]["heading"])
    return (
        f'<section id="{name}" aria-labelledby="{name}-heading"><h2 id="{name}-heading">{heading}</h2>'
        f"{inside}</section>"
    )
