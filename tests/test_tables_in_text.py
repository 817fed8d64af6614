"""Tables typed into plain text: tabs, runs of spaces, and cells one to a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import Plan, read
from policyplan.deadlines import DueBy
from policyplan.reading.typed import find_tables

TITLE = "青河县2026年重点任务清单\n"


def plan(text: str) -> Plan:
    reading = read((TITLE + text).encode(), format="text")
    assert not [finding for finding in reading.findings if finding.code == "unheld-text"]
    return reading.plan


def entries(text: str) -> list[tuple[str, str, str, str]]:
    """Number, text, units with the first letter of their role, and last day of each measure."""
    return [
        (
            entry.task.number,
            entry.measure.text,
            " ".join(f"{each.unit.name}/{each.role.value[0]}" for each in entry.measure.assignments),
            str(entry.measure.deadline.due) if isinstance(entry.measure.deadline, DueBy) else "",
        )
        for entry in plan(text).entries()
    ]


BRIDGES = [
    ("1", "建设甲桥。", "县水务局/l", "2026-12-31"),
    ("2", "建设乙桥。", "县住建局/l", "2026-06-30"),
]


def test_tabs_part_cells() -> None:
    assert (
        entries("""序号\t重点任务\t牵头单位\t完成时间
1\t建设甲桥。\t县水务局\t2026年12月
2\t建设乙桥。\t县住建局\t2026年6月
""")
        == BRIDGES
    )


@pytest.mark.parametrize("gap", ["  ", "      ", "\u3000", "\u3000\u3000"])
def test_runs_of_spaces_part_cells(gap: str) -> None:
    assert (
        entries(
            """序号  重点任务  牵头单位  完成时间
1  建设甲桥。  县水务局  2026年12月
2  建设乙桥。  县住建局  2026年6月
""".replace("  ", gap)
        )
        == BRIDGES
    )


def test_a_blank_cell_between_spaces_is_seen_by_the_column_it_leaves_out() -> None:
    assert entries("""序号    任务          牵头单位      配合单位      时限
1       建设甲桥。    县水务局      县住建局      2026年12月
2       建设乙桥。    县住建局                    2026年6月
""") == [("1", "建设甲桥。", "县水务局/l 县住建局/s", "2026-12-31"), BRIDGES[1]]


def test_lines_that_the_spaces_do_not_place_for_sure_leave_a_text_as_it_is() -> None:
    text = """序号  任务  牵头单位  时限
1  建设甲桥  县水务局  2026年12月
     及引桥。
2  建设乙桥。  县住建局  2026年6月
"""
    assert find_tables(text) == []


def test_text_around_a_table_with_tabs_is_read_as_ever() -> None:
    text = """一、修桥
任务\t责任单位
建设甲桥。\t县水务局
二、修路
1.修建丁路。（责任单位：县交通运输局）
"""
    assert entries(text) == [
        ("", "建设甲桥。", "县水务局/r", ""),
        ("1", "修建丁路。", "县交通运输局/r", ""),
    ]
    assert [section.number for section in plan(text).sections] == ["一", "二"]


def test_headings_stand_between_rows_with_tabs() -> None:
    text = """序号\t任务\t责任单位
一、修桥
1\t建设甲桥。\t县水务局
二、修路
2\t修建丁路。\t县交通运输局
"""
    assert [(section.heading, len(section.items)) for section in plan(text).sections] == [
        ("修桥", 1),
        ("修路", 1),
    ]


def test_cells_with_tabs_go_on_over_lines_where_rows_are_numbered() -> None:
    assert entries("""序号\t任务\t责任单位\t时限
1\t建设甲桥，
验收甲桥。\t县水务局
县住建局\t2026年12月
2\t建设乙桥。\t县住建局\t2026年6月
""") == [
        ("1", "建设甲桥，\n验收甲桥。", "县水务局/r 县住建局/r", "2026-12-31"),
        ("2", "建设乙桥。", "县住建局/r", "2026-06-30"),
    ]


def test_cells_in_quotation_marks_go_on_over_lines() -> None:
    assert entries("""任务\t责任单位\t时限
建设甲桥。\t"县水务局
县住建局"\t2026年12月
建设乙桥。\t县住建局\t
""") == [
        ("", "建设甲桥。", "县水务局/r 县住建局/r", "2026-12-31"),
        ("", "建设乙桥。", "县住建局/r", ""),
    ]


def test_a_form_with_tabs_is_one_task() -> None:
    assert entries("""任务名称\t建设甲桥
牵头单位\t县水务局
完成时限\t2026年12月
""") == [("", "建设甲桥", "县水务局/l", "2026-12-31")]


WEB = """序号

民生实事

责任单位

完成时限

1

启动甲河治理工程。

县水务局

县住建局

12月底前

2

新建2座人行天桥。

县住建局

9月投入使用
"""


@pytest.mark.parametrize("text", [WEB, WEB.replace("\n\n", "\n"), WEB + "\n分享到:\n"])
def test_cells_one_to_a_line_go_to_the_columns_that_they_fit(text: str) -> None:
    assert entries(text)[-2:] == [
        ("1", "启动甲河治理工程。", "县水务局/r 县住建局/r", "2026-12-31"),
        ("2", "新建2座人行天桥。", "县住建局/r", "2026-09-30"),
    ]


def test_a_second_task_under_one_number_takes_the_unit_above() -> None:
    text = (
        WEB
        + "\n3\n建成敬老院。\n县民政局\n5月底前\n建成老年大学。\n12月底前\n4\n修建丁路。\n县交通运输局\n6月底前\n"
    )
    assert entries(text)[2:] == [
        ("3", "建成敬老院。", "县民政局/r", "2026-05-31"),
        ("3", "建成老年大学。", "县民政局/r", "2026-12-31"),
        ("4", "修建丁路。", "县交通运输局/r", "2026-06-30"),
    ]


def test_borders_part_cells_and_a_column_of_numbers_needs_no_header() -> None:
    cells = "工作任务 具体要求 责任科室 时限要求 公开 1 公开目录。 办公室 年底前 解读 2 丰富形式。 各科室 6月底前 3 编制年报。 办公室 6月底前"
    text = "\n|\n".join(cells.split()) + "\n|\n"
    assert entries(text) == [
        ("1", "公开目录。", "办公室/r", "2026-12-31"),
        ("2", "丰富形式。", "各科室/r", "2026-06-30"),
        ("3", "编制年报。", "办公室/r", "2026-06-30"),
    ]
    assert [task.heading for task in plan(text).tasks] == ["公开", "解读", "解读"]


def test_blank_lines_part_cells_whose_lines_stand_together() -> None:
    assert entries("""序号

任务

牵头单位

配合单位

1

建设甲桥。

县水务局
县住建局

县财政局

2

建设乙桥。

县住建局

县财政局
县水务局
""") == [
        ("1", "建设甲桥。", "县水务局/l 县住建局/l 县财政局/s", ""),
        ("2", "建设乙桥。", "县住建局/l 县财政局/s 县水务局/s", ""),
    ]


def test_headings_stand_between_rows_of_lines() -> None:
    text = "序号\n任务\n责任单位\n时限\n一、修桥\n1\n建设甲桥。\n县水务局\n6月底前\n二、修路\n2\n修建丁路。\n县住建局\n6月底前\n"
    assert [section.heading for section in plan(text).sections] == ["修桥", "修路"]


def test_rows_of_lines_without_numbers_repeat_all_their_columns() -> None:
    text = "任务\n责任单位\n时限\n建设甲桥。\n县水务局\n12月底前\n建设乙桥。\n县住建局\n县财政局\n6月底前\n"
    assert entries(text) == [
        ("", "建设甲桥。", "县水务局/r", "2026-12-31"),
        ("", "建设乙桥。", "县住建局/r 县财政局/r", "2026-06-30"),
    ]


def test_a_signature_below_lines_of_cells_is_no_unit() -> None:
    text = "序号\n任务\n责任单位\n1\n建设甲桥。\n县水务局\n2\n建设乙桥。\n县住建局\n青河县人民政府办公室\n2026年2月1日\n"
    assert [units for _, _, units, _ in entries(text)][-2:] == ["县水务局/r", "县住建局/r"]


@pytest.mark.parametrize(
    "text",
    [
        "序号\n任务\n牵头单位\n配合单位\n1\n建设甲桥。\n县水务局\n县住建局\n县财政局\n2\n建设乙桥。\n县水务局\n县住建局\n",
        "序号\n主要目标\n主要内容\n责任单位\n1\n甲桥。\n乙桥。\n丙桥。\n县水务局\n2\n甲。\n乙。\n县水务局\n",
        "序号\n任务\n责任单位\n",
        "牵头单位\n配合单位\n时限\n",
    ],
)
def test_cells_one_to_a_line_that_fit_in_several_ways_are_left_alone(text: str) -> None:
    assert find_tables(text) == []


WORDS = st.sampled_from(
    [
        "序号",
        "任务",
        "责任单位",
        "时限",
        "1",
        "2",
        "建设甲桥。",
        "县水务局",
        "6月底前",
        "|",
        "\t",
        "  ",
        "\n",
        "\n\n",
        '"',
        "一、修桥",
    ]
)


@given(st.lists(WORDS, max_size=40).map("".join))
def test_cells_lie_on_the_text_and_tables_follow_each_other(text: str) -> None:
    end = 0
    for table in find_tables(text):
        assert table.span.start >= end
        end = table.span.end
        assert len({len(row) for row in table.rows}) == 1
        for cell in (cell for row in table.rows for cell in row if cell.text):
            assert text[cell.span.start : cell.span.end] == cell.text
            assert table.span.start <= cell.span.start <= cell.span.end <= table.span.end


def test_a_header_in_two_rows_and_blank_cells_copied_a_cell_to_a_line_keep_their_columns() -> None:
    text = """类别
序号
任务内容
责任分工
完成时间



牵头单位
配合单位

桥梁
1
新建东桥。
县交通局
县财政局、县审计局
2025年12月底前

2
新建西桥。

县水利局
县气象局
2025年4月底前

3
刷新栏杆。

县财政局
2025年8月底前
"""
    assert entries(text)[-3:] == [
        ("1", "新建东桥。", "县交通局/l 县财政局/s 县审计局/s", "2025-12-31"),
        ("2", "新建西桥。", "县交通局/l 县水利局/s 县气象局/s", "2025-04-30"),
        ("3", "刷新栏杆。", "县交通局/l 县财政局/s", "2025-08-31"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        (
            "| 序号 | 任务 | 牵头单位 | 完成时限 |\n|---|:--:|---|---|\n"
            "| 1 | 建设甲桥。 | 县水务局 | 2026年12月底前 |\n| 2 | 建设乙桥。 | 县住建局 | 2026年6月底前 |\n"
        ),
        (
            "序号 | 任 务 | 牵 头 单 位 | 完成时限 |\n"
            "1 | 建设甲桥。 | 县水务局 | 2026年12月底前 |\n2 | 建设乙桥。 | 县住建局 | 2026年6月底前 |\n"
        ),
        "序号|任务|牵头单位|完成时限\n1|建设甲桥。|县水务局|2026年12月底前\n2|建设乙桥。|县住建局|2026年6月底前\n",
    ],
)
def test_bars_part_cells(table: str) -> None:
    assert entries(table) == BRIDGES


def test_the_way_to_a_page_is_no_table_though_bars_part_it() -> None:
    assert find_tables("首页 | 政务公开 | 责任单位\n机构 | 领导 | 分工\n") == []


def test_a_line_with_bars_may_leave_out_what_is_merged_with_the_cell_above() -> None:
    text = (
        "任务 | 要求 | 责任单位 |\n"
        "一、公开 | 按月公布预算。 | 财务科 |\n"
        "及时回应网民。 | 各科室 | |\n"
        "发布公告。 | 办公室牵头，各科室配合 | |\n"
        "整理档案。 | | 办公室 |\n"
    )
    assert [(each[1], each[2]) for each in entries(text)] == [
        ("按月公布预算。", "财务科/r"),
        ("及时回应网民。", "各科室/r"),
        ("发布公告。", "办公室/l 各科室/s"),
        ("整理档案。", "办公室/r"),
    ]
