"""The outline of a plan: numbering and headings decide the tree, clauses go to the item they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from attrs import Factory, define

from policyplan.reading.label_lines import duty_line, read_label_line, read_other_label_line
from policyplan.reading.leading import closing_duty, heading_duty
from policyplan.reading.numbering import Number
from policyplan.reading.official import number_of
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text, read_pieces
from policyplan.reading.rows import Grid
from policyplan.reading.run_on import ordinal_of

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


@define(eq=False)
class _Closing:
    """A clause on lines of its own, the node it follows, and whether it may close a group of items."""

    node: Node
    parent: Node
    stated: Stated
    candidate: bool


#: Kinds of headings without a number, and the kinds that may stand outside a plain one.
_UNNUMBERED = frozenset({"plain", "plain_upper", "lenticular"})
_OUTER = frozenset({"plain_upper", "lenticular", "chapter", "han", "formal"})
_NO_HEADING_ENDS = frozenset("。；：，、;:,！？!?")
_SENTENCE_BREAK = re.compile(r"[。！？]")


def build(items: Sequence[Para | Grid | Stated]) -> Node:
    """Build the tree of a plan's body from its paragraphs, its tables, and the fields of its forms."""
    root = Node("root")
    stack = [root]
    closings: list[_Closing] = []
    runs = [(kind, list(run)) for kind, run in groupby(items, type)]
    for at, (kind, run) in enumerate(runs):
        if kind is Para:
            table_behind = at + 1 < len(runs) and runs[at + 1][0] is Grid
            _read_run([item for item in run if isinstance(item, Para)], stack, closings, table_behind)
            continue
        for item in run:
            if isinstance(item, Grid):
                _heading_over(stack).children.append(item)
            elif isinstance(item, Stated):
                _close(stack, item, closings)
    _settle(closings)
    return root


def _heading_over(stack: list[Node]) -> Node:
    """The innermost open node that heads what follows: a table behind a list of sentences is none of theirs."""
    return next((node for node in reversed(stack) if node.heading is not None or node.line is None), stack[0])


def _read_run(paras: list[Para], stack: list[Node], closings: list[_Closing], table_behind: bool) -> None:
    """Read paragraphs that no table interrupts onto the stack of open nodes."""
    at = 0
    while at < len(paras):
        para = paras[at]
        label = read_label_line(paras, at)
        if label is None and para.number is None and len(stack) > 1:
            label = read_other_label_line(para)
        if label is not None:
            if para.number is not None:
                _leave(stack, para.number.kind)
            _close(stack, label[0], closings)
            at += label[1]
            continue
        if len(para.folded) < 24 and _ANNEX.fullmatch(para.folded) and len(stack) > 1:
            at += _open_annex(paras, at, stack)
            continue
        if para.number is None and (units := _units_below(paras, at, stack)) is not None:
            stack[-1].take([units])
        elif (
            _opens(para)
            or _is_heading(paras, at, stack)
            or (table_behind and at == len(paras) - 1 and _heads_table(para))
        ):
            node = _open(para)
            if node.kind == "plain" and _is_heading(paras, at + 1, stack):
                node.kind = "plain_upper"
            _push(stack, node)
        else:
            _continue(stack, para, closings)
        at += 1


#: A line that says that another annex begins: 附件2.
_ANNEX = re.compile(r"[\s\u3000]*附[件表录]\s*[\d一二三四五六七八九十]{1,3}\s*[：:]?[\s\u3000]*")


def _open_annex(paras: list[Para], at: int, stack: list[Node]) -> int:
    """Begin a part of its own with an annex, headed by the line behind it; return how many lines that takes."""
    title = (
        paras[at + 1] if at + 1 < len(paras) and _short(paras[at + 1]) and not paras[at + 1].number else None
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


#: Kinds of numbers that also count off steps inside one paragraph: （1）…（2）…（3）….
_STEPS = {
    "bracket_number": re.compile(r"（2）"),
    "half_bracket": re.compile(r"(?<!\d)2）"),
    "circle": re.compile("②"),
}


def _opens(para: Para) -> bool:
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
    if pieces and isinstance(pieces[0], Text):
        node.heading, pieces = _heading(pieces[0], pieces)
    node.take(pieces)
    return node


def _heading(first: Text, pieces: list[Piece]) -> tuple[Text | None, list[Piece]]:
    """Part the heading from an item's first line: all of it where it is no sentence, else none.

    A heading in front of its text (（一）规划先行。编制…) stays in the text, for there it is printed.
    """
    words = first.para.folded[first.start : first.end].strip()
    if words[-1:] in _NO_HEADING_ENDS or _SENTENCE_BREAK.search(words):
        return None, pieces
    if any(isinstance(piece, Text) or piece.names_units for piece in pieces[1:]):
        return None, pieces
    return first, pieces[1:]


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
    """Whether a decimal number goes on with another: 1.2.1 belongs below 1.2."""
    return (
        node.number is not None
        and parent.number is not None
        and parent.kind == "decimal"
        and node.number.printed.startswith(parent.number.printed + ".")
    )


def _is_heading(paras: list[Para], at: int, stack: list[Node]) -> bool:
    """Whether the unnumbered line at `at` is a heading: short, no sentence, and followed by items or a heading."""
    if at >= len(paras) or paras[at].number is not None:
        return False
    if paras[at].folded.endswith("：") and at + 1 < len(paras) and paras[at + 1].number is not None:
        return heading_duty(paras[at].folded, 0, len(paras[at].folded)) is not None
    if not _short(paras[at]) or _in_list(paras, at):
        return False
    if stack[-1].number is not None and not stack[-1].pieces and not stack[-1].children:
        # The line right behind an item's heading is its text, unless it heads a list.
        return _names_who(paras, at, stack[-1].kind)
    if "，" in paras[at].folded and duty_line(paras[at]) is not None:
        return False  # what closes the item above it
    for following in paras[at + 1 : at + 3]:
        if following.number is not None or following.level is not None:
            return True
        if not _short(following):
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


def _heads_table(para: Para) -> bool:
    """Whether the line right above a table is its title."""
    return _short(para) and "：" not in para.folded and not para.folded.endswith(("如下", "下表", "见表"))


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


def _units_below(paras: list[Para], at: int, stack: list[Node]) -> Stated | None:
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
            last = _last(node)
            return isinstance(last, Stated) and last.own_line and not last.bracketed
        children = node.children
    return False


def _short(para: Para) -> bool:
    words = para.folded.strip()
    return (
        2 <= len(words) <= 40
        and words[-1] not in _NO_HEADING_ENDS
        and not _SENTENCE_BREAK.search(words)
        and not words.startswith(("（", "注", "备注", "附"))
    )


def _continue(stack: list[Node], para: Para, closings: list[_Closing]) -> None:
    """Add an unnumbered paragraph to the item that stands open, or to the list of items that it closes."""
    above = closing_duty(para.folded)
    if above is not None and _close_all(stack, Part(para, *above)):
        return
    duty = duty_line(para)
    pieces = [duty] if duty else read_pieces(para, 0) or [Text(para, 0, len(para.text))]
    if len(pieces) == 1 and isinstance(pieces[0], Stated):
        _close(stack, pieces[0], closings)
        return
    stack[-1].take(pieces)


def _close(stack: list[Node], stated: Stated, closings: list[_Closing]) -> None:
    """Take a clause on a line of its own: with the fields before it, it belongs to the open item or its group."""
    node = stack[-1]
    if (
        closings
        and closings[-1].node is node
        and closings[-1].stated is _last(node)
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
        closings.append(_Closing(node, parent, stated, candidate))


def _close_all(stack: list[Node], part: Part) -> bool:
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


_HOW_MANY = re.compile(r"(?:以上|上述)([两二三四五六七八九十]{1,3}|\d{1,2})[项条个]")


def _first_of_above(folded: str, children: Sequence[Node | Grid]) -> int:
    """The first of the children that a line is for, which may say how many there are: 以上两项由县交通局牵头."""
    said = _HOW_MANY.search(folded)
    return max(0, len(children) - number_of(said[1].replace("两", "二"))) if said else 0


def _last(node: Node) -> Piece | None:
    return node.pieces[-1] if node.pieces else None


def _repeats(earlier: Stated, later: Stated) -> bool:
    """Whether `later` begins a new clause: it states a field that `earlier` already has."""
    roles = {duty.role for part in earlier.parts for duty in part.clause.duties}
    times = any(part.clause.times for part in earlier.parts)
    return any(
        (part.clause.times and times) or any(duty.role in roles for duty in part.clause.duties)
        for part in later.parts
    ) and not (earlier.bracketed is False and later.bracketed is False and not times)


def _settle(closings: list[_Closing]) -> None:
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
