"""From the outline to the plan's sections and tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policyplan.makers import new_span, new_task
from policyplan.model import Section, Task
from policyplan.reading._vocabulary import TARGET_HEADINGS
from policyplan.reading.drafts import drafts_of
from policyplan.reading.grids import grid_items
from policyplan.reading.measures import Assembly, make_measures, words
from policyplan.reading.outline.nodes import Node, Piece
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text
from policyplan.reading.rows import Grid
from policyplan.source import Span


def clauses_of(node: Node) -> Iterator[Stated]:
    """Every clause that stands in a node and below it."""
    for piece in node.pieces:
        if isinstance(piece, Stated):
            yield piece
    for child in node.children:
        if isinstance(child, Grid):
            for row in child.rows:
                yield Stated(row.parts)
                yield from (piece for piece in row.pieces if isinstance(piece, Stated))
        else:
            yield from clauses_of(child)
    yield from node.group
    if node.over is not None:
        yield Stated([node.over])
    yield from (Stated([part]) for part, _, _ in node.above)


def register_units(clauses: Iterable[Stated], assembly: Assembly) -> None:
    """Note every name that any clause prints, so that a unit knows all its names before it is made."""
    note = assembly.register.note
    seen = set[int]()  # equal clauses are one object, and print the same names
    for stated in clauses:
        for para, start, _, clause in stated.parts:
            if id(clause) in seen:
                continue
            seen.add(id(clause))
            text = para.folded
            for duty in clause.duties:
                name = duty.name
                printed = text[start + duty.start : start + duty.end]
                if "column-header" in name.basis:  # where a sign stands for it
                    printed = name.full
                note(name.full, printed, name.alias, name.parent)
    for default in assembly.defaults:
        note(default.name, default.name, "", "")


def sections_of(root: Node, assembly: Assembly) -> tuple[Section, ...]:
    """The plan's sections; tasks that stand in none are put into one without number and heading."""
    items = [*_own_tasks(root, assembly), *_items(root, assembly, False, ())]
    sections: list[Section] = []
    loose: list[Task | Section] = []
    for item in items:
        if isinstance(item, Task):
            loose.append(item)
            continue
        if loose:
            sections.append(Section(items=tuple(loose)))
            loose = []
        sections.append(item)
    return (*sections, Section(items=tuple(loose))) if loose else tuple(sections)


def _items(node: Node, assembly: Assembly, target: bool, over: tuple[Part, ...]) -> list[Task | Section]:
    """What the children of a node are, which it loses: a long text is not held in two forms at once.

    `over` says who answers for those that name nobody, and by when, from the innermost out.
    """
    items: list[Task | Section] = []
    parted = any(isinstance(child, Grid) or child.children for child in node.children)
    children, node.children = node.children[::-1], []
    for at in range(len(children)):
        child = children.pop()
        if isinstance(child, Grid):
            items += grid_items(child, assembly)
        else:
            said = (*_above(node, at), *over) if node.above else over
            items.append(_item(child, assembly, target, parted, said))
    return items


def _above(node: Node, at: int) -> tuple[Part, ...]:
    """What lines behind the child at a place say of it."""
    return tuple(part for part, first, stop in node.above if first <= at < stop)


def _item(
    node: Node, assembly: Assembly, target: bool, parted: bool, over: tuple[Part, ...]
) -> Task | Section:
    """A node as a task or a section; a section that holds both where it and its items have clauses.

    `parted` tells whether any of the nodes beside it has items.
    """
    target = target or _is_target(node)
    over = (node.over, *over) if node.over is not None else over
    if not node.children:
        return _prose(node) if _is_prose(node, parted, assembly) else _task(node, assembly, target, over)
    if any(isinstance(piece, Stated) and piece.leads for piece in node.pieces):
        node.pieces = [text for piece in node.pieces for text in _without_lead(piece)]
    below = any(isinstance(child, Grid) or child.has_clause() for child in node.children)
    if below:
        node.pieces = [text for piece in node.pieces for text in _over_items(piece)]
    stated = any(isinstance(piece, Stated) for piece in node.pieces)
    if node.group or (stated and not below):
        return _task(node, assembly, target, over)
    own = [_task(node, assembly, target, over, below=False)] if stated else []
    items = [*own, *_items(node, assembly, target, over)]
    if stated:
        return Section(
            number=_number(node), heading=words(node.heading), items=tuple(items), span=_span(node)
        )
    return _section(node, items)


def _over_items(piece: Piece) -> Sequence[Piece]:
    """What a section holds of a piece that stands over items with clauses of their own."""
    return _as_texts(piece) if isinstance(piece, Stated) and not piece.names_units else [piece]


def _without_lead(piece: Piece) -> Sequence[Piece]:
    """What a section holds of a duty in its introduction, whose sentence is text already: 县教育局： alone is none."""
    if not isinstance(piece, Stated) or not piece.leads or piece.first is None:
        return [piece]
    return _as_texts(piece) if piece.first.folded[piece.end - 1] in "：。" else []


def _as_texts(stated: Stated) -> list[Text]:
    """A clause as the words that stand there: what is no duty is still text of its section."""
    if stated.end and stated.first is not None and len(stated.parts) == 1:
        return [Text(stated.first, stated.start, stated.end)]
    paras = {id(para): para for para in _paragraphs_of(stated)}.values()
    return [Text(para, 0, len(para.text)) for para in paras]


def _section(node: Node, items: list[Task | Section]) -> Section:
    text = "\n".join([words(piece) for piece in node.pieces if isinstance(piece, Text)])
    heading = words(node.heading)
    if not heading and node.number is not None and (sentence := _SHORT_SENTENCE.fullmatch(text)):
        heading, text = sentence[1], ""  # （一）激发消费活力。
    return Section(number=_number(node), heading=heading, text=text, items=tuple(items), span=_span(node))


_SHORT_SENTENCE = re.compile(r"([^。！？；：，\n]{2,30})。")


def _prose(node: Node) -> Section:
    return _section(node, [])


_TARGET_STARTS = frozenset(words[0] for words in TARGET_HEADINGS)


def _is_target(node: Node) -> bool:
    """Whether a node's heading says that it sets goals or principles (主要目标)."""
    if node.line is None:
        return False
    begin = node.number.end if node.number else 0
    folded = node.line.folded
    if folded[begin : begin + 1] not in _TARGET_STARTS:
        return False  # nearly all: the whole list takes longer to look through
    return folded.startswith(TARGET_HEADINGS, begin) and len(folded.split("。", 1)[0]) - begin <= 14


def _is_prose(node: Node, parted: bool, assembly: Assembly) -> bool:
    """Whether a node without items is a section of text: a chapter or heading beside ones that have items.

    Text that says by when is a task all the same, unless it sets goals.
    """
    if node.number is None and not node.pieces:
        return True
    return (
        parted
        and (node.number is None or node.kind in ("han", "chapter", "formal"))
        and node.heading is not None
        and not node.has_clause()
        and not (node.over is not None and node.pieces)
        and (_is_target(node) or not _says_when(node, assembly))
    )


def _says_when(node: Node, assembly: Assembly) -> bool:
    return any(
        assembly.terms.steps(piece.para.folded[piece.start : piece.end])
        for piece in node.pieces
        if isinstance(piece, Text)
    )


def _number(node: Node) -> str:
    return node.number.printed if node.number else ""


def _span(node: Node) -> Span | None:
    """Where a section's heading and own text stand."""
    if node.line is None:
        return None
    heading = [node.heading.para.end] if node.heading is not None else []
    ends = [node.line.end, *heading, *[piece.para.end for piece in node.pieces if isinstance(piece, Text)]]
    return new_span(node.line.start, max(ends))


def _task(
    node: Node, assembly: Assembly, target: bool, over: tuple[Part, ...], *, below: bool = True
) -> Task:
    measures = []
    for draft in drafts_of(node, below):
        draft.target = target
        draft.over = over if draft.texts or node.over is None else ()
        measures += make_measures(draft, assembly)
    text, span = _printed(node, below)
    return new_task(
        number=_number(node),
        heading=words(node.heading) or _leading_sentence(node),
        text=text,
        measures=tuple(measures),
        span=span,
    )


_LEADING = re.compile(r"([^。！？；（）：]{2,40}+)[。！？](?=.)")
_LONGEST_LEADING = 41


def _leading_sentence(node: Node) -> str:
    """The short sentence that heads an item's text (（一）规划先行。编制…), "" where there is none."""
    first = node.pieces[0] if node.pieces else None
    if not isinstance(first, Text) or node.number is None or first.para is not node.line:
        return ""
    begin = first.para.folded[first.start : first.start + _LONGEST_LEADING]
    if "。" not in begin and "！" not in begin and "？" not in begin:
        return ""  # most
    match = _LEADING.match(first.para.folded, first.start)
    return first.para.text[first.start : match.end() - 1].strip() if match else ""


def _printed(node: Node, below: bool) -> tuple[str, Span | None]:
    """A node's text without its number, with that of its items where `below`, and where it all stands."""
    head = node.line
    begin = node.number.end if node.number else 0
    if head is not None and _on_one_line(node, head):
        return head.text[begin:], new_span(head.start, head.end)
    lines = list({id(para): para for para in _paragraphs(node, below)}.values())
    if not lines:
        return "", None
    text = "\n".join([line.text[begin:] if line is head else line.text for line in lines])
    return text, Span(lines[0].start, max(line.end for line in lines))


def _on_one_line(node: Node, line: Para) -> bool:
    """Whether all that belongs to a node stands in this paragraph, its first."""
    if node.children or node.group:
        return False
    for piece in node.pieces:
        if isinstance(piece, Text):
            if piece.para is not line:
                return False
        elif piece.first is not line or len(piece.parts) > 1:
            return False
    return True


def _paragraphs(node: Node, below: bool) -> Iterator[Para]:
    if node.line is not None:
        yield node.line
    for piece in (*node.pieces, *node.group) if not below else node.pieces:
        yield from _paragraphs_of(piece)
    if below:
        for child in node.children:
            if isinstance(child, Node):
                yield from _paragraphs(child, below)
        for stated in node.group:
            yield from _paragraphs_of(stated)


def _paragraphs_of(piece: Piece) -> Iterator[Para]:
    if isinstance(piece, Text):
        yield piece.para
        return
    if piece.first is not None:
        yield piece.first
    for part in piece.parts:
        yield part.para


def _own_tasks(root: Node, assembly: Assembly) -> Iterator[Task]:
    """The tasks of a plan without numbers: a text with its clause is one."""
    if not root.pieces:
        return
    for draft in drafts_of(Node("root", pieces=root.pieces), False):
        paras = [text.para for text in draft.texts]
        paras += [part.para for stated in draft.stated for part in stated.parts]
        span = Span(min(para.start for para in paras), max(para.end for para in paras))
        text = "\n".join({id(para): para.text for para in paras}.values())
        yield Task(text=text, measures=make_measures(draft, assembly), span=span)
