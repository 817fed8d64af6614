"""Ledgers as JSON that a person can read, and back without loss."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from attrs import field, frozen

from policyplan.codec._converter import converter, object_in, structure
from policyplan.codec._mistakes import Mismatch, Mistake, format_error
from policyplan.codec._text import lay_out, parse
from policyplan.errors import FormatError, ReadError
from policyplan.ledger.reports import Ledger, Report
from policyplan.saving import save

#: What the first key of a file says: the format's name and version. No other version is taken.
FORMAT = "policyplan-ledger/1"


@frozen
class File:
    """A ledger file: the reports in the order in which they were made."""

    format: str
    reports: tuple[Report, ...] = field(default=(), converter=tuple)


def dump(ledger: Ledger, path: str | os.PathLike[str]) -> None:
    """Write a ledger to a JSON file, beside it first: `path` holds all of it or what it held before.

    Raises ExportError where it cannot be written.
    """
    save(path, dumps(ledger).encode())


def load(path: str | os.PathLike[str]) -> Ledger:
    """The ledger in a JSON file.

    Raises ReadError where the file cannot be read, FormatError where it is cut off or no ledger: the message names
    the file, the JSON path of each mistake, what was found and what was expected.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as problem:
        raise ReadError(f"{os.fspath(path)}: cannot be read: {problem.strerror}") from problem
    return loads(content, name=os.fspath(path))


def dumps(ledger: Ledger) -> str:
    """A ledger as JSON text; the same reports always give the same text.

    Raises FormatError where a text holds half a surrogate pair, which no UTF-8 file can hold.

    >>> print(dumps(Ledger()), end="")
    {"format": "policyplan-ledger/1", "reports": []}
    """
    value = {"format": FORMAT, "reports": [converter.unstructure(report) for report in ledger.reports]}
    text = lay_out(value)
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise FormatError(
            f"a text of the ledger holds {text[problem.start]!a}, half a surrogate pair"
        ) from None
    return text


def loads(text: str | bytes, *, name: str | None = None) -> Ledger:
    """The ledger in JSON text, UTF-8 where it is bytes; `name` stands in error messages. Raises FormatError.

    >>> loads('{"format": "policyplan-ledger/1", "reports": [{"on": "2022-13-01"}]}')
    Traceback (most recent call last):
    policyplan.errors.FormatError: $.reports[0].on: found "2022-13-01", expected a date such as "2022-12-31"; ...
    """
    value = parse(text, name)
    try:
        return Ledger(structure(_opened(value), File, {}).reports)
    except Exception as problem:  # cattrs gathers whatever goes wrong in its hooks
        raise format_error(problem, name) from None


def _opened(value: Any) -> dict[str, Any]:
    """The envelope. Raises Mistake where it is not one of this format's version."""
    given = object_in(value)
    if "format" not in given:
        raise Mistake(f'missing, expected "{FORMAT}": this is not a ledger', ("format",))
    if given["format"] != FORMAT:
        hint = "a plan is no ledger" if str(given["format"]).startswith("policyplan/") else ""
        raise Mismatch(given["format"], f'"{FORMAT}", the only version known here', hint, ("format",))
    return given
