"""Plans on disk: which files there are, which have changed, and the last good reading of each."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import define, evolve, field, frozen

from policyplan.errors import PolicyplanError, ReadError
from policyplan.ledger.files import load
from policyplan.ledger.reports import Ledger
from policyplan.model import Reading
from policyplan.reading.many import SUFFIXES, documents_in
from policyplan.reading.many.told import reason

#: How long a file that was just written rests before it is read, in seconds: it may be half there.
SETTLE: Final = 1.0

log = logging.getLogger("policyplan.server")

#: What changes when a file does: the time and the size, and the file itself where it was replaced.
Signature: TypeAlias = tuple[int, int, int]


@frozen
class Problem:
    """A file that cannot be used now, why, and whether an earlier reading of it is still served.

    One that is `doubled` holds a plan, of which another file is served.
    """

    file: str
    message: str
    kept: bool
    doubled: bool = False


@frozen
class _Book:
    """A file as it was last looked at: its signature, its last good reading, and what is wrong with it now."""

    path: Path
    signature: Signature | None
    reading: Reading | None = None
    message: str = ""


@frozen(eq=False)
class Shelf:
    """The plans of files and folders, read again where they change.

    Folders are walked to any depth, without hidden files; a file in one that holds no plan is a problem, not an
    error. So is one whose plan has the identity of another's: that which had it first is served, or comes first.
    `how` are the options of `policyplan.read`.
    """

    paths: tuple[Path, ...]
    how: Mapping[str, Any] = field(factory=dict)
    settle: float = SETTLE
    _books: dict[Path, _Book] = field(factory=dict, init=False)
    _served: dict[Path, Reading] = field(factory=dict, init=False)
    _doubles: dict[Path, Path] = field(factory=dict, init=False)

    def open(self) -> None:
        """Read everything for the first time; raises ReadError where there is no plan at all."""
        for path in self.paths:
            if not path.exists():
                raise ReadError(f"{path}: no such file or folder; check the path")
        self.refresh(settled=True)
        if not self.readings:
            raise ReadError(_no_plan(self.paths, self.problems))

    def refresh(self, *, settled: bool = False) -> bool:
        """Read what is new or has changed and forget what is gone; whether a plan came, went or changed.

        Files written less than `settle` seconds ago wait for the next time, unless all are `settled`.
        """
        before = self.readings
        wanted = dict.fromkeys(path for given in self.paths for path in self._files(given))
        for path in wanted:
            self._look(path, settled)
        gone = [path for path in self._books if path not in wanted]
        if len(gone) < len(self._books):  # a folder that is suddenly empty is more likely not mounted
            for path in gone:
                del self._books[path]
        self._tell_apart()
        after = self.readings
        return len(before) != len(after) or any(a is not b for a, b in zip(before, after, strict=True))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The last good reading of each file, in the order of their paths."""
        return tuple(self._served[path] for path in self._in_order() if path in self._served)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The files that cannot be used as they are now."""
        return tuple(problem for path in self._in_order() if (problem := self._problem(path)) is not None)

    def _problem(self, path: Path) -> Problem | None:
        kept, message = path in self._served, self._books[path].message
        if path in self._doubles:
            return Problem(path.name, self._doubled(path), kept, doubled=True)
        return Problem(path.name, message, kept) if message else None

    def _doubled(self, path: Path) -> str:
        """What to say of a file that holds what another does."""
        other, reading = self._doubles[path], self._books[path].reading
        name = other.name if other.name != path.name else f"{other.name} in the folder {other.parent.name}"
        identity = reading.plan.identity if reading is not None else ""
        return (
            f"holds the plan {identity!r}, as {name} does, which is served; remove one of the two, or give each a "
            "document number of its own (or a title, where they have none)"
        )

    def _tell_apart(self) -> None:
        """Serve each plan from one file, and note the others that hold it."""
        held = {path: book.reading for path, book in self._books.items() if book.reading is not None}
        served, doubles = told_apart(held, self._served)
        self._served.clear()
        self._served.update(served)
        fresh = [path for path in doubles if self._doubles.get(path) != doubles[path]]
        self._doubles.clear()
        self._doubles.update(doubles)
        for path in fresh:
            log.warning("%s: %s", path.name, self._doubled(path))

    def _in_order(self) -> list[Path]:
        return sorted(self._books)

    def _files(self, given: Path) -> Iterator[Path]:
        """The files of one path; one that is gone is still looked at, so that it can be said."""
        if not given.is_dir():
            yield given
            if given not in self._books:  # a folder that is gone keeps what it held
                yield from (path for path in self._books if given in path.parents)
            return
        yield from (Path(found.path) for found in documents_in(given) if not found.trouble)

    def _look(self, path: Path, settled: bool) -> None:
        known = self._books.get(path)
        signature = _signature(path)
        if known is not None and known.signature == signature:
            return
        if signature is not None and not settled and _is_fresh(signature, self.settle):
            return
        reading, message = _read(path, self.how)
        if signature is not None and _signature(path) != signature:
            return  # it changed while it was read
        if known is not None and known.reading is not None and reading is not None:
            message = _lost_all(known.reading, reading)
        elif reading is not None and not reading.plan.measures:
            message = "holds no measure; it is left out"
        if message:
            log.warning("%s: %s", path.name, message)
            reading = known.reading if known is not None else None
        self._books[path] = (
            evolve(known, signature=signature, reading=reading, message=message)
            if known is not None
            else _Book(path, signature, reading, message)
        )


@define(eq=False)
class LedgerFile:
    """A ledger on disk, loaded again where it changes: its last good content, and what is wrong with it now."""

    path: Path
    settle: float = SETTLE
    ledger: Ledger = field(factory=Ledger, init=False)
    problems: tuple[Problem, ...] = field(default=(), init=False)
    _signature: Signature | None = field(default=None, init=False)

    def open(self) -> None:
        """Load it for the first time; raises ReadError or FormatError where that cannot be."""
        self._signature = _signature(self.path)
        self.ledger = load(self.path)

    def refresh(self) -> bool:
        """Load it where it has changed, unless it was written less than `settle` seconds ago; whether it says more."""
        signature = _signature(self.path)
        if signature == self._signature or (signature is not None and _is_fresh(signature, self.settle)):
            return False
        self._signature = signature
        before = self.ledger
        try:
            self.ledger, self.problems = load(self.path), ()
        except PolicyplanError as problem:
            message = str(problem).replace(str(self.path), self.path.name)
            log.warning("%s", message)
            self.problems = (Problem(self.path.name, message, kept=True),)
        return self.ledger is not before


def told_apart(
    held: Mapping[Path, Reading], before: Mapping[Path, Reading]
) -> tuple[dict[Path, Reading], dict[Path, Path]]:
    """What of the `held` is served from which file, and whose plan each other file holds.

    A plan that several files hold is served from the one that served it `before`, else from the first. A file that
    comes to hold another's plan goes on with what it held.
    """

    def began(path: Path) -> bool:
        return path not in before or before[path].plan.identity != held[path].plan.identity

    owners: dict[str, Path] = {}
    for path in sorted(held, key=lambda path: (began(path), path)):
        owners.setdefault(held[path].plan.identity, path)
    served = {path: held[path] for path in owners.values()}
    doubles = {path: owners[held[path].plan.identity] for path in sorted(held) if path not in served}
    for path in doubles:
        if path in before and owners.setdefault(before[path].plan.identity, path) == path:
            served[path] = before[path]
    return served, doubles


def _is_fresh(signature: Signature, settle: float) -> bool:
    return 0 <= time.time() - signature[0] / 1e9 < settle


def _signature(path: Path) -> Signature | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def _read(path: Path, how: Mapping[str, Any]) -> tuple[Reading | None, str]:
    """What a file holds, or why it cannot be read, without its folder's name."""
    from policyplan.reading import read

    try:
        return read(path, **how), ""
    except PolicyplanError as problem:
        return None, reason(problem, str(path)).replace(str(path), path.name)
    except Exception as problem:  # whatever a file makes a reader do, the others stay up
        log.exception("%s: reading it failed", path.name)
        return None, f"cannot be read: {type(problem).__name__}"


def _lost_all(old: Reading, new: Reading) -> str:
    """What to say where a file that held measures holds none any more: it is broken, or its work is not done."""
    return "holds no measure any more" if old.plan.measures and not new.plan.measures else ""


def _no_plan(paths: Sequence[Path], problems: Sequence[Problem]) -> str:
    names = ", ".join(map(str, paths))
    if not problems:
        return f"{names}: no plan found; expected files that end in {' '.join(sorted(SUFFIXES))}"
    return "\n".join((f"{names}: no plan can be read", *(f"  {p.file}: {p.message}" for p in problems)))
