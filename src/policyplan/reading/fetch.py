"""Fetching a document from a web address, within bounds."""

from __future__ import annotations

import http.client
import io
import socket
import time
import urllib.error
import urllib.request
import zlib
from http.client import HTTPMessage
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from policyplan.errors import ReadError

_CHUNK = 1 << 16
_ACCEPT = "text/html, text/plain, text/markdown, application/pdf, */*;q=0.5"


def fetch(
    url: str, *, timeout: float = 20.0, limit: int = 50_000_000, redirects: int = 5
) -> tuple[bytes, str, str]:
    """The bytes at a web address, their content type as the server states it, and the address they came from.

    Only http and https are followed, at first and after every redirect. `timeout` is in seconds and bounds the
    whole exchange; `limit` bounds the bytes, also after unpacking; `redirects` is how many are followed.
    The content type is "" where the server states none.

    Raises `ReadError` for any other scheme, an address that cannot be reached, an HTTP error, and a bound passed.
    """
    deadline = time.monotonic() + timeout
    opener = _opener(url, redirects, deadline)
    try:
        request = urllib.request.Request(_written(url), headers=_headers())  # noqa: S310
        with opener.open(request, timeout=_left(url, deadline)) as response:
            payload = _read(response, url, limit, deadline)
            packed = (response.headers.get("Content-Encoding") or "").strip().lower()
            payload = _unpacked(payload, packed, url, limit)
            return payload, response.headers.get("Content-Type") or "", response.geturl()
    except urllib.error.HTTPError as error:
        error.close()
        raise ReadError(f"{url} answered {error.code} {error.reason}; check the address") from None
    except TimeoutError:
        raise _too_slow(url) from None
    except (urllib.error.URLError, OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            raise _too_slow(url) from None
        raise ReadError(f"{url} cannot be fetched: {reason}; check the address and the connection") from None


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only, as many as allowed."""

    # The count here is the one that decides.
    max_repeats = max_redirections = 1_000_000

    def __init__(self, url: str, most: int, deadline: float) -> None:
        self._url, self._most, self._deadline = url, most, deadline
        self._followed = 0

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        fp.close()
        self._followed += 1
        if self._followed > self._most:
            raise ReadError(
                f"{self._url} redirects more than {self._most} times; give the address it should lead to"
            )
        _written(newurl)
        req.timeout = _left(self._url, self._deadline)
        return super().redirect_request(req, io.BytesIO(), code, msg, headers, newurl)

    def http_error_302(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any:
        # The library checks the scheme too, but with an error that tells of neither the way nor the remedy.
        target = headers.get("location") or headers.get("uri") or ""
        if urlsplit(target).scheme.lower() not in ("", "http", "https"):
            fp.close()
            raise ReadError(
                f"{self._url} redirects to {target[:200]!r}; only http and https addresses are read"
            )
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _opener(url: str, redirects: int, deadline: float) -> urllib.request.OpenerDirector:
    """An opener that knows http, https and the environment's proxies, and nothing of files or FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(url, redirects, deadline),
    ):
        opener.add_handler(handler)
    return opener


def _written(url: str) -> str:
    """`url` with what is not ASCII percent-encoded, as it goes over the wire."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError) as error:
        raise ReadError(f"{url[:200]!r} is no web address: {error}") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ReadError(f"{url[:200]!r} is no http or https address; only these are fetched")
    if not parts.hostname:
        raise ReadError(f"{url[:200]!r} names no host")
    path, query = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _headers() -> dict[str, str]:
    return {"User-Agent": "policyplan", "Accept": _ACCEPT, "Accept-Encoding": "gzip, identity"}


def _read(response: http.client.HTTPResponse, url: str, limit: int, deadline: float) -> bytes:
    stated = response.headers.get("Content-Length") or ""
    if stated.isdecimal() and int(stated[:18]) > limit:
        raise _too_large(url, limit)
    gathered = bytearray()
    while True:
        _bound_wait(response, _left(url, deadline))
        # read1 gives what has come, so that a body that drips is bounded by the deadline too.
        chunk = response.read1(_CHUNK)
        if not chunk:
            break
        gathered += chunk
        if len(gathered) > limit:
            raise _too_large(url, limit)
    if stated.isdecimal() and len(gathered) < int(stated[:18]):
        raise ReadError(f"{url} broke off after {len(gathered)} of {stated} bytes; try again")
    return bytes(gathered)


def _bound_wait(response: http.client.HTTPResponse, seconds: float) -> None:
    """Let the next read of `response` wait no longer than `seconds`."""
    raw = getattr(response.fp, "raw", None)
    connection = getattr(raw, "_sock", None)
    if isinstance(connection, socket.socket):
        connection.settimeout(seconds)


def _unpacked(payload: bytes, packed: str, url: str, limit: int) -> bytes:
    if packed in ("", "identity"):
        return payload
    if packed not in ("gzip", "x-gzip"):
        raise ReadError(
            f"{url} sends its content packed as {packed[:40]!r}, which was not asked for; save the file first"
        )
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(payload, limit + 1)
    except zlib.error as error:
        raise ReadError(f"{url} sends damaged gzip content: {error}") from None
    if len(unpacked) > limit:
        raise _too_large(url, limit)
    if not unpacker.eof:
        raise ReadError(f"{url} sends gzip content that is cut short; try again")
    return unpacked


def _left(url: str, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _too_slow(url)
    return left


def _too_slow(url: str) -> ReadError:
    return ReadError(
        f"{url} did not answer in full within the time allowed (timeout); try again or save the file first"
    )


def _too_large(url: str, limit: int) -> ReadError:
    return ReadError(
        f"{url} sends more than {limit} bytes (limit), more than a plan holds; save what is the plan"
    )
