"""Sections and tasks, as the numbers of a plan set them one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from policyplan.model.measures import Measure
from policyplan.model.units import Unit
from policyplan.source import Span, as_tuple


@frozen(kw_only=True)
class Task:
    """One numbered thing that a plan promises to do (任务).

    `number` is as printed without its punctuation (``（三）``, ``24``), "" where the item has none;
    `text` is the task's own text as printed, clauses included.
    """

    number: str = ""
    heading: str = ""
    text: str = ""
    measures: tuple[Measure, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)

    @property
    def leads(self) -> tuple[Unit, ...]:
        """The leads of all measures, each once, in printed order."""
        return tuple(dict.fromkeys(unit for measure in self.measures for unit in measure.leads))

    @property
    def co_responsible(self) -> tuple[Unit, ...]:
        """The units that share the duty of any measure without leading it, each once, in printed order."""
        return tuple(dict.fromkeys(unit for measure in self.measures for unit in measure.co_responsible))

    @property
    def due(self) -> date | None:
        """The latest last day over the measures; None where no measure has one."""
        return max((measure.due for measure in self.measures if measure.due), default=None)

    def __contains__(self, unit: object) -> bool:
        return any(unit in measure for measure in self.measures)


@frozen(kw_only=True)
class Section:
    """A part of a plan with a heading: text of its own, tasks, and sections inside it.

    `items` holds the tasks and sections as they follow one another; `number` and `heading` are as printed,
    both "" for the tasks of a plan that has no sections.
    """

    number: str = ""
    heading: str = ""
    text: str = ""
    items: tuple[Task | Section, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that stand directly in this section."""
        return tuple(item for item in self.items if isinstance(item, Task))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that stand directly in this section."""
        return tuple(item for item in self.items if isinstance(item, Section))

    def walk(self, path: tuple[Section, ...] = ()) -> Iterator[tuple[tuple[Section, ...], Task]]:
        """Every task below, each with the sections it stands in, outermost first."""
        path = (*path, self)
        for item in self.items:
            if isinstance(item, Section):
                yield from item.walk(path)
            else:
                yield path, item
