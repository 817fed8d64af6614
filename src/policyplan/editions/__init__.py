"""Two editions of a plan side by side: what an amendment or a re-issue changes, as values."""

from __future__ import annotations

from policyplan.editions._comparing import compare
from policyplan.editions.changes import (
    Added,
    Change,
    DeadlineChanged,
    Dropped,
    DutyChanged,
    FactChanged,
    LeadChanged,
    MilestoneChanged,
    Moved,
    Place,
    Renumbered,
    Reworded,
)
from policyplan.editions.comparison import Comparison
from policyplan.editions.outlines import same_measures
from policyplan.editions.wording import Passage, passages

__all__ = [
    "Added", "Change", "Comparison", "DeadlineChanged", "Dropped", "DutyChanged", "FactChanged", "LeadChanged",
    "MilestoneChanged", "Moved", "Passage", "Place", "Renumbered", "Reworded", "compare", "passages", "same_measures",
]  # fmt: skip
