"""Web pages (.html): the article of a government page as paragraphs and tables, its metadata as facts.

lxml parses them: of the parsers that take any markup it is the one that tells on which line an element stands,
and the Word reader needs it anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from policyplan.errors import ReadError
from policyplan.findings import Finding, Severity
from policyplan.reading.blocks import Extract
from policyplan.reading.html.elements import prune, tidied
from policyplan.reading.html.facts import leaves, line_facts, meta_facts, take_metadata
from policyplan.reading.html.flow import write
from policyplan.reading.html.frame import find_article
from policyplan.reading.html.parsing import parsed
from policyplan.reading.manuscript import Manuscript
from policyplan.reading.text import byte_order_mark, decode, detected_encoding

MAX_BYTES = 50_000_000

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
#: The encodings a page is believed to be in when it says so: what is data chooses from a list.
_WEB_ENCODINGS = {
    "utf-8", "utf8", "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "big5", "big5-hkscs", "cp950",
    "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252", "us-ascii",
}  # fmt: skip
_ALIASES = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252", "x-gbk": "gb18030"}


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """The article of a web page as blocks, each labelled with the line of the file it begins on.

    The encoding is `encoding`, else the byte order mark's, else the one the page states where it fits, else it
    is detected. Navigation, scripts, hidden elements, struck-out text and the rest of the page's frame are left
    out, and a finding tells of them; where no article can be told from its frame, everything is kept.

    Raises `ReadError` for what `decode` refuses, for markup nested deeper than 250 elements or without end, and
    where lxml is not installed.
    """
    shown = name or "the page"
    if len(payload) > MAX_BYTES:
        raise ReadError(f"{shown} has {len(payload)} bytes, more than the {MAX_BYTES} a page may have")
    text, findings = _decoded(payload, name, encoding)
    root = parsed(text, name)
    facts = meta_facts(root)
    prune(root)
    facts += take_metadata(root)
    article = find_article(root)
    facts += line_facts(leaves(article.outside))
    manuscript = Manuscript(name)
    for finding in (*findings, *_left_out(article.left_out)):
        manuscript.report(finding)
    if article.title is not None:
        manuscript.paragraph(tidied(article.title), f"line {article.title.sourceline}", level=0)
    write(article.body, manuscript, title=article.title_text)
    return evolve(manuscript.extract(), facts=tuple(dict.fromkeys(facts)))


def _decoded(payload: bytes, name: str | None, encoding: str | None) -> tuple[str, list[Finding]]:
    stated = encoding or byte_order_mark(payload) or _stated_encoding(payload)
    if stated is not None:
        try:
            return decode(payload, encoding=stated, name=name)[0], []
        except ReadError:
            if encoding is not None:
                raise
    text, codec = decode(payload, name=name)
    return text, [] if codec == "utf-8" else [detected_encoding(codec)]


def _stated_encoding(payload: bytes) -> str | None:
    found = _CHARSET.search(payload[:4096])
    stated = found[1].decode("ascii").lower() if found else ""
    return _ALIASES.get(stated, stated) if stated in _WEB_ENCODINGS else None


def _left_out(parts: Iterable[tuple[str, str]]) -> Iterable[Finding]:
    shown = [f"{what} “{text[:20]}{'…' if len(text) > 20 else ''}”" for what, text in parts]
    if shown:
        more = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
        yield Finding(
            "page-frame",
            f"left out as the page's frame: {', '.join(shown[:12])}{more}",
            Severity.INFO,
            hint="if part of the plan is among them, save the article alone and read that",
        )
