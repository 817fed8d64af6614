"""What was reported on measures, and when: the ledger (督查台账) as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from attrs import Attribute, evolve, field, frozen

from policyplan.errors import LedgerError
from policyplan.ledger.placing import Placed, misfit, placed
from policyplan.model import Entry, Plan
from policyplan.source import as_tuple, compact

_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class State(StrEnum):
    """What a report says of the work (完成状态)."""

    NOT_STARTED = "not-started"  # 未启动
    IN_PROGRESS = "in-progress"  # 推进中
    DONE = "done"  # 已完成
    CANCELLED = "cancelled"  # 已取消


def _uid(report: Report, attribute: Attribute[str], value: str) -> None:
    if not _UID.fullmatch(value):
        raise ValueError(f"uid is {value[:60]!r}; expected an entry's uid, such as Entry.uid gives")


def _named(unit: str | None) -> str | None:
    return unit or None


def _stated(state: State | str | None) -> State | None:
    try:
        return None if state is None else State(state)
    except ValueError:
        raise ValueError(f"state is {state!r}; expected {', '.join(State)}") from None


def _per_cent(report: Report, attribute: Attribute[int | None], value: int | None) -> None:
    if value is not None and (type(value) is not int or not 0 <= value <= 100):
        raise ValueError(f"percent is {value!r}; expected a whole number from 0 to 100")


@frozen(kw_only=True)
class Report:
    """What one side says of a measure (举措) on a day.

    Each report says all that holds from its day on: what it leaves open (None, "") is no longer said. `uid` is the
    entry's; `unit` the reporting unit's name as the plan has it in full, None where the measure as a whole is
    meant. `percent` is a whole number from 0 to 100; `note` tells the progress (进展情况), `evidence` where it can
    be seen (佐证), `remark` anything else (备注), `by` who said so. `plan` is the plan's identity, `key` the entry's.

    `text` is `Entry.words`: by it the report is found again in an edition of the plan that numbers the measure
    otherwise, and never taken for one on what stands under its number there. Where it is "", the `uid` alone tells.
    A report that is `dropped` is of a measure that a later edition does not have: it is kept, and counts for nothing.
    """

    on: date
    uid: str = field(validator=_uid)
    unit: str | None = field(default=None, converter=_named)
    state: State | None = field(default=None, converter=_stated)
    percent: int | None = field(default=None, validator=_per_cent)
    note: str = ""
    evidence: str = ""
    remark: str = ""
    by: str = ""
    plan: str = field(default="", eq=False)
    key: str = field(default="", eq=False)
    text: str = field(default="", eq=False)
    dropped: bool = False


@frozen(slots=False)
class Ledger:
    """Progress beside a plan (督查台账): every report ever made, in the order in which they were made.

    Nothing is taken out of a ledger or changed in it: each addition gives a new ledger, and what stands for a
    measure and unit on a day is the latest of its reports up to that day, the one made last where days are alike.
    One ledger may serve many plans. Reports are found by the words of their measures. Where some of them fit no measure
    of their plan, as in a new edition that words them otherwise, everything that asks raises LedgerError:
    `policyplan.ledger.carry` takes a ledger over.

    >>> from datetime import date
    >>> from policyplan import load_example
    >>> entry = load_example("jilin_2022").entries()[0]
    >>> ledger = Ledger().with_report(entry, on=date(2022, 12, 1), state="in-progress", percent=60)
    >>> ledger = ledger.with_report(entry, on=date(2023, 1, 9), state="done", percent=100)
    >>> ledger.standing(entry, on=date(2022, 12, 31)).percent
    60
    """

    reports: tuple[Report, ...] = field(default=(), converter=as_tuple)

    def with_report(self, about: Report | Entry, **says: Any) -> Ledger:
        """The ledger with one more report: a `Report`, or what a new one `says` about an entry.

        With an entry, the names are those of `Report` (`on` is needed); raises as `report_on` does.
        """
        return self.with_reports([about if isinstance(about, Report) else report_on(about, **says)])

    def with_reports(self, reports: Iterable[Report]) -> Ledger:
        """The ledger with further reports, in their order."""
        return evolve(self, reports=(*self.reports, *reports))

    def history(self, entry: Entry, unit: str | None = None) -> tuple[Report, ...]:
        """The reports on a measure as a whole, or by one of its units, by day."""
        return self._placed(entry.plan).histories.get((entry.key, unit), ())

    def standing(self, entry: Entry, unit: str | None = None, *, on: date | None = None) -> Report | None:
        """The report that stands at the end of a day, None for the last of all; None where there is none yet."""
        history = self.history(entry, unit)
        return next((report for report in reversed(history) if on is None or report.on <= on), None)

    def units(self, entry: Entry) -> tuple[str, ...]:
        """The units that reported on a measure, in the order of their first reports."""
        return self._placed(entry.plan).units.get(entry.key, ())

    def must_fit(self, plan: Plan) -> None:
        """Raise LedgerError where reports on the plan are on measures that it does not have."""
        self._placed(plan)

    def _placed(self, plan: Plan) -> Placed:
        """The reports at their measures of a plan, found once; raises LedgerError where some fit none."""
        known = self._places.get(id(plan))
        if known is None or known.plan is not plan:
            known = self._places[id(plan)] = placed(self.about(plan), plan)
        if known.strays:
            raise LedgerError(misfit(known.strays, plan))
        return known

    def about(self, plan: Plan) -> tuple[Report, ...]:
        """The reports on measures of a plan, whatever its edition, but for those that were dropped."""
        unnamed = self._by_plan.get("", ())
        if not (plan.identity and unnamed):
            return self._by_plan.get(plan.identity, ())
        uids = {entry.uid for entry in plan.entries()}
        return tuple(
            report
            for report in self.reports
            if not report.dropped
            and (report.plan == plan.identity or (not report.plan and report.uid in uids))
        )

    @cached_property
    def _places(self) -> dict[int, Placed]:
        return {}

    @cached_property
    def _by_plan(self) -> dict[str, tuple[Report, ...]]:
        found: dict[str, list[Report]] = {}
        for report in self.reports:
            if not report.dropped:
                found.setdefault(report.plan, []).append(report)
        return {plan: tuple(some) for plan, some in found.items()}

    def __repr__(self) -> str:
        measures = len({(report.plan, compact(report.text) or report.uid) for report in self.reports})
        return f"<Ledger: {len(self.reports)} reports on {measures} measures>"

    def _repr_html_(self) -> str:
        from policyplan.ledger.showing import ledger_html

        return ledger_html(self)


def report_on(entry: Entry, *, on: date, unit: str | None = None, **says: Any) -> Report:
    """A report about an entry; `unit` may be any name that the measure's unit is known by.

    Raises ValueError where the measure names no such unit, the day is before the plan's document was signed, or a
    value is none that a report can hold.
    """
    signed = entry.plan.document.dated
    if signed is not None and on < signed:
        raise ValueError(f"the report is dated {on}, before the plan, which was signed on {signed}")
    if unit is not None:
        unit = unit_of(entry, unit)
    return Report(on=on, unit=unit, **addressed(entry), **says)


def addressed(entry: Entry) -> dict[str, Any]:
    """What a report says of the measure that it is about."""
    return {"uid": entry.uid, "plan": entry.plan.identity, "key": entry.key, "text": entry.words}


def unit_of(entry: Entry, name: str) -> str:
    """The name in full of the unit that has a part in the measure and is known as `name`; ValueError if none is."""
    parts = entry.measure.assignments
    for part in parts:
        if name in (part.unit.name, part.printed, *part.unit.names):
            return part.unit.name
    known = "、".join(dict.fromkeys(part.unit.name for part in parts)) or "no unit"
    raise ValueError(f"measure {entry.key} names no unit {name!r}; it names {known}")
