"""Who leads by what a plan says once for all its tasks."""

from __future__ import annotations

import pytest

from policyplan import Plan
from policyplan.reading import read_text


def leads(plan: Plan) -> list[str]:
    """The units of every measure, with the first letter of their role; the basis behind where there is one."""
    return [
        " ".join(
            f"{each.unit.name}/{each.role.value[0]}" + "".join(f"({code})" for code in each.basis)
            for each in measure.assignments
        )
        for measure in plan.measures
    ]


def plan(note: str, clause: str, **terms: bool) -> Plan:
    return read_text(
        f"关于印发青河县2024年治水要点的通知\n各单位：\n现印发实施。{note}\n青河县人民政府\n2024年3月1日\n"
        f"青河县2024年治水要点\n1.疏浚西河。{clause}\n2.加固东堤。（县城管局牵头，县财政局配合）\n",
        **terms,
    ).plan


FIRST = "分工单位中列第一位的为牵头单位，下同。"
LED = "县城管局/l 县财政局/s"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（县水利局、县财政局负责，6月底前完成）", "县水利局/l(first-listed-leads) 县财政局/r"),
        ("（县水利局负责）", "县水利局/l(first-listed-leads)"),
        ("（县水利局、县财政局按职责分工负责）", "县水利局/l(first-listed-leads) 县财政局/r"),
        ("（县水利局会同县财政局）", "县水利局/l(first-listed-leads) 县财政局/s"),
        (
            "（责任单位：县水利局、县财政局；配合单位：各乡镇）",
            "县水利局/l(first-listed-leads) 县财政局/r 各乡镇/s",
        ),
        ("（县水利局、县财政局分别负责）", "县水利局/r 县财政局/r"),
        ("（配合单位：各乡镇）", "各乡镇/s"),
    ],
)
def test_the_first_listed_leads_in_every_kind_of_clause(clause: str, expected: str) -> None:
    assert leads(plan(FIRST, clause)) == [expected, LED]
    assert leads(plan("", clause, first_listed_leads=True)) == [expected, LED]
    assert "(first-listed-leads)" not in leads(plan("", clause))[0]


def test_who_is_told_what_to_do_leads_nobody() -> None:
    read = plan(FIRST, "县水利局负责设计，县财政局负责资金保障。")
    assert leads(read) == ["县水利局/r", "县财政局/r", LED]


@pytest.mark.parametrize(
    "note",
    [
        "各责任单位要抓紧办理，特别是牵头单位（无牵头单位的，责任单位即为牵头单位，下同）要制订方案。",
        "未明确牵头单位的，责任单位为牵头单位。",
        "没有明确牵头单位的任务，由责任单位作为牵头单位。",
        "牵头单位未明确的，责任单位视为牵头单位。",
    ],
)
def test_who_is_responsible_leads_where_the_plan_says_so_and_nobody_is_named_to(note: str) -> None:
    both = "县水利局/l(responsible-leads) 县财政局/l(responsible-leads) 各乡镇/s"
    assert leads(plan(note, "（责任单位：县水利局、县财政局；配合单位：各乡镇）")) == [both, LED]
    named = plan(note, "（牵头单位：县水利局；责任单位：县财政局）")
    assert leads(named) == ["县水利局/l 县财政局/r", LED]


@pytest.mark.parametrize(
    "note", ["只有一个责任单位的，该单位为牵头单位。", "责任单位仅有1个单位的，即为牵头单位。"]
)
def test_the_only_one_responsible_leads_where_the_plan_says_so(note: str) -> None:
    assert leads(plan(note, "（责任单位：县水利局）"))[0] == "县水利局/l(responsible-leads)"
    assert leads(plan(note, "（责任单位：县水利局、县财政局）"))[0] == "县水利局/r 县财政局/r"


def test_where_none_is_named_the_first_listed_may_lead_alone() -> None:
    note = "无牵头单位的，列第一位的责任单位为牵头单位。"
    read = plan(note, "（责任单位：县水利局、县财政局）")
    assert leads(read) == ["县水利局/l(first-listed-leads) 县财政局/r", LED]


@pytest.mark.parametrize(
    "note",
    [
        "牵头单位要会同责任单位制订方案。",
        "各责任单位要主动配合，县水利局为牵头单位的任务要抓紧。",
        "无牵头单位的，由县政府办公室另行明确。",
    ],
)
def test_a_plan_that_only_speaks_of_leads_makes_nobody_lead(note: str) -> None:
    assert leads(plan(note, "（责任单位：县水利局）")) == ["县水利局/r", LED]


def test_the_rule_may_stand_in_the_first_clause() -> None:
    clause = "（责任单位：县水利局、县财政局，无牵头单位的责任单位为牵头单位，下同）"
    assert leads(plan("", clause))[0] == "县水利局/l(responsible-leads) 县财政局/l(responsible-leads)"


def days(note: str, behind: bool) -> list[str]:
    """The deadlines of a plan that says this once, above its items or below them, with their basis."""
    items = "1.疏浚西河。（县水利局牵头）\n2.加固东堤。（县城管局牵头，2024年7月31日前）\n3.植树。"
    lines = f"{items}\n{note}" if behind else f"{note}\n{items}"
    made = read_text(f"青河县2024年治水要点\n2024年3月1日\n{lines}\n").plan
    return [
        f"{each.deadline.due or each.deadline.kind} {' '.join(each.deadline.basis)}".strip()
        if each.deadline
        else ""
        for each in made.measures
    ]


@pytest.mark.parametrize("behind", [True, False])
@pytest.mark.parametrize(
    "note",
    [
        "未明确时限的均于2024年11月30日前完成。",
        "各项任务未注明完成时限的，均于2024年11月30日前完成。",
        "未标注完成时间的任务，完成时限均为2024年11月30日。",
        "除已注明时限的外，其余任务均于2024年11月30日前完成。",
        "注：没有明确时间要求的，为2024年11月30日前。",
        "（以上任务未注明时限的，2024年11月30日前完成）",
    ],
)
def test_what_has_no_day_of_its_own_is_due_on_the_day_that_is_said_once_for_all(
    note: str, behind: bool
) -> None:
    assert days(note, behind) == ["2024-11-30 document-default", "2024-07-31", ""]


def test_a_day_for_all_may_stand_in_the_first_bracket_or_in_a_sentence_among_others() -> None:
    text = "青河县2024年治水要点\n1.疏浚西河。（县水利局牵头，以下未注明时限的均为2024年11月30日前）\n2.加固东堤。（县城管局牵头）\n"
    assert [str(each.due) for each in read_text(text).plan.measures] == ["2024-11-30"] * 2
    note = "各单位要高度重视。未明确时限的，长期坚持。"
    assert days(note, False)[0] == "ongoing document-default"


@pytest.mark.parametrize(
    "note",
    [
        "未明确时限的，要抓紧明确。",
        "未按时限完成的，2024年11月30日前予以通报。",
        "未完成任务的，2024年11月30日前整改到位。",
        "未明确牵头单位的，2024年11月30日前确定。",
    ],
)
def test_what_is_said_of_those_who_are_late_sets_no_day(note: str) -> None:
    assert days(note, False) == ["", "2024-07-31", ""]
