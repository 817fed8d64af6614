"""Counting working days with China's real calendar (调休 included)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol


class Workdays(Protocol):
    """A calendar of working days that a caller may supply.

    `is_workday` says whether people work on that day; it raises LookupError or NotImplementedError for days that
    the calendar does not know. The module `chinese_calendar` is one.
    """

    def is_workday(self, date: date, /) -> bool:
        """Tell whether `date` is a working day."""
        ...


def china() -> Workdays | None:
    """China's published working days from the package chinesecalendar; None where it is not installed."""
    try:
        import chinese_calendar
    except ImportError:
        return None
    return _Remembered(chinese_calendar.is_workday)


class _Remembered:
    """Working days that are asked for again and again, and slow to look up."""

    def __init__(self, look_up: Callable[[date], bool]) -> None:
        self._look_up = look_up

    def is_workday(self, date: date, /) -> bool:
        known = _KNOWN.get(date)
        if known is None:
            known = _KNOWN[date] = self._look_up(date)
        return known


#: At most the published years, some 8,000 days.
_KNOWN: dict[date, bool] = {}


def count_workdays(start: date, days: int, calendar: Workdays) -> date | None:
    """The working day that is `days` after `start`, which is not counted; None where the calendar does not reach."""
    day = start
    try:
        while days > 0:
            day += timedelta(days=1)
            days -= calendar.is_workday(day)
    except (LookupError, NotImplementedError, OverflowError):
        return None
    return day
