"""`policyplan publish`: calendars to subscribe to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policyplan.cli.documents import day, jobs_option, reads_documents
from policyplan.cli.progress import takes_ledger, today
from policyplan.cli.reading import Documents, progress_of
from policyplan.cli.render import plan_of
from policyplan.cli.sites import describes_site
from policyplan.cli.tables import counted
from policyplan.display import printable
from policyplan.errors import ExportError
from policyplan.source import clip

if TYPE_CHECKING:
    from policyplan.exporting.site import Publication

#: How many changes are listed; the number of the others is told.
MOST_LISTED = 50


@click.command("publish", short_help="Write calendars to subscribe to.")
@click.argument("files", metavar="FILE...", nargs=-1)
@click.argument("directory", metavar="DIRECTORY", required=False)
@describes_site(kinds=("event",))
@takes_ledger
@click.option("--as-of", type=day, metavar="DAY", help="The day of publication. Default: today.")
@click.option("--rebuild", is_flag=True, help="Take the versions of items from the feeds in DIRECTORY.")
@jobs_option
@reads_documents
def command(
    files: tuple[str, ...],
    directory: str | None,
    as_of: date | None,
    rebuild: bool,
    jobs: int,
    how: dict[str, Any],
    site: dict[str, Any],
    progress: dict[str, Any],
    quiet: bool,
) -> int:
    """Publish plans as calendars: feeds of everything, each plan and each unit (单位), and a page that links them.

    Publish again into the same DIRECTORY whenever a plan changes: calendars that people subscribed to follow. All
    plans of a site are given each time; what is gone is cancelled. Where one cannot be read, the others are published,
    nothing is cancelled for want of it, and the exit status is 2.

    \b
    Examples:
      policyplan publish notice.docx site/
      policyplan publish plans/ site/ --base-url https://example.org/plans/
      policyplan publish notice.docx site/ --kind event --kind todo --undated
      policyplan publish notice.docx site/ --alarm 1 --alarm 7 --workday-alarm
      policyplan publish notice.docx site/ --kind both --ledger ledger.json
    """
    from policyplan.exporting.site import publish

    site_directory = _site(files, directory)
    documents = Documents(files, how, plan_of, jobs=jobs, quiet=quiet)
    plans = [plan for plan in documents if plan.measures]
    absent = documents.done - len(plans)
    missing = f"{absent} of {counted(documents.done, 'file')} could not be read, or holds no measure"
    if not plans:
        raise ExportError(f"nothing was published: {missing}")
    kept = bool(absent)
    when: dict[str, Any] = {"as_of": today(as_of), "rebuild": rebuild, "keep_others": kept}
    doing = f"Publishing {counted(sum(len(plan.measures) for plan in plans), 'measure')}"
    with progress_of(doing) as on_progress:
        done = publish(plans, site_directory, on_progress=on_progress, **when, **site, **progress)
    for line in _report(done):
        click.echo(line)
    for line in () if quiet else _renumbered(done):
        click.echo(line, err=True)
    if absent:
        stay = f"{counted(done.kept, 'item')} published before from plans not read now stay as they were"
        click.echo(f"policyplan: {missing}, and is not published; {stay}", err=True)
    return max(documents.status, int(kept))


def _site(files: tuple[str, ...], directory: str | None) -> str:
    """The DIRECTORY, once it is clear that there is one, and plans for it. Raises UsageError otherwise."""
    if directory is None or not files:
        example = f"policyplan publish {directory or 'notice.docx'} site/"
        raise click.UsageError(f"name a FILE, and then the DIRECTORY to write, as in {example}")
    if Path(directory).is_file():
        raise click.UsageError(f"{directory!r} is a file; after the plans, name the DIRECTORY to write")
    if any(_same(file, directory) for file in files):
        raise click.UsageError(f"{directory!r} holds the plans; name another DIRECTORY to write")
    return directory


def _same(file: str, directory: str) -> bool:
    return os.path.realpath(file) == os.path.realpath(directory)


def _report(site: Publication) -> Iterator[str]:
    """What was written, what became of the items, and what no calendar shows."""
    left = f", {counted(len(site.left), 'calendar')} left from before" if site.left else ""
    removed = f", {len(site.removed)} removed" if site.removed else ""
    shown = sum(bool(feed.shown) for feed in site.feeds)
    yield (
        f"{printable(str(site.directory))}: {counted(shown, 'calendar')}, "
        f"{counted(len(site.written), 'file')} written, {len(site.unchanged)} unchanged{removed}{left}"
    )
    yield from _changes(site)
    if site.undated:
        yield f"{counted(len(site.undated), 'measure')} without a day"
    if site.unknown_years:
        years = ", ".join(map(str, site.unknown_years))
        yield f"holidays not known for {years}: weekends alone are taken as days off"


def _renumbered(site: Publication) -> Iterator[str]:
    """What to do where a plan was published before under another number."""
    from policyplan.exporting.site.renumbered import renumbered

    for plan, before in renumbered(site):
        yield printable(
            f"policyplan: {clip(plan.title, 60)} ({plan.identity}) is new: the plan of this title published before is "
            f"{before}, and is cancelled. If both are in force, name both files; if it is the same plan, "
            f"correct its number to {before}, and publish again"
        )


def _changes(site: Publication) -> Iterator[str]:
    """The items that are new, changed, restored or cancelled; the first time, their number alone."""
    from policyplan.exporting.site.report import HOWS

    counts = [(how, len(site.changed(how))) for how in HOWS]
    told = [f"{count} {how}" for how, count in counts if count]
    yield f"items: {', '.join((*told, f'{site.same} unchanged'))}"
    if site.same or any(change.how != "new" for change in site.changes):
        # An event and its to-do change alike.
        lines = [*dict.fromkeys(f"  {printable(str(change))}" for change in site.changes)]
        yield from lines[:MOST_LISTED]
        if len(lines) > MOST_LISTED:
            yield f"  and {len(lines) - MOST_LISTED} more"
