"""What holds for every day, every festival and every text."""

from __future__ import annotations

import re
import warnings
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import Conditional, DueBy, Recurring
from policyplan.reading.times import explain, find_deadlines, is_time, parse_deadline

DAYS = st.dates(date(2001, 1, 1), date(2049, 12, 31))
CHINESE = "〇一二三四五六七八九"


def chinese_year(year: int) -> str:
    return "".join(CHINESE[int(digit)] for digit in str(year))


def chinese_number(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else CHINESE[tens]) + ("十" if tens else "") + (CHINESE[ones] if ones else "")


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
PRINTERS = [
    lambda d: f"{d.year}年{d.month}月{d.day}日前",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日之前完成",
    lambda d: f"于 {d.year} 年 {d.month} 月 {d.day} 日 前完成",
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate(FULL_WIDTH),
    lambda d: f"{chinese_year(d.year)}年{chinese_number(d.month)}月{chinese_number(d.day)}日前",
    lambda d: d.isoformat(),
    lambda d: f"{d.year}.{d.month}.{d.day}前",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"by {d.day} {d:%b} {d.year}",
    lambda d: f"No later than {d:%b}. {d.day}, {d.year}",
]


@given(DAYS, st.sampled_from(PRINTERS))
def test_a_day_is_read_back_however_it_was_printed(day, print_day):
    deadline = parse_deadline(print_day(day))
    assert isinstance(deadline, DueBy)
    assert deadline.due == day


@given(
    DAYS, st.sampled_from(["{0}年{1}月底前", "{0}年{1}月", "{0}.{1:02}", "{0}-{1:02}", "{0}年{1}月前完成"])
)
def test_a_month_ends_on_its_last_day(day, form):
    deadline = parse_deadline(form.format(day.year, day.month))
    assert deadline.due == date(day.year, day.month, monthrange(day.year, day.month)[1])


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_next_one_on_or_after_issue(day, issued):
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    due = parse_deadline(f"{day.month}月{day.day}日前", issued=issued).due
    assert (due.month, due.day) == (day.month, day.day)
    assert issued <= due < issued + timedelta(days=367)


@given(DAYS, DAYS)
def test_a_range_keeps_both_ends_or_is_refused(one, other):
    text = f"{one.year}年{one.month}月{one.day}日至{other.year}年{other.month}月{other.day}日"
    deadline = parse_deadline(text)
    if one <= other:
        assert (deadline.start, deadline.due) == (one, other)
    else:
        assert deadline is None
        assert explain(text).problem == "the range ends before it starts"


@given(DAYS, st.integers(1, 400))
def test_days_of_issue_count_from_the_day_after_it(issued, days):
    assert parse_deadline(f"印发之日起{days}日内", issued=issued).due == issued + timedelta(days=days)


@given(st.integers(2001, 2049), st.integers(1, 99), st.integers(1, 99))
def test_a_day_that_does_not_exist_is_never_read(year, month, day):
    text = f"{year}年{month}月{day}日前"
    deadline = parse_deadline(text)
    try:
        expected = date(year, month, day)
    except ValueError:
        assert deadline is None
        assert explain(text).problem
        assert is_time(text)
    else:
        assert deadline.due == expected


@pytest.mark.parametrize("name", ["春节", "端午", "中秋"])
@pytest.mark.parametrize("year", [*range(2000, 2051, 5), 2020, 2023, 2033, 2034])
def test_the_lunar_festivals_agree_with_another_calendar(name, year):
    lunardate = pytest.importorskip("lunardate")
    month, day = {"春节": (1, 1), "端午": (5, 5), "中秋": (8, 15)}[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = lunardate.LunarDate(year, month, day).toSolarDate()
    assert parse_deadline(f"{year}年{name}节前").due == expected - timedelta(days=1)


def test_tomb_sweeping_day_agrees_with_the_published_holidays():
    chinese_calendar = pytest.importorskip("chinese_calendar")
    from chinese_calendar import Holiday, get_holiday_detail

    assert chinese_calendar
    for year in range(2008, 2025):
        day = parse_deadline(f"{year}年清明节").due
        assert get_holiday_detail(day) == (True, Holiday.tomb_sweeping_day.value)


WORDS = st.lists(
    st.sampled_from(
        [*"年月日前底末初中上下旬季度内起至到、，。；（）“”《》-—~每半一二三十五〇0123456789２ \n",
         "2023年", "12月", "30日", "底前", "第三季度", "持续推进", "印发之日起", "工作日", "每年", "“十四五”", "春节",
         "明年", "每月", "日前", "召开", "完成", "待", "后", "by ", "March ", "2025", "Q2", "FY24", "every ", "within ", "days of ", "省财政厅"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(WORDS | st.text(max_size=40), st.none() | DAYS)
def test_no_text_crashes_and_every_answer_keeps_its_words(text, issued):
    deadline = parse_deadline(text, issued=issued)
    told = explain(text, issued=issued)
    assert told.deadline == deadline
    if told.problem is None:
        assert told.steps
    else:
        assert deadline is None
        assert 0 <= told.at[0] <= told.at[1] <= len(text)
    if deadline is not None:
        assert deadline.text == text.strip()
    if isinstance(deadline, DueBy) and deadline.start:
        assert deadline.start <= deadline.due
    if isinstance(deadline, Recurring) and deadline.rrule:
        assert (
            deadline.rule(date(2023, 1, 1)).after(deadline.rule(date(2023, 1, 1))[0])
            or "UNTIL" in deadline.rrule
        )


@given(WORDS | st.text(max_size=60), st.none() | DAYS)
def test_the_steps_of_prose_stand_where_they_say_and_do_not_overlap(text, issued):
    last = 0
    for start, end, deadline in find_deadlines(text, issued=issued):
        assert last <= start < end <= len(text)
        assert deadline.text == text[start:end]
        last = end


@given(WORDS)
def test_a_day_without_a_year_in_the_words_says_what_it_rests_on(text):
    deadline = parse_deadline(text, issued=date(2022, 9, 1))
    if isinstance(deadline, DueBy) and not re.search(r"[12２一二][0-9０〇-九２]{2,}|\d\d|五", text):
        assert deadline.basis


@pytest.mark.parametrize(
    "unit", ["1月、", "2025年", "每年1月、", "取得成效", "“", "《", "by 2025 ", "第一季度、", "1、", "印发后"]
)
def test_the_work_on_hostile_text_grows_no_faster_than_the_text(unit):
    """Counted, not timed: a text twice as long calls at most about twice as many functions."""
    calls = []
    for times in (300, 600):
        with _Counter() as counter:
            find_deadlines(unit * times + "x")
            parse_deadline(unit * times + "x")
        calls.append(counter.count)
    assert calls[1] <= calls[0] * 2.5 + 200


class _Counter:
    count = 0

    def __enter__(self):
        import sys

        sys.setprofile(self._note)
        return self

    def _note(self, frame, event, argument):
        self.count += 1

    def __exit__(self, *exception):
        import sys

        sys.setprofile(None)


def test_what_is_conditional_has_no_day():
    assert isinstance(parse_deadline("适时"), Conditional)
    assert parse_deadline("适时").due is None
