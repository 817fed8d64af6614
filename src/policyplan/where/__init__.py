"""Conditions on measures (举措), for `find`: joined by ``&``, ``|`` and ``~``.

>>> from policyplan import where
>>> condition = where.leads("省知识产权局") & ~where.due(by="2022")
>>> condition
where.leads('省知识产权局') & ~where.due(by='2022-12-31')

Each has a form as a text query; the two are the same condition.

>>> print(condition)
lead:省知识产权局 -due:..2022-12-31
"""

from __future__ import annotations

from datetime import date, timedelta

from policyplan.errors import QueryError
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON, Progress, Status
from policyplan.model import Plan, Role, Unit
from policyplan.where._conditions import (
    All,
    Condition,
    Due,
    HasRole,
    HasStatus,
    InPlan,
    Kind,
    Named,
    Numbered,
    Text,
)
from policyplan.where._days import When, stretch
from policyplan.where._index import identity

__all__ = [
    "Condition", "conditional", "due", "everything", "leads", "ongoing", "plan", "recurring", "role", "section",
    "status", "task", "text", "undated", "unit",
]  # fmt: skip

#: The words for each role that a condition understands.
ROLE_WORDS = {
    Role.LEAD: ("lead", "leads", "leading", "牵头", "主办"),
    Role.RESPONSIBLE: ("responsible", "责任", "负责", "落实"),
    Role.SUPPORTING: ("supporting", "supports", "support", "配合", "协办", "参与"),
    Role.OVERSEEING: ("overseeing", "oversees", "指导", "督导", "督办"),
}
_ROLES = {word: role for role, words in ROLE_WORDS.items() for word in words}

#: The words for each status that a condition understands.
STATUS_WORDS = {
    Status.OVERDUE: ("overdue", "逾期", "超期", "已逾期"),
    Status.DUE_SOON: ("due-soon", "soon", "临期", "即将到期"),
    Status.IN_PROGRESS: ("in-progress", "推进中", "进行中"),
    Status.NOT_STARTED: ("not-started", "未启动", "未开始"),
    Status.ONGOING: ("ongoing", "长期", "持续"),
    Status.DONE: ("done", "已完成", "按期完成", "完成"),
    Status.DONE_LATE: ("done-late", "late", "逾期完成"),
    Status.CANCELLED: ("cancelled", "canceled", "已取消", "取消"),
}
_STATUSES = {word: status for status, words in STATUS_WORDS.items() for word in words}


def leads(unit: str | Unit, /) -> Condition:
    """The unit leads the measure (牵头), itself or through a unit below it; names match as in `unit`."""
    return Named(_unit_name(unit), Role.LEAD)


def unit(unit: str | Unit, /, *, role: Role | str | None = None) -> Condition:
    """The unit (单位), or one below it, has a part in the measure: the given `role`, or any where it is None.

    A name matches whole, whatever its width and letter case: the name in full, the registry's name, an
    alias, or the words printed for the unit anywhere in the same plan (保护司 for 国家知识产权局保护司).
    Below a unit stands each unit whose `parent` it is, at any depth. Where a plan prints one short name for
    several bodies, all are matched. `role` may be a word in English or Chinese ("supporting", "配合").

    >>> unit("省财政厅", role="配合")
    where.unit('省财政厅', role='supporting')
    """
    return Named(_unit_name(unit), _role(role) if role is not None else None)


def role(role: Role | str, /) -> Condition:
    """Some unit has this role in the measure; the word may be English or Chinese ("lead", "牵头")."""
    return HasRole(_role(role))


def due(
    *,
    by: When | None = None,
    since: When | None = None,
    on: When | None = None,
    before: When | None = None,
    after: When | None = None,
) -> Condition:
    """The measure's last day (完成时限) is where all the arguments say; without any, it has one at all.

    Each takes a date, or words for a day ("2022-12-31"), month ("2022-12"), quarter ("2022-Q4"), half
    ("2022-H2") or year ("2022", 2022). `by` includes the last day of what it names, `since` its first day,
    and `on` is any day of it; `before` ends on the day before it, `after` begins on the day after. Ongoing,
    recurring, conditional and undated measures have no last day and never match. Raises QueryError where the
    words are no date, or no day is left.

    >>> due(by="2022-12", after="2022-06")
    where.due(since='2022-07-01', by='2022-12-31')
    >>> due(on="2022-Q4") == due(since="2022-10", by="2022-12")
    True
    """
    starts = [_days(since)[0]] if since is not None else []
    ends = [_days(by)[1]] if by is not None else []
    if on is not None:
        starts.append(_days(on)[0])
        ends.append(_days(on)[1])
    if before is not None:
        ends.append(_shifted(_days(before)[0], -1))
    if after is not None:
        starts.append(_shifted(_days(after)[1], 1))
    return between(max(starts, default=None), min(ends, default=None))


def between(start: date | None, end: date | None) -> Condition:
    """The last day is from `start` to `end`, both inclusive; None leaves that side open."""
    if start is not None and end is not None and start > end:
        raise QueryError(f"no day is left: the range starts on {start} and ends before it, on {end}")
    return Due(start, end)


def ongoing() -> Condition:
    """The measure goes on without an end (持续推进)."""
    return Kind("ongoing")


def recurring() -> Condition:
    """The measure falls due again and again (每季度末)."""
    return Kind("recurring")


def conditional() -> Condition:
    """The measure depends on something that the plan does not date (适时)."""
    return Kind("conditional")


def undated() -> Condition:
    """The measure states no deadline."""
    return Kind("undated")


def status(
    status: Status | str, /, ledger: Ledger | None = None, on: date | None = None, *, soon: int = SOON
) -> Condition:
    """The measure has this status on a day, as `policyplan.status` tells it.

    The word may be English or Chinese ("overdue", "逾期"). `ledger` and `on` are given here, both of them, or to
    `find`; so is `soon`.

    >>> status("逾期")
    where.status('overdue')
    """
    found = _STATUSES.get(status.strip().casefold().replace(" ", "-"))
    if found is None:
        known = ", ".join(
            f"{words[0]} ({next(w for w in words if not w.isascii())})" for words in STATUS_WORDS.values()
        )
        raise QueryError(f"{status[:40]!r} is no status; there are {known}")
    if ledger is None and on is None:
        return HasStatus(found)
    if ledger is None or on is None:
        raise QueryError("a status is told by a ledger on a day: give both `ledger` and `on`, or neither")
    return HasStatus(found, Progress(ledger, on, soon))


def plan(name: str | Plan, /) -> Condition:
    """The measure stands in the plan (文件) with this number or identity, or with these words in its title.

    A document number matches whole, in any form that the document prints, whatever the brackets around its year:
    吉政办发[2022]32号 is 吉政办发〔2022〕32号. A title matches by any part of it, so that several plans may be meant.

    >>> plan("吉政办发〔2022〕32号")
    where.plan('吉政办发〔2022〕32号')
    """
    return InPlan(
        _words(name.identity if isinstance(name, Plan) else name, "a plan's number, identity or title")
    )


def section(words: str | int, /) -> Condition:
    """A section around the measure, at any depth, has this number or a heading with these words (板块).

    Words that are a number ("二", "2", "第二章", "（二）") are compared with the numbers alone, whatever
    their marks; all others are looked for in the headings.
    """
    return Numbered("section", _words(str(words), "a section's number or words of its heading"))


def task(words: str | int, /) -> Condition:
    """The measure's task has this number ("24", "（三）", 3) or a heading with these words. See `section`."""
    return Numbered("task", _words(str(words), "a task's number or words of its heading"))


def text(words: str, /) -> Condition:
    """The words stand, as one phrase, in the measure's text, its task's heading or a section's above it.

    Width, letter case and the length of white space make no difference. The clause that says who and by when
    is not searched: `unit` and `due` know what it says.
    """
    return Text(_words(words, "words to look for"))


def everything() -> Condition:
    """Holds for every measure."""
    return All()


def _unit_name(unit: str | Unit) -> str:
    return _words(identity(unit) if isinstance(unit, Unit) else unit, "a unit's name")


def _words(words: str, expected: str) -> str:
    if not words.strip():
        raise QueryError(f"nothing to look for: expected {expected}")
    return words.strip()


def _role(word: Role | str) -> Role:
    role = _ROLES.get(word.strip().casefold())
    if role is None:
        expected = ", ".join(
            f"{words[0]} ({next(w for w in words if not w.isascii())})" for words in ROLE_WORDS.values()
        )
        raise QueryError(f"{word[:40]!r} is no role; the roles are {expected}")
    return role


def _days(when: When) -> tuple[date, date]:
    try:
        return stretch(when)
    except ValueError as problem:
        raise QueryError(str(problem)) from None


def _shifted(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        raise QueryError(f"no day comes {'after' if by > 0 else 'before'} {day}") from None
