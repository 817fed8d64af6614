"""Elements of a page: their text as a browser shows it, and the ones it does not show."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from attrs import frozen

#: An lxml element; lxml ships no types.
Element: TypeAlias = Any

#: What prints nothing of the document, whatever stands in it.
UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "link",
        "input",
        "select",
        "button",
        "textarea",
        "datalist",
        "progress",
        "rt",
        "rp",
    ]
)
#: Text that was revised away.
STRUCK = frozenset(("s", "strike", "del"))
BLOCKS = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "center",
        "address",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "details",
        "summary",
        "hr",
        "menu",
        "hgroup",
    ]
)

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_SPACE = re.compile("[ \t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f]+")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
#: A line of the file that ends between two Chinese characters: a browser shows a gap there, no reader wants one.
_FILE_LINE = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")


def prune(root: Element) -> None:
    """Take out of the tree what a browser does not show, and what was struck out."""
    for element in list(root.iter()):
        if element is not root and element.getparent() is not None and _is_unseen(element):
            element.drop_tree()


def squeeze(text: str) -> str:
    """`text` with every run of white space as one space, and none where only the file's line ended.

    >>> squeeze("2024\\u2002年\\xa0 3 月\\n底前")
    '2024 年 3 月底前'
    """
    return _SPACE.sub(" ", _FILE_LINE.sub("", _ZERO_WIDTH.sub("", text)))


def tidied(element: Element) -> str:
    """All text of `element` on one line, a `<br>` or the end of a block as a line end."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (line.strip() for line in squeeze("".join(pieces)).replace("\x00", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        breaks = child.tag == "br" or child.tag in BLOCKS
        pieces.append("\x00" if breaks else "")
        _collect(child, pieces)
        pieces.append("\x00" if breaks and child.tag != "br" else "")
        pieces.append(child.tail or "")


def names(element: Element) -> str:
    """The id and the classes of `element`, for looking words up in."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".strip()


@frozen
class Size:
    """How many characters of an element print something, and how many of them stand in links."""

    printed: int
    linked: int

    @property
    def prose(self) -> int:
        """The characters outside links."""
        return self.printed - self.linked


Sizes: TypeAlias = dict[Element, Size]


def text_sizes(root: Element) -> Sizes:
    """The size of every element under `root`, in one pass."""
    sizes: Sizes = {}
    _measure(root, sizes)
    return sizes


def _measure(element: Element, sizes: Sizes) -> Size:
    printed, linked = _ink(element.text), 0
    for child in element:
        below = _measure(child, sizes)
        printed += below.printed + _ink(child.tail)
        linked += below.linked
    sizes[element] = Size(printed, printed if element.tag == "a" else linked)
    return sizes[element]


def _ink(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def _is_unseen(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.tag in STRUCK:
        return True
    style = element.get("style") or ""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(style) and bool(_HIDDEN.search(style) or _STRUCK_STYLE.search(style))
