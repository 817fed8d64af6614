"""The nodes of an outline: headings and items with what stands under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import Factory, define

from policyplan.reading.numbering import Number
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text
from policyplan.reading.rows import Grid

Piece: TypeAlias = Text | Stated


@define(eq=False)
class _Before:
    """What children there are before the last one: any node, and any node with a clause.

    Only the last one can still change, so that none is looked at twice.
    """

    seen: int = 0
    node: bool = False
    clause: bool = False

    def look(self, children: list[Node | Grid]) -> None:
        """Look at the children that were added since."""
        for child in children[self.seen : -1]:
            if isinstance(child, Node):
                self.node = True
                self.clause = self.clause or child.has_clause()
        self.seen = max(self.seen, len(children) - 1)


@define(eq=False)
class Node:
    """A heading or item with what stands under it, before it is told whether it is a section or a task.

    `pieces` are its own texts and clauses; `group` is a clause that closes its children as one. `states` tells,
    while the tree is built, whether a clause stands among the pieces, and `before` what was seen in the children.
    `over` is who answers for all that names nobody: the heading (一、市教育局); `above` are lines behind items that say
    so (以上由…), each with the first of the children that it is for and how many there were.
    """

    kind: str
    number: Number | None = None
    level: int | None = None
    line: Para | None = None
    heading: Text | None = None
    pieces: list[Piece] = Factory(list)
    children: list[Node | Grid] = Factory(list)
    group: list[Stated] = Factory(list)
    states: bool = False
    over: Part | None = None
    above: list[tuple[Part, int, int]] = Factory(list)
    before: _Before | None = None

    def take(self, pieces: Sequence[Piece]) -> None:
        """Add pieces, in printed order."""
        self.pieces += pieces
        for piece in pieces:
            if isinstance(piece, Stated):
                self.states = True

    def has_clause(self) -> bool:
        """Whether a clause stands in the node or anywhere below it."""
        return (
            bool(self.group)
            or any(isinstance(piece, Stated) for piece in self.pieces)
            or any(isinstance(child, Grid) or child.has_clause() for child in self.children)
        )

    def earlier(self) -> _Before:
        """What is before the last child."""
        self.before = self.before or _Before()
        self.before.look(self.children)
        return self.before


def last_piece(node: Node) -> Piece | None:
    """The last text or clause of a node's own, None where it has none."""
    return node.pieces[-1] if node.pieces else None
