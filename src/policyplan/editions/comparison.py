"""`Comparison`: what two editions of a plan say differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any, overload

from attrs import field, frozen

from policyplan import where
from policyplan.display import WIDTH
from policyplan.editions.changes import Change, Place
from policyplan.model import Measure, Plan
from policyplan.query import find


def _tuple(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(changes)


@frozen(repr=False)
class Comparison(Sequence[Change]):
    """The changes from one edition of a plan to another, in the order of the new one, the plan's own facts first.

    A tuple in its ways: it has a length, and is false where nothing differs. `str()` is text for a terminal.
    `partial` is whether the new edition is an amendment that holds only some tasks.
    """

    old: Plan
    new: Plan
    changes: tuple[Change, ...] = field(default=(), converter=_tuple)
    partial: bool = False

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, at: int | slice) -> Change | tuple[Change, ...]:
        return self.changes[at]

    def of_kind(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of these kinds: ``"lead-changed"``, ``"task-dropped"`` …, as `Change.kind` has them."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def of_unit(self, name: str) -> tuple[Change, ...]:
        """The changes that concern a unit: all those of measures it has a part in, before or after.

        A task that was added or dropped whole concerns every unit it names. `name` is any name of the unit, as
        printed too, and stands for the units below it, as in a query. A name that neither edition knows has none.
        """
        asked = where.unit(name)
        measures = {
            id(entry.measure) for plan in (self.old, self.new) for entry in find(plan, asked, strict=False)
        }
        return tuple(change for change in self.changes if _concerns(change, measures))

    def to_text(self, *, width: int = WIDTH) -> str:
        """The changes as people read them, task by task: words dropped ``[-so-]``, words added ``{+so+}``.

        `width` is the most columns that a line may take. The text ends without a line end.
        """
        from policyplan.editions.showing import to_text

        return to_text(self, width=width)

    def to_markdown(self) -> str:
        """The changes as Markdown, all that stands in the plans escaped."""
        from policyplan.editions.showing import to_markdown

        return to_markdown(self)

    def to_html(self) -> str:
        """The changes as an HTML page of its own, everything escaped, without scripts."""
        from policyplan.editions.html import to_html

        return to_html(self)

    def to_dict(self) -> dict[str, Any]:
        """The changes as plain values for JSON, each with its kind, where it stands, and what was before and after."""
        from policyplan.editions.values import to_dict

        return to_dict(self)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        from policyplan.editions._lines import summary

        return f"<Comparison: {summary(self)}>"

    def _repr_html_(self) -> str:
        from policyplan.editions.html import fragment

        return fragment(self)


def _concerns(change: Change, measures: Set[int]) -> bool:
    """Whether a change is one of `measures`, told by their ids, or of a whole task that has one of them."""
    return any(id(measure) in measures for place in (change.old, change.new) for measure in _measures(place))


def _measures(place: Place | None) -> tuple[Measure, ...]:
    if place is None or place.task is None:
        return ()
    return place.task.measures if place.measure is None else (place.measure,)
