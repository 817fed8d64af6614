"""Walking an article in reading order: its paragraphs, headings, list items and tables, written down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from policyplan.reading.html.elements import BLOCKS, Element, squeeze
from policyplan.reading.html.grid import caption, grid, is_layout
from policyplan.reading.html.numbers import item_numbers
from policyplan.reading.lines import continues
from policyplan.reading.manuscript import Manuscript, Printed

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: A block with so many line ends uses them instead of paragraphs.
_MANY_BREAKS = 5
_BOLD = frozenset(("b", "strong"))
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_LARGE = re.compile(
    r"font-size\s*:\s*(?:(1[89]|[2-9]\d)(?:\.\d+)?\s*pt|(2[2-9]|[3-9]\d)(?:\.\d+)?\s*px|(x-large|xx-large))"
)
#: A numbered heading is placed by its number, however it is set.
_NUMBERED = re.compile(
    r"^(第[一二三四五六七八九十百\d]+[章节編编篇部条條]|[（(]?[一二三四五六七八九十\d]+[）)、.．])"
)
_REFERENCE = re.compile(r"^\s*[\[［〔(（]\s*\d{1,3}\s*[\]］〕)）]\s*$")
_BARE_REFERENCE = re.compile(r"^\s*\d{1,3}\s*$")
#: A Chinese character, or an English word that is no unit of measure (km², miles²).
_AFTER_WORDS = re.compile(
    "[\u3000-\u9fff\uff00-\uff0f”’]\\s*$|(?<![A-Za-z])(?!miles|feet|yards|met[er]|inch)[A-Za-z]{4,}[.,]?$"
)


def write(body: Element, manuscript: Manuscript, *, title: str = "") -> None:
    """Write the article down; the heading that reads `title` (without spaces) gets level 0."""
    _Walk(manuscript, title).through(body)


def table_rows(table: Element, lines_before: int = 0) -> list[list[Printed | None]]:
    """The table as rows of what is printed, each cell labelled with its line, `lines_before` further on."""
    rows = grid(table)
    cells = {cell: None for row in rows for cell in row if cell is not None}
    printed = {cell: Printed(cell_text(cell), f"line {cell.sourceline + lines_before}") for cell in cells}
    return [[printed.get(cell) for cell in row] for row in rows]


def cell_text(cell: Element) -> str:
    """The text of a table cell: its paragraphs, list items and lines a line each."""
    lines = _Walk(None, "")
    lines.through(cell)
    return "\n".join(lines.written)


@define
class _Style:
    """What a run of text inherits: how it is set, and the heading it is part of."""

    centred: bool = False
    bold: bool = False
    large: bool = False
    level: int | None = None


#: A term of a list (dt) is no longer.
_LONGEST_TERM = 60


@define
class _Walk:
    """The state of a walk: the paragraph that is being gathered, and where it began."""

    manuscript: Manuscript | None
    title: str
    written: list[str] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    _line: int = 0
    _marks: dict[int, int] = field(factory=dict)
    _style: _Style = field(factory=_Style)
    _bold_ink: int = 0
    _ink: int = 0
    _prefix: str = ""
    _is_term: bool = False
    _depth: int = 0
    _numbers: dict[Element, str] = field(factory=dict)

    def through(self, element: Element) -> None:
        """Everything in `element`, ending with the paragraph that is open."""
        self._children(element, _style_of(element, _Style()))
        self._flush()

    def _children(self, element: Element, style: _Style) -> None:
        self._text(element.text, element, style)
        for child in element:
            self._child(child, style)
            self._text(child.tail, child, style)

    def _child(self, child: Element, style: _Style) -> None:
        tag = child.tag
        if tag == "br":
            self._break(child)
        elif tag == "table" and self.manuscript is not None and not is_layout(child):
            self._flush()
            self._table(child)
        elif tag == "sup" and self._is_reference(child):
            return
        elif tag == "pre":
            self._preformatted(child)
        elif tag in BLOCKS:
            self._block(child, style)
        else:
            self._children(child, _style_of(child, style))

    def _block(self, element: Element, style: _Style) -> None:
        if element.tag != "dd" or not self._is_term:
            self._flush()
        if element.tag == "ol":
            self._numbers.update(item_numbers(element))
        if element in self._numbers:
            self._prefix = self._numbers[element]
            self._depth = sum(1 for _ in element.iterancestors("ol")) - 1 if self._prefix else 0
        self._is_term = False
        self._children(element, _style_of(element, style))
        if element.tag == "dt" and (mark := self._mark_behind(element)):
            self._pieces.append(mark)
            self._is_term = True
            return
        self._flush()
        if element.tag == "li":
            self._prefix, self._depth = "", 0

    def _mark_behind(self, term: Element) -> str:
        """The colon between a term of a list and what is said of it, which are one line; "" where they are two."""
        said = term.getnext()
        words = "".join(self._pieces).strip()
        if said is None or said.tag != "dd" or not words or len(words) > _LONGEST_TERM or "\x00" in words:
            return ""
        if words[-1] in ":：":
            return " "
        return "" if words[-1] in "。.；;！？!?" else ": " if words.isascii() else "："

    def _table(self, table: Element) -> None:
        if self.manuscript is not None:
            self.manuscript.table(table_rows(table), title=caption(table))

    def _preformatted(self, element: Element) -> None:
        self._flush()
        for at, line in enumerate("".join(element.itertext()).split("\n")):
            self._put(line, f"line {element.sourceline + at}", None)

    def _text(self, text: str | None, element: Element, style: _Style) -> None:
        if not text:
            return
        ink = sum(map(len, text.split()))
        if ink and not self._ink:
            self._line, self._style = element.sourceline or 0, style
        self._ink += ink
        self._bold_ink += ink if style.bold else 0
        self._pieces.append(text)

    def _break(self, element: Element) -> None:
        # NUL stands for a line end that the page means; the file's own are white space. Decoding refuses NULs.
        self._marks[len(self._pieces)] = element.sourceline or self._line
        self._pieces.append("\x00")

    def _is_reference(self, sup: Element) -> bool:
        """Whether a raised text points to a note: [1], a link within the page, or a number after a word."""
        text = "".join(sup.itertext())
        linked = any((link.get("href") or "").startswith("#") for link in sup.iter("a"))
        before = "".join(self._pieces[-3:])
        bare = _BARE_REFERENCE.match(text) and _AFTER_WORDS.search(before)
        return bool(linked or _REFERENCE.match(text) or bare)

    def _flush(self) -> None:
        """Write down what was gathered, as one paragraph or, where `<br>` parts paragraphs, as several."""
        if self._ink:
            level = self._level()
            for text, line in self._paragraphs(joined=level is not None):
                if level is not None and _compact(text) == self.title:
                    level = 0
                self._put(self._prefix + text, f"line {line}", level, self._depth)
                self._prefix, self._depth = "", 0
            self._prefix, self._depth = "", 0
        self._pieces, self._marks, self._ink, self._bold_ink = [], {}, 0, 0

    def _put(self, text: str, label: str, level: int | None, depth: int = 0) -> None:
        if self.manuscript is not None:
            self.manuscript.paragraph(text, label, level=level, depth=depth)
        elif text.strip():
            self.written.append(text.strip())

    def _level(self) -> int | None:
        style = self._style
        if style.level is not None:
            return style.level
        text = squeeze("".join(self._pieces).replace("\x00", " ")).strip()
        striking = style.large or 10 * self._bold_ink >= 9 * self._ink
        if style.centred and striking and self._ink <= 80 and not _NUMBERED.match(text):
            return 0
        return None

    def _paragraphs(self, *, joined: bool) -> Iterator[tuple[str, int]]:
        """The gathered paragraphs with their lines; `joined` where a line end never parts any."""
        gathered, at = "", self._line
        each_parts = len(self._marks) >= _MANY_BREAKS
        for raw, line in self._lines():
            text = squeeze(raw).strip()
            if not text:
                if gathered and not joined:
                    yield gathered, at
                    gathered = ""
                continue
            if gathered and (joined or continues(gathered, raw, each_parts=each_parts)):
                gathered += "\n" + text
                continue
            if gathered:
                yield gathered, at
            gathered, at = text, line
        if gathered:
            yield gathered, at

    def _lines(self) -> Iterator[tuple[str, int]]:
        """The lines that `<br>` makes, with the line of the file each begins on."""
        start, line = 0, self._line
        for end, next_line in self._marks.items():
            yield "".join(self._pieces[start:end]), line
            start, line = end + 1, next_line
        yield "".join(self._pieces[start:]), line


def _style_of(element: Element, outer: _Style) -> _Style:
    style = element.get("style") or ""
    aligned = (element.get("align") or "").lower()
    centred = aligned == "center" or element.tag == "center" or bool(_CENTRED.search(style))
    return _Style(
        centred or (outer.centred and not aligned and "text-align" not in style),
        outer.bold or element.tag in _BOLD or bool(_BOLD_STYLE.search(style)),
        outer.large or bool(_LARGE.search(style)),
        _HEADINGS.get(element.tag, outer.level),
    )


def _compact(text: str) -> str:
    return "".join(text.split())
