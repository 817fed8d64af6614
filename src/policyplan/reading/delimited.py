"""Tables as delimited text (.csv, .tsv; RFC 4180 and its many cousins)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from policyplan.errors import ReadError
from policyplan.findings import Finding
from policyplan.reading.blocks import Extract
from policyplan.reading.manuscript import Manuscript, Printed, tidy

_SEPARATORS = ",\t;|"
_SAMPLE_ROWS = 50


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """The text of a delimited file and one table on it.

    Short rows are filled up; empty rows and columns are left out. The encoding is detected unless `encoding`
    names it, the separator (comma, tab, semicolon or bar) always. Places are called ``row 3, column 2``, with
    rows as a spreadsheet counts them: a quoted line break starts none.
    Raises `ReadError` where the file is no text or holds none.
    """
    from policyplan.reading.text import decode

    text, _ = decode(payload, encoding=encoding, name=name)
    manuscript = Manuscript(name)
    manuscript.table(
        [Printed(tidy(cell), f"row {number}, column {column}") for column, cell in enumerate(row, start=1)]
        for number, row in enumerate(_rows(text, manuscript, name), start=1)
    )
    return manuscript.extract()


def separator_of(text: str) -> str:
    r"""The separator of a delimited text: the one that parts its first rows most evenly, a comma in doubt.

    >>> separator_of("序号;任务;完成时限\n1;修路,架桥;6月底前\n")
    ';'
    """
    declared = text[:6].partition("\n")[0].strip().lower()
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[4]
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[bool, float, int]:
    """Whether quotation marks stand as `separator` has them, then the share and size of the commonest width."""
    rows, is_well_quoted = _sample(text, separator)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return False, 0, 0
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return is_well_quoted, count / len(rows), width


def _sample(text: str, separator: str) -> tuple[list[list[str]], bool]:
    """The first rows that print anything, and whether they could be read strictly."""
    for strict in (True, False):
        try:
            rows = islice(_reader(text, separator, strict=strict), _SAMPLE_ROWS)
            return [row for row in rows if row], strict
        except csv.Error:
            continue
    return [], False


def _rows(text: str, manuscript: Manuscript, name: str | None) -> list[list[str]]:
    separator = separator_of(text)
    declared = text[:4].lower() == "sep="
    try:
        rows = list(_reader(text, separator, strict=True))
    except csv.Error:
        manuscript.report(Finding(
            "unbalanced-quotes", "a quotation mark is not closed, so quotation marks were read as plain text",
            hint='put cells that hold a separator or line break in quotation marks; double those in them',
        ))  # fmt: skip
        rows = _unquoted(text, separator, name)
    return [[], *rows[1:]] if declared else rows


def _unquoted(text: str, separator: str, name: str | None) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise ReadError(
            f"{name or 'the document'} cannot be read as delimited text: {error}; save it as .xlsx"
        ) from error


def _reader(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
