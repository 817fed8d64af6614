"""Measures: what is to be done, who answers for it, by when."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from policyplan.deadlines import Deadline
from policyplan.model.units import Role, Unit
from policyplan.source import Span, as_tuple


@frozen
class Assignment:
    """One unit's part in a measure.

    `printed` keeps the words that stand there (保护司 for 国家知识产权局保护司); `group` numbers the sides
    parted by ； from 0; `shared_by_remit` is 按职责分工; `open_ended` is 等: further units are meant but not named.
    `basis` tells what was not printed: ``elided-parent``, ``elided-tail``, ``first-listed-leads``, ``marked-leads``,
    ``responsible-leads`` (who is responsible leads where nobody is named to),
    ``document-default``, ``group-clause`` (the heading above, or a line behind all items, says who answers),
    ``column-header`` (a sign stands for the unit), ``cell-above`` (its own cell is blank); empty where all was.
    """

    unit: Unit
    role: Role
    printed: str = ""
    group: int = 0
    shared_by_remit: bool = False
    open_ended: bool = False
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Milestone:
    """A dated step found in a measure's own text (2024年10月底前编制并公布…); `text` is the step's words."""

    deadline: Deadline
    text: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Measure:
    """The smallest text with its own units or deadline (举措).

    `text` is what is to be done; `clause` the words that say who and by when, as printed
    (（责任单位：…。完成时限：…）); `deadline` is None where none is stated.
    """

    text: str = ""
    clause: str = ""
    assignments: tuple[Assignment, ...] = field(default=(), converter=as_tuple)
    deadline: Deadline | None = None
    milestones: tuple[Milestone, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)

    def units_with(self, role: Role) -> tuple[Unit, ...]:
        """The units that have `role` here, in printed order."""
        return tuple(a.unit for a in self.assignments if a.role is role)

    @property
    def leads(self) -> tuple[Unit, ...]:
        """The units that lead (牵头); empty where none is named as lead."""
        return self.units_with(Role.LEAD)

    @property
    def co_responsible(self) -> tuple[Unit, ...]:
        """The units that share the duty without leading it: responsible and supporting ones."""
        return tuple(a.unit for a in self.assignments if a.role in (Role.RESPONSIBLE, Role.SUPPORTING))

    @property
    def due(self) -> date | None:
        """The last day, inclusive; None where the measure has no such day."""
        return self.deadline.due if self.deadline is not None else None

    def __contains__(self, unit: object) -> bool:
        return any(
            a.unit == unit or (isinstance(unit, str) and unit in a.unit.names) for a in self.assignments
        )
