"""How every command reads documents: the same options, the same findings on standard error."""

from __future__ import annotations

import codecs
import functools
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import click
from attrs import evolve

from policyplan.errors import PolicyplanError
from policyplan.findings import Finding, Severity
from policyplan.model import Period, Reading
from policyplan.source import Source

Command = TypeVar("Command", bound=Callable[..., Any])
MANY = 4  # files from which on a terminal is shown how far the reading has come

FILES = click.argument("files", metavar="FILE...", nargs=-1, required=True)


def day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write one such as 2022-09-01") from None


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
    "encoding": click.option(
        "--encoding", type=encoding, metavar="NAME", help="The encoding of a text file, such as gb18030."
    ),
    "format": click.option("--format", metavar="NAME", help="What the file is, such as docx."),
}

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show only the findings that are errors.")


def refuse_several_as_json(files: Sequence[str], format_: str) -> None:
    """Raise UsageError, before anything is read, where several plans are wanted in one JSON file."""
    if format_ == "json" and len(files) > 1:
        raise click.UsageError("a JSON file holds one plan; name one FILE at a time")


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


def read_documents(
    files: Sequence[str],
    how: dict[str, Any],
    *,
    quiet: bool,
    findings_of: Callable[[Reading], Iterable[Finding]] | None = None,
) -> tuple[list[Reading], int]:
    """Read each file and write its findings on standard error; the readings, and the exit status.

    Findings are those of the reading that are more than good to know, or all that `findings_of` gives. A file
    that cannot be read is reported and left out, and the status is 2.
    """
    readings, status = [], 0
    with _progress(files) as shown:
        outcomes = [(name_of(file), _read(file, how)) for file in shown]
    for name, outcome in outcomes:
        if isinstance(outcome, PolicyplanError):
            place = "" if name in str(outcome) else f"{name}: "
            click.echo(f"policyplan: {place}{outcome}", err=True)
            status = 2
            continue
        readings.append(outcome)
        findings = findings_of(outcome) if findings_of else _warnings(outcome)
        source = evolve(outcome.plan.source or Source(), name=name)
        status = max(status, _report(findings, source, quiet=quiet))
    return readings, status


def _read(file: str, how: dict[str, Any]) -> Reading | PolicyplanError:
    """What a file holds, or why it cannot be read."""
    from policyplan.reading import read

    try:
        return read(file, **how)
    except PolicyplanError as problem:
        return problem


def name_of(file: str) -> str:
    """What to call a document that was named on the command line."""
    return "<stdin>" if file == "-" else file


def _warnings(reading: Reading) -> Iterator[Finding]:
    return (finding for finding in reading.findings if finding.severity is not Severity.INFO)


def _report(findings: Iterable[Finding], source: Source, *, quiet: bool) -> int:
    """Write findings on standard error; 1 where one of them is an error, else 0."""
    status = 0
    for finding in findings:
        is_error = finding.severity is Severity.ERROR
        status = max(status, int(is_error))
        if is_error or not quiet:
            click.echo(finding.render(source), err=True)
    return status


@contextmanager
def _progress(files: Sequence[str]) -> Iterator[Iterable[str]]:
    """The files, with a bar on standard error where there are many and a person is looking."""
    if len(files) < MANY or not sys.stderr.isatty():
        yield files
        return
    with click.progressbar(files, label="Reading", file=sys.stderr, show_pos=True) as bar:
        yield bar
