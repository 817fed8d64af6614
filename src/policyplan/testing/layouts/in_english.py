"""Plans in English: a written plan put into English words, and printed as Markdown."""

from __future__ import annotations

from attrs import evolve

from policyplan.model import Role
from policyplan.testing import _words as words
from policyplan.testing.layouts.narrowing import ROLES, by_role, each_deadline, each_unit, flat
from policyplan.testing.layouts.tables import markdown_lines
from policyplan.testing.written import WrittenMeasure, WrittenPlan, WrittenSection, WrittenTask, WrittenUnit

#: Labels of fields and columns by role, and of the deadline.
LABELS = {
    Role.LEAD: "Lead",
    Role.RESPONSIBLE: "Responsible Party",
    Role.SUPPORTING: "Support",
    Role.OVERSEEING: "Oversight",
}


def in_english(plan: WrittenPlan) -> WrittenPlan:
    """The plan in English words: goals that hold tasks of one measure, units by role, dates in full."""
    plan = by_role(flat(plan))
    names: dict[str, str] = {}
    plan = each_unit(plan, lambda unit: _unit(unit, names))
    plan = each_deadline(plan, lambda old: evolve(old, words=old.english))
    sections = tuple(_goal(at, section) for at, section in enumerate(plan.sections, 1))
    first, last = plan.years
    years = f"{first}" if first == last else f"{first}–{last}"
    return evolve(
        plan,
        title=f"Ashcombe County Road Safety Action Plan {years}",
        preamble="This plan sets out what the county will do and who answers for it.",
        sections=sections,
    )


def _unit(unit: WrittenUnit, names: dict[str, str]) -> WrittenUnit:
    """Another name for each unit, the same for the same, as long as there are names."""
    at = len(names) % len(words.ENGLISH_UNITS)
    return WrittenUnit(names.setdefault(unit.name, words.ENGLISH_UNITS[at]))


def _goal(at: int, section: WrittenSection) -> WrittenSection:
    tasks = [item for item in section.items if isinstance(item, WrittenTask)]
    heading = words.ENGLISH_GOALS[at % len(words.ENGLISH_GOALS)]
    items = tuple(_task(f"{at}.{count}", at + count, task) for count, task in enumerate(tasks, 1))
    return WrittenSection(at, heading, items, f"Goal {at}. ")


def _task(mark: str, at: int, task: WrittenTask) -> WrittenTask:
    heading = words.ENGLISH_TASKS[at % len(words.ENGLISH_TASKS)]
    first = task.measures[0]
    text = words.ENGLISH_SENTENCES[at % len(words.ENGLISH_SENTENCES)]
    sides = tuple(tuple(evolve(tier, open_end="", elided=False) for tier in side) for side in first.sides)
    return WrittenTask(task.ordinal, heading, (evolve(first, text=text, sides=sides, steps=()),), mark)


def _names(measure: WrittenMeasure, role: Role) -> str:
    return "; ".join(unit.name for tier in measure.tiers if tier.role is role for unit in tier.units)


def english_table(plan: WrittenPlan) -> str:
    """A Markdown table for each goal: No., Action, Description, a column for each role, Due."""
    roles = [role for role in ROLES if any(_names(m, role) for _, task in plan.walk() for m in task.measures)]
    header = ("No.", "Action", "Description", *(LABELS[role] for role in roles or [Role.LEAD]), "Due")
    lines = [f"# {plan.title}", "", plan.preamble, ""]
    for section in plan.sections:
        lines += [f"## {section.mark}{section.heading}", ""]
        rows = []
        for _, task in [pair for pair in plan.walk() if pair[0][-1] is section]:
            (measure,) = task.measures
            time = measure.deadline.words if measure.deadline is not None else "–"
            duties = [_names(measure, role) or "–" for role in roles or [Role.LEAD]]
            rows.append([task.mark, task.heading, measure.text, *duties, time])
        lines += [*markdown_lines(header, rows), ""]
    return "\n".join(lines)


def english_fields(plan: WrittenPlan) -> str:
    """A Markdown heading for each action, its text, and a list of fields in bold (**Lead:** …)."""
    lines = [f"# {plan.title}", "", plan.preamble, ""]
    for section in plan.sections:
        lines += [f"## {section.mark}{section.heading}", ""]
        for _, task in [pair for pair in plan.walk() if pair[0][-1] is section]:
            (measure,) = task.measures
            lines += [f"### {task.mark} {task.heading}", "", measure.text, ""]
            lines += [
                f"- **{LABELS[role]}:** {_names(measure, role)}" for role in ROLES if _names(measure, role)
            ]
            lines += [f"- **Due:** {measure.deadline.words}"] if measure.deadline is not None else []
            lines.append("")
    return "\n".join(lines)
