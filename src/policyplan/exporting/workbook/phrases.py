"""What a workbook says in its own words, in Chinese and in English."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from policyplan.errors import ExportError


@frozen(kw_only=True)
class Phrases:
    """One language's words; `{}` is where the value goes."""

    all_units: str
    title: str
    several: str
    unit_title: str
    number: str
    dated: str
    until: str
    counted: str
    legend: str
    pick: str
    per_cent: str
    day: str


_PHRASES: Final = {
    "zh": Phrases(
        all_units="总台账", title="{}督查台账", several="重点工作督查台账", unit_title="{}（{}）",
        number="文号：{}", dated="成文日期：{}", until="进展截至：{}", counted="共{}项举措",
        legend="红色为逾期，黄色为{}日内到期（按打开当日计算）",
        pick="请从下拉列表中选择：{}", per_cent="请填写 0% 至 100%", day="请填写日期，如 2022-12-31",
    ),
    "en": Phrases(
        all_units="Ledger", title="{}: ledger", several="Ledger of work plans", unit_title="{} ({})",
        number="Document: {}", dated="Signed: {}", until="Reports up to: {}", counted="{} measures",
        legend="Red: overdue; yellow: due within {} days (on the day of opening)",
        pick="Choose from the list: {}", per_cent="Write 0% to 100%", day="Write a day such as 2022-12-31",
    ),
}  # fmt: skip


def phrases(lang: str) -> Phrases:
    """The words of `lang`; raises ExportError where it is neither "zh" nor "en"."""
    if lang not in _PHRASES:
        raise ExportError(f"lang is {lang!r}; it can be 'zh' or 'en'")
    return _PHRASES[lang]
