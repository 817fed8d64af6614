"""`Selection`: the measures a query found, each with where it stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, overload

from attrs import field, frozen

from policyplan.display import entries_html, entries_text
from policyplan.model import Entry, Measure, Plan, Task, duties
from policyplan.model.plan import DutiesByUnit
from policyplan.query._grouping import Grouping, Order, groups_of, order_of


def _tuple(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entries)


@frozen(repr=False)
class Selection(Sequence[Entry]):
    """The measures (举措) a query found, as entries: each with its plan, sections and task.

    A tuple in its ways: it has a length, is false when empty, and a slice of it is a selection again.
    `str()` is a table for a terminal.

    >>> import policyplan as pp
    >>> plan = pp.load_example("jilin_2022")
    >>> selection = pp.find(plan, "unit:国家知识产权局 due:ongoing")
    >>> selection
    <Selection: 2 measures of 2 tasks in 1 plan>
    """

    entries: tuple[Entry, ...] = field(default=(), converter=_tuple)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Selection: ...
    def __getitem__(self, at: int | slice) -> Entry | Selection:
        return Selection(self.entries[at]) if isinstance(at, slice) else self.entries[at]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans the measures stand in, each once."""
        return tuple({id(entry.plan): entry.plan for entry in self.entries}.values())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks the measures belong to, each once."""
        return tuple({id(entry.task): entry.task for entry in self.entries}.values())

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures alone."""
        return tuple(entry.measure for entry in self.entries)

    def units(self) -> DutiesByUnit:
        """Each unit with its part in these measures by role, in the order in which they first name it."""
        return duties(self.entries)

    def group_by(self, key: Grouping) -> dict[Any, Selection]:
        """Selections by what `key` says of each entry, in the order in which the values are first met.

        ``"unit"`` and ``"lead"`` group by unit, under the registry's name where it has one, and ``"role"``
        by role: an entry stands in each group it belongs to. ``"due"`` groups by last day, ``"month"``,
        ``"quarter"`` and ``"year"`` by the stretch it falls in, each written as a text query takes it
        (``2022-12-31``, ``2022-12``, ``2022-Q4``, ``2022``), and measures without such a day by kind
        (``ongoing``, ``recurring``, ``conditional``, ``undated``). ``"section"`` groups by the innermost
        section, ``"task"`` by task, each by number and heading, so group several plans by ``"plan"``, the
        plan's identity, first. A function is given the entry and returns the value. Entries of which there
        is nothing to say (no lead) stand under None. Raises ValueError for any other word.
        """
        groups: dict[Hashable, list[Entry]] = {}
        values_of = groups_of(key)
        for entry in self.entries:
            for value in values_of(entry) or (None,):
                groups.setdefault(value, []).append(entry)
        return {value: Selection(entries) for value, entries in groups.items()}

    def sort_by(self, key: Order, *, reverse: bool = False) -> Selection:
        """The same entries in another order; entries alike stay as they stood.

        ``"due"`` sorts by last day, ``"unit"`` and ``"lead"`` by the name of the first unit or lead,
        ``"plan"`` by the plan's identity, ``"task"`` by where the measure stands in its plan. A function is
        given the entry and returns what to compare. Entries without a value, such as a last day, or for
        which the function returns None, come last, reversed or not. Raises ValueError for any other word.
        """
        order = order_of(key)
        valued = [(order(entry), entry) for entry in self.entries]
        some = [pair for pair in valued if pair[0] is not None]
        some.sort(key=lambda pair: pair[0], reverse=reverse)
        return Selection(
            [*(entry for _, entry in some), *(entry for value, entry in valued if value is None)]
        )

    def __str__(self) -> str:
        return entries_text(self.entries)

    def __repr__(self) -> str:
        counts = ((len(self), "measure"), (len(self.tasks), "task"), (len(self.plans), "plan"))
        measures, tasks, plans = (f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts)
        return f"<Selection: {measures} of {tasks} in {plans}>"

    def _repr_html_(self) -> str:
        return entries_html(self.entries, caption=repr(self).strip("<>"))
