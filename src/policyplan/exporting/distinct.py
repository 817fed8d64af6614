"""Measures each once, told apart by what identifies them."""

from __future__ import annotations

from policyplan.errors import ExportError
from policyplan.model import Entry, Plan, PlansOrEntries, entries_of


def each_once(source: PlansOrEntries) -> tuple[Entry, ...]:
    """The entries of `source`, each once, in the order given.

    Raises ExportError where two plans claim one identity: their measures could not be told apart.
    """
    found: dict[str, Entry] = {}
    owners: dict[str, Plan] = {}
    for entry in entries_of(source):
        plan = entry.plan
        if owners.setdefault(plan.identity, plan) is not plan and owners[plan.identity] != plan:
            raise ExportError(same_identity(owners[plan.identity], plan))
        if found.setdefault(entry.uid, entry).measure != entry.measure:
            raise ExportError(f"two measures of {plan.title!r} have the key {entry.key!r}; number them apart")
    return tuple(found.values())


def same_identity(one: Plan, other: Plan) -> str:
    """The message for two plans that cannot be told apart."""
    document, missing = one.document, ""
    numbered = document.number or document.index_number
    if not (numbered or one.title or document.title):
        missing = ": neither has a document number or a title, nor a file name of its own"
    return (
        f"two plans have the identity {one.identity!r}: {_named(one)} and {_named(other)}{missing}; "
        "where they are one document, leave one of them out; else give each its own document number"
        f"{'' if numbered else ' (or title, or file name)'}, or export them apart"
    )


def _named(plan: Plan) -> str:
    """A plan's title and the file it was read from, as far as it has them."""
    file = f" ({plan.source.name})" if plan.source is not None and plan.source.name else ""
    return f"{plan.title!r}{file}"
