"""How `publish` and `serve` are told what a site is to hold: the same options, the same defaults."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

KINDS = ("event", "todo", "both")


def describes_site(*, kinds: tuple[str, ...]) -> Callable[[Command], Command]:
    """Give a command the options of a site; it receives them as `site`, ready for `policyplan.publish`.

    `kinds` are the kinds of feeds where none is asked for.
    """
    options = (
        click.option(
            "--base-url", metavar="URL", help="Where the site is reached, for links that subscribe."
        ),
        click.option(
            "--lang",
            type=click.Choice(["zh", "en"]),
            default="zh",
            help="The language of the site's own words.",
        ),
        click.option(
            "--kind",
            "kinds",
            type=click.Choice(KINDS),
            multiple=True,
            default=kinds,
            help=f"A kind of feed; give it again for more. Default: {' and '.join(kinds)}.",
        ),
        click.option(
            "--undated", is_flag=True, help="Put measures without a deadline into to-do feeds, too."
        ),
        click.option(
            "--alarm",
            "alarms",
            type=click.IntRange(min=1),
            multiple=True,
            metavar="DAYS",
            help="Remind at 09:00 this many days before; give it again for more.",
        ),
        click.option(
            "--workday-alarm",
            is_flag=True,
            help="Remind on the last working day before a last day that is a day off (China's).",
        ),
        click.option(
            "--keep-cancelled",
            type=click.IntRange(min=0),
            default=90,
            metavar="DAYS",
            help="How long items that are gone are shown as cancelled. Default: 90.",
        ),
    )
    names = ("base_url", "lang", "kinds", "undated", "alarms", "workday_alarm")

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_site(*arguments: Any, keep_cancelled: int, **given: Any) -> Any:
            site = {name: given.pop(name) for name in names}
            return command(
                *arguments, site=site | {"keep_cancelled": timedelta(days=keep_cancelled)}, **given
            )

        decorated: Any = with_site
        for option in reversed(options):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate
