"""English years and their parts: fiscal years, split years (2024-25), quarters, halves, and next year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from attrs import evolve

from policyplan.deadlines import Precision
from policyplan.reading.times.stretches import (
    BadDate,
    Setting,
    Stretch,
    Undated,
    in_months,
    months_on,
    whole_years,
)

ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "iv": 4,
    "iii": 3,
    "ii": 2,
    "i": 1,
    "last": 4,
    "fifth": 5,
    "sixth": 6,
}


def century(year: str) -> int:
    """The year that two or four digits print: 2025, 25 and '25."""
    return int(year) if len(year) == 4 else 2000 + int(year.lstrip("'"))


def of_year(stretch: Stretch, year: str | None) -> Stretch:
    """The stretch in the year that is printed, with four digits or with two (Jun-25, 31 Mar 25, June '25)."""
    if year is None:
        return stretch
    return stretch.in_year(century(year), *(() if len(year) == 4 else ("two-digit-year",)))


def fiscal(year: int, first: int, last: int, setting: Setting, precision: Precision) -> Stretch:
    """Months `first` to `last` of a fiscal year, which is named after the calendar year it ends in."""
    start = setting.fiscal_year_start
    opening = date(year - (start > 1), start, 1)
    begin = months_on(opening, first - 1)
    close = months_on(opening, last) - timedelta(days=1)
    return Stretch(lambda _: (begin, close), year, precision, ("fiscal-year",))


def _ordinal(word: str) -> int:
    """The number of a word such as second, 2nd or fifth."""
    return ORDINALS[word] if word in ORDINALS else int(word[:-2])


def quarter(match: re.Match[str], setting: Setting) -> Stretch:
    """Q2 2024, 2Q24, second quarter of FY2024, Q4 2024/25."""
    value = int(match["q"] or match["qn"] or _ordinal(match["qo"]))
    year = match["qy"]
    if match["qz"]:
        return _quarter_of(value, _end_of_split(year, match["qz"], setting), True, match, setting)
    found = _quarter_of(value, century(year) if year else None, bool(match["qfy"]), match, setting)
    return found if match["qfy"] else of_year(found, year)


def _quarter_of(
    value: int, year: int | None, in_fiscal: bool, match: re.Match[str], setting: Setting
) -> Stretch:
    if not 1 <= value <= 4:
        raise BadDate("quarter must be 1 to 4", match.span())
    if in_fiscal and year is not None:
        return fiscal(year, 3 * value - 2, 3 * value, setting, Precision.QUARTER)
    return in_months(3 * value - 2, 3 * value, Precision.QUARTER).in_year(year)


def fiscal_year(match: re.Match[str], setting: Setting) -> Stretch:
    """FY2024, FY2024-27, FY24 Q3, FY24 H1."""
    first, year = century(match["fyy"]), century(match["fyz"] or match["fyy"])
    if year > first + 1:  # FY2024-2027
        begin = fiscal(first, 1, 12, setting, Precision.YEAR).bounds(first)[0]
        last = fiscal(year, 1, 12, setting, Precision.PERIOD)
        return evolve(last, bounds=lambda y: (begin, last.bounds(y)[1]), ranged=True)
    if match["fyz"]:
        year = _end_of_split(match["fyy"], match["fyz"], setting)
    value = match["fq"] or match["fqn"] or (match["fqo"] and _ordinal(match["fqo"]))
    if value:
        return _quarter_of(int(value), year, True, match, setting)
    if match["fh"]:
        return fiscal(year, 6 * int(match["fh"]) - 5, 6 * int(match["fh"]), setting, Precision.HALF)
    return fiscal(year, 1, 12, setting, Precision.YEAR)


def _end_of_split(first: str, last: str, setting: Setting) -> int:
    """The year in which a fiscal year over two calendar years ends: 2025 for 2024-25, 2024/25 and 2024/2025.

    Raises Undated where they are not neighbours, and where the fiscal year begins in January, for then it has only
    one calendar year, and nobody told when this one begins.
    """
    if century(last) != century(first) + 1:
        raise Undated("vague")
    if setting.fiscal_year_start == 1:
        raise Undated("fiscal-year-unknown")
    return century(last)


def split_year(match: re.Match[str], setting: Setting) -> Stretch:
    """2024-25 and 2024/25 are fiscal years, 2024-27 is four years."""
    first, last = match["sy1"], match["sy2"] or match["sy3"]
    quarter = match["sq"]
    if century(last) != century(first) + 1 and match["ssep"] == "-" and not quarter:
        if century(last) < century(first):
            raise BadDate("the range ends before it starts", match.span())
        return whole_years(int(first), century(last))
    year = _end_of_split(first, last, setting)
    if quarter:
        return _quarter_of(int(quarter), year, True, match, setting)
    return fiscal(year, 1, 12, setting, Precision.YEAR)


def short_split(match: re.Match[str], setting: Setting) -> Stretch:
    """24/25 is a fiscal year."""
    year = _end_of_split(match["ty1"], match["ty2"], setting)
    if match["tq"]:
        return _quarter_of(int(match["tq"]), year, True, match, setting)
    return fiscal(year, 1, 12, setting, Precision.YEAR)


def half(match: re.Match[str], setting: Setting) -> Stretch:
    """H1 2026, 1H26, first half of FY26."""
    value = int(match["h"] or match["hn"] or _ordinal(match["ho"]))
    if not 1 <= value <= 2:
        raise BadDate("half must be 1 or 2", match.span())
    year = match["hy"]
    if match["hfy"] and year:
        return fiscal(century(year), 6 * value - 5, 6 * value, setting, Precision.HALF)
    return of_year(in_months(6 * value - 5, 6 * value, Precision.HALF), year)


def year_part(match: re.Match[str], setting: Setting) -> Stretch:
    """2026 Q2, 2026H1."""
    year = int(match["yq"])
    if match["yqn"]:
        return _quarter_of(int(match["yqn"]), year, False, match, setting)
    half = int(match["yh"])
    return in_months(6 * half - 5, 6 * half, Precision.HALF).in_year(year)


def relative(match: re.Match[str], setting: Setting) -> Stretch:
    """This year, next quarter, the current fiscal year, and the fiscal year, which is the one of the issue."""
    words = match["relu"] or match["thefy"]
    issued, unit = setting.issue_day(), words.split()[-1]
    step = match["rel"] == "next"
    if "fiscal" in words or "financial" in words:
        year = issued.year + (setting.fiscal_year_start > 1 and issued.month >= setting.fiscal_year_start)
        return fiscal(year + step, 1, 12, setting, Precision.YEAR)
    if unit == "year":
        stretch = whole_years(issued.year + step, issued.year + step)
    else:
        day = months_on(date(issued.year, issued.month, 1), step * (3 if unit == "quarter" else 1))
        last = day.month if unit == "month" else (day.month + 2) // 3 * 3
        precision = Precision.MONTH if unit == "month" else Precision.QUARTER
        stretch = in_months(last if unit == "month" else last - 2, last, precision).in_year(day.year)
    return evolve(stretch, basis=(*stretch.basis, "relative-year"))
