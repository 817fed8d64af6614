"""A static site of calendars: feeds for everything, each plan and each unit, and a page with links.

A site's directory remembers what it published. The file `STATE` is written first, and each file at once or not at all:
a publication that is killed leaves every feed whole, some of them older than others, and the next one finishes its work
without counting any version twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from attrs import evolve

from policyplan.errors import ExportError
from policyplan.exporting import page
from policyplan.exporting.distinct import same_identity
from policyplan.exporting.feed import Kind
from policyplan.exporting.ical import (
    Item,
    ItemKind,
    Style,
    days_of,
    item_kinds,
    items_of,
    stamp_of,
    style_of,
)
from policyplan.exporting.ical.days import knows
from policyplan.exporting.links import link_of, unit_key
from policyplan.exporting.site.feeds import checked_kinds, feeds_of
from policyplan.exporting.site.forgotten import identities_of
from policyplan.exporting.site.pace import Pace
from policyplan.exporting.site.report import Change, Difference, Publication
from policyplan.exporting.site.versions import STATE
from policyplan.exporting.site.writing import Site, at_work
from policyplan.exporting.wording import Lang
from policyplan.ledger.reports import Ledger
from policyplan.model import Entry, Plan

__all__ = [
    "INDEX", "KEEP_CANCELLED", "STATE", "Change", "Difference", "Publication", "feeds_of", "publish", "unit_key",
]  # fmt: skip

INDEX: Final = "index.html"

#: How long an item that is gone is published as cancelled.
KEEP_CANCELLED: Final = timedelta(days=90)


def publish(
    plans: Plan | Iterable[Plan],
    directory: str | os.PathLike[str],
    *,
    base_url: str | None = None,
    lang: Lang = "zh",
    kinds: Kind | Iterable[Kind] = "event",
    undated: bool = False,
    alarms: Iterable[int] = (),
    workday_alarm: bool = False,
    ledger: Ledger | None = None,
    on: date | None = None,
    as_of: date | None = None,
    keep_cancelled: timedelta = KEEP_CANCELLED,
    keep_others: bool = False,
    rebuild: bool = False,
    live_feed: str | None = None,
    on_progress: Callable[[int, int], object] | None = None,
) -> Publication:
    """Write feeds of everything, per plan and per unit, and an `index.html` to subscribe from.

    `directory` is made where it is not there. `base_url` is where it will be served: with it, the page offers webcal:
    addresses, which calendar programs open. `kinds` are the kinds of feeds to write; `lang`, `undated`, `alarms` and
    `workday_alarm` are those of `to_ical`. With a `ledger`, pages and to-dos tell where each measure stands on the day
    `on`: give both, or neither. `live_feed` is the address, relative to the site, that answers any query
    with a calendar, None where none does.

    Publishing again keeps every UID, also of measures that a new edition of a plan numbers or words otherwise, as
    `policyplan.compare` finds them again; what vanished leaves its UID to no other. An item whose content changed has
    the next SEQUENCE and a later LAST-MODIFIED; one that is gone from its feed is cancelled there for `keep_cancelled`,
    and one that comes back goes on counting.
    With `keep_others`, items of plans that are not given are not gone: their calendars and pages stay as they were
    published, but the index page does not list them. That is for when some plans cannot be read today.
    `as_of` is the day on which changes are published; where it is None, that of the plans' own latest date, so that the
    same plans over the same earlier site make the same bytes. `on_progress` is called with the number of items, pages
    and feeds that are made, and with how many are to be made.

    Each file is written beside and renamed, and left alone where its bytes are the same; no file that policyplan did
    not write is changed. Raises ExportError where one stands in the way, where the directory cannot be written or what
    it remembers is damaged (`rebuild` reads it from the feeds instead), and where two plans have one identity;
    LedgerError where the ledger does not fit the plans.

    >>> import policyplan as pp
    >>> from datetime import date
    >>> fix = pp.Measure(
    ...     text="修好东桥。",
    ...     assignments=[pp.Assignment(pp.Unit("市交通局"), pp.Role.LEAD)],
    ...     deadline=pp.DueBy(date(2024, 6, 30), "2024年6月底前"),
    ... )
    >>> task = pp.Task(number="1", measures=[fix])
    >>> plan = pp.Plan(title="临江市2024年工作要点", sections=[pp.Section(items=[task])])
    >>> done = publish(plan, "site")
    >>> done.written[1]
    'all.ics'
    >>> publish(plan, "site").written
    ()
    """
    chosen = _checked(plans)
    base = _base(base_url)
    style = style_of(
        lang=lang, undated=undated, alarms=alarms, workday_alarm=workday_alarm, ledger=ledger, on=on
    )
    feeds = feeds_of(chosen, kinds=kinds, lang=lang, undated=undated, one_of_many=keep_others)
    entries = feeds.entries
    if ledger is not None:
        for plan in chosen:
            ledger.must_fit(plan)
    root = Path(directory)
    page_paths = page.paths(chosen, lang)
    wanted = tuple(dict.fromkeys(kind for feed in checked_kinds(kinds) for kind in item_kinds(feed)))
    pace = Pace(len(wanted) * len(entries) + len(page_paths) + len(feeds), on_progress)
    with at_work(root, rebuild=rebuild) as past:
        known, uids = identities_of(chosen, past, feeds.of_plans(), root)
        pages = page.pages(
            chosen, feeds, base_url=base, lang=lang, live_feed=live_feed, progress=style.progress
        )
        site = Site(
            root=root,
            feeds=feeds,
            page_paths=page_paths,
            pages=pace.over(pages),
            items={kind: _items(entries, kind, style, uids, pace) for kind in wanted},
            base=base,
            lang=lang,
            latest=max(map(stamp_of, chosen)),
            moment=datetime.combine(as_of, time(), UTC) if as_of else None,
            keep=keep_cancelled,
            plans=known,
            keep_others=keep_others,
            pace=pace,
        )
        done = site.publish(past)
    return evolve(
        done,
        uids=uids,
        undated=tuple(entry for entry in entries if not days_of(entry)),
        unknown_years=_unknown_years(entries, style),
    )


def _items(
    entries: Sequence[Entry], kind: ItemKind, style: Style, uids: Mapping[str, str], pace: Pace
) -> dict[int, tuple[Item, ...]]:
    """Each entry's items of a kind by its id: made once for all feeds."""
    made = pace.over(items_of(entries, kind, style, uids))
    return {id(entry): items for entry, items in zip(entries, made, strict=True)}


def _unknown_years(entries: Sequence[Entry], style: Style) -> tuple[int, ...]:
    """The years of last days whose holidays are asked for and not known."""
    calendar = style.workdays
    if calendar is None:
        return ()
    years = sorted({day.year for entry in entries for day in days_of(entry)})
    return tuple(year for year in years if not knows(calendar, year))


def _checked(plans: Plan | Iterable[Plan]) -> tuple[Plan, ...]:
    chosen = (plans,) if isinstance(plans, Plan) else tuple(plans)
    if not chosen:
        raise ExportError("no plan to publish: give at least one")
    known: dict[str, Plan] = {}
    for plan in chosen:
        if not isinstance(plan, Plan):
            found = type(plan).__name__
            raise ExportError(f"cannot publish {found}: give plans (a reading's plan is its .plan)")
        if known.setdefault(plan.identity, plan) is not plan:
            raise ExportError(same_identity(known[plan.identity], plan))
    return chosen


def _base(url: str | None) -> str | None:
    if url is None:
        return None
    base = link_of(url)
    if base is None or "?" in base or "#" in base:
        raise ExportError(f"base_url is {url!r}; expected an address such as https://example.org/plans/")
    return base.rstrip("/") + "/"
