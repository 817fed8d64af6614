"""What differs in a measure: who answers for it, by when, its words, its dated steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from policyplan.deadlines import Conditional, Deadline, DueBy, Recurring
from policyplan.editions._matching import Item, matched
from policyplan.editions._units import Identity
from policyplan.editions.changes import (
    Change,
    DeadlineChanged,
    DutyChanged,
    LeadChanged,
    MilestoneChanged,
    Place,
    Reworded,
)
from policyplan.editions.wording import plain
from policyplan.model import Assignment, Measure, Milestone, Role, Unit


def measure_changes(old: Place, new: Place, identity: Identity) -> Iterator[Change]:
    """What differs in a measure that stands at `old` in one edition and at `new` in the other."""
    assert old.measure is not None
    assert new.measure is not None
    before, after = old.measure, new.measure
    if plain(before.text) != plain(after.text):
        yield Reworded(old=old, new=new, part="text", before=before.text, after=after.text)
    duties = list(_duties(old, new, identity))
    leading = [duty for duty in duties if _of_lead(duty)]
    if leading:
        yield LeadChanged(old=old, new=new, before=_leads(before), after=_leads(after), parts=leading)
    others = [duty for duty in duties if not _of_lead(duty)]
    yield from others
    moved = not _same_deadline(before.deadline, after.deadline)
    if moved:
        yield DeadlineChanged(old=old, new=new, before=before.deadline, after=after.deadline)
    if _clause_reworded(before, after, identity, told=bool(duties) or moved):
        yield Reworded(old=old, new=new, part="clause", before=_clause(before), after=_clause(after))
    yield from _milestones(old, new, before.milestones, after.milestones)


def _duties(old: Place, new: Place, identity: Identity) -> Iterator[DutyChanged]:
    """The parts of units that differ, in the order of the new edition, those that are gone last."""
    assert old.measure is not None
    assert new.measure is not None
    before, after = _by_unit(old.measure, identity), _by_unit(new.measure, identity)
    for unit in {**after, **before}:
        gone, come = before.get(unit, {}), after.get(unit, {})
        pairs = zip_longest(
            [part for role, part in gone.items() if role not in come],
            [part for role, part in come.items() if role not in gone],
        )
        for one, other in pairs:
            yield DutyChanged(old=old, new=new, before=one, after=other)


def _by_unit(measure: Measure, identity: Identity) -> dict[str, dict[Role, Assignment]]:
    """The parts of each unit by role, the gravest role first."""
    found: dict[str, dict[Role, Assignment]] = {}
    for part in sorted(measure.assignments, key=lambda each: _RANK[each.role]):
        found.setdefault(identity(part.unit), {}).setdefault(part.role, part)
    printed = dict.fromkeys(identity(part.unit) for part in measure.assignments)
    return {unit: found[unit] for unit in printed}


_RANK = {role: rank for rank, role in enumerate(Role)}


def _of_lead(duty: DutyChanged) -> bool:
    return any(part is not None and part.role is Role.LEAD for part in (duty.before, duty.after))


def _leads(measure: Measure) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(measure.leads))


def _same_deadline(before: Deadline | None, after: Deadline | None) -> bool:
    """Whether two deadlines come to the same, whatever their words."""
    if before is None or after is None or before.kind != after.kind:
        return before is after
    if isinstance(before, DueBy) and isinstance(after, DueBy):
        return (before.start, before.due) == (after.start, after.due)
    if isinstance(before, Recurring) and isinstance(after, Recurring):
        return before.rrule == after.rrule and (bool(before.rrule) or _same_words(before, after))
    return not isinstance(before, Conditional) or _same_words(before, after)


def _same_words(before: Deadline, after: Deadline) -> bool:
    return plain(before.text) == plain(after.text)


def _clause_reworded(before: Measure, after: Measure, identity: Identity, *, told: bool) -> bool:
    """Whether a clause says something anew that no change of duty or deadline tells."""
    flags = [
        {(identity(a.unit), a.role): (a.shared_by_remit, a.open_ended) for a in measure.assignments}
        for measure in (before, after)
    ]
    if any(flags[0][part] != flags[1][part] for part in flags[0].keys() & flags[1].keys()):
        return True
    return not told and plain(before.clause) != plain(after.clause)


def _clause(measure: Measure) -> str:
    """The clause as printed; in a table, where there is none, the words of its cells."""
    if measure.clause:
        return measure.clause
    parts = (
        f"{part.printed or part.unit.name}{'等' if part.open_ended else ''}"
        f"{'按职责分工负责' if part.shared_by_remit else ''}"
        for part in measure.assignments
    )
    return "、".join(parts)


def _milestones(
    old: Place, new: Place, before: Sequence[Milestone], after: Sequence[Milestone]
) -> Iterator[Change]:
    pairs = matched([_item(each) for each in before], [_item(each) for each in after])
    for at, step in enumerate(before):
        other = after[pairs[at]] if at in pairs else None
        if other is None or not _same_deadline(step.deadline, other.deadline):
            yield MilestoneChanged(old=old, new=new, before=step, after=other)
    taken = set(pairs.values())
    for at, step in enumerate(after):
        if at not in taken:
            yield MilestoneChanged(old=old, new=new, before=None, after=step)


def _item(step: Milestone) -> Item:
    """A step by its words without those of its day, which may be what is new."""
    return Item(number=str(step.deadline.due or ""), words=step.text.replace(step.deadline.text, "", 1))
