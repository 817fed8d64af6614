"""The calendars a page offers, as its script reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from policyplan.exporting.feed import Feed
from policyplan.exporting.links import unit_key
from policyplan.exporting.page.contents import Contents
from policyplan.exporting.page.markup import line
from policyplan.model import Plan
from policyplan.where._conditions import InPlan


def webcal(base: str, path: str) -> str:
    """The address that a calendar program opens by itself."""
    return f"webcal://{base.partition('://')[2]}{path}"


@frozen
class Offers:
    """A site's calendars, found by whose they are."""

    all: tuple[Feed, ...]
    plans: Mapping[int, Sequence[Feed]]
    units: Mapping[str, Sequence[Feed]]

    def on(self, held: Contents) -> list[list[Any]]:
        """Each calendar about what a page is about.

        A row holds whose it is (``all``, ``plan``, ``unit``), the number of that plan or unit, whether it holds
        only what the unit leads, whether it holds its subordinate bodies' measures, its kind of items, its path,
        how many measures it holds, and how many of them it shows.
        """
        whole = [(0, feed) for feed in self.all]
        plans = [(at, feed) for at, plan in enumerate(held.plans) for feed in self.plans.get(id(plan), ())]
        units = [(at, feed) for key, at in held.places.items() for feed in self.units.get(key, ())]
        return [self._row(number, feed) for number, feed in (*whole, *plans, *units)]

    def _row(self, number: int, feed: Feed) -> list[Any]:
        whose = [feed.kind, number, int(feed.lead), int(feed.subordinates), feed.as_, feed.path]
        return [*whose, len(feed.entries), feed.shown]


def offers(feeds: Sequence[Feed]) -> Offers:
    """What a site offers: the calendars that show anything."""
    shown = [feed for feed in feeds if feed.shown]
    plans: dict[int, list[Feed]] = {}
    units: dict[str, list[Feed]] = {}
    for feed in shown:
        if feed.unit is not None:
            units.setdefault(unit_key(feed.unit, feed.entries[0].plan), []).append(feed)
        elif feed.kind == "plan":
            plans.setdefault(id(feed.plan), []).append(feed)
    return Offers(tuple(feed for feed in shown if feed.kind == "all"), plans, units)


def plan_terms(plans: Sequence[Plan]) -> dict[int, str]:
    """For each of several plans, by its id, the terms of a text query that find all of its measures and no other's.

    A plan has none where its name could not be typed, or where no such terms tell it from the others.
    """
    found = {}
    for plan in plans:
        name = plan.identity
        own = InPlan(name) if name and name == line(name) else None
        if own is None:
            continue
        others = [other for other in plans if other is not plan and own.names(other)]
        without = [InPlan(other.identity) for other in others if other.identity]
        if len(without) == len(others) and not any(each.names(plan) for each in without):
            found[id(plan)] = " ".join(map(str, (own, *(~each for each in without))))
    return found
