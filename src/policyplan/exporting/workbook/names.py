"""Names that sheets can have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policyplan.ledger.columns import SENT_SHEET

#: The most UTF-16 units in the name of a sheet.
LONGEST = 31

_FORBIDDEN = re.compile("[\\[\\]:*?/\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

#: A name that Excel keeps for itself.
_RESERVED = "history"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """A sheet's name for each wanted one: cleaned, cut to 31 characters, no two alike whatever their case.

    >>> sheet_names(["各有关市/州 [政府]", "各有关市/州 (政府)", "各有关市／州 [政府]", ""])
    ['各有关市 州 政府', '各有关市 州 (政府)', '各有关市／州 政府', '1']
    >>> sheet_names(["省局", "省局"])
    ['省局', '省局 (2)']
    """
    taken = {_RESERVED, SENT_SHEET}
    return [_free(_clean(name), taken) for name in wanted]


def _free(name: str, taken: set[str]) -> str:
    candidate, count = name or "1", 1
    while candidate.casefold() in taken:
        count += 1
        mark = f" ({count})" if name else str(count)
        candidate = _cut(name, LONGEST - len(mark)) + mark
    taken.add(candidate.casefold())
    return candidate


def _clean(name: str) -> str:
    return _cut(" ".join(_FORBIDDEN.sub(" ", name).split()), LONGEST).strip("' ")


def _cut(name: str, units: int) -> str:
    """The beginning of `name` that has at most so many UTF-16 units, no character halved."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip("' ")
