"""Progress beside a plan: reports, where measures stand on a day, and where that shows."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

import policyplan as pp
from policyplan import Ledger, Plan, QueryError, Report, State, Status, where
from policyplan.codec import dump
from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.errors import ExportError, FormatError, ReadError
from policyplan.exporting.records import COLUMNS, ProgressRecord, to_csv
from policyplan.ledger import dumps, loads, report_on, standing_of
from policyplan.ledger import load as load_ledger
from policyplan.model import Assignment, Document, Entry, Measure, Role, Section, Task, Unit

WATER, FINANCE, SCHOOLS = Unit("市水利局", aliases=("临江市水利局",)), Unit("市财政局"), Unit("市教育局")
DUE = DueBy(date(2031, 6, 30), "2031年6月底前")
LEAD, SUPPORTING = Role.LEAD, Role.SUPPORTING


def plan_of(*measures: Measure) -> Plan:
    tasks = [Task(number=str(n), measures=[measure]) for n, measure in enumerate(measures, 1)]
    document = Document(number="临政办〔2031〕5号", dated=date(2031, 1, 10))
    return Plan(title="临江市2031年工作要点", document=document, sections=[Section(number="一", items=tasks)])


def measure(deadline: Deadline | None = DUE, *parts: tuple[Unit, Role], text: str = "改造管网。") -> Measure:
    return Measure(text=text, deadline=deadline, assignments=[Assignment(u, r, u.name) for u, r in parts])


PLAN = plan_of(
    measure(DUE, (WATER, LEAD), (FINANCE, SUPPORTING)),
    measure(Ongoing("长期坚持"), (SCHOOLS, LEAD), text="开展节水教育。"),
    measure(None, text="总结经验。"),
)
FIRST, SECOND, THIRD = PLAN.entries()


def standing(entry: Entry, ledger: Ledger, day: date) -> Status:
    return standing_of(entry, ledger, on=day).status


def test_where_a_measure_stands_follows_from_its_last_day_and_its_reports() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 3, 1), state="in-progress", percent=30)
    assert standing(FIRST, ledger, date(2031, 2, 1)) == "not-started"
    assert standing(FIRST, ledger, date(2031, 3, 1)) == "in-progress"
    assert standing(FIRST, ledger, date(2031, 5, 30)) == "in-progress"
    assert standing(FIRST, ledger, date(2031, 5, 31)) == "due-soon"
    assert standing(FIRST, ledger, date(2031, 6, 30)) == "due-soon"
    assert standing(FIRST, ledger, date(2031, 7, 1)) == "overdue"


def test_how_long_before_its_last_day_a_measure_is_due_soon_can_be_set() -> None:
    def told(soon: int) -> Status:
        return pp.status(PLAN, Ledger(), on=date(2031, 6, 20), soon=soon)[0].status

    assert told(9) == "not-started"
    assert told(10) == "due-soon"


def test_what_is_done_after_its_last_day_is_done_late() -> None:
    in_time = Ledger().with_report(FIRST, on=date(2031, 6, 30), state="done")
    late = Ledger().with_report(FIRST, on=date(2031, 7, 1), state="done")
    assert standing(FIRST, in_time, date(2031, 8, 1)) == "done"
    assert standing(FIRST, late, date(2031, 8, 1)) == "done-late"
    assert standing(FIRST, late, date(2031, 6, 30)) == "due-soon"


def test_what_was_done_stays_done_on_the_day_that_was_first_said() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 5, 1), state="done")
    ledger = ledger.with_report(FIRST, on=date(2031, 8, 1), state="done", note="补充材料")
    assert standing_of(FIRST, ledger, on=date(2031, 9, 1)).done_on == date(2031, 5, 1)
    reopened = ledger.with_report(FIRST, on=date(2031, 9, 2), state="in-progress")
    assert standing_of(FIRST, reopened, on=date(2031, 9, 2)).done_on is None
    assert standing(FIRST, reopened, date(2031, 9, 2)) == "overdue"


def test_measures_without_a_last_day_are_ongoing_or_as_reported() -> None:
    plan = plan_of(
        measure(Ongoing("长期坚持")),
        measure(Recurring("每季度末")),
        measure(Conditional("适时")),
        measure(None),
    )
    assert [s.status for s in pp.status(plan, Ledger(), on=date(2031, 9, 1))] == [
        "ongoing", "ongoing", "not-started", "not-started",
    ]  # fmt: skip
    begun = Ledger().with_reports(
        report_on(e, on=date(2031, 5, 1), state=State.IN_PROGRESS) for e in plan.entries()
    )
    assert [s.status for s in pp.status(plan, begun, on=date(2031, 9, 1))] == [
        "ongoing", "ongoing", "in-progress", "in-progress",
    ]  # fmt: skip


def test_a_cancelled_measure_is_never_overdue() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 3, 1), state="cancelled", note="并入第2项")
    assert standing(FIRST, ledger, date(2032, 1, 1)) == "cancelled"


def test_where_nobody_reports_on_the_whole_its_leads_decide() -> None:
    joint = plan_of(measure(DUE, (WATER, LEAD), (SCHOOLS, LEAD), (FINANCE, SUPPORTING)))
    (entry,) = joint.entries()
    ledger = Ledger().with_report(entry, unit="市水利局", on=date(2031, 4, 1), state="done", percent=100)
    half = standing_of(entry, ledger, on=date(2031, 5, 1))
    assert (half.status, half.percent) == ("in-progress", None)
    ledger = ledger.with_report(entry, unit="市教育局", on=date(2031, 5, 1), state="in-progress", percent=80)
    assert standing_of(entry, ledger, on=date(2031, 5, 1)).percent == 80
    ledger = ledger.with_report(entry, unit="市教育局", on=date(2031, 6, 1), state="done")
    whole = standing_of(entry, ledger, on=date(2031, 7, 9))
    assert (whole.status, whole.percent, whole.done_on) == ("done", 100, date(2031, 6, 1))
    supported = Ledger().with_report(entry, unit="市财政局", on=date(2031, 4, 1), state="done")
    assert standing(entry, supported, date(2031, 5, 1)) == "in-progress"


def test_a_report_on_the_whole_weighs_more_than_those_of_units() -> None:
    ledger = Ledger().with_report(FIRST, unit="市水利局", on=date(2031, 4, 1), state="done")
    ledger = ledger.with_report(FIRST, on=date(2031, 4, 2), state="in-progress", percent=90)
    told = standing_of(FIRST, ledger, on=date(2031, 4, 2))
    assert (told.state, told.percent) == ("in-progress", 90)
    unit = told.of_unit("市水利局")
    assert unit is not None
    assert unit.state == "done"


def test_a_unit_reports_under_any_of_its_names_and_only_where_it_has_a_part() -> None:
    assert report_on(FIRST, unit="临江市水利局", on=date(2031, 4, 1)).unit == "市水利局"
    with pytest.raises(ValueError, match="measure 1/1 names no unit '市教育局'; it names 市水利局、市财政局"):
        report_on(FIRST, unit="市教育局", on=date(2031, 4, 1))


@pytest.mark.parametrize("percent", [-1, 101, 50.0, True])
def test_a_per_cent_is_a_whole_number_up_to_a_hundred(percent: object) -> None:
    with pytest.raises(ValueError, match="expected a whole number from 0 to 100"):
        report_on(FIRST, on=date(2031, 4, 1), percent=percent)


def test_a_state_that_is_none_says_which_there_are() -> None:
    expected = "state is 'finished'; expected not-started, in-progress, done, cancelled"
    with pytest.raises(ValueError, match=expected):
        report_on(FIRST, on=date(2031, 4, 1), state="finished")


# Properties


def reports(entries: Sequence[Entry] = PLAN.entries()) -> st.SearchStrategy[Report]:
    def of(entry: Entry) -> st.SearchStrategy[Report]:
        units = [None, *(a.unit.name for a in entry.measure.assignments)]
        return st.builds(
            Report,
            on=st.dates(date(2031, 1, 10), date(2032, 12, 31)),
            uid=st.just(entry.uid),
            unit=st.sampled_from(units),
            state=st.none() | st.sampled_from(State),
            percent=st.none() | st.integers(0, 100),
            note=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
            evidence=st.sampled_from(["", "=1+1", "临水函〔2031〕3号"]),
            remark=st.sampled_from(["", "待补"]),
            by=st.sampled_from(["", "乙.xlsx"]),
            plan=st.just(PLAN.identity),
            key=st.just(entry.key),
        )

    return st.sampled_from(list(entries)).flatmap(of)


ledgers = st.lists(reports(), max_size=8).map(Ledger)


@given(ledgers)
def test_ledgers_in_json_lose_nothing(ledger: Ledger) -> None:
    back = loads(dumps(ledger))
    assert back == ledger
    assert [(r.plan, r.key) for r in back.reports] == [(r.plan, r.key) for r in ledger.reports]
    assert dumps(back) == dumps(ledger)


@given(ledgers, reports(), st.dates(date(2031, 1, 1), date(2033, 1, 1)))
def test_a_ledger_is_only_added_to_and_the_past_stays_as_it_was(
    ledger: Ledger, new: Report, day: date
) -> None:
    longer = ledger.with_report(new)
    assert longer.reports == (*ledger.reports, new)
    if day < new.on:
        assert pp.status(PLAN, longer, on=day) == pp.status(PLAN, ledger, on=day)
    else:
        [entry] = (each for each in PLAN.entries() if each.uid == new.uid)
        assert longer.standing(entry, new.unit, on=new.on) == new


@given(ledgers, st.dates(date(2031, 1, 1), date(2033, 1, 1)))
def test_each_measure_has_one_status_and_text_queries_find_it(ledger: Ledger, day: date) -> None:
    told = {s.entry.key: s.status for s in pp.status(PLAN, ledger, on=day)}
    found = {
        entry.key: status
        for status in Status
        for entry in pp.find(PLAN, f"status:{status}", ledger=ledger, on=day)
    }
    assert found == told


# Where it shows


def test_text_queries_and_conditions_ask_for_a_status() -> None:
    ledger, day = Ledger().with_report(FIRST, on=date(2031, 6, 1), state="done"), date(2031, 8, 1)

    def found(query: str) -> list[str]:
        return [entry.task.number for entry in pp.find(PLAN, query, ledger=ledger, on=day)]

    assert found("状态:已完成") == ["1"]
    assert found("status:ongoing OR status:not-started") == ["2", "3"]
    assert found("-status:done 单位:市教育局") == ["2"]
    assert found("status:overdue") == []
    bound = where.status("已完成", ledger, day)
    assert [entry.task.number for entry in pp.find(PLAN, bound)] == ["1"]
    assert bound.matches(FIRST)
    assert str(bound) == "status:done"


def test_a_selection_is_narrowed_by_status() -> None:
    selection = pp.find(PLAN, "改造 OR 教育")
    assert len(pp.find(selection, "status:overdue", ledger=Ledger(), on=date(2031, 8, 1))) == 1


def test_a_status_without_a_ledger_is_refused_with_its_place() -> None:
    with pytest.raises(
        QueryError, match=r"query:1:11: error: a status is told by a ledger, on a day"
    ) as caught:
        pp.find(PLAN, "改造 status:overdue")
    assert "^^^^^^^" in str(caught.value)
    with pytest.raises(QueryError, match="status:overdue is told by a ledger"):
        where.status("overdue").matches(FIRST)
    with pytest.raises(QueryError, match="give both"):
        where.status("overdue", Ledger())


def test_an_unknown_status_is_refused_with_those_there_are() -> None:
    with pytest.raises(QueryError, match=r"'late-ish' is no status; there are overdue \(逾期\), due-soon"):
        pp.find(PLAN, "status:late-ish", ledger=Ledger(), on=date(2031, 8, 1))


def test_records_have_further_columns_only_with_a_ledger() -> None:
    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 1), state="in-progress", percent=40, note="开工")
    ledger = ledger.with_report(FIRST, unit="市财政局", on=date(2031, 4, 9), percent=100, evidence="批复")
    assert tuple(pp.records(PLAN)[0]) == COLUMNS
    rows = pp.records(PLAN, ledger=ledger, on=date(2031, 4, 30))
    assert all(tuple(row) == tuple(ProgressRecord.__annotations__) for row in rows)
    keys = ("unit", "status", "state", "percent", "note", "evidence", "reported_on")
    assert [[row[key] for key in keys] for row in rows[:3]] == [  # type: ignore[literal-required]
        ["市水利局", "in-progress", "in-progress", 40, "开工", None, "2031-04-01"],
        ["市财政局", "in-progress", None, 100, None, "批复", "2031-04-09"],
        ["市教育局", "ongoing", None, None, None, None, None],
    ]
    assert to_csv(rows).splitlines()[0].endswith(b"status,state,percent,note,evidence,reported_on")
    with pytest.raises(TypeError, match="give both"):
        pp.records(PLAN, ledger=ledger)


def test_to_dos_tell_how_far_they_are() -> None:
    def todo(ledger: Ledger, day: date) -> dict[str, str]:
        made = Calendar.from_ical(pp.to_ical(PLAN, as_="todo", ledger=ledger, on=day)).walk("VTODO")[0]
        told = ("STATUS", "PERCENT-COMPLETE", "COMPLETED")
        return {
            key: made[key].to_ical().decode() if key == "COMPLETED" else str(made[key])
            for key in told
            if key in made
        }

    ledger = Ledger().with_report(FIRST, on=date(2031, 4, 1), state="in-progress", percent=40)
    ledger = ledger.with_report(FIRST, on=date(2031, 7, 2), state="done")
    assert todo(ledger, date(2031, 3, 1)) == {"STATUS": "NEEDS-ACTION"}
    assert todo(ledger, date(2031, 4, 1)) == {"STATUS": "IN-PROCESS", "PERCENT-COMPLETE": "40"}
    assert todo(ledger, date(2031, 7, 2)) == {
        "STATUS": "COMPLETED", "PERCENT-COMPLETE": "100", "COMPLETED": "20310702T000000Z",
    }  # fmt: skip
    assert pp.to_ical(PLAN, as_="todo", ledger=Ledger(), on=date(2031, 3, 1)) == pp.to_ical(PLAN, as_="todo")
    with pytest.raises(ExportError, match="give both"):
        pp.to_ical(PLAN, as_="todo", ledger=ledger)


# Files


def test_a_ledger_that_is_cut_off_says_where(tmp_path: Path) -> None:
    whole = dumps(Ledger().with_report(FIRST, on=date(2031, 4, 1), note="开工"))
    (tmp_path / "ledger.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    with pytest.raises(FormatError, match=r"ledger\.json:4:\d+: not JSON"):
        load_ledger(tmp_path / "ledger.json")
    with pytest.raises(ReadError, match="cannot be read"):
        load_ledger(tmp_path / "none.json")


def test_a_ledger_that_is_cut_off_anywhere_is_said_to_be_cut_off() -> None:
    whole = dumps(Ledger().with_report(FIRST, on=date(2031, 4, 1), note="开工")).encode()
    ends = [end for end in range(1, len(whole) - 2) if not whole[:end].rstrip().endswith(b"}")]
    for end in ends:
        with pytest.raises(FormatError, match="the file was cut off; fetch it again"):
            loads(whole[:end])
    assert len(ends) > 200


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"on": "2031-02-30"}, r'\$\.reports\[0\]\.on: found "2031-02-30", expected a date'),
        ({"state": "dine"}, r'\$\.reports\[0\]\.state: found "dine".*did you mean "done"\?'),
        ({"percent": "half"}, r'\$\.reports\[0\]\.percent: found "half", expected a whole number'),
        ({"percent": 140}, r"\$\.reports\[0\]: percent is 140; expected a whole number from 0 to 100"),
        ({"uid": "24"}, r"\$\.reports\[0\]: uid is '24'"),
        ({"pecent": 1}, r'\$\.reports\[0\]\.pecent: unknown key; did you mean "percent"\?'),
    ],
)
def test_a_wrong_value_in_a_ledger_is_named_by_its_path(change: dict[str, object], message: str) -> None:
    value = json.loads(dumps(Ledger().with_report(FIRST, on=date(2031, 4, 1))))
    value["reports"][0] |= change
    with pytest.raises(FormatError, match=message):
        loads(json.dumps(value))


def test_a_plan_is_no_ledger_and_a_ledger_of_a_later_version_is_refused() -> None:
    with pytest.raises(FormatError, match="a plan is no ledger"):
        loads(json.dumps(pp.to_dict(PLAN)))
    with pytest.raises(FormatError, match='found "policyplan-ledger/2"'):
        loads('{"format": "policyplan-ledger/2"}')
    with pytest.raises(FormatError, match="this is not a ledger"):
        loads("{}")


# The command line


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    dump(PLAN, tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_reports_are_added_on_the_command_line_and_keep_what_is_not_said_anew(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.json"
    first = (
        "ledger",
        "report",
        plan,
        "1",
        "-l",
        ledger,
        "--percent",
        40,
        "--note",
        "开工",
        "--on",
        "2031-03-01",
    )
    assert policyplan(*first).status == 0
    done = policyplan("ledger", "report", plan, "1", "-l", ledger, "--state", "done", "--on", "2031-07-01")
    assert done.text == f"{ledger}: task 1, report of 2031-07-01 added\n"
    one, two = load_ledger(ledger).reports
    assert (one.percent, one.note, one.state) == (40, "开工", None)
    assert (two.percent, two.note, two.state, two.on) == (40, "开工", "done", date(2031, 7, 1))
    shown = policyplan("ledger", "show", plan, "-l", ledger, "--on", "2031-08-01")
    assert shown.text.startswith("临江市2031年工作要点, 2031-08-01\n1 not-started, 1 ongoing, 1 done-late\n")
    found = policyplan(
        "find", plan, "status:done-late", "--ledger", ledger, "--on", "2031-08-01", "--to", "csv"
    )
    assert found.output.count(b"done-late") == 2


def test_find_tells_of_what_was_done_late_where_done_is_asked_for(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.json"
    policyplan("ledger", "report", plan, "1", "-l", ledger, "--state", "done", "--on", "2031-09-01")

    def told(query: str, *options: str) -> tuple[str, str]:
        ran = policyplan("find", plan, query, "--ledger", ledger, "--on", "2031-10-01", *options)
        return ran.text.strip(), ran.errors.strip()

    none, hint = told("单位:市水利局 状态:已完成")
    assert none == "no measures"
    assert hint == "policyplan: 1 measure done after the last day: ask for '单位:市水利局 状态:done-late'"
    assert told("单位:市水利局 状态:已完成", "--quiet")[1] == ""
    assert told("单位:市教育局 status:done")[1] == ""
    assert "done after" not in told("status:done-late")[1]


@pytest.mark.parametrize("command", ["show", "report"])
def test_the_examples_of_the_ledger_commands_work(policyplan: Run, tmp_path: Path, command: str) -> None:
    ledger = tmp_path / "ledger.json"
    source = Path(__file__).parents[1] / "examples" / "jilin_2022" / "plan.json"
    policyplan("ledger", "report", source, "1", "-l", ledger, "--state", "done", "--on", "2022-11-08")
    examples = policyplan("ledger", command, "--help").text.partition("Examples:\n")[2].partition("\n\n")[0]
    lines = [shlex.split(line.strip()) for line in examples.splitlines()]
    assert len(lines) >= 3
    for _, *words in lines:
        files = {"notice.docx": source, "ledger.json": ledger}
        ran = policyplan(*(files.get(word, word) for word in words))
        assert (ran.status, ran.errors) == (0, ""), words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("9", "--state", "done"), "no task is numbered '9'; the plan has 1, 2, 3"),
        (("1",), "nothing is reported"),
        (("1", "--unit", "市教育局", "--state", "done", "--on", "2031-02-01"), "names no unit '市教育局'"),
        (("1", "--state", "done", "--on", "2030-12-31"), "before the plan, which was signed on 2031-01-10"),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_nothing_is_written(
    policyplan: Run, plan: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = policyplan("ledger", "report", plan, *arguments, "-l", tmp_path / "ledger.json")
    assert ran.status == 2
    assert message in ran.errors
    assert not (tmp_path / "ledger.json").exists()


def test_a_day_without_a_ledger_is_refused(policyplan: Run, plan: Path) -> None:
    ran = policyplan("find", plan, "改造", "--on", "2031-08-01")
    assert ran.status == 2
    assert "--ledger" in ran.errors
