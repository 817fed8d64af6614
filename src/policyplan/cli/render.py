"""Plans and selections in each format that the command line writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from policyplan.cli.tables import plan_table, terminal_width
from policyplan.display import entries_text
from policyplan.model import Plan, Reading

if TYPE_CHECKING:
    from policyplan.query import Selection


def render_plans(readings: Sequence[Reading], to: str, **options: Any) -> bytes:
    """Plans as `to`, one plan where that is JSON; `options` are those of the function that writes `to`."""
    if to == "json":
        from policyplan.codec import dumps

        return dumps(readings[0]).encode()
    plans = [reading.plan for reading in readings]
    if to == "txt":
        width = terminal_width()
        return ("\n\n".join(plan_table(plan, width) for plan in plans) + "\n").encode()
    return _render(plans, to, **options)


def render_selection(selection: Selection, to: str, **options: Any) -> bytes:
    """The measures that a query found as `to`; `options` as in `render_plans`."""
    if to == "txt":
        return f"{entries_text(selection.entries, width=terminal_width())}\n".encode()
    return _render(selection, to, **options)


def _render(source: Sequence[Plan] | Selection, to: str, **options: Any) -> bytes:
    if to == "ics":
        from policyplan.exporting.ical import to_ical

        return to_ical(source, **options)
    if to == "xlsx":
        from policyplan.exporting.workbook import to_workbook

        return to_workbook(source, **options)
    from policyplan.exporting.records import records, to_csv, to_jsonl

    rows = records(source, **options)
    return to_csv(rows) if to == "csv" else to_jsonl(rows).encode()
