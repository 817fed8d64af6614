"""What stands in and below a plan's tables and tasks and sets no task: totals, notes, who made a table, who reports."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from policyplan.reading.blocks import Cell
from policyplan.reading.folding import fold
from policyplan.reading.headers import Column

_TOTAL_ROW = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|(?:Sub)?[Tt]otal)\s*$")
#: The same with what it is the total of: 全县合计, 道路工程小计（3项）.
_TOTAL_WITH = re.compile(
    r"\s*[\u4e00-\u9fff]{0,10}(?:合\s*计|总\s*计|小\s*计)(?:（[^（）]{0,12}）)?\s*：?\s*$"
)
#: The same with what is counted: 合计：5项, Total actions: 5.
_TOTAL_OF = re.compile(
    r"\s*(?:(?:合计|总计|小计|共计)\s*：?\s*\d+\s*\w{0,2}|(?:Sub)?[Tt]otal(?:\s\w+){0,3}\s*[:：=]?\s*\d+)\s*$"
)
_NOTE_ROW = re.compile(
    r"\s*[（(【]?(?:附?注|备\s*注|说\s*明|(?:填[报表写]|编制|制表)(?:说明|须知|要求)?|Notes?|Sources?)\s*[\d一二三]*\s*[：:.]",
    re.IGNORECASE,
)
#: The same where the label is all of a cell, and the note stands in those behind it.
_NOTE_LABEL = re.compile(
    r"\s*[（(【]?(?:附?注|备\s*注|说\s*明|(?:填[报表写]|编制|制表)(?:说明|须知|要求)|Notes?|Remarks?)[）)】]?\s*",
    re.IGNORECASE,
)
#: How a sentence begins that is about the table above it and has no label: 责任单位中排第一位的为牵头单位。
_ABOUT_TABLE = re.compile(
    r"\s*(?:[标带加]?[有注]?[★☆▲△●◎◆■※*]|(?:责任|牵头|配合)(?:单位|部门)(?:[中内栏排列]|一栏)"
    r"|(?:以上|上述|上表|本表|表[中内]|所列)(?![^。]{0,40}(?:由|负责|牵头(?!单位|部门)|配合(?!单位|部门)|落实)))"
)
#: What is said below a table of who made it and when: 制表人：, 填报日期：2025-02-17, Prepared by: .
_MADE_BY = re.compile(
    r"\s*(?:(?:制\s*表|填[报表]|编制|审\s*核|审\s*批|审定|复核|校对|核稿|拟稿|报送|经办|统计|签发)"
    r"(?:人员?|单位|部门|机构|科室|日期|时间|负责人|领导)?|(?:单位|部门|主要|分管)?(?:负责人|领导)(?:签[字名章])?"
    r"|(?:单位)?[（(]?(?:签字|签章|盖章|公章)[）)]?|联系(?:人|电话|方式)|电\s*话|传\s*真|邮\s*箱|手机"
    r"|(?:数据|统计)?截[至止](?:日期|时间)?|(?:Prepared|Compiled|Approved|Reviewed|Checked|Updated|Completed) by"
    r"|Contact|Last updated|Date)\s*[：:]",
    re.IGNORECASE,
)
#: The same where the label is all of a cell, and its value stands in the next one.
_MADE_BY_LABEL = re.compile(
    r"\s*(?:制\s*表|填[报表]|编制|审\s*核|复核|校对|拟稿|报送|经办)(?:人员?|单位|部门|日期|时间)\s*"
)
#: What may stand beside it without a label: a day.
_BARE_DAY = re.compile(
    r"\s*20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]?\s*(?:\d{1,2}\s*日?)?\s*(?:00:00(?::00)?)?\s*"
)
#: What stands below an English table and tells of the table: RAG ratings as at 2 April. Owner: Programme Office.
_OF_TABLE = re.compile(
    r"\s*(?:[^.:]{0,40}\b(?:as at|as of|correct at)\s+(?:\d{1,2}|[A-Z][a-z]+)\b"
    r"|(?:last\s+)?updated:?\s+(?:on\s+|in\s+)?[\dA-Z]|(?:prepared|compiled|maintained) by\b"
    r"|sources?:|key:|legend:|(?:document |plan |table |register )?owner:|contact:)",
    re.IGNORECASE,
)
#: A sheet of a workbook that tells how it is filled in.
_NOTE_SHEET = re.compile(
    r"(?:(?:填[报表写]|使用|编制)?(?:说明|须知)|备注|notes?|instructions?|read ?me|guidance)!", re.IGNORECASE
)
#: Who reports of all the items above and by when, which is no duty of any: 以上任务，各单位每季度末将进展报县政府办。
_REPORTED = re.compile(
    r"[\s\u3000（]*(?:以上|上述|前述)(?![^。]{0,40}(?:牵头|负责|配合|督[办导查促]|跟踪|责任(?:单位|部门)：))[^。：]{0,24}?[各工任事项问措]"
    r"[^。：]{0,80}?(?:[上呈书填]报|汇报|反馈|通报|报(?:[送告至给]|[国省市县区州镇]|[^。，；纸考名到废]{0,8}[办局委府室厅组]))"
)


def tells_of_table(text: str) -> bool:
    """Whether a row's only text, or a paragraph behind a table, is a note on it: 注：…, 制表人：…, Last updated …."""
    return any(pattern.match(text) for pattern in (_NOTE_ROW, _MADE_BY, _OF_TABLE))


def heads_no_row(text: str) -> bool:
    """Whether the only text of a row is a note on the table, and no heading: 责任单位中排第一位的为牵头单位。"""
    return tells_of_table(text) or _ABOUT_TABLE.match(text) is not None


def is_labelled_note(filled: Sequence[Cell]) -> bool:
    """Whether the filled cells of a row are the label of a note, and it: 备注 | 责任单位列第一位的为牵头单位。"""
    return _NOTE_LABEL.fullmatch(filled[0].text) is not None and len({cell.text for cell in filled[1:]}) < 2


def is_note_sheet(place: str) -> bool:
    """Whether a place (填报说明!A1) is in a sheet of a workbook that only tells how it is filled in."""
    return _NOTE_SHEET.match(place) is not None


def reports_on_all(folded: str) -> bool:
    """Whether a paragraph says who reports of all items above and by when, which is no duty of any of them."""
    begin = folded[:4]
    return ("以上" in begin or "上述" in begin or "前述" in begin) and _REPORTED.match(folded) is not None


def sets_no_task(filled: Sequence[Cell], row: tuple[Cell, ...], columns: list[Column]) -> bool:
    """Whether a row of a table, with its filled cells, is a total, a note, or says who made the table."""
    first = filled[0]
    return (
        _TOTAL_ROW.match(first.text) is not None
        or is_labelled_note(filled)
        or (len(filled) == 1 and _ABOUT_TABLE.match(first.text) is not None)
        or (_counts(first, row, columns) and not _has_duty(row, columns, first))
        or (_names_maker(first) and _is_signature(filled))
    )


def _counts(first: Cell, row: tuple[Cell, ...], columns: list[Column]) -> bool:
    """Whether a row is a note or a total, told by its first cell, or by what it has for a task."""
    if _NOTE_ROW.match(first.text) or _TOTAL_OF.match(fold(first.text)):
        return True
    return any(
        "计" in cell.text and _TOTAL_WITH.match(fold(cell.text))
        for cell, column in zip(row, columns, strict=True)
        if column.kind in ("number", "section", "task", "text")
    )


def _names_maker(cell: Cell) -> bool:
    return _MADE_BY.match(cell.text) is not None or _MADE_BY_LABEL.fullmatch(cell.text) is not None


def _is_signature(filled: Sequence[Cell]) -> bool:
    """Whether a row but says who made a table and when: its cells are labels, each with its value, and days."""
    for before, cell in itertools.pairwise(filled):
        label = before.text.rstrip().endswith(("：", ":")) or _MADE_BY_LABEL.fullmatch(before.text)
        value = label and len(cell.text) <= 20
        if not (_names_maker(cell) or value or _BARE_DAY.fullmatch(cell.text)):
            return False
    return True


def _has_duty(row: tuple[Cell, ...], columns: list[Column], first: Cell) -> bool:
    """Whether a row names who answers or by when in a cell other than its first, which may reach so far."""
    return any(
        column.kind in ("role", "time") and cell.text.strip() and cell.span != first.span
        for cell, column in zip(row, columns, strict=True)
    )
