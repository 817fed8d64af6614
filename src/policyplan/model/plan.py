"""A plan, and its measures with where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from attrs import field, frozen

from policyplan.display import Tabled, duties_html, units_html
from policyplan.model.document import Document, Period
from policyplan.model.measures import Measure
from policyplan.model.numbers import bare_number, task_keys
from policyplan.model.sections import Section, Task
from policyplan.model.units import Role, Unit
from policyplan.source import Source, Span, as_tuple, compact

#: The namespace of the version-5 UUIDs that identify measures across editions and calendars.
NAMESPACE = "5f0c6b52-3f0e-5a54-9d5c-6c0b3b1d7a10"
_NAMESPACE = bytes.fromhex(NAMESPACE.replace("-", ""))


@frozen
class Entry:
    """A measure with where it stands: its plan, the sections around it (outermost first), its task.

    `key` names the measure within its plan by numbers alone, `uid` among those of all plans.
    """

    plan: Plan = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    task: Task = field(repr=False)
    measure: Measure
    index: int
    key: str

    @property
    def section(self) -> Section:
        """The innermost section."""
        return self.sections[-1]

    @property
    def words(self) -> str:
        """What the measure says, which tells it from all others of its plan under whatever number it stands.

        Its text, else its task's heading or text; where others say the same, with its key before it.
        """
        return self.plan._words[self.key]

    @property
    def uid(self) -> str:
        """A version-5 UUID from the document's identity and `key`: the same for every reading and re-issue."""
        from hashlib import sha1
        from uuid import UUID

        # A lone surrogate, which a JSON file can hold, has no UTF-8.
        name = f"{self.plan.identity}#{self.key}".encode(errors="replace")
        # What uuid5 does, in half the time: a table asks for a uid for every measure.
        digest = sha1(_NAMESPACE + name, usedforsecurity=False).digest()
        return str(UUID(bytes=digest[:16], version=5))


@frozen
class Duties:
    """What a plan asks of one unit: its entries by role, in document order."""

    unit: Unit
    entries: tuple[tuple[Role, Entry], ...] = field(converter=as_tuple, repr=False)

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.unit.name

    def measures(self, role: Role | None = None) -> tuple[Measure, ...]:
        """The measures the unit has a part in, or those in which it has `role`, each once."""
        found = {id(e.measure): e.measure for r, e in self.entries if role is None or r is role}
        return tuple(found.values())

    def _repr_html_(self) -> str:
        return duties_html(self)


class DutiesByUnit(Tabled[Duties]):
    """The duties of units, in their order: a tuple that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return units_html(self)


@frozen(kw_only=True, slots=False)
class Plan:
    """A published work plan (工作方案, 工作要点): its document, its sections and what they promise."""

    title: str = ""
    document: Document = field(factory=Document)
    period: Period | None = None
    preamble: str = ""
    sections: tuple[Section, ...] = field(default=(), converter=as_tuple)
    notes: tuple[str, ...] = field(default=(), converter=as_tuple)
    source: Source | None = field(default=None, eq=False)
    spans: tuple[Span, ...] = field(default=(), converter=as_tuple, eq=False)

    def __getstate__(self) -> dict[str, object]:
        """The fields alone: a copy, or another process, works out anew what was worked out from them."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    @property
    def identity(self) -> str:
        """What tells this plan from every other: its document number, else its index number, else its title.

        Where it has none of these, the name of the file it was read from, without folder and suffix; "" where it has no
        file either.
        """
        document = self.document
        named = document.number or document.index_number or self.title or document.title
        return named or (self.source.stem if self.source is not None else "")

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task, in document order."""
        return self._tasks

    @cached_property
    def _tasks(self) -> tuple[Task, ...]:
        return tuple(_tasks_below(self.sections, []))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure, in document order."""
        return tuple(measure for task in self.tasks for measure in task.measures)

    def entries(self) -> tuple[Entry, ...]:
        """Every measure with its section path and task, in document order."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        tasks = [pair for section in self.sections for pair in section.walk()]
        keys = task_keys([([s.number for s in path], task.number) for path, task in tasks])
        return tuple(
            Entry(self, path, task, measure, index, f"{key}/{index + 1}")
            for (path, task), key in zip(tasks, keys, strict=True)
            for index, measure in enumerate(task.measures)
        )

    @cached_property
    def _words(self) -> dict[str, str]:
        """What tells each measure from all others, by its key."""
        said = {e.key: e.measure.text or e.task.heading or e.task.text for e in self._entries}
        plain = {key: compact(words) for key, words in said.items()}
        often = Counter(plain.values())
        return {
            key: words if plain[key] and often[plain[key]] == 1 else f"{key} {words}"
            for key, words in said.items()
        }

    def task(self, number: str) -> Task:
        """The first task with this printed number ("24", "（三）" or "三"). Raises KeyError where there is none."""
        wanted = bare_number(number)
        for task in self.tasks:
            if bare_number(task.number) == wanted:
                return task
        raise KeyError(
            f"no task numbered {number!r}; the plan has {', '.join(t.number for t in self.tasks[:40])}"
        )

    def units(self) -> DutiesByUnit:
        """Each unit with its entries by role, in the order in which the plan first names them."""
        return duties(self.entries())

    def __repr__(self) -> str:
        sections, tasks, measures = len(self.sections), len(self.tasks), len(self.measures)
        number = f"{self.document.number} " if self.document.number else ""
        return f"<Plan {number}{self.title!r}: {sections} sections, {tasks} tasks, {measures} measures>"

    def _repr_html_(self) -> str:
        from policyplan.display import entries_html

        return entries_html(self.entries(), caption=f"{self.document.number or ''} {self.title}".strip())


def _tasks_below(items: Iterable[Section | Task], found: list[Task]) -> list[Task]:
    """Add the tasks among the items and below them to `found`, in document order, and return it."""
    for item in items:
        if isinstance(item, Task):
            found.append(item)
        else:
            _tasks_below(item.items, found)
    return found


def duties(entries: Iterable[Entry]) -> DutiesByUnit:
    """Each unit with those of the entries it has a part in, by role, in the order in which they first name it."""
    found: dict[str, tuple[Unit, list[tuple[Role, Entry]]]] = {}
    for entry in entries:
        for assignment in entry.measure.assignments:
            unit = assignment.unit
            found.setdefault(unit.canonical or unit.name, (unit, []))[1].append((assignment.role, entry))
    return DutiesByUnit(Duties(unit, tuple(rows)) for unit, rows in found.values())
