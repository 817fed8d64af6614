"""What several rules ask of a plan, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from policyplan.model import Plan

Found = TypeVar("Found")


def once(work: Callable[[Plan], Found]) -> Callable[[Plan], Found]:
    """Keep what `work` finds with the plan, as its cached properties are kept."""
    name = f"_{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(plan: Plan) -> Found:
        if name not in vars(plan):
            vars(plan)[name] = work(plan)
        found: Found = vars(plan)[name]
        return found

    return kept
