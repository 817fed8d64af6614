"""Rejoining the lines of pages into paragraphs, by indent, by how full lines are, and by the room between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

from policyplan.reading.lines import in_brackets, opens
from policyplan.reading.pdf.layout import Line, Page, is_wide, joined

_NUMBERED = re.compile(
    r"(第[一二三四五六七八九十百\d]+[章节編编篇部条條]|[（(]?[一二三四五六七八九十\d]+[）)、.．])"
)
_FIRST_WORD = re.compile(r"(?:[A-Z/]{2,8} (?=\d))?[\x21-\u2017\u201e-\u2e7f]+")
#: A figure behind a mark, which some programs part neither from the mark nor from what stands before it: 元、50万元.
_FIGURE_BEHIND = re.compile(r"[\u4e00-\u9fff][、，]([0-9.]+)")
#: What never begins a line.
_CLOSING = re.compile("[”’）》〉」』】〕。，、；：！？…]*")
_ENDED = tuple("。！？；：.!?;:")


@frozen
class Joined:
    """A paragraph: its text, the page it begins on, and whether a page ends in it or right before it."""

    text: str
    page: int
    level: int | None
    page_break: bool


@frozen
class Margins:
    """Between which distances from the left a document's lines stand, on odd and on even pages, and their leading.

    `size` is that of most lines; `headings` are larger ones, the largest first, in which no numbered line is set."""

    sides: tuple[tuple[float, float], tuple[float, float]]
    leading: float
    size: float
    headings: tuple[float, ...] = ()

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Margins:
        """The margins that the lines of `pages` keep."""
        lines = [item for page in pages for item in page.items if isinstance(item, Line)]
        parts = [[line for line in lines if line.page % 2 == odd] for odd in (0, 1)]
        even, odd = (_sides(part if len(part) >= 8 else lines) for part in parts)
        gaps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
        sizes = Counter(round(line.size, 1) for line in lines)
        size = max(sizes, key=lambda size: (sizes[size], -size), default=12.0)
        numbered = max((size, *[line.size for line in lines if _NUMBERED.match(line.text)]))
        headings = sorted({round(each, 1) for each in sizes if each >= 1.05 * size and each > numbered + 0.5})
        return cls((even, odd), median(gaps) if gaps else 2 * size, size, tuple(reversed(headings)))

    def left(self, line: Line) -> float:
        """Where lines on this line's page begin."""
        return self.sides[line.page % 2][0]

    def right(self, line: Line) -> float:
        """Where lines on this line's page end."""
        return self.sides[line.page % 2][1]

    def is_centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, away from both margins: far away where it is set like the text."""
        before, after = line.x0 - self.left(line), self.right(line) - line.x1
        away = 0.8 if self.is_striking(line) else 2.5
        return min(before, after) > away * line.size and abs(before - after) <= line.size

    def is_striking(self, line: Line) -> bool:
        """Whether the line is set larger than the text, or bold."""
        return line.bold or line.size >= 1.1 * self.size

    def heads(self, line: Line) -> bool:
        """Whether the line is set as headings are, larger than all that is numbered."""
        return round(line.size, 1) in self.headings

    def is_indented(self, line: Line) -> bool:
        """Whether the line begins as the first line of a Chinese paragraph does."""
        return 1.3 * line.size <= line.x0 - self.left(line) <= 3 * line.size

    def is_set_apart(self, line: Line) -> bool:
        """Whether the line begins far inside, as a signature on the right does."""
        return line.x0 - self.left(line) > 3 * line.size

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would not have fitted on `line`."""
        return self.right(line) - line.x1 < _room(following.text) * line.size


def _room(text: str) -> float:
    """How wide the first word of a line is, in ems.

    A figure is parted neither from the word it counts (20个) nor from the letters before it (GB/T 9704), and a word
    not from what closes behind it.
    """
    word = _FIRST_WORD.match(text)
    if word is None or is_wide(text[:1]):
        figure = _FIGURE_BEHIND.match(text)
        return len(figure[0]) - len(figure[1]) / 2 + 0.3 if figure else 2.2
    counts = word[0][-1].isdigit() and is_wide(text[word.end() : word.end() + 1])
    closing = _CLOSING.match(text, word.end())
    return len(word[0]) / 2 + (1.7 if counts else 0.5) + (len(closing[0]) if closing else 0)


def _sides(lines: Sequence[Line]) -> tuple[float, float]:
    if not lines:
        return 0.0, 0.0
    starts = Counter(round(line.x0 / 3) for line in lines)
    common = [start for start, count in starts.items() if count * 10 >= len(lines)] or list(starts)
    return min(common) * 3.0, max(line.x1 for line in lines)


def joined_lines(lines: Sequence[Line], margins: Margins) -> Iterator[Joined]:
    """The paragraphs that `lines` make."""
    gathered: list[Line] = []
    page = 0
    for line in lines:
        if gathered and _begins(gathered, line, margins):
            yield _paragraph(gathered, margins, page)
            page, gathered = gathered[-1].page, []
        gathered.append(line)
    if gathered:
        yield _paragraph(gathered, margins, page)


def _begins(gathered: Sequence[Line], line: Line, margins: Margins) -> bool:
    """Whether `line` begins a new paragraph after the lines `gathered`."""
    above = gathered[-1]
    if margins.is_centred(line) != margins.is_centred(above) and not margins.is_full(above, line):
        return True
    if abs(line.size - above.size) > 0.15 * above.size or margins.heads(line) != margins.heads(above):
        return True
    if line.page == above.page and line.top - above.top > 1.5 * margins.leading:
        return True
    if margins.is_centred(line) and margins.is_centred(above):
        return opens(line.text)
    if margins.is_set_apart(line) or margins.is_set_apart(above):
        return abs(line.x0 - above.x0) > 0.5 * line.size or not margins.is_full(above, line)
    return _begins_by_its_words(gathered, line, margins)


def _begins_by_its_words(gathered: Sequence[Line], line: Line, margins: Margins) -> bool:
    above = gathered[-1]
    text = "".join(each.text for each in gathered[-8:])
    if margins.is_indented(line) and is_wide(line.text[:1]) and not in_brackets(text):
        return True
    if not margins.is_full(above, line):
        return opens(line.text) or not in_brackets(text)
    return opens(line.text) and (margins.is_indented(line) or text.endswith(_ENDED)) and not in_brackets(text)


def _paragraph(lines: Sequence[Line], margins: Margins, page_before: int) -> Joined:
    centred = all(margins.is_centred(line) for line in lines)
    text = lines[0].text
    for line in lines[1:]:
        text = f"{text}\n{line.text}" if centred else joined(text, line.text)
    breaks = lines[0].page != lines[-1].page or 0 < page_before < lines[0].page
    return Joined(text, lines[0].page, _level(text, lines, centred, margins), breaks)


def _level(text: str, lines: Sequence[Line], centred: bool, margins: Margins) -> int | None:
    """0 for a striking title in the middle, 1 and more for a heading larger than all that is numbered; else None."""
    if _NUMBERED.match(text):
        return None
    if centred:
        striking = len(text) <= 120 and all(margins.is_striking(line) for line in lines)
        return 0 if striking else None
    heads = len(text) <= 40 and not text.endswith(_ENDED) and margins.heads(lines[0])
    return margins.headings.index(round(lines[0].size, 1)) + 1 if heads else None
