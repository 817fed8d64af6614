"""Answers that are made once and sent often: bytes, ETag, compressed form and headers (RFC 9110)."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from attrs import frozen

Scope: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers: TypeAlias = list[tuple[bytes, bytes]]

#: What a calendar may do in a browser: nothing.
INERT: Final = "default-src 'none'; frame-ancestors 'none'"

METHODS: Final = "GET, HEAD, OPTIONS"

#: A body goes out in pieces of this many bytes: a client that reads slowly holds no more of it than one or two.
_PIECE: Final = 1 << 16

_SMALL: Final = 256  # bytes that are not worth compressing


@frozen(eq=False)
class Reply:
    """An answer to GET and HEAD: whole, compressed, or 304, each with its headers."""

    status: int
    body: bytes
    packed: bytes | None
    tags: tuple[str, ...]
    modified: int | None
    headers: Headers
    packed_headers: Headers
    unchanged_headers: tuple[Headers, Headers]

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, about."""
        return len(self.body) + len(self.packed or b"") + 2048


def make_reply(
    body: bytes,
    content_type: str,
    *,
    status: int = 200,
    modified: int | None = None,
    extra: Mapping[str, str] | None = None,
) -> Reply:
    """An answer; `modified` is in seconds since 1970, `extra` are more headers, which outrank the usual ones.

    The ETag is the SHA-256 of the body. The compressed form has one of its own, with ``-gzip`` at its end, as a
    strong ETag names exact bytes (RFC 9110 8.8.3).
    """
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= _SMALL else None
    if packed is not None and len(packed) >= len(body):
        packed = None
    digest = sha256(body).hexdigest()[:32]
    tags = (f'"{digest}"', f'"{digest}-gzip"')
    common = {
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": INERT,
        **(extra or {}),
    }
    if packed is not None:
        common["vary"] = ", ".join(filter(None, (common.get("vary"), "Accept-Encoding")))
    validators = {} if modified is None else {"last-modified": formatdate(modified, usegmt=True)}
    sides = [{**common, **validators, "etag": tag} if status == 200 else dict(common) for tag in tags]
    whole = {**sides[0], "content-type": content_type, "content-length": str(len(body))}
    small = {**sides[1], "content-type": content_type, "content-length": str(len(packed or b""))}
    return Reply(
        status,
        body,
        packed,
        tags if status == 200 else (),
        modified,
        _raw(whole),
        _raw({**small, "content-encoding": "gzip"}),
        (_raw(sides[0]), _raw(sides[1])),
    )


def text_reply(text: str, content_type: str = "text/plain", **how: Any) -> Reply:
    """An answer of text in UTF-8."""
    return make_reply(text.encode("utf-8", "backslashreplace"), f"{content_type}; charset=utf-8", **how)


def json_reply(value: object, content_type: str = "application/json", **how: Any) -> Reply:
    """An answer of JSON: readable Chinese, and half surrogate pairs escaped, which UTF-8 cannot write."""
    text = _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(value, ensure_ascii=False))
    return make_reply(f"{text}\n".encode(), content_type, **how)


_HALVES = re.compile("[\ud800-\udfff]")

#: What lets a page of any origin read an answer that holds no secret (Fetch standard).
OPEN: Final = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Last-Modified, Link, Retry-After",
}


@frozen
class Refusal(Exception):
    """Why a request is not served: told as text or, where JSON is preferred, as RFC 9457 has it."""

    status: int
    message: str
    extra: tuple[tuple[str, str], ...] = ()

    def reply(self, as_json: bool) -> Reply:
        """The answer that says so."""
        extra = {**OPEN, **dict(self.extra), "cache-control": "no-store", "vary": "Accept"}
        if not as_json:
            return text_reply(f"{self.message}\n", status=self.status, extra=extra)
        title = HTTPStatus(self.status).phrase
        value = {"type": "about:blank", "title": title, "status": self.status, "detail": self.message}
        return json_reply(value, "application/problem+json", status=self.status, extra=extra)


def not_found() -> Refusal:
    """The one answer for what is not there, whatever the reason."""
    return Refusal(404, "there is nothing here; the addresses served are listed at /openapi.json")


def wrong_method(method: str) -> Refusal:
    """The answer to a method that is not served (RFC 9110 15.5.6)."""
    return Refusal(405, f"{method[:20]} is not served here; {METHODS} are", (("allow", METHODS),))


async def send_reply(scope: Scope, send: Send, reply: Reply) -> None:
    """Send what the request's conditions and encodings ask for."""
    none_match = since = encodings = b""
    for name, value in scope["headers"]:
        if name == b"if-none-match":
            none_match = none_match + b"," + value if none_match else value
        elif name == b"if-modified-since":
            since = value
        elif name == b"accept-encoding":
            encodings = encodings + b"," + value if encodings else value
    packed = reply.packed is not None and takes_gzip(encodings)
    if (none_match or since) and _is_current(reply, none_match, since):
        await _start(send, 304, reply.unchanged_headers[packed])
        await send({"type": "http.response.body", "body": b""})
        return
    await _start(send, reply.status, reply.packed_headers if packed else reply.headers)
    body = (reply.packed if packed else reply.body) or b""
    await _send_body(send, b"" if scope["method"] == "HEAD" else body)


async def send_permission(send: Send) -> None:
    """Answer OPTIONS: what may be asked, by any origin."""
    allowed = {
        "allow": METHODS,
        "access-control-allow-origin": "*",
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": "If-None-Match, If-Modified-Since, Accept, Cache-Control",
        "access-control-max-age": "86400",
        "content-length": "0",
    }
    await _start(
        send, 204, _raw({name: value for name, value in allowed.items() if name != "content-length"})
    )
    await send({"type": "http.response.body", "body": b""})


async def _start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _send_body(send: Send, body: bytes) -> None:
    if len(body) <= _PIECE:
        await send({"type": "http.response.body", "body": body})
        return
    for at in range(0, len(body), _PIECE):
        piece = body[at : at + _PIECE]
        await send({"type": "http.response.body", "body": piece, "more_body": at + _PIECE < len(body)})


def _is_current(reply: Reply, none_match: bytes, since: bytes) -> bool:
    """Whether the client holds this answer already; If-None-Match outranks If-Modified-Since (RFC 9110 13.2.2)."""
    if reply.status != 200:
        return False
    if none_match:
        return none_match.strip() == b"*" or any(tag in reply.tags for tag in _tags(none_match))
    moment = _moment(since)
    return reply.modified is not None and moment is not None and reply.modified <= moment


@lru_cache(maxsize=1024)
def _tags(header: bytes) -> tuple[str, ...]:
    """The entity tags of a list, without the marks of weak ones (RFC 9110 13.1.2: weak comparison)."""
    return tuple(_TAG.findall(header.decode("latin-1")))


_TAG = re.compile(r'"[^"]*"')


@lru_cache(maxsize=1024)
def _moment(header: bytes) -> float | None:
    try:
        return parsedate_to_datetime(header.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)
def takes_gzip(header: bytes) -> bool:
    """Whether a client that sends this Accept-Encoding prefers gzip to the plain bytes (RFC 9110 12.5.3).

    >>> takes_gzip(b"gzip, br"), takes_gzip(b"gzip;q=0"), takes_gzip(b"identity, gzip;q=0.5"), takes_gzip(b"*")
    (True, False, False, True)
    """
    weights = weights_of(header)
    gzip_ = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return gzip_ > 0 and gzip_ >= weights.get("identity", 0.0)


def weights_of(header: bytes) -> dict[str, float]:
    """What a header such as Accept lists, each with its weight from 0 to 1.

    >>> weights_of(b"text/*;q=0.3, application/json")
    {'text/*': 0.3, 'application/json': 1.0}
    """
    weights = {}
    for part in header.decode("latin-1").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            weights[name] = next((_weight(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
    return weights


def _weight(text: str) -> float:
    return float(text) if _WEIGHT.fullmatch(text) else 0.0


_WEIGHT = re.compile(r"[01](?:\.[0-9]{0,3})?")


def prefers_json(headers: Iterable[tuple[bytes, bytes]], otherwise: bool) -> bool:
    """Whether a client would rather have JSON than text; `otherwise` where it does not say."""
    weights = weights_of(b",".join(value for name, value in headers if name == b"accept"))
    as_json = max(weights.get(kind, 0.0) for kind in ("application/json", "application/problem+json"))
    as_text = max(weights.get(kind, 0.0) for kind in ("text/plain", "text/*", "text/html"))
    return otherwise if as_json == as_text else as_json > as_text


def _raw(headers: Mapping[str, str]) -> Headers:
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
