"""Plans that say once what holds for many: who leads, who answers for all, one clause for a group of items."""

from __future__ import annotations

from attrs import evolve

from policyplan.testing.layouts.narrowing import bare_lists, each_measure
from policyplan.testing.layouts.text import EVERYONE
from policyplan.testing.written import (
    WrittenDeadline,
    WrittenMeasure,
    WrittenPlan,
    WrittenSection,
    WrittenTask,
    WrittenUnit,
)


def first_leads(plan: WrittenPlan) -> WrittenPlan:
    """Lists without role words, whose first unit leads because the plan says so once for all."""
    return each_measure(bare_lists(plan), lambda measure: evolve(measure, first_leads=bool(measure.sides)))


def everyone(plan: WrittenPlan) -> WrittenPlan:
    """Every measure with the group that the notice names; it stands in no list."""
    everyone = WrittenUnit(EVERYONE, is_group=True)

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        return evolve(measure, by_convention=(everyone,))

    return each_measure(_without(plan, everyone.name), change)


def _without(plan: WrittenPlan, name: str) -> WrittenPlan:
    other = WrittenUnit("各乡镇人民政府", is_group=True)

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        sides = tuple(
            tuple(
                evolve(tier, units=tuple(other if unit.name == name else unit for unit in tier.units))
                for tier in side
            )
            for side in measure.sides
        )
        return evolve(measure, sides=sides)

    return each_measure(plan, change)


def closed_groups(plan: WrittenPlan) -> WrittenPlan:
    """Every innermost section as one task: its heading, its tasks' headings as lines, the first measure's clause."""
    return evolve(plan, sections=tuple(_grouped(section, at) for at, section in enumerate(plan.sections)))


def _grouped(section: WrittenSection, at: int) -> WrittenSection:
    """A section with each section below it, or itself, as one task of at least two lines."""
    inner = [item for item in section.items if isinstance(item, WrittenSection)]
    if not inner:
        inner = [evolve(section, ordinal=1, heading=f"{section.heading}专项")]
    leaves = [leaf for item in inner for leaf in _leaves(item)]
    return evolve(section, items=tuple(_as_task(leaf, count) for count, leaf in enumerate(leaves, 1)))


def _leaves(section: WrittenSection) -> list[WrittenSection]:
    inner = [item for item in section.items if isinstance(item, WrittenSection)]
    return [leaf for item in inner for leaf in _leaves(item)] if inner else [section]


def _as_task(leaf: WrittenSection, ordinal: int) -> WrittenTask:
    tasks = [item for item in leaf.items if isinstance(item, WrittenTask)]
    lines = [measure.text for task in tasks for measure in task.measures]
    lines = lines if len(lines) > 1 else [*lines, "做好日常管理。"]
    measure = next(m for task in tasks for m in task.measures)
    steps = tuple(step for task in tasks for m in task.measures for step in m.steps)
    clause = evolve(measure, text="\n".join(lines), steps=steps)
    return WrittenTask(ordinal, leaf.heading, (clause,))


def with_clause(plan: WrittenPlan) -> WrittenPlan:
    """Every measure with a clause: those without one go on without end."""
    ongoing = WrittenDeadline("持续推进", "ongoing", None, "持续推进", "Ongoing")

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        return measure if measure.has_clause else evolve(measure, deadline=ongoing)

    return each_measure(plan, change)


def long_preamble(plan: WrittenPlan) -> WrittenPlan:
    """A preamble of many lines, for only among many lines can full ones be told."""
    return evolve(plan, preamble=plan.preamble * 10)
