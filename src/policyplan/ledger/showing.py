"""Ledgers and where measures stand, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyplan.display import ROWS, deadline_label, html_table, more
from policyplan.source import clip

if TYPE_CHECKING:
    from policyplan.ledger.reports import Ledger, Report
    from policyplan.ledger.standing import Standing


def ledger_html(ledger: Ledger) -> str:
    """The reports made last as an HTML table of at most `ROWS` rows, the newest first."""
    last = ledger.reports[: -ROWS - 1 : -1]
    rows = ([report.on.isoformat(), report.plan, _measure(report), *_says(report)] for report in last)
    note = more(len(ledger.reports), "report")
    headers = ["Reported", "Plan", "Measure", "Unit", "State", "Per cent", "Progress"]
    return html_table(headers, rows, caption=repr(ledger).strip("<>"), note=note)


def standings_html(standings: Sequence[Standing]) -> str:
    """Where measures stand as an HTML table of at most `ROWS` rows that says how many more there are."""
    headers = ["Task", "Due", "Status", "Per cent", "Done on", "Reported", "Progress", "Measure"]
    rows = map(_standing, standings[:ROWS])
    return html_table(headers, rows, note=more(len(standings), "measure"))


def _standing(standing: Standing) -> list[str]:
    entry, report = standing.entry, standing.report
    return [
        entry.task.number,
        deadline_label(entry),
        standing.status,
        _percent(standing.percent),
        standing.done_on.isoformat() if standing.done_on else "",
        report.on.isoformat() if report else f"by {len(standing.units)} units" if standing.units else "",
        clip(report.note, 200) if report else "",
        clip(entry.measure.text or entry.task.heading, 400),
    ]


def _measure(report: Report) -> str:
    return report.key or report.uid


def _says(report: Report) -> list[str]:
    return [report.unit or "", report.state or "", _percent(report.percent), clip(report.note, 400)]


def _percent(percent: int | None) -> str:
    return "" if percent is None else f"{percent} %"
