"""What entries are grouped and sorted by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Literal, TypeAlias

from policyplan.display import section_label, task_label
from policyplan.model import Entry, Unit
from policyplan.where._index import identity, index_of

Grouping: TypeAlias = (
    Literal["due", "lead", "month", "plan", "quarter", "role", "section", "task", "unit", "year"]
    | Callable[[Entry], Any]
)
Order: TypeAlias = Literal["due", "lead", "plan", "task", "unit"] | Callable[[Entry], Any]


def groups_of(key: Grouping) -> Callable[[Entry], tuple[Hashable, ...]]:
    """The function that says under which values an entry is grouped."""
    if callable(key):
        return lambda entry: (key(entry),)
    return _GROUPINGS[_known(key, _GROUPINGS)]


def order_of(key: Order) -> Callable[[Entry], Any]:
    """The function that says what an entry is sorted by; None for last."""
    return key if callable(key) else _ORDERS[_known(key, _ORDERS)]


def _known(key: str, keys: Iterable[str]) -> str:
    if key not in keys:
        raise ValueError(f"{key!r} is none of {', '.join(sorted(keys))}, nor a function of the entry")
    return key


def _names(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity(unit) for unit in units))


def _units(entry: Entry) -> tuple[str, ...]:
    return _names(assignment.unit for assignment in entry.measure.assignments)


def _leads(entry: Entry) -> tuple[str, ...]:
    return _names(entry.measure.leads)


def _stretch(length: int) -> Callable[[Entry], tuple[str, ...]]:
    """The first `length` characters of the last day in ISO form; without such a day, the kind of deadline."""

    def grouped(entry: Entry) -> tuple[str, ...]:
        deadline = entry.measure.deadline
        if deadline is None:
            return ("undated",)
        return (deadline.due.isoformat()[:length] if deadline.due else deadline.kind,)

    return grouped


def _quarter(entry: Entry) -> tuple[str, ...]:
    due = entry.measure.due
    return (f"{due.year:04}-Q{(due.month + 2) // 3}",) if due else _stretch(10)(entry)


def _document_order(entry: Entry) -> int:
    return index_of(entry.plan).positions[entry.key]


_GROUPINGS: dict[str, Callable[[Entry], tuple[Hashable, ...]]] = {
    "due": _stretch(10),
    "lead": _leads,
    "month": _stretch(7),
    "plan": lambda entry: (entry.plan.identity,),
    "quarter": _quarter,
    "role": lambda entry: tuple(dict.fromkeys(a.role for a in entry.measure.assignments)),
    "section": lambda entry: (section_label(entry.sections),),
    "task": lambda entry: (task_label(entry.task),),
    "unit": _units,
    "year": _stretch(4),
}
_ORDERS: dict[str, Callable[[Entry], Any]] = {
    "due": lambda entry: entry.measure.due,
    "lead": lambda entry: next(iter(_leads(entry)), None),
    "plan": lambda entry: entry.plan.identity,
    "task": _document_order,
    "unit": lambda entry: next(iter(_units(entry)), None),
}
