"""Plans for tests: any value that the model allows, and plans as people write them, printed in every layout.

It needs hypothesis, which policyplan itself does not install; the printers of files need python-docx and openpyxl.

* `plans()` and the strategies of its parts make any value that the model allows, for code that takes plans.
* `written_plans()` makes plans as a person could have written them, `LAYOUTS` prints them, and `check_reader` tries
  a reader on them: what was printed must be read back.
"""

from __future__ import annotations

from policyplan.testing.checking import check_reader, read_back
from policyplan.testing.comparing import FACTS, differences
from policyplan.testing.layouts import LAYOUTS, Layout
from policyplan.testing.values import (
    assignments,
    conditional,
    deadlines,
    documents,
    due_by,
    findings,
    measures,
    milestones,
    ongoing,
    periods,
    plans,
    readings,
    recurring,
    sections,
    sources,
    spans,
    tasks,
    texts,
    units,
)
from policyplan.testing.written import (
    WrittenDeadline,
    WrittenMeasure,
    WrittenPlan,
    WrittenSection,
    WrittenTask,
    WrittenTier,
    WrittenUnit,
    written_plans,
)

__all__ = [
    "FACTS", "LAYOUTS", "Layout", "WrittenDeadline", "WrittenMeasure", "WrittenPlan", "WrittenSection", "WrittenTask",
    "WrittenTier", "WrittenUnit", "assignments", "check_reader", "conditional", "deadlines", "differences", "documents",
    "due_by", "findings", "measures", "milestones", "ongoing", "periods", "plans", "read_back", "readings", "recurring",
    "sections", "sources", "spans", "tasks", "texts", "units", "written_plans",
]  # fmt: skip
