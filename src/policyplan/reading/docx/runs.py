"""The text of one Word paragraph: runs, fields, revisions, breaks and symbols (ISO/IEC 29500-1 17.3)."""

from __future__ import annotations

from attrs import define, field

from policyplan.reading.archive import Element
from policyplan.reading.docx.styles import Styles, W, is_on

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

#: What prints nothing, whatever it holds: properties, revoked text, field codes, readings above characters.
_SILENT = frozenset(
    W + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "instrText", "delInstrText",
                 "rt", "rubyPr")
)  # fmt: skip
_DRAWN = frozenset(W + name for name in ("drawing", "pict", "object"))
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
#: Symbol fonts keep their signs at private code points (0xF000 on); those that plans are marked with.
_SYMBOLS = {
    ("symbol", 0xB7): "•", ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "❑", ("wingdings", 0x75): "◆", ("wingdings", 0xA8): "□", ("wingdings", 0xD8): "➢",
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x52): "☑",
}  # fmt: skip


@define
class Line:
    """What was gathered from one paragraph: text, text boxes, the notes it refers to, page breaks."""

    parts: list[str] = field(factory=list)
    boxes: list[Element] = field(factory=list)
    notes: list[tuple[str, str]] = field(factory=list)
    breaks_page: bool = False
    has_rendered_break: bool = False
    #: For each field that is open, whether its instruction is being read (True) or its result (False).
    _fields: list[bool] = field(factory=list)

    @property
    def text(self) -> str:
        """The text gathered so far."""
        return "".join(self.parts)

    @property
    def in_instruction(self) -> bool:
        """Whether what comes next is part of a field's instruction, not of its result."""
        return any(self._fields)

    def mark_field(self, mark: str | None) -> None:
        """Take note of a mark of a field; those of one that began in another paragraph are let pass."""
        if mark == "begin":
            self._fields.append(True)
        elif self._fields and mark == "separate":
            self._fields[-1] = False
        elif self._fields and mark == "end":
            self._fields.pop()


class Runs:
    """Gathers the text of paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def gather(self, paragraph: Element) -> Line:
        """The line that `paragraph` prints, without its automatic number."""
        line = Line()
        style = self._styles.style_of(paragraph.find(W + "pPr"))
        self._walk(paragraph, line, style, shown=True)
        return line

    def _walk(self, parent: Element, line: Line, style: str | None, *, shown: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, line, style, shown=shown)
            elif tag == MC + "AlternateContent":
                self._walk(chosen(child), line, style, shown=shown)
            elif tag in _DRAWN:
                if shown:
                    line.boxes += _text_boxes(child)
            elif tag == W + "sdt" and is_placeholder(child):
                continue
            elif tag not in _SILENT:
                self._sign(child, line, shown=shown and not line.in_instruction)
                self._walk(child, line, style, shown=shown)

    def _run(self, run: Element, line: Line, style: str | None, *, shown: bool) -> None:
        shown = shown and not self._styles.is_hidden(run.find(W + "rPr"), style)
        marks = [note for note in run if note.tag in _NOTES]
        if any(_has_own_mark(note) for note in marks):
            self._refer(marks, line, shown=shown)
        else:
            self._walk(run, line, style, shown=shown)

    def _sign(self, element: Element, line: Line, *, shown: bool) -> None:
        """Take down what `element` itself prints; field marks count even where they are hidden."""
        tag = element.tag
        if tag == W + "fldChar":
            line.mark_field(element.get(W + "fldCharType"))
        elif not shown:
            return
        elif tag in (W + "t", _M + "t"):
            line.parts.append(element.text or "")
        elif tag in _SIGNS:
            line.parts.append(_SIGNS[tag])
        elif tag == W + "br":
            line.breaks_page |= element.get(W + "type") == "page"
            line.parts.append("\n")
        elif tag == W + "sym":
            line.parts.append(_symbol(element))
        elif tag == W + "lastRenderedPageBreak":
            line.has_rendered_break = True
        elif tag in _NOTES:
            self._refer([element], line, shown=True)

    def _refer(self, marks: list[Element], line: Line, *, shown: bool) -> None:
        if shown:
            line.notes += [(_NOTES[mark.tag], mark.get(W + "id", "")) for mark in marks]


def chosen(alternatives: Element) -> Element:
    """The alternative in an ``mc:AlternateContent`` that is read: the first choice, else the fallback."""
    found = alternatives.find(MC + "Choice")
    if found is None or not len(found):
        found = alternatives.find(MC + "Fallback")
    return alternatives[:0] if found is None else found


def is_placeholder(control: Element) -> bool:
    """Whether a content control still shows its prompt (单击此处输入文字)."""
    showing = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return showing is not None and is_on(showing)


def _text_boxes(drawing: Element) -> list[Element]:
    """The contents of the text boxes in `drawing`; of a box kept in two forms for older programs, one."""
    if drawing.tag == W + "txbxContent":
        return [drawing]
    if drawing.tag == MC + "AlternateContent":
        drawing = chosen(drawing)
    return [box for child in drawing for box in _text_boxes(child)]


def _has_own_mark(note: Element) -> bool:
    """Whether a note's mark (①) is typed into the run instead of being counted."""
    return (note.get(W + "customMarkFollows") or "0").lower() in ("1", "true", "on")


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    font = element.get(W + "font", "").lower()
    if 0xF000 <= code <= 0xF0FF or font.startswith(("symbol", "wingdings")):
        return _SYMBOLS.get((font, code & 0xFF), "")
    return chr(code) if code < 0x11_0000 and not 0xD800 <= code <= 0xDFFF else ""
