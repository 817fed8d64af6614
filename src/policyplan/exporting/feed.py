"""One calendar of a site."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from policyplan.model import Entry, Plan, Unit

#: What a calendar holds of each measure: an event, a to-do, or one of each.
Kind = Literal["event", "todo", "both"]


@frozen(kw_only=True)
class Feed:
    """A calendar people can subscribe to.

    `kind` tells whose measures these are: all, a plan's or a unit's. `name` is the unit's name or the plan's title,
    `title` what calendar programs show. `path` is relative to the site, in ASCII, with ``/``. Of its `entries`, in
    document order, `shown` stand in the calendar. Where that is 0 the site has no such file.

    A unit's feed holds the measures that name the unit; with `subordinates` those too that name bodies below it;
    with `lead` only those that it (or they) lead (牵头). `plan` is None but for a plan's feed, `unit` but for a unit's.
    """

    kind: Literal["all", "plan", "unit"]
    as_: Kind = "event"
    name: str
    title: str = field(repr=False)
    path: str
    entries: tuple[Entry, ...] = field(repr=False)
    shown: int
    lead: bool = False
    subordinates: bool = False
    plan: Plan | None = field(default=None, repr=False, eq=False)
    unit: Unit | None = field(default=None, repr=False, eq=False)
