"""Many files at once: one reading after another, whatever any of them holds."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, TypeVar, cast

from attrs import field, frozen

from policyplan.errors import PolicyplanError
from policyplan.findings import Finding, Severity
from policyplan.model import Plan, Reading
from policyplan.reading.many.told import reason
from policyplan.reading.many.walking import SUFFIXES, Found, documents_in
from policyplan.source import Source

if TYPE_CHECKING:
    from typing import Unpack

    from policyplan.reading import How

__all__ = ["SUFFIXES", "FileReading", "Found", "documents_in", "each_document", "read_many"]

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
Made = TypeVar("Made")


@frozen(repr=False, kw_only=True)
class FileReading(Reading):
    """What became of one of many files: a reading that knows the file's `path`.

    A file that cannot be read has a reading, too: `failed` is true, the plan is empty, and the one finding, of severity
    error, says why. So all that takes readings or plans takes these, and nobody can lose a file without a word.
    """

    path: str = field(default="", eq=False)
    failed: bool = False

    def __repr__(self) -> str:
        if self.failed:
            return f"<FileReading {self.path!r}: not read: {self.findings[0].message}>"
        return f"<FileReading {self.path!r}: {Reading.__repr__(self)[len('<Reading ') :]}"


def read_many(
    paths: Paths,
    *,
    jobs: int = 1,
    on_progress: Callable[[int, str], object] | None = None,
    **how: Unpack[How],
) -> Iterator[FileReading]:
    """Read many files and folders, one reading after another, in the order of the paths.

    A folder stands for the documents in it, to any depth, sorted by name: files whose ending is that of a format
    that can be read, without hidden ones and locks of office programs (``~$…``). Links to folders are not followed.

    No file stops the others: of one that cannot be read, the reading is `failed` and its finding says why. So is that
    of a folder that is named and holds no document.

    The source of a plan from a folder is called by its path within that folder, so that files of one name are told
    apart in records, and that these are the same wherever the folder stands.

    Readings are made as they are asked for, and none is kept: as many files are read as there are, in the memory that
    a few take. With `jobs` above 1 that many processes read, a little ahead; one that is killed, for want of memory or
    by a file that breaks a library, costs that file's reading alone. They are spawned: a program that is a file must
    ask for them under ``if __name__ == "__main__":``.

    `on_progress` is called with the number of files done and the path of the last, before each is given. `how` are the
    options of `read`, the same for every file.

    >>> for reading in read_many(["examples/jilin_2022/source.txt", "absent.txt"]):
    ...     print(reading.path, len(reading.plan.tasks), [finding.message for finding in reading.errors])
    examples/jilin_2022/source.txt 25 []
    absent.txt 0 ['no such file; check the path']
    """
    outcomes = each_document(documents_in(paths), how, _as_it_is, jobs=jobs)
    return outcomes if on_progress is None else _told(outcomes, on_progress)


def each_document(
    found: Iterable[Found], how: How, make: Callable[[FileReading], Made], *, jobs: int = 1
) -> Iterator[Made]:
    """What `make` gives for the reading of each document, in their order; see `read_many`.

    It is made where the document is read, in one of `jobs` processes: both `make` and what it gives must be picklable.
    Errors that policyplan raises in `make` are raised.
    """
    from policyplan.reading import check_how

    if jobs < 1:
        raise ValueError(f"jobs is how many processes read, at least 1, not {jobs}")
    check_how(how)
    return _each(found, partial(_made, how=how, make=make), make, jobs)


def _each(
    found: Iterable[Found], work: Callable[[Found], Made], make: Callable[[FileReading], Made], jobs: int
) -> Iterator[Made]:
    if jobs == 1:
        yield from map(work, found)
        return
    from policyplan.reading.many.workers import Crew

    for done in Crew(work, jobs, here=_must_stay).each(found):
        if done.problem is None:
            yield cast("Made", done.result)
        elif isinstance(done.problem, PolicyplanError):
            raise done.problem
        else:
            yield make(_broken(done.item.path, done.problem))


def _made(found: Found, how: How, make: Callable[[FileReading], Made]) -> Made:
    return make(_read(found, how))


def _read(found: Found, how: How) -> FileReading:
    """The reading of one document, a failed one where there is none."""
    from policyplan.reading import read_named

    path, name, trouble = found
    if trouble:
        return _failed(path, Finding("unread-file", trouble, Severity.ERROR))
    try:
        reading = read_named(path, name or None, **how)
    except PolicyplanError as problem:
        return _failed(path, Finding("unread-file", reason(problem, path, name), Severity.ERROR))
    except Exception as problem:  # whatever a file makes a reader do, the others are read
        return _broken(path, problem)
    return FileReading(plan=reading.plan, findings=reading.findings, as_read=reading.as_read, path=path)


def _broken(path: str, problem: BaseException) -> FileReading:
    from concurrent.futures import BrokenExecutor

    if isinstance(problem, BrokenExecutor):
        message = "the process that read it was killed: it may take more memory than there is"
    else:
        message = f"reading it broke down: {type(problem).__name__}: {problem}"
    return _failed(path, Finding("broken-reader", message, Severity.ERROR, hint="report the file"))


def _failed(path: str, finding: Finding) -> FileReading:
    return FileReading(plan=Plan(source=Source("", path)), findings=(finding,), path=path, failed=True)


def _must_stay(found: Found) -> bool:
    """Whether a document cannot be read in another process: standard input, a pipe."""
    if found.path == "-":
        return True
    try:
        return not stat.S_ISREG(os.stat(found.path).st_mode)
    except (OSError, ValueError):
        return False


def _as_it_is(reading: FileReading) -> FileReading:
    return reading


def _told(
    outcomes: Iterator[FileReading], on_progress: Callable[[int, str], object]
) -> Iterator[FileReading]:
    for done, reading in enumerate(outcomes, 1):
        on_progress(done, reading.path)
        yield reading
