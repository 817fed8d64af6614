"""Why a file cannot be read, said where the file is named already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from os.path import basename

from policyplan.errors import PolicyplanError


def reason(problem: PolicyplanError, path: str, name: str = "") -> str:
    """The message of `problem` without the name of the file before it, as it stands in a line that names the file.

    The file may go by its whole path, the last part of that, or another `name`.

    >>> from policyplan import ReadError
    >>> reason(ReadError("plans/a.txt: no such file; check the path"), "plans/a.txt")
    'no such file; check the path'
    >>> reason(ReadError("a.docx is locked by a password"), "plans/a.docx")
    'is locked by a password'
    >>> reason(ReadError("a.json:1:2: not JSON"), "plans/a.json")
    'line 1, column 2: not JSON'
    """
    names = ("<stdin>",) if path == "-" else (path, name, basename(path))
    return "\n".join(_without_name(line, names) for line in str(problem).split("\n"))


def _without_name(line: str, names: Iterable[str]) -> str:
    for name in names:
        rest = line.removeprefix(name)
        if not name or rest == line:
            continue
        place = re.match(r":(\d+):(\d+): ", rest)
        if place:
            return f"line {place[1]}, column {place[2]}: {rest[place.end() :]}"
        if rest.startswith((": ", " ")):
            return rest.removeprefix(":").lstrip(" ")
    return line
