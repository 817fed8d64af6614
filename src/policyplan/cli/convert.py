"""`policyplan convert`: plans as JSON, tables and calendars."""

from __future__ import annotations

from typing import Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents
from policyplan.cli.output import choose_format, put, render, writes

FORMATS = ("json", "jsonl", "csv", "ics", "txt")


@click.command("convert")
@FILES
@writes(FORMATS)
@click.option("--as", "as_", type=click.Choice(["event", "todo"]), help="What a calendar holds. Default: event.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The language of a calendar's own words. Default: zh.")
@reads_documents
def command(
    files: tuple[str, ...],
    how: dict[str, Any],
    quiet: bool,
    to: str | None,
    output: str | None,
    as_: str | None,
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
    chosen = choose_format(to, output, FORMATS, default="json")
    if chosen == "json" and len(files) > 1:
        raise click.UsageError("a JSON file holds one plan; convert one file at a time")
    calendar = {"as_": as_, "lang": lang}
    wanted = {name: value for name, value in calendar.items() if value is not None}
    if wanted and chosen != "ics":
        raise click.UsageError(f"--as and --lang are for calendars (--to ics), not for {chosen}")
    readings, status = read_documents(files, how, quiet=quiet)
    if status < 2:
        put(render(readings, chosen, **wanted), output)
    return status
