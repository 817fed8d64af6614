"""What of a document's text no node of its plan holds: nothing printed is lost without a word."""

from __future__ import annotations

import re

from policyplan.model import Plan, Section, Task
from policyplan.source import Span

_VISIBLE = re.compile(r"[^\s\u3000\u00a0\u200b\ufeff\f]")


def uncovered(plan: Plan) -> tuple[Span, ...]:
    """The stretches of the source with visible characters that no node holds, in order.

    Empty for a plan without a source.
    """
    if plan.source is None:
        return ()
    text = plan.source.text
    gaps: list[Span] = []
    reached = 0
    for start, end in sorted([(span.start, span.end) for span in _held(plan)]):
        if start > reached and not text[reached:start].isspace():
            gaps += _visible(text, reached, start)
        reached = max(reached, end)
    return (*gaps, *_visible(text, reached, len(text)))


def printable(plan: Plan) -> tuple[int, int]:
    """How many of the source's printable characters the plan's nodes hold, and how many there are.

    >>> from policyplan import read_text
    >>> printable(read_text("1.修好东桥。（责任单位：市交通局）").plan)
    (18, 18)
    """
    if plan.source is None:
        return 0, 0
    text = plan.source.text
    total = len(_VISIBLE.findall(text))
    return total - sum(len(_VISIBLE.findall(text, gap.start, gap.end)) for gap in uncovered(plan)), total


def _held(plan: Plan) -> list[Span]:
    held = [*plan.document.spans, *plan.spans]
    nodes: list[Section | Task] = list(plan.sections)
    for node in nodes:  # which grows as sections are met
        if node.span is not None:
            held.append(node.span)
        if isinstance(node, Section):
            nodes += node.items
    return held


def _visible(text: str, start: int, end: int) -> list[Span]:
    """The stretch between `start` and `end` from its first to its last visible character, as no or one span."""
    first = _VISIBLE.search(text, start, end)
    if first is None:
        return []
    while not _VISIBLE.match(text, end - 1):
        end -= 1
    return [Span(first.start(), end)]
