"""The tiers of a clause: lists of names with the words that give them a role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyplan.model import Role
from policyplan.reading._vocabulary import (
    LABEL_ROLES_ALONE,
    OBJECT_VERBS,
    REMIT_WORDS,
    TAIL_ADVERBS,
    TAIL_VERBS,
)
from policyplan.reading.labels import (
    any_of,
    role_of,
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
)

_ADVERB, _VERB = any_of(TAIL_ADVERBS), any_of(TAIL_VERBS)
_VERBS = re.compile(_VERB)
#: 是责任主体, 为牵头单位, 为本项工作的配合部门
_IN_WORDS = (
    rf"[是为](?:[本该此][项]?(?:工作|任务|事项)?的?)?(?:第一|主要|直接|共同)?(?:{any_of(LABEL_ROLES_ALONE)}|主责|主体|实施|成员)+"
    "(?:主体|单位|部门|机构|方)"
)
#: 市教育局为主
_MAINLY = "(?<=[局委厅办会院部司队])为主"
_TAIL_SCAN = re.compile(rf"(?:(?:{_VERB}|各负其责|{_MAINLY})(?:抓总|工作)?|{_IN_WORDS})$(?<!政协办)")
_OBJECT = re.compile(rf"(?!组织部)(?:{any_of(OBJECT_VERBS)})")
_HEAD = re.compile(
    r"^(?:(?:[本此该]项?(?:工作|任务|事项)(?![组专班站队处室部人领])|(?:责任|任务|职责)?分工[为是]|由|责成|以(?=[^，；]{2,40}为主)|请|并会同|会同|协同(?=[省市县区国各])|商(?=[省市县区国各])|并由|以及|同时|其中|联合(?=[省市县区国各])|并(?!购)|再由|，|、)\s*)+"
)
#: What stands before the unit of 以上各项任务由市发改委牵头, 市级由市水利局牵头.
_BY = re.compile(r"[^、，；：（）]{1,14}?(?<![自理缘事])由(?=[\u4e00-\u9fff]{2})")
_JOIN = re.compile(
    r"(?:共同)?[要应须]?(牵头)?(?:、|，)?(?:负责)?(?:，|、)?(?:并?会同|商(?=[省市县区国各])|联合(?=[省市县区国各])"
    r"|(?:协同|并商|并联合)(?=[省市县区国各])|(?<=牵头)协同)"
)
_WITH_OBJECT = re.compile(
    r"^(.{2,60}?)(牵头负责|负责牵头|牵头|具体负责|负责|配合|协助|指导)((?!单位|部门|）)[^，；、]{1,30})$"
)
_TIME_HINT = re.compile(
    r"\A(?:视|按|依|根据|并?适时|随|尽)|\d|待|后|时|末|底|前|[一二三四五六七八九十两]+(?:月|季|年|日|个)|年|月|季|日|期|长|持续|常|即|适时|立[即行]|贯穿|同步|随时|Q[1-4]|[Hh][12]"
)
#: A time in front of what is to be done by then: 2025年7月底前印发, 待国家批复后实施.
_TIME_FIRST = re.compile(
    r"(?:分别于|于|在|力争|确保|到|至|计划)?(?:\d{4}年|[二〇○零一三四五六七八九]{4}年|\d{1,2}月|[一二三四五六七八九十]{1,2}月|今年|明年|本年|年底|年内|每[年季月]|第?[一二三四]季度|[上下]半年)[^，。；]{0,12}?(?:前|底|末|内|半年|季度|月|年|日)|待[^，。；]{2,24}后"
)


#: A role in front of its units: 牵头市教育局，配合市财政局; 责任单位市教育局.
_LABEL_WITHOUT_MARK = re.compile(
    r"(?:(?:牵头|配合|主办|协办|责任|协同|协助|参与|支持|承办|指导|督办)(?:单位|部门)|牵头|配合)(?=[省市县区州国各](?!级|域))"
)


class Tier(NamedTuple):
    """A list of names with its role, None where it prints none; `offset` is where it stands in the clause."""

    names: tuple[Name, ...]
    offset: int
    role: Role | None
    remit: bool
    open_ended: bool


#: A role word or a time behind which 、 parts tiers: 市水利局牵头、市财政局、市审计局配合, 甲局6月底前、乙局9月底前.
_TIER_END = re.compile(
    r"、(?:(?<=牵头、)(?!负责|落实|组织|实施|推进)"
    r"|(?<=负责、|配合、|协办、|主办、|参与、|参加、|协助、|落实、)(?=[^，]*(?:牵头|负责|配合|协办|会办|主办|参与|参加|协助|落实|实施))"
    r"|(?<=指导、|督导、|监督、|督办、)(?=[^，、]*[局委厅办府会院][^，]*(?:指导|督导|监督|督办|牵头|负责|配合|协助|落实|实施))"
    r"|(?=(?:配合|协办)(?:单位|部门)?[省市县区州国各](?!级))"
    r"|(?<=[底末日月]前、|[底年]内、|完成、)(?=[^，、\d]{2,20}[局委厅办府会院部司队镇乡街]))"
)


def tiers_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the tiers of a side stand: between ，, and behind a role word also between 、."""
    for a, b in split(text[start:end], "，"):
        begin = start + a
        for mark in _TIER_END.finditer(text, start + a, start + b):
            if not is_inside(text, start + a, mark.start()):
                yield begin, mark.start()
                begin = mark.end()
        yield begin, start + b


def read_tier(
    tier: str, offset: int, times: list[tuple[int, int]], default: Role | None = None
) -> list[Tier]:
    """Read one tier, cut in two where 会同 or 牵头会同 joins two lists with roles of their own.

    `default` is the role that a label or a column gives to the list in front of 会同.
    """
    if tier.endswith(REMIT_WORDS) and _REMIT.fullmatch(tier):
        return [Tier((), offset, Role.RESPONSIBLE, True, False)]
    if (label := _LABEL_WITHOUT_MARK.match(tier)) and _all_units(tier[label.end() :]):
        found = _list_tier(tier[label.end() :], offset + label.end())
        return [found._replace(role=role_of(label[0]))]
    lead_in = _HEAD.match(tier)
    joined = _JOIN.search(tier, lead_in.end() if lead_in else 0)
    if joined and joined.start() > 1 and not is_inside(tier, 0, joined.start()):
        left = _list_tier(tier[: joined.start()], offset)
        right = _list_tier(tier[joined.end() :], offset + joined.end())
        role = Role.LEAD if joined[1] else None
        if role is None and right.role is Role.LEAD:
            role = Role.LEAD
        supporting = right._replace(role=Role.SUPPORTING)
        return [left._replace(role=left.role or role or default or Role.RESPONSIBLE), supporting]
    found = _list_tier(tier, offset)
    if found.role is None and (match := _WITH_OBJECT.match(tier)) and _all_units(match[1]):
        begin = _HEAD.match(match[1])
        lead = begin.end() if begin else 0
        rest = match[3]
        if says_when(rest):
            times.append((offset + match.start(3), offset + match.end(3)))
        return [Tier(read_names(match[1][lead:]), offset + lead, role_of(match[2]), False, False)]
    if lead_in and found.role in (None, Role.RESPONSIBLE) and ("会同" in lead_in[0] or "协同" in lead_in[0]):
        return [found._replace(role=Role.SUPPORTING)]
    return [found]


#: 按职责分工, all of a tier.
_REMIT = re.compile(rf"(?:{_ADVERB})+")
#: What a role word of its own does not make a name: 分批推进, 有序实施.
_BUT_DONE = re.compile("(?:推进|推动|完成|实施|落实|开展|建设|执行|抓好|做好|办理|组织|支持|跟进|推开)\\Z")
#: What begins words that are no name whatever they end in, and whatever label stands before them: 报县政府审批.
_NO_NAME = re.compile("视(?!频|觉|力|听|障)|并?报(?!社|业|刊|纸)|列入|纳入|余款|余下")
#: The same, where they end like no name either.
_HOW = re.compile("根据|按照?(?!摩)|依据|依照|结合|待(?!遇)")


def names_nobody(words: str, tiers: list[Tier], default: Role | None) -> bool:
    """Whether words behind units are none themselves, but what is to be done or how: 列入民生实事, 分批推进.

    Behind a label, which gives the role `default`, all names are units but those that begin as none does.
    """
    names = [name.full for tier in tiers for name in tier.names]
    if names and _NO_NAME.match(words):
        return True
    if default is not None and not _HOW.match(words):
        return False
    bare = all(tier.role is None for tier in tiers) or _BUT_DONE.search(words) is not None
    return bool(names) and bare and not any(is_unit_like(name) or is_function(name) for name in names)


#: Words about time that the reader does not know: 七八月份, 每逢双周.
_ABOUT_TIME = re.compile(
    "[\\d一二三四五六七八九十上下本今明每逢双单初中末底年月季周旬日号度份前后内至到起止]{2,}\\Z"
)


def tells_how(words: str) -> bool:
    """Whether words behind units are surely none, though nothing but the units says who answers."""
    return _NO_NAME.match(words) is not None or _ABOUT_TIME.match(words) is not None


def _all_units(text: str) -> bool:
    names = read_names(_HEAD.sub("", text))
    return bool(names) and all(is_unit_like(name.full) for name in names)


#: Role words in a bracket that are for the whole list before it: 市交通局、市财政局等（按职责分工负责）.
_NOTE_ON_ALL = re.compile(
    rf"(?:(?<=等)|(?<=等部门)|(?<=等单位)|(?=（[^（）]*(?:{any_of(REMIT_WORDS)}|共同|分别)))（([^（）]{{2,20}})）\Z"
)


#: How many there are, behind a list: 市教育局、市公安局、市住建局三部门.
_COUNTED = re.compile(
    r"(?<=[局委厅办府会院社司队])(?:[两二三四五六七八九十]|\d{1,2})(?:个?部门|个?单位|家单位|家|方)\Z"
)


def _list_tier(tier: str, offset: int) -> Tier:
    head = _HEAD.match(tier) or _BY.match(tier)
    begin = head.end() if head else 0
    body = tier[begin:]
    if body.endswith("）") and (note := _NOTE_ON_ALL.search(body)) and ROLE_NOTE.fullmatch(note[1]):
        body = body[: note.start()] + note[1]
    role, remit = None, False
    tail = role_tail(body)
    if tail is not None:
        words = body[tail:]
        role = role_of(_decisive(words))
        remit = any(word in words for word in REMIT_WORDS)
        body = body[:tail]
    body = body.rstrip("、，（ \u3000")
    open_ended = False
    ending = OPEN_ENDED.search(body)
    if ending:
        open_ended, body = True, body[: ending.start()]
    if "、" in body and (counted := _COUNTED.search(body)):
        body = body[: counted.start()]
    names = read_names(body)
    if names and role in (None, Role.RESPONSIBLE) and not is_unit_like(names[-1].full):
        named, does = _without_object(body, names)
        names, role = named, does if role is None or named is not names else role
    return Tier(names, offset + begin, role, remit, open_ended)


#: What begins words that say what is done and name nobody: 制定学校建设方案.
_DOES = re.compile(
    "制[定订]|出台|起草|印发|完善|健全|推[动进]|开展|做好|抓好|[报提]请|修订|完成|落实|加[强快大]|形成"
)


def _without_object(body: str, names: tuple[Name, ...]) -> tuple[tuple[Name, ...], Role | None]:
    """Names whose last one runs on with what its unit does (省生态环境厅制定细则), and the role that says so."""
    start = names[-1].start
    for match in _OBJECT.finditer(body, start + 2):
        if is_unit_like(body[start : match.start()]) and not _DOES.match(body, start):
            role = role_of(match[0]) if match[0] in TAIL_VERBS else None
            return read_names(body[: match.start()]), role
    return names, None


def _decisive(words: str) -> str:
    """Role words without the 协同 that says but how: 协同负责."""
    verbs = _VERBS.findall(words)
    return verbs[-1] if len(verbs) > 1 and "牵头" not in words and verbs[0] == "协同" else words


def role_tail(body: str) -> int | None:
    """Where the role words at the end of `body` begin; None where there are none."""
    if not _TAIL_SCAN.search(body):
        return None
    found = _TAIL_WHOLE.search(body, max(0, len(body) - 40))
    return found.start() if found and found.start() < len(body) - 1 else None


_TAIL_WHOLE = re.compile(
    rf"(?:{_ADVERB}|(?!组织(?<=[党团业会务新济益”]组织))(?:{_VERB})|抓总|工作|抓紧|{_MAINLY}|[、和并])++\Z|{_IN_WORDS}\Z"
)


def says_when(text: str) -> bool:
    """Whether a part of a clause is a time, be it with what is to be done by then."""
    if not _TIME_HINT.search(text) or len(text) > 60:
        return False
    from policyplan.reading.times import is_time

    return is_time(text) or _TIME_FIRST.match(text) is not None


def with_roles(tiers: list[Tier], default: Role | None, roles_before: bool) -> list[tuple[Tier, Role, bool]]:
    """Give each tier of a side its role: its own words, else those of the next tier, else the label's.

    配合 and 指导 reach back only over tiers behind one that has a role of its own, be it in a side before
    (`roles_before`): in 省财政厅，省税务局配合 the first unit does not support.
    """
    roles: list[tuple[Tier, Role, bool]] = []
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
