"""Paragraphs that run on from item to item without a line break."""

from __future__ import annotations

import re
from itertools import pairwise

from policyplan.reading.clauses import is_clause
from policyplan.reading.names import is_unit_like
from policyplan.reading.numbering import read_number
from policyplan.reading.official import HAN_DIGITS, number_of
from policyplan.reading.paragraphs import Para

_INLINE_NUMBER = re.compile(
    r"[。；！）： \u3000](?<![^。；！）：\u4e00-\u9fff][ \u3000])\s*"
    r"(\d\d?[.、](?!\d)|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)(?=\S)"
)
#: Enough characters to hold any number, or a name behind it.
_MOST_OF_A_NUMBER = 80
_HAS_LABEL = re.compile(
    r"(?:责任|牵头|配合|负责|主办|协办)(?:单位|部门)：|时限：|完成(?:时间|期限)：|（[^（）]*(?:牵头|负责|配合|单位：)[^（）]*）"
)


def split_run_on(para: Para) -> list[Para]:
    """The items of a paragraph that runs on with its numbers inside (…。责任单位：…。2.对…), else the paragraph."""
    folded = para.folded
    if len(folded) < 24:
        return [para]
    begin = para.number.end if para.number else 0
    bracket = folded.find("（", begin)
    colon = folded.find("：", begin, bracket if bracket >= 0 else len(folded))
    if colon < 0 and (bracket < 0 or folded.find("）", bracket) == len(folded) - 1):
        return [para]  # most: one bracket that ends the paragraph
    if not _INLINE_NUMBER.search(folded, colon if colon >= 0 else bracket):
        return [para]
    starts = [m.start(1) for m in _INLINE_NUMBER.finditer(folded) if _may_begin(folded, m)]
    if len(starts) < 2 and not (starts and para.number):
        return [para]
    chosen = _consecutive(folded, starts, para)
    if not chosen:
        return [para]
    bounds = [0, *(at for at in chosen if at > 0), len(folded)]
    return [para.part(a, b, read_number(para.text[a:b])) for a, b in pairwise(bounds) if b > a]


_WORDS_END = re.compile("[，。；：（ \u3000]")


def _may_begin(folded: str, number: re.Match[str]) -> bool:
    """Whether an item may begin with a number: where only a gap stands before it, outside brackets and with no body.

    In 责任单位：1.县交通局 2.县财政局 the numbers count bodies.
    """
    at = number.start()
    if folded[at] not in " \u3000":
        return True
    if folded.rfind("（", 0, at) > folded.rfind("）", 0, at):
        return False
    following = folded[number.end() : number.end() + _MOST_OF_A_NUMBER]
    return not is_unit_like(_WORDS_END.split(following, maxsplit=1)[0])


def _consecutive(folded: str, starts: list[int], para: Para) -> list[int]:
    """The starts of one kind whose numbers follow one another, where a duty stands between them; else none."""
    by_kind: dict[str, list[tuple[int, int]]] = {}
    for at in [*([0] if para.number and 0 not in starts else []), *starts]:
        number = read_number(folded[at : at + _MOST_OF_A_NUMBER])
        if number is not None:
            by_kind.setdefault(number.kind, []).append((at, ordinal_of(number.printed)))
    for found in by_kind.values():
        kind = [*_first_behind_heading(folded, found[0], para), *found]
        run = [kind[0]]
        for at, ordinal in kind[1:]:
            if ordinal == run[-1][1] + 1:
                run.append((at, ordinal))
        if len(run) >= 2 and (
            _HAS_LABEL.search(folded, run[0][0], run[1][0]) or _ends_in_duty(folded[run[0][0] : run[1][0]])
        ):
            return [at for at, _ in run]
    return []


def _ends_in_duty(item: str) -> bool:
    """Whether an item ends in a bracket that says who answers, with no label: …（县交通局，6月底前）."""
    words = item.rstrip("。 ")
    return words.endswith("）") and is_clause(words[words.rfind("（") + 1 : -1], after_sentence=True)


#: The first item behind a heading in the same line: 一、重点任务 1.修建东桥。…2.….
_FIRST = re.compile(r"[\s\u3000](1[.、](?!\d)|（一）|一、)(?=\S)")


def _first_behind_heading(folded: str, second: tuple[int, int], para: Para) -> list[tuple[int, int]]:
    """The first item, whose second one is `second`, where it stands behind the heading that begins the paragraph."""
    if second[1] != 2 or para.number is None:
        return []
    first = _FIRST.search(folded, para.number.end, second[0])
    return [(first.start(1), 1)] if first else []


def ordinal_of(printed: str) -> int:
    """The number that an item is numbered with (（三）, 3), -1 where it is none."""
    bare = printed.strip("（）() ")
    return int(bare) if bare.isdecimal() else number_of(bare) if set(bare) <= {*HAN_DIGITS, "十"} else -1
