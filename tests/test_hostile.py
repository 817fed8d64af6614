"""Hostile files and bad days: bombs, entities, endless input, injection, a full disk, no permission, a kill."""

from __future__ import annotations

import csv
import io
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from conftest import REPOSITORY, Run
from icalendar import Calendar

from policyplan import (
    Assignment,
    DueBy,
    ExportError,
    FormatError,
    Measure,
    Plan,
    ReadError,
    Role,
    Section,
    Task,
    Unit,
    dump,
    load,
    load_example,
    publish,
    read,
    read_text,
    records,
    to_ical,
    to_workbook,
)
from policyplan import ledger as ledgers
from policyplan.exporting.records import to_csv
from policyplan.reading import opening
from policyplan.units import Registry

PLAN = load_example("jilin_2022")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@contextmanager
def patience(seconds: int = 60) -> Iterator[None]:
    """Fail instead of hanging: what takes milliseconds elsewhere must not take minutes here."""

    def hang(*_: object) -> None:
        raise AssertionError(f"still at work after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, hang)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def word_file(document: bytes, **others: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        "word/document.xml": document,
    }
    return zipped(parts | others)


def excel_file(sheet: bytes) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["序号", "重点任务", "责任单位"])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


OFFICE = {
    "docx": (word_file, f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'),
    "xlsx": (excel_file, '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'),
}  # fmt: skip


@pytest.mark.parametrize("format_", OFFICE)
def test_a_zip_bomb_is_refused(format_: str) -> None:
    made, markup = OFFICE[format_]
    bomb = made(markup.encode().replace(b"%s", b" " * 200 * 2**20))
    assert len(bomb) < 300_000
    with pytest.raises(ReadError, match="unpacks to more than a plan can hold"):
        read(bomb, format=format_)


@pytest.mark.parametrize("format_", OFFICE)
def test_entities_are_refused_whether_they_multiply_or_look_outside(format_: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容")
    made, markup = OFFICE[format_]
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared in (f'<!ENTITY l0 "ha">{laughs}', f'<!ENTITY l9 SYSTEM "{secret.as_uri()}">'):
        payload = made(f"<!DOCTYPE d [{declared}]>{markup % '&l9;'}".encode())
        with patience(), pytest.raises(ReadError) as raised:
            read(payload, format=format_)
        assert "机密" not in str(raised.value)


def test_entities_of_a_page_neither_multiply_nor_look_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">'
    page = f"<!DOCTYPE html [{declared}]><html><body><p>1.修好东桥。&l9;&x;</p></body></html>"
    with patience():
        source = read(page.encode(), format="html").plan.source
    assert source is not None
    assert "修好东桥" in source.text
    assert "hahaha" not in source.text
    assert "机密" not in source.text


@pytest.mark.parametrize(
    "name", ["../../escaped.txt", "/tmp/escaped.txt", "..\\escaped.txt", "C:\\escaped.txt"]
)
def test_a_path_in_an_archive_leads_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    made, markup = OFFICE["docx"]
    plan = read(made((markup % "1.修好东桥。").encode(), **{name: b"escaped"}), format="docx").plan
    assert [task.number for task in plan.tasks] == ["1"]
    assert not list(tmp_path.rglob("*escaped*"))
    assert not Path("/tmp/escaped.txt").exists()


#: What has made parsers of plans, of markup or of tables work for longer than the text is long.
PIECES = [
    "（", "）", "（）", "(", "【", "〔", "“", "《", "、", "；", "：", "。", "，", "\t", " ", "\u3000", "\n", "\n\n", "- ", "1", "1.",
    "1.1.", "一、", "（一）", "一", "第", "第一条", "年", "2022年", "2022年12月", "-", "至", "责任单位：", "责任单位：市局。",
    "（责任单位：市局", "牵头单位：甲、", "完成时限：", "市", "局", "等", "各", "和", "年底前", "每", "日内", "以", "a", "A ", "by ",
    "|", "| |", "|-", "#", "*", "**", "_", "`", "```\n", "[", "](", "![", "<", "<a ", "<p>", "<table><tr><td>", "<!--", "&", "&#",
    "&amp;", '"', '",', "','", "=", "\\", ">", "> ", "~~", "\r", "\x0c", "\u200b", "\U0001f600", "e\u0301",
]  # fmt: skip


def refusal(text: str, format_: str) -> str:
    """Why the text is not read; "" where it is."""
    try:
        with patience():
            read(text.encode(), format=format_)
    except ReadError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "csv"])
def test_a_piece_said_over_and_over_is_read_to_its_end_or_refused_in_a_line(format_: str) -> None:
    for piece in PIECES:
        assert len(refusal("1.修好东桥。" + piece * 20_000 + "（责任单位：市交通局）", format_)) < 500, piece


def test_brackets_within_brackets_are_read_to_their_end() -> None:
    for opening_, closing in ("（）", "()", "【】", "“”", "《》"):
        text = f"1.修好东桥{opening_ * 30_000}责任单位：市交通局{closing * 30_000}。"
        with patience():
            plan = read_text(text).plan
        assert plan.tasks[0].number == "1"


def test_a_gigabyte_of_one_character_is_refused_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(2**30)  # a hole: it takes no room
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    monkeypatch.setattr(Path, "read_bytes", lambda *_: pytest.fail("the file was read"))
    with pytest.raises(ReadError, match=r"long.txt: 1,073,741,824 bytes are too many; at most 536,870,912"):
        read(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no endless file")
def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LIMIT", 5_000_000)
    with pytest.raises(ReadError, match="/dev/zero: more than 5,000,000 bytes are not read"):
        read("/dev/zero")


class Endless(io.RawIOBase):
    """One character without end, and how much of it was taken."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        buffer[:] = ("字".encode() * (len(buffer) // 3 + 1))[: len(buffer)]
        self.taken += len(buffer)
        return len(buffer)


def test_standard_input_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LIMIT", 5_000_000)
    endless = Endless()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    with pytest.raises(ReadError, match="<stdin>: more than 5,000,000 bytes are not read"):
        read("-")
    assert endless.taken < 7_000_000


#: A plan whose every word tries to be something else where it is written.
HOSTILE = """=HYPERLINK("http://x","y")工作方案
一、<script>alert(1)</script>
1.=cmd|' /C calc'!A0\\,;。END:VEVENT BEGIN:VALARM </td><img src=x onerror=alert(1)>&lt;b&gt;
（责任单位：@SUM(A1)局、+1+2局、"><svg onload=alert(1)>局。完成时限：2022年12月底前）
"""


def test_a_plan_that_tries_to_be_a_formula_is_text_in_tables() -> None:
    plan = read_text(HOSTILE).plan
    cells = [
        cell for row in csv.reader(io.StringIO(to_csv(records(plan)).decode("utf-8-sig"))) for cell in row
    ]
    assert any("cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(plan)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


class Seen(HTMLParser):
    """The elements and event attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_plan_that_tries_to_be_markup_or_a_path_is_text_on_the_site(tmp_path: Path) -> None:
    tame, wild = tmp_path / "tame", tmp_path / "wild" / "site"
    publish(
        read_text(
            "工作方案\n一、甲\n1.修桥。\n（责任单位：市局、县局、乡局。完成时限：2022年12月底前）\n"
        ).plan,
        tame,
    )
    publish(read_text(HOSTILE.replace("calc", "/../../x")).plan, wild)
    expected = Seen((tame / "index.html").read_text(encoding="utf-8"))
    found = [Seen(page.read_text(encoding="utf-8")) for page in wild.rglob("*.html")]
    assert {tag for page in found for tag in page.elements} <= expected.elements
    assert not [name for page in found for name in page.attributes if name.startswith("on")]
    assert os.listdir(tmp_path / "wild") == ["site"]


def test_a_plan_that_tries_to_be_a_calendar_is_text_in_the_feed() -> None:
    calendar = Calendar.from_ical(to_ical(read_text(HOSTILE).plan, as_="event"))
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert "BEGIN:VALARM" in calendar.walk("VEVENT")[0]["DESCRIPTION"]


LEDGER = ledgers.Ledger(
    [ledgers.report_on(entry, on=date(2022, 12, 1), percent=60) for entry in PLAN.entries()]
)
WRITERS: dict[str, Callable[[Path], object]] = {
    "plan.json": lambda path: dump(PLAN, path),
    "plan.xlsx": lambda path: to_workbook(PLAN, path),
    "ledger.json": lambda path: ledgers.dump(LEDGER, path),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_is_one_clear_error(name: str) -> None:
    with pytest.raises(ExportError, match="/dev/full: cannot be written: No space left on device"):
        WRITERS[name](Path("/dev/full"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
def test_a_full_disk_is_one_line_and_status_2_on_the_command_line(policyplan: Run, example: Path) -> None:
    for to in ("json", "ics", "csv", "jsonl"):
        ran = policyplan("convert", example, "--to", to, "-o", "/dev/full")
        assert ran.status == 2, to
        assert "No space left on device" in ran.errors
        assert "Traceback" not in ran.errors


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes: what is written stops in the middle, as on a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_fills_up_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")
    with disk_of(2_000), pytest.raises(ExportError, match="File too large"):
        WRITERS[name](path)
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("to", ["json", "jsonl", "csv", "ics", "txt", "xlsx", "parquet"])
def test_a_disk_that_fills_up_leaves_what_the_command_line_wrote_before(
    to: str, tmp_path: Path, policyplan: Run, example: Path
) -> None:
    path = tmp_path / f"plan.{to}"
    path.write_bytes(b"before")
    with disk_of(2_000):
        ran = policyplan("convert", example, "--to", to, "-o", path)
    assert ran.status == 2
    assert "File too large" in ran.errors
    assert "Traceback" not in ran.errors
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == [path.name]


def test_a_disk_that_fills_up_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    publish(read_text("工作方案\n1.修桥。（责任单位：市局。完成时限：2022年12月底前）").plan, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with disk_of(2_000), pytest.raises(ExportError, match="File too large"):
        publish(PLAN, tmp_path)
    for path, body in before.items():
        assert path.read_bytes() == body, path
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith((".part", ".tmp"))]


@contextmanager
def without_privileges() -> Iterator[Path]:
    """A directory in which this process may read one file and write nothing; the superuser steps down for it."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "plan.json").write_bytes(b"before")
        (directory / "hidden.txt").write_text("1.修桥。")
        (directory / "hidden.txt").chmod(0)
        (directory / "plan.json").chmod(0o444)
        directory.chmod(0o555)
        root = os.geteuid() == 0
        try:
            if root:
                os.seteuid(65534)
            yield directory
        finally:
            if root:
                os.seteuid(0)
            directory.chmod(0o755)


def test_without_permission_nothing_is_read_or_written_and_it_is_said(tmp_path: Path) -> None:
    for write in (*WRITERS.values(), lambda path: publish(PLAN, path.parent)):
        write(tmp_path / "plan")  # what they import when first used may be the superuser's own
    with without_privileges() as directory:
        for name, write in WRITERS.items():
            with pytest.raises(ExportError, match="cannot be written"):
                write(directory / name)
        with pytest.raises(ExportError, match="cannot write"):
            publish(PLAN, directory)
        with pytest.raises(ReadError, match=r"hidden.txt: cannot be read: Permission denied"):
            read(directory / "hidden.txt")
        assert sorted(os.listdir(directory)) == ["hidden.txt", "plan.json"]
        assert (directory / "plan.json").read_bytes() == b"before"


def test_a_file_holds_all_or_what_it_held_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    dump(PLAN, path)
    other = Plan(title="另一个方案")
    script = (
        "import sys; from policyplan import Plan, dump, load_example\n"
        "plans = load_example('jilin_2022'), Plan(title='另一个方案')\n"
        "print('ready', flush=True)\n"
        "while True:\n  for plan in plans: dump(plan, sys.argv[1])"
    )
    chance = random.Random(1)
    for _ in range(8):
        writer = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(chance.random() / 20)
        writer.kill()
        writer.communicate()
        assert load(path) in (PLAN, other)


def test_nesting_without_end_is_one_clear_error_in_every_kind_of_file(tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 200_000)
    with pytest.raises(FormatError, match="nests too deep to be a policyplan file"):
        load(deep)
    with pytest.raises(FormatError, match="nests too deep to be a policyplan file"):
        ledgers.load(deep)
    registry = tmp_path / "registry.toml"
    registry.write_text("[bodies]\na = " + "[" * 100_000)
    with pytest.raises(FormatError, match="nests too deep to be a registry"):
        Registry.load(registry)
    site = tmp_path / "site"
    publish(PLAN, site)
    (site / ".policyplan.json").write_text("[" * 200_000)
    with pytest.raises(ExportError, match="is damaged"):
        publish(PLAN, site)


@pytest.mark.parametrize("payload", ["bomb", "entities"])
def test_a_returned_workbook_may_be_as_hostile_as_a_document(
    payload: str, tmp_path: Path, policyplan: Run
) -> None:
    _, markup = OFFICE["xlsx"]
    sheet = markup.encode().replace(b"%s", b" " * 200 * 2**20) if payload == "bomb" else (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{Path(__file__).as_uri()}">]>{markup % "&x;"}'.encode()
    )  # fmt: skip
    (tmp_path / "returned.xlsx").write_bytes(excel_file(sheet))
    (tmp_path / "plan.txt").write_text("工作方案\n1.修桥。（责任单位：市局）\n", encoding="utf-8")
    book = tmp_path / "ledger.json"
    ran = policyplan(
        "ledger", "merge", tmp_path / "plan.txt", tmp_path / "returned.xlsx", "-l", book, "--write"
    )
    assert ran.status in (1, 2)
    assert "returned.xlsx" in ran.errors + ran.text
    assert "Traceback" not in ran.errors
    assert "Hostile files" not in ran.errors + ran.text  # what the entity would show
    assert not book.exists()


@pytest.mark.parametrize(
    "name",
    ["../../../escaped局", "/tmp/escaped局", "..", ".", "CON", "nul.ics", "index.html", "甲\x00局", "长" * 300 + "局", "-rf", "a/b\\c局",
     "省局\u202e局", "~", "$HOME", "%2e%2e%2f局"],
)  # fmt: skip
def test_no_name_of_a_unit_or_plan_leads_out_of_the_site(name: str, tmp_path: Path) -> None:
    measure = Measure(
        text="修桥",
        deadline=DueBy(date(2022, 12, 31)),
        assignments=(Assignment(Unit(name), Role.LEAD, name),),
    )
    plan = Plan(title=name, sections=(Section(items=(Task(number="1", measures=(measure,)),)),))
    publish(plan, tmp_path / "a" / "site")
    written = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.startswith("a/site/units/") for path in written)
    assert all(path.startswith("a/site/") and path.isascii() and len(path) < 120 for path in written)
    assert not Path("/tmp/escaped局").exists()


@pytest.mark.parametrize("name", WRITERS)
def test_an_interrupt_in_the_middle_leaves_what_was_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupted)
    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        WRITERS[name](path)
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == [name]


EVERYWHERE = """
import hashlib, sys, tempfile
from datetime import date
from pathlib import Path
import policyplan as pp
from policyplan.codec import dumps
from policyplan.exporting.records import to_csv, to_jsonl
reading = pp.read(sys.argv[1])
plan = reading.plan
outputs = {
    "json": dumps(reading).encode(),
    "findings": "\\n".join(finding.render(plan.source) for finding in reading.findings).encode(),
    "csv": to_csv(pp.records(plan)),
    "jsonl": to_jsonl(pp.records(plan)).encode(),
    "events": pp.to_ical(plan, as_="both", undated=True),
    "workbook": pp.to_workbook(plan, by_unit=True),
    "selection": str(pp.find(plan, "due:2022")).encode(),
    "deadline": repr(pp.parse_deadline("by end of 2025", issued=date(2022, 9, 1))).encode(),
}
with tempfile.TemporaryDirectory() as site:
    pp.publish(plan, site)
    for path in sorted(Path(site).rglob("*")):
        if path.is_file():
            outputs[path.relative_to(site).as_posix()] = path.read_bytes()
for name in sorted(outputs):
    print(hashlib.sha256(outputs[name]).hexdigest(), ascii(name))
"""


def test_every_output_has_the_same_bytes_in_any_time_zone_and_locale(example: Path) -> None:
    said = set()
    for zone, locale, seed, utf8 in (
        ("Asia/Shanghai", "C", "1", "0"),
        ("America/Los_Angeles", "C.UTF-8", "2", "1"),
        ("Pacific/Kiritimati", "tr_TR.UTF-8", "3", "0"),
        ("UTC", "POSIX", "4", "0"),
    ):
        environment = os.environ | {
            "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": utf8
        }  # fmt: skip
        command = [sys.executable, "-W", "error", "-c", EVERYWHERE, str(example)]
        ran = subprocess.run(command, env=environment, capture_output=True, check=True, cwd=REPOSITORY)
        said.add(ran.stdout)
    assert len(said) == 1
    assert len(next(iter(said)).splitlines()) > 20
