"""A time behind a clause that has none of its own: 责任单位：市交通局。年底前完成。"""

from __future__ import annotations

import re

from policyplan.reading.clauses import Clause, is_own_time
from policyplan.reading.clauses.tiers import says_when
from policyplan.reading.field_ends import LONGEST_FIELD
from policyplan.reading.statements import BLANK
from policyplan.reading.trailing import DOES_THEN

#: What is done by then, told with a number: 6月底前完成改造学校5所.
_COUNTS_WORK = re.compile(r"[前内底末](?:完成|建成|开工|新[建增]|改造)[^，；]*\d")
#: What stands in front of the first mark.
_PART = re.compile("[^，；]+")


def with_time_behind(clause: Clause, folded: str, start: int, stop: int, end: int) -> tuple[Clause, int]:
    """The clause with a time that ends the paragraph behind it: 责任单位：市交通局。年底前完成。"""
    words = folded[stop:end].strip(BLANK) if end - stop < LONGEST_FIELD else ""
    if clause.times or not words or "。" in words or not is_own_time(words) or _tells_more(words):
        return clause, stop
    at = folded.index(words, stop) - start
    return clause._replace(times=((at, at + len(words)),)), end


def _tells_more(words: str) -> bool:
    """Whether words that end in a time say as well what else is to be done: 改造学校5所，6月底前完成."""
    if "（" in words or DOES_THEN.search(words) or _COUNTS_WORK.search(words):
        return True
    first = _PART.match(words)
    return first is not None and first.end() < len(words) and not says_when(first[0])
