"""What a Word file's styles say of paragraphs and runs (ISO/IEC 29500-1 17.7)."""

from __future__ import annotations

import re

from policyplan.reading.archive import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the child of `parent` called `name`; None where there is no such child or value."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def is_on(element: Element) -> bool:
    """Whether a toggle such as ``<w:vanish/>`` is on: it is, unless its value says no."""
    return (element.get(VAL) or "").lower() not in _OFF


class Styles:
    """The styles of a document, each with the styles it is based on."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._default = next(
            (id_ for id_, style in self._styles.items() if _is_default_paragraph_style(style)), None
        )
        # Kept here, not by functools.cache, which would hold the styles in a circle that only the collector ends.
        self._chains: dict[str | None, tuple[Element, ...]] = {}
        self._levels: dict[str | None, int | None] = {}

    def style_of(self, properties: Element | None) -> str | None:
        """The id of the paragraph style that `properties` (``w:pPr``) names, else of the default one."""
        return value(properties, "pStyle") or self._default

    def chain(self, style: str | None) -> tuple[Element, ...]:
        """The style called `style` and those it is based on, nearest first."""
        if style not in self._chains:
            self._chains[style] = self._chain(style)
        return self._chains[style]

    def _chain(self, style: str | None) -> tuple[Element, ...]:
        chain: list[Element] = []
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            chain.append(element)
            style = value(element, "basedOn")
        return tuple(chain)

    def found(self, properties: Element | None, name: str) -> Element | None:
        """The paragraph property `name`, from the paragraph itself or the nearest style that sets it."""
        own = None if properties is None else properties.find(W + name)
        if own is not None:
            return own
        return self._from_styles(self.style_of(properties), f"{W}pPr/{W}{name}")

    def _from_styles(self, style: str | None, path: str) -> Element | None:
        found = (element.find(path) for element in self.chain(style))
        return next((element for element in found if element is not None), None)

    def is_hidden(self, properties: Element | None, style: str | None) -> bool:
        """Whether a run with `properties` (``w:rPr``) in a paragraph of `style` is hidden or struck out."""
        return any(self._toggle(properties, style, name) for name in ("vanish", "strike", "dstrike"))

    def _toggle(self, properties: Element | None, style: str | None, name: str) -> bool:
        own = None if properties is None else properties.find(W + name)
        if own is None:
            own = self._from_styles(value(properties, "rStyle"), f"{W}rPr/{W}{name}")
        if own is None:
            own = self._from_styles(style, f"{W}rPr/{W}{name}")
        return own is not None and is_on(own)

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents, by its style."""
        return any(
            _CONTENTS.match(value(style, "name") or "") for style in self.chain(self.style_of(properties))
        )

    def heading_level(self, properties: Element | None) -> int | None:
        """The level a paragraph has as a heading: 1 for Heading 1, 0 for Title, None where it is none."""
        own = None if properties is None else properties.find(W + "outlineLvl")
        return self._level_of(self.style_of(properties)) if own is None else _outline_level(own)

    def _level_of(self, style: str | None) -> int | None:
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def _level(self, style: str | None) -> int | None:
        for element in self.chain(style):
            name = (value(element, "name") or "").strip()
            if heading := _HEADING.fullmatch(name):
                return int(heading[1])
            if _TITLE.fullmatch(name):
                return 0
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                return _outline_level(outline)
        return None


def _is_default_paragraph_style(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and (style.get(W + "default") or "0") not in _OFF


def _outline_level(element: Element) -> int | None:
    """1 to 9 for the outline levels 0 to 8; the file's 9 is body text."""
    level = element.get(VAL, "")
    return int(level) + 1 if level in set("012345678") else None
