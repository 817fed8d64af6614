"""Which unit of one edition is which of the other: by any name it is known by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from policyplan.editions.wording import plain
from policyplan.model import Plan, Unit

#: What is the same for units that are one, of whichever edition.
Identity: TypeAlias = Callable[[Unit], str]


def identity_of_units(old: Plan, new: Plan) -> Identity:
    """What tells the units of two editions: those that share a name are one.

    A name that the registry's names show to be of two bodies tells neither: 市财政局 in the plans of two cities.
    """
    units = dict.fromkeys(a.unit for plan in (old, new) for m in plan.measures for a in m.assignments)
    canonical: dict[str, set[str]] = {}
    for unit in units:
        for name in unit.names if unit.canonical else ():
            canonical.setdefault(plain(name), set()).add(unit.canonical or "")
    above: dict[str, str] = {}
    found: dict[Unit, str] = {}
    for unit in units:
        own = plain(unit.canonical or unit.name)
        found[unit] = own
        for name in map(plain, unit.names):
            if len(canonical.get(name, ())) <= 1:
                _join(above, own, name)
    return lambda unit: _top(above, found[unit])


def _join(above: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_top(above, one), _top(above, other)))
    if first != second:
        above[second] = first


def _top(above: dict[str, str], name: str) -> str:
    while name in above:
        name = above[name]
    return name
