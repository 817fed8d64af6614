"""How findings call a task: by its number, else by its first words."""

from __future__ import annotations

from policyplan.model import Entry, Section, Task
from policyplan.source import clip


def named(item: Entry | Task | Section) -> str:
    """A task or section in a message: ``task 3``, or its first words where it has no number."""
    task = item.task if isinstance(item, Entry) else item
    kind = "section" if isinstance(task, Section) else "task"
    if task.number:
        return f"{kind} {task.number}"
    words = (
        task.heading
        or task.text
        or (task.measures[0].text if isinstance(task, Task) and task.measures else "")
    )
    return f"the {kind} “{clip(words.strip(), 30)}”" if words.strip() else f"a {kind} without a number"
