"""Sentences that say who answers for the item they end or are, with a time before or behind, and who helps."""

from __future__ import annotations

import pytest

from policyplan import Measure, read_text

TITLE = "青河县2025年工作要点\n青政办发〔2025〕8号\n2025年1月18日\n"


def measures_of(item: str) -> list[Measure]:
    """The measures of an item that stands between two others."""
    others = "{}.修建{}桥，方便群众出行。（责任单位：县交通局）\n"
    text = f"{others.format(1, '东')}2.{item}\n{others.format(3, '西')}"
    return list(read_text(TITLE + text).plan.measures[1:-1])


def said(measures: list[Measure]) -> list[str]:
    """The units of each measure with the first letter of their role, and its last day or kind of deadline."""
    return [
        " ".join(
            [
                *(f"{each.unit.name}/{each.role.value[0]}" for each in m.assignments),
                str(m.due or (m.deadline.kind if m.deadline else "-")),
            ]
        )
        for m in measures
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县教育局负责，县财政局配合，7月15日前完成。", "县教育局/r 县财政局/s 2025-07-15"),
        ("县教育局牵头，县财政局配合，6月底前办结。", "县教育局/l 县财政局/s 2025-06-30"),
        ("县教育局牵头，县财政局支持，确保年底前落实到位。", "县教育局/l 县财政局/s 2025-12-31"),
        ("县教育局负责，县财政局参与，长期坚持。", "县教育局/r 县财政局/s ongoing"),
        ("该项工作由县教育局牵头负责，县财政局配合，6月底前完成。", "县教育局/l 县财政局/s 2025-06-30"),
        ("6月底前由县教育局牵头完成，县财政局配合。", "县教育局/l 县财政局/s 2025-06-30"),
        ("县教育局6月底前牵头完成，县财政局配合。", "县教育局/l 县财政局/s 2025-06-30"),
        ("县教育局为责任单位，县财政局为配合单位，6月底前完成。", "县教育局/r 县财政局/s 2025-06-30"),
        ("县教育局为主，县财政局参与。", "县教育局/l 县财政局/s -"),
    ],
)
def test_the_last_sentence_of_an_item_says_who_and_by_when(sentence: str, expected: str) -> None:
    measures = measures_of("推进学校建设，改善条件。" + sentence)
    assert (said(measures), measures[0].text) == ([expected], "推进学校建设，改善条件。")


def test_each_of_several_such_sentences_ends_a_measure() -> None:
    item = "推进学校建设。县教育局负责，年底前完成。推进医院建设。县卫健局负责，县财政局配合，6月底前完成。"
    assert said(measures_of(item)) == ["县教育局/r 2025-12-31", "县卫健局/r 县财政局/s 2025-06-30"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("县水利局负责疏浚西河，各乡镇配合，6月底前完成。", "县水利局/r 各乡镇/s 2025-06-30"),
        ("县教育局牵头完成学校建设，县财政局配合。", "县教育局/l 县财政局/s -"),
        ("县教育局6月底前牵头完成学校建设。", "县教育局/l 2025-06-30"),
        ("6月底前由县教育局牵头完成学校建设，县财政局配合。", "县教育局/l 县财政局/s 2025-06-30"),
        ("由县教育局牵头，县财政局、县人社局配合，制定建设方案，6月底前印发。", "县教育局/l 县财政局/s 县人社局/s 2025-06-30"),
        ("县教育局会同县财政局牵头制定建设方案。", "县教育局/l 县财政局/s -"),
        ("县教育局牵头，会同县财政局等部门，6月底前制定建设方案。", "县教育局/l 县财政局/s 2025-06-30"),
    ],
)  # fmt: skip
def test_an_item_that_says_who_does_what_keeps_its_words(item: str, expected: str) -> None:
    measures = measures_of(item)
    assert (said(measures), measures[0].text) == ([expected], item)


@pytest.mark.parametrize(
    "item",
    [
        "加强政府投入，企业参与，6月底前完成。",
        "推进学校建设。各级各部门要高度重视，抓好落实，6月底前完成。",
        "坚持政府引导，企业为主，市场运作。",
    ],
)
def test_words_about_everybody_name_nobody(item: str) -> None:
    assert [measure.assignments for measure in measures_of(item)] == [()]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("机关纪委（驻局纪检监察组指导）", "机关纪委/r 驻局纪检监察组/o -"),
        ("责任单位：县教育局（县财政局配合）；完成时限：6月底前", "县教育局/r 县财政局/s 2025-06-30"),
        ("县教育局（县财政局、县审计局配合）、县公安局", "县教育局/r 县财政局/s 县审计局/s 县公安局/r -"),
        ("县市场监管局（县知识产权局）", "县市场监管局/r -"),
        ("县教育局（牵头）、县财政局", "县教育局/l 县财政局/r -"),
        ("县教育局6月底前、县财政局9月底前", "县教育局/r 县财政局/r 2025-09-30"),
    ],
)
def test_a_bracket_behind_a_name_may_say_who_helps_or_oversees(clause: str, expected: str) -> None:
    assert said(measures_of(f"推进学校建设，改善条件。（{clause}）")) == [expected]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("东川、西川、南川县市场监管局", "东川县市场监管局/r 西川县市场监管局/r 南川县市场监管局/r -"),
        ("责任单位：东川县、南川县人社局", "东川县人社局/r 南川县人社局/r -"),
        ("责任单位：东川、南川两县公安局", "东川县公安局/r 南川县公安局/r -"),
        ("责任单位：市公安局、东川、南川县公安局", "市公安局/r 东川县公安局/r 南川县公安局/r -"),
        ("责任单位：城关、东川派出所", "城关派出所/r 东川派出所/r -"),
        ("责任单位：一中、二中、南川县教育局", "一中/r 二中/r 南川县教育局/r -"),
        ("责任单位：移动、联通、南川县住建局", "移动/r 联通/r 南川县住建局/r -"),
        ("责任单位：市财政局、东川县、南川县住建局", "市财政局/r 东川县/r 南川县住建局/r -"),
        ("责任单位：业主、南川县住建局", "业主/r 南川县住建局/r -"),
        ("责任单位：各县、市、区市场监管局", "各县、市、区市场监管局/r -"),
    ],
)
def test_a_body_of_several_places_is_one_of_each(clause: str, expected: str) -> None:
    assert said(measures_of(f"推进学校建设，改善条件。（{clause}）")) == [expected]


def test_sentences_that_a_semicolon_parts_say_who_together() -> None:
    item = "修好学校；县教育局、县财政局分别负责；各乡镇结合实际落实。"
    assert said(measures_of(item)) == ["县教育局/r 县财政局/r 各乡镇/r -"]


def plan_of(text: str) -> tuple[list[str], list[str]]:
    """What is said of each measure of a text, and the codes of what is told."""
    reading = read_text(TITLE + text)
    return said(list(reading.plan.measures)), [finding.code for finding in reading.findings]


LIST = "一、学校\n1.修建东桥。\n2.疏浚西河。\n3.植树。"
THIRD = "{}\n二、医院\n1.建院。（责任单位：县卫健局；完成时限：6月底前）"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("\n（第1、2项牵头单位：县教育局；第3项牵头单位：县财政局）", ["县教育局/l -", "县教育局/l -", "县财政局/l -"]),
        ("（第1项由县教育局牵头，第2-3项由县财政局牵头）", ["县教育局/l -", "县财政局/l -", "县财政局/l -"]),
        ("（2-3项由县教育局牵头）", ["-", "县教育局/l -", "县教育局/l -"]),
        ("\n以上第1项由县教育局牵头，6月底前完成；第2、3项由县财政局牵头。", ["县教育局/l 2025-06-30", "县财政局/l -", "县财政局/l -"]),
        ("\n责任分工：第1至3项，县教育局；第2项，县财政局。", ["县教育局/r -", "县教育局/r 县财政局/r -", "县教育局/r -"]),
        ("（第①②③项由县教育局牵头）", ["县教育局/l -", "县教育局/l -", "县教育局/l -"]),
    ],
)  # fmt: skip
def test_a_clause_that_numbers_its_items_is_for_them(words: str, expected: list[str]) -> None:
    told, findings = plan_of(THIRD.format(LIST + words))
    assert told == [*expected, "县卫健局/r 2025-06-30"]
    assert "unheld-text" not in findings


@pytest.mark.parametrize(
    "words", ["（第1、5项牵头单位：县教育局；第3项牵头单位：县财政局）", "（第7项由县教育局牵头）"]
)
def test_numbers_of_items_that_are_not_there_name_nobody_and_are_told_of(words: str) -> None:
    told, findings = plan_of(THIRD.format(LIST + words))
    assert told == ["-", "-", "-", "县卫健局/r 2025-06-30"]
    assert "unread-duty" in findings


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("第一中学、第三人民医院负责", "第一中学/r 第三人民医院/r -"),
        ("3项由县教育局牵头", "县教育局/l -"),
        ("县教育局牵头，第一项目部配合", "县教育局/l 第一项目部/s -"),
    ],
)
def test_names_with_numbers_and_counts_number_no_items(clause: str, expected: str) -> None:
    assert said(measures_of(f"推进学校建设，改善条件。（{clause}）")) == [expected]


@pytest.mark.parametrize("words", ["省级", "全市", "智慧社区", "动员大会", "新建学校"])
def test_a_bracket_of_what_is_no_body_names_nobody(words: str) -> None:
    assert said(measures_of(f"推进学校建设，改善条件。（{words}）")) == ["-"]


@pytest.mark.parametrize(
    "clause", ["牵头单位：加强组织领导", "责任单位：县教育局、重点工作", "责任单位：见附件"]
)
def test_a_unit_that_looks_like_no_body_is_told_of(clause: str) -> None:
    assert "unknown-unit" in plan_of(f"1.推进学校建设，改善条件。（{clause}）")[1]


@pytest.mark.parametrize(
    "clause", ["公安、团委、妇联、各镇街", "责任单位：一中心、县妇联、财政", "責任單位：區總工會"]
)
def test_short_true_names_are_not_told_of(clause: str) -> None:
    told, findings = plan_of(f"1.推进学校建设，改善条件。（{clause}）")
    assert told != ["-"]
    assert "unknown-unit" not in findings


def test_a_bracket_that_begins_with_a_body_and_is_not_understood_is_told_of() -> None:
    assert plan_of("1.推进学校建设。（县教育局，加强组织领导）\n2.修路。（县住建局负责）")[1] == [
        "unread-duty"
    ]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("县教育局、县财政局双牵头，县人社局配合", "县教育局/l 县财政局/l 县人社局/s -"),
        ("各乡镇政府组织实施，县教育局加强指导", "各乡镇政府/r 县教育局/o -"),
        ("各乡镇政府负责，县教育局督导、县财政局监督", "各乡镇政府/r 县教育局/o 县财政局/o -"),
        ("牵头县教育局、配合县财政局", "县教育局/l 县财政局/s -"),
        ("责任单位：县教育局，协同单位县财政局", "县教育局/r 县财政局/s -"),
        ("时限：6月底前；县教育局牵头，县财政局配合", "县教育局/l 县财政局/s 2025-06-30"),
        ("责任单位及完成时限：县教育局，6月底前", "县教育局/r 2025-06-30"),
        ("县教育局牵头落实，各乡镇参照执行", "县教育局/l 各乡镇/r -"),
        ("以县教育局为主，县财政局配合", "县教育局/l 县财政局/s -"),
        ("行业主管部门：县教育局；属地责任：各乡镇", "县教育局/r 各乡镇/r -"),
        ("责任单位：县教育局（牵头单位），县财政局（配合单位）", "县教育局/l 县财政局/s -"),
        ("责任单位：县教育局（牵头负责，6月底前）、县财政局", "县教育局/l 县财政局/r 2025-06-30"),
        ("责任单位：县教育局（会同县财政局）", "县教育局/r 县财政局/s -"),
        ("责任单位：县教育局（督办单位：县政府督查室）、县财政局", "县教育局/r 县政府督查室/o 县财政局/r -"),
        ("责任单位：各乡镇（县教育局指导）", "各乡镇/r 县教育局/o -"),
        ("责任单位：各县（市、区）政府（县教育局指导）", "各县（市、区）政府/r 县教育局/o -"),
    ],
)
def test_everyday_words_give_each_its_role(clause: str, expected: str) -> None:
    assert said(measures_of(f"推进学校建设，改善条件。（{clause}）")) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("责任分工：县教育局牵头，县财政局配合。", "县教育局/l 县财政局/s -"),
        (
            "职责分工：县教育局负责建设；县财政局负责资金；各乡镇负责征地。",
            "县教育局/r 县财政局/r 各乡镇/r -",
        ),
        ("此项工作责任单位为县教育局。", "县教育局/r -"),
        ("责任单位和完成时限：县教育局，2025年6月底前。", "县教育局/r 2025-06-30"),
        ("县教育局为牵头单位，县财政局、县人社局为成员单位。", "县教育局/l 县财政局/r 县人社局/r -"),
        ("责成县教育局牵头办理。", "县教育局/l -"),
        ("县教育局主办，县财政局会办。", "县教育局/l 县财政局/s -"),
    ],
)
def test_everyday_sentences_and_lines_give_each_its_role(line: str, expected: str) -> None:
    for gap in ("", "\n"):
        assert said(measures_of(f"推进学校建设，改善条件。{gap}{line}")) == [expected]


def test_a_heading_of_who_does_what_is_no_clause() -> None:
    told, _ = plan_of("三、职责分工：\n县教育局：负责学校安全。\n县公安局：负责校园治安。")
    assert told == ["县教育局/r -", "县公安局/r -"]


def test_labels_in_brackets_of_their_own_stay_labels() -> None:
    clause = "【牵头单位】县教育局【配合单位】县财政局【完成时限】6月底前"
    assert said(measures_of("推进学校建设，改善条件。" + clause)) == ["县教育局/l 县财政局/s 2025-06-30"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "修建东桥（县水利局），拓宽河道（县住建局，11月底前）。",
            ["县水利局/r -", "县住建局/r 2025-11-30"],
        ),
        (
            "修建东桥（县水利局）、拓宽河道（县住建局、县财政局）、监测水质（县卫生健康局）。",
            ["县水利局/r -", "县住建局/r 县财政局/r -", "县卫生健康局/r -"],
        ),
        ("与主管部门（县水利局）、用户代表对接，疏浚西河（县住建局）。", ["县住建局/r -"]),
        ("在重点地段（东镇、西镇）、河口开展清理。（责任单位：县水利局）", ["县水利局/r -"]),
        ("修建东桥（县级项目），拓宽河道（县住建局，11月底前）。", ["县住建局/r 2025-11-30"]),
        ("与主管部门（县水利局）对接，拓宽河道（县住建局，11月底前）。", ["县住建局/r 2025-11-30"]),
    ],
)
def test_each_part_of_a_sentence_may_end_in_the_body_that_answers_for_it(
    item: str, expected: list[str]
) -> None:
    assert said(measures_of(item)) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("加固校舍。县教育局要会同县财政局抓好落实。", "县教育局/r 县财政局/s -"),
        ("加固校舍。县教育局应会同县财政局，6月底前抓好落实。", "县教育局/r 县财政局/s 2025-06-30"),
        ("加固校舍，县教育局须会同县财政局等部门落实。", "县教育局/r 县财政局/s -"),
    ],
)
def test_who_must_do_it_with_whom(item: str, expected: str) -> None:
    assert said(measures_of(item)) == [expected]


@pytest.mark.parametrize("bracket", ["（县教育局：统筹；县财政局）", "（县公安、教育、财政部门）"])
def test_a_last_bracket_that_names_bodies_in_another_way_is_told(bracket: str) -> None:
    reading = read_text(f"{TITLE}1.加固校舍。{bracket}\n2.修桥。（责任单位：县交通局）")
    assert "unread-duty" in [finding.code for finding in reading.findings]
