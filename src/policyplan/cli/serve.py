"""`policyplan serve`: the site, live."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from policyplan.cli.documents import reads_documents
from policyplan.cli.sites import describes_site
from policyplan.cli.tables import counted

if TYPE_CHECKING:
    from starlette.applications import Starlette


@click.command("serve", short_help="Serve calendars, a page and records, live.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 finds a free one.",
)
@describes_site(kinds=("event", "todo"))
@click.option(
    "--state",
    metavar="DIRECTORY",
    help="Keep what is published here. Without it, versions begin anew at each start, and nothing that is gone "
    "meanwhile is cancelled.",
)
@click.option(
    "-l", "--ledger", metavar="FILE", help="The ledger (台账): tell progress as it is, from FILE as it is."
)
@click.option(
    "--token-file", metavar="FILE", help="Serve only under addresses that begin with a token of FILE."
)
@click.option(
    "--reload-every",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look for changed files, at most.",
)
@reads_documents
def command(
    paths: tuple[str, ...],
    host: str,
    port: int,
    token_file: str | None,
    quiet: bool,
    site: dict[str, Any],
    **options: Any,
) -> int:
    """Serve plans from files and folders: the site that `publish` writes, always as the files are now.

    \b
    Examples:
      policyplan serve notice.docx
      policyplan serve plans/ --host 0.0.0.0 --port 80 --base-url https://example.org/
      policyplan serve plans/ --token-file tokens.txt --state published/
      policyplan serve notice.docx --ledger ledger.json

    Besides the site there are /feed.ics?q=QUERY for the calendar of any query, /api/records, /api/plans and
    /api/units as JSON, described at /openapi.json, and /health. Ctrl-C or SIGTERM stops the server.
    """
    if missing := [name for name in ("starlette", "uvicorn") if find_spec(name) is None]:
        raise click.ClickException(f"{' and '.join(missing)} not installed; pip install 'policyplan[serve]'")
    from policyplan.server import create_app, read_tokens
    from policyplan.server.running import address_of, bind, run

    _log(quiet)
    with bind(host, port) as sock:  # before the plans are read, as that may take longer
        tokens = read_tokens(token_file) if token_file else None
        app = create_app(
            paths,
            base_url=site.pop("base_url"),
            lang=site.pop("lang"),
            tokens=tokens,
            publishing=site,
            **options,
        )
        _greet(app, f"{address_of(sock)}TOKEN/" if tokens else address_of(sock))
        run(app, sock)
    return 0


def _log(quiet: bool) -> None:
    """Write on standard error what a file does to the service, as the other commands write findings."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("policyplan: %(message)s"))
    for name in ("policyplan.server", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.ERROR if quiet or name != "policyplan.server" else logging.INFO)


def _greet(app: Starlette, address: str) -> None:
    edition = app.state.site.edition
    plans, measures = counted(len(edition.plans), "plan"), counted(len(edition.entries), "measure")
    click.echo(f"{plans} with {measures} at {address} (Ctrl-C stops)")
