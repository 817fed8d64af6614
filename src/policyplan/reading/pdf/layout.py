"""What stands where on a page: lines of text and ruled tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from attrs import frozen

from policyplan.reading.manuscript import Printed, Row
from policyplan.reading.pdf.lookalikes import LOOKALIKES

#: A character, word or rectangle as pdfplumber describes it.
Mark: TypeAlias = dict[str, Any]
Box: TypeAlias = tuple[float, float, float, float]

_WIDE = re.compile("[\u2018-\u201d\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_BOLD = re.compile("bold|black|heavy|hei|xiaobiao|黑体|小标宋", re.IGNORECASE)
#: The room between two characters, in their size, that is a space: Chinese type is spread to fill its lines.
_SPACE, _WIDE_SPACE = 0.2, 0.6
#: The most room, in points, that is taken for the margin of a table cell.
_MOST_INSET = 8


@frozen
class Line:
    """A line of text on a page; distances in points from the page's left and top."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


@frozen
class Ending:
    """How a cell ends: how many lines it prints, whether the last reaches its edge, and its room in characters."""

    lines: int = 0
    full: bool = False
    room: float = 0.0

    @classmethod
    def of(cls, lines: Sequence[Line], left: float, right: float) -> Ending:
        """The ending of these lines, in a cell with these edges, the margins of which are alike."""
        if not lines:
            return cls()
        last = lines[-1]
        room = (right - _inset(lines, left) - last.x1) / last.size
        return cls(len(lines), _reaches(last, right), room)

    def has_no_room_for(self, text: str) -> bool:
        """Whether what may not be parted at the beginning of `text` would not have fitted on the last line."""
        unparted = _UNPARTED.match(text)
        if self.full or unparted is None:
            return self.full
        return all(map(is_wide, unparted[0])) and self.room < len(unparted[0])


@frozen(eq=False)
class Ruled:
    """A table: between ruled lines, or told by the room between its words.

    `columns` are the left edges of its columns; `last` is how the cells of the last row end, those that began in a row
    above left blank. `is_cut` is True where the first row is known to be the rest of one on the page before, `is_open`
    where the last one is known to go on on the next.
    """

    page: int
    top: float
    bottom: float
    columns: tuple[float, ...]
    rows: list[Row]
    page_height: float
    last: tuple[Ending, ...] = ()
    is_cut: bool = False
    is_open: bool = False

    def goes_on_in(self, other: Ruled) -> bool:
        """Whether `other`, the next thing in the document, is this table on the next page."""
        fits = len(self.columns) == len(other.columns) and all(
            abs(a - b) <= 4 for a, b in zip(self.columns, other.columns, strict=True)
        )
        return fits and other.page == self.page + 1 and other.top < other.page_height / 3


@frozen(eq=False)
class Unread:
    """Lines of a table without ruled lines whose columns or rows are not clear."""

    page: int
    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        """How far the first line stands from the page's top."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """How far the last line ends from the page's top."""
        return self.lines[-1].bottom


@frozen
class Page:
    """A page and what stands on it, from top to bottom; `slanted` is the text that is not set upright."""

    number: int
    height: float
    width: float
    items: tuple[Line | Ruled | Unread, ...] = ()
    has_pictures: bool = False
    slanted: str = ""


def is_wide(text: str) -> bool:
    """Whether `text`, one character, is set in the width of a Chinese one."""
    return bool(_WIDE.match(text))


def rows_of(words: Iterable[Mark]) -> list[list[Mark]]:
    """The words that stand at one height, their heights overlapping by half, from top to bottom and left to right."""
    rows: list[list[Mark]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        if rows and _level(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def lines_of(words: Iterable[Mark], page: int) -> list[Line]:
    """Words as lines."""
    return [line for row in rows_of(words) if (line := _line(row, page)).text]


def _level(word: Mark, other: Mark) -> bool:
    shared = min(word["bottom"], other["bottom"]) - max(word["top"], other["top"])
    return bool(shared >= 0.5 * min(word["bottom"] - word["top"], other["bottom"] - other["top"]))


def _line(words: Sequence[Mark], page: int) -> Line:
    size = max(word["bottom"] - word["top"] for word in words)
    text = words[0]["text"]
    for before, word in pairwise(words):
        wide = is_wide(before["text"][-1:]) or is_wide(word["text"][:1])
        room = (_WIDE_SPACE if wide else _SPACE) * size
        text += (" " if word["x0"] - before["x1"] > room else "") + word["text"]
    return Line(
        text.strip().translate(LOOKALIKES), page, words[0]["x0"], words[-1]["x1"], min(word["top"] for word in words),
        max(word["bottom"] for word in words), size, all(_BOLD.search(word["fontname"]) for word in words),
    )  # fmt: skip


def cell_text(lines: Sequence[Line], left: float, right: float, *, breaks_words: bool = True) -> str:
    """The lines of a table cell as text; a line without room for the next word goes on in the next line.

    A word too long for its cell is broken (`breaks_words`), which only a drawn edge tells.
    """
    text = ""
    right_end = right - _inset(lines, left)
    for above, line in zip([None, *lines], lines, strict=False):
        if above is None:
            text = line.text
        elif _lists_another(text, line):
            text += "\n" + line.text
        elif breaks_words and _broken_word(above, line, right_end):
            text += line.text
        elif (
            _reaches(above, right)
            or above.text.endswith(("、", "，", "（"))
            or _no_room(above, line, right_end)
        ):
            text = joined(text, line.text)
        else:
            text += "\n" + line.text
    return text


def _inset(lines: Iterable[Line], left: float) -> float:
    """The margin of the cell with this left edge that holds `lines`."""
    return min([_MOST_INSET, *(max(line.x0 - left, 0) for line in lines)])


#: A body that bears the level of its place, as those of a list do, be each on lines of its own: 县财政局.
_BODY_OF_LEVEL = re.compile(r"(?:\A|[\n、，；])([省市县区])[\u4e00-\u9fff]{1,14}[局委办厅院会团校]\Z")


def _lists_another(text: str, line: Line) -> bool:
    """Whether `line` names a body beside the one that `text` ends with; no mark is between them but the line end."""
    body = _BODY_OF_LEVEL.search(text[-24:])
    return body is not None and line.text.startswith(body[1]) and not line.text.startswith(body[1] + "级")


def _reaches(line: Line, right: float) -> bool:
    return right - line.x1 <= 1.5 * line.size


def _no_room(above: Line, line: Line, right: float) -> bool:
    """Whether what may not be parted at the beginning of `line` would not have fitted on the line above."""
    unparted = _UNPARTED.match(line.text)
    if unparted is None:
        return False
    wide = sum(map(is_wide, line.text))
    narrow = (line.x1 - line.x0 - wide * line.size) / max(1, len(line.text) - wide)
    scripts = _SPACE * line.size if is_wide(above.text[-1]) != is_wide(line.text[0]) or not wide else 0
    needed = sum(line.size if is_wide(letter) else max(narrow, 0) for letter in unparted[0])
    return right - above.x1 < needed + scripts


#: What a line end does not part: a word or number, and marks that no line begins or ends with from what they are at.
_UNPARTED = re.compile(
    r"[（“《‘(\[]*(?:[A-Za-z0-9.,%'-]+|.)(?:[“‘《（][A-Za-z0-9]*.?|[、，。；：！？）》”’％%…)\]]|(?<=[”’]).)*"
)


def _broken_word(above: Line, line: Line, right: float) -> bool:
    """Whether a word too long for its column is broken: it fills its line, and goes on with a small letter."""
    letter = (above.x1 - above.x0) / len(above.text)
    fills = right - above.x1 < letter and " " not in above.text
    return fills and above.text[-1].isascii() and above.text[-1].isalpha() and line.text[0].islower()


def joined(text: str, further: str) -> str:
    """Two lines of one paragraph: with a space between them only where both sides are Latin.

    >>> joined("责任单位：县林", "业局"), joined("Public Works", "Department"), joined("到20", "25年底")
    ('责任单位：县林业局', 'Public Works Department', '到2025年底')
    """
    last, first = text[-1:], further[:1]
    if is_wide(last) or is_wide(first) or (last == "-" and first.isalpha()):
        return text + further
    if _WIDE.search(text[-20:]) and (last.isdigit() == first.isdigit() or not (last + first).isalnum()):
        return text + further
    return f"{text} {further}"


def ruled(
    cells: Sequence[Box], characters: Iterable[Mark], words_in: Callable[[list[Mark]], list[Mark]], page: Page
) -> Ruled | None:
    """The table on `page` that has these cells, with the characters in them; None where it has but one column.

    A place that no cell begins at belongs to the cell that covers it: it was merged.
    """
    columns, tops = _edges(cells, 0), _edges(cells, 1)
    held: dict[Box, list[Mark]] = {cell: [] for cell in cells}
    for mark in characters:
        cell = _covering(cells, (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2)
        if cell is not None:
            held[cell].append(mark)
    lines = {cell: lines_of(words_in(marks), page.number) for cell, marks in held.items()}
    printed = {
        cell: Printed(cell_text(found, cell[0], cell[2]), f"page {page.number}")
        for cell, found in lines.items()
    }
    if len(columns) < 2 or not any(cell.text for cell in printed.values()):
        return None
    rows: list[Row] = [
        [printed[cell] if (cell := _covering(cells, x + 1, top + 1)) is not None else None for x in columns]
        for top in tops
    ]
    covering = [_covering(cells, x + 1, tops[-1] + 1) for x in columns]
    begun = [cell if cell is not None and cell[1] > tops[-1] - 2 else None for cell in covering]
    last = tuple(Ending.of(lines[cell], cell[0], cell[2]) if cell is not None else Ending() for cell in begun)
    bottom = max(cell[3] for cell in cells)
    return Ruled(page.number, tops[0], bottom, tuple(columns), rows, page.height, last)


def _edges(cells: Iterable[Box], side: int) -> list[float]:
    """The left (0) or top (1) edges of `cells`, those within two points of each other as one."""
    edges: list[float] = []
    for edge in sorted(cell[side] for cell in cells):
        if not edges or edge - edges[-1] > 2:
            edges.append(edge)
    return edges


def _covering(cells: Iterable[Box], x: float, y: float) -> Box | None:
    return next((cell for cell in cells if cell[0] <= x < cell[2] and cell[1] <= y < cell[3]), None)
