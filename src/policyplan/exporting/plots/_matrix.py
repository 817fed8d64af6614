"""Which unit answers for what in which section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from policyplan.display import section_label, wrap
from policyplan.exporting.plots import _drawing as draw
from policyplan.exporting.plots._units import busiest, left_out, names_of, tally
from policyplan.exporting.plots._words import say
from policyplan.exporting.wording import Lang, words
from policyplan.model import Duties, Entry, PlansOrEntries, Role, duties

#: How wide a column's heading may be, in columns of text, and how wide the column is and how high a line, in pixels.
_HEADING, _COLUMN = 14, 104
_LINE = 15


def matrix(plans: PlansOrEntries, *, limit: int = 30, sections: int = 12, lang: Lang = "zh") -> draw.Picture:
    """Who answers for which section: a row for each unit, a column for each outermost section.

    A cell tells how many of the section's measures the unit has a part in, by role; its colour is that of the
    weightiest. At most `limit` units are drawn, those with most measures, and the first of the `sections`.

    >>> import policyplan as pp
    >>> chart = pp.plots.matrix(pp.load_example("jilin_2022"))
    >>> chart.title.text, chart.title.subtitle[1]
    ('板块与责任单位对照', '举措 27 项，单位 26 个')
    """
    entries = draw.measures(plans, lang)
    parts = list(dict.fromkeys(map(_part, entries)))
    kept = parts[:sections]
    units = duties(entries)
    shown = busiest(duties(entry for entry in entries if _part(entry) in kept), limit)
    notes = [
        tally(entries, units, lang),
        left_out(units, shown, lang),
        say("first-sections", lang, len(kept), len(parts) - len(kept)) if len(parts) > len(kept) else "",
        say("cells", lang) if shown else "",
    ]
    title = draw.heading("matrix", entries, lang, *notes)
    several = draw.several_plans(entries)
    return (
        draw.finished(_chart(entries, kept, shown, several, lang), title)
        if shown
        else draw.nothing(title, lang)
    )


def _part(entry: Entry) -> tuple[int, int]:
    """The plan and its outermost section, by where they are: two headings may be alike."""
    return id(entry.plan), id(entry.sections[0])


def _chart(
    entries: Sequence[Entry],
    kept: Sequence[tuple[int, int]],
    shown: Sequence[Duties],
    several: bool,
    lang: Lang,
) -> draw.Picture:
    firsts = {_part(entry): entry for entry in reversed(entries)}
    columns = dict(zip(kept, draw.labels(_heading(firsts[part], several) for part in kept), strict=True))
    labels = names_of(shown)
    values = [
        value for one, label in zip(shown, labels, strict=True) for value in _cells(one, label, columns, lang)
    ]
    lines = 1 + max(name.count("\n") for name in columns.values())
    roles = [role for role in Role if any(value["role"] == words(lang).roles[role] for value in values)]
    base = alt.Chart(draw.rows(values), width=alt.Step(_COLUMN), height=alt.Step(26)).encode(
        x=alt.X(
            field="section",
            type="nominal",
            scale=alt.Scale(domain=list(columns.values())),
            sort=None,
            axis=alt.Axis(
                title=None, orient="top", ticks=False, domain=False, labelAngle=0, labelBaseline="top",
                labelExpr="split(datum.label, '\\n')", labelPadding=_LINE * lines,
            ),
        ),
        y=draw.names("unit", labels),
    )  # fmt: skip
    says = words(lang)
    return draw.layered(
        base.mark_rect(stroke="white", strokeWidth=2).encode(
            color=draw.colours(
                "role", [says.roles[role] for role in roles], [_TINTS[role] for role in roles]
            ),
            tooltip=[draw.tip(key, key, lang) for key in ("unit", "section", "count")],
        ),
        base.mark_text(fontSize=12, color=draw.INK).encode(text=alt.Text(field="count", type="nominal")),
    )


_TINTS = {
    Role.LEAD: "#e9a9a4",
    Role.RESPONSIBLE: "#bcd4ea",
    Role.SUPPORTING: "#e2edf6",
    Role.OVERSEEING: "#ece0c2",
}


def _heading(entry: Entry, several: bool) -> str:
    """A section's heading broken into lines, at most four, below its plan's name where there are several."""
    plan = [draw.plan_name(entry, 2 * _HEADING)] if several else []
    text = draw.drawn(section_label(entry.sections[:1]), 4 * _HEADING) or "—"
    return "\n".join(line for part in [*plan, text] for line in wrap(part, _HEADING))


def _cells(
    one: Duties, label: str, columns: dict[tuple[int, int], str], lang: Lang
) -> Iterator[dict[str, Any]]:
    counts: dict[tuple[int, int], dict[Role, set[int]]] = {}
    for role, entry in one.entries:
        counts.setdefault(_part(entry), {}).setdefault(role, set()).add(id(entry))
    for part, column in columns.items():
        by_role = [(role, len(counts[part][role])) for role in Role if role in counts.get(part, {})]
        if by_role:
            count = " ".join(f"{say(role.value, lang)}{number}" for role, number in by_role)
            yield {"unit": label, "section": column, "role": words(lang).roles[by_role[0][0]], "count": count}
