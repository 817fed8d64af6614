"""Named stretches of time (2023年6月, 第三季度, 上半年) and the year they fall in."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from attrs import evolve, field, frozen

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.model import Period
from policyplan.reading.times.workdays import Workdays


class BadDate(Exception):
    """The words name a day that does not exist; `at` is where in the text being read, `words` what stands there."""

    def __init__(self, problem: str, at: tuple[int, int]) -> None:
        super().__init__(problem)
        self.problem, self.at, self.words = problem, at, ""

    def quote(self, text: str, start: int) -> None:
        """Remember the offending words of `text`, from `start` to the end of the problem."""
        self.words = self.words or text[min(start, self.at[0]) : self.at[1]].rstrip("底末前")


class Undated(Exception):
    """The words are a time, but the day cannot be justified; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FirstDayOnly(Exception):
    """The words give a first day (自…起), which is no deadline; `end` is where they end."""

    def __init__(self, end: int) -> None:
        super().__init__("the words give a first day, not a last one")
        self.end = end


@frozen
class Setting:
    """What is known around the words: the caller's day of issue, period, fiscal year and working days.

    `year` is the year of the step before in the same text, None outside running prose.
    """

    issued: date | None = None
    period: Period | None = None
    fiscal_year_start: int = 1
    calendar: Workdays | None = None
    year: int | None = None

    def after(self, year: int) -> Setting:
        """The same setting for what follows a step of `year`."""
        return Setting(self.issued, self.period, self.fiscal_year_start, self.calendar, year)

    def issue_day(self) -> date:
        """The day of issue. Raises Undated where it is not known."""
        if self.issued is None:
            raise Undated("issue-unknown")
        return self.issued


Bounds = Callable[[int], tuple[date, date]]


@frozen
class Stretch:
    """A stretch of time: its first and last day in any year, and the year if it is said."""

    bounds: Bounds
    year: int | None = None
    precision: Precision = Precision.DAY
    basis: tuple[str, ...] = ()
    ranged: bool = False  # the words give a first day too
    festive: bool = False  # before it means the day before
    at: tuple[int, int] = field(default=(0, 0), eq=False)

    def in_year(self, year: int | None, *basis: str) -> Stretch:
        """The stretch in one year (None: still open); `basis` says more of why."""
        basis = (*self.basis, *basis) if basis else self.basis
        return Stretch(self.bounds, year, self.precision, basis, self.ranged, self.festive, self.at)

    def fixed(self, setting: Setting) -> Fixed:
        """The stretch with its year settled. Raises Undated or BadDate."""
        year, basis = (self.year, ()) if self.year is not None else _pick_year(self, setting)
        first, last = self._in(year)
        return Fixed(first, last, self.precision, (*self.basis, *basis), self.ranged, self.festive)

    def fits(self, year: int) -> tuple[date, date] | None:
        """First and last day in `year`, None where that year has no such day."""
        try:
            return self.bounds(year)
        except ValueError:
            return None

    def _in(self, year: int) -> tuple[date, date]:
        try:
            return self.bounds(year)
        except ValueError as error:
            raise BadDate(str(error), self.at) from None
        except LookupError:
            raise Undated("festival-unknown") from None


@frozen
class Fixed:
    """A stretch with both days known."""

    first: date
    last: date
    precision: Precision
    basis: tuple[str, ...] = ()
    ranged: bool = False
    festive: bool = False

    def to(self, other: Fixed, at: tuple[int, int]) -> Fixed:
        """From the first day of this to the last day of `other`; raises BadDate for the words `at` where it is none."""
        if other.last < self.first:
            raise BadDate("the range ends before it starts", at)
        basis = tuple(dict.fromkeys((*self.basis, *other.basis)))
        precision = Precision.PERIOD if other.precision is Precision.YEAR else other.precision
        return Fixed(self.first, other.last, precision, basis, True, other.festive)

    def because(self, code: str) -> Fixed:
        """The same days, with one more reason for them."""
        return Fixed(self.first, self.last, self.precision, (*self.basis, code), self.ranged, self.festive)

    def due_by(self, text: str = "") -> DueBy:
        """The deadline: its last day, and the first where the words give a range."""
        return DueBy(self.last, text, self.first if self.ranged else None, self.precision, self.basis)

    def day_before(self) -> Fixed:
        """What “before” leaves: the day before the first one, or of a range that before its last."""
        if self.ranged:
            return evolve(self, last=self.last - timedelta(days=1))
        day = self.first - timedelta(days=1)
        return Fixed(day, day, Precision.DAY, self.basis, self.ranged, self.festive)


def _pick_year(stretch: Stretch, setting: Setting) -> tuple[int, tuple[str, ...]]:
    """The year of a year-less stretch: the step's before, else the plan's period's, else the next after issue."""
    if setting.year is not None:
        return setting.year, ("year-from-step",)
    issued, period = setting.issued, setting.period
    if period is not None:
        inside = [y for y in range(period.start.year, period.end.year + 1) if _inside(stretch, y, period)]
        if len(inside) > 1:
            if issued is None:
                raise Undated("year-unknown")
            inside = [y for y in inside if (days := stretch.fits(y)) and days[1] >= issued] or inside[-1:]
        if inside:
            return inside[0], ("year-from-period",)
    if issued is None:
        raise Undated("year-unknown")
    days = _or_unknown(stretch, issued.year)
    if days is not None and days[1] >= issued:
        return issued.year, ("year-from-issue",)
    return issued.year + 1, ("next-after-issue",)


def _or_unknown(stretch: Stretch, year: int) -> tuple[date, date] | None:
    try:
        return stretch.fits(year)
    except LookupError:
        raise Undated("festival-unknown") from None


def _inside(stretch: Stretch, year: int, period: Period) -> bool:
    days = _or_unknown(stretch, year)
    return days is not None and period.start <= days[1] <= period.end


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_on(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_day(day: int) -> str:
    """The rule for a day (1 to 31, -1 is the last one) of each month, its last day where the month is shorter."""
    if day in (29, 30):
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"
    return f"FREQ=MONTHLY;BYMONTHDAY={-1 if day == 31 else day}"


def check_month(month: int, at: tuple[int, int]) -> None:
    """Raise BadDate where `month` is none."""
    if not 1 <= month <= 12:
        raise BadDate(f"month must be 1 to 12, not {month}", at)


def on_day(month: int, day: int, at: tuple[int, int]) -> Stretch:
    """A day of a month. Raises BadDate where no year has it."""
    check_month(month, at)
    longest = 29 if month == 2 else monthrange(2001, month)[1]
    if not 1 <= day <= longest:
        raise BadDate(f"month {month} has no day {day}", at)

    def bounds(year: int) -> tuple[date, date]:
        if (month, day) == (2, 29) and monthrange(year, 2)[1] == 28:
            raise ValueError(f"February {year} has 28 days")
        return date(year, month, day), date(year, month, day)

    return Stretch(bounds, at=at)


def in_months(
    first: int, last: int, precision: Precision = Precision.MONTH, *, ranged: bool = False
) -> Stretch:
    """From the first day of one month to the last of another, in the next year where it comes earlier."""

    def bounds(year: int) -> tuple[date, date]:
        return date(year, first, 1), month_end(year + (last < first), last)

    return Stretch(bounds, precision=precision, basis=("end-of-period",), ranged=ranged)


def in_days(month: int, first: int, last: int | None, precision: Precision = Precision.XUN) -> Stretch:
    """Days of one month; `last` None is the month's last day."""

    def bounds(year: int) -> tuple[date, date]:
        return date(year, month, first), month_end(year, month) if last is None else date(year, month, last)

    return Stretch(bounds, precision=precision, basis=("end-of-period",))


def whole_years(first: int, last: int, basis: str = "end-of-period") -> Stretch:
    """From New Year's Day of one year to the last day of another."""
    precision = Precision.YEAR if first == last else Precision.PERIOD
    days = (date(first, 1, 1), date(last, 12, 31))
    return Stretch(lambda _: days, first, precision, (basis,), ranged=first != last)


def our_period(setting: Setting) -> Deadline:
    """规划期内, by the end of the plan: the plan's own period, where it is known."""
    period = setting.period
    if period is None:
        return Conditional(basis=("period-unknown",))
    return DueBy(period.end, start=period.start, precision=Precision.PERIOD, basis=("year-from-period",))


def with_words(deadline: Deadline | Fixed, text: str) -> Deadline:
    """The deadline with the words it was read from."""
    match deadline:
        case Fixed():
            return deadline.due_by(text)
        case DueBy():
            return DueBy(deadline.due, text, deadline.start, deadline.precision, deadline.basis)
        case Recurring():
            return Recurring(text, deadline.rrule, deadline.basis)
        case Ongoing():
            return Ongoing(text, deadline.basis)
        case Conditional():
            return Conditional(text, deadline.basis)
