"""`policyplan deadline`: what day some words mean, and why."""

from __future__ import annotations

from datetime import date

import click

from policyplan.cli.documents import OPTIONS
from policyplan.model import Period


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
    """
    raise click.ClickException("not yet")
