"""The paragraphs, tables and notes of a Word file in reading order (ISO/IEC 29500-1 17.2)."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.findings import Finding, Severity
from policyplan.reading.archive import Element, Package
from policyplan.reading.blocks import Extract
from policyplan.reading.docx.numbering import Numbering
from policyplan.reading.docx.runs import MC, Line, Runs, chosen, is_placeholder
from policyplan.reading.docx.styles import VAL, Styles, W, is_on, value
from policyplan.reading.headers import classify
from policyplan.reading.manuscript import Manuscript, Printed, tidy

#: More grid columns than Word allows (63) in any table.
_MAX_SPAN = 200
#: A line of at most so many characters (附件1) may stand above a centred title.
_LABEL_LENGTH = 5
#: Wrappers whose children stand in their place: inserted and moved-in rows and paragraphs, custom mark-up.
_WRAPPERS = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))


class Document:
    """One Word file as it is read."""

    def __init__(self, package: Package) -> None:
        path, root = package.main()
        links = package.relationships(path)
        parts = {link.kind: link.part for link in reversed(links)}
        self._package = package
        self._parts = parts
        self._root = root
        self._styles = Styles(self._tree("styles"))
        self._numbering = Numbering(self._tree("numbering"), self._styles)
        self._runs = Runs(self._styles)
        self._notes: list[tuple[str, str]] = []
        self._carried: list[str] = []  # the text of paragraphs whose end was deleted: it belongs to the next
        self._section_starts = _section_starts(root)
        self._counts = {"paragraph": 0, "table": 0, "text box": 0}
        self._new_page = False  # a page ended after the last paragraph that prints anything
        self._at_top = True  # nothing but titles so far in the document, or on a page begun by hand
        self._contents = 0

    def read(self, name: str | None) -> Extract:
        """Everything the file prints, notes last."""
        self._out = Manuscript(name)
        body = self._root.find(W + "body")
        self._blocks(body if body is not None else [], "paragraph")
        self._write_paragraph(self._carried_line(), None, "paragraph")
        self._write_notes()
        if self._contents:
            left_out = f"a table of contents of {self._contents} lines was left out"
            self._out.report(Finding("contents-left-out", left_out, Severity.INFO))
        return self._out.extract()

    def _tree(self, kind: str) -> Element | None:
        return self._package.tree(self._parts[kind]) if kind in self._parts else None

    def _blocks(self, parent: Element, kind: str) -> None:
        for element in _content(parent):
            if element.tag == W + "p":
                self._paragraph(element, kind)
            elif element.tag == W + "tbl":
                self._write_paragraph(self._carried_line(), None, kind)
                self._table(element, kind)
            elif element.tag == W + "altChunk":
                self._out.report(Finding(
                    "embedded-document", "a document that is embedded in this one was not read",
                    hint="open the file in Word and save it: Word then writes the embedded document out",
                ))  # fmt: skip

    def _paragraph(self, paragraph: Element, kind: str) -> None:
        properties = paragraph.find(W + "pPr")
        if self._starts_page(properties):
            self._new_page = self._at_top = True
        line = self._line(paragraph)
        self._write_paragraph(line, properties, kind)
        self._at_top |= line.breaks_page
        ends_section = properties is not None and properties.find(W + "sectPr") is not None
        if ends_section and next(self._section_starts, True):
            self._new_page = self._at_top = True
        for box in line.boxes:
            self._counts["text box"] += 1
            self._blocks(box, f"text box {self._counts['text box']}")

    def _starts_page(self, properties: Element | None) -> bool:
        before = self._styles.found(properties, "pageBreakBefore")
        return before is not None and is_on(before)

    def _write_paragraph(self, line: Line, properties: Element | None, kind: str) -> None:
        text = tidy(line.text)
        if not text:
            self._new_page |= line.breaks_page or line.has_rendered_break
            return
        if self._styles.is_contents(properties):
            self._contents += 1
            return
        level = self._styles.heading_level(properties)
        is_centred = value_of(self._styles.found(properties, "jc")) == "center"
        if level is None and is_centred and self._at_top and kind == "paragraph":
            level = 0
        self._at_top &= is_centred or len(text) <= _LABEL_LENGTH
        if kind in self._counts:
            self._counts[kind] += 1
            kind = f"{kind} {self._counts[kind]}"
        ends_page = self._new_page or line.breaks_page or line.has_rendered_break
        self._out.paragraph(text, kind, level=level, page_break=ends_page)
        self._new_page = False

    def _line(self, paragraph: Element) -> Line:
        """What a paragraph prints, number first; nothing where its end was deleted: it goes into the next."""
        line = self._runs.gather(paragraph)
        self._notes += line.notes
        properties = paragraph.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom")):
            self._carried += line.parts
            return Line(boxes=line.boxes)
        vanished = mark is not None and (hidden := mark.find(W + "vanish")) is not None and is_on(hidden)
        number = "" if vanished and not line.text.strip() else self._numbering.next_number(properties)
        line.parts[:0] = [number, *self._carried_line().parts]
        return line

    def _carried_line(self) -> Line:
        """What was carried over from paragraphs whose end was deleted, and is carried no further."""
        carried, self._carried = self._carried, []
        return Line(parts=carried)

    def _table(self, table: Element, kind: str) -> None:
        alone = _only_cell(table)
        if alone is not None and any(each.tag == W + "tbl" for each in _content(alone)):
            self._blocks(alone, kind)  # a frame around a page, not a table
            return
        self._counts["table"] += 1
        self._at_top = False
        self._out.table(self._rows(table, f"table {self._counts['table']}"))

    def _rows(self, table: Element, label: str) -> list[list[Printed | None]]:
        above: dict[int, Printed] = {}
        rows = []
        for number, row in enumerate((each for each in _content(table) if _is_row(each)), start=1):
            cells = self._row(row, above, f"{label}, row {number}")
            above = {at: cell for at, cell in enumerate(cells) if cell is not None}
            rows.append(cells)
        return rows

    def _row(self, row: Element, above: dict[int, Printed], label: str) -> list[Printed | None]:
        cells: list[Printed | None] = [None] * _span(row.find(W + "trPr"), "gridBefore", 0)
        for cell in _content(row):
            if cell.tag != W + "tc":
                continue
            properties = cell.find(W + "tcPr")
            covering = _covering(properties, above.get(len(cells)), cells[-1] if cells else None)
            text = "" if covering is not None or _is_marked(properties, "cellDel") else self._cell_text(cell)
            printed = covering or Printed(text, f"{label}, column {len(cells) + 1}")
            cells += [printed] * _span(properties, "gridSpan", 1)
        return cells

    def _cell_text(self, cell: Element) -> str:
        """The paragraphs of a cell as lines; a table within it as lines too."""
        lines: list[str] = []
        for element in _content(cell):
            if element.tag == W + "p":
                line = self._line(element)
                lines += [line.text, *map(self._cell_text, line.boxes)]
            elif element.tag == W + "tbl":
                lines += [_flat(row) for row in self._rows(element, "")]
        lines.append(self._carried_line().text)
        return tidy("\n".join(line for line in map(tidy, lines) if line))

    def _write_notes(self) -> None:
        for kind in ("footnote", "endnote"):
            referred = list(dict.fromkeys(id_ for note, id_ in self._notes if note == kind))
            notes = self._notes_of(kind) if referred else {}
            for number, id_ in enumerate(referred, start=1):
                self._blocks(notes.get(id_, []), f"{kind} {number}")

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self._tree(f"{kind}s")
        return {} if root is None else {note.get(W + "id", ""): note for note in root.findall(W + kind)}


def value_of(element: Element | None) -> str | None:
    """The `w:val` of `element`, None where there is no such element."""
    return None if element is None else element.get(VAL)


def _content(parent: Element) -> Iterator[Element]:
    """The children of `parent` that stand in the text once revisions are accepted and wrappers taken off."""
    for child in parent:
        tag = child.tag
        if tag in _WRAPPERS:
            yield from _content(child)
        elif tag == W + "sdt":
            if not is_placeholder(child):
                yield from _content(child)
        elif tag == MC + "AlternateContent":
            yield from _content(chosen(child))
        else:
            yield child


def _section_starts(root: Element) -> Iterator[bool]:
    """For each section after the first, whether it begins on a new page."""
    sections = [each for each in root.iter(W + "sectPr") if each.getparent().tag in (W + "pPr", W + "body")]
    return iter([value(section, "type") not in ("continuous", "nextColumn") for section in sections[1:]])


def _only_cell(table: Element) -> Element | None:
    """The cell of a table that has only one."""
    rows = [each for each in _content(table) if _is_row(each)]
    cells = [each for each in _content(rows[0]) if each.tag == W + "tc"] if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _is_row(element: Element) -> bool:
    properties = element.find(W + "trPr")
    return element.tag == W + "tr" and not any(_is_marked(properties, name) for name in ("del", "hidden"))


def _is_marked(properties: Element | None, name: str) -> bool:
    mark = None if properties is None else properties.find(W + name)
    return mark is not None and is_on(mark)


def _span(properties: Element | None, name: str, otherwise: int) -> int:
    text = value(properties, name) or ""
    return min(max(int(text), otherwise), _MAX_SPAN) if text.isdecimal() and len(text) < 7 else otherwise


def _covering(properties: Element | None, above: Printed | None, left: Printed | None) -> Printed | None:
    """The cell that a merged cell goes on from: the one above, or the one to the left."""
    for name, neighbour in (("vMerge", above), ("hMerge", left)):
        merge = None if properties is None else properties.find(W + name)
        if merge is not None and merge.get(VAL, "continue") == "continue":
            return neighbour
    return None


def _flat(row: list[Printed | None]) -> str:
    """A row of a table within a cell as one line, each cell once; a label of units or a time gets its colon."""
    texts = list(dict.fromkeys(cell.text for cell in row if cell is not None and cell.text))
    column = classify(texts[0]) if len(texts) == 2 else None
    labelled = column is not None and column.kind in ("role", "time") and classify(texts[1]) is None
    return ("：" if labelled else "\t").join(texts)
