"""Duties on lines of their own: the item that they close, its group, or all items above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import define

from policyplan.reading.leading import heading_duty
from policyplan.reading.numbering import Number
from policyplan.reading.official import number_of
from policyplan.reading.outline.nodes import Node, last_piece
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text
from policyplan.reading.rows import Grid
from policyplan.reading.run_on import ordinal_of


@define(eq=False)
class Closing:
    """A clause on lines of its own, the node it follows, and whether it may close a group of items."""

    node: Node
    parent: Node
    stated: Stated
    candidate: bool


def units_below(paras: list[Para], at: int, stack: list[Node]) -> Stated | None:
    """The clause of a line of bare units (县水利局、县财政局) that closes the item above it, None for other lines.

    It does where the next item counts on and no heading names who answers, or where an earlier item has a clause;
    behind the last item of a list where the list above it counts on, and at the very end where such lines close
    the items before.
    """
    node, line = stack[-1], paras[at]
    if node.number is None or node.states or not node.pieces or node.children or line.level is not None:
        return None
    clause = heading_duty(line.folded, 0, len(line.folded))
    if clause is None or line.folded.endswith("：") or any(open_.over is not None for open_ in stack):
        return None
    number = paras[at + 1].number if at + 1 < len(paras) else None
    if number is not None and number.kind == node.number.kind:
        closes = _counts_on(node, number)
    else:
        closes = stack[-2].earlier().clause or (
            any(_counts_on(open_, number) for open_ in stack)
            if number is not None
            else at + 1 == len(paras) and _closed_by_line(stack[0].children[:-1])
        )
    if not closes:
        return None
    return Stated([Part(line, 0, len(line.text), clause)], 0, len(line.text), True, False, line)


def _counts_on(node: Node, number: Number) -> bool:
    """Whether a number follows that of a node."""
    own = node.number
    return (
        own is not None
        and own.kind == number.kind
        and ordinal_of(number.printed) == ordinal_of(own.printed) + 1
    )


def _closed_by_line(children: Sequence[Node | Grid]) -> bool:
    """Whether the last item below the last of `children` ends in a clause on a line of its own, without brackets."""
    while children and isinstance(children[-1], Node):
        node = children[-1]
        if not node.children:
            last = last_piece(node)
            return isinstance(last, Stated) and last.own_line and not last.bracketed
        children = node.children
    return False


def close(stack: list[Node], stated: Stated, closings: list[Closing]) -> None:
    """Take a clause on a line of its own: with the fields before it, it belongs to the open item or its group."""
    node = stack[-1]
    if (
        closings
        and closings[-1].node is node
        and closings[-1].stated is last_piece(node)
        and not _repeats(closings[-1].stated, stated)
    ):
        closings[-1].stated.parts += stated.parts
        return
    bare = not node.states
    node.take([stated])
    if len(stack) > 1:
        parent, earlier = stack[-2], stack[-2].earlier()
        candidate = (
            bare and earlier.node and not earlier.clause and parent.kind != "root" and not node.children
        )
        closings.append(Closing(node, parent, stated, candidate))


def close_all(stack: list[Node], part: Part) -> bool:
    """Give who answers for all items above to the innermost list of several; False where there is none."""
    lists = (node for node in reversed(stack) if sum(isinstance(child, Node) for child in node.children) > 1)
    node = next(lists, None)
    if node is None:
        return False
    node.above.append((part, _first_of_above(part.para.folded, node.children), len(node.children)))
    if node is not stack[0]:
        del stack[stack.index(node) + 1 :]
        node.pieces.append(Text(part.para, 0, len(part.para.text)))
    return True


def settle_by_number(stack: list[Node]) -> None:
    """Give a last clause that tells its items by number to them, in the innermost list that has them all.

    Where none has, it is but text, and nobody answers by it.
    """
    node = stack[-1]
    stated = last_piece(node)
    if not isinstance(stated, Stated) or not stated.by_number:
        return
    wanted = {number for part in stated.parts for number in part.clause.items}
    for owner in reversed(stack):
        places = {
            ordinal_of(child.number.printed): at
            for at, child in enumerate(owner.children)
            if isinstance(child, Node) and child.number is not None
        }
        if wanted <= places.keys():
            owner.above += [
                (part, places[number], places[number] + 1)
                for part in stated.parts
                for number in part.clause.items
            ]
            break
    else:
        owner = node
    if stated.first is not None:
        node.pieces.pop()
        holder = node if owner is stack[0] else owner
        holder.pieces.append(Text(stated.first, stated.start, stated.end))
        node.states = any(isinstance(piece, Stated) for piece in node.pieces)


_HOW_MANY = re.compile(r"(?:以上|上述)([两二三四五六七八九十]{1,3}|\d{1,2})[项条个]")


def _first_of_above(folded: str, children: Sequence[Node | Grid]) -> int:
    """The first of the children that a line is for, which may say how many there are: 以上两项由县交通局牵头."""
    said = _HOW_MANY.search(folded)
    return max(0, len(children) - number_of(said[1].replace("两", "二"))) if said else 0


def _repeats(earlier: Stated, later: Stated) -> bool:
    """Whether `later` begins a new clause: it states a field that `earlier` already has."""
    roles = {duty.role for part in earlier.parts for duty in part.clause.duties}
    times = any(part.clause.times for part in earlier.parts)
    return any(
        (part.clause.times and times) or any(duty.role in roles for duty in part.clause.duties)
        for part in later.parts
    ) and not (earlier.bracketed is False and later.bracketed is False and not times)


def settle(closings: list[Closing]) -> None:
    """Give closing clauses to groups where this plan closes groups with them more often than single items.

    Each kind of items is told by itself, but for a kind that has one such clause: there the others tell.
    """
    single = Counter(each.stated.bracketed for each in closings if not each.candidate)
    kinds = {
        bracketed: {each.node.kind for each in closings if each.stated.bracketed is bracketed}
        for bracketed in (False, True)
    }
    for bracketed, kind in dict.fromkeys((each.stated.bracketed, each.node.kind) for each in closings):
        alike = [each for each in closings if (each.stated.bracketed, each.node.kind) == (bracketed, kind)]
        candidates = [closing for closing in alike if closing.candidate]
        singles = len(alike) - len(candidates)
        if len(alike) == 1 and single[bracketed] > 1 and alike[0].parent.kind not in kinds[bracketed]:
            continue
        if len(candidates) > singles or (bracketed and len(candidates) == singles):
            for closing in candidates:
                closing.node.pieces.remove(closing.stated)
                closing.parent.group.append(closing.stated)
