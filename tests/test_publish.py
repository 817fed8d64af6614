"""A published site: which feeds it has, where they stand, and what publishing leaves alone."""

from __future__ import annotations

import gc
import os
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from attrs import evolve
from icalendar import Calendar

from policyplan import (
    Assignment,
    Document,
    DueBy,
    ExportError,
    Ledger,
    Measure,
    Ongoing,
    Plan,
    Role,
    Section,
    Source,
    Task,
    Unit,
    publish,
)
from policyplan.exporting.feed import Feed
from policyplan.exporting.site import STATE, Publication, feeds_of

ROADS = Unit("市交通局")
FINANCE = Unit("Finance Office (市财政局)")
PARKS = Unit("市园林局")
BRIDGE = Measure(
    text="修好东桥。",
    assignments=[Assignment(ROADS, Role.LEAD), Assignment(FINANCE, Role.SUPPORTING)],
    deadline=DueBy(date(2024, 6, 30), "2024年6月底前"),
)
BUDGET = Measure(
    text="编制预算。",
    assignments=[Assignment(FINANCE, Role.RESPONSIBLE)],
    deadline=DueBy(date(2024, 9, 30), "2024年9月底前"),
)
TREES = Measure(
    text="种树护绿。", assignments=[Assignment(PARKS, Role.RESPONSIBLE)], deadline=Ongoing("持续推进")
)


def plan_of(*measures: Measure, number: str = "临政〔2024〕3号", issuer: str = "临江市人民政府") -> Plan:
    tasks = [Task(number=str(n), measures=[measure]) for n, measure in enumerate(measures, 1)]
    return Plan(
        title="临江市2024年工作要点",
        document=Document(number=number, issuers=[issuer], dated=date(2024, 2, 1)),
        sections=[Section(number="一", heading="市政", items=tasks)],
    )


PLAN = plan_of(BRIDGE, BUDGET, TREES)


def files(directory: Path) -> dict[str, bytes]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


def summaries(feed: bytes) -> list[str]:
    return [str(event["SUMMARY"]).partition("：")[2] for event in Calendar.from_ical(feed).walk("VEVENT")]


def feed_of(done: Publication, unit: str, **facts: object) -> Feed:
    """The feed of a unit; its own measures as events, unless `facts` say otherwise."""
    facts = {"as_": "event", "lead": False, "subordinates": False, "name": unit} | facts
    (feed,) = (f for f in done.feeds if all(getattr(f, fact) == value for fact, value in facts.items()))
    return feed


def held(done: Publication, unit: str, **facts: object) -> bytes:
    return (done.directory / feed_of(done, unit, **facts).path).read_bytes()


def test_a_site_holds_everything_a_feed_per_plan_and_per_unit_and_role_and_a_page(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path)
    assert set(files(tmp_path)) == set(done.written)
    assert [re.sub("[0-9a-f]{12}", "…", path) for path in done.written if path.endswith(".ics")] == [
        "all.ics",
        "plans/2024-3-….ics",
        "units/….ics",
        "units/…-lead.ics",
        "units/finance-office-….ics",
    ]
    assert done.written[0] == STATE
    assert "index.html" in done.written
    assert summaries((tmp_path / "all.ics").read_bytes()) == [
        "修好东桥（2024年6月底前）",
        "编制预算（2024年9月底前）",
    ]


def test_a_units_feed_holds_its_own_measures_and_its_name(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path)
    assert summaries(held(done, "市交通局")) == ["修好东桥（2024年6月底前）"]
    assert "NAME:市交通局 任务时限" in held(done, "市交通局").decode()
    assert len(summaries(held(done, "Finance Office (市财政局)"))) == 2


def test_a_units_lead_feed_holds_what_it_leads_and_no_more(tmp_path: Path) -> None:
    both = evolve(BUDGET, assignments=[Assignment(FINANCE, Role.LEAD), Assignment(ROADS, Role.SUPPORTING)])
    done = publish(plan_of(BRIDGE, both), tmp_path)
    assert len(summaries(held(done, "市交通局"))) == 2
    assert summaries(held(done, "市交通局", lead=True)) == ["修好东桥（2024年6月底前）"]
    assert "NAME:市交通局 牵头任务时限" in held(done, "市交通局", lead=True).decode()


BUREAU = Unit("市场监管局")
OFFICE = Unit("市场监管局质量科", parent=BUREAU)
DESK = Unit("市场监管局质量科窗口", parent=OFFICE)


def test_a_body_has_a_feed_of_its_own_measures_and_of_those_below_it(tmp_path: Path) -> None:
    plan = plan_of(
        evolve(BRIDGE, assignments=[Assignment(BUREAU, Role.SUPPORTING)]),
        evolve(BUDGET, assignments=[Assignment(DESK, Role.LEAD), Assignment(OFFICE, Role.SUPPORTING)]),
    )
    done = publish(plan, tmp_path)
    assert len(summaries(held(done, "市场监管局"))) == 1
    assert len(summaries(held(done, "市场监管局", subordinates=True))) == 2
    assert summaries(held(done, "市场监管局", subordinates=True, lead=True)) == ["编制预算（2024年9月底前）"]
    assert "市场监管局及下属单位" in held(done, "市场监管局", subordinates=True).decode()
    assert len(summaries(held(done, "市场监管局质量科", subordinates=True))) == 1
    assert [feed.name for feed in done.feeds if feed.subordinates and not feed.lead] == [
        "市场监管局",
        "市场监管局质量科",
    ]


def test_a_body_named_only_as_a_parent_has_a_feed_of_those_below_it_alone(tmp_path: Path) -> None:
    done = publish(plan_of(evolve(BRIDGE, assignments=[Assignment(OFFICE, Role.RESPONSIBLE)])), tmp_path)
    bureau = [feed for feed in done.feeds if feed.name == "市场监管局"]
    assert [feed.subordinates for feed in bureau] == [True]


def test_feeds_come_in_three_kinds(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path, kinds=("event", "todo", "both"))
    parts = {
        kind: [part.name for part in Calendar.from_ical(held(done, "市交通局", as_=kind)).walk()][1:]
        for kind in ("event", "todo", "both")
    }
    assert parts == {"event": ["VEVENT"], "todo": ["VTODO"], "both": ["VEVENT", "VTODO"]}
    paths = [feed.path for feed in done.feeds if feed.name == "市交通局" and not feed.lead]
    stem = paths[0].removesuffix(".ics")
    assert paths == [f"{stem}.ics", f"{stem}-todo.ics", f"{stem}-both.ics"]
    assert "NAME:市交通局 任务待办" in held(done, "市交通局", as_="todo").decode()


def test_ongoing_measures_stand_in_to_do_feeds_on_the_last_day_of_their_plan(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path, kinds=["event", "todo", "both"])
    for as_ in ("todo", "both"):
        assert feed_of(done, "市园林局", as_=as_).shown == 1
        (todo,) = Calendar.from_ical(held(done, "市园林局", as_=as_)).walk("VTODO")
        assert todo.decoded("DUE") == BUDGET.due
    assert not (tmp_path / feed_of(done, "市园林局").path).exists()
    assert [entry.measure for entry in done.undated] == [TREES]


def test_measures_without_a_deadline_stand_in_to_do_feeds_where_asked_for(tmp_path: Path) -> None:
    plan = plan_of(BRIDGE, evolve(TREES, deadline=None))
    done = publish(plan, tmp_path, kinds=["todo"])
    assert feed_of(done, "市园林局", as_="todo").shown == 0
    done = publish(plan, tmp_path, kinds=["todo"], undated=True)
    assert feed_of(done, "市园林局", as_="todo").shown == 1


def test_a_kind_of_feed_that_there_is_not_is_refused(tmp_path: Path) -> None:
    for kinds in ("journal", (), ("event", "journal")):
        with pytest.raises(ExportError, match="it can be 'event', 'todo' or 'both'"):
            publish(PLAN, tmp_path, kinds=kinds)  # type: ignore[arg-type]
    assert files(tmp_path) == {}


def test_reminders_stand_in_the_feeds(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path, alarms=[1])
    assert b"TRIGGER:-PT15H" in held(done, "市交通局")


def test_an_event_has_the_same_bytes_in_every_feed(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    everything = (tmp_path / "all.ics").read_bytes()
    for path in tmp_path.glob("*/*.ics"):
        for event in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", path.read_bytes(), re.DOTALL):
            assert event in everything


def test_what_no_calendar_can_show_is_told(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path)
    assert [entry.measure for entry in done.undated] == [TREES]
    parks = feed_of(done, "市园林局")
    assert (len(parks.entries), parks.shown) == (1, 0)
    assert not (tmp_path / parks.path).exists()
    assert str(done).startswith(
        f"{tmp_path}: feeds of 2 units, {len(done.written)} files written, 0 unchanged"
    )
    assert str(done).endswith("items: 2 new, 0 unchanged; measures without a day for a calendar: 1")


def test_with_an_address_a_feed_says_where_it_comes_from(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path, base_url="https://example.org/plans")
    path = feed_of(done, "市交通局").path
    assert f"SOURCE;VALUE=URI:https://example.org/plans/{path}" in held(done, "市交通局").decode().replace(
        "\r\n ", ""
    )


def test_the_feeds_speak_english(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path, lang="en", kinds=("event", "both"))
    assert "NAME:市交通局: deadlines" in held(done, "市交通局").decode()
    assert (
        "NAME:市交通局 as lead: deadlines and to-dos"
        in held(done, "市交通局", as_="both", lead=True).decode()
    )


def test_who_asks_is_told_how_far_it_has_come(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    done = publish(PLAN, tmp_path, kinds="both", on_progress=lambda made, total: steps.append((made, total)))
    pages = len(done.written) - len([feed for feed in done.feeds if feed.shown]) - 1  # and what it remembers
    total = 2 * len(PLAN.measures) + pages + len(done.feeds)
    assert steps == [(made, total) for made in range(1, total + 1)]


def test_two_directories_hold_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        publish(PLAN, tmp_path / name)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_file_names_are_ascii_and_do_not_change_with_the_other_units(tmp_path: Path) -> None:
    before = {feed.name: feed.path for feed in publish(PLAN, tmp_path / "a").feeds}
    after = {feed.name: feed.path for feed in publish(plan_of(TREES, BRIDGE), tmp_path / "b").feeds}
    assert before["市交通局"] == after["市交通局"]
    assert all(path.isascii() and path == unquote(path) for path in before.values())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "CON", "a/b\\c:d", "..", "", "局" * 200, "\x00", "\ud800", "A\r\nB"]
)
def test_a_unit_whose_name_is_no_file_name_has_a_feed_all_the_same(name: str, tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    done = publish(plan_of(evolve(BRIDGE, assignments=[Assignment(Unit(name), Role.LEAD)])), site)
    assert set(files(tmp_path)) == {f"deep/site/{path}" for path in done.written}
    assert all(re.fullmatch(r"(all|(plans|units)/[a-z0-9-]{1,60})\.ics", feed.path) for feed in done.feeds)


def test_calendars_are_made_when_they_are_asked_for_and_not_held() -> None:
    feeds = feeds_of([PLAN], kinds=("event", "todo", "both"))
    assert feeds[1:4] == tuple(feeds)[1:4] == tuple(feeds[at] for at in (1, 2, 3))
    assert feeds[-1] == tuple(feeds)[-1]
    assert len(feeds) == len(tuple(feeds)) == 3 * len(feeds_of([PLAN]))
    with pytest.raises(IndexError):
        feeds[len(feeds)]
    assert not any(isinstance(held, Feed) for held in gc.get_referents(feeds, *gc.get_referents(feeds)))


def test_units_that_differ_in_case_alone_have_two_files_even_where_case_is_ignored() -> None:
    units = [Assignment(Unit("Dept a"), Role.LEAD), Assignment(Unit("DEPT A"), Role.LEAD)]
    feeds = feeds_of([plan_of(evolve(BRIDGE, assignments=units))])
    assert len({feed.path.lower() for feed in feeds}) == len(feeds) == 2 + 2 * 2


def test_one_name_under_two_governments_is_two_units() -> None:
    other = plan_of(BRIDGE, number="江政〔2024〕9号", issuer="江口市人民政府")
    names = [feed.name for feed in feeds_of([PLAN, other]) if feed.kind == "unit"]
    assert "市交通局" in names
    assert "市交通局（江口市人民政府）" in names


def test_a_unit_with_a_canonical_name_is_one_across_plans() -> None:
    unit = Unit("国家林草局", canonical="国家林业和草原局")
    measure = evolve(BRIDGE, assignments=[Assignment(unit, Role.SUPPORTING)])
    other = plan_of(measure, number="江政〔2024〕9号", issuer="江口市人民政府")
    (feed,) = (feed for feed in feeds_of([plan_of(measure), other]) if feed.kind == "unit")
    assert len(feed.entries) == 2


def test_hostile_text_makes_no_item_of_its_own(tmp_path: Path) -> None:
    evil = '</title><script>alert("x")</script>&\u202e\x00\nBEGIN:VEVENT\r\nUID:1'
    measure = Measure(
        text=evil, assignments=[Assignment(Unit(evil), Role.LEAD)], deadline=DueBy(date(2024, 6, 30), evil)
    )
    done = publish(evolve(plan_of(measure, number=evil), title=evil), tmp_path, base_url="https://e.org")
    for feed in done.feeds:
        assert len(Calendar.from_ical((tmp_path / feed.path).read_bytes()).walk("VEVENT")) == 1


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "units").mkdir()
    foreign = {
        "README.txt": b"hello",
        "units/mine.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//mine//EN\r\n",
        "style.css": b"p{}",
    }
    for name, body in foreign.items():
        (tmp_path / name).write_bytes(body)
    done = publish(PLAN, tmp_path)
    assert foreign.items() <= files(tmp_path).items()
    assert done.left == ()


@pytest.mark.parametrize("name", ["index.html", "all.ics"])
def test_a_foreign_file_in_the_way_stops_everything(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(ExportError, match=rf"policyplan did not write .*{name}"):
        publish(PLAN, tmp_path)
    assert files(tmp_path) == {name: b"mine"}


def test_a_file_that_cannot_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(PLAN, tmp_path)
    before = files(tmp_path)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExportError, match="No space left on device"):
        publish(plan_of(BUDGET), tmp_path)
    assert files(tmp_path) == before


def test_a_directory_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(ExportError, match=r"cannot write .*site"):
        publish(PLAN, tmp_path / "site")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_directory_without_permission_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="cannot write"):
        publish(PLAN, tmp_path)
    tmp_path.chmod(0o700)


def test_plans_without_number_and_title_go_by_the_names_of_their_files(tmp_path: Path) -> None:
    first, second = (
        evolve(PLAN, title="", document=Document(), source=Source("", name))
        for name in ("甲/节水.docx", "甲/绿化.v2.docx")
    )
    assert (first.identity, second.identity) == ("节水", "绿化.v2")
    done = publish([first, second], tmp_path)
    assert len({change.uid for change in done.changes}) == 2 * len({c.summary for c in done.changes})
    again = evolve(second, source=Source("", r"D:\另\节水.txt"))
    with pytest.raises(
        ExportError, match="nor a file name of its own; where they are one document, leave one"
    ):
        publish([first, again], tmp_path)
    bare = evolve(first, source=None)
    with pytest.raises(ExportError, match="neither has a document number or a title"):
        publish([bare, evolve(bare, preamble="其他")], tmp_path)


def test_two_plans_with_one_identity_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="two plans have the identity '临政〔2024〕3号'") as refused:
        publish([PLAN, plan_of(BUDGET)], tmp_path)
    assert str(refused.value).endswith(  # no title and no file name would help
        "leave one of them out; else give each its own document number, or export them apart"
    )
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    "address", ["ftp://example.org", "example.org/plans", "javascript:alert(1)", "https://e.org/?a=b", ""]
)
def test_an_address_that_no_calendar_can_fetch_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="base_url"):
        publish(PLAN, tmp_path, base_url=address)
    assert files(tmp_path) == {}


def test_something_else_than_plans_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no plan to publish"):
        publish([], tmp_path)
    with pytest.raises(ExportError, match="cannot publish Entry"):
        publish(PLAN.entries(), tmp_path)  # type: ignore[arg-type]


def test_with_a_ledger_pages_and_to_dos_tell_how_far_the_work_is(tmp_path: Path) -> None:
    bridge, budget, _ = PLAN.entries()
    ledger = Ledger().with_report(bridge, on=date(2024, 5, 31), state="done")
    ledger = ledger.with_report(budget, on=date(2024, 9, 1), percent=60)
    done = publish(PLAN, tmp_path, kinds="todo", ledger=ledger, on=date(2024, 10, 8))
    first, second, _ = Calendar.from_ical((tmp_path / "all-todo.ics").read_bytes()).walk("VTODO")
    assert (first["STATUS"], first["PERCENT-COMPLETE"], first["COMPLETED"].dt.date()) == (
        "COMPLETED",
        100,
        date(2024, 5, 31),
    )
    assert (second["STATUS"], second["PERCENT-COMPLETE"]) == ("IN-PROCESS", 60)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "截至2024年10月8日的进展" in page
    assert '<span class="status done">已完成</span> 2024年5月31日' in page
    assert '<span class="status overdue">逾期</span> 60%' in page
    assert publish(PLAN, tmp_path, kinds="todo", ledger=ledger, on=date(2024, 10, 8)).written == ()
    later = publish(PLAN, tmp_path, kinds="todo", ledger=Ledger(), on=date(2024, 10, 8))
    assert [str(change).rpartition("）")[2] for change in later.changes] == [" (progress)"] * 2
    assert done.feeds == later.feeds


def test_a_ledger_without_a_day_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="give both `ledger` and `on`"):
        publish(PLAN, tmp_path, ledger=Ledger())
