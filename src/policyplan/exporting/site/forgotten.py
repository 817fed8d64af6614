"""What UIDs are of, where nothing remembers it: read from what the calendars say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policyplan.editions._matching import Item, matched
from policyplan.editions.wording import plain
from policyplan.exporting.feed import Feed
from policyplan.exporting.ical.content import text_of
from policyplan.exporting.site import files
from policyplan.exporting.site.earlier import Earlier, items_in, lines_of
from policyplan.exporting.site.identities import Again, Known, identified, uids_of_items
from policyplan.exporting.site.report import unescaped
from policyplan.exporting.site.versions import State
from policyplan.model import Entry, Plan


def identities_of(
    plans: Iterable[Plan], past: State, feeds: Iterable[Feed], root: Path
) -> tuple[dict[str, Known], dict[str, str]]:
    """What `identified` gives for what the directory `root` remembers in `past`.

    In its first version what is remembered did not say what UIDs are of, nor does it where it had to be read from the
    feeds. Then the texts in a plan's own feeds tell.
    """
    paths: dict[str, list[str]] = {}
    for feed in feeds:
        if feed.plan is not None:
            paths.setdefault(feed.plan.identity, []).append(feed.path)

    def guess(plan: Plan) -> Again:
        bodies = (files.read(root / path) or b"" for path in paths.get(plan.identity, ()))
        return _guessed(plan, past, {item.uid: item for body in bodies for item in items_in(body)})

    taken = {uid for some in past.versions.values() for uid in some}
    return identified(past.plans or {}, plans, taken, guess if taken else None)


def _guessed(plan: Plan, past: State, said: dict[str, Earlier]) -> Again:
    """What is found again by the texts of items; one whose text is lost is taken for what has its number."""
    entries = plan.entries()
    before: dict[str, str] = {}
    gone: dict[str, str] = {}
    claimed: set[str] = set()
    for entry in entries:
        own = tuple(uids_of_items(entry, entry.uid))
        claimed.update(own)
        uids = [uid for uid in own if any(uid in some for some in past.versions.values())]
        items = [said[uid] for uid in uids if uid in said]
        alive = [item for item in items if not item.cancelled]
        if alive or (not items and _goes_on(uids, past)):
            before[entry.uid] = _text_in(alive[0].body) if alive else _text(entry)
        elif uids:
            gone[entry.uid] = _text_in(items[0].body) if items else ""
    numbers = {entry.uid: entry.key for entry in entries}
    olds = [Item(numbers[uid], words=words) for uid, words in before.items()]
    pairs = matched(olds, [Item(entry.key, words=_text(entry)) for entry in entries])
    known = list(before)
    kept = {entries[new].key: known[old] for old, new in pairs.items()}
    gone |= {uid: before[uid] for at, uid in enumerate(known) if at not in pairs}
    # Events under numbers that the plan does not have any more: a to-do's UID does not tell the measure's.
    rest = (item for item in said.values() if item.kind == "event" and item.uid not in claimed)
    return Again(kept, gone | {item.uid: _text_in(item.body) for item in rest})


def _goes_on(uids: Iterable[str], past: State) -> bool:
    """Whether one of the items was not cancelled."""
    versions = (some[uid] for some in past.versions.values() for uid in uids if uid in some)
    return any(version.digest is not None for version in versions)


def _text(entry: Entry) -> str:
    """The first paragraph of what an entry's items say, as words are compared."""
    return plain(text_of(entry.measure.text).partition("\n\n")[0])


def _text_in(body: bytes) -> str:
    """The same, as an item says it."""
    lines = (line.removeprefix("DESCRIPTION:") for line in lines_of(body) if line.startswith("DESCRIPTION:"))
    text, parted, _ = unescaped(next(lines, "")).partition("\n\n")
    return plain(text) if parted else ""
