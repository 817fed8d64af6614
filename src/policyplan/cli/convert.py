"""`policyplan convert`: plans as JSON, tables, workbooks and calendars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents, refuse_several_as_json
from policyplan.cli.output import Output, writes
from policyplan.cli.progress import takes_ledger
from policyplan.cli.render import render_plans

#: The options of single formats: how each is written, and the formats it is for.
FORMATS = {
    "as_": ("--as", ("ics",)),
    "undated": ("--undated", ("ics",)),
    "by_unit": ("--by-unit", ("xlsx",)),
    "lang": ("--lang", ("xlsx", "ics")),
    "ledger": ("--ledger", ("jsonl", "csv", "xlsx", "ics")),
    "on": ("--on", ("jsonl", "csv", "xlsx", "ics")),
}


@click.command("convert", short_help="Write plans as JSON, tables, workbooks or calendars.")
@FILES
@writes(("json", "jsonl", "csv", "xlsx", "ics", "txt"))
@click.option(
    "--as", "as_", type=click.Choice(["event", "todo", "both"]), help="What a calendar is to hold: event."
)
@click.option("--undated", is_flag=True, help="Put to-dos without a day in a calendar, too.")
@click.option("--by-unit", is_flag=True, help="Put a sheet for each unit in a workbook, too.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help="The language of a calendar's or workbook's own words: zh.",
)
@takes_ledger
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
    progress: dict[str, Any],
) -> int:
    """Convert plans to JSON, to one row per measure (举措) and unit (单位), to a ledger (台账) or to a calendar (日历).

    With --ledger, tables say where each measure stands, workbooks and to-dos what was reported.

    \b
    Examples:
      policyplan convert notice.docx -o plan.json
      policyplan convert notice.docx -o duties.csv
      policyplan convert notice.docx --to ics --as todo > todo.ics
      policyplan convert notice.docx -o ledger.xlsx --by-unit
      cat notice.txt | policyplan convert - --to jsonl
    """
    asked = {"as_": as_, "undated": undated, "by_unit": by_unit, "lang": lang, **progress}
    options = {name: value for name, value in asked.items() if value or name in progress}
    _refuse_misplaced(options, output.format)
    refuse_several_as_json(files, output.format)
    readings, status = read_documents(files, how, quiet=quiet)
    if status < 2:
        output.put(render_plans(readings, output.format, **options))
    return status


def _refuse_misplaced(options: Iterable[str], to: str) -> None:
    """Raise UsageError for an option that the format has no use for."""
    for name in options:
        option, formats = FORMATS[name]
        if to not in formats:
            wanted = " or ".join(f"--to {each}" for each in formats)
            raise click.UsageError(f"{option} goes with {wanted}, not with {to}")
