"""Text from plans as HTML and JSON that cannot be mistaken for anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import islice
from typing import Final

#: What no page needs: controls other than line ends, marks that turn the direction of text, halves of
#: surrogate pairs, and code points that are no characters.
_UNSAFE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_ODD: Final = re.compile(f"{_UNSAFE.pattern}|\n|{_LINE_END.pattern}")

#: How many rows of a list are written at once.
_AT_ONCE: Final = 500
_SPACE: Final = re.compile(r"[ \t\u3000]*\n\s*")


def plain(text: str) -> str:
    r"""`text` without what could harm a page; any kind of line end becomes ``\n``.

    >>> plain("修好\u202e东桥。\r\n\x00")
    '修好东桥。'
    """
    if _ODD.search(text):  # most texts hold none of these
        text = _SPACE.sub("\n", _UNSAFE.sub("", _LINE_END.sub("\n", text).replace("\t", " ")))
    return text.strip()


def line(text: str) -> str:
    """`text` as `plain` leaves it, on one line."""
    return " ".join(plain(text).split())


def text(value: str) -> str:
    """`value` as HTML, its lines kept.

    >>> text('<b>"东桥"')
    '&lt;b&gt;&quot;东桥&quot;'
    """
    return escape(plain(value))


def one(value: str) -> str:
    """`value` as HTML, on one line: for names, headings and attributes."""
    return escape(line(value))


def chinese(value: str) -> str:
    """The attribute that says text is Chinese, for those who hear the page in another language; else "".

    >>> chinese("修好东桥"), chinese("Mend the bridge")
    (' lang="zh"', '')
    """
    return ' lang="zh"' if _HAN.search(value) else ""


def json_block(name: str, values: Mapping[str, object]) -> Iterator[str]:
    """A script element that holds JSON and is never run, in pieces; no text in it can end it.

    >>> "".join(json_block("words", {"title": "</script>"}))
    '<script type="application/json" id="words">{"title":"\\\\u003c/script>"}</script>'
    """
    yield f'<script type="application/json" id="{name}">{{'
    for at, (key, value) in enumerate(values.items()):
        yield f"{',' if at else ''}{_json(key)}:"
        if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
            yield from _rows(value)
        else:
            yield _json(value)
    yield "}</script>"


def _rows(rows: Iterable[object]) -> Iterator[str]:
    """A long list as JSON, never whole."""
    yield "["
    left = iter(rows)
    parted = ""
    while some := list(islice(left, _AT_ONCE)):
        yield parted + _json(some)[1:-1]
        parted = ","
    yield "]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
