"""Writing down what a file says, piece by piece, as one text and the blocks on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from attrs import frozen

from policyplan.errors import ReadError
from policyplan.findings import Finding
from policyplan.reading.blocks import Block, Cell, Extract, Paragraph, Table
from policyplan.source import Source, Span

#: The most cells that the tables of one document may hold together, repeated ones included.
MAX_CELLS = 2_000_000

_LINE_ENDS = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")


@frozen(eq=False)
class Printed:
    """What one cell prints and where it stands; a merged cell is the same object at every place it covers."""

    text: str
    label: str


Row: TypeAlias = Sequence[Printed | None]


def tidy(text: str) -> str:
    """`text` with ``\\n`` for every line end, without control characters and without space around it.

    >>> tidy(" 市财政局\\r\\n市水利局 ")
    '市财政局\\n市水利局'
    """
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text)).strip()


class Manuscript:
    """The text and blocks of a document as they are written down, in reading order."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._pieces: list[str] = []
        self._length = 0
        self._places: list[tuple[int, str]] = []
        self._blocks: list[Block] = []
        self._findings: list[Finding] = []
        self._cells = 0

    def paragraph(
        self, text: str, label: str, *, level: int | None = None, page_break: bool = False, depth: int = 0
    ) -> None:
        """Write down a paragraph; one without text leaves no trace."""
        text = tidy(text)
        if text:
            self._blocks.append(Paragraph(self._write("\n", text, label), level, page_break, depth))

    def table(self, rows: Iterable[Row], *, title: str = "") -> None:
        """Write down a table: rows as a line each, cells parted by tabs, short rows filled up.

        Rows and columns that print nothing of their own are left out: empty ones, and rows in which
        every cell only continues one above.
        """
        seen: set[int] = set()
        kept = [list(row) for row in rows if _prints(row, seen)]
        columns = sorted({at for row in kept for at, cell in enumerate(row) if cell and cell.text})
        if not columns:
            return
        self._count(len(kept) * len(columns))
        spans: dict[int, Span] = {}
        body = tuple(self._row(row, columns, spans) for row in kept)
        written = [cell.span for row in body for cell in row if cell.text]
        span = Span(min(each.start for each in written), max(each.end for each in written))
        self._blocks.append(Table(body, title, span))

    def report(self, finding: Finding) -> None:
        """Keep a finding about the file."""
        self._findings.append(finding)

    def extract(self) -> Extract:
        """All that was written down; raises `ReadError` where that is nothing."""
        if not self._blocks:
            raise ReadError(
                f"{self._name or 'the document'} holds no text; if its pages are pictures, "
                "have them recognised (OCR) and save the text"
            )
        source = Source("".join(self._pieces), self._name, self._places)
        return Extract(source, tuple(self._blocks), findings=tuple(self._findings))

    def _row(self, row: Row, columns: Sequence[int], spans: dict[int, Span]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        before = "\n"
        for at in columns:
            cell = row[at] if at < len(row) else None
            if cell is None or not cell.text:
                cells.append(Cell("", Span(self._length, self._length)))
            elif id(cell) in spans:
                cells.append(Cell(cell.text, spans[id(cell)], merged=True))
            else:
                spans[id(cell)] = self._write(before, cell.text, cell.label)
                cells.append(Cell(cell.text, spans[id(cell)]))
                before = "\t"
        return tuple(cells)

    def _write(self, before: str, text: str, label: str) -> Span:
        if self._length:
            self._pieces.append(before)
            self._length += len(before)
        span = Span(self._length, self._length + len(text))
        self._pieces.append(text)
        self._length = span.end
        self._places.append((span.start, label))
        return span

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise ReadError(
                f"{self._name or 'the document'} has tables of more than {MAX_CELLS} cells; "
                "delete what is no part of the plan and read it again"
            )


def _prints(row: Row, seen: set[int]) -> bool:
    """Whether `row` prints anything that no row above it has printed; `seen` is what those printed."""
    new = {id(cell) for cell in row if cell is not None and cell.text} - seen
    seen |= new
    return bool(new)
