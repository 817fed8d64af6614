"""A hot feed from `policyplan serve` beside a bare Starlette route that returns the same bytes.

Both run in processes of their own under the same uvicorn, and are asked in turns over the loopback by wrk where it is
installed, else by Python; each rate is compared with that of the bare route just before and after it, so that what else
the machine does weighs on both. Run it with `python -m benchmarks.bench_serve`, or `… 5` for turns of five seconds.
"""

from __future__ import annotations

import asyncio
import multiprocessing
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


@contextmanager
def running(*command: str) -> Iterator[str]:
    """The address of a server that says it before it listens."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert found is not None, "the server did not start"
        yield found[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


def rate(url: str, seconds: float, **headers: str) -> float:
    """Answers a second."""
    return _by_wrk(url, seconds, headers) if shutil.which("wrk") else _by_python(url, seconds, headers)


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


def in_turns(
    works: dict[str, tuple[str, dict[str, str]]], bare: str, seconds: float
) -> dict[str, list[tuple[float, float]]]:
    """The rates of each work, turn by turn, each with the mean of those of the bare route just before and after."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    before = rate(bare, seconds)
    for _ in range(TURNS):
        for name, (url, headers) in works.items():
            own, after = rate(url, seconds, **headers), rate(bare, seconds)
            found[name].append((own, (before + after) / 2))
            before = after
    return found


def main(seconds: float = 1.0) -> None:
    serve = ("-m", "policyplan", "serve", str(EXAMPLE), "--port", "0", "--quiet")
    with tempfile.TemporaryDirectory() as folder, running("-u", *serve) as ours:
        body = urllib.request.urlopen(f"{ours}/all.ics").read()
        tag = urllib.request.urlopen(f"{ours}/all.ics").headers["ETag"]
        kept = Path(folder, "all.ics")
        kept.write_bytes(body)
        with running("-c", BARE, str(kept)) as bare:
            works: dict[str, tuple[str, dict[str, str]]] = {
                "feed of the site": (f"{ours}/all.ics", {}),
                "feed of a query": (f"{ours}{QUERY}", {}),
                "feed, gzip": (f"{ours}/all.ics", {"Accept_Encoding": "gzip"}),
                "feed, 304": (f"{ours}/all.ics", {"If_None_Match": tag}),
            }
            found = in_turns(works, f"{bare}/all.ics", seconds)
    by = "wrk" if shutil.which("wrk") else "Python"
    print(f"{len(body):,} bytes, {CONNECTIONS} connections, by {by}, {TURNS} turns of {seconds:g} s")
    print("each rate beside that of a bare Starlette route in the seconds before and after it; medians")
    for name, pairs in found.items():
        ratios = sorted(own / bare_rate for own, bare_rate in pairs)
        own, bare_rate = (statistics.median(column) for column in zip(*pairs, strict=True))
        told = f"{statistics.median(ratios):>6.2f} x  ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        print(f"{name:<18}{own:>8,.0f} answers/s, bare route {bare_rate:>8,.0f}:{told}")
    print(f"a 304 inside the application: {inside():.1f} µs")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
