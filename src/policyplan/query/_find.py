"""`find`: one condition, asked of the entries of plans or of a selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from heapq import nlargest

from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON, Progress
from policyplan.model import Entry, Plan, Reading
from policyplan.query._collection import Collection, indexes_of, plans_of
from policyplan.query._language import Question, parsed
from policyplan.query._selection import Selection
from policyplan.where import Condition
from policyplan.where._conditions import WITHOUT_LEDGER, HasStatus, InPlan, Named
from policyplan.where._folding import fold
from policyplan.where._index import Index, index_of


def find(
    plans: Plan | Reading | Selection | Collection | Iterable[Plan | Reading],
    query: str | Condition = "",
    /,
    *,
    strict: bool = True,
    ledger: Ledger | None = None,
    on: date | None = None,
    soon: int = SOON,
) -> Selection:
    """The measures (举措) of one plan or many for which a query or condition holds, in document order.

    Given a selection, it is narrowed, and keeps its order. Thousands of plans that are asked again and again are
    best kept in a `policyplan.query.Collection`. An empty query finds every measure. For the text
    query see `policyplan.query.parse_query`, for conditions `policyplan.where`: the two are one. A unit that
    none of the plans knows raises QueryError, which says what is near it; with `strict` False it has no part
    in any measure. QueryError is also raised, with the place underlined, where a text query cannot be
    understood.

    What asks for a status (``status:overdue``) is told by the `ledger` on the day `on`, see `policyplan.status`;
    without both it raises QueryError.

    >>> import policyplan as pp
    >>> from policyplan import where
    >>> plan = pp.load_example("jilin_2022")
    >>> pp.find(plan, "lead:省知识产权局 due:..2022-12-31") == pp.find(
    ...     plan, where.leads("省知识产权局") & where.due(by="2022-12-31")
    ... )
    True
    """
    if not isinstance(query, str | Condition):
        raise TypeError(f"a query is a text or a condition of policyplan.where, not {type(query).__name__}")
    question = parsed(query) if isinstance(query, str) else Question(query)
    condition = _with_progress(question, ledger, on, soon)
    asked = _asked(plans)
    indexes = indexes_of(asked)
    if strict and indexes:
        _check_units(indexes, question)
        _check_plans(asked, question)
    if isinstance(plans, Selection):
        return _narrowed(plans, condition)
    found: list[Entry] = []
    for index in indexes:
        entries = index.entries
        found.extend([entries[at] for at in condition.select(index, index.everything)])
    return Selection(found)


def _with_progress(question: Question, ledger: Ledger | None, on: date | None, soon: int) -> Condition:
    """The condition asked, its statuses told by the ledger; raises QueryError where nothing tells them."""
    if ledger is not None and on is not None:
        return question.condition.with_progress(Progress(ledger, on, soon))
    for number, leaf in enumerate(question.condition.leaves()):
        if isinstance(leaf, HasStatus) and leaf.progress is None:
            question.refuse(number, f"a status {WITHOUT_LEDGER[0]}", WITHOUT_LEDGER[1])
    return question.condition


def _narrowed(selection: Selection, condition: Condition) -> Selection:
    places = [(id(entry.plan), index_of(entry.plan).positions[entry.key]) for entry in selection]
    within: dict[int, set[int]] = {}
    for plan_id, at in places:
        within.setdefault(plan_id, set()).add(at)
    kept = {
        (id(plan), at)
        for plan in selection.plans
        for at in condition.select(index_of(plan), sorted(within[id(plan)]))
    }
    return Selection(entry for entry, place in zip(selection, places, strict=True) if place in kept)


def _asked(plans: Plan | Reading | Selection | Collection | Iterable[Plan | Reading]) -> Sequence[Plan]:
    """The plans that are asked; a collection stays one, for its index."""
    if isinstance(plans, Collection):
        return plans
    return plans.plans if isinstance(plans, Selection) else plans_of(plans)


def _check_units(indexes: list[Index], question: Question) -> None:
    """Raise QueryError for the first unit asked for that no plan knows."""
    for number, leaf in enumerate(question.condition.leaves()):
        if isinstance(leaf, Named) and not _known(leaf.name, indexes):
            near = _nearest(leaf.name, indexes)
            hint = f"did you mean {' or '.join(near)}?" if near else "the plans asked name no unit like it"
            question.refuse(number, f"no unit is called {leaf.name[:60]!r}", hint)


def _check_plans(plans: Sequence[Plan], question: Question) -> None:
    """Raise QueryError for the first plan asked for that is not among `plans`."""
    for number, leaf in enumerate(question.condition.leaves()):
        if isinstance(leaf, InPlan) and not any(map(leaf.names, plans)):
            near = _nearest_plans(leaf.name, plans)
            hint = (
                f"did you mean {' or '.join(near)}?"
                if near
                else "it takes a document number or words of a title"
            )
            question.refuse(number, f"no plan asked is called {leaf.name[:60]!r}", hint)


def _nearest_plans(name: str, plans: Sequence[Plan]) -> list[str]:
    """At most three numbers or titles that a person who wrote `name` may have meant, the nearest first."""
    wanted = fold(name)[:60]
    known = dict.fromkeys(each for plan in plans for each in (plan.identity, plan.title) if each)
    several = nlargest(200, known, key=lambda each: _shared(wanted, fold(each)))
    likely = {each: _likeness(wanted, fold(each)) for each in several}
    return [each for each in nlargest(3, likely, key=likely.__getitem__) if likely[each] >= 0.5]


def _known(name: str, indexes: list[Index]) -> bool:
    folded = fold(name)
    return any(folded in index.units.shown for index in indexes)


def _nearest(name: str, indexes: list[Index]) -> list[str]:
    """The names of at most three units that a person who wrote `name` may have meant, the nearest first."""
    wanted = fold(name)[:60]
    known = {each: shown for index in indexes for each, shown in index.units.shown.items()}
    # Comparing every name in full is slow over many plans: only those that share most letters are compared.
    several = nlargest(200, known, key=lambda each: _shared(wanted, each))
    near: dict[str, str] = {}
    for each in nlargest(10, several, key=lambda each: _likeness(wanted, each)):
        if _likeness(wanted, each) >= 0.5:
            shown, unit = known[each]
            near.setdefault(unit, shown)
    return list(near.values())[:3]


def _shared(wanted: str, known: str) -> float:
    letters, others = set(wanted), set(known)
    return len(letters & others) / (len(letters) + len(others))


def _likeness(wanted: str, known: str) -> float:
    contained = wanted in known or known in wanted
    return SequenceMatcher(None, wanted, known[:60], autojunk=False).ratio() + (0.25 if contained else 0)
