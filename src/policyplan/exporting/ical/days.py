"""The days a measure stands on, and the days people are reminded of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import evolve

from policyplan.errors import ExportError
from policyplan.model import Entry, Plan, Recurring

if TYPE_CHECKING:
    from policyplan.reading.times.workdays import Workdays

#: How many days one recurring measure may take up.
MOST_DAYS: Final = 366

#: How many days before its last day a measure may be reminded of.
EARLIEST_ALARM: Final = 366

#: The longest run of days off that is looked through for a working day.
_LONGEST_REST: Final = 20

#: A rule with weeks, months or years between its days, and no end or count of its own.
_PLAIN_RULE = re.compile(r"FREQ=(?:WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL|WKST|BY[A-Z]+)=[A-Z0-9,+-]+)*")


def days_of(entry: Entry) -> tuple[date, ...]:
    """The days a calendar shows an entry on: its last day, or each that recurs within the plan's period.

    Empty for ongoing and conditional measures, for those without a deadline, and for recurring ones whose
    plan names no period, whose rule is denser than weekly or comes round more than `MOST_DAYS` times.
    """
    deadline = entry.measure.deadline
    if isinstance(deadline, Recurring):
        return _recurring_days(deadline, entry.plan)
    # An event ends the day after: the last day of the year 9999 has none.
    return (deadline.due,) if deadline is not None and deadline.due and deadline.due < date.max else ()


def todo_days(entry: Entry, end: date | None, *, undated: bool) -> tuple[date | None, ...]:
    """The days a to-do of an entry is due on: its own; where it has none, the `end` of its plan, None for none.

    So stand ongoing and conditional measures, while the plan lasts: programs do not agree on to-dos without a day.
    `undated` shows also those without a deadline, and has to-dos without a day where the plan has no end.
    """
    days = days_of(entry)
    if days or not (undated or (end is not None and entry.measure.deadline is not None)):
        return days
    return (end,)


def end_of(plan: Plan) -> date | None:
    """The last day of the plan's period; where it names none, the last day it sets; None where it sets none."""
    days = (entry.measure.deadline.due for entry in plan.entries() if entry.measure.deadline is not None)
    end = plan.period.end if plan.period else max(filter(None, days), default=None)
    return None if end is None else min(end, date.max - timedelta(days=1))


def _recurring_days(deadline: Recurring, plan: Plan) -> tuple[date, ...]:
    """The rule's days from the plan's issue (or start) to its end.

    Each becomes an item of its own, as not every calendar program follows a recurrence rule.
    """
    if plan.period is None or not _PLAIN_RULE.fullmatch(deadline.rrule):
        return ()
    start = max(plan.period.start, plan.document.dated or plan.period.start)
    end = datetime.combine(min(plan.period.end, date.max - timedelta(days=1)), time())
    try:
        # With an end, a rule that no day satisfies stops too.
        rule = evolve(deadline, rrule=f"{deadline.rrule};UNTIL={end:%Y%m%d}").rule(start)
        days = tuple(dict.fromkeys(moment.date() for moment in islice(rule, MOST_DAYS + 1)))
    except (ValueError, IndexError):
        return ()
    return days if len(days) <= MOST_DAYS else ()


def checked_alarms(alarms: Iterable[int]) -> tuple[int, ...]:
    """The numbers of days, each once, the earliest reminder first; raises ExportError where one is none."""
    chosen = tuple(alarms)
    for days in chosen:
        if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= EARLIEST_ALARM:
            raise ExportError(
                f"an alarm is {days!r}; expected days before the last day, 1 to {EARLIEST_ALARM}"
            )
    return tuple(sorted(set(chosen), reverse=True))


def working_days() -> Workdays:
    """China's published working days; raises ExportError that tells what to install where they are missing."""
    from policyplan.reading.times.workdays import china

    calendar = china()
    if calendar is None:
        raise ExportError('working days need chinesecalendar: pip install "policyplan[workdays]"')
    return calendar


def last_workday(day: date, calendar: Workdays) -> date:
    """The last working day up to `day`; in years that the calendar does not know, the last weekday."""
    for back in range(min(_LONGEST_REST, day.toordinal())):
        if _is_workday(day - timedelta(days=back), calendar):
            return day - timedelta(days=back)
    return day


def knows(calendar: Workdays, year: int) -> bool:
    """Whether the calendar holds the working days of a year: holidays are published a year ahead at most."""
    try:
        calendar.is_workday(date(year, 12, 31))
    except (LookupError, NotImplementedError):
        return False
    return True


def _is_workday(day: date, calendar: Workdays) -> bool:
    try:
        return calendar.is_workday(day)
    except (LookupError, NotImplementedError):
        return day.weekday() < 5
