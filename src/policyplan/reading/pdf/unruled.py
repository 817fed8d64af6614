"""Tables without ruled lines: columns told by the room between the words below a header that names them.

A table is read only where nothing is left to guess: each column stands clear of the next from the header down, and
each row clear of the next, by lines between them, by a number, or by more room than is inside a row. Where columns or
rows are not clear, the lines are left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import Factory, define

from policyplan.reading.header_rows import is_header
from policyplan.reading.headers import Column, classify
from policyplan.reading.manuscript import Printed, Row
from policyplan.reading.pdf.layout import (
    Box,
    Ending,
    Line,
    Mark,
    Page,
    Ruled,
    Unread,
    cell_text,
    is_wide,
    lines_of,
    rows_of,
)
from policyplan.reading.pdf.rowcuts import Header, held_in, row_cuts, within

#: The room, in the size of its words, that parts two cells of a header.
_BETWEEN_HEADERS = 0.6
#: The least room, in points, that parts two columns.
_GUTTER = 3.0
#: The margins of two cells side by side, in points, that programs leave at least between their words.
_INSETS = 12.0
#: The margin of a cell, in points, that its words are read with.
_INSET = 5.0
_MOST_HEADER_LINES = 4
#: How many lines may stand above a table that goes on, and how many of the rest of a row that a page end cuts.
_LOOKED_AT = 4
_FEWEST_COLUMNS = 2
#: A table of fewer columns that is not clear may be none.
_FEWEST_UNREAD = 3
_LONGEST_HEADING = 60
#: A page of more lines is made to be large, and its tables are not looked for.
_MOST_LINES = 1000
_SENTENCE = re.compile("[。：；！？:;]")
#: A line end that parts no two names or sentences, though there was room for more in the line.
_ONE_PHRASE = re.compile(
    r"(?:(?<=\b(?:of|or|to|in|on|by))|(?<=\b(?:and|the|for))|(?<=\bwith)|(?<=&))\n|\n(?=[a-z])"
)
_ENDED = tuple("。.;；,，")


@define(eq=False)
class _Body:
    """The words below a header, a row of words for each height, and the room left between its columns."""

    holes: list[list[tuple[float, float]]]
    rows: list[list[Mark]] = Factory(list)
    headings: list[list[Mark]] = Factory(list)

    @property
    def words(self) -> list[Mark]:
        """All words that stand in columns."""
        return [word for row in self.rows for word in row]

    def take(self, row: list[Mark]) -> bool:
        """Take a row of words, unless one of them stands across two columns."""
        left = [_without(holes, row) for holes in self.holes]
        if not all(left):
            return False
        self.holes = left
        self.rows.append(row)
        return True


def unruled(
    words: Sequence[Mark], rules: Sequence[Box], page: Page, header: Header | None = None
) -> tuple[list[Ruled | Unread], list[Mark], Header | None]:
    """The tables without ruled lines among `words`, the other words, and the header of a table that ends the page.

    `rules` are the level lines that are drawn, and `header` that of a table with which the page before ended.
    """
    rows, found = rows_of(words), list[Ruled | Unread]()
    if len(rows) > _MOST_LINES:
        return found, list(words), None
    rest: list[Mark] = []
    at, open_header = 0, None
    while at < len(rows):
        height, begun = _header(rows, at)
        goes_on = begun is None and header is not None and at < _LOOKED_AT and _goes_on(rows, at, header)
        if begun is None and not goes_on:
            rest += rows[at]
            at += 1
            continue
        open_header = begun or header
        assert open_header is not None
        body, end = _body(rows, at + height, open_header, below=begun is not None)
        table = _table(body, open_header, rules, page, words, with_header=begun is not None)
        if table is None and (end == at + height or len(open_header.cells) < _FEWEST_UNREAD):
            rest += rows[at]
            at += 1
            continue
        end = end if table else _end_of_unread(rows, end, open_header)
        lines = lines_of([word for row in rows[at:end] for word in row], page.number)
        found.append(table or Unread(page.number, tuple(lines)))
        at, header = end, None
        if end < len(rows) and not _is_margin(rows[end], page):
            open_header = None
    return found, rest, open_header if found else None


def _end_of_unread(rows: Sequence[list[Mark]], at: int, header: Header) -> int:
    """Where a table ends that is not read: at a line as wide as the text, or the header of another table."""
    width = header.cells[-1][2] - header.cells[0][0]
    end = at
    while at < min(len(rows), end + _LOOKED_AT):
        alone = len(_cells([rows[at]])) == 1
        if (alone and rows[at][-1]["x1"] - rows[at][0]["x0"] > 0.6 * width) or _header(rows, at)[1]:
            break
        at += 1
        end = end if alone else at
    return end


def _is_margin(row: Sequence[Mark], page: Page) -> bool:
    return bool(row[0]["top"] > 0.9 * page.height)


def _header(rows: Sequence[list[Mark]], at: int) -> tuple[int, Header | None]:
    """How many rows of words from `at` on are a header, and the header; as many as it takes to know most columns."""
    best: tuple[int, Header | None] = (0, None)
    known = 0
    if len(_cells([rows[at]])) < 2:
        return best
    for height in range(1, min(_MOST_HEADER_LINES, len(rows) - at) + 1):
        band = rows[at : at + height]
        if height > 1 and band[-1][0]["top"] - band[-2][0]["bottom"] > 1.2 * _size(band[-1]):
            break
        cells = _cells(band)
        words = [text for text, _ in cells]
        columns = [classify(text) for text in words]
        count = sum(column is not None for column in columns)
        if count >= known and _is_header(words, columns):
            best = (height, Header(tuple(box for _, box in cells), tuple(columns), tuple(words)))
            known = count
    return best


def _is_header(words: Sequence[str], columns: Sequence[Column | None]) -> bool:
    known = sum(column is not None for column in columns)
    return (
        len(words) >= _FEWEST_COLUMNS
        and known * 3 >= 2 * len(words)
        and known >= _FEWEST_COLUMNS
        and is_header(columns)
        and len(set(words)) == len(words)
        and not any(_SENTENCE.search(word) for word in words)
    )


def _cells(band: Sequence[Sequence[Mark]]) -> list[tuple[str, Box]]:
    """The words of a header's cells and where they stand: what overlaps from left to right is one cell."""
    pieces = sorted((word for row in band for word in row), key=lambda word: word["x0"])
    groups: list[list[Mark]] = []
    right = 0.0
    for word in pieces:
        room = _BETWEEN_HEADERS * (word["bottom"] - word["top"])
        if groups and word["x0"] - right < room:
            groups[-1].append(word)
        else:
            groups.append([word])
        right = max(right, word["x1"]) if len(groups[-1]) > 1 else word["x1"]
    return [(_words(group), _box(group)) for group in groups]


def _words(marks: Sequence[Mark]) -> str:
    lines = lines_of(marks, 0)
    return ("" if any(is_wide(line.text[:1]) for line in lines) else " ").join(line.text for line in lines)


def _box(marks: Sequence[Mark]) -> Box:
    return (
        min(mark["x0"] for mark in marks), min(mark["top"] for mark in marks),
        max(mark["x1"] for mark in marks), max(mark["bottom"] for mark in marks),
    )  # fmt: skip


def _size(row: Sequence[Mark]) -> float:
    return max(float(word["bottom"] - word["top"]) for word in row)


def _goes_on(rows: Sequence[list[Mark]], at: int, header: Header) -> bool:
    """Whether a table goes on at row `at` of a page: soon words stand in two of its columns, and none across them."""
    body = _Body(_rooms(header))
    for row in rows[at : at + _LOOKED_AT]:
        if not body.take(row):
            return False
        if len(_cells([row])) > 1:
            return True
    return False


def _rooms(header: Header) -> list[list[tuple[float, float]]]:
    return [[(left[2], right[0])] for left, right in pairwise(header.cells)]


def _without(holes: Iterable[tuple[float, float]], words: Iterable[Mark]) -> list[tuple[float, float]]:
    """What is left of stretches between two columns where these words stand."""
    left = list(holes)
    for word in words:
        x0, x1 = word["x0"], word["x1"]
        left = [
            part
            for a, b in left
            for part in ((a, min(b, x0)), (max(a, x1), b))
            if part[1] - part[0] >= _GUTTER
        ]
    return left


def _body(rows: Sequence[list[Mark]], at: int, header: Header, *, below: bool) -> tuple[_Body, int]:
    """The rows of words from `at` on, up to one that stands across the columns and heads no rows below it.

    `below` tells whether they stand right below the header, or go on with a table on the page before.
    """
    body = _Body(_rooms(header))
    size = _size(rows[at]) if at < len(rows) else 0.0
    furthest = rows[at][0]["top"] - rows[at - 1][0]["bottom"] if below and at < len(rows) else 2 * size
    while at < len(rows):
        row = rows[at]
        alone = len(_cells([row])) == 1
        room = row[0]["top"] - rows[at - 1][0]["bottom"]
        apart = alone and body.rows and room > 1.3 * furthest + 0.5 * size
        if abs(_size(row) - size) > 0.35 * size or apart:
            break
        if (alone and header.numbers_not(_words(row), _box(row))) or not body.take(row):
            if not (alone and _heads(row) and _goes_on(rows, at + 1, header)):
                break
            body.headings.append(row)
        elif not alone and body.rows:
            furthest = max(furthest, room)
        at += 1
    return body, at


def _heads(row: Sequence[Mark]) -> bool:
    text = _words(row)
    return len(text) <= _LONGEST_HEADING and not text.endswith(_ENDED)


def _table(
    body: _Body, header: Header, rules: Sequence[Box], page: Page, words: Sequence[Mark], *, with_header: bool
) -> Ruled | None:
    """The table that these words make; None where its rows are not clear."""
    if not body.rows:
        return None
    widest = [max(holes, key=lambda hole: hole[1] - hole[0]) for holes in body.holes]
    bounds = [(left + right) / 2 for left, right in widest]
    columns: list[list[Mark]] = [[] for _ in header.cells]
    for word in body.words:
        columns[sum(bound < (word["x0"] + word["x1"]) / 2 for bound in bounds)].append(word)
    lines = [lines_of(column, page.number) for column in columns]
    cuts = row_cuts(lines, [_box(row) for row in body.headings], header, rules, with_header=with_header)
    if cuts is None:
        return None
    rights = _rights(lines, header, max(word["x1"] for word in words))
    label = f"page {page.number}"
    rows: list[Row] = [[Printed(text, label) for text in header.words]] if with_header else []
    rows += [row for band in pairwise(cuts) if any(_words_of(row := _row(body, lines, rights, band, label)))]
    is_cut = not with_header and header.number is not None and not _words_of(rows[0])[header.number]
    if any(not _says(row, header) or _may_be_two(row, header) for row in rows[is_cut:]):
        return None
    lefts = tuple(cell[0] for cell in header.cells)
    top = min(cell[1] for cell in header.cells) if with_header else body.words[0]["top"]
    held = [held_in(column, cuts[-2:]) for column in lines]
    last = tuple(
        Ending.of(column, column[0].x0 if column else 0, right)
        for column, right in zip(held, rights, strict=True)
    )
    return Ruled(page.number, top, cuts[-1], lefts, rows, page.height, last, is_cut)


def _words_of(row: Row) -> list[str]:
    return [cell.text if cell is not None else "" for cell in row]


def _says(row: Row, header: Header) -> bool:
    """Whether a row says what is to be done, or heads the rows below it."""
    words = _words_of(row)
    return row[0] is row[-1] or any(words[at] for at in header.says)


def _may_be_two(row: Row, header: Header) -> bool:
    """Whether a row may be two: both what it says and who answers go on in a line of their own."""
    words = _words_of(row)
    asked = [at for at, column in enumerate(header.columns) if column is not None and column.kind == "role"]
    return any("\n" in words[at] for at in header.says) and any("\n" in words[at] for at in asked)


def _row(
    body: _Body,
    lines: Sequence[Sequence[Line]],
    rights: Sequence[float],
    band: tuple[float, float],
    label: str,
) -> Row:
    heading = next((row for row in body.headings if within(_box(row)[1], _box(row)[3], band)), None)
    if heading is not None:
        return [Printed(_words(heading), label)] * len(lines)
    cells: list[Printed | None] = []
    for column, right in zip(lines, rights, strict=True):
        held = held_in(column, band)
        left = min([line.x0 for line in held], default=0.0)
        text = cell_text(held, left - _INSET, right + _INSET, breaks_words=False)
        cells.append(Printed(_ONE_PHRASE.sub(" ", text), label))
    return cells


def _rights(lines: Sequence[Sequence[Line]], header: Header, margin: float) -> list[float]:
    """The right edges of the columns' words: those of the longest lines, or where the next column leaves room.

    A next column whose lines do not all begin at one place is set in the middle, and does not tell.
    """
    rights = []
    for at, column in enumerate(lines):
        longest = max([line.x1 for line in column], default=0.0)
        after = [line.x0 for line in lines[at + 1]] if at + 1 < len(lines) else [margin + _INSETS]
        after += [header.cells[at + 1][0]] if at + 1 < len(lines) else []
        room = min(after) - _INSETS if max(after) - min(after) < 2 else 0.0
        rights.append(max(longest, room))
    return rights
