"""What UIDs are of, where nothing remembers it: read from what the calendars say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from policyplan.editions._matching import Item, matched
from policyplan.editions.wording import plain
from policyplan.exporting.ical.content import text_of
from policyplan.exporting.site.earlier import Earlier, lines_of
from policyplan.exporting.site.identities import Again, Known, identified, uids_of_items
from policyplan.exporting.site.report import unescaped
from policyplan.exporting.site.versions import State
from policyplan.exporting.site.writing import items_of_everything
from policyplan.model import Entry, Plan


def identities_of(plans: Sequence[Plan], past: State, root: Path) -> tuple[dict[str, Known], dict[str, str]]:
    """What `identified` gives for what the directory `root` remembers in `past`.

    In its first version what is remembered did not say what UIDs are of, nor does it where it had to be read from the
    feeds. Then the texts in the feeds tell, of the UIDs that the measures have by their numbers; of a single plan, also
    of those that none has.
    """
    taken = {uid for some in past.versions.values() for uid in some}
    if past.plans is not None:
        return identified(past.plans, plans, taken)
    said = {item.uid: item for item in items_of_everything(root)} if taken else {}
    if len(plans) > 1:
        return identified({}, plans, taken, lambda plan: _guessed(plan, past, said))
    return identified({}, plans, taken, lambda plan: _with_the_rest(plan, _guessed(plan, past, said), said))


def _guessed(plan: Plan, past: State, said: dict[str, Earlier]) -> Again:
    """What is found again by the texts of items; one whose text is lost is taken for what has its number."""
    entries = plan.entries()
    before: dict[str, str] = {}
    gone: dict[str, str] = {}
    for entry in entries if any(past.versions.values()) else ():
        uids = [
            uid
            for uid in uids_of_items(entry, entry.uid)
            if any(uid in some for some in past.versions.values())
        ]
        items = [said[uid] for uid in uids if uid in said]
        alive = [item for item in items if not item.cancelled]
        if alive or (not items and _goes_on(uids, past)):
            before[entry.uid] = _text_in(alive[0].body) if alive else _text(entry)
        elif uids:
            gone[entry.uid] = _text_in(items[0].body) if items else ""
    numbers = {entry.uid: entry.key for entry in entries}
    olds = [Item(numbers[uid], words=words) for uid, words in before.items()]
    pairs = matched(olds, [Item(entry.key, words=_text(entry)) for entry in entries])
    uids = list(before)
    kept = {entries[new].key: uids[old] for old, new in pairs.items()}
    return Again(kept, gone | {uid: before[uid] for at, uid in enumerate(uids) if at not in pairs})


def _with_the_rest(plan: Plan, again: Again, said: dict[str, Earlier]) -> Again:
    """The same, with the events that are under no number that the plan has."""
    claimed = {uid for entry in plan.entries() for uid in uids_of_items(entry, entry.uid)}
    rest = (item for item in said.values() if item.kind == "event" and item.uid not in claimed)
    return Again(again.kept, again.gone | {item.uid: _text_in(item.body) for item in rest})


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
