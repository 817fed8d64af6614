"""Which columns and rows of a returned sheet are which, however they were moved, renamed or sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from attrs import field, frozen

from policyplan.editions.outlines import same_measures
from policyplan.ledger.columns import COLUMNS, FILLED, Column, digest_of, task_words
from policyplan.ledger.returned import Cell, Returned, Row, Sent
from policyplan.model import Entry, Plan
from policyplan.source import compact

#: How many rows from the top are looked through for the header, and how many for one with all its words changed.
HEAD_ROWS, CHANGED_ROWS = 40, 10

#: How many columns the header of a ledger may take up.
HEAD_COLUMNS = 60

#: How many characters a header may have.
LONGEST = 40

#: How alike a header must be to the one it is taken for.
LIKENESS = 0.6

_KEY = re.compile(
    r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([0-9a-f]{12}))?(?:\s+(.+))?",
    re.DOTALL | re.IGNORECASE,
)


@frozen
class Header:
    """Where each column stands: its number, from 1, and the cell at its top.

    `renamed` are the cells whose words had to be guessed, `doubled` those whose column stands there already.
    """

    row: int
    columns: dict[str, tuple[int, Cell]]
    renamed: tuple[tuple[Cell, Column], ...] = ()
    doubled: tuple[tuple[Cell, Column], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns for units to fill in that are not there."""
        return tuple(name for name in FILLED if name not in self.columns)

    def get(self, row: Row, name: str) -> Cell | None:
        """The cell of a column in a row; None where the column is missing or the cell empty."""
        place = self.columns.get(name)
        return row.cells.get(place[0]) if place is not None else None


def header_of(sheet: Returned) -> Header | None:
    """The header of a sheet: of its first rows the one with most columns; None where none has three of them."""
    exact = max(sheet.rows[:HEAD_ROWS], key=_named, default=None)
    rows = [exact] if exact is not None and _named(exact) > 1 else sheet.rows[:CHANGED_ROWS]
    best = max(map(_header, rows), key=lambda header: len(header.columns), default=None)
    return best if best is not None and len(best.columns) > 2 else None


def _named(row: Row) -> int:
    """How many cells of a row are headers as they were sent."""
    return sum(compact(cell.text) in _EXACT for cell in row.cells.values() if len(cell.text) <= LONGEST)


def _header(row: Row) -> Header:
    cells = {
        at: cell
        for at, cell in sorted(row.cells.items())
        if at <= HEAD_COLUMNS and 0 < len(cell.text) <= LONGEST
    }
    columns: dict[str, tuple[int, Cell]] = {}
    renamed, doubled = [], []
    for exact in (True, False):
        for at, cell in list(cells.items()):
            column = _column(cell.text, exact, columns)
            if column is None:
                continue
            del cells[at]
            if column.name in columns:
                doubled.append((cell, column))
                continue
            columns[column.name] = (at, cell)
            if not exact:
                renamed.append((cell, column))
    return Header(row.number, columns, tuple(renamed), tuple(doubled))


def _column(text: str, exact: bool, found: dict[str, tuple[int, Cell]]) -> Column | None:
    """The column that a header names, or of those not found yet the one it is most like."""
    words = compact(text)
    if exact:
        return _EXACT.get(words)
    others = [(word, column) for word, column in _WORDS.items() if column.name not in found]
    likely = max(others, key=lambda pair: _likeness(words, pair[0]), default=None)
    return likely[1] if likely is not None and _likeness(words, likely[0]) >= LIKENESS else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


_EXACT = {compact(word): column for column in COLUMNS for word in (column.zh, column.en)}
_WORDS = {compact(word): column for column in COLUMNS for word in (column.zh, column.en, *column.others)}


@frozen
class Found:
    """Which measure and unit a row is about; `key` is its own; `problem` where it cannot be told: its code and why."""

    entry: Entry | None = None
    unit: str | None = None
    by_words: bool = False
    key: Key | None = None
    problem: tuple[str, str] | None = None


@frozen
class Key:
    """What the hidden column of a row says: see `policyplan.ledger.columns.row_key`; `digest` may be missing."""

    uid: str
    digest: str | None
    unit: str | None
    written: str


@frozen
class Measures:
    """The measures of the plans, to be found by the keys and by the words that stand in a row."""

    by_uid: dict[str, Entry] = field(factory=dict)
    by_digest: dict[str, Entry] = field(factory=dict, repr=False)
    by_words: dict[tuple[str, str], list[Entry]] = field(factory=dict, repr=False)
    by_text: dict[str, list[Entry]] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, plans: Iterable[Plan]) -> Measures:
        """Those of some plans."""
        made = cls()
        for plan in plans:
            for entry in plan.entries():
                made.by_uid[entry.uid] = entry
                made.by_digest[digest_of(entry)] = entry
                task, text = compact(task_words(entry)), compact(entry.measure.text)
                made.by_words.setdefault((task, text), []).append(entry)
                made.by_text.setdefault(text, []).append(entry)
        return made

    def know(self, old: Plan, new: Plan) -> None:
        """Find the rows of an earlier edition too, as `policyplan.compare` has it."""
        pairs, entries = same_measures(old, new), {entry.key: entry for entry in new.entries()}
        for entry in old.entries():
            if entry.key in pairs:
                self.by_digest.setdefault(digest_of(entry), entries[pairs[entry.key]])

    def named(self, task: str, text: str) -> list[Entry]:
        """The measures with these words, those of the task too where that tells them apart."""
        if not text.strip():
            return []
        both = self.by_words.get((compact(task), compact(text)), [])
        return both or self.by_text.get(compact(text), [])

    def of_key(self, key: Key, sent: Sent | None) -> Entry | None:
        """The measure that a key is of; None where the plans do not have it, whatever stands under its number."""
        if key.digest is not None:
            return self.by_digest.get(key.digest)
        entry = self.by_uid.get(key.uid)
        printed = sent.printed.get(key.uid) if sent is not None else None
        if entry is None or printed is None:
            return entry
        return entry if compact(printed.get("text", "")) == compact(entry.measure.text) else None

    def find(self, row: Row, header: Header, sheet_unit: str | None, sent: Sent | None) -> Found:
        """The measure and unit that a row is about: by its key, else by its words."""
        task, text = (cell.text if (cell := header.get(row, name)) else "" for name in ("task", "text"))
        named = self.named(task, text)
        key = next(keys_in(row), None)
        if key is None:
            return self._by_words(named, sheet_unit, bool(text))
        entry = self.of_key(key, sent)
        if entry is None and key.uid in self.by_uid:
            return Found(key=key, problem=("another-edition", "its key is of what this edition does not say"))
        if entry is None:
            return Found(key=key, problem=("unknown-row", "its key is of no measure of the plan"))
        if named and entry not in named:
            why = f"its key is that of task {label(entry)}, its words are those of task {label(named[0])}"
            return Found(key=key, problem=("row-mixed-up", why))
        return Found(entry, key.unit, key=key)

    def _by_words(self, named: list[Entry], unit: str | None, has_text: bool) -> Found:
        if len(named) == 1:
            return Found(named[0], unit, by_words=True)
        if named:
            tasks = "、".join(label(entry) for entry in named[:5])
            return Found(problem=("unknown-row", f"it has no key, and its words fit the tasks {tasks}"))
        why = "its words are those of no measure" if has_text else "no words that tell its measure"
        return Found(problem=("unknown-row", f"it has no key, and {why}"))


def keys_in(row: Row) -> Iterator[Key]:
    """The keys in a row, whichever column they stand in."""
    for _, cell in sorted(row.cells.items(), reverse=True):
        if (key := key_of(cell.text)) is not None:
            yield key


def key_of(text: str) -> Key | None:
    """The key that a cell holds."""
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    return Key(match[1].lower(), match[2].lower() if match[2] else None, match[3] or None, text)


def label(entry: Entry) -> str:
    """What a person calls a measure: its task's number, and which measure of it where there are several."""
    number = entry.task.number or entry.key
    return number if len(entry.task.measures) == 1 else f"{number}/{entry.index + 1}"


def unit_of_sheet(sheet: Returned, sent: Sent | None) -> str | None:
    """The unit that a sheet is for: as recorded when it was sent, else as the keys in it say, where they agree."""
    if sent is not None and sheet.name in sent.units:
        return sent.units[sheet.name]
    units = {key.unit for row in sheet.rows for key in keys_in(row)}
    return units.pop() if len(units) == 1 else None
