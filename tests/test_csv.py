"""Delimited text: separator and encoding found, quotes kept, ragged rows filled up."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import read
from policyplan.errors import ReadError
from policyplan.reading.blocks import Extract, Table
from policyplan.reading.delimited import extract, separator_of


def cells(read: Extract) -> list[list[str]]:
    """The rows of the only table."""
    (only,) = read.blocks or ()
    assert isinstance(only, Table)
    for row in only.rows:
        for cell in row:
            assert read.source[cell.span] == cell.text
    return [[cell.text for cell in row] for row in only.rows]


HEAD = ["序号", "重点任务", "责任单位", "完成时限"]
TASK = ["1", "建设公园，修缮步道", "市住房城乡建设局、市财政局", "2025年6月底前"]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_the_separator_is_found(separator):
    text = "\n".join(separator.join(row) for row in (HEAD, TASK, TASK))
    assert separator_of(text) == separator
    assert cells(extract(text.encode())) == [HEAD, TASK, TASK]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_found(encoding):
    text = "\r\n".join(",".join(row) for row in (HEAD, TASK))
    assert cells(extract(text.encode(encoding), "ledger.csv")) == [HEAD, TASK]


def test_the_encoding_may_be_named():
    text = "\r\n".join(",".join(row) for row in (["編號", "單位"], ["1", "財政局"]))
    assert cells(extract(text.encode("big5"), encoding="big5")) == [["編號", "單位"], ["1", "財政局"]]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks():
    text = '任务,单位\n"修路,架桥","甲局\r\n“乙”局""分局"""\n'
    assert cells(extract(text.encode())) == [["任务", "单位"], ["修路,架桥", '甲局\n“乙”局"分局"']]


def test_ragged_rows_are_filled_up_and_empty_rows_and_columns_left_out():
    text = "任务台账\n序号,,任务,单位\n,,,\n\n1,,修路\n"
    assert cells(extract(text.encode())) == [
        ["任务台账", "", ""],
        ["序号", "任务", "单位"],
        ["1", "修路", ""],
    ]


def test_places_name_rows_and_columns_as_a_spreadsheet_counts_them():
    read = extract('任务,单位\n\n"修\n路",甲局\n'.encode())
    assert str(read.source.place(read.source.text.index("甲局"))) == "row 3, column 2"


def test_a_separator_may_be_declared_on_the_first_line():
    read = extract("sep=;\n任务;单位,人\n修路;甲局,乙\n".encode())
    assert cells(read) == [["任务", "单位,人"], ["修路", "甲局,乙"]]
    assert str(read.source.place(0)) == "row 2, column 1"


def test_quotation_marks_tell_the_separator_where_cells_hold_others():
    assert cells(extract(b'"0","0",";"\n"0",";",";"\n')) == [["0", "0", ";"], ["0", ";", ";"]]


def test_one_column_is_a_table_too():
    assert cells(extract("任务\n修路\n".encode())) == [["任务"], ["修路"]]


def test_an_unclosed_quote_swallows_nothing_and_is_reported():
    read = extract('任务,单位\n"修路,甲局\n架桥,乙局\n'.encode())
    assert cells(read) == [["任务", "单位"], ['"修路', "甲局"], ["架桥", "乙局"]]
    assert [finding.code for finding in read.findings] == ["unbalanced-quotes"]


def test_what_holds_no_text_is_refused():
    with pytest.raises(ReadError, match=r"ledger\.csv"):
        extract(b",,,\n,,,\n", "ledger.csv")


def test_what_is_no_text_is_refused():
    with pytest.raises(ReadError, match=r"ledger\.csv"):
        extract(b"PK\x03\x04" + bytes(range(256)), "ledger.csv")


WORDS = st.text("甲乙丙，、。“”\"'；;|\t\n 市局1234567890", min_size=1, max_size=8).filter(str.strip)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=5))
def test_what_was_written_as_csv_is_read_back(rows):
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cells(extract(file.getvalue().encode("utf-8-sig"))) == [
        [cell.strip() for cell in row] for row in rows
    ]


def test_a_line_break_behind_an_enumeration_comma_parts_no_class_of_bodies() -> None:
    table = '序号,重点任务,牵头单位\n1,修桥,"各区、\n县级市人民政府、区发展改革委"\n'
    measure = read(table.encode(), format="csv").plan.measures[0]
    assert [unit.name for unit in measure.leads] == ["各区、县级市人民政府", "区发展改革委"]
