"""Names of units in a list: told apart, their heads and tails restored where the list leaves them out."""

from __future__ import annotations

import re
from functools import lru_cache

from policyplan.reading._vocabulary import SIGNS, SURNAMES, TAIL_ADVERBS, TAIL_VERBS
from policyplan.reading.labels import any_of
from policyplan.reading.names.branches import with_branches
from policyplan.reading.names.lists import (
    LEVELS_ONLY,
    OPEN_ENDED,
    conjuncts,
    is_inside,
    items,
    split,
    without_numbers,
)
from policyplan.reading.names.restored import with_heads, with_tails
from policyplan.reading.names.shapes import (
    SURE_ENDS,
    SURE_PART,
    Name,
    is_function,
    is_group,
    is_unit_like,
    region_of,
    squeeze,
)

__all__ = [
    "OPEN_ENDED",
    "ROLE_NOTE",
    "SURE_ENDS",
    "SURE_PART",
    "Name",
    "is_function",
    "is_group",
    "is_inside",
    "is_unit_like",
    "read_names",
    "region_of",
    "split",
    "without_numbers",
]

#: A note that gives a unit its role: 市财政局（牵头）, （共同主办）.
ROLE_NOTE = re.compile(rf"(?:{any_of(TAIL_ADVERBS)}|{any_of(TAIL_VERBS)}|责任|单位|部门|主要|第一|[、和])+")
_ALIAS = re.compile(r"^(.+?)（([^（）]*(?:（[^（）]*）[^（）]*)*)）$")
_LEVEL_SLASH = re.compile(r"^[省市县区州盟旗镇乡街道、，/级]+$")


@lru_cache(maxsize=4096)
def read_names(tier: str) -> tuple[Name, ...]:
    """Read a tier: a list of unit names parted by 、 (folded; no role words, no ，).

    A name that lacks its head takes it from the name before it (省委宣传部、文化和旅游厅 → 省文化和旅游厅;
    国家知识产权局办公室、保护司 → 国家知识产权局保护司), one that lacks its tail from the name behind it
    (云中、雁北市人民政府 → 云中市人民政府).

    >>> [name.full for name in read_names("国家知识产权局办公室、保护司")]
    ['国家知识产权局办公室', '国家知识产权局保护司']
    """
    spans = [part for piece in items(tier) for part in conjuncts(tier, *piece)]
    names = [_name(tier, start, end) for start, end in spans]
    found = [name for name in names if name is not None]
    if len(found) > 1:
        found = with_branches(found)
    return tuple(with_heads(with_tails(found)))


#: What names nobody: who answers for an item before.
_AS_ABOVE = re.compile(r"同(?:上|前|左|第?[\d一二三四五六七八九十]{1,3}[项条])")

#: The number of an item, which is no name: 第1, 第2项; but 第一中学 is one.
_ITEM = re.compile(r"第（?(?:\d{1,3}|[①-⑳]|[一二三四五六七八九十]{1,3})）?(?:项(?!目)|[（、]|\Z)")


def _name(tier: str, start: int, end: int) -> Name | None:
    while start < end and tier[start] in " \u3000\t\n、，;；。.·":
        start += 1
    while end > start and tier[end - 1] in " \u3000\t\n、，;；。":
        end -= 1
    ending = OPEN_ENDED.search(tier, start, end) if "等" in tier[start:end] else None
    if ending and ending.start() > start + 1:
        end = ending.start()
    sign = _SIGN.fullmatch(tier, start, end)
    if sign:
        start, end = sign.span(1)
    if start == end:
        return None
    end = _without_person(tier, start, end)
    printed = squeeze(tier[start:end])
    if (printed[0] == "同" and _AS_ABOVE.fullmatch(printed)) or (printed[0] == "第" and _ITEM.match(printed)):
        return None
    alias = note = ""
    match = _ALIAS.match(printed)
    if match and ROLE_NOTE.fullmatch(match[2]):
        note, printed = match[2], match[1]
    elif match and not _part_of_name(match[2]) and (printed[0] != "各" or match[2].endswith(TAIL_VERBS)):
        if is_unit_like(match[2]) and not match[2].startswith("会同"):
            alias, printed = match[2], match[1]
        else:
            note, printed = match[2], match[1]
    return Name(printed, start, end, alias, "", note, (), sign is not None)


#: A person behind a body: 县水务局 张三, 县水务局张三.
_PERSON_BEHIND = re.compile(
    rf"(?<=[局厅委办部会处科股室院校队站所司署府心])[ \u3000]*"
    rf"(?:{any_of(SURNAMES)})[ \u3000]{{0,2}}[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]?\Z"
)


def _without_person(tier: str, start: int, end: int) -> int:
    """Where a name ends without the person behind it; `end` where there is none."""
    found = _PERSON_BEHIND.search(tier, max(start + 2, end - 9), end)
    if found is None or is_unit_like(squeeze(tier[start:end])):
        return end
    return found.start() if is_unit_like(squeeze(tier[start : found.start()])) else end


def _part_of_name(bracket: str) -> bool:
    """Whether a bracket at the end belongs to the name: 各县（市、区）, 长江办（…）."""
    return _LEVEL_SLASH.match(bracket) is not None or LEVELS_ONLY.match(bracket) is not None


#: A name with a sign before or behind it.
_SIGN = re.compile(rf"(?=[{SIGNS}]|.*[{SIGNS}]$)[{SIGNS}\s]*(.*?)[{SIGNS}\s]*", re.DOTALL)
