"""Text queries and what they find: the grammar, its errors, `find`, and the selection that comes back."""

from __future__ import annotations

import gc
import pickle
import weakref
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import where
from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.errors import QueryError
from policyplan.findings import Finding
from policyplan.model import Assignment, Document, Measure, Plan, Reading, Role, Section, Task, Unit
from policyplan.query import Collection, Selection, find, parse_query
from policyplan.query._language import MAX_DEPTH, MAX_LENGTH
from policyplan.source import display_width

REFUSALS = Path(__file__).parent / "query" / "refusals.txt"

OFFICE = Unit("国家知识产权局")
PROTECTION = Unit("国家知识产权局保护司", parent=OFFICE)
PROVINCE = Unit("省知识产权局", aliases=("吉林省知识产权局",))
FINANCE = Unit("省财政厅")
CITIES = Unit("各有关市（州）政府", is_group=True)
BY_2022 = DueBy(date(2022, 12, 31), "2022年12月底前")
BY_2023 = DueBy(date(2023, 6, 30), "2023年6月底前")


def measure(text: str, deadline: Deadline | None, *parts: tuple[Unit, Role]) -> Measure:
    return Measure(
        text=text, deadline=deadline, assignments=tuple(Assignment(u, r, u.name) for u, r in parts)
    )


def task(number: str, *measures: Measure, heading: str = "") -> Task:
    return Task(number=number, heading=heading, measures=measures)


PLAN = Plan(
    title="共建工作要点",
    document=Document(number="吉政办发〔2022〕32号"),
    sections=(
        Section(
            number="一",
            heading="强化保护",
            items=(
                task("1", measure("专利保护", BY_2023, (PROTECTION, Role.LEAD), (PROVINCE, Role.SUPPORTING))),
                task(
                    "2",
                    measure(
                        "商标品牌", Ongoing("持续推进"), (PROVINCE, Role.LEAD), (FINANCE, Role.RESPONSIBLE)
                    ),
                    measure("专利许可", BY_2022, (PROVINCE, Role.LEAD), (CITIES, Role.RESPONSIBLE)),
                ),
            ),
        ),
        Section(
            number="二",
            heading="优化服务",
            items=(task("3", measure("“快保护”平台 pilot", None, (FINANCE, Role.RESPONSIBLE))),),
        ),
    ),
)
OTHER = Plan(
    title="另一要点",
    sections=(
        Section(items=(task("1", measure("办好展会", BY_2022, (Unit("市商务局"), Role.RESPONSIBLE))),)),
    ),
)


def keys(selection: Selection) -> list[str]:
    return [entry.key for entry in selection]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1/1", "2/1", "2/2", "3/1"]),
        ("*", ["1/1", "2/1", "2/2", "3/1"]),
        ("-*", []),
        ("专利", ["1/1", "2/2"]),
        ("专利 许可", ["2/2"]),
        ("专利 AND 许可", ["2/2"]),
        ("许可 OR 商标", ["2/1", "2/2"]),
        ("许可 或 商标", ["2/1", "2/2"]),
        ("商标 OR 专利 许可", ["2/1", "2/2"]),  # AND binds tighter than OR
        ("(商标 OR 专利) 许可", ["2/2"]),
        ("（商标 OR 专利）-许可", ["1/1", "2/1"]),
        ("-(商标 OR 专利)", ["3/1"]),
        ("NOT 专利", ["2/1", "3/1"]),
        ("--专利", ["1/1", "2/2"]),
        ("强化保护", ["1/1", "2/1", "2/2"]),
        ('"平台 pilot"', ["3/1"]),
        ("“平台 PILOT”", ["3/1"]),
        ('text:"“快保护”"', ["3/1"]),
        ("unit:国家知识产权局", ["1/1"]),
        ("lead:省知识产权局", ["2/1", "2/2"]),
        ("Lead: 吉林省知识产权局", ["2/1", "2/2"]),
        ("牵头：省知识产权局 截止：2022", ["2/2"]),
        ("lead:省知识产权局 due:..2022-12-31 专利", ["2/2"]),
        ("配合:省知识产权局", ["1/1"]),
        ("单位:各有关市（州）政府", ["2/2"]),
        ("角色:责任", ["2/1", "2/2", "3/1"]),
        ("role:responsible -unit:省财政厅", ["2/2"]),
        ("due:2022-12..2023", ["1/1", "2/2"]),
        ("due:2023..", ["1/1"]),
        ("due:2022年至2023年6月", ["1/1", "2/2"]),
        ("due:..", ["1/1", "2/2"]),
        ("due:2023-Q2", ["1/1"]),
        ("due:ongoing OR due:none", ["2/1", "3/1"]),
        ("截止:持续", ["2/1"]),
        ("section:服务", ["3/1"]),
        ("板块:二", ["3/1"]),
        ("task:2 商标", ["2/1"]),
        ("任务:（三）", ["3/1"]),
        ("内容:许可", ["2/2"]),
    ],
)
def test_a_query_finds(query: str, found: list[str]) -> None:
    assert keys(find(PLAN, query)) == found


def test_a_query_and_the_conditions_it_stands_for_are_the_same_value() -> None:
    assert parse_query("牵头：省知识产权局 (专利 OR 商标) -due:..2022-12-31") == (
        where.leads("省知识产权局") & (where.text("专利") | where.text("商标")) & ~where.due(by="2022")
    )


@pytest.mark.parametrize(
    ("query", "marked", "message"),
    [
        ("laed:省知识产权局", "laed", "unknown key 'laed'; did you mean lead?"),
        ("责任单位:省财政厅", "责任单位", "did you mean 责任 or 单位?"),
        (":专利", ":", "unknown key ''"),
        ("专利 unit:省财政局", "省财政局", "did you mean 省财政厅?"),
        ("专利 -(许可 OR lead:知识产权局)", "知识产权局", "did you mean 省知识产权局 or 国家知识产权局"),
        ("unit:民航局", "民航局", "the plans asked name no unit like it"),
        ("due:2022-13", "2022-13", "month must be 1 to 12, not 13"),
        ("专利 due:2023-02-30", "2023-02-30", "day must be 1 to 28 in 2023-02, not 30"),
        ("due:soon", "soon", "'soon' is no date"),
        ("due:2023..2022", "2023..2022", "no day is left"),
        ("role:boss 专利", "boss", "'boss' is no role"),
        ("专利 (许可", "(", "this bracket is never closed"),
        ("专利）许可", "）", "this bracket closes nothing"),
        ("专利 “许可", "“", "this quote is never closed"),
        ("()", ")", "expected a term, found ')'"),
        ("专利 OR", " ", "expected a term, found the end of the query"),
        ("OR 专利", "OR", "expected a term, found 'OR'"),
        ("专利 - 许可", "-", "this minus stands alone"),
        ("unit:", " ", "nothing to look for: expected a unit's name"),
        ("unit: OR 专利", "O", "nothing to look for: expected a unit's name"),
        ("unit:(甲 OR 乙)", "(", "a key takes one value, not brackets"),
        ('""', '""', "nothing to look for"),
    ],
)
def test_a_bad_query_underlines_the_place(query: str, marked: str, message: str) -> None:
    with pytest.raises(QueryError) as raised:
        find(PLAN, query)
    title, line, carets, _hint = str(raised.value).splitlines()
    assert message in str(raised.value)
    assert title.startswith("query:1:")
    shown, under = line.split("│ ")[1] + " ", carets.split("│ ")[1]
    assert in_columns(shown)[under.index("^") : len(under)] == in_columns(marked)


REFUSED = [
    "laed:省财政厅", "x:甲", ":专利", "k" * 45 + ":甲", "责任单位:省财政厅", "ue:2022",
    "unit:省财政局", "unit:民航局", "unit:" + "甲" * 70, "unit:" + "z" * 70 + "知识产权局",
    "due:soon", "due:2022-13", "due:2023-02-30", "due:0000", "due:2023..2022", "due:2022..2023..2024",
    "due:" + "x" * 45, "role:boss", "status:ready", "status:done", "section:' ' task:\"\"", 'section:" "', 'task:""',
    "plan:临江市", "plan:", "unit:", "unit:  ", "unit: OR 专利", "unit:(甲 OR 乙)", "unit: （甲）", 'lead:""', '""', 'text:" "',
    "专利 (许可", "（专利", "专利）许可", "专利 “许可", '"专利', '"专利\\', '"专利\\"', "()", "(", "专利 OR", "OR 专利", "专利 AND",
    "NOT", "专利 - 许可", "(" * 51 + "专利", "-" * 51 + "专利", "(专利) " + "(" * 51 + "许可" + ")" * 51,
    "(专利) " * 9 + "(" * 55 + "许可" + ")" * 55,
]  # fmt: skip


def test_each_refusal_says_what_was_found_where_and_what_to_do(golden) -> None:
    told = []
    for query in REFUSED:
        with pytest.raises(QueryError) as raised:
            find(PLAN, query)
        told.append(f"{query}\n{raised.value}\n")
    golden(REFUSALS, "\n".join(told))


def in_columns(text: str) -> str:
    """The text with each character as often as it takes columns."""
    return "".join(character * display_width(character) for character in text)


def test_a_query_too_long_or_too_deep_is_refused() -> None:
    with pytest.raises(QueryError, match="10001 characters long; at most 10000"):
        parse_query("专" * (MAX_LENGTH + 1))
    for opening in ("(", "-", "NOT ", "（"):
        with pytest.raises(QueryError, match="nested deeper than 50 levels"):
            parse_query(opening * 1000 + "专利")
    deep = "(" * MAX_DEPTH + "专利" + ")" * MAX_DEPTH
    assert parse_query(deep) == where.text("专利")
    assert parse_query(f"{'(专利) ' * 60}OR ({deep[1:-1]})") == parse_query("专利 " * 60 + "OR 专利")
    assert parse_query("x" * MAX_LENGTH) == where.text("x" * MAX_LENGTH)


@given(st.text('()（）-:："“”\\*  \n\tOR或a专', max_size=60))
def test_any_text_is_a_query_or_one_clear_error(query: str) -> None:
    try:
        condition = parse_query(query)
    except QueryError:
        return
    assert parse_query(str(condition)) == condition


names = st.text(min_size=1, max_size=6).filter(str.strip)
days = st.dates()
leaves = st.one_of(
    st.builds(where.unit, names, role=st.none() | st.sampled_from(Role)),
    st.builds(where.role, st.sampled_from(Role)),
    st.builds(lambda day: where.due(by=day), days),
    st.builds(lambda day: where.due(since=day), days),
    st.builds(lambda one, two: where.due(since=min(one, two), by=max(one, two)), days, days),
    st.builds(where.due, on=st.sampled_from(["2022", "2022-02", "2022-Q3", "2022-12-31"])),
    st.sampled_from([where.due(), where.ongoing(), where.recurring(), where.conditional(), where.undated()]),
    st.builds(where.plan, names),
    st.builds(where.section, names),
    st.builds(where.task, names),
    st.builds(
        where.text, names | st.sampled_from(["OR", "或", "-专", "a:b", 'a"b', "(a)", "\\", "*", "a“b”"])
    ),
    st.just(where.everything()),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a: ~a, inner),
    ),
    max_leaves=12,
)


@given(conditions)
def test_a_condition_written_as_a_query_is_read_back_as_itself(condition: where.Condition) -> None:
    assert parse_query(str(condition)) == condition


@given(conditions)
def test_a_condition_written_as_python_is_read_back_as_itself(condition: where.Condition) -> None:
    assert eval(repr(condition), {"where": where}) == condition


UNITS = (OFFICE, PROTECTION, PROVINCE, FINANCE, CITIES)
deadlines = st.none() | st.sampled_from([BY_2022, BY_2023, Ongoing(), Recurring("每年"), Conditional("适时")])
parts = st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(Role)), max_size=3)
measures = st.builds(
    lambda text, due, of: measure(text, due, *of), st.text("专利商标 a", max_size=5), deadlines, parts
)
tasks = st.builds(
    lambda number, of: task(number, *of), st.sampled_from("1234"), st.lists(measures, max_size=3)
)
sections = st.builds(
    lambda number, of: Section(number=number, heading="专利", items=of),
    st.sampled_from("一二三"),
    st.lists(tasks, max_size=3),
)
plans = st.builds(lambda of: Plan(title="要点", sections=of), st.lists(sections, max_size=3))
words = st.sampled_from([unit.name for unit in UNITS])
asked = st.recursive(
    st.one_of(
        st.builds(where.unit, words, role=st.none() | st.sampled_from(Role)),
        st.sampled_from(
            [where.due(), where.due(by="2022"), where.ongoing(), where.undated(), where.role("牵头")]
        ),
        st.sampled_from(
            [where.section("二"), where.task("2"), where.text("专"), where.text("a"), where.everything()]
        ),
    ),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a: ~a, inner),
    ),
    max_leaves=6,
)


def found(plan: Plan, condition: where.Condition) -> list[str]:
    return keys(find(plan, condition, strict=False))


@given(plans, asked, asked)
def test_and_or_and_not_are_intersection_union_and_complement_in_document_order(
    plan: Plan, a: where.Condition, b: where.Condition
) -> None:
    every, in_a, in_b = keys(find(plan)), found(plan, a), found(plan, b)
    assert found(plan, a & b) == [key for key in every if key in in_a and key in in_b]
    assert found(plan, a | b) == [key for key in every if key in in_a or key in in_b]
    assert found(plan, ~a) == [key for key in every if key not in in_a]
    assert found(plan, ~(a & b)) == found(plan, ~a | ~b)


@given(plans, asked)
def test_asking_a_plan_and_asking_each_entry_agree(plan: Plan, condition: where.Condition) -> None:
    assert found(plan, condition) == [entry.key for entry in plan.entries() if condition.matches(entry)]


@given(plans, asked, asked)
def test_narrowing_a_selection_is_asking_both(plan: Plan, a: where.Condition, b: where.Condition) -> None:
    assert find(find(plan, a, strict=False), b, strict=False) == find(plan, a & b, strict=False)


def test_many_plans_and_readings_are_asked_in_the_order_given() -> None:
    selection = find([OTHER, Reading(PLAN, (Finding("odd", "odd"),))], "due:2022")
    assert [(entry.plan.title, entry.key) for entry in selection] == [
        ("另一要点", "1/1"),
        ("共建工作要点", "2/2"),
    ]
    assert selection.plans == (OTHER, PLAN)
    assert repr(selection) == "<Selection: 2 measures of 2 tasks in 2 plans>"


@given(st.lists(plans, max_size=3), asked)
def test_asking_a_collection_is_asking_each_of_its_plans(
    several: list[Plan], condition: where.Condition
) -> None:
    assert find(Collection(several), condition, strict=False) == find(several, condition, strict=False)


def test_a_name_asked_of_a_collection_means_in_each_plan_what_it_means_there() -> None:
    def plan(of: Unit, *others: Unit) -> Plan:
        shorts = tuple(Assignment(unit, Role.LEAD, unit.name) for unit in others)
        measures = (Measure(assignments=(Assignment(of, Role.LEAD, "保护司"),)), Measure(assignments=shorts))
        return Plan(sections=(Section(items=(task("1", *measures),)),))

    market = Unit("市场监管总局保护司")
    plans = Collection([plan(PROTECTION, market), plan(market, PROTECTION)])
    assert [entry.measure.assignments[0].unit for entry in find(plans, "lead:保护司")] == [PROTECTION, market]
    assert [entry.index for entry in find(plans, f"lead:{market.name}")] == [1, 0]
    assert len(find(plans, "unit:国家知识产权局")) == 2


def test_a_collection_is_a_sequence_of_its_plans() -> None:
    plans = Collection([PLAN, Reading(OTHER)])
    assert tuple(plans) == (PLAN, OTHER) == plans.plans
    assert plans[1] is OTHER
    assert plans[:1] == Collection(PLAN)
    assert repr(plans) == "<Collection: 2 plans>"
    assert find(Collection(), "unit:省财政厅") == Selection()
    with pytest.raises(QueryError, match=r"did you mean 省财政厅\?"):
        find(plans, "unit:省财政局")


def test_a_selection_of_a_collection_is_narrowed_like_any_other() -> None:
    found = find(Collection([PLAN, OTHER]), "due:2022")
    assert find(found, "unit:市商务局") == find(OTHER, "unit:市商务局 due:2022")


def test_a_unit_need_be_known_to_one_of_the_plans_only() -> None:
    assert len(find([PLAN, OTHER], "unit:市商务局")) == 1
    with pytest.raises(QueryError, match="no unit is called '市商务局'"):
        find(PLAN, "unit:市商务局")


def test_an_unknown_unit_is_refused_in_a_condition_too_unless_allowed() -> None:
    with pytest.raises(QueryError, match=r"no unit is called '省财政局'; did you mean 省财政厅\?"):
        find(PLAN, ~where.leads("省财政局"))
    assert keys(find(PLAN, where.leads("省财政局"), strict=False)) == []
    assert keys(find(PLAN, "unit:省财政局 OR 商标", strict=False)) == ["2/1"]


def test_the_units_suggested_are_the_three_nearest_and_a_name_within_a_name_is_nearer() -> None:
    names = ["市场监管局执法支队", "市局", "市市场监管局", "市场局", "水务局", "市场监管所"]
    plan = Plan(
        sections=(Section(items=(task("1", *(measure(n, None, (Unit(n), Role.LEAD)) for n in names)),)),)
    )
    with pytest.raises(QueryError, match=r"did you mean 市市场监管局 or 市场监管局执法支队 or 市场监管所\?"):
        find(plan, "unit:市场监管局")
    with pytest.raises(QueryError, match=r"did you mean 市局\?"):
        find(plan, "unit:局市")


def test_a_unit_is_suggested_among_hundreds_of_others() -> None:
    units = [Unit(f"第{number}号办公室") for number in range(300)] + [Unit("省文化和旅游厅")]
    plan = Plan(
        sections=(Section(items=(task("1", *(measure("甲", None, (u, Role.LEAD)) for u in units)),)),)
    )
    with pytest.raises(QueryError, match=r"did you mean 省文化和旅游厅\?"):
        find(plan, "unit:文化旅游厅")


def test_names_of_one_unit_are_suggested_once() -> None:
    with pytest.raises(
        QueryError, match=r"did you mean 吉林省知识产权局 or 国家知识产权局 or 国家知识产权局保护司\?"
    ):
        find(PLAN, "unit:吉林知识产权局")


def test_no_plans_are_asked_without_complaint() -> None:
    assert find([], "unit:省财政厅") == Selection()
    assert not find([])


def test_what_is_no_plan_cannot_be_asked() -> None:
    with pytest.raises(TypeError, match="expected plans, readings or a selection to ask, found str"):
        find("plan.json", "专利")  # type: ignore[arg-type]


def test_a_selection_is_like_a_tuple() -> None:
    selection = find(PLAN)
    assert len(selection) == 4
    assert selection[0].measure.text == "专利保护"
    assert selection[1:3] == find(PLAN, "task:2")
    assert isinstance(selection[::-1], Selection)
    assert selection[-1] in selection
    assert [measure.text for measure in selection.measures] == [
        "专利保护",
        "商标品牌",
        "专利许可",
        "“快保护”平台 pilot",
    ]
    assert [task.number for task in selection.tasks] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("key", "groups"),
    [
        (
            "unit",
            {
                "国家知识产权局保护司": ["1/1"],
                "省知识产权局": ["1/1", "2/1", "2/2"],
                "省财政厅": ["2/1", "3/1"],
                "各有关市（州）政府": ["2/2"],
            },
        ),
        ("lead", {"国家知识产权局保护司": ["1/1"], "省知识产权局": ["2/1", "2/2"], None: ["3/1"]}),
        (
            "role",
            {"lead": ["1/1", "2/1", "2/2"], "supporting": ["1/1"], "responsible": ["2/1", "2/2", "3/1"]},
        ),
        ("due", {"2023-06-30": ["1/1"], "ongoing": ["2/1"], "2022-12-31": ["2/2"], "undated": ["3/1"]}),
        ("month", {"2023-06": ["1/1"], "ongoing": ["2/1"], "2022-12": ["2/2"], "undated": ["3/1"]}),
        ("quarter", {"2023-Q2": ["1/1"], "ongoing": ["2/1"], "2022-Q4": ["2/2"], "undated": ["3/1"]}),
        ("year", {"2023": ["1/1"], "ongoing": ["2/1"], "2022": ["2/2"], "undated": ["3/1"]}),
        ("section", {"一 强化保护": ["1/1", "2/1", "2/2"], "二 优化服务": ["3/1"]}),
        ("task", {"1": ["1/1"], "2": ["2/1", "2/2"], "3": ["3/1"]}),
        ("plan", {"吉政办发〔2022〕32号": ["1/1", "2/1", "2/2", "3/1"]}),
        (lambda entry: len(entry.measure.text) > 4, {False: ["1/1", "2/1", "2/2"], True: ["3/1"]}),
    ],
)
def test_a_selection_is_grouped(key: object, groups: dict[object, list[str]]) -> None:
    grouped = find(PLAN).group_by(key)  # type: ignore[arg-type]
    assert {value: keys(selection) for value, selection in grouped.items()} == groups
    assert list(grouped) == list(groups)


def test_a_selection_and_a_collection_say_how_many_they_hold() -> None:
    assert repr(find(PLAN)) == "<Selection: 4 measures of 3 tasks in 1 plan>"
    assert repr(find([PLAN, OTHER])) == "<Selection: 5 measures of 4 tasks in 2 plans>"
    assert repr(find(OTHER)) == "<Selection: 1 measure of 1 task in 1 plan>"
    assert repr(Collection([PLAN])) == "<Collection: 1 plan>"
    assert repr(Collection([PLAN, OTHER])) == "<Collection: 2 plans>"


@pytest.mark.parametrize("key", ["due", "month", "quarter", "year"])
def test_the_name_of_a_group_by_time_is_a_query_for_it(key: str) -> None:
    for value, group in find(PLAN).group_by(key).items():  # type: ignore[arg-type]
        assert find(PLAN, f"due:{value}") == group


@pytest.mark.parametrize(
    ("key", "reverse", "order"),
    [
        ("due", False, ["2/2", "1/1", "2/1", "3/1"]),
        ("due", True, ["1/1", "2/2", "2/1", "3/1"]),
        ("lead", False, ["1/1", "2/1", "2/2", "3/1"]),
        ("lead", True, ["2/1", "2/2", "1/1", "3/1"]),
        ("task", True, ["3/1", "2/2", "2/1", "1/1"]),
        (lambda entry: entry.measure.text, False, ["3/1", "1/1", "2/2", "2/1"]),
    ],
)
def test_a_selection_is_sorted_and_what_has_no_value_comes_last(
    key: object, reverse: bool, order: list[str]
) -> None:
    assert keys(find(PLAN).sort_by(key, reverse=reverse)) == order  # type: ignore[arg-type]


def test_narrowing_keeps_the_order_of_a_sorted_selection() -> None:
    assert keys(find(find(PLAN).sort_by("due"), "专利 OR 商标")) == ["2/2", "1/1", "2/1"]


def test_grouping_or_sorting_by_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="'colour' is none of due, lead, month, plan"):
        find(PLAN).group_by("colour")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'month' is none of due, lead, plan, task, unit"):
        find(PLAN).sort_by("month")  # type: ignore[arg-type]


def test_the_units_of_a_selection_hold_only_what_was_found() -> None:
    duties = find(PLAN, "due:..").units()
    assert [unit.name for unit in duties] == ["国家知识产权局保护司", "省知识产权局", "各有关市（州）政府"]
    assert [measure.text for measure in duties[1].measures()] == ["专利保护", "专利许可"]
    assert [measure.text for measure in duties[1].measures(Role.LEAD)] == ["专利许可"]


def test_what_was_built_to_ask_a_plan_goes_with_the_plan() -> None:
    plan = Plan(sections=(Section(items=(task("1", measure("甲", None, (FINANCE, Role.LEAD))),)),))
    assert len(find(plan, "unit:省财政厅 甲 due:undated")) == 1
    copy = pickle.loads(pickle.dumps(plan))
    assert copy == plan
    assert len(find(copy, "unit:省财政厅")) == 1
    alive = weakref.ref(plan)
    del plan
    gc.collect()
    assert alive() is None


YEARS = [
    Plan(title=f"青河县{year}年{work}工作要点")
    for year, work in ((2026, "教育"), (2023, "水利"), (2022, "水利"), (2024, "水利"), (2025, "水利"))
]


def test_at_most_three_plans_with_a_name_like_the_one_asked_for_are_named_the_nearest_first() -> None:
    with pytest.raises(QueryError, match="did you mean") as raised:
        find(YEARS, "plan:青河县2024年水力工作要点")
    hint = str(raised.value).split("did you mean ")[1]
    assert hint == ("青河县2024年水利工作要点 or 青河县2022年水利工作要点 or 青河县2023年水利工作要点?")


def test_the_nearest_plan_is_found_among_hundreds() -> None:
    many = [Plan(title=f"西山县{at}号工程实施方案") for at in range(300)]
    with pytest.raises(QueryError, match=r"did you mean 青河县2024年水利工作要点\?"):
        find([*many, Plan(title="青河县2024年水利工作要点")], "plan:青河县2024年水利工作要典")


@pytest.mark.parametrize("number", ["吉政办发〔2022〕32号", "吉政办发 〔2022〕 32 号", "吉政办发[2022]32号"])
def test_a_plan_is_asked_for_by_its_number_however_it_is_spaced(number: str) -> None:
    assert find(PLAN, where.plan(number)).entries == find(PLAN, "*").entries


def test_what_is_no_query_is_told_by_its_type() -> None:
    with pytest.raises(TypeError, match=r"not int\Z"):
        find(PLAN, 3)  # type: ignore[arg-type]


def test_a_selection_shown_as_a_table_says_how_much_it_holds() -> None:
    assert ">Selection: 1 measure of 1 task in 1 plan</caption>" in find(PLAN, "商标")._repr_html_()


def test_what_is_no_condition_is_joined_to_none() -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        where.text("专利") | "商标"  # type: ignore[operator]
