"""English times that come round: quarterly, every June and December, by 30 June each year."""

from __future__ import annotations

import re
from datetime import date

from attrs import evolve

from policyplan.deadlines import Deadline, Precision, Recurring
from policyplan.reading.times.english_dates import MONTH, month_number, read_phrase
from policyplan.reading.times.stretches import BadDate, Setting, Undated, month_day, month_end

#: Numbers that are written out.
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
    "a": 1, "an": 1, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45,
    "thirty-six": 36, "sixty": 60, "ninety": 90, "one hundred": 100, "one hundred twenty": 120,
    "one hundred eighty": 180, "one hundred and eighty": 180, "one hundred and twenty": 120,
}  # fmt: skip
#: One of them, or digits.
NUM = "(?:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|\d{1,4})"
#: A year with four digits, or a fiscal year.
YEAR_SAID = re.compile(r"(?:19|20)\d\d|fy\s?'?\d\d")
_EVERY = re.compile(
    rf"(?:ongoing|minimally|at minimum|at least|minimum|continuous(?:ly)?|then|and|on|on a|reviewed?"
    rf"|updated?|reports?|reporting|produced|conducted|held|completed?|assessed?|,|;|:|-|\s|once|one"
    rf"|twice|1x|2x|by the|by|the|end of|last day of|due)*\s*"
    rf"(?:(?P<adv>(?:six|6)-monthly|six monthly|half[- ]yearly|three-monthly|3-monthly"
    rf"|quarterly|annually|annual|yearly|monthly|weekly|daily|biannually|biannual|bi-annually"
    rf"|bi-annual|semi-?annually|semi-?annual|biennially|biennial|triennially|bi-?monthly|bi-?weekly"
    rf"|fortnightly|per annum)(?:\s+basis)?"
    rf"|(?:every|each|per|a)\s+(?P<n>{NUM}|other|second|third|fourth|fifth"
    rf"|few)?[\s-]*(?P<unit>(?:calendar |fiscal |school |academic |financial )?(?:year|quarter|month|week"
    rf"|day|semester|term)|{MONTH}|spring|summer|fall|autumn|winter|meeting|cycle|half[- ]year)s?)"
    r"(?P<rest>.*)",
    re.S,
)
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
    "sixmonthly": "semiannual", "6monthly": "semiannual", "six monthly": "semiannual", "halfyearly": "semiannual",
    "half yearly": "semiannual", "threemonthly": "quarterly", "3monthly": "quarterly",
    "biannual": "semiannual", "semiannually": "semiannual", "biennially": "biennial", "triennially": "triennial",
}  # fmt: skip
_UNITS = {"year": "annual", "quarter": "quarterly", "month": "monthly", "week": "weekly", "day": "daily",
          "half year": "semiannual", "half-year": "semiannual"}  # fmt: skip
_OTHER = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_SO_MANY = re.compile(
    r"(?P<times>\d+) (?:\w+ )?(?:activit|meeting|report|session|review|event|workshop|training|update|inspection|audit"
    r"|briefing|exercise|drill|visit|check|assessment|publication|survey|campaign)\w* "
    r"(?=per |each |every |a (?:year|quarter|month)\b)"
)
#: Annual Town Meeting, May 2025: the word belongs to a name, the time is behind it.
_OF_A_NAME = re.compile(
    r"\s+(?!(?:by|in|on|from|starting|beginning|through|thru|until|since|each|every|thereafter|after|before|at|to|as|and"
    r"|during|for|with|then|or|end|of)\b)[a-z]"
)
_UNTIL = re.compile(r",?\s+(?:until|through)\s+(?:the end of\s+)?(?P<year>20\d\d)\Z")
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
_EVERY_WEEKDAY = re.compile(
    rf"(?:every|each|on)\s+{_WEEKDAY}"
    rf"|weekly,?\s+(?:\(|(?:by|on|each|every)\s+)?{_WEEKDAY.replace('weekday>', 'each>')}\)?"
)
_NTH = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)"
_EVERY_MONTH = re.compile(
    rf"(?:by |on |before |due |no later than |the )*{_NTH.format('day')}(?: day)?,?"
    r" (?:of |in )?(?:each|every) (?:calendar )?month"
    rf"|(?:monthly|(?:each|every) month),?(?: by| on| due| the|\s|\()*{_NTH.format('ends')}(?: day)?\)?"
)
_OFTENER = re.compile(
    r"(?:at least |minimum |min\.? )?(?:three|four|five|six|[3-9]|thrice)(?: times|x)?\s+"
    r"(?:a|per|each|every)\s+(?:year|quarter|month|week|annum)"
)
_LED_BY = r"(?:by|on|before|due|in|no later than|not later than|at|the|end of|of)"
#: By 30 June each year; due March 15, annually.
_EACH_YEAR = re.compile(
    rf"(?:{_LED_BY}\s+)*(?P<day>.+?)[,;]?\s+(?:of\s+)?"
    r"(?:(?:every|each)\s+(?:calendar\s+|fiscal\s+)?year|annually|yearly)"
)


def read_every(text: str, setting: Setting) -> Deadline | None:
    """The deadline where lower-case `text` says that something comes round; None where it does not."""
    if last := _UNTIL.search(text):
        found = read_every(text[: last.start()], setting)
        if isinstance(found, Recurring) and found.rrule:
            found = evolve(found, rrule=f"{found.rrule};UNTIL={last['year']}1231")
        return found
    if weekday := _EVERY_WEEKDAY.fullmatch(text):
        return Recurring(rrule=f"FREQ=WEEKLY;BYDAY={(weekday['weekday'] or weekday['each'])[:2].upper()}")
    if monthly := _EVERY_MONTH.fullmatch(text):
        return _of_each_month(monthly)
    if _OFTENER.fullmatch(text):
        return Recurring()
    many = _SO_MANY.match(text)
    match = _EVERY.fullmatch("once " + text[many.end() :] if many else text)
    if match is None:
        return _dated_yearly(text)
    if _is_no_rhythm(match):
        return None
    rule = _adverbial(match)
    return Recurring(rrule=_spread(rule, int(many["times"])) if many else rule)


def _of_each_month(match: re.Match[str]) -> Recurring:
    day = int(match["day"] or match["ends"])
    if not 1 <= day <= 31:
        raise BadDate("day must be 1 to 31", match.span())
    return Recurring(rrule=month_day(day))


def _dated_yearly(text: str) -> Recurring | None:
    """30 June of each year, March and September annually."""
    dated = _EACH_YEAR.fullmatch(text)
    rule = _on(dated["day"]) if dated and not YEAR_SAID.search(dated["day"]) else None
    return Recurring(rrule=rule) if rule else None


_ONCE = re.compile(r"(?:at least |minimum |once|twice|one|1x|2x)")
_PER = re.compile(r".*\b(?:a|per)\s+\Z")


def _is_no_rhythm(match: re.Match[str]) -> bool:
    """Tell whether the word for a rhythm belongs to another: a year, 3 per month, an annual meeting in 2025."""
    text, rest = match.string, match["rest"]
    if rest and not re.match(r"[\s,;:(.)-]", rest):
        return True
    if _OF_A_NAME.match(rest) and YEAR_SAID.search(rest):
        return True
    if re.match(r"(?:a|per)\s", text):
        return True
    return bool(match["unit"] and _PER.match(text[: match.start("unit")]) and not _ONCE.match(text))


_LED = re.compile(
    r"[\s,;:(-]*(?:by|on|in|no later than|before|due|at|the end of|end of|of)\s+(?:the\s+)?|[\s,;:(-]+"
)


def _adverbial(match: re.Match[str]) -> str:
    """The rule of quarterly, every two years, annually by 30 June."""
    rest = match["rest"]
    day = _on(_LED.sub("", rest, count=1).strip(" ).")) if rest else None
    said = match.start("unit") if match["unit"] else match.start("adv")
    rule = _rule(match, "twice" in match.string[:said])
    if day and YEAR_SAID.search(rest):
        return ""  # the years that it begins in or ends with: annually 2025-2028
    if day and rule.startswith("FREQ=YEARLY;BYMONTH=12"):
        rule = day
    if match["unit"] and _MONTH_DAY.fullmatch(match["unit"] + rest):
        return rule
    if rest and not day and (day is not None or _SAYS_WHEN.search(rest)):
        return ""  # days that are no date, or that no one rule has
    return rule


def _spread(rule: str, times: int) -> str:
    """The rule for so many times in the time of `rule`; "" where that fixes no days."""
    if times == 1 or not rule.startswith(_ADVERBS["annual"]):
        return rule if times == 1 else ""
    return {2: _ADVERBS["semiannual"], 4: _ADVERBS["quarterly"], 12: _ADVERBS["monthly"]}.get(times, "")


_MONTH_DAY = re.compile(rf"{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?")
_SAYS_WHEN = re.compile(r"\d|\b(?:by|in|before|each|every|spring|summer|fall|autumn|winter)\b")


def _rule(match: re.Match[str], twice: bool) -> str:
    if twice:
        year = match["adv"] in ("annually", "yearly") or (match["unit"] == "year" and match["n"] is None)
        return _ADVERBS["semiannual"] if year else ""
    if match["adv"]:
        word = match["adv"].replace("-", "")
        return _ADVERBS.get(_SAME.get(word, word), "")
    unit, count = match["unit"], match["n"]
    if re.fullmatch(MONTH, unit):
        return (
            _on(f"{count or ''} {unit}{match['rest']}")
            or f"FREQ=YEARLY;BYMONTH={month_number(unit)};BYMONTHDAY=-1"
        )
    rule = _ADVERBS.get(_UNITS.get(unit, ""), "")
    if count is None or not rule:
        return rule
    step = _OTHER.get(count) or NUMBERS.get(count) or (int(count) if count.isdigit() else 0)
    if not step:
        return ""
    if unit == "quarter":
        return f"FREQ=MONTHLY;INTERVAL={3 * step};BYMONTHDAY=-1"
    frequency, _, rest = rule.partition(";")
    return f"{frequency};INTERVAL={step}" + (f";{rest}" if rest else "") if step > 1 else rule


_LISTED = re.compile(r"\s*(?:,|/|&|\band\b|,\s*and\b)\s*")


def _on(words: str) -> str | None:
    """The yearly rule for days or months named without a year: 30 June, March, June and December."""
    parts = [part for part in _LISTED.split(words.strip(" .,")) if part]
    lasts: list[tuple[int, int]] = []
    for part in parts:
        try:
            found = read_phrase(part, 0, Setting(issued=date(2001, 1, 1), year=2001), led=False)
        except Undated:
            return ""
        if found is None or part[found[1] :].strip(" ."):
            return None
        last = found[0].last
        whole = last == month_end(2001, last.month) and found[0].precision is not Precision.DAY
        lasts.append((last.month, -1 if whole else last.day))
    if not lasts or len({day for _, day in lasts}) > 1:
        return "" if lasts else None
    months = ",".join(str(month) for month, _ in sorted(set(lasts)))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={lasts[0][1]}"
