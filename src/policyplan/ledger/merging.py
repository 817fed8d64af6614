"""Returned workbooks taken into a ledger: edits cell by cell, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from policyplan.errors import ReadError
from policyplan.findings import Finding, Severity
from policyplan.ledger.columns import BY_NAME, FILLED, STATE_WORDS, words_of
from policyplan.ledger.reports import Ledger, Report, State, addressed
from policyplan.ledger.returned import Book, Cell, Given, open_book
from policyplan.ledger.rows import Measures, label
from policyplan.ledger.sheets import Claim, Problem, claims_of
from policyplan.model import Entry, Plan
from policyplan.source import as_tuple

__all__ = ["Edit", "Merge", "Problem", "merge"]


@frozen
class Edit:
    """One cell that was filled in or changed: its plain words before and after (ISO 8601 dates, `State` values)."""

    entry: Entry = field(repr=False)
    unit: str | None
    column: str
    before: str
    after: str
    cell: Cell

    def __str__(self) -> str:
        after = shown(self.column, self.after) or "（空）"
        before = f"{shown(self.column, self.before)} → " if self.before else ""
        who = f" {self.unit}" if self.unit else ""
        return f"{label(self.entry)}{who} {BY_NAME[self.column].zh}: {before}{after}"


@frozen
class Merge:
    """What some returned workbooks bring to a ledger.

    `ledger` is the old one and the new `reports`, which hold the `edits`. A row in which anything is wrong brings
    nothing at all: `problems` says what and where, and with `errors` among them the merge is not whole.
    """

    ledger: Ledger
    reports: tuple[Report, ...] = field(default=(), converter=as_tuple)
    edits: tuple[Edit, ...] = field(default=(), converter=as_tuple)
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which rows were left out."""
        return tuple(each for each in self.problems if each.finding.severity is Severity.ERROR)

    def raise_for_errors(self) -> Merge:
        """Raise ReadError with every error written out; return the merge where there is none."""
        if self.errors:
            raise ReadError("\n".join(problem.render() for problem in self.errors))
        return self


def merge(
    plans: Plan | Iterable[Plan],
    ledger: Ledger,
    workbooks: Iterable[Given],
    *,
    on: date,
    old: Plan | None = None,
) -> Merge:
    """What units filled in, in workbooks that `policyplan.to_workbook` wrote, as further reports of a ledger.

    A row is known by its hidden key, else by the words of its task and measure; a cell counts as edited where it
    differs from what was sent, which the workbook itself remembers. Each edited row gives a report of the day in
    its cell 更新日期 where that was filled in, else of the day `on`, by the file it came in. Two files that fill one
    cell differently, or a file and a report made since it was sent, are an error, and so is every row that cannot
    be told and every cell that cannot be understood; such rows are left out whole. Nothing is written: take
    `Merge.ledger`. Merging the same workbook again changes nothing. A workbook is a path, or a name and bytes.

    A workbook of another edition of a plan is merged as far as the measures say the same words, whatever their
    numbers; with the `old` edition that it was sent for also where `policyplan.compare` finds them again reworded
    (one plan is then given). Raises LedgerError where the ledger does not fit the plans.
    """
    known = (plans,) if isinstance(plans, Plan) else tuple(plans)
    if old is not None and len(known) != 1:
        raise ValueError(f"old is an edition of one plan, and {len(known)} plans are given")
    return _Merging(known, ledger, on, old).merge(workbooks)


class _Merging:
    """One merge as it goes on."""

    def __init__(self, plans: tuple[Plan, ...], ledger: Ledger, on: date, old: Plan | None) -> None:
        self._known = {plan.identity for plan in (*plans, *((old,) if old is not None else ()))}
        self._measures = Measures.of(plans)
        if old is not None:
            self._measures.know(old, plans[0])
        self._ledger, self._on = ledger, on
        self._problems: list[Problem] = []
        self._edits: list[Edit] = []
        self._reports: list[Report] = []

    def merge(self, workbooks: Iterable[Given]) -> Merge:
        subjects: dict[tuple[str, str | None], list[Claim]] = {}
        for given in workbooks:
            for claim in self._claims(given):
                subjects.setdefault((claim.entry.uid, claim.unit), []).append(claim)
        for claims in subjects.values():
            self._take(claims)
        ledger = self._ledger.with_reports(self._reports)
        return Merge(ledger, self._reports, self._edits, self._problems)

    def _claims(self, given: Given) -> Iterator[Claim]:
        try:
            book = open_book(given)
        except ReadError as problem:
            name = given[0] if isinstance(given, tuple) else str(given)
            why = str(problem).removeprefix(name).lstrip(": ")  # the name stands before the message already
            self._refuse("unreadable-workbook", why, name)
            return
        if (stranger := self._another_plan(book)) is not None:
            self._refuse(
                "another-plan", f"this is the ledger of {stranger}, which is not the plan given", book.file,
                hint="merge it with the plan that it was made from",
            )  # fmt: skip
            return
        yield from claims_of(book, self._measures, self._problems)

    def _another_plan(self, book: Book) -> str | None:
        """What plan a workbook is of, where it is of none that is known here."""
        if book.sent is None or not book.sent.plans:
            return None
        return None if self._known & set(book.sent.plans) else "、".join(book.sent.plans)

    def _take(self, claims: list[Claim]) -> None:
        """Take what the rows about one measure and unit say, or nothing of it where anything is wrong."""
        last = self._ledger.standing(claims[0].entry, claims[0].unit)
        ours = words_of(last)
        edited = [(claim, edits) for claim in claims if (edits := self._edited(claim, ours))]
        before = len(self._problems)
        for claim, edits in edited:
            self._check(claim, edits, ours)
        self._check_agreement(edited)
        if len(self._problems) == before and all(claim.is_sound for claim in claims):
            self._report(edited, last)

    def _edited(self, claim: Claim, ours: dict[str, str]) -> dict[str, str]:
        """The cells that were edited and bring anything new."""
        base = claim.sent if claim.sent is not None else ours
        edits = {
            name: words for name, words in claim.words.items()
            if words != base[name] and (words or (claim.sent is not None and name != "on"))
        }  # fmt: skip
        history = self._ledger.history(claim.entry, claim.unit)
        if any(_says(report, edits) and report.by == claim.by for report in history):
            return {}  # merged before
        return {name: words for name, words in edits.items() if words != ours[name]}

    def _check(self, claim: Claim, edits: dict[str, str], ours: dict[str, str]) -> None:
        """Note where a row's edits do not fit the ledger as it is now, or its day the calendar."""
        for name in edits:
            base = claim.sent[name] if claim.sent is not None else ours[name]
            if name != "on" and base != ours[name]:
                self._changed_since(claim, name, base, ours[name], edits[name])
        self._check_day(claim, ours["on"])

    def _check_day(self, claim: Claim, last: str) -> None:
        day = claim.day or self._on.isoformat()
        cell = claim.cell("on")
        signed = claim.entry.plan.document.dated
        if day > self._on.isoformat():
            message = f"the day {day} is after the day of the merge, {self._on}"
            self._refuse("future-report", message, cell.place)
        elif signed is not None and day < signed.isoformat():
            message = f"the day {day} is before the plan, which was signed on {signed}"
            self._refuse("report-before-plan", message, cell.place)
        elif last and day < last:
            self._refuse(
                "older-report", f"the day {day} is before the last report in the ledger, of {last}", cell.place,
                hint="give the day on which this was reported, or report it with `policyplan ledger report`",
            )  # fmt: skip

    def _changed_since(self, claim: Claim, name: str, base: str, ours: str, theirs: str) -> None:
        sent, here, now = (shown(name, words) or "empty" for words in (base, theirs, ours))
        self._refuse(
            "changed-since",
            f"{BY_NAME[name].zh} of task {label(claim.entry)} was {sent} when sent; "
            f"it is {here} here, but {now} in the ledger by now",
            claim.cell(name).place,
            hint="settle which holds, and put the same in the cell or in a new report",
        )  # fmt: skip

    def _check_agreement(self, edited: list[tuple[Claim, dict[str, str]]]) -> None:
        """Note, once for each column, where rows fill one cell differently."""
        for name in FILLED:
            said: dict[str, list[Claim]] = {}
            for claim, edits in edited:
                if name in edits:
                    said.setdefault(edits[name], []).append(claim)
            if name != "on" and len(said) > 1:
                self._conflict(name, said)

    def _conflict(self, name: str, said: dict[str, list[Claim]]) -> None:
        claims = [claim for some in said.values() for claim in some]
        first = claims[0]
        who = f" by {first.unit}" if first.unit else ""
        told = "; ".join(
            f"{shown(name, words) or 'empty'} in {' and '.join(claim.cell(name).place for claim in some)}"
            for words, some in said.items()
        )
        self._refuse(
            "conflict", f"{BY_NAME[name].zh} of task {label(first.entry)}{who} is told differently: {told}",
            first.cell(name).place, hint="settle it with those who sent them, correct one, and merge again",
        )  # fmt: skip

    def _report(self, edited: list[tuple[Claim, dict[str, str]]], last: Report | None) -> None:
        """Note the edits, and the reports that they make: one for each row, by day."""
        seen = []
        for claim, edits in sorted(edited, key=lambda pair: pair[0].day or self._on.isoformat()):
            day = claim.day or self._on.isoformat()
            if (day, edits) in seen:
                continue  # the row was copied
            seen.append((day, edits))
            before = words_of(last)
            self._edits += [
                Edit(claim.entry, claim.unit, name, before[name], words, claim.cell(name))
                for name, words in edits.items()
            ]
            last = _report(claim, edits, day, last)
            self._reports.append(last)

    def _refuse(self, code: str, message: str, place: str, *, hint: str = "") -> None:
        self._problems.append(Problem(Finding(code, message, Severity.ERROR, hint=hint), place))


def shown(column: str, words: str) -> str:
    """A cell's plain words as a person reads them in the workbook, cut short."""
    if column == "state" and words:
        return STATE_WORDS[State(words)]["zh"]
    if column == "percent" and words:
        return f"{words}%"
    return words if len(words) <= 40 else f"{words[:39]}…"


def _says(report: Report, edits: dict[str, str]) -> bool:
    said = words_of(report)
    return bool(edits) and all(said[name] == words for name, words in edits.items())


def _report(claim: Claim, edits: dict[str, str], day: str, last: Report | None) -> Report:
    """The report that stands after a row's edits: what the last one said, and they."""
    says: dict[str, Any] = {"state": None, "percent": None, "note": "", "evidence": "", "remark": ""}
    if last is not None:
        says = {name: getattr(last, name) for name in says}
    for name, words in edits.items():
        if name == "percent":
            says[name] = int(words) if words else None
        elif name == "state":
            says[name] = State(words) if words else None
        elif name != "on":
            says[name] = words
    return Report(
        on=date.fromisoformat(day), unit=claim.unit, by=claim.by, **addressed(claim.entry), **says
    )  # fmt: skip
