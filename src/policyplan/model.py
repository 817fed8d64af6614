"""The nouns: a plan, its document, sections, tasks and measures, and the units that answer for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from attrs import field, frozen

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Recurring
from policyplan.findings import Finding, Severity
from policyplan.source import Source, Span, as_tuple

__all__ = [
    "Assignment", "Conditional", "Deadline", "Document", "DueBy", "Duties", "Entry", "Measure", "Milestone",
    "Ongoing", "Period", "Plan", "Reading", "Recurring", "Role", "Section", "Task", "Unit",
]  # fmt: skip

#: The namespace of the version-5 UUIDs that identify measures across editions and calendars.
NAMESPACE = "5f0c6b52-3f0e-5a54-9d5c-6c0b3b1d7a10"


class Role(StrEnum):
    """What a unit has to do with a measure. As printed: a role is never promoted."""

    LEAD = "lead"  # 牵头, 主办
    RESPONSIBLE = "responsible"  # 责任单位, 负责, 按职责分工负责, 落实
    SUPPORTING = "supporting"  # 配合, 协办, 参与
    OVERSEEING = "overseeing"  # 指导, 督导, 督办


@frozen
class Unit:
    """A body that answers for measures (单位), or a class of bodies.

    `name` is the name in full as this plan would print it; `parent` the body it belongs to, None where the plan
    does not say; `aliases` the other names it is printed under; `is_group` is True for a class of bodies
    (各有关市（州）政府); `canonical` is the registry's name, None where the registry does not know the unit.
    """

    name: str
    parent: Unit | None = None
    aliases: tuple[str, ...] = field(default=(), converter=as_tuple)
    is_group: bool = False
    canonical: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the unit is known by, `name` first, without repeats."""
        names = (self.name, *self.aliases, *((self.canonical,) if self.canonical else ()))
        return tuple(dict.fromkeys(names))

    @property
    def lineage(self) -> tuple[Unit, ...]:
        """The unit, its parent, its parent's parent …"""
        return (self, *(self.parent.lineage if self.parent is not None else ()))

    def __str__(self) -> str:
        return self.name


@frozen
class Assignment:
    """One unit's part in a measure.

    `printed` keeps the words that stand there (保护司 for 国家知识产权局保护司); `group` numbers the sides
    parted by ； from 0; `shared_by_remit` is 按职责分工; `open_ended` is 等: further units are meant but not named.
    `basis` tells what was not printed: ``elided-parent``, ``elided-tail``, ``first-listed-leads``,
    ``document-default``, ``group-clause``; empty where all was.
    """

    unit: Unit
    role: Role
    printed: str = ""
    group: int = 0
    shared_by_remit: bool = False
    open_ended: bool = False
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Milestone:
    """A dated step found in a measure's own text (2024年10月底前编制并公布…); `text` is the step's words."""

    deadline: Deadline
    text: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Measure:
    """The smallest text with its own units or deadline (举措).

    `text` is what is to be done; `clause` the words that say who and by when, as printed
    (（责任单位：…。完成时限：…）); `deadline` is None where none is stated.
    """

    text: str = ""
    clause: str = ""
    assignments: tuple[Assignment, ...] = field(default=(), converter=as_tuple)
    deadline: Deadline | None = None
    milestones: tuple[Milestone, ...] = field(default=(), converter=as_tuple)
    span: Span | None = field(default=None, eq=False, repr=False)

    def units_with(self, role: Role) -> tuple[Unit, ...]:
        """The units that have `role` here, in printed order."""
        return tuple(a.unit for a in self.assignments if a.role is role)

    @property
    def leads(self) -> tuple[Unit, ...]:
        """The units that lead (牵头); empty where none is named as lead."""
        return self.units_with(Role.LEAD)

    @property
    def co_responsible(self) -> tuple[Unit, ...]:
        """The units that share the duty without leading it: responsible and supporting ones."""
        return tuple(a.unit for a in self.assignments if a.role in (Role.RESPONSIBLE, Role.SUPPORTING))

    @property
    def due(self) -> date | None:
        """The last day, inclusive; None where the measure has no such day."""
        return self.deadline.due if self.deadline is not None else None

    def __contains__(self, unit: object) -> bool:
        return any(_is(a.unit, unit) for a in self.assignments)


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


@frozen
class Period:
    """The years a plan covers: first and last day, both inclusive, and the words as printed (2022—2023年)."""

    start: date
    end: date
    text: str = ""


@frozen(kw_only=True)
class Document:
    """The official document that carries a plan (GB/T 9704-2012): what its head, notice and signature say.

    Three dates stay three dates: `dated` is the day it was signed (成文日期), `published_on` the day it was made
    public (发布日期); the plan's own period is `Plan.period`. Absent facts are None, "" or ().
    `number` has the standard form (吉政办发〔2022〕32号); `printed_numbers` every form that is printed.
    `spans` are all the stretches of the source that the document's parts were read from.
    """

    title: str = ""
    number: str | None = None
    printed_numbers: tuple[str, ...] = field(default=(), converter=as_tuple)
    index_number: str | None = None
    issuers: tuple[str, ...] = field(default=(), converter=as_tuple)
    dated: date | None = None
    published_on: date | None = None
    addressees: tuple[str, ...] = field(default=(), converter=as_tuple)
    category: str | None = None
    enclosed_title: str | None = None
    signatories: tuple[str, ...] = field(default=(), converter=as_tuple)
    remark: str | None = None
    text: str = ""
    url: str | None = None
    spans: tuple[Span, ...] = field(default=(), converter=as_tuple, eq=False, repr=False)


@frozen
class Entry:
    """A measure with where it stands: its plan, the sections around it (outermost first), its task.

    `key` names the measure within its plan by numbers alone; `uid` identifies it across editions.
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
    def uid(self) -> str:
        """A version-5 UUID from the document's identity and `key`: the same for every reading and re-issue."""
        from uuid import UUID, uuid5

        # A lone surrogate, which a JSON file can hold, has no UTF-8.
        name = f"{self.plan.identity}#{self.key}".encode(errors="replace").decode()
        return str(uuid5(UUID(NAMESPACE), name))


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

    @property
    def identity(self) -> str:
        """What tells this plan from every other: its document number, else its index number, else its title."""
        return self.document.number or self.document.index_number or self.title

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task, in document order."""
        return tuple(task for section in self.sections for _, task in section.walk())

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

    def task(self, number: str) -> Task:
        """The first task with this printed number ("24", "（三）" or "三"). Raises KeyError where there is none."""
        wanted = bare_number(number)
        for task in self.tasks:
            if bare_number(task.number) == wanted:
                return task
        raise KeyError(
            f"no task numbered {number!r}; the plan has {', '.join(t.number for t in self.tasks[:40])}"
        )

    def units(self) -> tuple[Duties, ...]:
        """Each unit with its entries by role, in the order in which the plan first names them."""
        return duties(self.entries())

    def __repr__(self) -> str:
        sections, tasks, measures = len(self.sections), len(self.tasks), len(self.measures)
        number = f"{self.document.number} " if self.document.number else ""
        return f"<Plan {number}{self.title!r}: {sections} sections, {tasks} tasks, {measures} measures>"

    def _repr_html_(self) -> str:
        from policyplan.display import entries_html

        return entries_html(self.entries(), caption=f"{self.document.number or ''} {self.title}".strip())


@frozen(repr=False)
class Reading:
    """What a reader made of a document: the plan, and findings about the document and its reading.

    `as_read` tells what a person has corrected since (see `policyplan.corrections`): the plan as it was first made,
    or the digests of it that a plan file keeps; None where a file keeps none.
    """

    plan: Plan
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    as_read: Plan | Mapping[str, Mapping[str, str]] | None = field(eq=False, repr=False)

    @as_read.default
    def _first_made(self) -> Plan:
        return self.plan

    def __repr__(self) -> str:
        counts = Counter(finding.severity for finding in self.findings)
        said = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])
        return f"<Reading {self.plan!r}: {said or 'no findings'}>"

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    def raise_for_errors(self) -> Reading:
        """Raise ReadError with every finding of severity error written out; return the reading where there is none."""
        if self.errors:
            from policyplan.errors import ReadError

            raise ReadError("\n".join(finding.render(self.plan.source) for finding in self.errors))
        return self

    def _repr_html_(self) -> str:
        from policyplan.display import findings_html

        return self.plan._repr_html_() + (findings_html(self.findings) if self.findings else "")


def duties(entries: Iterable[Entry]) -> tuple[Duties, ...]:
    """Each unit with those of the entries it has a part in, by role, in the order in which they first name it."""
    found: dict[str, tuple[Unit, list[tuple[Role, Entry]]]] = {}
    for entry in entries:
        for assignment in entry.measure.assignments:
            unit = assignment.unit
            found.setdefault(unit.canonical or unit.name, (unit, []))[1].append((assignment.role, entry))
    return tuple(Duties(unit, tuple(rows)) for unit, rows in found.values())


_NUMBER_MARKS = "（）()【】、.．。:： \u3000"


def bare_number(number: str) -> str:
    """A printed number without the marks around it: （三） → 三, 1.1. → 1.1."""
    return number.strip(_NUMBER_MARKS)


def task_keys(numbers: Sequence[tuple[Sequence[str], str]]) -> list[str]:
    """A key for each task from printed numbers alone: those of the sections around it, outermost first, and its own.

    Its own will do where no other task has it. What still repeats, or has no number, is told apart by counting in
    document order.
    """
    keys = [bare_number(number) for _, number in numbers]
    counts = Counter(keys)
    keys = [
        key if key and counts[key] == 1 else ".".join([*map(bare_number, around), key])
        for (around, _), key in zip(numbers, keys, strict=True)
    ]
    seen: Counter[str] = Counter()
    for at, key in enumerate(keys):
        seen[key] += 1
        if seen[key] > 1:
            keys[at] = f"{key}~{seen[key]}"
    return keys


def _is(unit: Unit, wanted: object) -> bool:
    return unit == wanted or (isinstance(wanted, str) and wanted in unit.names)
