"""What the command line writes: UTF-8 on every stream, whole files or none, one table of formats."""

from __future__ import annotations

import codecs
import io
import os
import sys
from pathlib import Path
from typing import TextIO

import click

from policyplan.errors import ExportError

HANG_UP = 141  # 128 + SIGPIPE, as shells count


def write_utf8() -> None:
    """Make standard output and error write UTF-8 whatever the locale says, but leave a terminal its own encoding."""
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


def choose_format(to: str | None, output: str | None, possible: tuple[str, ...], default: str) -> str:
    """The format named by `--to`, else by the suffix of the output file, else `default`."""
    suffix = Path(output).suffix.lstrip(".").lower() if output and output != "-" else ""
    chosen = to or suffix or (None if output and output != "-" else default)
    if chosen not in possible:
        named = f"--to {to}" if to else f"the output's name {output!r}"
        raise click.UsageError(f"{named} is no format to write here; possible: {', '.join(possible)}")
    return chosen


def put(content: bytes, output: str | None) -> None:
    """Write `content` to the file `output`, or to standard output where it is None or ``-``."""
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        save(Path(output), content)


def save(path: Path, content: bytes) -> None:
    """Write a file beside `path`, then rename it: `path` holds all of `content` or what it held before."""
    if path.exists() and not path.is_file() and not path.is_dir():  # /dev/stdout, a named pipe
        path.write_bytes(content)
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise ExportError(f"{path}: cannot be written: {problem.strerror}") from problem
