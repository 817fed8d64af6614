"""Records as Arrow batches, column by column, and the schema that all of them have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from policyplan.deadlines import Conditional, DueBy, Ongoing, Precision, Recurring
from policyplan.errors import ExportError
from policyplan.exporting.columns import OF_MEASURE, OF_PROGRESS, OF_UNIT, present, report_of
from policyplan.exporting.records import COLUMNS, ProgressRecord, progress_on
from policyplan.ledger.reports import Ledger, State
from policyplan.ledger.standing import SOON, Progress, Status
from policyplan.model import Entry, PlansOrEntries, Role, entries_of

if TYPE_CHECKING:
    import pyarrow as pa

#: About how many rows a batch has: those of one measure stay together. At most as many make a Parquet row group.
ROWS: Final = 65_536

#: The columns of few values, and what these are: the same categories whatever the plans hold.
CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    "role": tuple(role.value for role in Role),
    "deadline_kind": tuple(deadline.kind for deadline in (DueBy, Ongoing, Recurring, Conditional)),
    "precision": tuple(precision.value for precision in Precision),
    "status": tuple(status.value for status in Status),
    "state": tuple(state.value for state in State),
}

_DAYS: Final = frozenset(("due", "start", "reported_on"))
_NUMBERS: Final = frozenset(("measure", "group", "source_start", "source_end", "percent"))
_TRUTHS: Final = frozenset(("shared_by_remit", "open_ended"))


def schema(*, progress: bool = False) -> pa.Schema:
    """The Arrow schema of the records, the same for any plans and for none; with `progress`, of those with a ledger.

    Days are dates; roles, kinds of deadlines, precisions and what a ledger says of states are dictionaries, whose
    values are always all there are, in the order in which the documentation has them.

    >>> print(schema().field("due").type, schema().field("role").type, sep="; ")
    date32[day]; dictionary<values=string, indices=int8, ordered=0>
    """
    pa = pyarrow()
    names = ProgressRecord.__annotations__ if progress else COLUMNS
    return pa.schema([(name, _type(pa, name)) for name in names])


def batches(
    source: PlansOrEntries,
    *,
    ledger: Ledger | None = None,
    on: date | None = None,
    soon: int = SOON,
    rows: int = ROWS,
) -> Iterator[pa.RecordBatch]:
    """The records of a plan, of plans or of a selection as Arrow batches of about `rows` rows, one at a time.

    The entries of `source` are taken as they are needed: of many plans that come one after another, no more than a
    batch is held. Of no rows comes one batch without rows, for the sake of its
    categories. Raises ExportError without the extra `frames`.
    """
    progress = progress_on(ledger, on, soon)
    wanted = schema(progress=progress is not None)
    held: list[Entry] = []
    size, empty = 0, True
    for entry in entries_of(source):
        held.append(entry)
        size += len(entry.measure.assignments) or 1
        if size >= rows:
            yield _batch(held, progress, wanted)
            held, size, empty = [], 0, False
    if held or empty:
        yield _batch(held, progress, wanted)


def _batch(entries: Sequence[Entry], progress: Progress | None, wanted: pa.Schema) -> pa.RecordBatch:
    """The rows of some entries: what the rows of a measure share is made once, and then repeated."""
    pa = pyarrow()
    at = [n for n, entry in enumerate(entries) for _ in entry.measure.assignments or (None,)]
    rows = pa.array(at, pa.int64())
    parts = [part for entry in entries for part in entry.measure.assignments or (None,)]
    made = {name: _array(pa, name, map(of, entries)).take(rows) for name, of in OF_MEASURE.items()}
    for name, of_unit in OF_UNIT.items():
        made[name] = _array(pa, name, (part and of_unit(part) for part in parts))
    if progress is not None:
        standings = [progress.of(entry) for entry in entries]
        told = [
            (standings[n], report_of(standings[n], part.unit.name if part else None))
            for n, part in zip(at, parts, strict=True)
        ]
        made |= {name: _array(pa, name, map(of, told)) for name, of in OF_PROGRESS.items()}
    return pa.RecordBatch.from_arrays([made[name] for name in wanted.names], schema=wanted)


def _array(pa: Any, name: str, values: Iterable[Any]) -> Any:
    """The values of the column `name`."""
    shown = [present(value) for value in values]
    if name in CATEGORIES:
        codes = {value: code for code, value in enumerate(CATEGORIES[name])}
        indices = pa.array([None if value is None else codes[value] for value in shown], pa.int8())
        return pa.DictionaryArray.from_arrays(indices, pa.array(CATEGORIES[name], pa.string()))
    try:
        return pa.array(shown, _type(pa, name))
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can hold and Arrow cannot
        return pa.array([value and whole(value) for value in shown])


def whole(text: str) -> str:
    r"""`text` as UTF-8 can hold it: half surrogate pairs are escaped.

    >>> whole("东\ud800桥")
    '东\\ud800桥'
    """
    return text.encode("utf-8", "backslashreplace").decode()


def _type(pa: Any, name: str) -> Any:
    if name in CATEGORIES:
        return pa.dictionary(pa.int8(), pa.string())
    if name in _DAYS:
        return pa.date32()
    if name in _NUMBERS:
        return pa.int64()
    return pa.bool_() if name in _TRUTHS else pa.string()


def pyarrow() -> Any:
    """The library. Raises ExportError that tells what to install where it is missing."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ExportError(
            'data frames and Parquet files need pyarrow to be made: pip install "policyplan[frames]"'
        ) from error
    return pa
