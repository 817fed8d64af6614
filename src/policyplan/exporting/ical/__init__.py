"""Calendars (RFC 5545, RFC 7986): measures as all-day events on their last day, or as to-dos.

Written for the calendar programs people have. Where the standard leaves a choice, the form is taken that
Apple, Google, Outlook, Thunderbird, GNOME, KDE and Nextcloud all read alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from icalendar.prop import vText

from policyplan.errors import ExportError
from policyplan.exporting import wording
from policyplan.exporting.distinct import each_once
from policyplan.exporting.feed import Kind
from policyplan.exporting.ical.content import fold, line_of, text_of
from policyplan.exporting.ical.days import checked_alarms, days_of, working_days
from policyplan.exporting.ical.item import (
    COLOURS,
    Item,
    ItemKind,
    Style,
    event_uid,
    items_of,
    stamp_of,
    todo_uid,
)
from policyplan.exporting.wording import Lang
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import Progress
from policyplan.model import Entry, PlansOrEntries
from policyplan.source import clip

__all__ = [
    "PRODID", "Item", "ItemKind", "Kind", "Style", "days_of", "envelope", "event_uid",
    "fold", "item_kinds", "items_of", "line_of", "stamp_of", "style_of", "text_of", "to_ical",
    "todo_uid",
]  # fmt: skip

#: The producer's name, without a version: a feed changes when its plan does, not when the library does.
PRODID: Final = "-//policyplan//NONSGML policyplan//EN"

#: How often a subscriber should look for changes (RFC 7986 5.7).
REFRESH: Final = "PT12H"


def to_ical(
    source: PlansOrEntries,
    *,
    as_: Kind = "event",
    name: str | None = None,
    lang: Lang = "zh",
    undated: bool = False,
    alarms: Iterable[int] = (),
    workday_alarm: bool = False,
    ledger: Ledger | None = None,
    on: date | None = None,
) -> bytes:
    """Write measures as an iCalendar stream, in the order given.

    `source` is a plan, a selection, or any iterable of entries or plans. A measure stands on its last day, a
    recurring one on each of its last days within the plan's period. Measures without such a day are no events; as
    to-dos they are due at the end of their plan, and left out where they state no deadline or the plan has no end.
    `undated` writes those too, without DUE where the plan has no end. `name` is what calendar programs show, None
    for the plan's title.

    `alarms` are reminders: days before the last day, each at nine in the morning wherever the reader is.
    `workday_alarm` adds one on the last working day in China before a last day that is a day off (extra
    ``[workdays]``; in years whose holidays it does not know, weekends alone are days off).

    With a `ledger`, to-dos tell what was reported by the day `on`: STATUS, PERCENT-COMPLETE and COMPLETED.

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
    DTSTART;VALUE=DATE:20240630
    DTEND;VALUE=DATE:20240701
    SUMMARY:修好东桥（2024年6月底前）
    """
    style = style_of(
        lang=lang, undated=undated, alarms=alarms, workday_alarm=workday_alarm, ledger=ledger, on=on
    )
    kinds = item_kinds(as_)
    entries = each_once(source)
    items = [item for kind in kinds for some in items_of(entries, kind, style) for item in some]
    if not items:
        raise ExportError(_nothing_to_write(entries))
    head, foot = envelope(name or _name(entries, lang))
    return b"".join((head, *(item.render() for item in items), foot))


def style_of(
    *,
    lang: Lang,
    undated: bool,
    alarms: Iterable[int],
    workday_alarm: bool,
    ledger: Ledger | None = None,
    on: date | None = None,
) -> Style:
    """The options as `items_of` takes them; raises ExportError where one is none or needs what is not installed."""
    wording.words(lang)
    if (ledger is None) != (on is None):
        raise ExportError("progress is told by a ledger on a day: give both `ledger` and `on`, or neither")
    return Style(
        lang=lang,
        undated=undated,
        alarms=checked_alarms(alarms),
        workdays=working_days() if workday_alarm else None,
        progress=Progress(ledger, on) if ledger is not None and on is not None else None,
    )


def envelope(name: str, source_url: str | None = None) -> tuple[bytes, bytes]:
    """What stands before and after the components of a calendar called `name`, published at `source_url`."""
    shown = vText(clip(line_of(name), 200)).to_ical().decode()
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODID}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"NAME:{shown}",
        f"X-WR-CALNAME:{shown}",  # what Apple, Google and Outlook read instead of NAME
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",  # what Outlook and Nextcloud read instead
        f"COLOR:{COLOURS[0]}",
        *([f"SOURCE;VALUE=URI:{source_url}"] if source_url else []),
    ]
    return b"".join(map(fold, lines)), b"END:VCALENDAR\r\n"


def item_kinds(as_: str) -> tuple[ItemKind, ...]:
    """The kinds of items in a calendar written `as_`; raises ExportError where that is none."""
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
        "as to-dos (as_='todo', undated=True) they can all be written"
    )


def _name(entries: tuple[Entry, ...], lang: Lang) -> str:
    titles = dict.fromkeys(entry.plan.title for entry in entries)
    return next(iter(titles)) if len(titles) == 1 and any(titles) else wording.words(lang).all_plans
