"""By when: the four kinds of deadline (完成时限)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from attrs import field, frozen

from policyplan.source import Span, as_tuple

if TYPE_CHECKING:
    from dateutil import rrule as dateutil_rules


class Precision(StrEnum):
    """How exactly the printed words fix the last day."""

    DAY = "day"
    XUN = "xun"  # 旬: a third of a month
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PERIOD = "period"


def _precision(value: Precision | str) -> Precision:
    return value if value.__class__ is Precision else Precision(value)  # the call of an enumeration is slow


@frozen
class DueBy:
    """Must be done by a day.

    `due` is the last day, inclusive; `start` the first day where the words give a range, else None;
    `text` the words as printed; `basis` the codes of the conventions and guesses that led to the day
    (empty where the day is printed in full; see `policyplan.reading.times.BASIS`).
    """

    kind: ClassVar[str] = "by"
    due: date
    text: str = ""
    start: date | None = None
    precision: Precision = field(default=Precision.DAY, converter=_precision)
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Ongoing:
    """Goes on without an end (持续推进, 长期坚持)."""

    kind: ClassVar[str] = "ongoing"
    due: ClassVar[None] = None
    text: str = ""
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Recurring:
    """Comes round again (每季度末, 每年3月底前).

    `rrule` is an RFC 5545 recurrence rule whose instances are the last days (``FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1``);
    "" where the words do not fix the days.
    """

    kind: ClassVar[str] = "recurring"
    due: ClassVar[None] = None
    text: str = ""
    rrule: str = ""
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)

    def rule(self, start: date) -> dateutil_rules.rrule | dateutil_rules.rruleset:
        """The rule as dateutil's, counted from `start` (inclusive). Raises ValueError where `rrule` is empty."""
        from dateutil.rrule import rrulestr

        if not self.rrule:
            raise ValueError(f"{self.text!r} does not say on which days it recurs")
        return rrulestr(self.rrule, dtstart=datetime(start.year, start.month, start.day))  # noqa: DTZ001


@frozen
class Conditional:
    """Depends on something the document does not date (适时, 重点检查结束后15日内)."""

    kind: ClassVar[str] = "conditional"
    due: ClassVar[None] = None
    text: str = ""
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)


Deadline: TypeAlias = DueBy | Ongoing | Recurring | Conditional
