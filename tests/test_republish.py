"""Publishing again: what subscribers see of a plan that changed, and what a publication that is killed leaves."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import evolve
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component
from kill_publish import look
from subscriber import Subscriber, needs_vdirsyncer

from policyplan import (
    Assignment,
    Document,
    DueBy,
    ExportError,
    Measure,
    Ongoing,
    Plan,
    Role,
    Section,
    Task,
    Unit,
    dump,
    load_example,
    publish,
)
from policyplan.exporting.site import STATE, Publication, files
from policyplan.exporting.site.earlier import rebuilt
from policyplan.exporting.site.versions import load

HERE = Path(__file__).parent
HARNESS = HERE.parents[1] / "shared" / "ical_harness" / "check_feed.py"
KILLS = os.environ.get("POLICYPLAN_KILLS", "200")

ROADS, FINANCE, PARKS = Unit("市交通局"), Unit("市财政局"), Unit("市园林局")
BRIDGE = Measure(
    text="修好东桥。",
    assignments=[Assignment(ROADS, Role.LEAD), Assignment(FINANCE, Role.SUPPORTING)],
    deadline=DueBy(date(2024, 6, 30), "2024年6月底前"),
)
BUDGET = Measure(
    text="编制预算。",
    assignments=[Assignment(FINANCE, Role.LEAD)],
    deadline=DueBy(date(2024, 9, 30), "2024年9月底前"),
)
TREES = Measure(
    text="种树护绿。",
    assignments=[Assignment(PARKS, Role.RESPONSIBLE)],
    deadline=DueBy(date(2024, 12, 31), "2024年底前"),
)
LATER = evolve(BRIDGE, deadline=DueBy(date(2024, 10, 31), "2024年10月底前"))


def plan_of(**measures: Measure) -> Plan:
    """A plan whose tasks have the numbers 1 to 9, as `t1`, `t2` …"""
    tasks = [Task(number=name[1:], measures=[measure]) for name, measure in measures.items()]
    return Plan(
        title="临江市2024年工作要点",
        document=Document(number="临政〔2024〕3号", issuers=["临江市人民政府"], dated=date(2024, 2, 1)),
        sections=[Section(number="一", heading="市政", items=tasks)],
    )


PLAN = plan_of(t1=BRIDGE, t2=BUDGET, t3=TREES)
POSTPONED = plan_of(t1=LATER, t2=BUDGET, t3=TREES)
WITHOUT_TREES = plan_of(t1=BRIDGE, t2=BUDGET)


def items(path: Path) -> dict[str, Component]:
    """A feed's items by the text of what is to be done."""
    found = {}
    for part in Calendar.from_ical(path.read_bytes()).walk():
        if part.name in ("VEVENT", "VTODO"):
            text = str(part["DESCRIPTION"]).partition("。")[0]
            assert (part.name, text) not in found
            found[part.name, text] = part
    return {text: part for (_, text), part in found.items()}


def versions(path: Path) -> dict[str, tuple[int, str, str]]:
    return {
        text: (int(part["SEQUENCE"]), part["LAST-MODIFIED"].to_ical().decode(), str(part["STATUS"]))
        for text, part in items(path).items()
    }


def bodies(directory: Path) -> dict[str, bytes]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


def path_of(done: Publication, unit: Unit) -> Path:
    (path,) = (f.path for f in done.feeds if f.name == unit.name and not f.lead and not f.subordinates)
    return done.directory / path


def test_an_item_that_changed_has_the_next_sequence_and_the_others_stay_as_they_are(tmp_path: Path) -> None:
    publish(PLAN, tmp_path, as_of=date(2024, 2, 10))
    before = items(tmp_path / "all.ics")
    done = publish(POSTPONED, tmp_path, as_of=date(2024, 5, 4))
    after = items(tmp_path / "all.ics")
    assert versions(tmp_path / "all.ics") == {
        "修好东桥": (1, "20240504T000000Z", "CONFIRMED"),
        "编制预算": (0, "20240201T000000Z", "CONFIRMED"),
        "种树护绿": (0, "20240201T000000Z", "CONFIRMED"),
    }
    assert {text: part["UID"] for text, part in before.items()} == {t: p["UID"] for t, p in after.items()}
    assert after["修好东桥"]["DTSTAMP"].to_ical() == b"20240504T000000Z"
    assert before["种树护绿"] == after["种树护绿"]
    assert path_of(done, PARKS).relative_to(tmp_path).as_posix() in done.unchanged
    assert path_of(done, ROADS).relative_to(tmp_path).as_posix() in done.written


def test_what_changed_is_told(tmp_path: Path) -> None:
    first = publish(PLAN, tmp_path)
    assert [str(change) for change in first.changes] == [
        "new: 市交通局牵头：修好东桥（2024年6月底前）",
        "new: 市财政局牵头：编制预算（2024年9月底前）",
        "new: 市园林局负责：种树护绿（2024年底前）",
    ]
    done = publish(plan_of(t1=LATER, t2=evolve(BUDGET, text="编制决算。"), t4=TREES), tmp_path)
    assert [str(change) for change in done.changes] == [
        "changed: 市交通局牵头：修好东桥（2024年10月底前） (day 2024-06-30 → 2024-10-31, summary, description)",
        "changed: 市财政局牵头：编制决算（2024年9月底前） (summary, description)",
        "changed: 市园林局负责：种树护绿（2024年底前） (description)",
    ]
    assert done.same == 0
    assert (done.changes[1].differences[0].before, done.changes[1].differences[0].after) == (
        "市财政局牵头：编制预算（2024年9月底前）",
        "市财政局牵头：编制决算（2024年9月底前）",
    )
    assert publish(plan_of(t1=LATER, t2=BUDGET, t4=TREES), tmp_path).same == 2


def test_publishing_twice_writes_nothing_whatever_the_day(tmp_path: Path) -> None:
    first = publish(POSTPONED, tmp_path, as_of=date(2024, 5, 4), kinds=("event", "todo", "both"), alarms=[3])
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = publish(POSTPONED, tmp_path, as_of=date(2024, 6, 9), kinds=("event", "todo", "both"), alarms=[3])
    assert again.written == ()
    assert again.changes == ()
    assert again.unchanged == first.written
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_the_first_publication_has_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    publish(PLAN, tmp_path / "a", as_of=date(2024, 5, 4))
    publish(PLAN, tmp_path / "b")
    assert bodies(tmp_path / "a") == bodies(tmp_path / "b")


def test_the_same_steps_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        for plan in (PLAN, WITHOUT_TREES, POSTPONED, WITHOUT_TREES):
            publish(plan, tmp_path / name)
    assert bodies(tmp_path / "a") == bodies(tmp_path / "b")


def test_changes_without_a_day_of_publication_are_later_all_the_same(tmp_path: Path) -> None:
    stamps = []
    for plan in (PLAN, POSTPONED, PLAN, POSTPONED):
        publish(plan, tmp_path)
        stamps.append(versions(tmp_path / "all.ics")["修好东桥"][:2])
    assert stamps == [
        (0, "20240201T000000Z"), (1, "20240201T000001Z"), (2, "20240201T000002Z"), (3, "20240201T000003Z"),
    ]  # fmt: skip


def test_a_vanished_item_is_cancelled_for_a_while_and_then_dropped(tmp_path: Path) -> None:
    publish(PLAN, tmp_path, alarms=[1])
    done = publish(WITHOUT_TREES, tmp_path, as_of=date(2024, 5, 1), alarms=[1])
    assert versions(tmp_path / "all.ics")["种树护绿"] == (1, "20240501T000000Z", "CANCELLED")
    trees = items(tmp_path / "all.ics")["种树护绿"]
    assert str(trees["SUMMARY"]) == "（已取消）市园林局负责：种树护绿（2024年底前）"
    assert str(trees["COLOR"]) == "gray"
    assert trees.decoded("DTSTART") == date(2024, 12, 31)
    assert not trees.subcomponents
    assert [change.how for change in done.changes] == ["cancelled"]

    held = publish(WITHOUT_TREES, tmp_path, as_of=date(2024, 7, 29), alarms=[1])
    assert held.written == ()
    dropped = publish(WITHOUT_TREES, tmp_path, as_of=date(2024, 7, 30), alarms=[1])
    assert "种树护绿" not in items(tmp_path / "all.ics")
    assert dropped.changes == ()
    assert STATE in dropped.unchanged


def test_how_long_is_the_publishers_choice(tmp_path: Path) -> None:
    for days in (0, 1, 400):
        publish(PLAN, tmp_path / str(days))
        for day in (date(2024, 5, 1), date(2025, 5, 1)):
            keep = timedelta(days=days)
            publish(WITHOUT_TREES, tmp_path / str(days), as_of=day, keep_cancelled=keep)
        assert ("种树护绿" in items(tmp_path / str(days) / "all.ics")) == (days == 400)


@pytest.mark.parametrize("keep", [90, 0])
def test_an_item_that_comes_back_goes_on_counting(tmp_path: Path, keep: int) -> None:
    publish(PLAN, tmp_path)
    publish(WITHOUT_TREES, tmp_path, as_of=date(2024, 5, 1), keep_cancelled=timedelta(days=keep))
    done = publish(PLAN, tmp_path, as_of=date(2024, 5, 9), keep_cancelled=timedelta(days=keep))
    assert versions(tmp_path / "all.ics")["种树护绿"] == (2, "20240509T000000Z", "CONFIRMED")
    assert [str(change) for change in done.changes] == ["restored: 市园林局负责：种树护绿（2024年底前）"]


def test_a_unit_that_is_named_no_more_keeps_a_feed_of_what_is_cancelled(tmp_path: Path) -> None:
    path = path_of(publish(PLAN, tmp_path), PARKS)
    done = publish(WITHOUT_TREES, tmp_path, as_of=date(2024, 5, 1))
    assert done.left == (path.relative_to(tmp_path).as_posix(),)
    assert versions(path) == {"种树护绿": (1, "20240501T000000Z", "CANCELLED")}
    publish(WITHOUT_TREES, tmp_path, as_of=date(2030, 1, 1))
    assert versions(path) == {"种树护绿": (1, "20240501T000000Z", "CANCELLED")}  # a calendar may not be empty


def test_an_item_without_a_day_any_more_is_cancelled_where_it_stood(tmp_path: Path) -> None:
    path = path_of(publish(PLAN, tmp_path), PARKS)
    done = publish(plan_of(t1=BRIDGE, t2=BUDGET, t3=evolve(TREES, deadline=Ongoing("持续推进"))), tmp_path)
    assert versions(path)["种树护绿"][2] == "CANCELLED"
    assert done.left == ()
    assert path_of(done, PARKS) == path


def test_an_item_that_leaves_a_units_feed_is_cancelled_there_and_goes_on_elsewhere(tmp_path: Path) -> None:
    path = path_of(publish(PLAN, tmp_path), FINANCE)
    handed_over = evolve(BRIDGE, assignments=[Assignment(ROADS, Role.LEAD)])
    publish(plan_of(t1=handed_over, t2=BUDGET, t3=TREES), tmp_path, as_of=date(2024, 5, 1))
    assert versions(tmp_path / "all.ics")["修好东桥"] == (1, "20240501T000000Z", "CONFIRMED")
    assert versions(path)["修好东桥"] == (1, "20240501T000000Z", "CANCELLED")
    publish(PLAN, tmp_path, as_of=date(2024, 5, 2))
    assert versions(path)["修好东桥"] == (2, "20240502T000000Z", "CONFIRMED")


def test_an_item_that_leaves_and_rejoins_a_feed_unchanged_counts_on(tmp_path: Path) -> None:
    nursery = evolve(TREES, assignments=[Assignment(Unit("市园林局苗圃", parent=PARKS), Role.SUPPORTING)])
    with_nursery = plan_of(t1=evolve(BRIDGE, assignments=[Assignment(PARKS, Role.LEAD)]), t2=nursery)
    without = plan_of(t1=evolve(BRIDGE, assignments=[Assignment(PARKS, Role.LEAD)]))
    (path,) = (
        feed.path for feed in publish(with_nursery, tmp_path).feeds if feed.subordinates and not feed.lead
    )
    seen = []
    for plan in (with_nursery, without, with_nursery):
        publish(plan, tmp_path)
        seen.append(versions(tmp_path / path)["修好东桥"][::2])
    assert seen == [(0, "CONFIRMED"), (1, "CANCELLED"), (2, "CONFIRMED")]
    assert versions(tmp_path / "all.ics")["修好东桥"][0] == 2


def test_feeds_of_a_kind_that_is_published_no_more_are_left_as_they_are(tmp_path: Path) -> None:
    publish(PLAN, tmp_path, kinds=("event", "todo", "both"))
    before = {
        path: body for path, body in bodies(tmp_path).items() if path.endswith(("-todo.ics", "-both.ics"))
    }
    done = publish(WITHOUT_TREES, tmp_path)
    assert {path: bodies(tmp_path)[path] for path in before} == before
    assert set(before) < set(done.left)
    publish(WITHOUT_TREES, tmp_path, kinds=("event", "todo", "both"))
    assert versions(tmp_path / "all-todo.ics")["种树护绿"][2] == "CANCELLED"
    assert versions(tmp_path / "all-todo.ics")["编制预算"][0] == 0


def test_to_dos_are_versioned_like_events(tmp_path: Path) -> None:
    publish(PLAN, tmp_path, kinds=["both"])
    done = publish(POSTPONED, tmp_path, kinds=["both"])
    assert [change.kind for change in done.changes] == ["event", "todo"]
    text = (tmp_path / "all-both.ics").read_bytes()
    assert text.count(b"SEQUENCE:1\r\n") == 2
    assert text.count(b"SEQUENCE:0\r\n") == 4


def test_the_command_line_says_what_became_of_the_items(policyplan: Run, tmp_path: Path) -> None:
    plan, site = tmp_path / "plan.json", tmp_path / "site"

    def published(edition: Plan, *options: str) -> list[str]:
        dump(edition, plan)
        ran = policyplan("publish", plan, site, "--quiet", *options)
        assert ran.status == 0, ran.errors
        return ran.text.splitlines()[1:]

    assert published(PLAN, "--kind", "event", "--kind", "todo") == ["items: 6 new, 0 unchanged"]
    options = ("--kind", "event", "--kind", "todo", "--as-of", "2024-05-01")
    assert published(plan_of(t1=LATER, t2=BUDGET), *options) == [
        "items: 2 changed, 2 cancelled, 2 unchanged",
        "  changed: 市交通局牵头：修好东桥（2024年10月底前） (day 2024-06-30 → 2024-10-31, summary, description)",
        "  cancelled: 市园林局负责：种树护绿（2024年底前）",
    ]
    assert versions(site / "all.ics")["修好东桥"] == (1, "20240501T000000Z", "CONFIRMED")
    published(plan_of(t1=LATER, t2=BUDGET), "--as-of", "2024-05-02", "--keep-cancelled", "0")
    assert "种树护绿" not in versions(site / "all.ics")


def test_the_command_line_asks_what_day_it_is(policyplan: Run, tmp_path: Path) -> None:
    dump(PLAN, tmp_path / "plan.json")
    publish(POSTPONED, tmp_path / "site")
    policyplan("publish", tmp_path / "plan.json", tmp_path / "site", "--quiet")
    stamp = versions(tmp_path / "site" / "all.ics")["修好东桥"][1]
    assert stamp > "2025"


def test_a_damaged_memory_is_told_on_the_command_line(policyplan: Run, tmp_path: Path) -> None:
    dump(PLAN, tmp_path / "plan.json")
    publish(PLAN, tmp_path / "site")
    (tmp_path / "site" / STATE).write_text("{")
    ran = policyplan("publish", tmp_path / "plan.json", tmp_path / "site")
    assert ran.status == 2
    assert "--rebuild" in ran.errors
    assert policyplan("publish", tmp_path / "plan.json", tmp_path / "site", "--rebuild").status == 0


# What the directory remembers.


def test_what_the_directory_forgot_is_read_from_its_feeds(tmp_path: Path) -> None:
    for plan in (PLAN, POSTPONED, WITHOUT_TREES):
        publish(plan, tmp_path)
    before = bodies(tmp_path)
    (tmp_path / STATE).unlink()
    assert publish(WITHOUT_TREES, tmp_path).written == (STATE,)
    assert bodies(tmp_path) == before


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"format": "another", "version": 1}',
        b'{"format": "policyplan site", "version": 1, "events": {"x": [0]}, "todos": {}, "files": {}}',
        b'{"format": "policyplan site", "version": 1, "events": {"x": [-1, "20240101T000000Z", null]}, "todos": {}, "files": {}}',
        b'{"format": "policyplan site", "version": 1, "events": {"x": [1, "2024", null]}, "todos": {}, "files": {}}',
        b'{"format": "policyplan site", "version": 1, "events": {"x": [1, 7, null]}, "todos": {}, "files": {}}',
        b'{"format": "policyplan site", "version": 1, "events": [], "todos": {}, "files": {}}',
        b'{"format": "policyplan site", "version": 1, "events": {}, "todos": {}, "files": {"../x.html": "0"}}',
        b'{"format": "policyplan site", "version": 1, "events": {}, "todos": {}, "files": {"/etc/x": "0"}}',
        b'{"format": "policyplan site", "version": 2, "events": {}, "todos": {}, "files": {}}',
        b'{"format": "policyplan site", "version": 2, "events": {}, "todos": {}, "files": {}, "plans": {"x": {"digest": "", "gone": {}, "tasks": [["1", "1", "", "", null, null, [["a\\r\\nX:1", "", ""]]]]}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_memory_stops_everything_until_it_is_rebuilt(damage: bytes, tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    publish(POSTPONED, tmp_path)
    before = bodies(tmp_path)
    (tmp_path / STATE).write_bytes(damage)
    with pytest.raises(ExportError, match=r"policyplan\.json is damaged .* rebuild=True"):
        publish(PLAN, tmp_path)
    assert bodies(tmp_path) == before | {STATE: damage}
    publish(PLAN, tmp_path, rebuild=True)
    assert versions(tmp_path / "all.ics")["修好东桥"][0] == 2


def test_a_memory_of_a_later_version_is_told(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    told = json.loads((tmp_path / STATE).read_bytes())
    (tmp_path / STATE).write_text(json.dumps(told | {"version": 3}), encoding="utf-8")
    with pytest.raises(ExportError, match="a later policyplan"):
        publish(PLAN, tmp_path)


UNITS = (ROADS, FINANCE, PARKS, Unit("市园林局苗圃", parent=PARKS))
MEASURES = st.builds(
    lambda text, units, day: Measure(
        text=text,
        assignments=[Assignment(unit, role) for unit, role in units],
        deadline=DueBy(date(2024, 6, day), f"6月{day}日前") if day else Ongoing("持续推进"),
    ),
    st.sampled_from(["修桥。", "修路。"]),
    st.lists(
        st.tuples(st.sampled_from(UNITS), st.sampled_from([Role.LEAD, Role.SUPPORTING])),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 2),
)
EDITIONS = st.dictionaries(st.sampled_from(["t1", "t2", "t3"]), MEASURES, min_size=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(EDITIONS, st.integers(0, 120)), min_size=2, max_size=5))
def test_whatever_follows_whatever_no_version_is_counted_back_or_used_twice(
    editions: list[tuple[dict[str, Measure], int]],
) -> None:
    day, seen = date(2024, 3, 1), {}
    with tempfile.TemporaryDirectory() as directory:
        site = Path(directory)
        for measures, later in editions:
            day += timedelta(days=later)
            publish(plan_of(**measures), site, kinds=("event", "both"), as_of=day)
            look(site, seen)
            assert publish(plan_of(**measures), site, kinds=("event", "both"), as_of=day).written == ()
            known = load((site / STATE).read_bytes(), STATE).versions
            told = rebuilt(path.read_bytes() for path in site.rglob("*.ics")).versions
            for kind in ("event", "todo"):
                alive = {uid: version for uid, version in known[kind].items() if version.digest}
                assert {uid: told[kind][uid] for uid in alive} == alive


# New editions


def uids_of(path: Path) -> dict[str, str]:
    """The UIDs of what a feed holds and does not cancel, by what is to be done."""
    return {
        text: str(part["UID"]) for text, part in items(path).items() if str(part["STATUS"]) != "CANCELLED"
    }


ROOFS = evolve(BUDGET, text="翻新老旧小区屋面一百栋。")
FEWER_TREES = evolve(TREES, text="年内种树护绿。")


def test_measures_that_change_places_keep_their_uids(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    before = uids_of(tmp_path / "all.ics")
    done = publish(plan_of(t1=TREES, t2=BRIDGE, t3=BUDGET), tmp_path)
    assert uids_of(tmp_path / "all.ics") == before
    assert [str(change) for change in done.changes] == [
        "changed: 市园林局负责：种树护绿（2024年底前） (description)",
        "changed: 市交通局牵头：修好东桥（2024年6月底前） (description)",
        "changed: 市财政局牵头：编制预算（2024年9月底前） (description)",
    ]
    assert {version[0] for version in versions(tmp_path / "all.ics").values()} == {1}
    assert publish(plan_of(t1=TREES, t2=BRIDGE, t3=BUDGET), tmp_path).written == ()


def test_a_measure_that_was_renumbered_and_reworded_keeps_its_uid(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    before = uids_of(tmp_path / "all.ics")
    publish(plan_of(t1=BRIDGE, t2=FEWER_TREES), tmp_path)
    assert uids_of(tmp_path / "all.ics") == {
        "修好东桥": before["修好东桥"],
        "年内种树护绿": before["种树护绿"],
    }


def test_a_measure_that_replaces_another_under_its_number_is_new_and_the_other_is_cancelled(
    tmp_path: Path,
) -> None:
    publish(PLAN, tmp_path)
    before = uids_of(tmp_path / "all.ics")
    done = publish(plan_of(t1=BRIDGE, t2=ROOFS, t3=TREES), tmp_path)
    assert [change.how for change in done.changes] == ["new", "cancelled"]
    now = uids_of(tmp_path / "all.ics")
    assert now["翻新老旧小区屋面一百栋"] not in before.values()
    assert versions(tmp_path / "all.ics")["编制预算"][2] == "CANCELLED"
    assert list(done.uids.values()) == [now["翻新老旧小区屋面一百栋"]]
    publish(plan_of(t1=BRIDGE, t2=BUDGET, t3=TREES, t4=ROOFS), tmp_path)
    assert uids_of(tmp_path / "all.ics") == now | before


def test_a_plan_that_comes_back_to_the_site_has_its_uids_again(tmp_path: Path) -> None:
    other = evolve(PLAN, document=Document(number="邻政〔2024〕1号", dated=date(2024, 2, 1)))
    publish([plan_of(t1=TREES, t2=BRIDGE), other], tmp_path)
    publish([plan_of(t1=BRIDGE, t2=TREES), other], tmp_path)
    before = (tmp_path / "all.ics").read_bytes()
    publish(other, tmp_path)
    publish([plan_of(t1=BRIDGE, t2=TREES), other], tmp_path)
    ids = {str(part["UID"]) for part in Calendar.from_ical(before).walk("VEVENT")}
    feed = Calendar.from_ical((tmp_path / "all.ics").read_bytes())
    assert {str(part["UID"]) for part in feed.walk("VEVENT")} == ids


@pytest.mark.parametrize("damage", ["first version", "lost", "rebuilt"])
def test_a_memory_that_does_not_say_what_uids_are_of_is_helped_by_the_feeds(
    damage: str, tmp_path: Path
) -> None:
    publish(PLAN, tmp_path, kinds=("event", "todo"))
    before = uids_of(tmp_path / "all.ics")
    if damage == "first version":
        told = json.loads((tmp_path / STATE).read_bytes())
        del told["plans"]
        (tmp_path / STATE).write_text(json.dumps(told | {"version": 1}), encoding="utf-8")
    elif damage == "lost":
        (tmp_path / STATE).unlink()
    done = publish(
        plan_of(t1=BUDGET, t2=ROOFS), tmp_path, kinds=("event", "todo"), rebuild=damage == "rebuilt"
    )
    now = uids_of(tmp_path / "all.ics")
    assert now["编制预算"] == before["编制预算"]
    assert now["翻新老旧小区屋面一百栋"] not in before.values()
    assert [change.how for change in done.changes] == ["changed", "new", "cancelled", "cancelled"] * 2


UNLIKE = [
    "修好东桥，拓宽引道。", "编制年度预算并公开。", "种树护绿五万株。", "清理青石河淤泥。", "开办社区食堂。", "更换老旧电梯。",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(UNLIKE), min_size=1, unique=True), min_size=2, max_size=5))
def test_whatever_the_editions_a_uid_is_one_measures_and_a_measure_has_one_uid(
    editions: list[list[str]],
) -> None:
    seen: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as directory:
        for texts in editions:
            measures = {f"t{at}": evolve(BUDGET, text=text) for at, text in enumerate(texts, 1)}
            publish(plan_of(**measures), directory, as_of=date(2024, 3, 1))
            for text, uid in uids_of(Path(directory) / "all.ics").items():
                assert seen.setdefault(text, uid) == uid
            assert len(set(seen.values())) == len(seen)
            assert publish(plan_of(**measures), directory, as_of=date(2024, 3, 2)).written == ()


# Being killed.


class Killed(BaseException):
    """Stands for the end of the process."""


@contextmanager
def killed_after(steps: int) -> Iterator[None]:
    """End the process after some files were written or put into their places, the next one half written beside."""
    left = [steps]
    new, place = files._new, files.place

    def dying(path: Path) -> BinaryIO:
        if not left[0]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"BEGIN:VCALENDAR\r\nPROD")
            raise Killed
        left[0] -= 1
        return new(path)

    def dying_before(path: Path) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        place(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_new", dying)
        patch.setattr(files, "place", dying_before)
        yield


def test_a_publication_killed_at_any_step_is_finished_by_the_next(tmp_path: Path) -> None:
    changed = plan_of(t1=LATER, t2=BUDGET)
    whole = tmp_path / "whole"
    publish(PLAN, whole)
    steps = 2 * len(publish(changed, whole, as_of=date(2024, 5, 1)).written)
    for number in range(steps):
        site = tmp_path / str(number)
        publish(PLAN, site)
        with pytest.raises(Killed), killed_after(number):
            publish(changed, site, as_of=date(2024, 5, 1))
        for path in site.rglob("*.ics"):
            assert path.read_bytes().endswith(b"END:VCALENDAR\r\n")
        for path in site.rglob("*.html"):
            assert path.read_bytes().endswith(b"</html>\n")
        publish(changed, site, as_of=date(2024, 5, 1))
        assert bodies(site) == bodies(whole)
        assert not list(site.rglob(".*.policyplan"))


def test_after_a_kill_another_change_is_a_later_version_still(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    pages = len(list(tmp_path.rglob("*.html")))
    with pytest.raises(Killed), killed_after(pages + 4):  # the pages beside, the state, and a feed
        publish(POSTPONED, tmp_path)
    assert versions(tmp_path / "all.ics")["修好东桥"][0] == 1
    publish(PLAN, tmp_path)
    assert versions(tmp_path / "all.ics")["修好东桥"][0] == 2


def test_half_written_files_of_ours_go_and_those_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / ".all.ics.policyplan").write_bytes(b"half of")
    (tmp_path / ".mine.policyplan").write_bytes(b"mine")
    publish(PLAN, tmp_path)
    assert not (tmp_path / ".all.ics.policyplan").exists()
    assert (tmp_path / ".mine.policyplan").read_bytes() == b"mine"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as POSIX has them")
def test_a_process_killed_while_it_publishes_never_breaks_a_site(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(HERE / "kill_publish.py"), KILLS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"killed {KILLS} times" in ran.stdout


def test_two_publications_at_once_follow_one_another(tmp_path: Path) -> None:
    threads = [threading.Thread(target=publish, args=(plan, tmp_path)) for plan in (PLAN, POSTPONED) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not list(tmp_path.rglob(".*.policyplan"))
    states = {version for text, version in versions(tmp_path / "all.ics").items() if text != "修好东桥"}
    assert states == {(0, "20240201T000000Z", "CONFIRMED")}
    assert publish(PLAN, tmp_path).same >= 2


# Real programs.


@pytest.fixture
def programs() -> Path:
    """Where calendar programs are installed."""
    told = os.environ.get("ICAL_HARNESS_ENV")
    if not told or not (Path(told) / "venv" / "bin" / "vdirsyncer").is_file():
        pytest.skip(
            "set ICAL_HARNESS_ENV to the calendar programs that shared/ical_harness/setup.sh installed"
        )
    return Path(told)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A directory, and the address at which it is served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    site = tmp_path / "site"
    site.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@needs_vdirsyncer
def test_a_subscriber_sees_one_item_changed_one_cancelled_and_none_twice(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    site, address = served

    def synced() -> dict[str, tuple[int, str, str]]:
        found = {}
        for path in subscriber.sync():
            ((text, version),) = versions(path).items()
            assert text not in found
            found[text] = version
        return found

    plan = load_example("jilin_2022")
    publish([PLAN, plan], site)
    subscriber = Subscriber(tmp_path / "subscriber", f"{address}/all.ics")
    before = synced()
    assert len(before) > 20
    publish([plan_of(t1=LATER, t2=BUDGET), plan], site, as_of=date(2024, 5, 1))
    after = synced()
    assert {text: version for text, version in after.items() if version != before[text]} == {
        "修好东桥": (1, "20240501T000000Z", "CONFIRMED"),
        "种树护绿": (1, "20240501T000000Z", "CANCELLED"),
    }
    assert after.keys() == before.keys()


@pytest.mark.shared
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_calendar_programs_agree_on_feeds_of_every_kind(programs: Path, tmp_path: Path, lang: Any) -> None:
    if not HARNESS.is_file():
        pytest.skip("needs shared/ical_harness beside the repository")
    pytest.importorskip("chinese_calendar")
    options: dict[str, Any] = {
        "kinds": ("event", "todo", "both"),
        "alarms": [1, 7],
        "workday_alarm": True,
        "lang": lang,
    }
    plan = load_example("jilin_2022")
    publish([PLAN, plan], tmp_path, **options)
    publish([plan_of(t1=LATER, t2=BUDGET), plan], tmp_path, **options)
    unit = next(path for path in (tmp_path / "units").glob("*-lead.ics"))
    for feed in ("all.ics", "all-todo.ics", "all-both.ics", unit.relative_to(tmp_path).as_posix()):
        command = [
            sys.executable,
            str(HARNESS),
            str(tmp_path / feed),
            "--env",
            str(programs),
            "--warnings-fail",
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, feed + ran.stdout + ran.stderr


def test_plans_that_are_not_given_stay_as_they_were_while_others_change(tmp_path: Path) -> None:
    document = Document(number="临政〔2024〕5号", issuers=["临江市人民政府"], dated=date(2024, 2, 1))
    away = evolve(plan_of(t1=TREES), title="临江市2024年绿化方案", document=document)
    first = publish([PLAN, away], tmp_path)
    before = bodies(tmp_path)
    done = publish([plan_of(t1=LATER, t3=TREES)], tmp_path, keep_others=True, as_of=date(2024, 3, 1))
    after = bodies(tmp_path)
    assert (done.kept, done.removed) == (1, ())
    assert [change.how for change in done.changes] == ["changed", "cancelled"]
    own = next(feed.path for feed in first.feeds if feed.plan is away)
    assert after[own] == before[own]
    assert before.keys() <= after.keys()
    assert statuses(path_of(first, PARKS)) == ["CONFIRMED", "CONFIRMED"]
    assert statuses(tmp_path / "all.ics") == ["CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED"]
    assert after["all.ics"].split(b"BEGIN:VEVENT")[0] == before["all.ics"].split(b"BEGIN:VEVENT")[0]
    again = publish([PLAN, away], tmp_path, as_of=date(2024, 3, 2))
    assert [change.how for change in again.changes] == ["changed", "restored"]


def statuses(path: Path) -> list[str]:
    return sorted(str(item["STATUS"]) for item in Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
