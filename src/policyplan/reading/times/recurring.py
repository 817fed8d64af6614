"""What comes round again: 每年3月底前, 每季度末, 每月28日前, 逐月, 一季一通报.

The RFC 5545 rule's instances are the last days; it is "" where the words fix none.
"""

from __future__ import annotations

import re
from datetime import date

from policyplan.deadlines import Precision, Recurring
from policyplan.reading.times.chinese import read_phrase
from policyplan.reading.times.stretches import (
    BadDate,
    Fixed,
    Setting,
    Undated,
    check_month,
    month_day,
    month_end,
)
from policyplan.reading.times.vocabulary import AFTER, AFTER_WORD
from policyplan.reading.times.words import number

_N = r"(?:\d{1,2}|[一二]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_UNIT = r"(?P<unit>半年度?|年度?|半个?月|季度?|月度?|周|星期|日|天|工作日|旬|学期|学年)"
_EVERY = re.compile(
    rf"(?:(?:每间?隔?|隔|每逢)(?P<n>{_N}|双(?=[周年]))?个?|逐|按|分){_UNIT}(?P<rest>.*)", re.S
)
_ONCE = re.compile(
    rf"(?P<n>{_N})?个?{_UNIT}(?:开展|组织|进行|召开|调度|更新|举办|报送|通报|评估)?(?:不少于|至少|不低于)?(?:(?P<times>{_N})(?=次)|{_N}|1-2|一至两)(?:次|小?总结|通报|调度|报告?|评估?|评议|督查|检查|考核|更新|研判|清单|公布|排名|对账|反馈|分析|会商|汇总|梳理|研究|述职|讲评|点评|抽查|巡查|排查)(?P<rest>.*)",
    re.S,
)
_BARE = re.compile(
    rf"(?P<unit>季)度?(?P<rest>[末底]前?|)(?:{'(?:完成|报送|上报|总结|通报|调度|更新)'})*|(?P<word>定期|周期性|经常性|不定时|按期)"
    r"(?:开展|更新|报送|通报|调度|组织|进行|推进|公布|发布|检查|评估|召开|清理|排查)*"
    r"|(?P<each>月度|季度|年度|半年度|月|季|周|日)(?:调度|通报|报送|更新|推进|例会|评估|总结|报告|报)|(?P<alone>月度|半年度)|(?P<times>\d{1,2})次/(?P<per>半年|年|季度?|月|周|日)|(?P<even>(?:每逢?)?[双单]月)"
)
_PRE = re.compile(
    r"(?:(?:到|至)?(?P<last>(?:19|20)\d\d)年(?:年?底)?(?:之?前|以前),?(?=[每逐])|(?P<from>(?:自|从)?(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?起)|(?P<a>(?:19|20)\d\d)年?[-至到](?P<b>(?:19|20)\d\d)年(?:期间)?"
    r"|十[一二三四五六七八九]五(?:期间|时期)?|(?:长期|持续|坚持|原则上|至少|于|在|应|须|力争|分别|确保|今后|以后|此后|之后|即日起|各地|各部门))?[,，]?"
)

_YEARLY = "FREQ=YEARLY"
_MONTHLY = "FREQ=MONTHLY"
_END_OF = {
    "年": f"{_YEARLY};BYMONTH=12;BYMONTHDAY=-1",
    "半年": f"{_YEARLY};BYMONTH=6,12;BYMONTHDAY=-1",
    "季": f"{_YEARLY};BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "月": f"{_MONTHLY};BYMONTHDAY=-1",
    "半月": f"{_MONTHLY};BYMONTHDAY=15,-1",
    "旬": f"{_MONTHLY};BYMONTHDAY=10,20,-1",
    "周": "FREQ=WEEKLY;BYDAY=SU",
    "日": "FREQ=DAILY",
}


def read_recurring(text: str) -> Recurring | None:
    """The deadline where squeezed `text` says that something comes round; None where it does not."""
    pre = _PRE.match(text)
    body = text[pre.end() :] if pre else text
    last = (pre["b"] or pre["last"]) if pre else None
    until = f";UNTIL={last}1231" if last else ""
    if (every := _EVERY.fullmatch(body)) and _plausible(every["rest"]):
        rule = _of_every(every)
    elif (once := _ONCE.fullmatch(body)) and _plausible(once["rest"]):
        rule = _of_once(once)
    elif bare := _BARE.fullmatch(body):
        unit = bare["unit"] or (bare["each"] or bare["alone"] or bare["per"] or "").rstrip("度")
        rule = _so_often(_canonical(unit), int(bare["times"] or 1)) if unit else ""
    else:
        return None
    return Recurring(
        rrule=rule + until if rule else "", basis=("end-of-period",) if "BYMONTHDAY=-1" in rule else ()
    )


def _of_every(every: re.Match[str]) -> str:
    """The rule of 每两年; 隔月 and 每隔一月 are every other month, and 每隔两个月 may leave out one or two."""
    step = number((every["n"] or "1").replace("双", "二"))
    if every[0].startswith(("隔", "每隔")):
        if step > 1:
            return ""
        step = 2
    return _every(_canonical(every["unit"]), step, every["rest"])


def _of_once(once: re.Match[str]) -> str:
    """The rule of 半年一次, 一年两次."""
    unit, step, times = _canonical(once["unit"]), number(once["n"] or "1"), number(once["times"] or "1")
    if times > 1:
        return _so_often(unit, times) if step == 1 else ""
    return _every(unit, step, once["rest"])


_OF_YEAR = re.compile(r"FREQ=YEARLY;BYMONTH=([\d,]+);BYMONTHDAY=(-?\d+)")


def all_of(found: list[Recurring]) -> Recurring:
    """The one rule that has the days of all that come round (每年3月底前, 每年9月底前); "" where none has them."""
    rules = dict.fromkeys(each.rrule for each in found)
    basis = tuple(dict.fromkeys(code for each in found for code in each.basis))
    yearly = [match for rule in rules if (match := _OF_YEAR.fullmatch(rule))]
    rest = [rule for rule in rules if not _OF_YEAR.fullmatch(rule)]
    days = {match[2] for match in yearly}
    if len(rules) == 1 or (rest == [_END_OF["月"]] and days == {"-1"}):
        return Recurring(rrule=(rest or [*rules])[0], basis=basis)
    if rest or len(days) > 1:
        return Recurring(basis=basis)
    months = sorted({int(month) for match in yearly for month in match[1].split(",")})
    return Recurring(
        rrule=f"{_YEARLY};BYMONTH={','.join(map(str, months))};BYMONTHDAY={days.pop()}", basis=basis
    )


def _canonical(unit: str) -> str:
    unit = unit.replace("度", "").replace("个", "")
    return {"天": "日", "星期": "周", "工作日": "工作日"}.get(unit, unit)


_CLAUSE_END = re.compile(r"[,;。]|:(?!\d)")


def _plausible(rest: str) -> bool:
    """Tell whether what follows 每年 … is about its day or its doing, not a quantity in a sentence."""
    return len(rest) <= 30 and not _CLAUSE_END.search(rest)


#: What may follow 每季度 without naming a day of its own.
_DOING = re.compile(
    rf"(?:[底末](?:之?前)?|至少|不少于|不低于|定期|持续|分别|均|各|{_N}次(?:以上)?|一次|前|内|期|第?{_N}[轮批]|一|{AFTER_WORD})*+"
)


def _every(unit: str, step: int, rest: str) -> str:
    """The rule for every `step` units, on the day that `rest` names."""
    for reader in (_on_weekday, _in_year, _in_month, _after_period):
        if (rule := reader(unit, rest)) is not None:
            return _stepped(rule, unit, step)
    if not _DOING.fullmatch(rest):
        return ""
    often = _OFTEN.search(rest)
    if often and step == 1:
        return _so_often(unit, number(often[1]))
    return _stepped(_END_OF.get(unit, ""), unit, step)


_OFTEN = re.compile(rf"({_N})次")
#: How often in a year says on which days: at the ends of its halves, or quarters.
_SPREAD = {("年", 2): _END_OF["半年"], ("年", 4): _END_OF["季"], ("半年", 2): _END_OF["季"]}


def _so_often(unit: str, times: int) -> str:
    """The rule for so many times in each unit; "" where that fixes no days."""
    return _END_OF.get(unit, "") if times == 1 else _SPREAD.get((unit, times), "")


def _stepped(rule: str, unit: str, step: int) -> str:
    if step == 1 or not rule:
        return rule
    if unit == "季":
        if rule != _END_OF["季"]:
            return ""  # 每两个季度结束后10日内: of which quarters is not said
        return f"{_MONTHLY};INTERVAL={3 * step};BYMONTHDAY=-1"
    if unit in ("半年", "半月", "旬"):
        return ""
    frequency, _, days = rule.partition(";")
    return f"{frequency};INTERVAL={step}" + (f";{days}" if days else "")


_WEEKDAY = re.compile(
    r"(?:的)?(?P<day>[一二三四五六日天](?:[、和及与](?:每?周|星期)?[一二三四五六日天](?!次))*)(?:之?前|下班前|上午|下午|前完成|内)?"
)


#: What makes the day another one, or none: 每周五后, 每年6月底前一周.
NOT_BY_THEN = re.compile(r"后|起|前后|左右|以来|结束后|一(?:周|个月|天)|[\d两三]+[日天周]")
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}


def _on_weekday(unit: str, rest: str) -> str | None:
    day = _WEEKDAY.match(rest) if unit == "周" else None
    if day is None or rest.startswith(("一次", "二次", "三次", "两次")):
        return None
    if NOT_BY_THEN.match(rest, day.end()):
        return ""
    days = dict.fromkeys(_WEEKDAYS[char] for char in day["day"] if char in _WEEKDAYS)
    return f"FREQ=WEEKLY;BYDAY={','.join(days)}"


_IN_MONTH = re.compile(
    rf"(?:的)?(?:{_N}[日号]?[-至到])?(?P<d>{_N})(?:[日号]|(?=(?:之|以)?前))(?:(?:之|以)?前|内)?|(?P<xun>上旬|中旬|下旬|月?[底末])(?:前|内)?"
)


def _in_month(unit: str, rest: str) -> str | None:
    match = _IN_MONTH.match(rest) if unit == "月" else None
    if match is None or AFTER.fullmatch(rest[match.end() :]) is None:
        return None
    if match["xun"]:
        day = {"上旬": 10, "中旬": 20}.get(match["xun"], -1)
    else:
        day = number(match["d"])
        if not 1 <= day <= 31:
            raise BadDate("day must be 1 to 31", match.span("d"))
    return month_day(day)


_AFTER_PERIOD = re.compile(
    rf"(?:结束|终了|终|度)?(?:之?后|次月|首月|第一个月)(?:的)?(?P<d>{_N})[个]?[日天号](?:之?前|之?内|以内)?"
)


def _after_period(unit: str, rest: str) -> str | None:
    match = _AFTER_PERIOD.match(rest)
    if match is None or AFTER.fullmatch(rest[match.end() :]) is None:
        return None
    day = number(match["d"])
    if not 1 <= day <= 28:
        return ""
    months = {"季": ";BYMONTH=1,4,7,10", "年": ";BYMONTH=1", "半年": ";BYMONTH=1,7", "月": ""}.get(unit)
    return None if months is None else f"{_MONTHLY if unit == '月' else _YEARLY}{months};BYMONTHDAY={day}"


_ANY_YEAR = Setting(issued=date(2001, 1, 1), year=2001)
_OTHER_YEAR = Setting(issued=date(2002, 1, 1), year=2002)
_JOIN = re.compile(r"(?:[、,和及与]|以及)(?:每年)?(?=[第年\d一二三四五六七八九十上下])")


def _in_year(unit: str, rest: str) -> str | None:
    """The rule for the days of the year that `rest` names: 3月底前, 1月和11月, 第一季度, 4月23日前."""
    if unit != "年" or not rest:
        return None
    try:
        rule, end = yearly(rest)
    except Undated:
        return ""
    if rule is not None and NOT_BY_THEN.match(rest, end):
        return ""
    return rule if rule is not None and len(rest) - end <= 20 else None


_YEAR_END = re.compile(r"(?:的|度)?(?:年?[底末终])(?:之?前|以前)?")


#: Days that no calendar of ours has, beside others: 每年6月底前和重大节日前.
_AND_FESTIVALS = re.compile("[、和及与][^,;。、]{0,6}(?:节日?|假日|假期|汛期)[^,;。]{0,2}前")


def yearly(rest: str) -> tuple[str | None, int]:
    """The rule for the days that follow 每年 in `rest`, None where none do, and where they end.

    No rule has days beside others that are not known.
    """
    at = 1 if rest.startswith(("的", "度")) else 0
    end_of_days = at
    days: list[Fixed] = []
    while True:
        if end := _YEAR_END.match(rest, at):
            days.append(Fixed(date(2001, 12, 1), month_end(2001, 12), Precision.MONTH))
            at = end_of_days = end.end()
            if joint := _JOIN.match(rest, at):
                at = joint.end()
                continue
            return _rule_of(days), at
        phrase = read_phrase(rest, at, _ANY_YEAR)
        if phrase is None:
            break
        other = read_phrase(rest, at, _OTHER_YEAR)
        if other is None or other.fixed.last.timetuple()[1:3] != phrase.fixed.last.timetuple()[1:3]:
            return "", phrase.end  # a lunar festival: no rule has its days
        if "last-of-several" in phrase.fixed.basis and phrase.fixed.precision not in _LISTED:
            return "", phrase.end  # 6月30日、12月31日: one rule has not both
        days.extend(_each(rest[phrase.start : phrase.end], phrase.fixed))
        at = end_of_days = phrase.end
        if joint := _JOIN.match(rest, at):
            at = joint.end()
        else:
            return "" if _AND_FESTIVALS.match(rest, at) else _rule_of(days), end_of_days
    return ("" if days else None), end_of_days


#: What a list of them can be told apart into.
_LISTED = (Precision.MONTH, Precision.QUARTER, Precision.HALF)


def _each(words: str, fixed: Fixed) -> list[Fixed]:
    """Every month of a list such as 1月和11月, of which a phrase keeps only the last."""
    if "last-of-several" in fixed.basis and fixed.precision is Precision.HALF:  # 上半年和下半年
        return [Fixed(date(2001, 1, 1), month_end(2001, 6), fixed.precision), fixed]
    months = (
        re.findall(rf"({_N})(?:月份?)?(?=[、和及与月])", words) if "last-of-several" in fixed.basis else []
    )
    if months and fixed.precision is Precision.MONTH:
        for month in months:
            check_month(number(month), (0, len(words)))
        return [Fixed(date(2001, number(m), 1), month_end(2001, number(m)), fixed.precision) for m in months]
    quarters = re.findall(r"[一二三四1-4](?=[、和及与季])", words) if "last-of-several" in fixed.basis else []
    ends = [3 * number(quarter) for quarter in quarters]
    return [Fixed(date(2001, m - 2, 1), month_end(2001, m), Precision.QUARTER) for m in ends] or [fixed]


def _rule_of(days: list[Fixed]) -> str:
    lasts = sorted({fixed.last for fixed in days})
    ends = {-1 if last == month_end(last.year, last.month) and fixed.precision is not Precision.DAY else last.day
            for fixed in days for last in (fixed.last,)}  # fmt: skip
    if len(ends) > 1:
        return ""
    months = ",".join(str(last.month) for last in lasts)
    return f"{_YEARLY};BYMONTH={months};BYMONTHDAY={ends.pop()}"
