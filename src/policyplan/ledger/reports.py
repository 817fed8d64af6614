"""What was reported on measures, and when: the ledger (督查台账) as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from attrs import Attribute, evolve, field, frozen

from policyplan.model import Entry
from policyplan.source import as_tuple

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
    return None if state is None else State(state)


def _per_cent(report: Report, attribute: Attribute[int | None], value: int | None) -> None:
    if value is not None and (type(value) is not int or not 0 <= value <= 100):
        raise ValueError(f"percent is {value!r}; expected a whole number from 0 to 100")


@frozen(kw_only=True)
class Report:
    """What one side says of a measure (举措) on a day.

    Each report says all that holds from its day on: what it leaves open (None, "") is no longer said. `uid` is the
    entry's; `unit` the reporting unit's name as the plan has it in full, None where the measure as a whole is
    meant. `percent` is a whole number from 0 to 100; `note` tells the progress (进展情况), `evidence` where it can
    be seen (佐证), `remark` anything else (备注), `by` who said so. `plan` and `key` are the plan's identity and
    the entry's key, for people who read the file and to tell a report of another plan.
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

    @property
    def subject(self) -> tuple[str, str | None]:
        """What the report is about: the measure and the unit."""
        return self.uid, self.unit


@frozen(slots=False)
class Ledger:
    """Progress beside a plan (督查台账): every report ever made, in the order in which they were made.

    Nothing is taken out of a ledger or changed in it: each addition gives a new ledger, and what stands for a
    measure and unit on a day is the latest of its reports up to that day, the one made last where days are alike.
    One ledger may serve many plans.

    >>> from datetime import date
    >>> from policyplan import load_example
    >>> entry = load_example("jilin_2022").entries()[0]
    >>> ledger = Ledger().with_report(entry, on=date(2022, 12, 1), state="in-progress", percent=60)
    >>> ledger = ledger.with_report(entry, on=date(2023, 1, 9), state="done", percent=100)
    >>> ledger.standing(entry.uid, on=date(2022, 12, 31)).percent
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

    def history(self, uid: str, unit: str | None = None) -> tuple[Report, ...]:
        """The reports on a measure as a whole, or by one of its units, by day."""
        return self._histories.get((uid, unit), ())

    def standing(self, uid: str, unit: str | None = None, *, on: date | None = None) -> Report | None:
        """The report that stands at the end of a day, None for the last of all; None where there is none yet."""
        history = self.history(uid, unit)
        return next((report for report in reversed(history) if on is None or report.on <= on), None)

    def units(self, uid: str) -> tuple[str, ...]:
        """The units that reported on a measure, in the order of their first reports."""
        return self._units.get(uid, ())

    @cached_property
    def _histories(self) -> dict[tuple[str, str | None], tuple[Report, ...]]:
        found: dict[tuple[str, str | None], list[Report]] = {}
        for report in self.reports:
            found.setdefault(report.subject, []).append(report)
        return {subject: tuple(sorted(some, key=lambda one: one.on)) for subject, some in found.items()}

    @cached_property
    def _units(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for report in self.reports:
            if report.unit is not None:
                found.setdefault(report.uid, {})[report.unit] = None
        return {uid: tuple(units) for uid, units in found.items()}

    def __repr__(self) -> str:
        measures = len({report.uid for report in self.reports})
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
    return Report(on=on, uid=entry.uid, unit=unit, plan=entry.plan.identity, key=entry.key, **says)


def unit_of(entry: Entry, name: str) -> str:
    """The name in full of the unit that has a part in the measure and is known as `name`; ValueError if none is."""
    parts = entry.measure.assignments
    for part in parts:
        if name in (part.unit.name, part.printed, *part.unit.names):
            return part.unit.name
    known = "、".join(dict.fromkeys(part.unit.name for part in parts)) or "no unit"
    raise ValueError(f"measure {entry.key} names no unit {name!r}; it names {known}")
