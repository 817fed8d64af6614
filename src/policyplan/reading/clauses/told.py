"""Whether words are a responsibility clause at all."""

from __future__ import annotations

import re

from policyplan.reading.clauses.fields import read_clause
from policyplan.reading.clauses.tiers import says_when
from policyplan.reading.clauses.values import Duty
from policyplan.reading.labels import (
    BLANK_LABEL,
    LABEL,
    OTHER_LABEL,
)
from policyplan.reading.names import (
    is_function,
    is_unit_like,
)

_CLAUSE_HINT = re.compile(
    "：|牵头|负责|配合|主办|承办|协办|落实|分工|参与|承担|组织|协助|指导|支持|[任责施]主体|责任[单部]"
)


def _in_short(duty: Duty) -> bool:
    """Whether a duty names bodies by their fields alone: 发改、财政、文旅等部门."""
    return duty.open_ended and is_function(duty.name.full)


def _says_who(duties: tuple[Duty, ...]) -> bool:
    """Whether the names of duties are units, but for an odd one among several whose roles are printed."""
    odd = sum(not (is_unit_like(duty.name.full) or _in_short(duty)) for duty in duties)
    return odd == 0 or (odd * 3 <= len(duties) and all(duty.role_printed for duty in duties))


_OWN_TIME = re.compile(r"前|底|完成|长期|持续|季度末|内$|^每|适时|常态|^待.+后")
_NO_TIME_CLAUSE = re.compile(
    r"修[正订]|通过|施行|执行至|截至|数据|现价|起$|以来|发布$|印发$|公布$|(?<!持续)(?<!长期)实施$|约|计$"
)


def is_own_time(text: str) -> bool:
    """Whether a bracket (folded) holds nothing but a deadline: （2024年9月30日前完成）."""
    if len(text) > 30 or not _OWN_TIME.search(text) or _NO_TIME_CLAUSE.search(text):
        return False
    return says_when(text)


def states_by_label(text: str) -> bool:
    """Whether a text begins with a label that is told by its end, and a value of its kind: 监管单位：市住建局."""
    label = OTHER_LABEL.match(text)
    if label is None or label["other"]:
        return False
    clause = read_clause(text)
    return bool(clause.duties) and _says_who(clause.duties) if label["role"] else bool(clause.times)


def is_clause(text: str, *, after_sentence: bool) -> bool:
    """Whether the content of a bracket (folded) says who answers for something.

    It does with a label; with role words behind units; and, standing behind a whole sentence
    (`after_sentence`), as a bare list of units with or without a time.
    """
    if (
        len(text) < 2
        or len(text) > 2000
        or text.startswith(("以下简称", "以下统称", "下称", "简称", "含", "包括", "如", "不含", "即"))
    ):
        return False
    if "：" in text and (LABEL.search(text) or states_by_label(text)):
        return True
    if BLANK_LABEL.match(text):
        clause = read_clause(text)
        return _says_who(clause.duties) if clause.duties else bool(clause.times)
    if not after_sentence and not _CLAUSE_HINT.search(text):
        return False
    clause = read_clause(text)
    if not clause.duties:
        return after_sentence and is_own_time(text)
    if not _says_who(clause.duties):
        return False
    return after_sentence or any(duty.role_printed for duty in clause.duties)
