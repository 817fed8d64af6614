"""PDF files with a text layer: lines rejoined into paragraphs, ruled tables, running heads left out.

pdfplumber reads them: it tells where every character and every ruled line stands, and finds the cells between
the lines, which pypdfium2, though faster, leaves to its user.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyplan.errors import ReadError
from policyplan.findings import Finding, Severity
from policyplan.reading.blocks import UNREAD, Extract
from policyplan.reading.manuscript import Manuscript
from policyplan.reading.pdf.layout import Line, Page, Ruled, Unread
from policyplan.reading.pdf.margins import without_running_heads
from policyplan.reading.pdf.opening import read_pages
from policyplan.reading.pdf.paragraphs import Joined, Margins, joined_lines
from policyplan.reading.pdf.parts import whole_table


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """A PDF file as blocks, each labelled with the page it begins on.

    A table that goes on over pages is one table, its repeated header row printed once. Page numbers and lines
    repeated at one height of several pages are left out, and a finding tells of them. `encoding` has no
    meaning here.

    Raises `ReadError` for a file that is damaged, locked by a password, without a text layer (scanned), or
    beyond the bounds of a plan, and where pdfplumber is not installed.
    """
    pages = read_pages(payload, name)
    if not any(page.items for page in pages):
        raise ReadError(
            f"{name or 'the PDF'} has {len(pages)} pages and no text: its pages are pictures (scanned); "
            "have them recognised (OCR) and read the text"
        )
    manuscript = Manuscript(name)
    kept, left_out = without_running_heads(pages)
    for finding in (*_running_heads(left_out), *_blank_pages(pages), *_slanted(pages)):
        manuscript.report(finding)
    _write(kept, manuscript)
    return manuscript.extract()


def _write(pages: Sequence[Page], manuscript: Manuscript) -> None:
    margins = Margins.of(pages)
    lines: list[Line] = []
    table: list[Ruled] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                _write_table(table, manuscript)
                lines.append(item)
            elif isinstance(item, Unread):
                _write_lines(lines, margins, manuscript)
                _write_table(table, manuscript)
                _write_unread(item, manuscript)
            elif table and table[-1].goes_on_in(item):
                table.append(item)
            else:
                _write_lines(lines, margins, manuscript)
                _write_table(table, manuscript)
                table.append(item)
    _write_lines(lines, margins, manuscript)
    _write_table(table, manuscript)


def _write_lines(lines: list[Line], margins: Margins, manuscript: Manuscript) -> None:
    paragraph: Joined
    for paragraph in joined_lines(lines, margins):
        label = f"page {paragraph.page}"
        manuscript.paragraph(paragraph.text, label, level=paragraph.level, page_break=paragraph.page_break)
    lines.clear()


def _write_table(parts: list[Ruled], manuscript: Manuscript) -> None:
    if parts:
        manuscript.table(whole_table(parts))
    parts.clear()


def _write_unread(table: Unread, manuscript: Manuscript) -> None:
    """Write down a table that cannot be read as lines beside the plan, and tell of it."""
    for line in table.lines:
        manuscript.paragraph(line.text, f"{UNREAD} on page {table.page}")
    manuscript.report(
        Finding(
            "table-unclear",
            f"page {table.page}: the rows of a table without lines between them cannot be told apart for sure: "
            f"“{table.lines[0].text[:60]}”",
            hint="read the Word file or spreadsheet it was made from, or draw the lines of the table",
        )
    )


def _running_heads(left_out: Sequence[Line]) -> list[Finding]:
    if not left_out:
        return []
    pages = len({line.page for line in left_out})
    shown = list(dict.fromkeys(line.text for line in left_out))
    words = ", ".join(f"“{text[:30]}”" for text in shown[:5]) + (" …" if len(shown) > 5 else "")
    return [
        Finding(
            "running-head",
            f"left out as running heads and page numbers on {pages} pages: {words}",
            Severity.INFO,
        )
    ]


def _blank_pages(pages: Sequence[Page]) -> list[Finding]:
    pictured = [str(page.number) for page in pages if not page.items and page.has_pictures]
    if not pictured:
        return []
    return [
        Finding(
            "page-without-text",
            f"{'page' if len(pictured) == 1 else 'pages'} {', '.join(pictured)} hold pictures and no text",
            hint="if part of the plan is there, have the pages recognised (OCR)",
        )
    ]


def _slanted(pages: Sequence[Page]) -> list[Finding]:
    """What is told of text at an angle: nearly always a watermark, else a page that lies on its side."""
    slanted = [page for page in pages if page.slanted]
    if not slanted:
        return []
    sideways = [page for page in slanted if not page.items]
    numbers = ", ".join(str(page.number) for page in slanted[:10]) + (" …" if len(slanted) > 10 else "")
    return [
        Finding(
            "slanted-text",
            f"left out on page {numbers}: text set at an angle, “{slanted[0].slanted[:30]}”",
            Severity.WARNING if sideways else Severity.INFO,
            hint="turn the pages upright in a PDF program and read the file again" if sideways else "",
        )
    ]
