"""Tables that go on over pages: their parts made one, and rows and merged cells that a page end cuts made whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policyplan.reading.manuscript import Printed, Row
from policyplan.reading.pdf.layout import Ending, Ruled, joined

#: No header that is printed again has more rows.
_MOST_HEADER_ROWS = 3


def whole_table(parts: Sequence[Ruled]) -> list[Row]:
    """The rows of a table from its parts on successive pages, the header that each repeats once."""
    rows: list[Row] = list(parts[0].rows)
    for before, part in pairwise(parts):
        further = list(part.rows[_repeated(parts[0], part) :])
        if further:
            further = _carried(rows, further)
            if before.is_open or part.is_cut or _is_cut(rows[-1], further[0], before.last):
                rows[-1:], further = _rejoined(rows[-1], further)
        rows += further
    return rows


def _repeated(first: Ruled, part: Ruled) -> int:
    """How many rows at the top of `part` are those of the table's first part again."""
    count = 0
    for one, other in zip(first.rows[:_MOST_HEADER_ROWS], part.rows, strict=False):
        if _texts(one) != _texts(other):
            break
        count += 1
    return count


def _texts(row: Row) -> list[str]:
    return [cell.text if cell is not None else "" for cell in row]


def _carried(rows: Sequence[Row], further: list[Row]) -> list[Row]:
    """`further` with the cells over several rows that a page end cuts: what is blank below it is the cell above."""
    filled = [list(row) for row in further]
    for at, (above, below) in enumerate(zip(rows[-1], further[0], strict=True)):
        if above is None or below is None or not above.text or below.text:
            continue
        goes_down = len(further) > 1 and further[1][at] is below
        if not goes_down and not (len(rows) > 1 and rows[-2][at] is above):
            continue
        for row, printed in zip(filled, further, strict=True):
            if printed[at] is not below:
                break
            row[at] = above
    return list(filled)


def _is_cut(above: Row, below: Row, last: Sequence[Ending]) -> bool:
    """Whether `below`, the first row on a page, is the rest of the row above it.

    Then only cells go on that filled the row above to its last line, and another does not; where the row had but one
    line, those that had no room on it for what goes on.
    """
    tallest = max((ending.lines for ending in last), default=0)
    fresh = {
        at: cell.text
        for at, cell in enumerate(below)
        if cell is not None and cell.text and cell is not above[at]
    }
    ended = [at for at, ending in enumerate(last) if ending.lines and at not in fresh]
    return (
        bool(fresh and ended and tallest)
        and all(last[at].lines == tallest for at in fresh)
        and (tallest > 1 or all(last[at].has_no_room_for(text) for at, text in fresh.items()))
    )


def _rejoined(above: Row, below: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The row that the first of `below` is the rest of, made whole, and the rows behind it.

    A cell that goes down over several of them is the same cell in each.
    """
    whole: dict[int, Printed | None] = {}
    row: list[Printed | None] = []
    for upper, lower in zip(above, below[0], strict=True):
        if upper is None or lower is None or lower is upper or not lower.text:
            row.append(upper)
            continue
        text = joined(upper.text, lower.text) if upper.text else lower.text
        row.append(whole.setdefault(id(lower), Printed(text, upper.label)))
    return [row], [[whole.get(id(cell), cell) for cell in further] for further in below[1:]]
