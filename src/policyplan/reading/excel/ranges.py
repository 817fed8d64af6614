"""Cell addresses and ranges (``B3``, ``A1:G10``), numbered from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from attrs import frozen

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@frozen
class Range:
    """A rectangle of cells, ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


def address(text: str) -> tuple[int, int] | None:
    """The row and column of a cell, None where `text` names no cell of a sheet.

    >>> address("B3"), address("XFD1048576"), address("XFE1")
    ((3, 2), (1048576, 16384), None)
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def cell_range(text: str | None) -> Range | None:
    """The range that ``A1:G10`` or ``B3`` names, None where it names none."""
    first, _, last = (text or "").partition(":")
    start, end = address(first), address(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Range(rows[0], columns[0], rows[1], columns[1])


def column_name(column: int) -> str:
    """The letters of a column.

    >>> column_name(2), column_name(28)
    ('B', 'AB')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


class Stretches:
    """Whole numbers in any of some stretches, ends inclusive.

    >>> stretches = Stretches([(4, 6), (5, 9)])
    >>> 7 in stretches, 10 in stretches
    (True, False)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1] + 1:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number <= self._ends[at]
