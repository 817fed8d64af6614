"""English fields: what leads to a date, counts of days, what comes round, goes on or waits for something."""

from __future__ import annotations

import re
from datetime import timedelta

from attrs import evolve

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.reading.times.counted import working_days
from policyplan.reading.times.english_dates import MONTH, due_by, read_phrase
from policyplan.reading.times.english_recurring import NUM, NUMBERS, YEAR_SAID, read_every
from policyplan.reading.times.english_weeks import read_week
from policyplan.reading.times.stretches import (
    BadDate,
    Fixed,
    Setting,
    Undated,
    months_on,
    our_period,
)

_ABOUT = r"approx(?:imately)?|circa|c|around|about|roughly"
_LEAD = re.compile(
    r"(?:(?:due|target|deadline|timeline|completion|complete[d]?|to be completed|completion date|due date"
    r"|target date|expected|anticipated|estimated|est\.?|planned"
    r"|projected|scheduled|revised(?: to)?"
    r"|(?:extended|deferred|delayed|moved|postponed|rescheduled|slipped) (?:to|until)|for|at|on|by|in"
    r"|during|until|till|through"
    r"|throughout|not later than"
    r"|no later than|nlt|at the latest by|the|or|of|date|within|between|as of"
    r"|late than|ongoing|(?:(?:short|near|medium|mid|long)(?:er)?[- ]?term|short|medium|long)(?=\s*[(:,-])"
    rf"|{_ABOUT})\b[\s:,.(-]*)*+"
)
_TAIL = re.compile(
    r"[\s.,;*)]*(?:(?:at the latest|\(?(?:est(?:imated)?|target|planned|tentative|projected|expected"
    r"|revised|new|final|calendar year|cy|deadline)\.?\)?|or (?:sooner|earlier|before)"
    r"|\(?end of (?:month|quarter|year)\)?|completion|complete|completed|deadline|cob|eob|eod"
    r"|close of business|end)[\s.,;*)]*)*+"
)
_BEFORE = re.compile(r"(?:due |completed |completion |to be completed )?(?:before|prior to)\s+")
_COUNT = re.compile(
    rf"(?:within|in|no later than|not later than|no more than|by|due|at most|up to|the first|,"
    rf"|\s)*(?:the (?:first |next )?)?(?P<n>{NUM})(?:\s*\(\d+\))?[\s-]*"
    r"(?P<kind>business|working|calendar|work)?\s*(?P<unit>day|week|month|year|quarter"
    r"|hour)s?'?(?:\s+(?P<link>of|from|after|following|since|upon|post|past)\s+(?P<event>.{1,200}))?"
)
_FEW = rf"(?:{'|'.join(NUMBERS)}|\d{{1,2}})"
_SPAN_UNIT = r"(?:day|week|month|quarter|year)s?"
#: A span whose beginning nobody dates: 1-2 years, 5+ years, year 2, by month 18.
_SPAN = re.compile(
    rf"(?:within|in|over|the|next|first|by|end|of|<|>|\s)*"
    rf"(?:{_FEW}\s*(?:-|to|or)\s*{_FEW}[\s-]*{_SPAN_UNIT}|[<>]\s*{_FEW}[\s-]*{_SPAN_UNIT}|{_FEW}\s*\+[\s-]*{_SPAN_UNIT}"
    rf"|(?:month|year|yr)s?\.?\s+{_FEW}(?:\s*(?:-|to|and|,)\s*(?:(?:month|year|yr)s?\s+)?{_FEW})*|m\d\d?(?:\s*-\s*m?\d\d?)?|y[1-9])"
)
_SELF = (
    r"(?:(?:the|this|that|its|our)\s+)?(?:(?:action|work|strategic|implementation|safety|final|adopted"
    r"|present)\s+){0,2}"
    r"(?:plan|order|executive order|memorandum|memo|strategy|notice|document|circular|directive|policy"
    r"|roadmap|report|guidance|framework|action plan|bulletin)(?:'s)?"
)
_EVENT_WORD = (
    r"(?:publication|adoption|issuance|issue|release|promulgation|signing|signature|endorsement|being (?:issued"
    r"|published|adopted))"
)
_ISSUE = re.compile(
    rf"(?:the\s+)?(?:effective\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:(?:{_SELF})?\s*(?:initial\s+)?{_EVENT_WORD}(?:\s+date)?(?:\s+of\s+{_SELF})?"
    rf"|(?<=date of ){_SELF}|{_SELF}\s+(?:is|being|was)\s+(?:issued|published|adopted|released)"
    rf"|{_SELF}(?:'s)?\s+date)(?:\s+date)?[\s.]*"
)
_OURS = (
    r"(?:(?:action|strategic|work|implementation)\s+)?(?:plan|strategy|programme?|framework|roadmap|project)"
)
#: The plan's own period, to its end.
_OUR_PERIOD = re.compile(
    rf"(?:by|before|until|at)?\s*(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?:{_OURS}(?:'s)?(?:\s+period)?|period)"
    rf"|(?:(?:during|within|over)\s+)?(?:the\s+|this\s+)?{_OURS}\s+period"
)
_ONGOING = re.compile(
    r"(?:(?:existing|started|current|commenced|under\s?way|in progress)\s*(?:,|/|-|and)\s*on-?going"
    r"|on-?going|continuous(?:ly)?|continual(?:ly)?|continuing|continue[sd]?|permanent(?:ly)?"
    r"|perpetual(?:ly)?|in perpetuity|indefinite(?:ly)?|always|year-round|as a standing (?:task|item)"
    r"|standing|recurrent|immediate(?:ly)?(?:\s*[,/;-]\s*|\s+)(?:and\s+)?on-?going"
    r"|throughout the (?:plan|period)|(?:(?:for|throughout|over|during)\s+)?(?:the\s+)?"
    r"(?:life(?:time|cycle)?|duration)\s+of"
    rf"\s+(?:the\s+|this\s+)?{_OURS})\b(?![^,;]*\bif\b).{{0,60}}"
)
_NOW = re.compile(
    r"(?:effective(?:ly)?\s+)?(?:immediate(?:ly)?|at once|forthwith|right away|without delay"
    r"|now)(?:\s+(?:upon|following|after)\s+.*)?"
)
_UPON = re.compile(r"(?:effective\s+)?(?:up)?on\s+(?P<event>.*)")
_CONDITION = re.compile(
    r"(?:once|after|upon|when|whenever|pending|subject to|as needed|as necessary|as appropriate"
    r"|as required|as (?:resources|funding|funds|time|conditions|opportunit)\w*|as soon as|asap|if"
    r"|following|contingent|beyond\b|post(?=[\s-])"
    r"|depend(?:s|ing|ent)|tbd|tba|tbc|to be (?:determined|decided|confirmed|announced|set|defined)"
    r"|when(?:ever)?|where (?:possible|appropriate|feasible)|in due course|at the (?:earliest|discretion)"
    r"|(?:short|near|medium|mid|long)[- ]?term|(?:short|medium|long)(?=\s*(?:[(/,-]|\Z|to\b|and\b))"
    r"|prior to|before|until|unless|upon request|on request"
    r"|on demand|at (?:the )?(?:start|time|completion|end)|by the (?:time|next)|in (?:conjunction|line"
    r"|parallel) with|aligned with|in coordination with|with the next|next)\b.*"
    r"|(?:by\s+|before\s+)?(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?:(?:council|current|board|electoral|parliamentary)\s+)*"
    r"(?:term|mandate|session)",
    re.S,
)
_AFTER_EVENT = re.compile(
    rf"{NUM}\s+(?:business |working |calendar )?(?:day|week|month|year)s?[\s-]+(?:after|following|from"
    rf"|before|prior to|of|post)[\s-]+.+"
)
_FIRST_DAY = re.compile(
    r"(?:starting|beginning(?! of)|commencing|effective|from|since|starts|begins|as of)\b(?!.*\b(?:to|through"
    r"|until)\b)|(?:no(?:t be)?|not)\s+(?:before|until|prior to|earlier than|sooner than)\b"
)
_SAME_AS = (
    (re.compile(r"\beofy\b"), "end of financial year"),
    (re.compile(r"\b(?:year[- ]end|(?:the )?year's end|eoy)\b"), "end of year"),
    (re.compile(r"\bon or before\b"), "by"),
    (re.compile(r"\b(20\d\d) calendar year\b"), r"calendar year \1"),
    (re.compile(r"\b(?:close|end) of business(?: on)?\b|\bcob\b|\beod\b"), ""),
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(rf"\b({MONTH})\s*\((20\d\d)\)\Z"), r"\1 \2"),
)
_DONE = re.compile(r"(?:completed|done|finished|closed|achieved|accomplished|implemented)\b(?!\s+by\b)")
_NO_END = re.compile(
    r"(?:from|starting|since|commencing|beginning)\b.{0,40}[,;(]\s*(?:and\s+|then\s+)?on-?going\)?"
    r"|.*\d\s*(?:(?:-|to|and)\s*(?:ongoing|present|continuous|continuing|beyond)|onwards?|and onwards?|forward)"
)

_SEVERAL_THEN_ON = re.compile(
    r"((?!from|start|since|begin|commenc)[^,;]*\d[,;][^,;]*\d{4}),?\s+and\s+ongoing"
)


def read_english(text: str, setting: Setting) -> Deadline | None:
    """The deadline that an English field states; None where it is no time. Raises BadDate for a day that is none."""
    text = " ".join(text.lower().split()).strip(" .*;,")
    for pattern, word in _SAME_AS:
        text = pattern.sub(word, text)
    text = text.removeprefix("(").removesuffix(")") if text.startswith("(") else text
    if not text or len(text) > 300:
        return None
    for reader in (_counted, read_every, _dated, _open):
        found = reader(text, setting)
        if found is not None:
            return found
    return None


def end_of_issue(text: str, at: int) -> int | None:
    """Where words for the document's own issue that begin at `at` of lower-case `text` end; None for other words."""
    match = _ISSUE.match(text, at)
    if match is None or match.end() == at or not _OWN_END.match(text, match.end()):
        return None
    return match.start() + len(match[0].rstrip(" ."))


_OWN_END = re.compile(r"\s*(?:\Z|[.,;:)\n，；：）])|(?<=[\s.])(?!of\b|from\b|by\b)")
#: Not the number of a phase: Phase 2 December 2025.
_WORD = re.compile(r"(?<![\w/.-])(?<!phase )(?<!stage )(?<!step )(?<!part )(?<!tier )(?=[a-z0-9'])")
_CLAUSE = re.compile(r"[;:.()]|,(?!\s*(?:19|20)\d\d)")
_NO_STEP = re.compile(
    r"\b(?:start\w*|begin\w*|commenc\w*|from|since|after|following|effective|as of|completed|done|finished"
    r"|closed|achieved|implemented|adopted|issued|approved|revised(?! to)|see|per|if|when|once|was"
    r"|original(?:ly)?|previous(?:ly)?|former(?:ly)?|initial(?:ly)?|launched|opened|updated"
    r"|(?:no|not) (?:before|until|earlier|sooner)|suspended|paused"
    r"|(?:later|earlier) of|(?:day|week|month)s? (?:before|prior to))\b"
)
_STEP_END = re.compile(r"\s*(?:\Z|[,;.:()]|and\b|then\b)")
_YEAR_ALONE = re.compile(r"(?:(?:fy|(?:fiscal|financial)\s+year)\s?'?)?\d\d(?:\d\d)?(?:[-/]\d\d(?:\d\d)?)?")
#: What stands before a year that is a time of its own.
_LED_TO = re.compile(r"(?:[:;(-]|\b(?:by|in|during|until|through|end|to|and|target|complete[d]?|now))\s*\Z")


def stated_steps(text: str, setting: Setting) -> list[DueBy]:
    """The days of a field whose clauses end in dates: First release Q1 2026, full release Q3 2027.

    Only dates with a year that end their clause, and none after words of beginning or looking back.
    """
    text = " ".join(text.lower().split())
    if _DONE.match(text):
        return []
    found: list[DueBy] = []
    at = clause = 0
    while word := _WORD.search(text, at):
        at = word.end() + 1
        phrase = _ending_phrase(text, word.start(), setting)
        if phrase is None:
            continue
        said = text[clause : word.start()]
        said = said[max((cut.end() for cut in _CLAUSE.finditer(said)), default=0) :]
        if not _NO_STEP.search(said):
            found.append(due_by(phrase[0]))
        at = clause = phrase[1]
    return found


def _ending_phrase(text: str, at: int, setting: Setting) -> tuple[Fixed, int] | None:
    """The date with a year that stands at `at` and ends its clause."""
    try:
        phrase = read_phrase(text, at, setting, led=True)
    except (Undated, BadDate):
        return None
    if phrase is None or not YEAR_SAID.search(text[at : phrase[1]]):
        return None
    if _YEAR_ALONE.fullmatch(text, at, phrase[1]) and not _LED_TO.search(text, 0, at):
        return None  # Budget 2025, Easter 2025
    return phrase if _STEP_END.match(text, phrase[1]) else None


def _dated(text: str, setting: Setting) -> Deadline | None:
    if _DONE.match(text):
        return None
    if _NO_END.fullmatch(text):
        if several := _SEVERAL_THEN_ON.fullmatch(text):  # Q1 2025, June 2025 and ongoing
            text = several[1] + ", ongoing"
        else:
            return Ongoing()
    if before := _BEFORE.match(text):
        return _whole(text, before.end(), setting, before=True)
    if _FIRST_DAY.match(text):
        return None
    if week := read_week(text, setting):
        return week
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    if lead and re.search(rf"\b(?:{_ABOUT})\b", lead[0]):
        return Conditional(basis=("approximate",))
    return _whole(text, at, setting, led=bool(lead and lead[0]) or _YEAR_THEN.match(text) is not None)


#: A year that begins a field, and what comes after it: 2025, then ongoing.
_YEAR_THEN = re.compile(r"20\d\d(?:\s*[,;]\s*(?=[a-z])|\s+then\b)")


def _whole(
    text: str, at: int, setting: Setting, *, before: bool = False, led: bool = False
) -> Deadline | None:
    try:
        found = read_phrase(text, at, setting, led=led or before)
    except Undated as error:
        if error.code == "quarter-unclear" and YEAR_SAID.search(text, at):
            return None  # the year is there, but not where it can be read
        return Conditional(basis=(error.code,))
    if found is None:
        return None
    fixed, end = found
    parted = re.match(r"\s*[;,(]|\s+-\s|\s*(?:and|then)\b", text[end:])
    rest = _TAIL.sub("", text[end:], count=1)
    if _ROUGHLY.match(text, end):
        return Conditional(basis=("approximate",))
    if rest and not parted:
        return None
    if rest:
        return _and_more(fixed, rest, setting)
    if before and text[at:].startswith(("the end", "end")):
        before = False
    if before:
        fixed = evolve(fixed.day_before(), basis=("before-excludes",))
    return due_by(fixed)


#: June 2025 (approx.)
_ROUGHLY = re.compile(r"[\s,(]*(?:approx|about|roughly|circa|or thereabouts|\+/-)")
_REMARK = re.compile(r"\([^()]*\)?")
#: What the day was before: March 2025 (previously June 2025).
_BEFORE_THAT = re.compile(
    r"[\s;,(-]*(?:was|previous(?:ly)?|former(?:ly)?|original(?:ly)?|initial(?:ly)?|revised from|changed from|moved"
    r" from|extended from|brought forward from|instead of)\b(?!\s*\))"
)
_YEAR_TAKEN = frozenset({"year-from-issue", "next-after-issue", "year-from-period", "year-from-step"})


def _and_more(fixed: Fixed, rest: str, setting: Setting) -> Deadline | None:
    """A first date with more behind it: the latest date, or the first with what comes after it noted."""
    if _BEFORE_THAT.match(rest):
        return due_by(fixed)
    same_year = setting.after(fixed.last.year)
    more = _more(rest, same_year)
    if more is None:  # December 2025 (draft); June 2026 (final)
        taken = _YEAR_TAKEN.intersection(fixed.basis)
        more = _more(_REMARK.sub(" ", rest), setting if taken else same_year)
    if more is None and YEAR_SAID.search(rest) and _YEAR_TAKEN.intersection(fixed.basis):
        return None  # Q2 (as amended) 2025: the year is there, but not where it can be read
    if isinstance(more, DueBy):
        if more.due < fixed.first and "year-from-step" in more.basis:
            return Conditional(basis=("either",))  # December 2025 (draft); June (final): which year's?
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


def _more(words: str, setting: Setting) -> Deadline | None:
    words = re.sub(r"^[;,(\s)-]*(?:and\b|then\b|thereafter\b|\s)*", "", words).strip(" ).")
    return read_english(words, setting) if words else None


def _counted(text: str, setting: Setting) -> Deadline | None:
    if _SPAN.fullmatch(text):
        return Conditional(basis=("vague",))
    match = _COUNT.fullmatch(text)
    if match is None:
        return None
    event = match["event"]
    if event is not None and _OF_EACH.search(event):  # within 10 days after the end of each quarter
        return Recurring()
    if event is None or not _ISSUE.fullmatch(event):
        return Conditional(basis=("condition",))
    if setting.issued is None:
        return Conditional(basis=("issue-unknown",))
    count = NUMBERS.get(match["n"]) or int(match["n"])
    return _from_issue(count, match["unit"], bool(match["kind"] in ("business", "working", "work")), setting)


_OF_EACH = re.compile(r"\b(?:each|every)\s+(?:calendar |fiscal )?(?:year|quarter|month|week|half)")


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


def _open(text: str, setting: Setting) -> Deadline | None:
    """Ongoing, at once, and what waits for something."""
    if text.startswith(("ongoing", "on-going", "continu")) and (late := _ends(text, setting)):
        return late
    if (goes_on := _AND_DUE.match(text)) and (due := _whole(text, goes_on.end(), setting, led=True)):
        return evolve(due, basis=(*due.basis, "then-ongoing")) if isinstance(due, DueBy) else Ongoing()
    if _ONGOING.fullmatch(text):
        return Ongoing()
    if _OUR_PERIOD.fullmatch(text):
        return our_period(setting)
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


#: Ongoing; complete by June 30, 2025: a day that is named outweighs that the work goes on.
_AND_DUE = re.compile(
    r"(?:on-?going|continuous|continuing)\s*[;:,(/-]\s*"
    r"(?:[a-z][a-z ]{0,30}\bby\s+(?:the\s+)?|(?:due|target)[: ]\s*|(?=[a-z]+\.? (?:\d{1,2}, )?20\d\d))"
)


def _ends(text: str, setting: Setting) -> DueBy | Conditional | None:
    """Ongoing through 2025 has an end after all, and so has ongoing (2024-2028)."""
    end = re.search(r"\b(?:through|until|to|till)\s+|[(,:]\s*(?=(?:19|20)\d\d\s?(?:-|to\b))", text)
    try:
        found = read_phrase(text, end.end(), setting, led=True) if end else None
    except Undated as error:
        return Conditional(basis=(error.code,))
    return due_by(found[0]) if found else None
