"""The notebook beside the example: every cell is run, and what it shows is looked at."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook needs nbclient and ipykernel")
nbclient = pytest.importorskip("nbclient", reason="the notebook needs nbclient and ipykernel")
pytest.importorskip("ipykernel", reason="the notebook needs nbclient and ipykernel")
pytest.importorskip("vl_convert", reason='the notebook needs "policyplan[plots]"')

NOTEBOOK = Path(__file__).parents[1] / "examples" / "jilin_2022" / "analysis.ipynb"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What each cell shows when the notebook is run away from the repository, by kind."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    place = {"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what runs kernels; the kernel is another process
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    return {cell.id: outputs(cell) for cell in notebook.cells if cell.cell_type == "code"}


def outputs(cell: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for output in cell.outputs:
        parts = {"text": output.text} if output.output_type == "stream" else output.data
        for kind, text in parts.items():
            found[kind] = found.get(kind, "") + text
    return found


def test_it_is_kept_without_results() -> None:
    cells = [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [([], None)] * len(cells)


def test_it_tells_who_carries_most(shown: dict[str, dict[str, str]]) -> None:
    assert shown["units"]["text"].splitlines()[:2] == [
        "省知识产权局: 27 of 27 measures, leads 17",
        "国家知识产权局运用促进司: 17 of 27 measures, leads 0",
    ]
    assert "责任单位" in shown["matrix"]["image/svg+xml"]
    assert "国家知识产权局保护司" in shown["workload"]["image/svg+xml"]
    assert shown["one-unit"]["text/html"].count("<tr>") == 3  # its headers and two measures


def test_it_tells_what_falls_due_when(shown: dict[str, dict[str, str]]) -> None:
    months = ["2022-06 1", "2022-10 1", "2022-12 11", "2023-12 11", "ongoing 3"]
    assert shown["months"]["text"].splitlines() == months
    assert "今日 2022-11-01" in shown["timeline"]["image/svg+xml"]
    assert "11 measures of 11 tasks in 1 plan" in shown["due-next"]["text/html"]


def test_it_tells_who_works_with_whom(shown: dict[str, dict[str, str]]) -> None:
    assert shown["pairs"]["text"].splitlines()[0] == "国家知识产权局运用促进司 · 省知识产权局: 17"
    assert "省知识产权局 (27)" in shown["network"]["image/svg+xml"]


def test_it_tells_what_is_odd(shown: dict[str, dict[str, str]]) -> None:
    assert "due-before-issue" in shown["findings"]["text/html"]
    assert "task 13 is due on 2022-06-30" in shown["early"]["text"]
    assert "9 measures of 8 tasks in 1 plan" in shown["no-lead"]["text/html"]
