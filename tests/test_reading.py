"""The reader, layout by layout: the plan stands in the test, what it says under it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from saying import units_and_day

import policyplan as pp
from policyplan import Plan, Reading, Section
from policyplan.reading import read, read_text


def reading_of(text: str, **terms) -> Reading:
    return read_text(dedent(text).strip("\n"), **terms)


def plan_of(text: str, **terms) -> Plan:
    return reading_of(text, **terms).plan


def said(plan: Plan) -> list[str]:
    """Every measure in one line: its task's number, its units and its day."""
    return [f"{entry.task.number} {units_and_day(entry.measure)}" for entry in plan.entries()]


def test_a_labelled_bracket_says_who_and_by_when():
    plan = plan_of("""
        一、修路
        1.整修东桥。（责任单位：市交通局牵头，市财政局、市审计局按职责分工负责；市供电公司。完成时限：2024年9月底前）
    """)
    assert said(plan) == ["1 市交通局/l 市财政局/r 市审计局/r 市供电公司/r 2024-09-30"]
    shares = plan.measures[0].assignments
    assert [share.group for share in shares] == [0, 0, 0, 1]
    assert plan.measures[0].text == "整修东桥。"
    assert plan.measures[0].clause.startswith("（责任单位")


@pytest.mark.parametrize("brackets", ["（）", "()", "〔〕", "【】"])
def test_brackets_of_every_kind_hold_duties(brackets):
    left, right = brackets
    plan = plan_of(f"1.整修东桥。{left}市交通局牵头，市财政局配合，2024年9月底前完成{right}")
    assert said(plan) == ["1 市交通局/l 市财政局/s 2024-09-30"]


def test_an_unlabelled_bracket_of_bare_units_behind_a_sentence_is_a_duty():
    assert said(plan_of("1.整修东桥。（市交通局、市财政局，2024年9月底前）")) == [
        "1 市交通局/r 市财政局/r 2024-09-30"
    ]


def test_brackets_that_explain_are_no_duties():
    plan = plan_of("""
        1.整修东桥（含引道）3座，升级平台（以下简称“路路通”）。（责任单位：市交通局）
        2.市直部门（财政局、审计局）要按《办法》（2019年修正）执行。
    """)
    assert said(plan) == ["1 市交通局/r -", "2 - -"]


def test_each_bracket_of_an_item_ends_a_measure():
    plan = plan_of("""
        1.整修东桥。（责任单位：市交通局。完成时限：2024年9月底前）疏浚西河。（责任单位：市水利局。完成时限：长期坚持）
    """)
    assert said(plan) == ["1 市交通局/r 2024-09-30", "1 市水利局/r ongoing"]
    assert [measure.text for measure in plan.measures] == ["整修东桥。", "疏浚西河。"]


def test_page_numbers_and_line_ends_inside_a_bracket_are_passed_over():
    reading = reading_of("""
        1．建设市级中心。（责任单位：市发展改革委、市自然资源
        - 2 -
        和规划局。完成时限：2026年6月底前）
    """)
    assert said(reading.plan) == ["1 市发展改革委/r 市自然资源和规划局/r 2026-06-30"]
    assert [finding.code for finding in reading.findings if finding.code == "page-number"] == ["page-number"]


def test_label_lines_take_values_on_the_next_lines():
    plan = plan_of("""
        二、建书房
        3. 改造阅读专区
        为读者配备助视器。
        牵头部门：
        区图书馆
        区残疾人联合会
        协同部门：—
        完成时间：
        2025年8月底前
    """)
    assert said(plan) == ["3 区图书馆/l 区残疾人联合会/l 2025-08-31"]
    assert plan.tasks[0].heading == "改造阅读专区"
    assert plan.measures[0].text == "为读者配备助视器。"


def test_labels_spread_over_the_line_misprinted_or_behind_a_dash_are_labels():
    plan = plan_of("""
        1.整修东桥。
        责 任 单 位：市交通局
        完 成 时 限：2024年9月底前
        2.疏浚西河。（责任单位；市水利局，完成时限2024年10月底前）
        3.植树。
        ——责任单位 市林业局
        ——完成时间 2024年4月底
    """)
    assert said(plan) == ["1 市交通局/r 2024-09-30", "2 市水利局/r 2024-10-31", "3 市林业局/r 2024-04-30"]


def test_a_time_behind_an_inline_label_is_the_deadline():
    plan = plan_of("""
        临江市2024年工作要点
        1.修桥。责任单位：市交通局。年底前完成。
        2.植树。责任单位：市林业局。长期坚持。
    """)
    assert said(plan) == ["1 市交通局/r 2024-12-31", "2 市林业局/r ongoing"]


def test_running_heads_behind_page_numbers_are_no_text():
    plan = plan_of("""
        1.摸排。（责任单位：市公安局、市城市运行管
        — 2 —
        澜浦市人民政府文件
        理局）
        2.施划。（责任单位：市公安局；完成期限：202
        — 3 —
        澜浦市人民政府文件
        5年2月底前）
    """)
    assert said(plan) == ["1 市公安局/r 市城市运行管理局/r -", "2 市公安局/r 2025-02-28"]


def test_a_run_on_paragraph_is_parted_at_its_numbers():
    plan = plan_of(
        "关于兴业的意见。1.对企业给予补助。责任单位：市财政局、市科技局。2.对人才给予指标，每年3名。责任单位：市人社局。"
    )
    assert said(plan) == ["1 市财政局/r 市科技局/r -", "2 市人社局/r -"]


def test_a_bracket_on_its_own_line_closes_a_group_of_items():
    plan = plan_of("""
        （一）加固堤防
        1.在河口建闸。（责任单位：市水利局）
        （二）夯实基层
        1.建设中医馆。
        2.推广适宜技术。
        （责任单位：市卫生局；完成时限：2025年6月底前）
    """)
    assert said(plan) == ["1 市水利局/r -", "（二） 市卫生局/r 2025-06-30"]


def test_a_bracket_on_its_own_line_belongs_to_the_one_item_before_it():
    plan = plan_of("""
        （一）建闸。（责任单位：市水利局）
        （二）修堤。
        （责任单位：市交通局）
    """)
    assert said(plan) == ["（一） 市水利局/r -", "（二） 市交通局/r -"]


def test_the_first_listed_unit_leads_once_the_plan_says_so():
    plan = plan_of("""
        （一）压减产能。（工业和信息化部、发展改革委。列第一位者为牵头部门，下同）
        （二）推进取暖。（能源局、财政部）
        （三）检查。（生态环境部牵头，公安部配合）
    """)
    assert [[unit.name for unit in task.leads] for task in plan.tasks] == [
        ["工业和信息化部"],
        ["能源局"],
        ["生态环境部"],
    ]
    assert plan.task("（二）").measures[0].assignments[0].basis == ("first-listed-leads",)


def test_the_caller_may_say_that_the_first_listed_leads():
    text = "1.修桥。（责任单位：市交通局、市财政局）"
    assert said(plan_of(text, first_listed_leads=True)) == ["1 市交通局/l 市财政局/r -"]
    assert said(plan_of(text)) == ["1 市交通局/r 市财政局/r -"]


def test_a_unit_that_answers_for_every_task_is_added_by_convention():
    plan = plan_of("""
        1.清沟。（市城管局负责。以下均需各县（市、区）政府落实，不再列出）
        2.补路。（市交通局负责）
    """)
    assert said(plan) == ["1 市城管局/r 各县（市、区）政府/r -", "2 市交通局/r 各县（市、区）政府/r -"]
    assert plan.measures[1].assignments[1].basis == ("document-default",)


def test_the_covering_notice_sets_defaults():
    plan = plan_of("""
        云陵省人民政府办公厅关于印发云陵省治水方案的通知

        云政办发〔2024〕41号

        各市（州）人民政府：

        《云陵省治水方案》已经省政府同意，现印发执行。责任单位排在首位的为牵头单位；各市（州）人民政府对每项任务均负落实责任，文中不逐项写明。

        云陵省人民政府办公厅
        2024年8月16日

        云陵省治水方案

        一、控源
        1.截污。（责任单位：省水利厅、省财政厅；完成时限：今年年底前）
    """)
    assert plan.document.number == "云政办发〔2024〕41号"
    assert plan.title == "云陵省治水方案"
    assert plan.document.addressees == ("各市（州）人民政府",)
    assert said(plan) == ["1 省水利厅/l 省财政厅/r 各市（州）人民政府/r 2024-12-31"]


def test_elided_parents_are_taken_from_the_tier_and_dropped_at_a_comma():
    plan = plan_of("""
        1.查数据。（责任单位：省委网信办，省保密局、密码管理局，省公安厅、政务和数据局，云陵海事局）
        2.办展。（责任单位：省委宣传部、文化和旅游厅；国家文物局督察司、人事司）
        3.修墙。（定朔、云中、雁北市人民政府负责）
        4.节能。（国家发展改革委、能源局）
    """)
    assert said(plan) == [
        "1 省委网信办/r 省保密局/r 省密码管理局/r 省公安厅/r 省政务和数据局/r 云陵海事局/r -",
        "2 省委宣传部/r 省文化和旅游厅/r 国家文物局督察司/r 国家文物局人事司/r -",
        "3 定朔市人民政府/r 云中市人民政府/r 雁北市人民政府/r -",
        "4 国家发展改革委/r 国家能源局/r -",
    ]
    shares = plan.task("3").measures[0].assignments
    assert [share.printed for share in shares] == ["定朔", "云中", "雁北市人民政府"]
    assert shares[0].basis == ("elided-tail",)


def test_names_with_and_quotes_brackets_and_levels_inside_stay_whole():
    plan = plan_of("""
        1.建档。（责任单位：市“两新”组织党工委、市人力资源和社会保障局、市市场监管局（市知识产权局）、各县（市、区）党委和政府、沿线各市、县人民政府）
    """)
    assert [share.printed for share in plan.measures[0].assignments] == [
        "市“两新”组织党工委",
        "市人力资源和社会保障局",
        "市市场监管局（市知识产权局）",
        "各县（市、区）党委和政府",
        "沿线各市、县人民政府",
    ]
    office = plan.measures[0].assignments[2].unit
    assert (office.name, office.aliases) == ("市市场监管局", ("市市场监管局（市知识产权局）", "市知识产权局"))
    assert [share.unit.is_group for share in plan.measures[0].assignments] == [
        False,
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("由市交通局牵头，会同市财政局", "市交通局/l 市财政局/s"),
        ("市交通局会同市财政局、审计局负责", "市交通局/r 市财政局/s 市审计局/s"),
        ("市交通局牵头会同市财政局落实", "市交通局/l 市财政局/s"),
        ("市交通局、财政局分别负责", "市交通局/r 市财政局/r"),
        ("市交通局共同牵头，市财政局参与，市审计局督导", "市交通局/l 市财政局/s 市审计局/o"),
        ("市交通局（牵头）、市财政局（配合）、市审计局", "市交通局/l 市财政局/s 市审计局/r"),
        ("市交通局，市财政局配合", "市交通局/r 市财政局/s"),
        ("各项目牵头单位负责", "各项目牵头单位/r"),
        ("市交通局负责桥面，市水利局负责桥墩", "市交通局/r 市水利局/r"),
        ("市交通局主办，市财政局承办", "市交通局/l 市财政局/r"),
    ],
)
def test_roles_are_read_from_the_words_in_and_behind_a_tier(words, expected):
    assert said(plan_of(f"1.修桥。（{words}）")) == [f"1 {expected} -"]


def test_a_unit_named_as_lead_and_as_supporting_is_kept_in_both_roles():
    plan = plan_of("1.修桥。（牵头单位：市交通局；配合单位：市交通局、市财政局）")
    assert said(plan) == ["1 市交通局/l 市交通局/s 市财政局/s -"]


def test_nothing_is_no_unit():
    assert said(plan_of("1.修桥。（牵头单位：市交通局，配合单位：无，完成时限：长期坚持）")) == [
        "1 市交通局/l ongoing"
    ]


def test_dated_steps_are_milestones_and_the_last_is_the_deadline_where_the_bracket_gives_none():
    plan = plan_of("""
        湿地修复行动方案（2025—2027年）

        一、修复
        1.发布名录。2025年7月底前完成初审，10月底前组织论证，12月20日前报请公布。（责任单位：市林业局）
        2.推进更新。2026年3月31日前完成首批。（责任单位：市林业局。完成时限：2027年5月底前）
    """)
    assert said(plan) == ["1 市林业局/r 2025-12-20", "2 市林业局/r 2027-05-31"]
    steps = plan.measures[0].milestones
    assert [str(step.deadline.due) for step in steps] == ["2025-07-31", "2025-10-31", "2025-12-20"]
    assert plan.source[steps[1].deadline.span] == "10月底前"


def test_units_with_deadlines_of_their_own_share_one_bracket():
    plan = plan_of("1.整改隐患。（市城管局2024年7月底前，市住建局2024年9月底前完成）")
    assert said(plan) == ["1 市城管局/r 市住建局/r 2024-09-30"]


def test_a_duty_at_the_end_of_a_sentence_needs_no_bracket():
    assert said(plan_of("1.编制规划，由市自然资源局牵头，市水利局配合，2024年底前完成。")) == [
        "1 市自然资源局/l 市水利局/s 2024-12-31"
    ]


def test_traditional_characters_keep_their_form():
    plan = plan_of("""
        1、籌建驛站6處。（牽頭單位：團區委；協辦單位：區文化和旅遊局；辦結時限：2024年6月底前）
    """)
    assert said(plan) == ["1 團區委/l 區文化和旅遊局/s 2024-06-30"]


def test_numbering_decides_the_tree_whatever_its_style():
    plan = plan_of("""
        第一章 总则
        一、目的
        （一）修路
        1.修东路。（市交通局负责）
        （1）铺沥青。
        2.修西路。（市交通局负责）
        第二章 分则
        一、植树
        1.种柳。（市林业局负责）
    """)
    first = plan.sections[0]
    assert (first.number, first.heading) == ("第一章", "总则")
    assert first.sections[0].sections[0].heading == "修路"
    assert [task.number for task in plan.tasks] == ["1", "2", "1"]
    assert len({entry.uid for entry in plan.entries()}) == 3


def test_headings_without_numbers_part_a_plan():
    plan = plan_of("""
        数字云陵工作要点

        培育动能
        打造高地
        1. 攻关
        建设平台。
        责任单位：省科技厅牵头
        深化改革
        2. 立法
        推进立法。
        责任单位：省司法厅牵头
    """)
    upper = plan.sections[0]
    assert upper.heading == "培育动能"
    assert [section.heading for section in upper.items if isinstance(section, Section)] == [
        "打造高地",
        "深化改革",
    ]


def test_a_plan_without_numbers_still_has_its_tasks():
    plan = plan_of(
        "强化管控。2020年10月底前，各县要划定禁煤区。(省生态环境厅牵头，市县政府负责落实) 严格执法。"
    )
    assert said(plan)[0] == " 省生态环境厅/l 市县政府/r 2020-10-31"


def test_goals_are_no_deadlines_of_measures():
    plan = plan_of("""
        一、主要目标
        到2027年，建成公园100处。
        二、任务
        1.建园。（市园林局负责）
    """)
    assert said(plan) == ["1 市园林局/r -"]


def test_a_plan_without_duties_reads_as_a_plan_with_none():
    plan = plan_of("""
        文明出行倡议书

        一、礼让行人
        倡导驾驶员在斑马线前停车，2019年以来全市已有12万人参加。
        二、绿色出行
        鼓励市民骑行3-5公里。
    """)
    assert not any(measure.assignments or measure.deadline for measure in plan.measures)


def test_a_deadline_in_the_heading_is_that_of_the_task():
    plan = plan_of("""
        1．完善治理（2024年9月30日前完成）
        修订清单。
        责任部门：法务部牵头，各公司配合
    """)
    assert said(plan) == ["1 法务部/l 各公司/s 2024-09-30"]
    assert plan.tasks[0].heading == "完善治理"


def test_persons_are_no_units():
    plan = plan_of("""
        1.修桥。
        责任领导：甲某某（副市长）
        牵头单位：市交通局
        责 任 人：市交通局局长
    """)
    assert said(plan) == ["1 市交通局/l -"]


def test_english_label_lines_and_lists_are_read():
    plan = plan_of("""
        Action 1.1 Rezone the mill district
        Allow buildings of up to five stories.
        Responsible: Planning Board
        Partners: Office of Public Health and Sheriff's Office, Fish, Wildlife and Parks Commission
        Completion date: March 2025
    """)
    assert said(plan) == [
        (
            "Action 1.1 Planning Board/r Office of Public Health/s Sheriff's Office/s "
            "Fish, Wildlife and Parks Commission/s 2025-03-31"
        )
    ]


def test_english_duties_in_brackets_with_and_support():
    plan = plan_of("1. Plant trees. (Lead: GSA with CDO Council and ICSP; Due: Q2 2026)")
    assert said(plan) == ["1 GSA/l CDO Council/s ICSP/s 2026-06-30"]


def test_a_date_that_does_not_exist_is_an_error_with_its_place():
    reading = reading_of("1.修桥。（牵头单位：区发改局；完成时限：2023年13月底前）")
    (found,) = reading.errors
    assert found.code == "bad-date"
    assert found.message == "month must be 1 to 12, not 13"
    assert "^" in found.render(reading.plan.source)
    assert reading.plan.measures[0].deadline is None


def test_a_bracket_never_closed_is_reported_and_read_as_far_as_it_goes():
    reading = reading_of("""
        1.修桥。（责任单位：市交通局，完成时限：2024年9月底前
        2.植树。（责任单位：市林业局）
    """)
    assert said(reading.plan) == ["1 市交通局/r 2024-09-30", "2 市林业局/r -"]
    assert "open-bracket" in {finding.code for finding in reading.findings}


def test_the_only_year_named_stands_in_for_a_missing_date():
    reading = reading_of("""
        燃气整治行动方案

        决定于2024年4月至12月开展专项行动。
        一、摸排
        1.建立台账。（市住建局负责，5月20日前完成）
    """)
    assert said(reading.plan) == ["1 市住建局/r 2024-05-20"]
    assert "year-guessed" in {finding.code for finding in reading.findings}


def test_a_year_that_no_date_is_without_is_not_guessed():
    reading = reading_of("""
        燃气整治行动方案

        决定于2024年4月至12月开展专项行动。
        一、摸排
        1.建立台账。（市住建局负责，2024年5月20日前完成）
    """)
    assert said(reading.plan) == ["1 市住建局/r 2024-05-20"]
    assert "year-guessed" not in {finding.code for finding in reading.findings}


def test_nested_brackets_by_the_thousand_do_no_harm():
    reading = read_text("1.做。" + "（" * 1000 + "责任单位：市财政局" + "）" * 1000)
    assert reading.plan.tasks[0].number == "1"


@pytest.mark.parametrize(
    "text", ["（" * 50_000, "、" * 50_000, "1" * 50_000, "（责任单位：市财政局" * 3_000, "各" * 50_000]
)
def test_hostile_text_is_read_to_its_end(text):
    assert read_text(text).plan.source.text == text


def test_a_phase_s_own_time_over_tasks_is_text_of_its_section():
    plan = read_text(
        "一、准备阶段\n（2024年6月底前）\n1.修桥。\n责任单位：市交通局\n2.修路。\n责任单位：市交通局"
    ).plan
    assert plan.sections[0].text == "（2024年6月底前）"
    assert [task.due for task in plan.tasks] == [None, None]


def test_a_default_is_told_by_its_sense_and_not_by_one_set_of_words():
    plan = read_text(
        "临江省流通工作方案\n一、市场\n"
        "（一）建设市场。〔责任单位：省商务厅按职责分工负责。具体任务均涉及相关市（州）人民政府，不再做分工，下同。〕\n"
        "（二）优化准入。〔责任单位：省市场监管局〕\n"
    ).plan
    assert said(plan) == [
        "（一） 省商务厅/r 相关市（州）人民政府/r -",
        "（二） 省市场监管局/r 相关市（州）人民政府/r -",
    ]


def test_a_class_of_bodies_may_have_three_levels():
    plan = read_text("1.清理事项。（牵头单位：省编办；责任单位：省商务厅，各市、州、县人民政府）").plan
    assert said(plan) == ["1 省编办/l 省商务厅/r 各市、州、县人民政府/r -"]


def test_fields_between_a_problem_and_its_remedy_are_for_both():
    plan = read_text(
        "临江县整改措施清单\n一、管网滞后。覆盖率仅65%。\n责任单位：县住建局，相关乡镇人民政府\n督导单位：县委督查室\n"
        "整改时限：2025年6月底前\n整改目标：覆盖率达到90%。\n整改措施：\n（一）加快建设。2024年底前新建30公里。\n"
        "二、运行不稳。\n责任单位：县住建局\n整改时限：2024年底前\n整改目标：稳定运行。\n"
    ).plan
    assert said(plan) == [
        "一 县住建局/r 相关乡镇人民政府/r 县委督查室/o 2025-06-30",
        "二 县住建局/r 2024-12-31",
    ]
    assert [step.text for step in plan.measures[0].milestones] == ["2024年底前新建30公里"]


def test_a_line_that_leads_in_items_is_no_measure():
    plan = read_text(
        "（一）优化环境。（司法部等国务院相关部门及各地区按职责分工负责）\n具体举措：\n"
        "1.完善清单。（财政部牵头）\n2.清理收费。（财政部牵头）"
    ).plan
    assert said(plan) == ["（一） 司法部/r 各地区/r -", "1 财政部/l -", "2 财政部/l -"]


def test_a_label_that_is_not_known_ends_the_field_before_it():
    plan = read_text(
        "1.增设采集设备。 牵头领导：李局长 责任单位：市公安局 项目责任人：王科长 配合单位：市城管局、市财政局 "
        "实际完成情况：中心设备调试、前端摄像机上杆安装。"
    ).plan
    assert said(plan) == ["1 市公安局/r 市城管局/s 市财政局/s -"]


def test_a_default_may_name_several_units():
    plan = read_text(
        "一、工业\n（一）稳定生产。（市工信局负责。以下措施均需各县区人民政府、园区管委会落实，不再单独列出）\n"
        "（二）加快转型。（市财政局负责）"
    ).plan
    assert said(plan)[1] == "（二） 市财政局/r 各县区人民政府/r 园区管委会/r -"


def test_a_sentence_that_leads_in_the_tasks_addresses_nobody():
    plan = read_text(
        "政务公开任务分解\n各乡（镇）人民政府，区政府各部门：\n为做好公开工作，更好发挥监督作用，现将任务分解如下：\n"
        "1.公开文件。（责任单位：区司法局）"
    ).plan
    assert plan.document.addressees == ("各乡（镇）人民政府", "区政府各部门")


def test_a_number_is_one_although_a_year_or_a_quantity_follows_it():
    plan = read_text(
        "一、任务\n1.建立机制。（市发改委负责）\n2.2022年6月底前，在全市推行。（市公安局负责）\n"
        "3．3家企业完成改造。（市工信局负责）\n"
    ).plan
    assert said(plan) == ["1 市发改委/r -", "2 市公安局/r 2022-06-30", "3 市工信局/r -"]
    assert plan.tasks[2].measures[0].text == "3家企业完成改造。"


def test_a_quantity_at_the_start_of_a_cut_line_is_no_number():
    plan = read_text("1.新建泵站，改造管网\n2.3万米。（市水务局负责）\n").plan
    assert [task.number for task in plan.tasks] == ["1"]


def test_fields_that_are_numbered_belong_to_the_item_above_them():
    plan = read_text(
        "一、砂石厂问题突出。\n（一）整改目标：依法关停。\n（二）整改时限：2022年9月底前\n（三）责任单位：县自然资源局\n"
        "（四）督导单位：县纪委监委\n二、扬尘严重。\n（一）整改目标：达标。\n（二）整改时限：2022年6月底前\n"
        "（三）责任单位：县住建局\n"
    ).plan
    assert said(plan) == ["一 县自然资源局/r 县纪委监委/o 2022-09-30", "二 县住建局/r 2022-06-30"]


def test_fields_behind_steps_close_their_item_whatever_other_items_do():
    plan = read_text(
        "一、重视不够。\n整改措施：\n1.制定责任清单。\n2.强化考核问责。\n整改时限：2023年底前\n责任单位：县委组织部\n"
        "二、管网滞后。\n整改时限：2023年12月底前\n牵头单位：县住建局\n"
    ).plan
    assert said(plan) == ["一 县委组织部/r 2023-12-31", "二 县住建局/l 2023-12-31"]


def test_items_may_be_counted_as_deeds_with_persons_before_their_units():
    plan = read_text(
        "实事一：修建校舍。\n牵头领导：李局长 责任单位：县教育局 协办单位：县财政局\n"
        "实事二：免除费用。\n牵头领导：王局长 责任单位：县卫生局 完成时限：2009年12月底前\n"
    ).plan
    assert said(plan) == ["实事一 县教育局/r 县财政局/s -", "实事二 县卫生局/r 2009-12-31"]


def test_names_keep_together_what_is_one_and_take_what_is_theirs():
    plan = read_text(
        "1.甲。（责任单位：市直有关部门、单位，各县（区）人民政府）\n2.乙。（责任单位：城关镇、东关街道办事处、县住建局）\n"
        "3.丙。（市委组织部牵头，市委宣传部、统战部、财政局配合）\n4.丁。（责任单位：市体育局、共青团云中市委员会）\n"
    ).plan
    assert said(plan) == [
        "1 市直有关部门、单位/r 各县（区）人民政府/r -",
        "2 城关镇/r 东关街道办事处/r 县住建局/r -",
        "3 市委组织部/l 市委宣传部/s 市委统战部/s 市财政局/s -",
        "4 市体育局/r 共青团云中市委员会/r -",
    ]


def test_a_body_of_an_agency_in_a_place_shares_its_agency_with_nobody():
    shares = plan_of("1.减税。（国家税务总局云中市税务局、云中银保监分局）").measures[0].assignments
    assert [(share.unit.name, share.unit.parent and share.unit.parent.name) for share in shares] == [
        ("国家税务总局云中市税务局", "国家税务总局"),
        ("云中银保监分局", None),
    ]


@pytest.mark.parametrize("note", ["等（按职责分工负责）", "等部门（按职责分工负责）", "（按职责分工负责）"])
def test_role_words_in_a_bracket_may_be_for_the_whole_list(note):
    shares = plan_of(f"1.建桥。（县水利局、县财政局{note}）").measures[0].assignments
    assert [(share.printed, share.shared_by_remit) for share in shares] == [
        ("县水利局", True),
        ("县财政局", True),
    ]
    assert {share.open_ended for share in shares} == {"等" in note}


def test_a_bureau_lends_its_tail_to_the_fields_before_it():
    shares = plan_of("1.建桥。（责任单位：县交通、水利、教育局）").measures[0].assignments
    assert [(share.printed, share.unit.name, share.basis) for share in shares] == [
        ("县交通", "县交通局", ("elided-tail",)),
        ("水利", "县水利局", ("elided-tail", "elided-parent")),
        ("教育局", "县教育局", ("elided-parent",)),
    ]


def test_departments_may_be_named_by_their_fields_alone():
    plan = read_text(
        "1.促进消费。（市商务局牵头，发改、财政、文旅等部门配合）\n"
        "2.促进能源。（省发展改革委、能源局等部门和单位按职责分工负责）\n3.推动改革（教育、科技、人才）等。"
    ).plan
    assert said(plan) == ["1 市商务局/l 发改/s 财政/s 文旅/s -", "2 省发展改革委/r 省能源局/r -", "3 - -"]


def test_square_brackets_hold_duties_too():
    plan = read_text("1.建平台。[市大数据局牵头，市公安局配合，2024年6月底前完成]").plan
    assert said(plan) == ["1 市大数据局/l 市公安局/s 2024-06-30"]


def test_signs_lead_once_the_plan_says_so():
    marked = "1.办学。（责任单位：▲市教育局、市财政局{}）\n2.修路。（责任单位：市财政局、▲市交通局）"
    assert said(read_text(marked.format("。标▲的为牵头单位，下同")).plan) == [
        "1 市教育局/l 市财政局/r -",
        "2 市财政局/r 市交通局/l -",
    ]
    assert said(read_text(marked.format("")).plan) == [
        "1 市教育局/r 市财政局/r -",
        "2 市财政局/r 市交通局/r -",
    ]


def test_a_single_unit_in_a_bracket_answers_at_the_end_of_its_item_alone():
    plan = read_text(
        "1.加强统计（区统计局）。\n2.送主管部门（区统计局）。\n3.区里（区统计局）已有安排。"
    ).plan
    assert said(plan) == ["1 区统计局/r -", "2 - -", "3 - -"]


@pytest.mark.parametrize(
    ("clause", "read"),
    [
        ("（责任单位：市水利局；竣工时间：2024年10月底前）", "市水利局/r 2024-10-31"),
        ("（实施单位：市城投集团；监管单位：市住建局）", "市城投集团/r 市住建局/o -"),
        (
            "（整改责任单位：市水利局；销号单位：市环保局；销号时限：2024年10月底前）",
            "市水利局/r 市环保局/o 2024-10-31",
        ),
        ("（行业主管部门：市住建局）", "市住建局/r -"),
        ("（责任单位：市住建局；开工时间：2024年3月；备注：每月报送）", "市住建局/r -"),
        ("（责任单位：区工信局\n完成时限：2024年10月）", "区工信局/r 2024-10-31"),
        ("（以上各项由市发改委牵头，县级由各县区政府负责）", "市发改委/l 各县区政府/r -"),
        ("（责任单位：自由贸易试验区管委会）", "自由贸易试验区管委会/r -"),
        ("（市水利局牵头、市财政局配合、各县区政府实施）", "市水利局/l 市财政局/s 各县区政府/r -"),
        ("（市审计局等部门和单位、各县区政府分工负责）", "市审计局/r 各县区政府/r -"),
        ("牵头单位为县纪委监委，配合单位为县委督查室。", "县纪委监委/l 县委督查室/s -"),
        ("责任单位——县住建局；完成时限——2024年8月。", "县住建局/r 2024-08-31"),
        ("（市商务局、市财政局，排第一位的为牵头单位，以下同）", "市商务局/l 市财政局/r -"),
        (
            "\n　　责 任 单 位：县水利局　县交通局\n　　完 成 时 限：2024年 11月",
            "县水利局/r 县交通局/r 2024-11-30",
        ),
        ("\n牵 头：县水利局 配 合：县财政局", "县水利局/l 县财政局/s -"),
        ("（责任单位：县水利局／县财政局）", "县水利局/r 县财政局/r -"),
        ("（责任单位：县水利局+县财政局&县审计局）", "县水利局/r 县财政局/r 县审计局/r -"),
        ("（责任单位：“互联网+政务”专班、互联网+监管专班）", "“互联网+政务”专班/r 互联网+监管专班/r -"),
        ("（责任单位：县水利局；完成时限 2024年6月底前）", "县水利局/r 2024-06-30"),
        ("【责任单位】县水利局【完成时限】2024年6月底前", "县水利局/r 2024-06-30"),
        ("【牵头单位】县水利局；【配合单位】县财政局。", "县水利局/l 县财政局/s -"),
        ("（责任单位：1.县水利局 2.县财政局）", "县水利局/r 县财政局/r -"),
        ("（责任单位：1、县水利局、2、县财政局）", "县水利局/r 县财政局/r -"),
        ("（责任单位：一、县水利局；二、县财政局）", "县水利局/r 县财政局/r -"),
        ("（责任单位：2.县水利局）", "县水利局/r -"),
        ("（①县水利局牵头②县财政局配合）", "县水利局/l 县财政局/s -"),
        ("（责任单位：1号线公司、县财政局）", "1号线公司/r 县财政局/r -"),
        ("（县水利局牵头协同县财政局落实）", "县水利局/l 县财政局/s -"),
        ("（县水利局牵头并会同县财政局）", "县水利局/l 县财政局/s -"),
        ("（县水利局牵头，协同县财政局落实）", "县水利局/l 县财政局/s -"),
        ("（责任单位：县水利局、协同创新中心）", "县水利局/r 协同创新中心/r -"),
        ("（各乡镇政府是责任主体，县水利局为牵头单位）", "各乡镇政府/r 县水利局/l -"),
        ("各乡镇政府是本项工作的责任主体。", "各乡镇政府/r -"),
        (
            "（牵头单位 县水利局 配合单位 县财政局 完成时限 2024年6月底前）",
            "县水利局/l 县财政局/s 2024-06-30",
        ),
        ("牵头单位 县水利局 配合单位 县财政局 完成时限 2024年6月底前", "县水利局/l 县财政局/s 2024-06-30"),
        ("（责任单位　县水利局）", "县水利局/r -"),
        ("责任单位：县水利局、县财政局完成时限：2024年6月底前", "县水利局/r 县财政局/r 2024-06-30"),
        ("\n牵头单位：县水利局配合单位：县财政局完成时限：长期", "县水利局/l 县财政局/s ongoing"),
        ("\n完成时限：2024年6月底前责任单位：县水利局", "县水利局/r 2024-06-30"),
        ("（县水利局牵头2024年6月底前，县财政局配合长期坚持）", "县水利局/l 县财政局/s 2024-06-30"),
        ("（县水利局负责，2024年6月底前完成，并长期坚持）", "县水利局/r 2024-06-30"),
        ("（县水利局牵头持续推进）", "县水利局/l ongoing"),
        ("（责任单位：县水利局、长期护理中心）", "县水利局/r 长期护理中心/r -"),
        ("（县交通、水利、文化和旅游局）", "县交通局/r 县水利局/r 县文化和旅游局/r -"),
        ("（责任单位：县妇联、县教育局）", "县妇联/r 县教育局/r -"),
        ("（责任单位：省、市、县三级政府）", "省、市、县三级政府/r -"),
        ("（责任单位：县妇联、各群团组织）", "县妇联/r 各群团组织/r -"),
        ("（县妇联、团县委等群团组织按职责分工负责）", "县妇联/r 团县委/r -"),
    ],
)
def test_duties_are_read_however_they_are_labelled_and_parted(clause, read):
    assert said(read_text(f"1.建桥。{clause}").plan) == [f"1 {read}"]


def test_a_second_annex_is_a_part_of_its_own():
    plan = read_text(
        "任务清单\n一、改革\n1.建机制。（责任单位：县水利局）\n附件2\n开放任务清单\n1.修桥。（责任单位：县交通局）\n"
    ).plan
    assert [(section.number, section.heading, len(section.tasks)) for section in plan.sections] == [
        ("一", "改革", 1),
        ("附件2", "开放任务清单", 1),
    ]


def test_a_name_that_a_line_end_cuts_in_a_field_is_joined():
    plan = read_text(
        "1.建机制\n责任单位：县水利局\n配合单位：县财政局、县国\n资中心\n完成时限：2023年6月\n"
    ).plan
    assert said(plan) == ["1 县水利局/r 县财政局/s 县国资中心/s 2023-06-30"]


def test_who_keeps_a_site_owes_nothing():
    plan = read_text(
        "1.修桥。（责任单位：县交通局）\n主办：临江县人民政府办公室 承办：临江县大数据中心\n网站标识码：1234567890\n"
    ).plan
    assert said(plan) == ["1 县交通局/r -"]
    assert plan.notes == ("主办：临江县人民政府办公室 承办：临江县大数据中心", "网站标识码：1234567890")


def test_who_runs_a_site_is_no_unit_of_its_last_task():
    plan = read_text("1.修桥。（责任单位：县交通局）\n主办：临江县交通局　技术支持：县信息中心\n").plan
    assert said(plan) == ["1 县交通局/r -"]
    assert plan.notes == ("主办：临江县交通局　技术支持：县信息中心",)


def test_a_bracket_may_say_that_work_goes_on_and_nothing_else():
    plan = read_text("1.修桥。（持续实施）\n2.修路。（2023年5月1日起实施）").plan
    assert [measure.deadline and measure.deadline.kind for measure in plan.measures] == ["ongoing", None]


def test_a_time_behind_a_bracket_is_that_of_its_duty():
    plan = read_text(
        "1.建桥。（市交通局负责）2025年底前完成。\n2.修路。（市交通局负责），2025年6月底前完成。"
    ).plan
    assert said(plan) == ["1 市交通局/r 2025-12-31", "2 市交通局/r 2025-06-30"]


def test_a_kind_with_one_closing_clause_is_read_as_the_other_items_are():
    plan = read_text(
        "一、道路\n（一）编制规划\n1.修建东桥\n修好东桥。\n责任单位：市交通局\n2.修建西桥\n修好西桥。\n责任单位：市交通局\n"
        "二、城区\n（一）改造旧城\n改造旧城区。\n（二）建设公园\n建成三处公园。\n责任单位：市园林局\n"
    ).plan
    assert [(task.number, [unit.name for unit in task.co_responsible]) for task in plan.tasks] == [
        ("1", ["市交通局"]),
        ("2", ["市交通局"]),
        ("（一）", []),
        ("（二）", ["市园林局"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "临江市2024年工作要点\n1.修好东桥。",
        "1.修好东桥。（责任单位：市交通局）",
        "临江市2024年工作要点 " * 500,
        " " * 5000,
    ],
)
def test_a_text_in_the_place_of_a_path_is_told_where_it_belongs(text: str) -> None:
    with pytest.raises(pp.ReadError, match=r"^.{0,40}: is no path but a text; give it to read_text$"):
        pp.read(text)


def test_the_latest_step_of_a_text_is_its_deadline_and_a_part_of_the_work_none():
    plan = plan_of("""
        东山市2025年工作方案
        一、任务
        1.改造。上半年完成20个，全年完成60个。（市住建局负责）
        2.新建。全年完成60个，其中上半年完成20个。（市住建局负责）
        3.新增床位60张，其中6月底前完成20张。（市民政局负责）
    """)
    assert said(plan) == ["1 市住建局/r 2025-12-31", "2 市住建局/r 2025-12-31", "3 市民政局/r -"]
    (part,) = plan.measures[2].milestones
    assert (str(part.deadline.due), part.deadline.basis[-1]) == ("2025-06-30", "part-of-whole")


def test_a_list_of_duties_by_unit_is_a_measure_for_each():
    plan = plan_of("""
        东山县2024年校园安全工作方案
        一、职责分工
        县教育局：负责学校安全，6月底前完成排查。
        县财政局、县审计局：配合做好经费保障。
        二、任务
        （一）县公安局。负责周边治安。
        （二）开展检查。县教育局：牵头组织检查；县卫健局：负责食堂检查。
    """)
    assert said(plan) == [
        "一 县教育局/r 2024-06-30", "一 县财政局/s 县审计局/s -", "（一） 县公安局/r -",
        "（二） 县教育局/l -", "（二） 县卫健局/r -",
    ]  # fmt: skip
    assert [measure.text for measure in plan.measures][:2] == [
        "负责学校安全，6月底前完成排查。",
        "配合做好经费保障。",
    ]


def test_what_is_said_in_front_of_a_colon_need_not_answer_for_anything():
    plan = plan_of("""
        一、任务
        1.形成空间格局：负责核心区建设。
        2.主要负责同志：要亲自抓，各镇街主要负责同志要负总责。
        3.做好以下工作：市政府的办公厅：推进改革。
    """)
    assert said(plan) == ["1 - -", "2 - -", "3 - -"]


def test_two_duties_in_one_text_are_two_measures_with_their_own_days():
    plan = plan_of("""
        东山县2024年工作方案
        一、任务
        1.迁改管线。县供电公司负责，6月底前完成线路迁改；县住建局负责管网迁改，7月底前完成。
        2.迁改杆线。县供电公司8月底前完成线路迁改，县住建局应于9月底前完成管网迁改。
        3.修路。由县交通局牵头，县财政局配合。要加强质量管理。
        4.本办法由县交通局负责解释。
    """)
    assert said(plan) == [
        "1 县供电公司/r 2024-06-30", "1 县住建局/r 2024-07-31", "2 县供电公司/r 2024-08-31", "2 县住建局/r 2024-09-30",
        "3 县交通局/l 县财政局/s -", "4 - -",
    ]  # fmt: skip


def test_a_heading_may_be_the_name_of_who_answers_for_what_stands_below_it():
    plan = plan_of("""
        东山县2024年工作任务分解
        一、县教育局（2项）
        1.新建学校3所，8月底前完成。
        2.改造校舍。（县住建局）
        二、由县水利局、县住建局牵头的任务
        （一）修渠。
        三、县公安局
        负责维护秩序。
        四、保障措施
        （一）加强宣传。
    """)
    assert said(plan) == [
        "1 县教育局/r 2024-08-31", "2 县住建局/r -", "（一） 县水利局/l 县住建局/l -", "三 县公安局/r -", "（一） - -",
    ]  # fmt: skip
    assert plan.measures[0].assignments[0].basis == ("group-clause",)


def test_what_each_body_of_a_sentence_is_to_do_is_a_measure_of_its_own():
    plan = read_text(
        "方案\n1.修桥。县交通局负责设计，6月底前完成，县财政局负责资金，各乡镇政府负责具体实施。\n"
    )
    measures = plan.plan.measures
    assert [(m.assignments[0].unit.name, m.text.rstrip("，。")) for m in measures] == [
        ("县交通局", "修桥。\n县交通局负责设计，6月底前完成"),
        ("县财政局", "县财政局负责资金"),
        ("各乡镇政府", "各乡镇政府负责具体实施"),
    ]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、县水利局（牵头）", "l"),
        ("一、县水利局（责任单位）", "r"),
        ("（一）县水利局：", "r"),
        ("县水利局：", "r"),
        ("一、修河\n县水利局", "r"),
    ],
)
def test_a_line_over_its_items_may_name_who_answers_for_them(heading, role):
    other = (
        "县林业局：" if heading == "县水利局：" else "（二）修路" if heading.startswith("（") else "二、修路"
    )
    plan = read_text(f"治水工作方案\n{heading}\n1.清淤。\n2.修坝。\n{other}\n1.植树。\n").plan
    assert said(plan)[:2] == [f"1 县水利局/{role} -", f"2 县水利局/{role} -"]
    assert said(plan)[2] == ("1 县林业局/r -" if other == "县林业局：" else "1 - -")


def test_lists_by_unit_may_count_on_and_lines_of_bare_units_close_their_items():
    by_unit = "治水工作方案\n一、修河\n县水利局\n1.清淤。\n2.修坝。\n县林业局\n3.植树。\n"
    assert said(read_text(by_unit).plan) == ["1 县水利局/r -", "2 县水利局/r -", "3 县林业局/r -"]
    below = "治水工作方案\n一、修河\n1.清淤。\n县水利局\n2.修坝。\n县水利局、县财政局\n二、造林\n1.植树。\n县林业局\n2.护林。"
    assert said(read_text(below).plan) == [
        "1 县水利局/r -",
        "2 县水利局/r 县财政局/r -",
        "1 县林业局/r -",
        "2 - -",
    ]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("由县水利局牵头负责，县财政局配合", "县水利局/l 县财政局/s -"),
        ("由县水利局牵头，2024年6月底前完成。", "县水利局/l 2024-06-30"),
        ("工作由县水利局牵头推进，2024年6月底前完成", "县水利局/l 2024-06-30"),
        ("县水利局、县财政局，2024年6月底前", "县水利局/r 县财政局/r 2024-06-30"),
        ("县水利局牵头，县财政局配合，长期坚持", "县水利局/l 县财政局/s ongoing"),
    ],
)
def test_a_line_that_only_says_who_and_by_when_closes_the_item_above_it(line, read):
    assert said(read_text(f"方案\n一、修河\n1.清淤。\n{line}\n2.修坝。\n").plan) == [f"1 {read}", "2 - -"]


def test_an_item_may_begin_with_who_answers_for_it():
    plan = read_text(
        "方案\n1.县水利局：疏浚西河。\n2.县教育局：张三，电话12345678。\n3.督查组：县交通局。\n"
    ).plan
    assert said(plan) == ["1 县水利局/r -", "2 - -", "3 - -"]


@pytest.mark.parametrize(
    "line",
    [
        "（以上责任单位：县水利局）",
        "以上各项工作责任单位：县水利局。",
        "上述任务的责任单位为县水利局。",
        "本部分任务由县水利局负责。",
        "（以上工作县水利局负责）",
    ],
)
def test_a_line_behind_all_items_may_say_in_other_words_who_answers(line):
    plan = read_text(f"方案\n一、修河\n1.清淤。\n2.修坝。\n{line}\n二、造林\n1.植树。（县林业局）\n").plan
    assert said(plan) == ["1 县水利局/r -", "2 县水利局/r -", "1 县林业局/r -"]


def test_a_line_behind_all_items_says_who_answers_for_those_that_name_nobody():
    reading = reading_of("""
        东山县2024年工作方案
        一、任务
        1.修渠。
        2.修堤。6月底前完成。
        3.修坝。（县应急局）
        以上各项任务由县水利局牵头，县财政局配合，2024年底前完成。
        二、保障
        1.加强领导。
    """)
    assert said(reading.plan) == [
        "1 县水利局/l 县财政局/s 2024-12-31", "2 县水利局/l 县财政局/s 2024-06-30", "3 县应急局/r 2024-12-31", "1 - -",
    ]  # fmt: skip
    assert "unheld-text" not in [finding.code for finding in reading.findings]
    loose = reading_of("工作方案\n1.修渠。\n2.修堤。\n上述工作由县水利局负责。")
    assert said(loose.plan) == ["1 县水利局/r -", "2 县水利局/r -"]
    assert "unheld-text" not in [finding.code for finding in loose.findings]


@pytest.mark.parametrize(
    ("clause", "units"),
    [
        ("（责任单位：县教育局 李四、县财政局王小五）", "县教育局/r 县财政局/r"),
        ("（县教育局张三负责）", "县教育局/r"),
        ("（赵某某副市长；县教育局）", "县教育局/r"),
        ("（李四、王五；县教育局、县财政局）", "县教育局/r 县财政局/r"),
        ("（牵头领导：李四；县教育局、县财政局）", "县教育局/r 县财政局/r"),
        ("（县公安局高新分局、县财政局金融办）", "县公安局高新分局/r 县财政局金融办/r"),
    ],
)
def test_persons_beside_units_are_no_part_of_them(clause, units):
    assert said(plan_of(f"1.加强培训。{clause}")) == [f"1 {units} -"]


def test_a_time_behind_a_person_is_read_and_persons_are_told_once():
    reading = reading_of("""
        一、任务
        1.修渠。（县水利局，责任人：张三，2024年底前）
        2.修堤。（县水利局，责任人：李四，2024年6月底前）
    """)
    assert said(reading.plan) == ["1 县水利局/r 2024-12-31", "2 县水利局/r 2024-06-30"]
    assert [f.message for f in reading.findings if f.code == "persons-named"] == [
        "task 1 and 1 more names persons, who are no units"
    ]


def test_what_closes_a_document_is_no_task_of_it():
    plan = plan_of("""
        东山县2024年工作方案

        序号\t任务\t责任单位
        1\t建设甲桥\t县水务局
        2\t建设乙桥\t县水务局

        附件：1.任务分解表
              2.联系人名单

        东山县人民政府办公室
        2024年3月1日

        分享到：
    """)
    assert said(plan) == ["1 县水务局/r -", "2 县水务局/r -"]
    assert (plan.document.issuers, str(plan.document.dated)) == (("东山县人民政府办公室",), "2024-03-01")
    assert plan.notes == ("分享到：", "附件：1.任务分解表", "2.联系人名单")


def test_numbers_go_on_over_sections_though_a_month_follows_them():
    plan = plan_of("""
        东山县2025年工作任务
        一、县工信局牵头任务
        1.建立机制。
        2.实施项目。配合单位：县财政局。
        二、县财政局牵头任务
        3.3月底前下达资金，12月底前全部拨付。
    """)
    assert said(plan) == ["1 县工信局/l -", "2 县工信局/l 县财政局/s -", "3 县财政局/l 2025-12-31"]


def test_fields_behind_steps_close_their_item_where_all_others_have_theirs_without_steps():
    plan = plan_of("""
        一、污水处理不正常。
        整改措施：
        1.2024年9月底前完成改造。
        2.建立机制。
        责任单位：县住建局
        责任人：张三
        整改时限：2024年12月底前
        二、扬尘管控不到位。
        整改措施：开展检查。
        责任单位：县城管局
        整改时限：2024年6月底前
        三、修复滞后。
        整改措施：完成修复。
        责任单位：县自然资源局
        整改时限：2024年8月底前
    """)
    assert said(plan) == [
        "一 县住建局/r 2024-12-31",
        "二 县城管局/r 2024-06-30",
        "三 县自然资源局/r 2024-08-31",
    ]


def test_who_follows_up_on_all_items_sets_no_day_for_them():
    plan = plan_of("""
        一、任务
        1.修渠。（县水利局，2024年6月底前）
        2.修堤。
        以上工作由县政府督查室跟踪督办，每季度末通报进展。
    """)
    assert said(plan) == ["1 县水利局/r 2024-06-30", "2 县政府督查室/o -"]


def test_a_role_word_behind_the_first_of_several_bodies_is_its_own() -> None:
    plan = read_text(
        "1.打通站前路。（县住建局牵头、县水利局、县自然资源局参加）\n2.办好两园。责任单位：县教育局；县财政局予以保障。\n"
    ).plan
    assert [[(a.unit.name, str(a.role)) for a in m.assignments] for m in plan.measures] == [
        [("县住建局", "lead"), ("县水利局", "supporting"), ("县自然资源局", "supporting")],
        [("县教育局", "responsible"), ("县财政局", "supporting")],
    ]


def test_what_stands_under_a_heading_beside_a_table_of_tasks_is_no_task_unless_it_says_by_when() -> None:
    table = "| No. | Action | Lead |\n|---|---|---|\n| 1 | Fix it | IT Services |\n\n"
    notes = read(f"{table}## Notes\nDates are calendar dates.\n".encode(), format="md").plan
    assert [measure.text for measure in notes.measures] == ["Fix it"]
    assert notes.sections[-1].heading == "Notes"
    assert notes.sections[-1].text == "Dates are calendar dates."
    work = read(f"{table}## Afterwards\nClose the old site by June 30, 2025.\n".encode(), format="md").plan
    assert [str(measure.due) for measure in work.measures] == ["None", "2025-06-30"]


def test_a_government_behind_the_committee_of_its_place_is_that_of_the_place() -> None:
    named = "各县（市、区）党委、政府，高新区党工委、管委会，樟林市委、市政府，县委、县政府"
    (measure,) = read_text(f"1.修好东桥。（责任单位：{named}）").plan.measures
    assert [
        (a.unit.name, a.printed) for a in measure.assignments if "政府" in a.printed or "管" in a.printed
    ] == [
        ("各县（市、区）政府", "政府"),
        ("高新区管委会", "管委会"),
        ("樟林市政府", "市政府"),
        ("县政府", "县政府"),
    ]


def test_a_text_between_two_brackets_begins_with_its_words() -> None:
    text = "1.完善体系。制定条例（市司法局，2024年12月），健全机制（市水务局，持续实施）；开展备案（市委网信办）。\n"
    assert [measure.text for measure in read_text(text).plan.measures] == [
        "完善体系。制定条例",
        "健全机制",
        "开展备案",
    ]


def test_a_bracket_with_but_a_time_leaves_the_duty_to_the_words_before_it():
    plan = plan_of("""
        一、治水
        （一）县水务局负责疏浚西河。（2024年6月底前）
        （二）由县公安局会同县交通局设置固定检查点2处。（2024年8月底前）
        （三）县住建局会同县城管局、有关部门开展专项检查，2024年9月底前完成。
        （四）由县委宣传部会同县委组织部开展宣讲。（2024年6月底前）
    """)
    assert said(plan) == [
        "（一） 县水务局/r 2024-06-30",
        "（二） 县公安局/r 县交通局/s 2024-08-31",
        "（三） 县住建局/r 县城管局/s 有关部门/s 2024-09-30",
        "（四） 县委宣传部/r 县委组织部/s 2024-06-30",
    ]


def test_days_counted_from_what_another_body_issues_are_conditional():
    plan = plan_of("""
        一、保障
        1.制定办法，待省级方案出台后一个月内印发。（市医保局）
        2.制定细则，在国家标准公布后30日内出台。（市民政局）
        3.群众来访后2日内答复，长期坚持。（市信访局）
    """)
    assert said(plan) == ["1 市医保局/r conditional", "2 市民政局/r conditional", "3 市信访局/r -"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("监管单位：县住建局", "overseeing"),
        ("联动单位：县住建局", "responsible"),
        ("会办：县住建局", "supporting"),
    ],
)
def test_a_line_under_an_item_whose_label_no_table_holds_says_who(line: str, role: str) -> None:
    text = f"1.修好东桥。\n牵头单位：县交通局\n{line}\n2.疏浚西河。\n牵头单位：县水务局\n{line}\n"
    plan = read_text(text).plan
    assert [measure.text for measure in plan.measures] == ["修好东桥。", "疏浚西河。"]
    for measure in plan.measures:
        assert [(a.unit.name, str(a.role)) for a in measure.assignments[1:]] == [("县住建局", role)]


def test_a_line_with_a_label_and_a_sentence_is_text() -> None:
    (measure,) = read_text("1.修好东桥。\n检查单位：要逐个走到，不留死角。\n").plan.measures
    assert measure.assignments == ()
    assert measure.text == "修好东桥。\n检查单位：要逐个走到，不留死角。"


def test_a_short_sentence_over_numbered_items_is_their_heading() -> None:
    plan = read_text(
        "道路方案\n一、建设\n（一）新建桥梁。\n1.修好东桥。（县交通局）\n（二）养护桥梁。\n2.刷新栏杆。（县水利局）\n"
    ).plan
    assert [[section.heading for section in entry.sections] for entry in plan.entries()] == [
        ["建设", "新建桥梁"],
        ["建设", "养护桥梁"],
    ]


def test_a_last_part_that_says_by_when_to_report_is_a_task_and_one_that_does_not_is_none() -> None:
    head = "2024年道路方案\n一、建设\n1.修好东桥。（县交通局）\n2.修好西桥。（县水利局）\n二、工作要求\n"
    told = read_text(head + "各单位要于4月10日前报送方案，12月20日前报送总结。\n").plan.entries()[-1]
    assert (told.task.number, told.task.heading, str(told.measure.due)) == ("二", "工作要求", "2024-12-20")
    assert [str(step.deadline.due) for step in told.measure.milestones] == ["2024-04-10", "2024-12-20"]
    assert len(read_text(head + "各单位要压实责任。\n").plan.entries()) == 2


def test_an_item_behind_the_bracket_of_the_one_before_is_an_item() -> None:
    text = "青河县2025年工作要点\n1.修桥5座，提升通行能力。（县交通局，6月底前）2.修路。（县财政局，9月底前）\n3.种树。（县林业局）\n"
    plan = read_text(text).plan
    assert [(task.number, task.measures[0].text) for task in plan.tasks] == [
        ("1", "修桥5座，提升通行能力。"),
        ("2", "修路。"),
        ("3", "种树。"),
    ]


def test_a_bracket_of_amounts_before_a_number_parts_no_items() -> None:
    text = "青河县2025年工作要点\n1.建设安置房和公共设施（含附属工程1.2公里）2.5公里管网。（县住建局，9月底前）\n"
    assert [task.number for task in read_text(text).plan.tasks] == ["1"]


def test_a_title_in_letters_with_accents_keeps_its_blanks() -> None:
    assert (
        read_text("Café plan 2025\n\n1. Build it. (Lead: City Council; Due: 30 June 2025)\n").plan.title
        == "Café plan 2025"
    )


def test_items_run_on_with_but_a_gap_in_front_of_their_numbers():
    plan = plan_of(
        "民生实事清单\n"
        "一、实事 1.修建东桥。 责任单位:县交通局 配合单位:县财政局,各镇政府 "
        "2.新增3.5公里步道,栽树2000棵。 责任单位:县林业局 配合单位:县财政局 3.改造西路。 责任单位:县住建局"
    )
    assert said(plan) == [
        "1 县交通局/r 县财政局/s 各镇政府/s -",
        "2 县林业局/r 县财政局/s -",
        "3 县住建局/r -",
    ]


def test_numbers_behind_gaps_may_count_bodies():
    plan = plan_of("""
        一、实事
        1.修建东桥。责任单位：1.县交通局 2.县财政局 完成时限：2024年6月底
        2.疏浚西河。（责任单位：1.县水利局 2.县住建局）
    """)
    assert said(plan) == ["1 县交通局/r 县财政局/r 2024-06-30", "2 县水利局/r 县住建局/r -"]


def test_a_part_of_the_work_is_no_deadline_where_the_day_of_the_whole_is_not_known():
    reading = reading_of("1.开展改造，2024年底完成60%，6月底前全部完成。（责任单位：县水利局）")
    assert said(reading.plan) == ["1 县水利局/r conditional"]
    assert "undated-deadline" in [finding.code for finding in reading.findings]
