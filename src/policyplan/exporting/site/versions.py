"""Which version of itself each item is: SEQUENCE and LAST-MODIFIED, kept from one publication to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from attrs import Factory, evolve, field, frozen

from policyplan.errors import ExportError
from policyplan.exporting.ical.item import Item, ItemKind, written
from policyplan.exporting.site.identities import Known

#: The file that keeps them, in the site's directory.
STATE: Final = ".policyplan.json"

_encode: Final = json.JSONEncoder(ensure_ascii=False).encode

_FORMAT: Final = "policyplan site"
_VERSION: Final = 2
_KEYS: Final[dict[ItemKind, str]] = {"event": "events", "todo": "todos"}


@frozen
class Version:
    """One version of an item: `sequence` counts from 0; `digest` is of what it says, None where it is cancelled."""

    sequence: int
    modified: datetime
    digest: str | None

    def followed_by(self, digest: str | None, moment: datetime) -> Version:
        """The next version, made at `moment`, or a second after this one where that is no later."""
        return Version(self.sequence + 1, max(moment, self.modified + timedelta(seconds=1)), digest)


@frozen
class State:
    """What a site's directory remembers: each item's version, by kind and UID, and each file that is no feed.

    Versions of items that are long gone stay: a UID that comes back goes on counting. `files` gives the digest of
    each file as it was last written, `plans` what the UIDs are of, by identity; None where nothing remembers that.
    """

    versions: dict[ItemKind, dict[str, Version]] = field(default=Factory(lambda: {"event": {}, "todo": {}}))
    files: dict[str, str] = field(factory=dict)
    plans: dict[str, Known] | None = None

    def dump(self) -> bytes:
        """The state as UTF-8 JSON, one item a line."""
        parts = {key: _rows(self.versions[kind]) for kind, key in _KEYS.items()} | {"files": self.files}
        parts["plans"] = {name: known.to_json() for name, known in sorted((self.plans or {}).items())}
        body = ",\n".join(f"{json.dumps(name)}: {_object(rows)}" for name, rows in parts.items())
        # A lone surrogate, which a JSON file can hold, has no UTF-8.
        return f'{{"format": {json.dumps(_FORMAT)}, "version": {_VERSION},\n{body}}}\n'.encode(
            errors="surrogatepass"
        )


def load(raw: bytes, name: str) -> State:
    """Read a state; raises ExportError, with the file's `name`, where it is damaged or of a later version."""
    try:
        told = json.loads(raw)
        version = told["version"]
        if told["format"] != _FORMAT or not isinstance(version, int):
            raise ValueError("another format")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(name, error) from error
    if version > _VERSION:
        raise ExportError(
            f"{name} was written by a later policyplan (format {version}); publish with that one"
        )
    try:
        return State(
            {kind: {uid: _version(*row) for uid, row in told[key].items()} for kind, key in _KEYS.items()},
            {_inside(path): str(digest) for path, digest in told["files"].items()},
            {name: Known.of_json(rows) for name, rows in told["plans"].items()} if version > 1 else None,
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _damaged(name, error) from error


def revise(
    past: Mapping[str, Version],
    items: Iterable[Item],
    moment: datetime | None,
    latest: datetime,
    returned: Mapping[str, int],
    kept: Set[str] = frozenset(),
) -> Iterator[tuple[str, Version]]:
    """Each item's version now, by UID; what is no longer among the `items` is followed by a cancelled version.

    What changed changed at `moment`; where that is None, at the item's own stamp, and what is gone went at `latest`.
    The `returned` items follow the versions in which a feed has cancelled them, though they went on in others. The
    `kept` are not among the `items`, and stay as they are.
    """
    seen = set()
    for item in items:
        seen.add(item.uid)
        version = _next(past.get(item.uid), item, moment)
        if (cancelled := returned.get(item.uid, -1)) >= version.sequence:
            version = evolve(version, sequence=cancelled).followed_by(item.digest, moment or item.stamp)
        yield item.uid, version
    for uid, version in past.items():
        if uid not in seen:
            stays = version.digest is None or uid in kept
            yield uid, version if stays else version.followed_by(None, moment or latest)


def _next(before: Version | None, item: Item, moment: datetime | None) -> Version:
    digest = item.digest
    if before is None:
        return Version(0, item.stamp, digest)
    return before if before.digest == digest else before.followed_by(digest, moment or item.stamp)


def _rows(versions: Mapping[str, Version]) -> dict[str, Any]:
    return {
        uid: (version.sequence, written(version.modified), version.digest)
        for uid, version in sorted(versions.items())
    }


def _object(rows: Mapping[str, Any]) -> str:
    return "{" + ",\n".join(f"{_encode(key)}: {_encode(row)}" for key, row in rows.items()) + "}"


def _version(sequence: Any, modified: Any, digest: Any) -> Version:
    if type(sequence) is not int or sequence < 0 or not isinstance(digest, str | None):
        raise ValueError(f"no version: {sequence!r}, {digest!r}")
    return Version(sequence, moment_of(modified), digest)


def _inside(path: str) -> str:
    """A path as it stands; raises ValueError where it leads out of the site."""
    if path.startswith("/") or not {"..", ""}.isdisjoint(re.split(r"[/\\]", path)) or ":" in path:
        raise ValueError(f"{path!r} leads out of the site")
    return path


def moment_of(text: str) -> datetime:
    """The moment that `written` wrote; raises ValueError where it is none."""
    parts = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", text, re.ASCII)
    if parts is None:
        raise ValueError(f"no moment: {text!r}")
    year, month, day, hour, minute, second = map(int, parts.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _damaged(name: str, error: Exception) -> ExportError:
    return ExportError(
        f"{name} is damaged ({type(error).__name__}: {error}): without it calendars would count their versions anew; "
        "restore it from a copy, or publish with rebuild=True (--rebuild), which reads them from the feeds"
    )
