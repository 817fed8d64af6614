"""Plans and selections in each format that the command line writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from policyplan.cli.tables import plan_table, terminal_width
from policyplan.display import entries_text
from policyplan.model import Plan, Reading

if TYPE_CHECKING:
    from policyplan.query import Selection


def plan_of(reading: Reading) -> Plan:
    """The plan, for what is written of all plans together."""
    return reading.plan


def render_json(reading: Reading) -> bytes:
    """A reading as a plan file."""
    from policyplan.codec import dumps

    return dumps(reading).encode()


def render_text(reading: Reading, *, width: int, lang: str | None = None) -> bytes:
    """A plan as people read it, in English unless `lang` says otherwise."""
    return f"{plan_table(reading.plan, width, lang or 'en')}\n".encode()


def text_pieces(texts: Iterable[bytes]) -> Iterator[bytes]:
    """Texts with an empty line between them."""
    for number, text in enumerate(texts):
        yield b"\n" + text if number else text


def render_rows(reading: Reading, *, to: str, **progress: Any) -> bytes:
    """The rows of a plan as `to`, csv or jsonl, without the header."""
    from policyplan.exporting.records import csv_rows, iter_records, jsonl_lines

    rows = iter_records(reading.plan, **progress)
    if to == "csv":
        return b"".join(islice(csv_rows(rows), 1, None))
    return "".join(jsonl_lines(rows)).encode()


def table_pieces(tables: Iterable[bytes], to: str, **progress: Any) -> Iterator[bytes]:
    """The rows of plans under one header; nothing where there is no plan."""
    from policyplan.exporting.records import COLUMNS, ProgressRecord, csv_head

    for number, rows in enumerate(tables):
        if number == 0 and to == "csv":
            yield csv_head(ProgressRecord.__annotations__ if progress else COLUMNS)
        yield rows


def render_batches(reading: Reading, **progress: Any) -> list[Any]:
    """The rows of a plan as Arrow batches."""
    from policyplan.exporting.frames import batches

    return list(batches(reading.plan, **progress))


def parquet_schema(**progress: Any) -> Any:
    """The schema of all batches. Raises ExportError where the extra that makes them is missing."""
    from policyplan.exporting.frames import schema

    return schema(progress=bool(progress))


def parquet_pieces(plans: Iterable[list[Any]], of: Any) -> Iterator[bytes]:
    """The batches of plans as one Parquet file; nothing where there is no plan."""
    from policyplan.exporting.frames import pieces

    coming = iter(plans)
    if (first := next(coming, None)) is not None:
        yield from pieces(chain(first, chain.from_iterable(coming)), of)


def render_plans(plans: Sequence[Plan], to: str, **options: Any) -> bytes:
    """Plans as `to`, ics or xlsx, which holds all of them as one; `options` as for that."""
    return _render(plans, to, **options)


def render_selection(selection: Selection, to: str, **options: Any) -> bytes:
    """The measures that a query found as `to`; `options` as in `render_plans`."""
    if to == "txt":
        lang = options.get("lang", "en")
        return f"{entries_text(selection.entries, width=terminal_width(), lang=lang)}\n".encode()
    return _render(selection, to, **options)


def _render(source: Sequence[Plan] | Selection, to: str, **options: Any) -> bytes:
    if to == "ics":
        from policyplan.exporting.ical import to_ical

        return to_ical(source, **options)
    if to == "xlsx":
        from policyplan.exporting.workbook import to_workbook

        return to_workbook(source, **options)
    if to == "parquet":
        from policyplan.exporting.frames import to_parquet

        return to_parquet(source, **options)
    from policyplan.exporting.records import records, to_csv, to_jsonl

    rows = records(source, **options)
    return to_csv(rows) if to == "csv" else to_jsonl(rows).encode()
