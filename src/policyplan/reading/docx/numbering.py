"""Word's automatic numbering, computed as Word shows it (ISO/IEC 29500-1 17.9)."""

from __future__ import annotations

import re

from attrs import field, frozen

from policyplan.reading.archive import Element
from policyplan.reading.docx.styles import VAL, Styles, W, is_on, value
from policyplan.reading.numerals import numeral

_LEVELS = 9
_PLACEHOLDER = re.compile("%([1-9])")
#: What follows a number: a tab is shown as some space, and so is written as one.
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@frozen
class _Level:
    """One level of a list, as the file defines it; `restart` None is Word's own rule."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    style: str | None = None


@frozen(eq=False)
class _List:
    """A list that paragraphs name (``w:num``); lists with the same `counters` count on from each other."""

    levels: dict[int, _Level]
    starts: dict[int, int]
    counters: list[int | None]
    begun: set[int] = field(factory=set)


class Numbering:
    """The automatic numbers of a document; paragraphs must be asked about in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        nums = [] if root is None else root.findall(W + "num")
        abstracts = [] if root is None else root.findall(W + "abstractNum")
        self._nums = {num.get(W + "numId"): num for num in nums}
        self._abstracts = {each.get(W + "abstractNumId"): each for each in abstracts}
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, _List | None] = {}

    def next_number(self, properties: Element | None) -> str:
        """The number of the next paragraph, with what follows it; "" where it has none or a bullet."""
        named = self._named(properties)
        if named is None:
            return ""
        numbering, at = named
        self._count(numbering, at)
        level = numbering.levels.get(at, _Level())
        if level.format == "bullet":
            return ""
        shown = _PLACEHOLDER.sub(lambda match: self._shown(numbering, int(match[1]) - 1, level), level.text)
        return shown + level.suffix if shown else ""

    def _named(self, properties: Element | None) -> tuple[_List, int] | None:
        """The list and level of a paragraph, from itself or its style; None where it is not numbered."""
        style = self._styles.style_of(properties)
        settings = [None if properties is None else properties.find(W + "numPr")]
        settings += [element.find(f"{W}pPr/{W}numPr") for element in self._styles.chain(style)]
        present = [each for each in settings if each is not None]
        id_ = next((found for each in present if (found := value(each, "numId")) is not None), None)
        numbering = None if id_ is None else self._list(id_)
        if numbering is None:
            return None
        own = value(settings[0], "ilvl")
        if own is None:
            # A style says its list; the list says which of its levels is the style's.
            own = self._level_of(style, numbering)
        if own is None:
            own = next((found for each in present if (found := value(each, "ilvl")) is not None), "0")
        return numbering, min(max(_whole(own, 0), 0), _LEVELS - 1)

    def _level_of(self, style: str | None, numbering: _List) -> str | None:
        styles = {element.get(W + "styleId", "") for element in self._styles.chain(style)}
        return next((str(at) for at, level in numbering.levels.items() if level.style in styles), None)

    def _list(self, id_: str) -> _List | None:
        if id_ not in self._lists:
            self._lists[id_] = self._read_list(id_)
        return self._lists[id_]

    def _read_list(self, id_: str) -> _List | None:
        num = self._nums.get(id_)
        abstract_id = self._abstract_of(num)
        if num is None or abstract_id is None:
            return None
        levels = {_at(each): _level(each) for each in self._abstracts[abstract_id].findall(W + "lvl")}
        starts = {}
        for override in num.findall(W + "lvlOverride"):
            replaced = override.find(W + "lvl")
            if replaced is not None:
                levels[_at(override)] = _level(replaced)
            start = value(override, "startOverride")
            if start is not None:
                starts[_at(override)] = _whole(start, 1)
        return _List(levels, starts, self._counters.setdefault(abstract_id, [None] * _LEVELS))

    def _abstract_of(self, num: Element | None) -> str | None:
        """The id of the definition behind a numbering, through the numbering styles it links to."""
        for _ in range(len(self._nums) + 1):
            id_ = value(num, "abstractNumId")
            if id_ not in self._abstracts:
                return None
            link = value(self._abstracts[id_], "numStyleLink")
            style = self._styles.chain(link)[:1] if link else ()
            if not style:
                return id_
            num = self._nums.get(value(style[0].find(f"{W}pPr/{W}numPr"), "numId"))
        return None

    def _count(self, numbering: _List, at: int) -> None:
        counters = numbering.counters
        first = at in numbering.starts and at not in numbering.begun
        numbering.begun.add(at)
        current = counters[at]
        counters[at] = self._start(numbering, at) if first or current is None else current + 1
        for above in range(at):
            if counters[above] is None:
                counters[above] = self._start(numbering, above)
        for below in range(at + 1, _LEVELS):
            restart = numbering.levels.get(below, _Level()).restart
            if restart is None or at < restart:
                counters[below] = None

    def _start(self, numbering: _List, at: int) -> int:
        return numbering.starts.get(at, numbering.levels.get(at, _Level()).start)

    def _shown(self, numbering: _List, at: int, within: _Level) -> str:
        count = numbering.counters[at]
        if count is None:
            return ""
        level = numbering.levels.get(at, _Level())
        return numeral(count, "decimal" if within.legal else level.format)


def _level(element: Element) -> _Level:
    legal = element.find(W + "isLgl")
    restart = value(element, "lvlRestart")
    return _Level(
        start=_whole(value(element, "start"), 0),
        format=_format(element),
        text=value(element, "lvlText") or "",
        restart=None if restart is None else _whole(restart, 0),
        legal=legal is not None and is_on(legal),
        suffix=_SUFFIXES.get(value(element, "suff") or "tab", " "),
        style=value(element, "pStyle"),
    )


def _format(element: Element) -> str:
    """The level's number format; a newer one is given by example (01, 02, 03, …) beside its fallback."""
    found = next(element.iter(W + "numFmt"), None)
    if found is None:
        return "decimal"
    example = found.get(W + "format", "")
    return "decimalZero" if example.startswith("01,") else found.get(VAL, "decimal")


def _at(element: Element) -> int:
    return _whole(element.get(W + "ilvl"), 0)


def _whole(text: str | None, otherwise: int) -> int:
    """`text` as a whole number of a sensible size, else `otherwise`."""
    text = text or ""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 7 else otherwise
