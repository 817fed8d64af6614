"""Lines that only say who answers or by when: a label with its value, be it on the lines below, or a bare duty."""

from __future__ import annotations

import re

from policyplan.model import Role
from policyplan.reading import english
from policyplan.reading._vocabulary import LABEL_BODIES, NOTHING
from policyplan.reading.clauses import (
    EMPTY,
    Clause,
    is_clause,
    read_clause,
    states_by_label,
)
from policyplan.reading.field_ends import field_end
from policyplan.reading.folding import is_english
from policyplan.reading.labels import (
    CONTENT,
    GLUED_LABEL,
    LABEL,
    LINE_LABEL,
    OTHER_LABEL,
    read_label,
)
from policyplan.reading.names import is_unit_like
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated, says_something
from policyplan.reading.statements import BLANK


def duty_line(para: Para) -> Stated | None:
    """The clause of a line that only says who answers, and by when (县水利局、县财政局，6月底前); None for others."""
    if (
        not (("，" in para.folded or "；" in para.folded) and 6 <= len(para.folded) <= 120)
        or "。" in para.folded[:-1]
    ):
        return None
    words = para.folded.rstrip("。； \u3000")
    if words[-1:] not in _ENDS_DUTY or not is_clause(words, after_sentence=True):
        return None
    clause = read_clause(words)
    if not (clause.duties and (clause.times or all(duty.role_printed for duty in clause.duties))):
        return None
    end = len(para.text)
    return Stated([Part(para, 0, end, clause)], end=end, own_line=True, first=para)


#: The ends of words that say by when or in which role: 6月底前, 长期, 持续推进, 配合, 抓好落实.
_ENDS_DUTY = frozenset("前底末内成期日月年持进度责合头实与办助施")

_LONGEST_LABEL = 24
_LONGEST_ENGLISH_LABEL = 40


def read_label_line(paras: list[Para], at: int) -> tuple[Stated, int] | None:
    """Read a line such as 责任单位：省财政厅, with the lines its value goes on in; None where it is no such line.

    Returns the clause and the number of paragraphs it takes.
    """
    para = paras[at]
    begin = para.number.end if para.number else 0
    if begin and para.folded.find("：", begin, begin + _LONGEST_LABEL) < 0:
        return None  # most items
    if para.number is None:
        if ("：" in para.folded or _may_have_dashes(para)) and is_english(para.text):
            return _english_line(paras, at)
        if para.text.isascii() and len(para.text) <= _LONGEST_ENGLISH_LABEL:
            return _english_label_alone(paras, at)
    if para.level is not None:
        return None
    label = LINE_LABEL.match(para.folded, begin)
    if begin and label is not None and CONTENT.search(para.folded, label.end()):
        return None  # the item's own fields, in front of what is to be done
    if label is None or (begin and not _is_field(para, label)):
        return None
    kind, role = read_label(label)
    begin = label.end()
    if begin >= len(para.folded.rstrip("）。 ")):
        following = _value_lines(paras, at + 1, kind)
        if not following and "：" not in para.folded:
            return None
        parts = [Part(line, 0, len(line.text), _field(line.folded, kind, role)) for line in following]
        own = Part(para, 0, len(para.text), EMPTY)
        return Stated([own, *parts], own_line=True, first=para), 1 + len(following)
    if label[0].startswith("（") and "）" not in label[0]:
        return None  # a bracket in a paragraph of its own: its pieces tell
    if not label[0].rstrip(" \u3000").endswith(("：", "）")) and not _is_value(para.folded[begin:], kind):
        return None
    end = len(para.folded)
    stop = field_end(para.folded, begin, end)
    clause = _field(para.folded[begin:stop], kind, role)
    if stop < end and says_something(para.folded, stop, end):
        return None  # text goes on behind it: the pieces of the paragraph tell
    own = Part(para, begin, end, clause)
    if kind == "role" and (more := _further_units(paras, at + 1)):
        parts = [Part(line, 0, len(line.text), _field(line.folded, kind, role)) for line in more]
        return Stated([own, *parts], own_line=True, first=para), 1 + len(more)
    return Stated([own], end=end, own_line=True, first=para), 1


def read_other_label_line(para: Para) -> tuple[Stated, int] | None:
    """Read a line of an open item with a label that no table holds, told by its end and value: 监管单位：市住建局."""
    folded = para.folded
    if para.number is not None or para.level is not None or not 0 < folded.find("：") < _LONGEST_LABEL:
        return None
    if folded.startswith(("（", "以上", "上述")):
        return None  # a bracket, or what is said of several items
    label = OTHER_LABEL.match(folded)
    if label is None or not (label["time"] or (label["role"] or "").endswith(LABEL_BODIES)):
        return None  # 县教育局：负责学校 names a body itself
    if not states_by_label(folded) or not _is_value(
        folded[label.end() :], "role" if label["role"] else "time"
    ):
        return None
    end = len(folded)
    return Stated([Part(para, 0, end, read_clause(folded))], end=end, own_line=True, first=para), 1


def _is_field(para: Para, label: re.Match[str]) -> bool:
    """Whether a numbered line is a field of the item above it and no item: （三）责任单位：县水利局."""
    kind, _ = read_label(label)
    value = para.folded[label.end() :]
    return (
        kind in ("role", "time") and "：" in label[0] and bool(value.strip(BLANK)) and _is_value(value, kind)
    )


def _may_have_dashes(para: Para) -> bool:
    text = para.text
    return text[0] < "\x80" and (" - " in text or " – " in text or " — " in text)


def _english_line(paras: list[Para], at: int) -> tuple[Stated, int] | None:
    para = paras[at]
    if "：" not in para.folded and not english.find_dashed(para.text):
        return None
    labels = english.find_labels(para.text)
    clause = english.read_line(para.text)
    if clause is None:
        return None
    own = Part(para, 0, len(para.text), clause)
    if para.text[labels[-1][1] :].strip(" *_"):
        return Stated([own], end=len(para.text), own_line=True, first=para), 1
    role = labels[-1][2]
    return _with_values(own, _english_values(paras, at + 1, role is None), role)


def _english_label_alone(paras: list[Para], at: int) -> tuple[Stated, int] | None:
    """A label that is all of a line, without a mark, and the lines of its value: Lead agency, Department of Water."""
    para = paras[at]
    if not _is_label_alone(paras, at):
        return None
    role = english.label_role(para.text)
    among = _is_label_alone(paras, at + 2) or (at > 1 and _is_label_alone(paras, at - 2))
    if not among and " " not in para.text.strip() and para.text.rstrip().endswith("s"):
        return None  # Partners, Stakeholders: as often the heading of a part
    lines = _english_values(paras, at + 1, role is None)
    if not lines or not all(english.is_value(line.text, para.text) for line in lines):
        if role is None or len(lines) != 1 or not _is_label_alone(paras, at + 2):
            return None
        if not english.is_short_name(lines[0].text):
            return None
    return _with_values(Part(para, 0, len(para.text), EMPTY), lines, role)


def _is_label_alone(paras: list[Para], at: int) -> bool:
    """Whether an English label is all of a line."""
    if at >= len(paras) or paras[at].number is not None or len(paras[at].text) > _LONGEST_ENGLISH_LABEL:
        return False
    return english.label_role(paras[at].text) is not None or english.is_time_label(paras[at].text)


def _with_values(own: Part, lines: list[Para], role: Role | None) -> tuple[Stated, int]:
    """The clause of a label and the lines of its value, and how many lines that takes."""
    clauses = english.read_values([line.text for line in lines], role)
    values = [Part(line, 0, len(line.text), clause) for line, clause in zip(lines, clauses, strict=True)]
    return Stated([own, *values], own_line=True, first=own.para), 1 + len(lines)


def _english_values(paras: list[Para], at: int, time: bool) -> list[Para]:
    """The lines behind an empty English label: one for a time, a list for bodies."""
    found: list[Para] = []
    for para in paras[at : at + 12]:
        if para.number is not None or para.level is not None or english.find_labels(para.text):
            break
        if english.label_role(para.text) is not None or english.is_time_label(para.text):
            break
        if not (time or not found or english.names_a_body(para.text)):
            break
        found.append(para)
        if time:
            break
    return found


def _field(text: str, kind: str, role: Role | None) -> Clause:
    """The clause of a field whose label stands outside `text`."""
    if kind == "role":
        return read_clause(text, role)
    bare = text.strip(BLANK)
    label = LABEL.search(text) or GLUED_LABEL.search(text)
    if label is None and (kind == "person" or bare.lower() in NOTHING):
        return EMPTY
    if label:  # another label on the same line: 完成时限：…；责任单位：…
        shift = label.start()
        clause = read_clause(text[shift:])
        first = text[:shift].strip(BLANK)
        begin = text.index(first) if first else 0
        own = [(begin, begin + len(first))] if kind == "time" else []
        return clause._replace(
            duties=tuple(d._replace(start=d.start + shift, end=d.end + shift) for d in clause.duties),
            times=(*own, *((a + shift, b + shift) for a, b in clause.times)),
        )
    start = text.index(bare)
    return Clause((), ((start, start + len(bare)),))


def _value_lines(paras: list[Para], at: int, kind: str) -> list[Para]:
    """The lines behind an empty label that are its value: names of units, or one time."""
    found: list[Para] = []
    while at < len(paras) and len(found) < 12:
        para = paras[at]
        if (
            para.number is not None
            or para.level is not None
            or LINE_LABEL.match(para.folded)
            or not _is_value(para.folded, kind)
        ):
            break
        found.append(para)
        at += 1
        if kind != "role" or para.folded.strip().lower() in NOTHING:
            break
    return found


def _further_units(paras: list[Para], at: int) -> list[Para]:
    """The lines of bare units between one label line and the next: those below 责任单位：县财政局."""
    found: list[Para] = []
    for para in paras[at : at + 8]:
        if para.number is not None or para.level is not None or len(para.folded) > 40:
            return []
        if LINE_LABEL.match(para.folded):
            return found
        if "：" in para.folded or not _is_value(para.folded, "role"):
            return []
        found.append(para)
    return []


def _is_value(folded: str, kind: str) -> bool:
    bare = folded.strip(BLANK)
    if bare.lower() in NOTHING:
        return True
    if kind == "role":
        if len(bare) > 200 or "。" in bare:
            return False
        clause = read_clause(bare)
        return bool(clause.duties) and all(is_unit_like(duty.name.full) for duty in clause.duties)
    return len(bare) <= 40 and (kind == "person" or not is_unit_like(bare))
