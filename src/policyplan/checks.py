"""What is odd about a plan itself: one rule for each kind of finding, written out in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from policyplan.coverage import uncovered
from policyplan.findings import Finding, Severity
from policyplan.model import Plan, Section, Task, bare_number

Rule: TypeAlias = Callable[[Plan], Iterator[Finding]]


def check(plan: Plan) -> tuple[Finding, ...]:
    """Report what is odd about a plan, rule after rule in the order of `RULES`.

    >>> from policyplan import Measure, Plan, Section, Task, Unit, Assignment, Role
    >>> shares = [Assignment(Unit(name), Role.RESPONSIBLE) for name in ("市交通局", "市财政局")]
    >>> task = Task(number="1", measures=[Measure(text="修好东桥。", assignments=shares)])
    >>> [finding.code for finding in check(Plan(sections=[Section(items=[task])]))]
    ['missing-lead']
    """
    return tuple(finding for rule in RULES.values() for finding in rule(plan))


def due_before_issue(plan: Plan) -> Iterator[Finding]:
    """Report last days that were past when the plan was issued (完成时限早于印发日期).

    The day may be a misprint, or the work was done before the plan was published: ask who issued it.
    """
    issued = plan.document.dated or plan.document.published_on
    for entry in plan.entries():
        due = entry.measure.due
        if issued and due and due < issued:
            message = f"task {entry.task.number} is due on {due}, before the plan was issued on {issued}"
            span = getattr(entry.measure.deadline, "span", None) or entry.measure.span
            yield Finding("due-before-issue", message, span=span, hint="a misprint, or work done before")


def missing_lead(plan: Plan) -> Iterator[Finding]:
    """Report measures that name several units but no lead (多个单位而无牵头单位).

    Where the plan means that the unit listed first leads, read it with `first_listed_leads=True`.
    """
    for entry in plan.entries():
        assignments = entry.measure.assignments
        if len(assignments) > 1 and not entry.measure.leads:
            message = f"task {entry.task.number} names {len(assignments)} units but no lead"
            span = assignments[0].span or entry.measure.span
            yield Finding("missing-lead", message, Severity.INFO, span, "if the first one leads, say so")


def repeated_number(plan: Plan) -> Iterator[Finding]:
    """Report tasks that have a number that another task of the same section has (序号重复).

    Both are kept. They are told apart by counting, so adding one before the other changes their identity.
    """
    for section in _sections(plan.sections):
        seen = set[str]()
        for task in section.tasks:
            number = bare_number(task.number)
            if number and number in seen:
                yield _about(task, "repeated-number", f"a second task is numbered {task.number}")
            seen.add(number)


def unheld_text(plan: Plan) -> Iterator[Finding]:
    """Report text of the source that no part of the plan holds (未归入任何部分的文字).

    Nothing was lost, but nothing was understood either: the words stand in the source alone.
    """
    for span in uncovered(plan):
        yield Finding(
            "unheld-text", "no part of the plan holds this text", span=span, hint="report it if it matters"
        )


#: Every rule by the code of its findings, in the order in which `check` applies them.
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "due-before-issue": due_before_issue,
        "missing-lead": missing_lead,
        "repeated-number": repeated_number,
        "unheld-text": unheld_text,
    }
)


def _about(task: Task, code: str, message: str) -> Finding:
    return Finding(code, message, span=task.span)


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)
