"""The outline of a plan: numbering and headings decide the tree, clauses go to the item they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from policyplan.reading.by_number import read_by_number
from policyplan.reading.label_lines import duty_line, read_label_line, read_other_label_line
from policyplan.reading.leading import closing_duty, heading_duty
from policyplan.reading.notes import reports_on_all
from policyplan.reading.numbering import Number
from policyplan.reading.outline.closing import (
    Closing,
    close,
    close_all,
    settle,
    settle_by_number,
    units_below,
)
from policyplan.reading.outline.headings import (
    heads_table,
    is_heading,
    is_phase,
    is_short,
    opens,
    part_heading,
)
from policyplan.reading.outline.nodes import Node
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text, read_pieces
from policyplan.reading.rows import Grid

#: Kinds of headings without a number, and the kinds that may stand outside a plain one.
_UNNUMBERED = frozenset({"plain", "plain_upper", "lenticular"})

_OUTER = frozenset({"plain_upper", "lenticular", "chapter", "han", "formal"})


def build(items: Sequence[Para | Grid | Stated]) -> Node:
    """Build the tree of a plan's body from its paragraphs, its tables, and the fields of its forms."""
    root = Node("root")
    stack = [root]
    closings: list[Closing] = []
    runs = [(kind, list(run)) for kind, run in groupby(items, type)]
    for at, (kind, run) in enumerate(runs):
        if kind is Para:
            table_behind = at + 1 < len(runs) and runs[at + 1][0] is Grid
            _read_run([item for item in run if isinstance(item, Para)], stack, closings, table_behind)
            continue
        for item in run:
            if isinstance(item, Grid):
                if item.apart:
                    del stack[1:]
                _heading_over(stack).children.append(item)
            elif isinstance(item, Stated):
                close(stack, item, closings)
    settle(closings)
    return root


def _heading_over(stack: list[Node]) -> Node:
    """The innermost open node that heads what follows: a table behind a list of sentences is none of theirs."""
    return next((node for node in reversed(stack) if node.heading is not None or node.line is None), stack[0])


def _read_run(paras: list[Para], stack: list[Node], closings: list[Closing], table_behind: bool) -> None:
    """Read paragraphs that no table interrupts onto the stack of open nodes."""
    at = 0
    while at < len(paras):
        para = paras[at]
        if para.number is None and "项" in para.folded[:30] and _give_by_number(stack, para):
            at += 1
            continue
        label = read_label_line(paras, at)
        if label is None and para.number is None and len(stack) > 1:
            label = read_other_label_line(para)
        if label is not None:
            if para.number is not None:
                _leave(stack, para.number.kind)
            close(stack, label[0], closings)
            at += label[1]
            continue
        if len(para.folded) < 24 and _ANNEX.fullmatch(para.folded) and len(stack) > 1:
            at += _open_annex(paras, at, stack)
            continue
        if para.number is None and (units := units_below(paras, at, stack)) is not None:
            stack[-1].take([units])
        elif (
            opens(para)
            or is_heading(paras, at, stack)
            or (table_behind and at == len(paras) - 1 and heads_table(para))
        ):
            node = _open(para)
            if node.kind == "plain" and is_heading(paras, at + 1, stack):
                node.kind = "plain_upper"
            _push(stack, node)
            if "项" in para.folded:
                settle_by_number(stack)
        else:
            _continue(stack, para, closings)
        at += 1


#: A line that says that another annex begins: 附件2.
_ANNEX = re.compile(r"[\s\u3000]*附[件表录](?:\s*[\d一二三四五六七八九十]{1,3}\s*[：:]?)?[\s\u3000]*")


def _open_annex(paras: list[Para], at: int, stack: list[Node]) -> int:
    """Begin a part of its own with an annex, headed by the line behind it; return how many lines that takes."""
    title = (
        paras[at + 1]
        if at + 1 < len(paras) and is_short(paras[at + 1]) and not paras[at + 1].number
        else None
    )
    line = paras[at]
    node = Node("annex", Number("annex", line.text.strip(" \u3000：:"), len(line.text)), None, line)
    node.heading = Text(title, 0, len(title.text)) if title else None
    del stack[1:]
    _push(stack, node)
    return 2 if title else 1


def _leave(stack: list[Node], kind: str) -> None:
    """Close the node of this kind, with all that is open in it: a field that is numbered like it stands beside it."""
    kinds = [node.kind for node in stack]
    if kind in kinds:
        del stack[kinds.index(kind) :]


def _open(para: Para) -> Node:
    begin = para.number.end if para.number else 0
    kind = f"level{para.level}" if para.level is not None else para.number.kind if para.number else "plain"
    node = Node(kind, para.number, para.level, para)
    clause = heading_duty(para.folded, begin, len(para.folded))
    if clause is not None:
        end = len(para.folded.rstrip("："))
        node.heading = Text(para, begin, end)
        node.over = Part(para, begin, end, clause)
        return node
    pieces = read_pieces(para, begin)
    first = pieces[0] if pieces else None
    if isinstance(first, Text):
        if len(pieces) > 2 and is_phase(first, pieces[1]):
            node.heading, pieces = first, pieces[1:]
        else:
            node.heading, pieces = part_heading(first, pieces)
    node.take(pieces)
    return node


def _push(stack: list[Node], node: Node) -> None:
    """Put `node` where its kind belongs: behind its like, or below what stands open."""
    if node.level is not None:
        while len(stack) > 1 and not (stack[-1].level is not None and stack[-1].level < node.level):
            stack.pop()
    elif node.kind == stack[-1].kind != "decimal":
        stack.pop()  # most stand behind their like
    elif node.kind in [open_.kind for open_ in stack if open_.level is None]:
        while stack[-1].kind != node.kind:
            stack.pop()
        while stack[-1].kind == node.kind and not _extends(node, stack[-1]):
            stack.pop()
    elif node.kind == "chapter":
        del stack[1:]
    elif node.kind in _UNNUMBERED:
        outer = _OUTER if node.kind == "plain" else frozenset({"chapter"})
        while len(stack) > 1 and stack[-1].kind not in outer and stack[-1].level is None:
            stack.pop()
    stack[-1].children.append(node)
    stack.append(node)


def _extends(node: Node, parent: Node) -> bool:
    """Whether a decimal number goes on with another: 1.2.1 belongs below 1.2, and 1.1 below 1.0."""
    if node.number is None or parent.number is None or parent.kind != "decimal":
        return False
    above = parent.number.printed
    return node.number.printed.startswith((f"{above}.", f"{above.removesuffix('.0')}."))


def _continue(stack: list[Node], para: Para, closings: list[Closing]) -> None:
    """Add an unnumbered paragraph to the item that stands open, or to the list of items that it closes."""
    above = closing_duty(para.folded)
    if above is not None and not reports_on_all(para.folded) and close_all(stack, Part(para, *above)):
        return
    duty = duty_line(para)
    pieces = [duty] if duty else read_pieces(para, 0) or [Text(para, 0, len(para.text))]
    if len(pieces) == 1 and isinstance(pieces[0], Stated):
        close(stack, pieces[0], closings)
        return
    stack[-1].take(pieces)
    if "项" in para.folded:
        settle_by_number(stack)


def _give_by_number(stack: list[Node], para: Para) -> bool:
    """Give what a line says to the items that it numbers; False where it is no such line."""
    words = para.folded.strip("（）。 \u3000")
    begin = para.folded.find(words)
    parts = [
        Part(para, begin + at, begin + len(words), clause) for _, at, clause in read_by_number(words) or ()
    ]
    if not parts:
        return False
    stack[-1].take([Stated(parts, 0, len(para.text), own_line=True, first=para)])
    settle_by_number(stack)
    return True
