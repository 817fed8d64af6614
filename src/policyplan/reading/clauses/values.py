"""What a responsibility clause says, as values."""

from __future__ import annotations

from typing import NamedTuple

from policyplan.model import Role
from policyplan.reading.names import (
    Name,
)


class Duty(NamedTuple):
    """A unit's part as a clause prints it; `start` and `end` count from the clause's own start."""

    name: Name
    role: Role
    group: int
    start: int
    end: int
    shared_by_remit: bool = False
    open_ended: bool = False
    role_printed: bool = True


class Clause(NamedTuple):
    """What a responsibility clause says: duties in printed order, and where its time expressions stand.

    `month_years` is True where numbers of two digits behind months are years: Dec 24. `unread` is where words stand
    that name nobody and are no time: 县财政局牵头，列入民生实事. `items` are the numbers of the items that it is for,
    where it tells them: 第1、2项由县财政局牵头.
    """

    duties: tuple[Duty, ...]
    times: tuple[tuple[int, int], ...]
    month_years: bool = False
    unread: tuple[tuple[int, int], ...] = ()
    items: tuple[int, ...] = ()


EMPTY = Clause((), ())
