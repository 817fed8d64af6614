"""The same grammar for English plans: labels, lists of bodies, and the words that give them roles."""

from __future__ import annotations

from policyplan.reading.english.bodies import names_a_body
from policyplan.reading.english.labels import begins_other_field, is_time_label, label_role
from policyplan.reading.english.lines import (
    find_dashed,
    find_labels,
    is_short_name,
    is_value,
    read_line,
    read_values,
)
from policyplan.reading.english.names import read_bodies, read_names

__all__ = [
    "begins_other_field",
    "find_dashed",
    "find_labels",
    "is_short_name",
    "is_time_label",
    "is_value",
    "label_role",
    "names_a_body",
    "read_bodies",
    "read_line",
    "read_names",
    "read_values",
]
