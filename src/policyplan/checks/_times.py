"""Rules about days: of the plan, its deadlines and its steps."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.checks._naming import named
from policyplan.checks._once import sifted
from policyplan.deadlines import DueBy
from policyplan.findings import Finding, Severity
from policyplan.model import Measure, Plan
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
    for task, measure, due in sifted(plan).due if issued else ():
        if issued and due < issued:
            message = f"{named(task)} is due on {due}, before the plan was issued on {issued}"
            hint = "a misprint, or work done before"
            yield Finding("due-before-issue", message, span=_place(measure), hint=hint)


def due_outside_period(plan: Plan) -> Iterator[Finding]:
    """Report last days before the first or after the last day of the plan's period (完成时限超出规划期)."""
    period = plan.period
    issued = plan.document.dated or plan.document.published_on
    for task, measure, due in sifted(plan).due if period else ():
        if period and not period.start <= due <= period.end and not (issued and due < issued):
            side = "before" if due < period.start else "after"
            message = (
                f"{named(task)} is due on {due}, {side} the plan's period {period.text or period.start.year}"
            )
            hint = "check the year; a longer-term target may be meant"
            yield Finding("due-outside-period", message, Severity.INFO, _place(measure), hint)


def start_after_due(plan: Plan) -> Iterator[Finding]:
    """Report stretches of time that end before they begin (起始日期晚于截止日期)."""
    for task, measure in sifted(plan).stretched:
        for deadline in dict.fromkeys(_swapped(measure)):
            message = f"{named(task)} is to start on {deadline.start}, after its last day {deadline.due}"
            span = deadline.span or measure.span
            yield Finding("start-after-due", message, span=span, hint="swap the two days")


def _swapped(measure: Measure) -> Iterator[DueBy]:
    for deadline in (measure.deadline, *[step.deadline for step in measure.milestones]):
        if isinstance(deadline, DueBy) and deadline.start and deadline.start > deadline.due:
            yield deadline


def step_after_due(plan: Plan) -> Iterator[Finding]:
    """Report steps that come after the last day of their measure (阶段性节点晚于完成时限)."""
    for task, measure in sifted(plan).stretched:
        due = measure.due
        for step in measure.milestones if due else ():
            if due and step.deadline.due and step.deadline.due > due:
                message = f"{named(task)} is due on {due}, but a step of it on {step.deadline.due}"
                span = step.deadline.span or step.span or _place(measure)
                yield Finding("step-after-due", message, span=span, hint="one of the two days is wrong")


def duty_without_deadline(plan: Plan) -> Iterator[Finding]:
    """Report measures with units but no deadline in a plan where most have one (有责任单位而无完成时限)."""
    measures = sifted(plan)
    on_duty = len(measures.all) - len(measures.without_duty)
    undated = [each for each in measures.all if each[1].deadline is None and each[1].assignments]
    for task, measure in undated if len(undated) * 2 < on_duty else ():
        message = f"{named(task)} names units but no deadline; most others have one"
        hint = "say by when, or 持续推进"
        yield Finding("duty-without-deadline", message, Severity.INFO, measure.span, hint)


def undated_deadline(plan: Plan) -> Iterator[Finding]:
    """Report deadlines without a day, once for each thing that is not known or left open (没有确切日期)."""
    waiting = [each for each in sifted(plan).waiting if each[2].basis]
    if not waiting:
        return
    from policyplan.reading.times.basis import BASIS, MISSING

    for code, hint in MISSING.items():
        alike = [each for each in waiting if code in each[2].basis]
        if not alike:
            continue
        task, measure, deadline = alike[0]
        others = f", and {len(alike) - 1} more such deadlines have none" if len(alike) > 1 else ""
        message = f"“{deadline.text}” of {named(task)} has no day{others}: {BASIS[code][0]}"
        yield Finding("undated-deadline", message, span=_place(measure), hint=hint)


def _place(measure: Measure) -> Span | None:
    """Where the deadline of a measure stands; else the measure."""
    return (measure.deadline.span if measure.deadline else None) or measure.span
