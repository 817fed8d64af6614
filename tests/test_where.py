"""Conditions: what each holds for, how it is written, and how they are joined."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from policyplan import where
from policyplan.deadlines import Conditional, DueBy, Ongoing, Recurring
from policyplan.errors import QueryError
from policyplan.ledger import Ledger, Progress
from policyplan.model import Assignment, Document, Measure, Plan, Role, Section, Task, Unit
from policyplan.query import Collection, find

OFFICE = Unit("国家知识产权局")
PROTECTION = Unit("国家知识产权局保护司", parent=OFFICE)
CULTURE = Unit("省文旅厅", aliases=("省文化厅",), canonical="广东省文化和旅游厅")
CITIES = Unit("各有关市（州）政府", is_group=True)


def measure(text: str, deadline: object = None, **parts: tuple[Unit, str]) -> Measure:
    """A measure with one unit for each role named: lead=(unit, printed)."""
    assignments = [Assignment(unit, Role(role), printed) for role, (unit, printed) in parts.items()]
    return Measure(text=text, deadline=deadline, assignments=assignments)  # type: ignore[arg-type]


PLAN = Plan(
    title="工作要点",
    sections=(
        Section(
            number="一",
            heading="强化保护",
            items=(
                Task(
                    number="1",
                    heading="专利",
                    measures=(
                        measure("甲", DueBy(date(2022, 12, 31)), lead=(PROTECTION, "保护司")),
                        measure("乙 Trade  Mark", Ongoing("持续推进"), supporting=(CULTURE, "省文旅厅")),
                    ),
                ),
            ),
        ),
        Section(
            number="二",
            heading="服务",
            items=(
                Section(
                    number="（一）",
                    heading="平台建设",
                    items=(
                        Task(
                            number="2",
                            measures=(
                                measure("丙", DueBy(date(2023, 1, 1)), lead=(OFFICE, "国家知识产权局")),
                            ),
                        ),
                        Task(
                            number="（三）",
                            heading="第3方",
                            measures=(measure("丁", Recurring("每年"), responsible=(CITIES, "")),),
                        ),
                        Task(number="1.2", measures=(measure("戊", Conditional("适时")), measure("己"))),
                    ),
                ),
            ),
        ),
    ),
)


def texts(condition: where.Condition) -> str:
    """The first characters of the texts of the measures for which the condition holds."""
    return "".join(entry.measure.text[0] for entry in PLAN.entries() if condition.matches(entry))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("国家知识产权局", "甲丙"),  # itself, and the department below it
        ("国家知识产权局保护司", "甲"),
        ("保护司", "甲"),  # as printed
        ("省文化厅", "乙"),  # an alias
        ("广东省文化和旅游厅", "乙"),  # the registry's name
        ("各有关市(州)政府", "丁"),  # half-width brackets
        ("知识产权局", ""),  # part of a name is not the name
    ],
)
def test_a_unit_is_found_by_any_of_its_names_and_by_the_units_above_it(name: str, found: str) -> None:
    assert texts(where.unit(name)) == found


def test_words_printed_once_for_a_unit_find_it_where_it_is_printed_in_full() -> None:
    first = measure("甲", lead=(PROTECTION, "保护司"))
    second = measure("乙", supporting=(PROTECTION, "国家知识产权局保护司"))
    plan = Plan(sections=(Section(items=(Task(measures=(first, second)),)),))
    assert [where.unit("保护司").matches(entry) for entry in plan.entries()] == [True, True]


def test_a_unit_can_be_given_as_the_value_the_model_holds() -> None:
    assert where.unit(PROTECTION) == where.unit("国家知识产权局保护司")
    assert texts(where.unit(CULTURE)) == "乙"


def test_a_role_is_the_units_own() -> None:
    assert texts(where.leads("国家知识产权局")) == "甲丙"
    assert texts(where.unit("省文旅厅", role="配合")) == "乙"
    assert texts(where.unit("省文旅厅", role=Role.LEAD)) == ""
    assert texts(where.role("牵头")) == "甲丙"
    assert where.role("协办") == where.role(Role.SUPPORTING)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (where.due(), "甲丙"),
        (where.due(by="2022-12-31"), "甲"),
        (where.due(by=date(2022, 12, 30)), ""),
        (where.due(by="2022-12"), "甲"),
        (where.due(before="2022-12-31"), ""),
        (where.due(before="2023"), "甲"),
        (where.due(since="2022-12-31"), "甲丙"),
        (where.due(after="2022-12-31"), "丙"),
        (where.due(after=2022), "丙"),
        (where.due(on="2022"), "甲"),
        (where.due(on=datetime(2023, 1, 1, 12, 30)), "丙"),  # noqa: DTZ001
        (where.due(since="2022-06", by="2023-06", after="2022"), "丙"),
        (where.ongoing(), "乙"),
        (where.recurring(), "丁"),
        (where.conditional(), "戊"),
        (where.undated(), "己"),
    ],
    ids=repr,
)
def test_by_since_and_on_include_the_days_they_name_before_and_after_do_not(
    condition: where.Condition, found: str
) -> None:
    assert texts(condition) == found


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("２０２４．０２", "2024-02-01", "2024-02-29"),
        ("2024/02/29", "2024-02-29", "2024-02-29"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2024年12月31日", "2024-12-31", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024q4", "2024-10-01", "2024-12-31"),
        ("2024年第三季度", "2024-07-01", "2024-09-30"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024年下半年", "2024-07-01", "2024-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_stretch_of_days_can_be_written_in_these_ways(words: str, start: str, end: str) -> None:
    assert where.due(on=words) == where.due(since=start, by=end)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("2022-13", "month must be 1 to 12, not 13"),
        ("2022-00", "month must be 1 to 12, not 00"),
        ("2023-02-30", "day must be 1 to 28 in 2023-02, not 30"),
        ("0000", "year must be 1 to 9999, not 0"),
        ("22-12", "'22-12' is no date such as"),
        ("", "'' is no date such as"),
        ("2022-12-31 24:00", "is no date such as"),
    ],
)
def test_a_date_that_is_none_is_refused(words: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        where.due(by=words)


def test_a_bound_is_written_with_the_day_it_includes() -> None:
    assert str(where.due(before="2022-07")) == "due:..2022-06-30"
    assert str(where.due(after="2022-06")) == "due:2022-07-01.."
    assert str(where.due(on=2022)) == "due:2022"
    assert str(where.due(by=datetime(2022, 7, 1, 9, 30))) == "due:..2022-07-01"  # noqa: DTZ001
    assert str(where.due(on="2022年上半年")) == "due:2022-01-01..2022-06-30"
    assert str(where.due(on="2022-07-01")) == "due:2022-07-01"
    assert str(where.due(since="2022-07-01", by="2022-07-02")) == "due:2022-07-01..2022-07-02"
    assert str(where.due()) == "due:.."


def test_a_condition_is_written_as_the_query_that_says_it() -> None:
    either = where.unit("甲局") | where.leads("乙局")
    both = where.text("OR") & where.text("专 利")
    assert str(either) == "unit:甲局 OR lead:乙局"
    assert str(both) == '"OR" "专 利"'
    assert str(~either) == "-(unit:甲局 OR lead:乙局)"
    assert str(~both) == '-("OR" "专 利")'
    assert str(~where.ongoing()) == "-due:ongoing"
    assert str(either & where.text("*")) == '(unit:甲局 OR lead:乙局) "*"'
    assert str(where.everything()) == "*"
    assert repr(~where.ongoing()) == "~where.ongoing()"
    assert repr(~both) == "~(where.text('OR') & where.text('专 利'))"
    assert repr(~where.everything()) == "~where.everything()"


@pytest.mark.parametrize("word", ["due-soon", "Due soon", " soon ", "临期", "即将到期"])
def test_a_status_has_names_in_english_and_chinese(word: str) -> None:
    assert where.status(word) == where.status("due-soon")
    assert repr(where.status(word)) == "where.status('due-soon')"
    assert str(where.status(word)) == "status:due-soon"
    assert where.status(word) != where.status("done")


def test_a_status_is_told_by_a_ledger_on_a_day_or_by_neither() -> None:
    for given in ({"ledger": Ledger()}, {"on": date(2022, 9, 1)}):
        with pytest.raises(QueryError, match="give both `ledger` and `on`, or neither"):
            where.status("done", **given)  # type: ignore[arg-type]
    asked = where.status("done", Ledger(), date(2022, 9, 1), soon=7)
    assert asked.progress == Progress(Ledger(), date(2022, 9, 1), 7)  # type: ignore[attr-defined]
    assert where.status("done").progress is None  # type: ignore[attr-defined]


def test_a_range_without_days_is_refused() -> None:
    with pytest.raises(QueryError, match="starts on 2023-01-01 and ends before it, on 2022-12-31"):
        where.due(since="2023", by="2022")
    with pytest.raises(QueryError, match="no day comes after 9999-12-31"):
        where.due(after="9999")
    with pytest.raises(QueryError, match="no day comes before 0001-01-01"):
        where.due(before="0001")


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (where.section("一"), "甲乙丙丁戊己"),  # 一 and the inner （一）
        (where.section("第二章"), "丙丁戊己"),
        (where.section(2), "丙丁戊己"),
        (where.section("平台"), "丙丁戊己"),
        (where.section("保护"), "甲乙"),
        (where.task("1"), "甲乙"),
        (where.task("三"), "丁"),
        (where.task(3), "丁"),  # the number, not the 3 of the heading 第3方
        (where.task("第3方"), "丁"),
        (where.task("1.2"), "戊己"),
        (where.task("12"), ""),
        (where.task("专利"), "甲乙"),
    ],
    ids=repr,
)
def test_sections_and_tasks_are_found_by_number_or_by_words_of_their_heading(
    condition: where.Condition, found: str
) -> None:
    assert texts(condition) == found


FIRST = Plan(
    title="临江市2024年工作要点",
    document=Document(number="临政发〔2024〕3号", printed_numbers=("临政发【2024】 3号",)),
    sections=(Section(items=(Task(measures=(measure("庚"),)),)),),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("临政发〔2024〕3号", "庚"),
        ("临政发[2024]3号", "庚"),
        ("临政发(2024) 3号", "庚"),
        ("3号", ""),  # part of a number is not the number
        ("临江市2024年", "庚"),
        ("工作要点", "甲乙丙丁戊己庚"),
        (FIRST, "庚"),
    ],
)
def test_a_plan_is_found_by_its_number_or_by_words_of_its_title(name: str | Plan, found: str) -> None:
    condition = where.plan(name)
    assert "".join(entry.measure.text[0] for entry in find([PLAN, FIRST], condition, strict=False)) == found
    assert texts(condition) + "".join("庚" for e in FIRST.entries() if condition.matches(e)) == found


def test_a_plan_that_is_not_among_those_asked_is_refused_with_the_nearest() -> None:
    for asked in ([PLAN, FIRST], Collection([PLAN, FIRST]), find([PLAN, FIRST])):
        with pytest.raises(
            QueryError, match=r"no plan asked is called '临政发〔2023〕3号'.*did you mean 临政发〔2024〕3号"
        ):
            find(asked, where.plan("临政发〔2023〕3号"))
        assert len(find(asked, "文件:临政发〔2024〕3号 OR -plan:要点")) == 1
    assert not find(FIRST, "plan:临政发〔2023〕3号", strict=False)
    empty = Plan(title="空计划")
    assert not find([empty, FIRST], "plan:空计划")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("trade mark", "乙"),
        ("ＴＲＡＤＥ", "乙"),
        ("专利", "甲乙"),
        ("平台建设", "丙丁戊己"),
        ("mark trade", ""),
        ("保护司", ""),
    ],
)
def test_text_is_searched_as_a_phrase_in_texts_and_headings(words: str, found: str) -> None:
    assert texts(where.text(words)) == found


def test_conditions_join() -> None:
    assert texts(where.section("保护") & where.ongoing()) == "乙"
    assert texts(where.ongoing() | where.undated()) == "乙己"
    assert texts(~where.section("服务")) == "甲乙"
    assert texts(where.everything()) == "甲乙丙丁戊己"


def test_a_condition_is_written_as_the_python_that_makes_it() -> None:
    condition = (where.leads("甲局") | where.unit("乙局", role="配合")) & ~(
        where.due(on="2022-12") & where.text("a 'b'")
    )
    assert repr(condition) == (
        "(where.leads('甲局') | where.unit('乙局', role='supporting'))"
        " & ~(where.due(on='2022-12') & where.text(\"a 'b'\"))"
    )
    assert eval(repr(condition)) == condition


def test_a_condition_refuses_to_be_joined_with_and_or_or() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        where.ongoing() and where.undated()
    with pytest.raises(TypeError):
        where.ongoing() & "专利"  # type: ignore[operator]


@pytest.mark.parametrize("make", [where.unit, where.leads, where.text, where.plan, where.section, where.task])
def test_nothing_to_look_for_is_refused(make: object) -> None:
    with pytest.raises(QueryError, match="nothing to look for"):
        make("  ")  # type: ignore[operator]


def test_an_unknown_role_is_refused_with_the_roles_there_are() -> None:
    with pytest.raises(
        QueryError, match=r"'boss' is no role; the roles are lead \(牵头\), responsible \(责任\)"
    ):
        where.role("boss")


def _many(count: int, unit: str = "市水务局") -> Plan:
    """A plan of so many tasks of one unit, the last of which has another beside it."""
    shares = [Assignment(Unit(unit), Role.RESPONSIBLE, unit)]
    last = [*shares, Assignment(Unit("市财政局"), Role.SUPPORTING, "市财政局")]
    tasks = [
        Task(
            number=f"{at}",
            measures=(Measure(text=f"第{at}件事", assignments=last if at == count else shares),),
        )
        for at in range(1, count + 1)
    ]
    return Plan(sections=(Section(items=tasks),))


@pytest.mark.parametrize("number", [1, 2, 150, 199, 200])
def test_a_condition_that_few_meet_is_joined_to_one_that_many_meet(number: int) -> None:
    plan = _many(200)
    both = where.task(str(number)) & where.unit("市水务局")
    assert [entry.task.number for entry in find(plan, both)] == [str(number)]
    rare = where.unit("市财政局") & where.unit("市水务局")
    assert [entry.task.number for entry in find(plan, rare)] == ["200"]
    assert not find(plan, where.task(str(number)) & where.unit("市水务局", role=Role.LEAD))


def test_what_many_meet_is_looked_up_among_the_few_that_are_left() -> None:
    plan = _many(200)
    few = find(plan, where.task("3") | where.task("200"))
    assert [entry.task.number for entry in find(few, where.unit("市水务局"))] == ["3", "200"]
    assert [entry.task.number for entry in find(few, where.unit("市财政局"))] == ["200"]


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("十", "10"), ("十二", "12"), ("二十", "20"), ("二十三", "23"), ("一百零三", "103"), ("一百二十", "120"),
        ("二〇二", "202"), ("（三）", "3"), ("第十二章", "12"), ("两百", "200"),
    ],
)  # fmt: skip
def test_a_chinese_number_is_asked_for_by_its_figures(printed: str, asked: str) -> None:
    task = Task(number=printed, measures=(Measure(text="修桥"),))
    other = Task(number="七", measures=(Measure(text="修路"),))
    plan = Plan(sections=(Section(items=(task, other)),))
    assert [entry.measure.text for entry in find(plan, where.task(asked))] == ["修桥"]


def test_a_name_of_several_bodies_asks_for_each_of_them_in_its_role() -> None:
    offices = [
        Unit(f"{bureau}办公室", aliases=("办公室",)) for bureau in ("市水务局", "市财政局", "市民政局")
    ]
    roles = (Role.LEAD, Role.SUPPORTING, Role.LEAD)
    shares = [Assignment(office, role, "办公室") for office, role in zip(offices, roles, strict=True)]
    measures = [[shares[2]], [shares[1]], [shares[0], shares[1]], []]
    tasks = [
        Task(number=str(at), measures=(Measure(text="办事", assignments=each),))
        for at, each in enumerate(measures, 1)
    ]
    plan = Plan(sections=(Section(items=tasks),))
    assert [entry.task.number for entry in find(plan, where.unit("办公室"))] == ["1", "2", "3"]
    assert [entry.task.number for entry in find(plan, where.leads("办公室"))] == ["1", "3"]
    assert [entry.task.number for entry in find(plan, where.leads("市水务局办公室"))] == ["3"]


def _due(day: date) -> Plan:
    measure = Measure(text="修桥", deadline=DueBy(day, "前"))
    return Plan(sections=(Section(items=(Task(number="1", measures=(measure,)),)),))


@pytest.mark.parametrize(("soon", "found"), [(7, 0), (9, 0), (10, 1), (30, 1)])
def test_how_soon_is_soon_is_told_where_the_question_is_asked(soon: int, found: int) -> None:
    plan, today = _due(date(2031, 6, 20)), date(2031, 6, 10)
    assert len(find(plan, "status:due-soon", ledger=Ledger(), on=today, soon=soon)) == found


def test_a_ledger_without_a_day_tells_no_status() -> None:
    plan = _due(date(2031, 6, 20))
    with pytest.raises(QueryError, match="a status"):
        find(plan, "status:done", ledger=Ledger())
    with pytest.raises(QueryError, match="a status"):
        find(plan, "status:done", on=date(2031, 6, 10))


def test_a_condition_keeps_the_ledger_it_was_made_with() -> None:
    plan = _due(date(2031, 6, 20))
    asked = where.status("overdue", Ledger(), date(2031, 7, 1))
    assert len(find(plan, asked)) == 1
    assert len(find(plan, asked, ledger=Ledger(), on=date(2031, 6, 1))) == 1


def test_among_the_few_that_are_left_those_are_found_that_meet_it() -> None:
    shares = [Assignment(Unit("市水务局"), Role.RESPONSIBLE, "市水务局")]
    tasks = [
        Task(number=f"{at}", measures=(Measure(text="办事", assignments=shares if at % 2 == 0 else ()),))
        for at in range(1, 201)
    ]
    plan = Plan(sections=(Section(items=[*tasks, Task(number="201", measures=(Measure(text="办事"),))]),))
    few = find(plan, where.task("3") | where.task("4") | where.task("201"))
    assert [entry.task.number for entry in find(few, where.unit("市水务局"))] == ["4"]
