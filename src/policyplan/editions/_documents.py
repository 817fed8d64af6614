"""What differs in what a plan and its document say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.editions.changes import Change, Fact, FactChanged, Reworded
from policyplan.editions.wording import plain
from policyplan.model import Period, Plan

#: The facts of the document that are compared; its number in one form, not in all that are printed.
_FACTS = (
    "number", "index_number", "issuers", "dated", "published_on", "addressees", "category", "signatories", "remark",
)  # fmt: skip


def document_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """What differs: facts, then words."""
    for (fact, before), (_, after) in zip(_facts(old), _facts(new), strict=True):
        if _plain(before) != _plain(after):
            yield FactChanged(fact=fact, before=before, after=after)
    words = {
        "notice": (old.document.text, new.document.text),
        "preamble": (old.preamble, new.preamble),
        "notes": ("\n".join(old.notes), "\n".join(new.notes)),
    }
    for part, (one, other) in words.items():
        if plain(one) != plain(other):
            yield Reworded(part=part, before=one, after=other)


def _facts(plan: Plan) -> Iterator[tuple[str, Fact]]:
    yield "title", plan.title or None
    yield "period", plan.period
    yield "document title", plan.document.title or None
    for name in _FACTS:
        yield name, getattr(plan.document, name) or None


def _plain(fact: Fact) -> object:
    if isinstance(fact, Period):
        return fact.start, fact.end
    if isinstance(fact, tuple):
        return tuple(map(plain, fact))
    return plain(fact) if isinstance(fact, str) else fact
