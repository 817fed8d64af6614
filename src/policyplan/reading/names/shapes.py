"""What the name of a unit looks like: how it begins and ends, and whether it stands for one body or a class."""

from __future__ import annotations

import re
from typing import NamedTuple

from policyplan.reading._vocabulary import (
    FUNCTIONS,
    INNER_ENDS,
    REGION_LEVELS,
    STANDALONE_STARTS,
    UNIT_ENDS,
)
from policyplan.reading.labels import any_of


class Name(NamedTuple):
    """A unit's name in a list: what it is in full, its alias and parent, and where its printed words stand.

    `marked` is True where a sign stands at it (▲市教育局), which some plans give to units that lead.
    """

    full: str
    start: int
    end: int
    alias: str = ""
    parent: str = ""
    note: str = ""
    basis: tuple[str, ...] = ()
    marked: bool = False


LEVEL = r"(?:自治区|自治州|自治县|地级以上市|县级市|县级|市级|省级|区级|[省市县区州盟旗镇乡])"
#: Ends like a unit, perhaps with an alias behind it.
UNIT_LIKE = re.compile(
    rf"^[^。！？；：]*(?:{any_of(UNIT_ENDS)}|(?<![控入参持个优退配原炒])股|{LEVEL}|(?:有关|相关)领导)(?:（[^（）]*）)?[”\"]?$"
)
#: Ends of names of which one can be sure though they stand in running text, where 布局 and 内部 are no bodies.
SURE_ENDS = (
    "(?<![格布结开大全当时僵])局|[厅委办]|办公室|公司|集团|[支大总]队|银行|管委会|办事处|妇联|总工会|团委"
    "|法院|检察院"
)
SURE_PART = r"(?<=..)(?<![内全干西东南北中外局总乐])部"
COMPLETE = re.compile(rf"(?:{any_of(UNIT_ENDS)})(?:（[^（）]*）)?$")
FUNCTION = re.compile(rf"(?:{any_of(FUNCTIONS)})")
FUNCTION_ALONE = re.compile(rf"[省市县区州]?(?:{any_of(FUNCTIONS)})")
_STANDALONE = re.compile(rf"(?:{any_of(STANDALONE_STARTS)})")
#: A name that begins with the level of its government, or with a place and its level.
_REGION = re.compile(
    rf"(?:中共)?((?:[\u4e00-\u9fff]{{2,5}}?)?(?:{any_of(REGION_LEVELS)}))(?=[\u4e00-\u9fff“\"（])"
)
_PLACE_WORDS = re.compile(
    r"(?:城市|市场|区域|县域|市容|市政(?:工程|设施|管理|园林|公用)|乡村|乡镇|省际|市民(?![政族宗营航用])|社区|区块|州际|"
    r"校区|园区|景区|山区)"
)
INNER = re.compile(
    rf"(?!.*(?:公司|办事处|代表处|海事处))[\u4e00-\u9fff（）]{{2,14}}(?:{any_of(INNER_ENDS)})(?:（[^（）]*）)?$|办公[室厅]$"
)
_GROUP = re.compile(
    r"^(?:全[省市县区]|沿\w|省|市|县|区|州|镇|中央驻\w|驻\w)?(?:各|有关|相关|其他|其它)|(?:有关|相关|"
    r"各)(?:单位|部门|地区|企业|高校|机构|方面|市县|成员单位|领导)$|^[市县区乡镇省州]{2,4}(?:人民)?政府$|"
    r"^(?:市县|县区|区县|镇街|属地)|^[省市县区州盟旗镇乡村街道、]{2,9}[两二三四五]级"
)


def is_function(name: str) -> bool:
    """Whether `name` is but a field of government, with or without a level before it: 发改, 市财政."""
    return FUNCTION_ALONE.fullmatch(name) is not None


def is_unit_like(name: str) -> bool:
    """Whether `name` (folded) ends like the name of a body and holds no sentence."""
    if name.startswith("各") and len(name) <= 16 and not _SENTENCE.search(name):
        return not name.startswith(_THINGS) and _URGED.search(name) is None
    return 2 <= len(name) <= 40 and UNIT_LIKE.match(name) is not None and not _SENTENCE.search(name)


#: What is done, and no body: 各项任务.
_THINGS = ("各项任务", "各项工作", "各项措施", "各项举措", "各项目标", "各项指标")
#: What all are but urged to: 各部门要高度重视.
_URGED = re.compile("(?<=[级门位市县区镇乡府道业])(?:都|均|也)?[要应须](?!素|急)")
_SENTENCE = re.compile(
    r"[，。；：！？]|\d{4}年|[^”高中初平]等[^级]|以下简称|简称|下同|包括|不含|含[^山]|按照|根据|除外|为主"
    r"|(?<=[局委厅办府会])(?:牵头|负责|配合)(?!单位|部门|人|方|处|科|组)"
)
#: No name is longer, spaces inside it included.
LONGEST_NAME = 80
_WHITE = re.compile(r"\s")
_GAP = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def squeeze(text: str) -> str:
    """A name without the blanks and line ends inside it, but for those between Latin words."""
    return _GAP.sub("", text) if _WHITE.search(text) else text


def stands_alone(name: str) -> bool:
    """Whether a name begins with its place, its level or a nation's word, so that it lacks no head."""
    return _STANDALONE.match(name) is not None or region_of(name) is not None or name[0] in '“"《'


def region_of(name: str) -> str | None:
    """The level or place a name begins with: 省 of 省财政厅, 长春市 of 长春市政府; None where it begins otherwise.

    >>> region_of("省委宣传部"), region_of("长春市政府"), region_of("财政厅")
    ('省', '长春市', None)
    """
    if name[:1] in "省市县区州盟旗镇乡" and not _PLACE_WORDS.match(name):
        return name[0]
    if name.startswith("兵团") and len(name) > 2:
        return "兵团"
    match = _REGION.match(name)
    if match is None or FUNCTION.match(name):
        return None
    word = _PLACE_WORDS.search(name, 0, match.end(1) + 3)
    return match[1] if word is None or word.start() >= match.end(1) else None


def is_group(name: str) -> bool:
    """Whether `name` stands for a class of bodies (各有关市（州）政府), not for one."""
    return _GROUP.search(name) is not None
