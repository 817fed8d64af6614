"""Chinese times: a stretch of time, the words around it, and the day they mean together.

phrase   = lead* stretch [ range-sign stretch ] [clock] [closer] after*
stretch  = [year] part | year | five-year plan
year     = 2023年 | 二〇二三年 | 23年 | 民国114年 | 今年 | 明年 | 次年 …
part     = 6月30日 | 6月中旬 | 6月底 | 9-12月 | 第三季度 | 前三季度 | 上半年 | 年底 | 国庆节
closer   = 前 | 之前 | 以前 | 内 | 止 | 结束前
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from attrs import evolve, frozen

from policyplan.deadlines import DueBy, Precision
from policyplan.reading.times.parts import PART, XUN, N, in_month, part_of, quarter
from policyplan.reading.times.stretches import (
    BadDate,
    FirstDayOnly,
    Fixed,
    Setting,
    Stretch,
    Undated,
    check_month,
    in_months,
    month_end,
    on_day,
    whole_years,
)
from policyplan.reading.times.vocabulary import AFTER, JOINT, LEAD, TIME
from policyplan.reading.times.words import NUMBER, number

_YEAR = re.compile(
    rf"""(?P<iso>(?P<iy>(?:19|20)\d\d)(?P<is>[-./])(?P<im>\d{{1,2}})(?:(?P=is)(?P<id>\d{{1,2}}))?(?![\d年%]))(?P<isuf>[月日号]?)
    |(?P<y4>(?:19|20)\d\d|[一二][〇零Oo0一二三四五六七八九]{{3}})(?:年度?
        |(?=[上下]半年|[qQhH]\d|第?[一二三四]季|前[二三两]|全年|[底末]|春节|国庆|元旦|中秋|端午|五一|[-至到、和](?:19|20)\d\d年))
    |(?:中华)?民国(?P<roc>\d{{2,3}}|[一二三四五六七八九十百〇零○]{{2,6}})年度?
    |(?P<y2>[2-4]\d)年(?=[底末]|年?底|{N}月|第?[一二三四1-4]季|[上下]半年|[qQhH]\d)
    |(?P<rel>今年度?|本年度?|当年|该年度?|明年|后年|去年|次年|翌年|来年|下一?年度?|第二年)的?""",
    re.X,
)
_RELATIVE = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "后": 2, "去": -1, "下": 1}
_MONTH_WORD = re.compile(
    rf"""(?P<which>本|当|这个|下下?个?|次|上上?个?)月(?:份)?(?:(?P<d>{N})[日号]|(?P<xun>上旬|中旬|下旬|初|中|底|末)|之?内|以内)?
    |(?P<qwhich>本|当|这个|下下?个?|上上?个?)季度?(?:[底末]|之?内|以内)?
    |(?P<wwhich>本|这|下下?)周(?:(?P<wd>[一二三四五六日天])|[底末]|之?内|以内)?""",
    re.X,
)
_MONTH_WORDS = frozenset("本当这下次上")
_FIVE = re.compile(
    r"(?P<n>十[一二三四五六七八九]|二十)五(?!年|月|日|天|个|项|号|条|次|万|亿|%|家|大)(?:规划)?"
    r"(?P<when>期间|时期|规划期间?|规划期内|规划期末|期末|时期末|末期?|期末年|末年|期内|期满|收官|收官之年|中期|中后期|初期?|前期|后期|开局|开局之年|以来)?(?:年)?(?:之?内|以内)?"
)
#: Months behind a year with a dot: 2024.9-12.
_DOTTED = re.compile(r"(?P<y>(?:19|20)\d\d)[./](?P<a>\d{1,2})-(?P<b>\d{1,2})月?(?![\d./日])")
_SHORT_YEARS = re.compile(
    r"(?P<a>(?:19|20)\d\d)(?:[-/]|[至到](?=\d\d\d?\d?财|\d\d年))(?P<b>\d\d(?:\d\d(?=财))?)(?P<of>财政年度|年度?)"
)
_FROM_TO = re.compile(
    r"(?:起|开始)?,?(?:一直)?(?:持续|延续)?(?P<sign>[-至到]|、|和|及|与|以及|或者?)(?P<again>[前于在])?"
)
_NEXT = frozenset("次翌第")
_JOINTS = frozenset("起开一持延-至到、和及与以或")
_CLOCK = re.compile(
    r"(?:上午|下午|中午|晚上?|早上|凌晨|当日|当天)?(?:\d{1,2}(?::\d\d){1,2}|\d{1,2}[时点](?:\d{1,2}分?|半|整)?)整?|(?:上午|下午|中午|晚上|下班|工作日下班)"
)
_CLOSE = re.compile(
    r"(?P<about>左右|前后|上下|许)|(?P<after>(?:结束|届满|到期)?(?:之|以)?后|起(?!草)|以来|开始)|(?:期间|时期|当[日天]|全年)?(?:结束|届满|到期)?"
    r"(?:(?P<before>(?:或?[之以])?前(?![列沿景瞻提往身进哨茅]|三[甲强名位]))|(?P<strong>截止|之内|以内|内(?![容地部外陆涵生在置控需蒙])|止|为止)|(?P<weak>期间|时期|份|当[日天])|)"
)


@frozen
class Phrase:
    """A dated phrase: its stretch, where it ends, and whether 前, 底 or 内 says that it is a last day."""

    fixed: Fixed
    start: int
    end: int
    strong: bool

    def due_by(self) -> DueBy:
        """The deadline that the phrase states."""
        return self.fixed.due_by()


def read_phrase(text: str, at: int, setting: Setting) -> Phrase | None:
    """The dated phrase that starts at `at` in squeezed `text`, without what follows it.

    None where there is none; raises Undated or BadDate where it is a time without a day.
    """
    try:
        first = read_stretch(text, at, setting)
        if first is None:
            return None
        stretch, end, strong = first
        fixed, end, strong = _range(text, stretch, end, strong, setting)
    except BadDate as bad:
        bad.quote(text, at)
        raise
    if fixed.precision is Precision.DAY and (clock := _CLOCK.match(text, end)):
        end = clock.end()
    return _close(text, at, fixed, end, strong)


def _range(text: str, stretch: Stretch, end: int, strong: bool, setting: Setting) -> tuple[Fixed, int, bool]:
    """The stretch alone, or to the next one where 至, — or a list sign joins them."""
    joint = _FROM_TO.match(text, end) if text[end : end + 1] in _JOINTS else None
    second = None
    if joint:
        base = stretch.year
        if base is None and text[joint.end() : joint.end() + 1] in _NEXT:  # 9月1日至次年3月31日
            base = _year_of_first(stretch, setting)
            stretch = stretch.in_year(base, "year-from-issue")
        second = read_stretch(text, joint.end(), setting, after=base)
    if joint is None or second is None:
        return stretch.fixed(setting), end, strong
    if second[0].year is None and "five-year-plan" in stretch.basis:  # “十四五”至年底
        raise Undated("vague")
    while joint["sign"] not in "-至到或者" and stretch.year is not None and second[0].year is not None:
        further = _FROM_TO.match(text, second[1])  # 2024年、2025年、2026年
        third = read_stretch(text, further.end(), setting, after=second[0].year) if further else None
        if further is None or third is None or third[0].year is None or further["sign"] in "-至到或者":
            break
        stretch, second = second[0], third
    if joint["sign"] in ("或", "或者"):
        raise Undated("either")
    other, end, strong = second
    start, last = _both(stretch, other, setting)
    if joint["sign"] in "-至到":
        if text[joint.start() - 1] in "底末终尾":  # 2024年底至2025年6月
            start = evolve(start, first=start.last)
        return start.to(last, (stretch.at[0], end)), end, strong
    if stretch.year is not None and other.year is None and last.last < start.last:
        raise Undated("either")  # 2024年底、6月底前: the June before, or the next one?
    return last.because("last-of-several"), end, strong


def _year_of_first(stretch: Stretch, setting: Setting) -> int:
    """The year of the first day of a range into the year after: its last day is the next one after issue."""
    fixed = stretch.fixed(setting)
    return fixed.first.year - ("next-after-issue" in fixed.basis)


def _both(first: Stretch, second: Stretch, setting: Setting) -> tuple[Fixed, Fixed]:
    """Both ends of a range: the year that is said for one holds for the other, or the year beside it."""
    if second.year is None and first.year is not None:
        start = first.fixed(setting)
        last = second.in_year(first.year).fixed(setting)
        return start, last if last.last >= start.first else second.in_year(first.year + 1).fixed(setting)
    last = second.fixed(setting)
    if first.year is None:
        year = last.last.year
        start = first.in_year(year).fixed(setting)
        return start if start.first <= last.last else first.in_year(year - 1).fixed(setting), last
    return first.fixed(setting), last


def _close(text: str, at: int, fixed: Fixed, end: int, strong: bool) -> Phrase | None:
    close = _CLOSE.match(text, end)
    if close is None:
        return Phrase(fixed, at, end, strong)
    if close["about"]:
        raise Undated("approximate")
    if close["after"]:
        raise Undated("condition") if close["after"].endswith("后") else FirstDayOnly(close.end())
    if (
        close["before"] and "five-year-plan" in fixed.basis and text[end - 1] == "五"
    ):  # 前: it begins, or ends?
        raise Undated("vague")
    if close["before"] and fixed.festive:
        if text.startswith("结束", end):
            raise Undated("festival-span")
        fixed = fixed.day_before().because("festival")
    elif close["before"] and not strong and fixed.precision is not Precision.DAY:
        fixed = fixed.because("before-includes")
    return Phrase(fixed, at, close.end(), strong or bool(close["before"] or close["strong"]))


def read_stretch(
    text: str, at: int, setting: Setting, *, after: int | None = None
) -> tuple[Stretch, int, bool] | None:
    """A stretch at `at`, where it ends, and whether its own words (底, 末, 内) say it is a last day.

    `after` is the year that 次年 follows.
    """
    start = text[at : at + 1]
    if start.isdigit():
        short = _SHORT_YEARS.match(text, at) if text[at + 4 : at + 5] in ("-", "/", "至", "到") else None
        if short and int(short["b"]) > 12:
            return _short_years(short, setting), short.end(), False
        dotted = _DOTTED.match(text, at) if text[at + 4 : at + 5] in (".", "/") else None
        if dotted:
            return _dotted_months(dotted), dotted.end(), False
    elif start in _MONTH_WORDS and (word := _MONTH_WORD.match(text, at)) is not None:
        return _month_word(word, setting), word.end(), word[0][-1] in "底末内"
    elif start in ("十", "二") and (five := _FIVE.match(text, at)) is not None:
        return _five_year_plan(five), five.end(), bool(five["when"])
    year = _YEAR.match(text, at)
    if year is None:
        return _yearless(text, at)
    return _with_year(text, year, setting, after)


def _yearless(text: str, at: int) -> tuple[Stretch, int, bool] | None:
    part = PART.match(text, at)
    if part is None:
        return None
    if part["end"] and part["end"][0] in "底末尾":  # 底 alone says nothing
        return None
    if part["fest_a"] == "十一" and not part["fest"].endswith("节") and not text.startswith("前", part.end()):
        return None
    if part["q"] and "季" not in part[0]:
        return None
    return part_of(part), part.end(), _is_strong(part[0])


def _with_year(
    text: str, match: re.Match[str], setting: Setting, after: int | None
) -> tuple[Stretch, int, bool] | None:
    if match["iso"]:
        return _iso(text, match)
    year, basis = _year(match, setting, after)
    part = PART.match(text, match.end())
    if part is None and (half := _MIDDLE.match(text, match.end())):  # 2024年中, 2024年初
        if half[0] == "初" or text[match.start() - 1 : match.start()] in ("-", "至", "到"):
            raise Undated("vague")
        return evolve(in_months(1, 6, Precision.HALF), year=year), half.end(), False
    if part is None or (part["q"] and "季" not in part[0]):
        if match["y4"] and match[0][-1].isdigit() and not text.startswith(tuple("-至到、和"), match.end()):
            return None
        stretch = whole_years(year, year)
        return stretch.in_year(year, *basis) if basis else stretch, match.end(), False
    return part_of(part).in_year(year, *basis), part.end(), _is_strong(part[0])


_MIDDLE = re.compile(r"[中初](?=(?:之|以)?前|完成|[,;。、()-]|\Z)")


def _is_strong(words: str) -> bool:
    return words[-1] in "底末终尾内" or words.endswith(("岁末", "全年"))


def _year(match: re.Match[str], setting: Setting, after: int | None) -> tuple[int, tuple[str, ...]]:
    if match["y4"]:
        return number(match["y4"]), ()
    if match["roc"]:
        return 1911 + number(match["roc"].replace("○", "〇")), ("minguo-year",)
    if match["y2"]:
        return 2000 + int(match["y2"]), ("two-digit-year",)
    word = match["rel"]
    period = setting.period
    if word[0] in "次翌第":
        base = after if after is not None else setting.year
        if base is not None:
            return base + 1, ()
        if word[0] == "第":
            raise Undated("vague")
        if period is not None and period.start.year == period.end.year:
            return period.start.year + 1, ("year-from-period",)
        return setting.issue_day().year + 1, ("relative-year",)
    if "度" in word and word[0] == "本" and period is not None and period.start.year == period.end.year:
        return period.start.year, ("year-from-period",)
    if (
        setting.issued is None
        and word[0] in "今本当"
        and period is not None
        and period.start.year == period.end.year
    ):
        return period.start.year, ("year-from-period",)
    return setting.issue_day().year + _RELATIVE.get(word[0], 0), ("relative-year",)


def _iso(text: str, match: re.Match[str]) -> tuple[Stretch, int, bool]:
    year, month = int(match["iy"]), int(match["im"])
    at, end = match.span("iso")
    if match["id"]:
        return on_day(month, int(match["id"]), (at, end)).in_year(year), match.end(), False
    check_month(month, (at, end))
    xun = XUN.match(text, match.end())
    stretch = in_month(month, xun[0] if xun else "")
    return stretch.in_year(year), xun.end() if xun else match.end(), bool(xun and xun[0] in "底末")


def _short_years(match: re.Match[str], setting: Setting) -> Stretch:
    """2023-25年, and 2024至25财政年度, whose first month only the caller knows."""
    first = int(match["a"])
    last = first // 100 * 100 + int(match["b"][-2:])
    if last < first:
        raise BadDate("the range ends before it starts", match.span())
    start = setting.fiscal_year_start
    if match["of"] == "年" or last != first + 1:
        return whole_years(first, last)
    if start == 1:
        raise Undated("fiscal-year-unknown")
    days = date(first, start, 1), date(last, start, 1) - timedelta(days=1)
    return Stretch(lambda _: days, last, Precision.YEAR, ("fiscal-year",))


def _dotted_months(match: re.Match[str]) -> Stretch:
    first, last = int(match["a"]), int(match["b"])
    check_month(first, match.span())
    check_month(last, match.span())
    if last < first:
        raise BadDate("the range ends before it starts", match.span())
    return in_months(first, last, ranged=True).in_year(int(match["y"]))


def _month_word(word: re.Match[str], setting: Setting) -> Stretch:
    """本月, 下月, 本季度, 本周 … and a day or third of it, counted from the day of issue."""
    if (word["which"] or word["qwhich"] or "本")[0] in "次当":  # of an event that is not named
        raise Undated("vague")
    issued = setting.issue_day()
    if word["wwhich"]:
        monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=word["wwhich"].count("下"))
        day = monday + timedelta(days="一二三四五六日".index((word["wd"] or "日").replace("天", "日")))
        return Stretch(lambda _: (day, day), day.year, basis=("relative-year",))
    which = word["qwhich"] or word["which"]
    step = (which.count("下") - which.count("上")) * (3 if word["qwhich"] else 1)
    year, month = divmod(issued.year * 12 + issued.month - 1 + step, 12)
    month += 1
    if word["qwhich"]:
        stretch = quarter((month + 2) // 3, None, word.span())
    elif word["d"]:
        stretch = on_day(month, number(word["d"]), word.span())
    else:
        stretch = in_month(month, word["xun"] or "")
    return evolve(stretch, year=year, basis=(*stretch.basis, "relative-year"))


def _five_year_plan(match: re.Match[str]) -> Stretch:
    """“十四五”期间, 末: 2021 to 2025; its 中期 is the end of the third year, when plans are assessed midway."""
    start = 1951 + 5 * number(match["n"])
    when = match["when"] or ""
    if when in ("初期", "初", "前期", "后期", "中后期", "以来"):
        raise Undated("vague")
    if when.startswith("开局"):
        return whole_years(start, start, "five-year-plan")
    if when == "中期":
        return whole_years(start + 2, start + 2, "five-year-plan")
    if when.startswith("收官"):
        return whole_years(start + 4, start + 4, "five-year-plan")
    days = (date(start, 1, 1), month_end(start + 4, 12))
    return Stretch(
        lambda _: days, start, Precision.PERIOD, ("five-year-plan",), ranged=not when or "末" not in when
    )


#: What follows 前 is no mere remark: another clause, or another last day.
_CLAUSE_END = re.compile(r"[:,;。]|[月年度日旬]底?前")


#: What follows a last day and makes it another: a choice, or a count back from it.
_OTHERWISE = re.compile(
    rf"(?P<or>或者?(?=\d|[今明后来]年|[上下]半年|第?[一二三四]季))|(?<=前){NUMBER}个?(?:工作)?[日天周月](?:之?[前内]|\Z)"
    rf"|[-至到](?={TIME})"
)
#: Another time behind a last day.
_ANOTHER = re.compile(rf"{JOINT}?(?:{TIME})|(?:{JOINT})每[年月季周半]")


def whole_phrase(text: str, setting: Setting) -> Phrase | None:
    """The dated phrase that `text` consists of, but for words before and after that change nothing."""
    lead = LEAD.match(text)
    for at in (lead.end() if lead else 0, 0):
        phrase = read_phrase(text, at, setting)
        if phrase is not None:
            if phrase.strong and (
                otherwise := _OTHERWISE.match(text, phrase.end)
            ):  # 2024年底前或2025年, 4月1日前15日
                raise Undated("either" if otherwise["or"] else "vague")
            if _says_no_more(text, phrase):
                _refuse_lead(lead[0] if lead else "", phrase)
                return phrase
        if at == 0:
            break
    return None


def _says_no_more(text: str, phrase: Phrase) -> bool:
    """Tell whether what follows the phrase leaves it as it is."""
    if AFTER.fullmatch(text, phrase.end):
        return True
    rest = text[phrase.end :]
    return phrase.strong and len(rest) <= 20 and not _CLAUSE_END.search(rest) and _ANOTHER.match(rest) is None


def _refuse_lead(lead: str, phrase: Phrase) -> None:
    """Raise where the words before a phrase say that it is no last day: 约2025年6月, 自2025年6月."""
    if "约" in lead:
        raise Undated("approximate")
    if lead.endswith(("自", "从", "由")) and not phrase.fixed.ranged:
        raise FirstDayOnly(phrase.end)
