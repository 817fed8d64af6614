"""The server: a real one on a free port, asked over HTTP as calendar programs and browsers ask."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from attrs import frozen
from subscriber import Subscriber, needs_vdirsyncer

import policyplan as pp
from policyplan.errors import PolicyplanError, ReadError
from policyplan.ledger import dumps
from policyplan.server import app_from_environment, create_app, feeds, read_tokens
from policyplan.server.asking import MAX_QUERY
from policyplan.server.edition import Edition
from policyplan.server.keeping import WAITING, Kept, Workshop
from policyplan.server.reply import Refusal, text_reply

SHARED = Path(__file__).parents[2] / "shared"
CLIENTS = Path(os.environ.get("ICAL_HARNESS_ENV", SHARED / "ical_harness" / "env"))

PLAN = """临江市2024年工作要点

一、道路
1.修好东桥。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）
2.养护公路。（责任单位：市交通局。完成时限：持续推进）

二、水
3.清理东湖。（责任单位：市水务局牵头。完成时限：2024年12月底前）
"""

LATER = PLAN.replace("2024年6月底前", "2024年9月底前").replace(
    "3.清理东湖。（责任单位：市水务局牵头。完成时限：2024年12月底前）\n", ""
)

TOKEN = "aZ3_" * 6


@frozen
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@frozen
class Server:
    """A running server: its process and its port."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request; header names are written with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def until(self, path: str, holds: Callable[[Answer], bool]) -> Answer:
        """Ask until the answer is as wanted; the last one where it never is."""
        for _ in range(100):
            answer = self.ask(path)
            if holds(answer):
                break
            time.sleep(0.1)
        return answer


@contextmanager
def serving(*arguments: object, code: str = "") -> Iterator[Server]:
    """A server started by the command line on a free port; `code` runs first in its process."""
    words = ["serve", *map(str, arguments), "--port", "0", "--reload-every", "0"]
    script = f"{code}\nfrom policyplan.cli import main\nmain({words!r})"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        greeting = ""
        while "Ctrl-C" not in greeting:
            greeting = process.stdout.readline()
            assert greeting, "the server ended before it listened"
        port = re.search(r":(\d+)/", greeting)
        assert port is not None
        yield Server(process, int(port[1]))
    finally:
        process.terminate()
        process.communicate(timeout=20)


def write(path: Path, text: str) -> None:
    """Write a plan as if some time ago: files that were just written are left to settle."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - 60,) * 2)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of the Jilin plan."""
    example = Path(__file__).parents[1] / "examples" / "jilin_2022" / "source.txt"
    with serving(example) as running:
        yield running


@pytest.fixture(scope="module")
def plan() -> pp.Plan:
    return pp.load_example("jilin_2022")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plans" / "plan.txt"
    path.parent.mkdir()
    write(path, PLAN)
    return path


def asking(query: str) -> str:
    return f"/feed.ics?q={quote(query)}"


def summaries(feed: bytes) -> list[str]:
    """What a calendar's items say."""
    text = feed.decode("utf-8").replace("\r\n ", "")
    return re.findall(r"^SUMMARY:(.*)\r$", text, re.MULTILINE)


FEEDS = ["/all.ics", asking("lead:省知识产权局")]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_says_all_that_calendar_programs_and_caches_want_to_know(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'inline; filename="[a-z]+\.ics"', answer.headers["content-disposition"])
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["etag"])
    assert answer.headers["last-modified"].endswith(" GMT")
    assert answer.headers["cache-control"] == "public, max-age=300, must-revalidate"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("form", ["{}", "W/{}", '"no", W/{}', '"a,b" ,{} , "c"', "*"])
def test_a_feed_that_the_client_holds_is_not_sent_again(server: Server, path: str, form: str) -> None:
    first = server.ask(path)
    answer = server.ask(path, If_None_Match=form.format(first.headers["etag"]))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == first.headers["etag"]
    assert answer.headers["cache-control"] == first.headers["cache-control"]
    assert "content-type" not in answer.headers


def test_an_etag_outranks_a_date(server: Server) -> None:
    date = server.ask("/all.ics").headers["last-modified"]
    assert server.ask("/all.ics", If_Modified_Since=date).status == 304
    assert server.ask("/all.ics", If_Modified_Since=date, If_None_Match='"other"').status == 200


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "", "Thu, 99 Foo 99999"])
def test_a_date_before_the_last_change_or_none_at_all_gets_the_feed(server: Server, date: str) -> None:
    assert server.ask("/all.ics", If_Modified_Since=date).status == 200


@pytest.mark.parametrize("path", [*FEEDS, "/", "/api/plans"])
def test_head_tells_what_get_tells(server: Server, path: str) -> None:
    get, head = server.ask(path), server.ask(path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("x-gzip", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("*;q=0", False),
        ("*, gzip;q=0", False),
        ("identity, gzip;q=0.5", False),
        ("gzip;q=high", False),
        ("", False),
    ],
)
def test_a_feed_is_compressed_for_who_prefers_that(server: Server, accepted: str, packed: bool) -> None:
    plain = server.ask("/all.ics")
    answer = server.ask("/all.ics", Accept_Encoding=accepted)
    assert ("content-encoding" in answer.headers) is packed
    assert (gzip.decompress(answer.body) if packed else answer.body) == plain.body
    assert "Accept-Encoding" in answer.headers["vary"]
    assert (answer.headers["etag"] != plain.headers["etag"]) is packed


def test_a_compressed_feed_that_the_client_holds_is_not_sent_again(server: Server) -> None:
    tag = server.ask("/all.ics", Accept_Encoding="gzip").headers["etag"]
    answer = server.ask("/all.ics", Accept_Encoding="gzip", If_None_Match=tag)
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", [*FEEDS, "/", "/api/records"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_other_methods_are_told_which_are_served(server: Server, path: str, method: str) -> None:
    answer = server.ask(path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_page_of_another_origin_may_ask_for_feeds(server: Server) -> None:
    answer = server.ask(
        "/feed.ics", "OPTIONS", Origin="https://example.org", Access_Control_Request_Method="GET"
    )
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/plans/",
        "/../source.txt",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/plans/..%2f..%2fetc/passwd",
        "/.policyplan.json",
        "/.policyplan.lock",
        "/all.ics/",
        "/all.ics%00",
        "/%ff%fe",
        "/\\..\\..",
    ],
)
def test_nothing_but_the_site_is_served(server: Server, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        assert server.ask(path, method).status == 404


def test_the_feed_of_a_query_holds_what_the_query_finds(server: Server, plan: pp.Plan) -> None:
    query = "lead:省知识产权局 due:..2022-12-31"
    found = pp.find(plan, query)
    events = server.ask(asking(query)).body
    assert sorted(re.findall(rb"UID:(.*)\r\n", events)) == sorted(entry.uid.encode() for entry in found)
    whole = server.ask("/all.ics").body
    assert all(event in whole for event in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", events, re.DOTALL))
    assert f"NAME:{query}".encode() in events.replace(b"\r\n ", b"")


def test_the_feed_of_a_query_can_hold_to_dos_and_speak_english(server: Server, plan: pp.Plan) -> None:
    answer = server.ask("/feed.ics?q=due:ongoing&as=todo&lang=en")
    assert answer.body.count(b"BEGIN:VTODO") == len(pp.find(plan, "due:ongoing")) > 0
    assert b"Lead: " in answer.body
    both = server.ask("/feed.ics?as=both").body
    ongoing = len(pp.find(plan, "due:ongoing"))
    assert both.count(b"BEGIN:VTODO") - ongoing == both.count(b"BEGIN:VEVENT") > 0


def test_a_query_that_finds_nothing_with_a_day_is_a_calendar_without_items(server: Server) -> None:
    from icalendar import Calendar

    answer = server.ask("/feed.ics?q=due:ongoing")
    assert answer.status == 200
    assert [part.name for part in Calendar.from_ical(answer.body).subcomponents] == ["VTIMEZONE"]


def test_a_calendar_of_a_query_without_a_visible_letter_has_a_name(server: Server) -> None:
    named, whole = (
        next(line for line in server.ask(path).body.splitlines() if line.startswith(b"NAME:"))
        for path in ("/feed.ics?q=%00", "/feed.ics")
    )
    assert named == whole != b"NAME:"


def test_a_query_that_cannot_be_understood_is_underlined(server: Server) -> None:
    answer = server.ask(asking("due:2022 lead:省知识产权"))
    assert (answer.status, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    first, line, carets, hint = answer.text.splitlines()
    assert first == "query:1:15: error: no unit is called '省知识产权' [bad-query]"
    assert (line.split("│")[1], carets.split("│")[1]) == (" due:2022 lead:省知识产权", " " * 15 + "^" * 10)
    assert "省知识产权局" in hint


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/problem+json"),
        ("text/html, application/json;q=0.9", "text/plain; charset=utf-8"),
        ("*/*", None),
    ],
)
def test_who_prefers_json_is_told_in_json(server: Server, accept: str, kind: str | None) -> None:
    feed, api = (server.ask(f"{path}?q=due:never", Accept=accept) for path in ("/feed.ics", "/api/records"))
    assert feed.status == api.status == 400
    assert feed.headers["content-type"] == (kind or "text/plain; charset=utf-8")
    assert api.headers["content-type"] == (kind or "application/problem+json")
    assert "Accept" in feed.headers["vary"]
    told = (feed if "json" in (kind or "") else server.ask("/api/records?q=due:never")).json
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert "^^^^^" in told["detail"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/feed.ics?query=x", "unknown parameter 'query'; this address takes q, as, lang, undated"),
        ("/feed.ics?q=a&q=b", "stands twice"),
        ("/feed.ics?as=journal", "as is 'journal'; it can be event, todo, both"),
        ("/feed.ics?lang=de", "lang is 'de'; it can be zh, en"),
        ("/feed.ics?undated=1", "undated is '1'; it can be no, yes"),
        ("/feed.ics?q=%ff", "not UTF-8"),
        (f"/feed.ics?q={'a' * (MAX_QUERY + 1)}", f"{MAX_QUERY + 1} characters long; at most {MAX_QUERY}"),
        (f"/feed.ics?q={'a' * 20_000}", "at most 8000 are read"),
        (f"/feed.ics?q={'(' * 60}a{')' * 60}", "nested deeper than 50"),
        ("/api/records?page=0", "page is '0'; it is a whole number from 1"),
        ("/api/records?page=１", "page is '１'"),
        ("/api/records?per_page=1001", "from 1 to 1000"),
        ("/api/plans?q=x", "this address takes none"),
    ],
)
def test_a_request_that_makes_no_sense_is_told_what_would(server: Server, path: str, words: str) -> None:
    answer = server.ask(quote(path, safe="/?=&%"), Accept="text/plain")
    assert answer.status == 400
    assert words in answer.text


@pytest.mark.parametrize("query", ["", "lead:省知识产权局"])
def test_the_pages_of_records_are_the_rows_of_the_query(server: Server, plan: pp.Plan, query: str) -> None:
    rows: list[Any] = []
    path = f"?q={quote(query)}&per_page=7"
    while path:
        answer = server.ask(f"/api/records{path}")
        rows += answer.json["records"]
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        path = following[1] if following else ""
        assert len(answer.json["records"]) == 7 or not path
    assert rows == pp.records(pp.find(plan, query))
    assert answer.json["total"] == len(rows)
    assert answer.json["page"] == answer.json["pages"] == -(-len(rows) // 7)


def test_there_is_no_page_after_the_last(server: Server) -> None:
    answer = server.ask("/api/records?page=2&per_page=1000")
    assert (answer.status, answer.json["detail"]) == (404, "page is 2; there is 1 page")


def test_units_are_told_with_their_parts_and_the_address_of_their_feed(server: Server, plan: pp.Plan) -> None:
    units = server.ask(f"/api/units?q={quote('section:一')}").json["units"]
    known = pp.find(plan, "section:一").units()
    assert [unit["unit"] for unit in units] == [each.name for each in known]
    assert [unit["roles"]["lead"] for unit in units] == [len(each.measures(pp.Role.LEAD)) for each in known]
    feed = server.ask(f"/{units[0]['feed']}")
    assert feed.status == 200
    assert feed.body.count(b"BEGIN:VEVENT") > 0


def test_plans_are_told_with_the_facts_of_their_documents(server: Server, plan: pp.Plan) -> None:
    [told] = server.ask("/api/plans").json["plans"]
    assert (told["number"], told["title"]) == (plan.document.number, plan.title)
    assert (told["dated"], told["published_on"]) == ("2022-09-01", "2022-09-16")
    assert (told["measures"], told["deadlines"]["ongoing"]) == (27, 3)


def test_answers_are_as_the_openapi_description_says(server: Server) -> None:
    from jsonschema import Draft202012Validator
    from openapi_spec_validator import OpenAPIV31SpecValidator

    answer = server.ask("/openapi.json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    description = answer.json
    OpenAPIV31SpecValidator(description).validate()
    for path, item in description["paths"].items():
        if "application/json" in item["get"]["responses"]["200"]["content"]:
            schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            Draft202012Validator({**schema, "components": description["components"]}).validate(
                server.ask(path).json
            )
    for parameter in description["paths"]["/feed.ics"]["get"]["parameters"]:
        for value in parameter["schema"].get("enum", [parameter["schema"]["default"]]):
            assert server.ask(f"/feed.ics?{parameter['name']}={value}").status == 200


def test_the_page_has_its_own_policy_as_a_header(server: Server) -> None:
    answer = server.ask("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    own = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    assert own is not None
    assert answer.headers["content-security-policy"] == f"{own[1]}; frame-ancestors 'none'"
    assert server.ask("/index.html").body == answer.body


def test_a_page_is_found_without_the_slash_at_its_end(server: Server) -> None:
    answer = server.ask("/en")
    assert (answer.status, answer.headers["location"]) == (307, "en/")
    assert server.ask("/units").status == 404


def test_robots_may_fetch_feeds(server: Server) -> None:
    from urllib.robotparser import RobotFileParser

    robots = RobotFileParser()
    robots.parse(server.ask("/robots.txt").text.splitlines())
    assert robots.can_fetch("Google-Calendar-Importer", f"{server.url}/feed.ics?q=lead:a")
    assert not robots.can_fetch("*", f"{server.url}/api/records?page=7")


def test_a_private_site_is_served_only_under_its_tokens(plan_file: Path, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.txt"
    tokens.write_text(f"# who\n{TOKEN} a bureau\n\n{TOKEN[::-1]}\n", encoding="utf-8")
    with serving(plan_file, "--token-file", tokens) as server:
        missing = server.ask("/no-such-page")
        for path in (
            "/all.ics",
            "/",
            "/api/plans",
            "/openapi.json",
            f"/{TOKEN[:-1]}/all.ics",
            f"/{TOKEN}x/all.ics",
        ):
            answer = server.ask(path)
            assert (answer.status, server.ask(path, "POST").status) == (404, 404)
            assert answer.text == missing.text or answer.json["status"] == 404
        for token in (TOKEN, TOKEN[::-1]):
            answer = server.ask(f"/{token}/all.ics")
            assert answer.status == 200
            assert answer.headers["cache-control"].startswith("private")
            assert "noindex" in answer.headers["x-robots-tag"]
            assert (
                server.ask(f"/{token}/feed.ics?q=lead:{quote('市交通局')}").body.count(b"BEGIN:VEVENT") == 1
            )
        assert server.ask(f"/{TOKEN}").headers["location"] == f"{TOKEN}/"
        assert server.ask(f"/{TOKEN}/").status == 200
        assert server.ask(f"/{TOKEN}/openapi.json").json["servers"] == [{"url": f"/{TOKEN}"}]
        assert server.ask("/health").json == {"status": "ok"}
        assert server.ask(f"/{TOKEN}/health").json["plans"] == 1
        assert server.ask("/robots.txt").status == 200


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "holds no token"), ("short", "a token of 5 characters"), ("a/" * 20, "letters, digits, - and _")],
)
def test_a_token_that_could_be_guessed_or_not_be_written_is_refused(
    tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "tokens.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words):
        read_tokens(tmp_path / "tokens.txt")


def test_no_token_at_all_is_not_taken_for_an_open_door(plan_file: Path) -> None:
    with pytest.raises(PolicyplanError, match="no token is given"):
        create_app(plan_file, tokens=[])


def test_a_change_on_disk_is_served_changed_items_as_later_versions_and_vanished_ones_cancelled(
    plan_file: Path,
) -> None:
    with serving(plan_file.parent) as server:
        before = server.ask("/all.ics")
        assert len(summaries(before.body)) == 2
        assert len(summaries(server.ask("/feed.ics").body)) == 2
        write(plan_file, LATER)
        after = server.until("/all.ics", lambda answer: answer.body != before.body)
        assert server.ask("/all.ics", If_None_Match=before.headers["etag"]).status == 200
        assert server.ask("/all.ics", If_Modified_Since=before.headers["last-modified"]).status == 200
        events = re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", after.body.replace(b"\r\n ", b""), re.DOTALL)
        bridge = next(event for event in events if "修好东桥".encode() in event)
        lake = next(event for event in events if "清理东湖".encode() in event)
        assert b"DTSTART;VALUE=DATE:20240930" in bridge
        assert b"SEQUENCE:1\r\n" in bridge
        assert b"STATUS:CANCELLED" in lake
        # What a query finds now is all that its calendar holds, in the same versions.
        own = server.ask("/feed.ics").body
        assert summaries(own) == ["市交通局牵头：修好东桥（2024年9月底前）"]
        assert bridge in own.replace(b"\r\n ", b"")


def reports_in(path: Path, text: str, **says: Any) -> None:
    """Write a ledger with a report on the first task of a plan, as if some time ago."""
    entry = pp.read_text(text).plan.entries()[0]
    write(path, dumps(pp.Ledger().with_report(entry, on=date(2024, 5, 1), **says)))


def test_progress_is_served_as_the_ledger_has_it_now(plan_file: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    reports_in(ledger, PLAN, state="in-progress", percent=40, note="桥墩已成")
    with serving(plan_file.parent, "--ledger", ledger) as server:
        assert "40" in server.ask("/").text
        [plan] = server.ask("/api/plans").json["plans"]
        counts = plan["progress"]
        assert date.fromisoformat(counts.pop("on")) > date(2024, 12, 31)
        assert {status: count for status, count in counts.items() if count} == {"overdue": 2, "ongoing": 1}
        assert b"PERCENT-COMPLETE:40" in server.ask("/all-todo.ics").body
        rows = server.ask("/api/records").json["records"]
        assert [(row["task"], row["percent"]) for row in rows] == [
            ("1", 40),
            ("1", 40),
            ("2", None),
            ("3", None),
        ]
        assert rows[0]["note"] == "桥墩已成"
        reports_in(ledger, PLAN, state="done", note="通车")
        after = server.until("/feed.ics?q=status:done&as=todo", lambda answer: b"COMPLETED" in answer.body)
        assert b"SEQUENCE:1\r\n" in after.body
        write(ledger, ledger.read_text(encoding="utf-8")[:40])
        told = server.until("/health", lambda answer: answer.json["status"] == "degraded")
        assert [problem["file"] for problem in told.json["problems"]] == ["ledger.json"]
        assert '<div role="alert">' in server.ask("/").text
        assert "ledger.json" in server.ask("/").text
        assert server.ask("/feed.ics?q=status:done&as=todo").body == after.body


def test_a_new_edition_that_the_ledger_does_not_fit_waits_for_it(plan_file: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    reports_in(ledger, PLAN, state="done")
    with serving(plan_file.parent, "--ledger", ledger) as server:
        before = server.ask("/all.ics").body
        new = PLAN.replace("修好东桥", "修好东桥和西桥")
        write(plan_file, new)
        told = server.until("/health", lambda answer: answer.json["status"] == "degraded")
        assert "policyplan ledger carry" in told.json["problems"][0]["message"]
        assert server.ask("/all.ics").body == before
        reports_in(ledger, new, state="done")
        after = server.until("/all.ics", lambda answer: answer.body != before)
        assert "修好东桥和西桥".encode() in after.body.replace(b"\r\n ", b"")
        assert server.ask("/health").json["status"] == "ok"


def test_a_ledger_that_cannot_be_read_or_does_not_fit_stops_the_start(
    policyplan: Callable[..., Any], plan_file: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.json"
    ran = policyplan("serve", plan_file, "--ledger", ledger, "--port", "0")
    assert (ran.status, "cannot be read" in ran.errors) == (2, True)
    reports_in(ledger, PLAN.replace("东桥", "石拱桥"), state="done")
    ran = policyplan("serve", plan_file, "--ledger", ledger, "--port", "0")
    assert (ran.status, "policyplan ledger carry" in ran.errors) == (2, True)


def test_versions_outlive_a_restart_where_they_are_kept(plan_file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "published"
    with serving(plan_file, "--state", kept):
        pass
    write(plan_file, LATER)
    with serving(plan_file, "--state", kept) as server:
        feed = server.ask("/all.ics")
        assert feed.body.count(b"SEQUENCE:1") == 2
        date = feed.headers["last-modified"]
    with serving(plan_file, "--state", kept) as server:
        assert server.ask("/all.ics").headers["last-modified"] == date


def test_a_calendar_of_a_unit_that_left_the_plans_is_empty_also_after_a_restart(
    plan_file: Path, tmp_path: Path
) -> None:
    kept, lake = tmp_path / "published", "清理东湖"
    with serving(plan_file, "--state", kept) as server:
        units = server.ask("/api/units").json["units"]
        [address] = [f"/{unit['feed']}" for unit in units if unit["unit"] == "市水务局"]
        assert lake in server.ask(address).text
        write(plan_file, LATER)
        assert summaries(server.until(address, lambda answer: lake not in answer.text).body) == []
        both = server.ask(asking("牵头:市水务局 OR 牵头:市交通局"))
        assert ["修好东桥" in summary for summary in summaries(both.body)] == [True]
        assert server.ask(f"/api/records?q={quote('unit:市水务局')}").json["total"] == 0
        assert "did you mean 市交通局" in server.ask(asking("unit:市交通")).text
    with serving(plan_file, "--state", kept) as server:
        answer = server.ask(address)
        assert (answer.status, summaries(answer.body)) == (200, [])
        assert server.ask(asking("unit:市水务局 OR unit:市商务局")).status == 400
    (kept / ".policyplan-names.json").write_text("[", encoding="utf-8")
    with serving(plan_file, "--state", kept) as server:
        assert server.ask(address).status == 400


def test_a_calendar_of_a_plan_that_is_gone_is_empty(plan_file: Path) -> None:
    other = plan_file.parent / "other.txt"
    write(other, PLAN.replace("临江市2024年工作要点", "临海市2024年工作要点\n临海政发〔2024〕8号\n"))
    address = asking("plan:临海政发〔2024〕8号")
    with serving(plan_file.parent) as server:
        assert len(summaries(server.ask(address).body)) == 2
        other.unlink()
        assert summaries(server.until(address, lambda answer: not summaries(answer.body)).body) == []
        assert server.ask(asking("plan:临海市")).status == 200
        assert server.ask(asking("plan:临海政发〔2024〕9号")).status == 400


def test_feeds_of_queries_remind_as_those_of_the_site_do(plan_file: Path) -> None:
    with serving(plan_file, "--alarm", 1, "--kind", "event") as server:
        whole, asked = server.ask("/all.ics").body, server.ask("/feed.ics").body
        assert asked.count(b"BEGIN:VALARM") == whole.count(b"BEGIN:VALARM") == 2
        assert server.ask("/all-todo.ics").status == 404


@pytest.mark.parametrize(
    ("broken", "words"),
    [(b"", "is empty"), ("今天休息。".encode(), "holds no measure any more"), (b"\x00\x01" * 500, "")],
)
def test_while_a_file_is_broken_what_it_last_held_is_served_and_that_is_told(
    plan_file: Path, broken: bytes, words: str
) -> None:
    with serving(plan_file.parent) as server:
        feed, page = server.ask("/all.ics"), server.ask("/")
        assert server.ask("/health").json["status"] == "ok"
        plan_file.write_bytes(broken)
        os.utime(plan_file, (time.time() - 30,) * 2)
        health = server.until("/health", lambda answer: answer.json["status"] == "degraded").json
        [problem] = health["problems"]
        assert (problem["file"], problem["kept"], health["plans"]) == ("plan.txt", True, 1)
        assert words in problem["message"]
        assert str(plan_file.parent) not in problem["message"]
        assert server.ask("/all.ics").body == feed.body
        alarmed = server.ask("/").text
        assert re.search('<main>\n<div role="alert">.*上一次可用.*plan.txt', alarmed)
        assert re.search('<main>\n<div role="alert">.*still served.*plan.txt', server.ask("/en/").text)
        write(plan_file, PLAN)
        assert server.until("/health", lambda answer: answer.json["status"] == "ok").json["problems"] == []
        assert server.ask("/").body == page.body


def test_what_a_broken_file_is_called_harms_no_page(tmp_path: Path) -> None:
    path = tmp_path / "<script>alert(1)<!--.txt"
    write(path, PLAN)
    with serving(tmp_path) as server:
        write(path, "")
        server.until("/health", lambda answer: answer.json["status"] == "degraded")
        alarmed = re.search('<div role="alert">.*?</div>', server.ask("/").text)
        assert alarmed is not None
        assert "&lt;script&gt;" in alarmed[0]
        assert "<script" not in alarmed[0]


def test_files_come_and_go(plan_file: Path) -> None:
    with serving(plan_file.parent) as server:
        second = plan_file.parent / "deeper" / "second.txt"
        second.parent.mkdir()
        write(second, PLAN.replace("临江市", "临海市"))
        assert len(server.until("/api/plans", lambda a: len(a.json["plans"]) == 2).json["plans"]) == 2
        second.unlink()
        assert server.until("/health", lambda answer: answer.json["plans"] == 1).json["status"] == "ok"


def test_a_file_that_holds_another_ones_plan_is_told_and_all_others_go_on(plan_file: Path) -> None:
    other, copy = plan_file.parent / "other.txt", plan_file.parent / "copy.txt"
    write(other, PLAN.replace("临江市", "临海市"))
    with serving(plan_file.parent) as server:
        write(copy, PLAN.replace("东桥", "石拱桥"))
        health = server.until("/health", lambda answer: answer.json["status"] == "degraded").json
        [problem] = health["problems"]
        assert (problem["file"], problem["kept"], health["plans"]) == ("copy.txt", False, 2)
        assert problem["message"].startswith("holds the plan '临江市2024年工作要点', as plan.txt does")
        assert "remove one of the two" in problem["message"]
        assert re.search('<div role="alert">.*未予采用.*copy.txt.*plan.txt', server.ask("/").text)
        assert re.search('<div role="alert">.*left out.*copy.txt.*plan.txt', server.ask("/en/").text)
        write(other, PLAN.replace("临江市", "临海市").replace("东湖", "南湖"))
        feed = server.until("/all.ics", lambda answer: "南湖" in answer.text)
        assert ("南湖" in feed.text, "石拱桥" in feed.text) == (True, False)
        write(copy, PLAN.replace("临江市", "临河市"))
        assert server.until("/health", lambda answer: answer.json["plans"] == 3).json["status"] == "ok"
        write(copy, PLAN.replace("东桥", "石拱桥"))
        health = server.until("/health", lambda answer: answer.json["status"] == "degraded").json
        assert (health["problems"][0]["kept"], health["plans"]) == (True, 3)
        plan_file.unlink()
        assert server.until("/health", lambda answer: answer.json["plans"] == 2).json["status"] == "ok"
        assert "石拱桥" in server.ask("/all.ics").text


def test_of_two_files_with_one_plan_the_first_is_served_from_the_start(tmp_path: Path) -> None:
    for folder, bridge in (("a", "东桥"), ("b", "西桥")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "plan.txt", PLAN.replace("东桥", bridge))
    with serving(tmp_path) as server:
        [problem] = server.ask("/health").json["problems"]
        assert "as plan.txt in the folder a does" in problem["message"]
        assert "东桥" in server.ask("/all.ics").text


def test_a_file_that_is_gone_keeps_its_plan_where_it_was_named_itself(plan_file: Path) -> None:
    with serving(plan_file) as server:
        plan_file.unlink()
        health = server.until("/health", lambda answer: answer.json["status"] == "degraded").json
        assert (health["plans"], health["problems"][0]["message"]) == (1, "no such file; check the path")


def test_a_file_that_was_just_written_is_left_to_settle(plan_file: Path) -> None:
    from policyplan.server.shelf import Shelf

    shelf = Shelf((plan_file,), settle=3600)
    shelf.open()
    plan_file.write_text(PLAN[:60], encoding="utf-8")
    assert not shelf.refresh()
    os.utime(plan_file, (time.time() - 7200,) * 2)
    plan_file.write_text(LATER, encoding="utf-8")
    os.utime(plan_file, (time.time() - 7200,) * 2)
    assert shelf.refresh()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "no plan found; expected files that end in .csv"),
        ({"a.txt": ""}, "no plan can be read\n  a.txt: is empty"),
    ],
)
def test_a_server_without_plans_does_not_start(
    policyplan: Callable[..., Any], tmp_path: Path, files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    ran = policyplan("serve", tmp_path, "--port", 0)
    assert ran.status == 2
    assert words in ran.errors


def test_a_path_that_is_not_there_is_told(policyplan: Callable[..., Any], tmp_path: Path) -> None:
    ran = policyplan("serve", tmp_path / "plan.txt", "--port", 0)
    assert (ran.status, ran.errors.count("\n")) == (2, 1)
    assert "no such file or folder; check the path" in ran.errors


def test_a_port_in_use_is_told_in_one_line(policyplan: Callable[..., Any], plan_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = policyplan("serve", plan_file, "--port", port)
    assert ran.status == 2
    assert ran.errors == (
        f"policyplan: port {port} on 127.0.0.1 is in use; choose another with --port (0 finds a free one)\n"
    )


def test_a_state_that_cannot_be_written_is_told(policyplan: Callable[..., Any], plan_file: Path) -> None:
    ran = policyplan("serve", plan_file, "--port", "0", "--state", plan_file / "state")
    assert (ran.status, ran.errors.count("\n")) == (2, 1)
    assert "name a directory that you may write to" in ran.errors


def test_the_environment_describes_an_application(plan_file: Path, tmp_path: Path) -> None:
    with pytest.raises(PolicyplanError, match="POLICYPLAN_PATHS names no plan"):
        app_from_environment({})
    app = app_from_environment({"POLICYPLAN_PATHS": f"{plan_file}{os.pathsep}", "POLICYPLAN_LANG": "en"})
    assert asyncio.run(call(app, "/all.ics"))[0] == 200


async def call(app: Any, path: str, root: str = "", query: bytes = b"") -> tuple[int, bytes]:
    """Call an ASGI application as a host does that has mounted it at `root`."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": root + path, "root_path": root, "query_string": query, "headers": [],
    }  # fmt: skip
    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_the_application_can_be_mounted_anywhere(plan_file: Path) -> None:
    from starlette.applications import Starlette
    from starlette.routing import Mount

    app = Starlette(routes=[Mount("/plans", create_app(plan_file))])

    async def ask_all() -> list[int]:
        paths = ("/plans/all.ics", "/plans/", "/plans/feed.ics", "/plans/api/plans", "/all.ics")
        return [(await call(app, path))[0] for path in paths]

    assert asyncio.run(ask_all()) == [200, 200, 200, 200, 404]


def test_a_private_application_that_is_mounted_tells_strangers_nothing(plan_file: Path) -> None:
    app = create_app(plan_file, tokens=[TOKEN])

    async def ask_all() -> list[tuple[int, bytes]]:
        return [await call(app, path, root="/plans") for path in ("/health", "/all.ics", f"/{TOKEN}/health")]

    stranger, feed, friend = asyncio.run(ask_all())
    assert json.loads(stranger[1]) == {"status": "ok"}
    assert feed[0] == 404
    assert json.loads(friend[1])["plans"] == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_cleanly_when_told_to_though_a_client_hangs_on(plan_file: Path, number: int) -> None:
    with serving(plan_file) as server, socket.create_connection(("127.0.0.1", server.port)) as idle:
        idle.sendall(b"GET /all.ics HTTP/1.1\r\n")
        assert server.ask("/all.ics").status == 200
        server.process.send_signal(number)
        assert server.process.wait(timeout=20) == 0
        assert server.process.stdout is not None
        assert "Traceback" not in server.process.stdout.read()


IMPATIENT = "import policyplan.server.running as running\nrunning.PATIENCE = 0.3"


def test_a_client_that_never_ends_its_request_is_hung_up_on(plan_file: Path) -> None:
    with serving(plan_file, code=IMPATIENT) as server:
        slow = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(50)]
        for each in slow:
            each.sendall(b"GET /all.ics HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        assert server.ask("/all.ics").status == 200
        for each in slow:
            with suppress(ConnectionResetError):
                assert each.recv(100) == b""
            each.close()


def test_a_client_that_takes_nothing_of_its_answer_is_hung_up_on(tmp_path: Path) -> None:
    task = "\n{0}.推进第{0}项工作，细化分工，明确措施。（责任单位：市交通局牵头。完成时限：2024年6月底前）"
    write(
        tmp_path / "plan.txt",
        "临江市2024年工作要点\n\n一、道路" + "".join(task.format(n) for n in range(1, 3000)),
    )
    with serving(tmp_path, code=IMPATIENT) as server:
        assert len(server.ask("/all.ics").body) > 1_000_000
        with socket.socket() as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.settimeout(20)
            slow.connect(("127.0.0.1", server.port))
            slow.sendall(b"GET /all.ics HTTP/1.1\r\nHost: a\r\n\r\n" * 20)
            time.sleep(3)
            assert server.ask("/health").json["status"] == "ok"
            got = 0
            with suppress(ConnectionResetError):
                while piece := slow.recv(1 << 16):
                    got += len(piece)
            assert 0 < got < 20_000_000


def test_ten_thousand_requests_at_once_are_all_answered(server: Server) -> None:
    connections, each = 500, 20
    request = b"GET /all.ics HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n"

    async def client() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(request * each)
        answered = 0
        while answered < each:
            head = await reader.readuntil(b"\r\n\r\n")
            answered += head.startswith(b"HTTP/1.1 304 ")
        writer.close()
        return answered

    async def everyone() -> int:
        async with asyncio.timeout(120):
            return sum(await asyncio.gather(*(client() for _ in range(connections))))

    assert asyncio.run(everyone()) == 10_000
    assert server.ask("/health").json["status"] == "ok"


def test_a_query_built_to_be_expensive_is_answered_while_others_are(server: Server) -> None:
    costly = " OR ".join(f"-(-text:{letter} 的)" for letter in "abcdefghijklmnopqrstuvwxyz")[:MAX_QUERY]
    costly = costly[: costly.rindex(" OR ")]

    async def ask(path: str) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        head = await reader.readline()
        writer.close()
        return head.split(b" ")[1]

    async def everyone() -> list[bytes]:
        queries = [f"{costly} OR text:{number}" for number in range(20)]
        paths = [f"/api/records?q={quote(query)}" for query in queries]
        return await asyncio.gather(*(ask(path) for path in [*paths, *["/all.ics"] * 20]))

    assert asyncio.run(everyone()) == [b"200"] * 40


HELD_QUERIES = """
import pathlib, time
import policyplan.server.application as application
quick = application.query_feed
def held(*asked):
    while not pathlib.Path({!r}).exists():
        time.sleep(0.01)
    return quick(*asked)
application.query_feed = held
"""


def test_what_is_published_never_waits_behind_queries(plan_file: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    with serving(plan_file, code=HELD_QUERIES.format(str(gate))) as server:
        queries = [
            socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(WAITING + 1)
        ]
        try:
            for number, each in enumerate(queries):
                each.sendall(f"GET /feed.ics?q=y{number} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            refused, _, _ = select.select(queries, [], [], 20)
            assert [each.recv(12) for each in refused] == [b"HTTP/1.1 503"]
            own = unit_feed(server.ask("/").text)
            for path in ("/", "/en/", "/all.ics", "/all-todo.ics", own, "/api/plans"):
                assert server.ask(path).status == 200
        finally:
            gate.touch()
        assert {each.recv(12) for each in queries if each not in refused} == {b"HTTP/1.1 200"}
        for each in queries:
            each.close()


def unit_feed(page: str) -> str:
    """The address of a unit's own calendar."""
    found = re.search(r"units/[0-9a-z-]+\.ics", page)
    assert found is not None
    return f"/{found[0]}"


def test_an_answer_is_made_once_however_many_ask_for_it() -> None:
    made = []

    def make() -> Any:
        time.sleep(0.05)
        made.append(1)
        return text_reply("one")

    async def everyone() -> set[int]:
        workshop = Workshop(Kept(1 << 20))
        answers = await asyncio.gather(*(workshop.answer("key", make) for _ in range(100)))
        answers.append(await workshop.answer("key", make))
        return {id(answer) for answer in answers}

    assert len(asyncio.run(everyone())) == len(made) == 1


def test_who_asks_for_too_much_at_once_is_told_to_come_back() -> None:
    async def everyone() -> list[Any]:
        workshop = Workshop(Kept(1 << 20))
        return await asyncio.gather(
            *(workshop.answer(n, lambda: time.sleep(0.001) or text_reply("")) for n in range(WAITING + 3))
        )

    answers = asyncio.run(everyone())
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [(answer.status, dict(answer.extra)["retry-after"]) for answer in refused] == [(503, "10")] * 3


def test_an_answer_that_takes_too_long_is_kept_for_who_comes_back() -> None:
    async def twice() -> tuple[Any, Any]:
        workshop = Workshop(Kept(1 << 20), patience=0.01)
        first = await workshop.answer("key", lambda: time.sleep(0.2) or text_reply("late"))
        await asyncio.sleep(0.5)
        return first, await workshop.answer("key", lambda: text_reply("again"))

    first, second = asyncio.run(twice())
    assert first.status == 503
    assert second.body == b"late"


def test_what_is_kept_is_bounded_and_the_least_used_goes_first() -> None:
    kept = Kept(100_000)
    for number in range(1000):
        kept.put(number, text_reply(f"{number}" * 10))
        kept.get(0)
    assert kept.size <= 100_000
    assert kept.get(0) is not None
    assert kept.get(1) is None
    assert kept.get(999) is not None
    kept.put("large", text_reply("".join(map(str, range(10_000)))))
    assert kept.get("large") is None


@pytest.mark.shared
@pytest.mark.skipif(
    not CLIENTS.is_dir(), reason="the calendar clients are not installed; see ICAL_HARNESS_ENV"
)
@pytest.mark.parametrize("path", ["/all.ics", "/feed.ics?as=todo", asking("lead:省知识产权局")])
def test_every_calendar_client_reads_what_is_served(server: Server, path: str) -> None:
    check = [
        sys.executable,
        SHARED / "ical_harness" / "check_feed.py",
        f"{server.url}{path}",
        "--env",
        CLIENTS,
    ]
    ran = subprocess.run(
        [*check, "--warnings-fail"], capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stdout[-2000:]


@needs_vdirsyncer
def test_subscribers_follow_a_change_and_nothing_stands_twice(plan_file: Path, tmp_path: Path) -> None:
    with serving(plan_file) as server:
        subscriber = Subscriber(tmp_path / "subscriber", f"{server.url}/all.ics")
        assert [event["DTSTART"] for event in events_of(subscriber)] == ["20240630", "20241231"]
        before = server.ask("/all.ics")
        write(plan_file, LATER)
        server.until("/all.ics", lambda answer: answer.body != before.body)
        bridge, lake = events_of(subscriber)
        assert (bridge["DTSTART"], bridge["SEQUENCE"], bridge["STATUS"]) == ("20240930", "1", "CONFIRMED")
        assert (lake["DTSTART"], lake["SEQUENCE"], lake["STATUS"]) == ("20241231", "1", "CANCELLED")


def events_of(subscriber: Subscriber) -> list[dict[str, str]]:
    """What a subscriber holds after a sync, by day."""
    texts = [path.read_text("utf-8").replace("\n ", "") for path in subscriber.sync()]
    events = [
        dict(re.findall(r"^(DTSTART|SEQUENCE|STATUS)(?:;[^:\n]*)?:(.*?)\r?$", text, re.MULTILINE))
        for text in texts
    ]
    return sorted(events, key=lambda event: event["DTSTART"])


def test_the_command_line_says_what_to_install(
    policyplan: Callable[..., Any], plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyplan.cli.serve.find_spec", lambda name: None if name == "uvicorn" else shutil)
    ran = policyplan("serve", plan_file)
    assert (ran.status, ran.errors) == (2, "Error: uvicorn not installed; pip install 'policyplan[serve]'\n")


def test_publish_and_serve_are_told_alike_what_a_site_holds() -> None:
    from policyplan.cli.publish import command as publish
    from policyplan.cli.serve import command as serve

    told = [{option.name: option.to_info_dict() for option in one.params} for one in (publish, serve)]
    shared = {"base_url", "lang", "kinds", "undated", "alarms", "workday_alarm", "keep_cancelled"}
    assert shared <= told[0].keys() & told[1].keys()
    for name in shared - {"kinds"}:
        assert told[0][name] == told[1][name]


def test_the_command_line_passes_on_how_items_remind_and_take_leave(
    policyplan: Callable[..., Any], plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("chinese_calendar")
    seen: dict[str, Any] = {}
    monkeypatch.setattr("policyplan.server.running.run", lambda app, sock: seen.update(site=app.state.site))
    options = ["--workday-alarm", "--keep-cancelled", "7", "--alarm", "3", "--kind", "both"]
    assert policyplan("serve", plan_file, "--port", "0", *options).status == 0
    how = seen["site"].press.how
    assert how["keep_cancelled"].days == 7
    assert b"TRIGGER:-P2DT15H" in (seen["site"].press.directory / "all-both.ics").read_bytes()


def test_two_answers_at_once_make_no_item_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    render = feeds.items_of

    def slowly(entries: Sequence[pp.Entry], *rest: Any) -> Iterator[Any]:
        for entry, items in zip(entries, render(entries, *rest), strict=True):
            made.append(entry.uid)
            time.sleep(0.02)
            yield items

    monkeypatch.setattr(feeds, "items_of", slowly)
    reading = pp.read_text("1.修东桥。（市交通局，2024年6月底前）\n2.修西桥。（市交通局，2024年8月底前）")
    edition = Edition(
        number=1, readings=(reading,), files={}, versions={"event": {}, "todo": {}}, uids={}, modified=0
    )
    with ThreadPoolExecutor(2) as threads:
        queries = (b"q=unit:" + quote("市交通局").encode(), b"q=")
        reminders = {"alarms": (), "workday_alarm": False}
        answers = [threads.submit(feeds.query_feed, edition, query, reminders, False) for query in queries]
    assert all(answer.result().body.count(b"BEGIN:VEVENT") == 2 for answer in answers)
    assert sorted(made) == sorted(entry.uid for entry in reading.plan.entries())
