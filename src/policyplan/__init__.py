"""policyplan reads published work plans into data that can be trusted, asked, subscribed to and tracked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.errors import ExportError, FormatError, PolicyplanError, QueryError, ReadError
from policyplan.findings import Finding, Severity
from policyplan.model import (
    Assignment,
    Document,
    Duties,
    Entry,
    Measure,
    Milestone,
    Period,
    Plan,
    Reading,
    Role,
    Section,
    Task,
    Unit,
)
from policyplan.source import Source, Span

if TYPE_CHECKING:
    from policyplan import where
    from policyplan.checks import check
    from policyplan.codec import dump, from_dict, load, to_dict
    from policyplan.examples import load_example
    from policyplan.exporting.ical import to_ical
    from policyplan.exporting.records import records
    from policyplan.exporting.site import publish
    from policyplan.exporting.workbook import to_workbook
    from policyplan.ledger import Ledger, Report, Standing, State, Status, status
    from policyplan.query import Selection, find
    from policyplan.reading import read, read_text
    from policyplan.reading.times import parse_deadline

#: Names that are imported when first used, and where they live: what they need is not paid for by `import policyplan`.
_LAZY = {
    "Ledger": "ledger",
    "Report": "ledger",
    "Selection": "query",
    "Standing": "ledger",
    "State": "ledger",
    "Status": "ledger",
    "check": "checks",
    "dump": "codec",
    "find": "query",
    "from_dict": "codec",
    "load": "codec",
    "load_example": "examples",
    "parse_deadline": "reading.times",
    "publish": "exporting.site",
    "read": "reading",
    "read_text": "reading",
    "records": "exporting.records",
    "status": "ledger",
    "to_dict": "codec",
    "to_ical": "exporting.ical",
    "to_workbook": "exporting.workbook",
    "where": "where",
}

__all__ = [
    "Assignment", "Conditional", "Deadline", "Document", "DueBy", "Duties", "Entry", "ExportError", "Finding",
    "FormatError", "Ledger", "Measure", "Milestone", "Ongoing", "Period", "Plan", "PolicyplanError", "Precision",
    "QueryError", "ReadError", "Reading", "Recurring", "Report", "Role", "Section", "Selection", "Severity",
    "Source", "Span", "Standing", "State", "Status", "Task", "Unit", "check", "dump", "find", "from_dict", "load",
    "load_example", "parse_deadline", "publish", "read", "read_text", "records", "status", "to_dict", "to_ical",
    "to_workbook", "where",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    loaded = import_module(f"{__name__}.{module}")
    value = loaded if name == module else getattr(loaded, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
