"""Checks: what is odd about a plan is found, what is in order is not, and every finding is explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policyplan
from policyplan import Finding, Plan, QueryError, find, read
from policyplan.checks import CODES, RULES, check
from policyplan.checks.reference import page
from policyplan.corrections import standing_findings
from policyplan.coverage import uncovered
from policyplan.reading import read_text
from policyplan.testing import LAYOUTS, Layout, WrittenPlan, plans, written_plans

HEAD = "临江市2024年工作要点\n临政办发〔2024〕7号\n2024年3月1日\n\n一、道路\n"
DUTY = "（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）"
REPOSITORY = Path(__file__).parents[1]
PACKAGE = Path(policyplan.__file__).parent


def found(text: str) -> list[Finding]:
    return list(check(read_text(HEAD + text).plan))


def codes(text: str) -> list[str]:
    return [finding.code for finding in found(text)]


def numbered(*numbers: str) -> str:
    return "".join(f"{number}修好桥{at}。{DUTY}\n" for at, number in enumerate(numbers))


def test_a_plan_in_order_has_no_findings() -> None:
    assert codes(f"1.修好东桥。{DUTY}\n") == []


def test_a_last_day_before_the_issue_is_found_where_it_stands() -> None:
    plan = read_text(HEAD + "1.修好东桥。（责任单位：市交通局。完成时限：2024年2月底前）\n").plan
    [finding] = check(plan)
    assert finding.code == "due-before-issue"
    assert finding.span is not None
    assert plan.source is not None
    assert plan.source[finding.span] == "2024年2月底前"


def test_a_last_day_on_the_day_of_issue_or_the_last_of_the_period_is_in_order() -> None:
    assert codes("1.修好东桥。（责任单位：市交通局。完成时限：2024年3月1日前）\n") == []
    assert codes("1.修好东桥。（责任单位：市交通局。完成时限：2024年底前）\n") == []
    assert codes("1.修好东桥。（责任单位：市交通局。完成时限：2025年1月1日前）\n") == ["due-outside-period"]


def test_several_units_without_a_lead_are_found() -> None:
    assert codes("1.修好东桥。（责任单位：市交通局、市财政局。完成时限：2024年6月底前）\n") == [
        "missing-lead"
    ]


def test_a_repeated_number_is_found() -> None:
    assert codes(numbered("1.", "2.")) == []
    assert codes(numbered("1.", "1.")) == ["repeated-number"]


def test_the_first_item_below_a_section_with_a_duty_of_its_own_repeats_no_number() -> None:
    items = "（一）修好东桥。（责任单位：市交通局）\n（二）修好西桥。（责任单位：市交通局）\n"
    text = HEAD.replace("一、道路", f"一、修桥（由市交通局牵头）\n统筹推进。\n{items}")
    assert [finding.code for finding in read_text(text).findings] == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("1.", "2.", "4."), ["number-gap"]),
        (("（一）", "（二）", "（三）"), []),
        (("（一）", "（三）"), ["number-gap"]),
        (("1.", "2.", "1.", "2."), ["repeated-number", "repeated-number"]),
        (("3.", "4.", "5."), []),
        (("2.", "1."), []),
        (("1.", "3.", "2."), ["number-out-of-order"]),
        (("1.", "3.", "2.", "4."), ["number-out-of-order"]),
        (("1.", "3.", "2.", "5."), ["number-gap", "number-out-of-order"]),
        (("9.", "10.", "11."), []),
        (("（九）", "（十）", "（十一）", "（十九）", "（二十）"), ["number-gap"]),
        (("1.1 ", "1.2 ", "2.1 ", "2.2 "), []),
    ],
)
def test_series_of_numbers(numbers: tuple[str, ...], expected: list[str]) -> None:
    assert codes(numbered(*numbers)) == expected


def test_numbers_may_go_on_or_begin_again_in_the_next_section() -> None:
    assert codes(numbered("1.", "2.") + "二、水\n" + numbered("3.", "4.")) == []
    assert codes(numbered("1.", "2.") + "二、水\n" + numbered("1.", "2.")) == []
    assert codes(numbered("1.", "2.") + "三、水\n" + numbered("3.")) == ["number-gap"]


def test_a_message_names_the_task_and_what_was_found() -> None:
    [gap] = found(numbered("1.", "4."))
    assert gap.message == "task 4 follows 1: a number is left out"
    [twice] = found("1.修桥。（牵头单位：市交通局、市交通局。完成时限：2024年6月底前）\n")
    assert twice.message == "task 1 names 市交通局 twice as lead"


def test_a_unit_that_leads_and_supports_is_found_at_its_second_name() -> None:
    text = "1.修桥。（牵头单位：市交通局；配合单位：市财政局、市交通局。完成时限：2024年6月底前）\n"
    [finding] = found(text)
    assert finding.code == "unit-in-two-roles"
    assert finding.span is not None
    assert finding.span.start == len(HEAD) + text.rindex("市交通局")


def test_a_few_unknown_units_are_told_only_where_the_registry_knows_the_others() -> None:
    local = "1.修桥。（牵头单位：东桥指挥部。完成时限：2024年6月底前）\n"
    assert codes(local) == []
    known = "2.修路。（牵头单位：市财政局；配合单位：市教育局、市公安局、市民政局、市水利局、市司法局。完成时限：2024年底前）\n"
    assert codes(local + known) == ["unknown-unit"]


def test_most_measures_without_a_deadline_is_the_way_of_a_plan() -> None:
    undated = "（责任单位：市交通局）\n"
    assert codes(f"1.修桥。{undated}2.修路。{undated}3.种树。{DUTY}\n") == []
    assert codes(f"1.修桥。{DUTY}\n2.修路。{undated}3.种树。{DUTY}\n") == ["duty-without-deadline"]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_says_what_it_reports(rule: object) -> None:
    assert re.match(r"Report .*[\u4e00-\u9fff]+.*\)\.$", rule.__doc__ or "")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_can_be_checked_and_rules_give_their_own_codes(plan: Plan) -> None:
    for code, rule in RULES.items():
        for finding in rule(plan):
            assert finding.code == code
            assert finding.message
            assert finding.span is None or plan.source is None or finding.span.end <= len(plan.source.text)


#: Pieces of which documents are made, whole and broken.
PIECES = (
    "一、道路\n", "（一）修桥\n", "1.修好东桥。", "第一章 总则\n", "临江市2024年工作要点\n", "各区人民政府：\n", "2024年3月1日\n",
    "（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）", "责任单位：市交通局\n", "牵头单位：", "— 3 —\n", "（", "）", "\n", "附件：1.清单\n",
    "| 序号 | 重点任务 | 牵头单位 |\n|---|---|---|\n| 1 | 修桥 | 市交通局 |\n", "发文字号：临政办发〔2024〕7号\n", "（联系人：张三）\n", "此件公开发布\n",
)  # fmt: skip
DOCUMENTS = st.text(max_size=80) | st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_every_printable_character_of_any_text_is_held_by_a_node(text: str) -> None:
    plan = read_text(text).plan
    assert plan.source is not None
    assert [plan.source[gap] for gap in uncovered(plan)] == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written_plans(), st.sampled_from([each for each in LAYOUTS.values() if each.format == "text"]))
def test_every_printable_character_of_a_printed_plan_is_held_by_a_node(
    plan: WrittenPlan, layout: Layout
) -> None:
    read_back = read(layout.print(plan), format=layout.format).plan
    assert read_back.source is not None
    assert [read_back.source[gap] for gap in uncovered(read_back)] == []


SHOWN = {code: each for code, each in CODES.items() if each.format is not None}


@pytest.mark.parametrize("code", SHOWN)
def test_every_example_gives_its_finding(code: str) -> None:
    example = SHOWN[code]
    reading = read(example.example.encode(), format=example.format)
    assert (code, example.severity) in [(each.code, each.severity) for each in standing_findings(reading)]


@pytest.mark.parametrize("code", [code for code in CODES if code not in SHOWN])
def test_a_finding_whose_example_is_no_text_is_shown_by_another_test(code: str) -> None:
    tests = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "tests").glob("test_*.py")]
    stem = "hidden-" if code.startswith("hidden-") else code
    assert any(f'"{stem}' in text for text in tests)


def test_a_document_embedded_in_a_word_file_is_told() -> None:
    from io import BytesIO

    from docx import Document
    from docx.oxml import OxmlElement

    document, written = Document(), BytesIO()
    document.add_paragraph("1.修好东桥。（责任单位：市交通局）")
    document.element.body.insert(0, OxmlElement("w:altChunk"))
    document.save(written)
    assert "embedded-document" in [each.code for each in read(written.getvalue(), format="docx").findings]


def test_a_bad_query_is_told_like_any_finding() -> None:
    with pytest.raises(QueryError) as raised:
        find(Plan(), "lead:(")
    assert "bad-query" in str(raised.value)


def given_codes() -> set[str]:
    """Every code that stands as the first argument of a `Finding(…)` anywhere in the package."""
    given: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if "testing" in path.parts or "ledger" in path.parts:
            continue  # what merging a ledger reports has a page of its own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                given |= literals(node.args[0] if node.args else node.keywords[0].value)
    return given


def literals(code: ast.expr) -> set[str]:
    if isinstance(code, ast.Constant):
        return {str(code.value)}
    if isinstance(code, ast.IfExp):
        return literals(code.body) | literals(code.orelse)
    assert ast.unparse(code) == "f'hidden-{what}s'", f"cannot tell the code in {ast.unparse(code)}"
    return {"hidden-rows", "hidden-columns"}


def test_every_code_that_is_given_anywhere_is_explained_and_no_other() -> None:
    assert given_codes() == set(CODES)
    assert set(RULES) <= set(CODES)


def test_the_reference_of_findings_is_the_one_that_is_written_from_the_codes() -> None:
    written = (REPOSITORY / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
    assert written == page(), "python -m policyplan.checks.reference > docs/reference/findings.md"


def test_deadlines_whose_words_leave_the_day_open_are_told() -> None:
    reading = read_text(
        "工作方案\n2024年1月5日\n一、任务\n1.修桥。（责任单位：市住建局。完成时限：03/04/2024）\n"
        "2.修路。（责任单位：市住建局。完成时限：13/04/2024）\n3.种树。（责任单位：市住建局。完成时限：2024年6月或9月）\n"
    )
    told = [(f.message.partition(":")[0], f.hint) for f in reading.findings if f.code == "undated-deadline"]
    assert told == [
        ("“03/04/2024” of task 1 has no day", "write the year first (2025-04-03), or the month in words"),
        ("“2024年6月或9月” of task 3 has no day", "write the one day that is meant"),
    ]


def test_deadlines_without_a_day_are_told_once_for_each_thing_that_is_not_known() -> None:
    reading = read_text(
        "工作方案\n一、任务\n1.修桥。（市住建局，60日内完成）\n2.修路。（市住建局，6月底前完成）\n3.种树。（市住建局，年底前完成）\n"
        "4.修渠。（市水利局，验收后完成）\n"
    )
    told = [(f.message.partition(":")[0], f.hint) for f in reading.findings if f.code == "undated-deadline"]
    assert told == [
        ("“60日内完成” of task 1 has no day", "say the day of issue (--issued, issued=)"),
        ("“6月底前完成” of task 2 has no day, and 1 more such deadlines have none",
         "say the day of issue (--issued, issued=) or the plan's years (--period, period=)"),
    ]  # fmt: skip
