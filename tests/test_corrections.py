"""Corrections by hand: kept when the document is read again, whatever changed there, and conflicts are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from policyplan import Assignment, Measure, Plan, Reading, Role, Section, Task, Unit
from policyplan.codec import dump, dumps, load_reading, loads_reading, reading_from_dict, to_dict
from policyplan.corrections import corrections, merge, standing_findings
from policyplan.reading import read_text
from policyplan.testing import assignments as any_assignments
from policyplan.testing import deadlines, documents, measures, periods, sections, tasks, texts

TEXT = """临江市2024年工作要点
临政办发〔2024〕7号
2024年3月1日

一、道路
1.修好东桥。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）
2.养护公路。（责任单位：市交通局。完成时限：2024年9月底前）

二、水
3.清理东湖。（责任单位：市水务局牵头。完成时限：2024年12月底前）
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The plan file of TEXT."""
    path = tmp_path / "plan.json"
    dump(read_text(TEXT), path)
    return path


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> Reading:
    """Change the values in a plan file as a person does, in place; the file as it is read then."""
    values = json.loads(path.read_text(encoding="utf-8"))
    change(values)
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return load_reading(path)


def measure(values: dict[str, Any], task: int) -> dict[str, Any]:
    """The first measure of the task at this place."""
    items = [item for section in values["plan"]["sections"] for item in section["items"]]
    found: dict[str, Any] = items[task]["measures"][0]
    return found


def made(reading: Reading) -> list[str]:
    return [str(each) for each in corrections(reading)]


def conflicts(reading: Reading) -> list[str]:
    return [each.message for each in reading.findings if each.code == "correction-conflict"]


def test_a_file_as_it_was_written_holds_no_corrections(kept: Path) -> None:
    assert made(load_reading(kept)) == []
    assert made(read_text(TEXT)) == []


def test_an_edit_of_the_plan_in_python_is_a_correction_too(tmp_path: Path) -> None:
    reading = read_text(TEXT)
    dump(evolve(reading, plan=evolve(reading.plan, title="临江市要点")), tmp_path / "plan.json")
    assert made(load_reading(tmp_path / "plan.json")) == ["plan: title corrected"]


def test_each_kind_of_edit_is_told(kept: Path) -> None:
    def change(values: dict[str, Any]) -> None:
        measure(values, 0)["assignments"][1]["role"] = "lead"
        measure(values, 1)["deadline"]["due"] = "2024-10-31"
        values["plan"]["document"]["dated"] = "2024-03-02"
        values["units"]["市水务局"]["canonical"] = "临江市水利局"
        values["plan"]["sections"][1]["items"].append({"text": "清理西湖。"})
        del values["plan"]["sections"][0]["items"][0]["text"]

    assert made(edit(kept, change)) == [
        "document: dated corrected",
        "task 1: text corrected",
        "measure 1/1: assignments corrected",
        "measure 2/1: deadline corrected",
        "task 二. added",
        "unit 市水务局: canonical corrected",
    ]


def test_a_correction_stays_where_the_source_did_not_change(kept: Path) -> None:
    edit(kept, lambda values: measure(values, 0)["deadline"].update(due="2024-07-31"))
    again = merge(kept, read_text(TEXT.replace("清理东湖", "清理西湖")))
    assert str(again.plan.task("1").due) == "2024-07-31"
    assert again.plan.task("3").measures[0].text == "清理西湖。"
    assert (made(again), conflicts(again)) == (["measure 1/1: deadline corrected"], [])


def test_what_only_the_source_changed_is_taken_anew(kept: Path) -> None:
    again = merge(kept, read_text(TEXT.replace("6月底", "8月底")))
    assert str(again.plan.task("1").due) == "2024-08-31"
    assert made(again) == []
    assert again == read_text(TEXT.replace("6月底", "8月底"))


def test_where_both_changed_the_correction_stays_and_the_finding_shows_both(kept: Path) -> None:
    edit(kept, lambda values: measure(values, 0)["deadline"].update(due="2024-07-31"))
    again = merge(kept, read_text(TEXT.replace("6月底", "8月底")))
    assert str(again.plan.task("1").due) == "2024-07-31"
    [message] = conflicts(again)
    assert message.startswith("measure 1/1: deadline corrected by hand to “2024-07-31”")
    assert "“2024-08-31”" in message
    [finding] = [each for each in again.findings if each.code == "correction-conflict"]
    assert finding.span is not None
    assert again.plan.source is not None
    assert again.plan.source[finding.span].startswith("修好东桥")


def test_a_conflict_is_told_once_and_the_correction_still_stays(kept: Path) -> None:
    edit(kept, lambda values: measure(values, 0)["deadline"].update(due="2024-07-31"))
    changed = TEXT.replace("6月底", "8月底")
    third = merge(loads_reading(dumps(merge(kept, read_text(changed)))), read_text(changed))
    assert str(third.plan.task("1").due) == "2024-07-31"
    assert conflicts(third) == []


def test_a_conflict_is_settled_by_taking_what_was_read(kept: Path) -> None:
    edit(kept, lambda values: measure(values, 0)["deadline"].update(due="2024-07-31"))
    dump(merge(kept, read_text(TEXT.replace("6月底", "8月底"))), kept)
    assert "correction-conflict" in [each.code for each in standing_findings(load_reading(kept))]
    taken = {"due": "2024-08-31", "text": "2024年8月底前"}
    settled = edit(kept, lambda values: measure(values, 0)["deadline"].update(taken))
    assert "correction-conflict" not in [each.code for each in standing_findings(settled)]


def test_the_same_change_on_both_sides_is_no_conflict(kept: Path) -> None:
    def change(values: dict[str, Any]) -> None:
        measure(values, 0)["deadline"].update(due="2024-08-31", text="2024年8月底前")
        measure(values, 0)["clause"] = measure(values, 0)["clause"].replace("6月", "8月")

    edit(kept, change)
    again = merge(kept, read_text(TEXT.replace("6月底", "8月底")))
    assert conflicts(again) == []


def test_what_was_removed_by_hand_stays_away(kept: Path) -> None:
    edit(kept, lambda values: values["plan"]["sections"][0]["items"].pop(1))
    again = merge(kept, read_text(TEXT.replace("清理东湖", "清理西湖")))
    assert [task.number for task in again.plan.tasks] == ["1", "3"]
    assert conflicts(again) == []
    changed = merge(kept, read_text(TEXT.replace("9月底", "8月底")))
    assert [task.number for task in changed.plan.tasks] == ["1", "3"]
    assert conflicts(changed) == [
        "task 2: was removed by hand, and the source has changed there since",
    ]


def test_what_was_added_by_hand_stays_where_it_was_put(kept: Path) -> None:
    extra = {
        "number": "1-2",
        "measures": [{"text": "修好西桥。", "assignments": [{"unit": "市交通局", "role": "lead"}]}],
    }
    edit(kept, lambda values: values["plan"]["sections"][0]["items"].insert(1, extra))
    again = merge(
        kept, read_text(TEXT.replace("清理东湖", "清理西湖") + "4.清理南湖。（责任单位：市水务局）\n")
    )
    assert [task.number for task in again.plan.tasks] == ["1", "1-2", "2", "3", "4"]
    assert [unit.name for unit in again.plan.task("1-2").leads] == ["市交通局"]


def test_a_corrected_measure_that_the_source_dropped_stays_and_is_told(kept: Path) -> None:
    edit(kept, lambda values: measure(values, 1)["deadline"].update(due="2024-10-31"))
    shorter = "\n".join(line for line in TEXT.split("\n") if not line.startswith("2."))
    again = merge(kept, read_text(shorter))
    assert [task.number for task in again.plan.tasks] == ["1", "2", "3"]
    assert str(again.plan.task("2").due) == "2024-10-31"
    assert again.plan.task("2").span is None
    assert conflicts(again) == ["measure 2/1: was corrected by hand, and the source no longer has it"]
    dropped = merge(read_text(TEXT), read_text(shorter))
    assert [task.number for task in dropped.plan.tasks] == ["1", "3"]


def test_a_task_without_number_before_others_does_not_move_corrections() -> None:
    text = "要点\n一、道路\n| 重点任务 | 牵头单位 | 完成时限 |\n|---|---|---|\n"
    rows = ["| 修好东桥 | 市交通局 | 2024年6月 |\n", "| 养护公路 | 市交通局 | 2024年9月 |\n"]
    first = _read_markdown(text + "".join(rows))
    assert [task.number for task in first.plan.tasks] == ["", ""]
    values = to_dict(first)
    measure(values, 1)["deadline"]["due"] = "2024-10-31"
    again = merge(
        reading_from_dict(values),
        _read_markdown(text + "| 清理东湖 | 市水务局 | 2024年3月 |\n" + "".join(rows)),
    )
    assert [str(task.due) for task in again.plan.tasks] == ["2024-03-31", "2024-06-30", "2024-10-31"]
    assert conflicts(again) == []


def _read_markdown(text: str) -> Reading:
    from policyplan.reading import read

    return read(text.encode(), format="md")


def test_a_unit_corrected_in_the_table_is_so_in_every_measure(kept: Path) -> None:
    edit(kept, lambda values: values["units"]["市交通局"].update(canonical="临江市公路局"))
    again = merge(kept, read_text(TEXT.replace("清理东湖", "清理西湖")))
    found = [
        a.unit.canonical for m in again.plan.measures for a in m.assignments if a.unit.name == "市交通局"
    ]
    assert found == ["临江市公路局"] * 2


def test_a_reordered_section_stays_reordered(kept: Path) -> None:
    edit(kept, lambda values: values["plan"]["sections"].reverse())
    again = merge(
        kept, read_text(TEXT.replace("清理东湖", "清理西湖") + "4.清理南湖。（责任单位：市水务局）\n")
    )
    assert [task.number for task in again.plan.tasks] == ["3", "4", "1", "2"]


def test_a_task_moved_to_another_section_stays_there(kept: Path) -> None:
    def change(values: dict[str, Any]) -> None:
        first, second = values["plan"]["sections"]
        second["items"].insert(0, first["items"].pop(1))

    assert made(edit(kept, change)) == ["task 2 moved"]
    again = merge(kept, read_text(TEXT.replace("9月底", "8月底")))
    assert [task.number for task in again.plan.sections[1].tasks] == ["2", "3"]
    assert str(again.plan.task("2").due) == "2024-08-31"


def test_places_of_what_was_kept_are_those_of_the_new_text(kept: Path) -> None:
    edit(kept, lambda values: measure(values, 2)["assignments"][0].update(role="responsible"))
    again = merge(kept, read_text("注意。\n" + TEXT))
    [share] = again.plan.task("3").measures[0].assignments
    assert share.role is Role.RESPONSIBLE
    assert again.plan.source is not None
    assert share.span is not None
    assert again.plan.source[share.span] == "市水务局"


def test_a_file_that_does_not_say_what_was_read_is_kept_and_differences_are_told(tmp_path: Path) -> None:
    plan = read_text(TEXT).plan
    dump(plan, tmp_path / "plan.json")
    same = merge(tmp_path / "plan.json", read_text(TEXT))
    assert (same.plan, conflicts(same)) == (plan, [])
    again = merge(tmp_path / "plan.json", read_text(TEXT.replace("6月底", "8月底")))
    assert str(again.plan.task("1").due) == "2024-06-30"
    assert len(conflicts(again)) == 3  # the deadline, the clause, the task's text


def test_a_finding_about_a_corrected_value_is_settled(tmp_path: Path) -> None:
    dump(read_text(TEXT.replace("6月底", "13月底")), tmp_path / "plan.json")
    codes = [each.code for each in standing_findings(load_reading(tmp_path / "plan.json"))]
    assert "bad-date" in codes
    mended = edit(
        tmp_path / "plan.json",
        lambda values: measure(values, 0).update(deadline={"kind": "by", "due": "2024-12-31"}),
    )
    assert "bad-date" not in [each.code for each in standing_findings(mended)]
    assert "bad-date" not in [
        each.code for each in merge(mended, read_text(TEXT.replace("6月底", "13月底"))).findings
    ]


def test_all_findings_of_a_new_reading_stand() -> None:
    for text in (TEXT, TEXT.replace("6月底", "13月底"), TEXT.replace("牵头，", "、")):
        reading = read_text(text)
        assert standing_findings(reading) == reading.findings


def test_a_finding_about_a_removed_measure_is_settled(tmp_path: Path) -> None:
    dump(read_text(TEXT.replace("6月底", "13月底")), tmp_path / "plan.json")
    mended = edit(tmp_path / "plan.json", lambda values: values["plan"]["sections"][0]["items"].pop(0))
    assert "bad-date" not in [each.code for each in standing_findings(mended)]


T = TypeVar("T")
READING = read_text(TEXT)


@st.composite
def edited(draw: DrawFn, plan: Plan) -> Plan:
    """The plan as a person may have left it: anything changed, added, removed, put elsewhere."""
    parts: dict[str, Any] = {}
    if draw(st.booleans()):
        parts["title"] = draw(texts())
    if draw(st.booleans()):
        parts["period"] = draw(st.none() | periods())
    if draw(st.booleans()):
        parts["document"] = evolve(draw(documents()), spans=plan.document.spans)
    inside = [_section(draw, each) for each in plan.sections]
    return evolve(plan, sections=_list(draw, inside, sections()), **parts)


def _section(draw: DrawFn, section: Section) -> Section:
    heading = draw(texts()) if draw(st.booleans()) else section.heading
    inside = [_task(draw, each) if isinstance(each, Task) else _section(draw, each) for each in section.items]
    return evolve(section, heading=heading, items=_list(draw, inside, tasks()))


def _task(draw: DrawFn, task: Task) -> Task:
    inside = [_measure(draw, each) for each in task.measures]
    number = draw(st.sampled_from(("9", "", "3"))) if draw(st.booleans()) else task.number
    return evolve(task, number=number, measures=_list(draw, inside, measures()))


def _measure(draw: DrawFn, measure: Measure) -> Measure:
    parts: dict[str, Any] = {}
    if draw(st.booleans()):
        parts["text"] = draw(texts())
    if draw(st.booleans()):
        parts["deadline"] = draw(st.none() | deadlines())
    return evolve(measure, assignments=_list(draw, list(measure.assignments), any_assignments()), **parts)


def _list(draw: DrawFn, held: list[T], others: st.SearchStrategy[T]) -> list[T]:
    """The list with some of it left out, some added, in the same or another order."""
    left = [each for each in held if draw(st.integers(0, 4))]
    if not draw(st.integers(0, 3)):
        left = draw(st.permutations(left))
    if not draw(st.integers(0, 3)):
        left.insert(draw(st.integers(0, len(left))), draw(others))
    return left


def in_file(plan: Plan) -> Reading:
    """The plan as it comes out of the file that a person edited."""
    from policyplan import FormatError

    try:
        return loads_reading(dumps(evolve(READING, plan=plan)))
    except FormatError:  # half a surrogate pair, which no file holds
        from hypothesis import reject

        reject()


SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(edited(READING.plan))
def test_no_edit_is_lost_when_the_source_did_not_change(plan: Plan) -> None:
    old = in_file(plan)
    again = merge(old, read_text(TEXT))
    assert again.plan == old.plan
    assert conflicts(again) == []


@SLOW
@given(edited(READING.plan))
def test_no_edit_is_lost_when_only_places_changed(plan: Plan) -> None:
    old = in_file(plan)
    again = merge(old, read_text("\n\n" + TEXT + "\n"))
    assert to_dict(again)["plan"].keys() == to_dict(old)["plan"].keys()
    assert again.plan == old.plan
    assert conflicts(again) == []


@SLOW
@given(edited(READING.plan))
def test_no_edit_is_lost_when_a_task_was_added_in_the_source(plan: Plan) -> None:
    old = in_file(plan)
    again = merge(old, read_text(TEXT + "7.清理北湖。（责任单位：市水务局。完成时限：持续推进）\n"))
    assert {*made(old)} <= {*made(again)}
    assert all(message.startswith("task 7: stands in what was removed") for message in conflicts(again))


@SLOW
@given(edited(READING.plan))
def test_no_edit_is_lost_when_the_reader_reads_every_deadline_otherwise(plan: Plan) -> None:
    old = in_file(plan)
    new = read_text(TEXT.replace("月底前", "月上旬"))
    again = merge(old, new)
    kept = {str(each) for each in corrections(old) if each.fact not in ("deadline", "clause", "text")}
    assert kept <= {*made(again)} | {m for m in kept if "added" in m or "removed" in m}


def test_a_merged_reading_can_be_written_and_read() -> None:
    unit = Unit("市园林局")
    task = Task(number="8", measures=[Measure(text="种树。", assignments=[Assignment(unit, Role.LEAD)])])
    plan = evolve(READING.plan, sections=[*READING.plan.sections, Section(heading="绿化", items=[task])])
    again = merge(in_file(plan), read_text(TEXT + "\n"))
    assert loads_reading(dumps(again)) == again
    assert again.plan == plan
