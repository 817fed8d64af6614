"""Calendars: those of the site, and `/feed.ics` for any query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final, cast
from urllib.parse import quote

from policyplan.exporting.distinct import each_once
from policyplan.exporting.feed import Kind
from policyplan.exporting.ical import (
    Item,
    ItemKind,
    Style,
    envelope,
    item_kinds,
    items_of,
    line_of,
    style_of,
)
from policyplan.exporting.site.versions import Version
from policyplan.exporting.wording import Lang, words
from policyplan.model import Entry
from policyplan.server.asking import choice, found, parameters
from policyplan.server.edition import Edition, SiteFile
from policyplan.server.reply import INERT, OPEN, Reply, make_reply, not_found
from policyplan.server.shelf import Problem

#: The parameters of `/feed.ics` and what they are where they are not given.
PARAMETERS: Final = {"q": "", "as": "event", "lang": "zh", "undated": "no"}

#: How long a calendar may be kept without asking for changes, in seconds.
MAX_AGE: Final = 300

CALENDAR: Final = "text/calendar; charset=utf-8"

_TYPES: Final = {
    ".ics": CALENDAR,
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}

# A calendar may not be empty (RFC 5545 3.6), and subscribers must learn that nothing is left: a time zone that
# nothing refers to is a component too.
_NOTHING: Final = (
    b"BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    b"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def query_feed(edition: Edition, query_string: bytes, reminders: Mapping[str, Any], private: bool) -> Reply:
    """The calendar of what a query finds now: what no longer matches is no longer in it.

    Items have the versions and the `reminders` (options of `to_ical`) that they have in the site's own feeds.
    """
    asked = parameters(query_string, PARAMETERS)
    kind = cast(Kind, choice(asked, "as", ("event", "todo", "both")))
    lang = cast(Lang, choice(asked, "lang", ("zh", "en")))
    undated = choice(asked, "undated", ("no", "yes")) == "yes"
    style = style_of(lang=lang, undated=undated, **reminders, **edition.told)
    entries = each_once(found(edition, asked["q"]))
    blocks = [
        block
        for one in item_kinds(kind)
        for block in _rendered(_items(edition, entries, one, style), edition.versions[one])
    ]
    head, foot = envelope(line_of(asked["q"]) or _title(edition, lang))
    body = b"".join((head, *(blocks or (_NOTHING,)), foot))
    return calendar_reply(body, "feed.ics", edition.modified, private)


def calendar_reply(body: bytes, name: str, modified: int, private: bool) -> Reply:
    """A calendar as an answer; `name` is that of the file it is saved as."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).lstrip(".-") or "calendar.ics"
    extra = {
        **OPEN,
        "content-disposition": f'inline; filename="{safe}"',
        "cache-control": f"{'private' if private else 'public'}, max-age={MAX_AGE}, must-revalidate",
        **(SECRET if private else {}),
    }
    return make_reply(body, CALENDAR, modified=modified, extra=extra)


#: What keeps a private address out of indexes.
SECRET: Final = {"x-robots-tag": "noindex, nofollow, noarchive"}


def site_reply(file: SiteFile, notice: str, private: bool) -> Reply:
    """A file of the site; a page tells first what `notice` says, which is HTML."""
    try:
        body = file.path.read_bytes()
    except OSError:
        raise not_found() from None
    suffix = file.path.suffix.lower()
    if suffix == ".ics":
        return calendar_reply(body, file.path.name, file.modified, private)
    extra = dict(SECRET) if private else {}
    if suffix == ".html":
        extra["content-security-policy"] = _policy(body)
        if notice:
            body = _MAIN.sub(lambda tag: tag[0] + notice.encode(), body, count=1)
    return make_reply(
        body, _TYPES.get(suffix, "application/octet-stream"), modified=file.modified, extra=extra
    )


_MAIN = re.compile(rb"<main\b[^>]*>")
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE)


def _policy(page: bytes) -> str:
    """The page's own Content-Security-Policy, and that no other site may frame it, which a page cannot say itself."""
    match = _POLICY.search(page[:8192])
    own = match[1].decode("ascii", "ignore").replace("&#x27;", "'").replace("&#39;", "'") if match else INERT
    return own if "frame-ancestors" in own else f"{own}; frame-ancestors 'none'"


def notice_of(problems: tuple[Problem, ...], lang: Lang) -> str:
    """What a page says of files that cannot be used as they are now; "" where there are none.

    A file that holds no plan, and never did, is no reader's concern.
    """
    kept = [problem for problem in problems if problem.kept]
    doubled = [problem for problem in problems if problem.doubled and not problem.kept]
    told = [
        f"<p>{lead}</p><ul>{''.join(map(_line, some))}</ul>"
        for lead, some in zip(_LEADS[lang], (kept, doubled), strict=True)
        if some
    ]
    return f'\n<div role="alert">{"".join(told)}</div>' if told else ""


#: What stands before the files that are served as they were, and before those that are left out.
_LEADS: Final[dict[Lang, tuple[str, str]]] = {
    "zh": (
        "以下文件目前无法使用，页面和日历仍为其上一次可用的内容：",
        "以下文件与其他文件为同一计划，未予采用：",
    ),
    "en": (
        "These files cannot be used as they are now; what they last held is still served:",
        "These files hold a plan that another file holds, and are left out:",
    ),
}


def _line(problem: Problem) -> str:
    return f"<li>{escape(problem.file)}: {escape(problem.message.splitlines()[0])}</li>"


def _items(edition: Edition, entries: tuple[Entry, ...], kind: ItemKind, style: Style) -> Iterator[Item]:
    """The entries' items, each made once for an edition."""
    made = edition.items.setdefault((kind, style.lang, style.undated and kind == "todo"), {})
    with edition.making:
        wanting = [entry for entry in entries if entry.uid not in made]
        items = items_of(wanting, kind, style, edition.uids)
        made.update(zip((entry.uid for entry in wanting), items, strict=True))
    for entry in entries:
        yield from made[entry.uid]


def _rendered(items: Iterator[Item], versions: Mapping[str, Version]) -> Iterator[bytes]:
    for item in items:
        version = versions.get(item.uid)
        yield item.render(version.sequence, version.modified) if version is not None else item.render()


def _title(edition: Edition, lang: Lang) -> str:
    titles = {plan.title for plan in edition.plans}
    return titles.pop() if len(titles) == 1 else words(lang).all_plans


def feed_address(unit: str) -> str:
    """Where the calendar of a unit is, relative to the site."""
    quoted = unit.replace("\\", "\\\\").replace('"', '\\"')
    return "feed.ics?q=" + quote(f'unit:"{quoted}"', safe="")
