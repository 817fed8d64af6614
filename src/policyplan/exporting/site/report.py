"""What a publication did: which items are new, changed or gone, and which files were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from attrs import field, frozen

from policyplan.exporting.feed import Feed
from policyplan.exporting.ical import ItemKind
from policyplan.exporting.site.earlier import lines_of
from policyplan.model import Entry

How = Literal["new", "changed", "restored", "cancelled"]

#: What can become of an item, in the order in which it is told.
HOWS: Final[tuple[How, ...]] = ("new", "changed", "restored", "cancelled")

_FACTS: Final = {
    "SUMMARY": "summary", "DTSTART": "day", "DUE": "day", "DESCRIPTION": "description", "CATEGORIES": "categories",
    "COLOR": "colour", "URL": "link", "STATUS": "progress", "PERCENT-COMPLETE": "progress",
}  # fmt: skip


@frozen
class Difference:
    """One fact that an item tells differently: what it was and what it is, as calendars write it."""

    fact: str
    before: str = field(repr=False)
    after: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.fact} {self.before} → {self.after}" if self.fact == "day" else self.fact


@frozen
class Change:
    """What became of one item: it is new, changed in its `differences`, cancelled, or restored after that.

    `differences` is () too where the feeds that told what the item was are not there any more.
    """

    how: How
    uid: str
    kind: ItemKind
    summary: str
    differences: tuple[Difference, ...] = ()

    def __str__(self) -> str:
        told = f" ({', '.join(map(str, self.differences))})" if self.differences else ""
        return f"{self.how}: {self.summary}{told}"


@frozen(kw_only=True)
class Publication:
    """What `publish` did in `directory`; paths are relative to it, with ``/``.

    `feeds` are the site's calendars, each made when it is asked for; one that shows nothing has no file. `written` and
    `unchanged` are the site's files; `left` the feeds of earlier publications that are no longer part of it (they stay,
    for people may subscribe to them); `removed` the files other than feeds that are no longer part of it.

    `changes` tells what became of the items, in the order of the plans, the cancelled ones last; `same` counts those
    that nothing happened to, `kept` those of plans that were not given and stay. `undated` are the measures that have
    no day: ongoing, conditional, without a deadline, or recurring on days that the plan does not fix. No calendar shows
    them but as to-dos. `unknown_years` are those whose holidays were asked for and are not known; there weekends alone
    are days off. `uids` are the UIDs of measures that were published under another number, by what is their
    `Entry.uid` now.
    """

    directory: Path
    feeds: Sequence[Feed] = field(repr=False)
    written: tuple[str, ...]
    unchanged: tuple[str, ...] = field(repr=False)
    left: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    same: int = 0
    kept: int = 0
    undated: tuple[Entry, ...] = field(default=(), repr=False)
    unknown_years: tuple[int, ...] = ()
    uids: Mapping[str, str] = field(factory=dict, repr=False)

    def changed(self, how: How) -> tuple[Change, ...]:
        """The items of which one thing became."""
        return tuple(change for change in self.changes if change.how == how)

    def __str__(self) -> str:
        units = len({feed.name for feed in self.feeds if feed.kind == "unit" and feed.shown})
        counts = Counter(change.how for change in self.changes)
        items = [f"{counts[how]} {how}" for how in HOWS if counts[how]]
        left = f", {len(self.left)} left from before" if self.left else ""
        undated = f"; measures without a day for a calendar: {len(self.undated)}" if self.undated else ""
        return (
            f"{self.directory}: feeds of {units} units, {len(self.written)} files written, "
            f"{len(self.unchanged)} unchanged{left}; items: {', '.join([*items, f'{self.same} unchanged'])}{undated}"
        )


def summary_in(body: bytes) -> str:
    """The summary that an item's content lines give."""
    lines = (line for line in lines_of(body) if line.startswith("SUMMARY:"))
    return unescaped(next(lines, "").removeprefix("SUMMARY:"))


def differences(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """The facts that two versions of an item tell differently, in the order of its content lines."""
    old, new = _facts(lines_of(before)), _facts(lines_of(after))
    return tuple(
        Difference(fact, old.get(fact, ""), new.get(fact, ""))
        for fact in dict.fromkeys((*new, *old))
        if old.get(fact) != new.get(fact)
    )


def _facts(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    inside = False
    for line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0]
        inside = (inside or line == "BEGIN:VALARM") and line != "END:VALARM"
        fact = ("reminders" if name == "TRIGGER" else None) if inside else _FACTS.get(name)
        if fact is not None:
            found[fact] = "\n".join(filter(None, (found.get(fact), unescaped(value))))
    return {fact: _day(value) if fact == "day" else value for fact, value in found.items()}


def _day(value: str) -> str:
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}"


def unescaped(value: str) -> str:
    """A text value without its escapes (RFC 5545 3.3.11); the backslash itself never stands in ours."""
    return value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
