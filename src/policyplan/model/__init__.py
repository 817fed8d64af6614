"""The nouns: a plan, its document, sections, tasks and measures, and the units that answer for them."""

from __future__ import annotations

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.model.document import Document, Period
from policyplan.model.entries import PlansOrEntries, entries_of
from policyplan.model.measures import Assignment, Measure, Milestone
from policyplan.model.numbers import bare_number, task_keys
from policyplan.model.plan import Duties, Entry, Plan, duties
from policyplan.model.reading import Reading
from policyplan.model.sections import Section, Task
from policyplan.model.units import Role, Unit

__all__ = [
    "Assignment", "Conditional", "Deadline", "Document", "DueBy", "Duties", "Entry", "Measure", "Milestone",
    "Ongoing", "Period", "Plan", "PlansOrEntries", "Reading", "Recurring", "Role", "Section", "Task", "Unit",
    "bare_number", "duties", "entries_of", "task_keys",
]  # fmt: skip
