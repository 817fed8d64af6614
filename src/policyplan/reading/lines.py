"""Whether a line carries the paragraph above it on, judged by how the one ends and the other begins."""

from __future__ import annotations

import re

#: What begins a paragraph wherever it stands: a number, a label with a colon, a bullet.
_OPENING = re.compile(
    r"""\s*(?:
      第[一二三四五六七八九十百\d]{1,5}[章节節编編篇条條部]
    | [一二三四五六七八九十]{1,3}[、.．是]
    | [（(〔【][一二三四五六七八九十\d]{1,3}[）)〕】]
    | \d{1,3}(?:\.\d{1,3}){0,3}(?:[、．]|[.)）](?!\d))
    | \d{1,3}(?:\.\d{1,3}){1,3}[ \u3000](?=\S)
    | [①-⑳❶-❿⑴-⒇⒈-⒛●•◆■▪★☆]
    | [\u4e00-\u9fff]{2,8}[：:]
    | [A-Z][A-Za-z /]{1,28}:\s
    | 附\s{0,4}[件表录錄]
    )""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"\s*[（(一二三四五六七八九十第]")
_ENDED = tuple("。！？；：.!?;:…”")
_GOING_ON = tuple("，、,")
_INDENT = re.compile("(?:\u3000|[\xa0\u2002\u2003 ]{2})")
_MOST_LOOKED_AT = 400


def opens(line: str) -> bool:
    """Whether `line` begins with a number, a bullet or a label, as the first line of a paragraph does.

    >>> opens("（二）推进清洁取暖。"), opens("责任单位：市财政局"), opens("管护补助直达到户。")
    (True, True, False)
    """
    return bool(_OPENING.match(line))


def in_brackets(text: str) -> bool:
    """Whether a round bracket opened near the end of `text` is still open."""
    tail = text[-_MOST_LOOKED_AT:].replace("(", "（").replace(")", "）")
    return tail.rfind("（") > tail.rfind("）")


def continues(above: str, line: str, *, each_parts: bool = False) -> bool:
    """Whether `line`, with the white space it begins with, carries the paragraph `above` on.

    A number or a label begins a new paragraph. So does an indent, or a line after the end of a sentence, unless
    a bracket is still open. `each_parts` is for texts that have no other way to part paragraphs: there a line
    is carried on only where it ends with a comma or inside a bracket.

    >>> continues("逐株签订管护协议，", "管护补助直达到户。")
    True
    >>> continues("逐株签订管护协议。", "管护补助直达到户。")
    False
    >>> continues("健全工作机制", "县林业局牵头。"), continues("健全工作机制", "县林业局牵头。", each_parts=True)
    (True, False)
    """
    if opens(line):
        return in_brackets(above) and not _NUMBER.match(line)
    if in_brackets(above) or above.endswith(_GOING_ON):
        return True
    return not (each_parts or _INDENT.match(line) or above.endswith(_ENDED))
