"""Plans that take another's place under another number: their items are new, and the other's are cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.exporting.feed import Feed
from policyplan.exporting.ical import envelope
from policyplan.exporting.links import file_name
from policyplan.exporting.site import files
from policyplan.exporting.site.earlier import head_of, items_in
from policyplan.exporting.site.report import Publication
from policyplan.exporting.site.versions import STATE, load
from policyplan.model import Plan


def renumbered(done: Publication) -> Iterator[tuple[Plan, str]]:
    """Each plan published whose title is that of one that this publication has cancelled, and that one's identity."""
    cancelled = {change.uid for change in done.changed("cancelled")}
    if not cancelled:
        return
    remembered = load((done.directory / STATE).read_bytes(), STATE).plans or {}
    feeds = {feed.path: feed for feed in done.feeds if feed.plan is not None}
    given = {feed.plan.identity for feed in feeds.values() if feed.plan is not None}
    for identity in sorted(remembered.keys() - given):
        for feed in feeds.values():
            if feed.plan is not None and _took_its_place(feed, feed.plan, identity, done, cancelled):
                yield feed.plan, identity
                break


def _took_its_place(feed: Feed, plan: Plan, identity: str, done: Publication, cancelled: set[str]) -> bool:
    """Whether the plan `identity` had the feed's title, and items that are cancelled now."""
    path = feed.path.replace(file_name(plan.identity), file_name(identity))
    if path not in done.left:
        return False
    old = files.read(done.directory / path) or b""
    same_title = _name(head_of(old)) == _name(envelope(feed.title)[0])
    return same_title and any(item.uid in cancelled for item in items_in(old))


def _name(head: bytes) -> bytes:
    """What a calendar's head calls it, as it is written."""
    return head.partition(b"\r\nNAME:")[2].partition(b"\r\nX-WR-CALNAME:")[0]
