"""What a file holds around the plan's values: the envelope, the table of units, the source as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from policyplan.codec._mistakes import Mismatch, Mistake, Path, shown
from policyplan.findings import Finding
from policyplan.model import Plan, Unit
from policyplan.source import Source

#: How deep sections, and units within units, may nest. No document comes near it; a hostile file would
#: exhaust the stack.
DEEPEST = 50


@frozen
class UnitEntry:
    """A unit in the table of units.

    Its key there is its name, unless `name` says otherwise; `parent` is a key.
    """

    name: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    is_group: bool = False
    canonical: str | None = None


@frozen
class SourceText:
    """The text that the plan was read from, line by line: joined by line feeds it is what spans count in."""

    name: str | None = None
    lines: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()

    @classmethod
    def split(cls, source: Source) -> SourceText:
        """`source` as its lines; a text without any has no lines."""
        return cls(source.name, tuple(source.text.split("\n")) if source.text else (), source.places)

    def joined(self) -> Source:
        """The source that was split."""
        return Source("\n".join(self.lines), self.name, self.places)


@frozen
class File:
    """A policyplan file: the plan, the units it names, findings about it, the text it was read from.

    `as_read` holds a digest of each fact as it was when the plan was read, so that corrections by hand can be told.
    """

    format: str
    plan: Plan
    units: dict[str, UnitEntry] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    source: SourceText | None = None
    as_read: dict[str, dict[str, str]] = field(factory=dict)


class UnitTable:
    """The units of a plan by the names that its assignments give them, in the order of first mention."""

    def __init__(self) -> None:
        self.entries: dict[str, UnitEntry] = {}
        self._keys: dict[Unit, str] = {}

    def key(self, unit: Unit) -> str:
        """The key of `unit`, which is listed after its parent where it was not listed before."""
        if unit not in self._keys:
            lineage = unit.lineage
            if len(lineage) > DEEPEST:
                raise Mistake(f"units nest more than {DEEPEST} deep", ("units", unit.name))
            for each in reversed(lineage):
                self._list(each)
        return self._keys[unit]

    def _list(self, unit: Unit) -> None:
        if unit in self._keys:
            return
        key = self._free_key(unit.name)
        parent = self._keys[unit.parent] if unit.parent is not None else None
        name = unit.name if key != unit.name else None
        self.entries[key] = UnitEntry(name, parent, unit.aliases, unit.is_group, unit.canonical)
        self._keys[unit] = key

    def _free_key(self, name: str) -> str:
        """`name`, or with a number where a different unit of the same name is listed already."""
        key, count = name, 1
        while key in self.entries:
            count += 1
            key = f"{name}#{count}"
        return key


def units_of(entries: Mapping[str, UnitEntry]) -> dict[str, Unit]:
    """The units that a table lists, by key.

    Raises Mistake where a parent is not listed, or parents go in a circle.
    """
    units: dict[str, Unit] = {}
    for key in entries:
        for each in reversed(_lineage(key, entries)):
            if each in units:
                continue
            entry = entries[each]
            parent = units[entry.parent] if entry.parent is not None else None
            name = each if entry.name is None else entry.name
            units[each] = Unit(name, parent, entry.aliases, entry.is_group, entry.canonical)
    return units


def _lineage(key: str, entries: Mapping[str, UnitEntry]) -> list[str]:
    """`key`, its parent, its parent's parent …"""
    lineage = [key]
    while (parent := entries[lineage[-1]].parent) is not None:
        place = (lineage[-1], "parent")
        if parent not in entries:
            raise unlisted(parent, entries, place)
        lineage.append(parent)
        if len(lineage) > DEEPEST:
            raise Mismatch(parent, f"parents that come to an end within {DEEPEST} steps", path=place)
    return lineage


def unlisted(name: object, listed: Iterable[str], path: Path = ()) -> Mistake:
    """The mistake of naming a unit that the table of units does not list."""
    if not isinstance(name, str):
        return Mismatch(name, "the name of a unit", path=path)
    hint = f"list it there: {shown(name)}: {{}}"
    return Mismatch(name, "a unit listed in $.units", hint, path, known=listed)


def check_depth(plan: Any) -> None:
    """Raise Mistake where the sections of a plan, as plain values, nest too deep."""
    sections = _members(plan, "sections")
    for _ in range(DEEPEST):
        sections = [inner for section in sections for inner in _members(section, "items")]
    if sections:
        raise Mistake(f"sections nest more than {DEEPEST} deep", ("plan",))


def _members(node: Any, key: str) -> list[Any]:
    members = node.get(key) if isinstance(node, dict) else None
    return members if isinstance(members, list) else []
