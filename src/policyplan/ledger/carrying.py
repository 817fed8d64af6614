"""A ledger taken over into a new edition of its plan: each report stays with its measure, or is said to have none."""

from __future__ import annotations

from attrs import evolve, field, frozen

from policyplan.editions._matching import Item, matched
from policyplan.editions._units import identity_of_units
from policyplan.editions.outlines import same_measures
from policyplan.ledger.placing import Finder
from policyplan.ledger.reports import Ledger, Report, addressed
from policyplan.model import Entry, Plan, Reading, bare_number
from policyplan.source import as_tuple, clip, compact

#: How much of a measure's words is shown, in columns.
WIDTH = 60


@frozen
class Move:
    """What becomes of the reports on one measure, whose `key` and `text` are those that they were made on.

    `entry` is the measure of the new edition that they are on now; None where it has none: they are kept as dropped.
    """

    key: str
    text: str
    entry: Entry | None = field(repr=False)
    reports: int

    @property
    def how(self) -> str:
        """``kept``, ``renumbered``, ``reworded`` (whatever its number), or ``dropped``."""
        if self.entry is None:
            return "dropped"
        if self.text and compact(self.text) != compact(self.entry.words):
            return "reworded"
        return "kept" if self.key == self.entry.key else "renumbered"

    def __str__(self) -> str:
        new = f" → {self.entry.key}" if self.entry is not None and self.entry.key != self.key else ""
        words = clip(" ".join(self.text.split()), WIDTH)
        if self.entry is not None and self.how == "reworded":
            words += f" → {clip(' '.join(self.entry.words.split()), WIDTH)}"
        count = "1 report" if self.reports == 1 else f"{self.reports} reports"
        return f"{self.key}{new} {self.how}: {words} ({count})"


@frozen
class Carry:
    """A ledger as it stands beside a new edition: `moves` tells measure by measure what became of its reports."""

    ledger: Ledger
    moves: tuple[Move, ...] = field(default=(), converter=as_tuple)

    def of(self, *hows: str) -> tuple[Move, ...]:
        """The moves of some kinds: ``kept``, ``renumbered``, ``reworded``, ``dropped``."""
        return tuple(move for move in self.moves if move.how in hows)


def carry(ledger: Ledger, new: Plan | Reading, *, old: Plan | Reading | None = None) -> Carry:
    """A ledger taken over into a new edition of its plan.

    Which measure is which is told as by `policyplan.compare`, from the `old` edition, whose identity may be another.
    Reports follow their measure though it was renumbered, moved or reworded, and name their unit as the new edition
    does; those of a measure that is gone are kept as dropped, and counted again once an edition has its words again.
    Without the old edition the words in the reports are all there is to go by: look at what is ``reworded``.
    Nothing is written: take `Carry.ledger`.

    >>> from datetime import date
    >>> import policyplan as pp
    >>> old = pp.read_text("要点\\n1.修建东桥。（交通局牵头）\\n2.清理河道。（水利局牵头）\\n3.植树。（园林局牵头）")
    >>> new = pp.read_text("要点\\n1.全面清理河道。（水利局牵头）\\n2.修建东桥。（交通局牵头）")
    >>> says = {"on": date(2024, 5, 1), "state": "done"}
    >>> ledger = pp.Ledger()
    >>> for entry in old.plan.entries():
    ...     ledger = ledger.with_report(entry, **says)
    >>> carried = carry(ledger, new, old=old)
    >>> print(*carried.moves, sep="\\n")
    1/1 → 2/1 renumbered: 修建东桥。 (1 report)
    2/1 → 1/1 reworded: 清理河道。 → 全面清理河道。 (1 report)
    3/1 dropped: 植树。 (1 report)
    >>> [standing.status.value for standing in pp.status(new.plan, carried.ledger, on=date(2024, 6, 1))]
    ['done', 'done']
    """
    after = new.plan if isinstance(new, Reading) else new
    before = old.plan if isinstance(old, Reading) else old
    work = _Carrying(ledger, before, after)
    moved: dict[int, Report] = {}
    moves = []
    for subject, reports in work.subjects.items():
        entry = work.found.get(subject)
        moves.append(Move(reports[0].key, reports[0].text, entry, len(reports)))
        for report in reports:
            moved[id(report)] = work.moved(report, entry)
    return Carry(Ledger(moved.get(id(report), report) for report in ledger.reports), moves)


class _Carrying:
    """One ledger as it is taken over: the reports by what tells their measure, and the measures that have them now."""

    def __init__(self, ledger: Ledger, old: Plan | None, new: Plan) -> None:
        self._at_old, self._at_new = Finder(old) if old is not None else None, Finder(new)
        self._unit_identity = identity_of_units(old, new) if old is not None else None
        plans = [plan for plan in (old, new) if plan is not None]
        self.subjects = self._by_subject(ledger, plans)
        self.found = self._placed(new, same_measures(old, new) if old is not None else {})

    def _by_subject(self, ledger: Ledger, plans: list[Plan]) -> dict[str, list[Report]]:
        """The reports on the plans, and those dropped whose words the new edition has again, in their order."""
        wanted = {id(report) for plan in plans for report in ledger.about(plan)}
        identities = {plan.identity for plan in plans}
        found: dict[str, list[Report]] = {}
        for report in ledger.reports:
            again = report.dropped and report.plan in identities and self._at_new.of(report) is not None
            if id(report) in wanted or again:
                found.setdefault(_subject(report), []).append(report)
        return found

    def _placed(self, new: Plan, pairs: dict[str, str]) -> dict[str, Entry]:
        """The measure of the new edition for each subject that it has."""
        entries = {entry.key: entry for entry in new.entries()}
        found: dict[str, Entry] = {}
        unknown: dict[str, Report] = {}
        for subject, (report, *_) in self.subjects.items():
            old = self._before(report)
            entry = entries.get(pairs.get(old.key, "")) if old is not None else self._at_new.of(report)
            if entry is not None:
                found[subject] = entry
            elif old is None:
                unknown[subject] = report
        held = {entry.key for entry in found.values()}
        return found | _likely(unknown, [entry for key, entry in entries.items() if key not in held])

    def moved(self, report: Report, entry: Entry | None) -> Report:
        """A report as it stands beside the new edition, on `entry` or on nothing."""
        if entry is None:
            return evolve(report, dropped=True)
        return evolve(report, unit=self._unit(report, entry), dropped=False, **addressed(entry))

    def _before(self, report: Report) -> Entry | None:
        return self._at_old.of(report) if self._at_old is not None else None

    def _unit(self, report: Report, entry: Entry) -> str | None:
        """The name that the new edition has for the unit that reported, its own where it names it no more."""
        old, identity = self._before(report), self._unit_identity
        if old is None or identity is None:
            return report.unit
        own = {identity(a.unit) for a in old.measure.assignments if a.unit.name == report.unit}
        names = (a.unit.name for a in entry.measure.assignments if identity(a.unit) in own)
        return next(names, report.unit)


def _subject(report: Report) -> str:
    """What tells a report's measure: its words, else its uid."""
    return compact(report.text) or report.uid


def _likely(unknown: dict[str, Report], free: list[Entry]) -> dict[str, Entry]:
    """For words that neither edition has the measures they are most like, as far as they are like any."""
    olds = [Item(_number(report.key), words=report.text) for report in unknown.values()]
    news = [Item(_number(entry.key), words=entry.words) for entry in free]
    subjects = list(unknown)
    return {subjects[one]: free[other] for one, other in matched(olds, news).items() if olds[one].words}


def _number(key: str) -> str:
    return bare_number(key.partition("/")[0])
