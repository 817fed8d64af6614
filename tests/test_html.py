"""Web pages as government sites make them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import read as read_plan
from policyplan.errors import ReadError
from policyplan.reading.blocks import Extract, Paragraph, Table
from policyplan.reading.html import extract

TASKS = """
<p>一、查清资源底数</p>
<p>（一）开展补充普查。运用无人机、生长锥等手段核定树龄。（责任单位：县林业局；完成时限：2023年12月底前）</p>
<p>（二）建立健康档案。对树龄三百年以上的186株逐株体检。（责任单位：县财政局；完成时限：2024年4月底前）</p>
"""
LINES = [
    "一、查清资源底数",
    "（一）开展补充普查。运用无人机、生长锥等手段核定树龄。（责任单位：县林业局；完成时限：2023年12月底前）",
    "（二）建立健康档案。对树龄三百年以上的186株逐株体检。（责任单位：县财政局；完成时限：2024年4月底前）",
]


def read(markup: str) -> Extract:
    return extract(markup.encode(), "plan.html")


def paragraphs(markup: str) -> list[str]:
    found = read(markup)
    return [found.source[block.span] for block in found.blocks or () if isinstance(block, Paragraph)]


def levels(markup: str) -> list[tuple[int | None, str]]:
    found = read(markup)
    return [
        (block.level, found.source[block.span])
        for block in found.blocks or ()
        if isinstance(block, Paragraph)
    ]


def tables(markup: str) -> list[list[list[str]]]:
    found = read(markup)
    printed = [block for block in found.blocks or () if isinstance(block, Table)]
    assert all(
        found.source[cell.span] == cell.text for table in printed for row in table.rows for cell in row
    )
    return [[[cell.text + "↑" * cell.merged for cell in row] for row in table.rows] for table in printed]


# The text of paragraphs.


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2023<span>年<b>12</b></span>月<font>底</font>前", "2023年12月底前"),
        ("2024&ensp;年&nbsp;&nbsp;3 \n 月", "2024 年 3 月"),
        ("县林业\n      局牵头", "县林业局牵头"),
        ("Public\n Works", "Public Works"),
        ("<s>6月</s><del>7月</del><strike>8月</strike>9月底前", "9月底前"),
        ('<span style="text-decoration: line-through">6月</span>9月', "9月"),
        ("&amp;lt;不再解码&amp;gt; &mdash;", "&lt;不再解码&gt; —"),
        ('按期完成<sup>[1]</sup>。<sup><a href="#n2">2</a></sup>另<sup>3</sup>', "按期完成。另"),
        ("占地30m<sup>2</sup>，10<sup>4</sup>株", "占地30m2，104株"),
        ("Office of Ports<sup>1</sup> over 12 miles<sup>2</sup>", "Office of Ports over 12 miles2"),
        ('县林业局<span style="display:none">隐藏</span><i hidden>隐藏</i><script>x()</script>', "县林业局"),
        ("由<a href='/x'>县林业局</a>牵头<img alt='图'>", "由县林业局牵头"),
        ("零宽\u200b字\ufeff符", "零宽字符"),
    ],
)
def test_inline_markup_leaves_the_printed_text(written: str, text: str) -> None:
    assert paragraphs(f"<p>{written}</p>") == [text]


def test_a_break_inside_a_sentence_stays_in_the_paragraph_as_a_line_end() -> None:
    assert paragraphs("<p>逐株签订管护协议，<br>管护补助直达到户。</p>") == [
        "逐株签订管护协议，\n管护补助直达到户。"
    ]


def test_breaks_part_paragraphs_where_the_page_has_no_others() -> None:
    markup = """<div>　　一、查清底数<br>　　（一）开展普查。核定树龄，<br/>一树一码。<br>责任单位：县林业局、<br>县财政局<br>
        完成时限：2023年底<br><br>本方案自印发之日起施行</div>"""
    assert paragraphs(markup) == [
        "一、查清底数",
        "（一）开展普查。核定树龄，\n一树一码。",
        "责任单位：县林业局、\n县财政局",
        "完成时限：2023年底",
        "本方案自印发之日起施行",
    ]


def test_lines_without_full_stops_are_paragraphs_in_a_text_of_breaks() -> None:
    lines = [
        "健全工作机制",
        "1. 建立台账",
        "逐项建立工作台账，",
        "按季度更新",
        "责任单位：县林业局",
        "开展督导检查",
        "2. 督导",
    ]
    markup = f"<div>{'<br>'.join(lines)}</div>"
    assert paragraphs(markup) == [*lines[:2], "逐项建立工作台账，\n按季度更新", *lines[4:]]


def test_a_bracket_that_a_break_cuts_stays_whole() -> None:
    markup = (
        "<p>推进普查。（牵头单位：县林业局；<br>配合单位：县财政局；<br>完成时限：年底）<br>（二）建档。</p>"
    )
    assert paragraphs(markup) == [
        "推进普查。（牵头单位：县林业局；\n配合单位：县财政局；\n完成时限：年底）",
        "（二）建档。",
    ]


def test_ordered_items_get_the_number_a_browser_shows() -> None:
    markup = """<ol start="3"><li>third<ul><li>bullet</li></ul></li><li value="7"><p>seventh</p><p>more</p></li><li></li>
        <li>（一）已有编号</li></ol><ol type="a"><li>letter</li></ol><ol style="list-style:none"><li>bare</li></ol>"""
    assert paragraphs(markup) == [
        "3. third",
        "bullet",
        "7. seventh",
        "more",
        "（一）已有编号",
        "a. letter",
        "bare",
    ]


def test_letters_and_roman_numerals_number_items_as_far_as_they_go() -> None:
    markup = """<ol type="i" start="3"><li>three</li><li>four</li><li value="49">forty-nine</li></ol>
        <ol type="I"><li value="88">eighty-eight</li><li value="200">beyond</li></ol>
        <ol type="A"><li value="26">last</li><li>beyond</li></ol><ol start="x"><li value="0">none</li></ol>"""
    assert paragraphs(markup) == [
        "iii. three", "iv. four", "xlix. forty-nine", "LXXXVIII. eighty-eight", "200. beyond",
        "Z. last", "27. beyond", "0. none",
    ]  # fmt: skip


def test_preformatted_text_keeps_its_lines_apart() -> None:
    assert paragraphs("<pre>（一）普查。\n责任单位：县林业局\n</pre>") == [
        "（一）普查。",
        "责任单位：县林业局",
    ]


# Headings and titles.


def test_headings_keep_their_levels_and_the_article_title_is_level_0() -> None:
    markup = (
        "<title>县行动方案-某县人民政府</title><h1>县行动方案</h1><h2>总体要求</h2><h4>细则</h4><p>正文</p>"
    )
    assert levels(markup) == [(0, "县行动方案"), (2, "总体要求"), (4, "细则"), (None, "正文")]


@pytest.mark.parametrize(
    "title",
    [
        '<p style="text-align:center"><b>县行动方案</b></p>',
        '<p align="center"><strong><span>县行动</span>方案</strong></p>',
        '<center><font style="font-size:22pt">县行动方案</font></center>',
    ],
)
def test_a_centred_striking_line_is_a_title(title: str) -> None:
    assert levels(title + TASKS)[0] == (0, "县行动方案")


@pytest.mark.parametrize(
    "line",
    [
        '<p style="text-align:center">2023年10月17日</p>',
        "<p><b>县行动方案</b></p>",
        '<p align="center"><b>第一章 总则</b></p>',
        '<div align="center"><p align="left"><b>左对齐</b></p></div>',
    ],
)
def test_other_bold_or_centred_lines_are_none(line: str) -> None:
    assert levels(line + TASKS)[0][0] is None


# The frame around the article.

FRAME = """<html><head><title>通知标题很长很长-某县政府</title><meta name="ArticleTitle" content="县办公室关于印发方案的通知">
<meta name="PubDate" content="2023-10-20 09:05"></head><body>
<div class="header"><a href="/">首页</a><a href="/a">政务公开</a><a href="/b">互动交流</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a>文件</a></div>
<div class="wrap"><h1 class="t">县办公室<br>关于印发方案的通知</h1>
<div class="info">发布时间：2023-10-20 09:05　来源：县政府办　浏览次数：12</div>
{article}
</div><div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="list"><h3>相关阅读</h3><ul><li><a>县林业局牵头开展防治，11月底前完成</a></li><li><a>问答一则</a></li><li><a>又一则</a></li></ul></div>
<div class="bottom footer">主办：县政府办公室　责任编辑：县政务信息中心</div></body></html>"""


@pytest.mark.parametrize(
    "article",
    [
        f'<div id="UCAP-CONTENT">{TASKS}</div>',
        f'<div class="TRS_Editor"><div class="TRS_Editor">{TASKS}</div></div>',
        f'<div id="zoom" class="pages_content">{TASKS}</div>',
        f'<div class="content">{TASKS}</div>',
        f"<article>{TASKS}</article>",
        f"<div>{TASKS}</div>",
        TASKS,
        f"<table><tr><td>&nbsp;</td><td>{TASKS}</td></tr></table>",
    ],
)
def test_the_article_is_found_and_the_frame_left_out(article: str) -> None:
    markup = FRAME.format(article=article)
    assert paragraphs(markup) == ["县办公室\n关于印发方案的通知", *LINES]
    found = read(markup)
    assert dict(found.facts) | {"发布时间": "2023-10-20 09:05", "来源": "县政府办"} == dict(found.facts)
    (finding,) = found.findings
    assert finding.code == "page-frame"
    assert "div.share “分享到：微信微博”" in finding.message


def test_an_article_in_two_parts_is_kept_whole() -> None:
    markup = f'<div><div class="TRS_Editor">{TASKS}</div><p>附件</p><div class="TRS_Editor"><p>附件的正文。</p></div></div>'
    assert paragraphs(markup) == [*LINES, "附件", "附件的正文。"]


def test_a_page_without_an_article_is_kept_whole() -> None:
    markup = f"<body><p>前言。</p>{TASKS}<p>结语。</p></body>"
    assert paragraphs(markup) == ["前言。", *LINES, "结语。"]
    assert read(markup).findings == ()


def test_a_wrapper_with_the_name_of_a_frame_does_not_take_the_article_along() -> None:
    assert paragraphs(f'<div class="header nav">{TASKS}</div>') == LINES
    assert paragraphs(f"<aside>{TASKS}</aside>") == LINES


def test_a_line_with_the_document_number_is_no_tool() -> None:
    assert paragraphs(f"<div><p>发文字号：吉政办发〔2022〕32号</p>{TASKS}</div>") == [
        "发文字号：吉政办发〔2022〕32号",
        *LINES,
    ]


def test_text_after_a_frame_element_stays() -> None:
    assert paragraphs(f"<div>{TASKS}<nav>菜单</nav>后文</div>") == [*LINES, "后文"]


# The facts a page states.


@pytest.mark.parametrize(
    "metadata",
    [
        "<dl><dt>索引号</dt><dd>WX-1</dd><dt>文&nbsp;号：</dt><dd>梧政办〔2023〕37号</dd></dl>",
        "<table><tr><th>索 引 号：</th><td>WX-1</td><th>文号：</th><td>梧政办〔2023〕37号</td></tr></table>",
        "<table><tr><td>索引号：WX-1</td></tr><tr><td>文号：梧政办〔2023〕37号</td></tr></table>",
        "<ul><li><b>索引号：</b><span>WX-1</span></li><li><b>【文号】</b>：梧政办〔2023〕37号</li></ul>",
        "<div><p>索引号：WX-1</p><p>文号：梧政办〔2023〕37号</p></div>",
    ],
)
def test_metadata_lists_and_tables_are_facts_and_no_text(metadata: str) -> None:
    found = read(metadata + TASKS)
    assert found.facts == (("索引号", "WX-1"), ("文号", "梧政办〔2023〕37号"))
    assert paragraphs(metadata + TASKS) == LINES


def test_a_table_of_tasks_is_not_taken_for_metadata() -> None:
    markup = "<table><tr><td>名称</td><td>责任单位</td></tr><tr><td>普查</td><td>县林业局</td></tr></table>"
    assert tables(markup) == [[["名称", "责任单位"], ["普查", "县林业局"]]]


# Tables.


def test_spans_become_a_rectangle_with_repeats() -> None:
    markup = """<table><caption>任务分工表</caption>
    <thead><tr><th rowspan="2">类别</th><th rowspan="2">任务</th><th colspan="2">责任分工</th></tr>
    <tr><th>牵头单位</th><th>配合单位</th></tr></thead>
    <tfoot><tr><td colspan="4">注：按季度报送</td></tr></tfoot>
    <tbody><tr><td rowspan="0">保护</td><td>普查</td><td>林业局</td><td><p>财政局</p><p>档案局</p></td></tr>
    <tr><td>建档</td><td colspan="9">林业局<br>牵头</td></tr></tbody></table>"""
    (table,) = (block for block in read(markup).blocks or () if isinstance(block, Table))
    assert table.title == "任务分工表"
    rows = [[cell.text + "↑" * cell.merged for cell in row[:4]] for row in table.rows]
    assert rows == [
        ["类别", "任务", "责任分工", "责任分工↑"],
        ["类别↑", "任务↑", "牵头单位", "配合单位"],
        ["保护", "普查", "林业局", "财政局\n档案局"],
        ["保护↑", "建档", "林业局\n牵头", "林业局\n牵头↑"],
        ["保护↑", "注：按季度报送", "注：按季度报送↑", "注：按季度报送↑"],
    ]


def test_a_table_that_only_places_the_article_is_unwrapped() -> None:
    inner = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>普查</td><td>林业局</td></tr></table>"
    markup = f"<table><tr><td width=10></td><td>{TASKS}{inner}</td></tr></table>"
    assert paragraphs(markup) == LINES
    assert tables(markup) == [[["任务", "单位"], ["普查", "林业局"]]]


def test_the_place_of_a_block_is_its_line_in_the_file() -> None:
    markup = "<body>\n<p>一</p>\n\n<p>二。<br>\n三。</p>\n<table>\n<tr><td>a<td>b</tr>\n<tr><td>c<td>d</tr></table>"
    found = read(markup)
    assert [str(found.source.place(block.span.start)) for block in found.blocks or ()] == [
        "line 2", "line 4", "line 4", "line 7",
    ]  # fmt: skip
    (table,) = (block for block in found.blocks or () if isinstance(block, Table))
    assert str(found.source.place(table.rows[1][0].span.start)) == "line 8"


# Encodings.


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", ""),
        ("big5", '<meta charset="Big5">'),
        ("utf-8-sig", '<meta charset="gbk">'),
        ("utf-16", ""),
        ("gb18030", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="rot13">'),
        ("utf-8", '<?xml version="1.0" encoding="gbk"?>'),
    ],
)
def test_the_encoding_is_the_marks_else_the_stated_one_where_it_fits(encoding: str, meta: str) -> None:
    markup = f"{meta}<p>責任單位：縣財政局，2024年6月底前完成</p>"
    found = extract(markup.encode(encoding), "plan.html")
    assert found.source.text == "責任單位：縣財政局，2024年6月底前完成"


def test_an_encoding_that_was_given_outranks_what_the_page_says() -> None:
    markup = '<meta charset="utf-8"><p>財政局</p>'
    assert extract(markup.encode("big5"), "p.html", encoding="big5").source.text == "財政局"
    with pytest.raises(ReadError, match="the encoding that was given"):
        extract(markup.encode("big5"), "p.html", encoding="utf-8")


# What is refused.


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ReadError, match=r"plan\.html nests its markup deeper than 250 elements"):
        read("<div>" * 5000 + "文")


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    assert paragraphs("<div>" * 245 + "文字") == ["文字"]
    assert paragraphs("<table><tr><td>" * 80 + "文字") == ["文字"]


def test_a_table_blown_up_by_its_spans_is_refused() -> None:
    with pytest.raises(ReadError, match="covers more than 500000 cells"):
        read("<table>" + "<tr><td>a<td rowspan=9999 colspan=9999>x</tr>" * 1000 + "</table>")


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match=r"plan\.html holds no text"):
        read("<html><body><script>责任单位</script><img src='1.png'></body></html>")


@pytest.mark.parametrize("character", ["\x01", "\x0c", "\ufffe", "&#1;", "&#x1F;", "&#0;", "&#65535;"])
def test_characters_that_no_xml_may_hold_are_spaces(character: str) -> None:
    markup = f"<html><body><p>修好<s>旧桥</s>{character}东桥。{character}</p><script>x</script>{character}</body></html>"
    assert extract(markup.encode()).source.text.split() == ["修好", "东桥。"]


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    markup = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>text &x; more</p>'
    assert "secret" not in read(markup).source.text.replace("secret.txt", "")


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "lxml.html", None)
    with pytest.raises(
        ReadError, match=r'plan\.html needs lxml to be read: pip install "policyplan\[html\]"'
    ):
        read("<p>x</p>")


SOUP = """<p> </p> <div> </div> <br> <table> <tr> <td> <td/rowspan=3> </table> <b> </b> <li> <ol> </ol> <s> </s> <h2> <pre>
    <dl> <dt> <dd> 索引号： 文号 （ ） 责任单位：县林业局 。 &nbsp; &lt; <a> </a> <sup> </sup> <!-- -->"""


@given(st.lists(st.sampled_from(SOUP.split())))
def test_any_soup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces))
    except ReadError:
        return
    for block in found.blocks or ():
        assert found.source[block.span]


def test_the_web_page_of_a_county_reads_as_its_article() -> None:
    path = Path(__file__).parents[2] / "shared" / "layouts" / "13_gushu_webpage.html"
    if not path.exists():
        pytest.skip("the layouts are not beside the repository")
    found = extract(path.read_bytes(), path.name)
    assert dict(found.facts)["成文日期"] == "2023-10-17"
    assert "热门推荐" not in found.source.text
    assert "浏览次数" not in found.source.text
    assert found.source.text.endswith("本方案自印发之日起施行，有效期两年。")


def test_who_keeps_the_site_is_frame_in_an_element_named_bottom() -> None:
    frame = '<div class="bottom">主办单位：县政府办公室</div>'
    signed = '<div class="bottom">青河县人民政府<br>2026年1月5日</div>'
    assert paragraphs(TASKS + frame) == LINES
    assert paragraphs(TASKS + signed)[-1].endswith("2026年1月5日")


def test_a_numbered_list_inside_another_is_a_part_of_its_item() -> None:
    markup = """<h1>修桥工作方案</h1><ol><li><p>新建桥梁</p><ol><li>新建东桥。（县交通局）</li><li>新建西桥。（县水利局）</li></ol>
    <li>维护桥梁<ol><li>刷新栏杆。（县财政局）</li></ol></li></ol>"""
    plan = read_plan(markup.encode(), format="html").plan
    assert [([each.heading for each in entry.sections], entry.task.number) for entry in plan.entries()] == [
        (["新建桥梁"], "1"),
        (["新建桥梁"], "2"),
        (["维护桥梁"], "1"),
    ]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("<dt>责任单位</dt><dd>县交通局</dd><dd>县财政局</dd>", ["责任单位：县交通局", "县财政局"]),
        (
            "<dt>Lead</dt><dd>Roads Office</dd><dt>Due:</dt><dd>June 2026</dd>",
            ["Lead: Roads Office", "Due: June 2026"],
        ),
        ("<dt>一</dt><dt>二</dt><dd>三</dd>", ["一", "二：三"]),
        ("<dt>修建东桥。</dt><dd>东桥在县城东。</dd>", ["修建东桥。", "东桥在县城东。"]),
        ("<dt>责任单位</dt><p>县交通局</p>", ["责任单位", "县交通局"]),
    ],
)
def test_a_term_and_what_is_said_of_it_are_one_line(written: str, lines: list[str]) -> None:
    assert paragraphs(f"<body><p>一、交通</p><dl>{written}</dl></body>") == ["一、交通", *lines]


def test_fields_in_lists_of_terms_belong_to_the_item_above() -> None:
    page = """<body><h1>Cedar Bay Action Plan 2025</h1><h2>Objective 2: Roads</h2>
    <h3>2.1 Repair the bridge</h3><p>Repair the old bridge.</p>
    <dl><dt>Lead</dt><dd>Roads Department</dd><dt>Timeframe</dt><dd>30 June 2025</dd></dl>
    <h3>2.2 Plant trees</h3><p>Plant trees along the road.</p>
    <dl><dt>Lead</dt><dd>Parks Department</dd><dt>Timeframe</dt><dd>31 December 2025</dd></dl></body>"""
    plan = read_plan(page.encode(), format="html").plan
    assert [(task.number, [unit.name for unit in task.leads], str(task.due)) for task in plan.tasks] == [
        ("2.1", ["Roads Department"], "2025-06-30"),
        ("2.2", ["Parks Department"], "2025-12-31"),
    ]
