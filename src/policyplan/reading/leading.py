"""Duties that stand before what they are for: 县教育局：负责学校安全。 县供电公司负责迁改线路，6月底前完成。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policyplan.model import Role
from policyplan.reading._vocabulary import OBJECT_VERBS
from policyplan.reading.clauses import FINAL_PROVISION, Clause, Duty, is_clause, is_own_time, read_clause
from policyplan.reading.clauses.tiers import role_tail
from policyplan.reading.labels import LABEL, any_of, role_of
from policyplan.reading.names import SURE_ENDS, SURE_PART, is_unit_like, read_names
from policyplan.reading.trailing import DOES_THEN, ends_in_duty, is_body, names_bodies, runs_on

_VERB = r"(?P<verb>负责|牵头|承担|配合|协助|组织(?!部))"
_ADVERBS = r"(?:共同|分别|具体|主要|统筹|全面|积极|密切|各自|联合)*"
#: 县教育局：负责…, at the beginning of a sentence.
_COLON = re.compile(
    rf"[\s\u3000]*(?P<names>(?:[^，。；：！？（）]|（[^（）]{{1,10}}）){{2,60}})：(?=[^。；]{{0,12}}?(?:{any_of(OBJECT_VERBS)}))"
)
#: （二）县水利局：疏浚西河。 all of an item.
_PREFIXED = re.compile(
    r"[\s\u3000]*(?P<names>[^，。；：！？（）]{2,60})：(?=[\u4e00-\u9fff“《](?:(?!\d{5})[^：]){3,}[。；]\Z)"
)
#: （一）县教育局。负责…, at the beginning of an item.
_HEADED = re.compile(
    r"[\s\u3000]*(?P<names>[^，。；：！？（）]{2,60})。(?=(?:主要|具体)?(?:负责|牵头|承担|配合|协助|组织(?!部)|制定))"
)
#: 由县供电公司负责迁改线路, at the beginning of a sentence.
_IN_WORDS = re.compile(
    rf"[\s\u3000]*(?:[^，。；：由]{{1,10}}[前内]由|由)?(?P<names>[^，。；：！？（）]{{2,40}}?){_ADVERBS}{_VERB}(?![人的制]|同志|领导|干部|单位|部门)"
)
#: 由县公安局会同县交通运输局设置治超点, at the beginning of a sentence: who does it, and with whom.
_TOGETHER = re.compile(
    r"[\s\u3000]*由?(?P<names>[^，。；：！？（）]{2,40}?会同[^，。；：！？（）]{1,60}?"
    r"(?:[局厅委办会府]|公司|集团|[支大总]队|中心|街道|乡镇|部门|单位))"
    rf"(?={_ADVERBS}(?:{any_of(OBJECT_VERBS)}|设置|设立|研究|核实|确定|召开|对)(?!部|局|委|办(?!理)))"
)
_HINTS = ("负责", "牵头", "配合", "组织", "：", "会同")
#: 县供电公司6月底前完成线路迁改
_TIMED = re.compile(
    r"(?<=[局委厅办司府道会])(?:要|应|须|于|在){0,2}(?=(?:20\d\d年|今年)?\d{1,2}月[^，。；]{0,8}前|年底前|年内)"
)
_MARK = re.compile("[，。；]")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_ENDS_DUTY = re.compile(r"(?:负责|配合|牵头|落实|参与|参加|承办|协助|实施|支持)[。；]?$")
#: The ends of bodies of which one can be sure where nothing else tells that a sentence is about who answers.
_SURE = re.compile(rf"(?:{SURE_ENDS}|{SURE_PART}|府)$")
_SURE_OR_PLACE = re.compile(rf"{_SURE.pattern}|^各?[省市县区乡镇]")
_SURE_OR_GROUP = re.compile(rf"{_SURE_OR_PLACE.pattern}|(?:有关|相关)(?:部门|单位)$")
_LEAD = re.compile(r"(?:主要|具体)?(?:负责)?(?:牵头|总牵头)")
_SUPPORT = re.compile(r"(?:积极|主动|密切)?(?:配合|协助|协同|参与)")


#: A heading that is the name of who answers for what stands below it: 市教育局, （一）市发改委牵头任务（12项）.
_HEADING = re.compile(
    r"[\s\u3000]*由?(?P<names>[^，。；：！？（）《》]{2,40}?)"
    r"(?P<verb>(?:牵头|负责|主办|承办|配合)(?:负责|落实|办理|承办|完成|实施|推进)?)?(?:的|(?:重点)?工作|任务|事项|项目|实事)*"
    r"(?:（(?:共?\d{1,3}[项件个]|(?P<note>牵头|主办|负责|责任|配合)(?:单位|部门)?)）)?[\s\u3000]*"
)
#: What a heading is about, though it ends like the name of a body: 数字政府, 建设智慧法院, 做强银行.
_NO_BODY = re.compile(
    "^(?:建设|打造|推进|加强|做[强优大实好]|构建|提升|优化|完善|深化|强化|健全|推动|加快|发展|培育|壮大|创建|争创|着力|全面|提高|改[革善造]"
    "|引[进育]|支持|扶持|规范|落实|实施|开展|办好|建好|建强|抓好|激活|整合|组建|服务(?!中心|局))"
    "|(?<![省市县区州盟旗乡镇民级府各国])政府$|^(?:智慧|数字|平安|法治|阳光|廉洁|绿色|清廉)"
)
_HEADING_ENDS = frozenset("局厅委办府司团队行会院联部室心）务项作责头的")
#: How a paragraph begins that speaks of the items above it.
_ABOVE_WORDS = ("以上", "上述", "前述", "本部分", "本节")
#: What closes all the items above it: 以上各项任务由县水利局牵头，县财政局配合。
_ABOVE = re.compile(
    r"[\s\u3000（]*(?:以上|上述|前述|本部分|本节)(?:[^，。；：由]{0,12}(?:，|均|都|统一)*(?=由)|"
    r"(?:各?(?:项|条)?(?:重点)?(?:工作|任务|事项|项目|措施|举措|内容)?)(?:，|均|都|统一|的)*"
    r"(?=(?:责任|牵头|主办|配合)(?:单位|部门)：|[省市县区州国各镇乡街]))"
)


#: What closes all the items above it with a time alone: 以上任务均于2024年10月底前完成。
_ABOVE_BY = re.compile(
    r"[\s\u3000（]*(?:以上|上述|前述)(?:[\d两二三四五六七八九十各]{1,3}(?=[项条个]))?(?=[项条个各重工任事问措举内])各?[项条个]?(?:重点)?"
    r"(?:工作|任务|事项|项目|问题|措施|举措|内容)?的?(?:(?:完成|办结|整改)?(?:时限|时间|期限)(?:均|都|统一)?[：为])?"
    r"(?:[，均都应须需要请在于]|务必|必须|全部|统一|原则上|力争|确保)*"
)
#: What is said of a time that is not the last day of the work itself: 10月底前报送总结.
_NOT_DONE = re.compile("报|送|总结|启动|开工|开始|检查|督查|通知|召开")


def heading_duty(folded: str, start: int, end: int) -> Clause | None:
    """The clause of a heading that is but the name of who answers; None where it is another heading."""
    if folded[end - 1] == "：":  # a line above its items
        end -= 1
    if end - start > 60 or folded[end - 1] not in _HEADING_ENDS:
        return None
    match = _HEADING.fullmatch(folded, start, end)
    if match is None or _NO_BODY.search(match["names"]) or not _are_units(match["names"], ends=_SURE):
        return None
    said = max(match.start("verb"), match.start("note"))
    return _clause(match["names"], match.start("names") - start, folded, said)


def closing_duty(folded: str) -> tuple[int, int, Clause] | None:
    """What a paragraph says of all items above it, who answers for them or by when: its place and its clause."""
    if not folded.lstrip(" \t\u3000（").startswith(_ABOVE_WORDS):
        return None
    end = len(folded.rstrip("。；） \u3000"))
    match = _ABOVE.match(folded)
    if match is not None:
        clause = read_clause(folded[match.end() : end])
        known = all(is_unit_like(duty.name.full) for duty in clause.duties)
        if clause.duties and known and not clause.unread:
            return match.end(), end, clause
    by = _ABOVE_BY.match(folded, 0, end)
    words = folded[by.end() : end] if by else ""
    if by is None or not words or _NOT_DONE.search(words) or not is_own_time(words):
        return None
    return by.end(), end, Clause((), ((0, len(words)),))


def leading_duties(folded: str, begin: int) -> Iterator[tuple[int, int, Clause]]:
    """The duties in a paragraph without fields and brackets that stand before what they are for.

    Yields where each begins and ends, and its clause, whose places count from that beginning.
    """
    if not any(word in folded for word in _HINTS):
        if _TIMED.search(folded, begin):
            yield from _timed(folded, begin)
        return
    if FINAL_PROVISION.search(folded, begin) or LABEL.search(folded, begin):
        return
    whole = False
    last = len(folded.rstrip())
    found: list[tuple[int, int, Clause]] = []
    duty: tuple[int, int, Clause] | None
    for sentence in _SENTENCE.finditer(folded, begin):
        start, end = sentence.span()
        several = _several(folded, start, end)
        if several:
            found += several
            continue
        if _is_whole(folded, start, end):
            duty = start, end, read_clause(folded[start:end].rstrip("。； \u3000"))
            if begin and start == begin and end == last and (does := _does(folded, *duty)) is not None:
                yield does
                return
            duty = _with_subject(folded, duty)
            whole = duty[1] == end
        else:
            duty = _led(folded, start, end, start == begin) or _amid(folded, start, end)
        if duty is not None:
            found.append(duty)
    if whole and (len(found) > 1 or found[-1][1] >= last):
        return  # each closes what stands before it
    yield from found


def _does(folded: str, start: int, end: int, clause: Clause) -> tuple[int, int, Clause] | None:
    """The duty of an item that is but one sentence, which says as well what is to be done; None where it does not."""
    by_then = _what_by_then(folded, start, end, clause)
    if by_then is not None:
        return by_then
    led = _in_words(folded, start, end)
    if led is None or folded[led[1]] == "，":
        return None
    led = _with_support(folded, led, end)
    return led if len(led[2].duties) >= len(clause.duties) else None


def _what_by_then(folded: str, start: int, end: int, clause: Clause) -> tuple[int, int, Clause] | None:
    """The duty of an item that is but one sentence, without the time and what is to be done by then, its text."""
    if not clause.times:
        return None
    time, stop = clause.times[-1]
    if not DOES_THEN.search(folded, start + time, start + stop):
        return None
    return start, start + time, clause._replace(times=clause.times[:-1])


def _several(folded: str, start: int, end: int) -> list[tuple[int, int, Clause]]:
    """The duties of several bodies that a sentence tells what each does: 甲局负责设计，乙局负责资金保障; else none."""
    if folded.count("负责", start, end) < 2:
        return []
    bounds = [start, *(mark.end() for mark in _MARK.finditer(folded, start, end - 1)), end]
    parts = list(pairwise(bounds))
    if sum(_in_words(folded, *part) is not None for part in parts) < 2:
        return []
    return [duty for part in parts if (duty := _in_words(folded, *part, vague=True)) is not None]


def _timed(folded: str, begin: int) -> Iterator[tuple[int, int, Clause]]:
    """The duties of several bodies that are each told their own day: 甲公司6月底前完成…，乙局7月底前完成…"""
    starts = [begin, *(mark.end() for mark in _MARK.finditer(folded, begin))]
    found = []
    for start, end in pairwise([*starts, len(folded)]):
        match = _TIMED.search(folded, start, end)
        if match and _are_units(folded[start : match.start()], ends=_SURE):
            names = folded[start : match.start()]
            found.append((start, match.start(), _clause(names, 0, folded, match.start())))
    if len({folded[start:end] for start, end, _ in found}) > 1:
        yield from found


#: What a sentence is about that goes on to say who answers for it: 食堂建设由县教育局牵头.
_SUBJECT = re.compile(
    r"[\s\u3000]*(?![本此该各]|以上|上述|前述|责任|任务|具体|[省市县区乡镇]级?由)[^，。；：（）由]{2,20}(?<![自理缘事前内])由(?=[\u4e00-\u9fff]{2})"
)


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether a sentence says nothing but who answers: 由县交通局牵头，县财政局配合。 县交通局牵头，6月底前完成。"""
    if end - start > 200:
        return False
    words = folded[start:end].rstrip("。； \u3000")
    told = words.startswith("由") or ends_in_duty(words)
    told = told or (_SUBJECT.match(words) is not None and is_own_time(words.rpartition("，")[2]))
    if not (told and is_clause(words, after_sentence=False)):
        return False
    return not runs_on(words) and names_bodies(read_clause(words))


def _with_subject(folded: str, duty: tuple[int, int, Clause]) -> tuple[int, int, Clause]:
    """A duty that is a whole sentence; one that says as well what it is for ends in front of its mark, so that its
    words are text.
    """
    start, end, clause = duty
    return (start, len(folded[:end].rstrip("。；")), clause) if _SUBJECT.match(folded, start) else duty


def _led(folded: str, start: int, end: int, first: bool) -> tuple[int, int, Clause] | None:
    """The duty that a sentence begins with; None where it begins with none."""
    match = _COLON.match(folded, start, end) or (_HEADED.match(folded, start) if first else None)
    sure = _SURE_OR_PLACE
    if match is None and first and start > 0:
        match, sure = _PREFIXED.match(folded, start), _SURE
    if match is not None:
        if "的" in match["names"] or not _are_units(match["names"], ends=sure):
            return None
        return start, match.end(), _clause(match["names"], match.start("names") - start, folded, match.end())
    duty = _in_words(folded, start, end) or _together(folded, start, end)
    return _with_support(folded, duty, end) if duty is not None else None


def _with_support(folded: str, duty: tuple[int, int, Clause], end: int) -> tuple[int, int, Clause]:
    """A duty with those who have a part too, told later in its sentence: 县水利局牵头疏浚河道，各乡镇配合做好征地."""
    start, stop, clause = duty
    for begin, last, other in _parts(folded, stop, end, helps=True):
        if other.duties[0].role is not Role.SUPPORTING and folded[last : last + 1] not in "，。；":
            continue  # another duty: 县财政局负责资金保障
        side = clause.duties[-1].group + 1
        clause = clause._replace(duties=(*clause.duties, *_moved(other, begin - start, side)))
    return start, stop, clause


def _moved(clause: Clause, by: int, side: int) -> Iterator[Duty]:
    """The duties of a clause, as they stand in one that begins `by` characters earlier."""
    for duty in clause.duties:
        yield duty._replace(start=duty.start + by, end=duty.end + by, group=duty.group + side)


def _amid(folded: str, start: int, end: int) -> tuple[int, int, Clause] | None:
    """The duty that stands behind the first ， of a sentence, with what its unit does: 疏浚河道，各乡镇配合做好征地."""
    first = next(_parts(folded, start, end), None)
    return None if first is None else _with_support(folded, first, end)


def _parts(folded: str, start: int, end: int, *, helps: bool = False) -> Iterator[tuple[int, int, Clause]]:
    """The duties that the parts of a sentence behind its first ， begin with, of bodies that are ones for sure.

    Where one that answers is known already, a part may but say who `helps`: 县财政局配合, 会同县财政局.
    """
    at = folded.find("，", start, end) if "：" not in folded[start:end] else -1
    while at >= 0:
        following = folded.find("，", at + 1, end)
        stop = following if following >= 0 else end
        duty = _in_words(folded, at + 1, stop, vague=True) or (
            _helps(folded, at + 1, stop) if helps else None
        )
        if duty is not None and all(is_body(each.name.full) for each in duty[2].duties):
            yield duty
        at = following


#: A part of a sentence that but says who else has a part: 会同县财政局, 县财政局、县审计局配合, 县纪委监委加强监督.
_WITH = re.compile(r"(?:并|再)?(?:会同|联合|协同)(?P<names>[^，。；：！？（）]{2,80})")
_HELP = re.compile(
    r"(?P<names>[^，。；：！？（）]{2,80}?)(?:积极|主动|密切|共同|分别|具体|全程|按(?:各自)?职责(?:分工)?|加强|强化|做好)*"
    r"(?P<verb>配合|协助|参与|参加|支持|(?:组织)?(?:实施|落实|推进|执行)|(?:监督|督导|指导|督促)(?:检查|指导|落实|问责)*)[。；]?\Z"
)


def _helps(folded: str, start: int, end: int) -> tuple[int, int, Clause] | None:
    """Those who have a part, all of a part of a sentence; None where it says something else."""
    role = Role.SUPPORTING
    match = _WITH.match(folded, start, end)
    if match is None and (match := _HELP.match(folded, start, end)) is not None:
        role = role_of(match["verb"])
    if match is None:
        return None
    clause = _clause(match["names"], match.start("names") - start, folded, -1)
    duties = tuple(duty._replace(role=role) for duty in clause.duties)
    return (start, end, clause._replace(duties=duties)) if duties else None


def _together(folded: str, start: int, end: int) -> tuple[int, int, Clause] | None:
    """The duty of a body that does something with another: 由县公安局会同县交通运输局设置治超点; None for any other."""
    match = _TOGETHER.match(folded, start, end) if "会同" in folded else None
    if match is None:
        return None
    clause = _clause(match["names"], match.start("names") - start, folded, -1)
    sure = all(
        is_unit_like(duty.name.full) and _SURE_OR_GROUP.search(duty.name.full) for duty in clause.duties
    )
    if _LEAD.match(folded, match.end()):
        leads = (
            each._replace(role=Role.LEAD) if each.role is Role.RESPONSIBLE else each for each in clause.duties
        )
        clause = clause._replace(duties=tuple(leads))
    return (start, match.end(), clause) if sure and len(clause.duties) > 1 else None


def _in_words(folded: str, start: int, end: int, *, vague: bool = False) -> tuple[int, int, Clause] | None:
    """The duty that words begin with, by what its units do (县供电公司负责线路迁改); None where they begin with none.

    What they do may be but another word of duty, such as 具体实施, where `vague`.
    """
    match = _IN_WORDS.match(folded, start, end)
    if match is None:
        return None
    names = match["names"]
    if "前" in names and (timed := _TIMED.search(names)) is not None:
        names = names[: timed.start()]  # 市教育局6月底前牵头
    if not _are_units(names, ends=_SURE_OR_PLACE):
        return None
    if not (_says_what(folded[match.end() : end]) or (vague and end - match.end() > 3)):
        return None
    clause = _clause(names, match.start("names") - start, folded, match.start("verb"))
    return start, match.end(), clause


def _says_what(rest: str) -> bool:
    """Whether more than another duty stands behind 负责: what is to be done, be it with who helps."""
    first = rest.split("，", 1)[0].rstrip("。； \u3000")
    if len(first) >= 4 and role_tail(first) != 0 and not _ENDS_DUTY.search(first):
        return True
    return len(rest.strip("，。； \u3000")) >= 2 and not _ENDS_DUTY.search(rest.rstrip("，"))


def _are_units(words: str, *, ends: re.Pattern[str] | None = None) -> bool:
    """Whether words are names of units, all of which match `ends` where it is given."""
    names = read_names(words)
    return bool(names) and all(
        is_unit_like(name.full) and (ends is None or ends.search(name.full)) for name in names
    )


def _clause(names: str, offset: int, folded: str, at: int) -> Clause:
    """The clause of units whose part the words at `at` tell: 负责, 牵头 or 配合."""
    role = Role.RESPONSIBLE
    for words in (_LEAD, _SUPPORT) if at >= 0 else ():
        if match := words.match(folded, at):
            role = role_of(match[0])
            break
    clause = read_clause(names, role)
    duties = tuple(
        duty._replace(start=duty.start + offset, end=duty.end + offset, role_printed=True)
        for duty in clause.duties
    )
    return clause._replace(duties=duties)
