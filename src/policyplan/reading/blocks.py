"""What every file format is turned into before the plan is read from it: one text, and blocks on it."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from policyplan.findings import Finding
from policyplan.source import Source, Span, as_tuple

#: What the place of a paragraph begins with that stands in a table that cannot be read: it sets no task.
UNREAD = "unread table"


@frozen
class Paragraph:
    """A paragraph: its span in the source's text.

    `level` is the heading level the file gives it (1 for Word's Heading 1, ``#``, ``<h1>``; a Word Title or a
    centred title is 0), None where the file does not mark it as a heading. `page_break` is True where a page
    ends inside or right before it. `depth` is how far inside other lists a numbered list stands, whose numbers may look
    like theirs.
    """

    span: Span
    level: int | None = None
    page_break: bool = False
    depth: int = 0


@frozen
class Cell:
    """A table cell: its text, cleaned of mark-up, with the span it was read from.

    A cell that is covered by a merge repeats the merged cell's text and span and has `merged` True.
    """

    text: str
    span: Span
    merged: bool = False


@frozen
class Table:
    """A table as a rectangle of cells; `title` is the caption or sheet name, "" where it has none."""

    rows: tuple[tuple[Cell, ...], ...] = field(converter=as_tuple)
    title: str = ""
    span: Span = field(default=Span(0, 0))


Block: TypeAlias = Paragraph | Table


@frozen
class Extract:
    """A document's text and blocks in reading order, with what its format says of the document itself.

    `blocks` is None for plain text: its paragraphs are found from its lines. `facts` are the document facts
    the file states as data (``{"文号": "梧政办〔2023〕37号"}``), labels as printed.
    """

    source: Source
    blocks: tuple[Block, ...] | None = None
    facts: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
