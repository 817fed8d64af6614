"""Printers of files: Word documents, workbooks, web pages."""

from __future__ import annotations

import io
import re
from datetime import date
from html import escape

from policyplan.testing.layouts.tables import Rows, paged_rows, rows_by_role, rows_with_words
from policyplan.testing.layouts.text import labelled_bracket
from policyplan.testing.written import WrittenPlan


def docx_paragraphs(plan: WrittenPlan) -> bytes:
    """A Word document whose paragraphs are the lines of the labelled bracket."""
    from docx import Document

    document = Document()
    for line in labelled_bracket(plan).split("\n"):
        if line:
            document.add_paragraph(line)
    return _saved(document)


def docx_table(plan: WrittenPlan) -> bytes:
    """A Word document with one table; sections, and tasks of several measures, in cells merged down."""
    from docx import Document

    rows = rows_by_role(plan)
    document = Document()
    document.add_paragraph(plan.title)
    document.add_paragraph(plan.preamble)
    table = document.add_table(rows=0, cols=len(rows.header))
    for row in (rows.header, *rows.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for begin, column, height in rows.merged:
        text = rows.rows[begin][column]
        cell = table.cell(begin + 1, column).merge(table.cell(begin + height, column))
        cell.text = text
    return _saved(document)


def docx_pages(plan: WrittenPlan) -> bytes:
    """A Word document with a ledger in another order of columns: heading rows merged across, headers again, a note."""
    from docx import Document

    rows = paged_rows(plan)
    document = Document()
    document.add_paragraph(plan.title)
    document.add_paragraph(plan.preamble)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        cells = table.add_row().cells
        if len(set(row)) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for at, (cell, text) in enumerate(zip(cells, row, strict=True)):
            names = 3 <= at < len(row) - 2 and not text.startswith(("各区、", "各市、"))
            cell.text = text.replace("、", "、\n", 1) if names else text
    return _saved(document)


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def xlsx_ledger(plan: WrittenPlan) -> bytes:
    """A workbook with a title row merged across, merged cells for sections and tasks, role words in the cells."""
    from openpyxl import Workbook

    rows = rows_with_words(plan)
    book = Workbook()
    sheet = book.active
    sheet.append([plan.title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows.header))
    for row in (rows.header, *rows.rows):
        sheet.append(list(row))
    for begin, column, height in rows.merged:
        sheet.merge_cells(
            start_row=begin + 3, end_row=begin + height + 2, start_column=column + 1, end_column=column + 1
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_sheets(plan: WrittenPlan) -> bytes:
    """A workbook with a sheet for each section, last days as real dates, and a hidden column of notes."""
    from openpyxl import Workbook

    rows = rows_by_role(plan)
    book = Workbook()
    book.remove(book.active)
    for section in plan.sections:
        sheet = book.create_sheet(section.heading)
        sheet.append([section.mark + section.heading])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows.header) - 1)
        sheet.append(rows.header[1:])
        for row in rows.rows:
            if row[0] == section.mark + section.heading:
                sheet.append([*row[1:-1], _as_date(row[-1])])
                sheet.cell(sheet.max_row, len(row) - 1).number_format = "yyyy-mm-dd"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_date(words: str) -> date | str:
    return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else words


def pdf_pages(plan: WrittenPlan) -> bytes:
    """A PDF of paragraphs on small pages, with page numbers below; text is cut where lines and pages end."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle("body", fontName=font, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")

    def number(canvas: Canvas, _: object) -> None:
        canvas.setFont(font, 12)
        canvas.drawCentredString(220, 30, f"— {canvas.getPageNumber()} —")

    out = io.BytesIO()
    story = [Paragraph(escape(line), style) for line in labelled_bracket(plan).split("\n") if line]
    document = SimpleDocTemplate(out, pagesize=(440, 500), invariant=1)
    document.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def html_page(plan: WrittenPlan) -> str:
    """A government's web page: facts in a table, navigation, paragraphs with <br> and nested spans, a footer."""
    day = plan.dated
    facts = {
        "发文机关": plan.issuer,
        "发文字号": plan.number,
        "成文日期": f"{day.year}年{day.month}月{day.day}日",
    }
    lines = [line for line in labelled_bracket(plan).split("\n") if line]
    return _page(plan, facts, "\n".join(_paragraph(line, at) for at, line in enumerate(lines)))


def _paragraph(line: str, at: int) -> str:
    text = escape(line)
    if at % 3 == 1:
        half = len(line) // 2
        text = f'<span style="font-size:16pt"><span>{escape(line[:half])}</span>{escape(line[half:])}</span>'
    return f"<p>{text}</p>" if at % 4 else f"<div>{text}<br></div>"


def html_table(plan: WrittenPlan) -> str:
    """A web page with one table; cells of sections and tasks reach over several rows."""
    rows = rows_by_role(plan)
    return _page(plan, {}, f"<p>{plan.title}</p>\n<p>{plan.preamble}</p>\n<table>\n{_table(rows)}\n</table>")


def _table(rows: Rows) -> str:
    heights = {(row, column): height for row, column, height in rows.merged}
    covered = {
        (row + below, column) for (row, column), height in heights.items() for below in range(1, height)
    }
    lines = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in rows.header) + "</tr>"]
    for at, row in enumerate(rows.rows):
        cells = [
            f'<td rowspan="{heights.get((at, column), 1)}">{escape(cell)}</td>'
            for column, cell in enumerate(row)
            if (at, column) not in covered
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join(lines)


def _page(plan: WrittenPlan, facts: dict[str, str], article: str) -> str:
    rows = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in facts.items())
    table = f'<table class="xxgk">{rows}</table>' if rows else ""
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{escape(plan.title)}</title><script>var a = 1;</script></head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
{table}
<div class="article" id="content">
{article}
</div>
<div class="footer">主办：某某人民政府办公室 版权所有</div>
</body></html>
"""
