"""A cell of a table of tasks: the paragraph that it makes, and the clause in it by what its column holds."""

from __future__ import annotations

import re

from policyplan.model import Role
from policyplan.reading import english
from policyplan.reading._vocabulary import NOTHING
from policyplan.reading.blocks import Cell
from policyplan.reading.clauses import EMPTY, Clause, Duty, read_clause
from policyplan.reading.folding import fold, is_english
from policyplan.reading.headers import Column
from policyplan.reading.labels import LABEL
from policyplan.reading.matrices import role_of_mark
from policyplan.reading.names import Name, is_unit_like
from policyplan.reading.numbering import read_number
from policyplan.reading.paragraphs import Para
from policyplan.reading.persons import without_persons, without_persons_below

#: The roles of those of whom the first listed may lead.
_PRIMARY = (Role.LEAD, Role.RESPONSIBLE)


def cell_clause(para: Para, column: Column) -> Clause:
    """The clause of a cell under a role or time column."""
    text = para.text
    bare = text.strip()
    if bare.lower() in NOTHING and not (column.kind == "unit" and bare == "*"):
        return EMPTY
    if column.kind == "role" and not any(map(str.isalnum, bare)):
        return EMPTY  # a mark alone names nobody
    start = text.index(bare)
    if column.kind == "time":
        return Clause((), ((start, start + len(bare)),), column.month_years)
    if column.kind == "unit":
        name = Name(column.unit, 0, len(bare), basis=("column-header",))
        duty = Duty(name, role_of_mark(bare, column), 0, start, start + len(bare))
        return Clause((duty,), ())
    assert column.role is not None
    if is_english(text):
        line = english.read_line(text)
        return line or english.read_bodies(text, column.role, column.then)
    folded = without_persons(para.folded) if column.persons else without_persons_below(para.folded)
    if column.then is not None:
        return _in_two_roles(folded, column.role, column.then)
    clause = read_clause(_line_breaks(folded), column.role)
    return _first_leading(clause) if column.first_leads else clause


#: What parts a cell into those who lead and those who support.
_PARTS = re.compile("[/／；\n]")


def _in_two_roles(folded: str, role: Role, then: Role) -> Clause:
    """The clause of a cell under 牵头单位/配合单位: a part for each, or the first listed and the others."""
    cuts = [match.start() for match in _PARTS.finditer(folded)]
    if len(cuts) == 1:
        at = cuts[0]
        first = read_clause(_line_breaks(folded[:at]), role)
        second = read_clause(" " * (at + 1) + _line_breaks(folded[at + 1 :]), then)
        side = max((duty.group for duty in first.duties), default=-1) + 1
        behind = tuple(duty._replace(group=duty.group + side) for duty in second.duties)
        return Clause((*first.duties, *behind), (*first.times, *second.times))
    clause = read_clause(_line_breaks(folded), role)
    if len(clause.duties) < 2 or any(duty.role_printed for duty in clause.duties):
        return clause
    first_duty, *others = _first_leading(clause).duties
    return clause._replace(duties=(first_duty, *(duty._replace(role=then) for duty in others)))


def _first_leading(clause: Clause) -> Clause:
    """The clause of a cell whose header says that the first listed leads, unless the cell itself gives roles."""
    first = next((at for at, duty in enumerate(clause.duties) if duty.role in _PRIMARY), None)
    if first is None or any(duty.role is Role.LEAD and duty.role_printed for duty in clause.duties):
        return clause
    duties = list(clause.duties)
    name = duties[first].name._replace(basis=(*duties[first].name.basis, "first-listed-leads"))
    duties[first] = duties[first]._replace(name=name, role=Role.LEAD)
    return clause._replace(duties=tuple(duties))


def _line_breaks(folded: str) -> str:
    """Line breaks of a cell as 、 between names, as spaces inside one and before a bracket behind one."""
    if "\n" not in folded and " " not in folded and "\u3000" not in folded:
        return folded
    out = []
    pieces = re.split(r"([\n \u3000]+)", folded.strip("\n "))
    lead = len(folded) - len(folded.lstrip("\n "))
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            out.append(piece)
            continue
        before, after = pieces[at - 1], pieces[at + 1] if at + 1 < len(pieces) else ""
        last = re.split("[、，；：]", before)[-1]
        whole = (
            before[-1:] not in "、，；："
            and not after.startswith("（")
            and is_unit_like(last)
            and (
                is_unit_like(re.split("[、，；]", after)[0])
                or bool(LABEL.match("\n" + after))
                or "：" in after
            )
        )
        out.append(
            ("、" if whole and "：" not in after[:8] else "\n" if "\n" in piece else " ")
            + " " * (len(piece) - 1)
        )
    return " " * lead + "".join(out)


def cell_para(cell: Cell) -> Para:
    """A cell as a paragraph."""
    text = cell.text
    return Para(text, fold(text), cell.span.start, cell.span.end, read_number(text))
