"""Putting a site into its directory: what it remembers first, then each file that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path

from attrs import frozen

from policyplan.errors import ExportError
from policyplan.exporting.feed import Feed
from policyplan.exporting.ical import Item, ItemKind, envelope, item_kinds
from policyplan.exporting.ical.item import head_of_block
from policyplan.exporting.site import files
from policyplan.exporting.site.earlier import CANCELLED, Farewell, head_of, items_in, rebuilt
from policyplan.exporting.site.feeds import Feeds, kind_of
from policyplan.exporting.site.identities import Known
from policyplan.exporting.site.pace import Pace
from policyplan.exporting.site.report import Change, How, Publication, differences, summary_in
from policyplan.exporting.site.versions import STATE, State, Version, load, revise
from policyplan.exporting.wording import Lang


@frozen(kw_only=True, slots=False)
class Site:
    """What is to stand in the directory `root`.

    `items` are each entry's, by its id, of the kinds that the `feeds` hold; `pages` the files that are no feeds, at
    `page_paths`, made in pieces one after the other. Changes are made at `moment`, or at the items' own stamps, of
    which `latest` is the latest. What is gone is published as cancelled for `keep`; with `keep_others`, what is of
    plans that are not here is not gone, and stays as it was published. `plans` are as the directory is to know them.
    Each feed is told to `pace`.
    """

    root: Path
    feeds: Feeds
    page_paths: tuple[str, ...]
    pages: Iterable[tuple[str, Iterable[bytes]]]
    items: Mapping[ItemKind, Mapping[int, tuple[Item, ...]]]
    base: str | None
    lang: Lang
    latest: datetime
    moment: datetime | None
    keep: timedelta
    plans: dict[str, Known]
    keep_others: bool = False
    pace: Pace

    def publish(self, past: State) -> Publication:
        """Write what is not yet there; `past` is what the directory remembers."""
        self._check(past)
        left = self._left()
        files.clear_half_written(self.root, (STATE, *past.files, *self.page_paths, *left), self.feeds.paths())
        with self._prepared() as (digests, waiting):
            kept = self._kept(past)
            now = self._revised(past, digests, kept)
            changes, same = self._changes(past, now)
            # While the directory remembers what they were.
            removed = () if self.keep_others else tuple(self._remove(past))
            done: dict[bool, list[str]] = {True: [], False: []}
            for path, body in self._bodies(now, kept, left):
                done[self._put(path, body)].append(path)
            for path in waiting:
                files.place(self.root / path)
        return Publication(
            directory=self.root,
            feeds=self.feeds,
            written=(*done[True], *waiting),
            unchanged=(*done[False], *(path for path in self.page_paths if path not in waiting)),
            left=left,
            removed=removed,
            changes=changes,
            same=same,
            kept=len(kept),
        )

    def _left(self) -> tuple[str, ...]:
        """The feeds of earlier publications that are no longer part of the site."""
        there = tuple(files.feeds_in(self.root))
        wanted = set(self.feeds.paths()) if there else set()
        return tuple(path for path in there if path not in wanted)

    def _check(self, past: State) -> None:
        """Raise ExportError where a file that policyplan did not write stands in the way."""
        pages = (path for path in self.page_paths if path not in past.files)
        for path in chain(self.feeds.paths(), pages):
            files.must_be_ours(self.root / path)

    @contextmanager
    def _prepared(self) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
        """Each page's digest, and those that are new: they stand beside their places until the feeds are there."""
        digests: dict[str, str] = {}
        waiting: list[str] = []
        try:
            for path, pieces in self.pages:
                digests[path], new = files.prepare_new(self.root / path, pieces)
                if new:
                    waiting.append(path)
            yield digests, tuple(waiting)
        except (Exception, KeyboardInterrupt):
            for path in waiting:
                files.drop(self.root / path)
            raise

    def _kept(self, past: State) -> frozenset[str]:
        """The items of plans that are not here: all that were alive, but for those of the plans that are."""
        if not self.keep_others:
            return frozenset()
        alive = {uid for known in past.versions.values() for uid, version in known.items() if version.digest}
        ours = {item.uid for held in self.items.values() for some in held.values() for item in some}
        for feed in self.feeds.of_plans():
            ours.update(item.uid for item in items_in(files.read(self.root / feed.path) or b""))
        return frozenset(alive - ours)

    def _revised(self, past: State, digests: Mapping[str, str], kept: frozenset[str]) -> State:
        versions = {}
        returned = self._returned()
        for kind, known in past.versions.items():
            if kind in self.items:
                items = (item for some in self.items[kind].values() for item in some)
                known = dict(revise(known, items, self.moment, self.latest, returned, kept))
            versions[kind] = known
        others = past.files if self.keep_others else {}
        return State(versions, dict(sorted({**others, **digests}.items())), self.plans)

    def _returned(self) -> dict[str, int]:
        """The items that a feed has cancelled and is to hold again, and the highest version in which it has."""
        found: dict[str, int] = {}
        for feed in self.feeds:
            old = files.read(self.root / feed.path) or b""
            cancelled = [item for item in items_in(old) if item.cancelled] if CANCELLED in old else ()
            uids = {item.uid for _, item in self._items(feed)} if cancelled else set()
            for item in cancelled:
                if item.uid in uids:
                    found[item.uid] = max(item.sequence, found.get(item.uid, 0))
        return found

    def _items(self, feed: Feed) -> Iterator[tuple[ItemKind, Item]]:
        """What a feed is to hold."""
        for kind in item_kinds(feed.as_):
            items = self.items[kind]
            yield from ((kind, item) for entry in feed.entries for item in items[id(entry)])

    def _changes(self, past: State, now: State) -> tuple[tuple[Change, ...], int]:
        """What became of the items since `past`, and how many are as they were."""
        how = {
            kind: {
                uid: told
                for uid, version in now.versions[kind].items()
                if (told := _how(past.versions[kind].get(uid), version))
            }
            for kind in self.items
        }
        alive = {item.uid: item for held in self.items.values() for some in held.values() for item in some}
        wanted = {uid for some in how.values() for uid, told in some.items() if told != "new"}
        before = self._bodies_before(wanted)
        changes = tuple(
            _change(told, uid, kind, before.get(uid), alive.get(uid))
            for kind, some in how.items()
            for uid, told in some.items()
        )
        return changes, len(alive) - sum(change.how != "cancelled" for change in changes)

    def _bodies_before(self, uids: set[str]) -> dict[str, bytes]:
        """What the feeds of everything said about some items before."""
        found: dict[str, bytes] = {}
        for path in ("all.ics", "all-todo.ics", "all-both.ics") if uids else ():
            for item in items_in(files.read(self.root / path) or b""):
                if item.uid in uids:
                    found[item.uid] = item.body
        return found

    def _bodies(self, now: State, kept: frozenset[str], left: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The path and bytes of each file but the pages, in the order of writing: the state first."""
        yield STATE, now.dump()
        farewell = Farewell(
            versions=now.versions, now=self.moment or self.latest, keep=self.keep, lang=self.lang, kept=kept
        )
        for feed in self.pace.over(self.feeds):
            if (body := self._feed(feed, now, farewell)) is not None:
                yield feed.path, body
        for path in left:
            if _is_kept(path, self.items):
                old = (self.root / path).read_bytes()
                yield path, _joined(head_of(old), farewell.of(old, set())) or old

    def _feed(self, feed: Feed, now: State, farewell: Farewell) -> bytes | None:
        """A feed's bytes: the items it holds, and those it held of which people must hear that they are gone."""
        head, _ = envelope(feed.title, self.base + feed.path if self.base else None)
        pieces: list[bytes] = []
        uids: set[str] = set()
        for kind, item in self._items(feed):
            version = now.versions[kind][item.uid]
            pieces += (head_of_block(kind, item.uid, version.sequence, version.modified), item.body)
            uids.add(item.uid)
        body = _joined(head, pieces)
        old = files.read(self.root / feed.path)
        if old is None or old == body:
            return body
        return _joined(head, (*pieces, *farewell.of(old, uids))) or old

    def _put(self, path: str, body: bytes) -> bool:
        """Write a file; False where it stands there already."""
        if files.read(self.root / path) == body:
            return False
        files.put(self.root / path, body, lasting=path == STATE)
        return True

    def _remove(self, past: State) -> Iterator[str]:
        """Remove the pages that are no longer part of the site, where nobody changed them."""
        for path, digest in past.files.items():
            body = None if path in self.page_paths else files.read(self.root / path)
            if body is not None and files.short(sha256(body)) == digest:
                (self.root / path).unlink()
                yield path


@contextmanager
def at_work(root: Path, *, rebuild: bool = False) -> Iterator[State]:
    """Have a directory for oneself; gives what it remembers, or where that is lost or to be rebuilt, its feeds tell."""
    with _told(root), files.alone(root):
        raw = None if rebuild else files.read(root / STATE)
        if raw is not None:
            yield load(raw, str(root / STATE))
        else:
            yield rebuilt((root / path).read_bytes() for path in files.feeds_in(root))


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Turn what the system says into what to do."""
    try:
        yield
    except OSError as error:
        where = error.filename or root
        raise ExportError(
            f"cannot write {where}: {error.strerror or error}; choose a directory that you may write to"
        ) from error


def _is_kept(path: str, kinds: Iterable[ItemKind]) -> bool:
    """Whether a feed of items of these kinds alone stands at `path`."""
    kind = kind_of(path)
    return kind is not None and set(item_kinds(kind)) <= set(kinds)


def _joined(head: bytes, blocks: Sequence[bytes]) -> bytes | None:
    """A calendar; None where nothing would stand in it (RFC 5545 3.6)."""
    return b"".join((head, *blocks, b"END:VCALENDAR\r\n")) if blocks else None


def _how(before: Version | None, now: Version) -> How | None:
    """What became of an item between two versions; None where nothing did."""
    if before is None:
        return "new"
    if before.digest == now.digest:
        return None
    if now.digest is None:
        return "cancelled"
    return "changed" if before.digest is not None else "restored"


def _change(how: How, uid: str, kind: ItemKind, before: bytes | None, item: Item | None) -> Change:
    body = item.body if item is not None else before or b""
    told = differences(before, body) if before is not None and how == "changed" else ()
    return Change(how, uid, kind, summary_in(body), told)
