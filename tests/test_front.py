"""What stands before and behind the tasks: the notice, its signature, the day, the lines under a title."""

from __future__ import annotations

from datetime import date

import pytest

from policyplan import read_text
from policyplan.coverage import uncovered

NOTICE = "临江市人民政府办公室关于印发修桥工作方案的通知\n各乡镇人民政府：\n现将方案印发给你们，请执行。\n"
PLAN = "修桥工作方案\n1.修好东桥。\n2.修好西桥。\n"
OFFICE = ("临江市人民政府办公室",)
DAY = date(2024, 3, 1)


def signed(text: str) -> tuple[date | None, tuple[str, ...]]:
    document = read_text(text).plan.document
    assert document is not None
    return document.dated, document.signatories


def measures(text: str) -> list[str]:
    return [entry.measure.text for entry in read_text(text).plan.entries()]


@pytest.mark.parametrize(
    "signature",
    [
        "临江市人民政府办公室\n2024年3月1日\n",
        "临江市人民政府办公室 2024年3月1日\n",
        "临江市人民政府办公室\u3000二〇二四年三月一日\n",
        "临江市人民政府办公室 2024年3月1日印发\n",
    ],
)
def test_a_signature_and_its_day_stand_on_one_line_or_two_before_or_behind_the_plan(signature: str) -> None:
    assert signed(NOTICE + signature + PLAN) == (DAY, OFFICE)
    assert signed(PLAN + signature) == (DAY, OFFICE)
    assert measures(PLAN + signature) == ["修好东桥。", "修好西桥。"]
    assert read_text(NOTICE + signature + PLAN).plan.title == "修桥工作方案"


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_signature_of_a_day_that_does_not_exist_signs_and_is_told(gap: str) -> None:
    signature = f"临江市人民政府办公室{gap}2024年2月31日\n"
    for text in (NOTICE + signature + PLAN, PLAN + signature):
        reading = read_text(text)
        assert signed(text) == (None, OFFICE)
        assert (reading.plan.title, len(reading.plan.measures)) == ("修桥工作方案", 2)
        assert [finding.code for finding in reading.findings] == ["bad-issue-date"]
        span = reading.findings[0].span
        assert span is not None
        assert text[span.start : span.end] == "2024年2月31日"


def test_a_metadata_line_with_a_day_that_does_not_exist_is_told() -> None:
    facts = "索引号：临政-2024-3 发布日期：2024年3月5日\n成文日期：2024年2月30日\n"
    reading = read_text(facts + PLAN)
    assert (reading.plan.document.dated, reading.plan.document.published_on) == (None, date(2024, 3, 5))
    assert [finding.code for finding in reading.findings] == ["bad-issue-date"]
    span = reading.findings[0].span
    assert span is not None
    assert reading.plan.source[span] == "2024年2月30日"


@pytest.mark.parametrize(
    "signatures",
    [
        "临江市交通局\n临江市财政局\n2024年3月1日\n",
        "临江市交通局 临江市财政局\n2024年3月1日\n",
        "临江市交通局 2024年2月28日\n临江市财政局 2024年3月1日\n",
        "临江市交通局\n2024年2月28日\n临江市财政局\n2024年3月1日\n",
    ],
)
def test_several_bodies_sign_together_and_the_last_of_them_dates_the_document(signatures: str) -> None:
    for text in (NOTICE + signatures + PLAN, PLAN + signatures):
        assert signed(text) == (DAY, ("临江市交通局", "临江市财政局"))
        assert measures(text) == ["修好东桥。", "修好西桥。"]
        assert read_text(text).plan.title == "修桥工作方案"


@pytest.mark.parametrize(
    "under",
    ["临江市交通局\n2024年3月1日\n", "临江市交通局 2024年3月1日\n", "（临江市交通局 2024年3月1日）\n"],
)
def test_a_body_and_a_day_under_the_title_sign_the_document(under: str) -> None:
    plan = read_text(PLAN.replace("\n", f"\n{under}", 1)).plan
    assert plan.document is not None
    assert (plan.title, plan.document.dated, plan.document.issuers) == (
        "修桥工作方案",
        DAY,
        ("临江市交通局",),
    )
    assert len(plan.measures) == 2
    assert all(not section.heading for section in plan.sections)


def test_a_remark_behind_the_signature_is_kept() -> None:
    document = read_text(
        NOTICE + "临江市人民政府办公室 2024年3月1日\n（此件公开发布）\n" + PLAN
    ).plan.document
    assert document is not None
    assert (document.remark, document.dated) == ("此件公开发布", DAY)


@pytest.mark.parametrize(
    ("under", "day"),
    [
        ("（2024年3月1日）", DAY),
        ("2024年3月1日", DAY),
        ("（2024年2月31日）", None),
        ("Issued March 1, 2024", DAY),
        ("Issued February 30, 2024", None),
    ],
)
def test_the_day_under_a_title_is_the_documents(under: str, day: date | None) -> None:
    document = read_text(PLAN.replace("\n", f"\n{under}\n", 1)).plan.document
    assert document is not None
    assert document.dated == day


def test_the_day_behind_the_number_of_a_document_is_its_day() -> None:
    document = read_text("临政办发〔2024〕3号 2024年3月1日\n" + PLAN).plan.document
    assert document is not None
    assert (document.number, document.dated) == ("临政办发〔2024〕3号", DAY)


def test_the_day_behind_an_issuer_is_the_documents() -> None:
    plan = read_text(
        "修桥工作方案\n发布单位：临江市交通局\u3000\u30002024年3月1日\n1.修好东桥。（9月底前完成）\n"
    ).plan
    assert plan.document is not None
    assert (plan.document.dated, plan.document.issuers) == (DAY, ("临江市交通局",))


ABOVE = "网站首页 | 政务公开 | 互动交流\n当前位置：首页 > 政务公开 > 通知公告\n"
BELOW = (
    "相关链接\n一图读懂修桥方案\n县交通局牵头推进农村公路建设6月底前完成\n"
    "主办单位：临江市交通局 承办单位：市信息中心 备案号：某ICP备00000000号\n"
)


def test_what_a_site_prints_above_and_below_its_page_is_no_part_of_the_plan() -> None:
    plan = read_text(ABOVE + NOTICE + "2024年3月1日\n" + PLAN + BELOW).plan
    assert (plan.title, plan.document.title) == (
        "修桥工作方案",
        "临江市人民政府办公室关于印发修桥工作方案的通知",
    )
    assert [entry.measure.text for entry in plan.entries()] == ["修好东桥。", "修好西桥。"]
    assert plan.units() == ()
    assert list(plan.notes) == [*ABOVE.splitlines(), *BELOW.splitlines()]


def test_a_list_of_related_annexes_sets_no_task() -> None:
    assert measures(PLAN + "相关附件：\n1.任务分解表.docx\n") == ["修好东桥。", "修好西桥。"]


@pytest.mark.parametrize(
    "provision",
    [
        "本方案自印发之日起施行，有效期两年。",
        "本方案由市交通局负责解释。",
        "自发布之日起施行。",
    ],
)
def test_what_a_document_says_of_itself_behind_its_tasks_is_a_note(provision: str) -> None:
    plan = read_text(PLAN + provision + "\n").plan
    assert [entry.measure.text for entry in plan.entries()] == ["修好东桥。", "修好西桥。"]
    assert plan.notes == (provision,)


def test_a_task_that_speaks_of_the_plan_is_none_of_its_provisions() -> None:
    assert measures(PLAN + "3.本市由交通局组建专班。\n4.本方案由市交通局统筹推进。\n")[2:] == [
        "本市由交通局组建专班。",
        "本方案由市交通局统筹推进。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "中華民國114年3月1日",
        "中華民國一百一十四年三月一日",
        "民國114年3月1日",
        "發文日期：中華民國114年3月1日",
    ],
)
def test_a_day_of_the_republic_dates_the_document(line: str) -> None:
    plan = read_text(
        f"臨海縣政府治水推動計畫\n{line}\n一、重點工作\n1.疏濬西河。\n執行單位：縣水利局\n完成時間：6月底前\n"
    ).plan
    assert str(plan.document.dated) == "2025-03-01"
    assert str(plan.measures[0].due) == "2025-06-30"


def test_a_day_of_the_republic_that_does_not_exist_is_told() -> None:
    reading = read_text(
        "臨海縣政府治水推動計畫\n中華民國114年2月30日\n一、重點工作\n1.疏濬西河。（縣水利局）\n"
    )
    assert reading.plan.document.dated is None
    assert "bad-issue-date" in [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("臨海縣政府114年3月5日府水字第1140012345號函頒", "府水字第1140012345號"),
        ("中華民國114年3月5日府授水字第1140012345號函訂定", "府授水字第1140012345號"),
        (
            "臨海縣政府113年1月2日府水字第1130000001號函訂定\n臨海縣政府114年3月5日府水字第1140012345號函修正",
            "府水字第1140012345號",
        ),
    ],
)
def test_a_line_that_tells_by_which_letter_a_plan_was_issued_dates_it(line: str, number: str) -> None:
    plan = read_text(
        f"臨海縣政府治水推動計畫\n{line}\n一、重點工作\n1.疏濬西河。（執行單位：縣水利局；完成時間：年底前）\n"
    ).plan
    assert (plan.title, plan.document.number) == ("臨海縣政府治水推動計畫", number)
    assert (str(plan.document.dated), str(plan.measures[0].due)) == ("2025-03-05", "2025-12-31")


def test_a_letter_that_a_plan_but_mentions_does_not_date_it() -> None:
    line = "依據經濟部114年3月5日經水字第1140012345號函辦理。"
    plan = read_text(f"臨海縣政府治水推動計畫\n{line}\n1.疏濬西河。（縣水利局）\n").plan
    assert (plan.document.dated, plan.document.number) == (None, None)


def test_a_remark_in_front_of_the_signature_is_no_task() -> None:
    reading = read_text(
        "青河县2025年工作要点\n1.修东桥。（责任单位：县交通局。完成时限：2025年6月底前）\n（此件公开发布）\n青河县人民政府办公室\n2025年2月20日\n"
    )
    assert [task.number for task in reading.plan.tasks] == ["1"]
    assert str(reading.plan.document.dated) == "2025-02-20"
    assert uncovered(reading.plan) == ()


def test_the_front_of_a_text_without_line_breaks_is_parted_at_its_gaps() -> None:
    plan = read_text(
        "青河县促进民营经济发展的若干措施　青政规〔2024〕6号　发布日期：2024-04-09　为促进民营经济发展，现提出如下措施。"
        "一、降低成本 1.落实减税政策，推动惠企政策免申即享。责任单位：县税务局；完成时限：持续实施。2.降低用地成本。责任单位："
        "县自然资源局；完成时限：印发之日起2个月内。二、强化服务 3.降低用能成本。责任单位：县发改局；完成时限：2024年12月底前。"
    ).plan
    assert (plan.title, plan.document.number) == ("青河县促进民营经济发展的若干措施", "青政规〔2024〕6号")
    assert str(plan.document.published_on) == "2024-04-09"
    assert [str(measure.due) for measure in plan.measures] == ["None", "2024-06-09", "2024-12-31"]
    assert uncovered(plan) == ()


COVER = """青河县人民政府办公室关于分解下达2026年重点任务的通知
青政办〔2026〕3号
各乡镇人民政府，县直各部门：
《2026年重点任务分解方案》已经县政府同意，并就有关事项通知如下：
一、各责任单位要高度重视，于2026年2月10日前报送工作方案。
二、县政府督查室将每季度通报进展情况。
青河县人民政府办公室
2026年1月20日
"""
TASKS = "一、水利\n1.疏浚西河。（责任单位：县水利局）\n2.加固东堤。（责任单位：县住建局）\n"


@pytest.mark.parametrize("between", ["", "（此件公开发布）\n", "附件\n", "附件1\n"])
def test_what_a_covering_notice_numbers_is_no_task(between: str) -> None:
    reading = read_text(f"{COVER}{between}2026年重点任务分解方案\n{TASKS}")
    plan = reading.plan
    assert [measure.text for measure in plan.measures] == ["疏浚西河。", "加固东堤。"]
    assert plan.title == "2026年重点任务分解方案"
    assert plan.document.title == "青河县人民政府办公室关于分解下达2026年重点任务的通知"
    assert (plan.document.number, plan.document.dated) == ("青政办〔2026〕3号", date(2026, 1, 20))
    assert plan.document.signatories == ("青河县人民政府办公室",)
    assert plan.document.addressees == ("各乡镇人民政府", "县直各部门")
    assert "县政府督查室将每季度通报进展情况" in plan.document.text
    assert uncovered(plan) == ()


def test_a_covering_notice_may_be_signed_by_its_seal_and_its_day_alone() -> None:
    sealed = COVER.replace("青河县人民政府办公室\n2026年1月20日", "2026年1月20日")
    plan = read_text(f"{sealed}2026年重点任务分解方案\n{TASKS}").plan
    assert (len(plan.measures), plan.document.dated) == (2, date(2026, 1, 20))


def test_a_notice_that_sets_the_tasks_itself_is_no_cover() -> None:
    notice = COVER.replace("通报进展情况。", "通报进展情况。（责任单位：县政府督查室）")
    texts = [measure.text for measure in read_text(f"{notice}附件\n2026年经费安排表\n{TASKS}").plan.measures]
    assert len(texts) == 4


def test_a_notice_without_a_plan_behind_its_signature_holds_the_tasks() -> None:
    assert len(measures(COVER)) == 2


def test_what_a_notice_rests_on_is_not_what_it_encloses() -> None:
    body = "根据《政府工作报告》安排，现将2026年实事任务下达。请认真组织实施。\n"
    text = f"青河县人民政府关于下达实事任务的通知\n各乡镇：\n{body}青河县人民政府\n2026年1月20日\n2026年实事任务表\n{TASKS}"
    document = read_text(text).plan.document
    assert (document.enclosed_title, document.dated) == (None, date(2026, 1, 20))


@pytest.mark.parametrize(
    ("over", "issuers"),
    [
        ("临江市安全生产委员会\n临安委〔2024〕5号\n", ("临江市安全生产委员会",)),
        ("临江市教育局文件\n临教〔2024〕5号\n", ("临江市教育局",)),
        ("临江市教育局\n临江市财政局\n临教〔2024〕5号\n", ("临江市教育局", "临江市财政局")),
        ("临江市人民政府\n临政发〔2024〕5号\n签发人：李四\n", ("临江市人民政府",)),
    ],
)
def test_the_body_over_the_number_issued_the_document_and_is_no_part_of_its_title(
    over: str, issuers: tuple[str, ...]
) -> None:
    reading = read_text(over + PLAN)
    assert (reading.plan.title, reading.plan.document.issuers) == ("修桥工作方案", issuers)
    assert len(reading.plan.measures) == 2
    assert uncovered(reading.plan) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "临江市人民政府\n水利部共建修桥工作要点\n临政发〔2024〕5号\n",
            "临江市人民政府水利部共建修桥工作要点",
        ),
        ("临江市人民政府\n修桥工作方案\n", "临江市人民政府修桥工作方案"),  # a title in two lines
        ("关于成立修桥办公室\n临政发〔2024〕5号\n的工作方案\n", "关于成立修桥办公室的工作方案"),
        ("临江市修桥办公室\n临政发〔2024〕5号\n", "临江市修桥办公室"),  # no other title stands there
    ],
)
def test_a_body_in_a_title_stays_there(text: str, title: str) -> None:
    reading = read_text(text + "1.修好东桥。\n2.修好西桥。\n")
    assert (reading.plan.title, reading.plan.document.issuers) == (title, ())


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("Sample plan 2030\n\nOpen data\n\n", "Sample plan 2030"),
        ("Action Plan for Clean Rivers\n\n", "Action Plan for Clean Rivers"),
        ("Clean Rivers 2030\n\n", "Clean Rivers 2030"),
    ],
)
def test_a_title_ends_above_items_without_numbers_that_say_who_answers(front: str, title: str) -> None:
    plan = read_text(
        f"{front}Publish the register\n\nLead: Ministry of Health\n\nDue: June 2030\n\n"
        "Set up the portal\n\nLead: Ministry of Finance\n\nDue: May 2030\n"
    ).plan
    units = [[each.unit.name for each in entry.measure.assignments] for entry in plan.entries()]
    assert (plan.title, units) == (title, [["Ministry of Health"], ["Ministry of Finance"]])


@pytest.mark.parametrize("line", ["Deadline — June 2030", "Due date – June 2030", "Target date - June 2030"])
def test_a_last_day_may_stand_behind_a_dash_on_a_line_of_its_own(line: str) -> None:
    plan = read_text(f"Action Plan\n\n1. Publish the register\nLead — Ministry of Health\n{line}\n").plan
    (entry,) = plan.entries()
    assert entry.measure.deadline is not None
    assert str(entry.measure.deadline.due) == "2030-06-30"
