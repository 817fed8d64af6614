"""Chinese fields: their clauses and remarks, and the deadline that these state together."""

from __future__ import annotations

import re
from datetime import timedelta

from attrs import evolve

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.reading.times import vocabulary
from policyplan.reading.times.chinese import whole_phrase
from policyplan.reading.times.counted import read_counted
from policyplan.reading.times.prose import steps
from policyplan.reading.times.recurring import all_of, read_recurring
from policyplan.reading.times.stretches import BadDate, FirstDayOnly, Setting, Undated, our_period
from policyplan.reading.times.vocabulary import JOINT, TIME

_REMARK = re.compile(r"\([^()]*\)")
_TERM = re.compile(r"(?:[近中远短长]|中[远长]|近中)期(?:目标|任务|工作|行动|项目)?\(([^()]*)\)")
_SPLIT = re.compile(
    r"[,;。!]|并(?=长期|持续|常态|坚持)|、(?![\d〇一二三四五六七八九十])|(?<=前)[、和及](?=\d)"
)
#: Two times side by side: 3月底前和2025年6月, 3月和每年9月底前.
_JOINED = re.compile(rf"(?<=[前底末内日]){JOINT}?(?={TIME})|(?<=[前底末内日月]){JOINT}(?=每[年月季周半])")
#: Another day takes the place of the one before: 由6月底前调整为9月底前, 延期至2025年6月.
_CHANGED = re.compile(
    r"(?:(?:原(?:定|计划|为|来)?|由|从)(?:于|在)?[^,;。]{2,20}?(?:完成)?[,;]?(?:现|后|已)?)?"
    r"(?:提前|延期|延迟|延长|推迟|顺延|调整|变更|修改|改|延)(?:至|到|为)(?=[\d今明年]|[〇一二三四])"
)
_CHANGES = re.compile(r"[至到为](?<=[延期迟长前整更改].)")
#: What was planned before, or is done, is no deadline.
_PAST = re.compile(r"(?:原(?:定|计划)|已(?:经|于|在|(?=\d)))[^,;。]*[。;]?")
#: A year that heads the days in it: 2025年，6月底前.
_HEADING_YEAR = re.compile(r"((?:19|20)\d\d年)度?,(?=\d{1,2}月|[上下]半年|第?[一二三四]季度|底前)")


def read_chinese(words: str, setting: Setting) -> Deadline | None:
    """The deadline that a squeezed Chinese field states; None where it is no time. Raises BadDate."""
    label = vocabulary.LABEL.match(words)
    words = (words[label.end() :] if label else words).rstrip("。.;,")
    if _CHANGES.search(words) and (changed := _CHANGED.match(words)):
        words = words[changed.end() :]
    if is_past(words):
        return None
    if "不含" in words and (left_out := _LEFT_OUT.search(words)):  # 10月31日（不含）前
        return _day_before(read_chinese(words[: left_out.start()] + words[left_out.end() :], setting))
    outside = _REMARK.sub("", words)
    if not outside and words:
        return _clauses(words[1:-1], setting) if words[1:-1] else None
    found = _clauses(outside, setting) if outside else None
    if isinstance(found, Ongoing | DueBy) and outside != words:
        return _with_remarks(found, [each[1:-1] for each in _REMARK.findall(words)], setting)
    if isinstance(found, Conditional) and (term := _TERM.fullmatch(words)):  # 近期（2024—2025年）
        dated_term = _clauses(term[1], setting)
        return dated_term if isinstance(dated_term, DueBy) else found
    return found


def _with_remarks(found: Ongoing | DueBy, remarks: list[str], setting: Setting) -> Deadline:
    """持续推进（2025年底前）has a day; 2025年3月底前（2026年6月底前）has two, and the later may be meant."""
    if isinstance(found, DueBy):
        setting = setting.after(found.due.year)
    read = [hit[0] for remark in remarks if remark and (hit := _remark(remark, setting))]
    dated = [remark for remark in read if isinstance(remark, DueBy)]
    if isinstance(found, Ongoing):
        return latest([*dated, found]) if dated else found
    later = any(remark.due > found.due for remark in dated)
    return Conditional(basis=("either",)) if later else found


def _remark(words: str, setting: Setting) -> tuple[Deadline, bool] | None:
    try:
        return _clause_or_none(words, setting)
    except BadDate:
        return None


def is_past(words: str) -> bool:
    """Tell whether all that squeezed `words` say is what was planned before, or is done: 已于2023年6月完成."""
    return words[:1] in ("原", "已") and _PAST.fullmatch(words) is not None


_LEFT_OUT = re.compile(r"\(不含(?:当[日天]|本[日数]|该日|\d{1,2}[日号])?\)")


def _day_before(found: Deadline | None) -> Deadline | None:
    """The deadline without the day it names; of what names no day nobody can tell what is left."""
    if isinstance(found, Recurring):
        return Recurring(basis=found.basis)
    if not isinstance(found, DueBy):
        return found
    if found.precision is not Precision.DAY:
        return Conditional(basis=("vague",))
    return evolve(found, due=found.due - timedelta(days=1), basis=(*found.basis, "day-left-out"))


_FROM_ISSUE = re.compile(
    r"(?:自|从)?(?:即日|(?:本?(?:方案|通知|文件|意见|计划|办法)?(?:印发|发布|下发|公布)(?:之日)?))起?[,，]?[-至到]"
)


def _clauses(words: str, setting: Setting) -> Deadline | None:
    if since := _FROM_ISSUE.match(words):
        found = _clauses(words[since.end() :], setting)
        if isinstance(found, DueBy):
            return DueBy(found.due, start=setting.issued, precision=found.precision, basis=found.basis)
        return found
    goes_on = vocabulary.ONGOING.match(words)
    if goes_on and words[goes_on.end() :].startswith(("至", "到")):  # 持续推进至2025年底
        words = words[goes_on.end() :]
    words = _HEADING_YEAR.sub(r"\1", words) if words[4:6] in ("年,", "年度") else words
    try:
        whole = _clause(words, setting)
    except FirstDayOnly as first:
        rest = words[first.end :].lstrip(",")
        return _clauses(rest, setting) if rest else None
    if whole is not None:
        return whole[0]
    clauses = [clause for clause in _SPLIT.split(words) if clause]
    if len(clauses) < 2:
        clauses = _JOINED.split(words)
    if len(clauses) < 2:
        return None
    clauses = [
        clause
        for clause in clauses
        if not _REPORTED.fullmatch(clause) and not vocabulary.FROM_TODAY.fullmatch(clause)
    ]
    if not clauses:
        return None
    return _each_year(clauses) or _in_parts(clauses, setting) or _together(clauses, setting)


_OFTEN = re.compile(r"每(?:半)?年(?:度|至少|不少于|开展|组织|进行|[一二两三四\d]+[次轮批])*")
_YEAR_SAID = re.compile(r"\d年|[今明后本]年")


def _each_year(clauses: list[str]) -> Deadline | None:
    """每年1次，于12月底前完成: a day without a year beside 每年 is that day of each year."""
    often, *rest = clauses
    if len(rest) != 1 or not _OFTEN.fullmatch(often) or _YEAR_SAID.search(rest[0]):
        return None
    return read_recurring("每年" + rest[0].lstrip("于在并"))


_PARTED = re.compile(r"(?:全年|年内)\D{0,6}[一二三两四五六][批轮期步]\D{0,6}")


def _in_parts(clauses: list[str], setting: Setting) -> Deadline | None:
    """全年分两批，第一批5月底前，第二批11月15日前完成: the year that days part is no day of its own."""
    if len(clauses) < 2 or not _PARTED.fullmatch(clauses[0]):
        return None
    found = [deadline for _, _, deadline in steps(",".join(clauses[1:]), setting)]
    return latest(found) if found else None


#: What is left to do, in front of its time: 其余年底前完成.
_REST = re.compile(r"(?:其余|剩余|余下)(?:的?(?:部分|工作|任务|项目|事项))?(?=[\d年月今明])")


#: What has been done is no time: 已启动，长期坚持.
_REPORTED = re.compile(
    r"(?:现|均|目前)?已(?:全面|全部|基本|初步|经)?(?:完成|启动|建立|落实|整改|到位|开展|展开|实施)[^,]{0,6}"
)
#: Words that 长期坚持 beside them outweighs: at once, all through the year.
_BUT_A_START = re.compile(r"[^\d]*(?:全年|全年度|年度)[^\d]*")


#: The year through which something goes on that another clause gives the last day of: 全年推进，12月15日前完工.
_THROUGH = re.compile(
    r"(?:贯穿)?(?:全年度?|年内)(?:持续|统筹|分批|有序|集中|同步)*(?:推进|推动|实施|开展|建设|进行|施工)?"
)
_FINISHES = re.compile(r"\d[^,]*前[^,]{0,8}(?:完成|完工|竣工|验收|建成|投用|到位|投入|交付)")


def _together(clauses: list[str], setting: Setting) -> Deadline | None:
    """What several clauses say: the latest day, else what comes round, waits or goes on."""
    if _THROUGH.fullmatch(clauses[0]) and any(map(_FINISHES.search, clauses[1:])):
        clauses = clauses[1:]
    found: list[tuple[Deadline, bool] | None] = []
    slight: list[bool] = []
    inside: list[Deadline] = []
    for clause in clauses:
        clause = _REST.sub("", clause, count=1) if "余" in clause else clause
        hit = _clause_or_none(clause, setting)
        found.append(hit)
        if hit is None:  # a sentence, which may hold a later step
            inside.extend(deadline for _, _, deadline in steps(clause, setting))
        elif isinstance(hit[0], DueBy):  # 2024年10月底前初稿，12月底前印发
            setting = setting.after(hit[0].due.year)
        slight.append(hit is not None and _is_slight(hit[0], clause))
    hits = [hit for hit in found if hit is not None]
    if not inside and any(isinstance(deadline, Ongoing) for deadline, _ in hits):
        hits = [hit for hit, but in zip(found, slight, strict=True) if hit is not None and not but]
    dated = [strong for deadline, strong in hits if isinstance(deadline, DueBy)]
    first = found[0]
    ranged = first is not None and isinstance(first[0], DueBy) and first[0].start is not None
    if dated and (all(found) or any(dated) or ranged):
        return latest([*(deadline for deadline, _ in hits), *inside])
    if first is None or dated:
        return None
    recurring = [deadline for deadline, _ in hits if isinstance(deadline, Recurring)]
    if recurring:
        return all_of(recurring)
    return next(d for kind in (Conditional, Ongoing) for d, _ in hits if isinstance(d, kind))


def _is_slight(deadline: Deadline, clause: str) -> bool:
    """Tell whether the day gives way to 长期坚持 beside it (立行立改，长期坚持; 贯穿全年，长期坚持)."""
    if vocabulary.AT_ONCE.fullmatch(clause) or vocabulary.AS_FOUND.fullmatch(clause):
        return True
    return isinstance(deadline, DueBy) and _BUT_A_START.fullmatch(clause) is not None


def _clause_or_none(words: str, setting: Setting) -> tuple[Deadline, bool] | None:
    try:
        return _clause(words, setting)
    except FirstDayOnly:
        return None


def latest(found: list[Deadline]) -> Deadline:
    """Of several deadlines the latest day, with what comes after it noted; the first one where none has a day."""
    dated = [d for d in found if isinstance(d, DueBy)]
    if not dated:
        return found[0]
    last = max(dated, key=lambda d: d.due)
    basis = last.basis
    if len(dated) > 1:
        basis += ("last-of-several",)
    if any(isinstance(d, Recurring) for d in found):
        basis += ("then-recurring",)
    elif any(isinstance(d, Ongoing) for d in found):
        basis += ("then-ongoing",)
    return DueBy(last.due, last.text, last.start, last.precision, tuple(dict.fromkeys(basis)))


def _clause(words: str, setting: Setting) -> tuple[Deadline, bool] | None:
    """The deadline of one clause, and whether its own words say that it is a last day."""
    recurring = read_recurring(words)
    if recurring is not None:
        return recurring, False
    if vocabulary.ONGOING.fullmatch(words):
        return Ongoing(), False
    if vocabulary.FROM_TODAY.fullmatch(words):
        return Ongoing(), False
    if vocabulary.AT_ONCE.fullmatch(words):
        if setting.issued is None:
            return Conditional(basis=("issue-unknown",)), False
        return DueBy(setting.issued, basis=("at-once",)), True
    if vocabulary.MONTH_UNSAID.fullmatch(words):
        return Conditional(basis=("month-unsaid",)), False
    if vocabulary.OUR_PERIOD.fullmatch(words):
        return our_period(setting), True
    if vocabulary.CONDITIONAL.fullmatch(words):
        return Conditional(basis=("condition",)), False
    counted = read_counted(words, setting)
    if counted is not None:
        return counted, True
    try:
        phrase = whole_phrase(words, setting)
    except Undated as error:
        return Conditional(basis=(error.code,)), False
    if phrase is not None:
        return phrase.due_by(), phrase.strong
    if vocabulary.EVENT.fullmatch(words):
        return Conditional(basis=("condition",)), False
    return None
