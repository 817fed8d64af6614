"""What several rules ask of a plan, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import TypeAlias, TypeVar

from attrs import Factory, define

from policyplan.deadlines import Conditional, Deadline, DueBy
from policyplan.model import Measure, Plan, Role, Section, Task

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


#: A measure with its task.
Stated: TypeAlias = tuple[Task, Measure]


@define(eq=False)
class Sifted:
    """The items and measures of a plan in document order, and those among them that rules look at: most are plain."""

    #: Every section and task.
    items: list[Task | Section] = Factory(list)
    sections: list[Section] = Factory(list)
    #: Every measure.
    all: list[Stated] = Factory(list)
    #: Measures with a last day, and the day.
    due: list[tuple[Task, Measure, date]] = Factory(list)
    #: Measures with a deadline that waits for what nobody knows.
    waiting: list[tuple[Task, Measure, Conditional]] = Factory(list)
    #: Measures with steps, or a deadline that begins on a day.
    stretched: list[Stated] = Factory(list)
    #: Measures that name no unit.
    without_duty: list[Stated] = Factory(list)
    #: Measures that name units, of which the first does not lead.
    unled: list[Stated] = Factory(list)

    @property
    def has_tasks(self) -> bool:
        """Whether there is any task."""
        return len(self.items) > len(self.sections)

    def walk(self, items: Iterable[Task | Section]) -> None:
        """Take items with all that stands below them."""
        for item in items:
            self.items.append(item)
            if isinstance(item, Section):
                self.sections.append(item)
                self.walk(item.items)
            else:
                for measure in item.measures:
                    self._sift(item, measure)

    def _sift(self, task: Task, measure: Measure) -> None:
        each = task, measure
        self.all.append(each)
        deadline: Deadline | None = measure.deadline
        starts = None
        if isinstance(deadline, DueBy):
            self.due.append((task, measure, deadline.due))
            starts = deadline.start
        elif isinstance(deadline, Conditional):
            self.waiting.append((task, measure, deadline))
        if starts is not None or measure.milestones:
            self.stretched.append(each)
        assignments = measure.assignments
        if not assignments:
            self.without_duty.append(each)
        elif assignments[0].role is not Role.LEAD:
            self.unled.append(each)


@once
def sifted(plan: Plan) -> Sifted:
    """The items and measures of a plan, told apart by what rules ask."""
    found = Sifted()
    found.walk(plan.sections)
    return found


def forget(plan: Plan) -> None:
    """Let go of what was worked out, when no rule will ask for it again."""
    for name in [name for name in vars(plan) if name.startswith(_PREFIX)]:
        del vars(plan)[name]
