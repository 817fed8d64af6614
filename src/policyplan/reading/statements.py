"""Whether a bracket ends a statement, so that bodies or a time in it say who answers for it, or by when."""

from __future__ import annotations

import re

from policyplan.reading.clauses import is_own_time
from policyplan.reading.names import is_unit_like, region_of

#: What stands between statements.
BLANK = " \u3000\t\n。，；、.;,"
SENTENCE_ENDS = frozenset("。！？；”…")
#: No paragraph that a person wrote is longer.
_LONGEST = 2000


def ends_statement(folded: str, begin: int, at: int, start: int, end: int, inner: str) -> bool:
    """Whether a bracket stands behind a whole sentence, or ends a statement itself."""
    before = folded[start - 1] if start > 0 else "。"
    return (
        before in SENTENCE_ENDS
        or start == begin
        or (before == "）" and start == at and not folded[end:].strip(BLANK))
        or _is_statement_itself(folded, start, end, inner)
    )


def _is_statement_itself(folded: str, start: int, end: int, inner: str) -> bool:
    """Whether a bracket without a sentence before it still ends one: it is followed by ；, 。 or nothing, or as
    each part of the sentence is.

    In 市直部门（财政局、教育局） the bracket explains a name, so what stands before it must be none.
    """
    following = folded[end : end + 1]
    names_no_body = not is_unit_like(folded[max(0, start - 6) : start])
    if following and following not in "。；，" and not _CIRCLED.match(following):
        return following == "、" and names_no_body and _each_ends_so(folded)
    if "、" not in inner and "，" not in inner:
        alone = names_no_body and is_unit_like(inner)
        if not (alone or is_own_time(inner)):
            return False
        if not _NOTHING_BEHIND.match(folded, end):
            return alone and _each_ends_so(folded)
        return is_own_time(inner) or (alone and (region_of(inner) is not None or _each_ends_so(folded)))
    return names_no_body


_NOTHING_BEHIND = re.compile(rf"[{re.escape(BLANK)}]*\Z")
#: A bracket that ends a statement, or a part of one.
_ENDING = re.compile("（([^（）]{2,40})）(?=[；。，、]|\\Z)")


def _each_ends_so(folded: str) -> bool:
    """Whether each of several statements ends in a bracket that begins with a body, and so does the paragraph.

    建制度（县水利局）；抓落实（各镇）。 新建泵站（县水利局），改造管网（县住建局，11月底前）。
    """
    if len(folded) > _LONGEST:
        return False  # no paragraph that a person wrote
    brackets = list(_ENDING.finditer(folded))
    if len(brackets) < 2 or len(brackets) < folded.count("（", 1):  # the item's number apart
        return False
    if folded[brackets[-1].end() :].strip(BLANK):
        return False
    names = [re.split("[、，]", each[1], maxsplit=1)[0] for each in brackets]
    return all(
        is_unit_like(name) and (name.startswith("各") or region_of(name) is not None) for name in names
    )


_CIRCLED = re.compile("[①-⑳]")
