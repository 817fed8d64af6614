"""The measures of whatever is given to be asked or written: plans, readings, selections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policyplan.model.plan import Entry, Plan
from policyplan.model.reading import Reading

#: A plan, a reading, a selection, or several of them.
PlansOrEntries: TypeAlias = Plan | Reading | Entry | Iterable[Plan | Reading | Entry]


def entries_of(source: PlansOrEntries) -> Iterator[Entry]:
    """The entries of `source`, in the order given. Raises TypeError where anything else is among it."""
    if isinstance(source, Plan):
        yield from source.entries()
    elif isinstance(source, Reading):
        yield from source.plan.entries()
    elif isinstance(source, Entry):
        yield source
    elif isinstance(source, Iterable) and not isinstance(source, str | bytes):
        for part in source:
            yield from entries_of(part)
    else:
        raise TypeError(f"expected plans, readings or a selection, found {type(source).__name__}")
