"""What the rows of a returned workbook claim, and what is odd about its sheets."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from policyplan.findings import Finding, Severity
from policyplan.ledger.columns import BY_NAME, FILLED, PRINTED, READ, row_key, task_words
from policyplan.ledger.returned import Book, Cell, Returned, Row
from policyplan.ledger.rows import Found, Header, Measures, header_of, key_of, label, unit_of_sheet
from policyplan.model import Entry
from policyplan.source import Source, compact

#: How many rows one message names.
MOST_NAMED = 8


@frozen
class Problem:
    """What is wrong or odd in a returned workbook: the finding, and where (教育厅.xlsx:总台账!M5)."""

    finding: Finding
    place: str

    def render(self) -> str:
        """The problem as a person reads it."""
        return self.finding.render(Source(name=self.place))


@frozen
class Claim:
    """What one row says of a measure and unit.

    `words` are the plain words of its filled columns, for those that the sheet has; `sent` what they were when the
    workbook was sent, None where that is not recorded; `day` the day that was filled in, "" where none was;
    `is_sound` is False where a cell could not be understood.
    """

    entry: Entry
    unit: str | None
    words: dict[str, str]
    sent: dict[str, str] | None
    by: str
    cells: dict[str, Cell] = field(repr=False)
    is_sound: bool = True

    @property
    def day(self) -> str:
        """The day that was filled in, "" where none was."""
        day = self.words.get("on", "")
        return day if self.sent is None or day != self.sent["on"] else ""

    def cell(self, name: str) -> Cell:
        """The cell of a column; where the sheet has no such column, the row's first."""
        return self.cells.get(name) or next(iter(self.cells.values()))


def claims_of(book: Book, measures: Measures, problems: list[Problem]) -> Iterator[Claim]:
    """What each row of a workbook says, in order; what is wrong or odd is added to `problems`."""
    if book.sent is None:
        problems.append(_problem(
            "no-record", "the hidden sheet that tells what was sent is gone: cells are compared with the ledger as "
            "it is now, and empty ones left aside", book.file,
        ))  # fmt: skip
    seen: set[str] = set()
    sheets = [_Reading(sheet, book, measures, problems, seen) for sheet in book.sheets]
    for sheet in sheets:
        yield from sheet.claims()
    for sheet in sheets:
        sheet.report_missing()


class _Reading:
    """One sheet as it is read."""

    def __init__(
        self, sheet: Returned, book: Book, measures: Measures, problems: list[Problem], seen: set[str]
    ) -> None:
        self._sheet, self._sent, self._measures = sheet, book.sent, measures
        self._problems, self._seen = problems, seen
        self._unit = unit_of_sheet(sheet, book.sent)
        self._header: Header | None = None
        self._keyless: list[int] = []

    def claims(self) -> Iterator[Claim]:
        """What each row says; nothing where it is not clear which column is which."""
        header = header_of(self._sheet)
        if header is None:
            if self._sheet.rows:
                self._note(
                    "no-header",
                    "no row here is the header of a ledger; the sheet was left out",
                    self._place(),
                )
            return
        if not self._check_header(header):
            return
        self._header = header
        for row in self._sheet.rows:
            if row.number > header.row and (claim := self._claim(row, header)) is not None:
                yield claim
        self._report_keys()

    def report_missing(self) -> None:
        """Note the rows that were sent on this sheet and stand on no sheet that came back."""
        keys = self._sent.sheets.get(self._sheet.name, ()) if self._sent is not None and self._header else ()
        gone = [key for key in keys if key not in self._seen]
        if not gone:
            return
        known = (self._measures.of_key(key, self._sent) for each in gone if (key := key_of(each)) is not None)
        tasks = [label(entry) for entry in known if entry is not None]
        named = "、".join(tasks[:MOST_NAMED]) + (" …" if len(tasks) > MOST_NAMED else "")
        what = "a row that was sent did" if len(gone) == 1 else f"{len(gone)} rows that were sent did"
        of = f", of task {named}" if tasks else ""
        self._note("missing-row", f"{what} not come back{of}; what was reported on it stands", self._place())

    def _check_header(self, header: Header) -> bool:
        """Whether it is clear which column is which; what is odd is noted."""
        for cell, column in header.renamed:
            self._note("renamed-column", f"the column {cell.text!r} is taken for {column.zh}", cell.place)
        if header.missing:
            names = "、".join(BY_NAME[name].zh for name in header.missing)
            self._note(
                "missing-column", f"no column is called {names}; what was sent there stands", self._place()
            )
        doubled = [(cell, column) for cell, column in header.doubled if column.name in FILLED]
        for cell, column in doubled:
            first = header.columns[column.name][1]
            self._refuse(
                "doubled-column", f"{column.zh} stands here and in {first.address}; the sheet was left out",
                cell.place, "keep one of the two",
            )  # fmt: skip
        return not doubled

    def _claim(self, row: Row, header: Header) -> Claim | None:
        found = self._measures.find(row, header, self._unit, self._sent)
        if found.key is not None:
            self._seen.add(found.key.written)
        if found.entry is None:
            self._unknown(row, header, found)
            return None
        if found.by_words:
            self._keyless.append(row.number)
        unit = _unit_named(found.entry, found.unit) if found.unit is not None else None
        if found.unit is not None and unit is None:
            self._refuse(
                "unknown-unit", f"task {label(found.entry)} names no unit {found.unit!r}", self._at(row),
                "put back the hidden column as it was sent",
            )  # fmt: skip
            return None
        self._check_printed(row, header, found.entry, found.key.uid if found.key else found.entry.uid)
        key = found.key.written if found.key else row_key(found.entry, unit)
        return self._made(row, header, found.entry, unit, key)

    def _made(self, row: Row, header: Header, entry: Entry, unit: str | None, key: str) -> Claim:
        words: dict[str, str] = {}
        cells: dict[str, Cell] = {}
        is_sound = True
        for name in FILLED:
            if name not in header.columns:
                continue
            own = self._sheet.cell(row.number, header.columns[name][0])
            cell = header.get(row, name) or own
            cells[name] = cell
            try:
                words[name] = _read(cell, name)
            except ValueError as problem:
                is_sound = False
                self._refuse("bad-cell", f"{BY_NAME[name].zh}: {problem}", cell.place)
            if cell.merged and cell.text and cell.address != own.address:
                self._note("merged-cell", f"the merged cell is taken for {own.address} too", cell.place)
        self._seen.add(key)
        sent = self._sent.rows.get(key) if self._sent is not None else None
        by = self._sheet.file.replace("\\", "/").rpartition("/")[2]
        cells = cells or {"": self._sheet.cell(row.number, 1)}
        return Claim(entry, unit, words, sent, by, cells, is_sound)

    def _unknown(self, row: Row, header: Header, found: Found) -> None:
        """Note a row that cannot be told: as an error where something would be lost with it."""
        assert found.problem is not None
        code, why = found.problem
        message = f"row {row.number} was left out: {why}"
        if code == "row-mixed-up" or self._is_changed(row, header, found):
            hint = "write it into the row of its measure"
            if code == "another-edition":
                hint = "merge it with the edition that it was sent for too: --from OLD"
            self._refuse(code, message, self._at(row), hint)
        elif found.key is not None or header.get(row, "text") is not None:
            self._note(code, message, self._at(row))

    def _is_changed(self, row: Row, header: Header, found: Found) -> bool:
        """Whether any cell that units fill in is another than when it was sent."""
        sent = self._sent.rows.get(found.key.written, {}) if self._sent is not None and found.key else {}
        for name in FILLED:
            cell = header.get(row, name)
            try:
                words = _read(cell, name) if cell is not None else ""
            except ValueError:
                return True
            if name in header.columns and words != sent.get(name, ""):
                return True
        return False

    def _check_printed(self, row: Row, header: Header, entry: Entry, uid: str) -> None:
        """Note what was changed in the plan's own columns: the plan stays as it was published.

        `uid` is the one under which the row was sent.
        """
        sent = self._sent.printed.get(uid) if self._sent is not None else None
        expected = sent or {"task": task_words(entry), "text": entry.measure.text}
        for name in PRINTED:
            cell = header.get(row, name)
            if cell is None or name not in expected or compact(cell.text) == compact(expected[name]):
                continue
            self._note(
                "plan-changed",
                f"{BY_NAME[name].zh} of task {label(entry)} was changed to {cell.text[:40]!r}; "
                "the plan stays as published",
                cell.place,
            )  # fmt: skip

    def _report_keys(self) -> None:
        if self._keyless:
            known = "was known by its words" if len(self._keyless) == 1 else "were known by their words"
            self._note("no-key", f"{_rows(self._keyless)} had no key, and {known}", self._place())

    def _at(self, row: Row) -> str:
        return self._sheet.cell(row.number, min(row.cells)).place

    def _place(self) -> str:
        return f"{self._sheet.file}:{self._sheet.name}"

    def _note(self, code: str, message: str, place: str) -> None:
        self._problems.append(_problem(code, message, place))

    def _refuse(self, code: str, message: str, place: str, hint: str = "") -> None:
        self._problems.append(Problem(Finding(code, message, Severity.ERROR, hint=hint), place))


def _read(cell: Cell, name: str) -> str:
    """The plain words of a filled cell. Raises ValueError where it cannot be understood."""
    if cell.trouble:
        raise ValueError(f"{cell.trouble}; write the value itself")
    return READ[name](cell.text) if cell.text.strip() else ""


def _unit_named(entry: Entry, name: str) -> str | None:
    """The name of the measure's unit that a key names, as the plan has it; None where it names no unit of it."""
    names = (part.unit.name for part in entry.measure.assignments)
    return next((each for each in names if compact(each) == compact(name)), None)


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    more = f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else ""
    return f"rows {', '.join(map(str, numbers[:MOST_NAMED]))}{more}"


def _problem(code: str, message: str, place: str) -> Problem:
    return Problem(Finding(code, message), place)
