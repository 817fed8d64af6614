"""PDF files, made by a real PDF library in a Chinese font."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from policyplan.errors import ReadError
from policyplan.reading import blocks
from policyplan.reading.pdf import extract
from policyplan.reading.pdf.lookalikes import LOOKALIKES

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=22, leading=32, alignment=TA_CENTER, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10.5, leading=14, wordWrap="CJK")
ENGLISH = ParagraphStyle("english", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)

TASKS = [
    "一、查清资源底数",
    (
        "（一）开展补充普查。运用无人机、生长锥等手段核定树龄，做到“一树一牌一码”，并将普查结果录入全县古树名木信息系统。"
        "（牵头单位：县林业局；参加单位：各乡镇人民政府、县自然资源局、县住房和城乡建设局；时限要求：2023年12月底前）"
    ),
    (
        "（二）建立健康档案。对树龄三百年以上的186株逐株体检，按健康、衰弱、濒危分级建档。（牵头单位：县林业局；"
        "参加单位：梧溪林业科学研究所；时限要求：2024年4月底前）"
    ),
    "（三）落实管护责任。",
    "责任单位：县林业局",
    "完成时限：2023年11月底前",
]


def pdf(story: Sequence[Any], *, head: str = "", numbered: bool = False, **options: Any) -> bytes:
    """A PDF of `story`; `head` runs over every page, and `numbered` pages bear a number below."""

    def frame(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawString(90, 800, head)
        if numbered:
            canvas.drawCentredString(300, 40, f"— {canvas.getPageNumber()} —")

    written = io.BytesIO()
    document = SimpleDocTemplate(written, pagesize=A4, invariant=1, **options)
    document.build(list(story), onFirstPage=frame, onLaterPages=frame)
    return written.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return written.getvalue()


def body(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, BODY) for text in texts]


def paragraphs(payload: bytes) -> list[str]:
    read = extract(payload, "plan.pdf")
    return [read.source[block.span] for block in read.blocks or () if isinstance(block, blocks.Paragraph)]


def tables(payload: bytes) -> list[list[list[str]]]:
    read = extract(payload, "plan.pdf")
    found = [block for block in read.blocks or () if isinstance(block, blocks.Table)]
    return [[[cell.text for cell in row] for row in table.rows] for table in found]


def ruled(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *styles: tuple[Any, ...], **options: Any
) -> Table:
    cells = [[Paragraph(cell, CELL) for cell in row] for row in rows]
    return Table(
        cells, colWidths=widths, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), *styles], **options
    )


def test_wrapped_lines_become_paragraphs_again() -> None:
    assert paragraphs(pdf(body(*TASKS))) == TASKS


def test_paragraphs_are_told_apart_on_every_page_and_page_numbers_go() -> None:
    many = TASKS * 6
    payload = pdf(body(*many), head="梧溪县人民政府办公室文件", numbered=True)
    assert paragraphs(payload) == many
    read = extract(payload, "plan.pdf")
    (finding,) = read.findings
    assert finding.code == "running-head"
    assert "“梧溪县人民政府办公室文件”" in finding.message
    assert "“— 1 —”" in finding.message


def test_a_paragraph_that_a_page_cuts_says_so_and_keeps_its_first_page() -> None:
    long = "推进古树名木保护，" * 40 + "完成普查。"
    read = extract(pdf([Spacer(1, 500), *body(long, "另起一段。")], numbered=True), "plan.pdf")
    first, second = (block for block in read.blocks or () if isinstance(block, blocks.Paragraph))
    assert read.source[first.span] == long
    assert (first.page_break, second.page_break) == (True, False)
    assert str(read.source.place(first.span.start)) == "page 1"
    assert str(read.source.place(second.span.start)) == "page 2"


def test_a_centred_large_title_has_level_0_and_keeps_its_lines() -> None:
    title = "梧溪县人民政府办公室<br/>关于印发古树名木保护方案的通知"
    read = extract(pdf([Paragraph(title, TITLE), *body(*TASKS)]), "plan.pdf")
    first = (read.blocks or ())[0]
    assert isinstance(first, blocks.Paragraph)
    assert first.level == 0
    assert read.source[first.span] == "梧溪县人民政府办公室\n关于印发古树名木保护方案的通知"


def test_english_paragraphs_are_parted_by_room_and_short_lines() -> None:
    texts = [
        (
            "The county will build raised crossings at eleven schools on the priority list and relight the Mill Road "
            "corridor with full-cutoff fixtures before the end of the year, subject to approved funding."
        ),
        "Lead: Public Works Department",
        "Support: School District 12; Parks and Trails Office",
        "Due: August 31, 2025",
    ]
    assert paragraphs(pdf([Paragraph(text, ENGLISH) for text in texts])) == texts


def test_a_number_cut_by_a_line_end_is_one_number() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(90, 700, "二〇" + "甲" * 21 + "到20")
        canvas.drawString(90, 672, "25年底完成。")

    assert paragraphs(drawn(draw)) == ["二〇" + "甲" * 21 + "到2025年底完成。"]


def test_a_ruled_table_is_a_table_and_its_wrapped_cells_are_rejoined() -> None:
    rows = [
        ["序号", "重点任务", "牵头单位", "完成时限"],
        ["1", "开展古树名木补充普查，核定树龄，做到一树一牌一码", "县自然资源和规划局", "2023年12月底前"],
        ["2", "建立健康档案", "县林业局<br/>县财政局", "2024年4月底前"],
    ]
    expected = [*rows[:2], ["2", "建立健康档案", "县林业局\n县财政局", "2024年4月底前"]]
    payload = pdf([*body("任务分工表如下。"), ruled(rows, [30, 150, 75, 60]), *body("以上任务按季度报送。")])
    assert tables(payload) == [expected]
    assert paragraphs(payload) == ["任务分工表如下。", "以上任务按季度报送。"]


def test_merged_cells_repeat_and_say_so() -> None:
    rows = [
        ["类别", "任务", "责任分工", ""],
        ["保护", "普查", "林业局", "财政局"],
        ["", "建档", "林业局", "档案局"],
    ]
    spans = [("SPAN", (2, 0), (3, 0)), ("SPAN", (0, 1), (0, 2))]
    read = extract(pdf([ruled(rows, [60, 80, 80, 80], *spans)]), "plan.pdf")
    (table,) = (block for block in read.blocks or () if isinstance(block, blocks.Table))
    assert [[(cell.text, cell.merged) for cell in row] for row in table.rows] == [
        [("类别", False), ("任务", False), ("责任分工", False), ("责任分工", True)],
        [("保护", False), ("普查", False), ("林业局", False), ("财政局", False)],
        [("保护", True), ("建档", False), ("林业局", False), ("档案局", False)],
    ]
    assert all(read.source[cell.span] == cell.text for row in table.rows for cell in row)


def test_a_table_over_three_pages_is_one_table_with_one_header() -> None:
    header = ["序号", "重点任务", "牵头单位"]
    rows = [[str(number), f"推进第{number}项工作", "县林业局"] for number in range(1, 81)]
    payload = pdf([ruled([header, *rows], [40, 200, 100], repeatRows=1)], head="梧溪县文件", numbered=True)
    assert tables(payload) == [[header, *rows]]
    read = extract(payload, "plan.pdf")
    (table,) = (block for block in read.blocks or () if isinstance(block, blocks.Table))
    assert str(read.source.place(table.rows[-1][1].span.start)) == "page 3"


HEADER = ["序号", "重点任务", "牵头单位", "完成时限"]
WIDTHS = [30, 90, 90, 90]


def over_two_pages(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]], *spans: Any) -> bytes:
    """A table of which `first` stands on one page and `second` on the next, under the header again."""
    return pdf(
        [ruled([HEADER, *first], WIDTHS, *spans), PageBreak(), ruled([HEADER, *second], WIDTHS)],
        numbered=True,
    )


def test_a_row_that_a_page_end_cuts_is_one_row() -> None:
    first = [
        ["1", "普查古树", "林业局", "年底"],
        ["2", "建立古树名木健康档案，做到一树一", "县自然资源和规划局、县生态环境局、县林", "年底"],
    ]
    second = [["", "牌一码", "业局", ""], ["3", "开展巡护", "林业局", "年底"]]
    assert tables(over_two_pages(first, second)) == [
        [
            HEADER, first[0],
            ["2", "建立古树名木健康档案，做到一树一牌一码", "县自然资源和规划局、县生态环境局、县林业局", "年底"],
            second[1],
        ]
    ]  # fmt: skip


def test_a_row_that_no_line_closes_at_the_foot_of_a_page_is_not_lost() -> None:
    long = "普查全县古树名木并建立健康档案，做到一树一牌一码，落实管护责任人，开展日常巡护和病虫害防治；" * 5
    rows = [[str(at), long, "县林业局", "县财政局", "年底"] for at in range(1, 15)]
    table = ruled(
        [[*HEADER[:3], "配合单位", HEADER[3]], *rows], [30, 170, 90, 90, 60], repeatRows=1, splitInRow=1
    )
    (read,) = tables(pdf([table]))
    whole = [row for row in read if row[0] != HEADER[0]]
    assert [row[0] for row in whole] == [row[0] for row in rows]
    assert [row[1].replace("\n", "") for row in whole] == [long] * len(rows)


@pytest.mark.parametrize(
    ("last", "next_row"),
    [
        (["2", "建立古树名木健康档案，做到一树一", "林业局", "年底"], ["", "开展巡护", "财政局", ""]),
        (["2", "建立健康档案", "林业局", "年底"], ["", "开展巡护", "", ""]),
        (["2", "建立古树名木健康档案，做到一树一", "林业局", "年底"], ["3", "开展巡护", "", ""]),
    ],
)
def test_a_row_with_blanks_on_the_next_page_is_a_row(last: list[str], next_row: list[str]) -> None:
    assert tables(over_two_pages([last], [next_row])) == [[HEADER, last, next_row]]


def test_a_row_of_one_line_is_cut_where_its_cells_are_full() -> None:
    first = [["2", "开展普查核定树", "财政局", "年底"]]
    second = [["", "龄", "", ""], ["3", "开展巡护", "林业局", "年底"]]
    assert tables(over_two_pages(first, second))[0][1:] == [
        ["2", "开展普查核定树龄", "财政局", "年底"],
        second[1],
    ]


def test_a_row_of_one_line_is_cut_where_its_cell_had_no_room_for_a_character_and_its_mark() -> None:
    last, below = ["2", "开展普查核定树", "县供水排水公", "年底"], ["", "龄", "司、财政局", ""]
    assert tables(over_two_pages([last], [below]))[0][1:] == [
        ["2", "开展普查核定树龄", "县供水排水公司、财政局", "年底"]
    ]


@pytest.mark.parametrize(
    ("name", "next_name"),
    [("县供水排水公", "司财政局"), ("县供水排水", "公司、财政局"), ("县林业局", "县水利局")],
)
def test_a_row_of_one_line_ends_where_its_cell_had_room(name: str, next_name: str) -> None:
    last, below = ["2", "开展普查核定树", name, "年底"], ["", "龄", next_name, ""]
    assert tables(over_two_pages([last], [below]))[0][1:] == [last, below]


def test_radicals_are_the_characters_they_look_like() -> None:
    assert "⽴⼯⻋⻓⾦".translate(LOOKALIKES) == "立工车长金"
    assert paragraphs(pdf(body("⼯程建设。"))) == ["工程建设。"]


def test_a_cell_over_rows_that_a_page_end_cuts_goes_on() -> None:
    first = [["1", "普查古树", "林业局", "年底"], ["2", "建立档案", "", "年底"]]
    second = [["3", "开展巡护", "", "年底"], ["4", "公布名录", "", "年底"]]
    (table,) = tables(over_two_pages(first, second, ("SPAN", (2, 1), (2, 2))))
    assert [row[2] for row in table[1:]] == ["林业局", "林业局", "林业局", ""]


def test_a_cell_over_rows_goes_on_in_each_of_them_when_a_page_end_cuts_its_name() -> None:
    first = [["1", "普查古树", "林业局", "年底"], ["2", "开展普查核定树", "县自然资源和规", "年底"]]
    second = [["", "龄", "划局", ""], ["3", "开展巡护", "", "年底"], ["4", "公布名录", "林业局", "年底"]]
    below = ruled([HEADER, *second], WIDTHS, ("SPAN", (2, 1), (2, 2)))
    (table,) = tables(pdf([ruled([HEADER, *first], WIDTHS), PageBreak(), below], numbered=True))
    assert [row[2] for row in table[1:]] == ["林业局", "县自然资源和规划局", "县自然资源和规划局", "林业局"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("县财政<br/>局、县自<br/>然资源局", "县财政局、县自然资源局"),  # no line begins with 、
        ("补助了<br/>1.37亿元", "补助了1.37亿元"),
        ("每年夏<br/>粮、秋粮<br/>收购期", "每年夏粮、秋粮收购期"),
        ("用地<br/>保障", "用地\n保障"),
        ("县财政局<br/>县审计局", "县财政局\n县审计局"),  # full lines, and yet a list
        ("县财政局<br/>各镇", "县财政局各镇"),
    ],
)
def test_what_a_line_end_does_not_part_goes_on_in_a_narrow_cell(printed: str, text: str) -> None:
    assert tables(pdf([ruled([["单位", "任务"], [printed, "普查"]], [57, 60])])) == [
        [["单位", "任务"], [text, "普查"]]
    ]


def test_headings_larger_than_all_that_is_numbered_are_headings() -> None:
    large = ParagraphStyle("large", fontName=FONT, fontSize=22, leading=32, wordWrap="CJK")
    middle = ParagraphStyle("middle", parent=large, fontSize=18)
    story = [
        *(
            Paragraph("保障措施", large),
            Paragraph("加强领导", middle),
            *body("县政府成立领导小组，统筹各项工作。"),
        ),
        *body("责任单位：县交通局统筹协调各镇街按期落实"),
        *(Paragraph("责任分工：", middle), *body("一、开展补充普查", "县林业局牵头。")),
    ]
    read = extract(pdf(story), "plan.pdf")
    levels = {
        read.source[block.span]: block.level for block in read.blocks if isinstance(block, blocks.Paragraph)
    }
    assert levels == {
        "保障措施": 1, "加强领导": 2, "县政府成立领导小组，统筹各项工作。": None,
        "责任单位：县交通局统筹协调各镇街按期落实": None, "责任分工：": None,
        "一、开展补充普查": None, "县林业局牵头。": None,
    }  # fmt: skip


def test_bullets_of_a_font_of_symbols_are_bullets() -> None:
    assert "\uf0b7 Lead: Parks".translate(LOOKALIKES) == "• Lead: Parks"


def test_english_words_that_a_narrow_column_wraps_are_joined() -> None:
    cell = ParagraphStyle("narrow", fontName="Helvetica", fontSize=10, leading=12, splitLongWords=1)
    texts = ["Planning and Design", "Communications Office", "No later than June 30, 2026", "Parks<br/>Pools"]
    row = [Paragraph(text, cell) for text in texts]
    grid = Table(
        [row, row], colWidths=[60, 62, 70, 80], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    )
    expected = [*texts[:3], "Parks\nPools"]
    assert tables(pdf([grid])) == [[expected, expected]]


def test_tables_of_other_columns_on_the_next_page_stay_apart() -> None:
    first = ruled([["序号", "任务"], ["1", "普查"]], [60, 200])
    second = ruled([["序号", "单位", "时限"], ["1", "县林业局", "年底"]], [60, 100, 90])
    assert len(tables(pdf([first, PageBreak(), second]))) == 2


@pytest.mark.parametrize(
    "printed", ["11/23/26, 1:58 AM", "2026/11/23 下午1:58", "2026/11/23 13:58  修桥工作方案"]
)
def test_the_hour_and_the_address_that_a_browser_prints_are_left_out(printed: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawString(30, 815, printed)
        canvas.drawString(90, 760, "修桥工作方案")
        canvas.drawString(90, 700, "2026/11/23 13:58 前报送方案。")
        canvas.drawString(30, 15, "https://bridges.example/plan.html  1/1")

    assert paragraphs(drawn(page)) == ["修桥工作方案", "2026/11/23 13:58 前报送方案。"]


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert paragraphs(pdf([*body("完成株数"), *body("186"), *body("其中濒危株数三十七。")], numbered=True)) == [
        "完成株数", "186", "其中濒危株数三十七。",
    ]  # fmt: skip


def test_text_in_a_single_ruled_box_is_no_table() -> None:
    payload = pdf([ruled([["本方案自印发之日起施行。"]], [300])])
    assert (tables(payload), paragraphs(payload)) == ([], ["本方案自印发之日起施行。"])


def test_a_watermark_at_an_angle_is_left_out_and_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(90, 700, "开展古树名木补充普查。")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")

    read = extract(drawn(draw), "plan.pdf")
    assert read.source.text == "开展古树名木补充普查。"
    assert [(finding.code, finding.severity) for finding in read.findings] == [("slanted-text", "info")]


def test_a_signature_on_the_right_stays_apart() -> None:
    right = ParagraphStyle("right", BODY, alignment=TA_RIGHT)
    story = [
        *body("本方案自印发之日起施行。"),
        Paragraph("梧溪县人民政府办公室", right),
        Paragraph("2023年10月17日", right),
    ]
    assert paragraphs(pdf(story)) == ["本方案自印发之日起施行。", "梧溪县人民政府办公室", "2023年10月17日"]


def test_a_page_that_is_a_picture_among_pages_of_text_is_told() -> None:
    picture = Image.new("RGB", (20, 20))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(90, 700, "开展古树名木补充普查。")
        canvas.showPage()
        canvas.drawInlineImage(picture, 100, 100, 300, 300)

    (finding,) = extract(drawn(draw), "plan.pdf").findings
    assert (finding.code, finding.severity) == ("page-without-text", "warning")
    assert finding.message.startswith("page 2 ")


def test_a_scanned_file_is_told() -> None:
    payload = drawn(lambda canvas: canvas.rect(100, 100, 300, 300, fill=1))
    with pytest.raises(ReadError, match=r"scan\.pdf has 1 pages and no text: its pages are pictures"):
        extract(payload, "scan.pdf")


def test_a_password_is_told_and_an_owner_password_is_no_hindrance() -> None:
    with pytest.raises(ReadError, match=r"plan\.pdf is locked by a password"):
        extract(pdf(body("密"), encrypt=StandardEncryption("secret", "owner")), "plan.pdf")
    free = pdf([Paragraph("Open to all.", ENGLISH)], encrypt=StandardEncryption("", "owner", canCopy=0))
    assert paragraphs(free) == ["Open to all."]


def test_damaged_files_are_told() -> None:
    whole = pdf(body(*TASKS))
    for payload in (whole[:300], b"%PDF-1.7\n", b"%PDF-1.4\nrubbish " * 20):
        with pytest.raises(ReadError, match=r"plan\.pdf is a damaged PDF"):
            extract(payload, "plan.pdf")


def test_what_a_library_says_of_an_odd_font_is_not_printed(tmp_path: Path) -> None:
    odd = pdf(body(*TASKS)).replace(b"/FontBBox", b"/FontBBoy")
    (tmp_path / "plan.pdf").write_bytes(odd)
    command = [sys.executable, "-m", "policyplan", "read", str(tmp_path / "plan.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "（三）" in done.stdout
    assert "FontBBox" not in done.stderr


def test_a_file_of_another_kind_is_told() -> None:
    with pytest.raises(ReadError, match=r"plan\.pdf is no PDF file"):
        extract(b"PK\x03\x04", "plan.pdf")


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    packed = zlib.compress(bytes(500_000_000), 9)
    payload = b"%PDF-1.4\n1 0 obj\n<< /Length 1 >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    with pytest.raises(ReadError, match="was made to be large"):
        extract(payload, "plan.pdf")


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pdfplumber", None)
    with pytest.raises(ReadError, match=r'pip install "policyplan\[pdf\]"'):
        extract(b"%PDF-1.7\n", "plan.pdf")
