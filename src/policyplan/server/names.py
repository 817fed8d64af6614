"""Names that units and plans have had: who subscribed to one that is gone learns that nothing is left of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import frozen

from policyplan.exporting.site import files
from policyplan.model import Document, Plan
from policyplan.query import parse_query
from policyplan.where._conditions import InPlan, Named
from policyplan.where._folding import fold
from policyplan.where._index import index_of

log = logging.getLogger("policyplan.server")

#: The file that keeps them, in a directory that stays.
NAMES: Final = ".policyplan-names.json"


@frozen
class Names:
    """The names of units, folded as queries are, and of plans: each one's titles, then its numbers."""

    units: frozenset[str] = frozenset()
    plans: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, plans: Iterable[Plan]) -> Names:
        """Every name by which the plans know a unit, and their own."""
        chosen = tuple(plans)
        units = (name for plan in chosen for name in index_of(plan).units.shown)
        return cls(frozenset(units), frozenset(map(_names_of, chosen)))

    def __or__(self, other: Names) -> Names:
        return Names(self.units | other.units, self.plans | other.plans)

    def know(self, query: str) -> bool:
        """Whether all units and plans that a query asks for are known; raises QueryError where it cannot be read."""
        return all(
            fold(leaf.name) in self.units
            if isinstance(leaf, Named)
            else any(leaf.names(_plan(names)) for names in self.plans)
            for leaf in parse_query(query).leaves()
            if isinstance(leaf, Named | InPlan)
        )


def _names_of(plan: Plan) -> tuple[str, ...]:
    document = plan.document
    numbers = (document.number, document.index_number, *document.printed_numbers)
    return (plan.title or plan.identity, document.title or "", *dict.fromkeys(filter(None, numbers)))


def _plan(names: tuple[str, ...]) -> Plan:
    """A plan of which nothing is left but its names."""
    title, document_title, *numbers = names
    return Plan(title=title, document=Document(title=document_title, printed_numbers=tuple(numbers)))


def remembered(directory: Path) -> Names:
    """The names kept in a directory; none where there is no such file, or another one."""
    raw = files.read(directory / NAMES)
    try:
        told = json.loads(raw) if raw is not None else {"units": [], "plans": []}
        return Names(frozenset(map(_text, told["units"])), frozenset(map(_checked, told["plans"])))
    except (ValueError, TypeError, LookupError, RecursionError) as problem:
        log.warning("%s is damaged, and written anew: %s", NAMES, problem)
        return Names()


def remember(directory: Path, names: Names) -> None:
    """Keep names in a directory, at once or not at all."""
    told = {"units": sorted(names.units), "plans": sorted(names.plans)}
    body = json.dumps(told, ensure_ascii=False, indent=0).encode(errors="surrogatepass")
    if files.read(directory / NAMES) != body:
        files.put(directory / NAMES, body)


def _checked(names: Iterable[object]) -> tuple[str, ...]:
    title, document_title, *numbers = map(_text, names)
    return (title, document_title, *numbers)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r:.80}")
    return value
