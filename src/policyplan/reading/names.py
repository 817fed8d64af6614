"""Names of units in a list: told apart, their heads and tails restored where the list leaves them out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from policyplan.reading._vocabulary import (
    AGENCY_ENDS,
    FUNCTIONS,
    INNER_ENDS,
    NATIONAL_BUREAUS,
    PARTY_OFFICES,
    REGION_LEVELS,
    SIGNS,
    STANDALONE_STARTS,
    SURNAMES,
    TAIL_ADVERBS,
    TAIL_VERBS,
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


_LEVEL = r"(?:自治区|自治州|自治县|地级以上市|县级市|县级|市级|省级|区级|[省市县区州盟旗镇乡])"
#: A note that gives a unit its role: 市财政局（牵头）, （共同主办）.
ROLE_NOTE = re.compile(rf"(?:{any_of(TAIL_ADVERBS)}|{any_of(TAIL_VERBS)}|责任|单位|部门|主要|第一|[、和])+")
#: Ends like a unit, perhaps with an alias behind it.
UNIT_LIKE = re.compile(rf"^[^。！？；：]*(?:{any_of(UNIT_ENDS)}|{_LEVEL})(?:（[^（）]*）)?[”\"]?$")
_COMPLETE = re.compile(rf"(?:{any_of(UNIT_ENDS)})(?:（[^（）]*）)?$")
_FUNCTION = re.compile(rf"(?:{any_of(FUNCTIONS)})")
_FUNCTION_ALONE = re.compile(rf"[省市县区州]?(?:{any_of(FUNCTIONS)})")
_STANDALONE = re.compile(rf"(?:{any_of(STANDALONE_STARTS)})")
#: A name that begins with the level of its government, or with a place and its level.
_REGION = re.compile(
    rf"(?:中共)?((?:[\u4e00-\u9fff]{{2,5}}?)?(?:{any_of(REGION_LEVELS)}))(?=[\u4e00-\u9fff“\"（])"
)
_PLACE_WORDS = re.compile(
    r"(?:城市|市场|区域|县域|市容|市政(?:工程|设施|管理|园林|公用)|乡村|乡镇|省际|市民(?![政族宗营航用])|社区|区块|州际|"
    r"校区|园区|景区|山区)"
)
_DEPARTMENT_END = any_of((*INNER_ENDS, "局", "中心", "队", "站"))
_AGENCY_DEPARTMENT = re.compile(
    rf"(.{{2,}}?(?:{any_of(AGENCY_ENDS)}))"
    rf"((?!办公)[\u4e00-\u9fff（）]+?(?:{_DEPARTMENT_END})|审[查理]部|办公[室厅])(?:（[^（）]*）)?$"
)
#: The ends of what may be a part of a national agency; a company or a university is none.
_OFFICE = re.compile("(?<!分)[局部室办]$|中心$")
_INNER = re.compile(
    rf"(?!.*(?:公司|办事处|代表处|海事处))[\u4e00-\u9fff（）]{{2,14}}(?:{any_of(INNER_ENDS)})(?:（[^（）]*）)?$|办公[室厅]$"
)
_GOVERNMENT_TAIL = re.compile(
    r".{2,6}?((?:(?:自治县|自治州|市|县|区|州|盟|旗|镇|乡|街道)(?:人民政府|政府|办事处|管委会|党委|委|教育局|局)?)"
    r"|(?:村|社区)(?:村民委员会|居民委员会|村委会|居委会|党支部|党总支|党委))$"
)
_PARTY_OFFICE = re.compile(rf"(?:{any_of(PARTY_OFFICES)})")
_LEVELS_ONLY = re.compile(
    rf"(?:村|社区|街道|沿线|有关|相关|全市|全省|全县|全区|市辖|本|所属|各|涉|沿海|沿江|试点|{_LEVEL}|"
    rf"（[^（）]*）|直)+$"
)
_GROUP = re.compile(
    r"^(?:全[省市县区]|沿\w|省|市|县|区|州|镇|中央驻\w|驻\w)?(?:各|有关|相关|其他|其它)|(?:有关|相关|"
    r"各)(?:单位|部门|地区|企业|高校|机构|方面|市县|成员单位)$|^[市县区乡镇省州]{2,4}(?:人民)?政府$|"
    r"^(?:市县|县区|区县|镇街|属地)|^[省市县区州盟旗镇乡村街道、]{2,9}[两二三四五]级"
)
_ALIAS = re.compile(r"^(.+?)（([^（）]*(?:（[^（）]*）[^（）]*)*)）$")
#: 等 at the end of a list, with the class of bodies that is meant: 等单位, 等国务院相关部门, 等8个部门.
OPEN_ENDED = re.compile(
    r"(?<![高中初平])等(?:(?:国务院|中央(?:和国家机关)?|[省市县区](?:政府|级|直|属)?|驻\w|各|有关|相关|职能|责任|成员|多)*"
    r"(?:群团(?:组织)?|(?:人民|社会|群众)?团体|(?:社会|行业|人民)组织|媒体|部门[和、及]?单位|单位[和、及]?部门|单位|部门|地区|市县|机构|方面|企业|高校|县区|区县|院校|组织|各方|(?:\d+|[一二三四五六七八九十]+)个?(?:部门|单位)))*$"
)
_LEVEL_SLASH = re.compile(r"^[省市县区州盟旗镇乡街道、，/级]+$")
#: What is no name by itself: 党委和政府 is one unit.
_BARE_BODIES = frozenset(
    {"单位", "部门", "政府", "人民政府", "企业", "办公室", "机构", "组织", "中心", "委员会"}
)
_OPENERS, _CLOSERS = "（“《「『〈", "）”》」』〉"


def split(text: str, separators: str) -> list[tuple[int, int]]:
    """Where the pieces of `text` between `separators` stand; what is in brackets or quotes is not cut.

    >>> split("各县（市、区）政府、财政厅", "、")
    [(0, 9), (10, 13)]
    """
    pieces, depth, begin = [], 0, 0
    for mark in _marks(separators).finditer(text):
        character = mark[0]
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0:
            at = mark.start()
            pieces.append((begin, at))
            begin = at + 1
    pieces.append((begin, len(text)))
    return pieces


@lru_cache(maxsize=16)
def _marks(separators: str) -> re.Pattern[str]:
    """What matches each bracket, quotation mark and separator."""
    return re.compile(f"[{re.escape(_OPENERS + _CLOSERS + separators)}]")


def is_function(name: str) -> bool:
    """Whether `name` is but a field of government, with or without a level before it: 发改, 市财政."""
    return _FUNCTION_ALONE.fullmatch(name) is not None


def is_unit_like(name: str) -> bool:
    """Whether `name` (folded) ends like the name of a body and holds no sentence."""
    if name.startswith("各") and len(name) <= 16 and not _SENTENCE.search(name):
        return True
    return 2 <= len(name) <= 40 and UNIT_LIKE.match(name) is not None and not _SENTENCE.search(name)


_SENTENCE = re.compile(
    r"[，。；：！？]|\d{4}年|[^”高中初平]等[^级]|以下简称|简称|下同|包括|不含|含[^山]|按照|根据|除外|为主"
)


#: The numbers of a list of bodies: 1.市交通局 2.市财政局, ①市交通局；②市财政局.
_LISTED = re.compile(
    r"(?:(?:\A|(?<=[\s；，。、：局委厅办府会]))(?:(\d{1,2})[.、）]|（(\d{1,2})）|([一二三四五六七八九十]{1,2})、)|([①-⑳]))"
    r"[ \u3000]*(?=[\u4e00-\u9fff])"
)


def without_numbers(text: str) -> str:
    """A clause without the numbers of a list of bodies, which begins with 1 or begins it; its length is kept.

    >>> without_numbers("1.市交通局 2.市财政局")
    '  市交通局 、 市财政局'
    """
    listed = list(_LISTED.finditer(text))
    first = listed[0][listed[0].lastindex or 0] if listed else ""
    if first not in ("1", "①", "一") and not (
        first.isdigit() and text[: listed[0].start()][-1:] in ("", "：")
    ):
        return text
    parts, at = [], 0
    for number in listed:
        before = text[at : number.start()]
        bare = before.rstrip()
        alike = is_unit_like(bare.split("、")[-1])
        mark = " " if not bare or bare[-1] in "；，。、：" else "、" if alike else "；"
        parts += [before, mark.ljust(len(number[0]))]
        at = number.end()
    return "".join([*parts, text[at:]])


@lru_cache(maxsize=4096)
def read_names(tier: str) -> tuple[Name, ...]:
    """Read a tier: a list of unit names parted by 、 (folded; no role words, no ，).

    A name that lacks its head takes it from the name before it (省委宣传部、文化和旅游厅 → 省文化和旅游厅;
    国家知识产权局办公室、保护司 → 国家知识产权局保护司), one that lacks its tail from the name behind it
    (云中、雁北市人民政府 → 云中市人民政府).

    >>> [name.full for name in read_names("国家知识产权局办公室、保护司")]
    ['国家知识产权局办公室', '国家知识产权局保护司']
    """
    spans = [part for piece in _items(tier) for part in _conjuncts(tier, *piece)]
    names = [_name(tier, start, end) for start, end in spans]
    return tuple(_with_heads(_with_tails([name for name in names if name is not None])))


def _items(tier: str) -> list[tuple[int, int]]:
    """The items of a tier; 各市、县人民政府 is one item, for its first piece is but a level."""
    merged: list[tuple[int, int]] = []
    pieces = split(tier, "、/\n\t|｜")
    if "级" in tier:
        pieces = _levels_joined(tier, pieces)
    if " " in tier or "\u3000" in tier:
        pieces = [part for start, end in pieces for part in _spaced(tier, start, end)]
    for start, end in pieces:
        if not tier[start:end].strip():
            continue  # a line that ends in 、 is cut twice
        if merged and _goes_on(tier[merged[-1][0] : merged[-1][1]], tier[start:end]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


#: 省、市、县三级政府
_LEVELS = re.compile(
    r"(?:[省市县区州盟旗镇乡村]{1,2}|街道)(?:、(?:[省市县区州盟旗镇乡村]{1,2}|街道))+[两二三四五]级"
)


def _levels_joined(tier: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces of a tier, those of 省、市、县三级政府 taken together."""
    inside = [False] * (len(tier) + 1)
    for levels in _LEVELS.finditer(tier):
        inside[levels.start() + 1 : levels.end()] = [True] * (levels.end() - levels.start() - 1)
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and inside[start]:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _spaced(tier: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a piece that white space parts, where each side is a whole name: 市财政局　市审计局."""
    parts: list[tuple[int, int]] = []
    for match in _SPACE.finditer(tier, start + 1, end - 1):
        left = tier[start : match.start()].strip()
        if not is_unit_like(left):
            continue
        right = tier[match.end() : min(end, match.end() + _LONGEST_NAME)].strip()
        first = _SPACE.split(right, maxsplit=1)[0]
        if is_unit_like(first) or is_unit_like(_squeeze(right)):
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, end)]


_SPACE = re.compile(r"[ \u3000]+")
#: No name is longer, spaces inside it included.
_LONGEST_NAME = 80


#: A class with a word of its own for all: 区直各部门, 市级有关部门.
_OWN_CLASS = re.compile(rf"{_LEVEL}[直级属](?:各|有关|相关)")


def _goes_on(before: str, after: str) -> bool:
    """Whether the item `after` continues `before`, which is but a level: 各市、县人民政府, 各区、县级市."""
    if after.strip() == "单位" and before.rstrip().endswith("部门"):
        return True  # 市直有关部门、单位
    if not _LEVELS_ONLY.match(before.replace("、", "").strip()) or len(before.strip()) > 14:
        return False
    after = after.strip()
    if _OWN_CLASS.match(after):
        return False
    if re.match(rf"{_LEVEL}(?:级市|（[^（）]*）)?(?:人民|政府|党委|委|级|$|（|区|政|直)", after):
        return before.strip() not in ("市", "省", "县", "区") or after.endswith("政府")
    return False


_AND = re.compile(r"以及|会同|和|与|及|并|[+＋&＆·\\＼.]")


def _conjuncts(tier: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an item joined by 和 or 及 where each side is a whole name: 财政厅和税务局, not 发展和改革委."""
    parts: list[tuple[int, int]] = []
    for match in _AND.finditer(tier, max(start + 1, end - _LONGEST_NAME), end):
        at = match.start()
        if at <= start or not (right := tier[match.end() : end].lstrip()):
            continue
        left = _closed(tier[start:at])
        if is_inside(tier, start, at) or not _COMPLETE.search(left) or not is_unit_like(right):
            continue
        if not _joint_name(left, right):
            parts.append((start, start + len(left)))
            start = end - len(right)
    return [*parts, (start, end)]


def _closed(items: str) -> str:
    """A list without the 等 at its end."""
    return OPEN_ENDED.sub("", items.rstrip("、 ")).rstrip("、 ")


def _joint_name(left: str, right: str) -> bool:
    """Whether 和 stands inside a name although its left side could be one: 国家文物局博物馆与社会文物司 is one name."""
    inner = _INNER.match(right) is not None and _INNER.match(left) is None and not _stands_alone(right)
    return len(left) < 3 or inner or right in _BARE_BODIES or left.endswith("互联网")


def is_inside(text: str, start: int, at: int) -> bool:
    """Whether a bracket or quotation mark that opens behind `start` is open at `at`."""
    opened = sum(text.count(mark, start, at) for mark in _OPENERS)
    return opened > sum(text.count(mark, start, at) for mark in _CLOSERS)


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
    printed = _squeeze(tier[start:end])
    alias = note = ""
    match = _ALIAS.match(printed)
    if match and ROLE_NOTE.fullmatch(match[2]):
        note, printed = match[2], match[1]
    elif match and not printed.startswith("各") and not _part_of_name(match[1], match[2]):
        if is_unit_like(match[2]):
            alias, printed = match[2], match[1]
        else:
            note, printed = match[2], match[1]
    return Name(printed, start, end, alias, "", note, (), sign is not None)


#: A person behind a body: 县水务局 张三, 县水务局张三.
_PERSON_BEHIND = re.compile(
    rf"(?<=[局厅委办部会处科室院校队站所司府心])[ \u3000]*"
    rf"(?:{any_of(SURNAMES)})[ \u3000]{{0,2}}[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]?\Z"
)


def _without_person(tier: str, start: int, end: int) -> int:
    """Where a name ends without the person behind it; `end` where there is none."""
    found = _PERSON_BEHIND.search(tier, max(start + 2, end - 9), end)
    if found is None or is_unit_like(_squeeze(tier[start:end])):
        return end
    return found.start() if is_unit_like(_squeeze(tier[start : found.start()])) else end


def _part_of_name(name: str, bracket: str) -> bool:
    """Whether a bracket at the end belongs to the name: 各县（市、区）, 长江办（…）."""
    return _LEVEL_SLASH.match(bracket) is not None or _LEVELS_ONLY.match(bracket) is not None


#: A name with a sign before or behind it.
_SIGN = re.compile(rf"(?=[{SIGNS}]|.*[{SIGNS}]$)[{SIGNS}\s]*(.*?)[{SIGNS}\s]*", re.DOTALL)
_WHITE = re.compile(r"\s")
_GAP = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def _squeeze(text: str) -> str:
    return _GAP.sub("", text) if _WHITE.search(text) else text


def _with_tails(names: list[Name]) -> list[Name]:
    """Give 定朔、云中、雁北市人民政府 their tails: a bare place takes the end of the place behind it.

    So does a bare field of government that of the bureau behind it: 市交通、水利、农业农村局.
    """
    tail = ""
    bureau = ""
    for at in range(len(names) - 1, -1, -1):
        name = names[at]
        if bureau and _lacks_bureau(name.full):
            names[at] = name._replace(full=name.full + bureau, basis=("elided-tail",))
            continue
        bureau = name.full[-1] if at and _is_bureau(name.full) else ""
        match = _GOVERNMENT_TAIL.fullmatch(name.full)
        if tail and 2 <= len(name.full) <= 5 and (missing := _missing_tail(name.full, tail)):
            names[at] = name._replace(full=name.full + missing, basis=("elided-tail",))
        elif match:
            tail = match[1]
        else:
            tail = ""
    return names


def _is_bureau(name: str) -> bool:
    """Whether a name is that of a bureau by its field: 农业农村局, 市卫健委, but not 团委."""
    return name[-1] in "局厅委" and _FUNCTION_ALONE.match(name) is not None and not is_function(name)


#: The ends of fields that are bodies of themselves: 妇联, 团委.
_BODY_BY_ITSELF = "联会委办院部室馆行协校党局厅署府社团"


def _lacks_bureau(name: str) -> bool:
    """Whether a name is a field of government that lacks the tail of the bureau behind it: 市交通, 水利."""
    return name[-1] not in _BODY_BY_ITSELF and is_function(name)


def _missing_tail(name: str, tail: str) -> str:
    """What a bare place lacks of the tail of the place behind it: 市人民政府, or 人民政府 where it has its level."""
    level = next((level for level in ("街道", "社区", "村", *REGION_LEVELS) if tail.startswith(level)), "")
    own = next((own for own in ("街道", "社区", "村", *REGION_LEVELS) if name.endswith(own)), "")
    if level and own and len(name) > len(own) + 1:
        return tail.removeprefix(level) if own == level or not tail.endswith("办事处") else ""
    return "" if _COMPLETE.search(name) or _FUNCTION.match(name) or name.endswith(REGION_LEVELS) else tail


def _with_heads(names: list[Name]) -> list[Name]:
    region = agency = ""
    department = False
    for at, name in enumerate(names):
        if len(name.full) > _LONGEST_NAME:
            continue  # no name, and the patterns below take their time over it
        if at and (government := _government(names[at - 1].full, name.full)):
            names[at] = name._replace(full=government, basis=(*name.basis, "elided-parent"))
            continue
        inner = _AGENCY_DEPARTMENT.match(name.full)
        if _stands_alone(name.full):
            region = region_of(name.full) or _nation(name.full)
            own = inner is not None and (_national(inner[1]) or not _FUNCTION.match(name.full))
            branch = inner is not None and _is_branch(inner[2])
            agency = inner[1] if inner and own and not branch else _agency(name.full)
            department = inner is not None and agency == inner[1] and _national(agency)
            if inner and own and _is_department(inner[2], inner[1]):
                names[at] = name._replace(parent=inner[1])
        elif (
            agency
            and (_INNER.match(name.full) or (department and _OFFICE.search(name.full)))
            and not _ministry(name.full)
        ):
            names[at] = _under(name, agency)
        elif region and _PARTY_OFFICE.match(name.full) and _of_party(names[at - 1].full, region):
            party = region + "委"
            names[at] = name._replace(full=party + name.full, basis=(*name.basis, "elided-parent"))
        elif region and _takes_region(name.full, region):
            names[at] = name._replace(full=region + name.full, basis=(*name.basis, "elided-parent"))
    return names


#: A place's committee of the Party, and what governs a place.
_COMMITTEE = re.compile("(.{1,20}?)(?:党委|党工委|(?<=[省市县区州盟旗）])委)")
_GOVERNMENT = re.compile("([省市县区州盟旗]?)((?:人民)?政府|管委会|管理委员会)")


def _government(committee: str, name: str) -> str:
    """The full name of what governs the place of the committee in front: 各县（市、区）党委、政府."""
    place, government = _COMMITTEE.fullmatch(committee), _GOVERNMENT.fullmatch(name)
    if place is None or government is None or len(place[1]) == len(government[1]):
        return ""
    return place[1] + government[2] if place[1].endswith(government[1]) else ""


def _of_party(name: str, region: str) -> bool:
    """Whether a name is that of a body of the Party's committee: 市委宣传部."""
    return name.startswith((f"{region}委", f"中共{region}委"))


def _under(name: Name, agency: str) -> Name:
    inner = _AGENCY_DEPARTMENT.match(name.full)
    parent = agency + inner[1] if inner else agency
    return name._replace(full=agency + name.full, parent=parent, basis=(*name.basis, "elided-parent"))


def _is_department(department: str, agency: str) -> bool:
    return _INNER.match(department) is not None or department.startswith("办公") or agency.startswith("国家")


def _is_branch(name: str) -> bool:
    """Whether the part behind an agency is its body in a place, not a department: 云中市税务局."""
    return name.endswith(("分局", "队", "站")) or len(region_of(name) or "") > 1


def _agency(name: str) -> str:
    return name if name.endswith(AGENCY_ENDS) else ""


def _national(agency: str) -> bool:
    return agency.startswith(("国家", "国务院", "中央")) or (
        agency.endswith(("部", "总局", "总署")) and region_of(agency) is None
    )


def _ministry(name: str) -> bool:
    return name.endswith(("部", "委", "总局", "署", "行", "会")) and not name.endswith(("审查部", "审理部"))


def _stands_alone(name: str) -> bool:
    return _STANDALONE.match(name) is not None or region_of(name) is not None or name[0] in '“"《'


def region_of(name: str) -> str | None:
    """The level or place a name begins with: 省 of 省财政厅, 长春市 of 长春市政府; None where it begins otherwise.

    >>> region_of("省委宣传部"), region_of("长春市政府"), region_of("财政厅")
    ('省', '长春市', None)
    """
    if name[:1] in "省市县区州盟旗镇乡" and not _PLACE_WORDS.match(name):
        return name[0]
    match = _REGION.match(name)
    if (
        match is None
        or _FUNCTION.match(name)
        or _PLACE_WORDS.search(match[1] + name[match.end(1) : match.end(1) + 1])
    ):
        return None
    return match[1]


def _nation(name: str) -> str:
    """国家 or 中央 for a body of theirs, behind which bureaus drop the word (国家发展改革委、能源局)."""
    return next((nation for nation in ("国家", "中央") if name.startswith(nation)), "")


def _takes_region(name: str, region: str) -> bool:
    if region in ("国家", "中央"):
        return name in NATIONAL_BUREAUS[region]
    return name.endswith("厅") or _FUNCTION.match(name) is not None


def is_group(name: str) -> bool:
    """Whether `name` stands for a class of bodies (各有关市（州）政府), not for one."""
    return _GROUP.search(name) is not None
