"""From a path, an address, standard input or bytes to an extract: which format it is, and who reads it."""

from __future__ import annotations

import re
import sys
from errno import ENAMETOOLONG
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import BinaryIO, NamedTuple

from policyplan.errors import ReadError
from policyplan.reading.blocks import Extract
from policyplan.source import clip

#: The formats by name, the module that reads each, and the endings of its files.
FORMATS: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("text", (".txt", ".text", "")),
    "markdown": ("markdown", (".md", ".markdown")),
    "html": ("html", (".html", ".htm", ".xhtml", ".shtml")),
    "docx": ("docx", (".docx", ".docm", ".doc")),
    "excel": ("excel", (".xlsx", ".xlsm", ".xls")),
    "csv": ("delimited", (".csv", ".tsv")),
    "pdf": ("pdf", (".pdf",)),
    "json": ("json", (".json",)),
}
#: Other names by which people ask for a format.
ALIASES = {"txt": "text", "md": "markdown", "htm": "html", "xlsx": "excel", "tsv": "csv", "word": "docx"}
_BY_SUFFIX = {suffix: name for name, (_, suffixes) in FORMATS.items() for suffix in suffixes}
_BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/markdown": "markdown",
    "text/csv": "csv", "text/plain": "text", "application/json": "json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "excel",
}  # fmt: skip
#: The largest file that is read, in bytes.
LIMIT = 512 * 1024 * 1024
_PIECE = 1024 * 1024
#: The line below the header of a table that is drawn with characters: |---|---|.
_PIPE_TABLE = re.compile(rb"(?m)^[ \t]*\|(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)++[ \t\r]*$")


class Opened(NamedTuple):
    """A document's bytes, its name for people, its format by name, and its web address, None where it has none."""

    payload: bytes
    name: str | None
    format: str
    url: str | None = None


def open_document(source: str | PathLike[str] | bytes, format_: str | None) -> Opened:
    """Get a document's bytes and tell its format: by `format_`, else by its content and ending.

    Raises ReadError where there is no such file, it cannot be read, is empty or too large, or the format is unknown.
    """
    chosen = named_format(format_)
    if isinstance(source, bytes):
        return Opened(_checked(source, "<bytes>"), None, chosen or sniff(source, ""))
    name = fspath(source)
    if name == "-":
        payload = _checked(_at_most_one_over(sys.stdin.buffer), "<stdin>")
        return Opened(payload, "<stdin>", chosen or sniff(payload, ""))
    if name.startswith(("http://", "https://")):
        return _fetched(name, chosen)
    return _opened(_from_disk(name), name, chosen)


def opened_bytes(payload: bytes, name: str, format_: str | None) -> Opened:
    """A document in hand that is called `name`; its format is told, and errors are raised, as for one on disk."""
    return _opened(payload, name, named_format(format_))


def _opened(payload: bytes, name: str, chosen: str | None) -> Opened:
    payload = _checked(payload, name)
    return Opened(payload, Path(name).name, chosen or sniff(payload, Path(name).suffix.lower()))


def named_format(format_: str | None) -> str | None:
    """The format that `format_` names, None where it is None. Raises ReadError where it is none."""
    if format_ is None:
        return None
    name = format_.lower().lstrip(".")
    name = ALIASES.get(name, name)
    if name not in FORMATS:
        raise ReadError(f"{format_!r} is no format known here; expected one of {', '.join(FORMATS)}")
    return name


def _from_disk(name: str) -> bytes:
    path = Path(name)
    try:
        if path.stat().st_size > LIMIT:
            raise ReadError(f"{name}: {path.stat().st_size:,} bytes are too many; at most {LIMIT:,} are read")
        with path.open("rb") as file:
            return _at_most_one_over(file)
    except (OSError, ValueError) as problem:
        raise _unopened(name, problem) from None


def _unopened(name: str, problem: OSError | ValueError) -> ReadError:
    """Why a file cannot be opened, and what to do."""
    too_long = isinstance(problem, OSError) and problem.errno == ENAMETOOLONG
    if too_long or (isinstance(problem, FileNotFoundError) and _is_text(name)):
        return ReadError(f"{clip(' '.join(name.split()), 40)}: is no path but a text; give it to read_text")
    if isinstance(problem, FileNotFoundError):
        return ReadError(f"{name}: no such file; check the path")
    if isinstance(problem, IsADirectoryError):
        return ReadError(f"{name}: is a directory; name the file to read")
    return ReadError(f"{name}: cannot be read: {getattr(problem, 'strerror', None) or problem}")


def _is_text(name: str) -> bool:
    """Whether somebody gave a text where a path belongs: several lines, or a sentence (。)."""
    return "\n" in name.strip() or "。" in name


def _at_most_one_over(file: BinaryIO) -> bytes:
    """All of `file`, or so much that it is seen to be too large: a device or a pipe may have no end."""
    pieces, size = [], 0
    while size <= LIMIT and (piece := file.read(min(_PIECE, LIMIT + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _checked(payload: bytes, name: str) -> bytes:
    if not payload.strip():
        raise ReadError(f"{name}: is empty; expected a document")
    if len(payload) > LIMIT:
        raise ReadError(f"{name}: more than {LIMIT:,} bytes are not read")
    return payload


def _fetched(url: str, chosen: str | None) -> Opened:
    from policyplan.reading.fetch import fetch

    payload, content_type, final = fetch(url)
    suffix = Path(final.split("?")[0].split("#")[0]).suffix.lower()
    by_type = _BY_TYPE.get(content_type.split(";")[0].strip().lower())
    known = by_type if by_type not in (None, "text") else None
    return Opened(_checked(payload, url), url, chosen or known or sniff(payload, suffix), url)


def sniff(payload: bytes, suffix: str) -> str:
    """The format of `payload` whose file ends in `suffix`: a known ending decides, else the first bytes.

    >>> sniff(b"%PDF-1.7 ...", "")
    'pdf'
    """
    known = _BY_SUFFIX.get(suffix) if suffix else None
    found = known or _by_content(payload)
    # Tables are drawn with | in plain texts too.
    return "markdown" if found == "text" and _PIPE_TABLE.search(payload) else found


def _by_content(payload: bytes) -> str:
    head = payload[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "pdf"
    if head.startswith(b"pk\x03\x04"):
        return "excel" if b"xl/workbook" in payload else "docx"
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<") and b"<html" in head):
        return "html"
    if head.startswith(b"{") and b'"format"' in head:
        return "json"
    return "text"


def extract_with(opened: Opened, encoding: str | None) -> Extract:
    """The extract that the format's module makes of the document."""
    module = import_module(f"policyplan.reading.{FORMATS[opened.format][0]}")
    extract: Extract = module.extract(opened.payload, opened.name, encoding=encoding)
    return extract
