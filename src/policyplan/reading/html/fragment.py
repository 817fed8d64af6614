"""A table written in HTML inside another text, such as a Markdown file."""

from __future__ import annotations

from policyplan.reading.html.elements import prune
from policyplan.reading.html.flow import table_rows
from policyplan.reading.html.grid import caption
from policyplan.reading.html.parsing import parsed
from policyplan.reading.manuscript import Manuscript


def write_table(markup: str, manuscript: Manuscript, *, first_line: int, name: str | None) -> None:
    """Write the first table of `markup` down; `first_line` is the line of the file that `markup` begins on.

    Raises `ReadError` as reading a web page does.
    """
    root = parsed(markup, name)
    prune(root)
    table = next(root.iter("table"), None)
    if table is not None:
        manuscript.table(table_rows(table, first_line - 1), title=caption(table))
