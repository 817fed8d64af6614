"""What the tests say of a measure that was read."""

from __future__ import annotations

from policyplan import Measure


def units_and_day(measure: Measure) -> str:
    """A measure's units with the first letter of their role, and its last day or kind of deadline; - for none."""
    units = " ".join(f"{share.unit.name}/{share.role.value[0]}" for share in measure.assignments)
    due = measure.due or (measure.deadline.kind if measure.deadline else "-")
    return f"{units or '-'} {due}"
