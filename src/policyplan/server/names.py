"""Names that units have had: who subscribed to one that is gone learns that nothing is left of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Final

from policyplan.exporting.site import files
from policyplan.model import Plan
from policyplan.query import parse_query
from policyplan.where._conditions import Named
from policyplan.where._folding import fold
from policyplan.where._index import index_of

log = logging.getLogger("policyplan.server")

#: The file that keeps them, in a directory that stays.
NAMES: Final = ".policyplan-units.json"


def names_of(plans: Iterable[Plan]) -> frozenset[str]:
    """Every name by which the plans know a unit, folded as queries are."""
    return frozenset(name for plan in plans for name in index_of(plan).units.shown)


def asks_only_for(names: Set[str], query: str) -> bool:
    """Whether every unit that a query asks for has one of the `names`; raises QueryError where it cannot be read."""
    return all(fold(leaf.name) in names for leaf in parse_query(query).leaves() if isinstance(leaf, Named))


def remembered(directory: Path) -> frozenset[str]:
    """The names kept in a directory; none where there is no such file, or another one."""
    raw = files.read(directory / NAMES)
    try:
        told = json.loads(raw) if raw is not None else []
        if not isinstance(told, list):
            raise TypeError("expected a list")
    except (ValueError, TypeError, RecursionError) as problem:
        log.warning("%s is damaged, and written anew: %s", NAMES, problem)
        return frozenset()
    return frozenset(name for name in told if isinstance(name, str))


def remember(directory: Path, names: Set[str]) -> None:
    """Keep names in a directory, at once or not at all."""
    body = json.dumps(sorted(names), ensure_ascii=False, indent=0).encode(errors="surrogatepass")
    if files.read(directory / NAMES) != body:
        files.put(directory / NAMES, body)
