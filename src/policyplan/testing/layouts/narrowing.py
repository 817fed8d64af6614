"""What a layout can say of a plan: plans made smaller before they are printed, so that what is printed is expected."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve

from policyplan.model import Role
from policyplan.testing.written import (
    WrittenDeadline,
    WrittenMeasure,
    WrittenPlan,
    WrittenSection,
    WrittenTask,
    WrittenTier,
    WrittenUnit,
)

#: The order in which fields and columns name the roles.
ROLES = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORTING, Role.OVERSEEING)


def each_task(plan: WrittenPlan, change: Callable[[WrittenTask], WrittenTask]) -> WrittenPlan:
    """The plan with every task changed."""
    return evolve(plan, sections=tuple(_in_section(section, change) for section in plan.sections))


def _in_section(section: WrittenSection, change: Callable[[WrittenTask], WrittenTask]) -> WrittenSection:
    items = tuple(
        _in_section(item, change) if isinstance(item, WrittenSection) else change(item)
        for item in section.items
    )
    return evolve(section, items=items)


def each_measure(plan: WrittenPlan, change: Callable[[WrittenMeasure], WrittenMeasure]) -> WrittenPlan:
    """The plan with every measure changed."""
    return each_task(plan, lambda task: evolve(task, measures=tuple(map(change, task.measures))))


def heading_in_text(plan: WrittenPlan) -> WrittenPlan:
    """Headings stand as the first sentence of the task's text (推进节水改造。编制…), which holds them then."""

    def change(task: WrittenTask) -> WrittenTask:
        first, *rest = task.measures
        return evolve(task, measures=(evolve(first, text=f"{task.heading}。{first.text}"), *rest))

    return each_task(plan, change)


def one_measure(plan: WrittenPlan) -> WrittenPlan:
    """Every task has its first measure alone."""
    return each_task(plan, lambda task: evolve(task, measures=task.measures[:1]))


def stated_first(plan: WrittenPlan) -> WrittenPlan:
    """Tasks that name nobody and no time are left out in front of one that does: its clause would close them all."""
    return evolve(plan, sections=tuple(map(_stated_first, plan.sections)))


def _stated_first(section: WrittenSection) -> WrittenSection:
    tasks = [item for item in section.items if isinstance(item, WrittenTask)]
    first = next(
        (at for at, task in enumerate(tasks) if any(measure.has_clause for measure in task.measures)), 0
    )
    bare = {id(task) for task in tasks[:first]}
    items = [
        _stated_first(item) if isinstance(item, WrittenSection) else item
        for item in section.items
        if id(item) not in bare
    ]
    return evolve(section, items=items)


def flat(plan: WrittenPlan) -> WrittenPlan:
    """Sections one deep: those that hold tasks, counted anew; tasks under the same heading come together."""
    leaves: dict[str, list[WrittenTask]] = {}
    for path, task in plan.walk():
        leaves.setdefault(path[-1].heading, []).append(task)
    sections = [WrittenSection(at, heading, tasks) for at, (heading, tasks) in enumerate(leaves.items(), 1)]
    return evolve(plan, sections=tuple(sections))


def counted(plan: WrittenPlan) -> WrittenPlan:
    """Tasks numbered from 1 without gaps in each section."""

    def change(section: WrittenSection) -> WrittenSection:
        items = tuple(
            change(item) if isinstance(item, WrittenSection) else evolve(item, ordinal=at)
            for at, item in enumerate(section.items, 1)
        )
        return evolve(section, items=items)

    return evolve(plan, sections=tuple(map(change, plan.sections)))


def joined(plan: WrittenPlan) -> WrittenPlan:
    """The last two names of a list joined by 和 or 及, where none of them holds such a word."""

    def tier(old: WrittenTier) -> WrittenTier:
        return evolve(old, last="和" if old.role is Role.LEAD else "及") if _joinable(old) else old

    def measure(old: WrittenMeasure) -> WrittenMeasure:
        return evolve(old, sides=tuple(tuple(map(tier, side)) for side in old.sides))

    return each_measure(plan, measure)


def _joinable(tier: WrittenTier) -> bool:
    """Whether no name holds such a word itself, and the last is neither a class nor shortened to a department."""
    names = [unit.name for unit in tier.units]
    last = tier.units[-1]
    shortened = len(last.head) > 1 and tier.printed()[-1] == last.short
    return len(names) > 1 and not re.search("[和及与、]", "".join(names)) and not (last.is_group or shortened)


def by_role(plan: WrittenPlan) -> WrittenPlan:
    """The units of each role in one list, as fields and columns name them: no sides, no role words."""
    return each_measure(plan, _by_role)


def _by_role(measure: WrittenMeasure) -> WrittenMeasure:
    sides = []
    for role in ROLES:
        tiers = [tier for tier in measure.tiers if tier.role is role]
        units = tuple(unit for tier in tiers for unit in tier.units)
        if units:
            sides.append((WrittenTier(units, role, "", tiers[-1].open_end, tiers[-1].elided),))
    return evolve(measure, sides=tuple(sides))


def bare_lists(plan: WrittenPlan) -> WrittenPlan:
    """Every measure's units in one list without role words."""

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        units = tuple(unit for tier in measure.tiers for unit in tier.units)
        tier = WrittenTier(units, Role.RESPONSIBLE, "", "", bool(units) and measure.tiers[0].elided)
        return evolve(measure, sides=((tier,),) if units else ())

    return each_measure(plan, change)


def each_unit(plan: WrittenPlan, change: Callable[[WrittenUnit], WrittenUnit]) -> WrittenPlan:
    """The plan with every unit changed."""

    def measure(old: WrittenMeasure) -> WrittenMeasure:
        sides = tuple(
            tuple(evolve(tier, units=tuple(map(change, tier.units))) for tier in side) for side in old.sides
        )
        return evolve(old, sides=sides)

    return each_measure(plan, measure)


def each_deadline(plan: WrittenPlan, change: Callable[[WrittenDeadline], WrittenDeadline]) -> WrittenPlan:
    """The plan with every measure's own deadline changed."""

    def measure(old: WrittenMeasure) -> WrittenMeasure:
        return evolve(old, deadline=change(old.deadline)) if old.deadline is not None else old

    return each_measure(plan, measure)


def done_by(plan: WrittenPlan) -> WrittenPlan:
    """Last days followed by 完成 (2024年9月底前完成); a deadline alone is a last day or goes on without end.

    A measure that is left with nobody and no time is left out: only a clause parts a paragraph into measures.
    """

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        old = measure.deadline
        if old is None or (old.kind != "by" and measure.sides) or old.words.endswith("完成"):
            return measure
        if old.kind == "by":
            return evolve(measure, deadline=evolve(old, words=f"{old.words}完成"))
        return measure if old.kind == "ongoing" else evolve(measure, deadline=None)

    def task(old: WrittenTask) -> WrittenTask:
        said = tuple(measure for measure in old.measures if measure.has_clause)
        return evolve(old, measures=said or old.measures[:1])

    return each_task(each_measure(plan, change), task)


def dated_in_full(plan: WrittenPlan) -> WrittenPlan:
    """Every deadline in words that need no period of the plan."""
    return each_deadline(plan, lambda old: evolve(old, words=old.in_full))


def spelled(plan: WrittenPlan, spell: Callable[[str], str]) -> WrittenPlan:
    """The plan with every text spelled otherwise: in other characters, or with other punctuation."""

    def unit(old: WrittenUnit) -> WrittenUnit:
        return evolve(
            old, name=spell(old.name), head=spell(old.head), short=spell(old.short), alias=spell(old.alias)
        )

    def time(old: WrittenDeadline) -> WrittenDeadline:
        return evolve(old, words=spell(old.words), in_full=spell(old.in_full))

    def tier(old: WrittenTier) -> WrittenTier:
        return evolve(
            old, units=tuple(map(unit, old.units)), words=spell(old.words), open_end=spell(old.open_end)
        )

    def measure(old: WrittenMeasure) -> WrittenMeasure:
        return evolve(
            old,
            text=spell(old.text),
            sides=tuple(tuple(map(tier, side)) for side in old.sides),
            deadline=time(old.deadline) if old.deadline is not None else None,
            steps=tuple(map(time, old.steps)),
        )

    def section(old: WrittenSection) -> WrittenSection:
        items = tuple(section(item) if isinstance(item, WrittenSection) else task(item) for item in old.items)
        return evolve(old, heading=spell(old.heading), items=items, mark=spell(old.mark))

    def task(old: WrittenTask) -> WrittenTask:
        measures = tuple(map(measure, old.measures))
        return evolve(old, heading=spell(old.heading), measures=measures, mark=spell(old.mark))

    return evolve(
        plan,
        title=spell(plan.title),
        preamble=spell(plan.preamble),
        sections=tuple(map(section, plan.sections)),
    )


def as_dates(plan: WrittenPlan) -> WrittenPlan:
    """Last days as dates (2024-06-30)."""
    return each_deadline(plan, lambda old: evolve(old, words=str(old.due)) if old.due is not None else old)
