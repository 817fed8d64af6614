"""The reference says what is so: pages that are made from the code, and names that have an entry."""

from __future__ import annotations

import importlib
import re
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve, fields_dict
from icalendar import Calendar

import policyplan as pp
from policyplan.cli import reference as command_line
from policyplan.codec import reference as schema
from policyplan.exporting.records import COLUMNS

DOCS = Path(__file__).parents[1] / "docs"
REFERENCE = DOCS / "reference"


def test_the_command_line_is_the_one_that_is_written_from_the_commands(golden):
    golden(REFERENCE / "command-line.md", command_line.page())


def test_the_keys_of_plan_files_are_those_that_are_written_from_the_schema(golden):
    golden(REFERENCE / "schema.md", schema.page())


def documented() -> set[str]:
    """The last part of every name that a directive of the reference documents; of a module, what it offers too."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    names = set(re.findall(r"^\.\. auto\w+:: *([\w.]+)", text, re.MULTILINE))
    whole = re.findall(r"^\.\. automodule:: *([\w.]+)\n +:members:$", text, re.MULTILINE)
    return {name.rpartition(".")[2] for name in names}.union(
        *(importlib.import_module(each).__all__ for each in whole)
    )


def test_every_public_name_has_an_entry() -> None:
    assert set(pp.__all__) - documented() == set()


@pytest.mark.parametrize("name", ["units", "ledger", "testing", "query", "where", "exporting.plots"])
def test_every_name_of_a_public_module_has_an_entry(name: str) -> None:
    module = importlib.import_module(f"policyplan.{name}")
    assert set(module.__all__) - documented() == set()


PLAN = pp.read_text(
    """临江市2024年工作要点
临政办发〔2024〕7号
2024年3月1日
一、道路
1.修好东桥。（牵头单位：市交通局。完成时限：2024年6月底前）
"""
).plan


def calendars(directory: Path) -> list[Calendar]:
    """Calendars that hold all that can be written."""
    plan = evolve(PLAN, document=evolve(PLAN.document, url="https://example.org/7"))
    ledger = pp.Ledger().with_report(plan.entries()[0], on=date(2024, 6, 1), state="done", percent=100)
    done = pp.publish(
        plan,
        directory,
        kinds="both",
        base_url="https://example.org/",
        alarms=[1],
        ledger=ledger,
        on=date(2024, 6, 2),
    )
    return [Calendar.from_ical((directory / feed.path).read_bytes()) for feed in done.feeds]


@pytest.mark.parametrize("component", ["VCALENDAR", "VEVENT", "VTODO", "VALARM"])
def test_every_property_of_a_calendar_is_explained(component: str, tmp_path: Path) -> None:
    page = (REFERENCE / "calendars.md").read_text(encoding="utf-8")
    part = page.partition(f"\n## {component}\n")[2].partition("\n## ")[0]
    explained = re.findall(r"^\| `([A-Z-]+)` \|", part, re.MULTILINE)
    written = {name for each in calendars(tmp_path) for held in each.walk(component) for name in held}
    assert sorted(explained) == sorted(written)


def test_every_column_of_the_records_is_explained_in_its_order() -> None:
    page = (REFERENCE / "records.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == list(COLUMNS)


def test_the_glossary_names_what_is_there() -> None:
    page = (DOCS / "explanation" / "glossary.md").read_text(encoding="utf-8")
    names = sorted(set(re.findall(r"`([A-Z]\w+(?:\.\w+)?)`", page)))
    assert len(names) > 15
    for name, _, attribute in (each.partition(".") for each in names):
        value = getattr(pp, name)
        assert not attribute or hasattr(value, attribute) or attribute in fields_dict(value), (
            f"{name}.{attribute}"
        )


def test_the_design_page_shows_the_floors_as_they_are() -> None:
    from test_house import FLOORS

    page = (DOCS / "explanation" / "design.md").read_text(encoding="utf-8")
    shown = re.findall(r"^(roof|second floor|first floor|ground) +(.*)$", page, re.MULTILINE)
    assert {floor.split()[0]: sorted(parts.replace("/", "").split()) for floor, parts in shown} == {
        floor: sorted(parts) for floor, parts in FLOORS.items()
    }


def test_the_design_page_says_what_every_room_is_for() -> None:
    from test_house import FLOOR_OF

    page = (DOCS / "explanation" / "design.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)
    named = {name.rstrip("/") for row in rooms for name in re.findall(r"`(\w+/?)`", row)}
    assert named == set(FLOOR_OF)
