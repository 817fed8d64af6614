"""A paragraph's pieces: text that says what is to be done, and clauses that say who and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from attrs import Factory, define

from policyplan.reading import english
from policyplan.reading.by_number import read_by_number
from policyplan.reading.by_unit import read_by_unit
from policyplan.reading.clauses import (
    FINAL_PROVISION,
    NO_CLAUSE,
    Clause,
    is_clause,
    read_clause,
)
from policyplan.reading.field_ends import field_end
from policyplan.reading.folding import is_english
from policyplan.reading.labels import (
    BLANK_LABEL,
    BRACKETED_LABEL,
    CONTENT,
    LABEL,
)
from policyplan.reading.leading import leading_duties
from policyplan.reading.paragraphs import Para
from policyplan.reading.statements import BLANK, SENTENCE_ENDS, ends_statement
from policyplan.reading.time_behind import with_time_behind
from policyplan.reading.trailing import names_bodies, runs_on, trailing_duties, without_time


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

    @property
    def by_number(self) -> bool:
        """Whether the parts tell by number which items they are for."""
        return bool(self.parts and self.parts[0].clause.items)


_BRACKET = re.compile(r"（(?:[^（）]++|（(?:[^（）]++|（[^（）]*+）)*+）)*+）")
_CLOSING_SENTENCE = re.compile(
    r"(?:^|[。；！？])([^。；！？]{4,200}?(?:负责|配合|牵头|落实|参与|参加|承办|主办|协办|承担|协助|实施|支持|指导|督导|督办|监督|[任责施]主体|(?:牵头|责任|配合|主办|协办|成员)(?:单位|部门)))[。；]?\s*$"
)


class _Cut(NamedTuple):
    """A clause in a paragraph, with where each of its parts begins and ends, or a text, which has no parts."""

    start: int
    end: int
    parts: list[tuple[int, int, Clause]]
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
            if says_something(folded, at, start):
                cuts.append(_Cut(at, start, []))
            cuts.append(_Cut(start, end, [part], leads=True))
            at = end if folded[end - 1] in "：。" else start  # 县供电公司负责 is a part of its sentence
            continue
        if says_something(folded, at, start):
            cuts.append(_Cut(at, start, []))
            cuts.append(_Cut(start, end, [part], bracketed))
        elif cuts and cuts[-1].parts:
            cuts[-1].parts.append(part)
            cuts[-1] = cuts[-1]._replace(end=end, leads=False)
        else:
            cuts.append(_Cut(start, end, [part], bracketed))
        at = end
    if says_something(folded, at, len(folded)):
        cuts.append(_Cut(at, len(folded), []))
    return tuple(cuts)


def says_something(folded: str, start: int, end: int) -> bool:
    """Whether more than blanks and marks stands between two places."""
    return bool(folded[start:end].strip(BLANK))


class _Found(NamedTuple):
    """A clause and where it stands: all of it, and from where the places in the clause count."""

    start: int
    end: int
    inner: int
    clause: Clause
    bracketed: bool = False
    leads: bool = False


def _clauses(text: str, folded: str, begin: int, closed: bool) -> Iterator[_Found]:
    if (phase := _PHASE.match(folded, begin)) is not None:
        start = phase.start(1) - 1
        yield _Found(start, phase.end(), start + 1, Clause((), ((0, len(phase[1])),)), True)
        begin = phase.end()
    at = begin
    for match in _BRACKET.finditer(folded, begin):
        start, end = match.span()
        if start >= at:
            found = _in_bracket(text, folded, begin, at, start, end)
            yield from found
            at = found[-1].end if found else at
    opened = None if closed else _never_closed(folded, at)
    if opened is not None:
        yield from _labelled(text, folded, at, opened)
        yield _Found(opened, len(folded), opened + 1, read_clause(folded[opened + 1 :]), True)
    elif at == begin and (led := list(_led(folded, begin))):
        yield from led
    elif at < len(folded):
        fields = list(_labelled(text, folded, at, len(folded)))
        if not any(field.clause.duties for field in fields):  # 县教育局牵头，县财政局配合，完成时限：6月底前
            yield from _closing(folded[: fields[0].start].rstrip(BLANK) if fields else folded, at)
        yield from fields


def _in_bracket(text: str, folded: str, begin: int, at: int, start: int, end: int) -> list[_Found]:
    """The clause of a bracket, behind those between it and `at`; nothing where it holds none."""
    if end - start < 12 and BRACKETED_LABEL.fullmatch(folded, start, end):
        stop = field_end(folded, end, len(folded))
        clause = read_clause(folded[start:stop])
        return [_Found(start, stop, start, clause)] if clause.duties or clause.times else []
    if folded[end : end + 1] == "." and _FILE.match(folded, end - 1):
        return []  # 任务分解表（牵头单位：县水利局）.xlsx
    inner = folded[start + 1 : end - 1]
    if inner[:1].isascii() and is_english(inner):
        line = english.read_line(text[start + 1 : end - 1])
        return [] if line is None else [_Found(start, end, start + 1, line, True)]
    if "项" in inner and (numbered := read_by_number(inner)) is not None:
        return [_Found(start, end, start + 1 + at, clause, True) for _, at, clause in numbered]
    after_sentence = ends_statement(folded, begin, at, start, end, inner)
    if after_sentence and inner.count("：") > 1 and (by_unit := read_by_unit(inner)) is not None:
        return [_Found(start, end, start + 1, by_unit, True)]
    last = not folded[end:].strip(BLANK)
    if not is_clause(inner, after_sentence=after_sentence, bracketed=True, last=last):
        return []
    found = list(_labelled(text, folded, at, start)) if "：" in folded[at:start] else []
    clause, end = with_time_behind(read_clause(inner), folded, start + 1, end, len(folded))
    if not clause.duties and at == begin and last:
        found += _led(folded, begin)  # 县水利局负责疏浚西河。（2024年6月底前）
    return [*found, _Found(start, end, start + 1, clause, True)]


#: The few words that head an item, and the months in which it is done: 集中整治（2025年6月至10月）。
_PHASE = re.compile(
    r"[^。，；：（）]{2,20}（((?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[初底])?(?:至|到|[—－~～-]{1,2})"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[初底])?)）(?=。|\Z)"
)


#: The ending of a file's name behind a bracket in it.
_FILE = re.compile(r"）\.(?:xlsx?|docx?|pptx?|pdf|ofd|wps|et|csv|zip|rar|html?|txt)(?![a-z])", re.IGNORECASE)


def _led(folded: str, begin: int) -> Iterator[_Found]:
    for start, end, clause in leading_duties(folded, begin):
        yield _Found(start, end, start, clause, leads=True)


def _never_closed(folded: str, at: int) -> int | None:
    """Where a bracket opens that holds a clause and is never closed, None where none does."""
    start = folded.rfind("（", at)
    while start > at and folded.count("（", start) <= folded.count("）", start):
        start = folded.rfind("（", at, start)
    if start < at or not is_clause(
        folded[start + 1 :], after_sentence=folded[start - 1 : start] in SENTENCE_ENDS
    ):
        return None
    return start


def _labelled(text: str, folded: str, begin: int, end: int) -> Iterator[_Found]:
    """Clauses outside brackets that labels begin."""
    at = begin
    if "：" in folded[at:end] and is_english(folded[begin:]):
        yield from _english_labelled(text, begin, end)
        return
    while "：" in folded[at:end]:
        label = LABEL.search(folded, at, end)
        if label is None:
            break
        if (behind := _behind_aside(folded, at, label.start())) > 0:
            at = behind
            continue
        stop = field_end(folded, label.end(), end)
        if label.start() == begin and (content := CONTENT.search(folded, label.end(), stop)) is not None:
            stop = content.start()
        if "）." in folded[at:stop] and (name := _FILE.search(folded, label.end(), stop)):
            at = name.end()
            continue
        clause = read_clause(folded[label.start() : stop])
        clause, stop = with_time_behind(clause, folded, label.start(), stop, end)
        start = label.start() + len(label[0]) - len(label[0].lstrip())
        if start > at and folded[start - 1] == "（":
            start -= 1  # a bracket that is never closed
        yield _Found(start, stop, label.start(), clause)
        at = stop


def _behind_aside(folded: str, begin: int, label: int) -> int:
    """Where the bracket around a label ends that states no duty: （办公室设在县水利局，电话：8776）; 0 for none."""
    opened = folded.rfind("（", begin, label)
    if opened < 0 or folded.find("）", opened, label) >= 0 or not folded.startswith(NO_CLAUSE, opened + 1):
        return 0
    return folded.find("）", label) + 1


def _closing(folded: str, begin: int) -> Iterator[_Found]:
    """Clauses without labels at the end of a paragraph: its last sentence, or the ends of its sentences."""
    end = len(folded)
    duty = _closing_duty(folded, begin)
    several = duty is None or "。" in folded[begin : end - 1] or "；" in folded[begin : end - 1]
    found = list(trailing_duties(folded, begin, end)) if several else []
    if duty is not None and len(found) < 2:
        found = [(duty, end)]
    for start, stop in found:
        yield _Found(start, stop, start, read_clause(folded[start:stop]))


#: What a paragraph begins with that only says who answers: 由市交通局牵头…, 本项工作由市交通局牵头….
_WORK_BY = re.compile(r"[\s\u3000]*(?:[本此该]?(?:各|项|具体|重点)*(?:工作|任务|事项))?由")
_BLANK_BEHIND = re.compile("(?:单位|部门)[ \u3000]")


#: What may stand in front of a 由: 具体由县发改局会同县供电公司实施.
_BEFORE_BY = ("具体", "统一", "主要")


def _first_by(folded: str, near: int) -> int:
    """Where the last 由 stands, or the first of several that each say who: 由县水利局牵头，由县财政局配合."""
    by = folded.rfind("由", near)
    while (earlier := folded.rfind("由", near, max(near, by))) > near and folded[earlier - 1] in "，。；：":
        if not folded[earlier:by].rstrip("，；").endswith(("牵头", "负责", "主办")):
            break
        by = earlier
    return by


def _closing_duty(folded: str, begin: int) -> int | None:
    """Where a last sentence, or what follows its last 由, says who answers; None where it does not."""
    near = max(begin, len(folded) - 220)
    if FINAL_PROVISION.search(folded, begin):
        return None
    starts = []
    if _BLANK_BEHIND.search(folded, begin) and (field := BLANK_LABEL.search(folded, begin)):
        starts.append(field.start())
    match = _CLOSING_SENTENCE.search(folded, near, near + len(without_time(folded[near:])))
    if match and (match.start(1) > begin or begin == 0):
        starts.append(match.start(1))
    by = _first_by(folded, near)
    first = by - 2 if by > begin + 2 and folded.startswith(_BEFORE_BY, by - 2) else by
    if first > begin and folded[first - 1] in "，。；：":
        starts.append(first)
    elif by >= begin and _WORK_BY.fullmatch(folded, begin, by + 1):
        starts.append(begin)
    for start in starts:
        words = folded[start:]
        if is_clause(words, after_sentence=False) and not runs_on(words) and names_bodies(read_clause(words)):
            return start
    return None


def _english_labelled(text: str, begin: int, end: int) -> Iterator[_Found]:
    """The labelled fields at the end of an English paragraph (… . Lead: Public Works; Due: June 2025)."""
    labels = english.find_labels(text[begin:end])
    if labels:
        start = begin + labels[0][0]
        clause = english.read_line(text[start:end])
        if clause is not None:
            yield _Found(start, end, start, clause)
