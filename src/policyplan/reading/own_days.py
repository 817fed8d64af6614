"""Clauses side by side, each with a last day of its own: 牵头单位：甲，时限：6月底前；牵头单位：乙，时限：9月底前."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from policyplan.deadlines import Deadline
from policyplan.model import Assignment, Role
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part

#: The roles of which each clause must have one: who but helps has no day of its own.
ANSWERS = (Role.LEAD, Role.RESPONSIBLE)
#: What stands in front of another clause: a label, or a bracket behind one.
_ANOTHER = re.compile(r"：|）[\s\u3000]*（")

#: The assignments of a clause, by their places among all, and its deadline.
OwnDay: TypeAlias = tuple[list[int], Deadline]


class _Said(NamedTuple):
    """A unit or a time where it is printed; `at` is its place among the units, or the times."""

    para: Para
    start: int
    end: int
    is_unit: bool
    at: int


def own_days(
    parts: Sequence[Part], assignments: Sequence[Assignment], deadlines: Sequence[Deadline]
) -> list[OwnDay]:
    """The assignments that each deadline is for; nothing where all are for all.

    A clause begins behind a label or a bracket. Units in one bracket without labels (甲6月底前，乙9月底前) share one
    duty, which is due on the last day.
    """
    if len({(each.kind, each.due) for each in deadlines}) < 2:
        return []
    said = _in_order(parts)
    if len(said) != len(assignments) + len(deadlines):
        return []  # a time that is not understood
    sides = [[said[0]]]
    for before, each in pairwise(said):
        whole = len({one.is_unit for one in sides[-1]}) == 2
        if whole and each.is_unit == said[0].is_unit and _begins(before, each, assignments):
            sides.append([])
        sides[-1].append(each)
    found = [
        ([one.at for one in side if one.is_unit], [one.at for one in side if not one.is_unit])
        for side in sides
    ]
    if len(found) < 2 or not all(units and len(times) == 1 for units, times in found):
        return []
    return [(units, deadlines[times[0]]) for units, times in found]


def _in_order(parts: Sequence[Part]) -> list[_Said]:
    """The units and times of clauses as they are printed."""
    units = [(part, each.start, each.end) for part in parts for each in part.clause.duties]
    times = [(part, *time) for part in parts for time in part.clause.times]
    said = [
        _Said(part.para, part.start + start, part.start + end, is_unit, at)
        for is_unit, several in ((True, units), (False, times))
        for at, (part, start, end) in enumerate(several)
    ]
    return sorted(said, key=lambda each: each.para.at(each.start))


def _begins(before: _Said, each: _Said, assignments: Sequence[Assignment]) -> bool:
    """Whether another clause begins between two places: behind a label, a bracket, or on a line of its own.

    A further side that has a lead of its own is one as well: 甲牵头，6月底前；乙牵头，9月底前.
    """
    if each.is_unit and assignments[each.at].role not in ANSWERS:
        return False
    between = each.para.folded[before.end : each.start] if before.para is each.para else "："
    leads = each.is_unit and assignments[each.at].role is Role.LEAD
    return _ANOTHER.search(between) is not None or (leads and "；" in between)
