"""What is printed is read back: generated plans in every layout, and any text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policyplan as pp
from policyplan.coverage import uncovered
from policyplan.model import Measure
from policyplan.source import Source, Span
from policyplan.testing import LAYOUTS, Layout, WrittenPlan, check_reader, written_plans

#: Plans tried in each layout.
EXAMPLES = 45


def read(payload: bytes, form: str) -> pp.Plan:
    return pp.read(payload, format=form).plan


def test_at_least_two_thousand_plans_are_tried():
    assert EXAMPLES * len(LAYOUTS) >= 2000


#: Facts that are not yet read right in every plan of a layout, and why.
LEFT_OUT = {
    "cut-lines": {"texts"},  # where a page ends with a sentence, nothing tells whether a paragraph ends there
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_was_printed_is_read_back(name):
    left_out = LEFT_OUT.get(name, ())
    check_reader(read, [LAYOUTS[name]], examples=EXAMPLES, plans=written_plans(tasks=2), ignoring=left_out)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_visible_character_belongs_to_a_node_and_every_span_to_its_words(layout: Layout):
    @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(written_plans(tasks=2))
    def holds(written: WrittenPlan) -> None:
        plan = read(layout.print(written), layout.format)
        assert [plan.source[span] for span in uncovered(plan)] == []
        for place, words, source in printed_places(plan):
            assert same(source[place], words)

    holds()


def printed_places(plan: pp.Plan) -> Iterator[tuple[Span, str, Source]]:
    """The spans of a plan with the words they should lead to; those of parts lie inside their measure's, and so on."""
    for task in plan.tasks:
        for measure in task.measures:
            assert inside(measure.span, task.span)
            for span, words in places(measure):
                yield span, words, plan.source


def places(measure: Measure) -> Iterator[tuple[Span, str]]:
    for assignment in measure.assignments:
        if "document-default" not in assignment.basis:
            assert inside(assignment.span, measure.span)
        yield assignment.span, assignment.printed
    if measure.deadline is not None:
        assert inside(measure.deadline.span, measure.span)
        yield measure.deadline.span, measure.deadline.text
    for milestone in measure.milestones:
        assert inside(milestone.span, measure.span)
        assert inside(milestone.deadline.span, milestone.span)
        yield milestone.deadline.span, milestone.deadline.text


def inside(part: Span | None, whole: Span | None) -> bool:
    return part is not None and whole is not None and whole.start <= part.start <= part.end <= whole.end


def same(there: str, words: str) -> bool:
    """Whether these words stand there: exactly, or cut by a line end, and a page number behind it."""
    if "\n" not in there:
        return there == words
    return re.sub(r"\n(?:— \d+ —\n*)?", "", there) == re.sub(r"\s", "", words)


PIECES = (
    "一、", "（一）", "（二）", "1.", "1．", "①", "第一章 ", "1.1 ", "\n", "\n\n", "\f", "— 3 —\n", "\u3000\u3000", " ",
    "（", "）", "(", ")", "〔", "〕", "【", "】", "“", "”", "《", "》", "：", "；", "，", "。", "、", "！",
    "责任单位：", "牵头单位：", "完成时限：", "配合单位", "责任人：", "省水利厅", "教育局", "各县（市、区）人民政府", "国家知识产权局办公室、保护司",
    "牵头", "配合", "按职责分工负责", "会同", "由", "等", "无", "—", "2024年6月底前", "13月", "2月30日前", "持续推进", "每季度末", "１２", "3-5个",
    "关于印发工作方案的通知", "某政办发〔2024〕3号", "现印发给你们，请认真执行。", "2024年3月1日", "（此件公开发布）", "成文日期：", "附件1",
    "列第一位的为牵头单位，下同。", "以下均需各县（市、区）政府落实，不再列出。", "Lead: ", "Due: ", "Public Works", "| a | b |", "責任單位：", "\u200b",
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=24).map("".join))
def test_any_text_is_read_without_an_exception_and_without_a_loss(text):
    plan = pp.read_text(text).plan
    assert [plan.source[span] for span in uncovered(plan)] == []


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    written_plans(tasks=2).map(LAYOUTS["labelled-bracket"].show),
    st.sampled_from("（），。：；、“”\n年月"),
    st.integers(0, 5),
)
def test_a_text_that_lost_some_of_its_marks_is_read_without_a_loss(printed, mark, every):
    """Brackets that are never closed, labels without a colon, lines that run together: all of it stays in the plan."""
    pieces = printed.split(mark)
    torn = "".join(piece + (mark if at % (every + 1) else "") for at, piece in enumerate(pieces))
    plan = pp.read_text(torn).plan
    assert [plan.source[span] for span in uncovered(plan)] == []
