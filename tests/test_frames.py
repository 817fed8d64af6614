"""Data frames: typed columns that hold what the records hold, for pandas, Polars, DuckDB, pyarrow and Parquet."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from policyplan import (
    Assignment,
    Document,
    DueBy,
    ExportError,
    Ledger,
    Measure,
    Ongoing,
    Plan,
    Precision,
    Reading,
    Role,
    Section,
    Source,
    Task,
    Unit,
    find,
    records,
    to_arrow,
    to_pandas,
    to_polars,
)
from policyplan.exporting.frames import CATEGORIES, batches, pieces, schema, stream, to_parquet
from policyplan.exporting.records import COLUMNS, ProgressRecord
from policyplan.testing import plans

CLI = [sys.executable, "-m", "policyplan"]
DAYS = ("due", "start", "reported_on")


@pytest.fixture
def plan() -> Plan:
    dredge = Measure(
        text="疏浚河道。",
        assignments=[
            Assignment(Unit("市水利局"), Role.LEAD, "水利局"),
            Assignment(Unit("市财政局"), Role.SUPPORTING, "财政局", 1, shared_by_remit=True),
        ],
        deadline=DueBy(date(2031, 6, 30), "二季度", date(2031, 4, 1), Precision.QUARTER),
    )
    watch = Measure(text="常年巡查。", deadline=Ongoing("常年"))
    section = Section(number="一", heading="治水", items=[Task(number="1", measures=[dredge, watch])])
    document = Document(number="云水〔2031〕3号")
    return Plan(title="治水要点", document=document, sections=[section], source=Source(name="shui.docx"))


@pytest.fixture
def ledger(plan: Plan) -> Ledger:
    dredge = plan.entries()[0]
    whole = Ledger().with_report(dredge, on=date(2031, 5, 1), state="in-progress", percent=40, note="过半")
    return whole.with_report(
        dredge, on=date(2031, 5, 9), unit="市水利局", state="done", evidence="水验〔2031〕1号"
    )


def plain(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table with days as records have them."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        for row in table.to_pylist()
    ]


def wide(count: int) -> Plan:
    """A plan of `count` measures without units."""
    measures = [Measure(text=f"办理第{number}件实事。") for number in range(count)]
    return Plan(title="实事", sections=[Section(items=[Task(number="1", measures=measures)])])


def test_a_table_holds_the_rows_of_the_records(plan: Plan) -> None:
    table = to_arrow(plan)
    assert table.column_names == list(COLUMNS)
    assert plain(table) == records(plan)
    assert table["due"].to_pylist() == [date(2031, 6, 30), date(2031, 6, 30), None]
    assert table["source_name"].to_pylist() == ["shui.docx"] * 3


@settings(max_examples=60, deadline=None)
@given(st.lists(plans(), max_size=3))
def test_any_plans_give_a_table_with_the_rows_of_the_records(several: list[Plan]) -> None:
    table = to_arrow(several)
    assert plain(table) == records(several)
    assert table.schema == schema()


def test_a_plan_a_reading_a_selection_and_entries_are_taken_alike(plan: Plan) -> None:
    whole = to_arrow(plan)
    assert to_arrow(Reading(plan)) == whole
    assert to_arrow(plan.entries()) == whole
    assert to_arrow(iter([plan])) == whole
    assert to_arrow(find(plan, "unit:市财政局")).num_rows == 2
    with pytest.raises(TypeError, match="expected plans, readings or a selection, found str"):
        to_arrow("plan.json")  # type: ignore[arg-type]


def test_columns_are_typed_and_categories_are_all_there_are(plan: Plan) -> None:
    table = to_arrow(plan)
    types = {field.name: field.type for field in table.schema}
    assert {name for name, type_ in types.items() if type_ == pa.date32()} == {"due", "start"}
    assert {name for name, type_ in types.items() if type_ == pa.bool_()} == {"shared_by_remit", "open_ended"}
    assert {name for name, type_ in types.items() if type_ == pa.int64()} == {
        "measure",
        "group",
        "source_start",
        "source_end",
    }
    assert {name for name, type_ in types.items() if pa.types.is_dictionary(type_)} == {
        "role",
        "deadline_kind",
        "precision",
    }
    assert table["role"].chunk(0).dictionary.to_pylist() == [
        "lead",
        "responsible",
        "supporting",
        "overseeing",
    ]


FRAMES: list[Callable[..., Any]] = [to_arrow, to_pandas, to_polars]


def types_of(frame: Any) -> Any:
    """The names and types of a frame's columns, with the categories."""
    if isinstance(frame, pd.DataFrame):
        return dict(frame.dtypes)
    if isinstance(frame, pa.Table):
        dictionaries = {
            name: frame[name].chunk(0).dictionary.to_pylist()
            for name in CATEGORIES
            if name in frame.column_names
        }
        return frame.schema, dictionaries
    return frame.schema


@pytest.mark.parametrize("make", FRAMES)
def test_no_rows_have_the_same_types(make: Callable[..., Any], plan: Plan, ledger: Ledger) -> None:
    none, empty = make([]), make(Plan(title="空"))
    assert len(none) == len(empty) == 0
    assert types_of(none) == types_of(empty) == types_of(make(plan))
    progress = {"ledger": ledger, "on": date(2031, 6, 1)}
    assert types_of(make([], **progress)) == types_of(make(plan, **progress)) != types_of(none)


def test_a_ledger_adds_typed_columns(plan: Plan, ledger: Ledger) -> None:
    progress = {"ledger": ledger, "on": date(2031, 6, 10)}
    table = to_arrow(plan, **progress)
    assert table.column_names == list(ProgressRecord.__annotations__)
    assert plain(table) == records(plan, **progress)
    assert table["status"].to_pylist() == ["due-soon", "due-soon", "ongoing"]
    assert table["reported_on"].to_pylist() == [date(2031, 5, 9), date(2031, 5, 1), None]
    assert table["percent"].type == pa.int64()
    assert to_arrow(plan, **progress, soon=5)["status"][0].as_py() == "in-progress"
    with pytest.raises(TypeError, match="give both"):
        to_arrow(plan, ledger=ledger)


def test_pandas_has_dates_whole_numbers_and_categories(plan: Plan) -> None:
    frame = to_pandas(plan)
    assert frame["due"].dt.month.tolist()[:2] == [6, 6]
    assert frame["due"].isna().tolist() == [False, False, True]
    assert str(frame["measure"].dtype) == str(frame["group"].dtype) == "Int64"
    assert str(frame["open_ended"].dtype) == "boolean"
    counts = frame.groupby("role", observed=False).size()
    assert dict(counts) == {"lead": 1, "responsible": 0, "supporting": 1, "overseeing": 0}
    assert frame.loc[2, ["text", "deadline_kind"]].tolist() == ["常年巡查。", "ongoing"]


def test_polars_has_dates_and_enums(plan: Plan) -> None:
    frame = to_polars(plan)
    assert frame.schema["due"] == pl.Date
    assert frame.schema["role"] == pl.Enum([role.value for role in Role])
    assert frame.filter(pl.col("role") == "lead")["unit"].to_list() == ["市水利局"]


def test_duckdb_polars_pandas_and_pyarrow_read_a_stream_as_it_is(plan: Plan) -> None:
    duties = stream(plan)
    asked = "SELECT unit, due FROM duties WHERE role = 'lead' AND due < DATE '2032-01-01'"
    assert duckdb.sql(asked).fetchall() == [("市水利局", date(2031, 6, 30))]
    assert duckdb.sql("SELECT count(*) FROM duties").fetchall() == [(3,)]
    assert pa.table(duties) == to_arrow(plan)
    assert pl.DataFrame(duties)["unit"].to_list() == ["市水利局", "市财政局", None]
    assert pd.DataFrame.from_arrow(duties)["unit"].tolist()[:2] == ["市水利局", "市财政局"]
    assert duties.schema == schema()


def test_a_stream_is_made_as_it_is_read() -> None:
    taken = []

    def endless() -> Iterator[Plan]:
        while True:
            taken.append(1)
            yield wide(20_000)

    reader = pa.RecordBatchReader.from_stream(stream(endless()))
    assert not taken
    assert reader.read_next_batch().num_rows >= 60_000
    assert len(taken) < 6


def test_a_stream_of_an_iterator_is_not_read_twice(plan: Plan) -> None:
    duties = stream(iter([plan]))
    assert duckdb.sql("SELECT count(*) FROM duties").fetchall() == [(3,)]
    with pytest.raises(ExportError, match="came from an iterator and were read already; give a list"):
        pa.table(duties)


def test_batches_keep_the_rows_of_a_measure_together(plan: Plan) -> None:
    made = list(batches([plan] * 3, rows=2))
    assert [batch.num_rows for batch in made] == [2, 3, 3, 1]
    assert pa.Table.from_batches(made) == to_arrow([plan] * 3)


def test_a_parquet_file_gives_the_table_back(plan: Plan, ledger: Ledger) -> None:
    for progress in ({}, {"ledger": ledger, "on": date(2031, 6, 1)}):
        for source in (plan, []):
            content = to_parquet(source, **progress)
            read = parquet.read_table(io.BytesIO(content))
            assert read == to_arrow(source, **progress)
            assert read.schema == schema(progress=bool(progress))
    assert to_parquet(plan) == to_parquet(plan)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 8))
def test_row_groups_are_full_but_for_the_last(sizes: list[int], rows: int) -> None:
    of = pa.schema([("n", pa.int64())])
    numbers = iter(range(sum(sizes)))
    made = [pa.record_batch([[next(numbers) for _ in range(size)]], schema=of) for size in sizes]
    file = parquet.ParquetFile(io.BytesIO(b"".join(pieces(made, of, rows=rows))))
    groups = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert all(size == rows for size in groups[:-1])
    assert all(0 < size <= rows for size in groups)
    assert file.read()["n"].to_pylist() == list(range(sum(sizes)))


def test_many_small_batches_make_one_row_group(plan: Plan) -> None:
    made = (batch for _ in range(700) for batch in batches(plan))
    file = parquet.ParquetFile(io.BytesIO(b"".join(pieces(made, schema()))))
    assert (file.num_row_groups, file.metadata.num_rows) == (1, 2100)
    assert file.read() == to_arrow([plan] * 700)


def test_half_surrogate_pairs_are_escaped() -> None:
    measure = Measure(text="清淤\ud800。", assignments=[Assignment(Unit("局\udfff"), Role.LEAD)])
    table = to_arrow([wide(1), Plan(title="t", sections=[Section(items=[Task(measures=[measure])])])])
    assert table["text"].to_pylist() == ["办理第0件实事。", "清淤\\ud800。"]
    assert table["unit"].to_pylist() == [None, "局\\udfff"]


@pytest.mark.parametrize(
    ("missing", "make", "told"),
    [
        ("pyarrow", to_arrow, r'need pyarrow to be made: pip install "policyplan\[frames\]"'),
        ("pyarrow", stream, r"policyplan\[frames\]"),
        ("pyarrow", to_parquet, r"policyplan\[frames\]"),
        ("pandas", to_pandas, "pip install pandas"),
        ("polars", to_polars, "pip install polars"),
    ],
)
def test_a_missing_library_is_said(
    missing: str, make: Callable[..., Any], told: str, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ExportError, match=told):
        make(plan)


NOTICE = """云水县2024年工作要点
1.修好东桥。（责任单位：县交通局、县财政局。完成时限：2024年6月底前）
2.疏浚西河。（责任单位：县水利局。完成时限：长期）
"""


def test_the_command_line_writes_plans_as_one_parquet_file(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(NOTICE, encoding="utf-8")
    output = tmp_path / "duties.parquet"
    subprocess.run([*CLI, "convert", tmp_path, "-o", output, "--jobs", "2", "-q"], check=True, timeout=120)
    table = parquet.read_table(output)
    assert table.schema == schema()
    assert table["source_name"].to_pylist() == ["a.txt"] * 3 + ["b.txt"] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "duties.parquet"]


def test_the_command_line_writes_what_it_finds_and_what_a_ledger_says(tmp_path: Path) -> None:
    notice, ledger = tmp_path / "a.txt", tmp_path / "ledger.json"
    notice.write_text(NOTICE, encoding="utf-8")
    report = [
        *CLI,
        "ledger",
        "report",
        notice,
        "1",
        "-l",
        ledger,
        "--on",
        "2024-05-01",
        "--state",
        "done",
        "-q",
    ]
    subprocess.run(report, check=True, timeout=120, capture_output=True)
    command = [
        *CLI,
        "find",
        notice,
        "unit:县财政局",
        "--to",
        "parquet",
        "-l",
        ledger,
        "--on",
        "2024-06-01",
        "-q",
    ]
    table = parquet.read_table(io.BytesIO(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    assert table.schema == schema(progress=True)
    assert table["status"].to_pylist() == ["done", "done"]


def test_no_parquet_file_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    command = [*CLI, "convert", tmp_path / "absent.txt", "-o", tmp_path / "duties.parquet"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 2
    assert list(tmp_path.iterdir()) == []
