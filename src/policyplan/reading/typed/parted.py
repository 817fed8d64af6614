"""Tables whose cells are parted by tabs, by bars or by runs of spaces, a row to a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from attrs import Factory, define, evolve

from policyplan.reading.blocks import Cell, Table
from policyplan.reading.clauses import read_clause
from policyplan.reading.folding import fold
from policyplan.reading.forms import read_records
from policyplan.reading.header_rows import is_header
from policyplan.reading.headers import Column, classify
from policyplan.reading.names import is_unit_like
from policyplan.reading.numbering import read_number
from policyplan.source import Span

_GAP = re.compile(r"(?:[ \xa0]{2}|\u3000)[ \xa0\u3000]*")
#: What parts the cells of a line, the surest first.
_MARKS = ("\t", "|")
#: The line between the header and the rows of a table with bars.
_RULE = re.compile(r"[\s|:—–-]+\Z")
_NUMBER_CELL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.、．]?|[一二三四五六七八九十]{1,3}|合计|总计|小计)?$"
)
_SENTENCE = re.compile("[。：；！？:]")
_LONGEST_HEADING = 60
#: How many lines the cells of one row may take together.
_MOST_LINES = 30
#: How many lines below a table may hold none of its rows.
_LOOKED_AT = 4
_MOST_FIELDS = 60


@define(eq=False)
class _Parted:
    """A table as it is read: its text, header and rows; `mark` is what parts its cells, "" for runs of spaces."""

    text: str
    mark: str
    header: list[Span]
    columns: list[Column | None]
    rows: list[list[Span]] = Factory(list)
    begin: int = 0
    end: int = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header)

    @property
    def number(self) -> int | None:
        """The column that numbers the rows, None where there is none."""
        kinds = [column.kind if column else "" for column in self.columns]
        return kinds.index("number") if "number" in kinds else None

    def begins_row(self, cells: Sequence[Span]) -> bool:
        """Whether a line of these cells begins a row: where rows are numbered, with a number or a blank for it."""
        at = self.number
        if at is None or [self.word(cell) for cell in cells] == [self.word(cell) for cell in self.header]:
            return True
        return at < len(cells) and _NUMBER_CELL.match(self.word(cells[at])) is not None

    def word(self, cell: Span) -> str:
        """What stands in `cell`."""
        return self.text[cell.start : cell.end]

    def parts(self, line: Span) -> list[Span]:
        """The cells of a line."""
        return _parts(self.text, line, self.mark)


def read_parted(text: str, lines: Sequence[Span], at: int) -> Table | None:
    """Read the table whose header is line `at`, None where the line is no header or no row follows."""
    line = lines[at]
    mark = next((mark for mark in _MARKS if text.find(mark, line.start, line.end) >= 0), "")
    if not mark and not _GAP.search(text, line.start, line.end):
        return None
    table = _Parted(text, mark, header := _parts(text, line, mark), [])
    while header and header[-1].start == header[-1].end:
        header.pop()
    if mark == "\t" and len(header) == 2 and (form := _form(text, lines, at)) is not None:
        return form
    table.begin = line.start
    table.columns = [classify(table.word(cell)) for cell in header]
    if not _heads(table):
        return None
    read = _rows_by_marks(table, lines, at + 1) if mark else _rows_by_gaps(table, lines, at + 1)
    return _table(table) if read and table.rows else None


def _heads(table: _Parted) -> bool:
    words = [table.word(cell) for cell in table.header]
    known = sum(column is not None for column in table.columns)
    return (
        table.width >= (2 if table.mark else 3)
        and known * 3 >= len(words) * 2
        and is_header(table.columns)
        and not any(_SENTENCE.search(word) for word in words)
        and len(set(words)) == len(words)
    )


def _parts(text: str, line: Span, mark: str) -> list[Span]:
    """The cells of a line, which may begin and end with a bar."""
    if not mark:
        return _spaced(text, line)
    if mark == "|":
        line = _trimmed(text, line.start, line.end)
        begin = line.start + text.startswith("|", line.start, line.end)
        line = Span(begin, line.end - text.endswith("|", begin, line.end))
    return [_trimmed(text, start, end) for start, end in _between(text, mark, line)]


def _between(text: str, mark: str, line: Span) -> list[tuple[int, int]]:
    ends = [line.start - 1]
    while (found := text.find(mark, ends[-1] + 1, line.end)) >= 0:
        ends.append(found)
    ends.append(line.end)
    return [(start + 1, end) for start, end in pairwise(ends)]


def _spaced(text: str, line: Span) -> list[Span]:
    whole = _trimmed(text, line.start, line.end)
    cells, start = [], whole.start
    for gap in _GAP.finditer(text, whole.start, whole.end):
        cells.append(Span(start, gap.start()))
        start = gap.end()
    return [*cells, Span(start, whole.end)]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    kept = piece.strip()
    begin = start + (len(piece) - len(piece.lstrip()) if kept else 0)
    return Span(begin, begin + len(kept))


def _rows_by_marks(table: _Parted, lines: Sequence[Span], at: int) -> bool:
    """Read rows whose cells tabs or bars part.

    A cell may go on over lines, in quotation marks or where rows are numbered.
    """
    if table.mark == "|" and at < len(lines) and _RULE.match(table.text, lines[at].start, lines[at].end):
        at += 1
    while at < len(lines):
        line, taken = _quoted(table.text, lines, at)
        cells = table.parts(line)
        while len(cells) > table.width and cells[-1].start == cells[-1].end:
            cells.pop()
        if len(cells) > table.width:
            break
        if table.mark == "|":
            cells = _under_headers(table, cells)
        if len(cells) == 1:
            if _is_heading(table, lines, at):
                table.rows.append(cells * table.width)
            elif table.rows and _goes_on(table, lines, at):
                table.rows[-1][-1] = Span(table.rows[-1][-1].start, cells[0].end)
            else:
                break
        elif not table.begins_row(cells) or _is_furniture(table, cells):
            break
        else:
            cells, more = _with_lines_below(table, cells, lines, at + taken)
            taken += more
            table.rows.append([*cells, *(Span(line.end, line.end) for _ in range(table.width - len(cells)))])
        at += taken
        table.end = max(table.end, lines[at - 1].end)
    return True


def _under_headers(table: _Parted, cells: list[Span]) -> list[Span]:
    """The cells of a line that leaves out those merged with the cells above: blanks in front instead of behind.

    They are moved where a blank stands under a header of units, and names of units would then stand there.
    """
    filled = len(cells)
    while filled > 1 and cells[filled - 1].start == cells[filled - 1].end:
        filled -= 1
    blanks = [Span(cells[0].start, cells[0].start)] * (table.width - filled)
    moved = [*blanks, *cells[:filled]]
    asked = [at for at, column in enumerate(table.columns) if column is not None and column.kind == "role"]
    if not blanks or not asked or any(at < filled for at in asked):
        return cells
    return moved if all(_names_units(table.word(moved[at])) for at in asked) else cells


def _names_units(words: str) -> bool:
    duties = read_clause(fold(words)).duties
    return bool(duties) and all(is_unit_like(duty.name.full) for duty in duties)


def _quoted(text: str, lines: Sequence[Span], at: int) -> tuple[Span, int]:
    """The line with those below it that a quotation mark opened at a cell's begin takes in, and how many they are."""
    line = lines[at]
    if text.find('"', line.start, line.end) < 0 or text.count('"', line.start, line.end) % 2 == 0:
        return line, 1
    for more in range(1, min(_MOST_LINES, len(lines) - at)):
        end = lines[at + more].end
        if text.count('"', line.start, end) % 2 == 0:
            return Span(line.start, end), more + 1
    return line, 1


def _is_heading(table: _Parted, lines: Sequence[Span], at: int) -> bool:
    """Whether the line without cells heads the rows below it."""
    words = table.text[lines[at].start : lines[at].end].strip()
    return (
        read_number(words) is not None
        and len(words) < _LONGEST_HEADING
        and not words.endswith("。")
        and _row_follows(table, lines, at + 1)
    )


def _row_follows(table: _Parted, lines: Sequence[Span], at: int) -> bool:
    if at >= len(lines):
        return False
    cells = table.parts(lines[at])
    if len(cells) == 1:
        return _is_heading(table, lines, at)
    return len(cells) <= table.width and table.begins_row(cells)


def _goes_on(table: _Parted, lines: Sequence[Span], at: int) -> bool:
    """Whether the line without tabs is one more line of the last cell: rows are numbered, or it names a unit."""
    last = table.columns[-1]
    word = table.text[lines[at].start : lines[at].end].strip()
    units = last is not None and last.kind == "role" and is_unit_like(word)
    return units or (table.number is not None and _row_follows(table, lines, at + 1))


def _with_lines_below(
    table: _Parted, cells: list[Span], lines: Sequence[Span], at: int
) -> tuple[list[Span], int]:
    """The cells of a row of which some go on over the lines below, and how many lines those are.

    Only rows that are numbered tell a line that goes on from one that begins a row.
    """
    if table.number != 0 or not table.word(cells[0]) or len(cells) == table.width:
        return cells, 0
    row = list(cells)
    for more in range(min(_MOST_LINES, len(lines) - at)):
        below = table.parts(lines[at + more])
        if (
            len(row) + len(below) - 1 > table.width
            or table.begins_row(below)
            or _is_heading(table, lines, at + more)
        ):
            break
        row = [*row[:-1], Span(row[-1].start, below[0].end), *below[1:]]
        if len(row) == table.width:
            return row, more + 1
    return cells, 0


def _is_furniture(table: _Parted, cells: Sequence[Span]) -> bool:
    """Whether a line below a table is none of its rows: 主办：… 承办：…"""
    return len(cells) < table.width and all(
        "：" in table.word(cell) or ":" in table.word(cell) for cell in cells
    )


def _rows_by_gaps(table: _Parted, lines: Sequence[Span], at: int) -> bool:
    """Read rows whose cells runs of spaces part; False where lines among them cannot be told apart for sure."""
    begin = lines[at - 1].start
    starts = [_column(table.text, cell.start, begin) for cell in table.header]
    while at < len(lines):
        line = lines[at]
        cells = table.parts(line)
        if len(cells) == 1 and _is_heading(table, lines, at):
            table.rows.append(cells * table.width)
        else:
            placed = cells if len(cells) == table.width else _placed(table.text, cells, starts, line)
            if placed is None or not table.begins_row(placed):
                break
            table.rows.append(placed)
        table.end = line.end
        at += 1
    below = [table.parts(line) for line in lines[at : at + _LOOKED_AT]]
    return not any(len(cells) == table.width and not _all_known(table, cells) for cells in below)


def _all_known(table: _Parted, cells: Sequence[Span]) -> bool:
    return all(classify(table.word(cell)) is not None for cell in cells)


def _column(text: str, at: int, begin: int) -> int:
    """Where the character at `at` is printed in its line: a wide character takes two places."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text[begin:at])


def _placed(text: str, cells: list[Span], starts: list[int], line: Span) -> list[Span] | None:
    """The cells under the headers that they begin below, blanks between; None where one begins below none."""
    if len(cells) < 2:
        return None
    placed = [Span(line.end, line.end)] * len(starts)
    for cell in cells:
        place = _column(text, cell.start, line.start)
        under = [index for index, start in enumerate(starts) if abs(start - place) <= 1]
        if len(under) != 1:
            return None
        placed[under[0]] = cell
    return placed


def _form(text: str, lines: Sequence[Span], at: int) -> Table | None:
    """The form of labels and values, a tab between them, that begins at line `at`."""
    rows: list[list[Span]] = []
    for index in range(at, min(at + _MOST_FIELDS, len(lines))):
        cells = _parts(text, lines[index], "\t")
        if len(cells) != 2 or not all(cell.end > cell.start for cell in cells):
            break
        rows.append(cells)
    if len(rows) < 3:
        return None
    table = _as_table(text, rows)
    labels = {column for row in rows if (column := classify(text[row[0].start : row[0].end])) is not None}
    asked = [column for column in labels if column.kind in ("role", "time")]
    return table if len(asked) > 1 and read_records(table) is not None else None


def _table(table: _Parted) -> Table:
    made = _as_table(table.text, [table.header, *table.rows])
    if table.mark == "|":  # with the bars in front and behind
        made = evolve(made, span=Span(table.begin, table.end))
    return made


def _as_table(text: str, rows: list[list[Span]]) -> Table:
    end = max(cell.end for row in rows for cell in row)
    return Table([tuple(_cell(text, span) for span in row) for row in rows], span=Span(rows[0][0].start, end))


def _cell(text: str, span: Span) -> Cell:
    """A cell without the quotation marks that a spreadsheet program puts around line breaks."""
    words = text[span.start : span.end]
    if len(words) > 1 and words[0] == words[-1] == '"' and "\n" in words:
        span = Span(span.start + 1, span.end - 1)
    return Cell(text[span.start : span.end], span)
