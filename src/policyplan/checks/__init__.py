"""What is odd about a plan itself: one rule for each kind of finding, written out in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from policyplan.checks._numbers import (
    no_tasks,
    number_gap,
    number_out_of_order,
    repeated_number,
    section_without_tasks,
)
from policyplan.checks._once import forget
from policyplan.checks._times import (
    due_before_issue,
    due_outside_period,
    duty_without_deadline,
    published_before_dated,
    start_after_due,
    step_after_due,
    undated_deadline,
)
from policyplan.checks._units import (
    deadline_without_duty,
    missing_lead,
    persons_named,
    repeated_unit,
    unit_in_two_roles,
    unit_under_several_names,
    unknown_unit,
    unread_duty,
)
from policyplan.checks._words import title_mismatch, unheld_text
from policyplan.checks.codes import CODES, Code
from policyplan.findings import Finding, Findings
from policyplan.model import Plan

__all__ = ["CODES", "RULES", "Code", "Rule", "check"]

Rule: TypeAlias = Callable[[Plan], Iterator[Finding]]

#: Every rule by the code of its findings, in the order in which `check` applies them.
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "title-mismatch": title_mismatch,
        "published-before-dated": published_before_dated,
        "due-before-issue": due_before_issue,
        "due-outside-period": due_outside_period,
        "start-after-due": start_after_due,
        "step-after-due": step_after_due,
        "undated-deadline": undated_deadline,
        "duty-without-deadline": duty_without_deadline,
        "deadline-without-duty": deadline_without_duty,
        "unread-duty": unread_duty,
        "missing-lead": missing_lead,
        "persons-named": persons_named,
        "repeated-unit": repeated_unit,
        "unit-in-two-roles": unit_in_two_roles,
        "unit-under-several-names": unit_under_several_names,
        "unknown-unit": unknown_unit,
        "repeated-number": repeated_number,
        "number-gap": number_gap,
        "number-out-of-order": number_out_of_order,
        "no-tasks": no_tasks,
        "section-without-tasks": section_without_tasks,
        "unheld-text": unheld_text,
    }
)


def check(plan: Plan) -> Findings:
    """Report what is odd about a plan, rule after rule in the order of `RULES`.

    What each code means, and what to do, stands in `CODES`.

    >>> from policyplan import Measure, Plan, Section, Task, Unit, Assignment, Role
    >>> shares = [Assignment(Unit(name), Role.RESPONSIBLE) for name in ("市交通局", "市财政局")]
    >>> task = Task(number="1", measures=[Measure(text="修好东桥。", assignments=shares)])
    >>> [finding.code for finding in check(Plan(sections=[Section(items=[task])]))]
    ['missing-lead']
    """
    found = Findings(finding for rule in RULES.values() for finding in rule(plan))
    forget(plan)
    return found
