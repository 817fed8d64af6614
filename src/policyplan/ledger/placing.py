"""Which measure of a plan each report is on: the one that says what the report was made on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from policyplan.model import Entry, Plan
from policyplan.source import clip, compact

if TYPE_CHECKING:
    from policyplan.ledger.reports import Report

#: How many measures one message names, and how much of each.
MOST_NAMED, WIDTH = 5, 60

WHAT_TO_DO = (
    "where the plan was issued anew or corrected, take the ledger over: policyplan ledger carry OLD NEW -l LEDGER "
    "(in Python policyplan.ledger.carry)"
)


@frozen
class Placed:
    """Reports at the measures of a plan: by key and unit, by day; the units of each key; those that fit none."""

    plan: Plan
    histories: dict[tuple[str, str | None], tuple[Report, ...]]
    units: dict[str, tuple[str, ...]]
    strays: tuple[Report, ...]


def placed(reports: Iterable[Report], plan: Plan) -> Placed:
    """Put each report at the measure that has its words, or where it has none, its uid."""
    finder = Finder(plan)
    histories: dict[tuple[str, str | None], list[Report]] = {}
    units: dict[str, dict[str, None]] = {}
    strays = []
    for report in reports:
        entry = finder.of(report)
        if entry is None:
            strays.append(report)
            continue
        histories.setdefault((entry.key, report.unit), []).append(report)
        if report.unit is not None:
            units.setdefault(entry.key, {})[report.unit] = None
    return Placed(
        plan,
        {at: tuple(sorted(some, key=lambda one: one.on)) for at, some in histories.items()},
        {key: tuple(names) for key, names in units.items()},
        tuple(strays),
    )


class Finder:
    """Finds the measures of a plan that reports are on."""

    def __init__(self, plan: Plan) -> None:
        self._by_words = {compact(entry.words): entry for entry in plan.entries()}
        self._plan = plan
        self._by_uid: dict[str, Entry] | None = None

    def of(self, report: Report) -> Entry | None:
        """The measure that a report is on; None where the plan does not have it."""
        if report.text:
            return self._by_words.get(compact(report.text))
        if self._by_uid is None:
            self._by_uid = {entry.uid: entry for entry in self._plan.entries()}
        return self._by_uid.get(report.uid)


def misfit(strays: Sequence[Report], plan: Plan) -> str:
    """The message for reports that fit no measure of their plan."""
    subjects: dict[str, list[Report]] = {}
    for report in strays:
        subjects.setdefault(report.text or report.uid, []).append(report)
    named = [
        f"  {some[0].key or some[0].uid} {clip(' '.join(words.split()), WIDTH)!r} ({len(some)})"
        for words, some in list(subjects.items())[:MOST_NAMED]
    ]
    more = [f"  and {len(subjects) - MOST_NAMED} more"] if len(subjects) > MOST_NAMED else []
    some = "a report is" if len(strays) == 1 else f"{len(strays)} reports are"
    head = f"{some} on what {plan.title or plan.identity or 'the plan'} does not say:"
    return "\n".join((head, *named, *more, WHAT_TO_DO))
