"""English weeks and weekdays by their place in a month: the first week of June, the last Friday of June 2025."""

from __future__ import annotations

import re
from datetime import timedelta

from policyplan.deadlines import Conditional, Deadline, DueBy, Precision
from policyplan.reading.times.english_dates import read_phrase
from policyplan.reading.times.stretches import Fixed, Setting, Undated

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PLACE = rf"(?P<nth>{'|'.join(_NTH)}|last|final)"
_WEEK = re.compile(
    rf"(?:by |in |during )?(?:the )?(?:{_PLACE}\s+week\s+(?:of|in)"
    r"|week\s+(?:of|commencing|beginning|starting)|w/c)\s+(?:the\s+)?(?:monday,?\s+)?"
)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WEEKDAY = re.compile(
    rf"(?:by |on |no later than |due )?(?:the )?{_PLACE}\s+(?P<day>{'|'.join(_WEEKDAYS)}|business |working |week)day\s+"
    r"(?:of|in)\s+(?:the\s+month\s+of\s+)?"
)

_NO_MORE = re.compile(r"[\s.,(]*(?:est(?:imated)?|target|tentative|planned|projected|expected)?[\s.)]*")


def read_week(text: str, setting: Setting) -> Deadline | None:
    """The last day of a week, or the weekday, that is all a field says; None where it says something else."""
    for pattern, last_day in ((_WEEK, _end_of_week), (_WEEKDAY, _weekday)):
        if match := pattern.match(text):
            try:
                found = read_phrase(text, match.end(), setting, led=True)
            except Undated as error:
                return Conditional(basis=(error.code,))
            if found is not None and _NO_MORE.fullmatch(text, found[1]):
                return last_day(match, found[0])
    return None


def _end_of_week(week: re.Match[str], fixed: Fixed) -> Deadline | None:
    """The last day of a week that is named by its first day or by its place in a month."""
    nth = week["nth"]
    if fixed.precision is not (Precision.MONTH if nth else Precision.DAY):
        return None
    last = fixed.first + timedelta(days=7 * _NTH.get(nth or "first", 5) - 1)
    return DueBy(min(last, fixed.last) if nth else last, basis=("end-of-period",))


def _weekday(weekday: re.Match[str], fixed: Fixed) -> Deadline | None:
    """A weekday by its place in a month; which days are business days is not said."""
    if weekday["day"] not in _WEEKDAYS:
        return Conditional(basis=("working-days-unknown",))
    if fixed.precision is not Precision.MONTH:
        return None
    wanted, nth = _WEEKDAYS.index(weekday["day"]), _NTH.get(weekday["nth"])
    if nth is None:
        return DueBy(fixed.last - timedelta(days=(fixed.last.weekday() - wanted) % 7))
    first = fixed.first + timedelta(days=(wanted - fixed.first.weekday()) % 7)
    return DueBy(first + timedelta(weeks=nth - 1))
