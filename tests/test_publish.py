"""A published site: which files it holds, what the page says, and what publishing leaves alone."""

from __future__ import annotations

import os
import re
from datetime import date
from html.parser import HTMLParser
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
    Measure,
    Ongoing,
    Plan,
    Role,
    Section,
    Task,
    Unit,
    publish,
)

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


def feed_of(unit: str, site: Path, **options: str) -> bytes:
    (feed,) = (feed for feed in publish(PLAN, site, **options).feeds if feed.name == unit)
    return (site / feed.path).read_bytes()


class Links(HTMLParser):
    """Every link of a page, and every element."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.labels: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")
            self.labels.append(dict(attrs).get("aria-label") or "")


def test_a_site_holds_everything_a_feed_per_plan_and_per_unit_and_a_page(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path)
    assert set(files(tmp_path)) == set(done.written)
    assert [re.sub("[0-9a-f]{12}", "…", path) for path in done.written] == [
        "all.ics",
        "plans/2024-3-….ics",
        "units/….ics",
        "units/finance-office-….ics",
        "index.html",
    ]
    assert summaries((tmp_path / "all.ics").read_bytes()) == [
        "修好东桥（2024年6月底前）",
        "编制预算（2024年9月底前）",
    ]


def test_a_units_feed_holds_its_own_measures_and_its_name(tmp_path: Path) -> None:
    roads = feed_of("市交通局", tmp_path)
    assert summaries(roads) == ["修好东桥（2024年6月底前）"]
    assert "NAME:市交通局 任务时限" in roads.decode()
    assert len(summaries(feed_of("Finance Office (市财政局)", tmp_path))) == 2


def test_an_event_has_the_same_bytes_in_every_feed(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    everything = (tmp_path / "all.ics").read_bytes()
    for path in tmp_path.glob("*/*.ics"):
        for event in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", path.read_bytes(), re.DOTALL):
            assert event in everything


def test_what_no_calendar_can_show_is_told(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path)
    assert [entry.measure for entry in done.undated] == [TREES]
    (parks,) = (feed for feed in done.feeds if feed.name == "市园林局")
    assert (len(parks.entries), parks.shown) == (1, 0)
    assert not (tmp_path / parks.path).exists()
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "种树护绿" in page
    assert "持续推进" in page
    assert (
        str(done)
        == f"{tmp_path}: feeds of 2 units, 5 files written, 0 unchanged; measures without a day for a calendar: 1"
    )


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    first = publish(PLAN, tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = publish(PLAN, tmp_path)
    assert again.written == ()
    assert again.unchanged == first.written
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_only_files_that_change_are_written(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    done = publish(plan_of(BRIDGE, evolve(BUDGET, text="编制决算。"), TREES), tmp_path)
    (roads,) = (feed.path for feed in done.feeds if feed.name == "市交通局")
    assert roads in done.unchanged
    assert "all.ics" in done.written
    assert "index.html" in done.unchanged


def test_two_directories_hold_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        publish(PLAN, tmp_path / name)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_page_links_every_feed(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    links = Links((tmp_path / "index.html").read_bytes()).links
    assert set(links) == {path for path in files(tmp_path) if path.endswith(".ics")}


def test_with_an_address_the_page_offers_what_calendar_programs_open(tmp_path: Path) -> None:
    done = publish(PLAN, tmp_path, base_url="https://example.org/plans")
    page = Links((tmp_path / "index.html").read_bytes())
    assert "https://example.org/plans/all.ics" in page.links
    assert "webcal://example.org/plans/all.ics" in page.links
    assert "订阅 市交通局" in page.labels
    path = done.feeds[2].path
    assert f"SOURCE;VALUE=URI:https://example.org/plans/{path}" in (tmp_path / path).read_text().replace(
        "\n ", ""
    )


def test_the_page_and_the_feeds_speak_english(tmp_path: Path) -> None:
    assert "NAME:市交通局: deadlines" in feed_of("市交通局", tmp_path, lang="en").decode()
    assert '<html lang="en">' in (tmp_path / "index.html").read_text(encoding="utf-8")


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


def test_units_that_differ_in_case_alone_have_two_files_even_where_case_is_ignored(tmp_path: Path) -> None:
    units = [Assignment(Unit("Dept a"), Role.LEAD), Assignment(Unit("DEPT A"), Role.SUPPORTING)]
    paths = [
        feed.path.lower() for feed in publish(plan_of(evolve(BRIDGE, assignments=units)), tmp_path).feeds
    ]
    assert len(set(paths)) == 4


def test_one_name_under_two_governments_is_two_units(tmp_path: Path) -> None:
    other = plan_of(BRIDGE, number="江政〔2024〕9号", issuer="江口市人民政府")
    names = [feed.name for feed in publish([PLAN, other], tmp_path).feeds if feed.kind == "unit"]
    assert "市交通局" in names
    assert "市交通局（江口市人民政府）" in names


def test_a_unit_with_a_canonical_name_is_one_across_plans(tmp_path: Path) -> None:
    unit = Unit("国家林草局", canonical="国家林业和草原局")
    measure = evolve(BRIDGE, assignments=[Assignment(unit, Role.LEAD)])
    other = plan_of(measure, number="江政〔2024〕9号", issuer="江口市人民政府")
    (feed,) = (feed for feed in publish([plan_of(measure), other], tmp_path).feeds if feed.kind == "unit")
    assert len(feed.entries) == 2


EVIL = '</title><script>alert("x")</script><img src=x onerror=alert(1)>&\u202e\x00\nBEGIN:VEVENT'


def test_hostile_text_harms_neither_page_nor_feed(tmp_path: Path) -> None:
    measures = [
        Measure(text=EVIL, assignments=[Assignment(Unit(EVIL), Role.LEAD)], deadline=deadline)
        for deadline in (DueBy(date(2024, 6, 30), EVIL), Ongoing(EVIL))
    ]
    plan = evolve(plan_of(*measures, number=EVIL), title=EVIL)
    publish(
        evolve(plan, document=evolve(plan.document, url=f"https://x.example/{EVIL}")),
        tmp_path,
        base_url="https://e.org",
    )
    page = (tmp_path / "index.html").read_bytes()
    seen = Links(page)
    assert not {"script", "img"} & seen.elements
    assert "\u202e" not in page.decode()
    assert b"\x00" not in page
    assert all(
        link.startswith(("https://x.example/", "https://e.org/", "webcal://e.org/")) for link in seen.links
    )
    assert len(Calendar.from_ical((tmp_path / "all.ics").read_bytes()).walk("VEVENT")) == 1


def test_the_page_asks_for_nothing_from_elsewhere_and_allows_no_script(tmp_path: Path) -> None:
    publish(PLAN, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not {"script", "link", "img", "iframe", "form"} & Links(page.encode()).elements
    assert 'lang="zh-CN"' in page


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


def test_feeds_that_no_longer_belong_stay_and_are_told(tmp_path: Path) -> None:
    old = publish(PLAN, tmp_path)
    done = publish(plan_of(BUDGET), tmp_path)
    (roads,) = (feed.path for feed in old.feeds if feed.name == "市交通局")
    assert done.left == (roads,)
    assert (tmp_path / roads).is_file()


def test_what_a_killed_publication_left_beside_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".all.ics.policyplan").write_bytes(b"half of")
    publish(PLAN, tmp_path)
    assert not [name for name in files(tmp_path) if "policyplan" in name]


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


def test_two_plans_with_one_identity_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="two plans have the identity '临政〔2024〕3号'"):
        publish([PLAN, plan_of(BUDGET)], tmp_path)
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
