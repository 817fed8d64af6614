"""The language of deadlines: one table of expressions, and the conventions one by one."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from policyplan import Conditional, DueBy, Period, Precision, Recurring
from policyplan.reading.times import BASIS, explain, find_deadlines, is_time, parse_deadline, reader

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("times") / "expressions.tsv"
REFERENCE = ROOT / "docs" / "reference" / "deadlines.md"
SHARED = ROOT.parent / "shared" / "bench" / "deadlines.tsv"
ISSUED = date(2022, 9, 1)


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(line + "\t\t\t").split("\t")[:4] for line in lines if line.strip() and not line.startswith("#")]


def outcome(text: str) -> tuple[str, str]:
    """The kind, and the last day or the recurrence rule, as the table writes them."""
    deadline = parse_deadline(text, issued=ISSUED, fiscal_year_start=10)
    if deadline is None:
        return "", ""
    if isinstance(deadline, DueBy):
        return deadline.kind, str(deadline.due)
    return deadline.kind, deadline.rrule if isinstance(deadline, Recurring) else ""


@pytest.mark.parametrize(("text", "kind", "due", "group"), rows(TABLE))
def test_every_expression_of_the_table_is_read_as_the_table_says(text, kind, due, group):
    assert outcome(text.replace("\\n", "\n")) == (kind, due)


def test_the_table_has_every_expression_once():
    texts = [row[0] for row in rows(TABLE)]
    assert len(texts) > 450
    assert len(texts) == len(set(texts))


@pytest.mark.shared
def test_the_expressions_of_real_plans_are_all_right():
    if not SHARED.exists():
        pytest.skip("the table of real expressions is not beside the repository")
    wrong = []
    for text, kind, due, _ in rows(SHARED):
        got = outcome(text)
        if got[0] != kind or (kind == "by" and got[1] not in due.split("|")):
            wrong.append((text, kind, due, got))
    assert wrong == []


def test_every_day_of_the_table_keeps_its_words_and_explains_itself():
    for text, *_ in rows(TABLE):
        deadline = parse_deadline(text, issued=ISSUED, fiscal_year_start=10)
        if deadline is not None:
            assert deadline.text == text.strip()
            assert set(deadline.basis) <= set(BASIS)


def test_a_bad_day_is_still_a_time_and_says_what_is_wrong_with_it():
    bad = [text for text, _, _, group in rows(TABLE) if group == "A day that does not exist"]
    assert len(bad) > 8
    for text in bad:
        assert is_time(text)
        assert explain(text, issued=ISSUED).problem


def test_words_that_are_no_time_are_none():
    for text, _, _, group in rows(TABLE):
        if group == "No time":
            assert not is_time(text), text


@pytest.mark.parametrize(
    ("text", "problem", "place"),
    [
        ("2023年13月底前", "month must be 1 to 12, not 13", "2023年13月"),
        ("完成时限：2023 年 6 月 31 日前", "month 6 has no day 31", "2023 年 6 月 31 日"),
        ("2023年2月29日前", "February 2023 has 28 days", "2023年2月29日"),
        ("2023年第五季度", "quarter must be 1 to 4", "2023年第五季度"),
        ("by the 5th quarter of 2025", "quarter must be 1 to 4", "5th quarter of 2025"),
        ("by the third half of 2025", "half must be 1 or 2", "third half of 2025"),
        ("By February 30, 2023", "month 2 has no day 30", "February 30, 2023"),
        ("March 3-1, 2027", "the range ends before it starts", "March 3-1, 2027"),
        ("2024年6月底前完成初稿，2024年14月印发", "month must be 1 to 12, not 14", "2024年14月"),
    ],
)
def test_a_day_that_does_not_exist_is_pointed_at(text, problem, place):
    told = explain(text, issued=ISSUED)
    assert told.deadline is None
    assert told.problem == problem
    assert text[told.at[0] : told.at[1]] == place


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "2023年1月至6月",
            ("due from 2023-01-01 by 2023-06-30, printed to the month", BASIS["end-of-period"][0]),
        ),
        ("2023年6月1日", ("due by 2023-06-01, printed to the day",)),
        (
            "每季度末",
            ("comes round again: FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", BASIS["end-of-period"][0]),
        ),
        ("每年左右", ("comes round again: on days that the words do not fix",)),
        ("长期坚持", ("goes on without an end",)),
        ("适时", ("conditional: no day can be told", BASIS["condition"][0])),
        ("修桥", ("the words are no time",)),
        ("10个工作日内", ("conditional: no day can be told", BASIS["issue-unknown"][0])),
    ],
)
def test_each_kind_of_deadline_is_explained_in_words(text, steps):
    assert explain(text).steps == steps


def test_what_is_longer_than_any_time_expression_is_none():
    text = "2023年6月底前" + " " * (reader.LONGEST - 9)
    assert len(text) == reader.LONGEST
    assert parse_deadline(text).due == date(2023, 6, 30)
    assert parse_deadline(text + " ") is None


def test_a_count_past_the_last_day_there_is_has_no_day():
    assert parse_deadline("印发之日起30日内", issued=date.max).basis == ("vague",)
    assert parse_deadline("within 30 days of issuance", issued=date.max).basis == ("vague",)


def test_a_start_of_the_fiscal_year_is_january_unless_it_is_said():
    assert parse_deadline("FY2025 Q1").due == explain("FY2025 Q1").deadline.due == date(2025, 3, 31)
    assert [deadline.due for _, _, deadline in find_deadlines("Finish by FY2025.")] == [date(2025, 12, 31)]


def test_the_explanation_names_the_conventions_in_words():
    told = explain("12月底前", issued=ISSUED)
    assert told.deadline is not None
    assert told.deadline.due == date(2022, 12, 31)
    assert any("2022-12-31" in step for step in told.steps)
    assert BASIS["year-from-issue"][0] in told.steps


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("2022年9月至2023年6月", date(2022, 9, 1), Precision.MONTH),
        ("2022—2025年", date(2022, 1, 1), Precision.PERIOD),
        ("“十四五”期间", date(2021, 1, 1), Precision.PERIOD),
        ("3月1日至5月31日", date(2023, 3, 1), Precision.DAY),
        ("2022年11月至次年3月", date(2022, 11, 1), Precision.MONTH),
        ("11月至3月", date(2022, 11, 1), Precision.MONTH),
        ("2023年前三季度", date(2023, 1, 1), Precision.QUARTER),
        ("即日起至2022年12月31日", ISSUED, Precision.DAY),
        ("January 2024 to June 2025", date(2024, 1, 1), Precision.MONTH),
        ("2023年第三季度", None, Precision.QUARTER),
        ("2023年5月中旬", None, Precision.XUN),
        ("2023年上半年", None, Precision.HALF),
        ("2025年", None, Precision.YEAR),
    ],
)
def test_a_range_has_a_first_day_and_the_words_fix_the_precision(text, start, precision):
    deadline = parse_deadline(text, issued=ISSUED)
    assert isinstance(deadline, DueBy)
    assert (deadline.start, deadline.precision) == (start, precision)


PLAN_2023 = Period(date(2023, 1, 1), date(2023, 12, 31), "2023年")
PLAN_2023_2025 = Period(date(2023, 1, 1), date(2025, 12, 31), "2023—2025年")


@pytest.mark.parametrize(
    ("text", "issued", "period", "due", "basis"),
    [
        ("6月底前", date(2022, 3, 1), None, date(2022, 6, 30), "year-from-issue"),
        ("6月底前", date(2022, 6, 30), None, date(2022, 6, 30), "year-from-issue"),
        ("6月底前", date(2022, 7, 1), None, date(2023, 6, 30), "next-after-issue"),
        ("12月底前", date(2022, 12, 20), PLAN_2023, date(2023, 12, 31), "year-from-period"),
        ("3月底前", date(2023, 6, 1), PLAN_2023, date(2023, 3, 31), "year-from-period"),
        ("6月底前", None, PLAN_2023, date(2023, 6, 30), "year-from-period"),
        ("6月底前", date(2023, 8, 1), PLAN_2023_2025, date(2024, 6, 30), "year-from-period"),
        ("年底前", date(2023, 8, 1), PLAN_2023_2025, date(2023, 12, 31), "year-from-period"),
        ("今年6月底前", date(2022, 9, 1), PLAN_2023, date(2022, 6, 30), "relative-year"),
        ("本年度", date(2022, 12, 20), PLAN_2023, date(2023, 12, 31), "year-from-period"),
    ],
)
def test_a_year_that_is_not_printed_says_where_it_was_taken_from(text, issued, period, due, basis):
    deadline = parse_deadline(text, issued=issued, period=period)
    assert isinstance(deadline, DueBy)
    assert deadline.due == due
    assert basis in deadline.basis


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("6月底前", "year-unknown"),
        ("年底前", "year-unknown"),
        ("今年6月底前", "issue-unknown"),
        ("印发之日起3个月内", "issue-unknown"),
        ("立即", "issue-unknown"),
        ("本月底前", "issue-unknown"),
        ("within 90 days of publication", "issue-unknown"),
    ],
)
def test_without_the_day_of_issue_nothing_is_made_up(text, basis):
    deadline = parse_deadline(text)
    assert isinstance(deadline, Conditional)
    assert basis in deadline.basis


def test_a_plan_of_several_years_without_a_day_of_issue_leaves_the_year_open():
    deadline = parse_deadline("6月底前", period=PLAN_2023_2025)
    assert isinstance(deadline, Conditional)
    assert deadline.basis == ("year-unknown",)


def test_a_bare_count_of_days_says_that_its_event_was_not_named():
    assert parse_deadline("15日内", issued=ISSUED) == DueBy(
        date(2022, 9, 16), "15日内", basis=("counted-from-issue", "event-unsaid")
    )


def test_days_and_months_count_from_the_day_after_issue():
    issued = date(2025, 3, 28)
    assert parse_deadline("自本方案印发之日起15日内", issued=issued).due == date(2025, 4, 12)
    assert parse_deadline("方案印发后2个月内", issued=issued).due == date(2025, 5, 28)
    assert parse_deadline("印发之日起1个月内", issued=date(2025, 1, 31)).due == date(2025, 2, 28)


class EveryDay:
    """A calendar of working days without a day off, known for one year."""

    def is_workday(self, date):
        if date.year != 2030:
            raise LookupError(date)
        return True


def test_a_caller_may_supply_the_working_days():
    text = "印发之日起30个工作日内"
    deadline = parse_deadline(text, issued=date(2030, 1, 1), calendar=EveryDay())
    assert deadline.due == date(2030, 1, 31)
    assert "working-days" in deadline.basis


@pytest.mark.parametrize("issued", [date(2030, 12, 20), date(2029, 1, 1)])
def test_past_the_calendar_a_count_of_working_days_is_conditional(issued):
    deadline = parse_deadline("印发之日起30个工作日内", issued=issued, calendar=EveryDay())
    assert deadline == Conditional("印发之日起30个工作日内", basis=("working-days-unknown",))


def test_without_the_package_of_working_days_a_count_of_them_is_conditional(monkeypatch):
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    deadline = parse_deadline("自公布之日起8个工作日内", issued=date(2022, 9, 2))
    assert deadline.basis == ("working-days-unknown",)


def test_the_fiscal_year_is_the_callers():
    assert parse_deadline("FY24", fiscal_year_start=10).due == date(2024, 9, 30)
    assert parse_deadline("FY24", fiscal_year_start=7).due == date(2024, 6, 30)
    assert parse_deadline("FY24", fiscal_year_start=1).due == date(2024, 12, 31)
    assert parse_deadline("Q1 FY24", fiscal_year_start=4).due == date(2023, 6, 30)


def test_of_several_dated_steps_in_a_field_the_last_day_is_the_deadline():
    deadline = parse_deadline("2025年底前完成，其中试点2024年6月底前完成，并长期坚持")
    assert deadline.due == date(2025, 12, 31)
    assert deadline.basis == ("end-of-period", "last-of-several", "then-ongoing")


def test_a_deadline_inside_a_duty_is_read_but_the_duty_is_no_time():
    text = "初稿由省发展改革委2024年6月底前完成"
    assert parse_deadline(text).due == date(2024, 6, 30)
    assert not is_time(text)


def found(text, issued=date(2025, 3, 28)):
    steps = find_deadlines(text, issued=issued)
    for start, end, deadline in steps:
        assert text[start:end] == deadline.text
    return [(d.text, str(d.due) if d.due else d.kind) for _, _, d in steps]


def test_steps_without_a_year_take_it_from_the_step_before():
    text = "2025年7月底前完成初审，10月底前组织专家论证，12月20日前报请市政府公布。"
    assert found(text, issued=None) == [
        ("2025年7月底前", "2025-07-31"), ("10月底前", "2025-10-31"), ("12月20日前", "2025-12-20"),
    ]  # fmt: skip


def test_a_start_is_no_step_but_lends_its_year():
    assert found("2025年11月启动试点，次年3月底前推开，10月底前总结。") == [
        ("次年3月底前", "2026-03-31"), ("10月底前", "2026-10-31"),
    ]  # fmt: skip


STEPS = [
    ("巩固成果，到2026年年底恢复水面8000亩，比2022年增加12%。", [("到2026年年底", "2026-12-31")]),
    ("修订办法（2019年修正），力争2026年上半年提请审议。", [("2026年上半年", "2026-06-30")]),
    ("该馆2023年开工，务必于2025年8月底建成开放。", [("2025年8月底", "2025-08-31")]),
    ("每年1月和11月各开展一次调查。", [("每年1月和11月", "recurring")]),
    ("汇总情况，每月5日前报送。", [("每月5日前", "recurring")]),
    ("年底前完成改造，明年3月底前验收。", [("年底前", "2025-12-31"), ("明年3月底前", "2026-03-31")]),
    ("年内印发实施方案。", [("年内", "2025-12-31")]),
    ("确保到2027年，覆盖率达到90%。", [("到2027年", "2027-12-31")]),
    ("到“十四五”末，覆盖率达到90%。", [("到“十四五”末", "2025-12-31")]),
    ("自本方案印发之日起3个月内，完成备案。", [("自本方案印发之日起3个月内", "2025-06-28")]),
    ("共30处，2025年\n8月底前全部整改。", [("2025年\n8月底前", "2025-08-31")]),
    ("2025 年 1 2 月底前建成。", [("2025 年 1 2 月底前", "2025-12-31")]),
    ("国庆节前完成整治。", [("国庆节前", "2025-09-30")]),
    ("计划于2025年10月完成主体工程。", [("2025年10月", "2025-10-31")]),
    ("2025年9月底前、2026年6月底前分别完成。", [("2025年9月底前", "2025-09-30"), ("2026年6月底前", "2026-06-30")]),
    ("确保在2026年鱼类产卵期到来前完工。", [("2026年鱼类产卵期到来前", "conditional")]),
    ("By January 2020, agencies publish; by November 2020, they report.",
     [("By January 2020", "2020-01-31"), ("by November 2020", "2020-11-30")]),
    ("Finish by FY2025, and report by FY2026.", [("by FY2025", "2025-12-31"), ("by FY2026", "2026-12-31")]),
    ("Finish no later than March 31, 2027.", [("no later than March 31, 2027", "2027-03-31")]),
    ("严格执行规范，2025年起每年至少开展两轮检查。", [("2025年起每年", "recurring")]),
    ("2026—2028年，每年举办赛事不少于5项。", [("2026—2028年，每年", "recurring")]),
    ("组建议事会，每季度召开1次联席会议。", [("每季度", "recurring")]),
    ("开展“最美庭院”评选，每月评、每季奖。", [("每月评、每季", "recurring")]),
    ("每年汛期前开展渡口安全检查。", [("每年汛期前", "recurring")]),
    ("每年辦理春季、秋季兩檔聯合行銷活動。", [("每年", "recurring")]),
    ("建立机制。每月召开1次调度会。", [("每月", "recurring")]),
    ("市应急局每半年组织一次演练。", [("每半年", "recurring")]),
    ("2025年3月底前发布首批，此后每年更新一次。", [("2025年3月底前", "2025-03-31")]),
    ("年内完成6个学院的巡察，2026年实现全覆盖。", [("年内", "2025-12-31"), ("2026年", "2026-12-31")]),
    ("2025年建成600张，2026年累计达到1500张。", [("2025年", "2025-12-31"), ("2026年", "2026-12-31")]),
    ("2025年8月至12月开展专项治理。", [("2025年8月至12月", "2025-12-31")]),
    ("工作时间为2025年6—9月。", [("2025年6—9月", "2025-09-30")]),
    ("2025年“五一”假期前完成整治。", [("2025年“五一”假期前", "2025-04-30")]),
    ("2026年汛前完成清淤。", [("2026年汛前", "conditional")]),
    ("自本规划印发之日起6个月内报送清单。", [("自本规划印发之日起6个月内", "2025-09-28")]),
    ("Each January, publish the plan.", [("Each January", "recurring")]),
    ("举办合唱季，从2025年4月一直持续到11月，队伍破百。", [("2025年4月一直持续到11月", "2025-11-30")]),
    ("每两周到每个社区开展一次辅导。", [("每两周", "recurring")]),
    ("集中整治阶段（2025年5月至10月）。", [("2025年5月至10月", "2025-10-31")]),
    ("（2025年全年）", [("2025年全年", "2025-12-31")]),
    ("上半年完成20个，全年完成60个。", [("上半年", "2025-06-30"), ("全年", "2025-12-31")]),
    ("6月底前完成30%、全年不低于90%。", [("6月底前", "2025-06-30"), ("全年", "2025-12-31")]),
    ("2026年，上半年完成20个，全年度完成60个。", [("上半年", "2026-06-30"), ("全年度", "2026-12-31")]),
    ("印发通知后30日内完成整改。", [("印发通知后30日内", "2025-04-27")]),
    ("每季度末通报进展。", [("每季度末", "recurring")]),
    ("每月底对进展进行通报。", [("每月底", "recurring")]),
    ("每年年底开展考核。", [("每年年底", "recurring")]),
    ("全年走访企业不少于200家。", [("全年", "2025-12-31")]),
    ("全年新增床位100张。", [("全年", "2025-12-31")]),
    ("2025年9月底前完成20个，剩余40个2026年完成。", [("2025年9月底前", "2025-09-30"), ("2026年", "2026-12-31")]),
    ("Led by 30 agencies and by May, finish by March 2026.", [("by March 2026", "2026-03-31")]),
    ("Start by summer 2025, finish by March 2026.", [("by March 2026", "2026-03-31")]),
    ("Finish by FY26.", [("by FY26", "2026-12-31")]),
    ("Finish by the end of June and report.", [("by the end of June", "2025-06-30")]),
    ("Done no later than June 30, 2027.", [("no later than June 30, 2027", "2027-06-30")]),
    ("确保在2026年全部设备到货前完成安装。", [("2026年全部设备到货前", "conditional")]),
    ("2026年3月底前立项，2026年建成投用。", [("2026年3月底前", "2026-03-31"), ("2026年", "2026-12-31")]),
    ("2024年完成50个。2025年全年完成60个。", [("2025年全年", "2025-12-31")]),
    ("2025年底前建成投产的项目达到10个。", [("2025年底前", "2025-12-31")]),
    ("2025年底前完成登记表格的整理。", [("2025年底前", "2025-12-31")]),
    ("2026年：上半年完成20个，9月底前完成40个。", [("上半年", "2026-06-30"), ("9月底前", "2026-09-30")]),
    ("新建公厕 120 2025年底前建成。", [("2025年底前", "2025-12-31")]),
    ("2026年3月底前完成10个，比2022年增加12%，9月底前完成20个。",
     [("2026年3月底前", "2026-03-31"), ("9月底前", "2026-09-30")]),
    ("从2025年4月一直持续到2026年3月，9月底前总结。",
     [("2025年4月一直持续到2026年3月", "2026-03-31"), ("9月底前", "2026-09-30")]),
    ("完善管网，到2026年6月底前完成改造。", [("到2026年6月底前", "2026-06-30")]),
    ("完善管网，至2026年6月底前完成改造。", [("至2026年6月底前", "2026-06-30")]),
    ("至2027年，覆盖率超过90%。", [("至2027年", "2027-12-31")]),
    ("力争2027年覆盖率超过90%。", [("2027年", "2027-12-31")]),
    ("集中整治阶段：2025年5月至10月", [("2025年5月至10月", "2025-10-31")]),
    ("接到通知后5日内完成自查。", [("接到通知后5日内", "conditional")]),
    ("各乡镇收到任务清单后10个工作日内核查完毕。", [("收到任务清单后10个工作日内", "conditional")]),
    ("自问题移交之日起，30日内完成整改。", [("自问题移交之日起，30日内", "conditional")]),
    ("项目完工后1个月内组织验收。", [("项目完工后1个月内", "conditional")]),
    ("Report to council by June 30.", [("by June 30", "2025-06-30")]),
    ("Report by 30 June, then by 12/31.", [("by 30 June", "2025-06-30"), ("by 12/31", "2025-12-31")]),
    ("Draft by March 2026 and adopt by June 30.", [("by March 2026", "2026-03-31"), ("by June 30", "2026-06-30")]),
    ("Adopt rules within 120 days of council approval.", [("within 120 days of council approval", "conditional")]),
    ("Report within 90 days of adoption of the ordinance.",
     [("within 90 days of adoption of the ordinance", "conditional")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "steps"), STEPS)
def test_prose_says_what_is_to_be_done_by_then(text, steps):
    assert found(text) == steps


NO_STEPS = [
    "落实《国土空间规划（2021—2035年）》要求。",
    "提出“2026年底前完成”的口号。",
    "修订管理办法（2019年修正）。",
    "比2022年增加12%，较2020年提高5个百分点。",
    "该馆2023年开工，2025年11月启动试点。",
    "自2025年6月1日起，按新标准发放。",
    "从2013年起，将在职党员纳入社区。",
    "做好2025年度预算编制。",
    "24小时内上报，实行24小时值班，创建3-5个示范区。",
    "经市政府第61次常务会议通过，根据吉政办发〔2022〕32号文件。",
    "为离校2年内未就业毕业生提供服务，办法有效期两年。",
    "台账每周更新，每月举办1次活动，同一企业每年累计不超过500万元。",
    "村民每年培训不少于8天，社区每月开设故事会，为偏远村每周送诊一次。",
    "建设学习型组织。组织干部深入学习。坚持理论联系实际，每年组织一次调研。",
    "每年新增床位100张，每年安排不低于2000万元，每年评选结果公开。",
    "公示不少于90日，5年内累计培训3个月。",
    "20世纪90年代以来。",
    "全年无休，开展安全年活动，完善全年工作计划，贯穿全年完成各项工作。",
    "改造2000年底前建成的老旧小区。",
    "截至2024年底，已建成20个。",
    "由2022年的30%提高到2025年的50%，恢复到2019年水平。",
    "做好2025年元旦春节期间慰问，参加2025年12月会议。",
    "推进“十四五”规划实施。",
    "2025年内蒙古自治区会议，2024年前列，第一季度末端配送，1.5年前。",
    "2024年完成投资50亿元，上半年开展了三次检查。",
    "年轻干部，青年前来，每年新增培训100人次，每年的春节都举办。",
    "The dashboard replaces the report last issued in 2022, led by May and by 30 agencies.",
    "每月32日前修桥。",
    "“十三五”时期（2016—2020年）的成效。",
    "（2016—2020年的成效）",
    "每年2月30日前修桥。",
    "2025年6月或者12月完成。",
    "2051年春节前完成整治。",
    "抓好2026年汛前检查工作。",
    "全年接待游客100万人次。",
    "去年完成50个，全年完成60个。",
    "到2026年底，共有20个村通路。",
    '提出"2026年底前完成"的口号。',
    "落实《2026年底前完成整治的通知》要求。",
    "收到申请后5个工作日内办结，自受理之日起20日内答复。",
    "对毕业后6个月内未就业的毕业生给予补贴，对收到通知后15日内未整改的企业予以通报。",
    "House people within 30 days of release, by March 4 Justice, by 1/3, in rooms wider by 5/16 inch.",
    "Report by June 31, and answer within 10 days of receipt.",
    "该项目已于2025年6月完成搬迁，提交不得早于2025年6月底前。",
    "2025年底前不得新建，2025年6月底前未完成的予以通报，掌握2025年6月底前的数据。",
    "Report by 30 June, annually.",
]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2025年2月30日前修桥，6月底前建成。", [("6月底前", "2025-06-30")]),
        (
            "25年6月底前完成，2025年底前数据归集完成。",
            [("25年6月底前", "2025-06-30"), ("2025年底前", "2025-12-31")],
        ),
        ("原定6月底前完成，现延期至9月底前。", [("9月底前", "2025-09-30")]),
        ("由原定的2025年6月底前调整为2025年9月底前完成。", [("2025年9月底前", "2025-09-30")]),
        ("除2025年6月底前完成的外，其余年底前完成。", [("年底前", "2025-12-31")]),
        ("9月底前和年底前各检查一次。", [("9月底前", "2025-09-30"), ("年底前", "2025-12-31")]),
        ("下下月底前报送。", [("下下月底前", "2025-05-31")]),
        ("Adopt rules within 3 months of endorsement.", [("within 3 months of endorsement", "2025-06-28")]),
    ],
)
def test_prose_gives_no_day_that_is_put_off_or_lends_its_year_alone(text, steps):
    assert found(text) == steps


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("每年春节前开展检查。", "每年春节前", ""),
        ("每年6月30日、12月31日前报送总结。", "每年6月30日、12月31日前", ""),
        ("每年6月底前一周完成自查。", "每年6月底前", ""),
        ("每年6月底前和重大节日前开展检查。", "每年6月底前", ""),
        (
            "每半年报送一次，分别于6月底、12月底前报送。",
            "6月底、12月底前",
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
        ),
        ("每季度结束后10日内报送。", "每季度结束后10日内", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("每年春秋两季开展体检。", "每年春秋两季", ""),
    ],
)
def test_what_comes_round_in_prose_is_no_single_day(text, words, rule):
    [(_, _, deadline)] = find_deadlines(text, issued=date(2025, 3, 28))
    assert (deadline.text, deadline.kind, deadline.rrule) == (words, "recurring", rule)


@pytest.mark.parametrize("text", NO_STEPS)
def test_prose_that_only_mentions_a_time_holds_no_step(text):
    assert found(text) == []
    assert found(text, issued=None) == []


def test_a_whole_year_that_is_over_is_no_step():
    assert found("2023年，全年完成投资5亿元，去年全年完成60个。") == []


@pytest.mark.parametrize("six", ["6", "６", "٦", "߆", "六"])
def test_a_digit_of_any_script_is_a_number(six):
    assert parse_deadline(f"{six}月底前", issued=ISSUED).due == date(2023, 6, 30)
    assert parse_deadline(f"印发之日起{six}个月内", issued=ISSUED).due == date(2023, 3, 1)
    assert [str(d.due) for _, _, d in find_deadlines(f"2023年{six}月底前建成。", issued=ISSUED)] == [
        "2023-06-30"
    ]
    assert parse_deadline(f"每月{six}日前").rrule == "FREQ=MONTHLY;BYMONTHDAY=6"


def test_the_reference_shows_the_table():
    groups: dict[str, list[str]] = {}
    for text, kind, due, group in rows(TABLE):
        shown = text.replace("|", "\\|").replace("\\n", "⏎")
        groups.setdefault(group, []).append(f"| {shown} | {kind or '—'} | {due or '—'} |")
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    for group, expected in groups.items():
        at = lines.index(f"### {group}")
        table = lines[at + 4 : at + 4 + len(expected)]
        assert table == expected, f"write the table of {group!r} again: python tests/times/write_reference.py"


def test_the_reference_explains_every_code():
    text = REFERENCE.read_text(encoding="utf-8")
    assert [
        code
        for code, (english, chinese) in BASIS.items()
        if f"| `{code}` | {english} | {chinese} |" not in text
    ] == []


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("全年分两批，第一批5月底前，第二批11月15日前完成", "2024-11-15"),
        ("年内分三批推进，第一批3月底前，第二批6月底前，第三批9月底前完成", "2024-09-30"),
        ("全年分两批完成", "2024-12-31"),
        ("首批6月底前完成，其余年底前完成", "2024-12-31"),
        ("6月底前完成一半，其余任务10月底前完成", "2024-10-31"),
    ],
)
def test_parts_of_the_work_have_days_of_their_own_and_the_last_is_that_of_the_whole(
    words: str, due: str
) -> None:
    deadline = parse_deadline(words, issued=date(2024, 1, 5))
    assert deadline is not None
    assert str(deadline.due) == due


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("3 per month", ""),
        ("once per month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("2 reports a year", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("annually on 15 June and 31 December", ""),
        ("annually on 30 June", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
        ("每年6月底前、法定节日前", ""),
        ("每年3月底前、汛期前", ""),
        ("每年6月底前和12月底前", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    ],
)
def test_how_often_is_a_rule_where_the_words_give_all_its_days(text: str, rule: str) -> None:
    deadline = parse_deadline(text, issued=date(2025, 1, 15))
    assert isinstance(deadline, Recurring)
    assert deadline.rrule == rule


@pytest.mark.parametrize(
    "text", ["per quarter", "原定2024年6月底前完成", "原计划2024年6月底", "Annual Report 2025"]
)
def test_what_is_no_rhythm_and_what_was_planned_before_is_no_deadline(text: str) -> None:
    assert parse_deadline(text, issued=date(2025, 1, 15)) is None


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2024年底完成60%，6月底前全部完成。", [("2024年底", "2024-12-31"), ("6月底前", "conditional")]),
        (
            "2024年6月底前完成50%，12月底前全部完成。",
            [("2024年6月底前", "2024-06-30"), ("12月底前", "2024-12-31")],
        ),
        ("2024年底前全面建成，6月底前完成主体。", [("2024年底前", "2024-12-31"), ("6月底前", "2024-06-30")]),
    ],
)
def test_what_is_completed_before_a_part_of_it_is_done_has_a_year_that_nobody_tells(text, steps):
    assert found(text) == steps
