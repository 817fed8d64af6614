"""What a plan says once for all its tasks: who leads where none is named, who answers for every task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyplan.model import Role
from policyplan.reading.clauses import (
    EVERY_TASK,
    MARKED_LEADS,
    RESPONSIBLE_LEADS,
    SAYS_FIRST_LEADS,
    Duty,
    is_own_time,
    read_clause,
)
from policyplan.reading.clauses.tiers import says_when
from policyplan.reading.labels import role_of
from policyplan.reading.names import is_unit_like
from policyplan.reading.paragraphs import Para


class Default(NamedTuple):
    """A unit that answers for every task though it is not named there, and where the plan says so."""

    name: str
    role: Role
    para: Para
    start: int
    end: int


_SENTENCE = re.compile(r"[^。；！？]+")
_DUTY = re.compile("涉及|负责|落实|责任|配合|参与|牵头|实施|执行|承担")
_GROUP = re.compile(
    r"(?:各(?!项|条|任务|项目|类|级任务)|有关|相关|沿线|沿江)[\u4e00-\u9fff（）、]{1,26}?(?:人民政府|政府|管委会|管理委员会|街道办事处|单位|部门|机构|委办局)(?![\u4e00-\u9fff]{0,3}(?:办公))"
)
_EVERY_SUBJECT = re.compile(
    r"(?:各项|每项|所有|全部|以下|上述|以上|下列|方案所列|本方案|文中|各条|每条|各任务|每一项)[^，。；]{0,16}?(?:均|都|皆|一律)|对(?:各项|每项|所有|全部)[^，。；]{0,8}(?:均|都)"
)

#: What stands before the units of every task: 以下均需各县政府落实, 具体任务均涉及相关市政府.
_ALL_NEED = re.compile("(?:均|都|皆|一律)(?:需|须|要|应)?(?:由|涉及)?(?![为是])")


def first_listed_leads(texts: Iterable[Para]) -> bool:
    """Whether the plan says that the first listed unit leads (列第一位的为牵头单位)."""
    return any(
        ("首" in para.folded or "第一" in para.folded or "最前" in para.folded)
        and SAYS_FIRST_LEADS.search(para.folded)
        for para in texts
    )


def marked_leads(texts: Iterable[Para]) -> bool:
    """Whether the plan says that units with a sign lead (标▲的为牵头单位)."""
    return any("牵头" in para.folded and MARKED_LEADS.search(para.folded) for para in texts)


def responsible_leads(texts: Iterable[Para]) -> str:
    """When the plan says that who is responsible leads: "none" where no lead is named, "sole" where one unit alone is.

    "" where it does not say so (无牵头单位的，责任单位即为牵头单位).
    """
    for para in texts:
        folded = para.folded
        if "为牵头" in folded or "是牵头" in folded or "为其牵头" in folded or "为该项任务牵头" in folded:
            said = RESPONSIBLE_LEADS.search(folded)
            if said is not None:
                return "sole" if said["sole"] else "none"
    return ""


def defaults(texts: Iterable[Para]) -> list[Default]:
    """The units that the plan makes answer for every task (以下均需各县（市、区）政府落实，不再列出)."""
    found: list[Default] = []
    for para in texts:
        if not _may_set_default(para.folded):
            continue
        for sentence in _SENTENCE.finditer(para.folded):
            for default in _defaults(para, sentence):
                if default.name not in {other.name for other in found}:
                    found.append(default)
    return found


#: What has no day of its own: 未明确时限的任务均于…, 除已注明时限的外，其余…
_UNTIMED = re.compile(
    r"(?:(?:未|没有)(?:另行|单独|逐项|特别|有|作|做)*(?:明确|注明|标明|列明|规定|写明|标注|确定|设定|限定|说明|载明|列出|要求|提出)?"
    r"|除(?:已|有|另有)*(?:明确|注明|标明|列明|规定|写明|标注|确定|设定|说明))(?:具体|明确|的|要求)*"
    r"(?:完成|办理|落实|办结|整改|推进|工作|任务)?(?:时限|时间|期限|节点|日期)(?:要求|节点|规定)?(?:的|者|以)*外?"
    r"[，、]?(?:其[余他它])?(?:各?项?(?:重点)?(?:任务|工作|事项|项目|措施|举措|问题))?[，、]?"
    r"(?:其?(?:完成|办结|整改|工作)?(?:时限|时间|期限))?(?:原则上|统一|一律|全部|默认|均|都|应|须|需|要|请|务必|必须|视为|为|按|到)*"
)


#: The same at the beginning of a paragraph: 各项任务未明确时限的均于…, 注：未明确…, （以上任务未….
_ONLY_UNTIMED = re.compile(
    r"[\s\u3000（]*(?:[注备说明]{1,2}：)?[以本方案上述下各所有列项条中的]*(?:任务|工作|事项|项目|措施|举措)?[，中]?"
    rf"(?=[未没除]){_UNTIMED.pattern}"
)
_LONGEST_DAY = 80


def default_day(texts: Iterable[Para]) -> tuple[Para, int, int] | None:
    """Where the plan says by when all is due that has no day of its own (未明确时限的均于2025年底前完成)."""
    for para in texts:
        folded = para.folded
        if "未" in folded or "没有" in folded or "除" in folded:
            for said in _UNTIMED.finditer(folded):
                mark = _MARK.search(folded, said.end())
                stop = mark.start() if mark else len(folded)
                if _tells_day(said, folded[said.end() : stop]):
                    return para, said.end(), stop
    return None


def only_sets_day(folded: str) -> bool:
    """Whether a paragraph says nothing else: 各项任务未明确时限的，均于2025年底前完成。"""
    said = _ONLY_UNTIMED.match(folded) if len(folded) < _LONGEST_DAY else None
    return said is not None and _tells_day(said, folded[said.end() :].rstrip("。） "))


def _tells_day(said: re.Match[str], words: str) -> bool:
    """Whether the words behind 未明确时限的均 are a last day: 于2025年底前完成, or but a day behind 为."""
    return is_own_time(words) or (said[0].endswith("为") and says_when(words))


_MARK = re.compile("[，。；！？）]")


def _may_set_default(folded: str) -> bool:
    """A quick look whether a paragraph can set a default, before its sentences are read."""
    return "均" in folded or "都" in folded or ("不" in folded and EVERY_TASK.search(folded) is not None)


def _defaults(para: Para, sentence: re.Match[str]) -> Iterator[Default]:
    words = sentence[0]
    if not (EVERY_TASK.search(words) or _EVERY_SUBJECT.search(words)) or not _DUTY.search(words):
        return
    named = list(_named(words, sentence.start()))
    if named:
        for duty, start in named:
            yield Default(duty.name.full, duty.role, para, start + duty.start, start + duty.end)
        return
    units = [unit for unit in _GROUP.finditer(words) if is_unit_like(unit[0])]
    for unit in units:
        behind = words[units[-1].end() : units[-1].end() + 24]
        role = role_of(behind) if re.search("配合|参与|牵头|协助|指导|监督", behind) else Role.RESPONSIBLE
        yield Default(unit[0], role, para, sentence.start() + unit.start(), sentence.start() + unit.end())


def _named(words: str, offset: int) -> Iterator[tuple[Duty, int]]:
    """The duties that stand behind 均需, with where their places count from; none where not all are units."""
    lead = _ALL_NEED.search(words)
    if lead is None:
        return
    stop = words.find("，", lead.end())
    duties = read_clause(words[lead.end() : stop if stop > 0 else len(words)]).duties
    if all(is_unit_like(duty.name.full) for duty in duties):
        yield from ((duty, offset + lead.end()) for duty in duties)
