"""Workbooks that come back: every cell with its place, and the record of what was sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from attrs import evolve, field, frozen

from policyplan.errors import ReadError
from policyplan.ledger.columns import FILLED, FORMAT, PRINTED
from policyplan.reading.archive import EXCEL, Element, Package, open_package
from policyplan.reading.excel.cells import S, Shared
from policyplan.reading.excel.formats import is_date, moment_of
from policyplan.reading.excel.ranges import Range, address, cell_range, column_name
from policyplan.reading.excel.workbook import Workbook

#: A workbook: the path of its file, or its name and bytes.
Given: TypeAlias = str | os.PathLike[str] | tuple[str, bytes]

#: How many cells merged cells may cover together.
MOST_MERGED = 1_000_000

#: How many columns of a sheet are read: far more than any ledger has.
MOST_COLUMNS = 200


@frozen
class Cell:
    """One cell as it came back.

    `text` is what it holds in plain words: dates in ISO 8601, per cents with their sign. `trouble` says why that
    cannot be trusted; `merged` is True where the cell is covered by a merged one, whose place and text it has.
    """

    file: str
    sheet: str
    address: str
    text: str = ""
    trouble: str = ""
    merged: bool = False

    @property
    def place(self) -> str:
        """Where the cell is, as a person would look for it: 教育厅.xlsx:总台账!M5."""
        return f"{self.file}:{self.sheet}!{self.address}"


@frozen
class Row:
    """One row that is not empty: its cells by column, from 1."""

    number: int
    cells: dict[int, Cell]


@frozen
class Returned:
    """One sheet as it came back."""

    file: str
    name: str
    rows: tuple[Row, ...] = field(repr=False)

    def cell(self, row: int, column: int) -> Cell:
        """An empty cell at a place."""
        return Cell(self.file, self.name, f"{column_name(column)}{row}")


@frozen
class Sent:
    """What was sent: the plans by identity, the unit of each sheet, and the words of each row's filled cells."""

    plans: dict[str, str] = field(factory=dict)
    units: dict[str, str | None] = field(factory=dict)
    rows: dict[str, dict[str, str]] = field(factory=dict)
    sheets: dict[str, tuple[str, ...]] = field(factory=dict)
    printed: dict[str, dict[str, str]] = field(factory=dict)


@frozen
class Book:
    """One workbook as it came back; `sent` is None where it no longer holds the record of what was sent."""

    file: str
    sheets: tuple[Returned, ...]
    sent: Sent | None


def open_book(given: Given) -> Book:
    """Read a workbook. Raises ReadError where it cannot be read."""
    name, content = _content(given)
    package = open_package(content, name, EXCEL)
    try:
        workbook = Workbook(package)
        shared = workbook.shared()
        sheets = [
            Returned(name, title, tuple(_rows(package, part, shared, name, title)))
            for title, part, _ in workbook.sheets()
            if part is not None
        ]
    except RecursionError:
        raise package.refusal("its content is nested too deeply") from None
    records = [sheet for sheet in sheets if _is_record(sheet)]
    return Book(
        name,
        tuple(sheet for sheet in sheets if sheet not in records),
        _sent(records[0]) if records else None,
    )


def _content(given: Given) -> tuple[str, bytes]:
    if isinstance(given, tuple):
        return given
    try:
        return os.fspath(given), Path(given).read_bytes()
    except OSError as problem:
        raise ReadError(f"{os.fspath(given)}: cannot be read: {problem.strerror}") from problem


def _rows(package: Package, part: str, shared: Shared, file: str, sheet: str) -> Iterator[Row]:
    rows: dict[int, dict[int, Cell]] = {}
    merges: list[Range] = []
    last = 0
    for element in package.stream(part, S + "row", S + "mergeCell"):
        if element.tag == S + "mergeCell":
            merge = cell_range(element.get("ref"))
            merges += [merge] if merge is not None else []
            continue
        number = element.get("r", "")
        last = int(number) if number.isdecimal() and len(number) < 8 else last + 1
        cells = dict(_cells(element, last, shared, file, sheet))
        if cells:
            rows[last] = cells
    _spread(rows, merges, file)
    for number in sorted(rows):
        yield Row(number, rows[number])


def _cells(row: Element, number: int, shared: Shared, file: str, sheet: str) -> Iterator[tuple[int, Cell]]:
    column = 0
    for element in row.iterchildren(S + "c"):
        found = address(element.get("r", ""))
        column = found[1] if found is not None else column + 1
        text, trouble = _words(element, shared)
        if (text or trouble) and column <= MOST_COLUMNS:
            yield column, Cell(file, sheet, f"{column_name(column)}{number}", text, trouble)


def _words(cell: Element, shared: Shared) -> tuple[str, str]:
    """What a cell holds in plain words, and why that cannot be trusted."""
    kind, stored = cell.get("t", "n"), (cell.findtext(S + "v") or "").strip()
    if kind == "e":
        return "", f"it shows the error {stored[:20]}"
    if cell.find(S + "f") is not None and not stored:
        return "", "it is a formula without a stored value"
    if kind in ("n", "d") and stored:
        return _number(stored, shared.number_format(cell), shared) or shared.text(cell), ""
    return shared.text(cell), ""


def _number(stored: str, code: str, shared: Shared) -> str:
    """A date, or a per cent, as it is and not as its format shortens it; "" for any other number."""
    try:
        number = float(stored)
    except ValueError:
        return _iso(stored)
    if is_date(code):
        moment = moment_of(number, shared.epoch_1904)
        return moment.date().isoformat() if moment is not None else ""
    return f"{number * 100:.10g}%" if "%" in code else f"{number:.10g}"


def _iso(stored: str) -> str:
    try:
        return datetime.fromisoformat(stored).date().isoformat()
    except ValueError:
        return ""


def _spread(rows: dict[int, dict[int, Cell]], merges: list[Range], file: str) -> None:
    """Put each merged cell at every place it covers in rows that are not empty."""
    room, last = MOST_MERGED, max(rows, default=0)
    for merge in merges:
        cell = rows.get(merge.top, {}).get(merge.left)
        if cell is None:
            continue
        down = range(merge.top, min(merge.bottom, last) + 1)
        across = range(merge.left, min(merge.right, MOST_COLUMNS) + 1)
        room -= len(down) * len(across)
        if room < 0:
            raise ReadError(f"{file}: merged cells cover more than {MOST_MERGED} cells; undo the merging")
        for row in down:
            if row in rows:
                rows[row] |= dict.fromkeys(across, evolve(cell, merged=True))
        rows[merge.top][merge.left] = evolve(cell, merged=len(down) > 1)


def _is_record(sheet: Returned) -> bool:
    return bool(sheet.rows) and sheet.rows[0].cells.get(1, sheet.cell(1, 1)).text == FORMAT


def _sent(sheet: Returned) -> Sent:
    """The record on the hidden sheet; rows that it cannot have held are left aside."""
    sent = Sent()
    sheets: dict[str, list[str]] = {}
    for row in sheet.rows[1:]:
        texts = [row.cells[at].text if at in row.cells else "" for at in range(1, 4 + len(PRINTED))]
        kind, first, second, *rest = texts
        if kind == "plan":
            sent.plans[first] = second
        elif kind == "sheet":
            sent.units[first] = second or None
        elif kind == "row":
            sheets.setdefault(first, []).append(second)
            sent.rows[second] = dict(zip(FILLED, rest, strict=False))
        elif kind == "measure":
            sent.printed[first] = dict(zip(PRINTED, [second, *rest], strict=False))
    sent.sheets.update({name: tuple(keys) for name, keys in sheets.items()})
    return sent
