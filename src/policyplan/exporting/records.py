"""Plans as a tidy table: one row per measure and unit, for spreadsheets, data frames and databases."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, TypedDict, cast

from policyplan.exporting.columns import OF_MEASURE, OF_PROGRESS, OF_UNIT, present, report_of
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON, Progress, Standing
from policyplan.model import Assignment, Entry, PlansOrEntries, entries_of

__all__ = [
    "COLUMNS", "PlansOrEntries", "ProgressRecord", "Record", "csv_head", "csv_rows", "iter_records", "jsonl_lines",
    "records", "to_csv", "to_jsonl",
]  # fmt: skip


class Record(TypedDict):
    """One row: a unit's part in a measure (举措), or a measure that names no unit.

    Every row has every column, in this order; what is absent is None, never "". Dates are ISO 8601 texts.
    """

    plan: str | None  # the document number, else the index number, the title, the name of the file
    section: str | None  # the numbers of the sections around the task, outermost first: 二/（一）
    section_heading: str | None  # of the innermost section
    task: str | None  # the number as printed
    task_heading: str | None
    measure: int  # counts from 1 within the task
    text: str | None
    unit: str | None  # the name in full as the plan would print it
    unit_printed: str | None  # the words that stand there
    unit_canonical: str | None  # the registry's name
    unit_parent: str | None
    role: str | None
    group: int | None  # the sides parted by ；, from 0
    shared_by_remit: bool | None
    open_ended: bool | None
    deadline_kind: str | None
    due: str | None  # the last day, inclusive
    start: str | None
    precision: str | None
    deadline_text: str | None
    uid: str  # of the measure: its rows share it
    source_start: int | None  # of the measure, in the source's text
    source_end: int | None  # exclusive
    source_name: str | None  # of the file the plan was read from; of a folder's, the path within it


class ProgressRecord(Record):
    """One row with what a ledger says on a day: `status` is the measure's, the rest the unit's own last report.

    Where the unit has not reported, the rest is what was reported on the measure as a whole.
    """

    status: str
    state: str | None
    percent: int | None
    note: str | None
    evidence: str | None
    reported_on: str | None


#: The columns of the table, in order.
COLUMNS: tuple[str, ...] = tuple(Record.__annotations__)


def records(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> list[Record]:
    """The rows of a plan, of several plans, or of the entries that a query found, in their order.

    One row per measure and unit; a measure that names no unit has one row whose `unit` is None. With a ledger and a
    day `on`, the rows are `ProgressRecord`: they say too where the measure stands (see `policyplan.status`).

    >>> from policyplan import Assignment, Measure, Plan, Role, Section, Task, Unit
    >>> measure = Measure(text="建强市。", assignments=[Assignment(Unit("市教育局"), Role.LEAD, "教育局")])
    >>> plan = Plan(title="要点", sections=[Section(items=[Task(number="1", measures=[measure])])])
    >>> [(row["task"], row["unit"], row["role"], row["due"]) for row in records(plan)]
    [('1', '市教育局', 'lead', None)]
    """
    return list(iter_records(source, ledger=ledger, on=on, soon=soon))


def iter_records(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> Iterator[Record]:
    """The rows as `records` gives them, one at a time."""
    progress = progress_on(ledger, on, soon)
    for entry in entries_of(source):
        yield from _rows(entry, progress.of(entry) if progress is not None else None)


def progress_on(ledger: Ledger | None, on: date | None, soon: int) -> Progress | None:
    """What tells the progress of entries; None without a ledger. Raises TypeError where one of the two is missing."""
    if ledger is not None and on is not None:
        return Progress(ledger, on, soon)
    if ledger is None and on is None:
        return None
    raise TypeError("progress is told by a ledger on a day: give both `ledger` and `on`, or neither")


def to_jsonl(rows: Iterable[Record]) -> str:
    """The rows as JSON Lines: an object a line, each with every column.

    >>> to_jsonl([])
    ''
    """
    return "".join(jsonl_lines(rows))


def jsonl_lines(rows: Iterable[Record]) -> Iterator[str]:
    r"""The rows as JSON Lines, one line at a time with its ``\n``.

    Characters that some programs take for line ends (U+0085, U+2028, U+2029) are escaped, as are half
    surrogate pairs, which UTF-8 cannot write.
    """
    for row in rows:
        yield _UNWRITABLE.sub(_escaped, json.dumps(row, ensure_ascii=False)) + "\n"


def to_csv(rows: Iterable[Record]) -> bytes:
    r"""The rows as a CSV file (RFC 4180) that Excel opens as it should: UTF-8 with a byte order mark, CRLF.

    Absent values are empty cells, truths are ``true`` and ``false``. No cell can be taken for a formula: one
    that begins with ``= + - @`` or their full-width forms ``＝＋－＠``, also after white space, or with a
    tab or line end, is written with an apostrophe ``'`` before it. So is one that begins so after apostrophes
    of its own: who takes one apostrophe off such cells has the text back.

    >>> to_csv([]).decode("utf-8-sig").split(",")[:4]
    ['plan', 'section', 'section_heading', 'task']
    """
    return b"".join(csv_rows(rows))


def csv_head(columns: Iterable[str]) -> bytes:
    """What a CSV file begins with: the byte order mark and the header."""
    return "\ufeff".encode() + _csv_row(columns)


def csv_rows(rows: Iterable[Record]) -> Iterator[bytes]:
    """The CSV file as `to_csv` gives it, one piece at a time: the byte order mark with the header, each row.

    The header has the columns of the first row.
    """
    rows = iter(rows)
    first = next(rows, None)
    yield csv_head(COLUMNS if first is None else first)
    for row in rows if first is None else chain([first], rows):
        yield _csv_row(_cell(value) for value in row.values())


def _rows(entry: Entry, standing: Standing | None) -> Iterator[Record]:
    """The rows of a measure, each with its columns in their order."""
    shared: dict[str, Any] = dict.fromkeys(COLUMNS)
    shared.update((name, _shown(of(entry))) for name, of in OF_MEASURE.items())
    assignments: Iterable[Assignment | None] = entry.measure.assignments or [None]
    for part in assignments:
        row = shared.copy()
        if part is not None:
            row.update((name, _shown(of(part))) for name, of in OF_UNIT.items())
        if standing is not None:
            reported = standing, report_of(standing, row["unit"])
            row.update((name, _shown(of(reported))) for name, of in OF_PROGRESS.items())
        yield cast("Record", row)


def _shown(value: Any) -> Any:
    """A value as rows have it: a day as its ISO 8601 text."""
    return value.isoformat() if isinstance(value, date) else present(value)


_UNWRITABLE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


#: What a spreadsheet may take for a formula, behind apostrophes that hide it.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\0\u200b\ufeff]*[=+\-@＝＋－＠])")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _csv_row(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "backslashreplace")
