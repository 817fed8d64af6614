"""How findings call a task: by its number, else by its first words."""

from __future__ import annotations

from policyplan.model import Section, Task
from policyplan.source import clip


def named(item: Task | Section) -> str:
    """A task or section in a message: ``task 3``, or its first words where it has no number."""
    kind = "section" if isinstance(item, Section) else "task"
    if item.number:
        return f"{kind} {item.number}"
    words = (
        item.heading
        or item.text
        or (item.measures[0].text if isinstance(item, Task) and item.measures else "")
    )
    return f"the {kind} “{clip(words.strip(), 30)}”" if words.strip() else f"a {kind} without a number"
