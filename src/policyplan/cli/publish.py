"""`policyplan publish`: calendars to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents
from policyplan.cli.tables import counted

if TYPE_CHECKING:
    from policyplan.exporting.wording import Lang


@click.command("publish", short_help="Write calendars to subscribe to.")
@FILES
@click.argument("directory", metavar="DIRECTORY")
@click.option("--base-url", metavar="URL", help="Where DIRECTORY will be served, for links that subscribe.")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="The language of the site's own words."
)
@reads_documents
def command(
    files: tuple[str, ...], directory: str, base_url: str | None, lang: Lang, how: dict[str, Any], quiet: bool
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
        site = publish([reading.plan for reading in readings], directory, base_url=base_url, lang=lang)
        click.echo(
            f"{directory}: {counted(len(site.feeds), 'calendar')}, "
            f"{counted(len(site.written), 'file')} written, {len(site.unchanged)} unchanged; "
            f"{counted(len(site.undated), 'measure')} without a day"
        )
    return status
