"""English fields: what leads to a date, counts of days, what comes round, goes on or waits for something."""

from __future__ import annotations

import re
from datetime import date, timedelta

from attrs import evolve

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.reading.times.counted import working_days
from policyplan.reading.times.english_dates import MONTH, due_by, month_number, read_phrase
from policyplan.reading.times.stretches import BadDate, Fixed, Setting, Undated, month_end, months_on

_LEAD = re.compile(
    r"(?:(?:due|target|deadline|timeline|completion|complete[d]?|to be completed|completion date|due date"
    r"|target date|expected|anticipated|estimated|est\.?|planned"
    r"|projected|scheduled|for|at|on|by|in|during|until|till|through|throughout|not later than"
    r"|no later than|nlt|at the latest by|the|or|of|date|within|between|as of|approx(?:imately)?\.?"
    r"|late than|ongoing)\b[\s:,-]*)*+"
)
_TAIL = re.compile(
    r"[\s.,;*]*(?:(?:at the latest|\(?(?:est(?:imated)?|target|planned|tentative|projected|expected"
    r"|revised|new|final|calendar year|cy|deadline)\.?\)?|or (?:sooner|earlier|before)"
    r"|\(?end of (?:month|quarter|year)\)?|completion|complete|completed|deadline|cob|eob|eod"
    r"|close of business|end)[\s.,;*]*)*+"
)
_BEFORE = re.compile(r"(?:due |completed |completion |to be completed )?(?:before|prior to)\s+")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
    "a": 1, "an": 1, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45,
    "thirty-six": 36, "sixty": 60, "ninety": 90, "one hundred": 100, "one hundred twenty": 120,
    "one hundred eighty": 180, "one hundred and eighty": 180, "one hundred and twenty": 120,
}  # fmt: skip
_NUM = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d{1,4})"
_COUNT = re.compile(
    rf"(?:within|in|no later than|not later than|no more than|by|due|at most|up to|the first|,"
    rf"|\s)*(?:the (?:first |next )?)?(?P<n>{_NUM})(?:\s*\(\d+\))?[\s-]*"
    r"(?P<kind>business|working|calendar|work)?\s*(?P<unit>day|week|month|year|quarter"
    r"|hour)s?'?(?:\s+(?P<link>of|from|after|following|since|upon|post|past)\s+(?P<event>.{1,200}))?"
)
_SELF = (
    r"(?:(?:the|this|that|its|our)\s+)?(?:(?:action|work|strategic|implementation|safety|final|adopted"
    r"|present)\s+){0,2}"
    r"(?:plan|order|executive order|memorandum|memo|strategy|notice|document|circular|directive|policy"
    r"|roadmap|report|guidance|framework|action plan|bulletin)(?:'s)?"
)
_EVENT_WORD = (
    r"(?:publication|adoption|issuance|issue|release|promulgation|signing|signature|being (?:issued"
    r"|published|adopted))"
)
_ISSUE = re.compile(
    rf"(?:the\s+)?(?:effective\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:(?:{_SELF})?\s*(?:initial\s+)?{_EVENT_WORD}(?:\s+date)?(?:\s+of\s+{_SELF})?"
    rf"|(?<=date of ){_SELF}|{_SELF}\s+(?:is|being|was)\s+(?:issued|published|adopted|released)"
    rf"|{_SELF}(?:'s)?\s+date)(?:\s+date)?[\s.]*"
)
_EVERY = re.compile(
    rf"(?:ongoing|minimally|at minimum|at least|minimum|continuous(?:ly)?|then|and|on|on a|reviewed?"
    rf"|updated?|reports?|reporting|produced|conducted|held|completed?|assessed?|,|;|:|-|\s|once|one"
    rf"|twice|1x|2x|by the|by|the|end of|last day of|due)*\s*"
    rf"(?:(?P<adv>quarterly|annually|annual|yearly|monthly|weekly|daily|biannually|biannual|bi-annually"
    rf"|bi-annual|semi-?annually|semi-?annual|biennially|biennial|triennially|bi-?monthly|bi-?weekly"
    rf"|fortnightly|per annum)(?:\s+basis)?"
    rf"|(?:every|each|per|a)\s+(?P<n>{_NUM}|other|second|third|fourth|fifth"
    rf"|few)?[\s-]*(?P<unit>(?:calendar |fiscal |school |academic |financial )?(?:year|quarter|month|week"
    rf"|day|semester|term)|{MONTH}|spring|summer|fall|autumn|winter|meeting|cycle|half[- ]year)s?)"
    r"(?P<rest>.*)",
    re.S,
)
_ONGOING = re.compile(
    r"(?:on-?going|continuous(?:ly)?|continual(?:ly)?|continuing|continue[sd]?|permanent(?:ly)?"
    r"|perpetual(?:ly)?|in perpetuity|indefinite(?:ly)?|always|year-round|as a standing (?:task|item)"
    r"|standing|recurrent|throughout the (?:plan|period)|life of (?:the )?plan)\b(?![^,;]*\bif\b).{0,60}"
)
_NOW = re.compile(
    r"(?:effective(?:ly)?\s+)?(?:immediate(?:ly)?|at once|forthwith|right away|without delay"
    r"|now)(?:\s+(?:upon|following|after)\s+.*)?"
)
_UPON = re.compile(r"(?:effective\s+)?(?:up)?on\s+(?P<event>.*)")
_CONDITION = re.compile(
    r"(?:once|after|upon|when|whenever|pending|subject to|as needed|as necessary|as appropriate"
    r"|as required|as (?:resources|funding|funds|time|conditions|opportunit)\w*|as soon as|asap|if"
    r"|following|contingent"
    r"|depend(?:s|ing|ent)|tbd|tba|tbc|to be (?:determined|decided|confirmed|announced|set|defined)"
    r"|when(?:ever)?|where (?:possible|appropriate|feasible)|in due course|at the (?:earliest|discretion)"
    r"|(?:short|near|medium|mid|long)[- ]?term|prior to|before|until|unless|upon request|on request"
    r"|on demand|at (?:the )?(?:start|time|completion|end)|by the (?:time|next)|in (?:conjunction|line"
    r"|parallel) with|aligned with|in coordination with|with the next|next)\b.*",
    re.S,
)
_AFTER_EVENT = re.compile(
    rf"{_NUM}\s+(?:business |working |calendar )?(?:day|week|month|year)s?\s+(?:after|following|from"
    rf"|before|prior to|of)\s+.+"
)
_FIRST_DAY = re.compile(
    r"(?:starting|beginning|commencing|effective|from|since|starts|begins|as of)\b(?!.*\b(?:to|through"
    r"|until)\b)"
)
_SAME_AS = (
    (re.compile(r"\b(?:year[- ]end|(?:the )?year's end|eoy)\b"), "end of year"),
    (re.compile(r"\bon or before\b"), "by"),
    (re.compile(r"\b(?:close|end) of business(?: on)?\b|\bcob\b|\beod\b"), ""),
    (re.compile(r"\s*&\s*"), " and "),
)
_DONE = re.compile(r"(?:completed|done|finished|closed|achieved|accomplished)\b(?!\s+by\b)")
_NO_END = re.compile(
    r".*\d\s*(?:(?:-|to|and)\s*(?:ongoing|present|continuous|continuing|beyond)|onwards?|and onwards?|forward)"
)


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


_WORD = re.compile(r"(?<![\w/.-])(?=[a-z0-9'])")
_CLAUSE = re.compile(r"[;:.()]|,(?!\s*(?:19|20)\d\d)")
_NO_STEP = re.compile(
    r"\b(?:start\w*|begin\w*|commenc\w*|from|since|after|following|effective|as of|completed|done|finished"
    r"|closed|achieved|adopted|issued|approved|revised|see|per|if|when|once)\b"
)
_STEP_END = re.compile(r"\s*(?:\Z|[,;.:()]|and\b|then\b)")
_YEAR_SAID = re.compile(r"(?:19|20)\d\d|fy\s?'?\d\d")


def stated_steps(text: str, setting: Setting) -> list[DueBy]:
    """The days of a field whose clauses end in dates: First release Q1 2026, full release Q3 2027.

    Only dates with a year that end their clause, and none after words of beginning or looking back.
    """
    text = " ".join(text.lower().split())
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
    if phrase is None or not _YEAR_SAID.search(text[at : phrase[1]]):
        return None
    return phrase if _STEP_END.match(text, phrase[1]) else None


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


_SO_MANY = re.compile(
    r"\d+ (?:\w+ )?(?:activit|meeting|report|session|review|event|workshop|training|update|inspection|audit"
    r"|briefing|exercise|drill|visit|check|assessment|publication|survey|campaign)\w* "
    r"(?=per |each |every |a (?:year|quarter|month)\b)"
)


#: Annual Town Meeting, May 2025: the word belongs to a name, the time is behind it.
_OF_A_NAME = re.compile(
    r"\s+(?!(?:by|in|on|from|starting|beginning|through|thru|until|since|each|every|thereafter|after|before|at|to|as|and"
    r"|during|for|with|then|or|end|of)\b)[a-z]"
)


def _every(text: str, setting: Setting) -> Deadline | None:
    if many := _SO_MANY.match(text):
        text = "once " + text[many.end() :]
    match = _EVERY.fullmatch(text)
    if match is None:
        dated = re.fullmatch(
            r"(?:by|on|before|due|in|no later than|end of|the|\s)*(?P<day>.+?),?\s+(?:of\s+)?(?:every"
            r"|each)\s+(?:calendar\s+|fiscal\s+)?year",
            text,
        )
        dated = dated or re.fullmatch(r"(?P<day>.+?)[,;]?\s+(?:annually|yearly|every year|each year)", text)
        rule = _on(dated["day"]) if dated else None
        return Recurring(rrule=rule) if rule else None
    if match["rest"] and not re.match(r"[\s,;:(.)-]", match["rest"]):
        return None
    if _OF_A_NAME.match(match["rest"]) and _YEAR_SAID.search(match["rest"]):
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
    if (
        match["rest"]
        and day is None
        and re.search(r"\d|\b(?:by|in|before|each|every|spring|summer|fall|autumn|winter)\b", match["rest"])
    ):
        rule = ""
    return Recurring(rrule=rule)


def _rule(match: re.Match[str]) -> str:
    if match["adv"]:
        word = match["adv"].replace("-", "")
        return _ADVERBS.get(_SAME.get(word, word), "")
    unit, count = match["unit"], match["n"]
    if re.fullmatch(MONTH, unit):
        return f"FREQ=YEARLY;BYMONTH={month_number(unit)};BYMONTHDAY=-1"
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
