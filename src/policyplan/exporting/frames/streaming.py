"""Records for all that reads Arrow streams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import define, field

from policyplan.errors import ExportError
from policyplan.exporting.frames.batching import batches, pyarrow, schema
from policyplan.exporting.records import progress_on
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON
from policyplan.model import PlansOrEntries

if TYPE_CHECKING:
    import pyarrow as pa


@define(eq=False)
class Stream:
    """The records for all that reads Arrow streams (`__arrow_c_stream__`): DuckDB, Polars, pandas, pyarrow.

    They are made as they are read, a batch at a time, and anew for each reader. Plans that come from an iterator
    can be read once; then ExportError is raised, since a second reader would find nothing.
    """

    schema: pa.Schema
    _source: PlansOrEntries
    _options: Mapping[str, Any]
    _begun: bool = field(default=False, init=False)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule with the stream, for who reads it; `requested_schema` as the Arrow PyCapsule interface has it."""
        if self._begun and isinstance(self._source, Iterator):
            raise ExportError(
                "these plans came from an iterator and were read already; "
                "give a list of them, or keep what to_arrow gives"
            )
        reader = pyarrow().RecordBatchReader.from_batches(self.schema, self._batches())
        return reader.__arrow_c_stream__(requested_schema)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        self._begun = True
        yield from batches(self._source, **self._options)


def stream(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> Stream:
    """The records as an object that DuckDB, Polars, pandas and pyarrow read as it is.

    Rows and options are those of `to_arrow`.

    >>> import duckdb
    >>> from policyplan import load_example
    >>> duties = stream(load_example("jilin_2022"))
    >>> duckdb.sql("SELECT count(*) FROM duties WHERE role = 'lead'").fetchall()
    [(19,)]
    """
    progress = progress_on(ledger, on, soon)
    options = {"ledger": ledger, "on": on, "soon": soon}
    return Stream(schema(progress=progress is not None), source, options)
