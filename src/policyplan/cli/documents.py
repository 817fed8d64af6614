"""What every command that reads documents is told: which, and how."""

from __future__ import annotations

import codecs
import functools
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import click

from policyplan.model import Period

if TYPE_CHECKING:
    from policyplan.units import Registry

Command = TypeVar("Command", bound=Callable[..., Any])

FILES = click.argument("files", metavar="FILE...", nargs=-1, required=True)


def day(text: str) -> date:
    """A day as ISO 8601 writes it, or as documents print it (2022年9月1日)."""
    from policyplan.reading.official import read_date

    try:
        return date.fromisoformat(text)
    except ValueError:
        printed = read_date(text)
        if printed is None:
            raise click.BadParameter(f"{text!r} is no day; write one such as 2022-09-01") from None
        return printed


def years(text: str) -> Period:
    """The years a plan covers: 2022, 2022-2023, or a first and last day as 2022-09-01..2023-08-31."""
    try:
        start, end = _first_and_last_day(text)
    except ValueError:
        expected = "write 2022, 2022-2023 or 2022-09-01..2023-08-31"
        raise click.BadParameter(f"{text!r} is no period; {expected}") from None
    if end < start:
        raise click.BadParameter(f"{text!r} ends before it starts")
    return Period(start, end, text)


def registry(path: str) -> Registry:
    """The registry that comes along, extended by a TOML file."""
    from policyplan.units import default_registry

    return default_registry().extended(path)


def encoding(text: str) -> str:
    """The name of an encoding that Python knows."""
    try:
        return codecs.lookup(text).name
    except LookupError:
        raise click.BadParameter(f"{text!r} is no encoding known here; try utf-8, gb18030 or big5") from None


def _first_and_last_day(text: str) -> tuple[date, date]:
    if ".." in text:
        first, last = text.split("..", 1)
        return date.fromisoformat(first), date.fromisoformat(last)
    found = re.fullmatch(r"([0-9]{4})(?:[-–—]([0-9]{4}))?", text)
    if found is None:
        raise ValueError(text)
    return date(int(found[1]), 1, 1), date(int(found[2] or found[1]), 12, 31)


OPTIONS = {
    "issued": click.option(
        "--issued", type=day, metavar="DAY", help="The day of issue (成文日期), where not printed."
    ),
    "period": click.option(
        "--period", type=years, metavar="YEARS", help="The years covered, where not printed."
    ),
    "fiscal_year_start": click.option(
        "--fiscal-year-start",
        type=click.IntRange(1, 12),
        default=1,
        metavar="MONTH",
        help="The month in which fiscal years start: 10 for the United States. Default: 1.",
    ),
    "first_listed_leads": click.option(
        "--first-listed-leads/--no-first-listed-leads",
        default=None,
        help="Whether the unit listed first leads (列第一位者为牵头单位). Default: what the plan says.",
    ),
    "registry": click.option(
        "--registry",
        type=registry,
        metavar="FILE",
        help="A TOML file of bodies (单位名录) to know besides those that come along.",
    ),
    "encoding": click.option(
        "--encoding", type=encoding, metavar="NAME", help="The encoding of a text file, such as gb18030."
    ),
    "format": click.option("--format", metavar="NAME", help="What the file is, such as docx."),
}

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show only the findings that are errors.")


jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="How many processes read, for many files. Default: 1.",
)


def refuse_several(files: Sequence[str], why: str) -> None:
    """Raise UsageError, before anything is read, where the files and what the folders hold are several documents."""
    from policyplan.reading.many import documents_in

    some = [found.path for found in islice(documents_in(files), 2)]
    if len(some) > 1:
        raise click.UsageError(f"{why}, but here are {' and '.join(some)}; name one FILE at a time")


def refuse_several_as_json(files: Sequence[str], format_: str) -> None:
    """Raise UsageError where several plans are wanted in one JSON file."""
    if format_ == "json":
        refuse_several(files, "a JSON file holds one plan")


def reads_documents(command: Command) -> Command:
    """Give a command the options for reading; it receives them as `how`, ready for `policyplan.read`."""

    @functools.wraps(command)
    def with_how(*arguments: Any, **options: Any) -> Any:
        how = {name: options.pop(name) for name in OPTIONS}
        return command(*arguments, how=how, **options)

    decorated: Any = quiet_option(with_how)
    for option in reversed(OPTIONS.values()):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]
