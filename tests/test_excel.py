"""Excel workbooks: cells as they are shown, merges repeated, hidden rows told from filtered ones, size bounded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.table import Table as WorksheetTable

from policyplan import read as read_plan
from policyplan.errors import ReadError
from policyplan.reading import manuscript
from policyplan.reading.blocks import Extract, Table
from policyplan.reading.excel import extract, sheet
from policyplan.reading.excel.formats import BUILT_IN, shown
from policyplan.reading.excel.ranges import address, cell_range, column_name

LAYOUTS = Path(__file__).parents[2] / "shared" / "layouts"


def saved(workbook: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def ledger(*rows: tuple[object, ...], change: Callable[[object], object] = lambda sheet: None) -> Extract:
    """A workbook of one sheet with these rows, read; `change` works on the sheet before it is saved."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "台账"
    for row in rows:
        workbook.active.append(row)
    change(workbook.active)
    return extract(saved(workbook), "ledger.xlsx")


def tables(read: Extract) -> list[Table]:
    blocks = [block for block in read.blocks or () if isinstance(block, Table)]
    for block in blocks:
        for row in block.rows:
            for cell in row:
                assert read.source[cell.span] == cell.text
    return blocks


def cells(read: Extract) -> list[list[str]]:
    """The rows of the only sheet; a cell that repeats a merged one has a * before it."""
    (only,) = tables(read)
    return [["*" * cell.merged + cell.text for cell in row] for row in only.rows]


def raw(sheet: str, *, styles: str = "", shared: str = "", name: str = "Sheet1") -> bytes:
    """A workbook whose parts are given as SpreadsheetML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{office}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "/xl/strings.xml"),
            ],
            1,
        )
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/strings.xml": f'<sst xmlns="{main}">{shared}</sst>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return file.getvalue()


def text(address: str, content: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{content}</t></is></c>'


def test_each_sheet_is_a_table_titled_with_its_name_in_the_workbooks_order():
    workbook = openpyxl.Workbook()
    workbook.active.title = "产业"
    workbook.active["B2"] = "修路"
    workbook.create_sheet("生态")["A1"] = "植树"
    read = extract(saved(workbook), "ledger.xlsx")
    assert [(each.title, each.rows[0][0].text) for each in tables(read)] == [
        ("产业", "修路"),
        ("生态", "植树"),
    ]
    assert [str(read.source.place(each.span.start)) for each in tables(read)] == ["产业!B2", "生态!A1"]


def test_hidden_sheets_are_left_out_and_reported():
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "修路"
    hidden = workbook.create_sheet("字典")
    hidden["A1"] = "甲"
    hidden.sheet_state = "veryHidden"
    workbook.create_sheet("空")
    read = extract(saved(workbook))
    assert cells(read) == [["修路"]]
    assert [(each.code, each.message) for each in read.findings] == [
        ("hidden-sheet", "the sheet 字典 is hidden and was left out")
    ]


def test_merged_cells_repeat_within_what_is_used():
    def merge(sheet):
        sheet.merge_cells("A1:XFD1")
        sheet.merge_cells("A3:A1000")

    read = ledger(("任务台账",), ("类别", "任务"), ("交通", "修路"), (None, "架桥"), change=merge)
    assert cells(read) == [["任务台账", "*任务台账"], ["类别", "任务"], ["交通", "修路"], ["*交通", "架桥"]]


def test_rows_that_only_continue_the_one_above_are_no_rows():
    def merge(sheet):
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")

    assert cells(ledger(("修路", "甲局"), (), ("架桥", "乙局"), change=merge)) == [
        ["修路", "甲局"],
        ["架桥", "乙局"],
    ]


def test_dates_are_printed_as_their_cells_show_them():
    formats = [
        'yyyy"年"m"月"d"日"',
        "yyyy/m/d",
        "yyyy-mm-dd",
        'yyyy"年"m"月"',
        'm"月"d"日"',
        "[$-F800]dddd\\,\\ mmmm\\ dd",
    ]

    def change(sheet):
        for column, code in enumerate(formats, start=1):
            sheet.cell(1, column).number_format = code

    read = ledger((date(2025, 9, 5),) * len(formats), change=change)
    assert cells(read) == [["2025年9月5日", "2025/9/5", "2025-09-05", "2025年9月", "9月5日", "2025年9月5日"]]


def test_the_formats_that_openpyxl_gives_dates_by_itself_show_no_midnight():
    assert cells(ledger((date(2025, 9, 5), datetime(2025, 9, 5), datetime(2025, 9, 5, 17, 30)))) == [  # noqa: DTZ001
        ["2025-09-05", "2025-09-05", "2025-09-05 17:30:00"]
    ]  # fmt: skip


def test_a_workbook_may_count_its_days_from_1904():
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active["A1"] = date(2025, 9, 5)
    assert cells(extract(saved(workbook))) == [["2025-09-05"]]


def test_numbers_percentages_and_booleans_are_printed_as_shown():
    def change(sheet):
        sheet["D1"].number_format = "0.0%"
        sheet["E1"].number_format = "#,##0.00"
        sheet["F1"].number_format = '0"个"'
        sheet["G1"].number_format = "000"

    read = ledger((3.0, 2.5, True, 0.085, 1234.5, 30, 7), change=change)
    assert cells(read) == [["3", "2.5", "TRUE", "8.5%", "1,234.50", "30个", "007"]]


def test_formulas_read_by_their_stored_value_and_errors_are_empty():
    row = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"甲"</f><v>甲</v></c>'
        '<c r="C1" t="e"><v>#REF!</v></c>' + text("D1", "末")
    )
    read = extract(raw(f"<sheetData><row>{row}</row><row>{text('C2', '有')}</row></sheetData>"))
    assert cells(read) == [["2", "甲", "", "末"], ["", "", "有", ""]]


def test_formulas_without_a_stored_value_are_reported():
    read = ledger(("合计", "=SUM(A2:A9)"))
    assert cells(read) == [["合计"]]
    assert [(each.code, each.message) for each in read.findings] == [
        ("formula-without-value", "no value is stored with the formula 台账!B1")
    ]


def test_a_number_that_may_be_october_as_well_as_january_is_reported():
    def change(sheet):
        sheet["B1"].number_format = "0.00"

    read = ledger((2024.10, 2024.10, "2024.1", 2024.11, 3.1), change=change)
    assert cells(read) == [["2024.1", "2024.10", "2024.1", "2024.11", "3.1"]]
    assert [(each.code, each.message) for each in read.findings] == [
        ("january-or-october", "a number may stand for October as well as January in the cell 台账!A1")
    ]


def test_a_number_that_is_no_month_is_not_taken_for_one():
    read = ledger(
        ("任务", "投资（万元）", "完成时限"),
        ("修桥", 2024.1, 2024.1),
        ("修路", 310.5, 2024.12),
        ("修渠", 2025.1, 2025),
    )
    assert [each.message for each in read.findings if each.code == "january-or-october"] == [
        "a number may stand for October as well as January in the cell 台账!C2"
    ]
    alone = ledger(("任务", "投资（万元）"), ("修桥", 2024.1))
    assert not any(each.code == "january-or-october" for each in alone.findings)


def test_text_in_several_runs_is_joined_without_struck_out_ones_and_keeps_its_lines():
    rich = CellRichText(
        "甲局\n", TextBlock(InlineFont(strike=True), "乙局"), TextBlock(InlineFont(b=True), "丙局")
    )
    assert cells(ledger((rich,))) == [["甲局\n丙局"]]


def test_readings_above_a_string_are_left_out_and_escapes_undone():
    strings = "<si><r><t>亳州</t></r><rPh sb='0' eb='1'><t>bó</t></rPh></si><si><t>甲_x000D_\n乙</t></si>"
    sheet = (
        '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c></row></sheetData>'
    )
    assert cells(extract(raw(sheet, shared=strings))) == [["亳州", "甲\n乙"]]


HEAD = ("序号", "任务", "状态")
ROWS = (HEAD, (1, "修路", "完成"), (2, "架桥", "在建"))


def test_a_row_hidden_by_a_filter_is_kept():
    def change(sheet):
        sheet.auto_filter.ref = "A1:C3"
        sheet.auto_filter.add_filter_column(2, ["在建"])
        sheet.row_dimensions[2].hidden = True

    read = ledger(*ROWS, change=change)
    assert cells(read)[1] == ["1", "修路", "完成"]
    assert read.findings == ()


def test_a_row_hidden_by_the_filter_of_a_table_is_kept():
    def change(sheet):
        tabled = WorksheetTable(displayName="T", ref="A1:C3")
        tabled._initialise_columns()
        for column, title in zip(tabled.tableColumns, HEAD, strict=True):
            column.name = title
        tabled.autoFilter.ref = "A1:C3"
        tabled.autoFilter.add_filter_column(2, ["在建"])
        sheet.add_table(tabled)
        sheet.row_dimensions[2].hidden = True

    assert cells(ledger(*ROWS, change=change))[1] == ["1", "修路", "完成"]


def test_a_row_hidden_within_a_filter_whose_criteria_are_gone_is_kept():
    def change(sheet):
        sheet.auto_filter.ref = "A1:C3"
        sheet.row_dimensions[2].hidden = True

    assert cells(ledger(*ROWS, change=change))[1] == ["1", "修路", "完成"]


def test_a_row_hidden_by_hand_is_left_out_and_reported():
    def change(sheet):
        sheet.row_dimensions[2].hidden = True

    read = ledger(*ROWS, change=change)
    assert cells(read) == [["序号", "任务", "状态"], ["2", "架桥", "在建"]]
    assert [each.message for each in read.findings] == ["the sheet 台账 hides row 2, left out here"]


def test_a_hidden_row_of_field_codes_is_left_out_even_within_a_filter():
    def change(sheet):
        sheet.auto_filter.ref = "A1:C4"
        sheet.auto_filter.add_filter_column(2, ["在建"])
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True

    read = ledger(HEAD, ("XH", "RWNR", "task_state"), *ROWS[1:], change=change)
    assert [row[0] for row in cells(read)] == ["序号", "1", "2"]


def test_a_merge_that_begins_in_a_hidden_row_is_printed_in_the_next():
    def change(sheet):
        sheet.merge_cells("A1:A2")
        sheet.row_dimensions[1].hidden = True

    assert cells(ledger(("甲", "藏"), (None, "显"), change=change)) == [["甲", "显"]]


def test_rows_folded_away_in_an_outline_are_kept():
    def change(sheet):
        sheet.row_dimensions.group(2, 3, hidden=True)

    assert len(cells(ledger(*ROWS, change=change))) == 3


def test_an_advanced_filter_leaves_a_mark_on_the_sheet_alone():
    rows = f'<row r="1">{text("A1", "任务")}</row><row r="2" hidden="1">{text("A2", "修路")}</row>'
    read = extract(raw(f'<sheetPr filterMode="1"/><sheetData>{rows}</sheetData>'))
    assert cells(read) == [["任务"], ["修路"]]


def test_hidden_columns_are_left_out_and_reported():
    def change(sheet):
        sheet.column_dimensions["B"].hidden = True

    read = ledger(*ROWS, change=change)
    assert cells(read)[0] == ["序号", "状态"]
    assert [each.code for each in read.findings] == ["hidden-columns"]


def test_a_sheet_that_claims_a_million_rows_of_nothing_holds_what_it_prints():
    rows = f'<row r="1">{text("A1", "任务")}</row><row r="1048576">{text("XFD1048576", "末")}</row>'
    sheet = f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
    sheet += '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="C9:ZZZZ1"/></mergeCells>'
    read = extract(raw(sheet))
    assert (
        str(read.source.place(read.source.text.index("末") if "末" in read.source.text else 0)) == "Sheet1!A1"
    )
    assert cells(read) == [["任务", "*任务"]]


def test_cells_scattered_over_too_large_a_rectangle_are_refused(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_CELLS", 20)
    rows = "".join(f'<row r="{at}">{text(f"{column_name(at)}{at}", "甲")}</row>' for at in range(1, 8))
    with pytest.raises(ReadError, match="Sheet1 spreads over more than 20 cells"):
        extract(raw(f"<sheetData>{rows}</sheetData>"))


def test_merges_that_cover_one_another_again_and_again_are_refused(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_CELLS", 20)
    rows = "".join(f"<row>{text('A' + str(at), '甲')}</row>" for at in range(1, 8))
    merges = '<mergeCell ref="A1:B7"/>' * 9
    with pytest.raises(ReadError, match="more than 20 cells"):
        extract(raw(f"<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>"))


def test_tables_that_hold_too_many_cells_together_are_refused(monkeypatch):
    monkeypatch.setattr(manuscript, "MAX_CELLS", 8)
    with pytest.raises(ReadError, match=r"ledger\.xlsx has tables of more than 8 cells"):
        ledger(*ROWS)


def test_cells_and_rows_without_an_address_follow_one_another():
    rows = '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    read = extract(raw(f"<sheetData>{rows}</sheetData>"))
    assert cells(read) == [["1", "3", "4"], ["5", "", ""]]
    assert [str(read.source.place(at)) for at in (0, 2, 4, 6)] == [
        "Sheet1!A1",
        "Sheet1!C1",
        "Sheet1!D1",
        "Sheet1!A2",
    ]


def test_dates_stated_as_dates_are_shown_by_their_format():
    styles = '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    row = (
        '<c t="d" s="1"><v>2025-09-30</v></c><c t="d"><v>2025-09-30T00:00:00</v></c><c t="d"><v>待定</v></c>'
    )
    read = extract(raw(f"<sheetData><row>{row}</row></sheetData>", styles=styles))
    assert cells(read) == [["2025年9月", "2025/9/30", "待定"]]


DAY = 45905.0  # 5 September 2025, a Friday


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ('yyyy"年"m"月"d"日";@', DAY, "2025年9月5日"),
        ('[$-804]yyyy"年"mm"月"dd"日"', DAY, "2025年09月05日"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', DAY, "二〇二五年九月五日"),
        ('[DBNum1][$-804]yyyy"年"m"月"', 45992, "二〇二五年十二月"),
        ("yyyy.m.d", DAY, "2025.9.5"),
        ('yy"年"m"月"', DAY, "2025年9月"),
        ("mm-dd-yy", DAY, "2025-09-05"),
        ("d/m/yyyy", DAY, "2025-09-05"),
        ("m/d/yy h:mm", DAY + 0.75, "2025-09-05"),
        ("d-mmm-yy", DAY, "5-Sep-2025"),
        ("mmmm d\\, yyyy", DAY, "September 5, 2025"),
        ("[$-409]dddd", DAY, "Friday"),
        ("[$-804]aaaa", DAY, "星期五"),
        ('[$-404]e"年"m"月"d"日"', DAY, "114年9月5日"),
        ("yyyy/m/d h:mm", DAY + 0.75, "2025/9/5 18:00"),
        ("yyyy/m/d h:mm:ss", DAY, "2025/9/5"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("yyyy-mm-dd", 59, "1900-02-28"),
        ("yyyy-mm-dd", 61, "1900-03-01"),
        ("yyyy-mm-dd", -1, "-1"),
        ("yyyy-mm-dd", 99999999, "99999999"),
        ("[h]:mm", 1.5, "1.5"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 110101199001011234.0, "1.10101199001011e+17"),
        ("G/通用格式", 5.0, "5"),
        ("", 45920.0, "45920"),
        ("0", 2.5, "3"),
        ("0.00_ ", 2.345, "2.35"),
        ("0.##", 2.5, "2.5"),
        ("0.##", 2.0, "2"),
        ("#,##0;[Red]-#,##0", -1234, "-1,234"),
        ("0.0;(0.0)", -2, "(2.0)"),
        ("0%", 0.855, "86%"),
        ("[$￥-804]#,##0", 1000, "￥1,000"),
        ('#,##0.0,"千元"', 12345, "12.3千元"),
        ("0.00E+00", 12345, "12345"),
        ("# ?/?", 0.5, "0.5"),
        ('"第"0"项"', 3, "第3项"),
        ("@", 12.0, "12"),
        ('"y', 1, "1"),
    ],
)
def test_a_number_format_shows_a_number_as_a_cell_does(code, number, expected):
    assert shown(number, code) == expected


def test_the_built_in_formats_of_chinese_office_programs_are_known():
    assert [shown(DAY, BUILT_IN[id_]) for id_ in (14, 27, 28, 31, 57, 58)] == [
        "2025/9/5", "2025年9月", "9月5日", "2025年9月5日", "2025年9月", "9月5日",
    ]  # fmt: skip


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('ymdhsae0#?.,;%"[]\\_*@$- E+年月日/AMP上下午G通用格式', max_size=40),
)
def test_no_number_format_makes_reading_fail(number, code):
    assert isinstance(shown(number, code), str)


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_is_shown_as_itself(day):
    number = (day - date(1899, 12, 30)).days
    assert shown(number, 'yyyy"年"m"月"d"日"') == f"{day.year}年{day.month}月{day.day}日"


@given(st.integers(1, 16_384))
def test_column_names_and_numbers_are_each_others_inverse(column):
    assert address(f"{column_name(column)}7") == (7, column)


def test_addresses_beyond_a_sheet_are_none():
    assert [address(each) for each in ("", "A0", "XFE1", "A1048577", "1A", "A")] == [None] * 6
    assert cell_range("C3:A1") == cell_range("$A$1:$C$3")
    assert cell_range(None) is None


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        (bytes.fromhex("D0CF11E0A1B11AE1"), "old binary format .* save it as .xlsx"),
        (b"<html><table>", "web page"),
        (raw("<sheetData>"), "not well-formed"),
        (raw("<sheetData/>"), "holds no text"),
        (raw("<sheetData><row/></sheetData>")[:-30], "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_was_found(payload, found):
    with pytest.raises(ReadError, match=f"(?s)^ledger.xlsx .*{found}"):
        extract(payload, "ledger.xlsx")


def test_a_binary_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw(""))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"xl/workbook.xml", b"xl/workbook.bin"))
    with pytest.raises(ReadError, match=r"binary workbook \(\.xlsb\)"):
        extract(file.getvalue())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/strings.xml", "xl/workbook.xml"])
def test_a_part_that_declares_entities_is_refused(part):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(
            io.BytesIO(raw(f"<sheetData><row>{text('A1', 'x')}</row></sheetData>", shared="<si/>"))
        ) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' if name == part else b""
            new.writestr(name, declared + old.read(name))
    with pytest.raises(ReadError, match=f"{part} declares a document type"):
        extract(file.getvalue())


@pytest.mark.skipif(not LAYOUTS.is_dir(), reason="needs the layouts that stand beside the repository")
def test_the_ledger_of_the_shared_layout_keeps_its_filtered_row_and_its_dates():
    read = extract((LAYOUTS / "12_haiyang_two_sheets.xlsx").read_bytes())
    first, second = tables(read)
    assert [row[0].text for row in first.rows[2:]] == ["序号", "1", "2", "3", "4", "5", "6"]
    assert [row[5].text for row in first.rows[3:]] == [
        "2025年9月20日", "2025/11/30", "2025-03-25", "2025-12-15", "2025年9月", "2025年4月30日",
    ]  # fmt: skip
    assert [row[1].text for row in second.rows[2:]] == [
        "2025年6月5日",
        "2025年6月5日",
        "2025/10/31",
        "长期",
        "每季度",
    ]


def test_the_title_of_a_second_sheet_heads_its_tasks() -> None:
    book = openpyxl.Workbook()
    for title, rows in {
        "临江县2024年任务台账": [
            ["1", "修好东桥。", "县交通局", "6月底前"],
            ["2", "修好西桥。", "县水利局", "9月底前"],
        ],
        "要素保障专项任务": [["1", "筹措资金。", "县财政局", "6月底前"]],
    }.items():
        sheet = book.create_sheet()
        for row in ([title], ["序号", "任务", "责任单位", "完成时限"], *rows):
            sheet.append(row)
        sheet.merge_cells("A1:D1")
    book.remove(book.worksheets[0])
    written = io.BytesIO()
    book.save(written)
    plan = read_plan(written.getvalue(), format="excel").plan
    assert plan.title == "临江县2024年任务台账"
    assert [([each.heading for each in e.sections], e.measure.text) for e in plan.entries()] == [
        ([""], "修好东桥。"),
        ([""], "修好西桥。"),
        (["要素保障专项任务"], "筹措资金。"),
    ]
