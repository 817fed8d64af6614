"""Tables of tasks: which column is what, and a row for a task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from attrs import Factory, define

from policyplan.model import Role
from policyplan.reading._vocabulary import DITTO, LABEL_PERSONS, LABEL_TIMES, NOTHING
from policyplan.reading.blocks import Cell, Table
from policyplan.reading.clauses import EMPTY, LABEL, Clause, read_clause, role_of
from policyplan.reading.english import is_english, is_time_label, label_role, read_line
from policyplan.reading.english import read_names as read_english_names
from policyplan.reading.folding import fold
from policyplan.reading.names import is_unit_like
from policyplan.reading.numbering import read_number
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Part, Stated
from policyplan.source import Span


class Column(NamedTuple):
    """What a column holds: number, section, task, text, role (with `role`), time, or other."""

    kind: str
    role: Role | None = None


_NUMBER_HEADER = re.compile(
    r"(?:.{0,4}序号|.{0,4}编号|项次|序|号|任务序号|任务编号|工作序号|项目编号|No\.?|#|ID|Ref\.?|Number|S/N|Item No\.?|Action No\.?|Nr\.?)$",
    re.IGNORECASE,
)
_SECTION_HEADER = re.compile(
    r"(?:.*(?:类别|类型|板块|领域|方面|大类|模块|分类|专项名称|一级任务|一级指标|所属)|专项|Goals?|Category|.*\bArea|Themes?|Pillars?|Objectives?|Strateg(?:y|ies)|Priorit(?:y|ies)|Strategic .*|Component|Section)$",
    re.IGNORECASE,
)
_TASK_HEADER = re.compile(
    r"(?:.*(?:任务|事项|工作|项目|目标任务|重点工作|工程|名称|行动|改革举措|清单|问题)|Actions?(?: items?| steps?)?|Milestones?|Tasks?|Activit(?:y|ies)|Measures?|Initiatives?|Steps?|Commitments?|Projects?|Deliverables?|Recommendations?|Items?|What|Key actions?|Outputs?)$",
    re.IGNORECASE,
)
_TEXT_HEADER = re.compile(
    r"(?:.*(?:内容|举措|措施|要求|做法|具体任务|工作任务分解|目标任务及要求|任务分解|任务描述|主要做法|整改措施|任务内容)|Descriptions?|Details?|Contents?|Scope|Summary)$",
    re.IGNORECASE,
)
_ROLE_HEADER = re.compile(
    r"(?:单位|部门|机构|主体|科室|处室|股室|地区|地方)$|^(?:牵头|配合|责任|主办|协办|负责)(?:方|者)?$"
)
_OTHER_HEADER = re.compile(
    r"备注|说明|进展|状态|成效|指标|目标值|资金|投资|开始|起始|开工|启动|进度情况|完成情况|联系|电话|依据|来源|文件|成果|佐证|现状|预算|Start|Status|Cost|Budget|Measurement|Metric|Indicator|Notes?|Remarks?|Comments?|Mechanism|Progress|Funding|Resources",
    re.IGNORECASE,
)
_TOTAL_ROW = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|(?:Sub)?[Tt]otal)\s*$")
#: The roles of a task's first unit column, where a blank means the cell above: a task is hardly without its unit.
_PRIMARY = (Role.LEAD, Role.RESPONSIBLE)
_NOTE_ROW = re.compile(r"\s*(?:注|备注|说明|填报|备 注|Notes?|Source)\s*[\d一二三]*\s*[：:.]", re.IGNORECASE)


@define(eq=False)
class Row:
    """A task's row: its sections from the outermost in, number, heading and texts, and the clauses of its cells."""

    sections: tuple[Para, ...]
    number: Para | None
    heading: Para | None
    texts: list[Para]
    parts: list[Part]
    asides: list[Para] = Factory(list)
    continues: bool = False


@define(eq=False)
class Grid:
    """A table read as tasks; `before` and `after` are the lines above its header and the notes below."""

    rows: list[Row]
    before: list[Para] = Factory(list)
    after: list[Para] = Factory(list)
    headers: list[Para] = Factory(list)


def classify(header: str) -> Column | None:
    """What a column with this header holds, None where the words are no known header.

    >>> classify("牵头单位")
    Column(kind='role', role=<Role.LEAD: 'lead'>)
    """
    words = re.sub(r"[\s\u3000]+", "" if not is_english(header) else " ", fold(header)).strip("：:*。 ")
    words = re.sub(r"（[^（）]*）$", "", words) or words
    if not words or len(words) > 40:
        return None
    if _NUMBER_HEADER.match(words):
        return Column("number")
    if is_english(words):
        return _classify_english(words)
    if words in LABEL_PERSONS or re.search(r"责任人|领导$|联系人|电话|负责人|联络员", words):
        return Column("other")
    if words in LABEL_TIMES or (
        re.search(r"时限|时间|期限|节点|日期|时点$|进度安排", words)
        and not re.search(r"开始|起始|开工|更新|填报|启动|报送", words)
    ):
        return Column("time")
    if _ROLE_HEADER.search(words) or re.fullmatch(r"责任分工|任务分工|分工|职责分工|责任落实", words):
        return Column("role", role_of(words) if not words.endswith("分工") else Role.RESPONSIBLE)
    if _OTHER_HEADER.search(words):
        return Column("other")
    if _SECTION_HEADER.match(words):
        return Column("section")
    if _TEXT_HEADER.match(words):
        return Column("text")
    if _TASK_HEADER.match(words):
        return Column("task")
    return None


def _classify_english(words: str) -> Column | None:
    if is_time_label(words) and not re.match(r"start", words, re.IGNORECASE):
        return Column("time")
    role = label_role(words)
    if role is not None:
        return Column("role", role)
    if _OTHER_HEADER.search(words):
        return Column("other")
    for kind, pattern in (("section", _SECTION_HEADER), ("text", _TEXT_HEADER), ("task", _TASK_HEADER)):
        if pattern.match(words):
            return Column(kind)
    return None


def read_table(table: Table) -> Grid | None:
    """Read a table of tasks; None where no row of it is a header with a task and a unit or time column."""
    found = _find_header(table.rows)
    if found is None:
        return None
    at, height, columns = found
    grid = Grid([])
    grid.headers = [_para(cell) for row in table.rows[at : at + height] for cell in _distinct(row)]
    grid.before = [_para(cell) for row in table.rows[:at] for cell in _distinct(row) if cell.text.strip()]
    _read_rows(table.rows, at, height, columns, grid)
    return grid


def read_form(table: Table) -> tuple[list[Para | Stated], list[Span]] | None:
    """Read a form of two columns, labels and values (牵头单位 | 市财政局); None where the table is none.

    Returns the fields and texts in order, and the spans of the labels. A task's own row opens a new item.
    """
    rows = [_distinct(row) for row in table.rows]
    pairs = [row for row in rows if len(row) == 2 and row[0].text.strip()]
    columns = [classify(row[0].text) for row in pairs]
    known = [column for column in columns if column is not None]
    if len(pairs) < 2 or len(pairs) != len(rows) or len(known) * 2 < len(pairs):
        return None
    if not any(column.kind in ("role", "time") for column in known):
        return None
    items = [_field(row[1], column) for row, column in zip(pairs, columns, strict=True) if row[1].text.strip()]
    return items, [row[0].span for row in pairs]


def _field(cell: Cell, column: Column | None) -> Para | Stated:
    para = _para(cell)
    if column is not None and column.kind in ("role", "time"):
        part = Part(para, 0, len(para.text), _cell_clause(para, column))
        return Stated([part], 0, len(para.text), True, False, para)
    para.level = _FORM_LEVEL if column is not None and column.kind == "task" else None
    return para


#: The heading level of a form's task, below any that a file gives.
_FORM_LEVEL = 10


def _read_rows(
    rows: Sequence[tuple[Cell, ...]], at: int, height: int, columns: list[Column], grid: Grid
) -> None:
    headers = [_words(row) for row in rows[at : at + height]]
    open_sections: dict[int, Para] = {}
    heading_rows: list[Para] = []
    above: tuple[Cell, ...] | None = None
    for row in rows[at + height :]:
        cells = _distinct(row)
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            continue
        if _words(row) in headers or _is_header_again(row, columns):
            grid.headers += [_para(cell) for cell in filled]
            continue
        if len(filled) == 1 and (len(cells) == 1 or _heads(filled[0], row, columns)):
            para = _para(filled[0])
            if _NOTE_ROW.match(para.text) or (len(para.text) > 60 and para.number is None):
                grid.after.append(para)
            else:
                heading_rows = _nest(heading_rows, para)
            continue
        if _TOTAL_ROW.match(filled[0].text) or (
            _NOTE_ROW.match(filled[0].text) and not _has_duty(row, columns)
        ):
            grid.after += [_para(cell) for cell in filled]
            continue
        continues = _continues(row, columns, above)
        above = _filled_from_above(row, columns, above, continues)
        grid.rows.append(_read_row(above, columns, continues, open_sections, heading_rows))


def _nest(open_rows: list[Para], para: Para) -> list[Para]:
    """The heading rows open at `para`: those of another kind stay outside it, its like is closed."""
    kind = para.number.kind if para.number else ""
    kept = []
    for other in open_rows:
        if (other.number.kind if other.number else "") == kind:
            break
        kept.append(other)
    return [*kept, para]


def _heads(cell: Cell, row: tuple[Cell, ...], columns: list[Column]) -> bool:
    """Whether the only filled cell of a row is a heading of the rows below it."""
    at = next(index for index, other in enumerate(row) if other is cell)
    return columns[at].kind in ("number", "section", "task", "text") and (
        read_number(cell.text) is not None
        and len(cell.text) < 60
        and "。" not in cell.text
        and columns[at].kind in ("number", "section", "task")
    )


def _has_duty(row: tuple[Cell, ...], columns: list[Column]) -> bool:
    return any(
        column.kind in ("role", "time") and cell.text.strip()
        for cell, column in zip(row, columns, strict=True)
    )


def _words(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", cell.text) for cell in row)


def _distinct(row: tuple[Cell, ...]) -> list[Cell]:
    """The cells of a row, those merged across it once."""
    return [
        cell
        for at, cell in enumerate(row)
        if at == 0 or not (cell.span == row[at - 1].span and cell.span.end > cell.span.start)
    ]


def _is_header_again(row: tuple[Cell, ...], columns: list[Column]) -> bool:
    kinds = [classify(cell.text) for cell in row]
    same = sum(
        1
        for kind, column in zip(kinds, columns, strict=True)
        if kind is not None and kind == column and column.kind != "other"
    )
    return same >= max(2, sum(column.kind != "other" for column in columns) - 1)


def _find_header(rows: Sequence[tuple[Cell, ...]]) -> tuple[int, int, list[Column]] | None:
    """The header's first row, its height in rows, and its columns."""
    for at, row in enumerate(rows[:12]):
        one = [classify(cell.text) if not _spans_row(row) else None for cell in row]
        two = _two_rows(rows, at, one)
        for height, columns in ((2, two), (1, one)):
            if columns is not None and _is_header(columns):
                return at, height, _completed(columns)
    return None


def _spans_row(row: tuple[Cell, ...]) -> bool:
    return len(row) > 1 and len(_distinct(row)) == 1


def _two_rows(
    rows: Sequence[tuple[Cell, ...]], at: int, upper: list[Column | None]
) -> list[Column | None] | None:
    """The columns of a header of two rows, where cells of the first are merged across or down."""
    if at + 1 >= len(rows):
        return None
    first, second = rows[at], rows[at + 1]
    across = any(a.span == b.span and a.text.strip() for a, b in zip(first, first[1:], strict=False))
    blanks = any(not cell.text.strip() for cell in first)
    if not (across or blanks) or sum(column is not None for column in upper) < 2:
        return None
    lower = [classify(cell.text) for cell in second]
    fresh = [
        low
        for low, cell, over in zip(lower, second, first, strict=True)
        if cell.span != over.span and cell.text.strip()
    ]
    if (
        sum(low is not None for low in fresh) * 2 < len(fresh) + 1
        or not any(low and low.kind in ("role", "time") for low in fresh)
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


def _is_header(columns: Sequence[Column | None]) -> bool:
    kinds = [column.kind for column in columns if column is not None]
    asked = sum(kind in ("role", "time") for kind in kinds)
    return asked > 0 and (
        any(kind in ("task", "text", "section") for kind in kinds) or (asked > 1 and len(columns) > asked)
    )


def _completed(columns: Sequence[Column | None]) -> list[Column]:
    """Columns with the unknown ones as other; where none is the task, the section column or else the first other is."""
    completed = [column or Column("other") for column in columns]
    kinds = [column.kind for column in completed]
    if "task" not in kinds and "text" not in kinds:
        sections = [at for at, kind in enumerate(kinds) if kind == "section"]
        others = [at for at, kind in enumerate(kinds) if kind == "other"]
        if sections or others:
            completed[sections[-1] if sections else others[0]] = Column("task")
    return completed


def _read_row(
    row: tuple[Cell, ...],
    columns: list[Column],
    continues: bool,
    open_sections: dict[int, Para],
    heading_rows: list[Para],
) -> Row:
    number = heading = None
    texts: list[Para] = []
    parts: list[Part] = []
    asides: list[Para] = []
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        if not cell.text.strip() or (at and cell.span == row[at - 1].span and columns[at - 1] == column):
            continue
        para = _para(cell)
        if column.kind == "section":
            _open_section(open_sections, at, para)
        elif column.kind == "number":
            number = para
        elif column.kind == "task":
            heading, texts = _task_cell(heading, texts, para)
        elif column.kind == "text":
            texts.append(para)
        elif column.kind in ("role", "time"):
            parts.append(Part(para, 0, len(para.text), _cell_clause(para, column)))
        else:
            asides.append(para)
    sections = (*heading_rows, *(open_sections[at] for at in sorted(open_sections)))
    return Row(sections, number, heading, texts, parts, asides, continues)


def _open_section(open_sections: dict[int, Para], at: int, para: Para) -> None:
    """Open the section of column `at`; those of the columns behind it close when it changes."""
    before = open_sections.get(at)
    if before is not None and before.text != para.text:
        for other in [index for index in open_sections if index > at]:
            del open_sections[other]
    if before is None or before.text != para.text:
        open_sections[at] = para


def _task_cell(heading: Para | None, texts: list[Para], para: Para) -> tuple[Para | None, list[Para]]:
    if heading is None and len(para.text) <= 60:
        return para, texts
    return heading, [*texts, para]


def _continues(row: tuple[Cell, ...], columns: list[Column], above: tuple[Cell, ...] | None) -> bool:
    """Whether the row goes on with the task of the row above: its number is merged with that one's, or blank with its task."""
    if above is None:
        return False
    for at, column in enumerate(columns):
        if column.kind == "number":
            if row[at].merged and row[at].span == above[at].span and row[at].text.strip():
                return True
            task = [row[i].text.strip() for i, other in enumerate(columns) if other.kind == "task"]
            text = [row[i].text.strip() for i, other in enumerate(columns) if other.kind == "text"]
            return not row[at].text.strip() and bool(task) and not any(task) and any(text)
    return False


def _filled_from_above(
    row: tuple[Cell, ...], columns: list[Column], above: tuple[Cell, ...] | None, continues: bool
) -> tuple[Cell, ...]:
    """The row with ditto marks, and blanks that mean the cell above, filled in."""
    if above is None:
        return row
    first_role = next((at for at, column in enumerate(columns) if column.kind == "role"), -1)
    cells = []
    for at, (cell, over, column) in enumerate(zip(row, above, columns, strict=True)):
        ditto = cell.text.strip().lower() in DITTO
        blank = not cell.text.strip()
        goes_on = continues and column.kind in ("role", "time", "number", "task")
        cells.append(
            over if ditto or (blank and (goes_on or (at == first_role and column.role in _PRIMARY))) else cell
        )
    return tuple(cells)


def _cell_clause(para: Para, column: Column) -> Clause:
    text = para.text
    bare = text.strip()
    if bare.lower() in NOTHING:
        return EMPTY
    if column.kind == "time":
        start = text.index(bare)
        return Clause((), ((start, start + len(bare)),), labelled=True)
    assert column.role is not None
    if is_english(text):
        line = read_line(text)
        return line or Clause(tuple(read_english_names(text, column.role)), (), labelled=True)
    return read_clause(_line_breaks(para.folded), column.role)


def _line_breaks(folded: str) -> str:
    """Line breaks of a cell as 、 between names, as spaces inside one."""
    if "\n" not in folded and " " not in folded and "\u3000" not in folded:
        return folded
    out = []
    pieces = re.split(r"([\n \u3000]+)", folded.strip("\n "))
    lead = len(folded) - len(folded.lstrip("\n "))
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            out.append(piece)
            continue
        before, after = pieces[at - 1], pieces[at + 1] if at + 1 < len(pieces) else ""
        last = re.split("[、，；：]", before)[-1]
        whole = (
            before[-1:] not in "、，；："
            and is_unit_like(last)
            and (
                is_unit_like(re.split("[、，；]", after)[0])
                or bool(LABEL.match("\n" + after))
                or "：" in after
            )
        )
        out.append(
            ("、" if whole and "：" not in after[:8] else "\n" if "\n" in piece else " ")
            + " " * (len(piece) - 1)
        )
    return " " * lead + "".join(out)


def _para(cell: Cell) -> Para:
    text = cell.text
    return Para(text, fold(text), ((0, cell.span.start),), cell.span.end, read_number(text))
