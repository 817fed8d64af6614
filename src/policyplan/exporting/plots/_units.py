"""The units of a picture: which are drawn, and what is said of the others."""

from __future__ import annotations

from collections.abc import Sequence

from policyplan.exporting.plots import _drawing as draw
from policyplan.exporting.plots._words import say
from policyplan.exporting.wording import Lang
from policyplan.model import Duties, Entry, Role


def entries_of_unit(one: Duties, role: Role | None = None) -> dict[int, Entry]:
    """The entries in which the unit has a part, or `role`, each once, by their ids."""
    return {id(entry): entry for has, entry in one.entries if role is None or has is role}


def count_of(one: Duties, role: Role | None = None) -> int:
    """In how many measures the unit has a part, or `role`."""
    return len(entries_of_unit(one, role))


def busiest(units: Sequence[Duties], limit: int) -> list[Duties]:
    """The units with most measures; units alike keep their order."""
    return sorted(units, key=lambda one: -count_of(one))[:limit]


def names_of(units: Sequence[Duties]) -> list[str]:
    """The units' names as they are drawn, each another."""
    return draw.labels(draw.drawn(one.name, 48) for one in units)


def tally(entries: Sequence[Entry], units: Sequence[Duties], lang: Lang) -> str:
    """How many measures and units there are, and how many measures name none."""
    none = sum(not entry.measure.assignments for entry in entries)
    counts = [say("measures", lang, len(entries)), say("units", lang, len(units))]
    return draw.listed([*counts, say("unassigned", lang, none) if none else ""], lang)


def left_out(units: Sequence[Duties], shown: Sequence[Duties], lang: Lang) -> str:
    """How many units are drawn and how many are not; "" where all are."""
    more = len(units) - len(shown)
    return say("busiest", lang, len(shown), more) if more else ""
