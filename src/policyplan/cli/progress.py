"""How commands are given a ledger and a day."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from policyplan.cli.documents import day
from policyplan.display import printable
from policyplan.source import clip

if TYPE_CHECKING:
    from policyplan.ledger import Ledger
    from policyplan.model import Plan

Command = TypeVar("Command", bound=Callable[..., Any])

LEDGER = click.option(
    "-l", "--ledger", metavar="FILE", help="The ledger (台账): what was reported on the plans."
)
ON = click.option("--on", type=day, metavar="DAY", help="The day on which to look. Default: today.")


def today(on: date | None) -> date:
    """The day that was named, else that on which the command is run."""
    return on or date.today()  # noqa: DTZ011


def takes_ledger(command: Command) -> Command:
    """Give a command the options `--ledger` and `--on`; it receives them as `progress`, empty without a ledger."""

    @functools.wraps(command)
    def with_progress(*arguments: Any, ledger: str | None, on: date | None, **options: Any) -> Any:
        if ledger is None and on is not None:
            raise click.UsageError("--on is the day on which to look into a ledger; name one with --ledger")
        progress: dict[str, Any] = {}
        if ledger is not None:
            from policyplan.ledger import load

            progress = {"ledger": load(ledger), "on": today(on)}
        return command(*arguments, progress=progress, **options)

    decorated: Any = LEDGER(ON(with_progress))
    return decorated  # type: ignore[no-any-return]


def load_or_new(path: str) -> Any:
    """The ledger in a file; an empty one where there is no such file yet."""
    from policyplan.ledger import Ledger, load

    return load(path) if Path(path).exists() else Ledger()


def tell_of_other_plans(ledger: Ledger, plans: Iterable[Plan], path: str) -> None:
    """Say so where a ledger has reports, and none on any of the plans: one may be a later edition."""
    if not ledger.reports or any(ledger.about(plan) for plan in plans):
        return
    others = "、".join(dict.fromkeys(report.plan or "a plan without a name" for report in ledger.reports))
    click.echo(
        printable(
            f"{path}: warning: no report is on this plan, but on {clip(others, 100)}; where that is an earlier "
        )
        + "edition, take the ledger over: policyplan ledger carry OLD NEW -l LEDGER",
        err=True,
    )
