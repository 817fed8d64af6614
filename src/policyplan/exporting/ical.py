"""Calendars (RFC 5545, RFC 7986): measures as all-day events on their last day, or as to-dos.

Written for the calendar programs people have. Where the standard leaves a choice, the form is taken that
Apple, Google, Outlook, Thunderbird, GNOME, KDE and Nextcloud all read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final, Literal
from uuid import UUID, uuid5

from attrs import evolve
from icalendar import Calendar, Component, Event, Todo
from icalendar.prop import vCategory, vDDDTypes, vText, vUri

from policyplan.errors import ExportError
from policyplan.exporting import wording
from policyplan.exporting.links import link_of
from policyplan.exporting.wording import Lang
from policyplan.model import Entry, Plan, Recurring
from policyplan.source import clip

Kind = Literal["event", "todo", "both"]
Entries = Plan | Entry | Iterable[Entry | Plan]

#: The producer's name, without a version: a feed changes when its plan does, not when the library does.
PRODID: Final = "-//policyplan//NONSGML policyplan//EN"

#: How often a subscriber should look for changes (RFC 7986 5.7).
REFRESH: Final = "PT12H"

#: How many days one recurring measure may take up.
MOST_DAYS: Final = 366

#: CSS3 colour names (RFC 7986 5.9), dark enough for white text; sections take them in turn.
COLOURS: Final = (
    "steelblue", "seagreen", "chocolate", "purple", "teal", "firebrick", "slateblue", "olive",
)  # fmt: skip


def to_ical(
    source: Entries,
    *,
    as_: Kind = "event",
    name: str | None = None,
    lang: Lang = "zh",
    undated: bool = False,
) -> bytes:
    """Write measures as an iCalendar stream, in the order given.

    `source` is a plan, a selection, or any iterable of entries or plans. A measure stands on its last day, a
    recurring one on each of its last days within the plan's period. Measures without such a day are left out;
    `undated` writes them too, as to-dos without DUE, where to-dos are asked for. `name` is what calendar
    programs show, None for the plan's title.

    Raises ExportError where nothing is left to write (a calendar may not be empty, RFC 5545 3.6) and where
    two plans claim one identity.

    >>> from datetime import date
    >>> from policyplan import DueBy, Measure, Plan, Section, Task
    >>> measure = Measure(text="修好东桥。", deadline=DueBy(date(2024, 6, 30), "2024年6月底前"))
    >>> task = Task(number="1", measures=[measure])
    >>> plan = Plan(title="临江市2024年工作要点", sections=[Section(items=[task])])
    >>> for line in to_ical(plan).decode().splitlines():
    ...     if line.startswith(("DTSTART", "DTEND", "SUMMARY")):
    ...         print(line)
    SUMMARY:修好东桥（2024年6月底前）
    DTSTART;VALUE=DATE:20240630
    DTEND;VALUE=DATE:20240701
    """
    wording.words(lang)
    entries = entries_of(source)
    blocks = [block for kind in _kinds(as_) for block in components(entries, kind, lang, undated).values()]
    if not any(blocks):
        raise ExportError(_nothing_to_write(entries))
    head, foot = envelope(name or _name(entries, lang))
    return b"".join((head, *blocks, foot))


def entries_of(source: Entries) -> tuple[Entry, ...]:
    """The entries of `source`, each once, in the order given.

    Raises ExportError where two plans claim one identity: their measures could not be told apart.
    """
    found: dict[str, Entry] = {}
    owners: dict[str, Plan] = {}
    for entry in _walk(source):
        plan = entry.plan
        if owners.setdefault(plan.identity, plan) is not plan and owners[plan.identity] != plan:
            raise ExportError(same_identity(owners[plan.identity], plan))
        if found.setdefault(entry.uid, entry).measure != entry.measure:
            raise ExportError(f"two measures of {plan.title!r} have the key {entry.key!r}; number them apart")
    return tuple(found.values())


def same_identity(one: Plan, other: Plan) -> str:
    """The message for two plans that cannot be told apart."""
    return (
        f"two plans have the identity {one.identity!r}: {one.title!r} and {other.title!r}; "
        "give each its own document number (or title), or export them apart"
    )


def days_of(entry: Entry) -> tuple[date, ...]:
    """The days a calendar shows an entry on: its last day, or each that recurs within the plan's period.

    Empty for ongoing and conditional measures, for those without a deadline, and for recurring ones whose
    plan names no period, whose rule is denser than weekly or comes round more than `MOST_DAYS` times.
    """
    deadline = entry.measure.deadline
    if isinstance(deadline, Recurring):
        return _recurring_days(deadline, entry.plan)
    # An event ends the day after: the last day of the year 9999 has none.
    return (deadline.due,) if deadline is not None and deadline.due and deadline.due < date.max else ()


def event_uid(entry: Entry, day: date | None = None) -> str:
    """The UID of an entry's event: the entry's own; where it recurs, one derived from it and the day."""
    return entry.uid if day is None else str(uuid5(UUID(entry.uid), day.isoformat()))


def todo_uid(entry: Entry, day: date | None = None) -> str:
    """The UID of an entry's to-do, never its event's: subscribers drop one of two items that share a UID."""
    return str(uuid5(UUID(event_uid(entry, day)), "VTODO"))


def components(
    entries: Iterable[Entry], kind: Literal["event", "todo"], lang: Lang = "zh", undated: bool = False
) -> dict[str, bytes]:
    """Each entry's components as they stand in every calendar that holds them, by the entry's `uid`.

    The value is empty for an entry that has no component of this kind.
    """
    colours: dict[int, dict[int, str]] = {}
    blocks = {}
    for entry in entries:
        plan = entry.plan
        if id(plan) not in colours:
            colours[id(plan)] = {id(s): COLOURS[i % len(COLOURS)] for i, s in enumerate(plan.sections)}
        colour = colours[id(plan)].get(id(entry.sections[0]), COLOURS[0])
        made = _events(entry, colour, lang) if kind == "event" else _todos(entry, colour, lang, undated)
        blocks[entry.uid] = b"".join(map(_render, made))
    return blocks


def envelope(name: str, source_url: str | None = None) -> tuple[bytes, bytes]:
    """What stands before and after the components of a calendar called `name`, published at `source_url`."""
    calendar = Calendar()
    shown = vText(clip(line_of(name), 200))
    calendar.add("PRODID", vText(PRODID))
    calendar.add("VERSION", vText("2.0"))
    calendar.add("CALSCALE", vText("GREGORIAN"))
    calendar.add("NAME", shown)
    calendar.add("X-WR-CALNAME", shown)  # what Apple, Google and Outlook read instead of NAME
    calendar.add("REFRESH-INTERVAL", vText(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vText(REFRESH))  # what Outlook and Nextcloud read instead
    calendar.add("COLOR", vText(COLOURS[0]))
    if source_url is not None:
        calendar.add("SOURCE", vUri(source_url), parameters={"VALUE": "URI"})
    foot = b"END:VCALENDAR\r\n"
    return _render(calendar).removesuffix(foot), foot


def _walk(source: Entries) -> Iterator[Entry]:
    if isinstance(source, Plan):
        yield from source.entries()
    elif isinstance(source, Entry):
        yield source
    elif isinstance(source, Iterable) and not isinstance(source, str | bytes):
        for part in source:
            yield from _walk(part)
    else:
        found = type(source).__name__
        raise ExportError(f"cannot make a calendar of {found}: give a plan, a selection or several of them")


def _kinds(as_: str) -> tuple[Literal["event", "todo"], ...]:
    match as_:
        case "event":
            return ("event",)
        case "todo":
            return ("todo",)
        case "both":
            return ("event", "todo")
    raise ExportError(f"as_ is {as_!r}; it can be 'event', 'todo' or 'both'")


def _nothing_to_write(entries: tuple[Entry, ...]) -> str:
    if not entries:
        return "no measure to write: the plan or selection is empty, and a calendar may not be"
    return (
        f"none of the {len(entries)} measures has a day to stand on in a calendar; "
        "as to-dos without a date (as_='todo', undated=True) they can all be written"
    )


def _name(entries: tuple[Entry, ...], lang: Lang) -> str:
    titles = dict.fromkeys(entry.plan.title for entry in entries)
    return next(iter(titles)) if len(titles) == 1 and any(titles) else wording.words(lang).all_plans


def _recurring_days(deadline: Recurring, plan: Plan) -> tuple[date, ...]:
    """The rule's days from the plan's issue (or start) to its end.

    Each becomes an item of its own, as not every calendar program follows a recurrence rule.
    """
    if plan.period is None or not _PLAIN_RULE.fullmatch(deadline.rrule):
        return ()
    start = max(plan.period.start, plan.document.dated or plan.period.start)
    end = datetime.combine(min(plan.period.end, date.max - timedelta(days=1)), time())
    try:
        # With an end, a rule that no day satisfies stops too.
        rule = evolve(deadline, rrule=f"{deadline.rrule};UNTIL={end:%Y%m%d}").rule(start)
        days = tuple(dict.fromkeys(moment.date() for moment in islice(rule, MOST_DAYS + 1)))
    except (ValueError, IndexError):
        return ()
    return days if len(days) <= MOST_DAYS else ()


def _events(entry: Entry, colour: str, lang: Lang) -> Iterator[Component]:
    for day in days_of(entry):
        event = Event()
        _describe(event, entry, colour, lang)
        event.add("UID", vText(event_uid(entry, day if _recurs(entry) else None)))
        event.add("DTSTART", vDDDTypes(day), parameters={"VALUE": "DATE"})
        event.add("DTEND", vDDDTypes(day + timedelta(days=1)), parameters={"VALUE": "DATE"})
        event.add("STATUS", vText("CONFIRMED"))
        event.add("TRANSP", vText("TRANSPARENT"))
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", vText("FREE"))
        yield event


def _todos(entry: Entry, colour: str, lang: Lang, undated: bool) -> Iterator[Component]:
    for day in days_of(entry) or ((None,) if undated else ()):
        todo = Todo()
        _describe(todo, entry, colour, lang)
        todo.add("UID", vText(todo_uid(entry, day if _recurs(entry) else None)))
        if day is not None:
            todo.add("DUE", vDDDTypes(day), parameters={"VALUE": "DATE"})
        todo.add("STATUS", vText("NEEDS-ACTION"))
        yield todo


def _recurs(entry: Entry) -> bool:
    return isinstance(entry.measure.deadline, Recurring)


def _describe(component: Component, entry: Entry, colour: str, lang: Lang) -> None:
    """Add what an event and a to-do have in common."""
    stamp = vDDDTypes(stamp_of(entry.plan))
    component.add("DTSTAMP", stamp)
    component.add("LAST-MODIFIED", stamp)
    component.add("SEQUENCE", 0)
    component.add("SUMMARY", vText(line_of(wording.summary(entry, lang))))
    component.add("DESCRIPTION", vText(text_of(wording.description(entry, lang))))
    if categories := [category_of(text) for text in wording.categories(entry, lang) if line_of(text)]:
        component.add("CATEGORIES", vCategory(categories))  # one property, as some programs refuse a second
    component.add("COLOR", vText(colour))
    if (url := link_of(entry.plan.document.url)) is not None:
        component.add("URL", vUri(url))


def stamp_of(plan: Plan) -> datetime:
    """Midnight UTC of the day the plan was made public, was signed or begins: the first of these it tells."""
    document = plan.document
    day = document.published_on or document.dated or (plan.period.start if plan.period else date(1970, 1, 1))
    return datetime.combine(day, time(), UTC)


#: A rule with weeks, months or years between its days, and no end or count of its own.
_PLAIN_RULE = re.compile(r"FREQ=(?:WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL|WKST|BY[A-Z]+)=[A-Z0-9,+-]+)*")

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSAFE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff{_BIDI}]")
_IN_CATEGORIES = str.maketrans(",;", "、；")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def text_of(text: str) -> str:
    r"""`text` as calendar programs can hold it: no control, surrogate or direction-changing character.

    Any kind of line end becomes ``\n``, white space at the ends of lines goes, and ``\`` becomes its
    full-width twin: several programs read an escaped backslash before ``n`` as a line end.
    """
    clean = _UNSAFE.sub("", _LINE_END.sub("\n", text)).replace("\\", "＼").replace("\t", " ")
    return "\n".join(line.strip() for line in clean.split("\n")).strip()


def line_of(text: str) -> str:
    """`text` as `text_of` leaves it, on one line, with single spaces."""
    return " ".join(text_of(text).split())


def category_of(text: str) -> str:
    """`text` on one short line without ASCII commas and semicolons, at which several programs split it."""
    return clip(line_of(text).translate(_IN_CATEGORIES), 80)


def _render(component: Component) -> bytes:
    # In the order in which properties were added: the library's own order has changed between its versions.
    return b"".join(fold(line) for line in component.content_lines(sorted=False) if line)


def fold(line: str) -> bytes:
    """A content line cut into lines of at most 75 octets (RFC 5545 3.1), with its line end.

    No cut falls inside a UTF-8 character or between a backslash and what it escapes.
    """
    octets = line.encode()
    pieces = []
    start, limit = 0, 75
    while len(octets) - start > limit:
        cut = start + limit
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        before = octets[start:cut]
        cut -= (len(before) - len(before.rstrip(b"\\"))) % 2
        pieces.append(octets[start:cut])
        start, limit = cut, 74
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
