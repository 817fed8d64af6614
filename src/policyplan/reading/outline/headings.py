"""Which lines open an item or are headings, and what of an item's first line is its heading."""

from __future__ import annotations

import re

from policyplan.reading.english import begins_other_field
from policyplan.reading.label_lines import duty_line, read_label_line
from policyplan.reading.leading import heading_duty
from policyplan.reading.outline.nodes import Node, Piece
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Stated, Text
from policyplan.reading.run_on import ordinal_of

_NO_HEADING_ENDS = frozenset("。；：，、;:,！？!?")

_SENTENCE_BREAK = re.compile(r"[。！？]")

#: Kinds of numbers that also count off steps inside one paragraph: （1）…（2）…（3）….
_STEPS = {
    "bracket_number": re.compile(r"（2）"),
    "half_bracket": re.compile(r"(?<!\d)2）"),
    "circle": re.compile("②"),
}


def opens(para: Para) -> bool:
    """Whether a paragraph opens an item: it has a heading level, or a number that counts no steps inside it."""
    if para.level is not None:
        return True
    if para.number is None:
        return False
    steps = _STEPS.get(para.number.kind)
    return (
        steps is None
        or para.number.printed.strip("（）()") not in ("1", "①")
        or not steps.search(para.folded)
    )


def is_phase(text: Text, behind: Piece) -> bool:
    """Whether a text is the few words that name a phase, whose months stand behind it: 集中整治（2025年6月至10月）。"""
    return (
        text.end - text.start <= 20
        and isinstance(behind, Stated)
        and not behind.names_units
        and text.para.folded.startswith("。", behind.end)
        and "。" not in text.para.folded[text.start : text.end]
    )


def part_heading(first: Text, pieces: list[Piece]) -> tuple[Text | None, list[Piece]]:
    """Part the heading from an item's first line: all of it where it is no sentence, else none.

    A heading in front of its text (（一）规划先行。编制…) stays in the text, for there it is printed.
    """
    words = first.para.folded[first.start : first.end].strip()
    if words[-1:] in _NO_HEADING_ENDS or _SENTENCE_BREAK.search(words):
        return None, pieces
    if any(isinstance(piece, Text) or piece.names_units for piece in pieces[1:]):
        return None, pieces
    return first, pieces[1:]


def is_heading(paras: list[Para], at: int, stack: list[Node]) -> bool:
    """Whether the unnumbered line at `at` is a heading: short, no sentence, and followed by items or a heading."""
    if at >= len(paras) or paras[at].number is not None:
        return False
    if paras[at].folded.endswith("：") and at + 1 < len(paras) and paras[at + 1].number is not None:
        return heading_duty(paras[at].folded, 0, len(paras[at].folded)) is not None
    if (
        not is_short(paras[at])
        or _in_list(paras, at)
        or (stack[-1].states and begins_other_field(paras[at].folded))
    ):
        return False
    if stack[-1].number is not None and not stack[-1].pieces and not stack[-1].children:
        # The line right behind an item's heading is its text, unless it heads a list.
        return _names_who(paras, at, stack[-1].kind)
    if "，" in paras[at].folded and duty_line(paras[at]) is not None:
        return False  # what closes the item above it
    for following in paras[at + 1 : at + 3]:
        if following.number is not None or following.level is not None:
            return True
        if not is_short(following):
            break
    return _heads_labelled(paras, at, stack)


_BULLETS = frozenset("•·●■◆▪○◇□–—-*")


def _in_list(paras: list[Para], at: int) -> bool:
    """Whether a line is one of several with the same bullet."""
    mark = paras[at].folded[:1]
    if mark not in _BULLETS:
        return False
    around = (*paras[max(0, at - 1) : at], *paras[at + 1 : at + 2])
    return any(para.number is None and para.folded.startswith(mark) for para in around)


def heads_table(para: Para) -> bool:
    """Whether the line right above a table is its title."""
    return is_short(para) and "：" not in para.folded and not para.folded.endswith(("如下", "下表", "见表"))


def _names_who(paras: list[Para], at: int, kind: str) -> bool:
    """Whether a line names who answers for the list behind it, which begins with 1 and is of another kind."""
    number = paras[at + 1].number if at + 1 < len(paras) else None
    if number is None or number.kind == kind or ordinal_of(number.printed) != 1:
        return False
    return heading_duty(paras[at].folded, 0, len(paras[at].folded)) is not None


def _heads_labelled(paras: list[Para], at: int, stack: list[Node]) -> bool:
    """Whether an unnumbered line heads a text that ends in label lines, behind an item that already ended so."""
    if stack[-1].number is not None and stack[-1].number.printed and not stack[-1].states:
        return False
    for behind in range(at + 1, min(at + 6, len(paras))):
        if paras[behind].number is not None or paras[behind].level is not None:
            return False
        if read_label_line(paras, behind) is not None:
            return behind > at + 1 or stack[-1].states or stack[-1].number is None
    return False


def is_short(para: Para) -> bool:
    """Whether a line is as short as a heading and no sentence."""
    words = para.folded.strip()
    return (
        2 <= len(words) <= 40
        and words[-1] not in _NO_HEADING_ENDS
        and not _SENTENCE_BREAK.search(words)
        and not words.startswith(("（", "注", "备注", "附", "以上", "上述"))
    )
