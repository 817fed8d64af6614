"""The house: which part may lean on which, what the front door offers, and what opening it costs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import policyplan

PACKAGE = Path(policyplan.__file__).parent

FLOORS = {
    "ground": ["source", "findings", "errors", "deadlines", "model", "display", "saving", "makers"],
    "first": [
        "codec",
        "coverage",
        "reading",
        "checks",
        "units",
        "where",
        "query",
        "editions",
        "corrections",
        "ledger",
        "examples",
    ],
    "second": ["exporting", "testing"],
    "roof": ["cli", "server", "__main__", "__init__"],
}
ORDER = list(FLOORS)
FLOOR_OF = {part: floor for floor, parts in FLOORS.items() for part in parts}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The part of the house a file belongs to: `reading/times.py` is part of reading."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    """The parts of policyplan that a file imports anywhere, inside functions and for typing too."""
    parts = set()
    package = ("policyplan", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        parts |= {part_named(name) for name in names if name.split(".")[0] == "policyplan"}
    return parts


def part_named(dotted: str) -> str:
    """The part that `policyplan.reading.times.Clock` stands in; a name of the front door is `__init__`."""
    second = [*dotted.split("."), "__init__"][1]
    return second if (PACKAGE / second).is_dir() or (PACKAGE / f"{second}.py").is_file() else "__init__"


def test_every_part_has_a_floor() -> None:
    assert {part_of(path) for path in modules()} <= set(FLOOR_OF)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path: Path) -> None:
    own = ORDER.index(FLOOR_OF[part_of(path)])
    upward = {part for part in imported_parts(path) if ORDER.index(FLOOR_OF[part]) > own}
    assert not upward, f"the {ORDER[own]} floor imports {sorted(upward)}"


def test_an_import_inside_a_function_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    module = PACKAGE / "reading" / "imagined.py"
    text = "def f():\n    from policyplan.exporting import ical\n    from .times import x\n    from policyplan import read\n"
    monkeypatch.setattr(Path, "read_text", lambda self, encoding: text)
    assert imported_parts(module) == {"exporting", "reading", "__init__"}


NAMES = """
    Assignment Conditional Deadline Document DueBy Duties Entry ExportError Finding FormatError
    Ledger LedgerError Measure Milestone Ongoing Period Plan PolicyplanError Precision QueryError ReadError
    Reading Recurring Report Role Section Selection Severity Source Span Standing State Status Task
    Unit check compare dump find from_dict load load_example parse_deadline plots publish read read_batches
    read_many read_text records status to_arrow to_dict to_ical to_pandas to_polars to_workbook
    where
"""


def test_the_front_door_offers_exactly_these_names() -> None:
    assert policyplan.__all__ == sorted(policyplan.__all__)
    assert policyplan.__all__ == NAMES.split()


@pytest.mark.parametrize("name", policyplan.__all__)
def test_every_public_name_can_be_had_and_says_what_it_is(name: str) -> None:
    value = getattr(policyplan, name)
    assert name in dir(policyplan)
    assert name == "Deadline" or value.__doc__


def test_only_conditions_and_pictures_are_modules() -> None:
    modules = {name for name in policyplan.__all__ if isinstance(getattr(policyplan, name), ModuleType)}
    assert modules == {"plots", "where"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        policyplan.raed  # noqa: B018


def test_a_type_checker_knows_which_names_there_are() -> None:
    """A `__getattr__` that it saw would give any name whatever, misspelt ones too."""
    lazy = [path for path in modules() if "def __getattr__(name" in path.read_text(encoding="utf-8")]
    assert PACKAGE / "__init__.py" in lazy
    for path in lazy:
        tops = ast.parse(path.read_text(encoding="utf-8")).body
        assert not any(isinstance(node, ast.FunctionDef) and node.name == "__getattr__" for node in tops), (
            path
        )
        assert "if not TYPE_CHECKING:" in path.read_text(encoding="utf-8")


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running `code`."""
    script = f"{code}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    return set(subprocess.check_output([sys.executable, "-c", script], text=True, env=environment).split())


HEAVY = {
    "altair", "cattrs", "click", "dateutil", "icalendar", "vl_convert",
    "chinese_calendar", "docx", "lxml", "openpyxl", "pandas", "pdfplumber", "polars", "pyarrow", "selectolax",
}  # fmt: skip


def test_importing_policyplan_loads_nothing_heavy() -> None:
    assert not loaded_by("import policyplan") & {*HEAVY, "attr", "typing", "re"}
    assert not loaded_by("from policyplan import Plan, plots, read") & HEAVY


def test_the_command_line_starts_without_what_a_command_may_need() -> None:
    assert not loaded_by("import policyplan.cli") & (HEAVY - {"click"})
