"""What a written plan says and what a reader found, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from policyplan.model import Measure, Period, Plan, Role, bare_number
from policyplan.source import as_tuple
from policyplan.testing.written import WrittenDeadline, WrittenMeasure, WrittenPlan

#: The facts that are compared, by name. A layout names those that it cannot carry.
FACTS: dict[str, str] = {
    "title": "the plan's title",
    "period": "its first and last year",
    "document": "the document's number, date and addressees",
    "sections": "the numbers and headings of the sections around each task, outermost first",
    "numbers": "the tasks' numbers",
    "headings": "the tasks' headings",
    "texts": "what each measure says is to be done",
    "units": "the full names of each measure's units, in printed order",
    "printed": "the words that stand there for each unit",
    "roles": "each unit's role",
    "sides": "which units stand on one side of a ；",
    "shared_by_remit": "按职责分工",
    "open_ended": "等",
    "deadlines": "the kind of each measure's deadline, and its last day",
    "deadline_words": "the words of the deadline",
    "steps": "the last days of the dated steps in the text",
}


@frozen
class SaidDuty:
    """One unit's part, as far as it is compared."""

    unit: str
    printed: str
    role: Role
    side: int
    shared_by_remit: bool
    open_ended: bool


@frozen(kw_only=True)
class SaidMeasure:
    """A measure with where it stands, as far as it is compared."""

    sections: tuple[tuple[str, str], ...]
    number: str
    heading: str
    text: str
    duties: tuple[SaidDuty, ...] = field(converter=as_tuple)
    kind: str | None
    due: date | None
    words: str
    steps: tuple[date | None, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class Said:
    """A plan as far as it is compared: `document` is number, date and addressees."""

    title: str
    period: tuple[int, int] | None
    document: tuple[str | None, date | None, tuple[str, ...]]
    measures: tuple[SaidMeasure, ...] = field(converter=as_tuple)


def said_by(plan: Plan) -> Said:
    """What a plan that was read says."""
    return Said(
        title=plan.title,
        period=_years(plan.period),
        document=(plan.document.number, plan.document.dated, plan.document.addressees),
        measures=[
            _read(
                entry.measure,
                tuple((bare_number(s.number), s.heading) for s in entry.sections if s.number or s.heading),
                bare_number(entry.task.number),
                entry.task.heading,
            )
            for entry in plan.entries()
        ],
    )


def _years(period: Period | None) -> tuple[int, int] | None:
    return (period.start.year, period.end.year) if period is not None else None


def _read(measure: Measure, sections: tuple[tuple[str, str], ...], number: str, heading: str) -> SaidMeasure:
    deadline = measure.deadline
    return SaidMeasure(
        sections=sections,
        number=number,
        heading=heading,
        text=measure.text,
        duties=[
            SaidDuty(_even(a.unit.name), _even(a.printed), a.role, a.group, a.shared_by_remit, a.open_ended)
            for a in measure.assignments
        ],
        kind=deadline.kind if deadline is not None else None,
        due=measure.due,
        words=deadline.text if deadline is not None else "",
        steps=[milestone.deadline.due for milestone in measure.milestones],
    )


def expected_of(plan: WrittenPlan) -> Said:
    """What a reader should find in a plan as it was written."""
    return Said(
        title=plan.title,
        period=plan.years,
        document=(plan.number, plan.dated, plan.addressees),
        measures=[
            _written(
                measure,
                tuple((bare_number(s.mark), s.heading) for s in path),
                bare_number(task.mark),
                task.heading,
            )
            for path, task in plan.walk()
            for measure in task.measures
        ],
    )


def _written(
    measure: WrittenMeasure, sections: tuple[tuple[str, str], ...], number: str, heading: str
) -> SaidMeasure:
    deadline = measure.deadline or _latest(measure.steps)
    return SaidMeasure(
        sections=sections,
        number=number,
        heading=heading,
        text=measure.text,
        duties=_written_duties(measure),
        kind=deadline.kind if deadline is not None else None,
        due=deadline.due if deadline is not None else None,
        words=deadline.words if deadline is not None else "",
        steps=[step.due for step in measure.steps],
    )


def _latest(steps: Sequence[WrittenDeadline]) -> WrittenDeadline | None:
    """The latest of the steps that have a day, else the last one: the deadline of a measure without one."""
    latest = max((step.due for step in steps if step.due), default=None)
    return next((step for step in reversed(steps) if step.due == latest), None)


def _written_duties(measure: WrittenMeasure) -> list[SaidDuty]:
    duties: list[SaidDuty] = []
    for side, tiers in enumerate(measure.sides):
        for tier in tiers:
            for unit, printed in zip(tier.units, tier.printed(), strict=True):
                role = Role.LEAD if measure.first_leads and not duties else tier.role
                duties.append(
                    SaidDuty(
                        _even(unit.name),
                        _even(printed),
                        role,
                        side,
                        tier.shared_by_remit,
                        bool(tier.open_end),
                    )
                )
    for unit in measure.by_convention if duties else ():
        last = len(measure.sides) - 1
        duties.append(SaidDuty(_even(unit.name), unit.name, Role.RESPONSIBLE, last, False, False))
    return duties


def _even(name: str) -> str:
    """A name with full-width brackets, whichever were printed."""
    return name.replace("(", "（").replace(")", "）")


def differences(expected: WrittenPlan, found: Plan, facts: Collection[str] = tuple(FACTS)) -> tuple[str, ...]:
    """What `found` says otherwise than `expected`, one line each, in the order of the plan; only `facts` are compared.

    Where the number of measures differs, that alone is told, for nothing behind it can be matched.
    """
    return tuple(_differences(expected_of(expected), said_by(found), facts))


def _differences(expected: Said, found: Said, facts: Collection[str]) -> Iterator[str]:
    for fact in ("title", "period", "document"):
        if fact in facts and getattr(expected, fact) != getattr(found, fact):
            yield _line("the plan", fact, getattr(expected, fact), getattr(found, fact))
    if len(expected.measures) != len(found.measures):
        yield _line("the plan", "measures", _outline(expected), _outline(found))
        return
    for one, other in zip(expected.measures, found.measures, strict=True):
        for fact in facts:
            if fact in _OF_MEASURE and _OF_MEASURE[fact](one) != _OF_MEASURE[fact](other):
                where = f"task {one.number} {one.heading}"
                yield _line(where, fact, _OF_MEASURE[fact](one), _OF_MEASURE[fact](other))


_OF_MEASURE: dict[str, Any] = {
    "sections": lambda m: m.sections,
    "numbers": lambda m: m.number,
    "headings": lambda m: m.heading,
    "texts": lambda m: m.text,
    "units": lambda m: [d.unit for d in m.duties],
    "printed": lambda m: [d.printed for d in m.duties],
    "roles": lambda m: [(d.unit, d.role.value) for d in m.duties],
    "sides": lambda m: [(d.unit, d.side) for d in m.duties],
    "shared_by_remit": lambda m: [d.unit for d in m.duties if d.shared_by_remit],
    "open_ended": lambda m: [d.unit for d in m.duties if d.open_ended],
    "deadlines": lambda m: (m.kind, str(m.due)),
    "deadline_words": lambda m: m.words,
    "steps": lambda m: [str(day) for day in m.steps],
}


def _outline(said: Said) -> list[tuple[str, str]]:
    return [(measure.number, measure.text[:24]) for measure in said.measures]


def _line(where: str, fact: str, expected: object, found: object) -> str:
    return f"{where}: {fact}\n  expected {expected!r}\n  found    {found!r}"
