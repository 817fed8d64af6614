"""The Jilin plan: what the reader makes of the published text is what ships."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policyplan import Plan, Reading, Role, load_example
from policyplan.codec import dumps
from policyplan.reading import read

EXAMPLE = Path(__file__).parents[1] / "examples" / "jilin_2022"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(EXAMPLE / "source.txt")


@pytest.fixture(scope="module")
def plan(reading: Reading) -> Plan:
    return reading.plan


def test_the_shipped_plan_is_what_the_reader_makes_of_the_published_text(reading, golden):
    golden(EXAMPLE / "plan.json", dumps(reading))


def test_the_example_loads_as_the_same_plan(plan):
    assert load_example("jilin_2022") == plan


def test_the_plan_has_its_sections_tasks_measures_and_assignments(plan):
    assert [section.heading for section in plan.sections] == [
        "加快推进知识产权强省制度机制建设",
        "大力推动“六新产业”专利转化运用",
        "建立健全知识产权快速协同保护体系",
        "全力助推地理标志品牌富农兴农",
        "加快完善知识产权服务支撑体系",
    ]
    assert [task.number for task in plan.tasks] == [str(number) for number in range(1, 26)]
    assert [task.number for task in plan.tasks if len(task.measures) == 2] == ["5", "24"]
    assert len(plan.measures) == 27
    assert sum(len(measure.assignments) for measure in plan.measures) == 88


def test_24_measures_have_a_last_day_and_3_go_on(plan):
    kinds = Counter(measure.deadline.kind for measure in plan.measures)
    assert kinds == {"by": 24, "ongoing": 3}


def test_the_document_says_what_its_head_and_notice_say(plan):
    document = plan.document
    assert document.number == "吉政办发〔2022〕32号"
    assert document.printed_numbers == ("吉政办发(2022)32号", "吉政办发〔2022〕32号")
    assert document.index_number == "11220000013544357T/2022-03966"
    assert document.category == "科技、教育、知识产权;通知"
    assert document.issuers == ("吉林省人民政府办公厅", "国家知识产权局办公室")
    assert document.signatories == ("吉林省人民政府办公厅", "国家知识产权局办公室")
    assert (str(document.dated), str(document.published_on)) == ("2022-09-01", "2022-09-16")
    assert document.addressees[0] == "吉林省各市(州)人民政府"
    assert document.addressees[-1] == "局其他直属单位"
    assert len(document.addressees) == 10
    assert document.remark == "此件公开发布"
    assert document.enclosed_title.startswith("吉林省人民政府国家知识产权局共建新产业体系")
    assert (str(plan.period.start), str(plan.period.end)) == ("2022-01-01", "2023-12-31")
    assert plan.preamble.startswith("根据《吉林省人民政府国家知识产权局共建新产业体系")


def test_elided_parents_are_restored_and_the_printed_words_kept(plan):
    shares = plan.task("5").measures[0].assignments
    assert [(share.unit.name, share.printed) for share in shares[:2]] == [
        ("国家知识产权局办公室", "国家知识产权局办公室"),
        ("国家知识产权局保护司", "保护司"),
    ]
    assert shares[1].unit.parent.name == "国家知识产权局"
    assert shares[1].basis == ("elided-parent",)
    audit = plan.task("11").measures[0].assignments[-1]
    assert (audit.unit.name, audit.printed) == ("国家知识产权局专利局审查部", "专利局审查部")


def test_sides_roles_remit_and_open_lists_are_kept(plan):
    shares = plan.task("8").measures[0].assignments
    assert [share.group for share in shares] == [0, 0, 0, 0, 0, 1]
    assert [share.role for share in shares] == [Role.LEAD, *[Role.RESPONSIBLE] * 5]
    assert [share.shared_by_remit for share in shares] == [False, True, True, True, True, False]
    assert [share.open_ended for share in shares] == [False, True, True, True, True, False]


def test_sentences_that_a_page_break_cut_are_joined(plan):
    measure = plan.task("3").measures[0]
    assert "国家知识产权局运用促进司；省知识产权局牵头" in measure.clause
    share = measure.assignments[0]
    assert share.printed == "国家知识产权局运用促进司"
    assert plan.source[share.span] == "国家知识产权局运用促进\n\n司"


def test_a_deadline_before_the_plan_was_issued_is_found(reading):
    found = [finding for finding in reading.findings if finding.code == "due-before-issue"]
    assert [finding.message for finding in found] == [
        "task 13 is due on 2022-06-30, before the plan was issued on 2022-09-01"
    ]
    assert reading.plan.source[found[0].span] == "2022年6月底前"


def test_a_number_printed_in_two_forms_is_found(reading):
    assert [finding.code for finding in reading.findings].count("number-forms") == 1


def test_every_printed_character_is_held(reading):
    assert "unheld-text" not in {finding.code for finding in reading.findings}
