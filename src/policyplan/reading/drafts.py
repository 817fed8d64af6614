"""Which of an item's texts and clauses make a measure: what is to be done, with who answers for it and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyplan.reading.clauses import FINAL_PROVISION
from policyplan.reading.english import begins_other_field
from policyplan.reading.labels import CONTENT
from policyplan.reading.measures import Draft
from policyplan.reading.outline.nodes import Node, Piece
from policyplan.reading.pieces import Stated, Text

#: No sentence in front of a clause that heads a text is longer.
_LONGEST_HEADING = 41


def drafts_of(node: Node, below: bool) -> list[Draft]:
    """Cut a task's texts into measures: each clause ends one; a clause in the heading's line is for what follows."""
    if len(node.pieces) == 2 and not node.children and not node.group:
        text, stated = node.pieces
        if isinstance(text, Text) and isinstance(stated, Stated):
            return [Draft([text], [stated], node.heading)]
    inner = [
        text for child in node.children if below and isinstance(child, Node) for text in _texts_below(child)
    ]
    pieces = [*node.pieces, *inner, *node.group] if node.group else list(node.pieces)
    drafts = [Draft(heading=node.heading)]
    timed: list[Piece] = []
    if len(pieces) > 1 and _only_time(pieces[0]) and (node.heading is not None or _tells_content(pieces[1])):
        timed.append(pieces.pop(0))
    heads = _heads_text(node, pieces) or _fields_first(pieces)
    leads = in_front = _in_front(node, pieces)
    for piece in pieces:
        if isinstance(piece, Text):
            if drafts[-1].stated and node.children and _leads_in(piece):
                continue
            if drafts[-1].stated and not heads and not leads and _says_something(piece):
                drafts.append(Draft())
            elif drafts[-1].stated and not drafts[-1].texts and _is_field(piece):
                drafts[-1].texts += [drafts[-1].heading] if drafts[-1].heading else []
            drafts[-1].texts.append(piece)
        else:
            if (piece.leads and drafts[-1].stated) or (in_front and drafts[-1].texts):
                drafts.append(Draft())
            leads = piece.leads or in_front
            drafts[-1].stated.append(piece)
    if not node.group:
        drafts[-1].texts += inner  # what the items of a task without clauses say belongs to it
    for draft in drafts:
        if not any(part.clause.times for stated in draft.stated for part in stated.parts):
            draft.stated += [piece for piece in timed if isinstance(piece, Stated)]
    return drafts


def _only_time(piece: Piece) -> bool:
    """Whether a clause states no units: over items with clauses of their own it is the phase's time, not a duty."""
    return isinstance(piece, Stated) and not piece.names_units


def _in_front(node: Node, pieces: list[Piece]) -> bool:
    """Whether a clause stands in front of what it is for: 【县水利局】疏浚西河, 责任单位：县水利局　内容：疏浚西河."""
    if len(pieces) < 2 or node.heading is not None or node.children or not isinstance(pieces[-1], Text):
        return False
    first, then = pieces[:2]
    if not isinstance(first, Stated) or first.first is not node.line or not first.names_units:
        return False
    return first.bracketed or _tells_content(then)


def _tells_content(piece: Piece) -> bool:
    """Whether a text begins with the label of what is to be done, behind fields: 　内容：疏浚西河。"""
    return isinstance(piece, Text) and CONTENT.match(piece.para.folded, piece.start) is not None


def _says_something(text: Text) -> bool:
    """Whether a text behind a clause says what else is to be done: it is neither blank nor a further field."""
    words = text.para.folded[text.start : text.end].strip(" \u3000。，；、.;,")
    return bool(words) and not _is_field(text)


def _is_field(text: Text) -> bool:
    """Whether a text is a field that says neither who nor by when: Status: On track."""
    folded = text.para.folded
    return folded[text.start : text.start + 1].isascii() and begins_other_field(folded[text.start : text.end])


#: What only leads in what follows: 具体举措：.
_LABELLED = re.compile(r"\s*[\u4e00-\u9fff]{2,10}：")
_LEAD_IN = re.compile(r"\s*[\u4e00-\u9fff]{2,10}：\s*$")


def _leads_in(text: Text) -> bool:
    return text.end - text.start <= 12 and _LEAD_IN.match(text.para.folded[text.start : text.end]) is not None


def _fields_first(pieces: list[Piece]) -> bool:
    """Whether the only fields, on lines of their own, stand between an item's first text and the rest of it.

    So the lists of rectification (整改清单) are written: the problem, who and by when, then labelled aims and steps.
    """
    stated = [at for at, piece in enumerate(pieces) if isinstance(piece, Stated)]
    if not stated or stated != list(range(stated[0], stated[-1] + 1)) or stated[0] > 1:
        return False
    following = pieces[stated[-1] + 1] if stated[-1] + 1 < len(pieces) else None
    if not isinstance(following, Text) or not _LABELLED.match(following.para.folded, following.start):
        return False
    return all(isinstance(pieces[at], Stated) and _on_own_lines(pieces[at]) for at in stated)


def _on_own_lines(piece: Piece) -> bool:
    return isinstance(piece, Stated) and piece.own_line and not piece.bracketed


def _heads_text(node: Node, pieces: list[Piece]) -> bool:
    """Whether the only clause stands in the heading's line, before the text it is for."""
    stated = [at for at, piece in enumerate(pieces) if isinstance(piece, Stated)]
    if len(stated) != 1 or stated[0] == len(pieces) - 1 or stated[0] > 1:
        return False
    clause, before = pieces[stated[0]], pieces[0]
    if not isinstance(clause, Stated) or clause.first is not node.line:
        return False
    if any(isinstance(piece, Text) and piece.para is node.line for piece in pieces[stated[0] + 1 :]):
        return False
    following = pieces[stated[0] + 1]
    if isinstance(following, Text) and FINAL_PROVISION.search(following.para.folded):
        return False
    if not isinstance(before, Text):
        return True
    heading = before.para.folded[before.start : before.end].strip()
    return "。" not in heading.removesuffix("。") and not (
        heading.endswith("。") and len(heading) > _LONGEST_HEADING
    )


def _texts_below(node: Node) -> Iterator[Text]:
    if node.heading is not None:
        yield node.heading
    for piece in node.pieces:
        if isinstance(piece, Text):
            yield piece
    for child in node.children:
        if isinstance(child, Node):
            yield from _texts_below(child)
