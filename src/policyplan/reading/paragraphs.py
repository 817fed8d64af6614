"""Lines into paragraphs: what a page break, a line end or an open bracket cut is joined again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from attrs import define

from policyplan.makers import new_span
from policyplan.reading.blocks import Paragraph
from policyplan.reading.folding import is_english
from policyplan.reading.labels import LINE_LABEL, read_label
from policyplan.reading.names import is_unit_like
from policyplan.reading.numbering import Number, number_before_digit, read_number
from policyplan.source import Span

#: Lines that a page prints and the document does not say: page numbers.
_FURNITURE = re.compile(
    r"[\s\u3000\f]*(?:[-—–－―]{1,3}\s*\d{1,4}\s*[-—–－―]{1,3}|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|Page\s+\d+(?:\s+of\s+\d+)?|[·•]\s*\d{1,3}\s*[·•])?[\s\u3000\f]*$",
    re.IGNORECASE,
)
_ENDED = frozenset("。！？；：…!?;.:")
_CLOSED = frozenset("”』」）)》")
_CONTINUES = frozenset("、，,（(《“")
_MAX_CUT = 12
_LIST_MARKS = re.compile("[、，；。]")
#: A label or list mark that begins a line of an English text.
_ENGLISH_START = re.compile(r"[-*•] |[A-Z][A-Za-z/&（） -]{1,36}：")


@define(eq=False)
class Para:
    """A paragraph as the outline reads it.

    `text` is as printed with the cuts joined, `folded` the same folded; `start` and `end` are where it begins and ends
    in the source; `cuts` are pairs of a position in `text` and the source offset from which the text goes on there,
    the first for position 0, and empty where nothing is cut.
    """

    text: str
    folded: str
    start: int
    end: int
    number: Number | None = None
    level: int | None = None
    closed: bool = True
    cuts: tuple[tuple[int, int], ...] = ()

    def at(self, position: int) -> int:
        """The source offset of the character at `position` of `text`."""
        if not self.cuts:
            return self.start + position
        begin, offset = self.cuts[bisect_right(self.cuts, position, key=itemgetter(0)) - 1]
        return offset + position - begin

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`."""
        if not self.cuts:
            return new_span(self.start + start, self.start + end)
        return Span(*self.place(start, end))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` begins and ends in the source."""
        if not self.cuts:
            return self.start + start, self.start + end
        return self.at(start), self.at(end - 1) + 1 if end > start else self.at(start)

    def part(self, start: int, end: int, number: Number | None) -> Para:
        """The paragraph that `text[start:end]` makes by itself."""
        first, last = self.place(start, end)
        inside = [(at - start, offset) for at, offset in self.cuts if start < at < end]
        cuts = ((0, first), *inside) if inside else ()
        return Para(self.text[start:end], self.folded[start:end], first, last, number, cuts=cuts)


@define(eq=False)
class _Line:
    start: int
    end: int
    level: int | None = None
    page_break: bool = False
    blank_before: bool = False
    number: Number | None = None
    same_block: bool = False


def from_text(
    text: str, folded: str, start: int = 0, end: int | None = None
) -> tuple[list[Para], list[Span]]:
    """The paragraphs of a plain text, or of `text[start:end]`, and the spans of its page numbers."""
    furniture: list[Span] = []
    end = len(text) if end is None else end
    lines = _without_running_heads(text, _lines(text, start, end, furniture), furniture)
    return _join(text, folded, lines, _wrap_width(lines)), furniture


def from_blocks(text: str, folded: str, blocks: Iterable[Paragraph]) -> tuple[list[Para], list[Span]]:
    """The paragraphs of a document whose file says where they are; cut ones are joined."""
    furniture: list[Span] = []
    lines: list[_Line] = []
    for block in blocks:
        inside = _lines(text, block.span.start, block.span.end, furniture)
        for at, line in enumerate(inside):
            line.level = block.level
            line.same_block = at > 0
            line.blank_before = at == 0
            if block.depth and at == 0 and line.number is not None:
                line.number = line.number._replace(kind=f"{line.number.kind} {block.depth}")
            line.page_break = line.page_break or (at == 0 and block.page_break)
        lines += inside
    return _join(text, folded, lines, None), furniture


def _lines(text: str, start: int, end: int, furniture: list[Span]) -> list[_Line]:
    lines: list[_Line] = []
    blank = page_break = False
    above = counted = None  # the last number, and the last of a list that counts 1, 2, 3
    following = start
    for line in text[start:end].split("\n"):
        at, following = following, following + len(line) + 1
        if not line:
            blank = True
            continue
        stripped = line.strip(" \t\u3000\f\r\u00a0\ufeff\u200b")
        if not stripped or (len(stripped) < 24 and _FURNITURE.match(line)):
            page_break = page_break or "\f" in line or bool(stripped)
            if stripped:
                furniture.append(Span(at, at + len(line)))
            blank = blank or not stripped
            continue
        if stripped is not line:
            page_break = page_break or line.startswith("\f")
            at += line.index(stripped[0])
        number = read_number(stripped)
        if number is None and stripped[0].isdigit() and _ends_text(text, lines):
            number = _next_of_list(stripped, above) or _next_of_list(stripped, counted)
        if number is not None:
            above = number
            if number.kind == "number":
                counted = number
        lines.append(_Line(at, at + len(stripped), None, page_break, blank, number))
        blank = page_break = False
    return lines


def _next_of_list(line: str, before: Number | None) -> Number | None:
    """The number that `line` begins with where it goes on with a list: behind the number `before`, or with 1."""
    expected = int(before.printed) + 1 if before is not None and before.kind == "number" else 1
    return number_before_digit(line, expected)


def _ends_text(text: str, lines: list[_Line]) -> bool:
    """Whether the last of `lines` ends a text or is a numbered heading, so that an item may begin behind it."""
    if not lines or text[lines[-1].end - 1] in _ENDED | _CLOSED:
        return True
    last = lines[-1]
    return last.number is not None and last.number.kind != "number" and last.end - last.start <= 40


def _without_running_heads(text: str, lines: list[_Line], furniture: list[Span]) -> list[_Line]:
    """The lines without those that stand again behind page breaks: the heads that each page prints."""
    heads = Counter(text[line.start : line.end] for line in lines if line.page_break)
    if not any(count > 1 for count in heads.values()):
        return lines
    kept: list[_Line] = []
    broken = False
    for line in lines:
        if line.number is None and line.page_break and heads[text[line.start : line.end]] > 1:
            furniture.append(Span(line.start, line.end))
            broken = True
            continue
        if broken:
            line.page_break, broken = True, False
        kept.append(line)
    return kept


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width at which the lines of the whole text are cut, None where lines are paragraphs."""
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 8:
        return None
    width = lengths[int(len(lengths) * 0.95)]
    full = sum(1 for length in lengths if width - 3 <= length <= width + 3)
    return width if 18 <= width <= 110 and full >= max(4, len(lengths) * 0.25) else None


def _join(text: str, folded: str, lines: list[_Line], width: int | None) -> list[Para]:
    paras: list[Para] = []
    count = len(lines)
    at = 0
    while at < count:
        line = lines[at]
        start, end = line.start, line.end
        depth = folded.count("（", start, end) - folded.count("）", start, end)
        behind = at + 1
        if depth > 0 or (behind < count and lines[behind].number is None and text[end - 1] not in _ENDED):
            behind, depth = _reach(text, folded, lines, at, depth, width)
        if behind == at + 1:
            para = Para(text[start:end], folded[start:end], start, end, line.number, line.level, depth <= 0)
        else:
            para = _joined(text, folded, lines[at:behind], depth <= 0)
        paras.append(para)
        at = behind
    return paras


def _reach(
    text: str, folded: str, lines: list[_Line], first: int, depth: int, width: int | None
) -> tuple[int, int]:
    """The line behind the paragraph that line `first` begins, and how many brackets the paragraph leaves open."""
    last = first
    while last + 1 < len(lines):
        if depth <= 0 and (lines[last + 1].number is not None or text[lines[last].end - 1] in _ENDED):
            break  # the plain case, which needs no closer look
        if not _belongs(text, folded, lines, first, last, depth, width):
            break
        last += 1
        depth += _depth(folded, lines[last])
    return last + 1, depth


def _depth(folded: str, line: _Line) -> int:
    return folded.count("（", line.start, line.end) - folded.count("）", line.start, line.end)


def _belongs(
    text: str, folded: str, lines: list[_Line], first: int, last: int, depth: int, width: int | None
) -> bool:
    """Whether line `last + 1` goes on with the sentence that lines `first`…`last` began."""
    line, following = lines[last], lines[last + 1]
    if following.level is not None and not following.same_block:
        return False
    if depth > 0 and last - first < _MAX_CUT and _closes(folded, lines, last + 1, depth):
        return True
    ending = text[line.end - 1]
    if ending in _ENDED or _starts(folded, following) or line.level is not None:
        return False
    if ending == "、":
        return True
    if ending in _CONTINUES:
        return not following.blank_before or following.page_break or _is_label(folded, lines[first])
    begun = text[lines[first].start : line.end]
    if following.same_block:
        return ending not in _CLOSED and "。" in begun
    if following.page_break:
        return ending not in _CLOSED and ("。" in begun or "，" in begun)
    if _wrapped_name(folded, lines[first], line, following) or _wrapped_time(folded, line, following):
        return True
    if width is None or following.blank_before:
        return False
    return line.end - line.start >= width - 3


def _wrapped_name(folded: str, first: _Line, line: _Line, following: _Line) -> bool:
    """Whether a label line ends inside a name that the next line ends: 配合单位：县财政局、县国 / 资中心."""
    if following.blank_before or folded.find("：", first.start, first.end) < 0:
        return False
    label = LINE_LABEL.match(folded, first.start, first.end)
    if label is None or "：" not in label[0] or read_label(label)[0] != "role":
        return False
    value = folded[label.end() if line is first else line.start : line.end]
    last = _LIST_MARKS.split(value)[-1]
    rest = _LIST_MARKS.split(folded[following.start : following.end])[0]
    return bool(last) and len(rest) <= 12 and not is_unit_like(last) and is_unit_like(last + rest)


#: A line of a time that breaks off behind its year or month, and what the next line then begins with.
_TIME_BREAKS_OFF = re.compile(r"[\u4e00-\u9fff（）\s]{2,12}：\s*(?:19|20)\d\d年(?:\d{1,2}月?)?\s*\Z")
_TIME_GOES_ON = re.compile(
    r"\s*(?:\d{1,2}\s*[月日号]|月|日|[底末初]|[上中下]旬|第?[一二三四1-4]季度|[上下]半年)[^。；]{0,12}\Z"
)


def _wrapped_time(folded: str, line: _Line, following: _Line) -> bool:
    """Whether a label line ends inside a time that the next line ends: 完成时限：2024年 / 10月底前."""
    return (
        not following.blank_before
        and _TIME_GOES_ON.match(folded[following.start : following.end]) is not None
        and _TIME_BREAKS_OFF.match(folded[line.start : line.end]) is not None
    )


def _closes(folded: str, lines: list[_Line], at: int, depth: int) -> bool:
    """Whether a bracket left open is closed within the next lines, before another item begins."""
    for line in lines[at : at + _MAX_CUT]:
        piece = folded[line.start : line.end]
        number = line.number
        if number is not None and number.kind not in ("code", "letter", "word") and not _mid_number(piece):
            return False
        depth += _depth(folded, line)
        if depth <= 0:
            return True
    return False


def _mid_number(piece: str) -> bool:
    """Whether what looks like an item's number is the rest of a cut list: 2.5万吨… has no item's text."""
    return "）" in piece and "（" not in piece and "。" not in piece[: piece.index("）")] and len(piece) < 12


def _starts(folded: str, line: _Line) -> bool:
    if line.number is not None:
        return True
    piece = folded[line.start : line.end]
    return (
        (piece.startswith("（") and "：" in piece[:40].split("）", 1)[0])
        or LINE_LABEL.match(piece) is not None
        or _ENGLISH_START.match(piece) is not None
    )


def _is_label(folded: str, line: _Line) -> bool:
    return LINE_LABEL.match(folded[line.start : line.end]) is not None


def _parts_words(before: str, character: str) -> bool:
    """Whether a line end stands for the space between two words; inside a number of a Chinese text it does not."""
    if not (before[-1].isascii() and before[-1].isalnum() and character.isascii()):
        return False
    return not (before[-1].isdigit() and character.isdigit()) or is_english(before)


def _joined(text: str, folded: str, lines: list[_Line], closed: bool) -> Para:
    """The paragraph that several lines make."""
    words: list[str] = []
    shadows: list[str] = []
    cuts: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        start = line.start
        labelled = bool(words) and LINE_LABEL.match(folded, start, line.end) is not None
        if words and (labelled or _parts_words(words[-1], text[start])):
            cuts.append((length, start - 1))  # the white space in front of the line
            words.append(text[start - 1] if labelled else " ")
            shadows.append(words[-1])
            length += 1
        cuts.append((length, start))
        words.append(text[start : line.end])
        shadows.append(folded[start : line.end])
        length += line.end - start
    first, end = lines[0], lines[-1].end
    return Para(
        "".join(words),
        "".join(shadows),
        first.start,
        end,
        first.number,
        first.level,
        closed,
        tuple(cuts),
    )
