"""Tables of tasks: which column is what, and a row for a task."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import Factory, define

from policyplan.model import Role
from policyplan.reading._vocabulary import DITTO
from policyplan.reading.blocks import Cell, Table
from policyplan.reading.cells import cell_clause, cell_para
from policyplan.reading.folding import fold
from policyplan.reading.header_rows import completed, distinct, find_header, is_header
from policyplan.reading.headers import Column, classify
from policyplan.reading.month_years import with_month_years
from policyplan.reading.notes import heads_no_row, is_labelled_note, sets_no_task
from policyplan.reading.numbering import Number, read_number
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, Text, read_pieces

#: The roles of a task's first unit column, where a blank means the cell above: a task is hardly without its unit.
_PRIMARY = (Role.LEAD, Role.RESPONSIBLE)
#: A number of tasks in figures, and one of the headings above them in Chinese numerals.
_FIGURES = re.compile(r"\s*\d{1,3}(?:[.-]\d{1,3})*[.、．]?\s*")
_HAN_NUMBER = re.compile(r"\s*([一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[）)])[、．.]?\s*")


@define(eq=False)
class Row:
    """A task's row: its sections from the outermost in, number, heading and texts, and the clauses of its cells.

    `pieces` are its texts, and the clauses that stand in them or in the heading, where the table has no column for
    units: 修建东桥。（责任单位：县交通局）.
    """

    sections: tuple[Para, ...]
    number: Para | None
    heading: Para | None
    texts: list[Para]
    parts: list[Part]
    asides: list[Para] = Factory(list)
    continues: bool = False
    pieces: list[Text | Stated] = Factory(list)


@define(eq=False)
class Grid:
    """A table read as tasks; `before` and `after` are the lines above its header and the notes below.

    `apart` is True where it stands behind the document's signature, and so in none of its sections.
    """

    rows: list[Row]
    before: list[Para] = Factory(list)
    after: list[Para] = Factory(list)
    headers: list[Para] = Factory(list)
    apart: bool = False


def read_table(table: Table, legend: str = "") -> Grid | None:
    """Read a table of tasks; None where no row of it is a header with a task and a unit or time column.

    The lines above it (`legend`) may say what the signs in its cells stand for.
    """
    found = find_header(table.rows, legend)
    if found is None:
        return None
    at, height, columns = found
    grid = Grid([])
    grid.headers = [cell_para(cell) for row in table.rows[at : at + height] for cell in distinct(row)]
    grid.before = [cell_para(cell) for row in table.rows[:at] for cell in distinct(row) if cell.text.strip()]
    columns = with_month_years(columns, table.rows[at + height :])
    _read_rows(table.rows, at, height, columns, grid)
    if not any(column.kind in ("role", "unit") for column in columns):
        for row in grid.rows:
            row.pieces = _clauses_inside(row)
    if not any(column.kind == "number" for column in columns):
        _number_by_codes([row.heading or row.texts[0] for row in grid.rows if row.heading or row.texts])
    return grid


def _clauses_inside(row: Row) -> list[Text | Stated]:
    """The texts of a row and the clauses in them and in its heading, none where no clause names a unit."""
    pieces: list[Text | Stated] = []
    for para in (row.heading, *row.texts):
        begin = para.number.end if para is not None and para.number is not None else 0
        for piece in read_pieces(para, begin) if para is not None else ():
            if isinstance(piece, Stated):
                pieces.append(piece)
            elif para is not row.heading or not row.texts:
                pieces.append(piece._replace(start=0) if piece.start == begin else piece)
    return pieces if any(isinstance(piece, Stated) and piece.names_units for piece in pieces) else []


#: A code in front of what is to be done, where each row has one: A.1 Mend the weir.
_CODED = re.compile(
    r"(?P<code>#\d{1,3}|(?:Rec|Act|Ref|Item|Task|No)\.? ?\d{1,3}(?:\.\d{1,3}){0,2}"
    r"|(?!Q[1-4]\b|H[12]\b|FY)[A-Z]{1,4}[ .-]?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?|[A-Z]{1,3}\d{1,2}/[A-Z]{1,3}\d{1,2}"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}\.?[a-z]?|\d{1,3}(?:\.?[a-z])?|[ivx]{1,5}(?=[.)])|\([a-z]\))[.:)]?"
    r"(?:\s+|\s*[–—-]\s+)(?=[A-Za-z])"
)
#: Figures alone may count something: 3 new buses. They number only what others with letters stand among: 1a, 1b, 2.
_FIGURE, _LETTERED = re.compile(r"\d{1,3}"), re.compile(r"\d{1,3}\.?[a-z]")
_FEWEST_CODED = 2


def _number_by_codes(firsts: Sequence[Para]) -> None:
    """Number the rows by the codes that all of them begin with, each with one of its own."""
    found = [match for para in firsts if (match := _CODED.match(para.text))]
    codes = [match["code"] for match in found]
    if len(firsts) < _FEWEST_CODED or len(set(codes)) < len(firsts):
        return
    if any(map(_FIGURE.fullmatch, codes)) and not any(map(_LETTERED.fullmatch, codes)):
        return
    for para, match in zip(firsts, found, strict=True):
        para.number = Number("code", match["code"], match.end())


def _read_rows(
    rows: Sequence[tuple[Cell, ...]], at: int, height: int, columns: list[Column], grid: Grid
) -> None:
    headers = [_words(row) for row in rows[at : at + height]]
    open_sections: dict[int, Para] = {}
    heading_rows: list[Para] = []
    above: tuple[Cell, ...] | None = None
    in_figures = _numbers_in_figures(rows[at + height :], columns)
    for row in rows[at + height :]:
        cells = distinct(row)
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            continue
        again = None if is_labelled_note(filled) else _header_again(row, columns)
        if _words(row) in headers or again is not None:
            columns = again or columns
            grid.headers += [cell_para(cell) for cell in filled]
            continue
        if len(filled) == 1 and (len(cells) == 1 or _heads(filled[0], row, columns)):
            para = cell_para(filled[0])
            if heads_no_row(para.text) or (len(para.text) > 60 and para.number is None):
                grid.after.append(para)
            else:
                heading_rows = _nest(heading_rows, para)
            continue
        if in_figures and len(filled) == 2 and (band := _band(filled, row, columns)) is not None:
            heading_rows = _nest(heading_rows, band)
            continue
        if sets_no_task(filled, row, columns):
            grid.after += [cell_para(cell) for cell in filled]
            continue
        continues = _continues(row, columns, above)
        blank = _blank_role(row, columns, above)
        above = _filled_from_above(row, columns, above, continues)
        read = _read_row(above, columns, continues, open_sections, heading_rows)
        if blank >= 0 and not continues:
            _mark_as_above(read, above[blank])
        grid.rows.append(read)


def _nest(open_rows: list[Para], para: Para) -> list[Para]:
    """The heading rows open at `para`: those of another kind stay outside it, its like is closed."""
    kind = para.number.kind if para.number else ""
    kept = []
    for other in open_rows:
        if (other.number.kind if other.number else "") == kind:
            break
        kept.append(other)
    return [*kept, para]


def _numbers_in_figures(rows: Sequence[tuple[Cell, ...]], columns: list[Column]) -> bool:
    """Whether tasks are numbered in figures in a column of their own."""
    at = next((at for at, column in enumerate(columns) if column.kind == "number"), None)
    return at is not None and any(_FIGURES.fullmatch(row[at].text) for row in rows)


def _band(filled: Sequence[Cell], row: tuple[Cell, ...], columns: list[Column]) -> Para | None:
    """The heading of the rows below it, where a Chinese number and a name are all of a row: 一 | 截污工程."""
    number, name = filled
    kinds = [columns[next(at for at, cell in enumerate(row) if cell is each)].kind for each in filled]
    match = _HAN_NUMBER.fullmatch(number.text)
    if match is None or kinds[0] != "number" or kinds[1] not in ("section", "task", "text"):
        return None
    if len(name.text) > 60 or "。" in name.text:
        return None
    kind = "bracket_han" if match[1][0] in "（(" else "han"
    return Para(
        name.text,
        fold(name.text),
        number.span.start,
        name.span.end,
        Number(kind, match[1], 0),
        cuts=((0, name.span.start),),
    )


def _heads(cell: Cell, row: tuple[Cell, ...], columns: list[Column]) -> bool:
    """Whether the only filled cell of a row is a heading of the rows below it."""
    at = next(index for index, other in enumerate(row) if other is cell)
    return columns[at].kind in ("number", "section", "task", "text") and (
        read_number(cell.text) is not None
        and len(cell.text) < 60
        and "。" not in cell.text
        and columns[at].kind in ("number", "section", "task")
    )


def _words(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", cell.text) for cell in row)


def _header_again(row: tuple[Cell, ...], columns: list[Column]) -> list[Column] | None:
    """The columns of a header row further down: the same header again, or another one; None for any other row."""
    kinds = [classify(cell.text) for cell in row]
    filled = [kind for kind, cell in zip(kinds, row, strict=True) if cell.text.strip()]
    if len(filled) < 2 or sum(kind is not None for kind in filled) * 4 < len(filled) * 3:
        return None
    pairs = [(kind, column) for kind, column in zip(kinds, columns, strict=True) if kind is not None]
    same = sum(kind == column and column.kind != "other" for kind, column in pairs)
    if any(kind.role is not None and kind.role != column.role for kind, column in pairs) and is_header(kinds):
        return completed(kinds)
    if same >= max(2, sum(column.kind != "other" for column in columns) - 1):
        return columns
    return completed(kinds) if is_header(kinds) else None


def _read_row(
    row: tuple[Cell, ...],
    columns: list[Column],
    continues: bool,
    open_sections: dict[int, Para],
    heading_rows: list[Para],
) -> Row:
    number = heading = None
    texts: list[Para] = []
    parts: list[Part] = []
    asides: list[Para] = []
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        if not cell.text.strip() or (at and cell.span == row[at - 1].span and columns[at - 1] == column):
            continue
        para = cell_para(cell)
        if column.kind == "section":
            _open_section(open_sections, at, para)
        elif column.kind == "number":
            number = para
        elif column.kind == "task":
            heading, texts = _task_cell(heading, texts, para)
        elif column.kind == "text":
            texts.append(para)
        elif column.kind in ("role", "time", "unit"):
            parts.append(Part(para, 0, len(para.text), cell_clause(para, column)))
        else:
            asides.append(para)
    sections = (*heading_rows, *(open_sections[at] for at in sorted(open_sections)))
    return Row(sections, number, heading, texts, parts, asides, continues)


def _open_section(open_sections: dict[int, Para], at: int, para: Para) -> None:
    """Open the section of column `at`; those of the columns behind it close when it changes."""
    before = open_sections.get(at)
    if before is not None and before.text != para.text:
        for other in [index for index in open_sections if index > at]:
            del open_sections[other]
    if before is None or before.text != para.text:
        open_sections[at] = para


def _task_cell(heading: Para | None, texts: list[Para], para: Para) -> tuple[Para | None, list[Para]]:
    if heading is None and len(para.text) <= 60:
        return para, texts
    return heading, [*texts, para]


def _continues(row: tuple[Cell, ...], columns: list[Column], above: tuple[Cell, ...] | None) -> bool:
    """Whether the row goes on with the task above: its number is merged with that one's, or blank as its task.

    The number may stand in the task's own cell: 17.免除学费.
    """
    if above is None:
        return False
    if not any(column.kind == "number" for column in columns):
        return any(
            column.kind == "task"
            and row[at].merged
            and row[at].span == above[at].span
            and _is_numbered(row[at])
            for at, column in enumerate(columns)
        )
    for at, column in enumerate(columns):
        if column.kind == "number":
            if row[at].merged and row[at].span == above[at].span and row[at].text.strip():
                return True
            task = [row[i].text.strip() for i, other in enumerate(columns) if other.kind == "task"]
            text = [row[i].text.strip() for i, other in enumerate(columns) if other.kind == "text"]
            return not row[at].text.strip() and bool(task) and not any(task) and any(text)
    return False


def _is_numbered(cell: Cell) -> bool:
    return read_number(cell.text) is not None


def _filled_from_above(
    row: tuple[Cell, ...], columns: list[Column], above: tuple[Cell, ...] | None, continues: bool
) -> tuple[Cell, ...]:
    """The row with ditto marks, and blanks that mean the cell above, filled in."""
    if above is None:
        return row
    blank_role = _blank_role(row, columns, above)
    cells = []
    for at, (cell, over, column) in enumerate(zip(row, above, columns, strict=True)):
        ditto = cell.text.strip().lower() in DITTO
        blank = not cell.text.strip()
        goes_on = continues and column.kind in ("role", "time", "number", "task")
        cells.append(over if ditto or (blank and (goes_on or at == blank_role)) else cell)
    return tuple(cells)


def _blank_role(row: tuple[Cell, ...], columns: list[Column], above: tuple[Cell, ...] | None) -> int:
    """The column of the task's units where its blank cell means the one above; -1 for none."""
    at = next((at for at, column in enumerate(columns) if column.kind == "role"), -1)
    means_above = at >= 0 and columns[at].role in _PRIMARY and not row[at].text.strip()
    return at if means_above and above is not None else -1


def _mark_as_above(row: Row, cell: Cell) -> None:
    """Tell of the units of a row that they stand but in the cell above."""
    for at, part in enumerate(row.parts):
        if (part.para.start, part.para.end) == (cell.span.start, cell.span.end):
            duties = [
                duty._replace(name=duty.name._replace(basis=(*duty.name.basis, "cell-above")))
                for duty in part.clause.duties
            ]
            row.parts[at] = part._replace(clause=part.clause._replace(duties=tuple(duties)))
