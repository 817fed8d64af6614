"""The ASGI application: the site of the plans as they are now, calendars of any query, records as JSON."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, TypeAlias

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from policyplan.exporting.page.words import OTHER
from policyplan.exporting.site import INDEX
from policyplan.exporting.wording import Lang
from policyplan.server import api
from policyplan.server.edition import Edition, Press
from policyplan.server.feeds import notice_of, query_feed, site_reply
from policyplan.server.keeping import Kept, Workshop
from policyplan.server.openapi import description
from policyplan.server.reply import (
    OPEN,
    Refusal,
    Reply,
    Scope,
    Send,
    json_reply,
    not_found,
    prefers_json,
    send_permission,
    send_reply,
    text_reply,
    wrong_method,
)

Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]

log = logging.getLogger("policyplan.server")

#: How long a request waits for changed plans to be read, in seconds; after that it gets what there was.
RELOAD_PATIENCE: Final = 2.0

#: Google and others fetch calendars only where this lets them.
ROBOTS: Final = "User-agent: *\nDisallow: /api/\nAllow: /\n"


class Site:
    """What is served now, and how it comes to be: editions, answers made and kept, and who may see them.

    What is published is made in a workshop of its own, so that it never waits behind queries, of which there is no end.
    """

    def __init__(
        self, press: Press, kept: Kept, tokens: tuple[str, ...] = (), reload_every: float = 2.0
    ) -> None:
        self.press = press
        self.kept = kept
        self.published = Workshop(kept, waiting=None)
        self.asked = Workshop(kept)
        self.private = bool(tokens)
        self.reload_every = reload_every
        self.edition = press.first()
        self._digests = tuple(sha256(token.encode()).digest() for token in tokens)
        self._look_at = time.monotonic() + reload_every
        self._reading: asyncio.Task[None] | None = None

    async def refresh(self) -> None:
        """Look for changed plans where it is time to; wait for them a little."""
        now = time.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + self.reload_every
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        await asyncio.wait({self._reading}, timeout=RELOAD_PATIENCE)

    async def _read(self) -> None:
        try:
            self.edition = await asyncio.to_thread(self.press.next, self.edition)
        except Exception:  # what is served stays up whatever happens to what is to come
            log.exception("looking for changed plans failed")

    def lang_of(self, page: str) -> Lang:
        """The language of a page: those in the other one stand in a folder of its name."""
        own = self.press.lang
        return OTHER[own] if page.startswith(f"{OTHER[own]}/") else own

    def admits(self, token: str) -> bool:
        """Whether `token` is one of those given, in a time that tells nothing of them."""
        digest = sha256(token.encode("utf-8", "surrogatepass")).digest()
        return sum([hmac.compare_digest(digest, known) for known in self._digests]) > 0


class Front:
    """The outermost layer: private addresses, methods, changed plans, and the answers that are at hand."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept where it can be; leave the rest to the routes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = route_path(scope)
        if self.site.private and path not in _UNGUARDED:
            token, slash, rest = path[1:].partition("/")
            if not self.site.admits(token):
                await refuse(scope, send, not_found())
                return
            if not slash:
                await send_reply(scope, send, _moved(f"{token}/"))
                return
            scope["root_path"] = f"{scope.get('root_path', '')}/{token}"
            scope[_ADMITTED] = True
            path = f"/{rest}"
        await self._answer(scope, receive, send, path)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        site, method = self.site, scope["method"]
        await site.refresh()
        name = f"{path[1:]}{INDEX}" if path.endswith("/") else path[1:]
        file = site.edition.files.get(name) if path not in ANSWERS else None
        if method not in ("GET", "HEAD"):
            if file is None and path not in ANSWERS:
                await refuse(scope, send, not_found())
            elif method == "OPTIONS":
                await send_permission(send)
            else:
                await refuse(scope, send, wrong_method(method))
        elif file is None:
            kept = site.kept.get((site.edition.number, path, scope["query_string"]))
            if kept is not None:
                await deliver(scope, send, kept)
            elif f"{name}/{INDEX}" in site.edition.files:
                await send_reply(scope, send, _moved(f"{name.rpartition('/')[2]}/"))
            else:
                await self.app(scope, receive, send)
        else:
            notice = notice_of(site.edition.problems, site.lang_of(name)) if name.endswith(".html") else ""
            key = (file, notice)
            found = site.kept.get(key) or await site.published.answer(
                key, lambda: site_reply(file, notice, site.private)
            )
            await deliver(scope, send, found)


class Answered:
    """A route whose answer depends on the edition and the query string alone, and is made and kept in a workshop."""

    def __init__(self, site: Site, workshop: Workshop, answer: Callable[[Edition, bytes], Reply]) -> None:
        self.site = site
        self.workshop = workshop
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make the answer, or wait for whoever is making it."""
        edition, asked = self.site.edition, bytes(scope["query_string"])
        key = (edition.number, route_path(scope), asked)
        await deliver(scope, send, await self.workshop.answer(key, lambda: self.answer(edition, asked)))


class Told:
    """A route whose answer is made anew each time, as it costs next to nothing."""

    def __init__(self, answer: Callable[[Scope], Reply]) -> None:
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at once."""
        try:
            reply = self.answer(scope)
        except Refusal as refusal:
            await refuse(scope, send, refusal)
        else:
            await send_reply(scope, send, reply)


class Nothing:
    """What is behind every address that is not served."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say so."""
        await refuse(scope, send, not_found())


#: The addresses that are not files of the site.
ANSWERS: Final = (
    "/feed.ics", "/api/records", "/api/plans", "/api/units", "/openapi.json", "/health", "/robots.txt",
)  # fmt: skip

#: In the scope of a request to a private site that has a token.
_ADMITTED: Final = "policyplan.admitted"

#: What is served without a token where the site is private.
_UNGUARDED: Final = ("/robots.txt", "/health")


def application(site: Site) -> Starlette:
    """The routes behind the front."""
    how = site.press.how
    reminders = {"alarms": how.get("alarms", ()), "workday_alarm": how.get("workday_alarm", False)}
    endpoints: tuple[ASGIApp, ...] = (
        Answered(
            site, site.asked, lambda edition, asked: query_feed(edition, asked, reminders, site.private)
        ),
        Answered(site, site.asked, api.records_page),
        Answered(site, site.published, api.plans_list),
        Answered(site, site.asked, api.units_list),
        Told(lambda scope: _description(site.press.base_url or scope.get("root_path") or "/")),
        Told(lambda scope: _health(site, scope)),
        Told(lambda scope: text_reply(ROBOTS)),
    )
    routes = [Route(path, endpoint) for path, endpoint in zip(ANSWERS, endpoints, strict=True)]
    app = Starlette(routes=routes, middleware=[Middleware(Front, site)])
    app.router.default = Nothing()
    app.router.redirect_slashes = False
    app.state.site = site
    return app


def route_path(scope: Scope) -> str:
    """The path of a request within the application, wherever that is mounted."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    inside = path[len(root) :] if root and path.startswith(root) else path
    return inside if inside.startswith("/") else f"/{inside}"


async def deliver(scope: Scope, send: Send, answer: Reply | Refusal) -> None:
    """Send an answer, or why there is none."""
    if isinstance(answer, Refusal):
        await refuse(scope, send, answer)
    else:
        await send_reply(scope, send, answer)


async def refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    """Tell why a request is not served, as the client prefers to be told."""
    as_json = prefers_json(scope["headers"], otherwise="/api/" in scope["path"])
    await send_reply(scope, send, refusal.reply(as_json))


@lru_cache(maxsize=64)
def _description(server: str) -> Reply:
    return json_reply(description(server.rstrip("/") or "/"), extra=OPEN)


def _health(site: Site, scope: Scope) -> Reply:
    return api.health(site.edition, scope["query_string"], site.private and _ADMITTED not in scope)


def _moved(place: str) -> Reply:
    return text_reply("", status=307, extra={"location": place, "cache-control": "no-store"})
