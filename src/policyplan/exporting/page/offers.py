"""The calendars a page offers, as its script reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from policyplan.exporting.feed import Feed
from policyplan.exporting.page import qr
from policyplan.exporting.page.contents import Contents

#: In a site of more calendars than this, only those of everything, of plans and of units have QR codes.
MOST_CODES: Final = 2_000

Codes = Mapping[str, tuple[int, str]]


def webcal(base: str, path: str) -> str:
    """The address that a calendar program opens by itself."""
    return f"webcal://{base.partition('://')[2]}{path}"


def codes(feeds: Sequence[Feed], base: str | None) -> Codes:
    """The QR code of each calendar that is offered first, by its path; none without a place on the web."""
    if base is None:
        return {}
    few = len(feeds) <= MOST_CODES
    chosen = [
        feed.path
        for feed in feeds
        if feed.shown and feed.as_ == feeds[0].as_ and (few or not (feed.lead or feed.subordinates))
    ]
    drawn = qr.codes(webcal(base, path) for path in chosen)
    return {path: drawn[webcal(base, path)] for path in chosen if webcal(base, path) in drawn}


def offers(held: Contents, feeds: Sequence[Feed], drawn: Codes) -> list[list[Any]]:
    """Each calendar about what the page is about.

    A row holds whose it is (``all``, ``plan``, ``unit``), the number of that plan or unit, whether it holds only
    what the unit leads, whether it holds its subordinate bodies' measures, its kind of items, its path, how
    many measures it holds, how many of them it shows, and its QR code, 0 where there is none.
    """
    numbers = {id(plan): number for number, plan in enumerate(held.plans)}
    rows = []
    for feed in feeds:
        whose = _whose(held, feed, numbers)
        if whose is not None and feed.shown:
            kinds = [feed.kind, whose, int(feed.lead), int(feed.subordinates), feed.as_, feed.path]
            rows.append([*kinds, len(feed.entries), feed.shown, drawn.get(feed.path, 0)])
    return rows


def _whose(held: Contents, feed: Feed, numbers: Mapping[int, int]) -> int | None:
    if feed.kind == "all":
        return 0
    if feed.kind == "plan":
        return numbers.get(id(feed.plan))
    return held.unit_of(feed)
