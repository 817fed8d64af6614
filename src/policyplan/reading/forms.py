"""Forms: tables of labels and values (牵头单位 | 市财政局), a task's record or the fields of the item above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import Factory, define

from policyplan.reading.blocks import Cell, Table
from policyplan.reading.cells import cell_clause, cell_para
from policyplan.reading.header_rows import distinct
from policyplan.reading.headers import Column, classify
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated
from policyplan.reading.rows import Grid, Row
from policyplan.source import Span

#: The row above a form's fields that only says which column is which: 项目 | 内容.
_CAPTION = re.compile(
    r"(?:项目|事项|栏目|字段|要素|名称|类别|Field|Item)\s*\|\s*(?:具体)?(?:内容|说明|详情|情况|Details?|Value)$"
)
#: A row above a record that but counts it: 整改任务一, 第3项.
_ORDINAL = re.compile(r".{0,8}?(?:[一二三四五六七八九十]+|\d+)[项条件个]?$")
_LONGEST_HEADING = 60


@define(eq=False)
class _Record:
    """The fields of one task, in printed order: each with its label (None for a row without one) and its column."""

    fields: list[tuple[Cell | None, Cell, Column | None]] = Factory(list)

    def holds(self, label: Cell) -> bool:
        """Whether a field of this label stands in the record."""
        return any(other is not None and _words(other) == _words(label) for other, _, _ in self.fields)

    def of(self, *kinds: str) -> list[Para]:
        """The values of these kinds of columns that print anything; "" is a label that is not known."""
        return [
            cell_para(value)
            for label, value, column in self.fields
            if label is not None and value.text.strip() and (column.kind if column else "") in kinds
        ]

    def parts(self) -> list[Part]:
        """The clauses of the fields of units and times."""
        paras = [
            (cell_para(value), column)
            for _, value, column in self.fields
            if column is not None and column.kind in ("role", "time") and value.text.strip()
        ]
        return [Part(para, 0, len(para.text), cell_clause(para, column)) for para, column in paras]

    @property
    def title(self) -> Para | None:
        """The row without a label above the fields, None where there is none."""
        label, value, _ = self.fields[0]
        return cell_para(value) if label is None else None


def read_records(table: Table) -> Grid | None:
    """Read a form that says itself which task it is of, by a title row or a field 任务名称; None for other tables.

    A label that comes again begins another record.
    """
    records = _records(table)
    if not records or not all(record.title or record.of("task") for record in records):
        return None
    if not all(record.parts() for record in records):
        return None
    return Grid([_row(record) for record in records], headers=[cell_para(cell) for cell in _labels(table)])


def read_fields(table: Table) -> tuple[list[Para | Stated], list[Span]] | None:
    """Read a form that says who and by when of the item above it; None for other tables.

    Returns its texts and clauses in order, and the spans of its labels and of what sets no task.
    """
    records = _records(table)
    if not records:
        return None
    items: list[Para | Stated] = []
    for record in records:
        for para in [
            *([record.title] if record.title else []),
            *record.of("task", "text", "section", "number", ""),
        ]:
            para.number = None
            items.append(para)
        parts = record.parts()
        if parts:
            first = parts[0].para
            items.append(Stated(parts, 0, len(first.text), True, False, first))
    labels = [cell.span for cell in _labels(table)]
    return items, [*labels, *(Span(para.start, para.end) for each in records for para in each.of("other"))]


def _records(table: Table) -> list[_Record]:
    """The records of a form, [] where the table is none: most labels are known, one of a unit or time among them."""
    fields = list(_fields(table))
    labels = [(label, column) for label, _, column in fields if label is not None]
    known = [column for _, column in labels if column is not None]
    if len(labels) < 2 or len(known) * 2 < len(labels):
        return []
    if any(len(distinct(row)) not in (1, 2, 4) for row in table.rows) or len(table.rows[0]) < 2:
        return []
    asks = [column for column in known if column.kind in ("role", "time")]
    first = next(row for row in table.rows if len(distinct(row)) > 1)  # below the title
    return list(_parted(fields)) if asks and not _is_header(first) else []


def _is_header(row: tuple[Cell, ...]) -> bool:
    """Whether all cells of a row are labels, those where values stand too: it heads columns."""
    columns = [classify(cell.text) for cell in distinct(row)]
    return all(columns) and any(each is not None and each.kind in ("role", "time") for each in columns[1::2])


def _fields(table: Table) -> Iterator[tuple[Cell | None, Cell, Column | None]]:
    for row in table.rows:
        cells = distinct(row)
        if len(cells) == 1:
            yield None, cells[0], None
        elif not _is_caption(cells):
            for label, value in zip(cells[::2], cells[1::2], strict=False):
                if label.text.strip():
                    yield label, value, classify(label.text)


def _labels(table: Table) -> Iterator[Cell]:
    """The cells that are no values."""
    for row in table.rows:
        cells = distinct(row)
        if len(cells) > 1:
            yield from cells if _is_caption(cells) else [cell for cell in cells[::2] if cell.text.strip()]


def _is_caption(cells: list[Cell]) -> bool:
    return _CAPTION.match("|".join(_words(cell) for cell in cells)) is not None


def _parted(fields: list[tuple[Cell | None, Cell, Column | None]]) -> Iterator[_Record]:
    record = _Record()
    for at, field in enumerate(fields):
        begins = field[0]
        if begins is None:  # a row without a label heads a record where the fields below it begin anew
            begins = next((label for label, _, _ in fields[at:] if label is not None), None)
        if begins is not None and not begins.merged and record.fields and record.holds(begins):
            yield record
            record = _Record()
        record.fields.append(field)
    if record.fields:
        yield record


def _row(record: _Record) -> Row:
    """A record as a task's row."""
    title, tasks = record.title, record.of("task")
    heading = next((para for para in tasks if len(para.text) <= _LONGEST_HEADING), None)
    number = next(iter(record.of("number")), None)
    sections: tuple[Para, ...] = ()
    if title is not None and heading is None:
        heading = title
    elif title is not None and number is None and _ORDINAL.match(title.text.strip()):
        number = title
    elif title is not None:
        sections = (title,)
    texts = [para for para in record.of("task", "text") if heading is None or para.start != heading.start]
    return Row(sections, number, heading, texts, record.parts(), _asides(record))


def _asides(record: _Record) -> list[Para]:
    rows = [cell_para(value) for label, value, _ in record.fields[1:] if label is None and value.text.strip()]
    return [*record.of("section", "other", ""), *rows]


def _words(cell: Cell) -> str:
    return re.sub(r"\s", "", cell.text)
