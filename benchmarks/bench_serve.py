"""A hot feed from `policyplan serve` beside a bare Starlette route that returns the same bytes.

Both run in processes of their own under the same uvicorn, and are asked in turns over the loopback by wrk where it is
installed, else by Python; each rate is compared with that of the bare route just after it, by the clock and by the time
that the server's process worked, which does not depend on what else the machine does. Run it with
`python -m benchmarks.bench_serve`, or `… 5` for turns of five seconds.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

EXAMPLE = Path(__file__).parents[1] / "examples" / "jilin_2022" / "source.txt"
CONNECTIONS = 16
TURNS = 7
QUERY = "/feed.ics?q=due:2022"

BARE = """
import sys, pathlib, socket
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
import uvicorn

body = pathlib.Path(sys.argv[1]).read_bytes()

async def feed(request):
    return Response(body, media_type="text/calendar; charset=utf-8")

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
sock.bind(("127.0.0.1", 0))
sock.listen(4096)
print(f"http://127.0.0.1:{sock.getsockname()[1]}/ (Ctrl-C stops)", flush=True)
config = uvicorn.Config(Starlette(routes=[Route("/all.ics", feed)]), log_config=None, access_log=False)
uvicorn.Server(config).run(sockets=[sock])
"""


@frozen
class Server:
    """A server in a process of its own."""

    url: str
    pid: int

    def worked(self) -> float:
        """How long its process has worked, in seconds; the time of day where the system does not tell."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return time.perf_counter()
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@frozen
class Rate:
    """Answers in a second of the clock, and in a second of the server's work."""

    clock: float
    work: float


@contextmanager
def running(*command: str) -> Iterator[Server]:
    """A server that says its address before it listens."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert found is not None, "the server did not start"
        yield Server(found[0], process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def rate(server: Server, path: str, seconds: float, **headers: str) -> Rate:
    """How fast a server answers."""
    by = _by_wrk if shutil.which("wrk") else _by_python
    worked, started = server.worked(), time.perf_counter()
    clock = by(server.url + path, seconds, headers)
    return Rate(clock, clock * (time.perf_counter() - started) / max(server.worked() - worked, 1e-3))


def _by_wrk(url: str, seconds: float, headers: dict[str, str]) -> float:
    asked = [f"-H{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", *asked, url]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    assert "Non-2xx" not in told, told
    assert "Socket errors" not in told, told
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found is not None
    return float(found[1])


def _by_python(url: str, seconds: float, headers: dict[str, str]) -> float:
    host, port, path = re.fullmatch(r"http://([\d.]+):(\d+)(.*)", url).groups()  # type: ignore[union-attr]
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n".encode()
    with multiprocessing.Pool(2) as pool:
        work = [(host, int(port), request, CONNECTIONS // 2, seconds)] * 2
        return sum(pool.starmap(_client, work)) / seconds


def _client(host: str, port: int, request: bytes, connections: int, seconds: float) -> int:
    async def ask(until: float) -> int:
        reader, writer = await asyncio.open_connection(host, port)
        answered = 0
        while time.perf_counter() < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length and b" 200 " in head[:16] else 0)
            answered += 1
        writer.close()
        return answered

    async def everyone() -> int:
        until = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(ask(until) for _ in range(connections))))

    return asyncio.run(everyone())


def inside(repeats: int = 20_000) -> float:
    """Microseconds that the application itself takes over a 304."""
    from policyplan.server import create_app

    app: Any = create_app(EXAMPLE, reload_every=3600)
    scope = {
        "type": "http", "method": "GET", "path": "/all.ics", "root_path": "", "query_string": b"",
        "headers": [(b"host", b"a"), (b"if-none-match", b"*")],
    }  # fmt: skip
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent[:] = [message] if message["type"] == "http.response.start" else sent

    async def calls() -> float:
        await app(dict(scope), None, send)
        assert sent[0]["status"] == 304
        started = time.perf_counter()
        for _ in range(repeats):
            await app(dict(scope), None, send)
        return (time.perf_counter() - started) / repeats * 1e6

    return asyncio.run(calls())


Works = dict[str, tuple[str, dict[str, str]]]


def in_turns(ours: Server, works: Works, bare: Server, seconds: float) -> dict[str, list[tuple[Rate, Rate]]]:
    """The rates of each work, turn by turn, each with that of the bare route just after it."""
    found: dict[str, list[tuple[Rate, Rate]]] = {name: [] for name in works}
    for _ in range(TURNS):
        for name, (path, headers) in works.items():
            found[name].append((rate(ours, path, seconds, **headers), rate(bare, "/all.ics", seconds)))
    return found


def compared(pairs: list[tuple[Rate, Rate]], which: str) -> str:
    """The median of the ratios, and the least and the greatest."""
    ratios = sorted(getattr(own, which) / getattr(bare, which) for own, bare in pairs)
    return f"{statistics.median(ratios):>6.2f} x ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def main(seconds: float = 1.0) -> None:
    serve = ("-m", "policyplan", "serve", str(EXAMPLE), "--port", "0", "--quiet")
    with tempfile.TemporaryDirectory() as folder, running("-u", *serve) as ours:
        body = urllib.request.urlopen(f"{ours.url}/all.ics").read()
        tag = urllib.request.urlopen(f"{ours.url}/all.ics").headers["ETag"]
        kept = Path(folder, "all.ics")
        kept.write_bytes(body)
        works: Works = {
            "feed of the site": ("/all.ics", {}),
            "feed of a query": (QUERY, {}),
            "feed, gzip": ("/all.ics", {"Accept_Encoding": "gzip"}),
            "feed, 304": ("/all.ics", {"If_None_Match": tag}),
        }
        with running("-c", BARE, str(kept)) as bare:
            found = in_turns(ours, works, bare, seconds)
    by = "wrk" if shutil.which("wrk") else "Python"
    print(f"{len(body):,} bytes, {CONNECTIONS} connections, by {by}, {TURNS} turns of {seconds:g} s")
    print(
        "beside a bare Starlette route just after: by the clock, and by the time the server's process worked"
    )
    for name, pairs in found.items():
        fast = statistics.median(own.clock for own, _ in pairs)
        print(f"{name:<18}{fast:>8,.0f} answers/s{compared(pairs, 'clock')}{compared(pairs, 'work')}")
    print(f"a 304 inside the application: {inside():.1f} µs")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
