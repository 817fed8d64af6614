"""What the command line writes: UTF-8 on every stream, whole files or none, in a format one can name."""

from __future__ import annotations

import codecs
import functools
import io
import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
from attrs import frozen

from policyplan.saving import save, saving

Command = TypeVar("Command", bound=Callable[..., Any])
HANG_UP = 141  # 128 + SIGPIPE, as shells count


def write_utf8() -> None:
    """Make standard output and error write UTF-8 whatever the locale; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _encoding(stream: TextIO) -> str:
    own = codecs.lookup(stream.encoding).name
    return own if stream.isatty() and own != "ascii" else "utf-8"


def hang_up() -> int:
    """Let the program end quietly when whoever read its output has left; the exit status to end with."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    return HANG_UP


def lang_option(what: str) -> Callable[[Command], Command]:
    """The option `--lang`, for the own words of `what`."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help=f"The language of {what}.")


@frozen
class Output:
    """Where a command writes, None for standard output, and in which format."""

    path: Path | None
    format: str

    def put(self, content: bytes) -> None:
        """Write all of `content`, or raise ExportError and write nothing."""
        if self.path is not None:
            save(self.path, content)
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def write(self, pieces: Iterable[bytes]) -> None:
        """Write pieces as they come, to a file that is whole or not there; nothing at all where none comes."""
        coming = iter(pieces)
        first = next(coming, None)
        if first is None:
            return
        if self.path is not None:
            with saving(self.path) as file:
                file.writelines(chain([first], coming))
            return
        for piece in chain([first], coming):
            self.put(piece)

    def refuse_unless(self, option: str, formats: tuple[str, ...]) -> None:
        """Raise UsageError where the format is none of `formats`, the only ones that have a use for `option`."""
        if self.format not in formats:
            wanted = " or ".join(f"--to {each}" for each in formats)
            raise click.UsageError(f"{option} goes with {wanted}, not with {self.format}")

    @property
    def on_terminal(self) -> bool:
        """Whether what is written shows on a terminal."""
        return self.path is None and sys.stdout.isatty()


def writes(formats: tuple[str, ...]) -> Callable[[Command], Command]:
    """Give a command the options `--to` and `-o` for `formats`, the first the default, as one `output`."""

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_output(*arguments: Any, to: str | None, output: str | None, **options: Any) -> Any:
            path = None if output in (None, "-") else Path(str(output))
            return command(*arguments, output=Output(path, _format(path, formats, to)), **options)

        format_ = click.option("--to", type=click.Choice(formats), help="The format to write.")
        file = click.option(
            "-o", "--output", metavar="FILE", help="The file to write; its suffix names a format."
        )
        decorated: Any = format_(file(with_output))
        return decorated  # type: ignore[no-any-return]

    return decorate


def _format(path: Path | None, possible: tuple[str, ...], to: str | None) -> str:
    """The format `to`, else the one that the suffix of `path` names, else the first of `possible`."""
    suffix = path.suffix.lstrip(".").lower() if path else ""
    if to and suffix in possible and to != suffix:
        raise click.UsageError(f"--to {to} and {str(path)!r} name two formats; leave one out")
    if path is None or to:
        return to or possible[0]
    if suffix not in possible:
        raise click.UsageError(
            f"{str(path)!r} names no format by its suffix; possible: {', '.join(possible)}"
        )
    return suffix
