"""A registry put to work on plans: canonical names given to units, and merges of printed names explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from attrs import evolve

from policyplan.model import Assignment, Document, Duties, Measure, Plan, Section, Task, Unit
from policyplan.reading.names import is_group
from policyplan.units.context import place_of, place_said
from policyplan.units.places import Place
from policyplan.units.registry import Registry, default_registry
from policyplan.units.resolving import resolve


def canonical_names(
    document: Document,
    title: str,
    names: Iterable[str],
    *,
    place: Place | None = None,
    registry: Registry | None = None,
) -> Callable[[str], str | None]:
    """What gives the units of a plan their canonical names; `names` are the names of all its units.

    It gives None for what the registry does not know, and for a class of bodies (各有关市（州）政府).
    """
    registry = registry or default_registry()
    where = place or place_said(document, title, names, registry)

    def canonical(name: str) -> str | None:
        found = None if is_group(name) else resolve(name, place=where, registry=registry)
        return found.name if found is not None else None

    return canonical


def canonicalize(plan: Plan, registry: Registry | None = None, *, place: Place | str | None = None) -> Plan:
    """The plan with the canonical names that a registry gives to its units; all other names stay.

    `place` is the place whose plan it is, None to take what `place_of` says. What the registry does not know has
    no canonical name afterwards.

    >>> from policyplan import read_text
    >>> text = "1.修桥。（责任单位：市发改委、市水利局）"
    >>> plan = canonicalize(read_text(text).plan, place="长春市")
    >>> [unit.unit.canonical for unit in plan.units()]
    ['长春市发展和改革委员会', '长春市水利局']
    """
    registry = registry or default_registry()
    if isinstance(place, str):
        place = registry.place(place)
    names = [duties.unit.name for duties in plan.units()]
    canonical = canonical_names(plan.document, plan.title, names, place=place, registry=registry)
    named = partial(_named, canonical=canonical, made={})
    return evolve(plan, sections=[_section(each, named) for each in plan.sections])


def _named(unit: Unit, *, canonical: Callable[[str], str | None], made: dict[Unit, Unit]) -> Unit:
    found = made.get(unit)
    if found is None:
        parent = _named(unit.parent, canonical=canonical, made=made) if unit.parent is not None else None
        name = None if unit.is_group else canonical(unit.name)
        found = made[unit] = evolve(unit, parent=parent, canonical=name)
    return found


def _section(section: Section, named: Callable[[Unit], Unit]) -> Section:
    items = [_section(i, named) if isinstance(i, Section) else _task(i, named) for i in section.items]
    return evolve(section, items=items)


def _task(task: Task, named: Callable[[Unit], Unit]) -> Task:
    return evolve(task, measures=[_measure(each, named) for each in task.measures])


def _measure(measure: Measure, named: Callable[[Unit], Unit]) -> Measure:
    return evolve(measure, assignments=[_assignment(each, named) for each in measure.assignments])


def _assignment(assignment: Assignment, named: Callable[[Unit], Unit]) -> Assignment:
    return evolve(assignment, unit=named(assignment.unit))


def explain_merge(duties: Duties, *, registry: Registry | None = None) -> tuple[str, ...]:
    """Say for each name that was taken for this unit why it was: one line a name, in the order of the plan.

    Give the registry that gave the canonical names, where it was not the default one.

    >>> from policyplan import read_text
    >>> text = "数字吉林要点\\n1.修桥。（责任单位：省发改委）\\n2.修路。（责任单位：省发展改革委）"
    >>> (unit,) = read_text(text).plan.units()
    >>> print(*explain_merge(unit), sep="\\n")
    省发改委 = 吉林省发展和改革委员会: 省 → 吉林省 (the plan's title); 发改委 → 发展和改革委员会 (short name)
    省发展改革委 = 吉林省发展和改革委员会: 省 → 吉林省 (the plan's title); 发展改革委 → 发展和改革委员会 (short name)
    """
    registry = registry or default_registry()
    lines: dict[str, None] = {}
    for _, entry in duties.entries:
        for unit in dict.fromkeys(assignment.unit for assignment in entry.measure.assignments):
            if (unit.canonical or unit.name) == (duties.unit.canonical or duties.unit.name):
                lines[_because(unit, place_of(entry.plan, registry=registry), registry)] = None
    return tuple(lines)


def _because(unit: Unit, place: Place | None, registry: Registry) -> str:
    if unit.canonical is None:
        return f"{unit.name}: the registry knows no other name; taken as printed"
    found = resolve(unit.name, place=place, registry=registry)
    if found is None or found.name != unit.canonical:
        return f"{unit.name} = {unit.canonical}: given with the plan, not by this registry"
    return f"{unit.name} = {unit.canonical}: {'; '.join(found.steps) or 'printed in full'}"
