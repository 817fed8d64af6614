"""What pictures say, in Chinese and in English."""

from __future__ import annotations

from typing import Final

from policyplan.exporting.wording import Lang
from policyplan.ledger.standing import Status

_PHRASES: Final[dict[str, dict[Lang, str]]] = {
    "timeline": {"zh": "完成时限一览", "en": "What is due when"},
    "workload": {"zh": "各单位承担举措", "en": "Work per unit, by role"},
    "matrix": {"zh": "板块与责任单位对照", "en": "Who answers for which section"},
    "network": {"zh": "单位协作关系", "en": "Which units share measures"},
    "progress": {"zh": "进展情况", "en": "Progress over time"},
    "plans": {"zh": "文件 {} 份", "en": "Plans: {}"},
    "measures": {"zh": "举措 {} 项", "en": "Measures: {}"},
    "units": {"zh": "单位 {} 个", "en": "Units: {}"},
    "by": {"zh": "有完成时限 {} 项", "en": "with a last day: {}"},
    "ongoing": {"zh": "长期推进 {} 项", "en": "ongoing: {}"},
    "recurring": {"zh": "定期开展 {} 项", "en": "recurring: {}"},
    "conditional": {"zh": "视条件而定 {} 项", "en": "conditional: {}"},
    "undated": {"zh": "未写时限 {} 项", "en": "no deadline stated: {}"},
    "unassigned": {"zh": "未写单位 {} 项", "en": "naming no unit: {}"},
    "first": {
        "zh": "图中为时限最早的 {} 项，另有 {} 项未画",
        "en": "Shown: the {} due first; left out: {}",
    },
    "nearest": {
        "zh": "图中为时限距今日最近的 {} 项，另有 {} 项未画",
        "en": "Shown: the {} due nearest to today; left out: {}",
    },
    "busiest": {
        "zh": "图中为举措最多的 {} 个单位，另有 {} 个未画",
        "en": "Shown: the {} units with most measures; left out: {}",
    },
    "first-sections": {
        "zh": "图中为前 {} 个板块，另有 {} 个未画",
        "en": "Shown: the first {} sections; left out: {}",
    },
    "strongest": {
        "zh": "连线为共担最多的 {} 对，另有 {} 对未画",
        "en": "Lines: the {} pairs that share most; left out: {}",
    },
    "nothing": {"zh": "没有可画的内容", "en": "There is nothing to show"},
    "today": {"zh": "今日 {}", "en": "Today {}"},
    "passed": {"zh": "时限已过", "en": "last day over"},
    "ahead": {"zh": "时限未到", "en": "still to come"},
    "due": {"zh": "完成时限", "en": "Last day"},
    "printed": {"zh": "时限原文", "en": "As printed"},
    "plan": {"zh": "文件", "en": "Plan"},
    "section": {"zh": "板块", "en": "Section"},
    "measure": {"zh": "举措", "en": "Measure"},
    "who": {"zh": "单位", "en": "Units"},
    "others": {"zh": "等{0}家", "en": " and {1} more"},
    "unit": {"zh": "单位", "en": "Unit"},
    "role": {"zh": "职责", "en": "Role"},
    "status": {"zh": "状态", "en": "Status"},
    "count": {"zh": "举措数", "en": "Measures"},
    "shared": {"zh": "共担举措数", "en": "Shared measures"},
    "with": {"zh": "协作单位", "en": "With"},
    "day": {"zh": "日期", "en": "Day"},
    "reported": {"zh": "报告 {} 次", "en": "Reports: {}"},
    "promised": {"zh": "虚线：截至当日时限应到的举措数", "en": "Dashed: measures whose last day has come"},
    "legend": {
        "zh": "圆点越大举措越多，连线越粗共担越多；括号内为举措数",
        "en": "Larger dots: more measures. Thicker lines: more shared. In brackets: measures.",
    },
    "lead": {"zh": "牵", "en": "L"},
    "responsible": {"zh": "责", "en": "R"},
    "supporting": {"zh": "配", "en": "S"},
    "overseeing": {"zh": "督", "en": "O"},
    "cells": {
        "zh": "格内为举措数：牵头、责任、配合、督导；底色为其中最重的职责",
        "en": "In a cell: measures by role (Lead, Responsible, Supporting, Overseeing); colour: the weightiest",
    },
}

#: The words for each status.
STATUSES: Final[dict[Status, dict[Lang, str]]] = {
    Status.DONE: {"zh": "已完成", "en": "done"},
    Status.DONE_LATE: {"zh": "逾期完成", "en": "done late"},
    Status.OVERDUE: {"zh": "逾期", "en": "overdue"},
    Status.DUE_SOON: {"zh": "临期", "en": "due soon"},
    Status.IN_PROGRESS: {"zh": "推进中", "en": "in progress"},
    Status.NOT_STARTED: {"zh": "未启动", "en": "not started"},
    Status.ONGOING: {"zh": "长期", "en": "ongoing"},
    Status.CANCELLED: {"zh": "已取消", "en": "cancelled"},
}


def say(key: str, lang: Lang, *values: object) -> str:
    """The phrase `key` in `lang`, with `values` where its `{}` stand.

    >>> say("measures", "zh", 27)
    '举措 27 项'
    """
    return _PHRASES[key][lang].format(*values)
