"""`policyplan convert`: plans as JSON, tables and calendars."""

from __future__ import annotations

from typing import Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents, refuse_several_as_json
from policyplan.cli.output import Output, writes
from policyplan.cli.render import render_plans


@click.command("convert", short_help="Write plans as JSON, tables or calendars.")
@FILES
@writes(("json", "jsonl", "csv", "ics", "txt"))
@click.option(
    "--as", "as_", type=click.Choice(["event", "todo", "both"]), help="What a calendar is to hold: event."
)
@click.option("--undated", is_flag=True, help="Put to-dos without a day in a calendar, too.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The language of a calendar's own words: zh.")
@reads_documents
def command(
    files: tuple[str, ...],
    how: dict[str, Any],
    quiet: bool,
    output: Output,
    as_: str | None,
    undated: bool,
    lang: str | None,
) -> int:
    """Convert plans to JSON, to one row per measure (举措) and unit (单位), or to a calendar (日历).

    \b
    Examples:
      policyplan convert notice.docx -o plan.json
      policyplan convert notice.docx -o duties.csv
      policyplan convert notice.docx --to ics --as todo > todo.ics
      cat notice.txt | policyplan convert - --to jsonl
    """
    asked = {"as_": as_, "undated": undated, "lang": lang}
    calendar = {name: value for name, value in asked.items() if value}
    if calendar and output.format != "ics":
        raise click.UsageError(
            f"--as, --undated and --lang are for calendars (--to ics), not for {output.format}"
        )
    refuse_several_as_json(files, output.format)
    readings, status = read_documents(files, how, quiet=quiet)
    if status < 2:
        output.put(render_plans(readings, output.format, **calendar))
    return status
