"""The fields and sides of a clause: its labels, its times and its lists of units."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import Factory, define

from policyplan.model import Role
from policyplan.reading._vocabulary import (
    NOTHING,
)
from policyplan.reading.clauses.remarks import EVERY_TASK, FIRST_LEADS, MARKED_LEADS, RESPONSIBLE_LEADS
from policyplan.reading.clauses.tiers import (
    Tier,
    names_nobody,
    read_tier,
    role_tail,
    says_when,
    tells_how,
    tiers_of,
    with_roles,
)
from policyplan.reading.clauses.values import Clause, Duty
from policyplan.reading.labels import (
    GLUED_LABEL,
    GLUED_WORD,
    LABEL,
    LINE_LABEL,
    OTHER_LABEL,
    read_label,
    role_of,
    with_colons,
)
from policyplan.reading.names import (
    ROLE_NOTE,
    is_unit_like,
    split,
    without_numbers,
)
from policyplan.reading.persons import is_person

_SENTENCE = re.compile(r"[^。；！？]+")

#: What a clause may begin with that says but that it is one: 责任分工：市教育局牵头，市财政局配合.
_SHARED_OUT = re.compile(r"[\s\u3000]*(?:责任|职责|任务|工作|具体|部门)?分工：(?!甲方|乙方)")

#: What a clause goes on to say of all below it: …，以下均需各县政府落实，不再列出; …，以下未注明时限的均为2025年底前.
_OF_THOSE_BELOW = re.compile(r"，以下(?:均|都|皆|未|各|任务|工作|事项)[^；。]*")

_TIME_BEHIND = re.compile(
    r"(?:要|应|须|需|务必)?(?:于|在)?(?:\d{4}年|\d{1,2}月|今年|明年|年底前|年内)|长期|常年|持续|立即|立行立改|即[知查行]即改|每(?=[年月周日]|季度|半年)"
)


@lru_cache(maxsize=4096)
def read_clause(text: str, default: Role | None = None) -> Clause:
    """Read a clause (folded): its labelled fields, or the sides and tiers of an unlabelled one.

    ::

        clause := field*            field := [label ：] side (；side)*
        side   := tier (，tier)*    tier  := name (、name)* [role words] | time

    `default` is the role that a label outside the text gives. Time expressions are found by their label, or
    as pieces that `is_time` accepts. The last 4,096 clauses are kept, for plans repeat themselves.
    """
    text = text.replace("——", "；；")
    if "1" in text or "." in text or "①" in text or "一、" in text:
        text = without_numbers(text)
    for remark in (RESPONSIBLE_LEADS, FIRST_LEADS, MARKED_LEADS) if "牵头" in text else ():
        if said := remark.search(text):
            text = _blanked(text, said)
    if "分工：" in text[:9] and (said := _SHARED_OUT.match(text)):
        text = _blanked(text, said)
    if "，以下" in text and (said := _OF_THOSE_BELOW.search(text)):
        text = _blanked(text, said)
    if "不" in text and EVERY_TASK.search(text):
        for sentence in _SENTENCE.finditer(text):
            text = _blanked(text, sentence) if EVERY_TASK.search(sentence[0]) else text
    if " " in text or "\u3000" in text:
        text = with_colons(text)
    found = _Found()
    labels = _labels(text, default is not None) if "：" in text or "（" in text else []
    begins = [0, *(m.end() for m in labels)]
    ends = [*(m.start() for m in labels), len(text)]
    for at, (start, end) in enumerate(zip(begins, ends, strict=True)):
        kind, role = ("role", default) if at == 0 else read_label(labels[at - 1])
        if kind == "person":
            _read_behind_person(text, start, end, found)
        elif kind == "time":
            _read_time(text, start, end, found)
        elif kind == "role":
            _read_field(text, start, end, role, found)
    duties = found.duties if found.group < 2 else _without_persons(found.duties)
    return Clause(tuple(duties), tuple(found.times), unread=tuple(found.unread))


def _labels(text: str, labelled: bool) -> list[re.Match[str]]:
    """The labels in a clause: those that are known, and others, which are told by how they end.

    `labelled` is True where a label stands in front of the clause.
    """
    known = list(LABEL.finditer(text))
    if "（" in text:
        known = [match for match in known if not _in_note(text, match)]
    if text.count("：") > len(known) or "）" in text:
        places = [behind.start() for behind in GLUED_LABEL.finditer(text)]
        if known or labelled:
            first = 0 if labelled else known[0].end()
            places += [behind.start() for behind in GLUED_WORD.finditer(text, first)]
        glued = [LINE_LABEL.match(text, place) for place in dict.fromkeys(places)]
        known = sorted((*known, *filter(None, glued)), key=lambda match: match.start())
    others: list[re.Match[str]] = []
    at = 0
    for match in OTHER_LABEL.finditer(text):
        while at < len(known) and known[at].end() <= match.start():
            at += 1
        overlaps = at < len(known) and known[at].start() < match.end()
        if not overlaps and (known or not match["other"]) and not _in_note(text, match):
            others.append(match)
    return sorted((*known, *others), key=lambda match: match.start()) if others else known


def _in_note(text: str, label: re.Match[str]) -> bool:
    """Whether a label begins a bracket behind a name: 县教育局（督办单位：县政府督查室）."""
    at = label.start()
    if label[0].count("（") > label[0].count("）"):
        return True  # the name with the label behind it
    return at > 1 and text[at - 1] == "（" and text[at - 2] in _ENDS_NAME and "）" in text[label.end() :]


#: What names of bodies end in, for the most part.
_ENDS_NAME = frozenset("局委厅办府会院部司队室处科镇乡街区县市心")


def _blanked(text: str, match: re.Match[str]) -> str:
    """`text` with what holds for all tasks taken out, its length kept."""
    return text[: match.start()] + "；" * (match.end() - match.start()) + text[match.end() :]


_EDGES = " \u3000\t\n；。，、：,;."


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _read_time(text: str, start: int, end: int, found: _Found) -> None:
    """Read a field of time, and the units without a label that end it: 时限：长期；市交通局."""
    stop = end
    for a, b in reversed(split(text[start:end], "；")[1:]) if "；" in text[start:end] else ():
        begin, last = _trim(text, start + a, start + b)
        if begin == last or (_ends_names(text[begin:last]) and not says_when(text[begin:last])):
            stop = start + a
        else:
            break
    _append_time(text, start, stop, found.times)
    _read_field(text, stop, end, None, found)


def _append_time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> None:
    start, end = _trim(text, start, end)
    if text[start:end].lower() not in NOTHING:
        times.append((start, end))


@define(eq=False)
class _Found:
    """What was read of a clause so far, the number of its next side, and whether any duty's role is printed.

    `unread` is where words stand that are neither names nor a time.
    """

    duties: list[Duty] = Factory(list)
    times: list[tuple[int, int]] = Factory(list)
    unread: list[tuple[int, int]] = Factory(list)
    group: int = 0
    role_printed: bool = False

    def add(self, duty: Duty) -> None:
        """Add a duty."""
        self.duties.append(duty)
        self.role_printed = self.role_printed or duty.role_printed


def _read_field(text: str, start: int, end: int, default: Role | None, found: _Found) -> None:
    """Read one field's sides, and count those that name units."""
    for a, b in split(text[start:end], "；。"):
        before = len(found.duties)
        _read_side(text, start + a, start + b, default, found)
        found.group += len(found.duties) > before


def _read_behind_person(text: str, start: int, end: int, found: _Found) -> None:
    """Read what stands behind a person without a label: 责任人：张三，2024年底前; 牵头领导：张三；市工信局."""
    sides = split(text[start:end], "；。")
    for a, b in split(text[start : start + sides[0][1]], "，")[1:]:
        begin, stop = _trim(text, start + a, start + b)
        if says_when(text[begin:stop]):
            found.times.append((begin, stop))
    for a, b in sides[1:]:
        side = _Found()
        _read_field(text, start + a, start + b, None, side)
        if all(is_unit_like(duty.name.full) for duty in side.duties):
            found.times.extend(side.times)
            for duty in side.duties:
                found.add(duty._replace(group=duty.group + found.group))
            found.group += side.group


def _without_persons(duties: list[Duty]) -> list[Duty]:
    """The duties without a first side that is but persons: 赵某副市长；市工信局."""
    first = [duty for duty in duties if duty.group == 0]
    if len(first) == len(duties) or not all(is_person(duty.name.full) for duty in first):
        return duties
    return [duty._replace(group=duty.group - 1) for duty in duties if duty.group]


def _read_side(text: str, start: int, end: int, default: Role | None, found: _Found) -> None:
    tiers: list[Tier] = []
    for a, b in tiers_of(text, start, end):
        a, b = _trim(text, a, b)
        if a == b or text[a:b].lower() in NOTHING:
            continue
        if says_when(text[a:b]) and not (text[a] == "各" and _own_time(text, a, b, []) < b):
            stop = _before_by(text, a, b)
            _add_time(text, a, stop, found.times)
            if stop == b:
                continue
            a = stop
        stop = _own_time(text, a, b, found.times)
        read = read_tier(text[a:stop], a, found.times, default)
        if stop < b and (verb := _VERB_THEN.search(text, stop, b)) is not None:
            read = [each._replace(role=each.role or role_of(verb[1])) for each in read]
        b = stop
        if names_nobody(text[a:b], read, default) and (
            _says_who(found, [*tiers, *read], default) or (tiers and tells_how(text[a:b]))
        ):
            found.unread.append((a, b))
        else:
            tiers.extend(read)
    for tier, role, printed in with_roles(tiers, default, found.role_printed):
        for name in tier.names:
            own = _role_in_note(name.note) if name.note else None
            begin, stop = tier.offset + name.start, tier.offset + name.end
            inner: tuple[Duty, ...] = ()
            if name.note and own is None:
                stop, own, inner = _read_note(text, begin, stop, found.times)
            told = printed or own is not None
            group = found.group
            found.add(Duty(name, own or role, group, begin, stop, tier.remit, tier.open_ended, told))
            for each in inner:
                found.add(each._replace(group=group))


#: A note of one character that gives a unit its role: 市公安局（主）、市城管局（辅）.
_SHORT_ROLES = {"主": Role.LEAD, "辅": Role.SUPPORTING}


def _role_in_note(note: str) -> Role | None:
    """The role that the bracket behind a name gives it, None where it says something else."""
    return role_of(note) if ROLE_NOTE.fullmatch(note) else _SHORT_ROLES.get(note)


def _says_who(found: _Found, tiers: list[Tier], default: Role | None) -> bool:
    """Whether units are named already, and their role or a time says that they are ones."""
    names = [each.name for each in found.duties[:1]] or [name for tier in tiers[:1] for name in tier.names]
    told = default or found.role_printed or found.times or any(tier.role is not None for tier in tiers)
    return bool(told) and any(is_unit_like(name.full) for name in names)


def _opening(text: str, start: int, end: int) -> int:
    """Where the bracket opens that closes at the end of a name; -1 where none does."""
    begin = text.rfind("（", start, end)
    while begin > start and text.count("（", begin, end) < text.count("）", begin, end):
        begin = text.rfind("（", start, begin)
    return begin


#: What a unit answers for, by the numbers of items: 市教育局（第1-2项）.
_OF_ITEMS = re.compile(r"(?:[第、和及与至~～—–-]*[\d①-⑳一二三四五六七八九十]{1,3}){1,9}[项条款]\Z")


def _read_note(
    text: str, start: int, end: int, times: list[tuple[int, int]]
) -> tuple[int, Role | None, tuple[Duty, ...]]:
    """Read the bracket behind a name: its time and role, or who helps or oversees.

    县交通局（6月底前）, 县交通局（牵头，6月底前）, 县交通局（县财政局配合）. Returns where the name ends without what
    was understood, the name's own role, and the duties in the bracket.
    """
    begin = _opening(text, start, end)
    if begin < 0:
        return end, None, ()
    words, by = text[begin + 1 : end - 1], begin + 1
    role, mark, time = words.partition("，")
    if mark and ROLE_NOTE.fullmatch(role) and says_when(time):
        times.append((end - 1 - len(time), end - 1))
        return begin, role_of(role), ()
    if says_when(words) or _OF_ITEMS.match(words):
        times.append((by, end - 1))  # one that is not understood is told of
        return begin, None, ()
    if role_tail(words) is None and not words.startswith("会同") and LABEL.match(words) is None:
        return end, None, ()
    clause = read_clause(words)
    named = all(is_unit_like(duty.name.full) for duty in clause.duties)
    told = LABEL.match(words) or all(duty.role_printed for duty in clause.duties)
    if clause.unread or not clause.duties or not (named and told):
        return end, None, ()
    times += [(first + by, last + by) for first, last in clause.times]
    duties = [duty._replace(start=duty.start + by, end=duty.end + by) for duty in clause.duties]
    return begin, None, tuple(duties)


#: What a unit does by a time that stands in front of the verb: 市教育局6月底前牵头完成.
_VERB_THEN = re.compile("[前内底末](?:负责)?(牵头|主办|配合|协助|协办|参与)")


def _before_by(text: str, start: int, end: int) -> int:
    """Where a time ends that stands in front of who answers, 6月底前由市教育局牵头; `end` where it does not."""
    by = text.find("由", start + 2, end)
    if by < 0 or not says_when(text[start:by]):
        return end
    tiers = read_tier(text[by:end], by, [])
    named = [name for tier in tiers for name in tier.names]
    told = bool(named) and tiers[0].role is not None and all(is_unit_like(name.full) for name in named)
    return by if told else end


def _add_time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> None:
    """Add a time, as one with the time in front of it that a ， parts from it: 6月底前完成，并长期坚持."""
    if times and text[times[-1][1] : start].strip() == "，" and says_when(text[times[-1][0] : end]):
        start = times.pop()[0]
    times.append((start, end))


def _own_time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> int:
    """Part a tier from a time of its own (市城管局2024年7月底前); return where its names end."""
    match = _TIME_BEHIND.search(text, start, end)
    if match and _ends_names(text[start : match.start()]) and says_when(text[match.start() : end]):
        times.append((match.start(), end))
        return match.start()
    return end


def _ends_names(text: str) -> bool:
    """Whether a list of names ends with `text`, be it with role words behind: 市城管局, 市城管局牵头."""
    tail = role_tail(text)
    names = re.split("[、， \u3000]+", text[:tail].rstrip())
    return is_unit_like(names[-1])
