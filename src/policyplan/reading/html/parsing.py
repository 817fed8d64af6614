"""Markup as a tree of elements, within bounds."""

from __future__ import annotations

import re

from policyplan.errors import ReadError
from policyplan.reading.html.elements import Element
from policyplan.reading.optional import library

#: The most elements a page may hold: a hundred times those of a long plan.
MAX_ELEMENTS = 1_000_000

#: What no XML text may hold, but a page can: control characters and the two that are none.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));?", re.IGNORECASE)


def parsed(markup: str, name: str | None) -> Element:
    """The root of the tree that a browser would make of `markup`.

    Raises `ReadError` for markup nested deeper than 250 elements or with more than `MAX_ELEMENTS` of them.
    """
    shown = name or "the page"
    html = library("lxml.html", extra="html", name=name)
    etree = library("lxml.etree", extra="html", name=name)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_fit(markup).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"{shown} cannot be read as a web page: {error}") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ReadError(
            f"{shown} nests its markup deeper than 250 elements; save the article alone and read that"
        )
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise ReadError(
            f"{shown} has more than {MAX_ELEMENTS} elements; save the article alone and read that"
        )
    return root


def _fit(markup: str) -> str:
    """The markup with a space for each character that lxml would keep but not write: such text cannot be moved."""
    return _UNFIT.sub(" ", _REFERENCE.sub(_referred, markup))


def _referred(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return " " if code < 0x110000 and _UNFIT.match(chr(code)) else match[0]
