"""Which files there are: paths and folders in, one document after another out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Final, NamedTuple

from policyplan.reading.opening import FORMATS

#: The endings of the files that are taken from a folder; a file that is named itself may have any.
SUFFIXES: Final = frozenset(suffix for _, suffixes in FORMATS.values() for suffix in suffixes if suffix)

#: How the names of files begin that no person put there: hidden ones, and the locks of office programs.
LEFT_OUT: Final = (".", "~$")


class Found(NamedTuple):
    """A document to read by its path, or a folder with the `trouble` that none can be had from it.

    `name` is what the document is called within the folder that was named, "" for one that was named itself.
    """

    path: str
    name: str = ""
    trouble: str = ""


#: The file by which a folder that `publish` wrote is told: its pages would be read as plans.
SITE: Final = ".policyplan.json"


def documents_in(paths: str | PathLike[str] | Iterable[str | PathLike[str]]) -> Iterator[Found]:
    """The documents at `paths`, in their order; a folder stands for those in it, to any depth, sorted by name.

    From a folder come the files whose ending is that of a format that can be read, but no hidden ones and no locks of
    office programs (``~$…``), nor what is below a site that was published there. A link to a file is a file; links to
    folders are not followed, so that no loop of them is without end. One folder is listed at a time, when its turn
    comes. One that is named and holds no document, and any that cannot be listed, is told as a trouble.
    """
    for path in (paths,) if isinstance(paths, str | PathLike) else paths:
        name = os.fspath(path)
        if os.path.isdir(name):
            yield from _in_folder(name)
        else:
            yield Found(name)


def _in_folder(top: str) -> Iterator[Found]:
    """The documents of a folder that was named, or that there are none."""
    empty = True
    for found in _walk(top):
        empty = False
        yield found
    if empty:
        yield Found(
            top, trouble=f"holds no document; expected files that end in {' '.join(sorted(SUFFIXES))}"
        )


def _walk(top: str) -> Iterator[Found]:
    """The documents below a folder: those of a folder in it come where its own name stands in the order."""
    open_folders = [iter([(top, True)])]
    while open_folders:
        path, is_folder = next(open_folders[-1], ("", False))
        if not path:
            open_folders.pop()
        elif not is_folder:
            yield Found(path, os.path.relpath(path, top).replace(os.sep, "/"))
        else:
            try:
                open_folders.append(_listed(path))
            except OSError as problem:
                yield Found(path, trouble=f"cannot be listed: {problem.strerror or problem}")


def _listed(folder: str) -> Iterator[tuple[str, bool]]:
    """The documents and folders of one folder, sorted by name, each with whether it is a folder."""
    names, folders = [], set()
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(LEFT_OUT):
                continue
            if entry.is_dir(follow_symlinks=False):
                if os.path.exists(os.path.join(entry.path, SITE)):
                    continue
                folders.add(entry.name)
            elif not _is_document(entry):
                continue
            names.append(entry.name)
    names.sort()
    return ((os.path.join(folder, name), name in folders) for name in names)


def _is_document(entry: os.DirEntry[str]) -> bool:
    if os.path.splitext(entry.name)[1].lower() not in SUFFIXES:
        return False
    try:
        return stat.S_ISREG(entry.stat().st_mode)  # a pipe would be waited for without end
    except OSError:
        return True  # a link that leads nowhere: reading it says so
