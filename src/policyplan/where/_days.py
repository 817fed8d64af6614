"""Stretches of days as people write them in a question: a day, a month, a quarter, a half, a year."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from typing import TypeAlias

#: A day or a stretch of days: a date, a year as a number, or words such as "2022-12".
When: TypeAlias = date | int | str

_CHINESE_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_DAY = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?)?", re.ASCII
)
_QUARTER = re.compile(r"(\d{4})(?:-?q([1-4])|年第?([1-4一二三四])季度)", re.ASCII)
_HALF = re.compile(r"(\d{4})(?:-?h([12])|年([上下])半年)", re.ASCII)


def stretch(when: When) -> tuple[date, date]:
    """The first and the last day that `when` speaks of, both inclusive.

    Raises ValueError, saying what was expected, where it is no day nor stretch of days.

    >>> stretch("2022-Q4")
    (datetime.date(2022, 10, 1), datetime.date(2022, 12, 31))
    >>> stretch("2022年12月")
    (datetime.date(2022, 12, 1), datetime.date(2022, 12, 31))
    """
    if isinstance(when, datetime):
        when = when.date()
    if isinstance(when, date):
        return when, when
    words = unicodedata.normalize("NFKC", f"{when:04}" if isinstance(when, int) else when).strip().lower()
    if match := _DAY.fullmatch(words):
        year, month, day, month_zh, day_zh = match.groups()
        return _calendar_stretch(int(year), month or month_zh, day or day_zh)
    if match := _QUARTER.fullmatch(words):
        quarter = match[2] or match[3]
        last = 3 * (_CHINESE_QUARTERS.get(quarter) or int(quarter))
        return _months(int(match[1]), last - 2, last)
    if match := _HALF.fullmatch(words):
        last = 6 if (match[2] or match[3]) in ("1", "上") else 12
        return _months(int(match[1]), last - 5, last)
    raise ValueError(f"{str(when)[:40]!r} is no date such as 2022, 2022-H2, 2022-Q4, 2022-12 or 2022-12-31")


def _calendar_stretch(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return _months(year, 1, 12)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"month must be 1 to 12, not {month}")
    first, last = _months(year, int(month), int(month))
    if day is None:
        return first, last
    if not 1 <= int(day) <= last.day:
        raise ValueError(f"day must be 1 to {last.day} in {year:04}-{int(month):02}, not {day}")
    return (first.replace(day=int(day)),) * 2


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    if year < 1:
        raise ValueError("year must be 1 to 9999, not 0")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def brief(start: date, end: date) -> str:
    """The shortest ISO form of the days from `start` to `end`: a year, a month, a day, else ``a..b``."""
    for length in (4, 7, 10):
        form = start.isoformat()[:length]
        if stretch(form) == (start, end):
            return form
    return f"{start.isoformat()}..{end.isoformat()}"
