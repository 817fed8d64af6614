"""`policyplan convert`: plans as JSON, tables, workbooks and calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import click

from policyplan.cli.documents import FILES, jobs_option, reads_documents, refuse_several_as_json
from policyplan.cli.output import Output, lang_option, writes
from policyplan.cli.progress import takes_ledger
from policyplan.cli.reading import Documents
from policyplan.cli.render import (
    parquet_pieces,
    parquet_schema,
    plan_of,
    render_batches,
    render_json,
    render_plans,
    render_rows,
    render_text,
    table_pieces,
    text_pieces,
)
from policyplan.cli.tables import terminal_width
from policyplan.model import Plan, Reading

#: The options of single formats: how each is written, and the formats it is for.
FORMATS = {
    "as_": ("--as", ("ics",)),
    "undated": ("--undated", ("ics",)),
    "by_unit": ("--by-unit", ("xlsx",)),
    "lang": ("--lang", ("xlsx", "ics", "txt")),
    "ledger": ("--ledger", ("jsonl", "csv", "parquet", "xlsx", "ics")),
    "on": ("--on", ("jsonl", "csv", "parquet", "xlsx", "ics")),
}


@click.command("convert", short_help="Write plans as JSON, tables, workbooks or calendars.")
@FILES
@writes(("json", "jsonl", "csv", "parquet", "xlsx", "ics", "txt"))
@click.option(
    "--as", "as_", type=click.Choice(["event", "todo", "both"]), help="What a calendar is to hold: event."
)
@click.option("--undated", is_flag=True, help="Put to-dos without a deadline in a calendar, too.")
@click.option("--by-unit", is_flag=True, help="Put a sheet for each unit in a workbook, too.")
@lang_option("a calendar's or workbook's own words: zh; of text: en")
@takes_ledger
@jobs_option
@reads_documents
def command(
    files: tuple[str, ...],
    how: dict[str, Any],
    quiet: bool,
    output: Output,
    as_: str | None,
    undated: bool,
    by_unit: bool,
    lang: str | None,
    jobs: int,
    progress: dict[str, Any],
) -> int:
    """Convert plans to JSON, to one row per measure (举措) and unit (单位), to a ledger (台账) or to a calendar (日历).

    With --ledger, tables say where each measure stands, workbooks and to-dos what was reported.

    \b
    Examples:
      policyplan convert notice.docx -o plan.json
      policyplan convert notice.docx -o duties.csv
      policyplan convert plans/ -o duties.parquet --jobs 2
      policyplan convert notice.docx --to ics --as todo > todo.ics
      policyplan convert notice.docx -o ledger.xlsx --by-unit
      cat notice.txt | policyplan convert - --to jsonl
    """
    asked = {"as_": as_, "undated": undated, "by_unit": by_unit, "lang": lang, **progress}
    options = {name: value for name, value in asked.items() if value or name in progress}
    for name in options:
        output.refuse_unless(*FORMATS[name])
    refuse_several_as_json(files, output.format)
    make, pieces = _written(output, options)
    documents = Documents(
        files, how, make, jobs=jobs, quiet=quiet, output=output.path, bar=not output.on_terminal
    )
    output.write(pieces(documents))
    return documents.status


def _written(
    output: Output, options: dict[str, Any]
) -> tuple[Callable[[Reading], Any], Callable[[Iterable[Any]], Iterable[bytes]]]:
    """How to write: what is made of each reading, and the pieces to write of all that was made."""
    match output.format:
        case "json":
            return render_json, iter
        case "txt":
            return partial(render_text, width=terminal_width(), **options), text_pieces
        case "csv" | "jsonl":
            how = {"to": output.format, **options}
            return partial(render_rows, **how), partial(table_pieces, **how)
        case "parquet":
            of = parquet_schema(**options)
            return partial(render_batches, **options), partial(parquet_pieces, of=of)
    return plan_of, partial(_together, to=output.format, **options)


def _together(plans: Iterable[Plan], to: str, **options: Any) -> Iterator[bytes]:
    """Plans in a file that holds all of them as one, where there is any."""
    if held := list(plans):
        yield render_plans(held, to, **options)
