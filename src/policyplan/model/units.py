"""Bodies that answer for measures, and the roles they have."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from policyplan.source import as_tuple


class Role(StrEnum):
    """What a unit has to do with a measure. As printed: a role is never promoted."""

    LEAD = "lead"  # 牵头, 主办
    RESPONSIBLE = "responsible"  # 责任单位, 负责, 按职责分工负责, 落实
    SUPPORTING = "supporting"  # 配合, 协办, 参与
    OVERSEEING = "overseeing"  # 指导, 督导, 督办


@frozen
class Unit:
    """A body that answers for measures (单位), or a class of bodies.

    `name` is the name in full as this plan would print it; `parent` the body it belongs to, None where the plan
    does not say; `aliases` the other names it is printed under; `is_group` is True for a class of bodies
    (各有关市（州）政府); `canonical` is the registry's name, None where the registry does not know the unit.
    """

    name: str
    parent: Unit | None = None
    aliases: tuple[str, ...] = field(default=(), converter=as_tuple)
    is_group: bool = False
    canonical: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the unit is known by, `name` first, without repeats."""
        names = (self.name, *self.aliases, *((self.canonical,) if self.canonical else ()))
        return tuple(dict.fromkeys(names))

    @property
    def lineage(self) -> tuple[Unit, ...]:
        """The unit, its parent, its parent's parent …"""
        return (self, *(self.parent.lineage if self.parent is not None else ()))

    def __str__(self) -> str:
        return self.name

    def _repr_html_(self) -> str:
        from policyplan.display import unit_html

        return unit_html(self)
