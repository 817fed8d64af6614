"""The pages people subscribe from: static files that ask for nothing from elsewhere.

Every page is one file that works by itself, opened from a disk or under any address: its style and script
stand in it, allowed by their digests (Content Security Policy, W3C), and nothing else may run or load.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyplan.checks import check
from policyplan.exporting.feed import Feed
from policyplan.exporting.page.contents import Contents, contents, listed, page_path
from policyplan.exporting.page.offers import offers
from policyplan.exporting.page.shell import GENERATOR as GENERATOR
from policyplan.exporting.page.shell import Page, Place
from policyplan.exporting.page.words import OTHER
from policyplan.exporting.wording import Lang
from policyplan.findings import Finding
from policyplan.model import Plan


def render_site(
    plans: Sequence[Plan],
    feeds: Sequence[Feed],
    *,
    base_url: str | None,
    lang: Lang,
    live_feed: str | None = None,
) -> dict[str, bytes]:
    """Every file of the site that is no calendar, by its path relative to the site.

    That is ``index.html`` and a page for each plan, in `lang`; and the same in the other language in a folder
    named after it (``en/index.html``). Where there is one plan, ``index.html`` shows it in full.
    `base_url` is the address that the feeds' paths are joined to, None where it is not known. `live_feed` is
    the address that answers any query with a calendar (``/feed.ics``), None where none does.

    >>> from policyplan import Measure, Plan, Section, Task
    >>> plan = Plan(title="临江市2024年工作要点", sections=[Section(items=[Task(measures=[Measure(text="修桥。")])])])
    >>> for path in render_site([plan], [], base_url=None, lang="zh"):
    ...     print(path)
    index.html
    plans/2024-...html
    en/index.html
    en/plans/2024-...html
    """
    base = base_url and base_url.rstrip("/") + "/"
    offered = offers(feeds, base)
    names = {id(plan): page_path(plan) for plan in plans}
    files = {}
    pages = _pages(plans)
    own = [offered.on(held) for _, held, _ in pages]
    for which in (lang, OTHER[lang]):
        for (name, held, found), rows in zip(pages, own, strict=True):
            place = Place(which, lang, name, names, live_feed or "")
            files[place.path] = Page(place, held, found, rows, base).render()
    return files


def _pages(plans: Sequence[Plan]) -> list[tuple[str, Contents, tuple[Finding, ...] | None]]:
    """Each page's path, what it is about, and the findings about its plan, None on the page of all plans."""
    tasks = [listed(plan) for plan in plans]
    pages: list[tuple[str, Contents, tuple[Finding, ...] | None]] = [
        (page_path(plan), contents([plan], [own]), check(plan))
        for plan, own in zip(plans, tasks, strict=True)
    ]
    first = ("index.html", *pages[0][1:]) if len(pages) == 1 else ("index.html", contents(plans, tasks), None)
    return [first, *pages]
