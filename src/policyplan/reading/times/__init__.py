"""The language of deadlines: time expressions of Chinese and English work plans, read into `Deadline` values."""

from __future__ import annotations

from datetime import date
from typing import Any

from policyplan.deadlines import Deadline
from policyplan.model import Period


def parse_deadline(
    text: str,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    calendar: Any = None,
) -> Deadline | None:
    """Read one time expression; None where the words are no time."""
    return None


def find_deadlines(
    text: str,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    calendar: Any = None,
) -> list[tuple[int, int, Deadline]]:
    """Find the dated steps in running prose: start, end, deadline."""
    return []


def is_time(text: str) -> bool:
    """Tell whether the text of a field is a time expression."""
    return False
