"""The header of a table of tasks among its rows, and what its columns tell of one another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from policyplan.model import Role
from policyplan.reading.blocks import Cell
from policyplan.reading.folding import fold
from policyplan.reading.headers import Column, classify


def find_header(rows: Sequence[tuple[Cell, ...]], legend: str = "") -> tuple[int, int, list[Column]] | None:
    """The header's first row, its height in rows, and its columns; `legend` may say what signs stand for."""
    from policyplan.reading.matrices import with_units

    for at, row in enumerate(rows[:12]):
        spanned = _spans_row(row)
        one = [classify(cell.text) if not spanned else None for cell in row]
        if one.count(None) > 1 and any(one):
            one = with_units(one, row, rows[at + 1 :], f"{legend}\n{_words_around(rows, at)}")
        two = _two_rows(rows, at, one)
        for height, columns in ((2, two), (1, one)):
            if columns is not None and is_header(columns):
                known = _only_ends(_numbered(columns, rows, at, height), rows[at : at + height])
                known = _timed(_without_metrics(known, rows[at + height - 1]), rows, at + height)
                known = _headed(_by_role_behind(known, rows[at + height - 1]), rows, at + height)
                return at, height, completed(known)
    return None


def _words_around(rows: Sequence[tuple[Cell, ...]], at: int) -> str:
    """What stands above a header, and in the table's last rows, which may be notes."""
    notes = [row for row in rows[-2:] if _spans_row(row)]
    return "\n".join(cell.text for row in (*rows[:at], *notes) for cell in distinct(row))


_END = re.compile(r"完成|办结|时限|期限|截止|建成|竣工")
_COURSE = re.compile(r"^(?!.*(?:完成|时限|期限)).*(?:进度|安排|计划|验收|评估|公示|备案)")


def _only_ends(
    columns: Sequence[Column | None], header: Sequence[tuple[Cell, ...]]
) -> Sequence[Column | None]:
    """The columns less those of the course of the work (进度要求), where another gives the last day (完成时限)."""
    words = ["".join(row[at].text for row in header) for at in range(len(columns))]
    times = [at for at, column in enumerate(columns) if column is not None and column.kind == "time"]
    course = {at for at in times if _COURSE.search(words[at])}
    if not course or not any(_END.search(words[at]) for at in times if at not in course):
        return columns
    return [Column("other") if at in course else column for at, column in enumerate(columns)]


#: A measure beside an action says how its success is measured.
_METRIC = re.compile(r"Measures?", re.IGNORECASE)


def _without_metrics(columns: Sequence[Column | None], header: tuple[Cell, ...]) -> Sequence[Column | None]:
    """The columns with one of measures as another, where a column before it says what is to be done."""
    says = [at for at, column in enumerate(columns) if column is not None and column.kind == "task"]
    metrics = [at for at in says[1:] if _METRIC.fullmatch(header[at].text.strip(" *:"))]
    return [Column("other") if at in metrics else column for at, column in enumerate(columns)]


#: An English header behind which the role stands: Responsible (lead), Responsible (supporting).
_ROLE_BEHIND = re.compile(r".+（(lead|support)\w*）", re.IGNORECASE)


def _by_role_behind(columns: Sequence[Column | None], header: tuple[Cell, ...]) -> Sequence[Column | None]:
    """The columns of who answers in the roles behind their headers, where there are several such columns.

    One alone holds those in the role behind it in brackets: DG MARE (EEA, JRC).
    """
    told = {
        at: found[1].lower()
        for at, column in enumerate(columns)
        if column is not None
        and column.kind == "role"
        and (found := _ROLE_BEHIND.fullmatch(fold(header[at].text.strip(" *:"))))
    }
    if len([column for column in columns if column is not None and column.kind == "role"]) == 1:
        return [
            column._replace(then=Role.SUPPORTING) if column and told.get(at) == "support" else column
            for at, column in enumerate(columns)
        ]
    roles = {at: Role.LEAD if word == "lead" else Role.SUPPORTING for at, word in told.items()}
    return [
        column._replace(role=roles[at]) if column and at in roles else column
        for at, column in enumerate(columns)
    ]


def _headed(
    columns: Sequence[Column | None], rows: Sequence[tuple[Cell, ...]], body: int
) -> Sequence[Column | None]:
    """The columns with one that names each task though no header says so: 争取方向, behind 序号 and before who answers.

    What is to be done then stands in the column behind: 工作措施.
    """
    kinds = [column.kind if column is not None else "" for column in columns]
    first = 1 if kinds[:1] == ["number"] else 0
    says = [at for at, kind in enumerate(kinds) if kind in ("task", "text")]
    if kinds[first : first + 1] != [""] or len(says) != 1 or "section" in kinds:
        return columns
    asked = [at for at, kind in enumerate(kinds) if kind in ("role", "time", "unit")]
    names = [row[first].text.strip() for row in rows[body:] if not _spans_row(row)]
    if not asked or not first < min(asked) < says[0] or not all(map(_names_task, names)):
        return columns
    if len(set(names)) < len(names):
        return columns  # a class of several tasks
    named = {first: Column("task"), says[0]: Column("text")}
    return [named.get(at, column) for at, column in enumerate(columns)]


def _names_task(text: str) -> bool:
    return 4 <= len(text) <= 40 and not any(character.isdigit() for character in text)


#: Headers that ask for a time or for something else, as the cells below them tell.
_PERHAPS_TIME = re.compile(r"(?:targets?|milestones?|goals?|by|目标|节点|进度)\Z", re.IGNORECASE)


def _timed(
    columns: Sequence[Column | None], rows: Sequence[tuple[Cell, ...]], body: int
) -> Sequence[Column | None]:
    """The columns with one of targets as that of the times, where no other is and all its cells but a few are times."""
    if any(column is not None and column.kind == "time" for column in columns):
        return columns
    from policyplan.reading.times import is_time

    for at, cell in enumerate(rows[body - 1]):
        if not _PERHAPS_TIME.match(cell.text.strip(" *:：\u3000")):
            continue
        filled = [row[at].text.strip() for row in rows[body:] if row[at].text.strip() and not _spans_row(row)]
        times = sum(is_time(fold(text)) for text in filled)
        if times and times * 3 >= len(filled) * 2:
            return [*columns[:at], Column("time"), *columns[at + 1 :]]
    return columns


#: A cell that holds nothing but an item's number: 13. 2.1 （三）.
_ITEM_NUMBER = re.compile(r"（?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[一二三四五六七八九十]{1,3})[）.．、]?$")
#: A cell that holds nothing but an item's code: A-1, T1.2, 3a.
_CODE = re.compile(
    r"(?:#|(?:[A-Za-z]{1,6}|Recommendation|Objective|Commitment|Milestone|Initiative|Activity)[ .-]?)?"
    r"\d{1,3}(?:\.\d{1,3}){0,3}(?:\.?[a-z])?[.)]?|[A-Z]{1,3}\d{1,2}/[A-Z]{1,3}\d{1,2}|[ivx]{1,5}[.)]"
)


def _numbered(
    columns: Sequence[Column | None], rows: Sequence[tuple[Cell, ...]], at: int, height: int
) -> Sequence[Column | None]:
    """The columns with the one that holds numbers though no header says so: a blank one, or one under a wide cell."""
    if any(column is not None and column.kind == "number" for column in columns):
        return columns
    header, body = rows[at + height - 1], rows[at + height :]
    for index, cell in enumerate(header[:-1]):
        if cell.text.strip() and cell.span != header[index + 1].span:
            continue
        filled = [row[index].text.strip() for row in body if row[index].text.strip() and not _spans_row(row)]
        if filled and all(_ITEM_NUMBER.match(text) for text in filled):
            return [*columns[:index], Column("number"), *columns[index + 1 :]]
    says = [
        index
        for index, column in enumerate(columns)
        if column is not None and column.kind in ("task", "text")
    ]
    for index in says if len(says) > 1 else ():
        filled = [row[index].text.strip() for row in body if row[index].text.strip() and not _spans_row(row)]
        if filled and all(_CODE.fullmatch(text) for text in filled):
            return [*columns[:index], Column("number"), *columns[index + 1 :]]
    return columns


def _spans_row(row: tuple[Cell, ...]) -> bool:
    return len(row) > 1 and len(distinct(row)) == 1


def _two_rows(
    rows: Sequence[tuple[Cell, ...]], at: int, upper: list[Column | None]
) -> list[Column | None] | None:
    """The columns of a header of two rows, where cells of the first are merged across or down."""
    if at + 1 >= len(rows):
        return None
    first, second = rows[at], rows[at + 1]
    across = any(a.span == b.span and a.text.strip() for a, b in itertools.pairwise(first))
    blanks = any(not cell.text.strip() for cell in first)
    if not (across or blanks) or sum(column is not None for column in upper) < 2:
        return None
    lower = [classify(cell.text) for cell in second]
    fresh = [
        low
        for low, cell, over in zip(lower, second, first, strict=True)
        if cell.span != over.span and cell.text.strip()
    ]
    if sum(low is not None for low in fresh) * 2 < len(fresh) + 1 or not any(
        low and low.kind in ("role", "time") for low in fresh
    ):
        return None
    if not all(
        cell.span == over.span or not cell.text.strip() or low
        for cell, over, low in zip(second, first, lower, strict=True)
    ):
        return None
    return [
        low if low is not None and cell.span != over.span else up
        for low, up, cell, over in zip(lower, upper, second, first, strict=True)
    ]


def is_header(columns: Sequence[Column | None]) -> bool:
    """Whether these columns make a table of tasks: something to do, and a unit or time for it."""
    kinds = [column.kind for column in columns if column is not None]
    asked = sum(kind in ("role", "time", "unit") for kind in kinds)
    return asked > 0 and (
        any(kind in ("task", "text", "section") for kind in kinds) or (asked > 1 and len(columns) > asked)
    )


def completed(columns: Sequence[Column | None]) -> list[Column]:
    """Columns with the unknown ones as other; where none is the task, the section column or else the first other is."""
    completed = [column or Column("other") for column in columns]
    kinds = [column.kind for column in completed]
    if "task" not in kinds and "text" not in kinds:
        sections = [at for at, kind in enumerate(kinds) if kind == "section"]
        others = [at for at, kind in enumerate(kinds) if kind == "other"]
        if sections or others:
            completed[sections[-1] if sections else others[0]] = Column("task")
    return completed


def distinct(row: tuple[Cell, ...]) -> list[Cell]:
    """The cells of a row, those merged across it once."""
    return [
        cell
        for at, cell in enumerate(row)
        if at == 0 or not (cell.span == row[at - 1].span and cell.span.end > cell.span.start)
    ]
