"""Brackets and sentences that tell for each body what it does, and words behind them that are more than a time."""

from __future__ import annotations

import pytest

from policyplan import Measure, Reading, read_text

TITLE = "示例县2025年重点工作方案\n一、重点任务\n"


def reading_of(item: str) -> Reading:
    return read_text(f"{TITLE}1.{item}\n2.疏浚西河。（责任单位：县水利局）\n")


def said(measure: Measure) -> str:
    due = measure.deadline and measure.deadline.due
    who = [f"{each.unit.name}/{str(each.role)[0]}" for each in measure.assignments]
    return " ".join([*who, str(due or "-")])


def told(item: str) -> list[tuple[str, str]]:
    tasks = reading_of(item).plan.sections[0].tasks
    return [(measure.text, said(measure)) for measure in tasks[0].measures]


def codes(item: str) -> list[str]:
    return [finding.code for finding in reading_of(item).findings]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (
            "；改造学校5所（责任单位：县住建局）；6月底前完成。",
            [("新建学校3所", "县教育局/r -"), ("改造学校5所", "县住建局/r 2025-06-30")],
        ),
        (
            "，改造学校5所（县住建局牵头），6月底前完成。",
            [("新建学校3所", "县教育局/r -"), ("改造学校5所", "县住建局/l 2025-06-30")],
        ),
        (
            "。改造学校5所，6月底前完成。",
            [("新建学校3所", "县教育局/r -"), ("改造学校5所，6月底前完成。", "2025-06-30")],
        ),
        (
            "；6月底前完成改造学校5所。",
            [("新建学校3所", "县教育局/r -"), ("6月底前完成改造学校5所。", "2025-06-30")],
        ),
        ("，确保6月底前全部完成。", [("新建学校3所", "县教育局/r 2025-06-30")]),
        ("。6月底前完成，并长期坚持。", [("新建学校3所", "县教育局/r 2025-06-30")]),
    ],
)
def test_words_behind_a_bracket_are_its_time_only_where_they_tell_nothing_else(
    rest: str, expected: list[tuple[str, str]]
) -> None:
    assert told(f"新建学校3所（责任单位：县教育局）{rest}") == expected


def test_a_second_bracket_with_a_time_behind_it_keeps_its_units() -> None:
    both = told("修建东桥（责任单位：县交通局）；改造学校（责任单位：县住建局）；年底前完成。")
    assert both == [("修建东桥", "县交通局/r -"), ("改造学校", "县住建局/r 2025-12-31")]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("（县教育局：统筹推进；县财政局：资金保障）", "县教育局/r 县财政局/r -"),
        (
            "（县公安局：牵头抓总；县城管局、县水利局：清理；各乡镇：配合）",
            "县公安局/l 县城管局/r 县水利局/r 各乡镇/s -",
        ),
        ("（统筹：县教育局；资金：县财政局、县审计局）", "县教育局/r 县财政局/r 县审计局/r -"),
        ("（城区：县公安局；农村：各乡镇）", "县公安局/r 各乡镇/r -"),
        ("（责任单位：县公安局（主）、县城管局（辅））", "县公安局/l 县城管局/s -"),
        ("（县公安局、县城管局各按职责负责）", "县公安局/r 县城管局/r -"),
        ("（牵头单位：县教育局；配合单位：县财政局）", "县教育局/l 县财政局/s -"),
    ],
)
def test_a_bracket_may_tell_for_each_what_it_does(bracket: str, expected: str) -> None:
    assert told(f"清理河道。{bracket}") == [("清理河道。", expected)]


def test_a_bracket_that_tells_for_each_its_day_gives_both_days() -> None:
    assert told("清理河道。（县公安局：6月底；县城管局：7月底）") == [
        ("清理河道。", "县公安局/r 县城管局/r 2025-07-31")
    ]
    assert "several-deadlines" in codes("清理河道。（县公安局：6月底；县城管局：7月底）")


@pytest.mark.parametrize(
    "bracket",
    ["（东片：城关镇河段；西片：白水镇河段）", "（县级：2处；乡级：5处）", "（第一组：张三；第二组：李四）"],
)
def test_a_bracket_that_tells_of_other_things_names_nobody(bracket: str) -> None:
    assert told(f"清理河道。{bracket}") == [(f"清理河道。{bracket}", "-")]


@pytest.mark.parametrize("items", ["第1-2项", "第3项", "第一、三项", "②项"])
def test_the_items_that_a_unit_answers_for_are_told_where_they_are_not_read(items: str) -> None:
    item = f"清理河道。（牵头单位：县公安局（{items}）、县城管局）"
    assert told(item) == [("清理河道。", "县公安局/l 县城管局/l -")]
    assert any(items in finding.message for finding in reading_of(item).findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "县教育局要牵头制定方案，县财政局要做好资金保障。",
        "第一处由县水利局负总责，县城管局具体抓。",
        "改好旧桥——县公安局、县城管局",
    ],
)
def test_who_answers_by_a_sentence_is_told_where_it_is_not_read(sentence: str) -> None:
    assert told(f"清理河道。{sentence}") == [(f"清理河道。{sentence}", "-")]
    assert "unread-duty" in codes(f"清理河道。{sentence}")


@pytest.mark.parametrize(
    "sentence",
    ["本办法由县水利局负责解释。", "各乡镇要切实负责。", "县长负责制全面落实。", "请县水利局报送总结。"],
)
def test_sentences_that_give_nobody_a_duty_are_not_told_of(sentence: str) -> None:
    assert "unread-duty" not in codes(f"清理河道。{sentence}")


FIRST = "示例县2025年方案\n一、任务（列第一位的为牵头单位，下同）\n"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("主责单位：县公安局、县城管局", "县公安局/l 县城管局/r -"),
        ("主责单位：县公安局、县城管局；配合单位：县水利局", "县公安局/l 县城管局/l 县水利局/s -"),
        ("县公安局、县城管局牵头", "县公安局/l 县城管局/l -"),
        ("牵头单位：县公安局、县城管局", "县公安局/l 县城管局/l -"),
    ],
)
def test_the_first_of_those_mainly_responsible_leads_where_the_plan_says_so(
    clause: str, expected: str
) -> None:
    plan = read_text(f"{FIRST}1.清理河道。（{clause}）\n").plan
    assert [said(entry.measure) for entry in plan.entries()] == [expected]
