"""Word files: numbers as Word shows them, revisions accepted, tables as rectangles, hostile files refused."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import weakref
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policyplan.errors import ReadError
from policyplan.reading import archive
from policyplan.reading.blocks import Extract, Paragraph, Table
from policyplan.reading.docx import extract
from policyplan.reading.docx.styles import Styles

LAYOUTS = Path(__file__).parents[2] / "shared" / "layouts"
NAMES = nsdecls("w") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def written(body: str, *, lists: str = "", styles: str = "") -> bytes:
    """A Word file whose body, list definitions and further styles are given as WordprocessingML."""
    document = docx.Document()
    end = document.element.body[-1]
    for element in parse_xml(f"<w:body {NAMES}>{body}</w:body>"):
        end.addprevious(element)
    for element in parse_xml(f"<w:styles {NAMES}>{styles}</w:styles>"):
        document.styles.element.append(element)
    if lists:
        numbering = document.part.numbering_part.element
        for element in list(numbering):
            numbering.remove(element)
        numbering.extend(list(parse_xml(f"<w:numbering {NAMES}>{lists}</w:numbering>")))
    return saved(document)


def lines(read: Extract | bytes) -> list[str]:
    read = extract(read) if isinstance(read, bytes) else read
    return [read.source[block.span] for block in read.blocks or () if isinstance(block, Paragraph)]


def table(read: Extract | bytes) -> list[list[str]]:
    """The rows of the only table; a cell that repeats a merged one has a * before it."""
    read = extract(read) if isinstance(read, bytes) else read
    (only,) = [block for block in read.blocks or () if isinstance(block, Table)]
    for row in only.rows:
        for cell in row:
            assert read.source[cell.span] == cell.text
    return [["*" * cell.merged + cell.text for cell in row] for row in only.rows]


def p(text: str, *, list_: int | None = None, level: int | None = None, properties: str = "") -> str:
    place = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    number = "" if list_ is None else f'<w:numPr>{place}<w:numId w:val="{list_}"/></w:numPr>'
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}{number}</w:pPr>{run}</w:p>"


def lvl(level: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id_: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{"".join(levels)}</w:abstractNum>'


def num(id_: int, abstract_id: int, more: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{abstract_id}"/>{more}</w:num>'


NOTHING = '<w:suff w:val="nothing"/>'
OFFICIAL = abstract(
    1,
    lvl(0, "chineseCounting", "%1、", NOTHING),
    lvl(1, "chineseCounting", "（%2）", NOTHING),
    lvl(2, "decimal", "%3.", '<w:suff w:val="space"/>'),
)


def test_automatic_numbers_are_written_out_and_lower_levels_begin_anew():
    levels = [0, 1, 2, 2, 1, 2, 0, 1]
    body = "".join(p(f"第{at}项", list_=1, level=level) for at, level in enumerate(levels))
    assert lines(written(body, lists=OFFICIAL + num(1, 1))) == [
        "一、第0项", "（一）第1项", "1. 第2项", "2. 第3项", "（二）第4项", "1. 第5项", "二、第6项", "（一）第7项",
    ]  # fmt: skip


def test_paragraphs_without_a_number_do_not_break_a_list():
    body = p("甲", list_=1) + p("（责任单位：市水利局）") + p("不编号", list_=0) + p("乙", list_=1)
    assert lines(written(body, lists=OFFICIAL + num(1, 1))) == [
        "一、甲", "（责任单位：市水利局）", "不编号", "二、乙",
    ]  # fmt: skip


def test_a_number_shows_the_numbers_above_it_and_legal_ones_in_digits():
    lists = abstract(
        1,
        lvl(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>'),
        lvl(1, "decimal", "%1.%2", "<w:isLgl/>"),
        lvl(2, "lowerLetter", "%1.%2.%3)"),
    ) + num(1, 1)
    body = p("总则", list_=1, level=0) + p("目标", list_=1, level=1) + p("细目", list_=1, level=2)
    assert lines(written(body, lists=lists)) == ["第一章 总则", "1.1 目标", "一.1.a) 细目"]


def test_a_level_goes_on_counting_where_its_list_says_that_it_never_restarts():
    lists = abstract(
        1, lvl(0, "chineseCounting", "%1、", NOTHING), lvl(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>' + NOTHING)
    ) + num(1, 1)  # fmt: skip
    body = "".join(p("项", list_=1, level=level) for level in (0, 1, 1, 0, 1))
    assert lines(written(body, lists=lists)) == ["一、项", "1.项", "2.项", "二、项", "3.项"]


def test_a_level_restarts_only_after_the_level_its_list_names():
    restart = '<w:lvlRestart w:val="1"/>'
    lists = abstract(
        1, lvl(0, "decimal", "%1", NOTHING), lvl(1, "decimal", "%2", NOTHING), lvl(2, "upperLetter", "%3", restart + NOTHING)
    ) + num(1, 1)  # fmt: skip
    body = "".join(p("项", list_=1, level=level) for level in (0, 1, 2, 1, 2, 0, 2))
    assert lines(written(body, lists=lists)) == ["1项", "1项", "A项", "2项", "B项", "2项", "A项"]


def test_two_lists_of_one_definition_count_on_unless_one_starts_over():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = OFFICIAL + num(1, 1) + num(2, 1) + num(3, 1, override)
    body = "".join(p("项", list_=each, level=0) for each in (1, 1, 2, 3, 3, 2))
    assert lines(written(body, lists=lists)) == ["一、项", "二、项", "三、项", "五、项", "六、项", "七、项"]


def test_a_list_may_replace_a_level_of_its_definition():
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "%1)", NOTHING, start=4)}</w:lvlOverride>'
    assert lines(written(p("项", list_=2, level=0), lists=OFFICIAL + num(2, 1, override))) == ["IV)项"]


def test_numbers_come_from_styles_too_and_the_list_knows_which_level_a_style_is():
    lists = abstract(
        1,
        lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="Chapter"/>' + NOTHING),
        lvl(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Item"/>' + NOTHING),
    ) + num(7, 1)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{id_}"/>{based}'
        f"<w:pPr>{number}</w:pPr></w:style>"
        for id_, based, number in (
            ("Chapter", "", '<w:numPr><w:numId w:val="7"/></w:numPr>'),
            ("Item", "", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'),
            ("Narrow", '<w:basedOn w:val="Item"/>', ""),
        )
    )
    body = "".join(
        p(style, properties=f'<w:pStyle w:val="{style}"/>')
        for style in ("Chapter", "Item", "Narrow", "Chapter")
    )
    read = lines(written(body, lists=lists, styles=styles))
    assert read == ["一、Chapter", "（一）Item", "（二）Narrow", "二、Chapter"]


def test_a_definition_may_link_to_the_one_of_a_numbering_style():
    lists = (
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Gov"/></w:abstractNum>'
        + OFFICIAL + num(1, 1) + num(2, 2)
    )  # fmt: skip
    styles = (
        '<w:style w:type="numbering" w:styleId="Gov"><w:name w:val="Gov"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("甲", list_=2, level=0) + p("乙", list_=1, level=0)
    assert lines(written(body, lists=lists, styles=styles)) == ["一、甲", "二、乙"]


def test_definitions_that_link_in_a_circle_are_no_lists():
    lists = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Gov"/></w:abstractNum>' + num(2, 2)
    styles = (
        '<w:style w:type="numbering" w:styleId="Gov"><w:name w:val="Gov"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(written(p("甲", list_=2), lists=lists, styles=styles)) == ["甲"]


def test_a_bullet_is_no_number():
    lists = abstract(1, lvl(0, "bullet", "•")) + num(1, 1)
    assert lines(written(p("甲", list_=1), lists=lists)) == ["甲"]


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("decimal", ["1", "2", "10", "11", "20", "101"]),
        ("decimalZero", ["01", "02", "10", "11", "20", "101"]),
        ("decimalFullWidth", ["１", "２", "１０", "１１", "２０", "１０１"]),
        ("chineseCounting", ["一", "二", "十", "十一", "二十", "一○一"]),
        ("chineseCountingThousand", ["一", "二", "十", "十一", "二十", "一百零一"]),
        ("taiwaneseCountingThousand", ["一", "二", "十", "十一", "二十", "一百零一"]),
        ("japaneseCounting", ["一", "二", "十", "十一", "二十", "百一"]),
        ("ideographDigital", ["一", "二", "一〇", "一一", "二〇", "一〇一"]),
        ("chineseLegalSimplified", ["壹", "贰", "壹拾", "壹拾壹", "贰拾", "壹佰零壹"]),
        ("ideographTraditional", ["甲", "乙", "癸", "11", "20", "101"]),
        ("ideographZodiac", ["子", "丑", "酉", "戌", "20", "101"]),
        ("decimalEnclosedCircleChinese", ["①", "②", "⑩", "⑪", "⑳", "101"]),
        ("decimalEnclosedParen", ["⑴", "⑵", "⑽", "⑾", "⒇", "101"]),
        ("upperRoman", ["I", "II", "X", "XI", "XX", "CI"]),
        ("lowerLetter", ["a", "b", "j", "k", "t", "wwww"]),
        ("ordinal", ["1st", "2nd", "10th", "11th", "20th", "101st"]),
        ("cardinalText", ["One", "Two", "Ten", "Eleven", "Twenty", "101"]),
        ("ordinalText", ["First", "Second", "Tenth", "Eleventh", "Twentieth", "101st"]),
        ("numberInDash", ["- 1 -", "- 2 -", "- 10 -", "- 11 -", "- 20 -", "- 101 -"]),
        ("someFutureFormat", ["1", "2", "10", "11", "20", "101"]),
    ],
)
def test_each_number_format_shows_its_numerals(style, shown):
    starts = [1, 2, 10, 11, 20, 101]
    lists = "".join(abstract(n, lvl(0, style, "%1", NOTHING, start=n)) + num(n, n) for n in starts)
    assert lines(written("".join(p("", list_=n) for n in starts), lists=lists)) == shown


def test_a_serial_number_column_may_be_numbered_by_word():
    row = f"<w:tr><w:tc>{p('', list_=1, level=2)}</w:tc><w:tc>{p('修路')}</w:tc></w:tr>"
    assert table(written(f"<w:tbl>{row * 2}</w:tbl>{p('')}", lists=OFFICIAL + num(1, 1))) == [
        ["1.", "修路"], ["2.", "修路"],
    ]  # fmt: skip


def test_tracked_changes_are_accepted():
    body = """<w:p><w:r><w:t>由市财政局</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>、市水利局</w:t></w:r></w:ins>
      <w:del w:id="2" w:author="a"><w:r><w:delText>市林业局</w:delText></w:r></w:del>
      <w:moveFrom w:id="3" w:author="a"><w:r><w:t>移走</w:t></w:r></w:moveFrom>
      <w:moveTo w:id="4" w:author="a"><w:r><w:t>负责</w:t></w:r></w:moveTo></w:p>"""
    assert lines(written(body)) == ["由市财政局、市水利局负责"]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    end = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = p("加强", list_=1, properties=end) + p("监测", list_=1) + p("末段", properties=end)
    assert lines(written(body, lists=OFFICIAL + num(1, 1))) == ["一、加强监测", "末段"]


def test_deleted_table_rows_are_gone():
    rows = f"<w:tr><w:tc>{p('留')}</w:tc></w:tr>"
    rows += f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc>{p("删")}</w:tc></w:tr>'
    assert table(written(f"<w:tbl>{rows}</w:tbl>{p('')}")) == [["留"]]


@pytest.mark.parametrize(
    "mark", ["<w:vanish/>", "<w:strike/>", '<w:dstrike w:val="1"/>', '<w:rStyle w:val="Gone"/>']
)
def test_hidden_and_struck_out_text_is_left_out(mark):
    styles = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    body = f"<w:p><w:r><w:t>6月底前</w:t></w:r><w:r><w:rPr>{mark}</w:rPr><w:t>5月底前</w:t></w:r></w:p>"
    assert lines(written(body, styles=styles)) == ["6月底前"]


def test_text_whose_strike_is_switched_off_stays():
    body = '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>5月底前</w:t></w:r></w:p>'
    assert lines(written(body)) == ["5月底前"]


def test_of_a_field_only_the_result_is_read():
    body = """<w:p><w:r><w:t>见</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>
      <w:r><w:instrText>REF x</w:instrText><w:t>码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
      <w:r><w:t>第三条</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:fldSimple w:instr="DATE"><w:r><w:t>，6月</w:t></w:r></w:fldSimple></w:p>"""
    assert lines(written(body)) == ["见第三条，6月"]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph():
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("后文")
    assert lines(written(body)) == ["后文"]


def test_links_content_controls_and_smart_tags_are_text():
    body = """<w:p><w:hyperlink w:anchor="x"><w:r><w:t>市</w:t></w:r></w:hyperlink>
      <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>财政</w:t></w:r></w:sdtContent></w:sdt>
      <w:smartTag w:element="x"><w:r><w:t>局</w:t></w:r></w:smartTag>
      <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt></w:p>
      <w:sdt><w:sdtContent><w:p><w:r><w:t>块</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
    assert lines(written(body)) == ["市财政局", "块"]


def test_breaks_tabs_and_symbols_are_kept_and_soft_hyphens_are_not():
    body = """<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/>
      <w:t>丁</w:t><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>"""
    assert lines(written(body)) == ["甲\n乙\t丙-丁✓"]


def test_the_reading_above_a_character_is_left_out():
    body = """<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>bó</w:t></w:r></w:rt>
      <w:rubyBase><w:r><w:t>亳</w:t></w:r></w:rubyBase></w:ruby><w:t>州</w:t></w:r></w:p>"""
    assert lines(written(body)) == ["亳州"]


def test_a_text_box_is_read_once_though_it_is_kept_in_two_forms():
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = f"""<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>
      <mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    read = extract(written(body))
    assert lines(read) == ["正文", "框内文字"]
    assert str(read.source.place(3)) == "text box 1"


def test_footnotes_follow_the_text_under_their_own_place():
    document = docx.Document()
    paragraph = document.add_paragraph("市直有关单位")
    paragraph._p.append(parse_xml(f'<w:r {NAMES}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run("负责")
    document.add_paragraph("末段")
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="1">{p("没有引用")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("含开发区。")}</w:footnote></w:footnotes>'
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        notes.encode(), document.part.package,
    )  # fmt: skip
    document.part.relate_to(part, FOOTNOTES)
    read = extract(saved(document))
    assert lines(read) == ["市直有关单位负责", "末段", "含开发区。"]
    assert str(read.source.place(read.source.text.index("含"))) == "footnote 1"


def test_headings_have_the_level_that_the_file_gives_them():
    document = docx.Document()
    document.add_paragraph("方案", style="Title")
    document.add_heading("总体要求", 1)
    document.add_heading("目标", 2)
    document.add_paragraph("正文")
    outlined = document.add_paragraph("带大纲级别")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NAMES} w:val="2"/>'))
    assert levels(extract(saved(document))) == [0, 1, 2, None, 3]


def test_chinese_names_of_heading_styles_are_known():
    styles = '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="标题 3"/></w:style>'
    styles += (
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="小"/><w:basedOn w:val="a3"/></w:style>'
    )
    read = extract(written(p("款", properties='<w:pStyle w:val="b"/>'), styles=styles))
    assert levels(read) == [3]


def levels(read: Extract) -> list[int | None]:
    return [block.level for block in read.blocks or () if isinstance(block, Paragraph)]


CENTRED = '<w:jc w:val="center"/>'


def test_centred_lines_at_the_top_of_the_document_or_of_a_new_page_are_titles():
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = p("某市工作要点", properties=CENTRED) + p("各县人民政府：") + p("居中的话", properties=CENTRED)
    body += page + p("附件") + p("任务清单", properties=CENTRED) + p("正文")
    read = extract(written(body))
    assert levels(read) == [0, None, None, None, 0, None]
    assert [block.page_break for block in read.blocks or ()] == [False, False, False, True, False, False]


def test_page_breaks_are_marked_where_a_page_ends():
    body = (
        p("甲") + "<w:p><w:r><w:t>乙一</w:t><w:lastRenderedPageBreak/><w:t>乙二</w:t></w:r></w:p>" + p("丙")
    )
    body += p("丁", properties="<w:pageBreakBefore/>") + p("", properties="<w:sectPr/>") + p("戊")
    read = extract(written(body))
    assert [block.page_break for block in read.blocks or ()] == [False, True, False, True, True]


def test_a_table_of_contents_is_left_out_and_reported():
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    read = extract(
        written(p("一、总则\t1", properties='<w:pStyle w:val="T1"/>') + p("一、总则"), styles=styles)
    )
    assert lines(read) == ["一、总则"]
    assert [finding.code for finding in read.findings] == ["contents-left-out"]


def test_merged_cells_repeat_so_that_a_table_is_a_rectangle():
    document = docx.Document()
    grid = document.add_table(3, 3)
    for row, texts in zip(
        grid.rows, [("任务", "分工", ""), ("", "牵头", "配合"), ("修路", "甲局", "乙局")], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    grid.cell(0, 1).merge(grid.cell(0, 2))
    grid.cell(0, 0).merge(grid.cell(1, 0))
    assert table(saved(document)) == [
        ["任务", "分工", "*分工"], ["*任务", "牵头", "配合"], ["修路", "甲局", "乙局"],
    ]  # fmt: skip


def test_rows_that_begin_or_end_short_are_filled_up():
    cell = "<w:tc><w:tcPr/>" + p("格") + "</w:tc>"
    rows = f"<w:tr>{cell * 3}</w:tr><w:tr>{cell}</w:tr>"
    rows += f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell}</w:tr>'
    assert table(written(f"<w:tbl>{rows}</w:tbl>{p('')}")) == [
        ["格", "格", "格"], ["格", "", ""], ["", "", "格"],
    ]  # fmt: skip


def test_the_paragraphs_of_a_cell_are_lines_and_its_place_is_named():
    document = docx.Document()
    document.add_table(1, 1)
    grid = document.add_table(2, 2)
    grid.cell(1, 1).text = "甲局\n乙局"
    grid.cell(1, 1).add_paragraph("丙局")
    read = extract(saved(document))
    assert table(read) == [["甲局\n乙局\n丙局"]]
    assert str(read.source.place(0)) == "table 2, row 2, column 2"


def test_a_table_within_a_cell_becomes_its_lines_and_a_frame_around_a_page_vanishes():
    inner = f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('外')}</w:tc><w:tc>{inner}{p('')}</w:tc></w:tr></w:tbl>"
    assert table(written(outer + p(""))) == [["外", "甲\t乙"]]
    frame = f"<w:tbl><w:tr><w:tc>{p('题')}{inner}{p('注')}</w:tc></w:tr></w:tbl>"
    assert table(written(frame + p(""))) == [["甲", "乙"]]
    assert lines(written(frame + p(""))) == ["题", "注"]


def test_a_label_of_a_table_within_a_cell_gets_its_colon():
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "1"
    cell = outer.cell(0, 1)
    cell.text = "发布预警。"
    inner = cell.add_table(3, 2)
    for at, texts in enumerate([("责任单位", "县气象局"), ("完成时限", "2026年5月底前"), ("站点", "12个")]):
        inner.cell(at, 0).text, inner.cell(at, 1).text = texts
    assert table(extract(saved(document))) == [
        ["1", "发布预警。\n责任单位：县气象局\n完成时限：2026年5月底前\n站点\t12个"]
    ]


def test_headers_footers_and_comments_are_no_text():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "— 3 —"
    document.add_comment(document.add_paragraph("正文").runs, "批注")
    assert lines(saved(document)) == ["正文"]


def test_places_name_paragraphs_that_print_something():
    read = extract(written(p("") + p("甲") + p("") + p("乙")), "plan.docx")
    assert [str(read.source.place(block.span.start)) for block in read.blocks or ()] == [
        "paragraph 1",
        "paragraph 2",
    ]
    assert read.source.name == "plan.docx"


def repacked(payload: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The zip archive `payload` with each entry's content changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def with_main_part(content: bytes) -> bytes:
    return repacked(written(p("甲")), lambda name, old: content if name == "word/document.xml" else old)


def test_a_file_saved_as_strict_open_xml_reads_like_any_other():
    names = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"officeDocument/relationships",
    }

    def strictly(name: str, content: bytes) -> bytes:
        for usual, strict in names.items():
            content = content.replace(usual, b"http://purl.oclc.org/ooxml/" + strict)
        return content

    usual = written(p("甲", list_=1), lists=OFFICIAL + num(1, 1))
    assert lines(repacked(usual, strictly)) == ["一、甲"]


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        (b"", "it is empty"),
        (OLE, "old binary format .* save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"PK\x03\x04 and nothing more", "damaged or cut short"),
        (written(p("甲"))[:-400], "damaged or cut short"),
        (b"{\\rtf1 }", "rich text"),
        (b"<html><body>", "web page"),
        (b"%PDF-1.7", "PDF"),
        ("通知".encode(), "no zip archive"),
        (with_main_part(b"<w:document"), "not well-formed"),
        (with_main_part(b"<other/>"), "give a .docx file"),
        (repacked(b"PK\x05\x06" + bytes(18), lambda name, old: old), "without a document"),
        (written(""), "holds no text"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_with_what_was_found(payload, found):
    with pytest.raises(ReadError, match=f"(?s)^plan.docx .*{found}"):
        extract(payload, "plan.docx")


def test_a_workbook_is_not_taken_for_a_document():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReadError, match="it is an Excel workbook"):
        extract(file.getvalue())


def test_a_part_that_declares_entities_is_refused():
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    declared = f"{bomb}<w:document {NAMES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(ReadError, match="declares a document type"):
        extract(with_main_part(declared.encode()))


def test_a_file_outside_is_never_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    declared = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{secret.as_uri()}">]><w:document {NAMES}><w:body>&a;</w:body></w:document>'
    with pytest.raises(ReadError, match="declares a document type"):
        extract(with_main_part(declared.encode()))


def test_deep_nesting_is_refused():
    deep = "<w:tbl><w:tr><w:tc>" * 600 + p("甲") + "</w:tc></w:tr></w:tbl>" * 600
    with pytest.raises(ReadError, match=r"nested too deeply|not well-formed"):
        extract(with_main_part(f"<w:document {NAMES}><w:body>{deep}</w:body></w:document>".encode()))


def test_a_part_that_unpacks_to_more_than_the_bound_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_PART_BYTES", 50_000)
    with pytest.raises(ReadError, match=r"word/document.xml unpacks to more"):
        extract(written(p("甲" * 50_000)))


def test_a_part_that_was_squeezed_beyond_reason_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "RATIO_FROM_BYTES", 100_000)
    with pytest.raises(ReadError, match="unpacks to more"):
        extract(written(p("a" * 2_000_000)))


def test_an_archive_of_too_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 5)
    with pytest.raises(ReadError, match="entries, more than 5"):
        extract(written(p("甲")))


def test_an_encrypted_entry_is_refused():
    payload = bytearray(written(p("甲")))
    at = -1
    while (at := payload.find(b"PK\x01\x02", at + 1)) >= 0:
        payload[at + 8] |= 1
    with pytest.raises(ReadError, match="protected by a password"):
        extract(bytes(payload))


def test_enormous_spans_are_cut_to_what_word_allows():
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{p("甲")}</w:tc>'
    assert len(table(written(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{p('')}"))[0]) == 200


def test_without_lxml_the_error_tells_what_to_install():
    code = (
        "import sys; sys.modules['lxml'] = sys.modules['lxml.etree'] = None\n"
        "from policyplan.reading.docx import extract\n"
        "extract(sys.stdin.buffer.read(), 'plan.docx')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=written(p("甲")), capture_output=True, check=False
    )
    assert b'pip install "policyplan[docx]"' in run.stderr


@pytest.mark.skipif(not LAYOUTS.is_dir(), reason="needs the layouts that stand beside the repository")
def test_the_automatic_numbers_of_the_shared_layout_are_those_word_shows():
    read = lines((LAYOUTS / "10_jieshui_autonumber.docx").read_bytes())
    assert [line[:6] for line in read[4:8]] == ["一、严控用水", "（一）健全指", "1. 将用水", "2. 划定地"]
    assert read[18].startswith("三、完善保障措施")


@pytest.mark.skipif(not LAYOUTS.is_dir(), reason="needs the layouts that stand beside the repository")
def test_the_merged_table_of_the_shared_layout_is_a_rectangle():
    rows = table((LAYOUTS / "11_weisheng_merged_table.docx").read_bytes())
    assert rows[0] == ["类别", "序号", "任务内容", "责任分工", "*责任分工", "完成时间"]
    assert rows[4][3] == "*县卫生健康局"
    assert len(rows) == 12


def test_the_styles_of_a_file_go_when_nobody_holds_them_without_the_collector():
    styles = Styles(None)
    assert styles.chain("x") == ()
    assert styles.heading_level(None) is None
    alive = weakref.ref(styles)
    gc.disable()
    try:
        del styles
        assert alive() is None
    finally:
        gc.enable()
