"""Feeds as they were published before: their items, and what became of those that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from policyplan.exporting import wording
from policyplan.exporting.ical import PRODID, ItemKind, fold
from policyplan.exporting.ical.item import block, digest_of
from policyplan.exporting.site.versions import State, Version, moment_of
from policyplan.exporting.wording import Lang

#: By this a feed that policyplan wrote is told from any other.
HEAD: Final = f"BEGIN:VCALENDAR\r\nPRODID:{PRODID}\r\n".encode()

#: The colour of what is cancelled (RFC 7986 5.9).
CANCELLED_COLOUR: Final = "gray"

#: The line that tells it.
CANCELLED: Final = b"\r\nSTATUS:CANCELLED\r\n"

_BLOCK = re.compile(
    rb"BEGIN:V(?P<kind>EVENT|TODO)\r\nUID:(?P<uid>[0-9a-f-]{36})\r\nDTSTAMP:\w+\r\n"
    rb"LAST-MODIFIED:(?P<modified>\d{8}T\d{6}Z)\r\nSEQUENCE:(?P<sequence>\d{1,9})\r\n"
    rb"(?P<body>.*?\r\nEND:V(?P=kind)\r\n)",
    re.DOTALL,
)
_ALARM = re.compile(rb"BEGIN:VALARM\r\n.*?\r\nEND:VALARM\r\n", re.DOTALL)
_FOLDED = re.compile(rb"\r\n[ \t]")


@frozen
class Earlier:
    """An item as a feed has published it."""

    uid: str
    kind: ItemKind
    sequence: int
    modified: datetime
    body: bytes
    raw: bytes

    @property
    def cancelled(self) -> bool:
        """Whether it was published as cancelled."""
        return CANCELLED in self.body

    @property
    def version(self) -> Version:
        """The version that was published."""
        return Version(self.sequence, self.modified, None if self.cancelled else digest_of(self.body))


def items_in(feed: bytes) -> Iterator[Earlier]:
    """The items of a feed that policyplan wrote, in its order; what is damaged is passed over."""
    for found in _BLOCK.finditer(feed):
        try:
            modified = moment_of(found["modified"].decode())
        except ValueError:
            continue
        kind: ItemKind = "event" if found["kind"] == b"EVENT" else "todo"
        yield Earlier(
            found["uid"].decode(), kind, int(found["sequence"]), modified, found["body"], found.group()
        )


def head_of(feed: bytes) -> bytes:
    """What stands before a feed's first item."""
    first = _BLOCK.search(feed)
    return feed[: first.start()] if first else b""


def rebuilt(feeds: Iterable[bytes]) -> State:
    """The state that feeds tell: each item's highest version, of those in which it is not cancelled if there is one.

    A feed may have cancelled an item that goes on in others.
    """
    state = State()
    for feed in feeds:
        for item in items_in(feed):
            versions, found = state.versions[item.kind], item.version
            known = versions.get(item.uid)
            if known is None or _rank(known) < _rank(found):
                versions[item.uid] = found
    return state


def _rank(version: Version) -> tuple[bool, int, datetime]:
    return version.digest is not None, version.sequence, version.modified


@frozen(kw_only=True)
class Farewell:
    """How items take leave of a feed: cancelled at `now`, and dropped once they have been so for `keep`.

    The `kept` are of plans that are not looked at, and do not take leave.
    """

    versions: Mapping[ItemKind, Mapping[str, Version]]
    now: datetime
    keep: timedelta
    lang: Lang
    kept: Set[str] = frozenset()

    def of(self, feed: bytes, uids: set[str]) -> tuple[bytes, ...]:
        """The kept and the cancelled items that a feed is to hold beside `uids`, which it holds now.

        A calendar may not be empty (RFC 5545 3.6): where nothing else would be left, all stay.
        """
        others = [item for item in items_in(feed) if item.uid not in uids]
        kept = tuple(item.raw for item in others if self._stays(item))
        gone = [self._cancelled(item) for item in others if not self._stays(item)]
        fresh = tuple(raw for since, raw in gone if max(self.now, since) - since < self.keep)
        return kept + fresh if kept or fresh or uids else tuple(raw for _, raw in gone)

    def _stays(self, item: Earlier) -> bool:
        return item.uid in self.kept and not item.cancelled

    def _cancelled(self, item: Earlier) -> tuple[datetime, bytes]:
        """Since when an item is cancelled, and how it is published."""
        if item.cancelled:
            return item.modified, item.raw
        now = self.versions[item.kind].get(item.uid)
        if now is not None and now.digest is None:
            sequence, since = now.sequence, now.modified
        else:  # It goes on elsewhere, or nobody knows it.
            sequence = max(item.sequence + 1, now.sequence if now else 0)
            since = max(self.now, item.modified, now.modified if now else item.modified)
        return since, block(item.kind, item.uid, sequence, since, _cancelled_body(item.body, self.lang))


def _cancelled_body(body: bytes, lang: Lang) -> bytes:
    """The content lines with another summary, status and colour, and without reminders."""
    lines = []
    for line in lines_of(_ALARM.sub(b"", body)):
        name, _, value = line.partition(":")
        match name:
            case "SUMMARY":
                line = f"SUMMARY:{wording.words(lang).cancelled.format(value)}"
            case "STATUS":
                line = "STATUS:CANCELLED"
            case "COLOR":
                line = f"COLOR:{CANCELLED_COLOUR}"
        lines.append(fold(line))
    return b"".join(lines)


def lines_of(body: bytes) -> list[str]:
    """The content lines, unfolded."""
    return _FOLDED.sub(b"", body).decode(errors="replace").removesuffix("\r\n").split("\r\n")
