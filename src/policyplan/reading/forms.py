"""Forms: tables of two columns, labels and values, one form for each task."""

from __future__ import annotations

from policyplan.reading.blocks import Cell, Table
from policyplan.reading.headers import Column, classify, distinct
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated
from policyplan.reading.rows import cell_clause, cell_para
from policyplan.source import Span

#: The heading level of a form's task, below any that a file gives.
_FORM_LEVEL = 10


def read_form(table: Table) -> tuple[list[Para | Stated], list[Span]] | None:
    """Read a form of two columns, labels and values (牵头单位 | 市财政局); None where the table is none.

    Returns the fields and texts in order, and the spans of the labels. A task's own row opens a new item.
    """
    rows = [distinct(row) for row in table.rows]
    pairs = [row for row in rows if len(row) == 2 and row[0].text.strip()]
    columns = [classify(row[0].text) for row in pairs]
    known = [column for column in columns if column is not None]
    if len(pairs) < 2 or len(pairs) != len(rows) or len(known) * 2 < len(pairs):
        return None
    if not any(column.kind in ("role", "time") for column in known):
        return None
    items = [
        _field(row[1], column) for row, column in zip(pairs, columns, strict=True) if row[1].text.strip()
    ]
    return items, [row[0].span for row in pairs]


def _field(cell: Cell, column: Column | None) -> Para | Stated:
    para = cell_para(cell)
    if column is not None and column.kind in ("role", "time"):
        part = Part(para, 0, len(para.text), cell_clause(para, column))
        return Stated([part], 0, len(para.text), True, False, para)
    para.level = _FORM_LEVEL if column is not None and column.kind == "task" else None
    return para
