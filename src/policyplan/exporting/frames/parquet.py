"""Parquet files, written a row group at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from policyplan.exporting.frames.batching import ROWS, pyarrow

if TYPE_CHECKING:
    import pyarrow as pa

#: How many batches are held before they are joined: many small ones take far more memory than their rows.
MANY: Final = 256


def pieces(made: Iterable[pa.RecordBatch], of: pa.Schema, *, rows: int = ROWS) -> Iterator[bytes]:
    """A Parquet file of batches of the schema `of`, a piece at a time, compressed with Zstandard.

    A row group has at most `rows` rows, and no more are held.
    """
    pa = pyarrow()
    from pyarrow import parquet

    sink = _Pieces()
    with parquet.ParquetWriter(sink, of, compression="zstd") as writer:
        for group in _groups(made, rows):
            writer.write_table(pa.Table.from_batches(group, of), row_group_size=rows)
            yield sink.taken()
    yield sink.taken()


def _groups(made: Iterable[pa.RecordBatch], rows: int) -> Iterator[list[pa.RecordBatch]]:
    """Batches in lists of `rows` rows; of the last, what is left."""
    held: list[pa.RecordBatch] = []
    size = 0
    for batch in made:
        while size + batch.num_rows >= rows:
            yield [*held, batch.slice(0, rows - size)]
            batch, held, size = batch.slice(rows - size), [], 0
        if batch.num_rows:
            held.append(batch)
            size += batch.num_rows
        if len(held) == MANY:
            held = _joined(held)
    if held:
        yield held


def _joined(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """The rows of batches in one batch."""
    joined: list[pa.RecordBatch] = pyarrow().Table.from_batches(batches).combine_chunks().to_batches()
    return joined


class _Pieces(io.RawIOBase):
    """A file that hands over what was written to it."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._held.append(bytes(piece))
        self._length += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._length

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        held, self._held = b"".join(self._held), []
        return held
