"""policyplan reads published work plans into data that can be trusted, asked, subscribed to and tracked."""

from __future__ import annotations

# Neither typing nor importlib is imported: every name waits until it is used, and so does what it needs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from policyplan import where
    from policyplan.checks import check
    from policyplan.codec import dump, from_dict, load, to_dict
    from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
    from policyplan.editions import compare
    from policyplan.errors import (
        ExportError,
        FormatError,
        LedgerError,
        PolicyplanError,
        QueryError,
        ReadError,
    )
    from policyplan.examples import load_example
    from policyplan.exporting import plots
    from policyplan.exporting.batches import read_batches
    from policyplan.exporting.frames import to_arrow, to_pandas, to_polars
    from policyplan.exporting.ical import to_ical
    from policyplan.exporting.records import records
    from policyplan.exporting.site import publish
    from policyplan.exporting.workbook import to_workbook
    from policyplan.findings import Finding, Severity
    from policyplan.ledger import Ledger, Report, Standing, State, Status, status
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
    from policyplan.query import Selection, find
    from policyplan.reading import read, read_text
    from policyplan.reading.many import read_many
    from policyplan.reading.times import parse_deadline
    from policyplan.source import Source, Span

#: Where the public names live: a module is imported when one of its names is first used.
_HOMES = {
    "checks": "check",
    "codec": "dump from_dict load to_dict",
    "deadlines": "Conditional Deadline DueBy Ongoing Precision Recurring",
    "editions": "compare",
    "errors": "ExportError FormatError LedgerError PolicyplanError QueryError ReadError",
    "examples": "load_example",
    "exporting.batches": "read_batches",
    "exporting.frames": "to_arrow to_pandas to_polars",
    "exporting.ical": "to_ical",
    "exporting.plots": "plots",
    "exporting.records": "records",
    "exporting.site": "publish",
    "exporting.workbook": "to_workbook",
    "findings": "Finding Severity",
    "ledger": "Ledger Report Standing State Status status",
    "model": "Assignment Document Duties Entry Measure Milestone Period Plan Reading Role Section Task Unit",
    "query": "Selection find",
    "reading": "read read_text",
    "reading.many": "read_many",
    "reading.times": "parse_deadline",
    "source": "Source Span",
    "where": "where",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Assignment", "Conditional", "Deadline", "Document", "DueBy", "Duties", "Entry", "ExportError", "Finding",
    "FormatError", "Ledger", "LedgerError", "Measure", "Milestone", "Ongoing", "Period", "Plan", "PolicyplanError",
    "Precision", "QueryError", "ReadError", "Reading", "Recurring", "Report", "Role", "Section", "Selection",
    "Severity", "Source", "Span", "Standing", "State", "Status", "Task", "Unit", "check", "compare", "dump", "find",
    "from_dict", "load", "load_example", "parse_deadline", "plots", "publish", "read", "read_batches", "read_many",
    "read_text", "records", "status", "to_arrow", "to_dict", "to_ical", "to_pandas", "to_polars",
    "to_workbook", "where",
]  # fmt: skip


if not TYPE_CHECKING:  # for a type checker, a name that is not imported above is a mistake

    def __getattr__(name: str) -> Any:
        module = _HOME_OF.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        loaded = import_module(f"{__name__}.{module}")
        value = getattr(loaded, name, loaded)  # some names are those of their modules: where, plots
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
