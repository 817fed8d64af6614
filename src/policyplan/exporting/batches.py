"""Documents in, records out, both as Arrow record batches: how Spark, Ray Data and Dask read plans on many machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from policyplan.errors import ExportError, PolicyplanError
from policyplan.exporting.frames.batching import pyarrow, whole
from policyplan.exporting.frames.batching import schema as frames_schema
from policyplan.exporting.records import iter_records

if TYPE_CHECKING:
    from typing import Unpack

    import pyarrow as pa

    from policyplan.reading import How

__all__ = ["batch_schema", "read_batches"]

#: The columns that a batch of documents must have; others are left alone.
DOCUMENT: Final = ("name", "bytes")

#: The most rows of a batch that is given, but for those of one document, which are never parted.
ROWS: Final = 8192

Row: TypeAlias = dict[str, Any]


def batch_schema() -> pa.Schema:
    """The Arrow schema of what `read_batches` gives: the columns of `records`, typed as in `to_arrow`, and `error`.

    Roles, kinds of deadlines and precisions are plain texts here, and no dictionaries: Spark knows none.

    >>> batch_schema().field("due").type
    DataType(date32[day])
    """
    pa = pyarrow()
    plain = [(each.name, getattr(each.type, "value_type", each.type)) for each in frames_schema()]
    return pa.schema([*plain, ("error", pa.string())])


def read_batches(
    batches: Iterable[pa.RecordBatch] | pa.RecordBatch | pa.Table, **how: Unpack[How]
) -> Iterator[pa.RecordBatch | pa.Table]:
    """Read batches of documents, each with a `name` and its `bytes`, into batches of their records.

    It is made to be handed to others as it is: to Spark's `mapInArrow`, to Ray Data's `map_batches` with
    ``batch_format="pyarrow"`` and to the `map_partitions` of a Dask bag of batches. Batches are read as they come and
    none is kept. A table is read like a batch, into tables.

    The ending of a document's name tells its format, as that of a path does; `how` are the options of `read`, the same
    for all. The rows are those of `records`, whose `source_name` is the document's name, see `batch_schema`. A document
    that cannot be read is one row of its `source_name` and of the `error` that says why, so that it is not lost among
    others on machines that nobody watches; in all other rows `error` is null. A document without measures has no rows.
    Half surrogate pairs, which UTF-8 cannot write, are escaped, as in `to_arrow`.

    Raises ExportError where a batch does not have the two columns. Needs the extra `frames`.

    >>> import pyarrow as pa
    >>> documents = {"name": ["a.txt", "b.txt"], "bytes": ["1.修好东桥。（责任单位：市交通局）".encode(), b""]}
    >>> for batch in read_batches([pa.record_batch(documents)]):
    ...     print(batch.select(["source_name", "unit", "error"]).to_pylist())
    [{'source_name': 'a.txt', 'unit': '市交通局', 'error': None},
     {'source_name': 'b.txt', 'unit': None, 'error': 'is empty; expected a document'}]
    """
    from policyplan.reading import check_how

    pa, schema = pyarrow(), batch_schema()
    check_how(how)
    if isinstance(batches, pa.Table):
        made = list(_record_batches(batches.to_batches(), schema, how))
        yield pa.Table.from_batches(made, schema)
        return
    yield from _record_batches([batches] if isinstance(batches, pa.RecordBatch) else batches, schema, how)


def _record_batches(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, how: How
) -> Iterator[pa.RecordBatch]:
    pa = pyarrow()
    for batch in batches:
        for rows in _gathered(_rows_of(batch, how)):
            columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _gathered(documents: Iterable[list[Row]]) -> Iterator[list[Row]]:
    """The rows of documents, so many together as make a batch."""
    held: list[Row] = []
    for rows in documents:
        if held and len(held) + len(rows) > ROWS:
            yield held
            held = []
        held += rows
    if held:
        yield held


def _rows_of(batch: pa.RecordBatch, how: How) -> Iterator[list[Row]]:
    """The rows of each document of a batch."""
    missing = [name for name in DOCUMENT if name not in batch.schema.names]
    if missing:
        found = ", ".join(batch.schema.names) or "none"
        raise ExportError(
            f"a batch of documents has no column {' and no column '.join(missing)}, but {found}; "
            "expected name (string) and bytes (binary)"
        )
    for name, payload in zip(batch.column("name"), batch.column("bytes"), strict=True):
        yield [_writable(row) for row in _document(name.as_py(), payload.as_py(), how)]


def _document(name: object, payload: object, how: How) -> list[Row]:
    """The rows of one document, whatever a batch holds for it."""
    from policyplan.reading import read_named
    from policyplan.reading.many.told import reason

    if not isinstance(name, str | None) or not isinstance(payload, bytes):
        found = f"{type(name).__name__} and {type(payload).__name__}"
        return [_failed(str(name), f"is {found}; expected a name (string) and bytes (binary)")]
    called = name or "<bytes>"
    try:
        plan = read_named(payload, called, **how).plan
    except PolicyplanError as problem:
        return [_failed(name, reason(problem, called))]
    except Exception as problem:  # whatever a document makes a reader do, the others are read
        return [_failed(name, f"reading it broke down: {type(problem).__name__}: {problem}")]
    return [{**row, "source_name": name} for row in iter_records(plan)]


def _failed(name: str | None, error: str) -> Row:
    return {"source_name": name, "error": error}


def _writable(row: Row) -> Row:
    """A row as Arrow holds it: days as dates, and half surrogate pairs escaped, which UTF-8 cannot write."""
    for column, value in row.items():
        if isinstance(value, str):
            is_day = column in ("due", "start")
            row[column] = date.fromisoformat(value) if is_day else whole(value)
    return row
