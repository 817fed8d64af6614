"""Which UID each measure is published under: the one it had, whatever its number and words are by now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from attrs import field, frozen

from policyplan.editions._editions import duty_of
from policyplan.editions._matching import Item
from policyplan.editions.outlines import Outlined, matched_measures, outline_of
from policyplan.exporting.ical.days import days_of
from policyplan.exporting.ical.item import event_uid, todo_uid
from policyplan.model import Entry, Plan, Recurring


@frozen
class Known:
    """A plan as it was published: a digest of what measures are found again by, that itself, and what is gone.

    There is a row for each task: its key, number and heading, those of the sections around it, its words and duty where
    they are not its measures', and each measure's UID, words and duty. `gone` gives the words of measures by UID:
    theirs is never another's, and their own again should they come back.
    """

    digest: str = ""
    rows: Sequence[Any] = field(factory=list, repr=False)
    gone: dict[str, str] = field(factory=dict)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Known:
        """What `to_json` told; raises ValueError, TypeError or LookupError where it is something else."""
        gone = {_uid(uid): _text(said) for uid, said in told["gone"].items()}
        return cls(_text(told["digest"]), [_checked(row) for row in told["tasks"]], gone)

    def to_json(self) -> dict[str, Any]:
        """The plan as values for JSON."""
        return {"digest": self.digest, "tasks": self.rows, "gone": self.gone}

    def uids(self) -> dict[str, str]:
        """The UID of each measure, by its key."""
        return {
            f"{key}/{at}": uid
            for key, *_, measures in self.rows
            for at, (uid, _, _) in enumerate(measures, 1)
        }

    def tasks(self) -> tuple[Outlined, ...]:
        """The tasks as they are found again."""
        return tuple(map(_task, self.rows))


@frozen
class Again:
    """What is found again of a plan: the UID of each measure by its key now, and the words of what is gone, by UID."""

    kept: dict[str, str] = field(factory=dict)
    gone: dict[str, str] = field(factory=dict)


def identified(
    past: Mapping[str, Known],
    plans: Iterable[Plan],
    taken: Iterable[str] = (),
    guess: Callable[[Plan], Again] | None = None,
) -> tuple[dict[str, Known], dict[str, str]]:
    """The plans as they are to be known from now on, and the UIDs of measures that are not their own, by `Entry.uid`.

    A measure that `policyplan.compare` finds again keeps its UID, one that says what a vanished one said has that
    one's. Any other is new: its own where no measure ever had that, else one made from it, so that its items have none
    of the UIDs `taken` by items. A plan that is not known is found again by the `guess`.
    """
    by_identity = {plan.identity: plan for plan in plans}
    again = {
        identity: _again(past[identity], plan) if identity in past else guess(plan) if guess else Again()
        for identity, plan in by_identity.items()
    }
    items = {*taken}
    used = {uid for known in past.values() for uid in (*known.uids().values(), *known.gone)}
    used |= {uid for each in again.values() for uid in (*each.kept.values(), *each.gone)}
    found = dict(past)
    others: dict[str, str] = {}
    for identity, plan in by_identity.items():
        if identity not in past or past[identity].digest != digest_of(plan):
            found[identity] = _settled(plan, again[identity], used, items)
        uids = found[identity].uids()
        pairs = ((entry.uid, uids[entry.key]) for entry in plan.entries())
        others.update((own, uid) for own, uid in pairs if own != uid)
    return found, others


def _again(known: Known, plan: Plan) -> Again:
    uids = known.uids()
    if known.digest == digest_of(plan):
        return Again(uids, known.gone)
    tasks = known.tasks()
    kept = {new: uids[old] for old, new in matched_measures(tasks, outline_of(plan)).items()}
    held = {*kept.values()}
    said = {uids[key]: words for key, words in _said(tasks)}
    return Again(kept, known.gone | {uid: words for uid, words in said.items() if uid not in held})


def _settled(plan: Plan, again: Again, used: set[str], items: set[str]) -> Known:
    """The plan as it is to be known: every measure with a UID, new ones with one that is not `used`, nor any item's."""
    waiting: dict[str, list[str]] = {}
    for uid, words in again.gone.items():
        waiting.setdefault(words, []).append(uid)
    outline = outline_of(plan)
    entries = {entry.key: entry for entry in plan.entries()}
    uids = dict(again.kept)
    for key, words in _said(outline):
        if key not in uids:
            back = waiting.get(words) if words else None
            uids[key] = back.pop(0) if back else _unused(entries[key], used, items)
    held = {*uids.values()}
    gone = {uid: words for uid, words in again.gone.items() if uid not in held}
    return Known(digest_of(plan), [_row(task, uids) for task in outline], gone)


def digest_of(plan: Plan) -> str:
    """A digest of all that the measures of a plan are found again by."""
    told = sha256()
    for section in plan.sections:
        for path, task in section.walk():
            parts = [f"{each.number} {each.heading}" for each in path]
            parts += (task.number, task.heading, task.text)
            parts += (part for measure in task.measures for part in (measure.text, duty_of(measure)))
            told.update(repr(parts).encode(errors="replace"))
    return told.hexdigest()[:16]


def _unused(entry: Entry, used: set[str], items: set[str]) -> str:
    """The entry's own UID, or where that has been another measure's, the first made from it that has been nobody's."""
    uid, count = entry.uid, 1
    while uid in used or (items and not items.isdisjoint(uids_of_items(entry, uid))):
        count += 1
        uid = str(uuid5(UUID(entry.uid), f"measure {count}"))
    used.add(uid)
    return uid


def uids_of_items(entry: Entry, uid: str) -> Iterator[str]:
    """The UIDs that the items of an entry with the UID `uid` have, whatever their kind."""
    days = days_of(entry) if isinstance(entry.measure.deadline, Recurring) else ()
    for day in (None, *days):
        yield event_uid(uid, day)
        yield todo_uid(uid, day)


def _said(tasks: Iterable[Outlined]) -> Iterator[tuple[str, str]]:
    """The key of each measure, and what it says."""
    for task in tasks:
        for at, measure in enumerate(task.measures, 1):
            yield f"{task.key}/{at}", measure.words or task.item.heading or task.item.words


def _row(task: Outlined, uids: Mapping[str, str]) -> list[Any]:
    item = task.item
    words = "".join(measure.words for measure in task.measures)
    duty = "".join(measure.duty for measure in task.measures)
    return [
        task.key, item.number, item.heading, item.context,
        None if item.words == words else item.words, None if item.duty == duty else item.duty,
        [[uids[f"{task.key}/{at}"], each.words, each.duty] for at, each in enumerate(task.measures, 1)],
    ]  # fmt: skip


def _task(row: Sequence[Any]) -> Outlined:
    key, number, heading, context, words, duty, measures = row
    items = [Item(str(at), words=said, duty=parts) for at, (_, said, parts) in enumerate(measures)]
    words = "".join(item.words for item in items) if words is None else words
    duty = "".join(item.duty for item in items) if duty is None else duty
    return Outlined(key, Item(number, heading, words, context, duty), tuple(items))


def _checked(row: Sequence[Any]) -> Sequence[Any]:
    """A row as it stands; raises ValueError or TypeError where it is none, as it is used much later."""
    key, number, heading, context, words, duty, measures = row
    for text in (key, number, heading, context, words or "", duty or ""):
        _text(text)
    for uid, said, parts in measures:
        _uid(uid)
        _text(said + parts)
    return row


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r:.80}")
    return value


def _uid(text: Any) -> str:
    """A UID as it stands, for it is written into calendars; raises ValueError where it is none."""
    if not _UID.fullmatch(_text(text)):
        raise ValueError(f"no UID: {text!r:.80}")
    return _text(text)


_UID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
