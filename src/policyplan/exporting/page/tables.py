"""Tables of a page: its units with their counts by role, and its plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyplan.exporting.page.cards import unit_link
from policyplan.exporting.page.contents import ROLES, Contents, Numbered
from policyplan.exporting.page.markup import one
from policyplan.exporting.page.words import day, words
from policyplan.exporting.wording import Lang
from policyplan.model import Plan

#: From how many units on the page offers to search among them.
MANY = 12


def units(held: Contents, lang: Lang) -> Iterator[str]:
    """Every unit with its measures by role, the most burdened first, in pieces."""
    says = words(lang)
    columns = [place for place, role in enumerate(ROLES) if any(unit.roles[place] for unit in held.units)]
    heads = [says["roles"][ROLES[place]] for place in columns] + [
        says["units"]["total"],
        says["units"]["dated"],
    ]
    order = sorted(held.units, key=lambda unit: -unit.total)
    search = (
        f'<div class="field" id="unit-search" hidden><label for="find-unit">{one(says["units"]["search"])}</label>'
        '<input id="find-unit" type="search"><p id="unit-count" role="status"></p></div>'
    )
    top, end = _table("units-heading", says["units"]["unit"], heads)
    above = sum(unit.only_below for unit in order)
    lead = says["units"]["lead"] + (f" {says['units']['above'].format(above)}" if above else "")
    yield f"<p>{one(lead)}</p>{search if len(order) >= MANY else ''}{top}"
    yield from (_unit(unit, columns, held, lang) for unit in order)
    yield end


def _unit(unit: Numbered, columns: Sequence[int], held: Contents, lang: Lang) -> str:
    above = one(held.units[unit.parent].name) if unit.parent >= 0 else ""
    of = f' <span class="note">{words(lang)["units"]["of"].format(above)}</span>' if above else ""
    if unit.only_below:
        of += f' <span class="note">{one(words(lang)["units"]["below"])}</span>'
    figures = [unit.roles[place] for place in columns] + [unit.total, unit.dated]
    cells = "".join(f'<td class="figure">{figure or "–"}</td>' for figure in figures)
    name = unit_link(unit.name) + of
    mark = " data-above" if unit.only_below else ""
    return f'<tr{mark}><th scope="row">{name}</th>{cells}</tr>\n'


def plans(chosen: Sequence[tuple[Plan, str]], lang: Lang) -> str:
    """Every plan with its number, its day and a link to its own page."""
    says = words(lang)["plans"]
    rows = "".join(_plan(plan, path, lang) for plan, path in chosen)
    heads = (says["number"], says["dated"], says["tasks"])
    top, end = _table("plans-heading", says["plan"], heads, figures=(2,))
    return (
        '<section id="plans" aria-labelledby="plans-heading">'
        f'<h2 id="plans-heading">{one(says["heading"])}</h2>{top}{rows}{end}</section>'
    )


def _plan(plan: Plan, path: str, lang: Lang) -> str:
    dated = day(plan.document.dated, lang) if plan.document.dated else "–"
    name = one(plan.title or plan.identity) or "·"
    number = one(plan.document.number or "–")
    return (
        f'<tr><th scope="row"><a href="{one(path)}">{name}</a></th><td class="whole">{number}</td>'
        f'<td class="whole">{one(dated)}</td><td class="figure">{len(plan.tasks)}</td></tr>\n'
    )


def _table(
    label: str, first: str, heads: Sequence[str], figures: Sequence[int] | None = None
) -> tuple[str, str]:
    """What stands before and after the rows of a table that scrolls by itself where it is too wide.

    `figures` are the columns of numbers, None for all.
    """
    top = "".join(
        f'<th scope="col"{"" if figures is not None and at not in figures else FIGURE}>{one(head)}</th>'
        for at, head in enumerate(heads)
    )
    return (
        f'<div class="scroll" role="group" aria-labelledby="{label}" tabindex="0"><table>'
        f'<thead><tr><th scope="col">{one(first)}</th>{top}</tr></thead><tbody>\n'
    ), "</tbody></table></div>"


FIGURE = ' class="figure"'
