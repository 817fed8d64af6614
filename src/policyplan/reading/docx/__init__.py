"""Word files (.docx): paragraphs with their automatic numbers, tables, text boxes and notes.

The parts are read with lxml rather than python-docx, whose paragraphs leave out what a plan cannot do
without — automatic numbers, inserted revisions, content controls, text boxes, notes — and which unpacks every
part of a file before any bound can be put on it.
"""

from __future__ import annotations

from policyplan.reading.archive import WORD, open_package
from policyplan.reading.blocks import Extract
from policyplan.reading.docx.document import Document

__all__ = ["extract"]


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """The text and blocks of a Word file as it prints once its tracked changes are accepted.

    Left out are hidden and struck-out text, headers and footers, comments, and tables of contents. Footnotes
    and endnotes follow the text. Places are called ``paragraph 12`` (counting those outside tables that print
    something), ``table 2, row 3, column 4``, ``footnote 1``, ``text box 1``. `encoding` is not used.
    Raises `ReadError` where the file is damaged, protected, oversized, empty or of another kind.
    """
    package = open_package(payload, name, WORD)
    try:
        return Document(package).read(name)
    except RecursionError:
        raise package.refusal("its content is nested too deeply") from None
