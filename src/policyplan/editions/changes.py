"""What can change between two editions of a plan."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from policyplan.deadlines import Deadline
from policyplan.editions.wording import Passage, passages
from policyplan.model import Assignment, Measure, Milestone, Period, Section, Task, Unit
from policyplan.source import as_tuple

#: A fact of a document: absent facts are None.
Fact: TypeAlias = str | date | Period | tuple[str, ...] | None


@frozen
class Place:
    """Where something stands in one edition: in which sections (outermost first), task and measure.

    `task` is None for what is said of a section, `measure` for what is said of a task. `key` is the task's key within
    its plan, or the measure's; "" for a section.
    """

    sections: tuple[Section, ...] = field(converter=as_tuple, repr=False)
    task: Task | None = field(default=None, repr=False)
    measure: Measure | None = field(default=None, repr=False)
    key: str = ""

    @property
    def what(self) -> str:
        """What stands here: ``section``, ``task`` or ``measure``."""
        return "measure" if self.measure else "task" if self.task else "section"

    @property
    def number(self) -> str:
        """The printed number of the task or section."""
        return (self.task or self.sections[-1]).number

    @property
    def heading(self) -> str:
        """The heading of the task or section."""
        return (self.task or self.sections[-1]).heading


@frozen(kw_only=True)
class Change:
    """One thing that differs. `old` and `new` are where it stands: None in the edition that does not have it.

    Both are None for what is said of the whole plan. `kind` names the change in one word or two (``lead-changed``).
    """

    old: Place | None = None
    new: Place | None = None

    @property
    def kind(self) -> str:
        """What kind of change it is."""
        raise NotImplementedError

    @property
    def place(self) -> Place | None:
        """Where it stands in the new edition, else in the old; None for what is said of the whole plan."""
        return self.new or self.old


@frozen(kw_only=True)
class FactChanged(Change):
    """A fact of the plan or its document: ``title``, ``number``, ``dated`` …, as the model names them.

    What is the document's own and not the plan's is ``document title``.
    """

    fact: str
    before: Fact
    after: Fact

    @property
    def kind(self) -> str:
        """Always ``fact-changed``."""
        return "fact-changed"


@frozen(kw_only=True)
class Added(Change):
    """A section, task or measure that only the new edition has; `old` is None, but for a measure its task's place."""

    @property
    def kind(self) -> str:
        """``section-added``, ``task-added`` or ``measure-added``."""
        return f"{_what(self.new)}-added"


@frozen(kw_only=True)
class Dropped(Change):
    """A section, task or measure that only the old edition has; `new` is None, but for a measure its task's place."""

    @property
    def kind(self) -> str:
        """``section-dropped``, ``task-dropped`` or ``measure-dropped``."""
        return f"{_what(self.old)}-dropped"


@frozen(kw_only=True)
class Renumbered(Change):
    """A task or section with another number; the numbers are as printed."""

    before: str
    after: str

    @property
    def kind(self) -> str:
        """``section-renumbered`` or ``task-renumbered``."""
        return f"{_what(self.new)}-renumbered"


@frozen(kw_only=True)
class Moved(Change):
    """A task, or a section, that now stands in another section; the places tell which."""

    @property
    def kind(self) -> str:
        """``section-moved`` or ``task-moved``."""
        return f"{_what(self.new)}-moved"


@frozen(kw_only=True)
class Reworded(Change):
    """Other words. `part` says of what: ``heading``, ``text``, ``clause``, ``preamble``, ``notice`` or ``notes``.

    A clause (who and by when) is told only where nothing else says what is new in it.
    """

    part: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """The part and ``-reworded``: ``text-reworded``."""
        return f"{self.part}-reworded"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words, passage by passage: kept, dropped, added."""
        return passages(self.before, self.after)


@frozen(kw_only=True)
class DutyChanged(Change):
    """A unit's part in a measure: added (`before` is None), dropped (`after` is None), or in another role."""

    before: Assignment | None
    after: Assignment | None

    @property
    def kind(self) -> str:
        """``duty-added``, ``duty-dropped`` or ``role-changed``."""
        if self.before is None:
            return "duty-added"
        return "duty-dropped" if self.after is None else "role-changed"

    @property
    def unit(self) -> Unit:
        """The unit as the new edition has it, else as the old has it."""
        part = self.after or self.before
        assert part is not None
        return part.unit


@frozen(kw_only=True)
class LeadChanged(Change):
    """Other leads (牵头单位): `before` and `after` are all of them, in printed order.

    `parts` are the duties that became or ceased to be a lead's: a unit that led and still has a part, or had one
    and now leads, is there with both of its roles. They are not told again as changes of their own.
    """

    before: tuple[Unit, ...] = field(converter=as_tuple)
    after: tuple[Unit, ...] = field(converter=as_tuple)
    parts: tuple[DutyChanged, ...] = field(converter=as_tuple)

    @property
    def kind(self) -> str:
        """Always ``lead-changed``."""
        return "lead-changed"


@frozen(kw_only=True)
class DeadlineChanged(Change):
    """Another deadline, of the same kind or of another; None where none is stated."""

    before: Deadline | None
    after: Deadline | None

    @property
    def kind(self) -> str:
        """``deadline-added``, ``deadline-dropped``, ``deadline-moved`` to another day, else ``deadline-changed``."""
        return f"deadline-{_change_of(self.before, self.after)}"

    @property
    def days(self) -> int | None:
        """By how many days the last day is later, negative where it is earlier; None where one has no such day."""
        return _days(self.before, self.after)


@frozen(kw_only=True)
class MilestoneChanged(Change):
    """A dated step in a measure's text, with another deadline; None in the edition that does not have it."""

    before: Milestone | None
    after: Milestone | None

    @property
    def kind(self) -> str:
        """``milestone-added``, ``milestone-dropped``, ``milestone-moved`` or ``milestone-changed``."""
        return f"milestone-{_change_of(*self.deadlines)}"

    @property
    def days(self) -> int | None:
        """By how many days it is later, as in `DeadlineChanged`."""
        return _days(*self.deadlines)

    @property
    def deadlines(self) -> tuple[Deadline | None, Deadline | None]:
        """The deadlines of the step before and after."""
        before, after = self.before, self.after
        return before.deadline if before else None, after.deadline if after else None


def _what(place: Place | None) -> str:
    return place.what if place is not None else "plan"


def _change_of(before: Deadline | None, after: Deadline | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "dropped"
    return "moved" if _days(before, after) else "changed"


def _days(before: Deadline | None, after: Deadline | None) -> int | None:
    if before is None or after is None or before.due is None or after.due is None:
        return None
    return (after.due - before.due).days
