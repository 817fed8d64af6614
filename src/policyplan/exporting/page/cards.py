"""A plan's sections and tasks as HTML: every task with its units by role and its deadline as printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

from attrs import frozen

from policyplan.exporting.page.contents import Contents, Listed
from policyplan.exporting.page.markup import chinese, line, one, text
from policyplan.exporting.page.words import day, words
from policyplan.exporting.wording import Lang
from policyplan.model import Assignment, Deadline, DueBy, Entry, Plan, Role, Section, Task


@frozen
class Cards:
    """Writes one plan's tasks in one language."""

    plan: Plan
    held: Contents
    lang: Lang

    @property
    def says(self) -> dict[str, Any]:
        """The words of this language."""
        return words(self.lang)

    def html(self, tasks: tuple[Listed, ...]) -> Iterator[str]:
        """Each section, in document order; each measure carries its number among the page's rows."""
        left, rows = iter(tasks), iter(range(len(self.held.rows)))
        for section in self.plan.sections:
            yield "\n".join(self.section(section, 3, left, rows))

    def section(
        self, section: Section, level: int, tasks: Iterator[Listed], rows: Iterator[int]
    ) -> Iterator[str]:
        """A section with what stands in it, in printed order."""
        label = one(f"{section.number} {section.heading}")
        yield '<section class="part">'
        if label:
            yield f"<h{min(level, 5)}{chinese(label)}>{label}</h{min(level, 5)}>"
        if section.text:
            yield f'<p class="prose"{chinese(section.text)}>{text(section.text)}</p>'
        for item in section.items:
            if isinstance(item, Section):
                yield from self.section(item, level + 1, tasks, rows)
            else:
                yield from self.task(next(tasks), min(level + bool(label), 6), rows)
        yield "</section>"

    def task(self, listed: Listed, level: int, rows: Iterator[int]) -> Iterator[str]:
        """A task: its number, which links to itself, its heading, its measures."""
        task, says = listed.task, self.says
        number = one(task.number) or "·"
        label = one(says["duty"]["link"].format(line(task.number) or line(task.heading)))
        heading = "" if _repeats(task) else f"<span{chinese(task.heading)}>{one(task.heading)}</span>"
        link = f'<a href="#{quote(listed.anchor)}" aria-label="{label}">{number}</a>'
        yield f'<article class="task" id="{one(listed.anchor)}" tabindex="-1">'
        yield f'<h{level}><span class="number">{link}</span>{heading}</h{level}>'
        for entry in listed.entries:
            yield self.measure(entry, next(rows))
        if not listed.entries and task.text:
            yield f'<p class="text"{chinese(task.text)}>{text(task.text)}</p>'
        yield "</article>"

    def measure(self, entry: Entry, row: int) -> str:
        """A measure: its text, its units role by role, its deadline, its steps."""
        measure = entry.measure
        body = f'<p class="text"{chinese(measure.text)}>{text(measure.text)}</p>' if measure.text else ""
        parts = "".join(self.role(role, measure.assignments) for role in Role)
        if not parts:
            parts = f'<div><dt class="muted">{one(self.says["duty"]["no_units"])}</dt><dd></dd></div>'
        return (
            f'<div class="measure" data-row="{row}">{body}'
            f'<dl class="duty">{parts}{self.deadline(measure.deadline)}{self.steps(entry)}'
            f"{self.standing(entry)}</dl></div>"
        )

    def standing(self, entry: Entry) -> str:
        """Where the measure stands, with the per cent that is done or the day when it was; "" without a ledger."""
        if self.held.progress is None:
            return ""
        says, found = self.says["status"], self.held.progress.of(entry)
        if found.done_on is not None:
            more = f" {one(day(found.done_on, self.lang))}"
        else:
            more = f" {found.percent}%" if found.percent is not None else ""
        badge = f'<span class="status {found.status}">{one(says[found.status])}</span>'
        return f"<div><dt>{one(says['heading'])}</dt><dd>{badge}{more}</dd></div>"

    def role(self, role: Role, assignments: tuple[Assignment, ...]) -> str:
        """The units that have `role`, its sides (；) kept apart; "" where there are none."""
        own = [assignment for assignment in assignments if assignment.role is role]
        if not own:
            return ""
        sides = self.says["side"].join(
            self.side(list(side)) for _, side in groupby(own, key=lambda part: part.group)
        )
        return f'<div><dt class="role {role}">{one(self.says["duty"][role])}</dt><dd>{sides}</dd></div>'

    def side(self, own: list[Assignment]) -> str:
        """The units of one side, each a link to its own tasks."""
        names = dict.fromkeys(self.held.unit(part.unit, self.plan).name for part in own)
        links = map(unit_link, names)
        more = self.says["open_ended"] if any(part.open_ended for part in own) else ""
        remit = all(part.shared_by_remit for part in own)
        note = f' <span class="note">{one(self.says["by_remit"])}</span>' if remit else ""
        return f"{self.says['comma'].join(links)}{more}{note}"

    def deadline(self, until: Deadline | None) -> str:
        """When it is due, as printed, with the day that comes to."""
        says = self.says
        if until is None:
            printed, last = f'<span class="muted">{one(says["when"]["none"])}</span>', ""
        else:
            printed = one(until.text) or one(says["when"][until.kind])
            last = self.last_day(until) if isinstance(until, DueBy) else ""
        kind = until.kind if until else "none"
        return (
            f'<div class="when {kind}"><dt>{one(says["duty"]["deadline"])}</dt><dd>{printed}{last}</dd></div>'
        )

    def last_day(self, until: DueBy) -> str:
        """The last day, and the first where the words give one."""
        days = f'<time datetime="{until.due.isoformat()}">{one(day(until.due, self.lang))}</time>'
        if until.start is not None and until.start != until.due:
            start = f'<time datetime="{until.start.isoformat()}">{one(day(until.start, self.lang))}</time>'
            days = self.says["range"].format(start, days)
        return f' <span class="last">{self.says["duty"]["last_day"].format(days)}</span>'

    def steps(self, entry: Entry) -> str:
        """The dated steps found in the text."""
        steps = entry.measure.milestones
        if not steps:
            return ""
        rows = (
            f"<li>{one(step.text)}"
            f"{self.last_day(step.deadline) if isinstance(step.deadline, DueBy) else ''}</li>"
            for step in steps
        )
        name = one(self.says["duty"]["milestones"])
        return f'<div class="steps"><dt>{name}</dt><dd><ul>{"".join(rows)}</ul></dd></div>'


@lru_cache(maxsize=4096)
def unit_link(name: str) -> str:
    """A link that chooses a unit."""
    return f'<a href="{one(unit_address(name))}">{one(name) or "·"}</a>'


def unit_address(name: str) -> str:
    """The part of the page's address that chooses a unit."""
    return "#unit=" + quote(name, safe="")


def _repeats(task: Task) -> bool:
    """Whether the only measure's text says the heading again."""
    return len(task.measures) == 1 and line(task.measures[0].text).startswith(line(task.heading))
