"""Markdown files (.md): headings, paragraphs, list items and pipe tables, free of mark-up.

Read line by line with code of our own rather than with a CommonMark library. CommonMark takes no notice of the
closing mark in ``**（一）开展普查。**运用…``, since a Chinese character follows the full stop, so that the marks
of nearly every Chinese heading would stay in the text; it keeps ``（一）`` and label lines inside the paragraph
above; and `.md` files are read without any extra.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, evolve, field

from policyplan.reading.blocks import Extract
from policyplan.reading.lines import continues, opens
from policyplan.reading.manuscript import Manuscript, Printed
from policyplan.reading.markdown.inline import BREAK, clean
from policyplan.reading.markdown.tables import cells, is_delimiter
from policyplan.reading.text import decode, detected_encoding

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[\u3000-\u9fff\uff00-\uffef])|$)(.*)")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*)</h\1>\s*$", re.IGNORECASE)
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"(?![ \t]*-[ \t]*\d+[ \t]*-[ \t]*$)[ \t]*[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_NUMBER = re.compile(r"([ \t]*)\d{1,9}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r"(?: {0,3}>[ ]?)+")
#: Attributes for kramdown, tags for a site generator: neither is printed.
_ATTRIBUTES = re.compile(r"[ \t]*(?:\{:[^{}]*\}|\{%[^{}]*%\})[ \t]*$")
_LINK_TARGET = re.compile(r" {0,3}\[(?!\^)[^\[\]]{1,200}\]:[ \t]*\S+")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,60}\]:[ \t]*")
_EMPHASIS = re.compile(r"[*_]+")
_HARD_BREAK = re.compile(r"(?:(?<![ ])[ ]{2,}|\\)$")
_FACT = re.compile(r"([^\s:：#][^:：]{0,40}?)[ \t]*[:：][ \t]+(.+)$")


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """A Markdown file as blocks, each labelled with the line it begins on.

    Struck-out text, footnote marks, images, comments and attribute lines are left out; the lines of a front
    matter are facts; list items are paragraphs, the numbered ones with their number as printed.

    Raises `ReadError` where `decode` does, and where the file holds an HTML table and lxml is not installed.
    """
    text, codec = decode(payload, encoding=encoding, name=name)
    lines = _without_comments(text).split("\n")
    manuscript = Manuscript(name)
    if encoding is None and codec != "utf-8":
        manuscript.report(detected_encoding(codec))
    facts, start = _front_matter(lines)
    _Lines(lines, manuscript, name).read_from(start)
    return evolve(manuscript.extract(), facts=facts)


@define
class _Lines:
    """A file's lines while they are read, and the paragraph that is open."""

    lines: Sequence[str]
    manuscript: Manuscript
    name: str | None
    _open: list[str] = field(factory=list)
    _begun: int = 0
    _quoted: bool = False
    _depth: int = 0

    def read_from(self, at: int) -> None:
        while at < len(self.lines):
            at = self._block(at)
        self._flush()

    def _block(self, at: int) -> int:
        """Read what begins on line `at`; the line after it."""
        line = self.lines[at]
        if not line.strip() or _ATTRIBUTES.match(line):
            return self._end(at)
        if fence := _FENCE.match(line):
            return self._code(at, fence[1])
        if "|" in line and at + 1 < len(self.lines) and is_delimiter(self.lines[at + 1]):
            return self._table(at)
        if line.lstrip()[:6].lower() == "<table":
            return self._html_table(at)
        if heading := _HEADING.match(line) or _HTML_HEADING.match(line):
            return self._heading(at, heading)
        if self._open and (underline := _UNDERLINE.match(line)):
            self._flush(level=1 if underline[1][0] == "=" else 2)
            return at + 1
        if _RULE.match(line) or _LINK_TARGET.match(line):
            return self._end(at)
        self._line(at, line)
        return at + 1

    def _end(self, at: int) -> int:
        self._flush()
        return at + 1

    def _line(self, at: int, line: str) -> None:
        """Take a line of text, into the open paragraph or a new one."""
        quoted = _QUOTE.match(line)
        if self._open and bool(quoted) and not self._quoted:
            self._flush()
        self._quoted = bool(quoted)
        line = line[quoted.end() :] if quoted else line
        begins = _FOOTNOTE.match(line) or _BULLET.match(line)
        number = _NUMBER.match(line)
        if begins or number or opens(_EMPHASIS.sub("", line[:80])):
            self._flush()
            self._depth = len(number[1].expandtabs(4)) // 2 if number else 0
        if not self._open:
            self._begun = at
        self._open.append(line[begins.end() :] if begins else line)

    def _flush(self, level: int | None = None) -> None:
        if not self._open:
            return
        raw = "\n".join(_HARD_BREAK.sub("<br>", line) for line in self._open)
        self._open = []
        if level is not None:
            self.manuscript.paragraph(_on_one_line(clean(raw)), self._label(), level=level)
            return
        for text, further in _paragraphs(clean(raw)):
            self.manuscript.paragraph(text, self._label(further), depth=self._depth)
            self._depth = 0

    def _heading(self, at: int, heading: re.Match[str]) -> int:
        self._flush()
        marks, text = heading[1], heading[2].strip()
        level = len(marks) if marks.startswith("#") else int(marks)
        text = re.sub(r"(?:^|[ \t])#+$", "", text) if marks.startswith("#") else text
        self.manuscript.paragraph(_on_one_line(clean(text)), f"line {at + 1}", level=level)
        return at + 1

    def _code(self, at: int, fence: str) -> int:
        self._flush()
        end = at + 1
        while end < len(self.lines) and not _closes(self.lines[end], fence):
            end += 1
        self.manuscript.paragraph("\n".join(self.lines[at + 1 : end]), f"line {at + 2}")
        return end + 1

    def _table(self, at: int) -> int:
        self._flush()
        end = at + 2
        while end < len(self.lines) and "|" in self.lines[end] and self.lines[end].strip():
            end += 1
        rows = [(row, cells(self.lines[row])) for row in range(at, end) if row != at + 1]
        self.manuscript.table(
            [
                [Printed(_on_lines(clean(cell)), f"line {row + 1}") for cell in printed]
                for row, printed in rows
            ]
        )
        return end

    def _html_table(self, at: int) -> int:
        from policyplan.reading.html.fragment import write_table

        self._flush()
        end = at
        while end + 1 < len(self.lines) and "</table" not in self.lines[end].lower():
            end += 1
        write_table("\n".join(self.lines[at : end + 1]), self.manuscript, first_line=at + 1, name=self.name)
        return end + 1

    def _label(self, further: int = 0) -> str:
        return f"line {self._begun + further + 1}"


def _paragraphs(cleaned: str) -> list[tuple[str, int]]:
    """The paragraphs that line breaks part, each with how many lines further it begins."""
    gathered: list[tuple[str, int]] = []
    further = 0
    for raw in cleaned.split(BREAK):
        text = _on_lines(raw)
        begins = further + len(raw[: len(raw) - len(raw.lstrip())].split("\n")) - 1
        further += raw.count("\n")
        if not text:
            continue
        if gathered and continues(gathered[-1][0], raw.lstrip("\n")):
            gathered[-1] = (f"{gathered[-1][0]}\n{text}", gathered[-1][1])
        else:
            gathered.append((text, begins))
    return gathered


def _on_lines(cleaned: str) -> str:
    lines = (re.sub("[ \t]+", " ", line).strip() for line in cleaned.replace(BREAK, "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _on_one_line(cleaned: str) -> str:
    return _on_lines(cleaned).replace("\n", " ")


def _closes(line: str, fence: str) -> bool:
    closing = line.strip()
    return len(closing) >= len(fence) and set(closing) == {fence[0]}


def _front_matter(lines: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """The facts of a YAML front matter, and the first line after it; none and 0 where there is none."""
    if lines[0].rstrip() != "---":
        return [], 0
    end = next((at for at, line in enumerate(lines[1:200], 1) if line.rstrip() in ("---", "...")), 0)
    found = (_FACT.match(line) for line in lines[1:end])
    return [(each[1], each[2].strip().strip("\"'")) for each in found if each], end + 1 if end else 0


def _without_comments(text: str) -> str:
    """`text` without HTML comments, their line ends kept."""
    pieces, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        pieces += [text[at:begin], "\n" * text.count("\n", begin, end)]
        at = end + 3
    return "".join([*pieces, text[at:]])
