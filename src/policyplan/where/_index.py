"""What the measures of plans are found by: units, days, words; built when first asked for, and kept."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeAlias

from policyplan.model import Assignment, Entry, Plan, Role, Unit
from policyplan.where._folding import fold

#: Places among the entries of an index, in their order and without repeats; a range is all of them.
Positions: TypeAlias = Sequence[int]


class Index:
    """The entries of one plan or several, and the ways to find them."""

    def __init__(self, *plans: tuple[Entry, ...]) -> None:
        self._plans = plans
        self.entries = plans[0] if len(plans) == 1 else tuple(chain.from_iterable(plans))
        self.everything = range(len(self.entries))

    @cached_property
    def units(self) -> UnitIndex:
        return UnitIndex(self._plans)

    @cached_property
    def days(self) -> tuple[list[date], list[int]]:
        """The last days in ascending order, and the positions they belong to."""
        dated = [(due, at) for at, entry in enumerate(self.entries) if (due := entry.measure.due) is not None]
        dated.sort()
        return [due for due, _ in dated], [at for _, at in dated]

    @cached_property
    def words(self) -> list[str]:
        """For each entry its headings and its text, folded, on lines of their own."""
        headings: dict[int, str] = {}
        return [self._words(entry, headings) for entry in self.entries]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where the entry with a key stands."""
        return {entry.key: at for at, entry in enumerate(self.entries)}

    @staticmethod
    def _words(entry: Entry, headings: dict[int, str]) -> str:
        # Many measures share a heading, which is folded once. The plan keeps it alive: its id is safe.
        for section in entry.sections:
            if id(section) not in headings:
                headings[id(section)] = fold(section.heading)
        above = (headings[id(section)] for section in entry.sections)
        return "\n".join((*above, fold(entry.task.heading), fold(entry.measure.text)))

    def due_between(self, start: date | None, end: date | None) -> Positions:
        """The positions of the measures whose last day is from `start` to `end`, both inclusive."""
        days, positions = self.days
        first = bisect_left(days, start) if start is not None else 0
        after = bisect_right(days, end) if end is not None else len(days)
        return sorted(positions[first:after])


class UnitIndex:
    """Which entries name a unit, by every name that their own plan knows it by, and by the units above it.

    `shown` has each name, folded, with the name as it stands and what tells its unit from others.
    """

    def __init__(self, plans: Iterable[Sequence[Entry]]) -> None:
        self.shown: dict[str, tuple[str, str]] = {}
        self._postings: dict[tuple[str, Role | None], array[int]] = {}
        self._roles: dict[Role, array[int]] = {role: array("I") for role in Role}
        first = 0
        for entries in plans:
            self._add(PlanUnits(entries, first))
            first += len(entries)

    def named(self, name: str, role: Role | None) -> Positions:
        """Where a unit that the plan calls `name` (folded), or one below it, has `role`; None is any role."""
        return self._postings.get((name, role), ())

    def with_role(self, role: Role) -> Positions:
        """The positions of the measures in which any unit has `role`."""
        return self._roles[role]

    def _add(self, plan: PlanUnits) -> None:
        for role, positions in self._roles.items():
            positions.extend(plan.roles[role])
        for name, shown in plan.shown.items():
            self.shown.setdefault(name, (shown, next(iter(plan.bodies[name]))))
            for part, found in plan.having(plan.bodies[name]).items():
                self._postings.setdefault((name, part), array("I")).extend(found)


class PlanUnits:
    """The units of one plan, whose entries are counted from `first`: what each is called, and where it has a role."""

    def __init__(self, entries: Iterable[Entry], first: int) -> None:
        self.shown: dict[str, str] = {}
        self.bodies: dict[str, dict[str, None]] = {}
        self.roles: dict[Role, list[int]] = {role: [] for role in Role}
        self._having: dict[str, dict[Role | None, list[int]]] = {}
        self._lineages: dict[int, tuple[str, ...]] = {}
        self._printed: set[tuple[str, str]] = set()
        for at, entry in enumerate(entries, first):
            for assignment in entry.measure.assignments:
                self._add(at, assignment)

    def having(self, bodies: Collection[str]) -> dict[Role | None, list[int]]:
        """Where one of `bodies` has which role; None is any role."""
        each = [self._having[body] for body in bodies]
        if len(each) == 1:
            return each[0]
        roles = dict.fromkeys(chain.from_iterable(each))
        return {role: sorted({at for having in each for at in having.get(role, ())}) for role in roles}

    def _add(self, at: int, assignment: Assignment) -> None:
        lineage = self._lineages.get(id(assignment.unit)) or self._lineage(assignment.unit)
        if assignment.printed and (assignment.printed, lineage[0]) not in self._printed:
            self._printed.add((assignment.printed, lineage[0]))
            self._name(assignment.printed, lineage[0])
        _append(self.roles[assignment.role], at)
        for body in lineage:
            having = self._having.setdefault(body, {})
            for role in (assignment.role, None):
                _append(having.setdefault(role, []), at)

    def _lineage(self, unit: Unit) -> tuple[str, ...]:
        """What tells the unit and each one above it from others; their names are noted on the way."""
        bodies = []
        for ancestor in unit.lineage:
            bodies.append(identity(ancestor))
            for name in ancestor.names:
                self._name(name, bodies[-1])
        self._lineages[id(unit)] = tuple(dict.fromkeys(bodies))
        return self._lineages[id(unit)]

    def _name(self, name: str, body: str) -> None:
        folded = folded_name(name)
        self.shown.setdefault(folded, name)
        self.bodies.setdefault(folded, {})[body] = None


#: The folded form of a unit's name: many plans name the same units, and the same are asked for again and again.
folded_name = lru_cache(maxsize=1 << 14)(fold)


def identity(unit: Unit) -> str:
    """What tells a unit from others: the registry's name for it, else its own."""
    return unit.canonical or unit.name


def index_of(plan: Plan) -> Index:
    """The plan's index: made when first asked for, and kept with the plan for as long as the plan lives."""
    kept = vars(plan)
    if "_index" not in kept:
        kept["_index"] = Index(plan.entries())
    index: Index = kept["_index"]
    return index


def common(some: Positions, within: Positions) -> Positions:
    """The positions of `some` that are also `within`, which as a range is every position there is."""
    if isinstance(within, range):
        return some
    if len(within) * 16 < len(some):
        return [at for at in within if _holds(some, at)]
    held = set(within)
    return [at for at in some if at in held]


def _holds(positions: Positions, at: int) -> bool:
    place = bisect_left(positions, at)
    return place < len(positions) and positions[place] == at


def _append(positions: list[int], at: int) -> None:
    if not positions or positions[-1] != at:
        positions.append(at)
