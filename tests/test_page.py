"""The pages of a site as files: what they hold, what they allow, and what hostile plans do to them (nothing)."""

from __future__ import annotations

import json
import re
import tomllib
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import policyplan as pp
from policyplan import (
    Assignment,
    Conditional,
    Document,
    DueBy,
    Measure,
    Milestone,
    Ongoing,
    Plan,
    Recurring,
    Role,
    Section,
    Task,
    Unit,
)
from policyplan.checks import RULES
from policyplan.exporting import page as page_package
from policyplan.exporting.page import render_site
from policyplan.exporting.page.markup import plain
from policyplan.exporting.site.feeds import feeds_of

BUREAU = Unit("市教育局")
OFFICE = Unit("市教育局基教科", parent=BUREAU)
ROADS = Unit("市交通局", aliases=["交通局"])
BRIDGE = Measure(
    text="修好东桥。",
    assignments=[Assignment(ROADS, Role.LEAD), Assignment(OFFICE, Role.SUPPORTING, shared_by_remit=True)],
    deadline=DueBy(date(2024, 6, 30), "2024年6月底前", start=date(2024, 1, 1)),
    milestones=[Milestone(DueBy(date(2024, 3, 31), "2024年3月底前"), "2024年3月底前完成设计")],
)
CLEAN = Measure(
    text="保持清洁。", assignments=[Assignment(ROADS, Role.RESPONSIBLE)], deadline=Ongoing("持续推进")
)
SCHOOLS = Measure(
    text="检查校舍。",
    assignments=[Assignment(OFFICE, Role.RESPONSIBLE, group=0), Assignment(ROADS, Role.RESPONSIBLE, group=1)],
    deadline=Conditional("汛期结束后"),
)


def plan_of(*measures: Measure, number: str = "临政〔2024〕3号", title: str = "临江市2024年工作要点") -> Plan:
    tasks = [Task(number=str(n), measures=[measure]) for n, measure in enumerate(measures, 1)]
    return Plan(
        title=title,
        document=Document(
            number=number,
            issuers=["临江市人民政府"],
            dated=date(2024, 2, 1),
            addressees=["各区人民政府", "市各委办局", "市属企业", "市属高校"],
        ),
        period=pp.Period(date(2024, 1, 1), date(2024, 12, 31), "2024年"),
        sections=[Section(number="一", heading="市政", items=tasks)],
    )


PLAN = plan_of(BRIDGE, CLEAN, SCHOOLS)
OTHER_PLAN = plan_of(CLEAN, number="临政〔2024〕4号", title="临江市清洁方案")

PLAN_FEED = next(feed.path for feed in feeds_of([PLAN]) if feed.kind == "plan")


def site(
    *plans: Plan, base: str | None = "https://e.org/plans/", lang: str = "zh", **options: str
) -> dict[str, bytes]:
    return render_site(plans, feeds_of(plans), base_url=base, lang=lang, **options)  # type: ignore[arg-type]


class Seen(HTMLParser):
    """The elements of a page, its text, and what its data blocks hold."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.blocks: dict[str, object] = {}
        self.inside: list[tuple[str, dict[str, str]]] = []
        self.feed(page.decode("utf-8"))
        self.text = " ".join(" ".join(self.words).split())
        self.links = [found["href"] for tag, found in self.elements if tag == "a"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.inside.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, attributes = self.inside[-1] if self.inside else ("", {})
        if tag == "script" and "id" in attributes:
            self.blocks[attributes["id"]] = json.loads(data)
        elif tag not in ("script", "style"):
            self.words.append(data)

    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.elements if "id" in found]


def contents(page: bytes) -> dict[str, list]:  # type: ignore[type-arg]
    return Seen(page).blocks["contents"]  # type: ignore[return-value]


def policy_of(page: bytes) -> str:
    return next(
        found["content"] for tag, found in Seen(page).elements if "Content-Security-Policy" in found.values()
    )


def test_a_site_of_one_plan_shows_it_on_the_first_page_and_on_its_own_in_both_languages() -> None:
    paths = list(site(PLAN))
    assert [re.sub("[0-9a-f]{12}", "…", path) for path in paths] == [
        "index.html",
        "plans/2024-3-….html",
        "en/index.html",
        "en/plans/2024-3-….html",
    ]
    assert list(site(PLAN, lang="en"))[2] == "zh/index.html"


def test_a_plans_page_stands_beside_its_calendar() -> None:
    [feed] = [feed for feed in feeds_of([PLAN]) if feed.kind == "plan"]
    assert feed.path.replace(".ics", ".html") in site(PLAN)


def test_the_plan_is_shown_with_its_facts() -> None:
    text = Seen(site(PLAN)["index.html"]).text
    for said in (
        "临政〔2024〕3号",
        "临江市2024年工作要点",
        "成文日期 2024年2月1日",
        "发布日期 未载明",
        "2024年 2024年1月1日 至 2024年12月31日",
        "各区人民政府等 4 家 各区人民政府、市各委办局、市属企业、市属高校",
    ):
        assert said in text


def test_every_task_is_shown_with_units_by_role_and_the_deadline_as_printed() -> None:
    text = Seen(site(PLAN)["index.html"]).text
    assert "牵头单位 市交通局 配合单位 市教育局基教科 按职责分工 完成时限 2024年6月底前" in text
    assert "2024年6月底前 最后一日 2024年1月1日 至 2024年6月30日" in text
    assert "步骤 2024年3月底前完成设计 最后一日 2024年3月31日" in text
    assert "责任单位 市教育局基教科 ； 市交通局 完成时限 汛期结束后" in text


def test_every_task_can_be_linked_to_even_where_numbers_repeat_or_are_missing() -> None:
    numbers = ("（三）", "7", "7", "", "", "a b/<c>")
    tasks = [Task(number=number, measures=[CLEAN]) for number in numbers] + [
        Task(number="9", text="没有举措的任务。")
    ]
    seen = Seen(site(evolve(PLAN, sections=[Section(number="二", heading="甲", items=tasks)]))["index.html"])
    anchors = [found["id"] for tag, found in seen.elements if tag == "article"]
    assert len(set(anchors)) == 7
    assert anchors[0] == "task-三"
    assert anchors[-1] == "task-9"
    assert "没有举措的任务。" in seen.text
    assert all(re.fullmatch(r"task-[\w.-]+", anchor) for anchor in anchors)
    assert len(set(seen.ids())) == len(seen.ids())


def test_units_are_counted_by_role_and_bodies_above_them_by_all_below() -> None:
    held = contents(site(PLAN)["index.html"])
    assert [unit[0] for unit in held["units"]] == ["市交通局", "市教育局基教科", "市教育局"]
    assert held["units"][1][2] == 2
    text = Seen(site(PLAN)["index.html"]).text
    assert "市交通局 1 2 – 3 1" in text
    assert "市教育局基教科 属于 市教育局 – 1 1 2 1" in text
    assert "市教育局 计其下属单位 – – – 2 1" in text


def test_every_calendar_of_the_site_is_offered_on_its_first_page() -> None:
    for plans in ((PLAN,), (PLAN, OTHER_PLAN)):
        offered = {offer[5] for offer in contents(site(*plans)["index.html"])["offers"]}
        assert offered == {feed.path for feed in feeds_of(plans) if feed.shown}


def test_a_plans_page_offers_only_what_is_about_it() -> None:
    lake = Measure(
        text="治湖。", assignments=[Assignment(Unit("市水利局"), Role.LEAD)], deadline=BRIDGE.deadline
    )
    files = site(PLAN, plan_of(lake, number="临政〔2024〕5号", title="临江市治湖方案"))
    own = contents(files[next(path for path in files if path.startswith("plans/2024-5"))])
    assert [offer[:2] for offer in own["offers"]] == [["all", 0], ["plan", 0], ["unit", 0], ["unit", 0]]
    assert [unit[0] for unit in own["units"]] == ["市水利局"]


def test_findings_are_shown_with_links_to_the_tasks_they_are_about() -> None:
    plan = pp.load_example("jilin_2022")
    seen = Seen(site(plan)["index.html"])
    assert "完成时限早于印发日期：可能是印误，或工作在印发前已完成。 任务 13" in seen.text
    assert seen.links.count("#task-13") >= 2
    assert (
        "Due before the plan was issued: a misprint, or work done before."
        in Seen(site(plan)["en/index.html"]).text
    )


def test_both_languages_say_everything() -> None:
    folder = Path(page_package.__file__).parent
    said = {
        lang: tomllib.loads((folder / f"{lang}.toml").read_text(encoding="utf-8")) for lang in ("zh", "en")
    }

    def names(words: object, above: str = "") -> set[str]:
        if isinstance(words, dict):
            return {name for key, word in words.items() for name in names(word, f"{above}.{key}")}
        if isinstance(words, list) and isinstance(words[0], dict):
            return {name for key, word in enumerate(words) for name in names(word, f"{above}.{key}")}
        return {above}

    assert names(said["zh"]) == names(said["en"]) - {".months"}
    assert set(said["zh"]["rules"]) == set(RULES)
    for lang in said:
        assert [program["name"] for program in said[lang]["subscribe"]["programs"]][1:4] == [
            "Google 日历" if lang == "zh" else "Google Calendar",
            "Outlook",
            "Thunderbird",
        ]


def test_a_page_may_run_its_own_script_use_its_own_style_and_nothing_else() -> None:
    page = site(PLAN)["index.html"]
    policy = policy_of(page)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        [body] = re.findall(rf"<{tag}>(.*?)</{tag}>", page.decode(), re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" in policy


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    for name, page in site(PLAN, OTHER_PLAN).items():
        seen = Seen(page)
        assert not {"img", "iframe", "object", "embed", "base"} & {tag for tag, _ in seen.elements}
        assert not [found for _, found in seen.elements if "src" in found or "style" in found]
        assert not [key for _, found in seen.elements for key in found if key.startswith("on")]
        assert all(
            link.startswith(("#", "webcal://e.org/")) or link.endswith(".html") for link in seen.links
        ), name


def test_links_between_pages_are_relative_and_lead_to_pages_of_the_site() -> None:
    files = site(PLAN, OTHER_PLAN)
    for name, page in files.items():
        for link in Seen(page).links:
            if link.endswith(".html"):
                parts = [*Path(name).parts[:-1]]
                for part in link.split("/"):
                    parts = parts[:-1] if part == ".." else [*parts, part]
                assert "/".join(parts) in files


def test_without_an_address_the_page_offers_the_file_and_says_why() -> None:
    page = site(PLAN, base=None)["en/index.html"]
    seen = Seen(page)
    assert PLAN_FEED.replace("plans/", "../plans/") in seen.links
    assert "Calendar addresses work once this folder is on a web server." in seen.text
    assert "hidden" not in next(found for _, found in seen.elements if found.get("id") == "feed-offline")
    assert contents(page)["base"] is None
    assert not [link for link in seen.links if link.startswith("webcal:")]


def test_with_an_address_the_page_offers_what_calendar_programs_open() -> None:
    seen = Seen(site(PLAN, base="https://e.org/a")["index.html"])
    assert f"webcal://e.org/a/{PLAN_FEED}" in seen.links
    fields = {found.get("id"): found for _, found in seen.elements}
    assert f"https://e.org/a/{PLAN_FEED}" in seen.words
    assert "hidden" in fields["feed-offline"]


def test_a_server_that_answers_queries_is_told_to_the_page() -> None:
    page = site(PLAN, live_feed="feed.ics")["index.html"]
    assert '<body data-live-feed="feed.ics">' in page.decode()


def test_recurring_days_stand_in_the_timeline_and_can_be_filtered() -> None:
    quarterly = Measure(
        text="每季度报告。", deadline=Recurring("每季度末", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
    )
    [row] = contents(site(plan_of(quarterly))["index.html"])["rows"]
    assert row[4:] == ["recurring", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"], "每季度末"]


EVIL = (
    "</title></style></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"
    "\u202e\u2066\x00\x1b\ud800\nBEGIN:VEVENT\n${policy}<!--javascript:alert(1)"
)


def evil_plan() -> Plan:
    unit = Unit(EVIL, parent=Unit(EVIL + "p"), aliases=[EVIL + "a"])
    measures = [
        Measure(
            text=EVIL,
            assignments=[Assignment(unit, role)],
            deadline=deadline,
            milestones=[Milestone(Ongoing(EVIL), EVIL)],
        )
        for role, deadline in zip(
            Role, (DueBy(date(2024, 6, 30), EVIL), Ongoing(EVIL), Conditional(EVIL), None), strict=True
        )
    ]
    tasks = [Task(number=EVIL, heading=EVIL, text=EVIL, measures=[measure]) for measure in measures]
    words = dict.fromkeys(
        ("title", "number", "index_number", "category", "enclosed_title", "remark", "text"), EVIL
    )
    many = dict.fromkeys(("issuers", "addressees", "signatories", "printed_numbers"), [EVIL] * 5)
    return Plan(
        title=EVIL,
        document=Document(**words, **many, url="javascript:alert(1)"),
        period=pp.Period(date(2024, 1, 1), date(2024, 12, 31), EVIL),
        preamble=EVIL,
        notes=[EVIL],
        sections=[Section(number=EVIL, heading=EVIL, text=EVIL, items=tasks)],
    )


def test_a_hostile_plan_adds_no_element_no_attribute_and_no_link() -> None:
    evil = evil_plan()
    for plans in ((evil,), (evil, PLAN)):
        for page in site(*plans).values():
            seen = Seen(page)
            scripts = [found for tag, found in seen.elements if tag == "script"]
            assert [found.get("type") for found in scripts] == ["application/json", "application/json", None]
            assert not {"img", "iframe"} & {tag for tag, _ in seen.elements}
            assert not [key for _, found in seen.elements for key in found if key.startswith("on")]
            assert not [link for link in seen.links if link.lower().startswith("javascript")]
            text = page.decode("utf-8")
            assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)
            assert text.count("<title>") == text.count("</style>") == 1
            assert policy_of(page).startswith("default-src 'none'")


def test_hostile_text_is_shown_as_it_is_printed() -> None:
    text = Seen(site(evil_plan())["index.html"]).text
    assert (
        "牵头单位 </title></style></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"
        in text
    )
    assert "${policy}<!--javascript:alert(1)" in text


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_leaves_the_page_its_shape(text: str) -> None:
    measure = Measure(text=text, assignments=[Assignment(Unit(text), Role.LEAD)], deadline=Ongoing(text))
    shapes = []
    for words in ("甲", text):
        own = evolve(
            measure, text=words, assignments=[Assignment(Unit(words), Role.LEAD)], deadline=Ongoing(words)
        )
        with patch("policyplan.exporting.page.check", return_value=()):  # what it finds depends on the words
            page = render_site([plan_of(own, title="题")], [], base_url=None, lang="zh")["index.html"]
        found = [tag for tag, _ in Seen(page).elements]
        shapes.append([tag for tag in found if tag != "p"])  # an empty text has no paragraph
    assert shapes[0] == shapes[1]


@given(st.text())
def test_plain_text_stays_as_it_is_once_it_is_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_the_same_plans_make_the_same_bytes() -> None:
    assert site(PLAN, OTHER_PLAN) == site(PLAN, OTHER_PLAN)


def test_a_plan_with_nothing_in_it_has_a_page() -> None:
    page = site(Plan(title="空"), base=None)["index.html"]
    assert "文件中没有读出任务。" in Seen(page).text


def test_a_policyplan_page_is_known_by_its_first_bytes() -> None:
    assert all(page_package.GENERATOR.encode() in page[:1024] for page in site(PLAN, OTHER_PLAN).values())
