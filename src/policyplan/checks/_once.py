"""What several rules ask of a plan, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from policyplan.model import Measure, Plan, Task

Found = TypeVar("Found")
_PREFIX = f"_{__name__}."


def once(work: Callable[[Plan], Found]) -> Callable[[Plan], Found]:
    """Keep what `work` finds with the plan, as its cached properties are kept."""
    name = f"{_PREFIX}{work.__qualname__}"

    @wraps(work)
    def kept(plan: Plan) -> Found:
        if name not in vars(plan):
            vars(plan)[name] = work(plan)
        found: Found = vars(plan)[name]
        return found

    return kept


@once
def measures_of(plan: Plan) -> list[tuple[Task, Measure]]:
    """Every measure with its task, in document order."""
    return [(task, measure) for task in plan.tasks for measure in task.measures]


def forget(plan: Plan) -> None:
    """Let go of what was worked out, when no rule will ask for it again."""
    for name in [name for name in vars(plan) if name.startswith(_PREFIX)]:
        del vars(plan)[name]
