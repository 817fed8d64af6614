"""Items: each measure's events and to-dos, rendered once for all the calendars that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID, uuid5

from attrs import field, frozen
from icalendar.prop import vCategory, vDate, vDatetime, vDuration, vInt, vText, vUri

from policyplan.exporting import wording
from policyplan.exporting.ical.content import category_of, content_line, line_of, text_of
from policyplan.exporting.ical.days import days_of, end_of, last_workday, todo_days
from policyplan.exporting.links import link_of
from policyplan.exporting.wording import Lang
from policyplan.ledger.reports import State
from policyplan.model import Entry, Plan, Recurring

if TYPE_CHECKING:
    from policyplan.ledger.standing import Progress
    from policyplan.reading.times.workdays import Workdays

ItemKind = Literal["event", "todo"]

#: CSS3 colour names (RFC 7986 5.9), dark enough for white text; sections take them in turn.
COLOURS: Final = (
    "steelblue", "seagreen", "chocolate", "purple", "teal", "firebrick", "slateblue", "olive",
)  # fmt: skip

#: When people are reminded: at this time of their own day.
ALARM_TIME: Final = timedelta(hours=9)

#: The STATUS of a to-do for what was reported.
_TODO_STATES: Final = {
    State.NOT_STARTED: "NEEDS-ACTION",
    State.IN_PROGRESS: "IN-PROCESS",
    State.DONE: "COMPLETED",
    State.CANCELLED: "CANCELLED",
}

_NAMES: Final = {"event": "VEVENT", "todo": "VTODO"}

#: Where every entry has its own UID.
NO_OTHERS: Final[Mapping[str, str]] = MappingProxyType({})


@frozen(kw_only=True)
class Style:
    """How measures are written: the language, whether to-dos without a date are, and the reminders.

    `alarms` are days before the last day; with `workdays`, a last day that is a day off is reminded of on the
    working day before; with `progress`, to-dos tell what was reported.
    """

    lang: Lang = "zh"
    undated: bool = False
    alarms: tuple[int, ...] = ()
    workdays: Workdays | None = field(default=None, repr=False)
    progress: Progress | None = field(default=None, repr=False)


@frozen
class Item:
    """One event or to-do: what it says, apart from which version of itself it is.

    `stamp` is the time of its first version; `body` the content lines that follow the version's.
    """

    uid: str
    kind: ItemKind
    stamp: datetime
    body: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """Tells whether two items of one UID say the same."""
        return digest_of(self.body)

    def render(self, sequence: int = 0, modified: datetime | None = None) -> bytes:
        """The component as it stands in a calendar; `modified` is None for the first version."""
        return block(self.kind, self.uid, sequence, modified or self.stamp, self.body)


def digest_of(body: bytes) -> str:
    """A short digest of an item's content lines."""
    return sha256(body).hexdigest()[:16]


def block(kind: ItemKind, uid: str, sequence: int, modified: datetime, body: bytes) -> bytes:
    """A component: what it is and in which version, then the lines that say what it is about, to the end."""
    return head_of_block(kind, uid, sequence, modified) + body


def head_of_block(kind: ItemKind, uid: str, sequence: int, modified: datetime) -> bytes:
    """The content lines that stand before an item's `body`."""
    stamp = written(modified)
    return (
        f"BEGIN:{_NAMES[kind]}\r\nUID:{uid}\r\nDTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\n"
        f"SEQUENCE:{sequence}\r\n"
    ).encode()


def written(moment: datetime) -> str:
    """A moment in UTC as calendars write it (RFC 5545 3.3.5): 20240209T000000Z."""
    return f"{moment.year:04}{moment:%m%dT%H%M%SZ}"


def stamp_of(plan: Plan) -> datetime:
    """Midnight UTC of the day the plan was made public, was signed or begins: the first of these it tells."""
    document = plan.document
    day = document.published_on or document.dated or (plan.period.start if plan.period else date(1970, 1, 1))
    return datetime.combine(day, time(), UTC)


def event_uid(uid: str, day: date | None = None) -> str:
    """The UID of the event of a measure with a `uid`: that; where it recurs, one derived from it and the day."""
    return uid if day is None else str(uuid5(UUID(uid), day.isoformat()))


def todo_uid(uid: str, day: date | None = None) -> str:
    """The UID of a measure's to-do, never its event's: subscribers drop one of two items that share a UID."""
    return str(uuid5(UUID(event_uid(uid, day)), "VTODO"))


def items_of(
    entries: Iterable[Entry], kind: ItemKind, style: Style, uids: Mapping[str, str] = NO_OTHERS
) -> Iterator[tuple[Item, ...]]:
    """Each entry's items of one kind, in the order given; () for an entry that has none.

    `uids` are those of entries that have another than their own, by `Entry.uid`.
    """
    colours: dict[int, dict[int, str]] = {}
    ends: dict[int, date | None] = {}
    for entry in entries:
        plan = entry.plan
        if id(plan) not in colours:
            colours[id(plan)] = {id(s): COLOURS[i % len(COLOURS)] for i, s in enumerate(plan.sections)}
            ends[id(plan)] = end_of(plan) if kind == "todo" else None
        colour = colours[id(plan)].get(id(entry.sections[0]), COLOURS[0])
        own = entry.uid
        uid = uids.get(own, own)
        items = (
            _events(entry, uid, colour, style)
            if kind == "event"
            else _todos(entry, uid, ends[id(plan)], colour, style)
        )
        yield tuple(items)


def _events(entry: Entry, own: str, colour: str, style: Style) -> Iterator[Item]:
    recurs = isinstance(entry.measure.deadline, Recurring)
    for day in days_of(entry):
        body = b"".join(_event(entry, day, colour, style))
        yield Item(event_uid(own, day if recurs else None), "event", stamp_of(entry.plan), body)


def _todos(entry: Entry, own: str, end: date | None, colour: str, style: Style) -> Iterator[Item]:
    has_days = bool(days_of(entry))
    recurs = has_days and isinstance(entry.measure.deadline, Recurring)
    for day in todo_days(entry, end, undated=style.undated):
        body = b"".join(_todo(entry, day, colour, style, open_ended=not has_days))
        yield Item(todo_uid(own, day if recurs else None), "todo", stamp_of(entry.plan), body)


def _event(entry: Entry, day: date, colour: str, style: Style) -> Iterator[bytes]:
    yield content_line("DTSTART;VALUE=DATE", vDate(day))
    yield content_line("DTEND;VALUE=DATE", vDate(day + timedelta(days=1)))
    yield from _description(entry, day, colour, style)
    yield b"STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
    yield from _alarms(entry, day, style, "TRIGGER")
    yield b"END:VEVENT\r\n"


def _todo(entry: Entry, day: date | None, colour: str, style: Style, *, open_ended: bool) -> Iterator[bytes]:
    """The lines of a to-do; one that is `open_ended` has the end of its plan as its day, or none, and no reminder."""
    if day is not None:
        yield content_line("DUE;VALUE=DATE", vDate(day))
    own = None if open_ended else day
    yield from _description(entry, own, colour, style, no_deadline=open_ended and day is not None)
    yield from _progress(entry, style.progress)
    if own is not None:
        # It has no start: what is not said to count from its end would count from nothing (RFC 5545 3.8.6.3).
        yield from _alarms(entry, own, style, "TRIGGER;RELATED=END")
    yield b"END:VTODO\r\n"


def _progress(entry: Entry, progress: Progress | None) -> Iterator[bytes]:
    """How far a to-do is (RFC 5545 3.8.1.11, 3.8.1.8, 3.8.2.1).

    Reports do not say which round of a recurring measure they mean: its to-dos stay open.
    """
    if progress is None or isinstance(entry.measure.deadline, Recurring):
        yield b"STATUS:NEEDS-ACTION\r\n"
        return
    standing = progress.of(entry)
    yield content_line("STATUS", vText(_TODO_STATES[standing.state or State.NOT_STARTED]))
    if standing.percent is not None:
        yield content_line("PERCENT-COMPLETE", vInt(standing.percent))
    if standing.done_on is not None:
        yield content_line("COMPLETED", vDatetime(datetime.combine(standing.done_on, time(), UTC)))


def _description(
    entry: Entry, day: date | None, colour: str, style: Style, *, no_deadline: bool = False
) -> Iterator[bytes]:
    """What an event and a to-do have in common."""
    lang = style.lang
    early = _workday_before(day, style)
    told = wording.description(entry, lang, day=day, workday=early, no_deadline=no_deadline)
    yield content_line("SUMMARY", vText(line_of(wording.summary(entry, lang))))
    yield content_line("DESCRIPTION", vText(text_of(told)))
    if categories := [category_of(text) for text in wording.categories(entry, lang) if line_of(text)]:
        yield content_line(
            "CATEGORIES", vCategory(categories)
        )  # one property, as some programs refuse a second
    yield content_line("COLOR", vText(colour))
    if (url := link_of(entry.plan.document.url)) is not None:
        yield content_line("URL", vUri(url))


def _workday_before(day: date | None, style: Style) -> date | None:
    """The last working day before a `day` that is a day off; None where it is not, or nobody asked."""
    if day is None or style.workdays is None:
        return None
    early = last_workday(day, style.workdays)
    return early if early < day else None


def _alarms(entry: Entry, day: date, style: Style, trigger: str) -> Iterator[bytes]:
    """A reminder for each of the chosen days before `day`, the earliest first.

    Triggers are relative to midnight, in nobody's time zone, so each rings at nine o'clock where the reader is.
    """
    early = _workday_before(day, style)
    before = {*style.alarms, *(() if early is None else ((day - early).days,))}
    for days in sorted(before, reverse=True):
        yield b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n"
        yield content_line("DESCRIPTION", vText(line_of(wording.summary(entry, style.lang))))
        yield content_line(trigger, vDuration(ALARM_TIME - timedelta(days=days)))
        yield b"END:VALARM\r\n"
