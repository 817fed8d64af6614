"""What calendars and pages say about a measure, in Chinese and in English."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from attrs import frozen

from policyplan.errors import ExportError
from policyplan.exporting.links import link_of
from policyplan.model import Assignment, DueBy, Entry, Plan, Role, Section
from policyplan.source import clip

Lang = Literal["zh", "en"]

#: How wide the text of a summary may be, in columns (a Chinese character takes two).
SUMMARY_WIDTH: Final = 60

#: How wide a unit's name may be in a summary.
NAME_WIDTH: Final = 48


@frozen(kw_only=True)
class Words:
    """One language's words; `{}` is where the value goes."""

    roles: dict[Role, str]
    role_labels: dict[Role, str]
    comma: str
    side: str
    label: str
    who: str
    who_many: str
    by: str
    by_remit: str
    open_ended: str
    deadline: str
    last_day: str
    workday: str
    shown_on: str
    plan_end: str
    days: str
    section: str
    task: str
    document: str
    link: str
    in_brackets: str
    title: str
    all_plans: str
    unit_calendar: str
    lead_calendar: str
    with_subordinates: str
    kinds: dict[str, str]
    cancelled: str


_WORDS: Final = {
    "zh": Words(
        roles={Role.LEAD: "牵头", Role.RESPONSIBLE: "负责", Role.SUPPORTING: "配合", Role.OVERSEEING: "督导"},
        role_labels={
            Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.SUPPORTING: "配合单位",
            Role.OVERSEEING: "督导单位",
        },
        comma="、", side="；", label="{}：{}", who="{units}{role}：", who_many="{first}等{count}家{role}：",
        by="（{}）", by_remit="（按职责分工）", open_ended="等", deadline="完成时限", last_day="最后一日 {}",
        workday="最后一个工作日", shown_on="日历日期", plan_end="计划的最后一天，不是本项任务的时限",
        days="{} 至 {}", section="章节", task="任务", document="文件", link="原文", in_brackets="{}（{}）",
        title="《{}》", all_plans="工作任务完成时限", unit_calendar="{} 任务{}", lead_calendar="{} 牵头任务{}",
        with_subordinates="{}及下属单位", kinds={"event": "时限", "todo": "待办", "both": "时限和待办"},
        cancelled="（已取消）{}",
    ),
    "en": Words(
        roles={
            Role.LEAD: "lead", Role.RESPONSIBLE: "responsible", Role.SUPPORTING: "supporting",
            Role.OVERSEEING: "overseeing",
        },
        role_labels={
            Role.LEAD: "Lead", Role.RESPONSIBLE: "Responsible", Role.SUPPORTING: "Supporting",
            Role.OVERSEEING: "Overseeing",
        },
        comma=", ", side="; ", label="{}: {}", who="{units} ({role}): ",
        who_many="{first} and {more} more ({role}): ", by=" (due: {})",
        by_remit=" (each within its remit)", open_ended=" and others", deadline="Deadline",
        last_day="last day {}", workday="Last working day", shown_on="Shown on",
        plan_end="the plan's last day, which is not a deadline of this measure",
        days="{} to {}", section="Section", task="Task",
        document="Document",
        link="Original", in_brackets="{} ({})", title="{}", all_plans="Work plan deadlines",
        unit_calendar="{}: {}", lead_calendar="{} as lead: {}", with_subordinates="{} and its bodies",
        kinds={"event": "deadlines", "todo": "to-dos", "both": "deadlines and to-dos"},
        cancelled="Cancelled: {}",
    ),
}  # fmt: skip


def words(lang: str) -> Words:
    """The words of `lang`; raises ExportError where it is neither "zh" nor "en"."""
    try:
        return _WORDS[lang]
    except KeyError:
        raise ExportError(f"lang is {lang!r}; it can be 'zh' or 'en'") from None


def summary(entry: Entry, lang: Lang = "zh") -> str:
    """Who is to do what by when, in one line: 省知识产权局牵头：做好顶层设计…（2022年12月底前）."""
    return f"{_who(entry, lang)}{what(entry)}{_by(entry, lang)}"


def what(entry: Entry, width: int = SUMMARY_WIDTH) -> str:
    """What is to be done, in at most `width` columns: the first sentence, else the nearest heading."""
    text = entry.measure.text.strip() or entry.task.heading or entry.task.text or entry.section.heading
    first = re.split("[。；;]", " ".join(text.split()), maxsplit=1)[0]
    return clip(first or text, width) or entry.key


def description(
    entry: Entry,
    lang: Lang = "zh",
    *,
    day: date | None = None,
    workday: date | None = None,
    no_deadline: bool = False,
) -> str:
    """The whole text, then a line each for units by role, deadline, section, task, document and link.

    `day` is the last day that this is about, where the measure has several; `workday` is the last working day, where
    the last day is a day off and people should know; `no_deadline` tells them that the day they see it on is but the
    end of its plan.
    """
    says = words(lang)
    rows = [
        *((says.role_labels[role], units_with(entry, role, lang)) for role in Role),
        (says.deadline, deadline(entry, lang, day)),
        (says.workday, workday.isoformat() if workday else ""),
        (says.shown_on, says.plan_end if no_deadline else ""),
        (says.section, section(entry)),
        (says.task, " ".join((entry.task.number, entry.task.heading)).strip()),
        (says.document, document(entry.plan, lang)),
        (says.link, link_of(entry.plan.document.url)),
    ]
    lines = [says.label.format(label, value) for label, value in rows if value]
    return "\n".join((*([entry.measure.text, ""] if entry.measure.text else ()), *lines))


def deadline(entry: Entry, lang: Lang = "zh", day: date | None = None) -> str:
    """The deadline as printed, with the day it comes to; "" where the measure states none.

    Of a recurring one that is `day`, one of its own; None for none.
    """
    says, until = words(lang), entry.measure.deadline
    if until is None:
        return ""
    start, due = (until.start, until.due) if isinstance(until, DueBy) else (None, day)
    if due is None:
        return until.text
    days = due.isoformat()
    if start is not None and start != due:
        days = says.days.format(start.isoformat(), days)
    return says.in_brackets.format(until.text, says.last_day.format(days)) if until.text else days


def section(entry: Entry) -> str:
    """The headings the measure stands under, outermost first."""
    return " › ".join(filter(None, map(_heading, entry.sections)))


def document(plan: Plan, lang: Lang = "zh") -> str:
    """The plan's title and its document's number."""
    says = words(lang)
    title = says.title.format(plan.title) if plan.title and not plan.title.startswith("《") else plan.title
    number = plan.document.number or plan.document.index_number
    return says.in_brackets.format(title, number) if title and number else title or number or ""


def everyone(entry: Entry, lang: Lang = "zh") -> str:
    """The names of all units that have a part in the measure, in printed order."""
    return words(lang).comma.join(dict.fromkeys(a.unit.name for a in entry.measure.assignments))


def categories(entry: Entry, lang: Lang = "zh") -> tuple[str, ...]:
    """The outermost section's heading, and the word for each role that the measure gives."""
    roles = {assignment.role for assignment in entry.measure.assignments}
    heading = entry.sections[0].heading.strip()
    return (*((heading,) if heading else ()), *(words(lang).roles[role] for role in Role if role in roles))


def _heading(part: Section) -> str:
    return " ".join((part.number, part.heading)).strip()


def _who(entry: Entry, lang: Lang) -> str:
    """The units of the weightiest role that the measure gives, and that role."""
    says, measure = words(lang), entry.measure
    for role in Role:
        names = tuple(dict.fromkeys(clip(unit.name, NAME_WIDTH) for unit in measure.units_with(role)))
        if names:
            form = says.who if len(names) <= 2 else says.who_many
            units, more = says.comma.join(names), len(names) - 1
            return form.format(units=units, first=names[0], count=more + 1, more=more, role=says.roles[role])
    return ""


def _by(entry: Entry, lang: Lang) -> str:
    until = entry.measure.deadline
    if until is None:
        return ""
    text = " ".join(until.text.split()) or (until.due.isoformat() if until.due else "")
    return words(lang).by.format(text) if text else ""


def units_with(entry: Entry, role: Role, lang: Lang = "zh") -> str:
    """The units that have `role`, sides (；) kept apart."""
    sides: dict[int, list[Assignment]] = {}
    for assignment in entry.measure.assignments:
        if assignment.role is role:
            sides.setdefault(assignment.group, []).append(assignment)
    return words(lang).side.join(_side(part, lang) for part in sides.values())


def _side(assignments: list[Assignment], lang: Lang) -> str:
    says = words(lang)
    names = says.comma.join(dict.fromkeys(a.unit.name for a in assignments))
    others = says.open_ended if any(a.open_ended for a in assignments) else ""
    return names + others + (says.by_remit if all(a.shared_by_remit for a in assignments) else "")
