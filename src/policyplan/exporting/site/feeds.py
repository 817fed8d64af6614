"""Which calendars a site has, and where each stands."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, overload

from attrs import define, field

from policyplan.errors import ExportError
from policyplan.exporting import wording
from policyplan.exporting.distinct import each_once
from policyplan.exporting.feed import Feed, Kind
from policyplan.exporting.ical import days_of, line_of
from policyplan.exporting.ical.days import end_of, todo_days
from policyplan.exporting.links import file_name, unit_key
from policyplan.exporting.wording import Lang
from policyplan.model import Entry, Plan, Role, Unit

KINDS: Final[tuple[Kind, ...]] = ("event", "todo", "both")

#: The folders that hold feeds, beside the site's root.
FOLDERS: Final = ("plans", "units")

#: A unit's feeds: whether it leads, and whether the bodies below it count.
_SHARES: Final = ((False, False), (True, False), (False, True), (True, True))

_SUFFIXES: Final[dict[Kind, str]] = {"event": "", "todo": "-todo", "both": "-both"}
_PATH = re.compile(
    r"(?:all|plans/(?:[a-z0-9-]+-)?[0-9a-f]{12}"
    r"|units/(?:[a-z0-9-]+-)?[0-9a-f]{12}(?:-with-subordinates)?(?:-lead)?)(?P<kind>-todo|-both|)\.ics"
)


def feeds_of(
    plans: Sequence[Plan],
    *,
    kinds: Kind | Iterable[Kind] = "event",
    lang: Lang = "zh",
    undated: bool = False,
    one_of_many: bool = False,
) -> Feeds:
    """The calendars of a site: everything, each plan, each unit in the order in which it is first named.

    A unit has a calendar of all its measures, of those it leads where it leads any, and of both together with those
    of the bodies below it where it has any; a body that is named only as the parent of others has the latter alone.
    Each is there once for each of the `kinds`; the first calendar of all holds everything, in the first kind.

    The calendar of everything has the name of a plan that is alone, unless it is `one_of_many` of which the others are
    not here. Raises ExportError where two plans claim one identity.
    """
    chosen = checked_kinds(kinds)
    entries = each_once(plans)
    dated = {id(entry) for entry in entries if days_of(entry)}
    due = dated | _due(entries, undated) if chosen != ("event",) else dated
    shown = {kind: dated if kind == "event" else due for kind in chosen}
    alone = len(plans) == 1 and not one_of_many
    return Feeds(tuple(plans), entries, shown, lang, alone=alone)


class Feeds(Sequence[Feed]):
    """The calendars of a site, each made when it is asked for: to have many of them takes no more memory than few.

    Held are the numbers of each unit's measures, one after the other, and where they begin.
    """

    def __init__(
        self,
        plans: tuple[Plan, ...],
        entries: tuple[Entry, ...],
        shown: dict[Kind, set[int]],
        lang: Lang,
        *,
        alone: bool,
    ) -> None:
        self.plans, self.entries, self.shown, self.lang, self.alone = plans, entries, shown, lang, alone
        self._kinds = tuple(shown)
        self._units: list[tuple[Unit, str]] = []
        self._whose, self._share = array("L"), bytearray()
        self._numbers, self._begins = array("L"), array("L", [0])
        for at, share in enumerate(_shares(entries).values()):
            self._units.append((share.unit, share.name))
            for which, (lead, below) in enumerate(_SHARES):
                numbers = share.held.get((lead, below))
                if numbers and (share.has_bodies or not below):
                    self._whose.append(at)
                    self._share.append(which)
                    self._numbers.extend(numbers)
                    self._begins.append(len(self._numbers))

    def __len__(self) -> int:
        return (1 + len(self.plans) + len(self._whose)) * len(self._kinds)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Feeds):
            return NotImplemented
        return len(self) == len(other) and all(map(Feed.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Feed]:
        for at in range(len(self) // len(self._kinds)):
            stem, entries = self._stem(at)
            for kind in self._kinds:
                yield _feed(kind, stem, entries, self.shown[kind], self.lang)

    @overload
    def __getitem__(self, at: int) -> Feed: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Feed, ...]: ...

    def __getitem__(self, at: int | slice) -> Feed | tuple[Feed, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        stem, kind = divmod(range(len(self))[at], len(self._kinds))
        return _feed(self._kinds[kind], *self._stem(stem), self.shown[self._kinds[kind]], self.lang)

    def paths(self) -> Iterator[str]:
        """Where the calendars stand."""
        return (feed.path for feed in self)

    def of_plans(self) -> Iterator[Feed]:
        """The calendars of single plans."""
        first, kinds = len(self._kinds), len(self._kinds)
        return (self[at] for at in range(first, first + kinds * len(self.plans)))

    def _stem(self, at: int) -> tuple[_Stem, tuple[Entry, ...]]:
        """What the calendars at a place have in common, whatever their kind, and what they hold."""
        if at == 0:
            return _whole_stem(self.plans, self.lang, alone=self.alone), self.entries
        if at <= len(self.plans):
            plan = self.plans[at - 1]
            return _plan_stem(plan, self.lang), plan.entries()
        at -= 1 + len(self.plans)
        numbers = self._numbers[self._begins[at] : self._begins[at + 1]]
        entries = tuple(map(self.entries.__getitem__, numbers))
        unit, name = self._units[self._whose[at]]
        return _unit_stem(unit, name, entries[0].plan, *_SHARES[self._share[at]]), entries


def _due(entries: Iterable[Entry], undated: bool) -> set[int]:
    """The entries that are to-dos, by their ids."""
    ends = {id(plan): end_of(plan) for plan in {id(entry.plan): entry.plan for entry in entries}.values()}
    return {id(e) for e in entries if todo_days(e, ends[id(e.plan)], undated=undated)}


def checked_kinds(kinds: Kind | Iterable[Kind]) -> tuple[Kind, ...]:
    """The kinds, each once; raises ExportError where one is none or there is none."""
    chosen = tuple(dict.fromkeys((kinds,) if isinstance(kinds, str) else kinds))
    for kind in chosen or ("",):
        if kind not in KINDS:
            raise ExportError(f"a kind of calendar is {kind!r}; it can be 'event', 'todo' or 'both'")
    return chosen


def kind_of(path: str) -> Kind | None:
    """The kind of the feed that stands at `path`; None where no feed has such a path."""
    found = _PATH.fullmatch(path)
    return {suffix: kind for kind, suffix in _SUFFIXES.items()}[found["kind"]] if found else None


@define(frozen=True, kw_only=True)
class _Stem:
    """What the feeds of one set of measures have in common, whatever their kind."""

    kind: Literal["all", "plan", "unit"]
    name: str
    path: str
    lead: bool = False
    subordinates: bool = False
    plan: Plan | None = None
    unit: Unit | None = None


@define
class _Share:
    """A unit and the numbers of the entries it has a part in, by whether it leads and whether bodies below count."""

    unit: Unit
    name: str
    held: dict[tuple[bool, bool], array[int]] = field(factory=dict)
    has_bodies: bool = False

    def take(self, number: int, *, lead: bool, below: bool) -> None:
        """Hold an entry; they come in order, and some more than once."""
        numbers = self.held.get((lead, below))
        if numbers is None:
            numbers = self.held[lead, below] = array("L")
        if not numbers or numbers[-1] != number:
            numbers.append(number)


def _feed(kind: Kind, stem: _Stem, entries: tuple[Entry, ...], shown: set[int], lang: Lang) -> Feed:
    return Feed(
        kind=stem.kind,
        as_=kind,
        name=stem.name,
        title=_title(stem, kind, lang),
        path=f"{stem.path}{_SUFFIXES[kind]}.ics",
        entries=entries,
        shown=sum(id(entry) in shown for entry in entries),
        lead=stem.lead,
        subordinates=stem.subordinates,
        plan=stem.plan,
        unit=stem.unit,
    )


def _title(stem: _Stem, kind: Kind, lang: Lang) -> str:
    says = wording.words(lang)
    if stem.kind != "unit":
        return stem.name if kind == "event" else says.in_brackets.format(stem.name, says.kinds[kind])
    name = says.with_subordinates.format(stem.name) if stem.subordinates else stem.name
    form = says.lead_calendar if stem.lead else says.unit_calendar
    return form.format(name, says.kinds[kind])


def _whole_stem(plans: Sequence[Plan], lang: Lang, *, alone: bool) -> _Stem:
    whole = line_of(plans[0].title) if alone else ""
    return _Stem(kind="all", name=whole or wording.words(lang).all_plans, path="all")


def _plan_stem(plan: Plan, lang: Lang) -> _Stem:
    name = line_of(plan.title) or line_of(plan.identity) or wording.words(lang).all_plans
    return _Stem(kind="plan", name=name, path=f"plans/{file_name(plan.identity)}", plan=plan)


def _unit_stem(unit: Unit, name: str, plan: Plan, lead: bool, below: bool) -> _Stem:
    parts = (
        file_name(unit.name, unit_key(unit, plan)),
        *(("with-subordinates",) if below else ()),
        *(("lead",) if lead else ()),
    )
    return _Stem(
        kind="unit",
        name=line_of(name),
        path=f"units/{'-'.join(parts)}",
        lead=lead,
        subordinates=below,
        unit=unit,
    )


def _shares(entries: tuple[Entry, ...]) -> dict[str, _Share]:
    """Each unit's share, by what tells it from all others, in the order in which it is first named."""
    found: dict[str, _Share] = {}
    names: dict[str, str] = {}
    for number, entry in enumerate(entries):
        for assignment in entry.measure.assignments:
            for depth, unit in enumerate(assignment.unit.lineage):
                share = _share(found, names, unit, entry.plan)
                share.has_bodies |= depth > 0
                for lead in (False, True) if assignment.role is Role.LEAD else (False,):
                    for below in (True,) if depth else (False, True):
                        share.take(number, lead=lead, below=below)
    return found


def _share(found: dict[str, _Share], names: dict[str, str], unit: Unit, plan: Plan) -> _Share:
    key = unit_key(unit, plan)
    if key not in found:
        name = unit.name
        if names.setdefault(name, key) != key:
            name = f"{name}（{next(iter(plan.document.issuers), plan.title)}）"
        found[key] = _Share(unit, name)
    return found[key]
