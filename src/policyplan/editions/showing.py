"""A comparison as text and as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyplan.display import WIDTH, printable, wrap
from policyplan.editions._lines import Line, blocks, summary
from policyplan.editions.wording import Passage

if TYPE_CHECKING:
    from policyplan.editions.comparison import Comparison

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&])")
_HANGING = "      "


def to_text(comparison: Comparison, *, width: int = WIDTH) -> str:
    """See `Comparison.to_text`."""
    parts = [[*wrap(summary(comparison), width)]]
    for block in blocks(comparison):
        lines = [*wrap(block.title, width)]
        for line in block.lines:
            first, *more = wrap(_labelled(line.label, _text(line)), max(2, width - len(_HANGING)))
            lines += [f"  {first}", *(f"{_HANGING}{each}" for each in more)]
        parts.append(lines)
    return "\n\n".join("\n".join(lines) for lines in parts)


def to_markdown(comparison: Comparison) -> str:
    """See `Comparison.to_markdown`."""
    parts = [f"# {_escaped(title_of(comparison))}", summary(comparison)]
    for block in blocks(comparison):
        parts.append(f"## {_escaped(block.title)}")
        if block.lines:
            lines = (_labelled(_escaped(line.label), _markdown(line)) for line in block.lines)
            parts.append("\n".join(f"- {line}" for line in lines))
    return "\n\n".join(parts) + "\n"


def title_of(comparison: Comparison) -> str:
    """What is compared: the title of the new edition, and the numbers of both where they have two."""
    old, new = comparison.old, comparison.new
    title = printable(new.title or new.document.title) or "Two editions"
    before, after = (printable(plan.document.number or "") for plan in (old, new))
    return f"{title} ({before} → {after})" if before and after and before != after else title


def _labelled(label: str, said: str) -> str:
    return f"{label}: {said}" if label else said


def _text(line: Line) -> str:
    if line.passages:
        return "".join(_marked(passage) for passage in line.passages)
    return _noted(_changed(line.before, line.after), line.note)


def _marked(passage: Passage) -> str:
    old, new = printable_part(passage.old), printable_part(passage.new)
    if passage.kept:
        return new
    return f"{f'[-{old}-]' if old else ''}{f'{{+{new}+}}' if new else ''}"


def _markdown(line: Line) -> str:
    if line.passages:
        return "".join(_struck(passage) for passage in line.passages)
    return _noted(_changed(_escaped(line.before), _escaped(line.after)), line.note)


def _struck(passage: Passage) -> str:
    """A passage with tags, since marks beside Chinese characters are often no emphasis (CommonMark 6.2)."""
    old, new = _escaped(printable_part(passage.old)), _escaped(printable_part(passage.new))
    if passage.kept:
        return new
    return f"{f'<del>{old}</del>' if old else ''}{f'<ins>{new}</ins>' if new else ''}"


def _changed(before: str, after: str) -> str:
    return f"{before} → {after}" if before and after else before or after


def _noted(said: str, note: str) -> str:
    return f"{said} ({note})" if note else said


def printable_part(text: str) -> str:
    """`text` as `printable` makes it, with the spaces at its ends."""
    inner = printable(text)
    before = " " if text[:1].isspace() and inner else ""
    return f"{before}{inner}{' ' if text[-1:].isspace() else ''}"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text).replace("\n", " ")
