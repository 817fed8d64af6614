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


def plan_table(plan: Plan, width: int, lang: str = "en") -> str:
    """A plan's title, document, size, and its measures under their sections; `lang` as in `entries_text`."""
    head = _head_in_chinese(plan) if lang == "zh" else _head_in_english(plan)
    lines = (line for text in head if text for line in wrap(printable(text), width))
    return "\n".join((*lines, *_body(plan, width, lang)))


def _head_in_english(plan: Plan) -> Iterator[str]:
    document, period = plan.document, plan.period
    facts = {
        "": document.number,
        "issued by": "、".join(document.issuers),
        "signed": document.dated,
        "published": document.published_on,
        "covers": period and f"{period.start} to {period.end}",
    }
    yield plan.title or document.title or "(no title)"
    yield " · ".join(f"{name} {fact}".strip() for name, fact in facts.items() if fact)
    yield ", ".join(counted(count, noun) for count, noun, _, _ in _sizes(plan))


def _head_in_chinese(plan: Plan) -> Iterator[str]:
    document, period = plan.document, plan.period
    facts = {
        "": document.number,
        "发文机关": "、".join(document.issuers),
        "成文日期": document.dated,
        "发布日期": document.published_on,
        "计划期": period and f"{period.start} 至 {period.end}",
    }
    yield plan.title or document.title or "（无标题）"
    yield " · ".join(f"{name} {fact}".strip() for name, fact in facts.items() if fact)
    yield "，".join(f"{noun} {count} {classifier}" for count, _, noun, classifier in _sizes(plan))


def _sizes(plan: Plan) -> Iterator[tuple[int, str, str, str]]:
    """How much of each thing a plan holds, with what it is called in English, and in Chinese with its classifier."""
    yield len(plan.sections), "section", "板块", "个"
    yield len(plan.tasks), "task", "任务", "项"
    yield len(plan.measures), "measure", "举措", "项"
    yield len(plan.units()), "unit", "单位", "个"


def _body(plan: Plan, width: int, lang: str) -> Iterator[str]:
    for path, entries in groupby(plan.entries(), key=lambda entry: entry.sections):
        yield ""
        heading = " · ".join(filter(None, (section_label((section,)) for section in path)))
        if heading:
            yield from wrap(printable(heading), width)
        yield entries_text(tuple(entries), width=width, lang=lang)
