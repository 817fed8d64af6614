"""The ledger as a workbook: what is sent, and what comes back from many units."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import policyplan as pp
from policyplan import Ledger, Plan, to_workbook
from policyplan.codec import dump
from policyplan.errors import ExportError, ReadError
from policyplan.exporting.workbook.names import sheet_names
from policyplan.ledger import Merge, State, merge
from policyplan.ledger import dump as dump_ledger
from policyplan.ledger import load as load_ledger
from policyplan.ledger.columns import COLUMNS, SENT_SHEET, cell_text, row_key
from policyplan.model import Assignment, Document, DueBy, Measure, Ongoing, Role, Section, Task, Unit

WATER, FINANCE, SCHOOLS = Unit("市水利局"), Unit("市财政局"), Unit("市教育局")
DUE = DueBy(date(2031, 6, 30), "2031年6月底前")
ON = date(2031, 5, 1)


def midnight(year: int, month: int, day: int) -> datetime:
    """A day as openpyxl reads it."""
    return datetime.combine(date(year, month, day), time())


def measure(text: str, *parts: tuple[Unit, Role], deadline: DueBy | Ongoing | None = DUE) -> Measure:
    return Measure(text=text, deadline=deadline, assignments=[Assignment(u, r, u.name) for u, r in parts])


def plan_of(*measures: Measure, number: str = "临政办〔2031〕5号") -> Plan:
    tasks = [Task(number=str(n), heading=f"任务{n}", measures=[each]) for n, each in enumerate(measures, 1)]
    document = Document(number=number, dated=date(2031, 1, 10))
    return Plan(
        title="临江市2031年工作要点",
        document=document,
        sections=[Section(number="一", heading="节水", items=tasks)],
    )


PLAN = plan_of(
    measure("改造管网。", (WATER, Role.LEAD), (FINANCE, Role.SUPPORTING)),
    measure("开展节水教育。", (SCHOOLS, Role.LEAD), deadline=Ongoing("长期坚持")),
    measure("总结经验。", (WATER, Role.RESPONSIBLE)),
)
FIRST, SECOND, THIRD = PLAN.entries()

#: The columns of PLAN's workbook by name: it has one plan, and no unit oversees.
LETTERS = dict(
    zip(
        [c.name for c in COLUMNS if c.name not in ("document", "overseeing")], "ABCDEFGHIJKLMNOP", strict=True
    )
)
NOTE, STATE, PERCENT, EVIDENCE, DAY, REMARK, KEY = (
    LETTERS[name] for name in ("note", "state", "percent", "evidence", "on", "remark", "key")
)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def filled(content: bytes, change: Callable[[Worksheet], Any] | None = None, /, **cells: object) -> bytes:
    """A workbook as a unit sends it back: cells of the first sheet filled in, or the sheet changed."""
    book = opened(content)
    for address, value in cells.items():
        book.worksheets[0][address] = value  # type: ignore[index]
    if change is not None:
        change(book.worksheets[0])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def merged(*workbooks: bytes, ledger: Ledger | None = None, plan: Plan = PLAN, on: date = ON) -> Merge:
    """What workbooks called 甲.xlsx, 乙.xlsx … bring."""
    return merge(
        plan, ledger or Ledger(), list(zip(("甲.xlsx", "乙.xlsx", "丙.xlsx"), workbooks, strict=False)), on=on
    )


def problems(made: Merge) -> list[tuple[str, str]]:
    return [(problem.finding.code, problem.place) for problem in made.problems]


def edits(made: Merge) -> list[str]:
    return [f"{edit} ({edit.cell.place})" for edit in made.edits]


# What is sent


def test_the_ledger_has_the_title_the_number_and_the_columns_of_a_bureau() -> None:
    sheet = opened(to_workbook(PLAN)).worksheets[0]
    assert sheet.title == "总台账"
    assert sheet["A1"].value == "《临江市2031年工作要点》督查台账"
    assert str(sheet["A2"].value).startswith("文号：临政办〔2031〕5号    成文日期：2031-01-10    共3项举措")
    assert [cell.value for cell in sheet[3]] == [
        "序号", "板块", "任务", "举措", "牵头单位", "责任单位", "配合单位", "完成时限", "最后一日",
        "进展情况", "完成状态", "完成比例", "佐证", "更新日期", "备注", "标识",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]] == [
        1, "一 节水", "1 任务1", "改造管网。", "市水利局", None, "市财政局", "2031年6月底前", midnight(2031, 6, 30),
        None, None, None, None, None, None, row_key(FIRST, None),
    ]  # fmt: skip
    assert [cell.value for cell in sheet["I"]][3:] == [midnight(2031, 6, 30), None, midnight(2031, 6, 30)]


def test_what_was_reported_stands_in_its_cells_as_dates_and_per_cents() -> None:
    ledger = Ledger().with_report(
        FIRST, on=date(2031, 3, 1), state="in-progress", percent=35, note="开工\n二标段"
    )
    ledger = ledger.with_report(FIRST, on=date(2031, 9, 1), state="done")
    sheet = opened(to_workbook(PLAN, ledger=ledger, on=date(2031, 3, 31))).worksheets[0]
    assert [sheet[f"{column}4"].value for column in (NOTE, STATE, PERCENT, DAY)] == [
        "开工\n二标段", "推进中", 0.35, midnight(2031, 3, 1),
    ]  # fmt: skip
    assert sheet[f"{PERCENT}4"].number_format == "0%"
    assert "进展截至：2031-03-31" in str(sheet["A2"].value)


def test_the_sheet_is_ready_for_work_and_for_print() -> None:
    book = opened(to_workbook(PLAN))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:P6"
    assert sheet.column_dimensions[KEY].hidden
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet[f"{NOTE}4"].alignment.wrap_text
    drop_down = next(v for v in sheet.data_validations.dataValidation if v.type == "list")
    assert drop_down.formula1 == '"未启动,推进中,已完成,已取消"'
    assert str(drop_down.sqref) == "K4:K6"
    formulas = [rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules]
    still = 'ISNUMBER($I4),$K4<>"已完成",$K4<>"已取消"'
    assert formulas == [f"AND({still},$I4<TODAY())", f"AND({still},$I4>=TODAY(),$I4-TODAY()<=30)"]
    assert book[SENT_SHEET].sheet_state == "hidden"


def test_a_sheet_for_each_unit_holds_what_names_it_and_what_it_reported() -> None:
    ledger = Ledger().with_report(FIRST, unit="市财政局", on=date(2031, 3, 1), note="已拨付")
    book = opened(to_workbook(PLAN, ledger=ledger, by_unit=True))
    assert book.sheetnames == ["总台账", "市水利局", "市财政局", "市教育局", SENT_SHEET]
    assert book["市财政局"]["A1"].value == "《临江市2031年工作要点》督查台账（市财政局）"
    assert [book[name][f"{NOTE}4"].value for name in book.sheetnames[:3]] == [None, None, "已拨付"]
    assert [row[3].value for row in book["市水利局"].iter_rows(min_row=4)] == ["改造管网。", "总结经验。"]
    assert book["市财政局"][f"{KEY}4"].value == row_key(FIRST, "市财政局")


def test_formulas_in_a_plan_or_a_report_are_text() -> None:
    plan = plan_of(measure('=HYPERLINK("x")', (Unit("+1+2"), Role.LEAD)))
    ledger = Ledger().with_report(plan.entries()[0], on=date(2031, 3, 1), note="@SUM(1)", evidence="=1+1")
    content = to_workbook(plan, ledger=ledger, by_unit=True)
    for sheet in opened(content).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert opened(content).worksheets[0]["D4"].quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_the_same_ledger_gives_the_same_bytes() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 3, 1), note="开工")
    assert to_workbook(PLAN, ledger=ledger, by_unit=True) == to_workbook(PLAN, ledger=ledger, by_unit=True)
    with zipfile.ZipFile(io.BytesIO(to_workbook(PLAN))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2031-01-10T00:00:00Z" in archive.read("docProps/core.xml")


def test_several_plans_stand_in_one_ledger_with_a_column_for_the_document() -> None:
    other = plan_of(measure("修编规划。", (FINANCE, Role.OVERSEEING)), number="临政办〔2031〕6号")
    sheet = opened(to_workbook([PLAN, other], lang="en")).worksheets[0]
    headers = [cell.value for cell in sheet[3]]
    assert headers[:3] == ["No.", "Document", "Section"]
    assert "Overseeing" in headers
    assert [sheet[f"B{row}"].value for row in (4, 7)] == ["临政办〔2031〕5号", "临政办〔2031〕6号"]
    with pytest.raises(ExportError, match="two plans have the identity '临政办〔2031〕5号'"):
        to_workbook([PLAN, plan_of(measure("另一件。"))])


def test_a_selection_can_be_written_and_an_empty_one_not() -> None:
    sheet = opened(to_workbook(pp.find(PLAN, "单位:市教育局"))).worksheets[0]
    assert sheet["D4"].value == "开展节水教育。"
    assert sheet["D5"].value is None
    with pytest.raises(ExportError, match="no measure to write"):
        to_workbook(pp.find(PLAN, "无此内容"))


def test_a_workbook_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    content = to_workbook(PLAN, tmp_path / "ledger.xlsx")
    assert (tmp_path / "ledger.xlsx").read_bytes() == content
    with pytest.raises(ExportError, match="cannot be written"):
        to_workbook(PLAN, tmp_path / "none" / "ledger.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.xlsx"]


@given(
    st.lists(
        st.text(max_size=40) | st.sampled_from(["总台账", "History", "_PolicyPlan", "'", "a/b", "a:b"]),
        max_size=8,
    )
)
def test_names_of_sheets_are_ones_that_excel_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names} | {"history", SENT_SHEET}) == len(names) + 2
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("' ") == name


# What comes back


def test_a_workbook_that_nobody_filled_in_brings_nothing() -> None:
    ledger = Ledger().with_report(
        FIRST, on=date(2031, 3, 1), state="done", percent=100, note=" 一\r\n二\t\x07"
    )
    made = merged(to_workbook(PLAN, ledger=ledger, by_unit=True), ledger=ledger)
    assert made == Merge(ledger)


def test_what_units_filled_in_becomes_reports() -> None:
    sent = to_workbook(PLAN)
    one = filled(
        sent, **{f"{NOTE}4": "开工", f"{STATE}4": "推进中", f"{PERCENT}4": 0.4, f"{DAY}4": date(2031, 4, 9)}
    )
    two = filled(sent, **{f"{STATE}5": "已完成", f"{EVIDENCE}5": "临教〔2031〕2号"})
    made = merged(one, two)
    assert made.problems == ()
    assert edits(made) == [
        "1 进展情况: 开工 (甲.xlsx:总台账!J4)",
        "1 完成状态: 推进中 (甲.xlsx:总台账!K4)",
        "1 完成比例: 40% (甲.xlsx:总台账!L4)",
        "1 更新日期: 2031-04-09 (甲.xlsx:总台账!N4)",
        "2 完成状态: 已完成 (乙.xlsx:总台账!K5)",
        "2 佐证: 临教〔2031〕2号 (乙.xlsx:总台账!M5)",
    ]
    one_report, two_report = made.reports
    assert (one_report.on, one_report.state, one_report.percent, one_report.by) == (
        date(2031, 4, 9), "in-progress", 40, "甲.xlsx",
    )  # fmt: skip
    assert (two_report.on, two_report.evidence, two_report.key) == (ON, "临教〔2031〕2号", "2/1")
    assert made.ledger.reports == made.reports


def test_merging_again_changes_nothing_even_after_later_reports() -> None:
    one = filled(to_workbook(PLAN), **{f"{NOTE}4": "开工"})
    first = merged(one)
    assert merged(one, ledger=first.ledger, on=date(2031, 5, 9)).reports == ()
    later = first.ledger.with_report(FIRST, on=date(2031, 5, 2), note="过半")
    again = merged(one, ledger=later, on=date(2031, 5, 9))
    assert (again.reports, again.problems) == ((), ())


def test_cells_that_nobody_touched_keep_what_was_reported_since_they_were_sent() -> None:
    sent = to_workbook(PLAN)
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 20), percent=60)
    made = merged(filled(sent, **{f"{NOTE}4": "开工"}), ledger=ledger)
    (report,) = made.reports
    assert (report.percent, report.note) == (60, "开工")


def test_two_files_may_fill_in_different_cells_of_a_row_but_not_one_cell_differently() -> None:
    sent = to_workbook(PLAN)
    apart = merged(filled(sent, **{f"{NOTE}4": "开工"}), filled(sent, **{f"{PERCENT}4": "40%"}))
    assert apart.problems == ()
    assert (apart.reports[-1].note, apart.reports[-1].percent) == ("开工", 40)
    alike = merged(*[filled(sent, **{f"{NOTE}4": "开工"})] * 2)
    assert len(alike.reports) == 1
    against = merged(
        filled(sent, **{f"{STATE}4": "已完成", f"{NOTE}4": "通水", f"{NOTE}5": "已印发"}),
        filled(sent, **{f"{STATE}4": "推进中"}),
    )
    assert problems(against) == [("conflict", "甲.xlsx:总台账!K4")]
    message = against.problems[0].render()
    assert "已完成 in 甲.xlsx:总台账!K4; 推进中 in 乙.xlsx:总台账!K4" in message
    assert edits(against) == ["2 进展情况: 已印发 (甲.xlsx:总台账!J5)"]
    with pytest.raises(ReadError, match="is told differently"):
        against.raise_for_errors()


def test_what_units_report_on_sheets_of_their_own_stands_apart() -> None:
    sent = to_workbook(PLAN, by_unit=True)

    def from_sheet(name: str, note: str) -> bytes:
        book = opened(sent)
        book[name][f"{NOTE}4"] = note
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    made = merged(from_sheet("市水利局", "开工"), from_sheet("市财政局", "已拨付"))
    assert made.problems == ()
    assert [(report.unit, report.note) for report in made.reports] == [
        ("市水利局", "开工"),
        ("市财政局", "已拨付"),
    ]
    against = merged(from_sheet("市水利局", "开工"), from_sheet("市水利局", "未开工"))
    assert problems(against) == [("conflict", "甲.xlsx:市水利局!J4")]
    assert "进展情况 of task 1 by 市水利局" in against.problems[0].finding.message


def test_a_cell_that_was_changed_in_the_ledger_too_is_a_conflict() -> None:
    sent = to_workbook(PLAN)
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 20), state="done")
    made = merged(filled(sent, **{f"{STATE}4": "推进中"}), ledger=ledger)
    assert problems(made) == [("changed-since", "甲.xlsx:总台账!K4")]
    assert (
        "was empty when sent; it is 推进中 here, but 已完成 in the ledger by now" in made.problems[0].render()
    )
    assert made.ledger == ledger


@pytest.mark.parametrize(
    ("address", "value", "message"),
    [
        (f"{STATE}4", "办妥", "完成状态: '办妥' is no state; expected 未启动、推进中、已完成、已取消"),
        (f"{PERCENT}4", "大半", "完成比例: '大半' is no per cent"),
        (f"{PERCENT}4", 0.355, "完成比例: '35.5%' is no whole per cent"),
        (f"{PERCENT}4", 4, "完成比例: '400%' is no whole per cent"),
        (f"{DAY}4", "4月9日", "更新日期: '4月9日' is no day; write one such as 2022-12-31"),
        (f"{DAY}4", "2031-02-30", "'2031-02-30' is no day of the calendar"),
        (f"{NOTE}4", "=1+1", "it is a formula without a stored value"),
        (f"{NOTE}4", "#REF!", "it shows the error #REF!"),
    ],
)
def test_a_cell_that_cannot_be_understood_keeps_its_row_out(
    address: str, value: object, message: str
) -> None:
    made = merged(filled(to_workbook(PLAN), **{address: value, f"{REMARK}4": "待补", f"{REMARK}5": "无"}))
    assert problems(made) == [("bad-cell", f"甲.xlsx:总台账!{address}")]
    assert message in made.problems[0].render()
    assert [report.key for report in made.reports] == ["2/1"]


@pytest.mark.parametrize(
    "day", ["2031年4月9日", "2031/4/9", "20310409", "2031.04.09", " ２０３１－４－９ ", midnight(2031, 4, 9)]
)
def test_days_typed_as_text_are_read(day: object) -> None:
    (report,) = merged(filled(to_workbook(PLAN), **{f"{DAY}4": day, f"{NOTE}4": "开工"})).reports
    assert report.on == date(2031, 4, 9)


@pytest.mark.parametrize(
    ("day", "code"),
    [("2030-12-31", "report-before-plan"), ("2031-05-02", "future-report"), ("2031-03-31", "older-report")],
)
def test_a_report_of_a_day_that_cannot_be_is_refused(day: str, code: str) -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 1), state="in-progress")
    sent = to_workbook(PLAN, ledger=ledger)
    made = merged(filled(sent, **{f"{DAY}4": day, f"{NOTE}4": "开工"}), ledger=ledger)
    assert problems(made) == [(code, f"甲.xlsx:总台账!{DAY}4")]
    assert made.reports == ()


def test_sorted_rows_moved_columns_and_renamed_headers_are_followed() -> None:
    def change(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
        rows[0][9], rows[0][10] = "开工", "进行中"
        for at, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
        sheet["J3"] = "工作进展情况"
        sheet.move_range("J3:J6", cols=8)  # beyond the hidden column

    made = merged(filled(to_workbook(PLAN), change))
    assert problems(made) == [("renamed-column", "甲.xlsx:总台账!R3")]
    assert edits(made) == ["1 进展情况: 开工 (甲.xlsx:总台账!R6)", "1 完成状态: 推进中 (甲.xlsx:总台账!K6)"]


def test_a_deleted_column_erases_nothing() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 1), note="开工", evidence="批复")
    sent = to_workbook(PLAN, ledger=ledger)
    made = merged(filled(sent, lambda sheet: sheet.delete_cols(13), K4="已完成"), ledger=ledger)
    assert problems(made) == [("missing-column", "甲.xlsx:总台账")]
    (report,) = made.reports
    assert (report.state, report.evidence) == ("done", "批复")


def test_a_column_that_stands_there_twice_keeps_the_sheet_out() -> None:
    made = merged(filled(to_workbook(PLAN), Q3="进展情况", Q4="开工"))
    assert problems(made) == [("doubled-column", "甲.xlsx:总台账!Q3")]
    assert "stands here and in J3" in made.problems[0].render()
    assert made.reports == ()


def test_a_cleared_cell_is_an_edit() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 1), note="开工", remark="待补")
    made = merged(filled(to_workbook(PLAN, ledger=ledger), **{f"{REMARK}4": None}), ledger=ledger)
    assert edits(made) == [f"1 备注: 待补 → （空） (甲.xlsx:总台账!{REMARK}4)"]
    assert (made.reports[0].note, made.reports[0].remark) == ("开工", "")


def test_rows_without_keys_are_known_by_their_words() -> None:
    sent = to_workbook(PLAN)
    made = merged(filled(sent, lambda sheet: sheet.delete_cols(16), J4="开工", J5="已印发"))
    assert problems(made)[0] == ("no-key", "甲.xlsx:总台账")
    assert "rows 4, 5, 6 had no key" in made.problems[0].render()
    assert [(report.key, report.note) for report in made.reports] == [("1/1", "开工"), ("2/1", "已印发")]


def test_one_row_without_its_key_is_told_as_one() -> None:
    made = merged(filled(to_workbook(PLAN), P4=None, J4="开工"))
    assert "warning: row 4 had no key, and was known by its words" in made.problems[0].render()
    assert [(report.key, report.note) for report in made.reports] == [("1/1", "开工")]


def test_rows_of_a_unit_without_keys_are_still_the_units() -> None:
    book = opened(to_workbook(PLAN, by_unit=True))
    for sheet in book.worksheets[:-1]:
        sheet.delete_cols(16)
    book["市财政局"]["J4"] = "已拨付"
    saved = io.BytesIO()
    book.save(saved)
    (report,) = merged(saved.getvalue()).reports
    assert (report.unit, report.note) == ("市财政局", "已拨付")


def test_rows_that_are_unknown_are_reported_with_their_cells() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C7"], sheet["D7"], sheet["J7"] = "4", "另设一项。", "完成"
        sheet["A8"] = "填表人："
        sheet["D5"], sheet["P5"], sheet["J5"] = "改写后的话。", None, "已印发"

    made = merged(filled(to_workbook(PLAN), change))
    assert [p for p in problems(made) if p[0] == "unknown-row"] == [
        ("unknown-row", "甲.xlsx:总台账!A5"), ("unknown-row", "甲.xlsx:总台账!C7"),
    ]  # fmt: skip
    assert len(made.errors) == 2
    assert made.reports == ()


def test_a_key_that_stands_in_the_row_of_another_measure_is_noticed() -> None:
    def change(sheet: Worksheet) -> None:  # sorted without the hidden column
        sheet["P4"], sheet["P5"], sheet["J4"] = sheet["P5"].value, sheet["P4"].value, "开工"

    made = merged(filled(to_workbook(PLAN), change))
    assert [code for code, _ in problems(made)] == ["row-mixed-up", "row-mixed-up"]
    assert "its key is that of task 2, its words are those of task 1" in made.problems[0].render()
    assert made.reports == ()


def test_a_row_that_was_copied_counts_once_and_not_where_the_copies_differ() -> None:
    def copy(sheet: Worksheet) -> None:
        for cell in sheet[4]:
            sheet.cell(7, cell.column).value = cell.value

    def copy_and_change(sheet: Worksheet) -> None:
        copy(sheet)
        sheet["J7"] = "停工"

    sent = to_workbook(PLAN)
    made = merged(filled(filled(sent, J4="开工"), copy))
    assert [report.note for report in made.reports] == ["开工"]
    against = merged(filled(filled(sent, J4="开工"), copy_and_change))
    assert problems(against) == [("conflict", "甲.xlsx:总台账!J4")]
    assert "停工 in 甲.xlsx:总台账!J7" in against.problems[0].render()


def test_merged_cells_are_taken_for_each_of_their_rows() -> None:
    made = merged(filled(to_workbook(PLAN), lambda sheet: sheet.merge_cells("J4:J5"), J4="一并推进"))
    assert [(report.key, report.note) for report in made.reports] == [
        ("1/1", "一并推进"),
        ("2/1", "一并推进"),
    ]
    assert problems(made) == [("merged-cell", "甲.xlsx:总台账!J4")]
    assert "is taken for J5 too" in made.problems[0].render()


def test_rows_that_did_not_come_back_are_told_and_nothing_is_lost() -> None:
    ledger = Ledger().with_report(SECOND, on=date(2031, 4, 1), note="已印发")
    made = merged(filled(to_workbook(PLAN, ledger=ledger), lambda sheet: sheet.delete_rows(5)), ledger=ledger)
    assert problems(made) == [("missing-row", "甲.xlsx:总台账")]
    assert "a row that was sent did not come back, of task 2;" in made.problems[0].render()
    assert made.ledger == ledger


def test_changes_of_the_plans_own_words_are_told_and_not_taken() -> None:
    made = merged(filled(to_workbook(PLAN), E4="市住建局", I4=date(2031, 12, 31)))
    assert problems(made) == [("plan-changed", "甲.xlsx:总台账!E4"), ("plan-changed", "甲.xlsx:总台账!I4")]
    assert (
        "最后一日 of task 1 was changed to '2031-12-31'; the plan stays as published"
        in made.problems[1].render()
    )


def test_the_ledger_of_another_plan_is_refused_as_a_whole() -> None:
    other = plan_of(measure("改造管网。"), number="临政办〔2031〕6号")
    made = merged(filled(to_workbook(other), K4="已完成"))
    assert problems(made) == [("another-plan", "甲.xlsx")]
    assert "this is the ledger of 临政办〔2031〕6号" in made.problems[0].render()


def test_without_the_hidden_sheet_cells_are_compared_with_the_ledger() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 1), note="开工", remark="待补")

    def without(content: bytes) -> bytes:
        book = opened(content)
        del book[SENT_SHEET]
        book.worksheets[0]["K4"], book.worksheets[0]["O4"] = "已完成", None
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    made = merged(without(to_workbook(PLAN, ledger=ledger)), ledger=ledger)
    assert problems(made) == [("no-record", "甲.xlsx")]
    assert edits(made) == ["1 完成状态: 已完成 (甲.xlsx:总台账!K4)"]


def test_files_that_are_no_ledger_are_told_and_the_others_merged() -> None:
    stranger = io.BytesIO()
    Workbook().save(stranger)
    lists = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "通讯录"  # type: ignore[index]
    book.save(lists)
    made = merged(b"not a workbook", lists.getvalue(), filled(to_workbook(PLAN), J4="开工"))
    assert problems(made) == [
        ("unreadable-workbook", "甲.xlsx"), ("no-record", "乙.xlsx"), ("no-header", "乙.xlsx:Sheet"),
    ]  # fmt: skip
    assert (
        made.problems[0].render().startswith("甲.xlsx: error: cannot be read as an Excel workbook (.xlsx): ")
    )
    assert [report.by for report in made.reports] == ["丙.xlsx"]


# Properties

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12).map(cell_text)
FILLS = st.fixed_dictionaries({
    NOTE: TEXTS, STATE: st.sampled_from(["", "未启动", "推进中", "已完成", "已取消"]),
    PERCENT: st.none() | st.integers(0, 100), EVIDENCE: TEXTS, DAY: st.dates(date(2031, 1, 10), ON), REMARK: TEXTS,
})  # fmt: skip
WORDS = {"": None, "未启动": "not-started", "推进中": "in-progress", "已完成": "done", "已取消": "cancelled"}


@settings(max_examples=40, deadline=None)
@given(st.lists(FILLS, min_size=3, max_size=3))
def test_whatever_is_filled_in_comes_back_as_reports(rows: list[dict[str, Any]]) -> None:
    book = opened(to_workbook(PLAN))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 4):
        for column, value in row.items():
            cell = sheet[f"{column}{number}"]
            cell.value = value / 100 if column == PERCENT and value is not None else value or None
            if isinstance(value, str) and value:
                cell.data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    made = merged(saved.getvalue())
    assert made.problems == ()
    for entry, row in zip(PLAN.entries(), rows, strict=True):
        report = made.ledger.standing(entry)
        assert report is not None
        assert (report.note, report.evidence, report.remark) == (row[NOTE], row[EVIDENCE], row[REMARK])
        assert (report.state, report.percent, report.on) == (WORDS[row[STATE]], row[PERCENT], row[DAY])
    assert merged(to_workbook(PLAN, ledger=made.ledger), ledger=made.ledger) == Merge(made.ledger)
    assert merged(saved.getvalue(), ledger=made.ledger) == Merge(made.ledger)


# The command line


def test_a_merge_is_shown_first_and_written_only_when_asked_and_whole(
    policyplan: Run, tmp_path: Path
) -> None:
    dump(PLAN, tmp_path / "plan.json")
    plan, ledger, sent = tmp_path / "plan.json", tmp_path / "ledger.json", tmp_path / "sent.xlsx"
    dump_ledger(Ledger().with_report(THIRD, on=date(2031, 2, 1), note="起草"), ledger)
    assert policyplan("convert", plan, "--ledger", ledger, "-o", sent).status == 0
    back = tmp_path / "甲.xlsx"
    back.write_bytes(filled(sent.read_bytes(), J4="开工"))
    asked = ("ledger", "merge", plan, back, "-l", ledger, "--on", "2031-05-01")
    before = ledger.read_bytes()
    dry = policyplan(*asked)
    assert (dry.status, ledger.read_bytes()) == (0, before)
    assert "1 进展情况: 开工" in dry.text
    assert dry.text.endswith("1 cell edited, 1 report; nothing was written: merge with --write\n")
    back.write_bytes(filled(sent.read_bytes(), J4="开工", K5="办妥"))
    refused = policyplan(*asked, "--write")
    assert (refused.status, ledger.read_bytes()) == (1, before)
    assert f"{back}:总台账!K5: error: 完成状态: '办妥' is no state" in refused.errors
    assert "nothing was written, 1 problem" in refused.text
    partly = policyplan(*asked, "--write", "--skip-problems")
    assert partly.status == 1
    assert [report.note for report in load_ledger(ledger).reports] == ["起草", "开工"]
    back.write_bytes(filled(sent.read_bytes(), J4="开工", K5="已完成"))
    assert policyplan(*asked, "--write").status == 0
    assert load_ledger(ledger).reports[-1].state == State.DONE


# LibreOffice


@pytest.fixture(scope="module")
def through_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """Open a workbook in LibreOffice and save it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip(
            "LibreOffice is not here: no workbook was sent through it (apt-get install libreoffice-calc)"
        )
    folder = tmp_path_factory.mktemp("office")

    def convert(content: bytes) -> bytes:
        (folder / "sent.xlsx").write_bytes(content)
        subprocess.run(
            [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(folder / "sent.xlsx")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (folder / "saved" / "sent.xlsx").read_bytes()

    return convert


def test_workbooks_saved_by_libreoffice_merge_and_their_conflicts_are_found(
    through_office: Callable[[bytes], bytes],
) -> None:
    plan = pp.load_example("jilin_2022")
    entries = plan.entries()
    ledger = Ledger().with_report(
        entries[0],
        on=date(2022, 10, 8),
        state="in-progress",
        percent=10,
        note="=1+1\n已起草",
        evidence="@附件",
    )
    sent = to_workbook(plan, ledger=ledger, by_unit=True)
    one = through_office(filled(
        sent, J4="方案已报批", K4="已完成", L4=1, N4=date(2022, 12, 20), J6="试点启动", K6="推进中", L6=0.5,
    ))  # fmt: skip
    two = through_office(
        filled(sent, J4="方案在修改", K4="推进中", L4=0.8, M7="吉知发〔2022〕40号", N7="2022年11月30日")
    )
    assert one != two
    untouched = merged(through_office(sent), plan=plan, ledger=ledger, on=date(2022, 12, 31))
    assert untouched == Merge(ledger)
    made = merged(one, two, plan=plan, ledger=ledger, on=date(2022, 12, 31))
    assert problems(made) == [("conflict", "甲.xlsx:总台账!J4"), ("conflict", "甲.xlsx:总台账!L4")]
    assert [(r.key, r.state, r.percent, r.note, r.evidence, r.on) for r in made.reports] == [
        ("3/1", "in-progress", 50, "试点启动", "", date(2022, 12, 31)),
        ("4/1", None, None, "", "吉知发〔2022〕40号", date(2022, 11, 30)),
    ]


def test_a_ledger_among_plans_is_read_with_each_measure_once(example: Path, tmp_path: Path) -> None:
    plan = pp.read(example).plan
    ledger = tmp_path / "台账.xlsx"
    ledger.write_bytes(to_workbook(plan, by_unit=True))
    again = pp.read(ledger).plan
    assert len(again.measures) == len(plan.measures)
