"""A static site of calendars: a feed for everything, one per plan and per unit, and a page with links."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from attrs import field, frozen

from policyplan.errors import ExportError
from policyplan.exporting import page, wording
from policyplan.exporting.feed import Feed
from policyplan.exporting.ical import (
    PRODID,
    components,
    days_of,
    entries_of,
    envelope,
    line_of,
    same_identity,
)
from policyplan.exporting.links import link_of
from policyplan.exporting.wording import Lang
from policyplan.model import Entry, Plan, Unit


@frozen
class Publication:
    """What `publish` did in `directory`; paths are relative to it, with ``/``.

    `feeds` are the site's calendars; one whose measures have no day has no file. `left` are the feeds of
    earlier publications that are no longer part of the site: they stay, for people may subscribe to them.
    `undated` are the measures that no calendar shows: ongoing, conditional, without a deadline, or recurring
    on days that the plan does not fix.
    """

    directory: Path
    feeds: tuple[Feed, ...] = field(repr=False)
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    left: tuple[str, ...]
    undated: tuple[Entry, ...] = field(repr=False)

    def __str__(self) -> str:
        units = sum(feed.kind == "unit" and bool(feed.shown) for feed in self.feeds)
        files = f"{len(self.written)} files written, {len(self.unchanged)} unchanged"
        left = f", {len(self.left)} left from before" if self.left else ""
        undated = f"; measures without a day for a calendar: {len(self.undated)}" if self.undated else ""
        return f"{self.directory}: feeds of {units} units, {files}{left}{undated}"


def publish(
    plans: Plan | Iterable[Plan],
    directory: str | os.PathLike[str],
    *,
    base_url: str | None = None,
    lang: Lang = "zh",
) -> Publication:
    """Write `all.ics`, a feed per plan and per unit, and an `index.html` to subscribe from.

    `directory` is made where it is not there. A unit's feed holds the measures that name the unit itself.
    File names are ASCII, as not every web server and file system carries others, and stay the same from one
    publication to the next. `base_url` is where the directory will be served: with it, the page offers
    webcal: addresses, which calendar programs open.

    Each file is written beside and renamed, and left alone where its bytes are the same; no file that
    policyplan did not write is changed. Raises ExportError where one stands in the way, where the directory
    cannot be written, and where two plans have one identity.

    >>> import policyplan as pp
    >>> from datetime import date
    >>> fix = pp.Measure(
    ...     text="修好东桥。",
    ...     assignments=[pp.Assignment(pp.Unit("市交通局"), pp.Role.LEAD)],
    ...     deadline=pp.DueBy(date(2024, 6, 30), "2024年6月底前"),
    ... )
    >>> task = pp.Task(number="1", measures=[fix])
    >>> plan = pp.Plan(title="临江市2024年工作要点", sections=[pp.Section(items=[task])])
    >>> for path in publish(plan, "site").written:
    ...     print(path)
    all.ics
    plans/2024-...ics
    units/...ics
    index.html
    >>> publish(plan, "site").written
    ()
    """
    chosen = _checked(plans)
    wording.words(lang)
    base = _base(base_url)
    feeds = feeds_of(chosen, lang)
    undated = tuple(entry for entry in feeds[0].entries if not days_of(entry))
    files = [feed.path for feed in feeds if feed.shown]
    root = Path(directory)
    done: dict[bool, list[str]] = {True: [], False: []}
    try:
        for path in (*files, INDEX):
            _must_be_ours(root / path)
        left = _left(root, set(files))
        for path, body in _bodies(feeds, chosen, undated, base, lang):
            done[_put(root / path, body)].append(path)
    except OSError as error:
        where = error.filename or root
        raise ExportError(
            f"cannot write {where}: {error.strerror or error}; choose a directory that you may write to"
        ) from error
    return Publication(root, feeds, tuple(done[True]), tuple(done[False]), left, undated)


INDEX: Final = "index.html"


def feeds_of(plans: tuple[Plan, ...], lang: Lang) -> tuple[Feed, ...]:
    """The calendars of a site: everything, each plan, each unit in the order in which it is first named."""
    says = wording.words(lang)
    entries = entries_of(plans)
    whole = plans[0].title if len(plans) == 1 else ""
    feeds = [_feed("all", whole or says.all_plans, "all.ics", entries)]
    for plan in plans:
        path = f"plans/{_file_name(plan.identity)}"
        feeds.append(_feed("plan", plan.title or plan.identity or says.all_plans, path, plan.entries()))
    for key, (name, held) in _by_unit(plans).items():
        feeds.append(_feed("unit", name, f"units/{_file_name(name, key)}", tuple(held.values())))
    return tuple(feeds)


def _feed(kind: Literal["all", "plan", "unit"], name: str, path: str, entries: tuple[Entry, ...]) -> Feed:
    shown = sum(bool(days_of(entry)) for entry in entries)
    return Feed(kind=kind, name=line_of(name), title=line_of(name), path=path, entries=entries, shown=shown)


def _by_unit(plans: tuple[Plan, ...]) -> dict[str, tuple[str, dict[str, Entry]]]:
    """Each unit's name and entries, by what tells it from all others.

    That is its canonical name; where it has none, its name together with the plan's first issuer, as two
    provinces have each a 省教育厅.
    """
    found: dict[str, tuple[str, dict[str, Entry]]] = {}
    names: dict[str, str] = {}
    for plan in plans:
        for duties in plan.units():
            key = _unit_key(duties.unit, plan)
            name = duties.name
            if names.setdefault(name, key) != key:
                name = f"{name}（{next(iter(plan.document.issuers), plan.title)}）"
            held = found.setdefault(key, (name, {}))[1]
            held.update({entry.uid: entry for _, entry in duties.entries})
    return found


def _unit_key(unit: Unit, plan: Plan) -> str:
    return unit.canonical or "#".join((*plan.document.issuers[:1], unit.name))


def _file_name(name: str, key: str | None = None) -> str:
    """A file name: the ASCII words of `name`, for people, and a digest of `key`, which is no other's."""
    readable = "-".join(re.findall("[a-z0-9]+", name.lower()))[:40].strip("-")
    digest = sha256((key or name).encode(errors="replace")).hexdigest()[:12]
    return f"{readable}-{digest}.ics" if readable else f"{digest}.ics"


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


def _bodies(
    feeds: tuple[Feed, ...], plans: tuple[Plan, ...], undated: tuple[Entry, ...], base: str | None, lang: Lang
) -> Iterator[tuple[str, bytes]]:
    """Each file's path and bytes; every component is rendered once, and the page follows what it links."""
    blocks = components(feeds[0].entries, "event", lang)
    calendar = wording.words(lang).unit_calendar
    for feed in feeds:
        if feed.shown:
            name = calendar.format(feed.name) if feed.kind == "unit" else feed.name
            head, foot = envelope(name, base + feed.path if base else None)
            yield feed.path, b"".join((head, *(blocks[entry.uid] for entry in feed.entries), foot))
    yield from page.render_site(plans, feeds, base_url=base, lang=lang).items()


def _must_be_ours(path: Path) -> None:
    """Raise ExportError where something stands at `path` that policyplan did not write."""
    if (path.exists() or path.is_symlink()) and not _is_ours(path):
        raise ExportError(f"policyplan did not write {path}; move it, or choose another directory")


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(1024)
    return (f"PRODID:{PRODID}".encode() if path.suffix == ".ics" else page.GENERATOR.encode()) in start


def _left(root: Path, wanted: set[str]) -> tuple[str, ...]:
    """The feeds of earlier publications that are not among `wanted`."""
    found = (path for folder in ("", "plans", "units") for path in (root / folder).glob("*.ics"))
    paths = sorted((path.relative_to(root).as_posix(), path) for path in found)
    return tuple(name for name, path in paths if name not in wanted and _is_ours(path))


def _put(path: Path, body: bytes) -> bool:
    """Write `body` to `path` at once or not at all; False where it stands there already."""
    if path.exists() and path.read_bytes() == body:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.policyplan")
    beside.unlink(missing_ok=True)  # of a publication that was killed
    try:
        with beside.open("xb") as file:
            file.write(body)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
