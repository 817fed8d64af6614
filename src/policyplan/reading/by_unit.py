"""Brackets that tell for each unit what it does, or for each work its unit: （市教育局：统筹；市财政局：资金）."""

from __future__ import annotations

import re

from policyplan.model import Role
from policyplan.reading.clauses import Clause, Duty, read_clause
from policyplan.reading.clauses.tiers import says_when
from policyplan.reading.labels import LABEL
from policyplan.reading.names import is_function, is_unit_like
from policyplan.reading.trailing import is_body

_PART = re.compile("[^；]+")
_LEADS = re.compile("总?牵头")
_HELPS = re.compile("配合|协助|协同|参与")


def read_by_unit(words: str) -> Clause | None:
    """The units of such a bracket (folded), each part a side of its own; None where it is none.

    >>> [(duty.name.full, duty.role.value) for duty in read_by_unit("市教育局：牵头抓总；市财政局：资金保障").duties]
    [('市教育局', 'lead'), ('市财政局', 'responsible')]
    """
    duties: list[Duty] = []
    times: list[tuple[int, int]] = []
    parts = list(_PART.finditer(words))
    units_first = _names_bodies(parts[0][0].partition("：")[0])
    for group, part in enumerate(parts):
        first, mark, second = part[0].partition("：")
        names, work = (first, second) if units_first else (second, first)
        if not mark or not work or "：" in second or LABEL.match(part[0]):
            return None
        if not _names_bodies(names) or _names_any(work):
            return None
        at = part.start() + (0 if units_first else len(first) + 1)
        duties += [
            duty._replace(start=duty.start + at, end=duty.end + at, group=group, role_printed=True)
            for duty in read_clause(names, _role(work)).duties
        ]
        if units_first and says_when(work):
            times.append((part.end() - len(work), part.end()))
    return Clause(tuple(duties), tuple(times)) if len(parts) > 1 else None


def _role(work: str) -> Role:
    if _LEADS.match(work):
        return Role.LEAD
    return Role.SUPPORTING if _HELPS.match(work) else Role.RESPONSIBLE


def _names_bodies(words: str) -> bool:
    """Whether words are names of bodies for sure, and not levels or headings: 市级, 第一组."""
    clause = read_clause(words)
    return (
        bool(clause.duties) and not clause.unread and all(_is_sure(duty.name.full) for duty in clause.duties)
    )


def _is_sure(name: str) -> bool:
    return (len(name) > 2 and is_body(name)) or (name.startswith("各") and is_unit_like(name))


def _names_any(words: str) -> bool:
    """Whether any name in words may be that of a body: what stands behind 市级： may be who answers there."""
    names = [duty.name.full for duty in read_clause(words).duties]
    return any(_is_sure(name) or (is_function(name) and name[0] in "省市县区") for name in names)
