"""Running the application with uvicorn: sockets, signals, and clients that are slow on purpose."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from policyplan.errors import PolicyplanError

#: How long a client may take over the head of a request, or take nothing of an answer, in seconds.
PATIENCE: Final = 15.0

#: How many times it is looked after meanwhile: the last thing it took is known to be older than it is by one look.
_LOOKS: Final = 5

#: How long answers in progress may take to end once the server is told to stop, in seconds.
GRACE: Final = 5

_BACKLOG: Final = 4096

#: Connections are counted against open files; these are left for plans and the site.
_SPARE_FILES: Final = 128


class PatientProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """HTTP that hangs up on clients which neither ask nor listen: each would hold a connection for ever."""

    _watch: asyncio.TimerHandle | None = None
    _seen: tuple[object, int, bool] = (None, 0, True)
    _unmoved: int = 0

    def connection_made(self, transport: Any) -> None:
        """Begin to watch."""
        super().connection_made(transport)
        self._watch = self.loop.call_later(PATIENCE / _LOOKS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no longer."""
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Hang up where nothing has moved for so many looks, unless the answer is still being made."""
        waiting = self.transport.get_write_buffer_size()
        cycle = self.cycle
        idle = cycle is None or cycle.response_complete
        seen, self._seen = self._seen, (cycle, waiting, idle)
        self._unmoved = self._unmoved + 1 if (waiting or idle) and seen == self._seen else 0
        if self._unmoved >= _LOOKS:
            self.transport.abort()
            return
        self._watch = self.loop.call_later(PATIENCE / _LOOKS, self._look)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; raises PolicyplanError where the port cannot be had."""
    try:
        # asyncio sends small pieces at once (TCP_NODELAY) only where the socket itself says that it is TCP.
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        family, kind, protocol, _, address = found[0]
        sock = socket.socket(family, kind, protocol)
    except OSError as problem:
        raise PolicyplanError(_why_not(host, port, problem)) from None
    try:
        if sys.platform != "win32":  # there it lets two servers have one port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(_BACKLOG)
    except OSError as problem:
        sock.close()
        raise PolicyplanError(_why_not(host, port, problem)) from None
    return sock


def _why_not(host: str, port: int, problem: OSError) -> str:
    match problem.errno:
        case errno.EADDRINUSE:
            return f"port {port} on {host} is in use; choose another with --port (0 finds a free one)"
        case errno.EACCES:
            return f"port {port} on {host} may not be used by you; choose one above 1023 with --port"
    return f"cannot listen on {host} port {port}: {problem.strerror or problem}"


def address_of(sock: socket.socket) -> str:
    """The address of a listening socket as a URL."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(app: Any, sock: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; answers in progress may end."""
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        limit_concurrency=_most_connections(),
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE,
    )
    # uvicorn stops on these signals and then raises them again, for those who had handlers before: to stop when
    # told to is no failure.
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _most_connections() -> int | None:
    """How many connections open files allow, after asking for as many as may be had; None where nobody counts."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    except (ValueError, OSError):
        pass
    return max(_SPARE_FILES, soft - _SPARE_FILES) if soft > 0 else None
