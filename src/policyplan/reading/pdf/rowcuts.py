"""Where the rows of a table without ruled lines begin: at lines between them, at their numbers, or by the room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from policyplan.reading.headers import Column
from policyplan.reading.pdf.layout import Box, Line
from policyplan.reading.times import is_time

NUMBER = re.compile(
    r"(?:[A-Za-z]{1,6}[ .-]?)?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?[.)、．]?|[一二三四五六七八九十]{1,3}[、.]?"
)


@frozen
class Header:
    """The header of a table: the left and right edges of its words, and what its columns hold."""

    cells: tuple[Box, ...]
    columns: tuple[Column | None, ...]
    words: tuple[str, ...]

    @property
    def number(self) -> int | None:
        """The column that numbers the rows, None where there is none."""
        kinds = [column.kind if column else "" for column in self.columns]
        return kinds.index("number") if "number" in kinds else None

    @property
    def says(self) -> list[int]:
        """The columns that say what is to be done."""
        return [at for at, column in enumerate(self.columns) if column and column.kind in ("task", "text")]

    def numbers_not(self, words: str, box: Box) -> bool:
        """Whether words that stand below the header of the numbers are no number."""
        at = self.number
        if at is None or NUMBER.fullmatch(words):
            return False
        right = self.cells[at + 1][0] if at + 1 < len(self.cells) else float("inf")
        return self.cells[at][0] - 20 < box[0] < min(self.cells[at][2], right)


def within(top: float, bottom: float, band: Sequence[float]) -> bool:
    """Whether the middle of what stands between two heights is in a band."""
    return band[0] <= (top + bottom) / 2 < band[1]


def row_cuts(
    lines: Sequence[Sequence[Line]],
    headings: Sequence[Box],
    header: Header,
    rules: Sequence[Box],
    *,
    with_header: bool,
) -> list[float] | None:
    """The heights at which rows end, the first one above all, the last below all; None where they are not clear."""
    held = [line for column in lines for line in column]
    spans = [(line.top, line.bottom) for line in held] + [box[1::2] for box in headings]
    gaps = _gaps(spans)
    top, bottom = min(span[0] for span in spans) - 1, max(span[1] for span in spans) + 1
    fixed = [edge for box in headings for edge in (box[1] - 0.5, box[3] + 0.5)]
    ruled = [y for y in _ruled(rules, header) if top < y < bottom and not _through(held, y)]
    for found in (
        _by_rules(ruled, lines, header, (top, bottom)),
        _by_numbers(lines, header, gaps, fixed, with_header=with_header),
        _by_full_lines(lines, header, gaps),
        _by_room(gaps),
    ):
        if found is not None:
            cuts = sorted({top, bottom, *found, *(y for y in fixed if top < y < bottom)})
            bands = [*pairwise(cuts)]
            clear = not any(_two_times(lines, header, band) for band in bands)
            return cuts if clear and all(_in_line(lines, band) for band in bands[not with_header :]) else None
    return None


def _in_line(lines: Sequence[Sequence[Line]], band: tuple[float, float]) -> bool:
    """Whether the cells of a row begin at its top or stand in its middle: others are parts of a cell over two rows."""
    cells = [held for column in lines if (held := held_in(column, band))]
    top = min([cell[0].top for cell in cells], default=0.0)
    bottom = max([cell[-1].bottom for cell in cells], default=0.0)
    for cell in cells:
        above, below = cell[0].top - top, bottom - cell[-1].bottom
        if min(above, abs(above - below) / 2) >= 0.4 * cell[0].size:
            return False
    return True


def _two_times(lines: Sequence[Sequence[Line]], header: Header, band: tuple[float, float]) -> bool:
    """Whether a row has two lines that are each a time: it is two rows in truth."""
    times = [at for at, column in enumerate(header.columns) if column is not None and column.kind == "time"]
    return any(sum(is_time(line.text) for line in held_in(lines[at], band)) > 1 for at in times)


def _gaps(spans: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
    """The room between what stands above each other: how much, and at which height its middle is."""
    gaps: list[tuple[float, float]] = []
    reach: float | None = None
    for top, bottom in sorted(spans):
        inset = 0.15 * (bottom - top)  # the boxes of letters in lines set close overlap
        if reach is not None and top + inset > reach:
            gaps.append((top + inset - reach, (top + inset + reach) / 2))
        reach = max(reach or 0.0, bottom - inset)
    return gaps


def _ruled(rules: Iterable[Box], header: Header) -> list[float]:
    """The heights of level lines that reach across the header, be they drawn cell by cell."""
    left, right = header.cells[0][0], header.cells[-1][2]
    drawn: dict[int, float] = {}
    for x0, top, x1, _ in rules:
        drawn[round(top)] = drawn.get(round(top), 0.0) + max(0.0, min(x1, right) - max(x0, left))
    return sorted(float(y) for y, length in drawn.items() if length > 0.9 * (right - left))


def _through(lines: Iterable[Line], y: float) -> bool:
    return any(line.top + 2 < y < line.bottom - 2 for line in lines)


def _by_rules(
    ruled: Sequence[float], lines: Sequence[Sequence[Line]], header: Header, ends: tuple[float, float]
) -> list[float] | None:
    """Rows between level lines, where there is one for each number or each line that says what is to be done."""
    if not ruled:
        return None
    bands = list(pairwise([ends[0], *ruled, ends[1]]))
    filled = [band for band in bands if any(held_in(column, band) for column in lines)]
    number = header.number
    if number is not None and any(len(held_in(lines[number], band)) != 1 for band in filled):
        return None
    if not all(any(held_in(lines[at], band) for at in header.says) for band in filled):
        return None
    if number is None:  # lines may be drawn around some rows alone
        inside = [gap for band in filled for gap in _inner_gaps(lines, band)]
        if inside and max(inside) > 1.5 * min(inside) + 1:
            return None
    return list(ruled)


def held_in(column: Iterable[Line], band: Sequence[float]) -> list[Line]:
    """The lines of a column that stand in a band."""
    return [line for line in column if within(line.top, line.bottom, band)]


def _inner_gaps(lines: Sequence[Sequence[Line]], band: tuple[float, float]) -> Iterator[float]:
    spans = [(line.top, line.bottom) for column in lines for line in held_in(column, band)]
    yield from (room for room, _ in _gaps(spans))


def _by_numbers(
    lines: Sequence[Sequence[Line]],
    header: Header,
    gaps: Sequence[tuple[float, float]],
    fixed: Sequence[float],
    *,
    with_header: bool,
) -> list[float] | None:
    """Rows that begin with their numbers, or have them in the middle where there is more room between rows.

    What stands above the first number where the table goes on is the rest of a row that the page end cuts.
    """
    at = header.number
    if at is None or not lines[at] or not all(NUMBER.fullmatch(line.text) for line in lines[at]):
        return None
    numbers = lines[at]
    above = numbers[0].top - min(line.top for column in lines for line in column) >= 0.3 * numbers[0].size
    level = not (above and with_header)
    cuts: list[tuple[float, float]] = []
    for upper, line in pairwise(numbers):
        if any(upper.bottom < y < line.top for y in fixed):
            continue
        cut = _cut([gap for gap in gaps if upper.top < gap[1] < line.bottom], line, level=level)
        if cut is None:
            return None
        cuts.append(cut)
    if above and level:
        cut = _cut([gap for gap in gaps if gap[1] < numbers[0].bottom], numbers[0], level=True)
        if cut is not None and cut[0] >= 0.7 * min(cuts, default=cut)[0]:
            cuts.append(cut)
    inner = [gap for gap in gaps if gap not in cuts and not any(abs(gap[1] - y) <= gap[0] for y in fixed)]
    return None if _may_be_rows(cuts, inner) else [y for _, y in cuts]


def _may_be_rows(cuts: Sequence[tuple[float, float]], inner: Sequence[tuple[float, float]]) -> bool:
    """Whether there is as much room inside a row as between rows, where rows stand farther apart than lines."""
    if not cuts or not inner or min(cuts)[0] <= 1.5 * min(inner)[0]:
        return False
    return max(inner)[0] > 0.75 * min(cuts)[0]


def _cut(between: list[tuple[float, float]], number: Line, *, level: bool) -> tuple[float, float] | None:
    """The room at which the row of `number` begins, of that `between` it and the number above; None if not clear."""
    if not between:
        return None
    widest = max(between)
    over = next((gap for gap in reversed(between) if gap[1] <= number.top + 0.3 * number.size), between[0])
    others = [room for room, y in between if y != widest[1]]
    if level and over[0] >= widest[0] - 0.5:
        return over
    return widest if not others or widest[0] > max(others) + 1 else None


def _by_full_lines(
    lines: Sequence[Sequence[Line]], header: Header, gaps: Sequence[tuple[float, float]]
) -> list[float] | None:
    """Rows of one line each, all of which say what is to be done, who answers and by when."""
    heights = [y for _, y in gaps]
    bands = list(pairwise([float("-inf"), *heights, float("inf")]))
    asked = [
        at
        for at, column in enumerate(header.columns)
        if column is not None and column.kind in ("role", "time")
    ]
    full = all(all(len(held_in(lines[at], band)) == 1 for at in (*header.says, *asked)) for band in bands)
    return heights if full and header.says else None


def _by_room(gaps: Sequence[tuple[float, float]]) -> list[float] | None:
    """Rows with clearly more room between them than is inside them."""
    sizes = sorted(room for room, _ in gaps)
    steps = [(b - a, (a + b) / 2) for a, b in pairwise(sizes)]
    widest, middle = max(steps, default=(0.0, 0.0))
    if widest < 2 or sizes[-1] < 1.5 * sizes[0]:
        return None
    return [y for room, y in gaps if room > middle]
