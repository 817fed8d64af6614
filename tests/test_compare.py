"""Two editions of a plan compared: what was done to a text is what is told, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve, fields
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policyplan as pp
from policyplan import editions, testing
from policyplan.cli import policyplan as command_line
from policyplan.deadlines import Ongoing
from policyplan.editions import (
    Added,
    Change,
    Comparison,
    DeadlineChanged,
    Dropped,
    FactChanged,
    LeadChanged,
    MilestoneChanged,
    Renumbered,
    Reworded,
    compare,
)
from policyplan.editions.wording import plain
from policyplan.model import Assignment, Measure, Plan, Section, Task, Unit

#: Whole plans are slow to invent.
some_plans = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

JILIN = (Path(__file__).parents[1] / "examples" / "jilin_2022" / "source.txt").read_text(encoding="utf-8")


def plan_of(text: str) -> Plan:
    return pp.read_text(text).plan


def changed(text: str, *replacements: tuple[str, str]) -> str:
    """A text in which each replaced stretch stands exactly once."""
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def without(text: str, start: str, end: str) -> str:
    """A text without what stands from `start` up to `end`."""
    at = text.index(start)
    return text[:at] + text[text.index(end, at) :]


def told(comparison: Comparison) -> list[str]:
    """Each change as its kind and where it stands."""
    return [f"{change.kind} {change.place.number if change.place else ''}".strip() for change in comparison]


def kinds(old: str, new: str, **options: bool) -> list[str]:
    return told(compare(plan_of(old), plan_of(new), **options))


# The Jilin plan and a second edition of it


def second_edition() -> str:
    """The Jilin plan: another leads task 6, 7 is reworded, 19 gone, 21 and 22 have other deadlines, 25 is new, and 25 is 26."""
    last = JILIN[JILIN.index("25. 加强国家知识产权试点") :]
    text = JILIN.removesuffix(last)
    text = without(text, "19. 打造“吉致吉品”", "五、加快完善")
    return changed(
        text,
        ("搭建高校院所与企业专利供需对接平台", "建设高校、科研院所与企业专利供需对接平台"),
        (
            "省知识产权局牵头，省财政厅、省科技厅等按职责分工负责",
            "省财政厅牵头，省知识产权局、省科技厅等按职责分工负责",
        ),
        (
            "公共服务司等按职责分工负责。完成时限：2022年12月底前",
            "公共服务司等按职责分工负责。完成时限：2023年6月底前",
        ),
        ("完成时限：2022年10月底前", "完成时限：持续推进"),
    ) + (
        "25. 设立东北亚知识产权仲裁院，健全纠纷多元化解机制。（责任单位：省司法厅牵头。完成时限：2023年6月底前）\n\n"
        f"26. {last.removeprefix('25. ')}\n"
    )


def test_a_second_edition_of_the_jilin_plan_gives_exactly_what_was_done_to_it() -> None:
    comparison = compare(plan_of(JILIN), plan_of(second_edition()))
    assert told(comparison) == [
        "lead-changed 6",
        "text-reworded 7",
        "task-dropped 19",
        "deadline-moved 21",
        "deadline-changed 22",
        "task-added 25",
        "task-renumbered 26",
    ]
    lead, text, _, moved, ongoing, _, number = comparison
    assert isinstance(lead, LeadChanged)
    assert [unit.name for unit in lead.before] == ["省知识产权局"]
    assert [unit.name for unit in lead.after] == ["省财政厅"]
    assert {
        (part.unit.name, part.before.role.value, part.after.role.value)
        for part in lead.parts
        if part.before and part.after
    } == {
        ("省知识产权局", "lead", "responsible"),
        ("省财政厅", "responsible", "lead"),
    }
    assert isinstance(text, Reworded)
    assert [(p.old, p.new) for p in text.passages if not p.kept] == [("搭建", "建设"), ("", "、科研")]
    assert isinstance(moved, DeadlineChanged)
    assert (moved.days, moved.before and moved.before.due, moved.after and moved.after.due) == (
        181,
        date(2022, 12, 31),
        date(2023, 6, 30),
    )
    assert isinstance(ongoing, DeadlineChanged)
    assert (ongoing.days, type(ongoing.after)) == (None, Ongoing)
    assert isinstance(number, Renumbered)
    assert (number.before, number.after) == ("25", "26")


def test_tasks_that_are_numbered_anew_are_renumbered_and_nothing_else() -> None:
    text = without(JILIN, "19. 打造“吉致吉品”", "五、加快完善")
    for number in range(20, 26):
        text = changed(text, (f"\n{number}. ", f"\n{number - 1}. "))
    comparison = compare(plan_of(JILIN), plan_of(text))
    assert told(comparison) == ["task-dropped 19", *(f"task-renumbered {number}" for number in range(19, 25))]
    assert "tasks 20–25 → 19–24: only renumbered" in str(comparison)


def test_a_task_that_moves_to_another_section_and_is_reworded_is_the_same_task() -> None:
    start, end = JILIN.index("19. 打造“吉致吉品”"), JILIN.index("五、加快完善")
    task = JILIN[start:end]
    text = JILIN[:start] + JILIN[end:]
    text = changed(
        text, ("25. 加强国家", task.replace("建设商标品牌指导站", "增设商标品牌指导站") + "25. 加强国家")
    )
    comparison = compare(plan_of(JILIN), plan_of(text))
    assert told(comparison) == ["task-moved 19", "text-reworded 19"]
    assert "section: 四 全力助推地理标志品牌富农兴农 → 五 加快完善知识产权服务支撑体系" in str(comparison)


def test_a_section_with_another_heading_keeps_its_tasks() -> None:
    text = changed(JILIN, ("四、全力助推地理标志品牌富农兴农", "四、做大做强地标产业"))
    assert kinds(JILIN, text) == ["heading-reworded 四"]


def test_the_width_of_marks_and_line_ends_are_no_change() -> None:
    text = (
        JILIN.replace("，", ",")
        .replace("（责任单位：", "(责任单位:")
        .replace("国家知识产权局运用促进\n\n司", "国家知识产权局运用促进司")
    )
    assert kinds(JILIN, text) == []


# What matters in a measure


BEFORE = "1.修建东桥，改善出行。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("市财政局配合", "市财政局、市审计局配合", ["duty-added 1"]),
        ("，市财政局配合", "", ["duty-dropped 1"]),
        ("市财政局配合", "市财政局督导", ["role-changed 1"]),
        ("市交通局牵头", "市住建局牵头", ["lead-changed 1"]),
        ("市交通局牵头", "市住建局、市交通局牵头", ["lead-changed 1"]),
        ("。完成时限：2024年6月底前", "", ["deadline-dropped 1"]),
        ("2024年6月底前", "2024年5月底前", ["deadline-moved 1"]),
        ("2024年6月底前", "2024年6月30日前", ["clause-reworded 1"]),
        ("2024年6月底前", "每年6月底前", ["deadline-changed 1"]),
        ("市财政局配合", "市财政局等配合", ["clause-reworded 1"]),
        ("修建东桥", "修建西桥", ["text-reworded 1"]),
        ("1.修建", "2.修建", ["task-renumbered 1"]),
    ],
)  # fmt: skip
def test_each_thing_that_may_change_is_told_as_what_it_is(old: str, new: str, expected: list[str]) -> None:
    found = kinds(BEFORE, changed(BEFORE, (old, new)))
    assert [kind.rpartition(" ")[0] for kind in found] == [kind.rpartition(" ")[0] for kind in expected]


def test_one_measure_more_or_less_is_told_with_its_task() -> None:
    more = BEFORE + "实施夜间照明。（责任单位：市城管局。完成时限：2024年9月底前）"
    assert kinds(BEFORE, more) == ["measure-added 1"]
    assert kinds(more, BEFORE) == ["measure-dropped 1"]


def test_a_unit_is_the_same_under_its_short_name_and_its_full_one() -> None:
    old = plan_of("数字吉林工作要点\n1.修建东桥。（责任单位：省财政厅牵头，省发改委）")
    new = plan_of("数字吉林工作要点\n1.修建东桥。（责任单位：吉林省财政厅牵头，省发展改革委）")
    assert told(compare(old, new)) == ["clause-reworded 1"]


def test_units_that_the_registry_does_not_know_are_the_same_by_any_of_their_names() -> None:
    def plan(unit: Unit) -> Plan:
        measure = Measure(text="修建东桥。", assignments=[Assignment(unit, pp.Role.LEAD)])
        return Plan(sections=[Section(items=[Task(number="1", measures=[measure])])])

    old, new = plan(Unit("市桥梁办", aliases=["桥梁办"])), plan(Unit("临江市桥梁办公室", aliases=["桥梁办"]))
    assert not compare(old, new)
    assert told(compare(old, plan(Unit("市道路办")))) == ["lead-changed 1"]


def test_a_dated_step_that_moves_says_by_how_long() -> None:
    old = plan_of("1.完善清单，2024年3月底前编制并公布目录。（责任单位：市财政局。完成时限：2024年12月底前）")
    new = plan_of("1.完善清单，2024年5月底前编制并公布目录。（责任单位：市财政局。完成时限：2024年12月底前）")
    text, step = compare(old, new)
    assert text.kind == "text-reworded"
    assert isinstance(step, MilestoneChanged)
    assert (step.kind, step.days) == ("milestone-moved", 61)


def test_what_the_document_says_of_itself_is_compared_before_its_tasks() -> None:
    text = changed(
        JILIN,
        ("成文日期:	2022年09月01日", "成文日期:	2022年10月01日"),
        ("\n2022年9月1日\n", "\n2022年10月1日\n"),
        ("经研究,双方确定", "双方确定"),
    )
    comparison = compare(plan_of(JILIN), plan_of(text))
    assert told(comparison) == ["fact-changed", "preamble-reworded"]
    fact = comparison[0]
    assert isinstance(fact, FactChanged)
    assert (fact.fact, fact.before, fact.after) == ("dated", date(2022, 9, 1), date(2022, 10, 1))


# An amendment


def test_an_amendment_leaves_alone_what_it_does_not_hold() -> None:
    amendment = (
        "临江市关于修改工作要点的通知\n"
        "2.清理河道，恢复湿地。（责任单位：市水利局牵头。完成时限：2025年6月底前）\n"
        "9.增设路灯。（责任单位：市城管局）\n"
    )
    whole = (
        "临江市2024年工作要点\n一、交通\n1.修建东桥。（责任单位：市交通局）\n"
        "二、水利\n2.清理河道，恢复湿地。（责任单位：市水利局牵头。完成时限：2024年6月底前）\n3.修缮堤坝。（责任单位：市水利局）\n"
    )
    assert kinds(whole, amendment, partial=True) == ["deadline-moved 2", "task-added 9"]
    assert "task-dropped 1" in kinds(whole, amendment)


@some_plans
@given(testing.plans(), st.data())
def test_an_amendment_that_holds_some_tasks_as_they_are_changes_nothing(
    plan: Plan, data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(plan.sections), max_size=len(plan.sections)))
    sections = [section for section, stays in zip(plan.sections, kept, strict=True) if stays]
    assert not compare(plan, evolve(plan, sections=sections, title="修改通知"), partial=True)


# Properties


@some_plans
@given(testing.plans())
def test_a_plan_compared_with_itself_shows_no_change(plan: Plan) -> None:
    comparison = compare(plan, plan)
    assert not comparison
    assert str(comparison) == "no changes"


def mirrored(change: Change) -> object:
    """A change as it is the other way round, in values that can be counted."""
    return _values(change, turned=True)


def _values(change: Change, *, turned: bool = False) -> object:
    names = {"old": "new", "new": "old", "before": "after", "after": "before"} if turned else {}
    other: dict[type[Change], type[Change]] = {Added: Dropped, Dropped: Added} if turned else {}
    values = {each.name: getattr(change, names.get(each.name, each.name)) for each in fields(type(change))}
    if "parts" in values:
        values["parts"] = sorted(repr(_values(part, turned=turned)) for part in values["parts"])
    passages = change.passages if isinstance(change, Reworded) else ()
    words = [(p.new, p.old, p.kept) if turned else (p.old, p.new, p.kept) for p in passages]
    return other.get(type(change), type(change)), repr(values), repr(words)


@some_plans
@given(testing.plans(), testing.plans())
def test_a_comparison_turned_round_tells_the_same_the_other_way_round(one: Plan, other: Plan) -> None:
    there, back = compare(one, other), compare(other, one)
    assert Counter(map(mirrored, there)) == Counter(map(_values, back))


@some_plans
@given(testing.plans(), testing.plans())
def test_whatever_differs_can_be_shown_and_no_words_are_lost(one: Plan, other: Plan) -> None:
    comparison = compare(one, other)
    json.dumps(comparison.to_dict()).encode()
    assert comparison.to_text() and comparison.to_markdown() and comparison.to_html()  # noqa: PT018
    for change in comparison:
        if isinstance(change, Reworded):
            assert "".join(p.old for p in change.passages) == change.before
            assert "".join(p.new for p in change.passages) == change.after


@given(st.text("推进建设A1 。，\n", max_size=40), st.text("推进建设A1 。，\n", max_size=40))
def test_passages_hold_all_words_of_both_texts(old: str, new: str) -> None:
    found = editions.passages(old, new)
    assert ("".join(p.old for p in found), "".join(p.new for p in found)) == (old, new)
    assert all(plain(p.old) == plain(p.new) for p in found if p.kept)


def test_a_text_too_long_to_compare_word_by_word_is_compared_by_its_sentences() -> None:
    sentences = [f"第{n}条推进第{n * 7}项工作落实到位。" for n in range(400)]
    old = "".join(["开头甲。", *sentences, "结尾甲。"])
    new = "".join(["开头乙。", *sentences[:200], "新增一条。", *sentences[200:], "结尾乙。"])
    assert [(p.old, p.new) for p in editions.passages(old, new) if not p.kept] == [
        ("开头甲。", "开头乙。"),
        ("", "新增一条。"),
        ("结尾甲。", "结尾乙。"),
    ]


# Tasks that are hard to tell apart


def test_tasks_of_the_same_words_are_told_apart_by_number_and_section() -> None:
    old = "一、城东\n1.加强巡查。（责任单位：市城管局）\n二、城西\n2.加强巡查。（责任单位：市公安局）\n"
    new = "一、城东\n1.加强巡查。（责任单位：市城管局）\n二、城西\n2.加强巡查。（责任单位：市交通局）\n"
    comparison = compare(plan_of(old), plan_of(new))
    assert [(change.kind, change.place and change.place.number) for change in comparison] == [
        ("duty-added", "2"),
        ("duty-dropped", "2"),
    ]


def test_another_task_under_the_same_number_is_another_task() -> None:
    old = "1.修建东桥，改善两岸居民出行条件。（责任单位：市交通局）\n2.清理河道。（责任单位：市水利局）"
    new = "1.举办读书节，丰富群众文化生活。（责任单位：市文旅局）\n2.清理河道。（责任单位：市水利局）"
    assert sorted(kinds(old, new)) == ["task-added 1", "task-dropped 1"]


def test_two_tasks_that_change_places_are_renumbered_only() -> None:
    one, two = (
        "修建东桥，改善两岸居民出行条件。（责任单位：市交通局）",
        "清理河道，恢复湿地。（责任单位：市水利局）",
    )
    assert kinds(f"1.{one}\n2.{two}", f"1.{two}\n2.{one}") == ["task-renumbered 1", "task-renumbered 2"]


def test_many_tasks_of_one_pattern_all_reworded_are_found_again() -> None:
    def plan(said: str, shift: int) -> Plan:
        tasks = [
            Task(number=str(n + shift), text=f"{said}第{n}批老旧小区改造，完善配套设施，提升居住品质。")
            for n in range(300)
        ]
        return Plan(sections=[Section(items=tasks)])

    comparison = compare(plan("推进", 1), plan("加快推进", 2))
    assert Counter(change.kind for change in comparison) == {"text-reworded": 300, "task-renumbered": 300}
    numbers = [(c.before, c.after) for c in comparison if isinstance(c, Renumbered)]
    assert numbers == [(str(n + 1), str(n + 2)) for n in range(300)]


# What is shown


HOSTILE = '<script>alert("x")</script>](javascript:x) *b* `c` \x1b[31m\u202e'


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


def test_nothing_that_stands_in_a_plan_becomes_markup() -> None:
    def plan(extra: str) -> Plan:
        unit = Unit(f"市水利局{extra}")
        measure = Measure(text=f"清理河道，恢复湿地{extra}", assignments=[Assignment(unit, pp.Role.LEAD)])
        task = Task(number=f"1{extra}", heading=f"清理{extra}", measures=[measure])
        return Plan(title=f"工作要点{extra}", sections=[Section(heading=f"水利{extra}", items=[task])])

    comparison = compare(plan(""), plan(HOSTILE))
    page = Page()
    page.feed(comparison.to_html())
    assert page.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "del",
        "ins",
    }
    for shown in (comparison.to_html(), comparison.to_markdown(), comparison._repr_html_(), str(comparison)):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert "<script" not in comparison.to_html() + comparison._repr_html_()
    assert "<script" not in comparison.to_markdown().replace("\\<", "")


def test_a_notebook_shows_twenty_places_and_says_how_many_more() -> None:
    plan = Plan(sections=[Section(items=[Task(number=str(n), text=f"第{n}项") for n in range(30)])])
    shown = compare(Plan(sections=[Section()]), plan)._repr_html_()
    assert shown.count("<h2>") == 20
    assert "… and 10 more" in shown


def test_the_changes_of_one_unit_are_those_of_its_measures() -> None:
    comparison = compare(plan_of(JILIN), plan_of(second_edition()))
    assert [change.kind for change in comparison.of_unit("省财政厅")] == ["lead-changed"]
    assert [change.kind for change in comparison.of_unit("吉林省司法厅")] == ["task-added"]
    assert comparison.of_unit("省体育局") == ()


def test_the_changes_of_a_body_are_those_of_the_units_below_it_too() -> None:
    old = "1.修好东桥。（责任单位：国家知识产权局保护司、办公室。2031年6月底前）\n2.修订规程。（责任单位：市水利局）"
    new = changed(old, ("6月", "9月"), ("规程", "章程"))
    comparison = compare(plan_of(old), plan_of(new))
    assert [change.kind for change in comparison.of_unit("国家知识产权局")] == ["deadline-moved"]
    assert comparison.of_unit("办公室") == comparison.of_unit("国家知识产权局")


def test_changes_can_be_had_by_kind_and_by_place() -> None:
    comparison = compare(plan_of(JILIN), plan_of(second_edition()))
    assert [change.kind for change in comparison.of_kind("task-added", "task-dropped")] == [
        "task-dropped",
        "task-added",
    ]
    assert comparison[0] is comparison.changes[0]
    assert comparison[:2] == comparison.changes[:2]


# The command line


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    texts = {"old.txt": JILIN, "new.txt": second_edition()}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in texts]


def run(*arguments: str) -> tuple[object, str]:
    """What a command returns, which is its exit status, and what it writes."""
    done = CliRunner().invoke(command_line, ["compare", *arguments], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.return_value, done.stdout


def test_the_command_writes_each_format(files: list[str], tmp_path: Path) -> None:
    status, text = run(*files)
    assert (status, "lead: 省知识产权局 (now responsible) → 省财政厅 (was responsible)" in text) == (0, True)
    status, written = run(*files, "--to", "json")
    assert [change["kind"] for change in json.loads(written)["changes"]][:2] == [
        "lead-changed",
        "text-reworded",
    ]
    page = tmp_path / "changes.html"
    assert run(*files, "-o", str(page)) == (0, "")
    assert "<ins>、科研</ins>" in page.read_text(encoding="utf-8")
    assert "<ins>、科研</ins>" in run(*files, "--to", "md")[1]


def test_the_command_shows_the_changes_of_one_unit(files: list[str]) -> None:
    assert run(*files, "--unit", "省司法厅")[1].startswith("1 task added\n")


def test_the_command_says_what_is_near_a_unit_that_neither_edition_knows(files: list[str]) -> None:
    with pytest.raises(pp.QueryError, match=r"no unit is called '省司法局'; did you mean 省司法厅\?"):
        run(*files, "--unit", "省司法局")


def test_the_command_says_that_one_of_the_files_cannot_be_read(files: list[str], tmp_path: Path) -> None:
    assert run(files[0], str(tmp_path / "absent.docx")) == (2, "")


def test_the_command_takes_an_amendment(files: list[str], tmp_path: Path) -> None:
    amendment = tmp_path / "amendment.txt"
    amendment.write_text(
        "22. 建成运行知识产权生态小镇。（责任单位：省知识产权局牵头。完成时限：2024年10月底前）\n",
        encoding="utf-8",
    )
    shown = run(files[0], str(amendment), "--amendment")[1]
    assert "deadline: 2022-10-31 → 2024-10-31 (731 days later)" in shown
    assert "task dropped" not in shown
    assert "tasks dropped" not in shown
