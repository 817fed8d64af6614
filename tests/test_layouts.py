"""Layouts that plans mix, with the odd printing they come in: the plan stands in the test, what it says under it."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest
from saying import units_and_day

from policyplan import Plan, parse_deadline, read
from policyplan.reading import read_text


def plan_of(text: str, **terms) -> Plan:
    return read_text(dedent(text).strip("\n"), **terms).plan


def said(plan: Plan) -> list[str]:
    """Every measure in one line: its task's number, its units and its day."""
    return [f"{entry.task.number} {units_and_day(entry.measure)}" for entry in plan.entries()]


def test_a_sentence_may_end_in_who_answers_for_it():
    plan = plan_of("""
        一、节水
        1.加强灌区管理。加快高效节水灌溉建设，各乡镇会同县水利局落实。
        2.推进水价改革。完善水价机制，县发展改革局牵头，县水利局、县财政局配合。
        3.完善管网。改造老旧管网20公里，县住建局负责，2025年6月底前完成。
        4.加强宣传。开展节水宣传，各乡镇配合。加快改造校园管网，县教育局负责。
    """)
    assert said(plan) == [
        "1 各乡镇/r 县水利局/s -",
        "2 县发展改革局/l 县水利局/s 县财政局/s -",
        "3 县住建局/r 2025-06-30",
        "4 各乡镇/s -",
        "4 县教育局/r -",
    ]
    assert [measure.text for measure in plan.measures][1:4:2] == [
        "推进水价改革。完善水价机制，",
        "加强宣传。开展节水宣传，",
    ]


def test_a_sentence_that_says_what_a_body_does_names_it_wherever_it_stands():
    plan = plan_of("""
        一、河道
        1.疏浚河道。县水利局牵头开展疏浚，各乡镇配合做好征地。
        2.修复岸线。推进岸线修复，县水利局负责组织实施，县财政局配合做好资金保障。
        3.清理漂浮物。开展河面清理，各乡镇配合做好转运。
    """)
    assert said(plan) == ["1 县水利局/l 各乡镇/s -", "2 县水利局/r 县财政局/s -", "3 各乡镇/s -"]


def test_words_that_only_speak_of_duties_name_no_body():
    plan = plan_of("""
        一、机制
        1.完善机制。形成党委领导，政府负责，社会协同。
        2.凝聚合力。加强部门协作，社会各界参与，各方支持。
        3.做好争取。争取资金，争取省发改委支持，督促县水利局落实。
        4.做好对接。做好协调，配合市水利局实施。
        5.发挥作用。发挥部门作用，教育部门负责监管，学校配合做好安全。
    """)
    assert said(plan) == ["1 - -", "2 - -", "3 - -", "4 - -", "5 - -"]


def test_levels_that_share_a_department_are_one_unit():
    plan = plan_of("""
        一、改革
        1.推进财政改革。（市、区财政局）
        2.推进党建。（县、乡党委）
        3.推进结对。（省财政厅、各市、区财政局）
    """)
    assert said(plan) == ["1 市、区财政局/r -", "2 县、乡党委/r -", "3 省财政厅/r 各市、区财政局/r -"]


def test_units_may_stand_behind_a_field_of_time_without_a_label():
    plan = plan_of("""
        一、优化
        1.优化流程。（时限：长期；市交通局）
        2.优化窗口。（完成时限：2025年6月底前完成主体；12月底前全面完成；市交通局、市财政局）
    """)
    assert said(plan) == ["1 市交通局/r ongoing", "2 市交通局/r 市财政局/r 2025-12-31"]
    assert [measure.deadline.text for measure in plan.measures] == [
        "长期",
        "2025年6月底前完成主体；12月底前全面完成",
    ]


def test_years_of_the_republic_are_told_and_never_guessed():
    plan = plan_of("""
        臨江市節水推動計畫
        一、改善漏水，114年6月底前完成規劃，115年12月底前完成汰換。（主辦單位：市自來水處）
        二、加強宣導。（主辦單位：市教育局；協辦單位：市環保局；辦理期程：民國115年6月30日前）
        三、辦理盤點。（主辦單位：市水利局；辦理期限：114/12/31）
    """)
    assert said(plan) == [
        "一 市自來水處/l 2026-12-31",
        "二 市教育局/l 市環保局/s 2026-06-30",
        "三 市水利局/l 2025-12-31",
    ]
    first, last = plan.measures[0].milestones
    assert (first.text, str(first.deadline.due)) == ("114年6月底前完成規劃", "2025-06-30")
    assert last.text == "115年12月底前完成汰換"
    assert "minguo-year" in last.deadline.basis


def test_a_year_of_three_figures_is_none_in_a_document_that_does_not_count_so():
    plan = plan_of("""
        老街保护方案（2025年）
        一、114年12月底前完成老桥修缮。（责任单位：市文旅局）
    """)
    assert said(plan) == ["一 市文旅局/r -"]


def test_bare_units_close_the_only_item_of_a_section():
    plan = plan_of("""
        一、加强管理
        1.建立台账，逐项销号。
        区住建局、区城管局
        二、加强监督
        1.开展督查，通报结果。
        区纪委监委
    """)
    assert said(plan) == ["1 区住建局/r 区城管局/r -", "1 区纪委监委/r -"]


def test_lines_with_bullets_are_measures_of_their_item_and_no_headings():
    plan = plan_of("""
        一、近期工作
        • 完成设备采购（区教育局，2025年3月底前）
        • 完成教师培训（区人社局，2025年6月底前）
        二、加强设备管理。（区教育局，2025年9月底前）
        • 完成设备检修
        • 完成设备登记
        三、其他
        - 推广经验。责任单位：区委宣传部；完成时限：长期
    """)
    assert said(plan) == [
        "一 区教育局/r 2025-03-31", "一 区人社局/r 2025-06-30", "二 区教育局/r 2025-09-30", "三 区委宣传部/r ongoing",
    ]  # fmt: skip
    assert plan.measures[2].text == "加强设备管理。\n• 完成设备检修\n• 完成设备登记"


def test_the_remark_at_the_end_belongs_to_the_document_and_a_duty_to_its_task():
    text = "某县方案\n一、任务\n1.修桥。（县交通局，2025年10月底前）\n2.公开名单。\n（县政府办、县政务公开办）\n{}"
    plan = plan_of(text.format("（此件公开发布）\n"))
    assert said(plan) == ["1 县交通局/r 2025-10-31", "2 县政府办/r 县政务公开办/r -"]
    assert plan.document.remark == "此件公开发布"
    assert plan.measures[1].text == "公开名单。"
    assert said(plan_of(text.format(""))) == said(plan)


def test_items_that_run_on_behind_a_heading_begin_with_the_first():
    plan = plan_of(
        "一、任务 1.修东桥。责任单位：县水利局。完成时限：2025年6月底。2.修西桥。责任单位：县住建局。完成时限：2025年7月底。"
    )
    assert said(plan) == ["1 县水利局/r 2025-06-30", "2 县住建局/r 2025-07-31"]


def test_a_further_step_ends_the_field_before_it():
    plan = plan_of("1.（1）修东桥。责任单位：县水利局；（2）修西桥。责任单位：①县住建局；②县交通局。")
    assert said(plan) == ["1 县水利局/r -", "1 县住建局/r 县交通局/r -"]


def test_blanks_may_part_units_and_their_time():
    assert said(plan_of("1.修桥。（县水利局 县财政局 2025年6月底前）")) == [
        "1 县水利局/r 县财政局/r 2025-06-30"
    ]


def test_the_first_listed_leads_where_all_answer_by_remit():
    plan = plan_of("""
        1.加强管理。（市教育局、市财政局按职责分工负责，列第一位的为牵头单位，下同）
        2.加强服务。（市民政局、市财政局分别负责）
        3.加强监督。（市审计局、市财政局按职责分工负责）
    """)
    assert said(plan) == [
        "1 市教育局/l 市财政局/r -",
        "2 市民政局/r 市财政局/r -",
        "3 市审计局/l 市财政局/r -",
    ]


def test_labels_may_hold_a_role_or_persons_beside_their_words():
    plan = plan_of("""
        一、任务
        1.修东桥。牵头（责任）单位：县水利局；配合（协办）单位：县财政局
        2.修西桥。责任单位（牵头）：县水利局；责任单位（配合）：县财政局
        3.修南桥。责任单位及责任人：县水利局 张三；完成时限：2025年6月
        4.修北桥。（责任单位（含配合单位）：县水利局）
    """)
    assert said(plan) == [
        "1 县水利局/l 县财政局/s -", "2 县水利局/l 县财政局/s -", "3 县水利局/r 2025-06-30", "4 县水利局/r -",
    ]  # fmt: skip


def test_a_bracket_may_stand_in_front_of_what_it_is_for():
    plan = plan_of("""
        一、任务
        1.【县水利局】疏浚西河，修缮堤防。
        2.（县水利局）疏浚南河。（县交通局）修南桥。
    """)
    assert said(plan) == ["1 县水利局/r -", "2 县水利局/r -", "2 县交通局/r -"]
    assert [measure.text for measure in plan.measures] == ["疏浚西河，修缮堤防。", "疏浚南河。", "修南桥。"]


def test_each_statement_may_end_in_a_bracket_with_one_body():
    plan = plan_of("""
        （一）强化管护。一是建制度（县水利局）；二是抓落实（各乡镇）。
        （二）培育企业（县水投集团）；建设平台，做好服务（县大数据中心）。提升水平。
    """)
    assert said(plan) == ["（一） 县水利局/r -", "（一） 各乡镇/r -", "（二） - -"]


def test_a_convention_below_the_title_is_no_part_of_it():
    plan = plan_of("某市方案\n（各项任务第一个单位为牵头单位）\n一、任务\n1.修桥。（市交通局、市财政局）\n")
    assert plan.title == "某市方案"
    assert said(plan) == ["1 市交通局/l 市财政局/r -"]


def test_offices_of_the_corps_take_its_name():
    assert said(plan_of("1.修渠。（兵团发展改革委、财政局，各师市）")) == [
        "1 兵团发展改革委/r 兵团财政局/r 各师市/r -"
    ]


def test_sections_of_a_bureau_are_units_and_persons_behind_them_are_none():
    plan = plan_of("""
        1.修东桥。（规划股、财务股，2025年6月底前）
        2.修西桥。责任单位：规划股 李四
        3.推进改革。鼓励企业入股（国资参股、民企入股）。
    """)
    assert said(plan) == ["1 规划股/r 财务股/r 2025-06-30", "2 规划股/r -", "3 - -"]


def test_a_table_in_traditional_characters_is_read_by_its_headers():
    plan = plan_of("""
        防洪計畫
        項次\t工作項目\t主辦機關\t協辦機關\t辦理期限
        1\t整治東河\t水利局\t財政局、建設局\t114年12月底前
        2\t整治西河\t環保局牽頭，建設局配合\t\t115/06/30
    """)
    assert said(plan) == ["1 水利局/l 財政局/s 建設局/s 2025-12-31", "2 環保局/l 建設局/s 2026-06-30"]


def test_lines_behind_items_are_for_those_above_them_and_as_many_as_they_say() -> None:
    entries = read_text(
        "青河县2024年工作要点\n1.修建东桥。\n2.修建西桥。\n（以上两项由县交通局牵头，2024年10月底前完成）\n"
        "3.修建北桥。（责任单位：县住建局）\n4.修建南桥。\n5.修建中桥。\n（以上两项由县水利局牵头，2024年12月底前完成）\n6.刷新栏杆。\n"
    ).plan.entries()
    assert [([a.unit.name for a in e.measure.assignments], str(e.measure.due)) for e in entries] == [
        (["县交通局"], "2024-10-31"),
        (["县交通局"], "2024-10-31"),
        (["县住建局"], "None"),
        (["县水利局"], "2024-12-31"),
        (["县水利局"], "2024-12-31"),
        ([], "None"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "以上工作2024年10月底前完成。",
        "以上任务均于2024年10月底前完成。",
        "（以上两项须在10月底前全部完成）",
        "上述任务完成时限：2024年10月底前",
        "以上工作由县交通局牵头。\n以上各项任务均应于2024年10月底前完成。",
    ],
)
def test_a_time_behind_items_is_for_those_above_it_that_have_none(line: str) -> None:
    plan = read_text(
        "青河县2024年工作要点\n一、道路\n1.修建东桥。\n2.修建西桥。（县交通局牵头）\n3.修建北桥。（县住建局，2024年8月底前）\n"
        "4.修建南桥。（县交通局牵头）\n".replace(
            "1.修建东桥。\n", "1.修建东桥。\n" if "两项" not in line else ""
        )
        + f"{line}\n二、治水\n5.疏浚西河。（县水利局牵头）\n"
    ).plan
    assert [(e.task.number, str(e.measure.due)) for e in plan.entries()][-4:] == [
        ("2", "None" if "两项" in line else "2024-10-31"),
        ("3", "2024-08-31"),
        ("4", "2024-10-31"),
        ("5", "None"),
    ]


def test_a_time_behind_items_by_when_to_report_is_for_none_of_those_above() -> None:
    plan = read_text(
        "青河县2024年工作要点\n1.修建东桥。（县交通局）\n2.修建西桥。（县水利局）\n以上工作每季度末报送进展，10月底前报送总结。\n"
    ).plan
    assert str(plan.measures[0].due) == "None"


def test_a_time_broken_over_two_lines_is_one_time() -> None:
    plan = read_text(
        "青河县2024年工作要点\n1.修建东桥。\n责任单位：县交通局\n完成时限：2024年\n10月底前\n2.修建西桥。（县住建局）\n"
    ).plan
    assert [(e.measure.text, str(e.measure.due)) for e in plan.entries()] == [
        ("修建东桥。", "2024-10-31"),
        ("修建西桥。", "None"),
    ]


def test_several_last_days_of_one_measure_are_told() -> None:
    reading = read_text("青河县2024年工作要点\n1.整改。（县信访局6月底前完成，县司法局9月底前完成）\n")
    (finding,) = [each for each in reading.findings if each.code == "several-deadlines"]
    assert "2024-06-30, 2024-09-30" in finding.message
    assert str(reading.plan.measures[0].due) == "2024-09-30"


@pytest.mark.parametrize(
    "clauses",
    [
        "（牵头单位：县交通局，完成时限：2024年6月底前；牵头单位：县住建局，完成时限：2024年9月底前）",
        "（完成时限：2024年6月底前，牵头单位：县交通局；完成时限：2024年9月底前，牵头单位：县住建局）",
        "（县交通局牵头，2024年6月底前；县住建局牵头，2024年9月底前）",
        "（县交通局牵头，2024年6月底前完成）（县住建局牵头，2024年9月底前完成）",
        "牵头单位：县交通局，完成时限：2024年6月底前；牵头单位：县住建局，完成时限：2024年9月底前。",
        "\n牵头单位：县交通局\n完成时限：2024年6月底前\n牵头单位：县住建局\n完成时限：2024年9月底前",
    ],
)
def test_clauses_side_by_side_with_last_days_of_their_own_are_measures_of_their_own(clauses: str) -> None:
    reading = read_text(f"青河县2024年工作要点\n1.修建东桥。{clauses}\n2.修建西桥。（县水利局牵头）\n")
    assert [
        ([(a.unit.name, a.group) for a in e.measure.assignments], e.measure.text, str(e.measure.due))
        for e in reading.plan.entries()
    ] == [
        ([("县交通局", 0)], "修建东桥。", "2024-06-30"),
        ([("县住建局", 0)], "修建东桥。", "2024-09-30"),
        ([("县水利局", 0)], "修建西桥。", "None"),
    ]
    assert "several-deadlines" not in [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "clauses",
    [
        "（牵头单位：县交通局，完成时限：2024年9月底前；牵头单位：县住建局，完成时限：2024年9月底前）",
        "（牵头单位：县交通局，完成时限：2024年6月底前；配合单位：县住建局，完成时限：2024年9月底前）",
        "（牵头单位：县交通局；时限：2024年6月底前启动；牵头单位：县住建局；时限：2024年9月底前；时限：2024年8月底前）",
        "（县交通局牵头，2024年6月底前出方案，县住建局配合，2024年9月底前完成）",
    ],
)
def test_clauses_with_one_last_day_or_without_an_answer_of_their_own_are_one_measure(clauses: str) -> None:
    (measure,) = read_text(f"青河县2024年工作要点\n1.修建东桥。{clauses}\n").plan.measures
    assert [a.unit.name for a in measure.assignments] == ["县交通局", "县住建局"]
    assert str(measure.due) == "2024-09-30"


def test_a_time_in_a_bracket_behind_a_name_is_no_part_of_the_name() -> None:
    reading = read_text(
        "青河县2024年工作要点\n1.修建东桥。（县交通局（2024年6月底前）、县住建局（2024年9月底前）、县国资委（县财政局））\n"
    )
    (measure,) = reading.plan.measures
    assert [a.printed for a in measure.assignments] == ["县交通局", "县住建局", "县国资委（县财政局）"]
    assert str(measure.due) == "2024-09-30"
    assert "several-deadlines" in [finding.code for finding in reading.findings]


def test_as_above_names_no_unit_and_is_told() -> None:
    reading = read_text(
        "青河县2024年工作要点\n1.修建东桥。（县交通局牵头）\n2.修建西桥。（责任单位：同上）\n"
    )
    assert [len(measure.assignments) for measure in reading.plan.measures] == [1, 0]
    assert "unread-duty" in [finding.code for finding in reading.findings]


def test_a_line_of_views_below_the_title_is_no_part_of_it() -> None:
    plan = read_text(
        "青河县治水意见\n时间：2023-07-11 17:01 浏览次数：123 来源：县府办\n1.疏浚西河。（县水利局）\n2.加固东堤。（县财政局）\n"
    ).plan
    assert (plan.title, str(plan.document.published_on), len(plan.tasks)) == (
        "青河县治水意见",
        "2023-07-11",
        2,
    )


@pytest.mark.parametrize(
    "table",
    [
        "| 提案号 | 案由 | 提案者 | 主办单位 | 办结时限 |\n|---|---|---|---|---|\n| 12 | 修好东桥 | 民盟 | 县交通局 | 2024年6月底前 |\n",
        "| Tactic | Tactic description | Responsible party | Timeline / completion date |\n|---|---|---|---|\n| T1.1 | Mend the east bridge | Roads Department | June 30, 2024 |\n",
        "| Action | Description | Lead | Due date / status |\n|---|---|---|---|\n| A-1 | Mend the east bridge | Roads Department | June 30, 2024 |\n",
    ],
)
def test_a_column_of_codes_numbers_the_tasks_of_the_column_that_tells_them(table: str) -> None:
    (entry,) = read(f"# 2024 plan\n\n{table}".encode(), format="markdown").plan.entries()
    assert (entry.task.number in ("12", "T1.1", "A-1"), str(entry.measure.due)) == (True, "2024-06-30")
    assert entry.measure.text in ("修好东桥", "Mend the east bridge")
    assert len(entry.measure.assignments) == 1


@pytest.mark.parametrize("words", ["Six-monthly", "half-yearly", "6-monthly"])
def test_twice_a_year_is_told_in_many_words(words: str) -> None:
    assert getattr(parse_deadline(words), "rrule", None) == "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"


def test_items_are_numbered_beyond_a_thousand_and_past_numbers_that_look_like_years() -> None:
    items = "".join(f"{number}.修建桥梁。（县水利局）\n" for number in range(1, 2026))
    tasks = read_text("青河县修桥清单\n" + items).plan.tasks
    assert [task.number for task in tasks] == [str(number) for number in range(1, 2026)]


def test_a_line_that_begins_with_a_year_is_no_item() -> None:
    (task,) = read_text("青河县修桥清单\n1.修建东桥，工期到\n2024、2025年。（县水利局）\n").plan.tasks
    assert task.number == "1"


def test_a_paper_of_hong_kong_names_bureaux_and_who_supports_them() -> None:
    plan = plan_of("""
        青灣海濱行動綱領
        策略一：連繫海濱
        行動1.1　建造東堤長廊。
        負責政策局／部門：發展局、建築署
        支援部門：路政署
        推行時間：2025年第四季
        行動1.2　研究水上的士。
        負責部門：運輸署
        支援部門：不適用
        目標完成日期：視乎研究結果
        策略二：活化空間
        行動2.1　舉辦市集。
        牽頭政策局：發展局
        推行時間：已展開，持續進行
    """)
    assert said(plan) == [
        "行動1.1 發展局/r 建築署/r 路政署/s 2025-12-31",
        "行動1.2 運輸署/r conditional",
        "行動2.1 發展局/l ongoing",
    ]
    assert [section.number for section in plan.sections] == ["策略一", "策略二"]


def test_a_unit_for_relief_is_no_label() -> None:
    plan = plan_of("1.建救灾物资库。（县应急支援中心负责，县民政局支援保障股配合）")
    assert said(plan) == ["1 县应急支援中心/r 县民政局支援保障股/s -"]


def test_a_plan_of_taiwan_counts_from_the_day_it_was_sent_out() -> None:
    issued = date(2025, 2, 20)
    for words in ("函頒後2個月內", "函颁之日起2个月内", "本計畫函頒後2個月內"):
        assert getattr(parse_deadline(words, issued=issued), "due", None) == date(2025, 4, 20), words
    for words in ("上級核定後2個月內", "中央函頒後2個月內"):
        assert getattr(parse_deadline(words, issued=issued), "kind", "") == "conditional", words
