"""What sets no task: notes and signatures of tables, who reports of all, what a site prints below its page."""

from __future__ import annotations

import io
from datetime import date

import pytest
from saying import units_and_day

from policyplan import Plan, read
from policyplan.reading import read_text


def said(plan: Plan) -> list[str]:
    """Every measure in one line: its text, its units and its day."""
    return [f"{entry.measure.text} {units_and_day(entry.measure)}" for entry in plan.entries()]


HEADER = "|序号|任务|牵头单位|完成时限|\n|---|---|---|---|\n|1|修建东桥|县交通局|2024年6月底前|\n"
BRIDGE = "修建东桥 县交通局/l 2024-06-30"


@pytest.mark.parametrize(
    "row",
    [
        "||制表：县府办||2025-02-17|",
        "|制表人：|张三|审核人：|李四|",
        "|填表日期：2024年3月1日||||",
        "|填报单位：县农业农村局|审核：王五||2024/3/1|",
        "||联系人：赵六，电话：0571-1234||2024年3月1日|",
        "|说明：本表每月更新。||||",
        "|填报说明：每月5日前报县府办。||||",
        "|Prepared by:|Programme Office||2024-03-01|",
    ],
)
def test_a_row_that_says_who_made_the_table_is_no_task(row: str) -> None:
    plan = read(f"# 青河县2024年工作要点\n\n{HEADER}{row}\n".encode(), format="markdown").plan
    assert said(plan) == [BRIDGE]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("|2|审核：项目资金拨付|县财政局|2024年9月底前|", "审核：项目资金拨付 县财政局/l 2024-09-30"),
        ("|2|编制：桥梁规划|县交通局||", "编制：桥梁规划 县交通局/l -"),
        ("|2|统计桥梁底数||2024年9月底前|", "统计桥梁底数 县交通局/l 2024-09-30"),
        ("|2|联系人大代表|县人大办|每季度|", "联系人大代表 县人大办/l recurring"),
    ],
)
def test_a_task_that_begins_as_a_note_does_is_a_task(row: str, expected: str) -> None:
    plan = read(f"# 青河县2024年工作要点\n\n{HEADER}{row}\n".encode(), format="markdown").plan
    assert said(plan) == [BRIDGE, expected]


def workbook(*sheets: tuple[str, list[list[str]]], merge: str = "") -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ROWS = [["序号", "任务", "牵头单位", "完成时限"], ["1", "修建东桥", "县交通局", "2024年6月底前"]]


def test_a_note_that_is_merged_across_units_and_times_is_no_task() -> None:
    rows = [*ROWS, ["注：县交通局每月5日前更新。", "", "", ""]]
    for merge in ("A3:C3", "A3:D3"):
        assert said(read(workbook(("台账", rows), merge=merge)).plan) == [BRIDGE]


def test_a_sheet_that_tells_how_a_workbook_is_filled_in_holds_no_tasks() -> None:
    notes = [["填报说明"], ["1.各单位应于每月5日前更新本台账。"], ["2.列首位的责任单位为牵头单位。"]]
    plan = read(workbook(("填报说明", notes), ("台账", [["青河县2024年台账"], *ROWS]))).plan
    assert said(plan) == [BRIDGE]
    assert (plan.title, plan.notes[1]) == ("青河县2024年台账", "1.各单位应于每月5日前更新本台账。")


def test_a_sheet_of_tasks_with_explained_in_its_name_holds_tasks() -> None:
    assert said(read(workbook(("任务说明会", ROWS))).plan) == [BRIDGE]


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：县府办",
        "制表人：张三　审核：李四　2024年3月1日",
        "联系人：赵六，电话：0571-1234",
        "注：责任单位见上表。",
    ],
)
def test_a_line_below_a_table_that_says_who_made_it_is_a_note(line: str) -> None:
    plan = read(f"# 青河县2024年工作要点\n\n{HEADER}\n{line}\n".encode(), format="markdown").plan
    assert (said(plan), plan.notes) == ([BRIDGE], (line,))


ENGLISH = "|Action|Lead|Due|\n|---|---|---|\n|Mend the east bridge|Roads Department|June 30, 2024|\n"


@pytest.mark.parametrize(
    "line",
    [
        "RAG ratings as at 2 April 2024. Owner: Programme Office.",
        "Last updated 3 May 2024. Owner: Programme Office",
        "Owner: Programme Office",
        "Source: Roads Department",
    ],
)
def test_an_english_line_below_a_table_that_tells_of_it_is_a_note(line: str) -> None:
    plan = read(f"# 2024 plan\n\n{ENGLISH}\n{line}\n".encode(), format="markdown").plan
    assert (len(plan.measures), plan.notes) == (1, (line,))


@pytest.mark.parametrize(
    "line", ["Keep the register updated. Lead: Archives", "Publish hygiene ratings. Owner: Food Team"]
)
def test_a_task_below_a_table_that_speaks_of_ratings_is_a_task(line: str) -> None:
    plan = read(f"# 2024 plan\n\n{ENGLISH}\n{line}\n".encode(), format="markdown").plan
    assert [len(measure.assignments) for measure in plan.measures] == [1, 1]


PLAN = "青河县2024年治水要点\n一、治水\n1.疏浚西河。（县水利局负责，6月底前）\n2.加固东堤。\n"


@pytest.mark.parametrize(
    "line",
    [
        "以上任务，各乡镇、各部门每季度末月25日前将进展情况报县治水办。",
        "上述工作，各责任单位于12月10日前将总结报送县政府办公室。",
        "　　以上各项，请各单位每月底前反馈进展。",
        "以上事项由各单位于每月5日前报县水利局汇总。",
    ],
)
def test_who_reports_of_all_items_is_no_duty_of_any(line: str) -> None:
    plan = read_text(PLAN + line + "\n", issued=date(2024, 1, 5)).plan
    assert said(plan) == ["疏浚西河。 县水利局/r 2024-06-30", "加固东堤。 - -"]
    assert plan.notes == (line.strip(),)


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("以上任务由县水利局牵头，县财政局配合。", "县水利局/l 县财政局/s"),
        ("以上任务由县水利局牵头，每季度末将进展报县政府办。", "县水利局/l"),
        ("以上任务，县水利局、各乡镇。", "县水利局/r 各乡镇/r"),
    ],
)
def test_who_answers_for_all_items_is_still_their_duty(line: str, units: str) -> None:
    plan = read_text(PLAN + line + "\n").plan
    assert said(plan)[1] == f"加固东堤。 {units} -"


def test_who_reports_of_all_items_below_a_heading_is_the_text_of_its_part() -> None:
    line = "以上任务，各乡镇每季度末将进展报县政府办。"
    plan = read_text(PLAN + f"二、工作要求\n{line}\n").plan
    assert (said(plan)[1], plan.sections[1].text) == ("加固东堤。 - -", line)


@pytest.mark.parametrize(
    "name",
    ["任务分解表（牵头单位：县水利局）.xlsx", "清单（责任单位：各乡镇）.docx", "表（县水利局牵头）.pdf"],
)
def test_a_bracket_in_the_name_of_a_file_names_no_unit(name: str) -> None:
    plan = read_text(PLAN.replace("加固东堤。", f"加固东堤。附件：1. {name}")).plan
    assert [len(measure.assignments) for measure in plan.measures] == [1, 0]


def test_a_bracket_before_a_full_stop_still_names_its_unit() -> None:
    plan = read_text(PLAN.replace("加固东堤。", "加固东堤（县水利局牵头）.")).plan
    assert [len(measure.assignments) for measure in plan.measures] == [1, 1]


def test_the_footer_of_a_site_names_no_unit_of_the_last_item() -> None:
    plan = read_text(PLAN + "主管单位：青河县人民政府网　联系我们\n").plan
    assert said(plan)[1] == "加固东堤。 - -"
    plan = read_text(PLAN + "主管单位：县水利局\n").plan
    assert said(plan)[1] == "加固东堤。 县水利局/r -"


@pytest.mark.parametrize(
    ("row", "notes"),
    [
        ("|备注|以上任务列入年度考核|||", ("备注", "以上任务列入年度考核")),
        ("|说明||时限为最迟时限||", ("说明", "时限为最迟时限")),
        ("|责任单位中未列出的单位按职责配合。||||", ("责任单位中未列出的单位按职责配合。",)),
        ("||表中所列时限为最迟时限。|||", ("表中所列时限为最迟时限。",)),
    ],
)
def test_a_note_on_a_table_is_no_task_though_no_colon_stands_behind_its_label(
    row: str, notes: tuple[str, ...]
) -> None:
    plan = read(f"# 青河县2024年工作要点\n\n{HEADER}{row}\n".encode(), format="markdown").plan
    assert (said(plan), plan.notes) == ([BRIDGE], notes)


def test_a_note_across_a_table_on_who_leads_is_neither_a_header_nor_lost() -> None:
    note = "<tr><td>备注</td><td colspan=3>1.列入考核。2.责任单位列第一位的为牵头单位。</td></tr>"
    header = "<tr><td>序号</td><td>任务</td><td>责任单位</td><td>完成时限</td></tr>"
    row = "<tr><td>1</td><td>修建东桥</td><td>县交通局、县财政局</td><td>2024年6月底前</td></tr>"
    page = f"<h1>青河县2024年工作要点</h1><table>{header}{row}{note}</table>"
    plan = read(page.encode(), format="html").plan
    assert said(plan) == ["修建东桥 县交通局/l 县财政局/r 2024-06-30"]
    assert plan.notes == ("备注", "1.列入考核。2.责任单位列第一位的为牵头单位。")


@pytest.mark.parametrize("task", ["说明会", "表彰大会", "备注栏改版"])
def test_a_task_that_begins_like_a_note_is_a_task(task: str) -> None:
    text = f"# 青河县2024年工作要点\n\n{HEADER}||{task}|县文旅局|2024年7月底前|\n"
    plan = read(text.encode(), format="markdown").plan
    assert said(plan) == [BRIDGE, f"{task} 县文旅局/l 2024-07-31"]


SIGNED = """青河县2024年工作要点
一、重点任务

1.修建东桥。（县交通局牵头，6月底前）

二、保障措施

2.加固东堤。（县水利局牵头，7月底前）

青河县人民政府办公室

2024年1月18日
"""
TABLE = "|序号|任务|牵头单位|完成时限|\n|---|---|---|---|\n|1|疏浚西河|县水利局|2024年8月底前|\n"


@pytest.mark.parametrize(
    ("title", "heading"),
    [("", ""), ("重点任务分解表", "重点任务分解表"), ("附件\n\n任务分解表", "任务分解表")],
)
def test_a_table_behind_the_signature_is_no_part_of_the_last_section(title: str, heading: str) -> None:
    plan = read(f"{SIGNED}\n{title}\n\n{TABLE}".encode(), format="markdown").plan
    assert [(entry.section.heading, entry.measure.text) for entry in plan.entries()] == [
        ("重点任务", "修建东桥。"), ("保障措施", "加固东堤。"), (heading, "疏浚西河"),
    ]  # fmt: skip


def test_a_table_before_the_signature_stays_in_its_section() -> None:
    begin, mark, end = SIGNED.partition("青河县人民政府办公室")
    plan = read(f"{begin}{TABLE}\n{mark}{end}".encode(), format="markdown").plan
    assert [entry.section.heading for entry in plan.entries()] == ["重点任务", "保障措施", "保障措施"]


def test_an_annex_without_a_number_is_a_part_of_its_own() -> None:
    plan = read_text(PLAN + "附件\n任务清单\n1.植树。（县林业局牵头）\n").plan
    assert (plan.sections[-1].number, plan.sections[-1].heading) == ("附件", "任务清单")
    assert said(plan)[1:] == ["加固东堤。 - -", "植树。 县林业局/l -"]


@pytest.mark.parametrize(
    "line",
    [
        ["填报单位：县府办", "", "填报日期：2025年10月8日"],
        ["填报日期", date(2025, 10, 8)],
        ["填报日期：", date(2025, 10, 8)],
        ["填报单位：县府办 2025年10月8日"],
    ],
)
def test_the_day_on_which_a_table_was_filled_in_tells_the_year_and_is_no_day_of_issue(
    line: list[str],
) -> None:
    reading = read(_workbook([["重点任务进展情况表"], line, *_BRIDGE_ROWS]), format="xlsx")
    assert said(reading.plan) == ["修建东桥 县交通局/r 2025-06-30"]
    assert (reading.plan.title, reading.plan.document.dated) == ("重点任务进展情况表", None)
    assert [finding.code for finding in reading.findings] == ["year-guessed"]


def test_the_day_on_which_a_table_was_made_is_that_of_its_issue() -> None:
    line = ["编制单位：县府办", "编制日期：2025年1月8日"]
    plan = read(_workbook([["重点任务清单"], line, *_BRIDGE_ROWS]), format="xlsx").plan
    assert (plan.document.dated, said(plan)) == (date(2025, 1, 8), ["修建东桥 县交通局/r 2025-06-30"])


def test_a_label_and_its_day_below_a_table_are_no_task() -> None:
    rows = [["2025年重点任务清单"], *_BRIDGE_ROWS, ["填报日期", "2025-10-08"]]
    assert said(read(_workbook(rows), format="xlsx").plan) == ["修建东桥 县交通局/r 2025-06-30"]


_BRIDGE_ROWS = [["序号", "重点任务", "责任单位", "完成时限"], [1, "修建东桥", "县交通局", "6月底"]]


def _workbook(rows: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
