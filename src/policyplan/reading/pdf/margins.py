"""Running heads and page numbers: what stands at one height of several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import evolve

from policyplan.reading.pdf.layout import Line, Page

_PAGE_NUMBER = re.compile(
    r"[\s—–\-－―─·•.]*(?:第|[Pp]age|P\.?)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*页?"
    r"(?:\s*(?:[/／]|of|，?\s*共)\s*\d{1,4}\s*页?)?[\s—–\-－―─·•.]*"
)
#: What a browser prints around a page: when it was printed, and from which address.
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午\s*)?\d{1,2}:\d\d(?::\d\d)?(?!\d).*"
    r"|(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")
#: How much of the page's height, at the top and at the bottom, is margin where page numbers stand.
_MARGIN = 0.12
#: The part of it where a running head stands; text may begin below.
_HEAD = 0.1
#: A page less high, in points, has margins as wide as one of this height (A4 set across).
_FULL_HEIGHT = 595
_LOOKED_AT = 3


def without_running_heads(pages: Sequence[Page]) -> tuple[list[Page], list[Line]]:
    """The pages without their running heads and page numbers, and the lines left out.

    A page number is a lone number in the upper or lower eighth of a page, and so is the hour or the address with
    which a browser prints it. A running head is among the first or
    last three lines of two pages or more, in the upper or lower tenth, at the same height with the same words,
    numbers aside; in a document of more than eight pages, of a third of them.
    """
    repeated = _repeated(pages)
    kept, left_out = [], []
    for page in pages:
        out = {line for line in _edge_lines(page) if _is_number(line, page) or _key(line) in repeated}
        left_out += [item for item in page.items if isinstance(item, Line) and item in out]
        kept.append(evolve(page, items=tuple(item for item in page.items if item not in out)))
    return kept, left_out


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for line in _edge_lines(page):
            if _in_margin(line, page, _HEAD):
                found[_key(line)].add(page.number)
    enough = max(2, len(pages) // 3)
    return {key for key, numbers in found.items() if len(numbers) >= enough}


def _edge_lines(page: Page) -> Iterator[Line]:
    yield from (
        item for item in (*page.items[:_LOOKED_AT], *page.items[-_LOOKED_AT:]) if isinstance(item, Line)
    )


def _is_number(line: Line, page: Page) -> bool:
    told = _PAGE_NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text)
    return told is not None and _in_margin(line, page, _MARGIN)


def _in_margin(line: Line, page: Page, share: float) -> bool:
    room = max(share * page.height, min(share * _FULL_HEIGHT, page.height / 5))
    return line.bottom <= room or line.top >= page.height - room


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.top / 4)
