"""A paragraph's pieces: text that says what is to be done, and clauses that say who and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from attrs import Factory, define

from policyplan.model import Role
from policyplan.reading import english
from policyplan.reading._vocabulary import LABEL_BODIES, NOTHING
from policyplan.reading.clauses import (
    EMPTY,
    FINAL_PROVISION,
    Clause,
    is_clause,
    is_own_time,
    read_clause,
    states_by_label,
)
from policyplan.reading.folding import is_english
from policyplan.reading.labels import (
    BLANK_LABEL,
    BRACKETED_LABEL,
    GLUED_LABEL,
    LABEL,
    LINE_LABEL,
    OTHER_LABEL,
    read_label,
)
from policyplan.reading.leading import leading_duties
from policyplan.reading.names import is_unit_like, read_names, region_of
from policyplan.reading.paragraphs import Para


class Text(NamedTuple):
    """A stretch of a paragraph that is no clause."""

    para: Para
    start: int
    end: int


class Part(NamedTuple):
    """A stretch of a paragraph with the clause read from it; the clause's places count from `start`."""

    para: Para
    start: int
    end: int
    clause: Clause


@define(eq=False)
class Stated:
    """A responsibility clause as it stands: one bracket, or several fields that stand together.

    `own_line` is True where it stands in a paragraph of its own, `bracketed` where it is one bracket, `leads` where
    what it is for stands behind it (县教育局：负责…) and not before it.
    """

    parts: list[Part] = Factory(list)
    start: int = 0
    end: int = 0
    own_line: bool = False
    bracketed: bool = False
    first: Para | None = None
    leads: bool = False

    @property
    def names_units(self) -> bool:
        """Whether any part names a unit."""
        return any(part.clause.duties for part in self.parts)


_BRACKET = re.compile(r"（(?:[^（）]++|（(?:[^（）]++|（[^（）]*+）)*+）)*+）")
_SENTENCE_ENDS = frozenset("。！？；”…")
_BLANK = " \u3000\t\n。，；、.;,"
_CLOSING_SENTENCE = re.compile(
    r"(?:^|[。；！？])([^。；！？]{4,200}?(?:负责|配合|牵头|落实|参与|承办|协助|实施|支持|[任责施]主体|(?:牵头|责任)(?:单位|部门)))[。；]?\s*$"
)


class _Cut(NamedTuple):
    """A clause in a paragraph, with where each of its parts begins and ends, or a text, which has no parts."""

    start: int
    end: int
    parts: tuple[tuple[int, int, Clause], ...] = ()
    bracketed: bool = False
    leads: bool = False


def read_pieces(para: Para, begin: int) -> list[Text | Stated]:
    """Cut `para` from position `begin` on into texts and clauses, in printed order."""
    cut = _cut if len(para.folded) <= _MOST_KEPT else _cut.__wrapped__
    pieces: list[Text | Stated] = []
    for start, end, parts, bracketed, leads in cut(para.text, para.folded, begin, para.closed):
        if parts:
            stated = [Part(para, first, last, clause) for first, last, clause in parts]
            pieces.append(Stated(stated, start, end, False, bracketed, para, leads))
        else:
            pieces.append(Text(para, start, end))
    if len(pieces) == 1 and isinstance(pieces[0], Stated):
        pieces[0].own_line = begin == 0 or para.number is None
    return pieces


_MOST_KEPT = 2000


@lru_cache(maxsize=4096)
def _cut(text: str, folded: str, begin: int, closed: bool) -> tuple[_Cut, ...]:
    """Where the pieces of a paragraph stand.

    The last 4,096 paragraphs of up to 2,000 characters are kept: notices, headings and standing clauses repeat
    from plan to plan, and whole tasks from one edition of a plan to the next.
    """
    cuts: list[_Cut] = []
    at = begin
    for start, end, inner, clause, bracketed, leads in _clauses(text, folded, begin, closed):
        part = (inner, end, clause)
        if leads:
            if _says_something(folded, at, start):
                cuts.append(_Cut(at, start))
            cuts.append(_Cut(start, end, (part,), False, True))
            at = end if folded[end - 1] in "：。" else start  # 县供电公司负责 is a part of its sentence
            continue
        if _says_something(folded, at, start):
            cuts.append(_Cut(at, start))
            cuts.append(_Cut(start, end, (part,), bracketed))
        elif cuts and cuts[-1].parts:
            earlier = cuts[-1]
            cuts[-1] = _Cut(earlier.start, end, (*earlier.parts, part), earlier.bracketed)
        else:
            cuts.append(_Cut(start, end, (part,), bracketed))
        at = end
    if _says_something(folded, at, len(folded)):
        cuts.append(_Cut(at, len(folded)))
    return tuple(cuts)


def _says_something(folded: str, start: int, end: int) -> bool:
    return bool(folded[start:end].strip(_BLANK))


class _Found(NamedTuple):
    """A clause and where it stands: all of it, and from where the places in the clause count."""

    start: int
    end: int
    inner: int
    clause: Clause
    bracketed: bool = False
    leads: bool = False


def _clauses(text: str, folded: str, begin: int, closed: bool) -> Iterator[_Found]:
    at = begin
    for match in _BRACKET.finditer(folded, begin):
        start, end = match.span()
        if start < at:
            continue
        inner = folded[start + 1 : end - 1]
        if end - start < 12 and BRACKETED_LABEL.fullmatch(folded, start, end):
            stop = _field_end(folded, end, len(folded))
            clause = read_clause(folded[start:stop])
            if clause.duties or clause.times:
                yield _Found(start, stop, start, clause)
                at = stop
            continue
        if inner[:1].isascii() and is_english(inner):
            line = english.read_line(text[start + 1 : end - 1])
            if line is not None:
                yield _Found(start, end, start + 1, line, True)
                at = end
            continue
        before = folded[start - 1] if start > 0 else "。"
        sentence = (
            before in _SENTENCE_ENDS
            or start == begin
            or (before == "）" and start == at and not folded[end:].strip(_BLANK))
            or _ends_statement(folded, start, end, inner)
        )
        if is_clause(inner, after_sentence=sentence):
            if "：" in folded[at:start]:
                yield from _labelled(text, folded, at, start, closing=False)
            clause, end = _with_time_behind(read_clause(inner), folded, start + 1, end, len(folded))
            if not clause.duties and at == begin and not folded[end:].strip(_BLANK):
                yield from _led(folded, begin)  # 县水利局负责疏浚西河。（2024年6月底前）
            yield _Found(start, end, start + 1, clause, True)
            at = end
    if not closed:
        opened = _never_closed(folded, at)
        if opened is not None:
            yield from _labelled(text, folded, at, opened, closing=False)
            clause = read_clause(folded[opened + 1 :])
            yield _Found(opened, len(folded), opened + 1, clause, True)
            return
    if at == begin and (led := list(_led(folded, begin))):
        yield from led
        return
    if at < len(folded):
        yield from _labelled(text, folded, at, len(folded))


def _led(folded: str, begin: int) -> Iterator[_Found]:
    for start, end, clause in leading_duties(folded, begin):
        yield _Found(start, end, start, clause, False, True)


def _ends_statement(folded: str, start: int, end: int, inner: str) -> bool:
    """Whether a bracket without a sentence before it still ends one: it is followed by ；, 。 or nothing.

    In 市直部门（财政局、教育局） the bracket explains a name, so what stands before it must be none.
    """
    following = folded[end : end + 1]
    if following and following not in "。；，" and not _CIRCLED.match(following):
        return False
    names_no_body = not is_unit_like(folded[max(0, start - 6) : start])
    if "、" not in inner and "，" not in inner:
        alone = names_no_body and is_unit_like(inner) and region_of(inner) is not None
        return (is_own_time(inner) or alone) and not folded[end:].strip(_BLANK)
    return names_no_body


_CIRCLED = re.compile("[①-⑳]")


def _never_closed(folded: str, at: int) -> int | None:
    """Where a bracket opens that holds a clause and is never closed, None where none does."""
    start = folded.rfind("（", at)
    while start > at and folded.count("（", start) <= folded.count("）", start):
        start = folded.rfind("（", at, start)
    if start < at or not is_clause(
        folded[start + 1 :], after_sentence=folded[start - 1 : start] in _SENTENCE_ENDS
    ):
        return None
    return start


def _labelled(text: str, folded: str, begin: int, end: int, *, closing: bool = True) -> Iterator[_Found]:
    """Clauses outside brackets: inline labels, or with `closing` a last sentence that is all duty."""
    at = begin
    if "：" in folded[at:end] and is_english(folded[begin:]):
        yield from _english_labelled(text, begin, end)
        return
    while "：" in folded[at:end]:
        label = LABEL.search(folded, at, end)
        if label is None:
            break
        stop = _field_end(folded, label.end(), end)
        clause = read_clause(folded[label.start() : stop])
        if not (clause.duties or clause.times):
            clause = EMPTY
        clause, stop = _with_time_behind(clause, folded, label.start(), stop, end)
        start = label.start() + len(label[0]) - len(label[0].lstrip())
        if start > at and folded[start - 1] == "（":
            start -= 1  # a bracket that is never closed
        yield _Found(start, stop, label.start(), clause)
        at = stop
    if closing and at == begin and end > begin:
        duty = _closing_duty(folded, begin, end)
        if duty is not None:
            yield _Found(duty, end, duty, read_clause(folded[duty:end].rstrip("。； \u3000")))


def _with_time_behind(clause: Clause, folded: str, start: int, stop: int, end: int) -> tuple[Clause, int]:
    """The clause with a time that ends the paragraph behind it: 责任单位：市交通局。年底前完成。"""
    words = folded[stop:end].strip(_BLANK)
    if clause.times or not words or not is_own_time(words):
        return clause, stop
    at = folded.index(words, stop) - start
    return clause._replace(times=((at, at + len(words)),)), end


#: What a paragraph begins with that only says who answers: 由市交通局牵头…, 本项工作由市交通局牵头….
_WORK_BY = re.compile(r"[\s\u3000]*(?:[本此该]?(?:各|项|具体|重点)*(?:工作|任务|事项))?由")
_BLANK_BEHIND = re.compile("(?:单位|部门)[ \u3000]")


def _closing_duty(folded: str, begin: int, end: int) -> int | None:
    """Where a last sentence, or what follows its last 由, says who answers; None where it does not."""
    if FINAL_PROVISION.search(folded, begin, end):
        return None
    starts = []
    if _BLANK_BEHIND.search(folded, begin, end) and (field := BLANK_LABEL.search(folded, begin, end)):
        starts.append(field.start())
    match = _CLOSING_SENTENCE.search(folded, max(begin, end - 220), end)
    if match and (match.start(1) > begin or begin == 0):
        starts.append(match.start(1))
    by = folded.rfind("由", max(begin, end - 220), end)
    if by > begin and folded[by - 1] in "，。；：":
        starts.append(by)
    elif by >= begin and _WORK_BY.fullmatch(folded, begin, by + 1):
        starts.append(begin)
    for start in starts:
        if is_clause(folded[start:end].rstrip("。； \u3000"), after_sentence=False):
            return start
    return None


def duty_line(para: Para) -> Stated | None:
    """The clause of a line that only says who answers, and by when (县水利局、县财政局，6月底前); None for others."""
    if not ("，" in para.folded and 6 <= len(para.folded) <= 120) or "。" in para.folded[:-1]:
        return None
    words = para.folded.rstrip("。； \u3000")
    if words[-1:] not in _ENDS_DUTY or not is_clause(words, after_sentence=True):
        return None
    clause = read_clause(words)
    if not (clause.duties and (clause.times or all(duty.role_printed for duty in clause.duties))):
        return None
    return Stated([Part(para, 0, len(para.text), clause)], 0, len(para.text), True, False, para)


#: The ends of words that say by when or in which role: 6月底前, 长期, 持续推进, 配合, 抓好落实.
_ENDS_DUTY = frozenset("前底末内成期日月年持进度责合头实与办助施")


def _english_labelled(text: str, begin: int, end: int) -> Iterator[_Found]:
    """The labelled fields at the end of an English paragraph (… . Lead: Public Works; Due: June 2025)."""
    labels = english.find_labels(text[begin:end])
    if labels:
        start = begin + labels[0][0]
        clause = english.read_line(text[start:end])
        if clause is not None:
            yield _Found(start, end, start, clause)


def _field_end(folded: str, at: int, end: int) -> int:
    """Where the labelled fields that begin before `at` end: at a full stop behind which no other label stands."""
    while True:
        stop = _stop(folded, at, end)
        if stop < 0 or stop >= end - 1:
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


_LONGEST_LABEL = 24


def read_label_line(paras: list[Para], at: int) -> tuple[Stated, int] | None:
    """Read a line such as 责任单位：省财政厅, with the lines its value goes on in; None where it is no such line.

    Returns the clause and the number of paragraphs it takes.
    """
    para = paras[at]
    if para.number is None and "：" in para.folded and is_english(para.text):
        return _english_line(paras, at)
    if para.level is not None:
        return None
    begin = para.number.end if para.number else 0
    if begin and para.folded.find("：", begin, begin + _LONGEST_LABEL) < 0:
        return None
    label = LINE_LABEL.match(para.folded, begin)
    if label is None or (begin and not _is_field(para, label)):
        return None
    kind, role = read_label(label)
    begin = label.end()
    if begin >= len(para.folded.rstrip("）。 ")):
        following = _value_lines(paras, at + 1, kind)
        if not following and "：" not in para.folded:
            return None
        parts = [Part(line, 0, len(line.text), _field(line.folded, kind, role)) for line in following]
        return Stated([Part(para, 0, len(para.text), EMPTY), *parts], 0, 0, True, False, para), 1 + len(
            following
        )
    if label[0].startswith("（") and "）" not in label[0]:
        return None  # a bracket in a paragraph of its own: its pieces tell
    if not label[0].rstrip(" \u3000").endswith(("：", "）")) and not _is_value(para.folded[begin:], kind):
        return None
    end = len(para.folded)
    stop = _field_end(para.folded, begin, end)
    clause = _field(para.folded[begin:stop], kind, role)
    if stop < end and _says_something(para.folded, stop, end):
        return None  # text goes on behind it: the pieces of the paragraph tell
    return Stated([Part(para, begin, end, clause)], 0, end, True, False, para), 1


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
    return Stated([Part(para, 0, end, read_clause(folded))], 0, end, True, False, para), 1


def _is_field(para: Para, label: re.Match[str]) -> bool:
    """Whether a numbered line is a field of the item above it and no item: （三）责任单位：县水利局."""
    kind, _ = read_label(label)
    value = para.folded[label.end() :]
    return (
        kind in ("role", "time") and "：" in label[0] and bool(value.strip(_BLANK)) and _is_value(value, kind)
    )


def _english_line(paras: list[Para], at: int) -> tuple[Stated, int] | None:
    para = paras[at]
    labels = english.find_labels(para.text)
    clause = english.read_line(para.text)
    if clause is None:
        return None
    own = Part(para, 0, len(para.text), clause)
    if para.text[labels[-1][1] :].strip(" *_"):
        return Stated([own], 0, len(para.text), True, False, para), 1
    role = labels[-1][2]
    lines = _english_values(paras, at + 1, role is None)
    clauses = english.read_values([line.text for line in lines], role)
    values = [Part(line, 0, len(line.text), clause) for line, clause in zip(lines, clauses, strict=True)]
    return Stated([own, *values], 0, 0, True, False, para), 1 + len(lines)


def _english_values(paras: list[Para], at: int, time: bool) -> list[Para]:
    """The lines behind an empty English label: one for a time, a list for bodies."""
    found: list[Para] = []
    for para in paras[at : at + 12]:
        if para.number is not None or para.level is not None or english.find_labels(para.text):
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
    bare = text.strip(_BLANK)
    label = LABEL.search(text) or GLUED_LABEL.search(text)
    if label is None and (kind == "person" or bare.lower() in NOTHING):
        return EMPTY
    if label:  # another label on the same line: 完成时限：…；责任单位：…
        shift = label.start()
        clause = read_clause(text[shift:])
        first = text[:shift].strip(_BLANK)
        begin = text.index(first) if first else 0
        own = [(begin, begin + len(first))] if kind == "time" else []
        return clause._replace(
            duties=tuple(d._replace(start=d.start + shift, end=d.end + shift) for d in clause.duties),
            times=(*own, *((a + shift, b + shift) for a, b in clause.times)),
        )
    start = text.index(bare)
    return Clause((), ((start, start + len(bare)),), labelled=True)


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


def _is_value(folded: str, kind: str) -> bool:
    bare = folded.strip(_BLANK)
    if bare.lower() in NOTHING:
        return True
    if kind == "role":
        if len(bare) > 200 or "。" in bare:
            return False
        clause = read_clause(bare)
        return bool(clause.duties) and all(is_unit_like(duty.name.full) for duty in clause.duties)
    return len(bare) <= 40 and (kind == "person" or not is_unit_like(bare))


def all_units(folded: str) -> bool:
    """Whether a line holds nothing but names of units."""
    names = read_names(folded.strip(_BLANK))
    return bool(names) and all(is_unit_like(name.full) for name in names)
