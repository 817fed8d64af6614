"""A plan as people read it on a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from itertools import groupby

from policyplan.display import WIDTH, entries_text, printable, section_label, wrap
from policyplan.model import Plan


def terminal_width() -> int:
    """The columns of the terminal; always the same number where standard output is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH


def counted(count: int, noun: str) -> str:
    """A number of things in words: 1 task, 2 tasks."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def plan_table(plan: Plan, width: int) -> str:
    """A plan's title, document, size, and its measures under their sections."""
    return "\n".join((*_head(plan, width), *_body(plan, width)))


def _head(plan: Plan, width: int) -> Iterator[str]:
    yield from wrap(printable(plan.title or plan.document.title or "(no title)"), width)
    document, period = plan.document, plan.period
    facts = {
        "": document.number,
        "issued by": "、".join(document.issuers),
        "signed": document.dated,
        "published": document.published_on,
        "covers": period and f"{period.start} to {period.end}",
    }
    yield from wrap(
        printable(" · ".join(f"{name} {fact}".strip() for name, fact in facts.items() if fact)), width
    )
    counts = (
        counted(len(plan.sections), "section"),
        counted(len(plan.tasks), "task"),
        counted(len(plan.measures), "measure"),
        counted(len(plan.units()), "unit"),
    )
    yield ", ".join(counts)


def _body(plan: Plan, width: int) -> Iterator[str]:
    for path, entries in groupby(plan.entries(), key=lambda entry: entry.sections):
        yield ""
        heading = " · ".join(filter(None, (section_label((section,)) for section in path)))
        if heading:
            yield from wrap(printable(heading), width)
        yield entries_text(tuple(entries), width=width)
