"""Files of a site: read, written at once or not at all, and never anyone else's."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from policyplan.errors import ExportError
from policyplan.exporting.page import GENERATOR
from policyplan.exporting.site.earlier import HEAD
from policyplan.exporting.site.feeds import FOLDERS, kind_of

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

#: How much of a file is read to tell whose it is.
_START = 1024

#: How much of a file is copied at once.
_AT_ONCE = 1 << 20


def read(path: Path) -> bytes | None:
    """What stands in the file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def put(path: Path, body: bytes, *, lasting: bool = False) -> None:
    """Write `body` to `path` at once or not at all; `lasting` waits until the disk holds it."""
    prepare(path, body, lasting=lasting)
    place(path)


def prepare(path: Path, body: bytes, *, lasting: bool = False) -> None:
    """Write `body` beside `path`, ready for `place`; `lasting` waits until the disk holds it."""
    beside = _beside(path)
    file = _new(beside)
    try:
        with file:
            file.write(body)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def prepare_new(path: Path, pieces: Iterable[bytes]) -> tuple[str, bool]:
    """Prepare a file in pieces, unless it stands at `path` as it is; its digest, and whether it is new."""
    whole = sha256()
    with ExitStack() as opened:
        old = opened.enter_context(path.open("rb")) if path.is_file() else None
        new = None
        same = 0
        for piece in pieces:
            whole.update(piece)
            if new is None and old is not None and old.read(len(piece)) == piece:
                same += len(piece)
                continue
            new = new or opened.enter_context(_begun(path, old, same))
            new.write(piece)
        if new is None and (old is None or old.read(1)):
            new = opened.enter_context(_begun(path, old, same))
    return short(whole), new is not None


def short(whole: Hash) -> str:
    """The digest by which a file is known."""
    return whole.hexdigest()[:16]


@contextmanager
def _begun(path: Path, old: BinaryIO | None, same: int) -> Iterator[BinaryIO]:
    """A new file beside `path`, with the first bytes of the old one, dropped where it cannot be finished."""
    beside = _beside(path)
    try:
        with _new(beside) as new:
            if old is not None:
                old.seek(0)
            while old is not None and same:
                same -= new.write(old.read(min(same, _AT_ONCE)))
            yield new
    except Exception:
        beside.unlink(missing_ok=True)
        raise


def place(path: Path) -> None:
    """Put what was prepared into its place, or drop it."""
    beside = _beside(path)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def drop(path: Path) -> None:
    """Take away what was prepared, where it is still there."""
    _beside(path).unlink(missing_ok=True)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Make the directory and keep other publications out of it meanwhile, where the system can."""
    root.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    import fcntl

    folder = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # Some network file systems lock no directories.
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def clear_half_written(root: Path, pages: Collection[str], feeds: Iterable[str]) -> None:
    """Remove what a killed publication left beside `pages` and `feeds`, which are asked for where it left anything."""
    found = {
        f"{folder}/{name}" if folder else name: path
        for folder in dict.fromkeys(("", *FOLDERS, *(path.rpartition("/")[0] for path in pages)))
        for path in (root / folder).glob(".*.policyplan")
        if (name := path.name.removeprefix(".").removesuffix(".policyplan"))
    }
    for path in chain(pages, feeds) if found else ():
        if path in found:
            found[path].unlink(missing_ok=True)


def must_be_ours(path: Path) -> None:
    """Raise ExportError where something stands at `path` that policyplan did not write."""
    if os.path.lexists(path) and not is_ours(path):
        raise ExportError(f"policyplan did not write {path}; move it, or choose another directory")


def is_ours(path: Path) -> bool:
    """Whether policyplan wrote the feed or page at `path`."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(_START)
    return start.startswith(HEAD) if path.suffix == ".ics" else GENERATOR.encode() in start


def feeds_in(root: Path) -> Iterator[str]:
    """The paths of all feeds that policyplan wrote, in order."""
    for folder in ("", *FOLDERS):
        names = os.listdir(root / folder) if (root / folder).is_dir() else ()
        for name in sorted(names):
            path = f"{folder}/{name}" if folder else name
            if kind_of(path) and is_ours(root / path):
                yield path


def _new(path: Path) -> BinaryIO:
    """A new file, in a folder that is made where it is not there."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.policyplan")
