"""Plain text files: encodings found, named and refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import read
from policyplan.errors import ReadError
from policyplan.reading.text import decode, extract

PLAN = """梧溪县2023年重点工作任务
（一）推进古树名木保护。（责任单位：县林业局，完成时限：2023年12月底前）
"""
TRADITIONAL = """青嵐縣促進青年發展行動計畫
1、辦理職業探索活動。（牽頭單位：縣教育局；協辦單位：縣勞工局；辦結時限：2024年6月底前）
"""


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        (PLAN, "utf-8", "utf-8"),
        (PLAN, "utf-8-sig", "utf-8"),
        (PLAN, "utf-16", "utf-16"),
        (PLAN, "utf-16-le", "utf-16-le"),
        (PLAN, "utf-16-be", "utf-16-be"),
        (PLAN, "utf-32", "utf-32"),
        (PLAN, "gbk", "gb18030"),
        (PLAN + "㐂𠀀", "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "cp950", "cp950"),
        (TRADITIONAL + "㗎啲嘅", "big5hkscs", "big5hkscs"),
        ("The County’s plan – due “soon”\n", "cp1252", "cp1252"),
        ("Lead: Fleet Services\n", "ascii", "utf-8"),
        ("Lead: Fleet Services\n", "utf-16-le", "utf-16-le"),
    ],
)
def test_the_encoding_is_found(text: str, written: str, found: str) -> None:
    assert decode(text.encode(written)) == (text, found)


def test_chinese_is_found_behind_many_pages_of_ascii() -> None:
    text = "x = 1\n" * 30_000 + PLAN
    assert decode(text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize("written", ["gb18030", "big5", "utf-16-le"])
def test_one_line_is_enough(written: str) -> None:
    line = "責任單位：財政局，2024年6月底前完成\n"
    assert decode(line.encode(written))[0] == line


def test_an_encoding_that_is_named_is_used() -> None:
    assert decode("財政局".encode("big5"), encoding="big5") == ("財政局", "cp950")
    assert decode(PLAN.encode("gbk"), encoding="GB2312") == (PLAN, "gb18030")
    assert decode("½".encode("latin-1"), encoding="latin-1") == ("½", "iso8859-1")


def test_line_ends_become_newlines_and_the_mark_goes() -> None:
    assert decode("\ufeff一\r\n二\r三\n".encode())[0] == "一\n二\n三\n"


def test_a_form_feed_stays_since_a_page_ends_there() -> None:
    assert decode("第一页\f第二页".encode())[0] == "第一页\f第二页"


@pytest.mark.parametrize("payload", [b"", b"\r\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", "　\n　".encode()])
def test_an_empty_file_is_refused(payload: bytes) -> None:
    with pytest.raises(ReadError, match=r"plan\.txt is empty"):
        decode(payload, name="plan.txt")


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Office file"),
        (b"{\\rtf1\\ansi", "a rich text file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\x00", "a GIF image"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(payload: bytes, kind: str) -> None:
    with pytest.raises(ReadError, match=rf"plan\.txt is {kind}.*, not text"):
        decode(payload, name="plan.txt")


def test_a_nul_byte_is_told_with_its_place() -> None:
    with pytest.raises(ReadError, match=r"plan\.txt is no text: NUL byte at offset 6 \(line 2\)"):
        decode("一\n二".encode()[:6] + b"\x00\x01\x02 and more text", name="plan.txt")
    with pytest.raises(ReadError, match=r"plan\.txt is no text: NUL byte at offset 4 \(line 2\)"):
        decode(b"abc\n\x00\x01\x02\x03" * 100, name="plan.txt")


def test_a_nul_is_refused_though_the_encoding_is_named() -> None:
    with pytest.raises(ReadError, match="NUL character in line 2"):
        decode(b"abc\nd\x00e", encoding="utf-8")


def test_the_first_bad_byte_is_told_with_offset_and_line() -> None:
    payload = PLAN.encode() + b"\xff" + PLAN.encode()
    line = PLAN.count("\n") + 1
    place = rf"byte 0xff at offset {len(PLAN.encode())} \(line {line}\) is no utf-8, the likeliest encoding"
    with pytest.raises(ReadError, match=place):
        decode(payload, name="plan.txt")


def test_a_wrong_encoding_that_was_named_is_told() -> None:
    with pytest.raises(ReadError, match="is no utf-8, the encoding that was given"):
        decode(PLAN.encode("gbk"), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["gb10830", "zlib", "", "a\x00b"])
def test_an_unknown_encoding_is_told(encoding: str) -> None:
    with pytest.raises(ReadError, match="unknown; give one such as utf-8"):
        decode(b"text", encoding=encoding)


def test_an_extract_of_plain_text_has_no_blocks_and_tells_a_detected_encoding() -> None:
    read = extract(PLAN.encode("gbk"), "plan.txt")
    assert (read.source.text, read.source.name, read.blocks) == (PLAN, "plan.txt", None)
    assert [finding.code for finding in read.findings] == ["detected-encoding"]
    assert extract(PLAN.encode(), "plan.txt").findings == ()
    assert extract(PLAN.encode("gbk"), "plan.txt", encoding="gbk").findings == ()


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    try:
        text, _ = decode(payload)
    except ReadError:
        return
    assert text.strip()
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00\ufeff"), min_size=1))
def test_what_utf8_says_is_what_is_read(text: str) -> None:
    if text.strip() and not text.startswith(("%PDF-", "PK\x03\x04", "{\\rtf", "GIF8")):
        assert decode(text.encode()) == (text, "utf-8")


def test_a_table_that_is_drawn_in_a_text_file_is_read_as_one(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(
        "临江市2024年任务表\n| 序号 | 任务 | 牵头单位 |\n|---|---|---|\n| 1 | 修桥 | 市交通局 |\n", "utf-8"
    )
    (measure,) = read(file).plan.measures
    assert (measure.text, [unit.name for unit in measure.leads]) == ("修桥", ["市交通局"])
