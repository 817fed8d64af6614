"""Why a deadline is the day it is: stable codes for the conventions, each explained in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Each code that can stand in a deadline's `basis`, with its English and its Chinese explanation.
BASIS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "approximate": ("the words give no exact end (左右, 前后)", "表述为约数，没有确切的截止日"),
        "at-once": ("at once means the day of issue", "即时、立即按印发当日计"),
        "before-excludes": (
            "English “before” leaves out the day or period it names",
            "英文 before 不含所述日期",
        ),
        "before-includes": (
            "前 behind a period that is named without 底 takes the period in (2027年前: by its last day)",
            "时段之“前”（未写“底”）包括该时段（2027年前按2027年最后一日计）",
        ),
        "condition": ("depends on something that the document does not date", "取决于文件没有写明日期的条件"),
        "counted-from-issue": ("counted from the day after issue", "自印发次日起算"),
        "day-left-out": ("the day that is named is left out (不含)", "不含所述日期当日"),
        "day-not-year": (
            "a number behind a month is its day, though it may be a year (Jun 26)",
            "月份后的数字按“日”理解，也可能是年份（Jun 26）",
        ),
        "day-or-month-first": ("the day and the month cannot be told apart", "日与月无法区分"),
        "document-default": (
            "the plan says once by when all is due that has no day of its own",
            "方案统一规定了未注明时限的任务的完成时限",
        ),
        "either": ("the words name two days and leave the choice open", "表述给出两个可选的时间"),
        "end-of-period": (
            "the last day of the month, quarter or year that is named",
            "以所述月、季、年的最后一日为截止日",
        ),
        "event-unsaid": (
            "no event is named to count from; the issue is taken",
            "没有写明起算点，按印发之日起算",
        ),
        "festival": ("before a festival means by the day before it", "节日“前”指节日的前一天"),
        "festival-span": ("the days around a festival are fixed anew each year", "节日假期每年另行规定"),
        "festival-unknown": ("the table of festivals does not reach that year", "节日表未包含该年份"),
        "fiscal-year": (
            "counted in fiscal years, named after the year they end in",
            "按财政年度计，以结束之年命名",
        ),
        "fiscal-year-unknown": (
            "a fiscal year over two calendar years (2024-25): the month in which it begins is not told",
            "跨年度的财政年度，起始月份不明",
        ),
        "five-year-plan": (
            "the years of a five-year plan (十四五: 2021–2025)",
            "五年规划期，“十四五”为2021—2025年",
        ),
        "issue-unknown": (
            "depends on the day of issue, which is not known",
            "取决于印发日期，而印发日期不明",
        ),
        "last-of-several": ("of several dated steps the last is the deadline", "多个时间节点以最后一个为准"),
        "minguo-year": ("a year of the Republic (民國): 1911 is added", "民国纪年，加1911年"),
        "misprint-day": ("10月30前 is read as 10月30日前", "“10月30前”按“10月30日前”理解"),
        "month-unsaid": ("the words do not say which month or quarter is meant", "没有写明是哪个月或季度"),
        "next-after-issue": (
            "no year is printed: the next such day after issue",
            "未写年份，取印发之后最近的一次",
        ),
        "part-of-whole": ("a day for a part of the work (其中)", "其中一部分工作的时间节点"),
        "period-unknown": ("depends on the plan's period, which is not known", "取决于规划期，而规划期不明"),
        "quarter-unclear": (
            "the fiscal year is not the calendar year, and the quarter or half does not say which it is part of",
            "财政年度与日历年度不同，没有写明季度或半年属于哪一种",
        ),
        "relative-year": ("今年, 明年 … are counted from the year of issue", "今年、明年等按印发年份推算"),
        "then-ongoing": ("the work goes on after the day", "到期后仍持续开展"),
        "then-recurring": ("comes round again after the day", "到期后定期进行"),
        "third-of-period": (
            "early, mid and late are thirds of the month, early and late of the year",
            "初、中、末各指一个月的三分之一，初、末也指一年的三分之一",
        ),
        "two-digit-year": ("a two-digit year is one of this century", "两位数年份按本世纪理解"),
        "vague": ("the words name no end that a calendar knows", "表述没有可以换算的截止日"),
        "working-days": ("counted in China's working days, 调休 included", "按中国法定工作日（含调休）计"),
        "working-days-unknown": (
            "working days of those years are not known here: not yet published, or no calendar is installed",
            "该时段的工作日安排尚未公布，或未安装工作日历",
        ),
        "year-from-issue": ("no year is printed: the year of issue", "未写年份，取印发年份"),
        "year-from-period": (
            "no year is printed: the year in which it falls in the plan's period",
            "未写年份，按规划期内的年份计",
        ),
        "year-from-step": ("no year is printed: that of the step before", "未写年份，沿用前一节点的年份"),
        "year-unknown": (
            "no year is printed, and neither issue nor period tells it",
            "未写年份，且印发日期和规划期都不明",
        ),
    }
)

#: What gives a deadline of this basis its day: what the caller may say, with the option that says it, or may write.
MISSING: Mapping[str, str] = MappingProxyType(
    {
        "day-or-month-first": "write the year first (2025-04-03), or the month in words",
        "either": "write the one day that is meant",
        "fiscal-year-unknown": "say in which month the fiscal year begins (--fiscal-year-start, fiscal_year_start=)",
        "issue-unknown": "say the day of issue (--issued, issued=)",
        "month-unsaid": "write the month or quarter",
        "quarter-unclear": "write the year with it (FY2025 Q1, Q1 2025), or the months",
        "period-unknown": "say the years that the plan covers (--period, period=)",
        "year-unknown": "say the day of issue (--issued, issued=) or the plan's years (--period, period=)",
    }
)
