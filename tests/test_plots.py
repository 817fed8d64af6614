"""Pictures of plans: what they hold, what they say they leave out, and the files that they become."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

import policyplan as pp
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
    Task,
    Unit,
)
from policyplan.testing import plans as any_plans

alt = pytest.importorskip("altair", reason='pictures need "policyplan[plots]"')
pytest.importorskip("vl_convert", reason='pictures need "policyplan[plots]"')
from test_page_browser import CHROMIUM, DRIVER, driver  # noqa: E402, F401

plots = pp.plots
DAY = date(2024, 6, 1)
ATTACK = '</script><script>document.title="struck"</script><!--<img src=x onerror=alert(1)>'
DRAWN: dict[str, Callable[..., Any]] = {
    "timeline": plots.timeline,
    "workload": plots.workload,
    "matrix": plots.matrix,
    "network": plots.network,
    "progress": lambda plan, **options: plots.progress(plan, Ledger(), on=DAY, **options),
}


def plan(*sections: Section, title: str = "工作要点", number: str = "甲政发〔2024〕1号") -> Plan:
    return Plan(title=title, document=Document(number=number, dated=date(2024, 1, 5)), sections=sections)


def section(heading: str, *tasks: Task, number: str = "一") -> Section:
    return Section(number=number, heading=heading, items=tasks)


def task(number: str, text: str, deadline: Any = None, **roles: str) -> Task:
    """A task of one measure; roles are units apart by blanks: lead="市商务局"."""
    units = [Assignment(Unit(name), Role(role)) for role, names in roles.items() for name in names.split()]
    return Task(number=number, measures=[Measure(text=text, assignments=units, deadline=deadline)])


FAIR = plan(
    section(
        "扩大开放",
        task(
            "1",
            "办好展会。",
            DueBy(date(2024, 9, 30), "9月底前"),
            lead="市商务局",
            supporting="市财政局 市统计局",
        ),
        task("2", "建设口岸。", DueBy(date(2024, 3, 31), "3月底前"), lead="市商务局", supporting="市财政局"),
    ),
    section(
        "优化服务",
        task("3", "简化手续。", Ongoing("持续推进"), responsible="市财政局"),
        task("4", "公开信息。"),
        number="二",
    ),
)


def layers(chart: Any) -> list[list[dict[str, Any]]]:
    """The rows of each layer."""
    spec = chart.to_dict()
    data = [layer.get("data", spec.get("data")) for layer in flat(spec)]
    return [spec["datasets"][one["name"]] if "name" in one else one["values"] for one in data]


def flat(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return (
        [one for layer in spec["layer"] for one in flat({"data": spec.get("data")} | layer)]
        if "layer" in spec
        else [spec]
    )


def rows(chart: Any, *names: str) -> list[tuple[Any, ...]]:
    """The rows that have all these fields, each once."""
    found = [row for layer in layers(chart) for row in layer if set(names) <= set(row)]
    return list(dict.fromkeys(tuple(row[name] for name in names) for row in found))


def notes(chart: Any) -> list[str]:
    return list(chart.to_dict()["title"]["subtitle"])


def test_a_timeline_has_a_row_for_each_last_day_and_counts_what_has_none() -> None:
    chart = plots.timeline(FAIR, on=DAY)
    assert rows(chart, "name", "day", "says", "kind") == [
        ("2 建设口岸", "2024-03-31", "2024-03-31  市商务局（牵头）等2家", "时限已过"),
        ("1 办好展会", "2024-09-30", "2024-09-30  市商务局（牵头）等3家", "时限未到"),
    ]
    assert ("2024-06-01", "今日 2024-06-01") in rows(chart, "day", "says")
    assert notes(chart) == [
        "《工作要点》（甲政发〔2024〕1号）",
        "举措 4 项，有完成时限 2 项，长期推进 1 项，未写时限 1 项",
    ]


def test_a_timeline_tells_where_measures_stand_by_a_ledger() -> None:
    first = FAIR.entries()[0]
    ledger = Ledger().with_report(first, on=date(2024, 5, 20), state="done")
    chart = plots.timeline(FAIR, on=DAY, ledger=ledger, lang="en")
    assert rows(chart, "day", "kind") == [("2024-03-31", "overdue"), ("2024-09-30", "done")]
    with pytest.raises(TypeError, match="give `on` with `ledger`"):
        plots.timeline(FAIR, ledger=ledger)


def test_a_long_timeline_keeps_the_days_nearest_to_today_and_says_so() -> None:
    many = plan(section("", *(task(str(n), "甲", DueBy(date(2024, n, 15))) for n in range(1, 13))))
    assert [day for day, _ in rows(plots.timeline(many, on=DAY, limit=3), "day", "kind")] == [
        "2024-05-15", "2024-06-15", "2024-07-15",
    ]  # fmt: skip
    assert notes(plots.timeline(many, on=DAY, limit=3))[-1] == "图中为时限距今日最近的 3 项，另有 9 项未画"
    assert [day for (day,) in rows(plots.timeline(many, limit=2), "day")] == ["2024-01-15", "2024-02-15"]


def test_measures_that_read_alike_keep_rows_of_their_own() -> None:
    twice = plan(section("", *(task("1", "甲", DueBy(DAY)) for _ in range(3))))
    assert rows(plots.timeline(twice), "name") == [("1 甲",), ("1 甲 (2)",), ("1 甲 (3)",)]


def test_work_is_counted_by_unit_and_role_the_busiest_first() -> None:
    chart = plots.workload(FAIR)
    assert rows(chart, "unit", "role", "count") == [
        ("市财政局", "负责", 1), ("市财政局", "配合", 2), ("市商务局", "牵头", 2), ("市统计局", "配合", 1),
    ]  # fmt: skip
    assert notes(chart)[-1] == "举措 4 项，单位 3 个，未写单位 1 项"
    assert (
        notes(plots.workload(FAIR, limit=1, lang="en"))[-1]
        == "Shown: the 1 units with most measures; left out: 2"
    )


def test_a_matrix_sets_sections_against_units() -> None:
    chart = plots.matrix(FAIR)
    assert rows(chart, "unit", "section", "role", "count") == [
        ("市财政局", "一 扩大开放", "配合", "配2"),
        ("市财政局", "二 优化服务", "负责", "责1"),
        ("市商务局", "一 扩大开放", "牵头", "牵2"),
        ("市统计局", "一 扩大开放", "配合", "配1"),
    ]
    assert "图中为前 1 个板块，另有 1 个未画" in notes(plots.matrix(FAIR, sections=1))


def test_units_are_joined_by_the_measures_they_share() -> None:
    chart = plots.network(FAIR)
    assert sorted(rows(chart, "unit", "with", "count")) == [
        ("市商务局", "市统计局", 1), ("市财政局", "市商务局", 2), ("市财政局", "市统计局", 1),
    ]  # fmt: skip
    assert [says for (says,) in rows(chart, "says")] == ["市财政局 (3)", "市商务局 (2)", "市统计局 (1)"]


def test_progress_is_told_for_every_day_on_which_it_changes() -> None:
    one, two, *_ = FAIR.entries()
    ledger = Ledger().with_report(two, on=date(2024, 4, 10), state="done")
    ledger = ledger.with_report(one, on=date(2024, 5, 2), state="in-progress")
    chart = plots.progress(FAIR, ledger, on=DAY)
    counts = {(day, status): count for day, status, count in rows(chart, "day", "status", "count")}
    for day in sorted({day for day, _ in counts}):
        standings = pp.status(FAIR, ledger, on=date.fromisoformat(day))
        said = {"overdue": "逾期", "done-late": "逾期完成", "in-progress": "推进中", "due-soon": "临期"}
        for status, word in said.items():
            assert counts[day, word] == sum(each.status == status for each in standings), (day, word)
    assert sorted({day for day, _ in counts}) == [
        "2024-01-05", "2024-03-01", "2024-04-01", "2024-04-10", "2024-05-02", "2024-06-01",
    ]  # fmt: skip
    promised = [row for row in layers(chart)[1] if "status" not in row]
    assert [(row["day"], row["count"]) for row in promised] == [
        ("2024-01-05", 0), ("2024-03-31", 1), ("2024-09-30", 2),
    ]  # fmt: skip


def test_progress_without_a_day_ends_with_the_last_report() -> None:
    ledger = Ledger().with_report(FAIR.entries()[0], on=date(2024, 5, 2), state="done")
    assert max(day for day, _ in rows(plots.progress(FAIR, ledger), "day", "status")) == "2024-05-02"
    assert "没有可画的内容" in str(layers(plots.progress(FAIR, Ledger())))


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize(
    "source", [Plan(title="空"), pp.find(FAIR, "登月"), []], ids=["plan", "selection", "none"]
)
def test_where_there_is_nothing_to_show_the_picture_says_so(name: str, source: Any) -> None:
    chart = DRAWN[name](source)
    assert rows(chart, "text") == [("没有可画的内容",)]
    assert rows(DRAWN[name](source, lang="en"), "text") == [("There is nothing to show",)]


@pytest.mark.parametrize("name", DRAWN)
def test_several_plans_and_selections_are_drawn_together(name: str) -> None:
    other = plan(
        section("开源", task("1", "引资。", DueBy(DAY), lead="县商务局")), number="乙政发〔2024〕7号"
    )
    chart = DRAWN[name]([FAIR, other])
    assert notes(chart)[0] == "文件 2 份（甲政发〔2024〕1号、乙政发〔2024〕7号）"
    assert "举措 2 项" in str(notes(DRAWN[name](pp.find([FAIR, other], "role:lead")[:2])))


def test_two_plans_of_one_identity_are_refused() -> None:
    with pytest.raises(ExportError, match="two plans have the identity"):
        plots.workload([FAIR, plan(section("", task("1", "另一份。")))])


@pytest.mark.parametrize("name", DRAWN)
def test_another_language_is_refused(name: str) -> None:
    with pytest.raises(ExportError, match="lang is 'fr'"):
        DRAWN[name](FAIR, lang="fr")


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_plan_gives_the_same_chart_in_any_process(name: str) -> None:
    code = f"import json, sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_plots as t; print(json.dumps(t.DRAWN[{name!r}](t.FAIR).to_dict()))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout) == DRAWN[name](FAIR).to_dict() == DRAWN[name](FAIR).to_dict()


@pytest.mark.parametrize("name", DRAWN)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_plan=any_plans())
def test_any_plan_can_be_drawn(name: str, any_plan: Plan) -> None:
    spec = DRAWN[name](any_plan).to_dict()  # checked against the schema of Vega-Lite
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@pytest.mark.parametrize("name", DRAWN)
def test_an_svg_has_the_words_and_chinese_fonts(name: str, tmp_path: Path) -> None:
    plots.save(DRAWN[name](FAIR), tmp_path / "p.svg")
    root = ElementTree.fromstring((tmp_path / "p.svg").read_bytes())
    words = "".join(root.itertext())
    assert "《工作要点》（甲政发〔2024〕1号）" in words
    assert {"progress": "逾期", "timeline": "办好展会"}.get(name, "市商务局") in words
    assert "Noto Sans CJK SC" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["p.svg"]


def test_a_png_is_as_large_as_it_was_asked_to_be(tmp_path: Path) -> None:
    sizes = []
    for scale in (1, 2):
        plots.save(plots.workload(FAIR), tmp_path / "p.PNG", scale=scale)
        sizes.append(struct.unpack(">II", (tmp_path / "p.PNG").read_bytes()[16:24])[0])
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)


@pytest.mark.skipif(not shutil.which("fc-list"), reason="NO FONTCONFIG: cannot tell which fonts are here")
def test_chinese_characters_are_drawn_and_not_boxes(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    if not subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout:
        pytest.skip("NO CHINESE FONT: sh scripts/browser.sh brings fonts-noto-cjk")
    ink = []
    for name in ("一一一一一一", "龘龘龘龘龘龘"):
        plots.save(plots.workload(plan(section("", task("1", "甲", lead=name)))), tmp_path / "p.png")
        with image.open(tmp_path / "p.png") as picture:
            ink.append(sum(picture.convert("L").histogram()[:128]))
    assert ink[1] > ink[0] + 500  # boxes would hold the same ink for both


def test_other_files_and_places_are_refused(tmp_path: Path) -> None:
    chart = plots.workload(FAIR)
    for name in ("p.pdf", "p"):
        with pytest.raises(ExportError, match=r"\.html, \.svg or \.png"):
            plots.save(chart, tmp_path / name)
    with pytest.raises(ExportError, match="cannot be written"):
        plots.save(chart, tmp_path / "nowhere" / "p.svg")


def test_without_altair_it_is_said_what_to_install() -> None:
    code = "import sys; sys.modules['altair'] = None\nfrom policyplan import plots\nplots.timeline"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert 'ExportError: pictures need altair: pip install "policyplan[plots]"' in ran.stderr


def evil() -> Plan:
    wicked = task(ATTACK, ATTACK, DueBy(DAY, ATTACK), lead="甲局")
    assignments = [
        Assignment(Unit(ATTACK), Role.LEAD),
        Assignment(Unit("乙局\u202e\x00" + ATTACK), Role.SUPPORTING),
    ]
    measure = Measure(text=ATTACK, assignments=assignments, deadline=DueBy(DAY, ATTACK))
    return plan(section(ATTACK, wicked, Task(number="2", measures=[measure])), title=ATTACK, number=ATTACK)


@pytest.mark.parametrize("name", DRAWN)
def test_words_that_would_end_a_script_stay_words(name: str, tmp_path: Path) -> None:
    chart = DRAWN[name](evil())
    notebook = chart.to_html()  # as altair shows it in a notebook, which escapes nothing
    plots.save(chart, tmp_path / "p.html")
    for page in (notebook, (tmp_path / "p.html").read_text(encoding="utf-8")):
        assert "document.title=" in page
        assert scripts(page) == {"own": page.count("<script"), "img": 0}
    plots.save(chart, tmp_path / "p.svg")
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(tmp_path / "p.svg").iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "rect", "line", "defs", "clipPath", "title"}


def scripts(page: str) -> dict[str, int]:
    """How many scripts a browser would see, by whether they hold only our own, and images."""
    found = {"own": 0, "img": 0}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag in ("script", "img"):
                found["own" if tag == "script" else "img"] += 1

    Reader().feed(page)
    return found


@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="NO BROWSER: sh scripts/browser.sh brings chromium")
@pytest.mark.parametrize("name", DRAWN)
def test_a_page_is_drawn_without_a_network_and_without_complaint(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    browser = request.getfixturevalue("driver")
    for at, source in enumerate((FAIR, evil())):
        page = tmp_path / f"{at}.html"
        plots.save(DRAWN[name](source), page)
        browser.get_log("browser")
        browser.get(page.as_uri())
        words = browser.find_element("id", "picture").text
        assert "甲政发" in words or "document.title=" in words
        assert browser.title == plots_title(name)
        assert browser.get_log("browser") == []
        asked = browser.execute_script(
            "return performance.getEntriesByType('resource').map(each => each.name)"
        )
        assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []


def plots_title(name: str) -> str:
    return {
        "timeline": "完成时限一览", "workload": "各单位承担举措", "matrix": "板块与责任单位对照",
        "network": "单位协作关系", "progress": "进展情况",
    }[name]  # fmt: skip


def test_a_crowded_network_keeps_the_lines_that_share_most_and_says_so() -> None:
    offices = [f"第{number}局" for number in range(20)]
    crowd = plan(
        section(
            "", task("1", "会商。", responsible=" ".join(offices)), task("2", "联办。", lead="第0局 第1局")
        )
    )
    chart = plots.network(crowd)
    lines = rows(chart, "unit", "with", "count")
    assert len(lines) == 90
    assert max(lines, key=lambda line: line[2]) == ("第0局", "第1局", 2)
    assert "连线为共担最多的 90 对，另有 100 对未画" in notes(chart)
