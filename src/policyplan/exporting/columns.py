"""What the columns of the table hold: each column's value, of a measure, of a unit's part in it, of its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from policyplan.deadlines import DueBy
from policyplan.ledger.reports import Report
from policyplan.ledger.standing import Standing
from policyplan.model import Assignment, Entry

#: A measure on a day, and the report that a row of it tells.
Reported: TypeAlias = tuple[Standing, Report | None]


def _due_by(entry: Entry) -> DueBy | None:
    deadline = entry.measure.deadline
    return deadline if isinstance(deadline, DueBy) else None


def _numbers(entry: Entry) -> str:
    return "/".join(section.number for section in entry.sections if section.number)


#: The columns in which all rows of a measure are alike. What is absent is None or "" here; days are dates.
OF_MEASURE: Final[Mapping[str, Callable[[Entry], Any]]] = {
    "plan": lambda entry: entry.plan.identity,
    "section": _numbers,
    "section_heading": lambda entry: entry.section.heading,
    "task": lambda entry: entry.task.number,
    "task_heading": lambda entry: entry.task.heading,
    "measure": lambda entry: entry.index + 1,
    "text": lambda entry: entry.measure.text,
    "deadline_kind": lambda entry: entry.measure.deadline and entry.measure.deadline.kind,
    "due": lambda entry: entry.measure.due,
    "start": lambda entry: (due := _due_by(entry)) and due.start,
    "precision": lambda entry: (due := _due_by(entry)) and due.precision.value,
    "deadline_text": lambda entry: entry.measure.deadline and entry.measure.deadline.text,
    "uid": lambda entry: entry.uid,
    "source_start": lambda entry: entry.measure.span and entry.measure.span.start,
    "source_end": lambda entry: entry.measure.span and entry.measure.span.end,
    "source_name": lambda entry: entry.plan.source and entry.plan.source.name,
}

#: The columns of a unit's part in a measure.
OF_UNIT: Final[Mapping[str, Callable[[Assignment], Any]]] = {
    "unit": lambda part: part.unit.name,
    "unit_printed": lambda part: part.printed,
    "unit_canonical": lambda part: part.unit.canonical,
    "unit_parent": lambda part: part.unit.parent and part.unit.parent.name,
    "role": lambda part: part.role.value,
    "group": lambda part: part.group,
    "shared_by_remit": lambda part: part.shared_by_remit,
    "open_ended": lambda part: part.open_ended,
}

#: The columns that a ledger adds.
OF_PROGRESS: Final[Mapping[str, Callable[[Reported], Any]]] = {
    "status": lambda told: told[0].status.value,
    "state": lambda told: told[1] and told[1].state and told[1].state.value,
    "percent": lambda told: told[1] and told[1].percent,
    "note": lambda told: told[1] and told[1].note,
    "evidence": lambda told: told[1] and told[1].evidence,
    "reported_on": lambda told: told[1] and told[1].on,
}


def report_of(standing: Standing, unit: str | None) -> Report | None:
    """The unit's own last report, else that on the measure as a whole."""
    return (standing.of_unit(unit) if unit else None) or standing.report


def present(value: Any) -> Any:
    """The value, None where there is none."""
    return None if value == "" else value
