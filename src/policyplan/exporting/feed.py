"""One calendar of a site."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from policyplan.model import Entry


@frozen
class Feed:
    """A calendar people can subscribe to.

    `name` is the unit's name or the plan's title; `path` is relative to the site, in ASCII, with ``/``;
    `entries` are its measures, of which `dated` have a day to stand on. Where none has, there is no file.
    """

    kind: Literal["all", "plan", "unit"]
    name: str
    path: str
    entries: tuple[Entry, ...] = field(repr=False)
    dated: int
