"""Markdown files, Chinese and English, as they are written rather than as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import read as read_plan
from policyplan.errors import ReadError
from policyplan.reading.blocks import Paragraph, Table
from policyplan.reading.markdown import extract
from policyplan.reading.markdown.inline import clean


def paragraphs(text: str) -> list[str]:
    read = extract(text.encode(), "plan.md")
    return [read.source[block.span] for block in read.blocks or () if isinstance(block, Paragraph)]


def levels(text: str) -> list[tuple[int | None, str]]:
    read = extract(text.encode(), "plan.md")
    return [
        (block.level, read.source[block.span]) for block in read.blocks or () if isinstance(block, Paragraph)
    ]


def tables(text: str) -> list[list[list[str]]]:
    read = extract(text.encode(), "plan.md")
    found = [block for block in read.blocks or () if isinstance(block, Table)]
    assert all(read.source[cell.span] == cell.text for table in found for row in table.rows for cell in row)
    return [[[cell.text for cell in row] for row in table.rows] for table in found]


def test_headings_have_their_levels_and_the_title_underlined_with_equals_is_one() -> None:
    text = """
县行动方案
====
## 一、查清资源底数 ##
### *（一）* 开展**补充**普查
#无空格的标题
Goals
-----
#hashtag is text
<h3>HTML heading</h3>
"""
    assert levels(text) == [
        (1, "县行动方案"),
        (2, "一、查清资源底数"),
        (3, "（一） 开展补充普查"),
        (1, "无空格的标题"),
        (2, "Goals"),
        (None, "#hashtag is text"),
        (3, "HTML heading"),
    ]


def test_wrapped_lines_are_one_paragraph_and_keep_their_line_ends() -> None:
    text = "The county will build\nraised crossings.\n\nNext paragraph.\n"
    assert paragraphs(text) == ["The county will build\nraised crossings.", "Next paragraph."]


def test_labels_and_numbers_begin_paragraphs_without_an_empty_line() -> None:
    text = "（一）推进普查。\n责任单位：县林业局\n完成时限：2023年底\n（二）建立档案。\n**Lead:** Fleet Services\n**Due:** Ongoing\n"
    assert paragraphs(text) == [
        "（一）推进普查。", "责任单位：县林业局", "完成时限：2023年底", "（二）建立档案。", "Lead: Fleet Services", "Due: Ongoing",
    ]  # fmt: skip


def test_list_items_are_paragraphs_and_numbers_stay_as_printed() -> None:
    text = "- first\n- [x] done\n  and more\n* **Lead:** Fleet\n\n3. third\n7) seventh\n    - nested\n"
    assert paragraphs(text) == ["first", "done\nand more", "Lead: Fleet", "3. third", "7) seventh", "nested"]


def test_chinese_emphasis_closes_after_punctuation() -> None:
    assert paragraphs("**（一）开展补充普查。**运用无人机。__重点：__按期完成。") == [
        "（一）开展补充普查。运用无人机。重点：按期完成。"
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("October 31, 2020*", "October 31, 2020*"),
        ("<s>June 30</s> <b>July 31*</b>", "July 31*"),
        ("~~6月底前~~9月底前", "9月底前"),
        ("<del>old **x**</del>new", "new"),
        ("Tool&#42;&#42; &amp;amp; &lt;b&gt;", "Tool** &amp; <b>"),
        (r"\*not emphasis\* 1\. a\|b", "*not emphasis* 1. a|b"),
        ("***bold italic*** and **bold *nested***", "bold italic and bold nested"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("[text](https://a.example/b_(c) \"title\") [ref][1] [plain]", "text ref [plain]"),
        ("https://[agency].gov/data", "https://[agency].gov/data"),
        ("[News]({{ site.baseurl }}/news) page", "News page"),
        ("<https://a.example/x_y_z>", "https://a.example/x_y_z"),
        ("questions.[^5] more[^note]", "questions. more"),
        ("text<sup>1</sup> and 10 m<sup>2</sup> x", "text and 10 m x"),
        ("![map](map.png) shown", "shown"),
        ("`code *kept* <b>` done", "code *kept* <b> done"),
        ("a {:.cls} b", "a b"),
        ("<span class=\"x\">责任单位</span>：县林业局", "责任单位：县林业局"),
        ("a < b and c > d", "a < b and c > d"),
        ("never ~~closed", "never ~~closed"),
    ],
)  # fmt: skip
def test_inline_markup_is_taken_off(written: str, read: str) -> None:
    assert paragraphs(f"x {written}") == [f"x {read}"]


def test_a_break_parts_paragraphs_only_where_a_sentence_or_a_label_does() -> None:
    text = "签订管护协议，<br>管护补助直达到户。<br>责任单位：县林业局  \n完成时限：2023年底\\\n备注如下\n"
    assert paragraphs(text) == [
        "签订管护协议，\n管护补助直达到户。",
        "责任单位：县林业局",
        "完成时限：2023年底\n备注如下",
    ]


def test_tables_keep_cells_with_escaped_bars_breaks_and_missing_ends() -> None:
    text = r"""
{:.wide-table}
| No. | **Action** | Lead | Due |
|:---|:---:|---|--:|
| 1.1 | Build \| relight | A; B | <s>June</s> <b>July*</b> |
| 1.2 | Two<br>lines | C
2.1 | [link](x) | | 2026 |

after
"""
    assert tables(text) == [
        [
            ["No.", "Action", "Lead", "Due"],
            ["1.1", "Build | relight", "A; B", "July*"],
            ["1.2", "Two\nlines", "C", ""],
            ["2.1", "link", "", "2026"],
        ]
    ]
    assert paragraphs(text) == ["after"]


def test_a_cell_more_than_the_header_has_is_kept() -> None:
    assert tables("|a|b|\n|-|-|\n|1|2|3|\n") == [[["a", "b", ""], ["1", "2", "3"]]]


def test_places_are_lines_of_the_file() -> None:
    text = "---\ntitle: Plan\n---\n<!-- a\ncomment -->\n# Plan\n\nfirst,<br>\nsecond.<br>Due: now\n\n|a|\n|-|\n|b|\n"
    read = extract(text.encode(), "plan.md")
    assert read.facts == (("title", "Plan"),)
    assert [str(read.source.place(block.span.start)) for block in read.blocks or ()] == [
        "line 6",
        "line 8",
        "line 9",
        "line 11",
    ]
    (table,) = (block for block in read.blocks or () if isinstance(block, Table))
    assert str(read.source.place(table.rows[1][0].span.start)) == "line 13"


def test_code_is_text_and_site_tags_are_not() -> None:
    assert paragraphs("```\na | b\n**c**\n```\n{% include x.html %}\n[1]: https://a.example\n[^1]: A note.\n> quoted\n> more\n") == [
        "a | b\n**c**", "A note.", "quoted\nmore",
    ]  # fmt: skip


def test_a_table_written_in_html_is_a_table() -> None:
    text = "intro\n\n<table>\n<tr><th>任务</th><th>单位</th></tr>\n<tr><td rowspan=2>普查</td><td>甲局</td></tr>\n<tr><td>乙局</td></tr>\n</table>\n\nafter"
    read = extract(text.encode(), "plan.md")
    (table,) = (block for block in read.blocks or () if isinstance(block, Table))
    assert [[(cell.text, cell.merged) for cell in row] for row in table.rows] == [
        [("任务", False), ("单位", False)], [("普查", False), ("甲局", False)], [("普查", True), ("乙局", False)],
    ]  # fmt: skip
    assert str(read.source.place(table.rows[1][1].span.start)) == "line 5"
    assert paragraphs(text) == ["intro", "after"]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ReadError, match=r"plan\.md holds no text"):
        extract(b"<!-- nothing -->\n\n---\n", "plan.md")


@given(st.text("ab*_~`[]()!<>/s\\&#1;|\n-中。：^ ", max_size=80))
def test_no_mixture_of_marks_fails(text: str) -> None:
    clean(text)
    try:
        read = extract(text.encode(), None)
    except ReadError:
        return
    assert all(read.source[block.span] for block in read.blocks or () if isinstance(block, Paragraph))


@given(st.text("中文字，。ab c", min_size=1))
def test_text_without_marks_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_the_federal_plan_has_its_tables() -> None:
    path = Path(__file__).parents[2] / "shared" / "corpus" / "us_federal_data_strategy_2020.md"
    if not path.exists():
        pytest.skip("the corpus of real plans is not beside the repository")
    text = path.read_text(encoding="utf-8")
    found = tables(text)
    assert len(found) == sum(set(line.strip()) == {"|", "-"} for line in text.splitlines())
    dates = [cell for table in found for row in table for cell in row if "July 31" in cell]
    assert "July 31, 2020*" in dates
    assert not any("<" in cell or "June 30, 2020 " in cell for cell in dates)


def test_a_page_number_between_dashes_is_no_list_item() -> None:
    assert paragraphs("正文。\n\n- 2 -\n") == ["正文。", "- 2 -"]


def test_a_table_behind_a_list_of_sentences_stands_beside_them_and_not_below_the_last() -> None:
    plan = read_plan(
        """# 临江市2024年工作要点

一、总体要求

1. 坚持稳中求进。
2. 坚持群众满意。

| 序号 | 重点任务 | 牵头单位 |
|---|---|---|
| 1 | 修桥 | 市交通局 |
""".encode(),
        format="md",
    ).plan
    (section,) = plan.sections
    assert [task.text for task in section.tasks] == ["坚持稳中求进。", "坚持群众满意。", "修桥"]


@pytest.mark.parametrize("indent", ["  ", "   ", "\t"])
def test_a_numbered_list_inside_another_is_a_part_of_its_item(indent: str) -> None:
    text = "# 修桥工作方案\n\n1. 新建桥梁\n{0}1. 新建东桥。（县交通局）\n{0}2. 新建西桥。（县水利局）\n2. 维护桥梁\n{0}1. 刷新栏杆。（县财政局）\n"
    plan = read_plan(text.format(indent).encode(), format="markdown").plan
    assert [([each.heading for each in entry.sections], entry.task.number) for entry in plan.entries()] == [
        (["新建桥梁"], "1"),
        (["新建桥梁"], "2"),
        (["维护桥梁"], "1"),
    ]
