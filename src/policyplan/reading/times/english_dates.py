"""English dates: days, months, quarters, fiscal years, thirds of a year, and ranges of them.

phrase = [by | no later than | before …] stretch [ (to | –) stretch ]
stretch = March 31, 2027 | 30 June 2023 | 31-Mar-25 | Dec 2025 | Jun-25 | Q2 2024 | 1Q FY24 | FY2024
        | 2024-25 | Q4 2024/25 | first half of 2026 | early 2026 | end of 2025 | 2025-06-30 | 6/30/2025 | 2025
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from attrs import evolve

from policyplan.deadlines import DueBy, Precision
from policyplan.reading.times.english_years import (
    ORDINALS,
    fiscal,
    fiscal_year,
    half,
    of_year,
    quarter,
    relative,
    short_split,
    split_year,
    year_part,
)
from policyplan.reading.times.stretches import (
    BadDate,
    Fixed,
    Setting,
    Stretch,
    Undated,
    check_month,
    in_days,
    in_months,
    months_on,
    on_day,
    whole_years,
)

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: The name of a month, in lower case.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_Y = r"(?:19|20)\d\d"
_ORDINAL = "(?:" + "|".join(ORDINALS) + r"|\d\d?(?:st|nd|rd|th))"
_FY = r"(?:fy|fiscal\s+year|financial\s+year)\s?'?"
_SEASON = "(?:spring|summer|fall|autumn|winter)"
_STRETCH = re.compile(
    rf"""(?:the\s+)?(?:month\s+of\s+(?!{_Y}))?(?:
    (?P<third>mid-?\s?year|early|mid|late|the\s+end\s+of|end\s+of|end|year-?end|(?:the\s+)?(?:beginning|start)\s+of|close\s+of)?[\s-]*(?:the\s+)?(?:in\s+)?(?:calendar\s+year\s+|year\s+|cy\s?)?
    (?:
     (?P<vague>(?:(?:school|academic)\s+year|[sa]y)\s?{_Y}|{_Y}(?:\s?[-/]\s?(?:\d\d){{1,2}})?\s+(?:school|academic)\s+year
      |(?:semester|term|trimester)\s+\d,?\s+{_Y})
     |(?P<m>{MONTH})\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:\s*,?\s*(?:of\s+)?(?P<y>{_Y}|'\d\d)(?!\d))?
     |(?P<d4>\d{{1,2}})(?P<ds>[\s-])(?P<m4>{MONTH})(?P=ds)'?(?P<y4>\d\d)(?!\d|:)(?=\W*\Z|\s*[,;()]|\s+(?:to|until|through)\b|(?<=-\d\d)\s*-)
     |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+|-)?(?P<m2>{MONTH})(?:[\s,-]*(?P<y2>{_Y})(?!\d))?
     |(?P<m3>{MONTH})(?:[\s,/-]*(?:of\s+)?(?P<y3>{_Y}|'\d\d|(?<=-)[234]\d)(?!\d))?
     |(?P<y5>{_Y})\s+(?P<m5>(?!may\b){MONTH})
     |(?P<sy1>{_Y})(?:(?P<ssep>[-/])(?P<sy2>1[3-9]|[2-9]\d)|/(?P<sy3>{_Y}))(?![-/.\d])(?:\s+(?:fy|(?:fiscal|financial)\s+year)\b)?(?:[\s,(-]*q(?:tr\s*|uarter\s*)?(?P<sq>\d)\)?)?
     |(?P<ty1>1[3-9]|[2-9]\d)/(?P<ty2>1[4-9]|[2-9]\d)(?:[\s,(-]*q(?P<tq>\d)\)?)?(?=[\s).,]*\Z)
     |(?P<fyb>{_Y})\s+(?:fy|(?:fiscal|financial)\s+year)\b
     |(?P<iy>{_Y})(?P<is>[-/.])(?P<im>\d{{1,2}})(?:(?P=is)(?P<id>\d{{1,2}}))?(?!\d)
     |(?P<sa>\d{{1,2}})(?P<ss>[-/.])(?P<sb>\d{{1,2}})(?P=ss)(?P<sy>{_Y}|(?<=/)\d\d)(?!\d)
     |(?P<sm>\d{{1,2}})/(?P<smy>{_Y})(?!\d)
     |(?:q(?:uarter\s*|tr\.?\s*)?(?P<q>\d)|(?P<qn>\d)q|(?P<qo>{_ORDINAL})\s+(?:quarter|qtr))(?:[\s,/(-]*(?:of\s+)?(?:the\s+)?(?P<qfy>{_FY})?'?(?:cy\s?|calendar\s+(?:year\s+)?)?(?P<qy>{_Y}|(?<=fy)\d\d|(?<=fy\s)\d\d|(?<=')\d\d|(?<=\dq)\d\d|\d\d(?=[-/]\d\d(?![-/\d])))(?!\d)(?:[-/](?P<qz>(?:\d\d){{1,2}})(?![-/\d]))?\)?)?
     |(?P<fya>{_FY})(?P<fyy>{_Y}|\d\d)(?!\d)(?:[-/](?P<fyz>(?:\d\d){{1,2}})(?![-/\d]))?(?:[\s,-]*(?:q(?P<fq>\d)|(?P<fqo>{_ORDINAL})\s+quarter|(?P<fqn>\d)q|h(?P<fh>[12])))?
     |(?P<yq>{_Y})[\s(-]*(?:q(?P<yqn>\d)|h(?P<yh>[12]))
     |(?:h(?P<h>[12])|(?P<hn>[12])h|(?P<ho>first|second|third|fourth|\d(?:st|nd|rd|th))\s+half)(?:[\s,/-]*(?:of\s+)?(?P<hfy>{_FY})?(?P<hy>{_Y}|(?<=fy)\d\d|(?<=[12]h)\d\d)(?!\d))?
     |(?P<rel>this|next|current)\s+(?P<relu>(?:fiscal\s+|calendar\s+)?year|month|quarter)
     |(?P<season>{_SEASON}(?:\s*[/-]\s*{_SEASON})?)(?:\s*(?:of\s+)?{_Y}|\s+'?\d\d(?=[\s).,]*\Z)|(?=\W*\Z|\s*[,;(]|\s+(?:semester|term|session|season)\b))
     |(?P<onlyy>{_Y})(?![\d%]|[.,]\d)
     |(?P<thefy>(?:fiscal|financial)\s+year)\b
     |(?P<theyear>year)\b
    ))""",
    re.X,
)
_TO = re.compile(r"\s*(?P<sign>-|(?:to|through|thru|until|till|and|or)\b|/|&)\s*(?:by\s+)?(?!later)")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z")


def due_by(fixed: Fixed) -> DueBy:
    """The deadline of a stretch: its last day."""
    return DueBy(
        fixed.last, start=fixed.first if fixed.ranged else None, precision=fixed.precision, basis=fixed.basis
    )


def read_phrase(text: str, at: int, setting: Setting, *, led: bool = False) -> tuple[Fixed, int] | None:
    """The stretch, or range of two, at `at` in lower-case `text`, and where it ends.

    A year alone counts only after a word that leads to it (`led`), or as the end of a range.
    """
    match = _STRETCH.match(text, at)
    if match is None:
        return None
    try:
        return _stretch_or_range(text, match, setting, led)
    except BadDate as bad:
        bad.quote(text, at)
        raise


def _stretch_or_range(
    text: str, match: re.Match[str], setting: Setting, led: bool
) -> tuple[Fixed, int] | None:
    joint = _TO.match(text, match.end())
    second = _STRETCH.match(text, joint.end()) if joint else None
    if second is None and joint is not None and match["m"] and not match["y"]:
        return _same_month(text, match, joint.end(), setting)
    if second is None or joint is None:
        if not led and not match["third"] and _says_too_little(match):
            return None
        return _alone(match, setting), match.end()
    if joint["sign"] == "or":
        raise Undated("either")
    if joint["sign"] in ("/", "&") or (
        joint["sign"] == "and" and not _BETWEEN.search(text, 0, match.start())
    ):
        return _both(match, second, setting), second.end()
    return _range(match, second, setting), second.end()


def _says_too_little(match: re.Match[str]) -> bool:
    """Whether the words are a time only where others lead to them: 2025, fiscal year."""
    alone = match["onlyy"] or match["thefy"]
    return bool(alone) and not match[0].startswith(("calendar", "cy", "year"))


#: Jun 26, which may be a month and its year; a month's last day is a day.
_MONTH_YEAR = re.compile(r"(?!may|june|july)[a-z]{3,4}\.?\s(?!30|31)2\d\Z")


def _alone(match: re.Match[str], setting: Setting) -> Fixed:
    """A time that is no part of a range. Raises Undated where it may be a quarter or a day of another kind."""
    stretch = _stretch(match, setting)
    if stretch.year is not None or setting.year is not None:
        return stretch.fixed(setting)
    if setting.fiscal_year_start > 1 and _PART.match(match[0]):
        raise Undated("quarter-unclear")
    issued = setting.issued
    if issued and _MONTH_YEAR.match(match[0]) and 0 <= 2000 + int(match["d"]) - issued.year <= 5:
        return stretch.fixed(setting).because("day-not-year")
    return stretch.fixed(setting)


#: A quarter or half without its year.
_PART = re.compile(r".*\b(?:q(?:tr)?\.?\s*\d|\dq|quarter|qtr|h[12]|[12]h|half)\b")


def _both(first: re.Match[str], second: re.Match[str], setting: Setting) -> Fixed:
    """Two times side by side, of which the later holds: Q1/Q2 2025, June and December 2025."""
    start = _stretch(first, setting)
    end = _second(start, _stretch(second, setting), setting)
    if end.year is None:
        end = end.in_year(start.year or start.fixed(setting).last.year)
    days = [(start if start.year is not None else start.in_year(end.year)).fixed(setting), end.fixed(setting)]
    return max(days, key=lambda day: day.last).because("last-of-several")


def _second(first: Stretch, second: Stretch, setting: Setting) -> Stretch:
    """The second of two times, in the fiscal year of the first where it names none: FY2025 Q1-Q3."""
    parts = (Precision.QUARTER, Precision.HALF)
    if (
        first.year is None
        or second.year is not None
        or second.precision not in parts
        or "fiscal-year" not in first.basis
    ):
        return second
    begin, end = second.bounds(first.year)
    return fiscal(first.year, begin.month, end.month, setting, second.precision)


def _same_month(text: str, match: re.Match[str], at: int, setting: Setting) -> tuple[Fixed, int] | None:
    """March 1-15, 2025: the second day takes the month of the first."""
    day = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*({_Y}))?").match(text, at)
    if day is None:
        return None
    month = month_number(match["m"])
    year = int(day[2]) if day[2] else None
    last = on_day(month, int(day[1]), day.span()).in_year(year).fixed(setting)
    first = on_day(month, int(match["d"]), match.span()).in_year(last.last.year).fixed(setting)
    return first.to(last, (match.start(), day.end())), day.end()


def _may_be_years(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether numbers behind months may be years as well as days: Apr 25 - Mar 26."""
    if not (first["m"] and second["m"]) or first["y"] or second["y"]:
        return False
    days = int(first["d"]), int(second["d"])
    turns = days[0] == days[1] or month_number(second["m"]) <= month_number(first["m"])
    return turns and days[0] >= 20 and 0 <= days[1] - days[0] <= 5


def _range(first: re.Match[str], second: re.Match[str], setting: Setting) -> Fixed:
    if _may_be_years(first, second):
        raise Undated("either")
    end = _stretch(second, setting)
    try:
        start = _stretch(first, setting)
    except Undated:  # summer 2025 to 30 November 2026
        if end.year is None:
            raise
        return end.fixed(setting)
    end = _second(start, end, setting)
    if end.year is None and start.year is not None:
        end = end.in_year(start.year)
    last = end.fixed(setting)
    if start.year is None:
        start = start.in_year(last.last.year)
        if start.fixed(setting).first > last.last:
            start = start.in_year(last.last.year - 1)
    return start.fixed(setting).to(last, (first.start(), second.end()))


def month_number(name: str) -> int:
    """The number of a month from its name or its first three letters."""
    return MONTHS.index(name[:3]) + 1


def _stretch(match: re.Match[str], setting: Setting) -> Stretch:
    third = (match["third"] or "").replace("the ", "")
    if "beginning" in third or "start" in third or match["season"] or match["vague"]:
        raise Undated("vague")
    stretch = next(build(match, setting) for group, build in _BUILD if match[group])
    if third.startswith("mid") and stretch.precision is Precision.YEAR:
        return _first_half(stretch)
    if third in ("early", "mid", "late"):
        return _third(stretch, third, setting)
    return stretch


def _first_half(stretch: Stretch) -> Stretch:
    """Mid-2026 and mid-year: the half of the year, which may be a fiscal one."""
    if stretch.year is None or "fiscal-year" not in stretch.basis:
        return evolve(in_months(1, 6), year=stretch.year, precision=Precision.HALF)
    first, _ = stretch.bounds(stretch.year)
    last = months_on(first, 6) - timedelta(days=1)
    return Stretch(lambda _: (first, last), stretch.year, Precision.HALF, stretch.basis)


def _third(stretch: Stretch, third: str, setting: Setting) -> Stretch:
    """Early and late: thirds of a year (early 2026 ends on 30 April); with mid, thirds of a month."""
    step = {"early": 1, "mid": 2, "late": 3}[third]
    basis = ("third-of-period", *(b for b in stretch.basis if b != "end-of-period"))
    if stretch.precision is Precision.MONTH:
        month = stretch.bounds(2001)[0].month
        days = in_days(month, 10 * step - 9, None if step == 3 else 10 * step)
        return evolve(days, year=stretch.year, basis=basis)
    if stretch.precision is Precision.YEAR:
        first, _ = stretch.bounds(stretch.year or 2001)

        def bounds(year: int) -> tuple[date, date]:
            start = months_on(
                date(year if stretch.year is None else first.year, first.month, 1), 4 * step - 4
            )
            return start, months_on(start, 4) - timedelta(days=1)

        return Stretch(bounds, stretch.year, Precision.PERIOD, basis)
    raise Undated("vague")


def _day(month: str | int, day: str, year: str | None, match: re.Match[str]) -> Stretch:
    number = month if isinstance(month, int) else month_number(month)
    return of_year(on_day(number, int(day), match.span()), year)


def _month_of(month: int, year: str | None) -> Stretch:
    return of_year(in_months(month, month), year)


def _iso(match: re.Match[str], setting: Setting) -> Stretch:
    month = int(match["im"])
    check_month(month, match.span())
    if match["id"]:
        return _day(month, match["id"], match["iy"], match)
    return in_months(month, month).in_year(int(match["iy"]))


def _slashed(match: re.Match[str], setting: Setting) -> Stretch:
    """6/30/2025: the month first, unless only the other order makes a date; 3/4/2025 cannot be told."""
    first, second = int(match["sa"]), int(match["sb"])
    if first <= 12 and second <= 12 and first != second:
        raise Undated("day-or-month-first")
    month, day = (second, first) if first > 12 else (first, second)
    return _day(month, str(day), match["sy"], match)


def _month_and_year(match: re.Match[str], setting: Setting) -> Stretch:
    month = int(match["sm"])
    check_month(month, match.span())
    return in_months(month, month).in_year(int(match["smy"]))


def _only_year(match: re.Match[str], setting: Setting) -> Stretch:
    return whole_years(int(match["onlyy"]), int(match["onlyy"]))


def _the_year(match: re.Match[str], setting: Setting) -> Stretch:
    """End of the year: the year is to be found like that of any year-less date."""
    return evolve(in_months(1, 12), precision=Precision.YEAR)


_BUILD: tuple[tuple[str, Callable[[re.Match[str], Setting], Stretch]], ...] = (
    ("m", lambda m, s: _day(m["m"], m["d"], m["y"], m)),
    ("m2", lambda m, s: _day(m["m2"], m["d2"], m["y2"], m)),
    ("m3", lambda m, s: _month_of(month_number(m["m3"]), m["y3"])),
    ("m4", lambda m, s: _day(m["m4"], m["d4"], m["y4"], m)),
    ("m5", lambda m, s: _month_of(month_number(m["m5"]), m["y5"])),
    ("sy1", split_year),
    ("ty1", short_split),
    ("fyb", lambda m, s: fiscal(int(m["fyb"]), 1, 12, s, Precision.YEAR)),
    ("iy", _iso),
    ("sa", _slashed),
    ("sm", _month_and_year),
    ("q", quarter),
    ("qn", quarter),
    ("qo", quarter),
    ("fya", fiscal_year),
    ("yq", year_part),
    ("h", half),
    ("hn", half),
    ("ho", half),
    ("rel", relative),
    ("thefy", relative),
    ("onlyy", _only_year),
    ("theyear", _the_year),
)
