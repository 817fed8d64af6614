"""Months with years of two digits (Dec 24), which only their neighbours tell from days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyplan.reading.blocks import Cell
from policyplan.reading.headers import Column
from policyplan.reading.times.english_dates import MONTH

_NUMBER = re.compile(rf"(?<!\d[\s-])\b({MONTH})[ \xa0]+'?(\d\d)\b(?!\s*,?\s*20\d\d|:)", re.IGNORECASE)
_DAY = re.compile(rf"\b{MONTH}\s+\d{{1,2}}(?:(?:st|nd|rd|th)\b|\s*,?\s*20\d\d)", re.IGNORECASE)
_SHORT_DATE = re.compile(rf"\b\d{{1,2}}[\s-]{MONTH}[\s-]\d\d\b", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(rf"(?:by\s+|end\s+)?{MONTH}[\s,-]+20(\d\d)", re.IGNORECASE)
_LONGEST = 60
#: The last day of a long month, and the least of any.
_LAST_DAY, _LAST_DAYS = 31, 28
#: The least number that is taken for a year of this century, and how far apart the years of a plan are.
_LEAST, _APART = 15, 5


def with_month_years(columns: list[Column], rows: Sequence[tuple[Cell, ...]]) -> list[Column]:
    """The columns with `month_years` where the cells of a time column give months with years of two digits."""
    years = [
        int(found[1])
        for row in rows
        for cell in row
        if (found := _MONTH_OF_YEAR.fullmatch(cell.text.strip()))
    ]
    return [
        column._replace(month_years=True)
        if column.kind == "time" and are_month_years([row[at].text for row in rows], years)
        else column
        for at, column in enumerate(columns)
    ]


def are_month_years(cells: Sequence[str], years: Sequence[int] = ()) -> bool:
    """Whether the numbers behind months in these cells are years: told by cells with a year in full, or by them all.

    `years` are the last two digits of years that stand behind months beside them.

    >>> are_month_years(["Dec 24", "Mar 25", "Sept 25"]), are_month_years(["Dec 24", "Mar 3", "Sept 25"])
    (True, False)
    """
    told = [cell for cell in cells if cell.isascii() and len(cell) <= _LONGEST]
    numbers = [int(found[2]) for cell in told for found in _NUMBER.finditer(cell)]
    if not numbers or min(numbers) < _LEAST or any(_DAY.search(cell) for cell in told):
        return False
    if max(numbers) > _LAST_DAY or any(_SHORT_DATE.search(cell) for cell in told):
        return True
    if max(numbers) >= _LAST_DAYS:
        return False  # June 30, March 31
    if years:
        return min(years) - _APART <= min(numbers) and max(numbers) <= max(years) + _APART
    return len(numbers) > 2 and max(numbers) - min(numbers) < _APART


def spelled_out(words: str) -> str:
    """`words` with each month and year joined, as no day is: Dec-24 for Dec 24."""
    return _NUMBER.sub(r"\1-\2", words)
