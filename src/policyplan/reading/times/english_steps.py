"""Dated steps in English prose: by January 2020, within 90 days of the publication of this plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyplan.deadlines import Deadline
from policyplan.reading.times import english, english_dates
from policyplan.reading.times.stretches import BadDate, Setting, Undated, with_words
from policyplan.reading.times.words import unify

LEAD = re.compile(r"(?i)\b(?:by|(?:no|not) later than)\s+(?=[a-z0-9])")

_WITHIN = re.compile(
    r"\b[Ww]ithin\s+(?:the\s+(?:first|next)\s+)?[\w()-]+\s+(?:business\s+|working\s+|calendar\s+)?(?:day|week|month|year)s?\s+"
    r"(?:of|from|after|following)\s+(?=\S)"
)


def counted(text: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    """Within 90 days of the publication of this plan: days counted from the document's own issue, and no others."""
    for match in _WITHIN.finditer(text):
        end = english.end_of_issue(text.lower(), match.end())
        deadline = english.read_english(text[match.start() : end], setting) if end is not None else None
        if end is not None and deadline is not None:
            yield match.start(), end, with_words(deadline, text[match.start() : end])


def led(text: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    """By January 2020 and no later than March 31, 2027: only with a year, for May and March are also words."""
    lower = unify(text.lower())
    if len(lower) != len(text):
        return
    at = 0
    while lead := LEAD.search(lower, at):
        at = lead.end()
        try:
            found = english_dates.read_phrase(lower[lead.end() : lead.end() + 60], 0, setting, led=True)
        except (Undated, BadDate):
            continue
        if found is None:
            continue
        fixed, length = found
        end = lead.end() + length
        if (
            not re.search(r"(?:19|20)\d\d|fy\s?\d\d|end of", lower[lead.end() : end])
            or lower[end : end + 1].isalnum()
        ):
            continue
        yield lead.start(), end, with_words(english_dates.due_by(fixed), text[lead.start() : end])
        at = end
