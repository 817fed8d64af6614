"""Editions: the plans as they are served until they change, and the site that `publish` makes of them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import Any, Final
from weakref import finalize

from attrs import evolve, field, frozen

from policyplan.errors import ExportError, PolicyplanError
from policyplan.exporting.ical import Item, ItemKind
from policyplan.exporting.site import STATE, publish
from policyplan.exporting.site.versions import Version, load
from policyplan.exporting.wording import Lang
from policyplan.ledger.standing import Progress
from policyplan.model import Entry, Plan, Reading
from policyplan.server.names import Names, remember, remembered
from policyplan.server.shelf import LedgerFile, Problem, Shelf

log = logging.getLogger("policyplan.server")

#: Where the calendar of any query is, relative to the site.
LIVE_FEED: Final = "feed.ics"


@frozen
class SiteFile:
    """A file of the published site: where it is, and since when it holds what it holds, in seconds since 1970."""

    path: Path
    signature: tuple[int, int]
    modified: int


@frozen(kw_only=True, slots=False, eq=False)
class Edition:
    """What is served until something changes.

    `number` counts the times that plans changed; `files` are the site's, by path without a leading slash;
    `versions` are those that its items have been published in, by kind and UID, `uids` those of measures that were
    published under another number, by `Entry.uid`; `modified` is when plans changed last, in seconds since 1970;
    `problems` are those of the files on disk; `progress` is told by the ledger, None where there is none; `names` are
    all that units have here or had in an earlier edition, folded.
    """

    number: int
    readings: tuple[Reading, ...]
    files: Mapping[str, SiteFile]
    versions: Mapping[ItemKind, Mapping[str, Version]]
    uids: Mapping[str, str]
    modified: int
    problems: tuple[Problem, ...] = ()
    progress: Progress | None = None
    names: Names = field(factory=Names, repr=False)
    #: What calendars hold of each entry, by kind and style, then by the entry's UID; filled as it is asked for.
    items: dict[tuple[str, str, bool], dict[str, tuple[Item, ...]]] = field(factory=dict, repr=False)
    #: Held while they are filled, so that no two answers make the same.
    making: Lock = field(factory=Lock, repr=False)

    @property
    def told(self) -> dict[str, Any]:
        """The ledger and the day, as functions take them; empty without a ledger."""
        return {} if self.progress is None else {"ledger": self.progress.ledger, "on": self.progress.on}

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, in the order of their files."""
        return tuple(reading.plan for reading in self.readings)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every measure of every plan."""
        return tuple(entry for plan in self.plans for entry in plan.entries())


@frozen(eq=False)
class Press:
    """Makes editions: reads the shelf, and publishes its plans into a directory.

    Published where the last run published (`state`), items keep their versions, and what vanished meanwhile is
    cancelled; without, the directory lives as long as the server. With a `ledger` they tell progress as it is today.
    `how` are more options of `publish`.
    """

    shelf: Shelf
    base_url: str | None = None
    lang: Lang = "zh"
    state: Path | None = None
    ledger: LedgerFile | None = None
    how: Mapping[str, Any] = field(factory=dict)
    directory: Path = field(init=False)

    @directory.default
    def _state_or_passing(self) -> Path:
        """Where the site is published; what does not stay goes with its press."""
        if self.state is not None:
            return self.state
        passing = mkdtemp(prefix="policyplan-")
        finalize(self, rmtree, passing, ignore_errors=True)
        return Path(passing)

    def first(self) -> Edition:
        """The first edition; raises PolicyplanError where there is no plan, or it cannot be published."""
        self.shelf.open()
        if self.ledger is not None:
            self.ledger.open()
        return self._print(1, {}, Names())

    def next(self, last: Edition) -> Edition:
        """What to serve now: `last` itself where nothing changed, and its plans where the new ones cannot be used."""
        changed = self.shelf.refresh()
        if self.ledger is not None:
            changed |= self.ledger.refresh() or last.progress is None or last.progress.on != _today()
        problems = self._problems()
        if not changed and not any(problem.file == SITE for problem in last.problems):
            return last if problems == last.problems else evolve(last, problems=problems)
        try:
            made = self._print(last.number + 1, last.files, last.names)
        except (PolicyplanError, OSError) as problem:
            trouble = Problem(SITE, str(problem), kept=True)
            if trouble not in last.problems:
                log.warning("the last good edition stays up: %s", problem)
            return evolve(last, problems=(*problems, trouble))
        log.info("serving now: plans %d, measures %d", len(made.plans), len(made.entries))
        return made

    def _problems(self) -> tuple[Problem, ...]:
        return (*self.shelf.problems, *(self.ledger.problems if self.ledger is not None else ()))

    def _print(self, number: int, before: Mapping[str, SiteFile], known: Names) -> Edition:
        readings = self.shelf.readings
        directory = self.directory
        # A ledger remembers plans that it was asked about: a new one lets go of those that are served no more.
        progress = Progress(evolve(self.ledger.ledger), _today()) if self.ledger is not None else None
        with _alone(directory):
            done = publish(
                [reading.plan for reading in readings],
                directory,
                base_url=self.base_url,
                lang=self.lang,
                as_of=datetime.now(UTC).date(),
                live_feed=LIVE_FEED,
                ledger=progress.ledger if progress is not None else None,
                on=progress.on if progress is not None else None,
                **{"kinds": ("event", "todo"), **self.how},
            )
            versions = load((directory / STATE).read_bytes(), STATE).versions
            files = _files(directory, before)
            names = known | Names.of(reading.plan for reading in readings) | remembered(directory)
            remember(directory, names)
        return Edition(
            number=number,
            readings=readings,
            files=files,
            versions=versions,
            uids=done.uids,
            modified=max(file.modified for file in files.values()),
            problems=self._problems(),
            progress=progress,
            names=names,
        )


def _today() -> date:
    """The day it is where the server stands."""
    return date.today()  # noqa: DTZ011


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Make the directory and keep other processes that serve from it out of it meanwhile, where the system can.

    Raises ExportError where it cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = (directory / ".policyplan.lock").open("wb")
    except OSError as problem:
        raise ExportError(
            f"cannot write {directory}: {problem.strerror or problem}; name a directory that you may write to"
        ) from problem
    with lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


#: What a problem that concerns all plans together is said to be about.
SITE: Final = "*"


def _files(directory: Path, before: Mapping[str, SiteFile]) -> dict[str, SiteFile]:
    """The published files but hidden ones; one that changed is younger than before, by a second at least."""
    found = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.name.startswith(".") or "/." in name or path.is_symlink() or not path.is_file():
            continue
        facts = path.stat()
        signature, modified = (facts.st_mtime_ns, facts.st_size), int(facts.st_mtime)
        known = before.get(name)
        if known is not None and known.signature == signature:
            found[name] = known
            continue
        found[name] = SiteFile(path, signature, max(modified, known.modified + 1) if known else modified)
    return found
