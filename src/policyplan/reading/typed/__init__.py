"""Tables typed into plain text: cells parted by tabs, bars or runs of spaces, or one cell to a line."""

from __future__ import annotations

import re

from policyplan.reading.blocks import Table
from policyplan.reading.typed.parted import read_parted
from policyplan.reading.typed.stacked import read_stacked
from policyplan.source import Span

_LINE = re.compile(r"[^\n\f]+")
#: Words of columns that say who or by when; short lines, and gaps in lines, of which headers are made.
_COLUMN = re.compile(
    "单位|部门|科室|处室|主体|时限|期限|时间|日期|节点|责任|牵头|配合|單位|部門|時限|時間|責任"
)
_ENGLISH_COLUMN = re.compile("lead|respons|owner|agenc|due|date|time|deadline|support")
_SHORT = 18
_MARKS = frozenset("。：；，:;,.!?！？")
_GAP = re.compile(r"[\t \u3000](?:[ \u3000]|(?<=\t))")
_ENDS_WORDS = frozenset("。；：:")
_BLANK = " \t\r\u3000\xa0\ufeff\u200b"


def find_tables(text: str) -> list[Table]:
    r"""The tables of tasks that stand in a plain text, in its order; cells lie on the text.

    >>> (table,) = find_tables("任务\t责任单位\n修建甲桥。\t县水务局\n")
    >>> [[cell.text for cell in row] for row in table.rows]
    [['任务', '责任单位'], ['修建甲桥。', '县水务局']]
    """
    if not _may_hold_header(text):
        return []  # nearly all texts, told without looking at each line
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text) if match[0].strip(_BLANK)]
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        table = read_parted(text, lines, at) or read_stacked(text, lines, at)
        if table is None:
            at += 1
            continue
        tables.append(table)
        while at < len(lines) and lines[at].start < table.span.end:
            at += 1
    return tables


def _may_hold_header(text: str) -> bool:
    """Whether any line may be a header."""
    lines = {line for line in text.split("\n") if "。" not in line}  # most are blank or sentences
    return any(map(_may_be_header, lines))


def _may_be_header(line: str) -> bool:
    """Whether a line is short or parted, and has a word of a column."""
    short = len(line) <= _SHORT and _MARKS.isdisjoint(line)
    if not short and not (_ENDS_WORDS.isdisjoint(line) and ("|" in line or _GAP.search(line.strip(_BLANK)))):
        return False
    words = line.replace(" ", "") if "|" in line else line  # | 牵 头 单 位 |
    return bool(_COLUMN.search(words) or _ENGLISH_COLUMN.search(words.lower()))  # takes longest
