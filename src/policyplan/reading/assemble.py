"""From the outline to the plan: units made one, clauses turned into assignments and deadlines, spans kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import Factory, define, frozen

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.findings import Finding, Severity
from policyplan.model import Assignment, Measure, Milestone, Period, Role, Section, Task, Unit
from policyplan.reading._vocabulary import TARGET_HEADINGS
from policyplan.reading.clauses import Duty
from policyplan.reading.conventions import Default
from policyplan.reading.names import is_group
from policyplan.reading.outline import Node
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text
from policyplan.reading.rows import Grid, Row
from policyplan.reading.times import explain, find_deadlines, parse_deadline
from policyplan.source import Span


@frozen
class Terms:
    """What deadlines are read with: the day of issue, the plan's period, the first month of the fiscal year."""

    issued: object = None
    period: Period | None = None
    fiscal_year_start: int = 1


@define(eq=False)
class Draft:
    """A measure before its units are known: its texts and clauses in printed order."""

    texts: list[Text] = Factory(list)
    stated: list[Stated] = Factory(list)
    heading: Text | None = None
    target: bool = False


@define(eq=False)
class Register:
    """The units of one plan: every full name with the words it was printed in."""

    printed: dict[str, dict[str, None]] = Factory(dict)
    parents: dict[str, str] = Factory(dict)
    made: dict[str, Unit] = Factory(dict)
    inverse: dict[int, int] = Factory(dict)

    def note(self, name: str, printed: str, alias: str, parent: str) -> None:
        """Note that `name` stands there as `printed`, with an alias and a parent, "" where it has none."""
        names = self.printed.get(name)
        if names is None:
            names = self.printed[name] = {}
        if printed != name:
            names[printed] = None
        if alias:
            names[alias] = None
        if parent and parent != name:
            self.parents.setdefault(name, parent)

    def unit(self, name: str) -> Unit:
        """The unit of this full name."""
        made = self.made.get(name)
        if made is None:
            parent = self.parents.get(name)
            made = self.made[name] = Unit(
                self.spelled(name),
                self.unit(parent) if parent else None,
                tuple(self.spelled(other) for other in self.printed.get(name, ())),
                is_group(name),
            )
        return made

    def spelled(self, name: str) -> str:
        """`name` in the characters of the document, where it is written in traditional ones."""
        return name.translate(self.inverse) if self.inverse else name


@define(eq=False)
class Assembly:
    """The work of turning one outline into sections: what holds for the whole plan, and what was found on the way."""

    terms: Terms
    first_leads: bool
    defaults: list[Default]
    register: Register = Factory(Register)
    findings: list[Finding] = Factory(list)
    asides: list[Span] = Factory(list)


def register_units(root: Node, assembly: Assembly) -> None:
    """Note every name that any clause prints, so that a unit knows all its names before it is made."""
    note = assembly.register.note
    for stated in _all_stated(root):
        for part in stated.parts:
            text, start = part.para.folded, part.start
            for duty in part.clause.duties:
                name = duty.name
                note(name.full, text[start + duty.start : start + duty.end], name.alias, name.parent)
    for default in assembly.defaults:
        note(default.name, default.name, "", "")


def _all_stated(node: Node) -> Iterator[Stated]:
    yield from node.stated
    for child in node.children:
        if isinstance(child, Grid):
            for row in child.rows:
                yield Stated(row.parts)
        else:
            yield from _all_stated(child)
    yield from node.group


def sections_of(root: Node, assembly: Assembly) -> tuple[Section, ...]:
    """The plan's sections; tasks that stand in none are put into one without number and heading."""
    items = _items(root, assembly, False)
    if root.pieces:
        items = [*_own_tasks(root, assembly, False), *items]
    sections: list[Section] = []
    loose: list[Task | Section] = []
    for item in items:
        if isinstance(item, Section):
            if loose:
                sections.append(Section(items=tuple(loose)))
                loose = []
            sections.append(item)
        else:
            loose.append(item)
    if loose:
        sections.append(Section(items=tuple(loose)))
    return tuple(sections)


def _items(node: Node, assembly: Assembly, target: bool) -> list[Task | Section]:
    items: list[Task | Section] = []
    for child in node.children:
        if isinstance(child, Grid):
            items += _grid_items(child, assembly)
        else:
            items += _item(child, node, assembly, target)
    return items


def _item(node: Node, parent: Node, assembly: Assembly, target: bool) -> list[Task | Section]:
    """A node as a task or a section, or as both where it has a clause of its own and items with theirs."""
    target = target or _is_target(node)
    below = any(isinstance(child, Grid) or child.has_clause() for child in node.children)
    if node.group or (node.stated and not below):
        return [_task(node, assembly, target)]
    if not node.children and not _is_prose(node, parent):
        return [_task(node, assembly, target)]
    items = _items(node, assembly, target)
    if node.stated:
        own = _task(node, assembly, target, below=False)
        return [Section(number=own.number, heading=_words(node.heading), items=(own, *items), span=_span(node))]
    text = "\n".join(_words(piece) for piece in node.pieces if isinstance(piece, Text))
    return [Section(number=_number(node), heading=_words(node.heading), text=text, items=tuple(items), span=_span(node))]


def _is_target(node: Node) -> bool:
    line = node.line.folded if node.line else ""
    begin = node.number.end if node.number else 0
    return line.startswith(TARGET_HEADINGS, begin) and len(line.split("。")[0]) - begin <= 14


def _is_prose(node: Node, parent: Node) -> bool:
    """Whether a node without items is a section of text: a chapter or heading beside ones that have items."""
    if node.number is None:
        return not node.pieces
    siblings = [child for child in parent.children if isinstance(child, Node) and child is not node]
    return node.kind in ("han", "chapter") and node.heading is not None and any(child.children for child in siblings)


def _number(node: Node) -> str:
    return node.number.printed if node.number else ""


def _words(text: Text | None) -> str:
    return text.para.text[text.start : text.end].strip() if text is not None else ""


def _span(node: Node) -> Span | None:
    """Where a section's heading and own text stand."""
    if node.line is None:
        return None
    ends = [node.line.end, *(piece.para.end for piece in node.pieces if isinstance(piece, Text))]
    return Span(node.line.start, max(ends))


def _task(node: Node, assembly: Assembly, target: bool, *, below: bool = True) -> Task:
    drafts = _drafts(node, below)
    for draft in drafts:
        draft.target = target
    measures = tuple(_measure(draft, assembly) for draft in drafts)
    lines = list(_lines(node, below))
    heading = _words(node.heading) or _leading_sentence(node)
    span = Span(min(line.start for line in lines), max(line.end for line in lines)) if lines else None
    begin = node.number.end if node.number else 0
    text = "\n".join(line.text[begin:] if line is node.line else line.text for line in lines)
    return Task(number=_number(node), heading=heading, text=text, measures=measures, span=span)


_LEADING = re.compile(r"([^。！？；（）：]{2,40})[。！？](?=.)")


def _leading_sentence(node: Node) -> str:
    """The short sentence that heads an item's text (（一）规划先行。编制…), "" where there is none."""
    first = next(iter(node.pieces), None)
    if not isinstance(first, Text) or node.number is None or first.para is not node.line:
        return ""
    match = _LEADING.match(first.para.folded, first.start)
    return first.para.text[first.start : match.end() - 1].strip() if match else ""


def _lines(node: Node, below: bool) -> Iterator[Para]:
    """Every paragraph of a node, each once, with those of its items where `below`."""
    seen: set[int] = set()
    for para in _paragraphs(node, below):
        if id(para) not in seen:
            seen.add(id(para))
            yield para


def _paragraphs(node: Node, below: bool) -> Iterator[Para]:
    if node.line is not None:
        yield node.line
    for piece in node.pieces:
        if isinstance(piece, Text):
            yield piece.para
        else:
            if piece.first is not None:
                yield piece.first
            for part in piece.parts:
                yield part.para
    if below:
        for child in node.children:
            if isinstance(child, Node):
                yield from _paragraphs(child, below)
    for stated in node.group:
        for part in stated.parts:
            yield part.para


def _drafts(node: Node, below: bool) -> list[Draft]:
    """Cut a task's texts into measures: each clause ends one; a clause in the heading's line is for what follows."""
    drafts = [Draft(heading=node.heading)]
    pieces = list(node.pieces)
    if below:
        pieces += [piece for child in node.children if isinstance(child, Node) for piece in _texts_below(child)]
    pieces += node.group
    heads = _heads_text(node, pieces)
    for at, piece in enumerate(pieces):
        draft = drafts[-1]
        if isinstance(piece, Text):
            if draft.stated and not heads:
                draft = Draft()
                drafts.append(draft)
            draft.texts.append(piece)
        elif draft.stated and _separate(draft, at, pieces):
            drafts.append(Draft(stated=[piece]))
        else:
            draft.stated.append(piece)
    return [draft for draft in drafts if draft.texts or draft.stated] or drafts[:1]


def _separate(draft: Draft, at: int, pieces: list[Text | Stated]) -> bool:
    """Whether a clause right behind another is a measure of its own: no, its fields go with the first's."""
    return False


def _heads_text(node: Node, pieces: list[Text | Stated]) -> bool:
    """Whether the only clause stands in the heading's line, before the text it is for."""
    stated = [at for at, piece in enumerate(pieces) if isinstance(piece, Stated)]
    if len(stated) != 1 or stated[0] == len(pieces) - 1 or stated[0] > 1:
        return False
    clause = pieces[stated[0]]
    assert isinstance(clause, Stated)
    if clause.first is not node.line:
        return False
    before = pieces[0]
    if not isinstance(before, Text):
        return True
    words = before.para.folded[before.start : before.end]
    return "。" not in words and all(piece.para is not node.line for piece in pieces[stated[0] + 1 :] if isinstance(piece, Text))


def _texts_below(node: Node) -> Iterator[Text]:
    if node.heading is not None:
        yield node.heading
    for piece in node.pieces:
        if isinstance(piece, Text):
            yield piece
    for child in node.children:
        if isinstance(child, Node):
            yield from _texts_below(child)


def _own_tasks(root: Node, assembly: Assembly, target: bool) -> list[Task]:
    """The tasks of a plan without numbers: a paragraph with a clause is one."""
    tasks: list[Task] = []
    for draft in _drafts(Node("root", pieces=root.pieces), False):
        measure = _measure(draft, assembly)
        paras = [text.para for text in draft.texts] or [stated.first for stated in draft.stated if stated.first]
        span = Span(min(p.start for p in paras), max(p.end for p in paras)) if paras else None
        tasks.append(Task(text="\n".join(dict.fromkeys(p.text for p in paras)), measures=(measure,), span=span))
    return tasks


def _measure(draft: Draft, assembly: Assembly) -> Measure:
    texts = draft.texts or ([draft.heading] if draft.heading else [])
    text = "\n".join(filter(None, map(_words, texts)))
    assignments: list[Assignment] = []
    deadlines: list[Deadline] = []
    for stated in draft.stated:
        _assign(stated, assignments, assembly)
        deadlines += _stated_deadlines(stated, assembly)
    if assignments:
        assignments = _by_convention(assignments, draft, assembly)
    milestones = _milestones(texts, assembly)
    deadline = _the_deadline(deadlines, milestones, draft)
    places = [text.para.span(text.start, text.end) for text in texts if text.end > text.start]
    places += [part.para.span(part.start, part.end) for stated in draft.stated for part in stated.parts]
    return Measure(
        text=text,
        clause="\n".join(_clause_words(stated) for stated in draft.stated),
        assignments=tuple(assignments),
        deadline=deadline,
        milestones=tuple(milestones),
        span=Span(min(p.start for p in places), max(p.end for p in places)) if places else None,
    )


def _clause_words(stated: Stated) -> str:
    if stated.first is not None and len(stated.parts) == 1 and stated.end:
        return stated.first.text[stated.start : stated.end].strip()
    paras = {id(part.para): part.para for part in stated.parts}
    if len(paras) == 1 and stated.end:
        return stated.parts[0].para.text[stated.start : stated.end].strip()
    return "\n".join(para.text.strip() for para in paras.values())


def _assign(stated: Stated, assignments: list[Assignment], assembly: Assembly) -> None:
    side = assignments[-1].group + 1 if assignments else 0
    unit = assembly.register.unit
    for part in stated.parts:
        para, start = part.para, part.start
        for duty in part.clause.duties:
            begin, end = start + duty.start, start + duty.end
            assignments.append(
                Assignment(
                    unit(duty.name.full),
                    duty.role,
                    para.text[begin:end],
                    side + duty.group,
                    duty.shared_by_remit,
                    duty.open_ended,
                    duty.name.basis,
                    para.span(begin, end),
                )
            )
        if part.clause.duties:
            side += part.clause.duties[-1].group + 1


def _by_convention(assignments: list[Assignment], draft: Draft, assembly: Assembly) -> list[Assignment]:
    """Apply what the plan says once for all: the first listed leads, and a unit that answers for every task."""
    duties = [duty for stated in draft.stated for part in stated.parts for duty in part.clause.duties]
    if assembly.first_leads and _names_no_role(duties):
        first = assignments[0]
        assignments[0] = _changed(first, Role.LEAD, "first-listed-leads")
    present = {assignment.unit.name for assignment in assignments}
    for default in assembly.defaults:
        unit = assembly.register.unit(default.name)
        if unit.name not in present:
            words = default.para.text[default.start : default.end]
            place = default.para.span(default.start, default.end)
            group = assignments[-1].group
            assignments.append(Assignment(unit, default.role, words, group, basis=("document-default",), span=place))
    return assignments


def _names_no_role(duties: list[Duty]) -> bool:
    return all(duty.role is Role.RESPONSIBLE and not duty.role_printed for duty in duties)


def _changed(assignment: Assignment, role: Role, basis: str) -> Assignment:
    a = assignment
    return Assignment(a.unit, role, a.printed, a.group, a.shared_by_remit, a.open_ended, (*a.basis, basis), a.span)


def _stated_deadlines(stated: Stated, assembly: Assembly) -> Iterator[Deadline]:
    for part in stated.parts:
        for a, b in part.clause.times:
            deadline = _read_time(part, a, b, assembly)
            if deadline is not None:
                yield deadline


def _read_time(part: Part, a: int, b: int, assembly: Assembly) -> Deadline | None:
    start, end = part.start + a, part.start + b
    words, terms = part.para.folded[start:end], assembly.terms
    deadline = parse_deadline(words, issued=terms.issued, period=terms.period, fiscal_year_start=terms.fiscal_year_start)  # type: ignore[arg-type]
    place = part.para.span(start, end)
    if deadline is None:
        assembly.findings.append(_unread(words, place, assembly.terms))
        return None
    return placed(deadline, part.para.text[start:end], place)


def _unread(words: str, place: Span, terms: Terms) -> Finding:
    problem = explain(words, issued=terms.issued, period=terms.period, fiscal_year_start=terms.fiscal_year_start).problem  # type: ignore[arg-type]
    if problem:
        return Finding("bad-date", problem, Severity.ERROR, place, "correct the date, or tell the reader what is meant")
    return Finding("unread-deadline", f"{words!r} is not understood as a deadline", Severity.WARNING, place, "write a day, month or year")


def placed(deadline: Deadline, text: str, span: Span | None) -> Deadline:
    """The deadline with the words that are printed there, and their place."""
    match deadline:
        case DueBy():
            return DueBy(deadline.due, text, deadline.start, deadline.precision, deadline.basis, span)
        case Recurring():
            return Recurring(text, deadline.rrule, deadline.basis, span)
        case Ongoing():
            return Ongoing(text, deadline.basis, span)
        case Conditional():
            return Conditional(text, deadline.basis, span)


_DATED = re.compile(r"[年月季旬前末底]|\d{4}|[Bb]y |[Ee]very|[Ww]ithin")
_STEP = re.compile(r"[，。；！？]")


def _milestones(texts: Iterable[Text], assembly: Assembly) -> list[Milestone]:
    found: list[Milestone] = []
    terms = assembly.terms
    for text in texts:
        folded = text.para.folded
        if not _DATED.search(folded, text.start, text.end):
            continue
        words = folded[text.start : text.end]
        for a, b, deadline in find_deadlines(
            words, issued=terms.issued, period=terms.period, fiscal_year_start=terms.fiscal_year_start  # type: ignore[arg-type]
        ):
            start, end = text.start + a, text.start + b
            stop = _STEP.search(folded, end)
            until = min(stop.start() if stop else text.end, text.end)
            place = text.para.span(start, end)
            printed = placed(deadline, text.para.text[start:end], place)
            found.append(Milestone(printed, text.para.text[start:until].strip(), text.para.span(start, until)))
    return found


def _the_deadline(stated: list[Deadline], milestones: list[Milestone], draft: Draft) -> Deadline | None:
    """The deadline of the clause; where it gives none, the last step of the text, unless the text sets a target."""
    if stated:
        return stated[-1]
    if milestones and not (draft.target and not draft.stated):
        dated = [step for step in milestones if isinstance(step.deadline, DueBy)]
        return (dated or milestones)[-1].deadline
    return None


def _grid_items(grid: Grid, assembly: Assembly) -> list[Task | Section]:
    items: list[Task | Section] = []
    path: list[tuple[Para, list[Task | Section]]] = []
    rows: list[Row] = []

    def flush() -> None:
        if rows:
            (path[-1][1] if path else items).append(_row_task(rows, assembly))
            rows.clear()

    def close(depth: int) -> None:
        flush()
        while len(path) > depth:
            para, inside = path.pop()
            section = _row_section(para, inside)
            (path[-1][1] if path else items).append(section)

    for row in grid.rows:
        if rows and row.continues:
            rows.append(row)
            continue
        common = 0
        while common < min(len(path), len(row.sections)) and path[common][0] is row.sections[common]:
            common += 1
        close(common)
        path.extend((para, []) for para in row.sections[common:])
        rows.append(row)
    close(0)
    return items


def _row_section(para: Para, items: list[Task | Section]) -> Section:
    begin = para.number.end if para.number else 0
    heading = re.sub(r"\s*\n\s*", "", para.text[begin:].strip())
    return Section(number=para.number.printed if para.number else "", heading=heading, items=tuple(items), span=Span(para.start, para.end))


def _row_task(rows: list[Row], assembly: Assembly) -> Task:
    first = rows[0]
    measures = tuple(_measure(_row_draft(row), assembly) for row in rows)
    paras = [para for row in rows for para in _row_paras(row)]
    heading, number = _row_heading(first)
    assembly.asides += [Span(para.start, para.end) for para in paras]
    text = "\n".join(dict.fromkeys(para.text.strip() for row in rows for para in (row.heading, *row.texts, *row.asides) if para))
    span = Span(min(p.start for p in paras), max(p.end for p in paras)) if paras else None
    return Task(number=number, heading=heading, text=text, measures=measures, span=span)


def _row_heading(row: Row) -> tuple[str, str]:
    number = row.number.text.strip().rstrip(".、．") if row.number else ""
    if row.heading is None:
        return "", number
    begin = row.heading.number.end if row.heading.number and not number else 0
    if begin and row.heading.number:
        number = row.heading.number.printed
    return re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*", "", row.heading.text[begin:].strip()), number


def _row_paras(row: Row) -> Iterator[Para]:
    if row.number is not None:
        yield row.number
    if row.heading is not None:
        yield row.heading
    yield from row.texts
    for part in row.parts:
        yield part.para
    yield from row.asides


def _row_draft(row: Row) -> Draft:
    texts = [Text(para, 0, len(para.text)) for para in (row.texts or ([row.heading] if row.heading else []))]
    return Draft(texts, [Stated(row.parts)] if row.parts else [])
