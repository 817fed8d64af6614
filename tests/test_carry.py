"""A ledger beside a new edition of its plan: every report stays with its measure, or is said to have none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import policyplan as pp
from policyplan import Ledger, Plan, Report
from policyplan.errors import LedgerError
from policyplan.ledger import Merge, carry, dump, load, merge
from policyplan.model import Assignment, Document, DueBy, Measure, Role, Section, Task, Unit

ROADS, WATER, PARKS, FINANCE = Unit("市交通局"), Unit("市水利局"), Unit("市园林局"), Unit("市财政局")
DAY = date(2031, 7, 1)


def measure(text: str, lead: Unit, due: date = date(2031, 6, 30)) -> Measure:
    return Measure(
        text=text,
        clause=f"（{lead.name}牵头，{due}前完成）",
        assignments=[Assignment(lead, Role.LEAD)],
        deadline=DueBy(due, f"{due}前"),
    )


def plan_of(*measures: Measure, number: str | None = "临政办〔2031〕5号") -> Plan:
    tasks = [Task(number=str(at), measures=[each]) for at, each in enumerate(measures, 1)]
    return Plan(
        title="临江市2031年工作要点",
        document=Document(number=number, dated=date(2031, 1, 10)),
        sections=[Section(number="一", heading="城建", items=tasks)],
    )


BRIDGE = measure("修建东桥，年内通车。", ROADS)
RIVER = measure("清理青石河河道，完成清淤十公里。", WATER)
TREES = measure("在北山种植树木五万株。", PARKS)
FUNDS = measure("安排专项资金，保障重点项目。", FINANCE)
CLEANER = measure("全面清理青石河河道，完成清淤二十公里。", WATER)
OLD = plan_of(BRIDGE, RIVER, TREES)
NEW = plan_of(FUNDS, CLEANER, BRIDGE)


def reported(plan: Plan, *keys: str) -> Ledger:
    """A ledger in which measures are reported done, with a note of their first words."""
    ledger = Ledger()
    for entry in plan.entries():
        if not keys or entry.key in keys:
            note = entry.measure.text[:4]
            ledger = ledger.with_report(entry, on=date(2031, 3, 1), state="done", note=note)
    return ledger


def notes(plan: Plan, ledger: Ledger) -> dict[str, str | None]:
    return {
        standing.entry.measure.text[:4]: standing.report.note if standing.report else None
        for standing in pp.status(plan, ledger, on=DAY)
    }


# Without the old edition at hand


def test_a_report_follows_its_measure_though_that_was_renumbered() -> None:
    assert notes(plan_of(FUNDS, BRIDGE, RIVER, TREES), reported(OLD)) == {
        "安排专项": None, "修建东桥": "修建东桥", "清理青石": "清理青石", "在北山种": "在北山种",
    }  # fmt: skip


def test_a_report_on_words_that_the_plan_does_not_have_is_told_and_lands_nowhere() -> None:
    with pytest.raises(LedgerError) as told:
        pp.status(NEW, reported(OLD), on=DAY)
    assert str(told.value) == (
        "2 reports are on what 临江市2031年工作要点 does not say:\n"
        "  2/1 '清理青石河河道，完成清淤十公里。' (1)\n"
        "  3/1 '在北山种植树木五万株。' (1)\n"
        "where the plan was issued anew or corrected, take the ledger over: policyplan ledger carry OLD NEW -l LEDGER "
        "(in Python policyplan.ledger.carry)"
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda plan, ledger: pp.find(plan, "status:done", ledger=ledger, on=DAY),
        lambda plan, ledger: pp.records(plan, ledger=ledger, on=DAY),
        lambda plan, ledger: pp.to_ical(plan, as_="todo", ledger=ledger, on=DAY),
        lambda plan, ledger: pp.to_workbook(plan, ledger=ledger),
        lambda plan, ledger: pp.publish(plan, "site", ledger=ledger, on=DAY),
        lambda plan, ledger: merge(plan, ledger, [("a.xlsx", pp.to_workbook(plan))], on=DAY),
    ],
)
def test_whatever_asks_is_told_so(ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError, match="ledger carry OLD NEW"):
        ask(NEW, reported(OLD, "3/1"))
    assert not list(tmp_path.rglob("*.ics"))


def test_measures_of_the_same_words_are_told_apart_by_their_numbers() -> None:
    twice = plan_of(measure("加强督查。", ROADS), measure("加强督查。", WATER), BRIDGE)
    ledger = reported(twice, "2/1")
    assert [standing.report is not None for standing in pp.status(twice, ledger, on=DAY)] == [
        False,
        True,
        False,
    ]
    once = plan_of(measure("加强督查。", ROADS), BRIDGE)
    with pytest.raises(LedgerError, match="2/1 加强督查"):
        pp.status(once, ledger, on=DAY)
    swapped = plan_of(measure("加强督查。", WATER), measure("加强督查。", ROADS), BRIDGE)
    carried = carry(ledger, swapped, old=twice)
    assert [s.report is not None for s in pp.status(swapped, carried.ledger, on=DAY)] == [True, False, False]


def test_a_report_without_words_goes_by_its_number() -> None:
    first = OLD.entries()[0]
    bare = Ledger(
        [Report(on=date(2031, 3, 1), uid=first.uid, state="done", plan=OLD.identity, key=first.key)]
    )
    assert pp.status(OLD, bare, on=DAY)[0].status == "done"
    gone = evolve(bare, reports=[evolve(bare.reports[0], uid="00000000-0000-5000-8000-000000000000")])
    with pytest.raises(LedgerError, match="a report is on what"):
        pp.status(OLD, gone, on=DAY)


def test_reports_of_other_plans_are_no_matter() -> None:
    other = plan_of(BRIDGE, number="邻政办〔2031〕1号")
    assert notes(other, reported(OLD)) == {"修建东桥": None}


# Taken over


def test_a_ledger_taken_over_keeps_reports_with_their_measures() -> None:
    carried = carry(reported(OLD), NEW, old=OLD)
    assert [str(move) for move in carried.moves] == [
        "1/1 → 3/1 renumbered: 修建东桥，年内通车。 (1 report)",
        "2/1 reworded: 清理青石河河道，完成清淤十公里。 → 全面清理青石河河道，完成清淤二十公里。 (1 report)",
        "3/1 dropped: 在北山种植树木五万株。 (1 report)",
    ]
    assert notes(NEW, carried.ledger) == {"安排专项": None, "全面清理": "清理青石", "修建东桥": "修建东桥"}
    assert [report.dropped for report in carried.ledger.reports] == [False, False, True]
    assert carry(carried.ledger, NEW, old=OLD).ledger == carried.ledger


def test_a_dropped_measure_that_comes_back_has_its_reports_again() -> None:
    dropped = carry(reported(OLD), NEW, old=OLD).ledger
    third = plan_of(TREES, CLEANER, BRIDGE)
    assert notes(third, carry(dropped, third, old=NEW).ledger)["在北山种"] == "在北山种"


def test_an_edition_under_another_number_is_a_plan_of_its_own_until_the_ledger_is_taken_over() -> None:
    again = plan_of(RIVER, BRIDGE, number="临政办〔2031〕9号")
    assert notes(again, reported(OLD)) == {"清理青石": None, "修建东桥": None}
    carried = carry(reported(OLD), again, old=OLD)
    assert notes(again, carried.ledger) == {"清理青石": "清理青石", "修建东桥": "修建东桥"}
    assert [move.how for move in carried.moves] == ["renumbered", "renumbered", "dropped"]


def test_after_a_correction_the_words_in_the_ledger_are_enough() -> None:
    corrected = plan_of(BRIDGE, evolve(RIVER, text="清理青石河河道，完成清淤十一公里。"), TREES)
    carried = carry(reported(OLD), corrected)
    assert [move.how for move in carried.moves] == ["kept", "reworded", "kept"]
    assert notes(corrected, carried.ledger)["清理青石"] == "清理青石"


def test_units_are_named_as_the_new_edition_names_them() -> None:
    full = Unit("临江市交通局", aliases=("市交通局",))
    renamed = plan_of(evolve(BRIDGE, assignments=[Assignment(full, Role.LEAD)]), RIVER, TREES)
    ledger = Ledger().with_report(OLD.entries()[0], unit="市交通局", on=date(2031, 3, 1), state="done")
    carried = carry(ledger, renamed, old=OLD).ledger
    assert [report.unit for report in carried.reports] == ["临江市交通局"]
    assert pp.status(renamed, carried, on=DAY)[0].status == "done"


TEXTS = [
    "修建东桥。", "修建西桥。", "清理青石河河道。", "清理白水河河道。", "加强督查。", "推进一期工程建设。", "推进二期工程建设。",
    "推进三期工程建设。", "",
]  # fmt: skip
MEASURES = st.builds(measure, st.sampled_from(TEXTS), st.sampled_from([ROADS, WATER, PARKS]))


@given(st.lists(MEASURES, min_size=1, max_size=8), st.data())
def test_however_tasks_are_shuffled_and_renumbered_no_report_lands_on_another_measure(
    measures: Sequence[Measure], data: st.DataObject
) -> None:
    old = plan_of(*measures)
    ledger = Ledger()
    for entry in old.entries():
        ledger = ledger.with_report(entry, on=DAY, state="done", note=repr(entry.measure))
    new = plan_of(*data.draw(st.permutations(measures)))
    try:
        standings = pp.status(new, ledger, on=DAY)
    except LedgerError:
        standings = None
    for standing in standings or ():
        assert standing.report is not None
        assert f"text={standing.entry.measure.text!r}" in standing.report.note
    carried = carry(ledger, new, old=old)
    assert not carried.of("dropped")
    for standing in pp.status(new, carried.ledger, on=DAY):
        assert standing.report is not None
        assert standing.report.note == repr(standing.entry.measure)


@given(st.lists(MEASURES, min_size=1, max_size=6), st.lists(MEASURES, min_size=1, max_size=6))
def test_no_report_is_lost_or_changed_in_what_it_says(
    one: Sequence[Measure], other: Sequence[Measure]
) -> None:
    old, new = plan_of(*one), plan_of(*other)
    ledger = reported(old)
    carried = carry(ledger, new, old=old)
    assert [(r.on, r.state, r.note) for r in carried.ledger.reports] == [
        (r.on, r.state, r.note) for r in ledger.reports
    ]
    pp.status(new, carried.ledger, on=DAY)
    counted = [r for r in carried.ledger.reports if not r.dropped]
    assert len({r.key for r in counted}) == len(counted)


# Workbooks of another edition


def returned(plan: Plan, **cells: str) -> tuple[str, bytes]:
    book = load_workbook(io.BytesIO(pp.to_workbook(plan)))
    for at, text in cells.items():
        book.worksheets[0][at] = text
    content = io.BytesIO()
    book.save(content)
    return "甲.xlsx", content.getvalue()


def taken(made: Merge) -> dict[str, str]:
    return {report.text[:4]: report.note for report in made.reports}


def test_a_workbook_of_the_old_edition_never_lands_on_what_stands_under_its_number_now() -> None:
    book = returned(OLD, J4="通车", J5="清淤", J6="种完")
    made = merge(NEW, Ledger(), [book], on=DAY)
    assert taken(made) == {"修建东桥": "通车"}
    assert [(p.finding.code, p.place) for p in made.problems] == [
        ("another-edition", "甲.xlsx:总台账!A5"), ("another-edition", "甲.xlsx:总台账!A6"),
    ]  # fmt: skip


def test_with_the_old_edition_its_reworded_rows_are_merged_too() -> None:
    book = returned(OLD, J4="通车", J5="清淤", J6="种完")
    made = merge(NEW, Ledger(), [book], on=DAY, old=OLD)
    assert taken(made) == {"修建东桥": "通车", "全面清理": "清淤"}
    assert [p.finding.code for p in made.problems] == ["another-edition"]
    assert notes(NEW, made.ledger) == {"安排专项": None, "全面清理": "清淤", "修建东桥": "通车"}


def test_rows_of_what_is_gone_in_which_nothing_was_changed_hinder_nothing() -> None:
    gone = OLD.entries()[2]
    ledger = Ledger().with_report(gone, on=DAY, note="种完")
    book = pp.to_workbook(OLD, ledger=ledger)
    made = merge(NEW, Ledger(), [("甲.xlsx", book)], on=DAY)
    assert [(p.finding.code, p.place) for p in made.problems] == [
        ("another-edition", "甲.xlsx:总台账!A5"), ("another-edition", "甲.xlsx:总台账!A6"),
    ]  # fmt: skip
    assert made.errors == ()


def test_a_row_of_what_is_gone_whose_cell_was_cleared_is_an_error() -> None:
    ledger = Ledger().with_report(OLD.entries()[2], on=DAY, note="种完")
    book = load_workbook(io.BytesIO(pp.to_workbook(OLD, ledger=ledger)))
    book.worksheets[0]["J6"] = None
    content = io.BytesIO()
    book.save(content)
    made = merge(NEW, Ledger(), [("甲.xlsx", content.getvalue())], on=DAY)
    assert [problem.place for problem in made.errors] == ["甲.xlsx:总台账!A6"]


def test_a_key_that_lost_its_digest_is_checked_by_what_was_sent() -> None:
    cells = {f"P{row}": entry.uid for row, entry in enumerate(OLD.entries(), 4)}
    made = merge(NEW, Ledger(), [returned(OLD, J4="通车", J5="清淤", J6="种完", **cells)], on=DAY)
    assert made.reports == ()
    assert {problem.finding.code for problem in made.errors} == {"another-edition"}


# The command line


def test_a_ledger_is_taken_over_on_the_command_line_dry_first(policyplan: Run, tmp_path: Path) -> None:
    old, new, ledger = tmp_path / "old.json", tmp_path / "new.json", tmp_path / "ledger.json"
    pp.dump(OLD, old)
    pp.dump(NEW, new)
    dump(reported(OLD), ledger)
    refused = policyplan("ledger", "show", new, "-l", ledger, "--on", DAY)
    assert refused.status == 2
    assert "policyplan ledger carry OLD NEW -l LEDGER" in refused.errors
    before = ledger.read_bytes()
    dry = policyplan("ledger", "carry", old, new, "-l", ledger)
    assert (dry.status, ledger.read_bytes()) == (0, before)
    assert dry.text.splitlines()[-1] == (
        f"{ledger}: reports: 1 renumbered, 1 reworded, 1 dropped; nothing was written: take it over with --write"
    )
    assert "  3/1 dropped: 在北山种植树木五万株。 (1 report)" in dry.text
    assert policyplan("ledger", "carry", old, new, "-l", ledger, "--write").status == 0
    assert policyplan("ledger", "show", new, "-l", ledger, "--on", DAY).status == 0
    again = policyplan("ledger", "carry", new, "-l", ledger, "--write")
    assert again.text == f"{ledger}: reports: 2 kept; nothing to take over\n"
    assert len(load(ledger).reports) == 3


def test_a_ledger_of_another_plan_alone_is_told(policyplan: Run, tmp_path: Path) -> None:
    pp.dump(plan_of(BRIDGE, number="临政办〔2031〕9号"), tmp_path / "new.json")
    dump(reported(OLD), tmp_path / "ledger.json")
    told = policyplan("ledger", "show", tmp_path / "new.json", "-l", tmp_path / "ledger.json", "--on", DAY)
    assert told.status == 0
    assert "no report is on this plan, but on 临政办〔2031〕5号" in told.errors
