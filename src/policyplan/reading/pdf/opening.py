"""Opening a PDF file within bounds, and finding the lines and tables on its pages."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from attrs import evolve

from policyplan.errors import ReadError
from policyplan.reading.optional import library
from policyplan.reading.pdf.layout import Box, Line, Mark, Page, Ruled, Unread, lines_of, ruled
from policyplan.reading.pdf.rowcuts import Header
from policyplan.reading.pdf.unruled import unruled

MAX_BYTES = 100_000_000
MAX_PAGES = 1_000
MAX_CHARACTERS_ON_A_PAGE = 50_000
MAX_CELLS_OF_A_TABLE = 4_000
#: How far the compressed streams of one file may unpack together.
MAX_UNPACKED = 400_000_000

#: What the library says of odd fonts and boxes goes to who listens to its log, and is not printed where nobody does.
_UNHEARD = logging.NullHandler()
#: The thickest line, in points.
_THIN = 3
_ZLIB_HEADER = 0x78
_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def read_pages(payload: bytes, name: str | None) -> list[Page]:
    """The pages of a PDF file with their lines and tables.

    Raises `ReadError` for a file that is damaged, locked by a password or beyond the bounds.
    """
    shown = name or "the PDF"
    if b"%PDF-" not in payload[:1024]:
        raise ReadError(
            f"{shown} is no PDF file: it does not begin with %PDF-; give it the ending of its kind"
        )
    if len(payload) > MAX_BYTES:
        raise ReadError(f"{shown} has {len(payload)} bytes, more than the {MAX_BYTES} a plan may have")
    plumber = library("pdfplumber", extra="pdf", name=name)
    _refuse_bombs(payload, shown)
    logging.getLogger("pdfminer").addHandler(_UNHEARD)
    # What the library raises on damaged files is of every kind, so all of it becomes the one error.
    try:
        return _pages(plumber, payload, shown)
    except ReadError:
        raise
    except Exception as error:
        raise _refusal(error, shown) from error


def _pages(plumber: Any, payload: bytes, shown: str) -> list[Page]:
    pages: list[Page] = []
    header: Header | None = None
    with plumber.open(io.BytesIO(payload)) as document:
        for page in document.pages:
            if page.page_number > MAX_PAGES:
                raise ReadError(f"{shown} has more than {MAX_PAGES} pages: split off the pages of the plan")
            found, header = _page(page, shown, header)
            pages.append(found)
            page.close()
    if not pages:
        raise ReadError(f"{shown} is a damaged PDF: no page was found in it; fetch it again or print it anew")
    return pages


def _page(page: Any, shown: str, header: Header | None) -> tuple[Page, Header | None]:
    """A page, and the header of a table without ruled lines that ends it; `header` is that of the page before."""
    where = f"{shown}, page {page.page_number}"
    if len(page.chars) > MAX_CHARACTERS_ON_A_PAGE:
        raise ReadError(f"{where}: more than {MAX_CHARACTERS_ON_A_PAGE} characters, made to be large")
    _refuse_unnamed_characters(page.chars, where)
    slanted = "".join(mark["text"] for mark in page.chars if not _is_upright(mark)).strip()
    empty = Page(page.page_number, float(page.height), float(page.width), (), bool(page.images), slanted)
    filtered = page.filter(lambda mark: mark["object_type"] != "char" or _is_upright(mark))
    upright = filtered.dedupe_chars()
    tables, found, words, header = _all_tables(upright, empty, header)
    items: list[Line | Ruled | Unread] = [*lines_of(words, empty.number), *found, *tables]
    for made in (upright, filtered):
        made.close()  # pages hold themselves in a circle: what they keep would stay until the collector comes
    return evolve(empty, items=tuple(sorted(items, key=lambda item: item.top))), header


def _is_upright(mark: Mark) -> bool:
    along, up = mark["matrix"][:2]
    return bool(abs(up) <= 0.1 * abs(along))


def _words(characters: list[Mark]) -> list[Mark]:
    """Characters as words, a word here being what stands without a gap in one font."""
    extract_words = import_module("pdfplumber.utils").extract_words
    words = extract_words(characters, keep_blank_chars=True, x_tolerance_ratio=0.2, extra_attrs=["fontname"])
    return [word for word in words if word["text"].strip()]


def _all_tables(
    page: Any, place: Page, header: Header | None
) -> tuple[list[Ruled], list[Ruled | Unread], list[Mark], Header | None]:
    """The ruled tables on a page, the others, the words in none, and the header of one that ends the page.

    Coloured rows make cells between their edges, which are but a part of the table if the rows between are white.
    """
    tables = list(_tables(page, place))
    coloured = [table for table, box in tables if not _has_lines(page, box)]
    rules = [(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.horizontal_edges]
    while True:
        outside = [
            mark
            for mark in page.chars
            if not any(_inside(box, mark) for table, box in tables if table not in coloured)
        ]
        found, words, ending = unruled(_words(outside), rules, place, header)
        whole = [table for table in coloured if not any(_holds(each, table) for each in found)]
        if not whole:
            kept = [table for table, _ in tables if table not in coloured]
            return kept, found, words, ending
        coloured = [table for table in coloured if table not in whole]


def _holds(found: Ruled | Unread, table: Ruled) -> bool:
    """Whether a table without ruled lines holds the cells of `table`, and more."""
    inside = found.top - 2 <= (table.top + table.bottom) / 2 <= found.bottom + 2
    return inside and (found.top < table.top - 4 or found.bottom > table.bottom + 4)


def _has_lines(page: Any, box: Box) -> bool:
    """Whether lines, or rectangles as thin as lines, are drawn upright in a table: its cells are no colours alone."""
    return any(
        min(mark["width"], mark["height"]) < _THIN and mark["height"] > mark["width"] and _inside(box, mark)
        for kind in ("lines", "rects", "curves")
        for mark in getattr(page, kind)
    ) or any(mark.get("stroke") for mark in page.rects if _inside(box, mark))


def _tables(page: Any, place: Page) -> Iterator[tuple[Ruled, Box]]:
    """The ruled tables on a page, each with the box it fills."""
    open_at = _open_edges(page)
    for found in page.find_tables({"explicit_horizontal_lines": open_at}):
        if len(found.cells) > MAX_CELLS_OF_A_TABLE:
            raise ReadError(f"page {place.number} holds a table of more than {MAX_CELLS_OF_A_TABLE} cells")
        inside = [mark for mark in page.chars if _inside(found.bbox, mark)]
        table = ruled(found.cells, inside, _words, place)
        if table is not None:
            is_open = any(abs(found.bbox[3] - y) < 2 for y in open_at)
            yield evolve(table, is_open=is_open), found.bbox


def _open_edges(page: Any) -> list[float]:
    """The heights at which upright lines of a table end and none lies across: a page cuts the row there."""
    upright = Counter(round(edge[side]) for edge in page.vertical_edges for side in ("top", "bottom"))
    level = {round(edge["top"]) for edge in page.horizontal_edges}
    return [y for y, ends in upright.items() if ends > 2 and level.isdisjoint(range(y - 3, y + 4))]


def _inside(box: Box, mark: Mark) -> bool:
    x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _refuse_unnamed_characters(characters: list[Mark], where: str) -> None:
    """Refuse a page whose fonts do not tell which characters their shapes stand for."""
    unnamed = sum(mark["text"].startswith("(cid:") for mark in characters)
    if characters and 5 * unnamed > len(characters):
        raise ReadError(
            f"{where}: the fonts do not say which characters they show, so that the text cannot be read; "
            "have the pages recognised (OCR), or get the document in another format"
        )


def _refuse_bombs(payload: bytes, shown: str) -> None:
    """Refuse a file whose streams unpack to more than a machine should hold."""
    left = MAX_UNPACKED
    for found in _STREAM.finditer(payload):
        end = payload.find(b"endstream", found.end())
        if end < 0:
            break
        packed = memoryview(payload)[found.end() : end]
        for _ in range(3):  # a stream may be packed more than once
            unpacked = _unpacked(packed, left)
            left -= len(unpacked)
            if left <= 0:
                raise ReadError(f"{shown} unpacks to more than {MAX_UNPACKED} bytes: it was made to be large")
            packed = memoryview(unpacked)
            if not _is_packed(packed):
                break


def _is_packed(stream: memoryview) -> bool:
    return len(stream) > 0 and stream[0] == _ZLIB_HEADER


def _unpacked(packed: memoryview, most: int) -> bytes:
    if not _is_packed(packed):
        return b""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _refusal(error: Exception, shown: str) -> ReadError:
    kinds = {type(each).__name__ for each in (error, *error.args, error.__cause__) if each is not None}
    if "PDFPasswordIncorrect" in kinds:
        return ReadError(f"{shown} is locked by a password: remove it in a PDF program and read it again")
    if any("Encryption" in kind for kind in kinds):
        return ReadError(f"{shown} is encrypted in a way that cannot be read: save it without protection")
    return ReadError(f"{shown} is a damaged PDF ({type(error).__name__}): fetch it again or print it anew")
