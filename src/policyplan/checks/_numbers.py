"""Rules about numbering and the sections that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from policyplan.checks._naming import named
from policyplan.checks._once import once, sifted
from policyplan.findings import Finding, Severity
from policyplan.model import Plan, Section, Task, bare_number
from policyplan.source import Span

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_HAN = re.compile("[〇零一二三四五六七八九十百]{1,5}")
#: （一） below 一 is another number.
_BRACKETS = str.maketrans("()", "（）")
_WHOLE = re.compile(r"\d{1,4}")
_FIRST_LINE = re.compile(r"\S.*")
_LAST = re.compile(r"(?P<before>.*?[.．-])(?P<last>\d{1,4})")


#: An item with its number as a whole number.
Counted: TypeAlias = tuple[Task | Section, int]


def repeated_number(plan: Plan) -> Iterator[Finding]:
    """Report tasks that have a number that another task of the same section has (序号重复)."""
    for section in sifted(plan).sections:
        numbers = [(task.number.translate(_BRACKETS), task) for task in section.tasks]
        seen = {number for number, _ in numbers}
        if len(seen) == len(numbers):
            continue  # nearly always
        seen.clear()
        for number, task in numbers:
            if number and number in seen:
                message = f"a second task is numbered {task.number}"
                yield Finding(
                    "repeated-number", message, span=task.span, hint="give each task its own number"
                )
            seen.add(number)


def number_gap(plan: Plan) -> Iterator[Finding]:
    """Report numbers that are left out in a series, and do not stand elsewhere in it (序号不连续)."""
    for (before, last), (item, value), present in _breaks(plan):
        if not present.issuperset(range(last + 1, value)):
            message = f"{named(item)} follows {before.number}: a number is left out"
            hint = "an item is missing or was not read, or the number is wrong"
            yield Finding("number-gap", message, span=item.span, hint=hint)


def number_out_of_order(plan: Plan) -> Iterator[Finding]:
    """Report numbers that are smaller than the one before, unless a series begins again (序号次序颠倒)."""
    for (before, last), (item, value), _ in _breaks(plan):
        if value < last:
            message = f"{named(item)} follows {before.number}"
            yield Finding(
                "number-out-of-order", message, span=item.span, hint="the number is wrong, or the order"
            )


def no_tasks(plan: Plan) -> Iterator[Finding]:
    """Report a plan that holds no task at all (未读出任何任务)."""
    if not sifted(plan).has_tasks:
        text = plan.source.text if plan.source else ""
        first = _FIRST_LINE.search(text)
        yield Finding(
            "no-tasks",
            "nothing here was read as a task",
            span=Span(*first.span()) if first else None,
            hint="tasks are numbered, or stand in the rows of a table, and name a unit or a deadline",
        )


def section_without_tasks(plan: Plan) -> Iterator[Finding]:
    """Report sections that hold no task (没有任务的部分)."""
    if not sifted(plan).has_tasks:
        return
    stack = list(reversed(plan.sections))
    while stack:
        section = stack.pop()
        if next(section.walk(), None) is not None:
            stack += reversed(section.sections)
            continue
        empty = not section.text.strip() and not section.items
        severity = Severity.WARNING if empty else Severity.INFO
        message = f"{named(section)} holds {'nothing' if empty else 'text but no task'}"
        yield Finding(
            "section-without-tasks", message, severity, section.span, "say what is to be done, and by whom"
        )


@lru_cache(maxsize=1024)
def whole_number(printed: str) -> tuple[str, int] | None:
    """The series that a printed number counts in and its place there; None where it is no number.

    >>> whole_number("（十二）"), whole_number("3.4"), whole_number("24")
    (('（一）', 12), ('3.', 4), ('1', 24))
    """
    bare = bare_number(printed)
    if _HAN.fullmatch(bare):
        value = _han(bare)
        return (printed.replace(bare, "一"), value) if value else None
    if _WHOLE.fullmatch(bare):
        return printed.replace(bare, "1"), int(bare)
    parts = _LAST.fullmatch(bare)
    return (parts["before"], int(parts["last"])) if parts else None


def _han(text: str) -> int | None:
    """A Chinese numeral below 1000 (二十一, 一百零三)."""
    value, digit = 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            value += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
    return value + (digit or 0)


@once
def _breaks(plan: Plan) -> list[tuple[Counted, Counted, set[int]]]:
    """Each item, in document order, whose number neither follows the one before it in its series nor is 1.

    It comes behind the item that has the number before, and before all numbers from one 1 of its series to the next.
    """
    found: list[tuple[Counted, Counted, set[int]]] = []
    last: dict[str, Counted] = {}
    runs: dict[str, set[int]] = {}
    for item in sifted(plan).items:
        counted = whole_number(item.number) if item.number else None
        if counted is None:
            continue
        series, value = counted
        each = item, value
        before = last.get(series)
        if before is None or value == 1:
            runs[series] = set()
        runs[series].add(value)
        if before is not None and value != before[1] + 1 and value != 1:
            found.append((before, each, runs[series]))
        last[series] = each
    return found
