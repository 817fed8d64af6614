"""Files written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from policyplan.errors import ExportError


def save(path: str | os.PathLike[str], content: bytes) -> None:
    """Write `content` to a file, which then holds all of it or what it held before.

    Raises ExportError as `saving` does.
    """
    with saving(path) as file:
        file.write(content)


@contextmanager
def saving(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends, and is dropped when it fails.

    It is written beside `path` and then renamed. A link is followed, and a file that is replaced keeps its mode; a
    device or a pipe is written to as it is. Raises ExportError where the file cannot be written, also where it is
    marked as not to be written.
    """
    target = Path(path)
    try:
        with _opened(target) as file:
            yield file
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ExportError(f"{target}: cannot be written: {reason}") from problem


@contextmanager
def _opened(target: Path) -> Iterator[BinaryIO]:
    if target.exists() and not target.is_file() and not target.is_dir():  # /dev/stdout, a named pipe
        with target.open("wb") as file:
            yield file
        return
    target = target.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(0, "it is marked read-only")
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            yield file
        if target.is_file():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink()
