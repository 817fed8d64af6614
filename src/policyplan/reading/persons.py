"""Persons named beside units in a cell (县教育局 李四; 县卫健局（赵六））: passed over, for a person is no unit."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import NOTHING, SURNAMES
from policyplan.reading.labels import any_of
from policyplan.reading.names import ROLE_NOTE, is_function, is_unit_like

_WORD = re.compile(r"[^\s\u3000、，；：。/（）]+")
#: Two characters apart, as a name of two is set to be as wide as one of three: 李 四.
_SET_APART = re.compile(
    r"(?<![^\s\u3000、，；：。/（）])[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?![^\s\u3000、，；：。/（）])"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_SURNAMED = re.compile(rf"(?:{any_of(SURNAMES)})[\u4e00-\u9fff]{{1,2}}$")
_OFFICE = r"(?:常务|党组)?副?(?:[省市县区州局厅处科部镇乡院校站队]长|主任|书记|秘书长|主席|经理|所长|专员|调研员|科员)"
_OFFICER = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,3}}{_OFFICE}|{_OFFICE}[\u4e00-\u9fff]{{0,3}}|[\u4e00-\u9fff]{{2,4}}同志)$"
)
_PHONE = re.compile(r"[\d-]{5,16}$")
_HOLLOW = re.compile(r"（[\s\u3000、，；：/]*）|[：/](?=[ \u3000]{0,40}(?:[、，；）\n]|$))")
_BELOW = re.compile(r"(?<=[^\s])[\s\u3000]+（([\u4e00-\u9fff]{2,3})）")


def without_persons(folded: str) -> str:
    """The cell of a column of units and persons with each person as blanks; every place stays where it is.

    >>> without_persons("县教育局 李四、县卫健局（赵六）")
    '县教育局   、县卫健局    '
    """
    blanked = _SET_APART.sub(lambda match: " " * len(match[0]), folded)
    blanked = _WORD.sub(lambda match: " " * len(match[0]) if _is_person(match[0]) else match[0], blanked)
    return blanked if blanked == folded else _HOLLOW.sub(lambda match: " " * len(match[0]), blanked)


def without_persons_below(folded: str) -> str:
    """The cell of a column of units with a person in brackets on a line of its own as blanks: 县水务局, （张三）."""
    return _BELOW.sub(lambda match: " " * len(match[0]) if _is_surnamed(match[1]) else match[0], folded)


def is_person(words: str) -> bool:
    """Whether words name a person by a family name or a post: 张三, 赵某副市长, 市长."""
    return len(words) <= 12 and (_OFFICER.match(words) is not None or _is_surnamed(words))


def _is_person(word: str) -> bool:
    if _PHONE.match(word) or _OFFICER.match(word):
        return True
    return _NAME.match(word) is not None and not (
        word in NOTHING or is_unit_like(word) or is_function(word) or ROLE_NOTE.fullmatch(word)
    )


def _is_surnamed(word: str) -> bool:
    return _SURNAMED.match(word) is not None and _is_person(word)
