"""Dated steps in English prose: by January 2020, within 90 days of the publication of this plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyplan.deadlines import Conditional, Deadline
from policyplan.reading.times import english, english_dates
from policyplan.reading.times.stretches import BadDate, Setting, Stretch, Undated, on_day, with_words
from policyplan.reading.times.words import unify

LEAD = re.compile(r"(?i)\b(?:by|(?:no|not) later than)\s+(?=[a-z0-9])")

_WITHIN = re.compile(
    r"\bwithin\s+(?:the\s+(?:first|next)\s+)?[\w()-]+\s+(?:business\s+|working\s+|calendar\s+)?(?:day|week|month|year)s?\s+"
    r"(?:of|from|after|following)\s+(?=\S)"
)
#: A release that is not said to be the plan's may be that of a person or a product.
_RELEASE = re.compile(r"(?:the\s+)?(?:date\s+of\s+)?release")
#: What a plan waits for and does not date: council approval, adoption of the ordinance, the grant award.
_AWAITED = re.compile(
    r"(?:(?:the|its|their|this|final|formal|full|city|town|county|state|federal|council|board|commission|legislative"
    r"|budget|plan|project|contract|grant|program|programme|funding)\s+){0,4}"
    r"(?:approval|adoption|enactment|passage|ratification|authori[sz]ation|award|appropriation|funding|endorsement|sign-?off|notice\s+to\s+proceed)\b"
    r"(?:\s+(?:of|by)\s+[^,;.:()\n]{1,60})?"
)


def counted(text: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    """Days counted from the document's own issue, or from what a plan waits for: within 90 days of council approval."""
    lower = text.lower()
    if len(lower) != len(text):
        return
    for match in _WITHIN.finditer(lower):
        end = english.end_of_issue(lower, match.end())
        if end is None and (awaited := _AWAITED.match(lower, match.end())):
            end = awaited.end()
        if end is None or _RELEASE.fullmatch(lower, match.end(), end):
            continue
        deadline = english.read_english(lower[match.start() : end], setting)
        if deadline is not None:
            yield match.start(), end, with_words(deadline, text[match.start() : end])


def led(text: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    """By January 2020 and no later than March 31, 2027; by June 30 where no name follows (by March 4 Justice)."""
    lower = unify(text.lower())
    if len(lower) != len(text):
        return
    at = 0
    while lead := LEAD.search(lower, at):
        at = lead.end()
        found = _phrase(text, lower, at, setting)
        if found is None:
            continue
        deadline, at = found
        if deadline.due is not None:
            setting = setting.after(deadline.due.year)
        yield lead.start(), at, with_words(deadline, text[lead.start() : at])


_YEAR_SAID = re.compile(r"(?:19|20)\d\d|fy\s?\d\d|end of")
#: A day without its year: June 30, 30 June, 6/30. Of two numbers the second must be too great for a month.
_DAY = re.compile(
    rf"(?P<name>{english_dates.MONTH})\s*(?P<first>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<behind>{english_dates.MONTH})"
    r"|(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])"
)
#: What shows that words behind a day belong to it or to a name.
_GOES_ON = re.compile(
    r"[\w/%'-]|\s*[(（]|[,，]?\s*(?:of\s+)?(?:'?\d|(?:each|every|annually|yearly)\b)|\s+(?:[A-Z]|inch|or\b|to\s+\d|through\b|and\s+[A-Z\d])"
)


def _phrase(text: str, lower: str, at: int, setting: Setting) -> tuple[Deadline, int] | None:
    """The date that stands at `at`, and where it ends: a day, or another time with its year."""
    day = _DAY.match(lower, at)
    if day is not None and _GOES_ON.match(text, day.end()):
        day = None
    try:
        if day is not None:
            return english_dates.due_by(_on(day).fixed(setting)), _end(day)
        found = english_dates.read_phrase(lower[at : at + 60], 0, setting, led=True)
    except Undated as error:
        return (Conditional(basis=(error.code,)), _end(day)) if day is not None else None
    except BadDate:
        return None
    if found is None:
        return None
    end = at + len(lower[at : at + found[1]].rstrip("."))
    if not _YEAR_SAID.search(lower, at, end) or lower[end : end + 1].isalnum():
        return None
    return english_dates.due_by(found[0]), end


def _on(day: re.Match[str]) -> Stretch:
    name = day["name"] or day["behind"]
    month = english_dates.month_number(name) if name else int(day["month"])
    return on_day(month, int(day["first"] or day["last"] or day["day"]), day.span())


def _end(day: re.Match[str]) -> int:
    return day.start() + len(day[0].rstrip("."))
