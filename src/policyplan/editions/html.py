"""A comparison as HTML, for a page of its own and for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from policyplan.display import ROWS
from policyplan.editions._lines import Block, Line, blocks, summary
from policyplan.editions.showing import printable_part, title_of
from policyplan.editions.wording import Passage

if TYPE_CHECKING:
    from policyplan.editions.comparison import Comparison

_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:2em auto;padding:0 1em}"
    "h2{font-size:1.05em;margin:1.2em 0 .2em}ul{margin:0}"
    "del{background:#fdd;color:#700}ins{background:#dfd;color:#050}"
)


def to_html(comparison: Comparison) -> str:
    """See `Comparison.to_html`."""
    title = _safe(title_of(comparison))
    body = "\n".join(
        [f"<h1>{title}</h1>", f"<p>{_safe(summary(comparison))}</p>", *_shown(blocks(comparison))]
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def fragment(comparison: Comparison) -> str:
    """A comparison for a notebook: what differs in at most `ROWS` places, and in how many more."""
    told = blocks(comparison)
    more = f"<p>… and {len(told) - ROWS} more</p>" if len(told) > ROWS else ""
    return f"<div><p>{_safe(summary(comparison))}</p>{''.join(_shown(told[:ROWS]))}{more}</div>"


def _shown(told: Iterable[Block]) -> Iterator[str]:
    for block in told:
        yield f"<h2>{_safe(block.title)}</h2>"
        if block.lines:
            yield f"<ul>{''.join(f'<li>{_line(line)}</li>' for line in block.lines)}</ul>"


def _line(line: Line) -> str:
    label = f"{_safe(line.label)}: " if line.label else ""
    if line.passages:
        return label + "".join(_passage(passage) for passage in line.passages)
    said = " → ".join(
        f"<{tag}>{_safe(text)}</{tag}>" for tag, text in (("del", line.before), ("ins", line.after)) if text
    )
    return f"{label}{said}{f' ({_safe(line.note)})' if line.note else ''}"


def _passage(passage: Passage) -> str:
    if passage.kept:
        return _safe(passage.new)
    old = f"<del>{_safe(passage.old)}</del>" if passage.old else ""
    return old + (f"<ins>{_safe(passage.new)}</ins>" if passage.new else "")


def _safe(text: str) -> str:
    return escape(printable_part(text))
