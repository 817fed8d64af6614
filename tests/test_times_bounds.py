"""Where times begin and end: first days, lists, marks around a time, and words that belong to it no more."""

from __future__ import annotations

from datetime import date

import pytest
from test_times import ISSUED
from test_times_told import SETTINGS, Sundays, steps_of, told_of, years

from policyplan import Period, Recurring
from policyplan.reading import read_text
from policyplan.reading.times import explain, is_time, parse_deadline, reader


@pytest.fixture(autouse=True)
def _anew() -> None:
    """What was read before is read again: nothing stands in for the code that is tried."""
    reader._cached.cache_clear()


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("2024年3月上旬至6月中旬", "2024-03-01", "2024-06-20"),
        ("2024年3月中旬至6月下旬", "2024-03-11", "2024-06-30"),
        ("2024年3月下旬至6月", "2024-03-21", "2024-06-30"),
        ("2024年3月中下旬至6月底", "2024-03-11", "2024-06-30"),
        ("2024年3月上中旬至6月底", "2024-03-01", "2024-06-30"),
        ("2024年6月第一周至7月", "2024-06-01", "2024-07-31"),
        ("2024年首季度至6月底", "2024-01-01", "2024-06-30"),
        ("2024年上半年至2025年上半年", "2024-01-01", "2025-06-30"),
        ("2024年下半年至2025年上半年", "2024-07-01", "2025-06-30"),
        ("2024年二季度至下半年", "2024-04-01", "2024-12-31"),
        ("2024年2月5日至29日", "2024-02-05", "2024-02-29"),
        ("2023年2-2月", "2023-02-01", "2023-02-28"),
        ("2023.2-2", "2023-02-01", "2023-02-28"),
        ("1月1日至次年3月31日", "2022-01-01", "2023-03-31"),
        ("2012/14年度", "2012-01-01", "2014-12-31"),
        ("2024年底至2025年6月", "2024-12-31", "2025-06-30"),
        ("FY2025 H1 to FY2026 H2", "2024-10-01", "2026-09-30"),
        ("FY2025 H2 to FY2026 H2", "2025-04-01", "2026-09-30"),
        ("FY2025 H1 - December 31", "2024-10-01", "2025-12-31"),
        ("FY2024-2027", "2023-10-01", "2027-09-30"),
        ("late March 2026 to June 2026", "2026-03-21", "2026-06-30"),
        ("H2 2025 to June 2026", "2025-07-01", "2026-06-30"),
        ("this month to June 2024", "2022-09-01", "2024-06-30"),
        ("this quarter to June 2024", "2022-07-01", "2024-06-30"),
        ("next quarter through June 2024", "2022-10-01", "2024-06-30"),
        ("next fiscal year to December 2026", "2022-10-01", "2026-12-31"),
        ("this year to 2025", "2022-01-01", "2025-12-31"),
    ],
)
def test_a_range_begins_on_the_first_day_of_the_time_that_is_named_first(text, start, due):
    deadline = parse_deadline(text, issued=ISSUED, fiscal_year_start=10)
    assert (str(deadline.start), str(deadline.due)) == (start, due)


@pytest.mark.parametrize(
    ("text", "issued", "opens", "due"),
    [
        ("FY2025", "2024-05-31", 2, "2025-01-31"),
        ("this fiscal year", "2024-01-31", 2, "2024-01-31"),
        ("this fiscal year", "2024-02-01", 2, "2025-01-31"),
        ("this fiscal year", "2024-09-30", 10, "2024-09-30"),
        ("this fiscal year", "2024-10-01", 10, "2025-09-30"),
        ("next fiscal year", "2024-11-30", 10, "2026-09-30"),
        ("next fiscal year", "2024-11-30", 1, "2025-12-31"),
    ],
)
def test_a_fiscal_year_ends_before_its_first_month_comes_again(text, issued, opens, due):
    deadline = parse_deadline(text, issued=date.fromisoformat(issued), fiscal_year_start=opens)
    assert str(deadline.due) == due


#: A plan that runs from July to June.
HALVES = Period(date(2023, 7, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "period", "issued", "told"),
    [
        ("9月底前", HALVES, None, "2023-09-30 month end-of-period year-from-period"),
        ("3月底前", HALVES, None, "2024-03-31 month end-of-period year-from-period"),
        ("6月底前", years(2023, 2024), None, "conditional year-unknown"),
        ("6月底前", years(2023, 2024), "2023-03-01", "2023-06-30 month end-of-period year-from-period"),
        ("6月底前", years(2023, 2024), "2023-08-01", "2024-06-30 month end-of-period year-from-period"),
        ("6月底前", years(2021, 2023), "2024-02-01", "2023-06-30 month end-of-period year-from-period"),
        ("春节前", None, "2052-01-01", "conditional festival-unknown"),
        ("春节前", years(2055, 2055), None, "conditional festival-unknown"),
    ],
)
def test_a_day_without_a_year_falls_into_the_period_of_the_plan(text, period, issued, told):
    assert told_of(text, {"period": period, "issued": issued and date.fromisoformat(issued)}) == told


LISTS = [
    ("2024年、2025年、2026年、2027年", "2027-12-31 year end-of-period last-of-several"),
    ("2024年6月、2025年6月、2026年6月底前", "2026-06-30 month end-of-period last-of-several"),
    ("2025年底前、次年6月底前、次年12月底前", "2027-12-31 month end-of-period last-of-several"),
    ("2024年底前、2025年底前、6月底前", "2025-12-31 year end-of-period last-of-several"),
    ("2024年底前、2025年底前和持续推进", "2025-12-31 year end-of-period last-of-several"),
    ("2022年10月至2023年3月、2024年底前", "2024-12-31 year end-of-period"),
    ("2024年6月、2025年6月、持续推进", "2025-06-30 month end-of-period last-of-several"),
    ("December (draft); June (final)", "2023-06-30 month end-of-period next-after-issue last-of-several"),
    ("CY2025, then ongoing", "2025-12-31 year end-of-period then-ongoing"),
    ("calendar year 2025, then ongoing", "2025-12-31 year end-of-period then-ongoing"),
    ("year 2025, then ongoing", "2025-12-31 year end-of-period then-ongoing"),
    ("2025 & 2026", "2026-12-31 year end-of-period last-of-several"),
    ("Q1 2025; by 2030", "2030-12-31 year end-of-period last-of-several"),
    ("June 2026; end of 2026", "2026-12-31 year end-of-period last-of-several"),
    ("June 2023 (by 30 June 2023)", "2023-06-30 day last-of-several"),
    ("late 2025 (from Q3 2025 onward)", "2025-12-31 period third-of-period then-ongoing"),
    ("June 30; final report", "2023-06-30 day next-after-issue"),
    ("December 2025 (draft); June 2026 (final)", "2026-06-30 month end-of-period last-of-several"),
    ("Phase 1 Q3 2026. Phase 2 Q1 2027.", "2027-03-31 quarter end-of-period last-of-several"),
    ("Design complete 2026; construction complete 2028", "2028-12-31 year end-of-period last-of-several"),
    ("Plan 2020-2025, report Q3 2026", "2026-09-30 quarter end-of-period"),
    ("Report by city staff, year-end 2026", "2026-12-31 year end-of-period"),
    ("Budget 2026", "-"),
    ("Pilot: 2026", "2026-12-31 year end-of-period"),
]


@pytest.mark.parametrize(("text", "told"), LISTS)
def test_of_times_side_by_side_the_last_day_holds(text, told):
    assert told_of(text, SETTINGS["issued"]) == told


EDGES = [
    ("2022年9月至2023年6月后", "conditional condition"),
    ("2023年5月1日至15日后", "conditional condition"),
    ("本月底组织验收", "2022-09-30 month end-of-period relative-year"),
    ("本月底组织各乡镇验收", "2022-09-30 month end-of-period relative-year"),
    ("下周内完成各乡镇自查", "2022-09-11 day relative-year"),
    ("本月", "2022-09-30 month end-of-period relative-year"),
    ("上月", "2022-08-31 month end-of-period relative-year"),
    ("全年走访各类企业", "2022-12-31 year end-of-period year-from-issue"),
    ("原则上3个月内", "2022-12-01 day counted-from-issue event-unsaid"),
    ("原则上15日内办结", "2022-09-16 day counted-from-issue event-unsaid"),
    ("力争一年内完成", "conditional vague"),
    ("两年内基本完成", "conditional vague"),
    ("验收后5日内，印发后10日内", "conditional condition"),
    (", by 2030", "2030-12-31 year end-of-period"),
    ("*H1 2025", "2025-06-30 half end-of-period"),
    ("(June '25", "2025-06-30 month end-of-period two-digit-year"),
    ("(Q3 FY25)", "2025-06-30 quarter fiscal-year"),
    ("* H1", "conditional quarter-unclear"),
    ("(within 90 days of adoption)", "2022-11-30 day counted-from-issue"),
    ("continuing until June", "2023-06-30 month end-of-period next-after-issue"),
    ("late March 2026", "2026-03-31 xun third-of-period"),
    ("late February 2028", "2028-02-29 xun third-of-period"),
    ("问题发现后3日内将清单报县政府", "conditional condition"),
    ("the week of June 2, 2026)", "2026-06-08 day end-of-period"),
    ("continuous; due June 2025", "2025-06-30 month end-of-period then-ongoing"),
    ("continuous; due June 30", "2023-06-30 day next-after-issue then-ongoing"),
    ("continuous; due 2025", "2025-12-31 year end-of-period then-ongoing"),
    ("continuous; due spring 2025", "ongoing"),
    ("~~2024年底前~~ 6月底前", "2023-06-30 month end-of-period next-after-issue"),
    ("6月30日（不含）前", "2023-06-29 day next-after-issue day-left-out"),
    ("12月底前（不含当日）", "conditional vague"),
    ("calendar year 2025 at the latest", "2025-12-31 year end-of-period"),
    ("CY 2025 at the latest", "2025-12-31 year end-of-period"),
    ("ongoing through June", "2023-06-30 month end-of-period next-after-issue"),
    ("continuous (2024-2028)", "2024-01-01..2028-12-31 period end-of-period"),
    ("2024-24", "2024-12-31 year end-of-period"),
    ("2024/24", "conditional vague"),
    ("late next fiscal year", "2023-09-30 period third-of-period fiscal-year"),
    ("Q3 '25", "2025-09-30 quarter end-of-period two-digit-year"),
    ("上半年度", "2023-06-30 half end-of-period next-after-issue"),
    ("第二个半年", "2022-12-31 half end-of-period year-from-issue"),
    ("2050年春节前", "2050-01-22 day festival"),
    ("2051年春节前", "conditional festival-unknown"),
    ("2050年清明节前", "2050-04-03 day festival"),
    ("2051年清明节前", "conditional festival-unknown"),
    ("2051年国庆节前", "2051-09-30 day festival"),
    ("国际劳动节前", "2023-04-30 day next-after-issue festival"),
    ("by 6.30", "2023-06-30 day next-after-issue"),
    ("by 9/30", "2022-09-30 day year-from-issue"),
    ("持续推进（2025年）", "2025-12-31 year end-of-period then-ongoing"),
    ("已全面完成，已落实", "-"),
    ("印发后3个月内，县里修桥铺路", "2022-12-01 day counted-from-issue"),
    ("立即，县里修桥铺路", "2022-09-01 day at-once"),
    ("6月卅日前", "2023-06-30 day next-after-issue"),
    ("印发之日起一百日内", "2022-12-10 day counted-from-issue"),
    ("印发之日起二百日内", "2023-03-20 day counted-from-issue"),
    ("印发之日起一百零五日内", "2022-12-15 day counted-from-issue"),
    ("民国一百○三年底前", "2014-12-31 year end-of-period minguo-year"),
    ("2024—2026年定期更新", "recurring"),
    ("每年春季", "recurring"),
    ("每年1月至3月", "recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1 end-of-period"),
    ("每年一季度至三季度", "recurring FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1 end-of-period"),
    ("每年3月底前、9月15日前", "recurring"),
    ("每年3月15日前和9月15日前", "recurring FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15"),
    ("twice a year", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    ("twice monthly", "recurring"),
    ("every 1 year", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("every other meeting", "recurring"),
    ("two meetings a year", "-"),
    ("a June", "-"),
    ("annually (by June 30)", "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
    ("annually by the end of June.", "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
    ("annually, by June 30 and December 31", "recurring"),
    ("annually in the spring", "recurring"),
    ("each June and December.", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    ("Each January (as funds allow)", "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"),
    ("March 15 and 15 September annually", "recurring FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15"),
    ("by end of June of each calendar year", "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
]


@pytest.mark.parametrize(("text", "told"), EDGES)
def test_marks_and_words_around_a_time_leave_it_as_it_is(text, told):
    assert told_of(text, SETTINGS["issued"]) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dec 24 - Jan 25", "conditional either"),
        ("May 24 - June 24", "conditional either"),
        ("May 24 - June 25", "2023-05-24..2023-06-25 day next-after-issue"),
        ("June 24 - June 25", "conditional either"),
        ("June 24, 2024 - June 25", "2024-06-24..2024-06-25 day"),
        ("June 24 - May 29", "conditional either"),
        ("June 24 - May 30", "2022-06-24..2023-05-30 day next-after-issue"),
        ("Dec 20 - Jan 20", "conditional either"),
        ("Dec 19 - Jan 20", "2022-12-19..2023-01-20 day next-after-issue"),
    ],
)
def test_numbers_behind_months_that_may_be_years_or_days_are_told_by_neither(text, told):
    assert told_of(text, SETTINGS["issued"]) == told


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2023-00", "month must be 1 to 12, not 0 [2023-00]"),
        ("2025-13-01", "month must be 1 to 12, not 13 [2025-13-01]"),
        ("2024年6月31日至7月1日", "month 6 has no day 31 [2024年6月31日]"),
        ("6月5日至31日", "month 6 has no day 31 [6月5日至31日]"),
        ("6月40日至50日前", "month 6 has no day 40 [6月40日至50日]"),
        ("2023年2月5日至29日", "February 2023 has 28 days [2023年2月5日至29日]"),
        ("2023年五季度", "quarter must be 1 to 4 [2023年五季度]"),
        ("2025年Q5-Q2", "quarter must be 1 to 4 [2025年Q5-Q2]"),
        ("6月31前完成", "month 6 has no day 31 [6月31]"),
        ("2023 年 13 月底前完成", "month must be 1 to 12, not 13 [2023 年 13 月]"),
        ("每年1月、13月", "month must be 1 to 12, not 13 [1月、13月]"),
        ("June 31, 2025; then July 2025", "month 6 has no day 31 [June 31, 2025]"),
        ("by 2023-00", "month must be 1 to 12, not 0 [2023-00]"),
        ("June 31-30, 2025", "month 6 has no day 31 [June 31]"),
        ("~~2024年底前~~ 13月底前", "month must be 1 to 12, not 13 [13月]"),
        ("2024年13月第一周", "month must be 1 to 12, not 13 [2024年13月第一周]"),
        ("2024-23", "the range ends before it starts [2024-23]"),
        ("(2025 Q5", "quarter must be 1 to 4 [2025 Q5]"),
        ("6/31/2025", "month 6 has no day 31 [6/31/2025]"),
    ],
)
def test_a_part_of_a_range_or_field_that_does_not_exist_is_pointed_at(text, problem):
    assert told_of(text, SETTINGS["issued"]) == problem


@pytest.mark.parametrize(
    "text", ["by 2030", "calendar year 2025", "CY 2025", "year 2025", "(June 2025)", "（2025年6月）"]
)
def test_a_field_that_is_all_about_a_year_is_a_time(text):
    assert is_time(text)


@pytest.mark.parametrize("text", ["20240930", "6.30", "2024"])
def test_a_mere_number_is_a_day_only_where_a_time_is_looked_for(text):
    assert not is_time(text)
    assert parse_deadline(text, issued=ISSUED) is not None


def test_the_period_of_the_plan_holds_beside_what_is_no_time():
    assert told_of("规划期内，县里修桥铺路", SETTINGS["for 2023"]) == (
        "2023-01-01..2023-12-31 period year-from-period"
    )


def test_a_field_with_a_day_that_does_not_exist_twice_is_pointed_at_where_it_stands_first():
    assert explain("2024年6月31日前初稿，2024年6月31日前印发").at == (0, 10)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "Answer within 10 days of issuance.",
            "within 10 days of issuance = 2022-09-11 day counted-from-issue",
        ),
        (
            "Answer within 90 days of the publication of this plan, and report.",
            "within 90 days of the publication of this plan = 2022-11-30 day counted-from-issue",
        ),
        (
            "Publish within 30 days of release, and report within 90 days of issuance.",
            "within 90 days of issuance = 2022-11-30 day counted-from-issue",
        ),
        ("Adopt by 2026.", "by 2026 = 2026-12-31 year end-of-period"),
        ("Adopt by 2026b, pilot by 2027.", "by 2027 = 2027-12-31 year end-of-period"),
        ("Adopt by March 2026a.", "-"),
        (
            "自本方案印发之日起3个月内完成自查，自问题移交之日起30日内销号。",
            "自本方案印发之日起3个月内 = 2022-12-01 day counted-from-issue",
        ),
        ("要在本通知印发之日起100天内达标。", "本通知印发之日起100天内 = 2022-12-10 day counted-from-issue"),
        ("与印发之日起100天内达标的项目对接。", "-"),
        ("从2022年9月到2023年6月，一直坚持。", "-"),
        ("（本年度）", "本年度 = 2022-12-31 year end-of-period relative-year"),
        ("2022年9月1日启动，12月底前完成。", "12月底前 = 2022-12-31 month end-of-period year-from-step"),
        ("改造到2000年底前建成的老旧小区。", "-"),
        ("2021年底前东桥通车。", "-"),
        ("2021年底前建成东桥。", "2021年底前 = 2021-12-31 year end-of-period"),
        ("2021年完成50个，全年完成60个。", "-"),
        ("今年提速。2021年完成50个。全年完成60个。", "全年 = 2022-12-31 year end-of-period year-from-issue"),
        ("去年完成50个。今年提速。全年完成60个。", "全年 = 2022-12-31 year end-of-period year-from-issue"),
        (
            "新建60个，其中2025年5月至8月底前建成20个。",
            "2025年5月至8月底前 = 2025-05-01..2025-08-31 month end-of-period part-of-whole",
        ),
        ("20 25年6月底前建成。", "20 25年6月底前 = 2025-06-30 month end-of-period"),
        ("改造公厕 5 2025年底前建成。", "2025年底前 = 2025-12-31 year end-of-period"),
        ("改造公厕5 2025年底前建成。", "2025年底前 = 2025-12-31 year end-of-period"),
        ("5 2025年底前建成。", "2025年底前 = 2025-12-31 year end-of-period"),
        ("改造1200 6月底前建成。", "6月底前 = 2023-06-30 month end-of-period next-after-issue"),
        (
            "今年每季度末前报送。",
            "每季度末前 = recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1 end-of-period",
        ),
        ("Finish within 12 months, by June 30 report.", "by June 30 = 2023-06-30 day next-after-issue"),
        (
            "By 2/30 publish; within 12 months of issuance report.",
            "within 12 months of issuance = 2023-09-01 day counted-from-issue",
        ),
        (
            "完成初审，by March 2026；2026年3月底前印发。",
            "by March 2026 = 2026-03-31 month end-of-period; 2026年3月底前 = 2026-03-31 month end-of-period",
        ),
    ],
)
def test_a_step_ends_where_its_words_end(text, steps):
    assert steps_of(text, SETTINGS["issued"]) == steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("完善全县农村公路网络体系建设，截至2024年底，已建成20个。", "-"),
        ("比6月底前增加10%，年底前达标。", "年底前 = conditional year-unknown"),
    ],
)
def test_what_is_over_is_told_by_its_words_where_the_day_of_issue_is_unknown(text, steps):
    assert steps_of(text, {}) == steps


@pytest.mark.parametrize(
    "text", ["bi-weekly", "fortnightly", "every cycle", "每年春季", "2024—2026年定期更新"]
)
def test_what_comes_round_on_days_that_are_not_fixed_has_no_rule(text):
    assert parse_deadline(text).rrule == ""


def test_what_is_known_of_the_plan_holds_behind_a_step_as_well():
    assert steps_of("今年3月底前立项，今年底前完成。", SETTINGS["for 2023"]) == (
        "今年3月底前 = 2023-03-31 month end-of-period year-from-period; "
        "今年底前 = 2023-12-31 year end-of-period year-from-period"
    )
    assert steps_of("2021年底前将东桥建成。", SETTINGS["for 2021-2025"]) == (
        "2021年底前 = 2021-12-31 year end-of-period"
    )
    text = "2022年9月5日前部署，印发之日起2个工作日内完成。"
    assert steps_of(text, {"issued": ISSUED, "calendar": Sundays()}).endswith(
        "印发之日起2个工作日内 = 2022-09-11 day counted-from-issue working-days"
    )


def test_a_rule_tells_its_days_from_the_day_it_is_counted_from():
    rule = Recurring(rrule="FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1").rule(date(2024, 7, 1))
    assert [day.date() for day in rule[:2]] == [date(2024, 12, 31), date(2025, 6, 30)]
    assert Recurring(rrule="FREQ=DAILY").rule(date(2024, 7, 9))[0].date() == date(2024, 7, 9)
    with pytest.raises(ValueError, match="'定期' does not say on which days it recurs"):
        Recurring("定期").rule(date(2024, 7, 1))


def test_a_measure_that_comes_round_twice_a_year_has_the_days_of_both():
    text = "甲县2024年工作方案\n一、检查\n（一）每年3月底前检查，每年9月底前通报。（县财政局负责）\n"
    [measure] = read_text(text, issued=date(2024, 3, 1)).plan.measures
    assert measure.deadline.rrule == "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1"
