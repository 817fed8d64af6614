"""How items are numbered: each numbering gives every section and task its printed mark."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from policyplan.testing.written import WrittenPlan, WrittenSection, WrittenTask

#: What an item's mark is made of: the counts of the items around it and its own, and whether it is a task.
Marks = Callable[[tuple[int, ...], bool], str]


def chinese(count: int) -> str:
    """A count from 1 to 99 in Chinese numerals.

    >>> chinese(3), chinese(10), chinese(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(count, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


_HAN = "〇一二三四五六七八九"
_CIRCLES = "〇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def official(counts: tuple[int, ...], task: bool) -> str:
    """一、 （一） 1. （1）: GB/T 9704-2012 7.3.3."""
    forms = ("{han}、", "（{han}）", "{number}.", "（{number}）")
    return _form(forms[len(counts) - 1], counts)


def chapters(counts: tuple[int, ...], task: bool) -> str:
    """第一章 一、 （一） 1."""
    forms = ("第{han}章\u3000", "{han}、", "（{han}）", "{number}.")
    return _form(forms[len(counts) - 1], counts)


def articles(counts: tuple[int, ...], task: bool) -> str:
    """第一章 （一） 1. for sections, 第一条 for tasks."""
    forms = ("第{han}章 ", "（{han}）", "{number}．")
    return _form("第{han}条\u3000" if task else forms[len(counts) - 1], counts)


def decimals(counts: tuple[int, ...], task: bool) -> str:
    """1. 1.1 1.1.1 1.1.1.1."""
    return f"{counts[0]}. " if len(counts) == 1 else ".".join(map(str, counts)) + " "


def circled(counts: tuple[int, ...], task: bool) -> str:
    """一、 （一） 1. for sections, ① for tasks."""
    return _CIRCLES[counts[-1]] if task else official(counts, task)


def enumerated(counts: tuple[int, ...], task: bool) -> str:
    """一、 1、 （1） ①."""
    forms = ("{han}、", "{number}、", "（{number}）", "{circle}")
    return _form(forms[len(counts) - 1], counts)


def headed(counts: tuple[int, ...], task: bool) -> str:
    """Sections without numbers, 1. for tasks."""
    return f"{counts[-1]}. " if task else ""


def listed(counts: tuple[int, ...], task: bool) -> str:
    """一、 for sections, a bare 1 for tasks, as a column of numbers holds them."""
    return str(counts[-1]) if task else f"{chinese(counts[-1])}、"


def _form(form: str, counts: tuple[int, ...]) -> str:
    own = counts[-1]
    return form.format(han=chinese(own), number=own, circle=_CIRCLES[own])


def numbered(plan: WrittenPlan, marks: Marks, *, continuous: bool = False) -> WrittenPlan:
    """The plan with every item's mark; `continuous` counts tasks through the whole plan, without gaps."""
    counter = [0]
    return evolve(
        plan, sections=tuple(_numbered(section, (), marks, counter, continuous) for section in plan.sections)
    )


def _numbered(
    section: WrittenSection, above: tuple[int, ...], marks: Marks, counter: list[int], continuous: bool
) -> WrittenSection:
    counts = (*above, section.ordinal)
    items: list[WrittenTask | WrittenSection] = []
    for item in section.items:
        if isinstance(item, WrittenSection):
            items.append(_numbered(item, counts, marks, counter, continuous))
            continue
        counter[0] += 1
        own = counter[0] if continuous else item.ordinal
        items.append(evolve(item, mark=marks((*counts, own), True)))
    return evolve(section, items=tuple(items), mark=marks(counts, False))
