"""A ledger of 5,000 measures: `to_workbook` and `merge` beside openpyxl used plainly, cell by cell.

Run it with `python -m benchmarks.bench_workbook`, or `python -m benchmarks.bench_workbook 1000` for fewer measures.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date

from benchmarks.bench_ical import peak_megabytes, seconds
from benchmarks.bench_publish import country
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from policyplan import Ledger, Plan, to_workbook
from policyplan.exporting import wording
from policyplan.ledger import merge
from policyplan.ledger.columns import COLUMNS, task_words
from policyplan.model import Role

#: How many units the measures are spread over.
UNITS = 100

HEADERS = [column.zh for column in COLUMNS if column.name not in ("document", "overseeing")]


def plainly(plan: Plan) -> bytes:
    """The same sheet as anyone would write it with openpyxl."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"《{plan.title}》督查台账"])
    sheet.append([f"文号：{plan.document.number}"])
    thin = Side(style="thin", color="A6A6A6")
    for at, header in enumerate(HEADERS, 1):
        sheet.cell(3, at, header).font = Font(bold=True)
    for row, entry in enumerate(plan.entries(), 4):
        measure = entry.measure
        values = [
            row - 3, wording.section(entry), task_words(entry), measure.text,
            *("；".join(unit.name for unit in measure.units_with(role)) for role in list(Role)[:3]),
            measure.deadline.text if measure.deadline else None, measure.due, *[None] * 6, entry.uid,
        ]  # fmt: skip
        for at, value in enumerate(values, 1):
            cell = sheet.cell(row, at, value)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = Border(thin, thin, thin, thin)
    last = sheet.max_row
    drop_down = DataValidation(type="list", formula1='"未启动,推进中,已完成,已取消"')
    drop_down.add(f"K4:K{last}")
    sheet.add_data_validation(drop_down)
    red = PatternFill("solid", bgColor="FFC7CE")
    sheet.conditional_formatting.add(f"A4:O{last}", FormulaRule(formula=["$I4<TODAY()"], fill=red))
    sheet.freeze_panes = "D4"
    sheet.column_dimensions["P"].hidden = True
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read_plainly(content: bytes) -> list[tuple[object, ...]]:
    """The cells of a returned workbook as openpyxl reads them."""
    return [row for sheet in load_workbook(io.BytesIO(content)).worksheets for row in sheet.values]


def main(measures: int = 5_000) -> None:
    plan = country(measures, UNITS)
    plan.entries()
    sent = to_workbook(plan)
    works: dict[str, Callable[[], object]] = {
        "openpyxl, plainly": lambda: plainly(plan),
        "to_workbook": lambda: to_workbook(plan),
        "to_workbook, by unit": lambda: to_workbook(plan, by_unit=True),
        "openpyxl, reading alone": lambda: read_plainly(sent),
        "merge": lambda: merge(plan, Ledger(), [("sent.xlsx", sent)], on=date(2024, 6, 1)),
    }
    print(f"{measures:,} measures")
    for name, work in works.items():
        print(f"{name:<24}{seconds(work, 2):>8.2f} s{peak_megabytes(work):>8.0f} MB at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
