"""Pipe tables of Markdown: their lines and cells (GitHub Flavored Markdown, 4.10)."""

from __future__ import annotations

import re

_DELIMITER_CELL = re.compile(r"\s*:?-+:?\s*")
_BAR = re.compile(r"(?<!\\)\|")


def is_delimiter(line: str) -> bool:
    """Whether `line` is the line of dashes under a table's header.

    >>> is_delimiter("|---|:-:|"), is_delimiter("---")
    (True, False)
    """
    if "|" not in line or "-" not in line:
        return False
    return all(_DELIMITER_CELL.fullmatch(cell) for cell in cells(line))


def cells(line: str) -> list[str]:
    r"""The cells of a table's line; a bar that is printed is escaped.

    >>> cells(r"| 1 | 水利局 \| 财政局 |")
    ['1', '水利局 | 财政局']
    """
    parts = _BAR.split(line.strip())
    if len(parts) > 1 and not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]
