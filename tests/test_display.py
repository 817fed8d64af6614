"""Tables for people: in a terminal and in a notebook."""

from __future__ import annotations

import pickle
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan.checks import check
from policyplan.deadlines import DueBy, Ongoing
from policyplan.display import ROLE_NAMES, entries_text, html_table, printable, text_table, wrap
from policyplan.exporting.page.words import words as page_words
from policyplan.exporting.wording import words as calendar_words
from policyplan.findings import Finding, Findings, Severity
from policyplan.ledger import Ledger, status
from policyplan.ledger.columns import BY_NAME
from policyplan.model import Assignment, Document, Measure, Plan, Reading, Role, Section, Task, Unit
from policyplan.query import find
from policyplan.source import display_width


def plan(*tasks: Task, number: str | None = "甲政发〔2024〕1号") -> Plan:
    return Plan(title="工作要点", document=Document(number=number), sections=(Section(items=tasks),))


def task(number: str, text: str, **parts: object) -> Task:
    return Task(number=number, measures=(Measure(text=text, **parts),))  # type: ignore[arg-type]


OFFICE = Assignment(Unit("市商务局"), Role.LEAD)
BUREAUS = (
    OFFICE,
    Assignment(Unit("市财政局"), Role.SUPPORTING),
    Assignment(Unit("市统计局"), Role.OVERSEEING),
)


def test_columns_line_up_where_characters_are_wide() -> None:
    table = text_table(["Unit", "Due"], [["市商务局", "2024"], ["IP", "持续推进"]])
    assert table.splitlines() == [
        "Unit      Due",
        "────────  ────────",
        "市商务局  2024",
        "IP        持续推进",
    ]


def test_wide_columns_share_what_narrow_ones_leave() -> None:
    table = text_table(["No", "One", "Two"], [["1", "甲" * 20, "乙" * 20]], width=28)
    assert table.splitlines()[2] == "1   " + "甲" * 5 + "   " + "乙" * 5
    assert all(display_width(line) <= 28 for line in table.splitlines())


def test_no_line_begins_with_a_mark_that_closes_what_stands_before_it() -> None:
    assert list(wrap("推进专利转化，完善服务。", 12)) == ["推进专利转", "化，完善服", "务。"]


def test_no_line_ends_with_a_mark_that_opens_what_stands_after_it() -> None:
    assert list(wrap("落实各项《规划》", 10)) == ["落实各项", "《规划》"]


def test_words_stay_whole_where_they_can() -> None:
    assert list(wrap("open data portal", 10)) == ["open data", "portal"]
    assert list(wrap("abcdefghijkl", 5)) == ["abcde", "fghij", "kl"]


@given(st.text("专，a b“é", max_size=40), st.integers(2, 20))
def test_wrapping_keeps_the_width_and_every_character(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(display_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_table_without_rows_is_its_headers() -> None:
    assert text_table(["Unit"], []) == "Unit\n────"


def test_what_could_steer_a_terminal_is_left_out() -> None:
    assert printable("a\x1b[31m\tb\u202e\n c\x07") == "a[31m b c"
    assert "\x1b" not in text_table(["a"], [["\x1b]0;title\x07"]])


def test_a_plan_that_holds_markup_is_shown_as_text() -> None:
    attack = '<script>alert("1")</script>'
    unit = Assignment(Unit(attack), Role.LEAD)
    shown = Plan(
        title=attack,
        sections=(Section(items=(task(attack, attack, assignments=(unit,), deadline=Ongoing(attack)),)),),
    )
    html = shown._repr_html_() + Reading(shown, (Finding(attack, attack, hint=attack),))._repr_html_()
    html += find(shown, "")._repr_html_()
    assert tags(html) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert "&lt;script&gt;" in html


def tags(html: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.add(tag)

    Reader().feed(html)
    return found


@pytest.mark.parametrize(
    ("tasks", "note"), [(20, None), (21, "… and 1 more measure"), (23, "… and 3 more measures")]
)
def test_a_notebook_shows_twenty_rows_and_says_how_many_more(tasks: int, note: str | None) -> None:
    html = plan(*(task(str(number), "甲") for number in range(tasks)))._repr_html_()
    assert html.count("<tr>") == 21  # with the headers
    assert ("more" in html) == (note is not None)
    assert (note or "") in html


def test_a_plan_in_a_notebook_shows_who_does_what_by_when() -> None:
    html = plan(task("1", "办好展会", assignments=BUREAUS, deadline=DueBy(date(2024, 6, 30))))._repr_html_()
    cells = html.replace(' style="text-align:left"', "").split("<tbody>")[1]
    assert cells == (
        "<tr><td>1</td><td>2024-06-30</td><td>市商务局</td><td>市财政局</td><td>市统计局</td>"
        "<td>办好展会</td></tr></tbody></table>"
    )
    assert "甲政发〔2024〕1号 工作要点" in html


def test_a_reading_in_a_notebook_shows_its_findings() -> None:
    html = Reading(
        plan(task("1", "甲")), (Finding("bad-date", "month must be 1 to 12", Severity.ERROR),)
    )._repr_html_()
    assert all(word in html for word in ("error", "bad-date", "month must be 1 to 12"))
    assert "Severity" not in Reading(plan(task("1", "甲")))._repr_html_()


def test_line_ends_are_kept_in_html() -> None:
    assert "甲<br>乙" in html_table(["a"], [["甲\n乙\x00"]])


def test_a_selection_is_printed_as_a_table() -> None:
    shown = plan(
        task("1", "办好展会", assignments=BUREAUS, deadline=DueBy(date(2024, 6, 30))),
        task("（二）", "优化服务", deadline=Ongoing("持续推进")),
    )
    assert str(find(shown)).splitlines() == [
        "Task    Due         Lead      Supporting  Overseeing  Measure",
        "──────  ──────────  ────────  ──────────  ──────────  ────────",
        "1       2024-06-30  市商务局  市财政局    市统计局    办好展会",
        "（二）  持续推进                                      优化服务",
    ]
    assert entries_text(shown.entries(), lang="zh").splitlines() == [
        "任务    时限        牵头单位  配合单位  督导单位  举措",
        "──────  ──────────  ────────  ────────  ────────  ────────",
        "1       2024-06-30  市商务局  市财政局  市统计局  办好展会",
        "（二）  持续推进                                  优化服务",
    ]
    assert str(find([])) == "no measures"


def test_measures_of_several_plans_say_which_plan_they_stand_in() -> None:
    both = find([plan(task("1", "甲")), plan(task("1", "乙"), number=None)])
    assert str(both).splitlines()[2:] == [
        "甲政发〔2024〕1号  1          甲",
        "工作要点           1          乙",
    ]
    assert "<td" in both._repr_html_()
    assert "工作要点" in both._repr_html_()


def many(count: int) -> tuple[Finding, ...]:
    return tuple(Finding(f"code-{number}", "said") for number in range(count))


def test_findings_are_a_tuple_that_shows_itself_as_a_table() -> None:
    findings = Findings(many(23))
    assert findings == many(23)
    assert "… and 3 more findings" in findings._repr_html_()
    assert findings[:2]._repr_html_().count("<tr>") == 3  # with the headers
    assert findings[0] == Finding("code-0", "said")
    assert Findings()._repr_html_() == "<p>no findings</p>"
    assert pickle.loads(pickle.dumps(findings)) == findings


def test_what_check_and_a_reading_report_shows_itself() -> None:
    shared = plan(task("1", "甲", assignments=BUREAUS[1:]))
    assert "missing-lead" in check(shared)._repr_html_()
    reading = Reading(shared, [Finding("bad-date", "said", Severity.ERROR)])
    assert all(isinstance(each, Findings) for each in (reading.findings, reading.errors, check(shared)))


def test_a_unit_in_a_notebook_shows_what_is_known_of_it() -> None:
    parent = Unit("国家知识产权局")
    html = Unit("国家知识产权局保护司", parent, ("保护司",), canonical="国家知识产权局保护司")._repr_html_()
    for words in ("Part of", "Registered as", "Also called", "保护司"):
        assert words in html
    assert "Part of" not in parent._repr_html_()
    assert "a class of bodies" in Unit("各有关市政府", is_group=True)._repr_html_()


def test_the_units_of_a_plan_show_how_much_each_has_to_do() -> None:
    units = plan(task("1", "甲", assignments=BUREAUS), task("2", "乙", assignments=(OFFICE,))).units()
    rows = units._repr_html_().replace(' style="text-align:left"', "")
    assert "<tr><th>Unit</th><th>Lead</th><th>Supporting</th><th>Overseeing</th></tr>" in rows
    assert "<tr><td>市商务局</td><td>2</td><td>0</td><td>0</td></tr>" in rows
    duties = units[0]._repr_html_()
    assert duties.count('<td style="text-align:left">Lead</td>') == 2


def test_standings_and_a_ledger_show_themselves() -> None:
    shown = plan(*(task(str(number), "甲", deadline=DueBy(date(2024, 6, 30))) for number in range(22)))
    ledger = Ledger()
    for entry in shown.entries():
        ledger = ledger.with_report(entry, on=date(2024, 7, 2), state="done", percent=100, note="<b>办结</b>")
    standings = status(shown, ledger, on=date(2024, 7, 3))
    html = standings._repr_html_()
    assert html.count("done-late") == 20
    assert "… and 2 more measures" in html
    assert standings[0]._repr_html_().count("<tr>") == 2
    html = ledger._repr_html_()
    assert "… and 2 more reports" in html
    assert html.index("21/1") < html.index("20/1")  # the newest first
    assert tags(html) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}


def test_tables_pages_calendars_and_workbooks_call_the_roles_alike() -> None:
    for lang in ("zh", "en"):
        names = {role: ROLE_NAMES[lang][role] for role in Role}
        assert calendar_words(lang).role_labels == names
        assert page_words(lang)["duty"] | names == page_words(lang)["duty"]
        assert {role: BY_NAME[role].header(lang) for role in Role} == names


def test_a_role_that_nobody_has_takes_no_column() -> None:
    shared = plan(task("1", "甲", assignments=[Assignment(Unit("市商务局"), Role.RESPONSIBLE)]))
    assert str(find(shared)).splitlines()[0] == "Task  Due  Responsible  Measure"
    assert str(find(plan(task("1", "甲")))).splitlines()[0] == "Task  Due  Measure"
