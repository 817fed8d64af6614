"""The grammar of responsibility clauses: who leads, who shares the duty, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from attrs import Factory, define

from policyplan.model import Role
from policyplan.reading._vocabulary import (
    FIRST_LEADS_PLACES,
    LABEL_ROLES_ALONE,
    NO_MORE,
    NOTHING,
    OBJECT_VERBS,
    REMIT_WORDS,
    SIGNS,
    TAIL_ADVERBS,
    TAIL_VERBS,
    WRITTEN_OUT,
)
from policyplan.reading.labels import (
    BLANK_LABEL,
    GLUED_LABEL,
    LABEL,
    LINE_LABEL,
    OTHER_LABEL,
    any_of,
    read_label,
    role_of,
    with_colons,
)
from policyplan.reading.names import (
    OPEN_ENDED,
    ROLE_NOTE,
    Name,
    is_function,
    is_inside,
    is_unit_like,
    read_names,
    split,
    without_numbers,
)
from policyplan.reading.persons import is_person


class Duty(NamedTuple):
    """A unit's part as a clause prints it; `start` and `end` count from the clause's own start."""

    name: Name
    role: Role
    group: int
    start: int
    end: int
    shared_by_remit: bool = False
    open_ended: bool = False
    role_printed: bool = True


class Clause(NamedTuple):
    """What a responsibility clause says: duties in printed order, and where its time expressions stand."""

    duties: tuple[Duty, ...]
    times: tuple[tuple[int, int], ...]
    first_leads: bool = False
    labelled: bool = False


EMPTY = Clause((), ())
#: What ends a document and sets no task: 本办法由市财政局负责解释.
FINAL_PROVISION = re.compile("负责解释|起施行|起实施|有效期")


_ADVERB, _VERB = any_of(TAIL_ADVERBS), any_of(TAIL_VERBS)
_VERBS = re.compile(_VERB)
#: 是责任主体, 为牵头单位, 为本项工作的配合部门
_IN_WORDS = (
    rf"[是为](?:[本该此][项]?(?:工作|任务|事项)?的?)?(?:第一|主要|直接|共同)?(?:{any_of(LABEL_ROLES_ALONE)}|主责|主体|实施)+"
    "(?:主体|单位|部门|机构|方)"
)
_TAIL_SCAN = re.compile(rf"(?:(?:{_VERB}|各负其责)(?:抓总|工作)?|{_IN_WORDS})$")
_OBJECT = re.compile(rf"(?!组织部)(?:{any_of(OBJECT_VERBS)})")
_HEAD = re.compile(
    r"^(?:(?:由|请|并会同|会同|协同(?=[省市县区国各])|商(?=[省市县区国各])|并由|以及|同时|其中|联合(?=[省市县区国各])|并(?!购)|再由|，|、)\s*)+"
)
#: What stands before the unit of 以上各项任务由市发改委牵头, 市级由市水利局牵头.
_BY = re.compile(r"[^、，；：（）]{1,14}?(?<![自理缘事])由(?=[\u4e00-\u9fff]{2})")
_JOIN = re.compile(
    r"(?:共同)?(牵头)?(?:、|，)?(?:负责)?(?:，|、)?(?:并?会同|商(?=[省市县区国各])|联合(?=[省市县区国各])"
    r"|(?:协同|并商|并联合)(?=[省市县区国各])|(?<=牵头)协同)"
)
_WITH_OBJECT = re.compile(
    r"^(.{2,60}?)(牵头负责|负责牵头|牵头|具体负责|负责|配合|协助|指导)((?!单位|部门|）)[^，；、]{1,30})$"
)
#: 列第一位的为牵头单位，下同
_FIRST_LEADS = (
    rf"(?:{any_of(FIRST_LEADS_PLACES)})(?:的|者|列出的|位的)*(?:责任)?(?:单位|部门|者|的)*"
    "(?:均|即)?(?:为|是|系)(?:主要|第一)?(?:牵头|主办|主责)"
)
FIRST_LEADS = re.compile(
    "(?:列|排|排名|排序|位列|居|名列|位于|处于)?(?:在|于)?" + _FIRST_LEADS + "[^，。；）]*(?:[，,]?以?下同)?"
)
#: The same where only whether it is said matters, which is quicker to tell.
SAYS_FIRST_LEADS = re.compile(_FIRST_LEADS)
#: 标▲的为牵头单位，下同
MARKED_LEADS = re.compile(
    rf"(?:标|带|加|注|打|画|划)?(?:有|注)?[“\"]?[{SIGNS}][”\"]?(?:号|符号|标记|标识)?(?:标注)?(?:的|者)?(?:单位|部门)?"
    r"(?:均|即)?(?:为|是|系|表示)(?:主要|第一)?(?:牵头|主办|主责)[^，。；）]*(?:[，,]?下同)?"
)
#: 以下均需各县（市、区）政府落实，不再列出
EVERY_TASK = re.compile(rf"不(?:(?:{any_of(NO_MORE)})+(?:做|作|进行)?(?:{any_of(WRITTEN_OUT)})|逐[项一])")
_SENTENCE = re.compile(r"[^。；！？]+")
_TIME_HINT = re.compile(
    r"\d|待|后|时|末|底|前|[一二三四五六七八九十两]+(?:月|季|年|日|个)|年|月|季|日|期|长|持续|常|即|适时|立即|贯穿|同步|随时|Q[1-4]|[Hh][12]"
)


_TIME_BEHIND = re.compile(
    r"(?:于|在)?(?:\d{4}年|\d{1,2}月|今年|明年|年底前|年内)|长期|常年|持续|每(?=[年月周日]|季度|半年)"
)
#: A time in front of what is to be done by then: 2025年7月底前印发, 待国家批复后实施.
_TIME_FIRST = re.compile(
    r"(?:分别于|于|在|力争|确保|到|至|计划)?(?:\d{4}年|\d{1,2}月|今年|明年|本年|年底|年内|每[年季月]|第?[一二三四]季度|[上下]半年)[^，。；]{0,12}?(?:前|底|末|内|半年|季度|月|年|日)|待[^，。；]{2,24}后"
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
    first_leads = FIRST_LEADS.search(text) if "牵头" in text else None
    if first_leads:
        text = _blanked(text, first_leads)
    marked_leads = MARKED_LEADS.search(text) if "牵头" in text else None
    if marked_leads:
        text = _blanked(text, marked_leads)
    if "不" in text and EVERY_TASK.search(text):
        for sentence in _SENTENCE.finditer(text):
            text = _blanked(text, sentence) if EVERY_TASK.search(sentence[0]) else text
    if " " in text or "\u3000" in text:
        text = with_colons(text)
    found = _Found()
    labels = _labels(text) if "：" in text or "（" in text else []
    begins = [0, *(m.end() for m in labels)]
    ends = [*(m.start() for m in labels), len(text)]
    for at, (start, end) in enumerate(zip(begins, ends, strict=True)):
        kind, role = ("role", default) if at == 0 else read_label(labels[at - 1])
        if kind == "person":
            _read_behind_person(text, start, end, found)
        elif kind == "time":
            _append_time(text, start, end, found.times)
        elif kind == "role":
            _read_field(text, start, end, role, found)
    duties = found.duties if found.group < 2 else _without_persons(found.duties)
    return Clause(
        tuple(duties), tuple(found.times), first_leads is not None, bool(labels) or default is not None
    )


def _labels(text: str) -> list[re.Match[str]]:
    """The labels in a clause: those that are known, and others, which are told by how they end."""
    known = list(LABEL.finditer(text))
    if text.count("：") > len(known) or "）" in text:
        glued = [LINE_LABEL.match(text, behind.start()) for behind in GLUED_LABEL.finditer(text)]
        known = sorted((*known, *filter(None, glued)), key=lambda match: match.start())
    others: list[re.Match[str]] = []
    at = 0
    for match in OTHER_LABEL.finditer(text):
        while at < len(known) and known[at].end() <= match.start():
            at += 1
        overlaps = at < len(known) and known[at].start() < match.end()
        if not overlaps and (known or not match["other"]):
            others.append(match)
    return sorted((*known, *others), key=lambda match: match.start()) if others else known


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


def _append_time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> None:
    start, end = _trim(text, start, end)
    if text[start:end].lower() not in NOTHING:
        times.append((start, end))


@define(eq=False)
class _Found:
    """What was read of a clause so far, the number of its next side, and whether any duty's role is printed."""

    duties: list[Duty] = Factory(list)
    times: list[tuple[int, int]] = Factory(list)
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
        if _is_time(text[begin:stop]):
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


class _Tier(NamedTuple):
    names: tuple[Name, ...]
    offset: int
    role: Role | None
    remit: bool
    open_ended: bool


def _read_side(text: str, start: int, end: int, default: Role | None, found: _Found) -> None:
    tiers: list[_Tier] = []
    for a, b in _tiers(text, start, end):
        a, b = _trim(text, a, b)
        if a == b or text[a:b].lower() in NOTHING:
            continue
        if _is_time(text[a:b]):
            _add_time(text, a, b, found.times)
            continue
        b = _own_time(text, a, b, found.times)
        tiers.extend(_read_tier(text[a:b], a, found.times))
    for tier, role, printed in _with_roles(tiers, default, found.role_printed):
        for name in tier.names:
            own = role_of(name.note) if name.note and ROLE_NOTE.fullmatch(name.note) else None
            found.add(
                Duty(
                    name,
                    own or role,
                    found.group,
                    tier.offset + name.start,
                    tier.offset + name.end,
                    tier.remit,
                    tier.open_ended,
                    printed or own is not None,
                )
            )


def _add_time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> None:
    """Add a time, as one with the time in front of it that a ， parts from it: 6月底前完成，并长期坚持."""
    if times and text[times[-1][1] : start].strip() == "，" and _is_time(text[times[-1][0] : end]):
        start = times.pop()[0]
    times.append((start, end))


#: A role word behind which 、 parts tiers: 市水利局牵头、市财政局、市审计局配合.
_TIER_END = re.compile(
    r"(?<=牵头|负责|配合|协办|主办|参与|参加|协助|落实)、(?=[^，]*(?:牵头|负责|配合|协办|主办|参与|参加|协助|落实|实施))"
)


def _tiers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the tiers of a side stand: between ，, and behind a role word also between 、."""
    for a, b in split(text[start:end], "，"):
        begin = start + a
        for mark in _TIER_END.finditer(text, start + a, start + b):
            if not is_inside(text, start + a, mark.start()):
                yield begin, mark.start()
                begin = mark.end()
        yield begin, start + b


def _own_time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> int:
    """Part a tier from a time of its own (市城管局2024年7月底前); return where its names end."""
    match = _TIME_BEHIND.search(text, start, end)
    if match and _ends_names(text[start : match.start()]) and _is_time(text[match.start() : end]):
        times.append((match.start(), end))
        return match.start()
    return end


def _ends_names(text: str) -> bool:
    """Whether a list of names ends with `text`, be it with role words behind: 市城管局, 市城管局牵头."""
    tail = _role_tail(text)
    return is_unit_like(text[:tail].split("、")[-1])


def _read_tier(tier: str, offset: int, times: list[tuple[int, int]]) -> list[_Tier]:
    """Read one tier, cut in two where 会同 or 牵头会同 joins two lists with roles of their own."""
    lead_in = _HEAD.match(tier)
    joined = _JOIN.search(tier, lead_in.end() if lead_in else 0)
    if joined and joined.start() > 1:
        left = _list_tier(tier[: joined.start()], offset)
        right = _list_tier(tier[joined.end() :], offset + joined.end())
        role = Role.LEAD if joined[1] else None
        if role is None and right.role is Role.LEAD:
            role = Role.LEAD
        supporting = right._replace(role=Role.SUPPORTING, remit=right.remit)
        return [left._replace(role=left.role or role or Role.RESPONSIBLE), supporting]
    found = _list_tier(tier, offset)
    if found.role is None and (match := _WITH_OBJECT.match(tier)) and _all_units(match[1]):
        begin = _HEAD.match(match[1])
        lead = begin.end() if begin else 0
        rest = match[3]
        if _is_time(rest):
            times.append((offset + match.start(3), offset + match.end(3)))
        return [_Tier(read_names(match[1][lead:]), offset + lead, role_of(match[2]), False, False)]
    if lead_in and found.role in (None, Role.RESPONSIBLE) and ("会同" in lead_in[0] or "协同" in lead_in[0]):
        return [found._replace(role=Role.SUPPORTING)]
    return [found]


def _all_units(text: str) -> bool:
    names = read_names(_HEAD.sub("", text))
    return bool(names) and all(is_unit_like(name.full) for name in names)


#: Role words in a bracket that are for the whole list before it: 市交通局、市财政局等（按职责分工负责）.
_NOTE_ON_ALL = re.compile(
    rf"(?:(?<=等)|(?<=等部门)|(?<=等单位)|(?=（[^（）]*(?:{any_of(REMIT_WORDS)}|共同|分别)))（([^（）]{{2,20}})）\Z"
)


def _list_tier(tier: str, offset: int) -> _Tier:
    head = _HEAD.match(tier) or _BY.match(tier)
    begin = head.end() if head else 0
    body = tier[begin:]
    if body.endswith("）") and (note := _NOTE_ON_ALL.search(body)) and ROLE_NOTE.fullmatch(note[1]):
        body = body[: note.start()] + note[1]
    role, remit = None, False
    tail = _role_tail(body)
    if tail is not None:
        words = body[tail:]
        role = role_of(_without_adverbs(words))
        remit = any(word in words for word in REMIT_WORDS)
        body = body[:tail]
    body = body.rstrip("、，（ \u3000")
    open_ended = False
    ending = OPEN_ENDED.search(body)
    if ending:
        open_ended, body = True, body[: ending.start()]
    names = read_names(body)
    if names and role is None and not is_unit_like(names[-1].full):
        names, role = _without_object(body, names)
    return _Tier(names, offset + begin, role, remit, open_ended)


def _without_object(body: str, names: tuple[Name, ...]) -> tuple[tuple[Name, ...], Role | None]:
    """Names whose last one runs on with what its unit does (省生态环境厅制定细则), and the role that says so."""
    start = names[-1].start
    for match in _OBJECT.finditer(body, start + 2):
        if is_unit_like(body[start : match.start()]):
            role = role_of(match[0]) if match[0] in TAIL_VERBS else None
            return read_names(body[: match.start()]), role
    return names, None


def _without_adverbs(words: str) -> str:
    verbs = _VERBS.findall(words)
    return (
        verbs[-1]
        if len(verbs) > 1 and "牵头" not in words and verbs[0] == "协同"
        else "".join(verbs) or words
    )


def _role_tail(body: str) -> int | None:
    """Where the role words at the end of `body` begin; None where there are none."""
    if not _TAIL_SCAN.search(body):
        return None
    found = _TAIL_WHOLE.search(body, max(0, len(body) - 40))
    return found.start() if found and found.start() < len(body) - 1 else None


_TAIL_WHOLE = re.compile(
    rf"(?:{_ADVERB}|(?!组织(?<=[党团业会务]组织))(?:{_VERB})|抓总|工作|抓紧|[、和并])++\Z|{_IN_WORDS}\Z"
)


def _is_time(text: str) -> bool:
    if not _TIME_HINT.search(text) or len(text) > 60:
        return False
    from policyplan.reading.times import is_time

    return is_time(text) or _TIME_FIRST.match(text) is not None


def _with_roles(
    tiers: list[_Tier], default: Role | None, roles_before: bool
) -> list[tuple[_Tier, Role, bool]]:
    """Give each tier of a side its role: its own words, else those of the next tier, else the label's.

    配合 and 指导 reach back only over tiers behind one that has a role of its own, be it in a side before
    (`roles_before`): in 省财政厅，省税务局配合 the first unit does not support.
    """
    roles: list[tuple[_Tier, Role, bool]] = []
    coming: Role | None = None
    first = next((at for at, tier in enumerate(tiers) if tier.role is not None), len(tiers))
    for at in range(len(tiers) - 1, -1, -1):
        tier = tiers[at]
        coming = tier.role or coming
        reaches = coming in (Role.RESPONSIBLE, Role.LEAD) or at > first or roles_before
        role = tier.role or (coming if coming and reaches else None) or default or Role.RESPONSIBLE
        remit = tier.remit or (
            tier.role is None and coming is not None and bool(roles) and roles[-1][0].remit
        )
        roles.append(
            (tier._replace(remit=remit), role, tier.role is not None or (coming is not None and reaches))
        )
    return roles[::-1]


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
    return _is_time(text)


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
