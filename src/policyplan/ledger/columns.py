"""The columns of a ledger's workbook, their words in two languages, and what their cells may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Final, Literal

from attrs import frozen

from policyplan.ledger.reports import Report, State
from policyplan.model import Entry
from policyplan.source import compact

Lang = Literal["zh", "en"]

#: What the first cell of a workbook's hidden sheet says: the format's name and version.
FORMAT: Final = "policyplan-ledger-workbook/1"

#: The hidden sheet that holds what was sent, cell by cell.
SENT_SHEET: Final = "_policyplan"

#: The most characters that a cell can hold.
MOST_CHARACTERS: Final = 32_767


@frozen
class Column:
    """A column: its name here, its header in both languages, its width in characters, other headers taken for it."""

    name: str
    zh: str
    en: str
    width: float
    others: tuple[str, ...] = ()

    def header(self, lang: Lang) -> str:
        """What stands at the top."""
        return self.zh if lang == "zh" else self.en


#: Every column, in order. `document` stands there only with several plans, `overseeing` where a unit oversees.
COLUMNS: Final = (
    Column("position", "序号", "No.", 5),
    Column("document", "文件", "Document", 16, ("文号",)),
    Column("section", "板块", "Section", 12, ("章节",)),
    Column("task", "任务", "Task", 14, ("重点任务", "任务名称")),
    Column("text", "举措", "Measure", 42, ("工作举措", "具体举措", "主要举措", "工作内容")),
    Column("lead", "牵头单位", "Lead", 12, ("主办单位",)),
    Column("responsible", "责任单位", "Responsible", 17),
    Column("supporting", "配合单位", "Supporting", 15, ("协办单位",)),
    Column("overseeing", "督导单位", "Overseeing", 13),
    Column("deadline", "完成时限", "Deadline", 12, ("时限",)),
    Column("due", "最后一日", "Last day", 11),
    Column("note", "进展情况", "Progress", 28, ("进展", "工作进展", "进度情况", "落实情况")),
    Column("state", "完成状态", "State", 9, ("状态",)),
    Column("percent", "完成比例", "Per cent", 8, ("比例", "完成率", "进度", "percent", "%")),
    Column("evidence", "佐证", "Evidence", 16, ("佐证材料", "证明材料", "印证材料")),
    Column("on", "更新日期", "Updated", 11, ("填报日期", "报送日期")),
    Column("remark", "备注", "Remarks", 13, ("说明",)),
    Column("key", "标识", "Key", 10),
)  # fmt: skip
BY_NAME: Final = {column.name: column for column in COLUMNS}

#: The columns that units fill in, in order: everything else is the plan's.
FILLED: Final = ("note", "state", "percent", "evidence", "on", "remark")

#: The columns of the plan's own words, which are kept as sent, once for each measure.
PRINTED: Final = tuple(each.name for each in COLUMNS if each.name not in (*FILLED, "position", "key"))

STATE_WORDS: Final = {
    State.NOT_STARTED: {"zh": "未启动", "en": "Not started"},
    State.IN_PROGRESS: {"zh": "推进中", "en": "In progress"},
    State.DONE: {"zh": "已完成", "en": "Done"},
    State.CANCELLED: {"zh": "已取消", "en": "Cancelled"},
}
_OTHER_STATES: Final = {
    State.NOT_STARTED: ("未开始", "尚未启动", "未开展", "没有启动"),
    State.IN_PROGRESS: ("进行中", "正在推进", "正在进行", "推进", "启动", "已启动", "持续推进"),
    State.DONE: ("完成", "办结", "已办结", "完结", "completed", "finished"),
    State.CANCELLED: ("取消", "终止", "已终止", "canceled"),
}
_STATES: Final = {
    word.casefold(): state
    for state in State
    for word in (state.value, *STATE_WORDS[state].values(), *_OTHER_STATES[state])
}

_DAY = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_TIME = re.compile(r"[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0*)?)?$")
_PER_CENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(%?)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def words_of(report: Report | None) -> dict[str, str]:
    """What a report says for each column that units fill in, as plain words; "" where it says nothing.

    >>> words_of(None)["note"]
    ''
    """
    if report is None:
        return dict.fromkeys(FILLED, "")
    return {
        "note": cell_text(report.note),
        "state": report.state.value if report.state else "",
        "percent": "" if report.percent is None else str(report.percent),
        "evidence": cell_text(report.evidence),
        "on": report.on.isoformat(),
        "remark": cell_text(report.remark),
    }


def cell_text(text: str) -> str:
    r"""`text` as a cell gives it back: line ends as ``\n``, nothing unprintable, cut to what a cell holds.

    Half surrogate pairs are escaped.

    >>> cell_text(" 已建成\r\n两个中心 ")
    '已建成\n两个中心'
    """
    text = text.encode("utf-8", "backslashreplace").decode()
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = _CONTROLS.sub("", text).strip()
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    return units[: 2 * MOST_CHARACTERS - 2].decode("utf-16-le", "ignore").rstrip() + "…"


def state_word(text: str) -> str:
    """The state that a cell names, as a report has it. Raises ValueError where it names none.

    >>> state_word("已完成"), state_word(" Done ")
    ('done', 'done')
    """
    found = _STATES.get(_folded(text))
    if found is None:
        expected = "、".join(words["zh"] for words in STATE_WORDS.values())
        raise ValueError(f"{text[:40]!r} is no state; expected {expected}")
    return found.value


def per_cent(text: str) -> str:
    """The whole per cent that a cell shows. Raises ValueError where it shows none.

    >>> per_cent("35%"), per_cent("0.35"), per_cent("100"), per_cent("３５％")
    ('35', '35', '100', '35')
    >>> per_cent("1")
    Traceback (most recent call last):
    ValueError: '1' may be 1% or 100%; write the sign: 1% or 100%
    """
    match = _PER_CENT.fullmatch(_folded(text))
    if match is None:
        raise ValueError(f"{text[:40]!r} is no per cent; expected one from 0% to 100%")
    number = float(match[1])
    if not match[2] and number == 1:
        raise ValueError(f"{text[:40]!r} may be 1% or 100%; write the sign: 1% or 100%")
    if not match[2] and number < 1:
        number *= 100
    if number > 100 or abs(number - round(number)) > 1e-6:
        raise ValueError(f"{text[:40]!r} is no whole per cent from 0% to 100%")
    return str(round(number))


def day(text: str) -> str:
    """The day that a cell shows, ISO 8601. Raises ValueError where it shows none, or not all of one.

    >>> day("2022年12月5日"), day("2022/12/05"), day("20221205"), day("2022.12.5")
    ('2022-12-05', '2022-12-05', '2022-12-05', '2022-12-05')
    """
    match = _DAY.fullmatch(_TIME.sub("", _folded(text).upper()))
    if match is None:
        raise ValueError(f"{text[:40]!r} is no day; write one such as 2022-12-31")
    try:
        return date(*(int(part) for part in match.groups() if part)).isoformat()
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no day of the calendar") from None


#: How the text of a filled cell becomes the plain words of a report; "" stays "".
READ: Final[dict[str, Callable[[str], str]]] = {
    "note": cell_text, "state": state_word, "percent": per_cent, "evidence": cell_text, "on": day,
    "remark": cell_text,
}  # fmt: skip


def row_key(entry: Entry, unit: str | None) -> str:
    """What stands in the hidden column of a row.

    The measure's uid, a digest of its words, by which it is told in another edition of the plan, and the unit's name
    where the row is a unit's.
    """
    key = f"{entry.uid}.{digest_of(entry)}"
    return f"{key} {cell_text(unit)}" if unit else key


def digest_of(entry: Entry) -> str:
    """A short digest of a plan's identity and a measure's words."""
    words = f"{entry.plan.identity}\n{compact(entry.words)}"
    return sha256(words.encode(errors="replace")).hexdigest()[:12]


def task_words(entry: Entry) -> str:
    """What stands in a row for the task: its number and heading."""
    return cell_text(" ".join(filter(None, (entry.task.number, entry.task.heading))))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
