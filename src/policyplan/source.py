"""The text a plan was read from, and places in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:

    def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
        """What a field of several values is made of: any iterable in, a tuple kept."""

else:
    as_tuple = tuple


@frozen(order=True)
class Span:
    """A stretch of a source's text, as character offsets: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` characters further on."""
        return Span(self.start + by, self.end + by)


@frozen
class Place:
    """Where a character stands, as a person would look for it.

    `line` and `column` count from 1; `label` names the cell, page or line of a file
    whose text was extracted (``Sheet1!B3``, ``page 4``) and is None for plain text.
    """

    line: int
    column: int
    label: str | None = None

    def __str__(self) -> str:
        return self.label if self.label is not None else f"{self.line}:{self.column}"


@frozen
class Source:
    """The text of a document as it was read; spans point into `text`.

    For plain text, `text` is the file's own text with line ends as ``\\n``. For any other format it is
    the text extracted from the file, block after block, and `places` says where each piece came from:
    pairs of the offset at which a piece starts and its label (``Sheet1!B3``, ``page 4``, ``line 12``).
    """

    text: str = field(default="", repr=lambda text: f"<{len(text)} characters>")
    name: str | None = None
    places: tuple[tuple[int, str], ...] = field(default=(), converter=as_tuple, repr=False)
    _line_starts: list[int] = field(factory=list, init=False, eq=False, repr=False)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def stem(self) -> str:
        """The name of the file or page without folder, query and suffix; "" where the text came from none.

        >>> [Source(name=name).stem for name in ("plans/要点.v2.docx", "https://a.example/t1.html?x=1", "-")]
        ['要点.v2', 't1', '']
        """
        path = re.sub(r"[?#].*", "", self.name or "") if "://" in (self.name or "") else self.name or ""
        name = " ".join(re.split(r"[/\\]", path.rstrip("/\\"))[-1].translate(_CONTROLS).split())
        return "" if name == "-" or name.startswith("<") else re.sub(r"(?<=.)\.\w{1,5}$", "", name)

    def place(self, offset: int) -> Place:
        """Where the character at `offset` stands."""
        starts = self._starts()
        row = bisect_right(starts, offset) - 1
        label = None
        if self.places:
            piece = bisect_right(self.places, offset, key=lambda pair: pair[0]) - 1
            label = self.places[max(piece, 0)][1]
        return Place(row + 1, offset - starts[row] + 1, label)

    def excerpt(self, span: Span, *, width: int = 100) -> str:
        """The line `span` starts on with carets under it, at most about `width` columns wide.

        Carets stand where a terminal shows the characters: a Chinese character takes two columns.
        """
        starts = self._starts()
        row = bisect_right(starts, span.start) - 1
        begin = starts[row]
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(self.text)
        line, at, length = self.text[begin:end], span.start - begin, min(span.end, end) - span.start
        cut = _window_start(line, at, width)
        lead = "…" if cut else ""
        shown = clip(line[cut:], width).translate(_CONTROLS)
        margin = f"{row + 1:>4} │ "
        before = " " * display_width(lead + line[cut:at])
        marks = min(max(1, display_width(line[at : at + length])), max(1, width - len(before)))
        return f"{margin}{lead}{shown}\n{' ' * (len(margin) - 2)}│ {before}{'^' * marks}"

    def _starts(self) -> list[int]:
        if not self._line_starts:
            self._line_starts.append(0)
            at = self.text.find("\n")
            while at >= 0:
                self._line_starts.append(at + 1)
                at = self.text.find("\n", at + 1)
        return self._line_starts


#: Control characters would move the cursor of a terminal: they are shown as spaces.
_CONTROLS = dict.fromkeys([*range(32), 127, *range(128, 160)], " ")


def _window_start(line: str, at: int, width: int) -> int:
    """The first character of `line` to show so that the one at `at` is within `width` columns."""
    if at * 2 + 8 <= width:
        return 0
    return max(0, at - width // 4)


def display_width(text: str) -> int:
    """How many terminal columns `text` takes: two for wide and full-width characters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, width: int) -> str:
    """`text` cut to at most `width` columns, with … where something was left out."""
    columns = 0
    cut: int | None = None
    for at, character in enumerate(text):
        columns += display_width(character)
        if cut is None and columns > width - 1:
            cut = at
        if columns > width:
            return text[:cut] + "…"
    return text


def compact(text: str) -> str:
    """`text` in the form in which words are known again: one width, one case, no white space.

    >>> compact("Ａ 组\\n（三）")
    'a组(三)'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
