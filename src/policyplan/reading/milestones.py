"""Last days and dated steps as they are printed: 2024年10月底前编制并公布…."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import evolve

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.makers import new_due_by
from policyplan.model import Milestone
from policyplan.reading.pieces import Text
from policyplan.reading.times.recurring import all_of
from policyplan.source import Span


def placed(deadline: Deadline, text: str, span: Span | None) -> Deadline:
    """The deadline with the words that are printed there, and their place."""
    match deadline:
        case DueBy():
            return new_due_by(deadline.due, text, deadline.start, deadline.precision, deadline.basis, span)
        case Recurring():
            return Recurring(text, deadline.rrule, deadline.basis, span)
        case Ongoing():
            return Ongoing(text, deadline.basis, span)
        case Conditional():
            return Conditional(text, deadline.basis, span)


#: Where a step ends; in an English text also at a mark behind which a sentence or nothing follows.
_STEP_END = re.compile(r"[，。；！？]|[.;!?](?=\s+[A-Z]|\s*\Z)")


#: No step is told in more words.
_LONGEST_STEP = 1000


def find_milestones(
    texts: Sequence[Text], steps: Callable[[str], list[tuple[int, int, Deadline]]], general: Deadline | None
) -> list[Milestone]:
    """The dated steps in a measure's own texts, without the day that the plan sets there for all (`general`).

    `steps` finds those in running text (folded).
    """
    found: list[Milestone] = []
    for para, start, end in texts:
        for a, b, deadline in steps(para.folded[start:end]):
            last = min(end, start + b + _LONGEST_STEP)
            stop = _STEP_END.search(para.folded, start + b, last)
            until = stop.start() if stop else last
            step = placed(deadline, para.text[start + a : start + b], para.span(start + a, start + b))
            if general is None or not _within(step.span, general.span):
                found.append(
                    Milestone(step, para.text[start + a : until].strip(), para.span(start + a, until))
                )
    return found


def last_step(milestones: Sequence[Milestone]) -> Deadline | None:
    """The deadline of a measure whose clause gives none: its latest step.

    What is to be done 其中, of the whole, by an earlier day is no deadline of the whole.
    """
    whole = [step.deadline for step in milestones if "part-of-whole" not in step.deadline.basis]
    return latest(whole) if whole else None


def latest(deadlines: Sequence[Deadline]) -> Deadline:
    """The latest of the deadlines that have a day, else all that come round as one, else the last."""
    if len(deadlines) == 1:
        return deadlines[0]
    dated = [deadline for deadline in deadlines if isinstance(deadline, DueBy)]
    if dated:
        return max(dated, key=lambda deadline: deadline.due)
    recurring = [deadline for deadline in deadlines if isinstance(deadline, Recurring)]
    if len({deadline.rrule for deadline in recurring}) == len(deadlines):
        return evolve(recurring[-1], rrule=all_of(recurring).rrule)
    return deadlines[-1]


def _within(inner: Span | None, outer: Span | None) -> bool:
    """Whether a place lies in another one."""
    return bool(inner and outer and outer.start <= inner.start and inner.end <= outer.end)
