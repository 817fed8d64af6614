"""Progress beside a plan: reports on its measures, where each stands on a day, and workbooks that come back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from policyplan.ledger.reports import Ledger, Report, State, report_on
from policyplan.ledger.standing import SOON, Progress, Standing, Status, standing_of, status

if TYPE_CHECKING:
    from policyplan.ledger.carrying import Carry, Move, carry
    from policyplan.ledger.files import dump, dumps, load, loads
    from policyplan.ledger.merging import Merge, merge

#: What needs the codec, reads workbooks or compares editions is imported when first used: a query needs neither.
_LAZY = {
    "Carry": "carrying",
    "Move": "carrying",
    "carry": "carrying",
    "Merge": "merging",
    "dump": "files",
    "dumps": "files",
    "load": "files",
    "loads": "files",
    "merge": "merging",
}

__all__ = [
    "SOON", "Carry", "Ledger", "Merge", "Move", "Progress", "Report", "Standing", "State", "Status", "carry", "dump",
    "dumps", "load", "loads", "merge", "report_on", "standing_of", "status",
]  # fmt: skip


if not TYPE_CHECKING:  # for a type checker, a name that is not imported above is a mistake

    def __getattr__(name: str) -> Any:
        if name not in _LAZY:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
        globals()[name] = value
        return value
