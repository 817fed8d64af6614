"""What is wrong in a file, each mistake at its JSON path."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from attrs import fields
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from policyplan.errors import FormatError

Path: TypeAlias = tuple[str | int, ...]

#: How many mistakes one error lists: enough to mend a file by, not enough to flood a terminal.
LISTED = 10

#: How many known words an unknown one is compared with.
COMPARED = 1000


class Mistake(Exception):
    """Something that cannot stand in a file; `path` leads on from the place where it is raised."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path


class Mismatch(Mistake):
    """The mistake of a value that is not what a file holds at its place.

    Its words are found only when they are asked for: a hostile file can hold a million mistakes. Where `found`
    is like one of the `known` words, that one is the hint instead of `hint`.
    """

    def __init__(
        self, found: Any, expected: str, hint: str = "", path: Path = (), known: Iterable[str] = ()
    ) -> None:
        super().__init__(expected, path)
        self.found, self.hint, self.known = found, hint, known

    def __str__(self) -> str:
        hint = nearest(self.found, self.known, self.hint) if isinstance(self.found, str) else self.hint
        return f"found {shown(self.found)}, expected {self.args[0]}" + (f"; {hint}" if hint else "")


def format_error(problem: Exception, name: str | None, path: Path = ()) -> FormatError:
    """A FormatError that lists the mistakes in `problem`, one a line, with the file and its JSON path."""
    found = _mistakes(problem, path)
    file = f"{name}: " if name else ""
    lines = [f"{file}{json_path(at)}: {what()}" for at, what in islice(found, LISTED)]
    more = sum(1 for _ in found)
    return FormatError("\n".join([*lines, *([f"{file}… and {more} more"] if more else [])]))


def json_path(path: Path) -> str:
    """A place in a file as JSONPath (RFC 9535) writes it: ``$.plan.sections[2].heading``."""
    return "$" + "".join(_step(step) for step in path)


def shown(value: Any) -> str:
    """A value as JSON shows it, cut short; objects and lists that hold more than numbers by what they are."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list) and not all(isinstance(member, int) for member in value[:20]):
        return "a list"
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = str(value)  # a Decimal, or what no JSON holds
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= 60 else f"{text[:59]}…"


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the known word most like `word`, or says `otherwise` where none is like it."""
    close = get_close_matches(word, islice(known, COMPARED), n=1)
    return f"did you mean {shown(close[0])}?" if close else otherwise


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isidentifier() and len(step) <= 60 else f"[{shown(step)}]"


def _mistakes(problem: Exception, path: Path) -> Iterator[tuple[Path, Callable[[], str]]]:
    """The mistakes in what cattrs gathered: where each is, and a function that puts it into words."""
    if isinstance(problem, BaseValidationError):
        for inner in problem.exceptions:
            yield from _mistakes(inner, (*path, *_where(inner)))
    elif isinstance(problem, ForbiddenExtraKeysError):
        for key in sorted(problem.extra_fields):
            yield (*path, key), partial(_unknown_key, key, problem)
    elif isinstance(problem, KeyError):
        yield path, lambda: "missing, but needed"
    else:
        yield (*path, *getattr(problem, "path", ())), partial(str, problem)


def _unknown_key(key: str, problem: ForbiddenExtraKeysError) -> str:
    known = [each.name for each in fields(problem.cl) if each.name not in problem.extra_fields]
    return "unknown key; " + nearest(key, known, "known are " + ", ".join(known))


def _where(problem: BaseException) -> Path:
    """The step that cattrs noted on an error: an attribute's name, an element's index or key."""
    for note in getattr(problem, "__notes__", ()):
        step = getattr(note, "name", getattr(note, "index", None))
        if step is not None:
            return (step,)
    return ()
