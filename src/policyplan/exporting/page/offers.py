"""The calendars a page offers, as its script reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


@frozen(eq=False)
class Offers:
    """A site's calendars, and where among them those of each plan (by its id) and unit stand: first, and behind last.

    Those of everything, `whole` in number, stand in front.
    """

    feeds: Sequence[Feed]
    whole: int
    plans: Mapping[int, tuple[int, int]]
    units: Mapping[str, tuple[int, int]]

    def on(self, held: Contents) -> Rows:
        """The calendars about what a page is about."""
        return Rows(self, held)


@frozen(eq=False)
class Rows:
    """A row for each calendar that shows anything of what a page is about, made anew each time they are asked for.

    It holds whose it is (``all``, ``plan``, ``unit``), the number of that plan or unit, whether it holds only what the
    unit leads, whether it holds its subordinate bodies' measures, its kind of items, its path, how many measures it
    holds, and how many of them it shows.
    """

    offers: Offers
    held: Contents

    def __iter__(self) -> Iterator[list[Any]]:
        for number, (first, stop) in self._places():
            for at in range(first, stop):
                feed = self.offers.feeds[at]
                if feed.shown:
                    whose = [feed.kind, number, int(feed.lead), int(feed.subordinates), feed.as_, feed.path]
                    yield [*whose, len(feed.entries), feed.shown]

    def _places(self) -> Iterator[tuple[int, tuple[int, int]]]:
        """The number of each plan and unit of the page, with where its calendars stand; first those of everything."""
        plans, units = self.offers.plans, self.offers.units
        yield 0, (0, self.offers.whole)
        yield from ((at, plans[id(plan)]) for at, plan in enumerate(self.held.plans) if id(plan) in plans)
        yield from ((at, units[key]) for key, at in self.held.places.items() if key in units)


def offers(feeds: Sequence[Feed]) -> Offers:
    """What a site offers; the calendars of one plan or unit stand beside each other."""
    plans: dict[int, tuple[int, int]] = {}
    units: dict[str, tuple[int, int]] = {}
    whole = 0
    for at, feed in enumerate(feeds):
        if feed.unit is not None:
            key = unit_key(feed.unit, feed.entries[0].plan)
            units[key] = units.get(key, (at,))[0], at + 1
        elif feed.plan is not None:
            plans[id(feed.plan)] = plans.get(id(feed.plan), (at,))[0], at + 1
        else:
            whole = at + 1
    return Offers(feeds, whole, plans, units)


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
