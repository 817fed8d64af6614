"""The text that one cell of a sheet shows (18.3.1.4)."""

from __future__ import annotations

import re
from datetime import datetime
from math import isfinite

from attrs import frozen

from policyplan.reading.archive import Element
from policyplan.reading.excel.formats import moment_shown, shown
from policyplan.reading.manuscript import tidy

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def is_yes(text: str | None) -> bool:
    """Whether a boolean attribute says yes; one that is absent says no."""
    return (text or "").lower() in ("1", "true", "on")


@frozen
class Shared:
    """What the sheets of a workbook share: strings, the number format of each style, the calendar's epoch."""

    strings: list[str]
    formats: list[str]
    epoch_1904: bool

    def text(self, cell: Element) -> str:
        """What `cell` shows; "" for an error and for a formula without a stored value."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return rich_text(cell.find(S + "is"))
        stored = cell.findtext(S + "v") or ""
        if kind == "s":
            at = int(stored) if stored.strip().isdecimal() and len(stored) < 10 else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored.strip(), "")
        if kind == "e":
            return ""
        if kind == "str":
            return tidy(unescaped(stored))
        return self._date(stored, cell) if kind == "d" else self._number(stored, cell)

    def _number(self, stored: str, cell: Element) -> str:
        try:
            number = float(stored)
        except ValueError:
            return tidy(stored)
        return (
            tidy(shown(number, self.number_format(cell), epoch_1904=self.epoch_1904))
            if isfinite(number)
            else ""
        )

    def _date(self, stored: str, cell: Element) -> str:
        try:
            moment = datetime.fromisoformat(stored.strip())
        except ValueError:
            return tidy(stored)
        return tidy(moment_shown(moment, self.number_format(cell)))

    def number_format(self, cell: Element) -> str:
        """The number format that `cell` is shown in; "" where it has none."""
        style = cell.get("s", "0")
        at = int(style) if style.isdecimal() and len(style) < 7 else 0
        return self.formats[at] if at < len(self.formats) else ""


def rich_text(item: Element | None) -> str:
    """The text of a string in one or several runs, without readings above it and struck-out runs."""
    if item is None:
        return ""
    parts = [each.text or "" for each in item.findall(S + "t")]
    for run in item.findall(S + "r"):
        struck = run.find(f"{S}rPr/{S}strike")
        if struck is None or not is_yes(struck.get("val", "1")):
            parts.append(run.findtext(S + "t") or "")
    return tidy(unescaped("".join(parts)))


def unescaped(text: str) -> str:
    """`text` with what XML cannot hold put back (``_x000D_`` is a carriage return; 22.9.2.19)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
