"""Counting working days with China's real calendar (调休 included)."""

from __future__ import annotations

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
    calendar: Workdays = chinese_calendar
    return calendar


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
