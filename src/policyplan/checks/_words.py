"""Rules about titles, and about words that stand nowhere in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyplan.coverage import uncovered
from policyplan.findings import Finding
from policyplan.model import Plan

_MARKS = re.compile(r"[^\w]|_")


def title_mismatch(plan: Plan) -> Iterator[Finding]:
    """Report a plan whose title is not the one that the covering notice gives it (标题与通知所印发的名称不一致)."""
    enclosed = plan.document.enclosed_title
    if enclosed and plan.title and _bare(enclosed) != _bare(plan.title):
        message = f"the notice encloses “{enclosed}”, but the plan is headed “{plan.title}”"
        yield Finding("title-mismatch", message, hint="use one title in both")


def unheld_text(plan: Plan) -> Iterator[Finding]:
    """Report text of the source that no part of the plan holds (未归入任何部分的文字)."""
    for span in uncovered(plan):
        yield Finding(
            "unheld-text", "no part of the plan holds this text", span=span, hint="report it if it matters"
        )


def _bare(title: str) -> str:
    """A title without marks and spaces, which differ from print to print."""
    return _MARKS.sub("", title)
