"""Documents read one after another: what is wrong with them on standard error, what is made of them to the command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import click
from attrs import define, evolve, field, frozen

from policyplan.findings import Finding, Severity
from policyplan.model import Reading
from policyplan.source import Source

if TYPE_CHECKING:
    from policyplan.reading import How
    from policyplan.reading.many import FileReading, Found

Made = TypeVar("Made")
MANY = 4  # documents from which on a terminal is shown how far the reading has come
CLEAR = "\r\033[K"  # wipes the line that a bar stands in


def worth_saying(reading: Reading) -> Iterator[Finding]:
    """The findings of a reading that are more than good to know; of a plan file, those that no correction settled."""
    findings: Iterable[Finding] = reading.findings
    if reading.as_read is not reading.plan:
        from policyplan.corrections import standing_findings

        findings = standing_findings(reading)
    return (finding for finding in findings if finding.severity is not Severity.INFO)


@define
class Documents(Generic[Made]):
    """What `make` gives for each document of `files`, one after another; what is wrong with them is said.

    It is made where the document is read, in one of `jobs` processes: `make` and what it gives must be picklable.
    Each reading is first made `complete`. The findings that are said are those `findings_of` then gives, on standard
    error, the errors alone where `quiet`. A document that cannot be read is reported and passed over.

    `status` is the exit status so far, `done` how many documents there were, `failed` how many of them could not be
    read. The file at `output`, which is about to be written anew, is not taken from a folder. `bar` is whether a bar
    may be shown.
    """

    files: Sequence[str]
    how: Mapping[str, Any]
    make: Callable[[Reading], Made]
    jobs: int = field(default=1, kw_only=True)
    quiet: bool = field(default=False, kw_only=True)
    complete: Callable[[Reading], Reading] | None = field(default=None, kw_only=True)
    findings_of: Callable[[Reading], Iterable[Finding]] = field(default=worth_saying, kw_only=True)
    output: Path | None = field(default=None, kw_only=True)
    bar: bool = field(default=True, kw_only=True)
    status: int = field(default=0, init=False)
    failed: int = field(default=0, init=False)
    done: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[Made]:
        from policyplan.reading.many import each_document

        work = partial(
            _told, make=self.make, complete=self.complete, findings_of=self.findings_of, quiet=self.quiet
        )
        with _progress(self._found if self.bar else None) as (step, say):
            for told in each_document(self._found(), cast("How", self.how), work, jobs=self.jobs):
                self.done += 1
                self.status = max(self.status, told.status)
                for message in told.messages:
                    say(message)
                step()
                if told.made is None:
                    self.failed += 1
                else:
                    yield told.made[0]

    def _found(self) -> Iterator[Found]:
        """The documents to read."""
        from policyplan.reading.many import documents_in

        for found in documents_in(self.files):
            if self.output is None or found.path in self.files or not _same(found.path, self.output):
                yield found


@frozen
class _Told(Generic[Made]):
    """What is said about a document, the status it gives, and what was made of it, None where it cannot be read."""

    status: int
    messages: tuple[str, ...]
    made: tuple[Made] | None


def _told(
    reading: FileReading,
    *,
    make: Callable[[Reading], Made],
    complete: Callable[[Reading], Reading] | None,
    findings_of: Callable[[Reading], Iterable[Finding]],
    quiet: bool,
) -> _Told[Made]:
    name = name_of(reading.path)
    if reading.failed:
        return _Told(2, _messages(reading.findings, Source(name=name)), None)
    whole = complete(reading) if complete else reading
    findings = tuple(findings_of(whole))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    source = whole.plan.source or Source()
    source = evolve(source, name=_place_in(name, source))
    return _Told(int(bool(errors)), _messages(errors if quiet else findings, source), (make(whole),))


def _place_in(name: str, source: Source) -> str:
    """What places are told by: for a plan file, which shows the document it was read from, both names."""
    shows_another = (
        name.endswith(".json") and source.name and source.name not in (name, os.path.basename(name))
    )
    return f"{name} ({source.name})" if shows_another else name


def _messages(findings: Iterable[Finding], source: Source) -> tuple[str, ...]:
    return tuple(finding.render(source) for finding in findings)


def name_of(file: str) -> str:
    """What to call a document that was named on the command line."""
    return "<stdin>" if file == "-" else file


def _same(path: str, output: Path) -> bool:
    return os.path.abspath(path) == os.path.abspath(output)


@contextmanager
def _progress(
    found: Callable[[], Iterable[Any]] | None,
) -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """How to go a step on, and how to say something: with a bar where a person looks and there is much to do."""
    total = sum(1 for _ in found()) if found is not None and sys.stderr.isatty() else 0
    if total < MANY:
        yield lambda: None, _say
        return
    with click.progressbar(length=total, label="Reading", file=sys.stderr, show_pos=True) as bar:
        yield lambda: bar.update(1), lambda message: _say(f"{CLEAR}{message}")


@contextmanager
def progress_of(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a person at a terminal how far something has come; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=doing, file=sys.stderr) as bar:

        def on_progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield on_progress


def _say(message: str) -> None:
    click.echo(message, err=True)
