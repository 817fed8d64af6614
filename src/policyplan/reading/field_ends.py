"""Where the labelled fields of a paragraph end."""

from __future__ import annotations

import re

from policyplan.reading.labels import LABEL
from policyplan.reading.names import is_unit_like

#: A further step that begins behind a field: 责任单位：县水利局；（2）修西桥。
_NEXT_STEP = re.compile(r"；\s*(?:（\d{1,2}）|[①-⑳])(?P<step>[^；。，：（）]{2,60})[。，]")


#: How far behind its label a field is looked through for a further step.
LONGEST_FIELD = 400


def field_end(folded: str, at: int, end: int) -> int:
    """Where the labelled fields that begin before `at` end: at a full stop behind which no other label stands.

    They end as well where a further step begins: 责任单位：县水利局；（2）修西桥。
    """
    step = _NEXT_STEP.search(folded, at, min(end, at + LONGEST_FIELD))
    if step is not None and not is_unit_like(step["step"]):
        end = step.start() + 1
    while True:
        stop = _stop(folded, at, end)
        if stop < 0:
            return end
        following = LABEL.match(folded, stop + 1)
        if following is None or following.start() >= end:
            return stop + 1
        at = following.end()


def _stop(folded: str, at: int, end: int) -> int:
    depth = 0
    for index in range(at, end):
        character = folded[index]
        if character == "（":
            depth += 1
        elif character == "）":
            depth -= 1
        elif character == "。" and depth <= 0:
            return index
    return -1
