"""Tables of tasks: columns told by their headers, persons passed over, forms of labels and values."""

from __future__ import annotations

import pytest

from policyplan import Plan, read
from policyplan.deadlines import DueBy


def entries(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Number, text, units with the first letter of their role, and last day of each measure."""
    return [
        (
            entry.task.number,
            entry.measure.text,
            " ".join(f"{each.unit.name}/{each.role.value[0]}" for each in entry.measure.assignments),
            str(entry.measure.deadline.due) if isinstance(entry.measure.deadline, DueBy) else "",
        )
        for entry in plan.entries()
    ]


def table(header: str, *cells: str) -> Plan:
    """The plan of a Markdown table with a column 序号, 任务 and 完成时限 around one other."""
    rows = [f"| {at} | 修建{at}号桥。 | {cell} | 2026年6月底 |" for at, cell in enumerate(cells, start=1)]
    text = "\n".join([f"| 序号 | 任务 | {header} | 完成时限 |", "|---|---|---|---|", *rows])
    return read(f"# 青河县2026年工作要点\n\n{text}\n".encode(), format="markdown").plan


def units(plan: Plan) -> list[str]:
    return [each[2] for each in entries(plan)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("县水务局 李四", "县水务局/l"),
        ("县水务局（赵六）", "县水务局/l"),
        ("县水务局 李 四", "县水务局/l"),
        ("县水务局（张三 13800001111）", "县水务局/l"),
        ("县水务局：李四", "县水务局/l"),
        ("县水务局 李四、县住建局 欧阳春", "县水务局/l 县住建局/l"),
        ("县水务局<br>李四<br>县住建局<br>王五", "县水务局/l 县住建局/l"),
        ("副县长 李四<br>县水务局", "县水务局/l"),
        ("各乡镇", "各乡镇/l"),
        ("无", ""),
    ],
)
def test_persons_in_a_column_of_units_and_persons_are_no_units(cell: str, expected: str) -> None:
    assert units(table("牵头单位及责任人", cell)) == [expected]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("责任单位（责任人）", "县水务局/r"),
        ("责任领导及责任单位", "县水务局/r"),
        ("牵头单位/联系人", "县水务局/l"),
        ("责任科室", "县水务局/r"),
        ("牵头科室", "县水务局/l"),
        ("主责单位", "县水务局/l"),
        ("协办单位", "县水务局/s"),
        ("协同", "县水务局/s"),
        ("承办", "县水务局/r"),
        ("参与", "县水务局/s"),
    ],
)
def test_headers_of_units(header: str, expected: str) -> None:
    assert units(table(header, "县水务局")) == [expected]


@pytest.mark.parametrize("header", ["责任领导", "分管领导", "牵头单位责任人", "单位负责人", "县政府分管领导"])
def test_a_column_of_persons_names_no_units(header: str) -> None:
    assert units(table(header, "李四")) == [""]


def test_a_person_in_brackets_on_a_line_of_its_own_is_no_unit() -> None:
    assert units(table("牵头单位", "县水务局<br>（张三）", "县水务局<br>（牵头）<br>县住建局")) == [
        "县水务局/l",
        "县水务局/l 县住建局/l",
    ]


@pytest.mark.parametrize(("first", "second"), [("13.", "14."), ("2.1", "2.2"), ("（三）", "（四）")])
def test_a_column_without_a_header_that_holds_numbers_numbers_the_tasks(first: str, second: str) -> None:
    text = f"""# 青河县2026年工作要点

|  | 任务 | 责任单位 |
|---|---|---|
| {first} | 修建甲桥。 | 县水务局 |
| {second} | 修建乙桥。 | 县住建局 |
"""
    numbers = [task.number for task in read(text.encode(), format="markdown").plan.tasks]
    assert numbers == [first.rstrip("."), second.rstrip(".")]


def test_a_number_column_under_a_wide_header_numbers_the_tasks() -> None:
    page = """<html><body><h1>青河县2026年工作要点</h1><table>
<tr><th colspan="2">任务</th><th>责任单位</th></tr>
<tr><td>1</td><td>修建甲桥。</td><td>县水务局</td></tr>
<tr><td>2</td><td>修建乙桥。</td><td>县住建局</td></tr></table></body></html>"""
    assert entries(read(page.encode(), format="html").plan) == [
        ("1", "修建甲桥。", "县水务局/r", ""),
        ("2", "修建乙桥。", "县住建局/r", ""),
    ]


def test_a_form_is_one_task_however_many_steps_its_cells_count() -> None:
    page = """<html><body><h1>青河县整改清单</h1>
<table><tr><th colspan="2">整改任务一</th></tr>
<tr><td>问题</td><td>河道淤积。</td></tr>
<tr><td>整改措施</td><td>1.开展排查。<br>2.组织清淤。</td></tr>
<tr><td>责任单位</td><td>县水务局、县住建局</td></tr>
<tr><td>整改时限</td><td>2026年6月底前</td></tr></table>
<table><tr><th colspan="2">整改任务二</th></tr>
<tr><td>问题</td><td>桥面破损。</td></tr>
<tr><td>责任单位</td><td>县交通运输局</td></tr></table></body></html>"""
    plan = read(page.encode(), format="html").plan
    assert entries(plan) == [
        ("整改任务一", "1.开展排查。\n2.组织清淤。", "县水务局/r 县住建局/r", "2026-06-30"),
        ("整改任务二", "桥面破损。", "县交通运输局/r", ""),
    ]
    assert [task.heading for task in plan.tasks] == ["河道淤积。", "桥面破损。"]


def test_a_form_in_four_columns_is_read_in_pairs() -> None:
    page = """<html><body><h1>青河县项目卡</h1>
<table><tr><td>项目名称</td><td>建设甲桥</td><td>牵头单位</td><td>县水务局</td></tr>
<tr><td>完成时限</td><td>2026年6月底</td><td>分管领导</td><td>李四</td></tr>
<tr><td>建设内容</td><td colspan="3">1.勘察。<br>2.施工。</td></tr></table></body></html>"""
    plan = read(page.encode(), format="html").plan
    assert entries(plan) == [("", "1.勘察。\n2.施工。", "县水务局/l", "2026-06-30")]
    assert plan.tasks[0].heading == "建设甲桥"


def test_a_label_that_comes_again_begins_another_task() -> None:
    text = """| 项目 | 内容 |
|---|---|
| 任务名称 | 建设甲桥 |
| 牵头单位 | 县水务局 |
| 完成时限 | 2026年10月底 |
| 任务名称 | 建设乙桥 |
| 牵头单位 | 县住建局 |
"""
    reading = read(text.encode(), format="markdown")
    assert entries(reading.plan) == [
        ("", "建设甲桥", "县水务局/l", "2026-10-31"),
        ("", "建设乙桥", "县住建局/l", ""),
    ]
    assert not [finding for finding in reading.findings if finding.code == "unheld-text"]


def test_a_form_without_a_task_of_its_own_belongs_to_the_item_above() -> None:
    text = """# Northport Action Plan 2026

## Commitment 1: Publish the budget

| | |
|---|---|
| Lead implementing agency | Ministry of Finance |
| Supporting agencies | Statistics Office; Ministry of Justice |
| Start date | January 2026 |
| End date | June 2026 |
"""
    assert entries(read(text.encode(), format="markdown").plan) == [
        (
            "Commitment 1",
            "Publish the budget",
            "Ministry of Finance/l Statistics Office/s Ministry of Justice/s",
            "2026-06-30",
        )
    ]


def test_a_table_of_tasks_with_one_row_is_no_form() -> None:
    assert units(table("责任单位", "县水务局")) == ["县水务局/r"]
    text = """# 工作要点

| 任务 | 具体内容 | 完成时限 | 责任单位 |
|---|---|---|---|
| 甲桥 | 修建甲桥。 | 2026年6月底 | 县水务局 |
"""
    assert entries(read(text.encode(), format="markdown").plan) == [
        ("", "修建甲桥。", "县水务局/r", "2026-06-30")
    ]


def whole(*lines: str) -> Plan:
    return read("\n".join(["# 青河县2026年工作要点", "", *lines]).encode(), format="markdown").plan


def test_the_course_of_the_work_is_no_deadline_beside_a_column_of_last_days() -> None:
    plan = whole(
        "| 任务 | 责任单位 | 完成时限 | 进度要求 |", "|---|---|---|---|",
        "| 修建甲桥。 | 县水务局 | 2026年6月底 | 2026年3月底完成一半 |",
        "| 修建乙桥。 | 县水务局 | 2026年8月底 | |",
    )  # fmt: skip
    assert [each[3] for each in entries(plan)] == ["2026-06-30", "2026-08-31"]


def test_the_course_of_the_work_is_the_deadline_where_no_other_column_is() -> None:
    plan = whole(
        "| 任务 | 责任单位 | 进度要求 |", "|---|---|---|",
        "| 修建甲桥。 | 县水务局 | 2026年6月底 |", "| 修建乙桥。 | 县水务局 | 2026年8月底 |",
    )  # fmt: skip
    assert [each[3] for each in entries(plan)] == ["2026-06-30", "2026-08-31"]


@pytest.mark.parametrize("header", ["完成频次", "频次", "完成时间/频次", "完成频次（时间）"])
def test_a_column_of_frequencies_is_a_column_of_times(header: str) -> None:
    plan = whole(
        f"| 任务 | 责任单位 | {header} |", "|---|---|---|",
        "| 巡查甲桥。 | 县水务局 | 每月一次 |", "| 修建乙桥。 | 县水务局 | 2026年8月底 |",
    )  # fmt: skip
    kinds = [entry.measure.deadline.kind for entry in plan.entries() if entry.measure.deadline is not None]
    assert kinds == ["recurring", "by"]


@pytest.mark.parametrize("total", ["合计：2项", "小计 2项", "Total actions: 2", "Total: 2"])
def test_a_row_that_counts_the_tasks_is_none(total: str) -> None:
    plan = whole(
        "| 任务 | 具体举措 | 责任单位 | 完成时限 |", "|---|---|---|---|",
        "| 甲桥 | 修建甲桥。 | 县水务局 | 2026年6月底 |", "| 乙桥 | 修建乙桥。 | 县水务局 | 2026年8月底 |",
        f"| | {total} | | |",
    )  # fmt: skip
    assert [each[1] for each in entries(plan)] == ["修建甲桥。", "修建乙桥。"]


def test_a_task_that_begins_like_a_total_is_one_where_a_unit_answers_for_it() -> None:
    plan = whole(
        "| Action | Lead | Due |", "|---|---|---|",
        "| Total trees planted: 200 | Parks Department | June 30, 2026 |",
    )  # fmt: skip
    assert [each[2] for each in entries(plan)] == ["Parks Department/l"]


def test_who_and_with_are_columns_of_units() -> None:
    plan = whole(
        "| Action step | Who | With | By when |", "|---|---|---|---|",
        "| Open a center | Law Library | Bar Association | June 30, 2026 |",
    )  # fmt: skip
    assert units(plan) == ["Law Library/r Bar Association/s"]


def test_a_comma_before_the_last_word_of_a_name_stands_in_it() -> None:
    cell = "Department of Fish, Wildlife, and Parks; Department of Parks, and Finance Office"
    assert [units(table("Support", each)) for each in cell.split("; ")] == [
        ["Department of Fish, Wildlife, and Parks/s"],
        ["Department of Parks/s Finance Office/s"],
    ]


def test_a_second_header_with_other_roles_heads_the_rows_below_it() -> None:
    plan = whole(
        "| 序号 | 任务 | 具体举措 | 责任单位 | 备注 | 完成时限 |", "|---|---|---|---|---|---|",
        "| 1 | 甲桥 | 修建甲桥。 | 县水务局 | | 2026年6月底 |",
        "| 序号 | 任务 | 具体举措 | 牵头单位 | 配合单位 | 完成时限 |",
        "| 1 | 乙桥 | 修建乙桥。 | 县交通局 | 县财政局 | 2026年8月底 |",
    )  # fmt: skip
    assert units(plan) == ["县水务局/r", "县交通局/l 县财政局/s"]


@pytest.mark.parametrize("header", ["责任单位及完成时限", "责任单位、完成时间", "完成时限和责任部门"])
def test_a_column_may_hold_units_and_their_time(header: str) -> None:
    plan = whole(
        f"| 任务 | 具体措施 | {header} |", "|---|---|---|",
        "| 甲桥 | 修建甲桥。 | 县水务局牵头，县财政局配合，2026年6月底前 |",
        "| 乙桥 | 巡查乙桥。 | 县水务局<br>2026年8月底前 |",
    )  # fmt: skip
    assert [each[2:] for each in entries(plan)] == [
        ("县水务局/l 县财政局/s", "2026-06-30"),
        ("县水务局/r", "2026-08-31"),
    ]


MATRIX = (
    "（▲为牵头单位，○为配合单位）", "",
    "| 序号 | 重点工作 | 完成时限 | 县水务局 | 县交通局 | 县财政局 |", "|---|---|---|---|---|---|",
    "| 1 | 修建甲桥。 | 2026年6月底 | | ▲ | ○ |", "| 2 | 修建水渠。 | 2026年8月底 | ▲ | | |",
)  # fmt: skip


def test_a_matrix_has_a_column_for_each_unit_and_says_what_its_signs_mean() -> None:
    rows = [line.strip("| ").split("|") for line in (MATRIX[2], *MATRIX[4:])]
    text = "\n".join([MATRIX[0] + "," * 5, *(",".join(cell.strip() for cell in row) for row in rows)])
    plan = read(text.encode(), format="csv").plan
    assert [each[2:] for each in entries(plan)] == [
        ("县交通局/l 县财政局/s", "2026-06-30"),
        ("县水务局/l", "2026-08-31"),
    ]
    first = plan.measures[0].assignments[0]
    assert (first.printed, first.basis, first.unit.aliases) == ("▲", ("column-header",), ())


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("√", "√"), "县水务局/r 县交通局/r"),
        (("牵头", "配合"), "县水务局/l 县交通局/s"),
        (("-", "负责"), "县交通局/r"),
    ],
)
def test_a_matrix_needs_no_legend_and_no_column_of_times(marks: tuple[str, str], expected: str) -> None:
    plan = whole(
        "| 序号 | 任务 | 县水务局 | 县交通局 |", "|---|---|---|---|",
        f"| 1 | 修建甲桥。 | {marks[0]} | {marks[1]} |", "| 2 | 修建水渠。 | √ | √ |",
    )  # fmt: skip
    assert units(plan) == [expected, "县水务局/r 县交通局/r"]


def test_columns_of_units_that_hold_numbers_make_no_matrix() -> None:
    plan = whole(
        "| 任务 | 责任单位 | 县水务局 | 县交通局 |", "|---|---|---|---|", "| 修建甲桥。 | 县财政局 | 12 | √ |",
    )  # fmt: skip
    assert units(plan) == ["县财政局/r"]


def test_the_header_of_a_column_may_say_that_the_first_listed_leads() -> None:
    plan = table(
        "责任部门（排第一位的为牵头部门）", "县水务局、县住建局", "县水务局（牵头）、县住建局", "县住建局"
    )
    assert units(plan) == ["县水务局/l 县住建局/r", "县水务局/l 县住建局/r", "县住建局/l"]
    assert plan.measures[0].assignments[0].basis == ("first-listed-leads",)


def test_a_chinese_number_and_a_name_alone_in_a_row_head_the_tasks_below_that_have_figures() -> None:
    text = (
        "# 青河县2026年工程表\n\n| 序号 | 工程名称 | 牵头 | 参加 | 完工 |\n|---|---|---|---|---|\n"
        "| 一 | 桥梁工程 | | | |\n| 1 | 修建东桥 | 县住建局 | 东河镇 | 2026年6月底 |\n"
        "| 二 | 河道工程 | | | |\n| 2 | 清淤西河 | 县水务局 | | 2026年9月底 |\n"
    )
    plan = read(text.encode(), format="markdown").plan
    assert [(section.number, section.heading) for section in plan.sections] == [
        ("一", "桥梁工程"),
        ("二", "河道工程"),
    ]
    assert entries(plan) == [
        ("1", "修建东桥", "县住建局/l 东河镇/s", "2026-06-30"),
        ("2", "清淤西河", "县水务局/l", "2026-09-30"),
    ]
    assert plan.source[plan.sections[0].span].split()[0] == "一"


def test_a_row_with_a_chinese_number_is_a_task_where_all_are_numbered_so() -> None:
    text = (
        "# 青河县2026年工程表\n\n| 序号 | 工程名称 | 牵头单位 | 完工 |\n|---|---|---|---|\n"
        "| 一 | 修建东桥 | 县住建局 | 2026年6月底 |\n| 二 | 清淤西河 | | |\n"
    )
    assert [entry.task.number for entry in read(text.encode(), format="markdown").plan.entries()] == [
        "一",
        "二",
    ]


def test_a_line_above_a_matrix_may_say_what_its_signs_stand_for() -> None:
    text = (
        "# 青河县2026年分工表\n\n说明：▲表示牵头单位，△表示配合单位。\n\n"
        "| 序号 | 任务 | 县水务局 | 县住建局 |\n|---|---|---|---|\n| 1 | 修建东桥 | △ | ▲ |\n| 2 | 清淤西河 | ▲ | |\n"
    )
    assert units(read(text.encode(), format="markdown").plan) == ["县水务局/s 县住建局/l", "县水务局/l"]


def test_a_table_of_one_row_below_its_title_is_no_form() -> None:
    cells = "".join(
        f"<tr>{row}</tr>"
        for row in (
            "<td colspan=4>要素保障任务表</td>",
            "<td>序号</td><td>任务</td><td>责任单位</td><td>完成时限</td>",
            "<td>1</td><td>筹措资金。</td><td>县财政局</td><td>2024年6月底前</td>",
        )
    )
    plan = read(f"<table>{cells}</table>".encode(), format="html").plan
    (entry,) = plan.entries()
    assert (
        entry.measure.text,
        [each.unit.name for each in entry.measure.assignments],
        str(entry.measure.due),
    ) == (
        "筹措资金。",
        ["县财政局"],
        "2024-06-30",
    )


@pytest.mark.parametrize(
    "total",
    [
        "||合计|3||",
        "|总计||3||",
        "||全县合计|3||",
        "|小计（2项）||3||",
        "||合 计|3|县财政局||",
        "||道路工程小计：|3||",
    ],
)
def test_a_row_of_totals_is_no_task(total: str) -> None:
    rows = f"|1|修建东桥|3|县交通局|2024年6月底前|\n{total}\n|2|修建西桥|3|县水利局|2024年9月底前|"
    text = f"|序号|工作任务|数量|责任单位|完成时限|\n|---|---|---|---|---|\n{rows}\n"
    plan = read(text.encode(), format="markdown").plan
    assert [each[:3] for each in entries(plan)] == [
        ("1", "修建东桥", "县交通局/r"),
        ("2", "修建西桥", "县水利局/r"),
    ]


def test_a_task_about_totals_is_a_task() -> None:
    rows = "|1|做好全县产值统计|县统计局|2024年6月底前|\n|2|开展产业园投资合计|县财政局|2024年9月底前|"
    text = f"|序号|工作任务|责任单位|完成时限|\n|---|---|---|---|\n{rows}\n"
    assert len(read(text.encode(), format="markdown").plan.tasks) == 2


@pytest.mark.parametrize("columns", ["|任务|责任单位|", "|责任单位|任务|"])
def test_units_of_the_cell_above_a_blank_one_are_told_to_be(columns: str) -> None:
    rows = [("修建东桥", "县交通局"), ("修建西桥", ""), ("修建北桥", ""), ("修建南桥", "县水利局")]
    turned = columns.startswith("|责任")
    cells = "\n".join(f"|{unit}|{task}|" if turned else f"|{task}|{unit}|" for task, unit in rows)
    plan = read(f"{columns}\n|---|---|\n{cells}\n".encode(), format="markdown").plan
    assert [(each.unit.name, each.basis) for measure in plan.measures for each in measure.assignments] == [
        ("县交通局", ()),
        ("县交通局", ("cell-above",)),
        ("县交通局", ("cell-above",)),
        ("县水利局", ()),
    ]


def test_a_mark_alone_names_nobody() -> None:
    assert units(table("责任单位", "县水利局", "^", "※")) == ["县水利局/r", "", ""]


@pytest.mark.parametrize("header", ["牵头单位/配合单位", "牵头、配合部门", "牵头及配合单位"])
def test_a_column_for_those_who_lead_and_those_who_support_has_both(header: str) -> None:
    cells = ("县林业局/县城管局", "县住建局、县财政局", "县水利局牵头，各乡镇配合", "县教育局")
    plan = table(header, *cells)
    assert units(plan) == [
        "县林业局/l 县城管局/s",
        "县住建局/l 县财政局/s",
        "县水利局/l 各乡镇/s",
        "县教育局/l",
    ]
    assert [each.basis for each in plan.measures[1].assignments] == [("first-listed-leads",), ()]


@pytest.mark.parametrize("header", ["实际完成时间", "下达时间", "会议时间", "上报时间", "验收时间"])
def test_a_column_of_other_times_gives_no_last_day(header: str) -> None:
    text = f"|序号|任务|责任单位|完成时限|{header}|\n|---|---|---|---|---|\n|1|修建东桥|县交通局||2024年8月1日|\n"
    assert entries(read(text.encode(), format="markdown").plan) == [("1", "修建东桥", "县交通局/r", "")]


def test_a_column_that_names_each_task_heads_it_and_a_column_of_steps_behind_is_its_text() -> None:
    table = (
        "| 序号 | 争取方向 | 责任部门 | 时间要求 | 工作措施 |\n|---|---|---|---|---|\n"
        "| 1 | 专项债券项目 | 市财政局 | 2025年5月底前 | 储备项目120个 |\n"
        "| 2 | 预算内投资 | 市发改委 | 2025年6月底前 | 更新台账 |\n"
    )
    plan = read(table.encode(), format="md").plan
    assert [(task.heading, task.measures[0].text) for task in plan.tasks] == [
        ("专项债券项目", "储备项目120个"),
        ("预算内投资", "更新台账"),
    ]
    classes = read(table.replace("预算内投资", "专项债券项目").encode(), format="md").plan
    assert [task.measures[0].text for task in classes.tasks] == ["储备项目120个", "更新台账"]


def page(*rows: str) -> Plan:
    """The plan of a web page with a table of tasks, what is to be done, and the time."""
    header = "<tr><td>责任事项</td><td>具体内容</td><td>完成时限</td></tr>"
    text = f"<html><body><h1>青河县2026年实事</h1><table>{header}{''.join(rows)}</table></body></html>"
    return read(text.encode(), format="html").plan


def test_units_stand_in_the_task_where_no_column_is_for_them() -> None:
    plan = page(
        "<tr><td rowspan=2>1.修建东桥。（牵头单位：县交通局；配合单位：县财政局）</td>"
        "<td>完成勘察。</td><td>2026年3月</td></tr>",
        "<tr><td>建成通车。</td><td>2026年12月</td></tr>",
        "<tr><td>2.疏浚西河。</td><td>清淤三公里（县水利局）。</td><td>2026年6月</td></tr>",
    )
    assert entries(plan) == [
        ("1", "完成勘察。", "县交通局/l 县财政局/s", "2026-03-31"),
        ("1", "建成通车。", "县交通局/l 县财政局/s", "2026-12-31"),
        ("2", "清淤三公里", "县水利局/r", "2026-06-30"),
    ]
    assert [task.heading for task in plan.tasks] == ["修建东桥。", "疏浚西河。"]


def test_what_stands_in_the_task_is_text_where_a_column_names_the_units() -> None:
    text = "| 任务 | 责任单位 |\n|---|---|\n| 修建东桥（县交通局）。 | 县住建局 |\n"
    plan = read(f"# 青河县实事\n\n{text}".encode(), format="markdown").plan
    assert entries(plan) == [("", "修建东桥（县交通局）。", "县住建局/r", "")]
