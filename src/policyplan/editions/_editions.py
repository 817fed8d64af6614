"""One edition taken apart: its sections and tasks in document order, each with its place and its words."""

from __future__ import annotations

from attrs import evolve, field, frozen

from policyplan.editions._matching import Item
from policyplan.editions.changes import Place
from policyplan.editions.wording import plain
from policyplan.model import Measure, Plan, Section, Task, bare_number, task_keys


@frozen
class Node:
    """A section or task: its place, its position in the document, and the index of the section it stands in."""

    place: Place
    at: int
    parent: int | None
    item: Item


@frozen
class Edition:
    """The sections and the tasks of a plan, each in document order."""

    sections: list[Node] = field(factory=list)
    tasks: list[Node] = field(factory=list)

    @classmethod
    def of(cls, plan: Plan) -> Edition:
        """A plan taken apart."""
        found = cls()
        for section in plan.sections:
            found._take(section, (), None)
        keys = task_keys([([s.number for s in n.place.sections], n.place.number) for n in found.tasks])
        placed = [evolve(n, place=evolve(n.place, key=key)) for n, key in zip(found.tasks, keys, strict=True)]
        return cls(found.sections, placed)

    def _take(self, section: Section, above: tuple[Section, ...], parent: int | None) -> None:
        path = (*above, section)
        here = len(self.sections)
        item = Item(bare_number(section.number), section.heading, section.text, _label(above))
        self.sections.append(Node(Place(path), self._count, parent, item))
        for each in section.items:
            if isinstance(each, Section):
                self._take(each, path, here)
            else:
                self.tasks.append(Node(Place(path, each), self._count, here, _task_item(each, path)))

    @property
    def _count(self) -> int:
        return len(self.sections) + len(self.tasks)


def heading_apart(task: Task) -> str:
    """The heading, "" where it is only the beginning of what the task or its first measure says."""
    said = (task.text, *(measure.text for measure in task.measures[:1]))
    heading = plain(task.heading)
    return "" if any(plain(text).startswith(heading) for text in said) else task.heading


def text_apart(task: Task) -> str | None:
    """What the task's text says beside its heading and its measures; None where those are not found in it."""
    text = plain(task.text)
    for part in (heading_apart(task), *(part for m in task.measures for part in (m.text, m.clause))):
        words = plain(part)
        if words and words not in text and part != task.heading:
            return None
        text = text.replace(words, "", 1)
    return text


def measure_item(measure: Measure, index: int) -> Item:
    """What a measure is found by again: its words, else its place among those of its task."""
    return Item(number=str(index), words=measure.text, duty=duty_of(measure))


def _task_item(task: Task, path: tuple[Section, ...]) -> Item:
    words = "".join(measure.text for measure in task.measures) or task.text
    duty = "".join(map(duty_of, task.measures))
    return Item(bare_number(task.number), heading_apart(task), words, _label(path), duty)


def duty_of(measure: Measure) -> str:
    """Who has to do it and by when, as printed; in a table, where no clause says it, the words of its cells."""
    if measure.clause:
        return measure.clause
    parts = [f"{part.role}:{part.printed or part.unit.name}" for part in measure.assignments]
    return "\n".join((*parts, measure.deadline.text if measure.deadline else ""))


def _label(path: tuple[Section, ...]) -> str:
    return plain("\n".join(section.heading for section in path))
