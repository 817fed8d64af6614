"""The strategies and printers for tests: what they make, and that they notice a reader's mistakes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policyplan as pp
from policyplan import Role
from policyplan.testing import (
    FACTS,
    LAYOUTS,
    Layout,
    WrittenDeadline,
    WrittenMeasure,
    WrittenPlan,
    WrittenSection,
    WrittenTask,
    WrittenTier,
    WrittenUnit,
    check_reader,
    differences,
    plans,
    read_back,
    written_plans,
)
from policyplan.testing.layouts.numbering import chinese
from policyplan.testing.reference import layouts_page, sample_plan

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "layouts.md"

WATER = WrittenUnit("省水利厅", "省", "水利厅")
SCHOOLS = WrittenUnit("省教育厅", "省", "教育厅")
PARTY = WrittenUnit("省委宣传部", "省")
COMPANY = WrittenUnit("云岭水务集团有限公司")


def few(strategy: st.SearchStrategy[WrittenPlan], count: int = 100) -> list[WrittenPlan]:
    """Some plans of a strategy, the same every time."""
    made: list[WrittenPlan] = []

    @settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(plan: WrittenPlan) -> None:
        made.append(plan)

    collect()
    return made


MANY = few(written_plans())


def test_a_list_leaves_out_heads_only_behind_a_unit_of_the_same_head():
    assert WrittenTier([WATER, SCHOOLS, PARTY]).printed() == ("省水利厅", "教育厅", "省委宣传部")
    assert WrittenTier([PARTY, WATER]).printed() == ("省委宣传部", "水利厅")
    assert WrittenTier([WATER, COMPANY, SCHOOLS]).printed() == (
        "省水利厅",
        "云岭水务集团有限公司",
        "省教育厅",
    )
    assert WrittenTier([WATER, SCHOOLS], elided=False).printed() == ("省水利厅", "省教育厅")


def test_sections_of_written_plans_are_one_to_three_deep():
    depths = {len(path) for plan in MANY for path, _ in plan.walk()}
    assert depths == {1, 2, 3}


def test_written_plans_hold_every_role_every_kind_of_deadline_and_what_makes_reading_hard():
    measures = [measure for plan in MANY for _, task in plan.walk() for measure in task.measures]
    tiers = [tier for measure in measures for tier in measure.tiers]
    assert {tier.role for tier in tiers} == set(Role)
    kinds = Counter(measure.deadline.kind if measure.deadline else None for measure in measures)
    assert set(kinds) == {"by", "ongoing", "recurring", "conditional", None}
    assert any(tier.open_end for tier in tiers)
    assert any(tier.shared_by_remit for tier in tiers)
    assert any(unit.is_group for tier in tiers for unit in tier.units)
    assert any(
        unit.name not in printed
        for tier in tiers
        for unit, printed in zip(tier.units, tier.printed(), strict=True)
    )
    assert any(len(measure.sides) > 1 for measure in measures)
    assert any(measure.steps for measure in measures)
    assert any(len(task.measures) > 1 for plan in MANY for _, task in plan.walk())


def test_every_measure_but_a_tasks_last_has_a_clause():
    for plan in MANY:
        for _, task in plan.walk():
            assert all(measure.has_clause for measure in task.measures[:-1])


def test_no_unit_is_named_twice_in_a_measure():
    for plan in MANY:
        for _, task in plan.walk():
            for measure in task.measures:
                names = [unit.name for tier in measure.tiers for unit in tier.units]
                assert len(names) == len(set(names))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_layout_prints_the_same_bytes_each_time_but_for_zipped_files(layout: Layout):
    plan = MANY[-1]
    assert layout.show(plan) == layout.show(plan)
    if layout.format not in ("docx", "excel"):
        assert layout.print(plan) == layout.print(plan)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_layout_tells_which_facts_it_cannot_carry(layout: Layout):
    assert layout.cannot <= set(FACTS)
    assert layout.about
    assert layout.printer.__doc__
    assert all(layout.limits)


def one_task() -> WrittenPlan:
    """A plan with one task: 省水利厅 leads, 省教育厅 supports."""
    sides = ((WrittenTier([WATER], Role.LEAD, "牵头"), WrittenTier([SCHOOLS], Role.SUPPORTING, "配合")),)
    deadline = WrittenDeadline("2024年6月底前", "by", date(2024, 6, 30), "2024年6月底前", "June 30, 2024")
    measure = WrittenMeasure("编制并公布细则。", sides, deadline)
    return WrittenPlan(
        title="云岭省2024年水利工作要点",
        number="云政办发〔2024〕7号",
        issuer="云岭省人民政府办公厅",
        dated=date(2024, 2, 1),
        addressees=("各市（州）人民政府", "省政府各部门"),
        years=(2024, 2024),
        preamble="为做好全年工作，制定本方案。",
        sections=[WrittenSection(1, "完善机制", [WrittenTask(1, "推进节水改造", [measure])])],
    )


def test_a_bracket_prints_labels_sides_and_deadline():
    assert LAYOUTS["labelled-bracket"].show(one_task()).splitlines()[4:] == [
        "一、完善机制",
        "（一）推进节水改造。编制并公布细则。（责任单位：省水利厅牵头，省教育厅配合。完成时限：2024年6月底前）",
    ]


def test_label_lines_print_a_line_for_each_role():
    assert LAYOUTS["label-lines"].show(one_task()).splitlines()[5:] == [
        "（一）推进节水改造",
        "编制并公布细则。",
        "牵头单位：省水利厅",
        "配合单位：省教育厅",
        "完成时间：2024年6月底前",
    ]


def reader(payload: bytes, form: str) -> pp.Plan:
    return pp.read(payload, format=form).plan


def test_nothing_differs_where_a_plan_is_read_as_it_was_written():
    assert read_back(reader, LAYOUTS["labelled-bracket"], one_task()) == ()


def test_each_difference_names_the_task_the_fact_and_both_values():
    layout = LAYOUTS["labelled-bracket"]
    found = reader(layout.print(one_task()), "text")
    later = WrittenDeadline("2024年6月底前", "by", date(2024, 7, 31))
    written = layout.narrow(one_task())
    section, task = written.sections[0], written.sections[0].items[0]
    changed = evolve(task, measures=[evolve(task.measures[0], deadline=later)])
    other = evolve(written, sections=[evolve(section, items=[changed])])
    assert differences(other, found, ["deadlines", "units"]) == (
        "task 一 推进节水改造: deadlines\n  expected ('by', '2024-07-31')\n  found    ('by', '2024-06-30')",
    )


def forgets_deadlines(payload: bytes, form: str) -> pp.Plan:
    plan = reader(payload, form)

    def without(item):
        if isinstance(item, pp.Section):
            return evolve(item, items=[without(inner) for inner in item.items])
        return evolve(item, measures=[evolve(measure, deadline=None) for measure in item.measures])

    return evolve(plan, sections=[without(section) for section in plan.sections])


def test_a_reader_that_forgets_deadlines_is_caught_and_shown_the_document():
    with pytest.raises(AssertionError) as caught:
        check_reader(forgets_deadlines, [LAYOUTS["labelled-bracket"]], examples=20)
    told = str(caught.value)
    assert told.startswith("layout labelled-bracket")
    assert ": deadlines\n  expected" in told
    assert "完成时限：" in told


def test_what_a_reader_does_not_claim_is_not_held_against_it():
    layout = LAYOUTS["labelled-bracket"]
    check_reader(forgets_deadlines, [layout], examples=5, ignoring={"deadlines", "deadline_words"})


def test_a_reader_that_misses_a_measure_is_told_which_were_expected():
    nothing = pp.Plan(title="云岭省2024年水利工作要点")
    (told,) = differences(LAYOUTS["label-lines"].narrow(one_task()), nothing, ["units"])
    assert told.splitlines()[0] == "the plan: measures"
    assert "编制并公布细则。" in told


def test_counts_are_spelled_in_chinese():
    assert [chinese(count) for count in (1, 10, 11, 20, 32)] == ["一", "十", "十一", "二十", "三十二"]


def test_the_page_of_layouts_is_what_the_printers_make(golden):
    golden(PAGE, layouts_page())


def test_the_sample_on_the_page_is_read_back_in_every_layout():
    for layout in LAYOUTS.values():
        assert read_back(reader, layout, sample_plan()) == (), layout.name


def test_every_layout_is_on_the_page():
    headings = re.findall(r"^### ([a-z-]+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == list(LAYOUTS)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_can_be_compared_with_a_written_one(plan):
    assert differences(one_task(), plan)


def test_the_latest_step_is_the_deadline_also_where_an_earlier_one_stands_behind_it():
    plan = one_task()
    steps = [WrittenDeadline(f"2024年{month}月底前", "by", date(2024, month, 30)) for month in (6, 4)]
    text = "2024年6月底前建成东渠。2024年4月底前建成西渠。"
    task = plan.sections[0].items[0]
    measure = evolve(task.measures[0], text=text, deadline=None, steps=steps)
    section = evolve(plan.sections[0], items=[evolve(task, measures=[measure])])
    assert read_back(reader, LAYOUTS["labelled-bracket"], evolve(plan, sections=[section])) == ()
