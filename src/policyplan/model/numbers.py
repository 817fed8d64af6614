"""Printed numbers of tasks, and the keys that are made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
