"""Clauses that tell by number which items they are for: 第1、2项牵头单位：县教育局；第3项由县财政局牵头."""

from __future__ import annotations

import re
from typing import TypeAlias

from policyplan.reading.clauses import Clause, read_clause
from policyplan.reading.labels import LABEL, read_label
from policyplan.reading.names import is_unit_like
from policyplan.reading.official import number_of

_ONE = r"(?:\d{1,2}|[①-⑳]|[一二三四五六七八九十]{1,3}|（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）)"
#: 第1、2项, 第（一）至（三）项, 3-4项; without 第 a single number may as well count: 3项.
_ITEMS = re.compile(
    rf"(?:\A|(?<=[；，。：\s]))(?:其中|以上|上述)?，?(?P<numbers>第{_ONE}(?:项?[、和及与至到~—–-]+第?{_ONE}|[①-⑳]|（(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})）)*|{_ONE}(?:[、和及与至到~—–-]+{_ONE})+)"
    r"项(?:重点)?(?:任务|工作|内容|措施)?(?:的|：|，)*"
)
#: What may stand before the first number: 责任分工：.
_SHARED_OUT = re.compile("[\u4e00-\u9fff]{0,6}分工：|其中[：，]?")
#: A quick look for such a number.
_COUNTED = re.compile("项(?<=[\\d①-⑳一二三四五六七八九十）]项)")
_NUMBER = re.compile(r"(?P<to>[至到~—–-]+)?第?（?(?P<number>\d{1,2}|[①-⑳]|[一二三四五六七八九十]{1,3})")

#: The numbers of the items, where the clause begins from which its places count, and the clause.
Numbered: TypeAlias = tuple[tuple[int, ...], int, Clause]


def read_by_number(words: str) -> list[Numbered] | None:
    """The clauses of a text (folded), each with the items it is for; None where it does not begin with such numbers.

    The list is empty where not all of it is understood.

    >>> [(items, [duty.name.full for duty in clause.duties]) for items, _, clause in
    ...  read_by_number("第1、2项牵头单位：县教育局；第3项由县财政局牵头")]
    [((1, 2), ['县教育局']), ((3,), ['县财政局'])]
    """
    if not _COUNTED.search(words):
        return None
    begins = list(_ITEMS.finditer(words))
    before = words[: begins[0].start()] if begins else ""
    label = LABEL.fullmatch(before) if before else None
    if not begins or (before and label is None and _SHARED_OUT.fullmatch(before) is None):
        return None
    role = read_label(label)[1] if label else None
    ends = [*(match.start() for match in begins[1:]), len(words)]
    found = []
    for match, end in zip(begins, ends, strict=True):
        clause = read_clause(words[match.end() : end].rstrip("；，。 "), role)
        if clause.unread or not (clause.duties or clause.times):
            return []
        if not all(is_unit_like(duty.name.full) for duty in clause.duties):
            return []
        found.append(
            (_numbers(match["numbers"]), match.end(), clause._replace(items=_numbers(match["numbers"])))
        )
    return found


def _numbers(words: str) -> tuple[int, ...]:
    """The numbers of a list of them: 1、3-5 are 1, 3, 4 and 5."""
    found: list[int] = []
    for match in _NUMBER.finditer(words):
        circle = ord(match["number"]) - ord("①") if len(match["number"]) == 1 else -1
        number = circle + 1 if 0 <= circle < 20 else number_of(match["number"])
        found += range(found[-1] + 1, number) if match["to"] and found else ()
        found.append(number)
    return tuple(found)
