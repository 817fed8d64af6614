"""The numbers that a browser writes before the items of an ordered list."""

from __future__ import annotations

import re

from policyplan.reading.html.elements import Element, squeeze

_UNNUMBERED = re.compile(r"list-style(-type)?\s*:\s*none", re.IGNORECASE)
_NUMBERED = re.compile(
    r"[（(]?(\d+|[一二三四五六七八九十]+)([）)、．]|\.(?!\d))|第[一二三四五六七八九十\d]+[章节条]|[①-⑳]"
)
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def item_numbers(listed: Element) -> dict[Element, str]:
    """What stands before each item of an ordered list, as ``3. ``.

    "" where the list shows no numbers, or where the item prints one itself.
    """
    kind, number = listed.get("type") or "1", _whole(listed.get("start"), 1)
    numbers: dict[Element, str] = {}
    for item in listed.iterchildren("li"):
        number = _whole(item.get("value"), number)
        shown = not any(_UNNUMBERED.search(each.get("style") or "") for each in (listed, item))
        printed = _NUMBERED.match(squeeze("".join(item.itertext())).strip())
        numbers[item] = f"{_numeral(number, kind)}. " if shown and not printed else ""
        number += 1
    return numbers


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _numeral(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number < 200:
        roman = _roman(number)
        return roman.upper() if kind == "I" else roman
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written
