"""How the plan's measures stand, day after day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from policyplan.exporting.plots import _drawing as draw
from policyplan.exporting.plots._words import STATUSES, say
from policyplan.exporting.wording import Lang
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON, Status, standing_of
from policyplan.model import Entry, PlansOrEntries

_HEIGHT = 360
_DAY = timedelta(days=1)


def progress(
    plans: PlansOrEntries, ledger: Ledger, *, on: date | None = None, soon: int = SOON, lang: Lang = "zh"
) -> draw.Picture:
    """How far the work is: on each day, how many measures are done, overdue, in progress and so on.

    It begins with the day the plan was signed (the earliest, where there are several), or with the first report,
    and ends with `on`, which is marked as today, or with the last report. A dashed line tells how many measures
    have a last day up to then, also in the days to come. Statuses are those of `policyplan.status`.

    >>> from datetime import date
    >>> import policyplan as pp
    >>> plan = pp.load_example("jilin_2022")
    >>> ledger = pp.Ledger().with_report(plan.entries()[0], on=date(2022, 11, 8), state="done")
    >>> pp.plots.progress(plan, ledger, on=date(2022, 12, 1)).title.text
    '进展情况'
    """
    entries = draw.measures(plans, lang)
    reports = [day for entry in entries for day in _reported(entry, ledger)]
    end = on or max(reports, default=None)
    if not entries or end is None:
        return draw.nothing(draw.heading("progress", entries, lang), lang)
    start = min([*_signed(entries), *reports, end])
    values = _areas(entries, ledger, start, end, soon)
    notes = [_now(values, entries, reports, end, lang), say("promised", lang)]
    chart = _chart(values, _promised(entries, start, end), on, lang)
    return draw.finished(chart, draw.heading("progress", entries, lang, *notes), marked=on is not None)


def _signed(entries: Iterable[Entry]) -> Iterator[date]:
    """The days on which the entries' plans were signed, or published where that is not said."""
    for plan in {id(entry.plan): entry.plan for entry in entries}.values():
        day = plan.document.dated or plan.document.published_on
        if day is not None:
            yield day


def _reported(entry: Entry, ledger: Ledger) -> list[date]:
    return [report.on for unit in (None, *ledger.units(entry)) for report in ledger.history(entry, unit)]


def _areas(
    entries: Sequence[Entry], ledger: Ledger, start: date, end: date, soon: int
) -> list[tuple[date, Status, int]]:
    """How many measures have each status, on the first day and whenever that changes, and on the last."""
    changes: dict[date, Counter[Status]] = {}
    for entry in entries:
        before = None
        for day in _turns(entry, ledger, start, end, soon):
            now = standing_of(entry, ledger, on=day, soon=soon).status
            if now is not before:
                changes.setdefault(day, Counter())[now] += 1
                if before is not None:
                    changes[day][before] -= 1
            before = now
    changes.setdefault(end, Counter())
    return list(_summed(changes))


def _turns(entry: Entry, ledger: Ledger, start: date, end: date, soon: int) -> list[date]:
    """The days on which the status of a measure may change."""
    days = {start, *_reported(entry, ledger)}
    if (due := entry.measure.due) is not None:
        days |= {due + _DAY, due - soon * _DAY}
    return sorted(day for day in days if start <= day <= end)


def _summed(changes: dict[date, Counter[Status]]) -> Iterator[tuple[date, Status, int]]:
    counts: Counter[Status] = Counter()
    for day in sorted(changes):
        counts.update(changes[day])
        for status in STATUSES:
            yield day, status, counts[status]


def _promised(entries: Sequence[Entry], start: date, end: date) -> list[dict[str, Any]]:
    """How many measures have a last day up to each day on which that number rises."""
    dues = sorted(entry.measure.due for entry in entries if entry.measure.due is not None)
    last = max([end, *dues])
    days = sorted({start, *(day for day in dues if day > start), last})
    return [{"day": day.isoformat(), "count": sum(due <= day for due in dues)} for day in days]


def _now(
    values: Sequence[tuple[date, Status, int]],
    entries: Sequence[Entry],
    reports: Sequence[date],
    end: date,
    lang: Lang,
) -> str:
    """How many measures have each status on the last day."""
    counts = [f"{STATUSES[status][lang]} {count}" for day, status, count in values if day == end and count]
    told = sum(day <= end for day in reports)
    return f"{end.isoformat()} · " + draw.listed(
        [say("measures", lang, len(entries)), say("reported", lang, told), *counts], lang
    )


def _chart(
    values: Sequence[tuple[date, Status, int]], promised: list[dict[str, Any]], on: date | None, lang: Lang
) -> draw.Picture:
    met = {status for _, status, count in values if count}
    statuses = [status for status in STATUSES if status in met]
    rows = [
        {
            "day": day.isoformat(),
            "status": STATUSES[status][lang],
            "order": statuses.index(status),
            "count": count,
        }
        for day, status, count in values
        if status in met
    ]
    x = draw.days_axis(values[0][0], date.fromisoformat(promised[-1]["day"]))
    y = alt.Y(
        field="count",
        type="quantitative",
        axis=alt.Axis(title=say("count", lang), tickMinStep=1, format="d"),
    )
    areas = (
        alt.Chart(draw.rows(rows), width=draw.WIDTH, height=_HEIGHT)
        .mark_area(interpolate="step-after", opacity=0.9)
        .encode(
            x=x,
            y=y.stack("zero"),
            color=draw.colours(
                "status", [STATUSES[s][lang] for s in statuses], [draw.STATES[s] for s in statuses]
            ),
            order=alt.Order(field="order", type="quantitative"),
            tooltip=[draw.tip(key, key, lang) for key in ("day", "status", "count")],
        )
    )
    line = alt.Chart(draw.rows(promised)).mark_line(
        interpolate="step-after", strokeDash=[6, 4], color=draw.INK, strokeWidth=1.5
    )
    return draw.layered(areas, line.encode(x=x, y=y), *([draw.today(on, lang, x)] if on else []))
