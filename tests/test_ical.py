"""Calendars: what stands in them, and that programs other than ours read it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import ics
import pytest
import vobject
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from policyplan import (
    Assignment,
    Conditional,
    Deadline,
    Document,
    DueBy,
    ExportError,
    Measure,
    Ongoing,
    Period,
    Plan,
    Recurring,
    Role,
    Section,
    Task,
    Unit,
    to_ical,
)
from policyplan.exporting.feed import Kind
from policyplan.exporting.ical import days_of, event_uid, fold, todo_uid
from policyplan.exporting.links import link_of

HARNESS = Path(__file__).parents[2] / "shared" / "ical_harness" / "check_feed.py"

ROADS = Unit("市交通局")
FINANCE = Unit("市财政局")
SCHOOLS = Unit("市教育局")
PAINT = Measure(
    text="修好东桥,并刷新栏杆。竣工后报市政府。",
    assignments=[
        Assignment(ROADS, Role.LEAD),
        Assignment(FINANCE, Role.SUPPORTING, group=1, shared_by_remit=True, open_ended=True),
    ],
    deadline=DueBy(date(2024, 6, 30), "2024年6月底前"),
)
SWEEP = Measure(
    text="保持街道清洁。", assignments=[Assignment(ROADS, Role.RESPONSIBLE)], deadline=Ongoing("持续推进")
)
COUNT = Measure(
    text="报送在校学生数。",
    assignments=[Assignment(SCHOOLS, Role.RESPONSIBLE)],
    deadline=Recurring("每季度末", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
)
PLAN = Plan(
    title="临江市2024年工作要点",
    document=Document(
        number="临政〔2024〕3号",
        issuers=["临江市人民政府"],
        dated=date(2024, 2, 1),
        published_on=date(2024, 2, 9),
        url="https://linjiang.example/文件/3.html",
    ),
    period=Period(date(2024, 1, 1), date(2024, 12, 31), "2024年"),
    sections=[
        Section(
            number="一",
            heading="市政",
            items=[Task(number="1", measures=[PAINT]), Task(number="2", measures=[SWEEP])],
        ),
        Section(number="二", heading="教育", items=[Task(number="3", heading="摸清底数", measures=[COUNT])]),
    ],
)


def with_measures(*measures: Measure, plan: Plan = PLAN) -> Plan:
    tasks = [Task(number=str(n), measures=[measure]) for n, measure in enumerate(measures, 1)]
    return evolve(plan, sections=[Section(number="一", heading="市政", items=tasks)])


def with_deadline(deadline: Deadline | None) -> Plan:
    return with_measures(evolve(PAINT, deadline=deadline))


def parsed(feed: bytes) -> list[Component]:
    return [part for part in Calendar.from_ical(feed).walk() if part.name in ("VEVENT", "VTODO")]


def only(feed: bytes) -> Component:
    (component,) = parsed(feed)
    return component


def unfolded(feed: bytes) -> list[str]:
    return feed.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_says_who_does_what_by_when() -> None:
    event = only(to_ical(with_measures(PAINT)))
    assert event["SUMMARY"] == "市交通局牵头：修好东桥,并刷新栏杆（2024年6月底前）"
    assert event["DESCRIPTION"].split("\n") == [
        "修好东桥,并刷新栏杆。竣工后报市政府。",
        "",
        "牵头单位：市交通局",
        "配合单位：市财政局等（按职责分工）",
        "完成时限：2024年6月底前（最后一日 2024-06-30）",
        "章节：一 市政",
        "任务：1",
        "文件：《临江市2024年工作要点》（临政〔2024〕3号）",
        "原文：https://linjiang.example/%E6%96%87%E4%BB%B6/3.html",
    ]
    assert event["URL"] == "https://linjiang.example/%E6%96%87%E4%BB%B6/3.html"
    assert [str(category) for category in event["CATEGORIES"].cats] == ["市政", "牵头", "配合"]


def test_the_same_event_in_english() -> None:
    event = only(to_ical(with_measures(PAINT), lang="en"))
    assert event["SUMMARY"] == "市交通局 (lead): 修好东桥,并刷新栏杆 (due: 2024年6月底前)"
    assert "Supporting: 市财政局 and others (each within its remit)" in event["DESCRIPTION"]
    assert "Deadline: 2024年6月底前 (last day 2024-06-30)" in event["DESCRIPTION"]


def test_an_event_is_all_day_on_the_last_day_and_blocks_nobodys_time() -> None:
    lines = unfolded(to_ical(with_measures(PAINT)))
    assert "DTSTART;VALUE=DATE:20240630" in lines
    assert "DTEND;VALUE=DATE:20240701" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in lines


def test_its_time_stamps_are_the_plans_own_date() -> None:
    lines = unfolded(to_ical(with_measures(PAINT)))
    assert "DTSTAMP:20240209T000000Z" in lines
    assert "LAST-MODIFIED:20240209T000000Z" in lines


@pytest.mark.parametrize(
    ("plan", "stamp"),
    [
        (evolve(PLAN, document=Document(dated=date(2024, 2, 1))), "20240201T000000Z"),
        (evolve(PLAN, document=Document()), "20240101T000000Z"),
        (evolve(PLAN, document=Document(), period=None), "19700101T000000Z"),
    ],
)
def test_a_plan_that_tells_fewer_dates_is_stamped_with_what_it_tells(plan: Plan, stamp: str) -> None:
    assert f"DTSTAMP:{stamp}" in unfolded(to_ical(with_measures(PAINT, plan=plan)))


def test_a_to_do_has_a_due_date_and_no_start() -> None:
    todo = only(to_ical(with_measures(PAINT), as_="todo"))
    assert todo.name == "VTODO"
    assert todo.decoded("DUE") == date(2024, 6, 30)
    assert "DTSTART" not in todo
    assert todo["SUMMARY"] == "市交通局牵头：修好东桥,并刷新栏杆（2024年6月底前）"


def test_the_calendar_names_itself_and_says_how_often_to_look() -> None:
    lines = unfolded(to_ical(PLAN, name="市交通局;任务"))
    assert lines[lines.index("NAME:市交通局\\;任务") + 1] == "X-WR-CALNAME:市交通局\\;任务"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines
    assert "X-PUBLISHED-TTL:PT12H" in lines
    assert "COLOR:steelblue" in lines


def test_it_holds_nothing_that_real_programs_stumble_over() -> None:
    feed = to_ical(PLAN, as_="both", undated=True)
    before = feed.partition(b"BEGIN:VEVENT")[0]
    assert b"UID" not in before
    for word in (b"METHOD", b"LANGUAGE", b"ATTENDEE", b"ORGANIZER", b"\t"):
        assert word not in feed


def test_no_uid_is_shared_by_an_event_and_a_to_do() -> None:
    uids = [str(part["UID"]) for part in parsed(to_ical(PLAN, as_="both", undated=True))]
    assert len(uids) == len(set(uids)) == 1 + 4 + 1 + 1 + 4


def test_a_measure_keeps_its_uid_when_everything_but_its_number_changes() -> None:
    other = evolve(PAINT, text="修好西桥。", assignments=(), deadline=DueBy(date(2025, 1, 1)))
    for as_ in ("event", "todo"):
        old, new = (only(to_ical(with_measures(measure), as_=as_)) for measure in (PAINT, other))
        assert old["UID"] == new["UID"]


def triggers(feed: bytes) -> list[tuple[str, str]]:
    return [
        (str(alarm["TRIGGER"].params.get("RELATED", "START")), alarm["TRIGGER"].to_ical().decode())
        for alarm in Calendar.from_ical(feed).walk("VALARM")
    ]


def test_reminders_ring_at_nine_on_days_before() -> None:
    plan = with_measures(PAINT)
    before = [("START", "-P6DT15H"), ("START", "-PT15H")]
    assert triggers(to_ical(plan, alarms=[1, 7, 1])) == before
    assert triggers(to_ical(plan, alarms=[1, 7], as_="todo")) == [("END", when) for _, when in before]
    event = only(to_ical(plan, alarms=[1]))
    (alarm,) = event.walk("VALARM")
    assert datetime.combine(event.decoded("DTSTART"), time()) + alarm.decoded("TRIGGER") == datetime.combine(
        date(2024, 6, 29), time(9)
    )
    assert str(alarm["DESCRIPTION"]) == str(event["SUMMARY"])
    assert str(alarm["ACTION"]) == "DISPLAY"


def test_a_to_do_without_a_day_has_no_reminder() -> None:
    plan = with_measures(SWEEP)
    assert triggers(to_ical(plan, as_="todo", undated=True, alarms=[1], workday_alarm=True)) == []


@pytest.mark.parametrize(
    ("due", "workday"),
    [
        (date(2024, 6, 30), date(2024, 6, 28)),  # a Sunday
        (date(2024, 10, 7), date(2024, 9, 30)),  # the last day of the National Day holidays, a Monday
        (date(2024, 10, 12), None),  # a Saturday worked instead
        (date(2024, 6, 28), None),  # a Friday
        (date(2199, 6, 30), date(2199, 6, 28)),  # a Sunday of a year whose holidays nobody knows
    ],
)
def test_where_the_last_day_is_a_day_off_people_are_reminded_on_the_working_day_before(
    due: date, workday: date | None
) -> None:
    pytest.importorskip("chinese_calendar")
    plan = with_deadline(DueBy(due))
    event = only(to_ical(plan, workday_alarm=True))
    if workday is None:
        assert not event.walk("VALARM")
        assert "工作日" not in event["DESCRIPTION"]
    else:
        (alarm,) = event.walk("VALARM")
        assert datetime.combine(due, time()) + alarm.decoded("TRIGGER") == datetime.combine(workday, time(9))
        assert f"最后一个工作日：{workday}" in event["DESCRIPTION"]


def test_one_reminder_is_enough_where_two_fall_on_one_day() -> None:
    pytest.importorskip("chinese_calendar")
    assert len(triggers(to_ical(with_measures(PAINT), alarms=[2], workday_alarm=True))) == 1


def test_working_days_need_the_calendar_of_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    with pytest.raises(ExportError, match=r"policyplan\[workdays\]"):
        to_ical(PLAN, workday_alarm=True)
    assert to_ical(PLAN, alarms=[1])


@pytest.mark.parametrize("days", [0, -1, 367, True, "1", 1.5])
def test_a_reminder_that_is_no_number_of_days_before_is_refused(days: Any) -> None:
    with pytest.raises(ExportError, match="expected days before the last day, 1 to 366"):
        to_ical(PLAN, alarms=[days])


def test_sections_are_told_apart_by_colour() -> None:
    events = parsed(to_ical(PLAN))
    assert [str(event["COLOR"]) for event in events] == ["steelblue"] + ["seagreen"] * 4


OPEN_ENDED = [Ongoing("持续推进"), Conditional("适时"), Recurring("定期")]


@pytest.mark.parametrize("deadline", OPEN_ENDED)
def test_an_open_ended_measure_is_a_to_do_until_the_end_of_its_plan(deadline: Deadline) -> None:
    plan = with_deadline(deadline)
    todo = only(to_ical(plan, as_="todo", alarms=[1]))
    assert todo.decoded("DUE") == date(2024, 12, 31)
    assert "日历日期：计划的最后一天，不是本项任务的时限" in str(todo["DESCRIPTION"])
    assert not todo.walk("VALARM")
    with pytest.raises(ExportError, match="none of the 1 measures has a day"):
        to_ical(plan)


@pytest.mark.parametrize("deadline", OPEN_ENDED)
def test_a_plan_without_a_period_ends_with_its_last_deadline(deadline: Deadline) -> None:
    plan = evolve(with_measures(PAINT, evolve(SWEEP, deadline=deadline)), period=None)
    _, todo = parsed(to_ical(plan, as_="todo"))
    assert todo.decoded("DUE") == date(2024, 6, 30)
    without = evolve(with_deadline(deadline), period=None)
    with pytest.raises(ExportError, match="none of the 1 measures has a day"):
        to_ical(without, as_="todo")
    assert "DUE" not in only(to_ical(without, as_="todo", undated=True))


def test_a_measure_without_a_deadline_is_a_to_do_only_when_asked_for() -> None:
    plan = with_deadline(None)
    with pytest.raises(ExportError, match="none of the 1 measures has a day"):
        to_ical(plan, as_="todo")
    assert only(to_ical(plan, as_="todo", undated=True)).decoded("DUE") == date(2024, 12, 31)


def test_a_plan_to_the_end_of_time_has_to_dos() -> None:
    plan = evolve(with_measures(SWEEP), period=Period(date(2024, 1, 1), date.max, ""))
    assert only(to_ical(plan, as_="todo")).decoded("DUE") == date(9999, 12, 30)


def test_a_recurring_measure_stands_on_each_day_from_issue_to_the_end_of_the_period() -> None:
    plan = with_measures(COUNT)
    days = [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]
    assert [event.decoded("DTSTART") for event in parsed(to_ical(plan))] == days
    assert [todo.decoded("DUE") for todo in parsed(to_ical(plan, as_="todo"))] == days


@pytest.mark.parametrize("kind", ["event", "todo"])
def test_each_time_a_recurring_measure_comes_round_its_item_names_that_last_day(kind: Kind) -> None:
    items = parsed(to_ical(with_measures(COUNT), as_=kind))
    told = [str(item["DESCRIPTION"]).split("完成时限：")[1].split("\n")[0] for item in items]
    assert told == [f"每季度末（最后一日 2024-{day}）" for day in ("03-31", "06-30", "09-30", "12-31")]


def test_a_day_before_issue_is_not_shown() -> None:
    plan = evolve(with_measures(COUNT), document=Document(dated=date(2024, 7, 1)))
    assert days_of(plan.entries()[0]) == (date(2024, 9, 30), date(2024, 12, 31))


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY",
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY\nRDATE:20240101",
        "FREQ=WEEKLY;BYHOUR=1;UNTIL=99991231",
        "nonsense",
    ],
)
def test_a_rule_without_usable_days_shows_none(rule: str) -> None:
    assert days_of(with_deadline(Recurring("定期", rule)).entries()[0]) == ()


def test_a_rule_with_more_days_than_a_calendar_wants_shows_none() -> None:
    plan = evolve(with_deadline(Recurring("每周五前", "FREQ=WEEKLY;BYDAY=FR")), document=Document())
    assert len(days_of(plan.entries()[0])) == 52
    long = evolve(plan, period=Period(date(1, 1, 1), date.max))
    assert days_of(long.entries()[0]) == ()


def test_a_recurring_measure_of_a_plan_without_a_period_has_no_days() -> None:
    assert days_of(evolve(with_measures(COUNT), period=None).entries()[0]) == ()


def test_the_last_day_of_all_time_is_no_event() -> None:
    assert days_of(with_deadline(DueBy(date.max)).entries()[0]) == ()
    assert only(to_ical(with_deadline(DueBy(date.min)))).decoded("DTSTART") == date.min


def test_many_leads_are_counted_and_long_texts_cut() -> None:
    measure = evolve(
        PAINT, text="修桥" * 100, assignments=[Assignment(Unit(f"第{n}局"), Role.LEAD) for n in range(5)]
    )
    summary = str(only(to_ical(with_measures(measure)))["SUMMARY"])
    assert summary.startswith("第0局等5家牵头：修桥")
    assert summary.endswith("…（2024年6月底前）")
    assert len(summary) < 60


def test_a_role_is_never_promoted() -> None:
    measure = evolve(
        PAINT, assignments=[Assignment(FINANCE, Role.SUPPORTING), Assignment(ROADS, Role.RESPONSIBLE)]
    )
    assert str(only(to_ical(with_measures(measure)))["SUMMARY"]).startswith("市交通局负责：")


def test_a_selection_of_entries_a_plan_and_several_plans_are_all_taken() -> None:
    other = evolve(PLAN, document=evolve(PLAN.document, number="临政〔2025〕1号"))
    assert to_ical(PLAN) == to_ical([PLAN]) == to_ical(PLAN.entries()) == to_ical(iter(PLAN.entries()))
    assert len(parsed(to_ical([PLAN, other]))) == 2 * len(parsed(to_ical(PLAN)))
    assert len(parsed(to_ical(PLAN.entries()[:1]))) == 1


def test_an_entry_given_twice_is_written_once() -> None:
    assert to_ical([PLAN, *PLAN.entries()]) == to_ical(PLAN)


def test_the_calendar_is_named_after_the_one_plan_or_in_general() -> None:
    other = evolve(PLAN, title="别的要点", document=evolve(PLAN.document, number="临政〔2025〕1号"))
    assert "NAME:临江市2024年工作要点" in unfolded(to_ical(PLAN))
    assert "NAME:工作任务完成时限" in unfolded(to_ical([PLAN, other]))


def test_two_plans_with_one_identity_cannot_be_told_apart() -> None:
    with pytest.raises(ExportError, match="two plans have the identity '临政〔2024〕3号'"):
        to_ical([PLAN, evolve(PLAN, title="另一个要点")])


@pytest.mark.parametrize(("source", "found"), [(7, "int"), ("plan.json", "str")])
def test_what_is_no_plan_is_refused(source: Any, found: str) -> None:
    with pytest.raises(TypeError, match=f"expected plans, readings or a selection, found {found}"):
        to_ical(source)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": []}, "empty"),
        ({"source": PLAN, "as_": "journal"}, "it can be 'event', 'todo' or 'both'"),
        ({"source": PLAN, "lang": "fr"}, "it can be 'zh' or 'en'"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_reason(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        to_ical(**arguments)


HOSTILE = [
    "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT",
    "a\\nb\\,c\\;d C:\\New",
    '"quoted";,:=^n <script>alert(1)</script>',
    "\u202eevil\u202c\u2066\u200f",
    "\x00\x07\x0b\x0c\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\ud800",
    "\\" * 200,
    "🎉👨‍👩‍👧‍👦𠮷" * 30,
    "\n\n x \n",
]


def hostile(text: str) -> Plan:
    measure = Measure(
        text=text,
        assignments=[Assignment(Unit(text), Role.LEAD)],
        deadline=DueBy(date(2024, 6, 30), text),
    )
    task = Task(number=text, heading=text, measures=[measure])
    return Plan(
        title=text,
        document=Document(number=text, url=f"https://x.example/{text}"),
        sections=[Section(number=text, heading=text, items=[task])],
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    feed = to_ical(hostile(text), as_="both", name=text)
    lines = unfolded(feed)
    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTODO", "END:VTODO", "END:VCALENDAR",
    ]  # fmt: skip
    assert len(parsed(feed)) == 2
    assert not {c for c in feed.decode() if c < " " or "\x7f" <= c < "\xa0"} - {"\r", "\n"}
    assert not set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029\ufeff"
    ) & set(feed.decode())


def assert_well_folded(feed: bytes) -> None:
    assert feed.endswith(b"\r\n")
    assert feed.count(b"\r") == feed.count(b"\n") == feed.count(b"\r\n")
    for line in feed.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        line.decode()
        assert line != b" "


@given(st.text(alphabet="a,;\\é桥🎉 \r\n", max_size=300), st.text(max_size=80))
def test_any_text_comes_back_from_well_folded_lines(ours: str, any_text: str) -> None:
    text = f"x{ours}{any_text}x"
    feed = to_ical(hostile(text), as_="both")
    assert_well_folded(feed)
    for part in parsed(feed):
        description = str(part["DESCRIPTION"])
        assert description.startswith("x")
        assert "\\" not in description


@given(st.text(alphabet="a,\\桥🎉 ", max_size=300))
def test_no_fold_parts_a_backslash_from_what_it_escapes(value: str) -> None:
    folded = fold(value.replace("\\", "\\\\").replace(",", "\\,"))
    for line in folded.removesuffix(b"\r\n").split(b"\r\n "):
        line.decode()
        assert len(line) <= 75
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0
    assert folded.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == (
        value.replace("\\", "\\\\").replace(",", "\\,")
    )


def test_categories_hold_no_ascii_comma() -> None:
    plan = evolve(PLAN, sections=[Section(heading="市政,交通;教育", items=[Task(measures=[PAINT])])])
    event = only(to_ical(plan))
    assert [str(category) for category in event["CATEGORIES"].cats] == ["市政、交通；教育", "牵头", "配合"]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://a.example/b?c=d#e", "http://a.example/b?c=d#e"),
        ("https://a.example/文 件,1;2%zz", "https://a.example/%E6%96%87%20%E4%BB%B6%2C1%3B2%25zz"),
        ("https://user:secret@a.example:8080/", "https://a.example:8080/"),
        ("javascript:alert(1)", None),
        ("http://", None),
        ("http://[", None),
        ("http://a.example:port/", None),
        ("/relative", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked_and_always_in_ascii(url: str | None, link: str | None) -> None:
    assert link_of(url) == link


def test_vobject_reads_the_same_calendar() -> None:
    feed = to_ical(PLAN, as_="both", undated=True)
    calendar = vobject.readOne(feed.decode())
    calendar.validate(raiseException=True)
    assert {e.uid.value: (e.summary.value, e.dtstart.value, e.dtend.value) for e in calendar.vevent_list} == {
        str(e["UID"]): (str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND"))
        for e in parsed(feed)
        if e.name == "VEVENT"
    }
    assert [t.due.value if hasattr(t, "due") else None for t in calendar.vtodo_list] == [
        t.decoded("DUE") if "DUE" in t else None for t in parsed(feed) if t.name == "VTODO"
    ]


def test_ics_reads_the_same_calendar() -> None:
    feed = to_ical(PLAN, as_="both")
    calendar = ics.Calendar(feed.decode())
    assert {(e.uid, e.name, e.begin.date(), e.end.date(), e.description) for e in calendar.events} == {
        (str(e["UID"]), str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND"), str(e["DESCRIPTION"]))
        for e in parsed(feed)
        if e.name == "VEVENT"
    }
    assert len(calendar.todos) == 6


def test_the_bytes_are_the_same_in_any_time_zone_and_locale(tmp_path: Path) -> None:
    script = """
        import sys
        from test_ical import PLAN
        from policyplan import to_ical
        sys.stdout.buffer.write(to_ical(PLAN, as_="both", undated=True))
    """
    code = "\n".join(line.strip() for line in script.splitlines())
    for number, (zone, locale, seed) in enumerate(
        [("Asia/Shanghai", "C", "1"), ("America/New_York", "POSIX", "2")]
    ):
        environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env=environment,
            capture_output=True,
            check=True,
        )
        assert ran.stdout == to_ical(PLAN, as_="both", undated=True), number


def test_uids_are_version_5_uuids_derived_from_the_entry() -> None:
    from uuid import UUID

    entry = PLAN.entries()[0]
    day = date(2024, 6, 30)
    uids = [
        event_uid(entry.uid),
        todo_uid(entry.uid),
        event_uid(entry.uid, day),
        todo_uid(entry.uid, day),
        event_uid(entry.uid, day + timedelta(1)),
    ]
    assert uids[0] == entry.uid
    assert len(set(uids)) == 5
    assert {UUID(uid).version for uid in uids} == {5}


@pytest.mark.shared
@pytest.mark.parametrize("as_", ["event", "todo", "both"])
def test_real_calendar_programs_agree(as_: Any, tmp_path: Path) -> None:
    programs = os.environ.get("ICAL_HARNESS_ENV")
    if not programs or not HARNESS.is_file():
        pytest.skip(
            "set ICAL_HARNESS_ENV to the calendar programs that shared/ical_harness/setup.sh installed"
        )
    feed = tmp_path / "feed.ics"
    feed.write_bytes(to_ical([PLAN, *map(hostile, HOSTILE)], as_=as_))
    command = [
        sys.executable,
        str(HARNESS),
        str(feed),
        "--env",
        programs,
        "--warnings-fail",
        "--min-clients",
        "17",
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
