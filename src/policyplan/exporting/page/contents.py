"""What a page shows, numbered: its plans' tasks with their anchors, units, sections and calendars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from attrs import field, frozen

from policyplan.exporting.ical import days_of
from policyplan.exporting.links import file_name, unit_key
from policyplan.exporting.page.markup import line, plain
from policyplan.ledger.standing import Progress
from policyplan.model import Entry, Plan, Role, Section, Task, Unit, bare_number
from policyplan.where._folding import number as numeral

ROLES: Final = tuple(Role)

#: Where in a row its measure's status stands, where the page has one.
STATUS: Final = 7

#: Among a unit's counts, which begin with those by role: its measures, and those of the bodies below it; behind each
#: stands how many of them have a day.
_TOTAL: Final = len(ROLES)
_BELOW: Final = _TOTAL + 2

_NOT_WORD: Final = re.compile(r"[^\w.]+")


@frozen
class Listed:
    """A task with the sections around it, its entries, and the anchor it is linked by (``task-24``)."""

    sections: tuple[Section, ...]
    task: Task
    entries: tuple[Entry, ...]
    anchor: str


def listed(plan: Plan) -> tuple[Listed, ...]:
    """Every task of a plan, in document order, each with an anchor that no other has."""
    entries = iter(plan.entries())
    taken: Counter[str] = Counter()
    found = []
    for section in plan.sections:
        for path, task in section.walk():
            held = tuple(islice(entries, len(task.measures)))
            key = held[0].key.rpartition("/")[0] if held else bare_number(task.number) or "0"
            found.append(Listed(path, task, held, _anchor("task", key, taken)))
    return tuple(found)


def _anchor(kind: str, key: str, taken: Counter[str]) -> str:
    name = f"{kind}-{_NOT_WORD.sub('-', plain(key)).strip('-') or '0'}"
    taken[name] += 1
    return name if taken[name] == 1 else _anchor(kind, f"{key} {taken[name]}", taken)


def page_path(plan: Plan) -> str:
    """Where a plan's page stands in the site: beside its calendar."""
    return f"plans/{file_name(plan.identity)}.html"


@frozen
class Numbered:
    """A unit as the page counts it: under one name, with its measures by role.

    `total` and `dated` count the measures of the bodies below where `only_below`: no measure names the unit itself.
    `renamed` tells that another unit has the same name, so that `name` tells whose it is.
    """

    name: str
    also: tuple[str, ...]
    parent: int
    roles: tuple[int, ...]
    total: int
    dated: int
    only_below: bool
    renamed: bool


@frozen(eq=False)
class Contents:
    """What one page is about: one plan, or all of a site's.

    `rows` are its measures in document order, as the page's script reads them; `places` tells the number of a
    unit in `units` by what tells it from all others.
    """

    plans: tuple[Plan, ...]
    tasks: tuple[tuple[Listed, ...], ...] = field(repr=False)
    units: tuple[Numbered, ...] = field(repr=False)
    places: dict[str, int] = field(repr=False)
    sections: tuple[tuple[int, str, str, list[tuple[str, str]]], ...] = field(repr=False)
    rows: tuple[list[Any], ...] = field(repr=False)
    progress: Progress | None = field(default=None, repr=False)

    def unit(self, unit: Unit, plan: Plan) -> Numbered:
        """What is counted of `unit`, which `plan` names."""
        return self.units[self.places[unit_key(unit, plan)]]


def contents(
    plans: Sequence[Plan], tasks: Sequence[tuple[Listed, ...]], progress: Progress | None = None
) -> Contents:
    """Count and number what the plans hold; `tasks` are theirs, plan by plan.

    With `progress`, each row ends with where its measure stands.
    """
    counted = _Counting(progress)
    for number, (plan, own) in enumerate(zip(plans, tasks, strict=True)):
        counted.add(number, plan, own)
    return Contents(
        tuple(plans),
        tuple(tasks),
        tuple(counted.units()),
        counted.places,
        tuple(counted.sections),
        tuple(counted.rows),
        progress,
    )


class _Counting:
    """Rows, units and sections as plan after plan is added."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.places: dict[str, int] = {}
        self.names: dict[str, int] = {}
        self.found: list[tuple[str, Unit, Plan]] = []
        self.also: list[dict[str, None]] = []
        self.counts: list[list[int]] = []
        self.sections: list[tuple[int, str, str, list[tuple[str, str]]]] = []
        self.rows: list[list[Any]] = []

    def add(self, number: int, plan: Plan, tasks: tuple[Listed, ...]) -> None:
        start = len(self.sections)
        taken: Counter[str] = Counter()
        known: dict[tuple[int, ...], int] = {}
        for task in tasks:
            path = tuple(map(id, task.sections))
            if path not in known:
                known[path] = len(self.sections)
                levels = [(numeral(each.number) or "", line(each.heading)) for each in task.sections]
                self.sections.append((number, *section_label(task.sections, taken), levels))
            for entry in task.entries:
                self.rows.append(self.row(number, entry, task, known.get(path, start)))

    def row(self, number: int, entry: Entry, task: Listed, section: int) -> list[Any]:
        days = [day.isoformat() for day in days_of(entry)]
        until = entry.measure.deadline
        parts = self.parts(entry, dated=bool(days))
        return [
            number,
            task.anchor,
            section,
            [number for pair in parts.items() for number in pair],
            until.kind if until else "none",
            days,
            line(until.text) if until else "",
            *((self.progress.status_of(entry).value,) if self.progress is not None else ()),
        ]

    def parts(self, entry: Entry, dated: bool) -> dict[int, int]:
        """The entry's units by number, each with its roles as bits; they and the bodies above them are counted."""
        parts: dict[int, int] = {}
        above: dict[int, None] = {}
        for assignment in entry.measure.assignments:
            place, role = self.place(assignment.unit, entry.plan), ROLES.index(assignment.role)
            self.counts[place][role] += not parts.get(place, 0) >> role & 1
            parts[place] = parts.get(place, 0) | 1 << role
            above.update((self.place(unit, entry.plan), None) for unit in assignment.unit.lineage[1:])
        for places, total in ((parts, _TOTAL), (above, _BELOW)):
            for place in places:
                self.counts[place][total] += 1
                self.counts[place][total + 1] += dated
        return parts

    def place(self, unit: Unit, plan: Plan) -> int:
        key = unit_key(unit, plan)
        if key not in self.places:
            place = self.places[key] = len(self.places)
            name = line(unit.name)
            if self.names.setdefault(name, place) != place:
                name = f"{name}（{line(next(iter(plan.document.issuers), plan.title))}）"
            self.found.append((name, unit, plan))
            self.also.append({})
            self.counts.append([0] * (_BELOW + 2))
            if unit.parent is not None:  # not named itself, perhaps, but chosen for all below it
                self.place(unit.parent, plan)
        place = self.places[key]
        self.also[place].update(dict.fromkeys(unit.names))
        return place

    def units(self) -> Iterator[Numbered]:
        for (name, unit, plan), also, counts in zip(self.found, self.also, self.counts, strict=True):
            parent = self.places.get(unit_key(unit.parent, plan), -1) if unit.parent else -1
            others = tuple(dict.fromkeys(other for other in map(line, also) if other != name))
            only_below = not counts[_TOTAL]
            total, dated = counts[_BELOW:] if only_below else counts[_TOTAL:_BELOW]
            renamed = name != line(unit.name)
            yield Numbered(name, others, parent, tuple(counts[:_TOTAL]), total, dated, only_below, renamed)


def section_label(path: tuple[Section, ...], taken: Counter[str]) -> tuple[str, str]:
    """What a section is chosen by in the page's address, and what people call it."""
    key = ".".join(filter(None, (bare_number(section.number) for section in path))) or path[-1].heading or "0"
    label = " › ".join(line(f"{section.number} {section.heading}") for section in path)
    return _anchor("section", key, taken).removeprefix("section-"), label.strip(" ›")
