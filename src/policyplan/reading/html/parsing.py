"""Markup as a tree of elements, within bounds."""

from __future__ import annotations

from policyplan.errors import ReadError
from policyplan.reading.html.elements import Element
from policyplan.reading.optional import library

#: The most elements a page may hold: a hundred times those of a long plan.
MAX_ELEMENTS = 1_000_000


def parsed(markup: str, name: str | None) -> Element:
    """The root of the tree that a browser would make of `markup`.

    Raises `ReadError` for markup nested deeper than 250 elements or with more than `MAX_ELEMENTS` of them.
    """
    shown = name or "the page"
    html = library("lxml.html", extra="html", name=name)
    etree = library("lxml.etree", extra="html", name=name)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
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
