"""Checks: what is odd about a plan is found, and what is in order is not."""

from __future__ import annotations

import pytest

from policyplan.checks import RULES, check
from policyplan.reading import read_text

HEAD = "临江市2024年工作要点\n临政办发〔2024〕7号\n2024年3月1日\n\n一、道路\n"


def codes(text: str) -> list[str]:
    return [finding.code for finding in check(read_text(HEAD + text).plan)]


def test_a_plan_in_order_has_no_findings() -> None:
    assert codes("1.修好东桥。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）\n") == []


def test_a_last_day_before_the_issue_is_found_where_it_stands() -> None:
    plan = read_text(HEAD + "1.修好东桥。（责任单位：市交通局。完成时限：2024年2月底前）\n").plan
    [finding] = check(plan)
    assert finding.code == "due-before-issue"
    assert finding.span is not None
    assert plan.source is not None
    assert plan.source[finding.span] == "2024年2月底前"


def test_several_units_without_a_lead_are_found() -> None:
    assert codes("1.修好东桥。（责任单位：市交通局、市财政局。完成时限：2024年6月底前）\n") == [
        "missing-lead"
    ]


def test_a_repeated_number_is_found() -> None:
    one = "1.修好东桥。（责任单位：市交通局牵头。完成时限：2024年6月底前）\n"
    assert codes(one + "2.养护公路。（责任单位：市交通局牵头。完成时限：2024年6月底前）\n") == []
    assert codes(one + one.replace("东桥", "西桥")) == ["repeated-number"]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_says_what_it_means_and_what_to_do(rule: object) -> None:
    first, _, rest = (rule.__doc__ or "").partition("\n\n")
    assert first.startswith("Report ")
    assert rest.strip()
