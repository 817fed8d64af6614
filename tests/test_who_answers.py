"""Who answers, in words that come close to others: names that end like verbs, headings that end like names."""

from __future__ import annotations

import pytest

from policyplan import Plan, read, read_text

TITLE = "青河县2025年工作要点\n青政办发〔2025〕8号\n2025年1月18日\n"


def plan_of(text: str) -> Plan:
    return read_text(TITLE + text).plan


def said(plan: Plan) -> list[str]:
    """The units of each measure with the first letter of their role, and its last day."""
    return [
        " ".join(
            [*(f"{each.unit.name}/{each.role.value[0]}" for each in m.assignments), str(m.due or "")]
        ).strip()
        for m in plan.measures
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "数字政府", "建设法治政府", "打造一流园区管委会", "加强党委", "建设智慧法院", "做强银行", "智慧医院", "打造服务型政府",
    ],
)  # fmt: skip
def test_a_heading_that_ends_like_the_name_of_a_body_is_about_something(heading: str) -> None:
    plan = plan_of(
        f"一、{heading}\n1.推进公开。\n2.优化平台。（责任单位：县数据局；完成时限：2025年6月底前）"
    )
    assert said(plan) == ["", "县数据局/r 2025-06-30"]


@pytest.mark.parametrize("heading", ["县教育局", "县人民政府", "开发区管委会", "县法院", "各乡镇政府"])
def test_a_heading_that_is_the_name_of_a_body_says_who_answers(heading: str) -> None:
    plan = plan_of(
        f"一、{heading}\n1.推进公开。\n2.优化平台。（责任单位：县数据局；完成时限：2025年6月底前）"
    )
    assert said(plan) == [f"{heading}/r", "县数据局/r 2025-06-30"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("牵头单位：县政协办；责任单位：县交通局", "县政协办/l 县交通局/r"),
        ("县委办、县政府办、县人大办、县政协办，9月", "县委办/r 县政府办/r 县人大办/r 县政协办/r 2025-09-30"),
        ("县教育局牵头，县政协协办", "县教育局/l 县政协/s"),
        ("牵头县教育局，配合县财政局，6月底", "县教育局/l 县财政局/s 2025-06-30"),
        ("责任单位县教育局，6月底", "县教育局/r 2025-06-30"),
        ("牵头单位县教育局；配合单位县财政局、县人社局", "县教育局/l 县财政局/s 县人社局/s"),
        ("责任单位：县城管局牵头、县公安局、各街道", "县城管局/l 县公安局/r 各街道/r"),
        ("由县城管局牵头、负责落实", "县城管局/l"),
        ("责任单位：县教育局、县公安局、县住建局三部门", "县教育局/r 县公安局/r 县住建局/r"),
        ("责任单位是县教育局", "县教育局/r"),
        ("配合单位：县商务局、“两新”组织", "县商务局/s “两新”组织/s"),
        ("县商务局、各经济组织配合", "县商务局/s 各经济组织/s"),
        ("县商务局、县文旅局组织", "县商务局/r 县文旅局/r"),
    ],
)
def test_roles_and_names_are_told_apart(clause: str, expected: str) -> None:
    assert said(plan_of(f"1.修建东桥，方便群众出行。（{clause}）\n2.修路。（县住建局负责）"))[0] == expected


def test_units_on_the_lines_below_a_label_belong_to_it() -> None:
    text = "1.甲。\n责任单位：县财政局\n县人社局\n完成时限：2025年6月\n2.乙。\n责任单位：县财政局\n完成时限：2025年7月"
    assert said(plan_of(text)) == ["县财政局/r 县人社局/r 2025-06-30", "县财政局/r 2025-07-31"]


def test_a_heading_below_a_label_line_is_a_heading() -> None:
    text = "1.甲。\n责任单位：县财政局\n二、加强保障\n2.乙。\n责任单位：县财政局"
    plan = plan_of(text)
    assert said(plan) == ["县财政局/r", "县财政局/r"]


def test_a_last_day_below_its_label_does_not_date_the_document() -> None:
    plan = plan_of("1.修桥。\n责任单位：县教育局\n完成时间：\n2025年8月15日")
    assert (said(plan), str(plan.document.dated)) == (["县教育局/r 2025-08-15"], "2025-01-18")


def test_a_duty_that_says_what_is_done_by_then_keeps_its_text() -> None:
    plan = plan_of("1.由县教育局牵头，会同县财政局，于2025年9月底前制定管理办法。\n2.修路。（县住建局负责）")
    assert said(plan)[0] == "县教育局/l 县财政局/s 2025-09-30"
    assert "制定管理办法" in plan.measures[0].text


def test_a_bracket_keeps_its_own_units_before_what_it_says_of_all_below() -> None:
    first = "1.修桥。（责任单位：县教育局，以下均需各乡镇政府落实，不再列出）\n2.修路。（责任单位：县财政局）"
    assert said(plan_of(first)) == ["县教育局/r 各乡镇政府/r", "县财政局/r 各乡镇政府/r"]


def test_a_last_day_is_not_that_of_those_below_without_one() -> None:
    clause = "责任单位：县教育局；完成时限：2025年6月底前，以下未注明时限的均为2025年底前"
    assert (
        said(plan_of(f"1.修桥。（{clause}）\n2.修路。（责任单位：县财政局）"))[0] == "县教育局/r 2025-06-30"
    )


@pytest.mark.parametrize("words", ["七八月份", "列入民生实事"])
def test_units_without_a_role_stay_beside_words_that_are_not_understood(words: str) -> None:
    reading = read_text(
        f"{TITLE}1.修桥，方便出行。（县林业局，{words}）\n2.修路。（县财政局，2025年6月底前）"
    )
    assert said(reading.plan) == ["县林业局/r", "县财政局/r 2025-06-30"]
    assert "unread-deadline" in [finding.code for finding in reading.findings]


def test_each_sentence_part_that_says_by_whom_counts() -> None:
    plan = plan_of("1.建好河长工作机制，由县水利局牵头，由县财政局配合。\n2.修路。（县住建局负责）")
    assert said(plan) == ["县水利局/l 县财政局/s", "县住建局/r"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县教育局负责，县财政局配合，7月15日前完成。", "县教育局/r 县财政局/s 2025-07-15"),
        ("县教育局牵头，县财政局配合，6月底前完成。", "县教育局/l 县财政局/s 2025-06-30"),
        ("该项工作由县教育局牵头负责，县财政局配合，6月底前完成。", "县教育局/l 县财政局/s 2025-06-30"),
        ("责任分工为县教育局牵头，县财政局配合，6月底前完成。", "县教育局/l 县财政局/s 2025-06-30"),
        ("县教育局牵头，县财政局支持，6月底前完成。", "县教育局/l 县财政局/s 2025-06-30"),
    ],
)
def test_a_sentence_that_says_who_and_then_by_when_is_read_as_on_a_line_of_its_own(
    sentence: str, expected: str
) -> None:
    assert said(plan_of(f"1.建设校园食堂。{sentence}")) == [expected]
    assert said(plan_of(f"1.建设校园食堂。\n{sentence}")) == [expected]
    assert said(plan_of(f"1.建设校园食堂，{sentence}")) == [expected]


def test_what_is_to_be_done_stands_in_front_of_who_and_by_when() -> None:
    plan = plan_of("（一）关于“推广新技术”的问题，由县农业农村局负责，县财政局配合，6月底前完成试点评估。")
    assert said(plan) == ["县农业农村局/r 县财政局/s 2025-06-30"]


@pytest.mark.parametrize("ending", ["", "，6月底前完成", "，6月底前完成主体工程"])
def test_what_a_sentence_is_about_stays_its_text(ending: str) -> None:
    plan = plan_of(
        f"1.食堂建设由县教育局牵头，县财政局配合{ending}。\n2.绿化由县林业局牵头，6月底前完成。并补种。"
    )
    day = " 2025-06-30" if ending else ""
    assert said(plan) == [f"县教育局/l 县财政局/s{day}", "县林业局/l 2025-06-30"]
    assert [measure.text[:4] for measure in plan.measures] == ["食堂建设", "绿化由县"]


@pytest.mark.parametrize(
    "item",
    [
        "执行单位：县教育局　完成时间：6月底　内容：改善校舍。",
        "责任单位：县教育局；完成时限：6月底；任务：改善校舍。",
        "责任单位：县教育局，完成时限：6月底，工作内容：改善校舍。",
        "完成时限：6月底；工作任务：改善校舍；责任单位：县教育局。",
    ],
)
def test_fields_in_front_of_what_is_to_be_done_belong_to_it(item: str) -> None:
    plan = plan_of(f"一、重点工作\n1.{item}\n2.修路。\n")
    assert [entry.task.number for entry in plan.entries()] == ["1", "2"]
    assert said(plan) == ["县教育局/r 2025-06-30", ""]
    assert "改善校舍" in plan.measures[0].text


def test_numbered_fields_below_an_item_belong_to_it_though_one_tells_what_is_to_be_done() -> None:
    plan = plan_of("（一）改善校舍。\n1.责任单位：县教育局\n2.工作内容：新建操场。\n3.完成时限：6月底\n")
    assert said(plan) == ["县教育局/r 2025-06-30"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "优化供给，具体由县发改局会同县供电公司组织实施，6月30日前完成首轮宣讲。",
            "县发改局/r 县供电公司/s 2025-06-30",
        ),
        (
            "开展检查。县司法局负责统筹协调，各执法部门分别组织实施，县纪委监委加强监督，11月底前形成报告。",
            "县司法局/r 各执法部门/r 县纪委监委/o 2025-11-30",
        ),
        ("修建公园，由县林业局会同县住建局实施，6月底前完成。", "县林业局/r 县住建局/s 2025-06-30"),
        (
            "完善机制。县司法局统筹协调，县公安局具体实施，县检察院加强监督。",
            "县司法局/r 县公安局/r 县检察院/o",
        ),
        ("建设平台。县数据局总牵头，县财政局保障经费，各部门按职责落实。", "县数据局/l 县财政局/r 各部门/r"),
        ("由县公安局会同县交通局设置检查点2处，6月底前完成。", "县公安局/r 县交通局/s 2025-06-30"),
        ("开展培训，加强监督指导，县财政局负责资金保障。", "县财政局/r"),
    ],
)
def test_who_carries_out_and_who_watches_is_read_with_who_is_in_charge(words: str, expected: str) -> None:
    assert said(plan_of(f"1.{words}\n2.修路。（县交通局）")) == [expected, "县交通局/r"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("责任分工：县教育局牵头，县财政局协办，长期坚持。", "县教育局/l 县财政局/s"),
        ("县教育局牵头，县财政局配合，完成时限为6月底前。", "县教育局/l 县财政局/s 2025-06-30"),
        ("县教育局牵头，县财政局配合。完成时限：6月底前。", "县教育局/l 县财政局/s 2025-06-30"),
        ("县教育局总牵头，县财政局、县人社局分别负责。", "县教育局/l 县财政局/r 县人社局/r"),
        ("由县教育局负总责，县财政局协助。", "县教育局/r 县财政局/s"),
        ("以县教育局为主，县财政局配合。", "县教育局/l 县财政局/s"),
        ("各乡镇政府为责任主体，县教育局负责指导。", "各乡镇政府/r 县教育局/o"),
        ("各乡镇落实，县教育局负责监督。", "各乡镇/r 县教育局/o"),
        ("县政府办公室牵头，县财政局配合，6月底前完成改造任务。", "县政府办公室/l 县财政局/s 2025-06-30"),
    ],
)
def test_a_last_sentence_says_who_answers_in_many_ways(sentence: str, expected: str) -> None:
    plan = plan_of(f"1.改造管网，完善设施。{sentence}\n2.修路。\n")
    assert said(plan) == [expected, ""]


@pytest.mark.parametrize(
    "sentence",
    ["争取省教育厅支持。", "接受县人大、县政协监督。", "强化部门配合；年底前完成。", "完善制度，加强指导。"],
)
def test_a_last_sentence_about_what_is_done_with_a_body_gives_it_no_duty(sentence: str) -> None:
    plan = plan_of(f"1.改造管网，完善设施。{sentence}\n2.修路。\n")
    assert [measure.assignments for measure in plan.measures] == [(), ()]


def test_duties_and_a_day_on_one_line_may_be_parted_by_semicolons() -> None:
    plan = plan_of("1.改造管网。\n县教育局牵头；县财政局配合；6月底前完成。\n2.修路。\n")
    assert said(plan) == ["县教育局/l 县财政局/s 2025-06-30", ""]


def test_a_sign_in_front_of_a_number_leaves_it_the_number_of_an_item() -> None:
    plan = plan_of("一、产业\n☆1.修东桥。（县交通局）\n★2.疏浚西河。（县水利局）\n3.植树。（县林业局）")
    assert [task.number for task in plan.tasks] == ["1", "2", "3"]
    assert said(plan) == ["县交通局/r", "县水利局/r", "县林业局/r"]
    noted = plan_of(
        "1.修东桥。（★县交通局、县财政局）\n2.疏浚西河。（★县水利局、县财政局）\n注：标★的为牵头单位"
    )
    assert said(noted) == ["县交通局/l 县财政局/r", "县水利局/l 县财政局/r"]


def test_the_end_of_the_year_behind_a_noun_is_a_step() -> None:
    plan = plan_of(
        "1.办好食堂12处，其中城区5处10月底前建成，农村7处年底前建成。（县民政局）\n2.去年底前建成的要验收。（县民政局）"
    )
    assert said(plan) == ["县民政局/r 2025-12-31", "县民政局/r"]


def test_a_phase_and_its_months_hold_for_what_stands_behind_them() -> None:
    plan = plan_of(
        "（一）摸清底数（2025年4月至5月）。各镇要排查隐患。\n"
        "（二）集中整治（2025年6月至10月）。县水利局负责水库安全，县教育局负责校园安全，分别制定标准。\n"
        "（三）巩固提升（11月—12月）。总结经验。（县应急局）\n"
        "（四）开展统计（2021—2035年）。汇总数据。"
    )
    assert said(plan) == [
        "2025-05-31", "县水利局/r 2025-10-31", "县教育局/r 2025-10-31", "县应急局/r 2025-12-31", "",
    ]  # fmt: skip
    assert [task.heading for task in plan.tasks][:3] == ["摸清底数", "集中整治", "巩固提升"]


def test_a_ministry_that_does_something_answers_for_it() -> None:
    plan = plan_of(
        "1.应急管理部负责工贸行业，住房城乡建设部负责管网安全。\n2.内部负责人加强管理，干部负责包保。（县应急局）"
    )
    assert said(plan) == ["应急管理部/r", "住房城乡建设部/r", "县应急局/r"]


def test_a_bureau_that_leads_heads_a_column() -> None:
    table = "| 編號 | 措施 | 牽頭局 | 協辦部門 | 目標完成時間 |\n|---|---|---|---|---|\n| 1 | 擴大試點 | 醫務衞生局 | 衞生署 | 2025年12月或之前 |\n"
    (measure,) = read(table.encode(), format="md").plan.measures
    assert [(each.unit.name, each.role.value) for each in measure.assignments] == [
        ("醫務衞生局", "lead"),
        ("衞生署", "supporting"),
    ]
    assert str(measure.due) == "2025-12-31"


@pytest.mark.parametrize(
    "aside",
    [
        "办公室设在县水利局，联系电话：8776",
        "下设办公室在县应急局",
        "设在县住建局，牵头单位：略",
    ],
)
def test_a_bracket_that_tells_where_an_office_is_states_no_duty(aside: str) -> None:
    plan = plan_of(f"1.成立领导小组（{aside}），统筹推进。（责任单位：县财政局）\n2.修路。（县住建局负责）")
    assert said(plan)[0] == "县财政局/r"
    assert plan.measures[0].text == f"成立领导小组（{aside}），统筹推进。"
