"""Tables whose cells stand one to a line, as copies of web pages have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attrs import evolve, frozen

from policyplan.reading.blocks import Cell, Table
from policyplan.reading.folding import fold
from policyplan.reading.header_rows import is_header
from policyplan.reading.headers import Column, classify
from policyplan.reading.numbering import read_number
from policyplan.reading.typed.filling import Filled, Filling, Piece
from policyplan.source import Span

_BORDER = re.compile(r"[\s\u3000]*[|｜│][\s\u3000|｜│]*$")
_WORDS = re.compile(r"[^。：；，:;,.!?！？]{1,14}$")
#: The words of a header that are no cell of a first row.
_ASKING = re.compile("单位|部门|科室|处室|时限|时间|期限|序号|编号")
_FIRST = re.compile(r"1[.．、]?$")
_MOST_HEADERS = 12
_FEWEST_HEADERS = 3
#: How many lines tell whether some stand together in one cell.
_LOOKED_AT = 40


class _Word(NamedTuple):
    """A word of a header: its place among the lines, where it stands, and what the column below it holds."""

    line: int
    cell: Span
    column: Column


@frozen
class _Header:
    """The words of a header, a line each: where they stand among the lines, and what its columns are."""

    first: int
    last: int
    cells: tuple[Span, ...]
    columns: tuple[Column, ...]


def read_stacked(text: str, lines: Sequence[Span], at: int) -> Table | None:
    """Read the table whose header begins at line `at`; None where it is none, or its cells cannot be told for sure."""
    run = _run(text, lines, at)
    kinds = [column.kind for _, _, column in run]
    inner = kinds.index("number") if "number" in kinds else 0
    if set(kinds[:inner]) - {"section"} and _below(text, lines, run[inner:]) is not None:
        return None  # what stands above the header only looks like a part of it: a title
    return _below(text, lines, run)


def _below(text: str, lines: Sequence[Span], run: Sequence[_Word]) -> Table | None:
    """The table below a header of these words, of which the last may be the first row's: the longest and likeliest."""
    found: list[tuple[int, Table]] = []
    for end in range(len(run), _FEWEST_HEADERS - 1, -1):
        header = _header(text, run[:end])
        if header is not None:
            read = [_read(text, lines, header, parted) for parted in _partings(text, lines, header)]
            found += [each for each in read if each is not None]
        if _ASKING.search(text, run[end - 1].cell.start, run[end - 1].cell.end):
            break
    return min(found, key=lambda each: (-each[1].span.end, each[0]))[1] if found else None


def _run(text: str, lines: Sequence[Span], at: int) -> list[_Word]:
    """The lines from `at` on that are header words, borders between them left out."""
    run: list[_Word] = []
    for index in range(at, min(len(lines), at + 2 * _MOST_HEADERS)):
        cell = _trimmed(text, lines[index])
        words = text[cell.start : cell.end]
        if _BORDER.match(words):
            if not run:
                return []
            continue
        column = classify(words) if _WORDS.match(words) and read_number(words) is None else None
        if column is None:
            break
        run.append(_Word(index, cell, column))
    return run


def _header(text: str, run: Sequence[_Word]) -> _Header | None:
    first, last = run[0].line, run[-1].line
    run = _in_order(text, run)
    columns = tuple(word.column for word in run)
    words = {text[word.cell.start : word.cell.end] for word in run}
    kinds = [column.kind for column in columns]
    if len(words) < len(run) or not is_header(columns) or kinds.count("number") > 1:
        return None
    if not {"task", "text"} & set(kinds):
        return None
    return _Header(first, last, tuple(word.cell for word in run), columns)


#: A header over several columns of bodies, whose own headers stand in the row below it.
_OVER_BODIES = re.compile("(?:责任|职责|任务|工作)?分工|责任(?:单位|部门|主体)?")


def _in_order(text: str, run: Sequence[_Word]) -> Sequence[_Word]:
    """The words of a header in two rows in the order of their columns: those of the second stand behind all others."""
    kinds = ["role" if word.column.kind == "role" else "" for word in run]
    behind = len(kinds) - next((at for at, kind in enumerate(reversed(kinds)) if not kind), len(kinds))
    over = next(
        (
            at
            for at, word in enumerate(run[: max(behind - 1, 0)])
            if _OVER_BODIES.fullmatch(text, word.cell.start, word.cell.end)
        ),
        None,
    )
    if over is None or len(run) - behind < 2:
        return run
    return [*run[:over], *run[behind:], *run[over + 1 : behind]]


def _partings(text: str, lines: Sequence[Span], header: _Header) -> Iterator[str]:
    """What parts the cells of the table: borders; else blank lines; and line ends, where those do not."""
    if any(_is_border(text, lines[at]) for at in range(header.first, header.last)):
        yield "borders"
        return
    below = range(header.last, min(len(lines) - 1, header.last + _LOOKED_AT))
    if _all_parted(text, lines, header) and not all(_blank_below(text, lines, at) for at in below):
        yield "blanks"
    yield "lines"


def _all_parted(text: str, lines: Sequence[Span], header: _Header) -> bool:
    """Whether empty lines part all the words of the header."""
    return all(_blank_below(text, lines, at) for at in range(header.first, header.last))


def _is_border(text: str, line: Span) -> bool:
    return _BORDER.match(text, line.start, line.end) is not None


def _blank_below(text: str, lines: Sequence[Span], at: int) -> bool:
    """Whether an empty line stands below line `at`."""
    return text.count("\n", lines[at].end, lines[at + 1].start) > 1


def _pieces(text: str, lines: Sequence[Span], header: _Header, parted: str) -> Iterator[Piece]:
    """The cells below the header, or the lines of them where only line ends part them."""
    ends = {"borders": _border_below, "blanks": _blank_below}.get(parted, _line_ends)
    tight = parted == "lines" and not _all_parted(text, lines, header)
    begin: int | None = None
    for at in range(header.last + 1, len(lines)):
        if parted == "borders" and _is_border(text, lines[at]):
            continue
        line = _trimmed(text, lines[at])
        begin = line.start if begin is None else begin
        if at + 1 == len(lines) or ends(text, lines, at):
            gap = tight and _blank_below(text, lines, at - 1)
            yield Piece(Span(begin, line.end), fold(text[begin : line.end]), parted != "lines", gap)
            begin = None


def _border_below(text: str, lines: Sequence[Span], at: int) -> bool:
    """Whether a border stands below line `at`."""
    return _is_border(text, lines[at + 1])


def _line_ends(text: str, lines: Sequence[Span], at: int) -> bool:
    """Whether a cell may end at line `at`: any may."""
    return True


def _read(text: str, lines: Sequence[Span], header: _Header, parted: str) -> tuple[int, Table] | None:
    """The table below the header and what it costs; numbers without a header get a column where the cells fit."""
    kinds = [column.kind for column in header.columns]
    if "number" in kinds:
        places: list[int | None] = [kinds.index("number")]
    else:
        heads = [piece.words for piece in islice(_pieces(text, lines, header, parted), len(kinds) + 1)]
        numbered = any(_FIRST.match(words) for words in heads)
        places = list(range(len(kinds))) if numbered else [None]
    for number in places:
        columns, cells = list(header.columns), list(header.cells)
        if number is not None and "number" not in kinds:
            columns.insert(number, Column("number"))
            cells.insert(number, Span(cells[number].start, cells[number].start))
        filling = Filling(tuple(columns), number)
        rows = filling.fill(_pieces(text, lines, header, parted))
        if rows:
            table = _table(text, cells, rows)
            return filling.cost, _with_border(text, lines, header, table) if parted == "borders" else table
    return None


def _with_border(text: str, lines: Sequence[Span], header: _Header, table: Table) -> Table:
    """The table with the border below its last cell."""
    below = next((line for line in lines[header.last :] if line.start >= table.span.end), None)
    if below is None or not _is_border(text, below):
        return table
    return evolve(table, span=Span(table.span.start, below.end))


def _table(text: str, header: Sequence[Span], rows: Sequence[Filled]) -> Table:
    """The rows as cells; one left out in front of a row's own goes on from above."""
    made = [tuple(_cell(text, cell) for cell in header)]
    for row in rows:
        if row.heading:
            (span,) = row.cells
            made.append((_cell(text, span),) * len(header))
        else:
            made.append(tuple(_cells(text, row, made[-1])))
    end = max(span.end for span in rows[-1].cells if span is not None)
    return Table(made, span=Span(header[0].start, end))


def _cells(text: str, row: Filled, above: tuple[Cell, ...]) -> Iterator[Cell]:
    begun = False
    for span, over in zip(row.cells, above, strict=True):
        begun = begun or span is not None
        if span is None and not begun:
            yield Cell(over.text, over.span, merged=True)
        else:
            yield _cell(text, span)


def _cell(text: str, span: Span | None) -> Cell:
    return Cell("", Span(0, 0)) if span is None else Cell(text[span.start : span.end], span)


def _trimmed(text: str, line: Span) -> Span:
    piece = text[line.start : line.end]
    begin = line.start + len(piece) - len(piece.lstrip())
    return Span(begin, begin + len(piece.strip()))
