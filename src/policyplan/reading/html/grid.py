"""Tables of a page as rectangles of cells, and the tables that only place other things."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.errors import ReadError
from policyplan.reading.html.elements import Element, tidied

#: The most places that the cells of one table may cover.
MAX_PLACES = 500_000
_MAX_SPAN = 1000

Grid = list[list[Element | None]]


def is_layout(table: Element) -> bool:
    """Whether a table only places other things: it holds a table, or one cell a row, or one cell holds the page."""
    if (
        table.get("role") in ("presentation", "none")
        or next(table.iterdescendants("table"), None) is not None
    ):
        return True
    widths = [sum(1 for _ in cells_of(row)) for row in rows_of(table)]
    if max(widths, default=0) <= 1:
        return True
    return _has_page_cell(table)


def _has_page_cell(table: Element) -> bool:
    """Whether one cell holds nearly all text, in many paragraphs: the article beside an empty margin."""
    sizes = [
        (sum(map(len, cell.itertext())), sum(1 for _ in cell.iter("p", "div", "br", "h1", "h2", "h3")))
        for row in rows_of(table)
        for cell in cells_of(row)
    ]
    largest, paragraphs = max(sizes)
    many = 5 if sum(1 for _ in rows_of(table)) > 1 else 2
    return paragraphs >= many and largest >= 0.8 * sum(size for size, _ in sizes)


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of `table` itself, head first and foot last as they are shown."""
    for part in ("thead", "", "tbody", "tfoot"):
        for child in table:
            if child.tag == "tr" and not part:
                yield child
            elif child.tag == part:
                yield from (row for row in child if row.tag == "tr")


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row as they are written."""
    return (cell for cell in row if cell.tag in ("td", "th"))


def caption(table: Element) -> str:
    """The table's caption, "" where it has none."""
    return next((tidied(child).replace("\n", "") for child in table if child.tag == "caption"), "")


def grid(table: Element) -> Grid:
    """The rectangle of the table: at each place the cell that covers it, None where none does.

    Follows the table model of HTML: a row span ends with the table, and a cell takes the first free place.
    """
    rows = list(rows_of(table))
    filled: list[dict[int, Element]] = [{} for _ in rows]
    places = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while column in filled[at]:
                column += 1
            down, across = _span(cell, "rowspan", len(rows) - at), _span(cell, "colspan", _MAX_SPAN)
            places += down * across
            if places > MAX_PLACES:
                raise ReadError(
                    f"the table on line {table.sourceline} covers more than {MAX_PLACES} cells: mend its spans"
                )
            for below in filled[at : at + down]:
                for beside in range(column, column + across):
                    below.setdefault(beside, cell)
            column += across
    width = max((max(row, default=-1) for row in filled), default=-1) + 1
    if width * len(rows) > MAX_PLACES:
        raise ReadError(
            f"the table on line {table.sourceline} covers more than {MAX_PLACES} cells: mend its spans"
        )
    return [[row.get(column) for column in range(width)] for row in filled]


def _span(cell: Element, name: str, most: int) -> int:
    stated = (cell.get(name) or "1").strip()
    if not stated.isdecimal():
        return 1
    # rowspan=0 reaches to the end of the table.
    number = int(stated[:6])
    return min(number or (most if name == "rowspan" else 1), most, _MAX_SPAN if name == "colspan" else most)
