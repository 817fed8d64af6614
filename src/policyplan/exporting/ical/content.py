"""Content lines (RFC 5545 3.1): text that every calendar program reads alike, folded."""

from __future__ import annotations

import re
from typing import Protocol

from policyplan.source import clip

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSAFE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff{_BIDI}]")
_IN_CATEGORIES = str.maketrans(",;", "、；")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


class Value(Protocol):
    """A property's value, of a type of the icalendar library's."""

    def to_ical(self) -> bytes:
        """The value as it stands in a content line."""
        ...


def text_of(text: str) -> str:
    r"""`text` as calendar programs can hold it: no control, surrogate or direction-changing character.

    Any kind of line end becomes ``\n``, white space at the ends of lines goes, and ``\`` becomes its
    full-width twin: several programs read an escaped backslash before ``n`` as a line end.
    """
    clean = _UNSAFE.sub("", _LINE_END.sub("\n", text)).replace("\\", "＼").replace("\t", " ")
    return "\n".join(line.strip() for line in clean.split("\n")).strip()


def line_of(text: str) -> str:
    """`text` as `text_of` leaves it, on one line, with single spaces."""
    return " ".join(text_of(text).split())


def category_of(text: str) -> str:
    """`text` on one short line without ASCII commas and semicolons, at which several programs split it."""
    return clip(line_of(text).translate(_IN_CATEGORIES), 80)


def content_line(name: str, value: Value) -> bytes:
    """A property with its parameters (``DUE;VALUE=DATE``) and its value, folded.

    The library's own components take three times as long, most of it to check names that are all written here.
    """
    return fold(f"{name}:{value.to_ical().decode()}")


def fold(line: str) -> bytes:
    """A content line cut into lines of at most 75 octets (RFC 5545 3.1), with its line end.

    No cut falls inside a UTF-8 character or between a backslash and what it escapes.
    """
    octets = line.encode()
    pieces = []
    start, limit = 0, 75
    while len(octets) - start > limit:
        cut = start + limit
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        before = octets[start:cut]
        cut -= (len(before) - len(before.rstrip(b"\\"))) % 2
        pieces.append(octets[start:cut])
        start, limit = cut, 74
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
