"""Matrices of tasks and units: a column for each unit, and in its cells a sign or word of its role (▲, 牵头)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyplan.model import Role
from policyplan.reading._vocabulary import LABEL_ROLES_ALONE, NOTHING
from policyplan.reading.blocks import Cell
from policyplan.reading.folding import fold
from policyplan.reading.headers import Column
from policyplan.reading.labels import any_of, role_of
from policyplan.reading.names import is_unit_like

_SIGNS = "√✓✔▲△★☆●○◎◆◇■□※*"
_MARK = re.compile(rf"[{_SIGNS}]|(?:{any_of(LABEL_ROLES_ALONE)})(?:单位|部门)?")
#: What a sign stands for: ▲为牵头单位, “○”表示配合.
_LEGEND = re.compile(
    rf"([{_SIGNS}])[”\"]?(?:号|符号|标记)?(?:的|者)?(?:表示|代表|指|为|是|：|-|—|=|\s)*"
    rf"((?:{any_of(LABEL_ROLES_ALONE)}|主责|指导|督导)[^{_SIGNS}]{{0,4}})"
)


def with_units(
    columns: Sequence[Column | None], header: Sequence[Cell], rows: Sequence[Sequence[Cell]], around: str
) -> list[Column | None]:
    """The columns with those of units, whose cells hold nothing but signs; `around` may say what these mean."""
    named: list[Column | None] = list(columns)
    unknown = [at for at, column in enumerate(columns) if column is None and header[at].text.strip()]
    units = [at for at in unknown if _is_unit(header[at])]
    body = [row for row in rows if len({cell.span for cell in row}) > 1] if len(units) > 1 else []
    found = [at for at in units if _holds_marks(row[at] for row in body)]
    if len(found) < 2:
        return named
    roles = tuple((match[1], role_of(match[2])) for match in _LEGEND.finditer(fold(around)))
    for at in found:
        named[at] = Column("unit", unit=_name(header[at]), roles=roles)
    return named


def role_of_mark(mark: str, column: Column) -> Role:
    """The role that a sign or word gives the unit of its column; responsible where nothing says which."""
    return dict(column.roles).get(mark) or role_of(mark)


def _name(cell: Cell) -> str:
    return re.sub(r"\s+", "", fold(cell.text))


def _is_unit(cell: Cell) -> bool:
    return len(cell.text) <= 40 and is_unit_like(_name(cell))


def _holds_marks(cells: Iterable[Cell]) -> bool:
    texts = [cell.text.strip() for cell in cells if not cell.merged]
    filled = [text for text in texts if text.lower() not in NOTHING or text in _SIGNS]
    marks = [text for text in filled if text and _MARK.fullmatch(text)]
    return bool(marks) and len(marks) == len([text for text in filled if text])
