"""Plans as a tidy table: one row per measure and unit, for spreadsheets, data frames and databases."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TypedDict

from policyplan.deadlines import DueBy
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

    plan: str | None  # the document number, else the index number, else the title
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
    source_name: str | None  # of the file the plan was read from, without its folder


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
    if (ledger is None) != (on is None):
        raise TypeError("progress is told by a ledger on a day: give both `ledger` and `on`, or neither")
    progress = Progress(ledger, on, soon) if ledger is not None and on is not None else None
    for entry in entries_of(source):
        rows = _rows(entry)
        yield from rows if progress is None else _with_progress(rows, progress.of(entry))


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


def _rows(entry: Entry) -> Iterator[Record]:
    uid = entry.uid
    assignments: Iterable[Assignment | None] = entry.measure.assignments or [None]
    for assignment in assignments:
        yield _record(entry, uid, assignment)


def _with_progress(rows: Iterable[Record], standing: Standing) -> Iterator[ProgressRecord]:
    for row in rows:
        report = (standing.of_unit(row["unit"]) if row["unit"] else None) or standing.report
        yield ProgressRecord(
            **row,
            status=standing.status.value,
            state=report.state.value if report and report.state else None,
            percent=report.percent if report else None,
            note=(report.note or None) if report else None,
            evidence=(report.evidence or None) if report else None,
            reported_on=report.on.isoformat() if report else None,
        )


def _record(entry: Entry, uid: str, part: Assignment | None) -> Record:
    measure, deadline, source = entry.measure, entry.measure.deadline, entry.plan.source
    due = deadline if isinstance(deadline, DueBy) else None
    unit = part.unit if part else None
    return Record(
        plan=entry.plan.identity or None,
        section="/".join(section.number for section in entry.sections if section.number) or None,
        section_heading=entry.section.heading or None,
        task=entry.task.number or None,
        task_heading=entry.task.heading or None,
        measure=entry.index + 1,
        text=measure.text or None,
        unit=unit.name if unit else None,
        unit_printed=(part.printed or None) if part else None,
        unit_canonical=(unit.canonical or None) if unit else None,
        unit_parent=unit.parent.name if unit and unit.parent else None,
        role=part.role.value if part else None,
        group=part.group if part else None,
        shared_by_remit=part.shared_by_remit if part else None,
        open_ended=part.open_ended if part else None,
        deadline_kind=deadline.kind if deadline else None,
        due=due.due.isoformat() if due else None,
        start=due.start.isoformat() if due and due.start else None,
        precision=due.precision.value if due else None,
        deadline_text=(deadline.text or None) if deadline else None,
        uid=uid,
        source_start=measure.span.start if measure.span else None,
        source_end=measure.span.end if measure.span else None,
        source_name=(source.name or None) if source else None,
    )


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
