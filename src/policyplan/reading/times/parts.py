"""The parts of a year that Chinese plans name: days, thirds of a month, months, quarters, halves, festivals."""

from __future__ import annotations

import re
from datetime import date

from attrs import evolve

from policyplan.deadlines import Precision
from policyplan.reading.times.festivals import FESTIVAL, festival
from policyplan.reading.times.stretches import (
    BadDate,
    Stretch,
    Undated,
    check_month,
    in_days,
    in_months,
    on_day,
)
from policyplan.reading.times.words import number

#: A number of up to two digits, or in Chinese numerals.
N = (
    r"(?:\d{1,2}|(?<![\d十百千万亿])元(?=月)|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?"
    r"|[〇零]?[一二两三四五六七八九])"
)
_TAIL = r"(?:之内|以内|内(?![容地部外陆涵生在置控需蒙]))?"
#: A part of a year.
PART = re.compile(
    rf"""的?(?:
    (?P<mr1>{N})(?:月份?)?(?P<mrs>[-至到、和及与])(?:{N}(?:月份?)?[、和及与]){{0,11}}(?P<mr2>{N})月份?(?P<mre>[底末])?(?!{N}[日号前]|[上中下]旬|[初中])
    |(?P<dm>{N})月(?P<d1>{N})[日号]?(?:[-至到、和及与]{N}[日号]?){{0,8}}?[-至到、和及与](?P<d2>{N})[日号]
    |(?P<m>{N})月份?(?P<d>\d{{1,3}}|{N})[日号]
    |(?P<pm>{N})月(?P<pd>\d{{1,2}})(?=(?:之|以)?前|$|[,;)至-])
    |(?P<wm>{N})月份?的?(?:第(?P<wn>[一二三四1-4])|(?P<wl>最后一))个?(?:周|星期(?![一二三四五六日天]))
    |(?P<xm>\d{{1,3}}|{N})月份?(?P<xun>上旬|中旬|下旬|中、?下旬|上、?中旬|初|中(?![央国小心学等东西药华])|(?:底|末|终)(?![数线板层端部座子梢位]))?
    |(?:第?[一二三四1-4]季?度?(?P<qs>[-至到、和及与])){{0,4}}?第?(?P<q>[一二三四五六七八九1-9])个?季度?(?P<qe>末|底|初|中)?
    |[qQ](?P<qq>\d)(?:(?P<qqs>[-至到、])[qQ](?P<qq2>\d))?|(?P<qb>[1-4])[qQ](?![\w])
    |前(?P<fq>[二三两23])个?季度[底末]?|首季度?|(?P<fm0>前)(?P<fm>{N})个月
    |(?P<half>上半年度?|下半年度?|前半年|后半年|[hH][12]|第?[一二]个?半年)(?P<he>[底末])?
    |(?P<end>年度?[底末终尾](?![数线板层端部座子梢位])|岁末|岁尾|[底末尾](?![数线板层端部座子梢位])|年内|年度内|全年度?|年度(?=[完实达]))
    |(?P<mid>年中(?![国央心小学等间东西药华]))
    |(?P<fest>{FESTIVAL})(?:(?:假期|小?长假|放假)(?=(?:之|以)?前(?!后))
      |(?P<fspan>假期|期间|长假|放假|后|前后|以后|之后|小长假)?)
    |(?P<season>[春夏秋冬]季?(?:学期|开学)?(?!节)|学年度?|.{{0,2}}学期|年初)
    ){_TAIL}""",
    re.X,
)
#: A third of a month, or its end.
XUN = re.compile(r"上旬|中旬|下旬|初|中(?![央国小心学等东西药华])|底|末")
_DAYS_OF = {"上": (1, 10), "初": (1, 10), "中": (11, 20)}


def in_month(month: int, xun: str) -> Stretch:
    """A month (xun "" or 底), or one of its thirds: 上旬 and 初 end on the 10th, 中旬 and 中 on the 20th."""
    xun = xun.replace("、", "")
    if xun in ("中下旬", "下旬"):
        return in_days(month, 11 if xun[0] == "中" else 21, None)
    if xun in ("", "底", "末", "终"):
        return in_months(month, month)
    first, last = (1, 20) if xun == "上中旬" else _DAYS_OF[xun[0]]
    stretch = in_days(month, first, last)
    return stretch if "旬" in xun else evolve(stretch, basis=("third-of-period",))


def part_of(part: re.Match[str]) -> Stretch:
    """The stretch of a matched part, its year still open."""
    for group, build in _BUILD:
        if part[group]:
            return build(part)
    return in_months(1, 3, Precision.QUARTER)  # 首季度


def _months(part: re.Match[str]) -> Stretch:
    first, last = number(part["mr1"]), number(part["mr2"])
    check_month(first, part.span())
    check_month(last, part.span())
    if part["mrs"] in "-至到":
        return in_months(first, last, ranged=True)
    stretch = in_months(last, last)
    return evolve(stretch, basis=(*stretch.basis, "last-of-several"))


def _days(part: re.Match[str]) -> Stretch:
    month, first, last = number(part["dm"]), number(part["d1"]), number(part["d2"])
    on_day(month, first, part.span())
    end = on_day(month, last, part.span())
    if last < first:
        raise BadDate("the range ends before it starts", part.span())
    ranged = Stretch(lambda y: (date(y, month, first), end.bounds(y)[1]), at=part.span())
    return evolve(ranged, ranged=True)


def quarter(value: int, last: int | None, at: tuple[int, int], *, ranged: bool = False) -> Stretch:
    """One quarter, or the stretch to the last one. Raises BadDate where there is no such quarter."""
    last = last or value
    if not 1 <= value <= 4 or not 1 <= last <= 4:
        raise BadDate("quarter must be 1 to 4", at)
    return in_months(value * 3 - 2, last * 3, Precision.QUARTER, ranged=ranged)


def _quarters(part: re.Match[str]) -> Stretch:
    last = number(part["q"])
    if part["qe"] in ("初", "中"):
        raise Undated("vague")
    if part["qs"] and part["qs"] in "-至到":
        first = number(re.search(r"[一二三四1-4]", part[0])[0])  # type: ignore[index]
        return quarter(first, last, part.span(), ranged=True)
    stretch = quarter(last, None, part.span())
    return evolve(stretch, basis=(*stretch.basis, "last-of-several")) if part["qs"] else stretch


def _half(part: re.Match[str]) -> Stretch:
    first = (part["half"][0] in "上前第" and "二" not in part["half"]) or part["half"][-1] == "1"
    return in_months(1, 6, Precision.HALF) if first else in_months(7, 12, Precision.HALF)


def _festive(part: re.Match[str]) -> Stretch:
    if part["fspan"]:
        raise Undated("festival-span")
    name = part["fest_a"] or part["fest_b"]

    def bounds(year: int) -> tuple[date, date]:
        return (day := festival(name, year)), day

    return Stretch(bounds, festive=True, at=part.span())


def _front_months(part: re.Match[str]) -> Stretch:
    month = number(part["fm"])
    check_month(month, part.span())
    return in_months(1, month, ranged=True)


def _season(part: re.Match[str]) -> Stretch:
    raise Undated("vague")


def _misprint(part: re.Match[str]) -> Stretch:
    return evolve(on_day(number(part["pm"]), number(part["pd"]), part.span()), basis=("misprint-day",))


def _week(part: re.Match[str]) -> Stretch:
    """A week of a month: its seventh, fourteenth … day, as in English."""
    month = number(part["wm"])
    check_month(month, part.span())
    last = 7 * number(part["wn"]) if part["wn"] else None
    return in_days(month, 1, last, Precision.DAY)


def _month(part: re.Match[str]) -> Stretch:
    month = number(part["xm"])
    check_month(month, part.span())
    return in_month(month, part["xun"] or "")


_BUILD = (
    ("mr1", _months),
    ("dm", _days),
    ("m", lambda p: on_day(number(p["m"]), number(p["d"]), p.span())),
    ("pm", _misprint),
    ("wm", _week),
    ("xm", _month),
    ("q", _quarters),
    (
        "qq",
        lambda p: quarter(int(p["qq"]), int(p["qq2"] or 0), p.span(), ranged=p["qqs"] in ("-", "至", "到")),
    ),
    ("qb", lambda p: quarter(int(p["qb"]), None, p.span())),
    ("fq", lambda p: in_months(1, 3 * number(p["fq"]), Precision.QUARTER, ranged=True)),
    ("fm", _front_months),
    ("half", _half),
    ("end", lambda p: evolve(in_months(1, 12), precision=Precision.YEAR)),
    ("mid", lambda p: evolve(in_months(1, 6), precision=Precision.HALF)),
    ("fest", _festive),
    ("season", _season),
)
