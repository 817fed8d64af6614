"""Documents as Arrow batches in, records as Arrow batches out; and the programs of the documentation that do so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest

import policyplan as pp
from policyplan import read_batches

pa = pytest.importorskip("pyarrow", reason="Arrow batches need pyarrow: pip install 'policyplan[frames]'")

from policyplan.exporting import batches as batches_module  # noqa: E402
from policyplan.exporting.batches import batch_schema  # noqa: E402
from policyplan.exporting.records import COLUMNS  # noqa: E402

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "many-plans.md"
PLAN = """临江市2024年工作要点

一、道路
1.修好东桥。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）
2.养护公路。（责任单位：市交通局。完成时限：持续推进）
"""


def documents(**named: bytes | None) -> Any:
    names = [name.replace("_", ".") for name in named]
    return pa.record_batch({"name": pa.array(names), "bytes": pa.array(named.values(), pa.binary())})


def rows(*batches: Any, **how: Any) -> list[dict[str, Any]]:
    return [row for batch in read_batches(batches, **how) for row in batch.to_pylist()]


def test_the_columns_are_those_of_records_and_an_error() -> None:
    assert batch_schema().names == [*COLUMNS, "error"]
    (batch,) = read_batches([documents(a_txt=PLAN.encode())])
    assert batch.schema == batch_schema()


def test_the_rows_are_those_of_records_with_days_as_dates() -> None:
    expected = [{**row, "source_name": "a.txt", "error": None} for row in pp.records(pp.read_text(PLAN).plan)]
    for row in expected:
        row["due"] = date.fromisoformat(row["due"]) if row["due"] else None
    assert rows(documents(a_txt=PLAN.encode())) == expected
    assert expected[0]["due"] == date(2024, 6, 30)


def test_the_ending_of_a_name_tells_the_format() -> None:
    table = "序号,重点任务,牵头单位\n1,修好东桥,市交通局\n".encode()
    page = "<h1>要点</h1><p>1.修好东桥。（责任单位：市交通局）</p>".encode()
    found = rows(documents(a_csv=table, b_html=page), issued=date(2024, 1, 1))
    assert [(row["source_name"], row["unit"]) for row in found] == [
        ("a.csv", "市交通局"),
        ("b.html", "市交通局"),
    ]


def test_a_document_that_cannot_be_read_is_a_row_that_says_why() -> None:
    bad = documents(a_txt=b"", b_docx=b"PK", c_txt=None, d_json=b'{"format": 1}', e_txt=PLAN.encode())
    found = rows(bad)
    errors = {row["source_name"]: row["error"] for row in found if row["error"]}
    assert list(errors) == ["a.txt", "b.docx", "c.txt", "d.json"]
    assert errors["a.txt"] == "is empty; expected a document"
    assert errors["b.docx"].startswith("cannot be read as a Word file (.docx): ")
    assert errors["c.txt"] == "is str and NoneType; expected a name (string) and bytes (binary)"
    assert all(row["uid"] is None for row in found if row["error"])
    assert len([row for row in found if not row["error"]]) == 3


def test_half_a_surrogate_pair_which_arrow_cannot_hold_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_named(payload: bytes, name: str) -> pp.Reading:
        return pp.read_text(payload.decode().replace("东桥", "\ud800桥"), name=name)

    monkeypatch.setattr("policyplan.reading.read_named", read_named)
    assert [row["text"] for row in rows(documents(a_txt=PLAN.encode()))] == [r"修好\ud800桥。"] * 2 + [
        "养护公路。"
    ]


def test_a_document_without_a_name_is_read_by_its_content() -> None:
    nameless = pa.record_batch({"name": pa.array([None], pa.string()), "bytes": [PLAN.encode()]})
    assert {row["source_name"] for row in rows(nameless)} == {None}


def test_batches_are_read_as_they_come_and_nothing_is_kept() -> None:
    def endless() -> Iterator[Any]:
        while True:
            yield documents(a_txt=PLAN.encode())

    reading = read_batches(endless())
    assert [next(reading).num_rows for _ in range(3)] == [3, 3, 3]


def test_batches_of_rows_stay_small_but_no_document_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches_module, "ROWS", 7)
    many = documents(**{f"n{number}_txt": PLAN.encode() for number in range(5)})
    assert [batch.num_rows for batch in read_batches([many])] == [6, 6, 3]
    monkeypatch.setattr(batches_module, "ROWS", 1)
    assert [batch.num_rows for batch in read_batches([many])] == [3] * 5


def test_a_table_is_read_into_a_table_even_where_nothing_is_in_it() -> None:
    full = pa.Table.from_batches([documents(a_txt=PLAN.encode()), documents(b_txt=PLAN.encode())])
    (table,) = read_batches(full)
    assert (type(table), table.num_rows, table.schema) == (pa.Table, 6, batch_schema())
    (table,) = read_batches(full.slice(0, 0))
    assert (table.num_rows, table.schema) == (0, batch_schema())
    assert list(read_batches([])) == []


def test_other_columns_are_left_alone_and_missing_ones_are_named() -> None:
    other = documents(a_txt=PLAN.encode()).append_column("size", pa.array([1]))
    assert len(rows(other)) == 3
    with pytest.raises(pp.ExportError, match="no column bytes, but path, name; expected name"):
        rows(pa.record_batch({"path": ["a"], "name": ["a"]}))
    with pytest.raises(TypeError, match="no option 'issud'"):
        rows(documents(a_txt=b""), issud=None)


def program(name: str) -> str:
    """A program as it stands on the page."""
    found = re.search(rf"```py {name}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{PAGE.name} has no program {name}"
    return found[1]


RECIPES = [
    ("dask_plans.py", "distributed", None),
    ("spark_plans.py", "pyspark", "java"),
    ("ray_plans.py", "ray", None),
]


@pytest.mark.parametrize(("name", "library", "tool"), RECIPES)
def test_a_program_of_the_page_reads_a_folder_with_two_workers(
    tmp_path: Path, name: str, library: str, tool: str | None
) -> None:
    if find_spec(library) is None or (tool and which(tool) is None):
        pytest.skip(f"NOT RUN: {name} needs {library}{f' and {tool}' if tool else ''}, not installed here")
    (tmp_path / name).write_text(program(name), encoding="utf-8")
    for number in range(20):
        path = tmp_path / "plans" / f"{number % 3}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PLAN, encoding="utf-8")
    (tmp_path / "plans" / "broken.docx").write_bytes(b"PK")
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable}
    subprocess.run([sys.executable, name], cwd=tmp_path, env=environment, timeout=300, check=True)
    import pyarrow.parquet as parquet

    found = parquet.read_table(tmp_path / "records.parquet").to_pylist()
    assert sorted(row["uid"] for row in found if not row["error"]) == sorted(
        [row["uid"] for row in pp.records(pp.read_text(PLAN).plan)] * 20
    )
    failed = [row for row in found if row["error"]]
    assert [Path(row["source_name"]).name for row in failed] == ["broken.docx"]
    assert failed[0]["error"].startswith("cannot be read as a Word file")
