"""One workbook as it is written: its sheets, the looks of their cells, and the hidden sheet of what was sent."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from math import ceil
from typing import Any

from attrs import frozen

from policyplan.exporting import wording
from policyplan.exporting.workbook.phrases import phrases
from policyplan.ledger.columns import (
    COLUMNS,
    FILLED,
    FORMAT,
    PRINTED,
    SENT_SHEET,
    STATE_WORDS,
    Column,
    Lang,
    cell_text,
    row_key,
    task_words,
    words_of,
)
from policyplan.ledger.reports import Ledger, State
from policyplan.model import Entry, Plan, Role
from policyplan.source import display_width

#: The rows above the measures, counted from 0: title, facts, header.
TITLE, FACTS, HEADER = 0, 1, 2
FIRST = HEADER + 1

#: The first day that every spreadsheet program counts alike.
_FIRST_DAY = date(1900, 3, 1)

#: The height of a line of text, in points.
LINE = 13.5

_FORMULA = re.compile(r"[\s\u200b\ufeff]*['=+\-@＝＋－＠]")

_BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#A6A6A6"}
_TEXT = {**_BASE, "text_wrap": True}
_MIDDLE = {**_TEXT, "align": "center"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "quoted": {**_TEXT, "quote_prefix": True},
    "middle": _MIDDLE,
    "day": {**_MIDDLE, "num_format": "yyyy-mm-dd"},
    "percent": {**_MIDDLE, "num_format": "0%"},
    "head": {**_MIDDLE, "bold": True, "bg_color": "#D9E1F2"},
    "filled_head": {**_MIDDLE, "bold": True, "bg_color": "#E2EFDA"},
    "title": {
        "font_name": "黑体",
        "font_size": 16,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "facts": {"font_name": "宋体", "font_size": 9, "valign": "vcenter"},
    "overdue": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "soon": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
}
_MIDDLED = ("position", "state")


@frozen
class Page:
    """One sheet to be written: the unit whose reports it is for, None for the measures as a whole."""

    name: str
    unit: str | None
    entries: tuple[Entry, ...]


class Book:
    """One workbook as it is written, sheet after sheet."""

    def __init__(
        self, library: Any, ledger: Ledger, *, on: date | None, soon: int, lang: Lang, plans: tuple[Plan, ...]
    ) -> None:
        self._content = io.BytesIO()
        self._book = library.Workbook(self._content, {"in_memory": True})
        self._looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._ledger, self._on, self._soon, self._lang, self._plans = ledger, on, soon, lang, plans
        self._says = phrases(lang)
        self._sent: list[tuple[str, ...]] = [(FORMAT,)]
        self._kept: set[str] = set()
        self._sent += [("plan", cell_text(plan.identity), cell_text(plan.title)) for plan in plans]
        self._book.set_properties({"title": self._title(None), "created": _created(plans)})

    def write(self, page: Page) -> None:
        """Write one sheet."""
        columns = self._columns(page.entries)
        sheet = self._book.add_worksheet(page.name)
        self._head(sheet, page, columns)
        for row, entry in enumerate(page.entries, FIRST):
            self._row(sheet, row, entry, page, columns)
        self._manners(sheet, columns, FIRST + len(page.entries) - 1)

    def close(self) -> bytes:
        """The whole workbook."""
        sheet = self._book.add_worksheet(SENT_SHEET)
        for row, cells in enumerate(self._sent):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
        sheet.hide()
        self._book.close()
        return self._content.getvalue()

    def _columns(self, entries: tuple[Entry, ...]) -> list[Column]:
        """The columns of a sheet: one that could only be empty, or alike in all rows, is left out."""
        left_out = set()
        if len(self._plans) == 1:
            left_out.add("document")
        if not any(entry.measure.units_with(Role.OVERSEEING) for entry in entries):
            left_out.add("overseeing")
        return [column for column in COLUMNS if column.name not in left_out]

    def _title(self, unit: str | None) -> str:
        title = self._plans[0].title or self._plans[0].document.title
        whole = self._says.several
        if len(self._plans) == 1 and title:
            whole = self._says.title.format(
                title if title.startswith("《") else wording.words(self._lang).title.format(title)
            )
        return cell_text(self._says.unit_title.format(whole, unit) if unit else whole)[:250]

    def _head(self, sheet: Any, page: Page, columns: list[Column]) -> None:
        last = len(columns) - 2  # the key is hidden
        sheet.merge_range(TITLE, 0, TITLE, last, "", self._looks["title"])
        sheet.write_string(TITLE, 0, self._title(page.unit), self._looks["title"])
        sheet.set_row(TITLE, 32)
        sheet.merge_range(FACTS, 0, FACTS, last, "", self._looks["facts"])
        sheet.write_string(FACTS, 0, "    ".join(self._facts(len(page.entries))), self._looks["facts"])
        for at, column in enumerate(columns):
            look = self._looks["filled_head" if column.name in FILLED else "head"]
            sheet.write_string(HEADER, at, column.header(self._lang), look)
            sheet.set_column(at, at, column.width, None, {"hidden": column.name == "key"})
        sheet.set_row(HEADER, 28)
        self._sent.append(("sheet", page.name, cell_text(page.unit or "")))

    def _facts(self, count: int) -> list[str]:
        says, plan = self._says, self._plans[0]
        facts = [says.counted.format(count)]
        if len(self._plans) == 1:
            number, dated = plan.document.number or plan.document.index_number, plan.document.dated
            facts = [
                *([says.number.format(cell_text(number))] if number else []),
                *([says.dated.format(dated.isoformat())] if dated else []),
                *facts,
            ]
        if self._on is not None:
            facts.append(says.until.format(self._on.isoformat()))
        return [*facts, says.legend.format(self._soon)]

    def _row(self, sheet: Any, row: int, entry: Entry, page: Page, columns: list[Column]) -> None:
        report = self._ledger.standing(entry, page.unit, on=self._on)
        said, printed = words_of(report), _printed(entry, self._lang)
        key = row_key(entry, page.unit)
        sheet.set_row(row, _height({**printed, **said}, columns))
        for at, column in enumerate(columns):
            name = column.name
            if name == "position":
                sheet.write_number(row, at, row - HEADER, self._looks["middle"])
            elif name == "due":
                self._day(sheet, row, at, entry.measure.due)
            elif name == "on":
                self._day(sheet, row, at, report.on if report else None)
            elif name == "percent" and said["percent"]:
                sheet.write_number(row, at, int(said["percent"]) / 100, self._looks["percent"])
            elif name == "percent":
                sheet.write_blank(row, at, None, self._looks["percent"])
            elif name == "state" and said["state"]:
                sheet.write_string(
                    row, at, STATE_WORDS[State(said["state"])][self._lang], self._looks["middle"]
                )
            else:
                self._text(
                    sheet, row, at, key if name == "key" else printed.get(name, said.get(name, "")), name
                )
        self._sent.append(("row", page.name, key, *(said[name] for name in FILLED)))
        if entry.uid not in self._kept:
            self._kept.add(entry.uid)
            self._sent.append(("measure", entry.uid, *(printed[name] for name in PRINTED)))

    def _text(self, sheet: Any, row: int, at: int, text: str, name: str) -> None:
        look = "middle" if name in _MIDDLED else "quoted" if _FORMULA.match(text) else "text"
        if text:
            sheet.write_string(row, at, text, self._looks[look])
        else:
            sheet.write_blank(row, at, None, self._looks[look])

    def _day(self, sheet: Any, row: int, at: int, day: date | None) -> None:
        if day is None:
            sheet.write_blank(row, at, None, self._looks["day"])
        elif day < _FIRST_DAY:
            sheet.write_string(row, at, day.isoformat(), self._looks["day"])
        else:
            sheet.write_datetime(row, at, datetime(day.year, day.month, day.day), self._looks["day"])  # noqa: DTZ001

    def _manners(self, sheet: Any, columns: list[Column], last: int) -> None:
        """How a sheet behaves: filters, drop-downs, colours, and how it is printed."""
        at = {column.name: place for place, column in enumerate(columns)}
        visible = at["key"] - 1
        sheet.freeze_panes(FIRST, at["task"] + 1)
        sheet.autofilter(HEADER, 0, last, at["key"])
        self._validate(sheet, at, last)
        self._colour(sheet, at, last)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER)
        sheet.print_area(0, 0, last, visible)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P / &N")

    def _validate(self, sheet: Any, at: dict[str, int], last: int) -> None:
        states = [STATE_WORDS[state][self._lang] for state in State]
        says = self._says
        rules: dict[str, dict[str, Any]] = {
            "state": {"validate": "list", "source": states, "error_message": says.pick.format("、".join(states))},
            "percent": {
                "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1,
                "error_message": says.per_cent,
            },
            "on": {
                "validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_type": "warning",
                "error_message": says.day,
            },
        }  # fmt: skip
        for name, rule in rules.items():
            sheet.data_validation(FIRST, at[name], last, at[name], rule)

    def _colour(self, sheet: Any, at: dict[str, int], last: int) -> None:
        """Colour the rows that are not done by their last day and the day of opening."""
        due, state = (f"${_letters(at[name])}{FIRST + 1}" for name in ("due", "state"))
        over = [STATE_WORDS[each][self._lang] for each in (State.DONE, State.CANCELLED)]
        still = f"ISNUMBER({due})," + ",".join(f'{state}<>"{word}"' for word in over)
        for look, when in (
            ("overdue", f"{due}<TODAY()"),
            ("soon", f"{due}>=TODAY(),{due}-TODAY()<={self._soon}"),
        ):
            rule = {"type": "formula", "criteria": f"=AND({still},{when})", "format": self._looks[look]}
            sheet.conditional_format(FIRST, 0, last, at["key"] - 1, rule)


def _printed(entry: Entry, lang: Lang) -> dict[str, str]:
    """What the plan says of a measure, for each column of words."""
    measure = entry.measure
    deadline = measure.deadline.text if measure.deadline is not None else ""
    words = {
        "document": entry.plan.identity,
        "section": wording.section(entry),
        "task": task_words(entry),
        "text": measure.text,
        "lead": wording.units_with(entry, Role.LEAD, lang),
        "responsible": wording.units_with(entry, Role.RESPONSIBLE, lang),
        "supporting": wording.units_with(entry, Role.SUPPORTING, lang),
        "overseeing": wording.units_with(entry, Role.OVERSEEING, lang),
        "deadline": deadline,
        "due": measure.due.isoformat() if measure.due else "",
    }
    return {name: cell_text(text) for name, text in words.items()}


def _height(words: dict[str, str], columns: list[Column]) -> float:
    """The height in points that shows every text of a row in full, or all that a row can be high.

    Programs that open the file do not measure wrapped text, or do so only when it is edited.
    """
    lines = 1
    for column in columns:
        room = column.width - 1
        text = words.get(column.name, "")
        lines = max(lines, sum(max(1, ceil(display_width(line) / room)) for line in text.split("\n")))
    return min(LINE * lines + 4, 409)


def _created(plans: tuple[Plan, ...]) -> datetime:
    """When the workbook says it was made: the day of the first plan's document, so that it is always the same."""
    document = plans[0].document
    day = document.published_on or document.dated or date(2000, 1, 1)
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _letters(column: int) -> str:
    name, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
