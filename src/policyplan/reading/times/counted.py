"""Times counted from an event: 印发之日起3个月内, 30个工作日内, 验收合格后15日内.

    counted = [event] number unit 内 after*

Only this document's own issue is dated (印发, 发布, 下发, 成文); every other event makes the deadline conditional.
Days count from the day after the event: 15 days from 28 March end on 12 April, 2 months on 28 May.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from policyplan.deadlines import Conditional, Deadline, DueBy
from policyplan.reading.times.stretches import Setting, months_on
from policyplan.reading.times.vocabulary import AFTER, JOINT, LEAD, TIME
from policyplan.reading.times.words import NUMBER, number
from policyplan.reading.times.workdays import china, count_workdays

_COUNT = re.compile(
    rf"(?P<n>{NUMBER}|半)(?:\([^()]{{1,8}}\))?(?P<more>个)?(?P<half>半)?(?:(?<=个)半|)(?:法定)?"
    r"(?P<unit>工作日|自然日|日历日|日|天|周|星期|月|季度|年|小时|学期)(?P<plus>半)?(?P<within>之?内|以内|后|之后)?"
)
_DOCUMENT = (
    r"(?:(?:若干)?(?:政策)?措施|(?:实施|工作|行动|分工|攻坚|专项)?方案|(?:三年)?(?:行动|工作|实施|攻坚|推动)?计[划画]"
    r"|(?:实施|指导)?意见|通知|文件|办法|规定|规划|(?:工作)?要点|细则|公告|决定|政策|清单|任务(?:书|清单|分解表|分工)|台账|文)"
)
#: The plan itself, as the words before its issue name it: 本方案, 该通知, 方案.
OURS = rf"(?:(?:本|该|此|此次|上述)?(?:《本?方案》|{_DOCUMENT}))"
#: A title in full is taken for the plan's own only in 《…方案》印发之日起, the usual words for the own issue.
_TITLED = rf"(?:自|从)?本?《(?![^《》]*(?:国家|省级|上级))[^《》]{{0,80}}{_DOCUMENT}》(?:正式)?(?:印发|下发)(?:之日)起?"
_ISSUE = re.compile(
    rf"{_TITLED}|(?:自|从|在|于)?(?:本|该|此|此次|上述)?{OURS}?(?:正式)?(?:印发|发布|公布|下发|发文|颁布|颁发|函颁|颁行|出台|成文|签发)(?:本?(?:通知|方案|文件)(?=后))?"
    r"(?:执行|实施|施行)?(?:之日|当日|日)?(?:起|后|之后|以后)?(?:的|,|计算|算)?"
)
_EVENT_END = re.compile(r".*(?:后|之日起?|起|以后|时|前|结束|完成|日|当日|截止|届满)(?:的|,|起算|计算)?\Z")


def read_counted(text: str, setting: Setting) -> Deadline | None:
    """The deadline where squeezed `text` is a count of days, weeks, months or years from an event."""
    for match in _COUNT.finditer(text):
        if match["unit"] == "月" and not _counts_months(text, match):
            continue  # 3月内 is a month of the year
        if match["unit"] == "季度" and not match["more"] and match["n"] in "一二三四1234":
            continue  # 二季度内 is the second quarter
        if match["unit"] == "年" and match["n"].isdigit() and len(match["n"]) == 4:
            continue
        event = text[: match.start()]
        if not match["within"] and not _ISSUE.search(event):
            continue
        if match["within"] in ("后", "之后") or not _follows(text[match.end() :]):
            continue
        if text.startswith(("左右", "上下"), match.end()):
            return Conditional(basis=("approximate",))
        found = _from(event, match, setting)
        if found is not None:
            return found
    return None


def _counts_months(text: str, match: re.Match[str]) -> bool:
    """Whether 月 is counted, and no month of the year: 3个月内, 半月内, 印发之日起3月内."""
    behind_event = match["within"] and text[: match.start()].endswith(("起", "后"))
    return bool(match["more"] or match["n"] == "半" or behind_event)


_CLAUSE_END = re.compile(r"[:,;。]|[月年度日旬]底?前|内")


#: Words that make another time of a count: about, from then on, a second time.
_OTHERWISE = re.compile(
    rf"(?:前后|后|起|以来|结束后|期满后|[前后]?一[周月天])|{JOINT}?(?:{TIME})|{JOINT}每[年月季周半]"
)


def _follows(rest: str) -> bool:
    if AFTER.fullmatch(rest):
        return True
    return len(rest) <= 20 and not _CLAUSE_END.search(rest) and not _OTHERWISE.match(rest)


def _from(event: str, match: re.Match[str], setting: Setting) -> Deadline | None:
    lead = LEAD.match(event)
    bare = event[lead.end() :] if lead else event
    if bare and not _ISSUE.fullmatch(bare) and not _ISSUE.fullmatch(event):
        return Conditional(basis=("condition",)) if _EVENT_END.match(event) else None
    unit = match["unit"]
    if (
        not bare and unit in ("年", "小时", "学期", "季度") and match["n"] != "半"
    ):  # 两年内 may end with next year or two years from issue
        return Conditional(basis=("vague",))
    if setting.issued is None:
        return Conditional(basis=("issue-unknown",))
    return _count(match, setting.issued, setting, () if bare else ("event-unsaid",))


def _count(match: re.Match[str], issued: date, setting: Setting, basis: tuple[str, ...]) -> Deadline:
    halves = 1 if match["n"] == "半" else number(match["n"]) * 2 + bool(match["half"] or match["plus"])
    unit = match["unit"]
    if unit == "工作日":
        return working_days(halves // 2, issued, setting, basis)
    if unit == "小时":
        return Conditional(basis=("vague",))
    try:
        due = _later(issued, halves, unit)
    except (OverflowError, ValueError):
        return Conditional(basis=("vague",))
    return DueBy(due, basis=("counted-from-issue", *basis))


def _later(issued: date, halves: int, unit: str) -> date:
    months = {"月": 1, "季度": 3, "年": 12, "学期": 6}.get(unit)
    if months is None:
        return issued + timedelta(days=halves * {"周": 7, "星期": 7}.get(unit, 1) // 2)
    due = months_on(issued, halves * months // 2)
    return due if halves * months % 2 == 0 else due + timedelta(days=15)


def working_days(days: int, issued: date, setting: Setting, basis: tuple[str, ...] = ()) -> Deadline:
    """The last of `days` working days after issue; Conditional where the calendar does not reach so far."""
    calendar = setting.calendar or china()
    due = count_workdays(issued, days, calendar) if calendar is not None else None
    if due is None:
        return Conditional(basis=("working-days-unknown",))
    return DueBy(due, basis=("counted-from-issue", "working-days", *basis))
