"""The pages people subscribe from: static files that ask for nothing from elsewhere.

Every page is one file that works by itself, opened from a disk or under any address: its style and script
stand in it, allowed by their digests (Content Security Policy, W3C), and nothing else may run or load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyplan.checks import check
from policyplan.exporting.feed import Feed
from policyplan.exporting.page.body import body
from policyplan.exporting.page.contents import Contents, contents, listed, page_path
from policyplan.exporting.page.offers import Rows, offers, plan_terms
from policyplan.exporting.page.shell import GENERATOR as GENERATOR
from policyplan.exporting.page.shell import Page, Place
from policyplan.exporting.page.words import OTHER
from policyplan.exporting.wording import Lang
from policyplan.findings import Finding
from policyplan.ledger.standing import Progress
from policyplan.model import Plan

INDEX = "index.html"


def render_site(
    plans: Sequence[Plan],
    feeds: Sequence[Feed],
    *,
    base_url: str | None,
    lang: Lang,
    live_feed: str | None = None,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """Every file of the site that is no calendar, by its path relative to the site.

    That is ``index.html`` and a page for each plan, in `lang`; and the same in the other language in a folder
    named after it (``en/index.html``). Where there is one plan, ``index.html`` shows it in full.
    `base_url` is the address that the feeds' paths are joined to, None where it is not known. `live_feed` is
    the address that answers any query with a calendar (``/feed.ics``), None where none does. With `progress`, each
    measure is shown with where it stands on its day.

    >>> from policyplan import Measure, Plan, Section, Task
    >>> plan = Plan(title="临江市2024年工作要点", sections=[Section(items=[Task(measures=[Measure(text="修桥。")])])])
    >>> for path in render_site([plan], [], base_url=None, lang="zh"):
    ...     print(path)
    index.html
    plans/2024-...html
    en/index.html
    en/plans/2024-...html
    """
    made = pages(plans, feeds, base_url=base_url, lang=lang, live_feed=live_feed, progress=progress)
    return {path: b"".join(pieces) for path, pieces in made}


def paths(plans: Sequence[Plan], lang: Lang) -> tuple[str, ...]:
    """Where the pages of a site stand, in the order of `pages`."""
    names = (INDEX, *map(page_path, plans))
    return tuple(Place(which, lang, name).path for which in (lang, OTHER[lang]) for name in names)


def pages(
    plans: Sequence[Plan],
    feeds: Sequence[Feed],
    *,
    base_url: str | None,
    lang: Lang,
    live_feed: str | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """What `render_site` tells, each page in pieces to be taken before the next: large pages are never held whole."""
    base = base_url and base_url.rstrip("/") + "/"
    offered = offers(feeds)
    ways = {id(plan): page_path(plan) for plan in plans}
    terms = plan_terms(plans) if live_feed else {}
    subjects = tuple(_subjects(plans, progress))
    rows = [offered.on(held) for _, held, _ in subjects]
    for which in (lang, OTHER[lang]):
        for (names, held, found), own in zip(subjects, rows, strict=True):
            places = [Place(which, lang, name, ways, terms, live_feed or "") for name in names]
            yield from _alike(places, held, found, own, base)


def _alike(
    places: Sequence[Place],
    held: Contents,
    found: tuple[Finding, ...] | None,
    offered: Rows,
    base: str | None,
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The pages of one language about the same, which is written once and let go of before the next is."""
    parts = body(held, found, places[0].lang)
    for place in places:
        yield place.path, Page(place, held, found is None, offered, base, parts).render()


def _subjects(
    plans: Sequence[Plan], progress: Progress | None
) -> Iterator[tuple[tuple[str, ...], Contents, tuple[Finding, ...] | None]]:
    """What pages are about: the names of those about it, and the findings about the plan, None for all plans."""
    tasks = [listed(plan) for plan in plans]
    if len(plans) != 1:
        yield (INDEX,), contents(plans, tasks, progress), None
    for plan, own in zip(plans, tasks, strict=True):
        names = (page_path(plan),) if len(plans) != 1 else (INDEX, page_path(plan))
        yield names, contents([plan], [own], progress), check(plan)
