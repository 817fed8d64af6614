"""The verbs: read one field, explain it, find the dated steps in prose."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from attrs import frozen

from policyplan.deadlines import Conditional, Deadline, DueBy, Precision, Recurring
from policyplan.model import Period
from policyplan.reading.times.basis import BASIS
from policyplan.reading.times.clauses import is_past, latest, read_chinese
from policyplan.reading.times.english import read_english, stated_steps
from policyplan.reading.times.english_dates import MONTHS
from policyplan.reading.times.prose import steps
from policyplan.reading.times.stretches import BadDate, Setting, with_words
from policyplan.reading.times.words import squeeze, unify
from policyplan.reading.times.workdays import Workdays

#: A field longer than this is prose, not a time.
LONGEST = 300


@frozen
class Explanation:
    """How a time expression was understood.

    `steps` say what the words mean, and by which conventions; `problem` says why there is no deadline (a day that
    does not exist), None where there is nothing wrong; `at` is where the problem stands in the text: start and end
    (exclusive).
    """

    deadline: Deadline | None
    steps: tuple[str, ...] = ()
    problem: str | None = None
    at: tuple[int, int] = (0, 0)


def parse_deadline(
    text: str,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    calendar: Workdays | None = None,
) -> Deadline | None:
    """Read one time expression (完成时限); None where the words are no time, or name a day that does not exist.

    What depends on something unknown is a Conditional whose `basis` says what is missing. `issued` is the day the
    document was issued, `period` the years its plan covers; `fiscal_year_start` the month in which the fiscal year
    begins that ends in the year it is named after; `calendar` the working days to count with instead of China's.

    >>> parse_deadline("2022年12月底前").due
    datetime.date(2022, 12, 31)
    >>> parse_deadline("印发之日起3个月内", issued=date(2022, 9, 1)).due
    datetime.date(2022, 12, 1)
    >>> parse_deadline("省财政厅") is None
    True
    """
    setting = Setting(issued, period, fiscal_year_start, calendar)
    deadline, _ = _parse(text, setting)
    return deadline


def explain(
    text: str,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    calendar: Workdays | None = None,
) -> Explanation:
    """Read one time expression as `parse_deadline` does, and tell how; never raises for what the words say.

    >>> explain("2023年13月底前").problem
    'month must be 1 to 12, not 13'
    """
    deadline, bad = _parse(text, Setting(issued, period, fiscal_year_start, calendar))
    if bad is not None:
        return Explanation(None, problem=bad.problem, at=_place(bad.words, text))
    if deadline is None:
        return Explanation(None, ("the words are no time",))
    return Explanation(deadline, (_outcome(deadline), *(BASIS[code][0] for code in deadline.basis)))


def _outcome(deadline: Deadline) -> str:
    if isinstance(deadline, DueBy):
        since = f"from {deadline.start} " if deadline.start else ""
        return f"due {since}by {deadline.due}, printed to the {deadline.precision}"
    if isinstance(deadline, Recurring):
        return f"comes round again: {deadline.rrule or 'on days that the words do not fix'}"
    return "goes on without an end" if deadline.kind == "ongoing" else "conditional: no day can be told"


def is_time(text: str) -> bool:
    """Tell whether the text of a field is a time expression, be it one whose day does not exist (2023年13月).

    >>> is_time("2024年9月底前完成"), is_time("省财政厅")
    (True, False)
    """
    deadline, bad = _parse(text, _SOME_DAY, strict=True)
    return deadline is not None or bad is not None


def find_deadlines(
    text: str,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    calendar: Workdays | None = None,
) -> list[tuple[int, int, Deadline]]:
    """Find the dated steps in running prose: start and end (exclusive) in `text`, and the deadline, in text order.

    Only words that say that something is to be done by then are steps: 2024年10月底前, 到2025年, 力争2026年上半年,
    每年1月和11月, by January 2020. A year-less step takes the year of the step before. Years in titles and quotes,
    comparisons (比2022年) and first days (自2025年6月1日起, 2025年11月启动) are none.

    >>> [text[a:b] for text in ["2025年7月底前完成初审，10月底前组织论证。"] for a, b, _ in find_deadlines(text)]
    ['2025年7月底前', '10月底前']
    """
    return steps(text, Setting(issued, period, fiscal_year_start, calendar))


_SOME_DAY = Setting(
    issued=date(2020, 1, 1)
)  # any day will do: whether words are a time does not depend on it
_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MAYBE = re.compile(
    r"[年月日天季旬节岁冬前后时起期内每逐按一即立马适择视視待条尽持长常久贯始不定随当随根依结早及俟另边未近必与同以春元十清端中国五除重制经日永动滚实无历锲自周]"
    r"|\d\s*[-/.．－／—–~～〜]\s*\d|[A-Za-z]|\d{4}",
)


def _parse(text: str, setting: Setting, *, strict: bool = False) -> tuple[Deadline | None, BadDate | None]:
    """The deadline, or what is wrong with the day. `strict` leaves out times inside a sentence."""
    if len(text) > LONGEST or not _MAYBE.search(text):
        return None, None
    if setting.calendar is not None:  # a calendar need not be hashable
        return _read(text, setting, strict)
    period = setting.period
    days = (period.start, period.end) if period is not None else None
    return _cached(text, setting.issued, days, setting.fiscal_year_start, strict)


#: Plans repeat their deadlines. The latest 4096 answers are kept; a year-less day depends on issue and period too.
@lru_cache(maxsize=4096)
def _cached(
    text: str, issued: date | None, period: tuple[date, date] | None, fiscal_year_start: int, strict: bool
) -> tuple[Deadline | None, BadDate | None]:
    return _read(text, Setting(issued, Period(*period) if period else None, fiscal_year_start), strict)


#: What a revision strikes out, as Markdown prints it: ~~June 2025~~ September 2025.
_STRUCK = re.compile(r"~~[^~]*~~(?=\s*\S)")


def _read(text: str, setting: Setting, strict: bool) -> tuple[Deadline | None, BadDate | None]:
    if "~~" in text and (kept := _STRUCK.sub(" ", text)) != text:
        deadline, bad = _read(kept, setting, strict)
        return (None if deadline is None else with_words(deadline, text.strip())), bad
    try:
        found = _field(text if strict else _spelt_out(text), setting)
        if found is None and not strict:
            found = _bare_years(text)
    except BadDate as bad:
        return None, bad
    if found is None and not strict and not is_past(squeeze(text).words):
        found = _inside(text, setting)
    return (None if found is None else with_words(found, text.strip())), None


#: 20240930, which elsewhere is a mere number, is a day in a field that is about time.
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NO_MORE = re.compile(r"[\s前止截至到以之内日底()（）/—–~～〜-]*|\s*(?:by|before|to)?\s*", re.IGNORECASE)
_BARE_YEARS = re.compile(r"\s*(?:19|20)\d\d(?:(?:\s*[,;，；、/&-]\s*|\s+and\s+)(?:19|20)\d\d)*\s*[.。]?\s*\Z")


#: 6.30 and 9/30, a month and a day of it, of two figures: a sheet shows the numbers 6.3 and 6.30 alike.
_MONTH_AND_DAY = re.compile(
    r"(?<![\d.,/])(1[0-2]|0?[1-9])(?:\.(?=\d\d)|/(?=1[3-9]|[23]))(3[01]|[12]\d|0[1-9])(?![\d.,/%％])"
)
#: 24.10.8前, in the order in which Chinese says it.
_TWO_DIGITS = re.compile(r"(?<![\d.])(2\d)\.(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d.])")
_THIS_YEAR = re.compile(r"(?:20\d\d|今|本)年")


def _spelt_out(text: str) -> str:
    """`text` with the parts of a day that is printed without marks set apart: 20240930 → 2024-09-30, 6.30 → 6月30日."""
    if len(text) > 40:
        return text
    if _NO_MORE.fullmatch(_COMPACT.sub("", text)):
        return _COMPACT.sub(r"\1-\2-\3", text)
    if "前" in text and _NO_MORE.fullmatch(_TWO_DIGITS.sub("", text)):
        return _TWO_DIGITS.sub(r"\1年\2月\3日", text)
    if _NO_MORE.fullmatch(_THIS_YEAR.sub("", _MONTH_AND_DAY.sub("", text), count=1)):
        return _MONTH_AND_DAY.sub(_in_english if _LATIN.search(text) else r"\1月\2日", text)
    return text


def _in_english(match: re.Match[str]) -> str:
    return f"{MONTHS[int(match[1]) - 1]} {match[2]}"


def _bare_years(text: str) -> DueBy | None:
    """The last of the years that are all a field says: 2027; 2024, 2025, 2026."""
    if not _BARE_YEARS.match(text):
        return None
    years = [int(year) for year in re.findall(r"\d{4}", text)]
    basis = ("end-of-period",) if len(years) == 1 else ("end-of-period", "last-of-several")
    return DueBy(date(max(years), 12, 31), precision=Precision.YEAR, basis=basis)


#: What is to be done last, and by when: 方案6月底前，实施年底前.
_LAST_OF_ALL = re.compile(
    r"[,，;；、][^\d年月季旬日前后底末,，;；、]{1,10}((?:今|明)?年[底末]前?)(?:完成)?[。.]?\s*\Z"
)


def _inside(text: str, setting: Setting) -> Deadline | None:
    """The latest of the steps that a field holds among other words."""
    found = [deadline for _, _, deadline in steps(text, setting)]
    if not found and not _HAN.search(text):
        found = [*stated_steps(unify(text), setting)]
    if found and (last := _LAST_OF_ALL.search(text)):
        at_last = read_chinese(
            last[1], setting if found[-1].due is None else setting.after(found[-1].due.year)
        )
        found += [at_last] if isinstance(at_last, DueBy) else []
    return latest(found) if found else None


#: How English plans print fiscal years: 2024-25, 2024/25, 2024/2025.
_SPLIT_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-/](?:1[3-9]|[2-9]\d)|/(?:19|20)\d\d)(?![-/.\d])")


#: ~June 2025, ≈2025年6月
_ABOUT = re.compile(r"\s*[~～≈]\s*(?:[A-Za-z]{3,9}\.?\s)?\d")


def _field(text: str, setting: Setting) -> Deadline | None:
    """The deadline where the whole text is about the time."""
    if _ABOUT.match(text):
        return Conditional(basis=("approximate",))
    words = squeeze(text).words
    chinese = _HAN.search(words) is not None
    if not chinese and not _LATIN.search(words) and _SPLIT_YEAR.search(words):
        return read_english(unify(text), setting)
    if chinese or not _LATIN.search(words):
        found = read_chinese(words, setting)
        if found is not None or chinese:
            return found
    return read_english(unify(text), setting)


def _place(words: str, text: str) -> tuple[int, int]:
    """Where the words of a problem stand in `text`; all of it where they cannot be found."""
    squeezed = squeeze(text)
    start = squeezed.words.find(words) if words else -1
    if start >= 0:
        return squeezed.place(start), squeezed.place(start + len(words) - 1) + 1
    start = text.lower().find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (0, len(text))
