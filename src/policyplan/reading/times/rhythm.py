"""What a text does again and again: 每季度召开1次联席会议, 2024—2026年，每年举办 …, Each January ….

A frequency is the time of the work only where it heads its clause and a verb of doing follows; elsewhere it is a
detail (台账每周更新) or an amount (每年新增100人), and so it is behind the second sentence of a text. Weeks and months,
which mostly tell how a duty is done, must head their sentence. The caller looks here only where the text has no
dated step.
"""

from __future__ import annotations

import re

from policyplan.deadlines import Deadline, Recurring
from policyplan.reading.times.english import read_english
from policyplan.reading.times.recurring import read_recurring
from policyplan.reading.times.stretches import BadDate, Setting

_VERB = (
    r"(?>开展|举办|举行|组织|召开|办理|办好|发布|公布|公开|公示|编制|制定|修订|制作|报送|上报|提交|更新|评选|评估|评价|评比|评议"
    r"|考核|检查|巡查|巡检|排查|抽查|抽检|督查|督导|督办|检测|监测|体检|通报|调度|研究|研判|会商|分析|听取|审议|表彰|审计|清理"
    r"|普查|遴选|认定|推出|推介|汇总|总结|报告|演练|征集|选树|印发|出台|走访|慰问|约谈|述职|轮训|复核|梳理|实施|进行|评|奖|测|查)"
)
_DOES = (
    rf"(?:至少|最少|不少于|定期|要|应|分别|各|集中|均|统一|分批|联合|常态化|原则上|年初|年底)*+"
    rf"(?:(?:到|赴|深入)每个?[^,;。:()]{{1,12}}?)?(?:(?:对|向|由|在|面向|围绕|就|与|会同)[^,;。:()每]{{1,24}}?)?{_VERB}(?!的|费|经费|结果|人员)"
)
#: Years in which it comes round, or words that change nothing.
_SINCE = (
    r"(?:(?:自|从)?(?:19|20)\d\d年?(?:起|开始|-(?:19|20)\d\d年(?:期间)?)|二?十[一二三四五六七八九]五(?:期间|时期)"
    r"|此后|今后|以后|原则上|至少|坚持)?,?"
)
_WHEN = r"(?:[^,;。:()\d每]{0,12}?(?:期间|前|后|内))?"
_SELDOM = (
    r"每(?:个?(?:年度?|半年|季度?|学期|学年)|[一两二三四五1-5]年)"
    r"(?:年?[底末初]|结束后|(?:春、?秋|冬、?春|夏、?秋)两季)?"
)
_OFTEN = r"每(?:个?(?:月度?|周|星期)|半个?月|[两二]个?[月周])(?:[底末初]|结束后)?"
_CLAUSE = r"(?:\A|(?<=[,;。:、!?\n]))"
_SENTENCE = r"(?:\A|(?<=[;。!?\n]))"
_SUBJECT = (
    r"(?:各|由)?[^,;。:()\d每■]{0,12}(?:部门|单位|政府|[省市县区局委厅办]|乡镇|街道|社区|学校|医院|企业)"
)
_BEGINS = re.compile(
    rf"{_CLAUSE}(?P<step>{_SINCE}(?:{_OFTEN}[^,;。:、()]{{1,3}}、)?{_SELDOM}{_WHEN}){_DOES}"
    rf"|{_SENTENCE}(?P<often>{_SINCE}{_OFTEN}){_DOES}"
    rf"|{_SENTENCE}{_SUBJECT}(?P<theirs>{_SELDOM}){_DOES}"
)


#: A heading sentence and the statement; what comes later in a long text is a detail of it.
_OPENING = re.compile(r"(?:[^。]*+。?){2}")


def chinese(words: str) -> list[tuple[int, int, Deadline]]:
    """The frequencies in squeezed `words` that are the time of the work."""
    end = _OPENING.match(words).end()  # type: ignore[union-attr]  # it matches every text
    return [_step(words, *match.span(match.lastgroup or 0)) for match in _BEGINS.finditer(words, 0, end)]


def _step(words: str, start: int, end: int) -> tuple[int, int, Deadline]:
    while words[start] in ",":
        start += 1
    try:
        recurring = read_recurring(words[start:end])
    except BadDate:  # 每年十三月前
        recurring = None
    return start, end, recurring or Recurring()


_ENGLISH = re.compile(
    r"(?:\A|(?<=[.;:]\s)|(?<=\n))(?P<step>(?:Each|Every)\s+(?:(?:fiscal\s|calendar\s|school\s)?year|quarter|spring|summer|fall|autumn"
    r"|winter|January|February|March|April|May|June|July|August|September|October|November|December))\b(?!\s+\d)"
)


def english(text: str) -> list[tuple[int, int, Deadline]]:
    """The frequencies that head an English sentence: Each January, …"""
    found: list[tuple[int, int, Deadline]] = []
    for match in _ENGLISH.finditer(text):
        try:
            read = read_english(match["step"], Setting())
        except BadDate:
            continue
        if isinstance(read, Recurring):
            found.append((match.start(), match.end(), Recurring(match["step"], read.rrule, read.basis)))
    return found
