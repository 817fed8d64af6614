"""English times: dates, months, quarters, fiscal years, thirds of a year, counts of days, and the open forms.

phrase = [by | no later than | before …] stretch [ (to | –) stretch ]
stretch = March 31, 2027 | 30 June 2023 | Dec 2025 | Q2 2024 | 1Q FY24 | FY2024 | first half of 2026
        | early 2026 | end of 2025 | 2025-06-30 | 6/30/2025 | 2025
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from attrs import evolve

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.reading.times.counted import working_days
from policyplan.reading.times.stretches import (
    BadDate,
    Fixed,
    Setting,
    Stretch,
    Undated,
    check_month,
    in_days,
    in_months,
    month_end,
    months_on,
    on_day,
    whole_years,
)

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MON = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_Y = r"(?:19|20)\d\d"
_ORD = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_ORDINAL = "(?:" + "|".join(_ORD) + ")"
_FY = r"(?:fy|fiscal\s+year|financial\s+year)\s?'?"
_STRETCH = re.compile(
    rf"""(?:the\s+)?(?:month\s+of\s+)?(?:
    (?P<third>mid-?\s?year|early|mid|late|the\s+end\s+of|end\s+of|end|year-?end|(?:the\s+)?(?:beginning|start)\s+of|close\s+of)?[\s-]*(?:the\s+)?(?:in\s+)?(?:calendar\s+year\s+|year\s+|cy\s?)?
    (?:
     (?P<m>{_MON})\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:\s*,?\s*(?:of\s+)?(?P<y>{_Y})(?!\d))?
     |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+|-)?(?P<m2>{_MON})(?:[\s,-]*(?P<y2>{_Y})(?!\d))?
     |(?P<m3>{_MON})(?:\s*,?\s*(?:of\s+)?(?P<y3>{_Y})(?!\d))?
     |(?P<iy>{_Y})[-/.](?P<im>\d{{1,2}})(?:[-/.](?P<id>\d{{1,2}}))?(?!\d)
     |(?P<sa>\d{{1,2}})(?P<ss>[-/.])(?P<sb>\d{{1,2}})(?P=ss)(?P<sy>{_Y}|(?<=/)\d\d)(?!\d)
     |(?P<sm>\d{{1,2}})/(?P<smy>{_Y})(?!\d)
     |(?:q(?:uarter\s*)?(?P<q>\d)|(?P<qn>\d)q|(?P<qo>{_ORDINAL})\s+quarter)(?:\s*,?\s*(?:of\s+)?(?:the\s+)?(?P<qfy>{_FY})?(?:cy\s?)?(?P<qy>{_Y}|(?<=fy)\d\d|(?<=fy\s)\d\d|(?<=')\d\d)(?!\d))?
     |(?P<fya>{_FY})(?P<fyy>{_Y}|\d\d)(?!\d)(?:[-/](?P<fyz>\d\d)(?![-/\d]))?(?:[\s,-]*(?:q(?P<fq>\d)|(?P<fqo>{_ORDINAL})\s+quarter|(?P<fqn>\d)q|h(?P<fh>[12])))?
     |(?P<yq>{_Y})[\s-]*(?:q(?P<yqn>\d)|h(?P<yh>[12]))
     |(?:h(?P<h>[12])|(?P<ho>first|second|1st|2nd)\s+half)(?:\s*(?:of\s+)?(?P<hfy>{_FY})?(?P<hy>{_Y}|(?<=fy)\d\d))?
     |(?P<rel>this|next|current)\s+(?P<relu>(?:fiscal\s+|calendar\s+)?year|month|quarter)
     |(?P<season>spring|summer|fall|autumn|winter)(?:\s*(?:of\s+)?{_Y})?
     |(?P<onlyy>{_Y})(?![\d%,]|\.\d)
     |(?P<theyear>year)\b
    ))""",
    re.X,
)
_LEAD = re.compile(
    r"(?:(?:due|target|deadline|timeline|completion|complete[d]?|to be completed|completion date|due date|target date|expected|anticipated|estimated|est\.?|planned"
    r"|projected|scheduled|for|at|on|by|in|during|until|till|through|throughout|not later than|no later than|nlt|at the latest by|the|or|of|date|within|between|as of|approx(?:imately)?\.?|late than|ongoing)\b[\s:,-]*)*+"
)
_TAIL = re.compile(
    r"[\s.,;*]*(?:(?:at the latest|\(?(?:est(?:imated)?|target|planned|tentative|projected|expected|revised|new|final|calendar year|cy|deadline)\.?\)?|or (?:sooner|earlier|before)"
    r"|\(?end of (?:month|quarter|year)\)?|completion|complete|completed|deadline|cob|eob|eod|close of business)[\s.,;*]*)*+"
)
_TO = re.compile(r"\s*(?:-|to|through|thru|until|till|and)\s*(?!later)")
_BEFORE = re.compile(r"(?:due |completed |completion |to be completed )?(?:before|prior to)\s+")

_NUMBERS = {
    **{word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)},
    "a": 1, "an": 1, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45,
    "thirty-six": 36, "sixty": 60, "ninety": 90, "one hundred": 100, "one hundred twenty": 120,
    "one hundred eighty": 180, "one hundred and eighty": 180, "one hundred and twenty": 120,
}  # fmt: skip
_NUM = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d{1,4})"
_COUNT = re.compile(
    rf"(?:within|in|no later than|not later than|no more than|by|due|at most|up to|the first|,|\s)*(?:the (?:first |next )?)?(?P<n>{_NUM})(?:\s*\(\d+\))?[\s-]*"
    r"(?P<kind>business|working|calendar|work)?\s*(?P<unit>day|week|month|year|quarter|hour)s?'?(?:\s+(?P<link>of|from|after|following|since|upon|post|past)\s+(?P<event>.{1,200}))?"
)
_SELF = (
    r"(?:(?:the|this|that|its|our)\s+)?(?:(?:action|work|strategic|implementation|safety|final|adopted|present)\s+){0,2}"
    r"(?:plan|order|executive order|memorandum|memo|strategy|notice|document|circular|directive|policy|roadmap|report|guidance|framework|action plan|bulletin)(?:'s)?"
)
_EVENT_WORD = r"(?:publication|adoption|issuance|issue|release|promulgation|signing|signature|being (?:issued|published|adopted))"
_ISSUE = re.compile(
    rf"(?:the\s+)?(?:effective\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:(?:{_SELF})?\s*(?:initial\s+)?{_EVENT_WORD}(?:\s+date)?(?:\s+of\s+{_SELF})?|(?<=date of ){_SELF}|{_SELF}\s+(?:is|being|was)\s+(?:issued|published|adopted|released)|{_SELF}(?:'s)?\s+date)(?:\s+date)?[\s.]*"
)

_EVERY = re.compile(
    rf"(?:ongoing|minimally|at minimum|at least|minimum|continuous(?:ly)?|then|and|on|on a|reviewed?|updated?|reports?|reporting|produced|conducted|held|completed?|assessed?|,|;|:|-|\s|once|one|twice|1x|2x|by the|by|the|end of|last day of|due)*\s*"
    rf"(?:(?P<adv>quarterly|annually|annual|yearly|monthly|weekly|daily|biannually|biannual|bi-annually|bi-annual|semi-?annually|semi-?annual|biennially|biennial|triennially|bi-?monthly|bi-?weekly|fortnightly|per annum)(?:\s+basis)?"
    rf"|(?:every|each|per|a)\s+(?P<n>{_NUM}|other|second|third|fourth|fifth|few)?[\s-]*(?P<unit>(?:calendar |fiscal |school |academic |financial )?(?:year|quarter|month|week|day|semester|term)|{_MON}|spring|summer|fall|autumn|winter|meeting|cycle|half[- ]year)s?)"
    r"(?P<rest>.*)",
    re.S,
)
_ONGOING = re.compile(
    r"(?:on-?going|continuous(?:ly)?|continual(?:ly)?|continuing|continue[sd]?|permanent(?:ly)?|perpetual(?:ly)?|in perpetuity|indefinite(?:ly)?|always|year-round|as a standing (?:task|item)|standing|recurrent|throughout the (?:plan|period)|life of (?:the )?plan)\b(?![^,;]*\bif\b).{0,60}"
)
_NOW = re.compile(
    r"(?:effective(?:ly)?\s+)?(?:immediate(?:ly)?|at once|forthwith|right away|without delay|now)(?:\s+(?:upon|following|after)\s+.*)?"
)
_UPON = re.compile(r"(?:effective\s+)?(?:up)?on\s+(?P<event>.*)")
_CONDITION = re.compile(
    r"(?:once|after|upon|when|whenever|pending|subject to|as needed|as necessary|as appropriate|as required|as (?:resources|funding|funds|time|conditions|opportunit)\w*|as soon as|asap|if|following|contingent"
    r"|depend(?:s|ing|ent)|tbd|tba|tbc|to be (?:determined|decided|confirmed|announced|set|defined)|when(?:ever)?|where (?:possible|appropriate|feasible)|in due course|at the (?:earliest|discretion)"
    r"|(?:short|near|medium|mid|long)[- ]?term|prior to|before|until|unless|upon request|on request|on demand|at (?:the )?(?:start|time|completion|end)|by the (?:time|next)|in (?:conjunction|line|parallel) with|aligned with|in coordination with|with the next|next)\b.*",
    re.S,
)
_AFTER_EVENT = re.compile(
    rf"{_NUM}\s+(?:business |working |calendar )?(?:day|week|month|year)s?\s+(?:after|following|from|before|prior to|of)\s+.+"
)
_FIRST_DAY = re.compile(
    r"(?:starting|beginning|commencing|effective|from|since|starts|begins|as of)\b(?!.*\b(?:to|through|until)\b)"
)


_SAME_AS = (
    (re.compile(r"\b(?:year[- ]end|(?:the )?year's end|eoy)\b"), "end of year"),
    (re.compile(r"\bon or before\b"), "by"),
    (re.compile(r"\b(?:close|end) of business(?: on)?\b|\bcob\b|\beod\b"), ""),
    (re.compile(r"\s*&\s*"), " and "),
)
_DONE = re.compile(r"(?:completed|done|finished|closed|achieved|accomplished)\b(?!\s+by\b)")
_NO_END = re.compile(r".*\d\s*(?:-|to|and)\s*(?:ongoing|present|continuous|continuing|beyond)")


def read_english(text: str, setting: Setting) -> Deadline | None:
    """The deadline that an English field states; None where it is no time. Raises BadDate for a day that is none."""
    text = " ".join(text.lower().split()).strip(" .*;,")
    for pattern, word in _SAME_AS:
        text = pattern.sub(word, text)
    text = text.removeprefix("(").removesuffix(")") if text.startswith("(") else text
    if not text or len(text) > 300:
        return None
    for reader in (_counted, _every, _dated, _open):
        found = reader(text, setting)
        if found is not None:
            return found
    return None


def _dated(text: str, setting: Setting) -> Deadline | None:
    if _DONE.match(text):
        return None
    if _NO_END.fullmatch(text):
        return Ongoing()
    if before := _BEFORE.match(text):
        return _whole(text, before.end(), setting, before=True)
    if _FIRST_DAY.match(text):
        return None
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    if lead and re.search(r"\bapprox", lead[0]):
        return Conditional(basis=("approximate",))
    return _whole(text, at, setting, led=bool(lead and lead[0]))


def _whole(
    text: str, at: int, setting: Setting, *, before: bool = False, led: bool = False
) -> Deadline | None:
    try:
        found = read_phrase(text, at, setting, led=led or before)
    except Undated as error:
        return Conditional(basis=(error.code,))
    if found is None:
        return None
    fixed, end = found
    parted = re.match(r"\s*[;,(]|\s*(?:and|then)\b", text[end:])
    rest = _TAIL.sub("", text[end:], count=1)
    if rest and not parted:
        return None
    if rest:
        return _and_more(fixed, rest, setting)
    if before and text[at:].startswith(("the end", "end")):
        before = False
    if before:
        fixed = evolve(fixed.day_before(), basis=("before-excludes",))
    return due_by(fixed)


def _and_more(fixed: Fixed, rest: str, setting: Setting) -> Deadline | None:
    """A first date with more behind it: the latest date, or the first with what comes after it noted."""
    rest = re.sub(r"^[;,(\s)]*(?:and\b|then\b|thereafter\b|\s)*", "", rest).strip(" ).")
    more = read_english(rest, setting) if rest else None
    if isinstance(more, DueBy):
        last = due_by(fixed) if fixed.last > more.due else more
        return evolve(last, basis=(*last.basis, "last-of-several"))
    basis = (
        ("then-recurring",)
        if isinstance(more, Recurring)
        else ("then-ongoing",)
        if isinstance(more, Ongoing)
        else ()
    )
    return due_by(evolve(fixed, basis=(*fixed.basis, *basis)))


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
    if second is None and (short := re.compile(r"-(\d\d)(?!\d)").match(text, match.end())) and match["onlyy"]:
        first, last = int(match["onlyy"]), int(match["onlyy"][:2] + short[1])
        return (whole_years(first, last).fixed(setting), short.end()) if last > first else None
    if second is None:
        if (
            match["onlyy"]
            and not led
            and not match["third"]
            and not match[0].startswith(("calendar", "cy", "year"))
        ):
            return None
        return _stretch(match, setting).fixed(setting), match.end()
    return _range(match, second, setting), second.end()


def _same_month(text: str, match: re.Match[str], at: int, setting: Setting) -> tuple[Fixed, int] | None:
    """March 1-15, 2025: the second day takes the month of the first."""
    day = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*({_Y}))?").match(text, at)
    if day is None:
        return None
    month = _month(match["m"])
    year = int(day[2]) if day[2] else None
    last = evolve(on_day(month, int(day[1]), day.span()), year=year).fixed(setting)
    first = evolve(on_day(month, int(match["d"]), match.span()), year=last.last.year).fixed(setting)
    return first.to(last), day.end()


def _range(first: re.Match[str], second: re.Match[str], setting: Setting) -> Fixed:
    start, end = _stretch(first, setting), _stretch(second, setting)
    if end.year is None and start.year is not None:
        end = evolve(end, year=start.year)
    last = end.fixed(setting)
    if start.year is None:
        start = evolve(start, year=last.last.year)
        if start.fixed(setting).first > last.last:
            start = evolve(start, year=last.last.year - 1)
    begun = start.fixed(setting)
    if begun.first > last.last:
        raise BadDate("the range ends before it starts", (first.start(), second.end()))
    return begun.to(last)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _stretch(match: re.Match[str], setting: Setting) -> Stretch:
    third = (match["third"] or "").replace("the ", "")
    if "beginning" in third or "start" in third or match["season"]:
        raise Undated("vague")
    stretch = next(build(match, setting) for group, build in _BUILD if match[group])
    if third in ("early", "mid", "late"):
        return _third(stretch, third, setting)
    if third.startswith("mid") and third.endswith("year"):
        return evolve(in_months(1, 6), year=stretch.year, precision=Precision.HALF)
    return stretch


def _third(stretch: Stretch, third: str, setting: Setting) -> Stretch:
    """Early, mid and late: the thirds of a month or year (early 2026 ends on 30 April)."""
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
    number = month if isinstance(month, int) else _month(month)
    return evolve(on_day(number, int(day), match.span()), year=int(year) if year else None)


def _iso(match: re.Match[str], setting: Setting) -> Stretch:
    month = int(match["im"])
    check_month(month, match.span())
    if match["id"]:
        return _day(month, match["id"], match["iy"], match)
    return evolve(in_months(month, month), year=int(match["iy"]))


def _slashed(match: re.Match[str], setting: Setting) -> Stretch:
    """6/30/2025: the month first, unless only the other order makes a date; 3/4/2025 cannot be told."""
    first, second = int(match["sa"]), int(match["sb"])
    year = match["sy"] if len(match["sy"]) == 4 else "20" + match["sy"]
    if first <= 12 and second <= 12 and first != second:
        raise Undated("day-or-month-first")
    month, day = (second, first) if first > 12 else (first, second)
    return _day(month, str(day), year, match)


def _month_and_year(match: re.Match[str], setting: Setting) -> Stretch:
    month = int(match["sm"])
    check_month(month, match.span())
    return evolve(in_months(month, month), year=int(match["smy"]))


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _fiscal(year: int, first: int, last: int, setting: Setting, precision: Precision) -> Stretch:
    """Months `first` to `last` of a fiscal year, which is named after the calendar year it ends in."""
    start = setting.fiscal_year_start
    opening = date(year - (start > 1), start, 1)
    begin = months_on(opening, first - 1)
    close = months_on(opening, last) - timedelta(days=1)
    return Stretch(lambda _: (begin, close), year, precision, ("fiscal-year",))


def _quarter(match: re.Match[str], setting: Setting) -> Stretch:
    value = int(match["q"] or match["qn"] or _ORD[match["qo"]])
    year = match["qy"]
    return _quarter_of(value, _century(year) if year else None, bool(match["qfy"]), match, setting)


def _quarter_of(
    value: int, year: int | None, fiscal: bool, match: re.Match[str], setting: Setting
) -> Stretch:
    if not 1 <= value <= 4:
        raise BadDate("quarter must be 1 to 4", match.span())
    if fiscal and year is not None:
        return _fiscal(year, 3 * value - 2, 3 * value, setting, Precision.QUARTER)
    return evolve(in_months(3 * value - 2, 3 * value, Precision.QUARTER), year=year)


def _fiscal_year(match: re.Match[str], setting: Setting) -> Stretch:
    year = _century(match["fyz"] or match["fyy"])  # FY2023-24 ends in 2024
    quarter = match["fq"] or match["fqn"] or (match["fqo"] and _ORD[match["fqo"]])
    if quarter:
        return _quarter_of(int(quarter), year, True, match, setting)
    if match["fh"]:
        return _fiscal(year, 6 * int(match["fh"]) - 5, 6 * int(match["fh"]), setting, Precision.HALF)
    return _fiscal(year, 1, 12, setting, Precision.YEAR)


def _half(match: re.Match[str], setting: Setting) -> Stretch:
    half = int(match["h"]) if match["h"] else _ORD[match["ho"]]
    year = _century(match["hy"]) if match["hy"] else None
    if match["hfy"] and year is not None:
        return _fiscal(year, 6 * half - 5, 6 * half, setting, Precision.HALF)
    return evolve(in_months(6 * half - 5, 6 * half, Precision.HALF), year=year)


def _year_part(match: re.Match[str], setting: Setting) -> Stretch:
    year = int(match["yq"])
    if match["yqn"]:
        return _quarter_of(int(match["yqn"]), year, False, match, setting)
    half = int(match["yh"])
    return evolve(in_months(6 * half - 5, 6 * half, Precision.HALF), year=year)


def _relative(match: re.Match[str], setting: Setting) -> Stretch:
    issued, unit = setting.issue_day(), match["relu"].split()[-1]
    step = match["rel"] == "next"
    if "fiscal" in match["relu"]:
        year = issued.year + (setting.fiscal_year_start > 1 and issued.month >= setting.fiscal_year_start)
        return _fiscal(year + step, 1, 12, setting, Precision.YEAR)
    if unit == "year":
        stretch = whole_years(issued.year + step, issued.year + step)
    else:
        day = months_on(date(issued.year, issued.month, 1), step * (3 if unit == "quarter" else 1))
        last = day.month if unit == "month" else (day.month + 2) // 3 * 3
        precision = Precision.MONTH if unit == "month" else Precision.QUARTER
        stretch = evolve(in_months(last if unit == "month" else last - 2, last, precision), year=day.year)
    return evolve(stretch, basis=(*stretch.basis, "relative-year"))


def _only_year(match: re.Match[str], setting: Setting) -> Stretch:
    return whole_years(int(match["onlyy"]), int(match["onlyy"]))


def _the_year(match: re.Match[str], setting: Setting) -> Stretch:
    """End of the year: the year is to be found like that of any year-less date."""
    return evolve(in_months(1, 12), precision=Precision.YEAR)


_BUILD: tuple[tuple[str, Callable[[re.Match[str], Setting], Stretch]], ...] = (
    ("m", lambda m, s: _day(m["m"], m["d"], m["y"], m)),
    ("m2", lambda m, s: _day(m["m2"], m["d2"], m["y2"], m)),
    (
        "m3",
        lambda m, s: evolve(
            in_months(_month(m["m3"]), _month(m["m3"])), year=int(m["y3"]) if m["y3"] else None
        ),
    ),
    ("iy", _iso),
    ("sa", _slashed),
    ("sm", _month_and_year),
    ("q", _quarter),
    ("qn", _quarter),
    ("qo", _quarter),
    ("fya", _fiscal_year),
    ("yq", _year_part),
    ("h", _half),
    ("ho", _half),
    ("rel", _relative),
    ("onlyy", _only_year),
    ("theyear", _the_year),
)


def _counted(text: str, setting: Setting) -> Deadline | None:
    match = _COUNT.fullmatch(text)
    if match is None:
        return None
    event = match["event"]
    if event is None or not _ISSUE.fullmatch(event):
        return Conditional(basis=("condition",))
    if setting.issued is None:
        return Conditional(basis=("issue-unknown",))
    count = _NUMBERS.get(match["n"]) or int(match["n"])
    return _from_issue(count, match["unit"], bool(match["kind"] in ("business", "working", "work")), setting)


def _from_issue(count: int, unit: str, working: bool, setting: Setting) -> Deadline:
    issued = setting.issue_day()
    if working and unit == "day":
        if setting.calendar is None:  # whose working days an English plan means is not said
            return Conditional(basis=("working-days-unknown",))
        return working_days(count, issued, setting)
    if unit == "hour":
        return Conditional(basis=("vague",))
    try:
        months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
        due = (
            months_on(issued, count * months)
            if months
            else issued + timedelta(days=count * {"week": 7}.get(unit, 1))
        )
    except (ValueError, OverflowError):
        return Conditional(basis=("vague",))
    return DueBy(due, basis=("counted-from-issue",))


_ADVERBS = {
    "quarterly": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "annual": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    "monthly": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "weekly": "FREQ=WEEKLY;BYDAY=SU",
    "daily": "FREQ=DAILY",
    "semiannual": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "biennial": "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=-1",
    "triennial": "FREQ=YEARLY;INTERVAL=3;BYMONTH=12;BYMONTHDAY=-1",
}
_SAME = {
    "annually": "annual", "yearly": "annual", "per annum": "annual", "biannually": "semiannual",
    "biannual": "semiannual", "semiannually": "semiannual", "biennially": "biennial", "triennially": "triennial",
}  # fmt: skip
_UNITS = {"year": "annual", "quarter": "quarterly", "month": "monthly", "week": "weekly", "day": "daily",
          "half year": "semiannual", "half-year": "semiannual"}  # fmt: skip
_OTHER = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def _every(text: str, setting: Setting) -> Deadline | None:
    match = _EVERY.fullmatch(text)
    if match is None:
        dated = re.fullmatch(
            r"(?:by|on|before|due|in|no later than|end of|the|\s)*(?P<day>.+?),?\s+(?:of\s+)?(?:every|each)\s+(?:calendar\s+|fiscal\s+)?year",
            text,
        )
        dated = dated or re.fullmatch(r"(?P<day>.+?)[,;]?\s+(?:annually|yearly|every year|each year)", text)
        rule = _on(dated["day"]) if dated else None
        return Recurring(rrule=rule) if rule else None
    if match["rest"] and not re.match(r"[\s,;:(.)-]", match["rest"]):
        return None
    if re.match(r"^(?:a|per)\s", text) or (
        match["unit"]
        and re.match(r".*\b(?:a|per)\s+\Z", text[: match.start("unit")])
        and not re.match(r"(?:at least |minimum |once|twice|one|1x|2x)", text)
    ):
        return None
    day = (
        _on(
            re.sub(
                r"^[\s,;:(-]*(?:by|on|in|no later than|before|due|at|the end of|end of|of)\s+(?:the\s+)?",
                "",
                match["rest"],
            ).strip(" ).")
        )
        if match["rest"]
        else None
    )
    rule = day if day and _rule(match).startswith("FREQ=YEARLY;BYMONTH=12") else _rule(match)
    if match["rest"] and day is None and re.search(r"\d|\b(?:by|in|before|each|every|spring|summer|fall|autumn|winter)\b", match["rest"]):
        rule = ""
    return Recurring(rrule=rule)


def _rule(match: re.Match[str]) -> str:
    if match["adv"]:
        word = match["adv"].replace("-", "")
        return _ADVERBS.get(_SAME.get(word, word), "")
    unit, count = match["unit"], match["n"]
    if re.fullmatch(_MON, unit):
        return f"FREQ=YEARLY;BYMONTH={_month(unit)};BYMONTHDAY=-1"
    rule = _ADVERBS.get(_UNITS.get(unit, ""), "")
    if count is None or not rule:
        return rule
    step = _OTHER.get(count) or _NUMBERS.get(count) or (int(count) if count.isdigit() else 0)
    if not step:
        return ""
    if unit == "quarter":
        return f"FREQ=MONTHLY;INTERVAL={3 * step};BYMONTHDAY=-1"
    frequency, _, rest = rule.partition(";")
    return f"{frequency};INTERVAL={step}" + (f";{rest}" if rest else "") if step > 1 else rule


def _on(words: str) -> str | None:
    """The yearly rule for a day or month named without a year."""
    try:
        found = read_phrase(words.strip(), 0, Setting(issued=date(2001, 1, 1), year=2001), led=False)
    except Undated:
        return ""
    if found is None or words.strip()[found[1] :].strip(" .,"):
        return None
    last = found[0].last
    whole = last == month_end(2001, last.month) and found[0].precision is not Precision.DAY
    return f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={-1 if whole else last.day}"


def _open(text: str, setting: Setting) -> Deadline | None:
    """Ongoing, at once, and what waits for something."""
    if text.startswith(("ongoing", "on-going", "continu")) and (late := _ends(text, setting)):
        return late
    if _ONGOING.fullmatch(text):
        return Ongoing()
    upon = _UPON.fullmatch(text)
    if _NOW.fullmatch(text) or (upon and _ISSUE.fullmatch(upon["event"])):
        return (
            DueBy(setting.issued, basis=("at-once",))
            if setting.issued
            else Conditional(basis=("issue-unknown",))
        )
    if _CONDITION.fullmatch(text) or _AFTER_EVENT.fullmatch(text):
        return Conditional(basis=("condition",))
    return None


def _ends(text: str, setting: Setting) -> Deadline | None:
    """Ongoing through 2025 has an end after all."""
    end = re.search(r"\b(?:through|until|to|till)\s+", text)
    found = read_phrase(text, end.end(), setting, led=True) if end else None
    return due_by(found[0]) if found else None
