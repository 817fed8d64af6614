"""Where a measure stands on a day: computed from its deadline and its reports, never stored."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from policyplan.display import Tabled
from policyplan.ledger.reports import Ledger, Report, State
from policyplan.ledger.showing import standings_html
from policyplan.model import Entry, Ongoing, PlansOrEntries, Recurring, Role, entries_of

#: How many days before its last day a measure is due soon, unless said otherwise.
SOON = 30


class Status(StrEnum):
    """Where a measure stands on a day."""

    OVERDUE = "overdue"  # 逾期: its last day is over and it is not done
    DUE_SOON = "due-soon"  # 临期
    IN_PROGRESS = "in-progress"  # 推进中
    NOT_STARTED = "not-started"  # 未启动
    ONGOING = "ongoing"  # 长期: it has no last day, and goes on or comes round again
    DONE = "done"  # 已完成
    DONE_LATE = "done-late"  # 逾期完成: reported done on a day after its last
    CANCELLED = "cancelled"  # 已取消


@frozen
class Standing:
    """A measure on a day: its status, and what was last reported of it.

    `state` and `percent` are those of the report on the measure as a whole where there is one, else they are
    concluded from its units' reports: see `standing_of`. `done_on` is the day of the first of those reports since
    which it has been done throughout. `report` is the report on the measure as a whole, `units` those of its units.
    """

    entry: Entry
    status: Status
    state: State | None = None
    percent: int | None = None
    done_on: date | None = None
    report: Report | None = None
    units: tuple[Report, ...] = ()

    def of_unit(self, name: str) -> Report | None:
        """What a unit last reported, None where it has not reported."""
        return next((report for report in self.units if report.unit == name), None)

    def _repr_html_(self) -> str:
        return standings_html([self])


class Standings(Tabled[Standing]):
    """Where measures stand, in their order: a tuple that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return standings_html(self)


def status(source: PlansOrEntries, ledger: Ledger, *, on: date, soon: int = SOON) -> Standings:
    """Where each measure of a plan, of plans or of a selection stands at the end of a day.

    Reports of later days are not looked at. `soon` is how many days
    before its last day a measure that is not done is due soon. Raises LedgerError where reports are on measures that
    their plan does not have: see `policyplan.ledger.carry`.

    >>> from datetime import date
    >>> from policyplan import Ledger, load_example
    >>> standings = status(load_example("jilin_2022"), Ledger(), on=date(2022, 12, 15))
    >>> print(*[f"{standing.entry.task.number} {standing.status}" for standing in standings[:3]])
    1 due-soon 2 ongoing 3 due-soon
    """
    return Standings(standing_of(entry, ledger, on=on, soon=soon) for entry in entries_of(source))


def standing_of(entry: Entry, ledger: Ledger, *, on: date, soon: int = SOON) -> Standing:
    """Where one measure stands at the end of a day.

    Where nobody reported on the measure as a whole, its units' reports are joined: those of its leads (牵头), or
    where it has none, of all its units but the overseeing. It is done, or cancelled, when all of them say so (some
    done and the rest cancelled is done); in progress when any has begun; its per cent is the lowest, where all
    give one. A report that names no state counts as in progress.
    """
    own = ledger.standing(entry, on=on)
    units = tuple(r for name in ledger.units(entry) if (r := ledger.standing(entry, name, on=on)) is not None)
    state: State | None
    if own is not None:
        state, percent = _state(own), own.percent
        done_on = _done_since(entry, ledger, own, on)
    else:
        state, percent, done_on = _joined(entry, ledger, units, on)
    if state is State.DONE:
        percent = 100
    else:
        done_on = None
    where = _status(entry, state, done_on, on, soon)
    return Standing(entry, where, state, percent, done_on, own, units)


@frozen
class Progress:
    """A ledger on a day, and how many days before its last a measure is due soon."""

    ledger: Ledger
    on: date
    soon: int = SOON

    def of(self, entry: Entry) -> Standing:
        """Where an entry stands."""
        return standing_of(entry, self.ledger, on=self.on, soon=self.soon)

    def status_of(self, entry: Entry) -> Status:
        """The status of an entry."""
        return self.of(entry).status


def _status(entry: Entry, state: State | None, done_on: date | None, on: date, soon: int) -> Status:
    due = entry.measure.due
    if state is State.CANCELLED:
        return Status.CANCELLED
    if state is State.DONE:
        return Status.DONE_LATE if due and done_on and done_on > due else Status.DONE
    if due is not None and on > due:
        return Status.OVERDUE
    if due is not None and (due - on).days <= soon:
        return Status.DUE_SOON
    if isinstance(entry.measure.deadline, Ongoing | Recurring):
        return Status.ONGOING
    return Status.IN_PROGRESS if state is State.IN_PROGRESS else Status.NOT_STARTED


def _state(report: Report) -> State:
    return State.IN_PROGRESS if report.state is None else report.state


def _joined(
    entry: Entry, ledger: Ledger, reports: tuple[Report, ...], on: date
) -> tuple[State | None, int | None, date | None]:
    """State, per cent and day of completion as the units' reports have them together."""
    if not reports:
        return None, None, None
    by_unit = {report.unit: report for report in reports}
    deciding = [by_unit.get(name) for name in _deciding(entry)] or list(reports)
    states = {None if report is None else _state(report) for report in deciding}
    percents = [report.percent if report else None for report in deciding]
    percent = None if None in percents else min(p for p in percents if p is not None)
    if states == {State.CANCELLED}:
        return State.CANCELLED, percent, None
    if states <= {State.DONE, State.CANCELLED}:
        days = [_done_since(entry, ledger, report, on) for report in deciding if report is not None]
        return State.DONE, percent, max(day for day in days if day is not None)
    begun = any(_state(report) is not State.NOT_STARTED for report in reports)
    return (State.IN_PROGRESS if begun else State.NOT_STARTED), percent, None


def _deciding(entry: Entry) -> tuple[str, ...]:
    """The units whose reports decide."""
    measure = entry.measure
    leads = [unit.name for unit in measure.leads]
    names = leads or [a.unit.name for a in measure.assignments if a.role is not Role.OVERSEEING]
    return tuple(dict.fromkeys(names))


def _done_since(entry: Entry, ledger: Ledger, last: Report, on: date) -> date | None:
    """The day of the first report since which the work has been done throughout; None where it is not done."""
    day = None
    for report in reversed(ledger.history(entry, last.unit)):
        if report.on > on:
            continue
        if report.state is not State.DONE:
            break
        day = report.on
    return day
