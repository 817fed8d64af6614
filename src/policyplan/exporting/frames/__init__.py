"""The records as typed columns: Arrow tables, pandas and Polars data frames, Parquet files.

Needs the extra ``[frames]``, which is pyarrow; pandas and Polars are there for who has them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from policyplan.errors import ExportError
from policyplan.exporting.frames.batching import CATEGORIES, ROWS, batches, pyarrow, schema
from policyplan.exporting.frames.parquet import pieces
from policyplan.exporting.frames.streaming import Stream, stream
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON
from policyplan.model import PlansOrEntries

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "CATEGORIES", "ROWS", "Stream", "batches", "pieces", "schema", "stream",
    "to_arrow", "to_pandas", "to_parquet", "to_polars",
]  # fmt: skip


def to_arrow(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> pa.Table:
    """The records of a plan, of plans or of a selection as a pyarrow Table with the types of `schema`.

    The rows and the options are those of `policyplan.records`. Half surrogate pairs, which UTF-8 cannot write, are
    escaped. Raises ExportError without the extra `frames`.

    >>> from policyplan import load_example
    >>> table = to_arrow(load_example("jilin_2022"))
    >>> table.num_rows, table["due"][0].as_py()
    (88, datetime.date(2022, 12, 31))
    """
    made = batches(source, ledger=ledger, on=on, soon=soon)
    return pyarrow().Table.from_batches(made, schema(progress=ledger is not None))


def to_pandas(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> pd.DataFrame:
    """The records as a pandas DataFrame; rows and options as for `to_arrow`.

    Days are ``datetime64``, whole numbers ``Int64`` and truths ``boolean``, so that what is absent stays absent and is
    no float; columns of few values are categories; texts are of the type that pandas has for them.
    """
    pandas, pa = _library("pandas"), pyarrow()
    types = {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype()}
    table = to_arrow(source, ledger=ledger, on=on, soon=soon)
    frame: pd.DataFrame = table.to_pandas(date_as_object=False, types_mapper=types.get)
    return frame


def to_polars(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> pl.DataFrame:
    """The records as a Polars DataFrame; rows and options as for `to_arrow`.

    Days are ``Date``, columns of few values ``Enum``.
    """
    polars = _library("polars")
    table = to_arrow(source, ledger=ledger, on=on, soon=soon)
    enums = {name: polars.Enum(values) for name, values in CATEGORIES.items() if name in table.column_names}
    frame: pl.DataFrame = polars.from_arrow(table).cast(enums)
    return frame


def to_parquet(
    source: PlansOrEntries, *, ledger: Ledger | None = None, on: date | None = None, soon: int = SOON
) -> bytes:
    """The records as a Parquet file; rows and options as for `to_arrow`.

    >>> from policyplan import load_example
    >>> to_parquet(load_example("jilin_2022"))[:4]
    b'PAR1'
    """
    made = batches(source, ledger=ledger, on=on, soon=soon)
    return b"".join(pieces(made, schema(progress=ledger is not None)))


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise ExportError(f"a data frame of {name} needs {name}: pip install {name}") from error
