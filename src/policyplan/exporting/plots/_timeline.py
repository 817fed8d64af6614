"""Deadlines on a line of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from policyplan.deadlines import DueBy
from policyplan.display import section_label
from policyplan.exporting.plots import _drawing as draw
from policyplan.exporting.plots._words import STATUSES, say
from policyplan.exporting.wording import Lang, everyone, what, words
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON, Progress
from policyplan.model import Entry, PlansOrEntries, Role

_KINDS = ("by", "ongoing", "recurring", "conditional", "undated")


def timeline(
    plans: PlansOrEntries,
    *,
    on: date | None = None,
    ledger: Ledger | None = None,
    soon: int = SOON,
    limit: int = 40,
    lang: Lang = "zh",
) -> draw.Picture:
    """What is due when: a row for each measure with a last day, in the order of these days.

    `on` is marked as today. With a ledger the colours tell where measures stand on that day (see
    `policyplan.status`), without one only whether their last day is over. At most `limit` rows are drawn: those due
    nearest to `on`, or first where no day is given. Measures without a last day are counted below the title.
    Raises TypeError where a ledger is given without a day.

    >>> from datetime import date
    >>> import policyplan as pp
    >>> chart = pp.plots.timeline(pp.load_example("jilin_2022"), on=date(2022, 11, 1))
    >>> chart.title.subtitle[-1]
    '举措 27 项，有完成时限 24 项，长期推进 3 项'
    """
    if ledger is not None and on is None:
        raise TypeError("progress is told by a ledger on a day: give `on` with `ledger`")
    entries = draw.measures(plans, lang)
    dated = [entry for entry in entries if entry.measure.due is not None]
    shown = _nearest(dated, on, limit)
    title = draw.heading("timeline", entries, lang, _counts(entries, lang), _left_out(dated, shown, on, lang))
    if not shown:
        return draw.nothing(title, lang)
    values = _rows(shown, lang)
    for value, (said, _) in zip(values, kinds := _colours(shown, on, ledger, soon, lang), strict=True):
        value["kind"] = said
    return draw.finished(_chart(values, dict(kinds), on, lang), title, marked=on is not None)


def _nearest(dated: Sequence[Entry], on: date | None, limit: int) -> list[Entry]:
    def distance(entry: Entry) -> timedelta:
        return abs(_due(entry) - (on or date.min))

    return sorted(sorted(dated, key=distance)[:limit], key=_due)


def _due(entry: Entry) -> date:
    due = entry.measure.due
    assert due is not None
    return due


def _counts(entries: Sequence[Entry], lang: Lang) -> str:
    deadlines = (entry.measure.deadline for entry in entries)
    counts = Counter("undated" if deadline is None else deadline.kind for deadline in deadlines)
    kinds = (say(kind, lang, counts[kind]) for kind in _KINDS if counts[kind])
    return draw.listed([say("measures", lang, len(entries)), *kinds], lang)


def _left_out(dated: Sequence[Entry], shown: Sequence[Entry], on: date | None, lang: Lang) -> str:
    more = len(dated) - len(shown)
    return say("nearest" if on else "first", lang, len(shown), more) if more else ""


def _colours(
    shown: Sequence[Entry], on: date | None, ledger: Ledger | None, soon: int, lang: Lang
) -> list[tuple[str, str]]:
    """What is said of each measure on the day, and the colour of that."""
    if on is None:
        return [("", draw.ROLES[Role.RESPONSIBLE])] * len(shown)
    if ledger is None:
        passed = [_due(entry) < on for entry in shown]
        return [
            (say("passed", lang), "#9a9a98") if over else (say("ahead", lang), draw.ROLES[Role.RESPONSIBLE])
            for over in passed
        ]
    progress = Progress(ledger, on, soon)
    found = [progress.status_of(entry) for entry in shown]
    return [(STATUSES[status][lang], draw.STATES[status]) for status in found]


def _rows(shown: Sequence[Entry], lang: Lang) -> list[dict[str, Any]]:
    several = draw.several_plans(shown)
    names = draw.labels(
        " ".join(filter(None, [draw.plan_name(entry, 24) if several else "", _label(entry)]))
        for entry in shown
    )
    return [_row(entry, name, lang) for entry, name in zip(shown, names, strict=True)]


def _label(entry: Entry) -> str:
    return draw.drawn(f"{entry.task.number} {what(entry, 44)}".strip(), 48)


def _row(entry: Entry, name: str, lang: Lang) -> dict[str, Any]:
    deadline = entry.measure.deadline
    start = deadline.start if isinstance(deadline, DueBy) else None
    return {
        "name": name,
        "day": _due(entry).isoformat(),
        "start": (start or _due(entry)).isoformat(),
        "says": f"{_due(entry).isoformat()}  {_who(entry, lang)}".strip(),
        "measure": draw.drawn(entry.measure.text or entry.task.heading, 240),
        "section": draw.drawn(section_label(entry.sections)),
        "who": draw.drawn(everyone(entry, lang), 240),
        "printed": draw.drawn(deadline.text if deadline else "", 80),
        "plan": draw.plan_name(entry),
    }


def _who(entry: Entry, lang: Lang) -> str:
    """The first unit of the weightiest role, and how many more have a part."""
    says = words(lang)
    units = [(unit, role) for role in Role for unit in entry.measure.units_with(role)]
    if not units:
        return ""
    first, role = units[0]
    count = len({unit for unit, _ in units})
    others = say("others", lang, count, count - 1) if count > 1 else ""
    return says.in_brackets.format(draw.drawn(first.name, 30), says.roles[role]) + others


def _chart(values: list[dict[str, Any]], kinds: dict[str, str], on: date | None, lang: Lang) -> draw.Picture:
    days = [date.fromisoformat(value[key]) for value in values for key in ("start", "day")] + (
        [on] if on else []
    )
    x, y = (
        draw.days_axis(min(days), max(days)),
        draw.names("name", [value["name"] for value in values], align="left"),
    )
    base = alt.Chart(draw.rows(values), width=draw.WIDTH, height=alt.Step(24)).encode(y=y)
    order = [kind for kind in _order(lang) if kind in kinds]
    colour = draw.colours("kind", order, [kinds[kind] for kind in order]) if on else alt.value(kinds[""])
    tips = [draw.tip(key, key, lang) for key in ("measure", "who", "printed", "section", "plan")]
    # A rule from `start` to `day` would do, were its two fields not at odds over the days of the axis.
    ends = [
        value | {"day": value[end]}
        for value in values
        if value["start"] < value["day"]
        for end in ("start", "day")
    ]
    bars = (
        alt.Chart(draw.rows(ends))
        .mark_line(strokeWidth=4, opacity=0.35)
        .encode(x=x, y=y, color=colour, detail=alt.Detail(field="name", type="nominal"))
    )
    points = base.mark_point(size=90, filled=True, opacity=1).encode(
        x=x, color=colour, tooltip=[draw.tip("day", "due", lang), *tips]
    )
    said = {"x": x, "text": alt.Text(field="says", type="nominal")}
    look: dict[str, Any] = {"align": "left", "dx": 10, "fontSize": 11}
    halo = base.mark_text(**look, color="white", stroke="white", strokeWidth=4).encode(**said)
    texts = base.mark_text(**look, color=draw.SOFT).encode(**said)
    return draw.layered(
        *([draw.today(on, lang, x)] if on else []), *([bars] if ends else []), halo, texts, points
    )


def _order(lang: Lang) -> list[str]:
    return [*(word[lang] for word in STATUSES.values()), say("passed", lang), say("ahead", lang)]
