"""`policyplan deadline`: what day some words mean, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from policyplan.cli.documents import OPTIONS
from policyplan.deadlines import Deadline, DueBy, Recurring
from policyplan.model import Period
from policyplan.source import Source, Span

if TYPE_CHECKING:
    from policyplan.reading.times import Explanation


@click.command("deadline", short_help="Say what day some words mean.")
@click.argument("words")
@OPTIONS["issued"]
@OPTIONS["period"]
@OPTIONS["fiscal_year_start"]
def command(words: str, issued: date | None, period: Period | None, fiscal_year_start: int) -> int:
    """Say which last day some WORDS mean (完成时限), and how it was found.

    \b
    Examples:
      policyplan deadline 2022年12月底前
      policyplan deadline 今年年底前 --issued 2022-09-01
      policyplan deadline 'by the end of FY2021' --fiscal-year-start 10

    The exit status is 2 where the words are no deadline, or name a day that does not exist.
    """
    from policyplan.reading.times import explain
    from policyplan.reading.times.basis import BASIS, MISSING

    explanation = explain(words, issued=issued, period=period, fiscal_year_start=fiscal_year_start)
    deadline = explanation.deadline
    if deadline is None:
        click.echo(f"policyplan: {_why_not(words, explanation)}", err=True)
        return 2
    click.echo(_day(deadline))
    for code in deadline.basis:
        click.echo(f"  {BASIS[code][0]} [{code}]")
        if code in MISSING and not isinstance(deadline, DueBy):
            click.echo(f"  {MISSING[code]}")
    return 0


def _day(deadline: Deadline) -> str:
    """A deadline in a few words, with what a machine would be told."""
    if isinstance(deadline, DueBy):
        since = f"from {deadline.start} " if deadline.start else ""
        return f"{since}by {deadline.due}, known to the {deadline.precision}"
    rule = f": {deadline.rrule}" if isinstance(deadline, Recurring) and deadline.rrule else ""
    return f"{deadline.kind}{rule}, no last day"


def _why_not(words: str, explanation: Explanation) -> str:
    """What is wrong with words that give no deadline, underlined where the place is known."""
    if explanation.problem is None:
        return f"{words!r} is no deadline; write one such as 2022年12月底前"
    start, end = explanation.at
    excerpt = Source(words).excerpt(Span(start, end)) if end else ""
    return f"{explanation.problem}\n{excerpt}".rstrip()
