"""Printers of tables: the rows of a plan, as Markdown, CSV, web page, Word table and workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from attrs import field, frozen

from policyplan.source import as_tuple
from policyplan.testing.layouts.narrowing import ROLES
from policyplan.testing.layouts.wording import LABELS, who
from policyplan.testing.written import WrittenMeasure, WrittenPlan, WrittenTier


@frozen
class Rows:
    """A table: its header, and rows of as many cells; `merged` are cells that go on below: row, column, height."""

    header: tuple[str, ...] = field(converter=as_tuple)
    rows: tuple[tuple[str, ...], ...] = field(converter=as_tuple)
    merged: tuple[tuple[int, int, int], ...] = field(default=(), converter=as_tuple)


#: What a cell holds where there is nothing to say.
NOTHING = "—"


def rows_by_role(plan: WrittenPlan) -> Rows:
    """类别, 序号, 重点任务, 主要内容, a column for each role that occurs, 完成时限; a row for each measure."""
    roles = [role for role in ROLES if any(tier.role is role for tier in _tiers(plan))]

    def duty(measure: WrittenMeasure) -> list[str]:
        found = {tier.role: str(tier) for tier in measure.tiers}
        return [found.get(role, NOTHING) for role in roles]

    return _rows(plan, [LABELS[role] for role in roles] or ["责任单位"], duty)


def rows_with_words(plan: WrittenPlan) -> Rows:
    """The same with one column 责任单位, whose cells hold role words and sides."""
    return _rows(plan, ["责任单位"], lambda measure: [who(measure) or NOTHING])


def _tiers(plan: WrittenPlan) -> list[WrittenTier]:
    return [tier for _, task in plan.walk() for measure in task.measures for tier in measure.tiers]


def _rows(plan: WrittenPlan, labels: list[str], duty: Callable[[WrittenMeasure], list[str]]) -> Rows:
    rows: list[tuple[str, ...]] = []
    merged: list[tuple[int, int, int]] = []
    begin: dict[str, int] = {}
    for path, task in plan.walk():
        section = path[-1]
        if section.heading not in begin:
            begin[section.heading] = len(rows)
        if len(task.measures) > 1:
            merged += [(len(rows), 1, len(task.measures)), (len(rows), 2, len(task.measures))]
        for measure in task.measures:
            time = measure.deadline.words if measure.deadline is not None else NOTHING
            cells = [section.mark + section.heading, task.mark, task.heading, measure.text]
            rows.append((*cells, *(duty(measure) or [NOTHING]), time))
    ends = [*list(begin.values())[1:], len(rows)]
    merged += [(at, 0, end - at) for at, end in zip(begin.values(), ends, strict=True) if end - at > 1]
    return Rows(("类别", "序号", "重点任务", "主要内容", *labels, "完成时限"), rows, merged)


def blank_below(rows: Rows) -> list[list[str]]:
    """The rows with every merged cell's text in its first row alone."""
    cells = [list(row) for row in rows.rows]
    for row, column, height in rows.merged:
        for below in range(row + 1, row + height):
            cells[below][column] = ""
    return cells


def markdown_lines(header: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    rule = ["---"] * len(header)
    return [f"| {' | '.join(row)} |" for row in ([*header], rule, *rows)]


def markdown_table(plan: WrittenPlan) -> str:
    """A Markdown table for each section, under its heading; a column for each role."""
    rows = rows_by_role(plan)
    lines = [f"# {plan.title}", "", plan.preamble, ""]
    for section in plan.sections:
        own = [[*row[1:]] for row in rows.rows if row[0] == section.mark + section.heading]
        lines += [f"## {section.mark}{section.heading}", "", *markdown_lines(rows.header[1:], own), ""]
    return "\n".join(lines)


def markdown_fields(plan: WrittenPlan) -> str:
    """Markdown headings for sections and tasks, the text below, then a list of fields in bold."""
    lines = [f"# {plan.title}", "", plan.preamble, ""]
    for section in plan.sections:
        lines += [f"## {section.mark}{section.heading}", ""]
        for _, task in [pair for pair in plan.walk() if pair[0][-1] is section]:
            (measure,) = task.measures
            time = measure.deadline
            lines += [f"### {task.mark}{task.heading}", "", measure.text, ""]
            lines += [f"- **{LABELS[tier.role]}：**{tier}" for tier in measure.tiers]
            lines += [f"- **完成时限：**{time.words}", ""] if time is not None else [""]
    return "\n".join(lines)


def csv_table(plan: WrittenPlan) -> bytes:
    """Comma-separated values with a byte order mark, as a spreadsheet program writes them; blank means as above."""
    rows = rows_by_role(plan)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([rows.header, *blank_below(rows)])
    return out.getvalue().encode("utf-8-sig")


def csv_text(plan: WrittenPlan) -> str:
    """The same as text."""
    return csv_table(plan).decode("utf-8-sig").replace("\r\n", "\n")


def tabs_in_text(plan: WrittenPlan) -> str:
    """A text with a table pasted into it, tabs between its cells; blank means as above."""
    rows = rows_by_role(plan)
    lines = ["\t".join(row) for row in (rows.header, *blank_below(rows))]
    return "\n".join([plan.title, plan.preamble, *lines, ""])


def cells_on_lines(plan: WrittenPlan) -> str:
    """A text with what is left of a web page's table: each cell a line, merged cells in their first row alone."""
    rows = rows_by_role(plan)
    lines = [cell for row in (rows.header, *blank_below(rows)) for cell in row if cell]
    return "\n\n".join([plan.title, plan.preamble, *lines, ""])


def sketch_by_role(plan: WrittenPlan) -> str:
    """The rows by role as lines, for layouts that are no text."""
    rows = rows_by_role(plan)
    return "\n".join(markdown_lines(rows.header, blank_below(rows)))


def sketch_with_words(plan: WrittenPlan) -> str:
    """The rows with role words as lines, for layouts that are no text."""
    rows = rows_with_words(plan)
    return "\n".join(markdown_lines(rows.header, blank_below(rows)))


def paged_rows(plan: WrittenPlan) -> list[list[str]]:
    """Rows as a printed ledger holds them: sections in rows of their own, repeated headers, a note below."""
    rows = rows_by_role(plan)
    header = [
        "序号",
        "完成时间",
        "工作任务",
        *rows.header[4:-1],
        "具体举措",
        "备注",
    ]
    lines: list[list[str]] = []
    section = ""
    for at, row in enumerate(rows.rows):
        if at % 3 == 0:
            lines.append(header)
        if row[0] != section:
            section = row[0]
            lines.append([section] * len(header))
        lines.append([row[1], row[-1], row[2], *row[4:-1], row[3], ""])
    return [*lines, ["注：本清单由牵头单位每季度更新。"] * len(header)]


def sketch_paged(plan: WrittenPlan) -> str:
    """The rows of a printed ledger as lines."""
    first, *rows = paged_rows(plan)
    return "\n".join(markdown_lines(tuple(first), rows))
