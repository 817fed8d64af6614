"""Plans as a tidy table: what each column holds, and files that open as they should."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policyplan import (
    Assignment,
    Document,
    DueBy,
    Measure,
    Ongoing,
    Plan,
    Precision,
    ReadError,
    Reading,
    Role,
    Section,
    Source,
    Span,
    Task,
    Unit,
    dump,
    examples,
    load_example,
    records,
)
from policyplan.exporting.records import (
    COLUMNS,
    Record,
    csv_rows,
    iter_records,
    jsonl_lines,
    to_csv,
    to_jsonl,
)
from policyplan.model.plan import NAMESPACE
from policyplan.testing import plans, texts

BUREAU = Unit("国家水务局")
OFFICE = Unit("国家水务局节水司", BUREAU, canonical="中华人民共和国国家水务局节水司")


@pytest.fixture
def plan() -> Plan:
    renewal = Measure(
        text="改造管网。",
        assignments=[
            Assignment(Unit("省水利厅"), Role.LEAD, "省水利厅"),
            Assignment(OFFICE, Role.RESPONSIBLE, "节水司", 1, shared_by_remit=True, open_ended=True),
        ],
        deadline=DueBy(date(2031, 6, 30), "2031年二季度", date(2031, 4, 1), Precision.QUARTER),
        span=Span(5, 39),
    )
    watch = Measure(text="常抓不懈。", deadline=Ongoing("常抓不懈"))
    task = Task(number="（三）", heading="管网改造", measures=[renewal, watch])
    inner = Section(
        number="（一）", heading="城镇节水", items=[task, Task(measures=[Measure(text="总结。")])]
    )
    section = Section(number="二", heading="重点任务", items=[inner])
    document, source = Document(number="水发〔2031〕7号"), Source(name="notices/shui.docx")
    return Plan(title="节水要点", document=document, sections=[section], source=source)


def test_a_row_holds_what_the_columns_say(plan: Plan) -> None:
    lead, office, *_ = records(plan)
    uid = plan.entries()[0].uid
    assert office == {
        "plan": "水发〔2031〕7号",
        "section": "二/（一）",
        "section_heading": "城镇节水",
        "task": "（三）",
        "task_heading": "管网改造",
        "measure": 1,
        "text": "改造管网。",
        "unit": "国家水务局节水司",
        "unit_printed": "节水司",
        "unit_canonical": "中华人民共和国国家水务局节水司",
        "unit_parent": "国家水务局",
        "role": "responsible",
        "group": 1,
        "shared_by_remit": True,
        "open_ended": True,
        "deadline_kind": "by",
        "due": "2031-06-30",
        "start": "2031-04-01",
        "precision": "quarter",
        "deadline_text": "2031年二季度",
        "uid": uid,
        "source_start": 5,
        "source_end": 39,
        "source_name": "notices/shui.docx",
    }
    assert (lead["unit"], lead["role"], lead["unit_parent"], lead["uid"]) == ("省水利厅", "lead", None, uid)


def test_the_uid_is_that_of_the_document_and_the_numbers(plan: Plan) -> None:
    for entry in plan.entries():
        assert entry.uid == str(uuid5(UUID(NAMESPACE), f"水发〔2031〕7号#{entry.key}"))


def test_the_columns_are_these_in_this_order() -> None:
    assert " ".join(COLUMNS) == (
        "plan section section_heading task task_heading measure text unit unit_printed unit_canonical unit_parent "
        "role group shared_by_remit open_ended deadline_kind due start precision deadline_text uid source_start source_end "
        "source_name"
    )


def test_a_measure_without_units_has_one_row_whose_unit_is_none(plan: Plan) -> None:
    rows = [row for row in records(plan) if row["unit"] is None]
    assert [(row["task"], row["measure"], row["text"], row["deadline_kind"]) for row in rows] == [
        ("（三）", 2, "常抓不懈。", "ongoing"),
        (None, 1, "总结。", None),
    ]
    assert {
        row[key] for row in rows for key in ("role", "group", "shared_by_remit", "open_ended", "due")
    } == {None}


def test_rows_come_from_plans_and_entries_in_their_order(plan: Plan) -> None:
    other = Plan(title="植树要点", sections=[Section(items=[Task(measures=[Measure(text="植树。")])])])
    first, second, third = plan.entries()
    assert [row["text"] for row in records([other, plan])] == [
        "植树。",
        "改造管网。",
        "改造管网。",
        "常抓不懈。",
        "总结。",
    ]
    assert [row["text"] for row in records([third, second])] == ["总结。", "常抓不懈。"]
    assert records(iter([first])) == records(plan)[:2]
    assert records([]) == []
    assert records(other)[0]["plan"] == "植树要点"
    assert records(other)[0]["source_name"] is None


def test_rows_are_made_one_at_a_time(plan: Plan) -> None:
    def endless() -> Iterator[Plan]:
        while True:
            yield plan

    rows = iter_records(endless())
    assert [next(rows)["measure"] for _ in range(6)] == [1, 1, 2, 1, 1, 1]
    assert next(jsonl_lines(rows)).endswith("}\n")
    assert next(csv_rows(rows)).startswith(b"\xef\xbb\xbfplan,")


def test_a_reading_stands_for_its_plan_and_what_is_none_is_refused(plan: Plan) -> None:
    assert records(Reading(plan)) == records(plan)
    with pytest.raises(TypeError, match="expected plans, readings or a selection, found str"):
        records("plan.json")  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_gives_a_row_for_each_measure_and_unit(plan: Plan) -> None:
    rows = records(plan)
    assert len(rows) == sum(max(1, len(measure.assignments)) for measure in plan.measures)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert not any(value == "" for row in rows for value in row.values())
    assert [json.loads(line) for line in to_jsonl(rows).splitlines()] == rows
    assert [tuple(map(shown, row.values())) for row in rows] == [
        tuple(map(bare, row)) for row in list(csv.reader(opened(to_csv(rows))))[1:]
    ]


def opened(content: bytes) -> io.StringIO:
    """A CSV file as a spreadsheet opens it: by its byte order mark, line ends as they are."""
    assert content.startswith(b"\xef\xbb\xbf")
    return io.StringIO(content.decode("utf-8-sig"), newline="")


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def bare(cell: str) -> str:
    """The text of a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and is_dangerous(cell.lstrip("'")) else cell


def is_dangerous(cell: str) -> bool:
    return cell[:1] in ("\t", "\r", "\n") or re.sub(r"^[\s\0\u200b\ufeff]+", "", cell)[:1] in tuple(
        "=+-@＝＋－＠"
    )


def row_with(text: str) -> Record:
    [row] = records(Plan(title="t", sections=[Section(items=[Task(measures=[Measure(text=text)])])]))
    return row


FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\xa0-1", "\ufeff=1", "\u200b=1", "\0=1",
    "＝1+1", "＋1", "－1", "＠SUM(A1)", '=cmd|"/c calc"!A1', "'=1", "''＝1", "\t", "=",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_file_is_a_formula(text: str) -> None:
    cell = csv_text(text)
    assert cell == f"'{text}"
    assert bare(cell) == text


@pytest.mark.parametrize(
    "text", ["推进节水。", "a=1", "'n Sync", "1", "（=1）", "·做事", "—推进", 'say "=1"']
)
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert csv_text(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="'=＝+@- \t\r\n\u3000\ufeffa,\"", min_size=1, max_size=6) | texts().filter(bool))
@example("'=")
def test_a_text_comes_back_from_its_cell(text: str) -> None:
    cell = csv_text(text)
    assert not is_dangerous(cell)
    assert bare(cell) == text


def csv_text(text: str) -> str:
    header, row = csv.reader(opened(to_csv([row_with(text)])))
    return dict(zip(header, row, strict=True))["text"]


def test_a_csv_file_has_a_header_truths_and_empty_cells(plan: Plan) -> None:
    header, lead, office, *_ = csv.DictReader(opened(to_csv(records(plan))), fieldnames=COLUMNS)
    assert header == dict(zip(COLUMNS, COLUMNS, strict=True))
    assert (lead["shared_by_remit"], office["shared_by_remit"], lead["unit_parent"]) == ("false", "true", "")
    assert to_csv(records(plan)).count(b"\r\n") == 5


def test_a_csv_file_with_no_rows_is_its_header() -> None:
    assert to_csv([]) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_a_line_of_jsonl_stays_one_line_for_every_program() -> None:
    text = "一\u2028二\u2029三\x85四\v五\f六\x1c七\ud800"
    line = to_jsonl([row_with(text)])
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text
    assert "一\\u2028二" in line
    line.encode()


def test_a_csv_file_can_be_written_whatever_the_text() -> None:
    assert csv_text("一\ud800") == "一\\ud800"


def test_an_example_is_loaded_by_name(tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shui_2031"
    folder.mkdir()
    dump(plan, folder / "plan.json")
    monkeypatch.setattr(examples, "_folders", lambda: iter([folder]))
    assert load_example("shui_2031") == plan
    assert examples.example_names() == ("shui_2031",)
    for name in ("jilin", "../shui_2031", ""):
        with pytest.raises(ReadError, match=re.escape(f"no example {name!r}; examples are: shui_2031")):
            load_example(name)


def test_the_jilin_plan_comes_along() -> None:
    if "jilin_2022" not in examples.example_names():
        pytest.skip("examples/jilin_2022/plan.json is not written yet")
    plan = load_example("jilin_2022")
    rows = records(plan)
    assert len(plan.measures) == 27
    assert len(rows) == 88
    assert {row["plan"] for row in rows} == {"吉政办发〔2022〕32号"}
