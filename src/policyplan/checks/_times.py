"""Rules about days: of the plan, its deadlines and its steps."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.checks._naming import named
from policyplan.deadlines import Deadline, DueBy
from policyplan.findings import Finding, Severity
from policyplan.model import Entry, Plan
from policyplan.source import Span


def published_before_dated(plan: Plan) -> Iterator[Finding]:
    """Report a document that was published before it was signed (发布日期早于成文日期)."""
    dated, published = plan.document.dated, plan.document.published_on
    if dated and published and published < dated:
        message = f"the document was published on {published}, before it was signed on {dated}"
        yield Finding("published-before-dated", message, hint="correct one of the two days")


def due_before_issue(plan: Plan) -> Iterator[Finding]:
    """Report last days that were past when the plan was issued (完成时限早于印发日期)."""
    issued = plan.document.dated or plan.document.published_on
    for entry in plan.entries():
        due = entry.measure.due
        if issued and due and due < issued:
            message = f"{named(entry)} is due on {due}, before the plan was issued on {issued}"
            yield Finding(
                "due-before-issue", message, span=_place(entry), hint="a misprint, or work done before"
            )


def due_outside_period(plan: Plan) -> Iterator[Finding]:
    """Report last days before the first or after the last day of the plan's period (完成时限超出规划期)."""
    period = plan.period
    issued = plan.document.dated or plan.document.published_on
    for entry in plan.entries() if period else ():
        due = entry.measure.due
        past = issued and due and due < issued
        if due and period and not past and not period.start <= due <= period.end:
            side = "before" if due < period.start else "after"
            message = (
                f"{named(entry)} is due on {due}, {side} the plan's period {period.text or period.start.year}"
            )
            hint = "check the year; a longer-term target may be meant"
            yield Finding("due-outside-period", message, Severity.INFO, _place(entry), hint)


def start_after_due(plan: Plan) -> Iterator[Finding]:
    """Report stretches of time that end before they begin (起始日期晚于截止日期)."""
    for entry in plan.entries():
        deadlines = [entry.measure.deadline, *[step.deadline for step in entry.measure.milestones]]
        swapped = [
            each for each in deadlines if isinstance(each, DueBy) and each.start and each.start > each.due
        ]
        for deadline in dict.fromkeys(swapped):
            message = f"{named(entry)} is to start on {deadline.start}, after its last day {deadline.due}"
            yield Finding("start-after-due", message, span=_place(entry, deadline), hint="swap the two days")


def step_after_due(plan: Plan) -> Iterator[Finding]:
    """Report steps that come after the last day of their measure (阶段性节点晚于完成时限)."""
    for entry in plan.entries():
        due = entry.measure.due
        for step in entry.measure.milestones if due else ():
            if due and step.deadline.due and step.deadline.due > due:
                message = f"{named(entry)} is due on {due}, but a step of it on {step.deadline.due}"
                span = step.deadline.span or step.span or _place(entry)
                yield Finding("step-after-due", message, span=span, hint="one of the two days is wrong")


def duty_without_deadline(plan: Plan) -> Iterator[Finding]:
    """Report measures with units but no deadline in a plan where most have one (有责任单位而无完成时限)."""
    on_duty = [entry for entry in plan.entries() if entry.measure.assignments]
    undated = [entry for entry in on_duty if entry.measure.deadline is None]
    for entry in undated if len(undated) * 2 < len(on_duty) else ():
        message = f"{named(entry)} names units but no deadline; most others have one"
        yield Finding(
            "duty-without-deadline", message, Severity.INFO, entry.measure.span, "say by when, or 持续推进"
        )


def _place(entry: Entry, deadline: Deadline | None = None) -> Span | None:
    """Where a deadline stands; else its measure."""
    found = deadline or entry.measure.deadline
    return (found.span if found else None) or entry.measure.span
