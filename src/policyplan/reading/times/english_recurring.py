"""English times that come round: quarterly, every June and December, by 30 June each year."""

from __future__ import annotations

import re
from datetime import date

from attrs import evolve

from policyplan.deadlines import Deadline, Precision, Recurring
from policyplan.reading.times.english_dates import MONTH, month_number, read_phrase
from policyplan.reading.times.stretches import Setting, Undated, month_end

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
    r"\d+ (?:\w+ )?(?:activit|meeting|report|session|review|event|workshop|training|update|inspection|audit"
    r"|briefing|exercise|drill|visit|check|assessment|publication|survey|campaign)\w* "
    r"(?=per |each |every |a (?:year|quarter|month)\b)"
)


#: Annual Town Meeting, May 2025: the word belongs to a name, the time is behind it.
_OF_A_NAME = re.compile(
    r"\s+(?!(?:by|in|on|from|starting|beginning|through|thru|until|since|each|every|thereafter|after|before|at|to|as|and"
    r"|during|for|with|then|or|end|of)\b)[a-z]"
)


_UNTIL = re.compile(r",?\s+until\s+(?:the end of\s+)?(?P<year>20\d\d)\Z")
_EVERY_WEEKDAY = re.compile(
    r"(?:every|each|on)\s+(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
)
_OFTENER = re.compile(
    r"(?:at least |minimum |min\.? )?(?:three|four|five|six|[3-9]|thrice)(?: times|x)?\s+"
    r"(?:a|per|each|every)\s+(?:year|quarter|month|week|annum)"
)


def read_every(text: str, setting: Setting) -> Deadline | None:
    """The deadline where lower-case `text` says that something comes round; None where it does not."""
    if "until" in text and (last := _UNTIL.search(text)):
        found = read_every(text[: last.start()], setting)
        if isinstance(found, Recurring) and found.rrule:
            found = evolve(found, rrule=f"{found.rrule};UNTIL={last['year']}1231")
        return found
    if weekday := _EVERY_WEEKDAY.fullmatch(text):
        return Recurring(rrule=f"FREQ=WEEKLY;BYDAY={weekday[1][:2].upper()}")
    if _OFTENER.fullmatch(text):
        return Recurring()
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
        rule = _on(dated["day"]) if dated and not YEAR_SAID.search(dated["day"]) else None
        return Recurring(rrule=rule) if rule else None
    if match["rest"] and not re.match(r"[\s,;:(.)-]", match["rest"]):
        return None
    if _OF_A_NAME.match(match["rest"]) and YEAR_SAID.search(match["rest"]):
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
    rule = _rule(match, "twice" in text[: match.start("unit") if match["unit"] else match.start("adv")])
    rule = day if day and rule.startswith("FREQ=YEARLY;BYMONTH=12") else rule
    if match["unit"] and _MONTH_DAY.fullmatch(match["unit"] + match["rest"]):
        return Recurring(rrule=rule)
    if match["rest"] and not day and (day is not None or _SAYS_WHEN.search(match["rest"])):
        rule = ""  # days that are no date, or that no one rule has
    return Recurring(rrule=rule)


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
