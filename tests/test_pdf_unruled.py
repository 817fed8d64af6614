"""Tables that a PDF file prints without lines between their columns."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer, Table
from test_pdf import BODY, CELL, ENGLISH, pdf, tables

from policyplan import read

LATIN = ParagraphStyle("latin", fontName="Helvetica", fontSize=9, leading=11)
TOP = [("VALIGN", (0, 0), (-1, -1), "TOP")]
MIDDLE = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
WIDTHS = [40, 130, 90, 110, 90]

WEIRS = [
    ["Ref", "Action", "Lead agency", "Support", "Timescale"],
    ["1.1", "Mend the weir at Tern Mill and clear the channel below it", "River Works Department",
     "Parks and Trails Office; Fisheries Trust", "August 2025"],
    ["1.2", "Open the fish pass", "Board of Harbours", "County Attorney", "Q3 2025"],
    ["1.3", "Survey every culvert for blockage and publish the results", "Drainage Engineering Division",
     "Commission on Disability and Aging", "Every two years"],
]  # fmt: skip
TREES = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "开展古树名木补充普查，核定树龄，做到一树一牌一码，并将结果录入全县信息系统", "县林业局",
     "县自然资源局、县住房和城乡建设局", "2023年12月底前"],
    ["2", "建立健康档案", "县林业局", "梧溪林业科学研究所", "2024年4月底前"],
    ["3", "开展巡护，每月不少于一次，发现问题及时处理并上报", "各乡镇人民政府", "县林业局", "长期"],
]  # fmt: skip


def spaced(
    rows: Sequence[Sequence[str]],
    *styles: Any,
    widths: Sequence[float] = WIDTHS,
    cell: ParagraphStyle = LATIN,
) -> Table:
    """A table without lines."""
    return Table([[Paragraph(text, cell) for text in row] for row in rows], colWidths=widths, style=styles)


def said(tmp_path: Path, payload: bytes) -> list[str]:
    """Each measure: its task's number, the units with their roles' first letters, and its day or kind."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(payload)
    return [
        f"{entry.task.number} "
        + " + ".join(f"{share.unit.name}/{share.role.value[0]}" for share in entry.measure.assignments)
        + f" {(due := entry.measure.deadline) and (due.due or due.kind)}"
        for entry in read(path).plan.entries()
    ]


def codes(tmp_path: Path, payload: bytes) -> list[str]:
    path = tmp_path / "plan.pdf"
    path.write_bytes(payload)
    return [finding.code for finding in read(path).findings]


RULES = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)]
STRIPES = [
    ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue),
    ("BACKGROUND", (0, 2), (-1, 2), colors.lightgrey),
]


@pytest.mark.parametrize("styles", [TOP, MIDDLE, [*MIDDLE, *RULES], [*TOP, *STRIPES], [*TOP, *TIGHT]])
@pytest.mark.parametrize(("rows", "cell"), [(WEIRS, LATIN), (TREES, CELL)])
def test_columns_with_room_between_them_are_a_table(
    rows: list[list[str]], cell: ParagraphStyle, styles: list[Any]
) -> None:
    intro, outro = (
        ("任务分工表如下。", "以上任务按季度报送。") if rows is TREES else ("Who does what.", "So far.")
    )
    style = BODY if rows is TREES else ENGLISH
    story = [
        Paragraph(intro, style),
        spaced(rows, *styles, cell=cell),
        Spacer(1, 12),
        Paragraph(outro, style),
    ]
    assert tables(pdf(story)) == [rows]


def test_the_tasks_of_a_table_without_lines_are_read(tmp_path: Path) -> None:
    assert said(tmp_path, pdf([spaced(WEIRS, *TOP)])) == [
        "1.1 River Works Department/l + Parks and Trails Office/s + Fisheries Trust/s 2025-08-31",
        "1.2 Board of Harbours/l + County Attorney/s 2025-09-30",
        "1.3 Drainage Engineering Division/l + Commission on Disability and Aging/s recurring",
    ]


def test_words_set_in_the_middle_of_their_columns_are_a_table() -> None:
    centred = ParagraphStyle("centred", LATIN, alignment=TA_CENTER)
    assert tables(pdf([spaced(WEIRS, *MIDDLE, cell=centred)])) == [WEIRS]


def test_rows_without_numbers_are_told_by_the_room_between_them() -> None:
    rows = [row[1:] for row in WEIRS]
    assert tables(pdf([spaced(rows, *TOP, widths=WIDTHS[1:])])) == [rows]


def test_headings_across_the_columns_head_the_rows_below_them(tmp_path: Path) -> None:
    one, two = "Goal 1. Safe weirs and open channels", "Goal 2. Dry streets in every quarter of town"
    rows = [WEIRS[0], [one, "", "", "", ""], *WEIRS[1:3], [two, "", "", "", ""], WEIRS[3]]
    spans = [("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 4), (-1, 4))]
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf([spaced(rows, *TOP, *spans)]))
    plan = read(path).plan
    assert [(part.heading, [task.number for task in part.tasks]) for part in plan.sections] == [
        ("Safe weirs and open channels", ["1.1", "1.2"]),
        ("Dry streets in every quarter of town", ["1.3"]),
    ]


@pytest.mark.parametrize("styles", [[*TOP, *TIGHT], [*MIDDLE, *TIGHT]])
def test_rows_that_nothing_parts_are_not_guessed(tmp_path: Path, styles: list[Any]) -> None:
    payload = pdf(
        [Paragraph("Who does what.", ENGLISH), spaced([row[1:] for row in WEIRS], *styles, widths=WIDTHS[1:])]
    )
    assert tables(payload) == []
    assert said(tmp_path, payload) == []
    assert "table-unclear" in codes(tmp_path, payload)
    assert "Board of" in "".join(read(tmp_path / "plan.pdf").plan.notes)


@pytest.mark.parametrize(
    "rows",
    [
        # two dates: perhaps two rows
        [WEIRS[0], ["1", "Mend the weir", "Roads Office", "", "May 2025<br/>June 2026"], WEIRS[2]],
        # what is to be done and who does it both go on in a new line
        [WEIRS[0], ["1", "Mend the weir.<br/>Dig the pass.", "Roads Office<br/>Board of Harbours", "", "2025"], WEIRS[2]],
    ],
)  # fmt: skip
def test_a_row_that_may_be_two_is_not_guessed(tmp_path: Path, rows: list[list[str]]) -> None:
    payload = pdf([spaced(rows, *TOP)])
    assert tables(payload) == []
    assert "table-unclear" in codes(tmp_path, payload)


def test_a_further_row_of_a_task_bears_no_number() -> None:
    further = ["", "Clear the pass each spring, before the fish come back", "Roads Office", "", "2026"]
    rows = [*WEIRS[:3], further, WEIRS[3]]
    assert tables(pdf([spaced(rows, *TOP)])) == [rows]


def test_a_cell_over_two_rows_is_not_cut_in_two(tmp_path: Path) -> None:
    rows = [list(row) for row in WEIRS]
    rows[1][2], rows[2][2] = "Department of River and Harbour Works", ""
    payload = pdf([spaced(rows, *MIDDLE, *TIGHT, ("SPAN", (2, 1), (2, 2)))])
    assert tables(payload) == []
    assert "table-unclear" in codes(tmp_path, payload)


def test_words_in_columns_without_a_known_header_stay_text(tmp_path: Path) -> None:
    rows = [["Reach", "Length", "Width"], ["Tern Mill", "4 km", "12 m"], ["Low Bridge", "7 km", "20 m"]]
    payload = pdf([spaced(rows, *TOP, widths=[120, 120, 120])])
    assert tables(payload) == []
    assert "table-unclear" not in codes(tmp_path, payload)


# LibreOffice


def through_office(folder: Path, document: Any) -> bytes:
    """The PDF file that LibreOffice prints of a Word document."""
    soffice = shutil.which("soffice")
    if soffice is None or shutil.which("lowriter") is None:
        pytest.skip(
            "LibreOffice is not here: no document was printed by it (apt-get install libreoffice-writer)"
        )
    document.save(str(folder / "plan.docx"))
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "plan.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "plan.pdf").read_bytes()


def worded(rows: Sequence[Sequence[str]], *, middle: bool = False, coloured: bool = False) -> Any:
    """A Word document with a table without lines; every second row may be coloured."""
    document = docx.Document()
    document.add_heading("Tern River Plan", 1)
    document.add_paragraph(
        "The table says who does what by when, for each of the actions that the board has chosen."
    )
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(at, column)
            cell.text = text
            if middle:
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            if coloured and at % 2 == 0:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), "DDDDEE")
                cell._tc.get_or_add_tcPr().append(shade)
    document.add_paragraph(
        "The board reports at a public meeting in every quarter, and the minutes are published."
    )
    return document


@pytest.mark.parametrize("options", [{}, {"middle": True}, {"coloured": True}])
def test_a_table_without_lines_that_libreoffice_prints_is_a_table(
    tmp_path: Path, options: dict[str, bool]
) -> None:
    assert tables(through_office(tmp_path, worded(WEIRS, **options))) == [WEIRS]


def test_a_table_without_lines_goes_on_over_pages_and_cut_rows_are_whole(tmp_path: Path) -> None:
    rows = [[str(at), *WEIRS[1 + at % 3][1:]] for at in range(1, 50)]
    assert tables(through_office(tmp_path, worded([WEIRS[0], *rows]))) == [[WEIRS[0], *rows]]
