"""`policyplan publish`: calendars to subscribe to."""

from __future__ import annotations

from typing import Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents


@click.command("publish")
@FILES
@click.argument("directory", metavar="DIRECTORY")
@click.option("--base-url", metavar="URL", help="Where DIRECTORY will be served.")
@reads_documents
def command(
    files: tuple[str, ...], directory: str, base_url: str | None, how: dict[str, Any], quiet: bool
) -> int:
    """Publish plans as calendars: all.ics, one feed for each unit (单位), and a page that links them.

    \b
    Examples:
      policyplan publish notice.docx site/
      policyplan publish plans/*.json site/ --base-url https://example.org/plans/
    """
    from policyplan.exporting.site import publish

    readings, status = read_documents(files, how, quiet=quiet)
    if status < 2:
        publish([reading.plan for reading in readings], directory, base_url=base_url)
        click.echo(f"{directory}: ")
    return status
