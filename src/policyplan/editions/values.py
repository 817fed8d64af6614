"""A comparison as plain values, for JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import fields

from policyplan.deadlines import Conditional, DueBy, Ongoing, Recurring
from policyplan.display import plan_label
from policyplan.editions.changes import (
    Change,
    DeadlineChanged,
    DutyChanged,
    MilestoneChanged,
    Place,
    Reworded,
)
from policyplan.model import Assignment, Milestone, Period, Plan, Unit

if TYPE_CHECKING:
    from policyplan.editions.comparison import Comparison


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """See `Comparison.to_dict`."""
    return {
        "old": _plan(comparison.old),
        "new": _plan(comparison.new),
        "partial": comparison.partial,
        "changes": [_change(change) for change in comparison],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {"title": plan.title, "number": plan.document.number, "label": plan_label(plan)}


def _change(change: Change) -> dict[str, Any]:
    """The kind, both places, what the change holds, and what follows from that."""
    value = {"kind": change.kind} | {
        each.name: _value(getattr(change, each.name)) for each in fields(type(change))
    }
    if isinstance(change, DutyChanged):
        value["unit"] = _value(change.unit)
    if isinstance(change, DeadlineChanged | MilestoneChanged):
        value["days"] = change.days
    if isinstance(change, Reworded):
        value["passages"] = [{"old": p.old, "new": p.new, "kept": p.kept} for p in change.passages]
    return value


def _value(value: Any) -> Any:
    match value:
        case Place():
            return _place(value)
        case Change():
            return _change(value)
        case Assignment():
            return {"role": value.role.value, "printed": value.printed, **_value(value.unit)}
        case Unit():
            return {"unit": value.name, "canonical": value.canonical}
        case Milestone():
            return {"text": value.text, "deadline": _value(value.deadline)}
        case DueBy():
            return {
                "kind": value.kind,
                "due": _value(value.due),
                "start": _value(value.start),
                "text": value.text,
            }
        case Recurring():
            return {"kind": value.kind, "rrule": value.rrule, "text": value.text}
        case Ongoing() | Conditional():
            return {"kind": value.kind, "text": value.text}
        case Period():
            return {"start": value.start.isoformat(), "end": value.end.isoformat(), "text": value.text}
        case date():
            return value.isoformat()
        case tuple():
            return [_value(each) for each in value]
    return value


def _place(place: Place) -> dict[str, Any]:
    sections = [{"number": section.number, "heading": section.heading} for section in place.sections]
    task = place.task and {"number": place.task.number, "heading": place.task.heading}
    return {"what": place.what, "key": place.key, "sections": sections, "task": task}
