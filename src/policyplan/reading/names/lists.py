"""A list of names cut into its items, with the marks, numbers and words that part them."""

from __future__ import annotations

import re
from functools import lru_cache

from policyplan.reading.names.shapes import (
    COMPLETE,
    INNER,
    LEVEL,
    LONGEST_NAME,
    is_unit_like,
    squeeze,
    stands_alone,
)

LEVELS_ONLY = re.compile(
    rf"(?:村|社区|街道|沿线|有关|相关|全市|全省|全县|全区|市辖|本|所属|各|涉|沿海|沿江|试点|{LEVEL}|"
    rf"（[^（）]*）|直)+$"
)
#: 等 at the end of a list, with the class of bodies that is meant: 等单位, 等国务院相关部门, 等8个部门.
OPEN_ENDED = re.compile(
    r"(?<![高中初平])等(?:(?:国务院|中央(?:和国家机关)?|[省市县区](?:政府|级|直|属)?|驻\w|各|有关|相关|职能|责任|成员|多)*"
    r"(?:群团(?:组织)?|(?:人民|社会|群众)?团体|(?:社会|行业|人民)组织|媒体|部门[和、及]?单位|单位[和、及]?部门|单位|部门|地区|市县|机构|方面|企业|高校|县区|区县|院校|组织|各方|(?:\d+|[一二三四五六七八九十]+)个?(?:部门|单位)))*$"
)
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


def items(tier: str) -> list[tuple[int, int]]:
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
    for match in _SPACE.finditer(tier, start, end):
        left = tier[start : match.start()].strip()
        if not is_unit_like(left):
            continue
        right = tier[match.end() : min(end, match.end() + LONGEST_NAME)].strip()
        first = _SPACE.split(right, maxsplit=1)[0]
        if is_unit_like(first) or is_unit_like(squeeze(right)):
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, end)]


_SPACE = re.compile(r"[ \u3000]+")

#: A class with a word of its own for all: 区直各部门, 市级有关部门.
_OWN_CLASS = re.compile(rf"{LEVEL}[直级属](?:各|有关|相关)")


_BARE_LEVELS = re.compile("[省市县区州盟旗镇乡](?:、[省市县区州盟旗镇乡])*")


#: The levels of government, those of one rank together.
_RANKS = ("省", "市州盟", "县区旗", "镇乡")


def _is_below(level: str, other: str) -> bool:
    """Whether the level `other` stands below `level`; False where one of them is none."""
    ranks = [
        next((at for at, rank in enumerate(_RANKS) if each and each in rank), -1) for each in (level, other)
    ]
    return 0 <= ranks[0] < ranks[1]


def _goes_on(before: str, after: str) -> bool:
    """Whether the item `after` continues `before`, which is but a level: 各市、县人民政府, 各区、县级市."""
    if after.strip() == "单位" and before.rstrip().endswith("部门"):
        return True  # 市直有关部门、单位
    if not LEVELS_ONLY.match(before.replace("、", "").strip()) or len(before.strip()) > 14:
        return False
    after = after.strip()
    if _OWN_CLASS.match(after):
        return False
    bare = before.strip()
    if _BARE_LEVELS.fullmatch(bare.removeprefix("各")) and ("、" in bare or bare[0] != "各"):
        return re.match(LEVEL, after) is not None and COMPLETE.search(after) is not None  # 各县、市、区财政局
    if bare.startswith("各") and _is_below(bare[1:], after[:1]):
        return re.match(LEVEL, after) is not None and COMPLETE.search(after) is not None  # 市、区财政局
    return (
        re.match(rf"{LEVEL}(?:级市|（[^（）]*）)?(?:人民|政府|党委|委|级|$|（|区|政|直)", after) is not None
    )


_AND = re.compile(r"以及|会同|和|与|及|并|[+＋&＆·\\＼.]")


def conjuncts(tier: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an item joined by 和 or 及 where each side is a whole name: 财政厅和税务局, not 发展和改革委."""
    parts: list[tuple[int, int]] = []
    for match in _AND.finditer(tier, max(start + 1, end - LONGEST_NAME), end):
        at, right = match.start(), tier[match.end() : end].lstrip()
        left = _closed(tier[start:at])
        if is_inside(tier, start, at) or not COMPLETE.search(left) or not is_unit_like(right):
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
    inner = INNER.match(right) is not None and INNER.match(left) is None and not stands_alone(right)
    return len(left) < 3 or inner or right in _BARE_BODIES or left.endswith("互联网")


def is_inside(text: str, start: int, at: int) -> bool:
    """Whether a bracket or quotation mark that opens behind `start` is open at `at`."""
    opened = sum(text.count(mark, start, at) for mark in _OPENERS)
    return opened > sum(text.count(mark, start, at) for mark in _CLOSERS)
