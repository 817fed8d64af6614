"""Fetching over a real connection to a server on this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from policyplan.errors import ReadError
from policyplan.reading.fetch import fetch

PLAN = "（一）推进古树名木保护。（责任单位：县林业局）".encode()


class Site(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def reply(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].strip("/")
        with suppress(BrokenPipeError, ConnectionResetError):  # the reader had enough, as it should
            getattr(self, f"get_{path}", self.get_missing)()

    def get_plan(self) -> None:
        self.reply(200, PLAN, Content_Type="text/plain; charset=utf-8", Content_Length=str(len(PLAN)))

    def get_echo(self) -> None:
        self.reply(200, self.path.encode())

    def get_packed(self) -> None:
        self.reply(200, gzip.compress(PLAN), Content_Encoding="gzip")

    def get_bomb(self) -> None:
        self.reply(200, gzip.compress(bytes(10_000_000)), Content_Encoding="gzip")

    def get_cut_gzip(self) -> None:
        self.reply(200, gzip.compress(PLAN)[:-9], Content_Encoding="gzip")

    def get_brotli(self) -> None:
        self.reply(200, b"?", Content_Encoding="br")

    def get_moved(self) -> None:
        self.reply(302, Location="/plan")

    def get_permanently(self) -> None:
        self.reply(308, Location="/moved")

    def get_loop(self) -> None:
        step = int(self.path.partition("?")[2] or 0)
        self.reply(301, Location=f"/loop?{step + 1}")

    def get_same(self) -> None:
        self.reply(302, Location="/same")

    def get_to_file(self) -> None:
        self.reply(302, Location="file:///etc/hostname")

    def get_to_ftp(self) -> None:
        self.reply(307, Location="ftp://127.0.0.1/plan")

    def get_missing(self) -> None:
        self.reply(404, b"nothing here")

    def get_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def get_announced(self) -> None:
        self.reply(200, b"x", Content_Length="99999999999")

    def get_short(self) -> None:
        self.reply(200, b"xy", Content_Length="10")

    def get_dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.stopping.wait(0.05):  # type: ignore[attr-defined]
            self.wfile.write(b"x")
            self.wfile.flush()

    def get_silent(self) -> None:
        self.server.stopping.wait(10)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.stopping = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stopping.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_the_bytes_the_type_and_the_address_are_given(site: str) -> None:
    assert fetch(f"{site}/plan") == (PLAN, "text/plain; charset=utf-8", f"{site}/plan")


def test_a_chinese_address_is_written_as_the_wire_wants_it(site: str) -> None:
    payload, kind, _ = fetch(f"{site}/echo?文件=计划 1#二")
    assert payload == b"/echo?%E6%96%87%E4%BB%B6=%E8%AE%A1%E5%88%92%201"
    assert kind == ""


def test_redirects_are_followed_to_the_end(site: str) -> None:
    assert fetch(f"{site}/permanently")[::2] == (PLAN, f"{site}/plan")


def test_packed_content_is_unpacked(site: str) -> None:
    assert fetch(f"{site}/packed")[0] == PLAN


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "answered 404 Not Found"),
        ("loop", "redirects more than 5 times"),
        ("same", "redirects more than 5 times"),
        ("to_file", "redirects to 'file:///etc/hostname'; only http and https"),
        ("to_ftp", "redirects to 'ftp://127.0.0.1/plan'; only http and https"),
        ("endless", r"sends more than 1000000 bytes \(limit\)"),
        ("announced", r"sends more than 1000000 bytes \(limit\)"),
        ("bomb", r"sends more than 1000000 bytes \(limit\)"),
        ("short", "broke off after 2 of 10 bytes"),
        ("cut_gzip", "cut short"),
        ("brotli", "packed as 'br'"),
    ],
)
def test_what_a_site_does_wrong_is_one_clear_error(site: str, path: str, said: str) -> None:
    with pytest.raises(ReadError, match=rf"/{path} .*{said}"):
        fetch(f"{site}/{path}", limit=1_000_000)


@pytest.mark.parametrize("path", ["dripping", "silent"])
def test_a_slow_answer_is_given_up(site: str, path: str) -> None:
    with pytest.raises(ReadError, match=rf"/{path} did not answer in full within the time allowed"):
        fetch(f"{site}/{path}", timeout=0.4)


def test_no_redirect_is_followed_where_none_is_allowed(site: str) -> None:
    with pytest.raises(ReadError, match="redirects more than 0 times"):
        fetch(f"{site}/moved", redirects=0)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:text/plain,x", "plan.html", "http://", "http://[::1"],
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(ReadError, match=r"is no http or https address|names no host|is no web address"):
        fetch(url)


def test_a_server_that_is_not_there_is_told(site: str) -> None:
    with pytest.raises(ReadError, match=r"cannot be fetched: .*refused"):
        fetch("http://127.0.0.1:9/")
