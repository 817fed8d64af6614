"""The grammar of responsibility clauses: who leads, who shares the duty, by when."""

from __future__ import annotations

from policyplan.reading.clauses.fields import read_clause
from policyplan.reading.clauses.remarks import (
    EVERY_TASK,
    FINAL_PROVISION,
    MARKED_LEADS,
    RESPONSIBLE_LEADS,
    SAYS_FIRST_LEADS,
)
from policyplan.reading.clauses.told import NO_CLAUSE, is_clause, is_own_time, states_by_label
from policyplan.reading.clauses.values import EMPTY, Clause, Duty

__all__ = [
    "EMPTY",
    "EVERY_TASK",
    "FINAL_PROVISION",
    "MARKED_LEADS",
    "NO_CLAUSE",
    "RESPONSIBLE_LEADS",
    "SAYS_FIRST_LEADS",
    "Clause",
    "Duty",
    "is_clause",
    "is_own_time",
    "read_clause",
    "states_by_label",
]
