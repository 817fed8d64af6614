"""`Collection`: plans kept together to be asked again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from attrs import field, frozen

from policyplan.model import Plan, Reading
from policyplan.where._index import Index, index_of


def plans_of(given: Plan | Reading | Iterable[Plan | Reading]) -> tuple[Plan, ...]:
    """The plans of what may be asked. Raises TypeError where anything else is among it."""
    several = (given,) if isinstance(given, Plan | Reading) else given
    asked = tuple(each.plan if isinstance(each, Reading) else each for each in several)
    for each in asked:
        if not isinstance(each, Plan):
            raise TypeError(f"expected plans, readings or a selection to ask, found {type(each).__name__}")
    return asked


@frozen(repr=False)
class Collection(Sequence[Plan]):
    """Plans kept together (汇编), with one index over all their measures: for asking many plans many questions.

    `find` takes it as it takes any plans, and finds the same. Each plan of a list is asked for itself, which takes
    a little time for each, and keeps an index of its own; a collection is asked as a whole. Its index is built with
    the first question.

    >>> import policyplan as pp
    >>> from policyplan.query import Collection
    >>> plans = Collection([pp.load_example("jilin_2022")])
    >>> plans
    <Collection: 1 plan>
    >>> len(pp.find(plans, "lead:省知识产权局 due:..2022-12-31"))
    8
    """

    plans: tuple[Plan, ...] = field(default=(), converter=plans_of)

    @cached_property
    def _index(self) -> Index:
        return Index(*(plan.entries() for plan in self.plans))

    def __len__(self) -> int:
        return len(self.plans)

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    @overload
    def __getitem__(self, at: int) -> Plan: ...
    @overload
    def __getitem__(self, at: slice) -> Collection: ...
    def __getitem__(self, at: int | slice) -> Plan | Collection:
        return Collection(self.plans[at]) if isinstance(at, slice) else self.plans[at]

    def __repr__(self) -> str:
        return f"<Collection: {len(self)} plan{'' if len(self) == 1 else 's'}>"


def indexes_of(plans: Iterable[Plan | Reading] | Plan | Reading) -> list[Index]:
    """What to ask: the one index of a collection, else that of each plan."""
    if isinstance(plans, Collection):
        return [plans._index] if plans else []
    return [index_of(plan) for plan in plans_of(plans)]
