"""The command line: what it writes where, its exit status, and that bad input gives one clear line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policyplan.checks import CODES

Run = Callable[..., Any]

PLAN = """临江市2024年工作要点

一、道路
1.修好东桥。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）
2.养护公路。（责任单位：市交通局。完成时限：持续推进）

二、水
3.清理东湖。（责任单位：市水务局牵头。完成时限：2024年12月底前）
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "policyplan", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)  # type: ignore[call-overload]


def test_help_names_every_command_and_each_command_has_examples(policyplan: Run) -> None:
    ran = policyplan("--help")
    assert ran.status == 0
    for name in ("read", "check", "find", "convert", "publish", "deadline"):
        assert f"\n  {name} " in ran.text
        own = policyplan(name, "--help")
        assert own.status == 0
        assert "Examples:\n    policyplan " in own.text


def test_the_version_is_that_of_the_package(policyplan: Run) -> None:
    from importlib.metadata import version

    assert policyplan("--version").text == f"policyplan {version('policyplan')}\n"


def test_read_shows_sections_tasks_units_and_days(policyplan: Run, plan: Path) -> None:
    ran = policyplan("read", plan)
    assert ran.status == 0
    for words in ("临江市2024年工作要点", "道路", "修好东桥", "市交通局", "市财政局", "2024-06-30"):
        assert words in ran.text


def test_read_writes_a_plan_that_converts_to_the_same_rows(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "plan.json"
    assert policyplan("read", plan, "-o", kept).status == 0
    rows = policyplan("convert", kept, "--to", "jsonl")
    assert rows.output == policyplan("convert", plan, "--to", "jsonl").output
    units = [json.loads(line)["unit"] for line in rows.text.splitlines()]
    assert units == ["市交通局", "市财政局", "市交通局", "市水务局"]


def test_the_suffix_of_the_output_names_the_format(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    starts = {"json": "{", "jsonl": "{", "csv": "\ufeffplan,", "ics": "BEGIN:VCALENDAR\r\n", "txt": "临江市"}
    for suffix, start in starts.items():
        output = tmp_path / f"out.{suffix}"
        ran = policyplan("convert", plan, "-o", output)
        assert (ran.status, ran.output) == (0, b"")
        assert output.read_bytes().startswith(start.encode())


def test_an_unknown_format_says_which_are_known(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    for arguments in (["--to", "xyz"], ["-o", tmp_path / "out.xyz"], ["-o", tmp_path / "out"]):
        ran = policyplan("convert", plan, *arguments)
        assert ran.status == 2
        assert "json" in ran.errors
        assert "ics" in ran.errors
    assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]


def test_standard_input_is_read_for_a_dash(policyplan: Run, plan: Path) -> None:
    ran = policyplan("convert", "-", "--to", "jsonl", stdin=PLAN.encode())
    assert ran.output == policyplan("convert", plan, "--to", "jsonl").output.replace(
        named(plan.name), named("<stdin>")
    )


def test_an_encoding_can_be_named(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes(PLAN.encode("gb18030"))
    ran = policyplan("convert", old, "--encoding", "gb18030", "--to", "jsonl")
    assert ran.output == policyplan("convert", plan, "--to", "jsonl").output.replace(
        named(plan.name), named(old.name)
    )


def named(source: object) -> bytes:
    """How a row says which file it is from."""
    return f'"source_name": {json.dumps(str(source))}'.encode()


def test_a_calendar_holds_events_or_to_dos(policyplan: Run, plan: Path) -> None:
    assert policyplan("convert", plan, "--to", "ics").output.count(b"BEGIN:VEVENT\r\n") == 2
    assert policyplan("convert", plan, "--to", "ics", "--as", "todo").output.count(b"BEGIN:VTODO\r\n") == 3


def test_calendar_options_are_refused_for_other_formats(policyplan: Run, plan: Path) -> None:
    ran = policyplan("convert", plan, "--to", "csv", "--as", "todo")
    assert ran.status == 2
    assert "--to ics" in ran.errors


def test_find_takes_several_files_and_then_a_query(policyplan: Run, plan: Path, example: Path) -> None:
    ran = policyplan("find", plan, example, "lead:市交通局", "--to", "jsonl")
    assert {json.loads(line)["task"] for line in ran.text.splitlines()} == {"1"}


def test_a_bad_query_is_shown_with_the_place(policyplan: Run, plan: Path) -> None:
    ran = policyplan("find", plan, "lead:市交通局 (")
    assert ran.status == 2
    assert "^" in ran.errors
    assert ran.output == b""


def test_publish_writes_a_feed_for_each_unit_and_a_page(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    ran = policyplan("publish", plan, site)
    assert ran.status == 0
    assert (site / "index.html").is_file()
    assert (site / "all.ics").is_file()
    assert len(list(site.rglob("*.ics"))) >= 4


def test_deadline_says_the_day_and_why(policyplan: Run) -> None:
    ran = policyplan("deadline", "今年12月底前", "--issued", "2022-09-01")
    assert ran.status == 0
    assert "2022-12-31" in ran.text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("每季度末前", "recurring: FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1, no last day"),
        ("每年左右", "recurring, no last day"),
        ("长期坚持", "ongoing, no last day"),
        ("适时", "conditional, no last day"),
        ("2023年1月至6月", "from 2023-01-01 by 2023-06-30, known to the month"),
    ],
)
def test_deadline_says_what_has_no_last_day_and_what_has_a_first(
    policyplan: Run, words: str, told: str
) -> None:
    ran = policyplan("deadline", words)
    assert (ran.status, ran.text.splitlines()[0]) == (0, told)


def test_a_day_that_does_not_exist_is_underlined(policyplan: Run) -> None:
    ran = policyplan("deadline", "2023年13月底前")
    assert ran.status == 2
    assert ran.errors.startswith("policyplan: month must be 1 to 12, not 13\n")
    assert "2023年13月底前" in ran.errors
    assert "^" in ran.errors


def test_words_that_are_no_deadline_have_status_2(policyplan: Run) -> None:
    ran = policyplan("deadline", "桥")
    assert (ran.status, ran.output) == (2, b"")
    assert "桥" in ran.errors


def test_checks_are_made_anew_on_a_plan_that_was_mended(policyplan: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared.txt"
    shared.write_text(PLAN.replace("市交通局牵头，市财政局配合", "市交通局、市财政局"), encoding="utf-8")
    kept = tmp_path / "plan.json"
    assert "[missing-lead]" in policyplan("check", shared).errors
    policyplan("read", shared, "-o", kept)
    assert "[missing-lead]" in policyplan("check", kept).errors
    mended = kept.read_text(encoding="utf-8").replace('"role": "responsible"', '"role": "lead"', 1)
    kept.write_text(mended, encoding="utf-8")
    assert "[missing-lead]" not in policyplan("check", kept).errors


def test_a_finding_can_be_explained(policyplan: Run) -> None:
    one = policyplan("check", "--explain", "missing-lead").text
    assert one.startswith("missing-lead (info)\n  A measure names several units but none that leads")
    assert "For example:" in one
    every = policyplan("check", "--explain", "all").text
    assert "\n\nrepeated-number (warning)\n" in every
    assert one.strip() in every
    listed = policyplan("check", "--explain").text
    assert [line.split()[0] for line in listed.splitlines()] == list(CODES)
    unknown = policyplan("check", "--explain", "mising-lead")
    assert unknown.status == 2
    assert "did you mean missing-lead?" in unknown.errors


def test_coverage_shows_the_share_and_the_text_that_is_left(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    ran = policyplan("read", plan, "--coverage")
    assert (ran.status, ran.text) == (0, "plan.txt: 100.00% (125 of 125 printable characters)\n")
    kept = tmp_path / "plan.json"
    policyplan("read", plan, "-o", kept)
    values = json.loads(kept.read_text(encoding="utf-8"))
    del values["plan"]["sections"][0]["span"]
    values["plan"]["sections"][0]["items"].pop()
    kept.write_text(json.dumps(values), encoding="utf-8")
    left = policyplan("read", kept, "--coverage")
    assert "养护公路" in left.text
    assert "^^^" in left.text
    refused = policyplan("read", plan, "--coverage", "-o", tmp_path / "out.txt")
    assert (refused.status, refused.output) == (2, b"")


def test_a_second_reading_keeps_corrections_and_says_so(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    policyplan("read", plan, "-o", kept)
    assert policyplan("read", plan, "-o", kept).errors == ""
    kept.write_text(kept.read_text(encoding="utf-8").replace("2024-06-30", "2024-07-31"), encoding="utf-8")
    again = policyplan("read", plan, "-o", kept)
    assert again.status == 0
    assert again.errors == (
        f"{kept}: kept 1 correction (--fresh discards them)\n  measure 1/1: deadline corrected\n"
    )
    plan.write_text(PLAN.replace("6月底", "8月底"), encoding="utf-8")
    conflict = policyplan("read", plan, "-o", kept)
    assert "[correction-conflict]" in conflict.errors
    assert f"{plan}:4:" in conflict.errors
    assert "2024-07-31" in policyplan("find", kept, "东桥").text
    policyplan("read", plan, "-o", kept, "--fresh")
    assert "2024-08-31" in policyplan("find", kept, "东桥").text


def test_corrections_are_never_overwritten_by_accident(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    kept, other = tmp_path / "plan.json", tmp_path / "other.txt"
    policyplan("read", plan, "-o", kept)
    kept.write_text(kept.read_text(encoding="utf-8").replace("2024-06-30", "2024-07-31"), encoding="utf-8")
    before = kept.read_bytes()
    other.write_text("山城区工作要点\n1.种树。（责任单位：区园林局）\n", encoding="utf-8")
    refused = policyplan("read", other, "-o", kept)
    assert (refused.status, kept.read_bytes()) == (2, before)
    assert "holds another plan" in refused.errors
    kept.write_bytes(before[:-20])
    broken = policyplan("read", plan, "-o", kept)
    assert (broken.status, kept.read_bytes()) == (2, before[:-20])
    assert "--fresh" in broken.errors
    kept.write_bytes(before)
    assert policyplan("read", kept, "-o", kept).status == 0
    assert kept.read_bytes() == before


def test_a_finding_about_a_corrected_value_is_shown_no_more(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    plan.write_text(PLAN.replace("2024年6月底前", "2024年13月底前"), encoding="utf-8")
    kept = tmp_path / "plan.json"
    policyplan("read", plan, "-o", kept)
    assert "[bad-date]" in policyplan("check", kept).errors
    values = json.loads(kept.read_text(encoding="utf-8"))
    values["plan"]["sections"][0]["items"][0]["measures"][0]["deadline"] = {"kind": "by", "due": "2024-12-31"}
    kept.write_text(json.dumps(values), encoding="utf-8")
    for arguments in (["check", kept], ["read", kept], ["read", plan, "-o", kept]):
        ran = policyplan(*arguments)
        assert ran.status == 0
        assert "[bad-date]" not in ran.errors


def test_check_counts_what_it_found(policyplan: Run, plan: Path) -> None:
    ran = policyplan("check", plan)
    assert ran.status == 0
    assert ran.text.startswith("临江市2024年工作要点: 0 errors")


def test_a_finding_of_severity_error_gives_status_1(policyplan: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(PLAN.replace("6月底前", "13月底前"), encoding="utf-8")
    for arguments in (["read", bad], ["check", bad], ["convert", bad, "--to", "jsonl"]):
        ran = policyplan(*arguments)
        assert ran.status == 1
        assert f"{bad}:4:" in ran.errors
        assert "error" in ran.errors
        assert ran.output


def test_what_cannot_be_read_is_one_line_and_status_2(policyplan: Run, tmp_path: Path) -> None:
    binary, empty = tmp_path / "picture.txt", tmp_path / "empty.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    empty.touch()
    for path in (tmp_path / "absent.txt", tmp_path, binary, empty):
        for command in ("read", "check", "convert"):
            ran = policyplan(command, path)
            assert (ran.status, ran.output) == (2, b"")
            assert str(path) in ran.errors
            assert "Traceback" not in ran.errors


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_one_may_not_read_is_one_line_and_status_2(policyplan: Run, plan: Path) -> None:
    plan.chmod(0)
    ran = policyplan("read", plan)
    assert ran.status == 2
    assert "ermission" in ran.errors


def test_several_plans_do_not_go_into_one_json_file(policyplan: Run, plan: Path) -> None:
    for command in (["read", "--to", "json"], ["convert"]):
        ran = policyplan(*command, plan, plan)
        assert (ran.status, ran.output) == (2, b"")
        assert "one plan" in ran.errors


def test_one_bad_path_never_stops_the_rest(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    absent, out = tmp_path / "absent.txt", tmp_path / "out.csv"
    alone = policyplan("convert", plan, "--to", "csv").output
    ran = policyplan("convert", absent, plan, tmp_path / "gone.txt", "-o", out)
    assert ran.status == 2
    assert ran.errors.splitlines() == [
        f"{path}: error: no such file; check the path [unread-file]"
        for path in (absent, tmp_path / "gone.txt")
    ]
    assert out.read_bytes() == alone
    for command in (["read"], ["check"], ["find"], ["convert", "--to", "jsonl"], ["convert", "--to", "ics"]):
        query = ["修好东桥"] if command == ["find"] else []
        ran = policyplan(*command, absent, plan, *query)
        assert (ran.status, ran.errors.count("[unread-file]")) == (2, 1)
        alone = policyplan(*command, plan, *query).output
        total = b"1 plan, 1 not read: 0 errors, 0 warnings, 0 notes\n" if command == ["check"] else b""
        assert ran.output == alone + total


def test_nothing_is_written_when_no_file_can_be_read(policyplan: Run, tmp_path: Path) -> None:
    for name in ("out.csv", "out.jsonl", "out.txt", "out.ics", "out.json"):
        ran = policyplan("convert", tmp_path / "absent.txt", "-o", tmp_path / name)
        assert (ran.status, ran.errors.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", [b"\x00\x01", b"", "临海市2024年工作要点".encode()])
def test_what_can_be_read_is_published_and_nothing_cancelled_for_want_of_the_rest(
    policyplan: Run, tmp_path: Path, broken: bytes
) -> None:
    plans, site = tmp_path / "plans", tmp_path / "site"
    plans.mkdir()
    for name, work in (("临江市", "修好东桥"), ("临海市", "修好码头")):
        text = f"{name}2024年工作要点\n1.{work}。（牵头单位：{name}交通局。完成时限：2024年6月底前）\n"
        (plans / f"{name}.txt").write_text(text, encoding="utf-8")
    assert policyplan("publish", plans, site, "--as-of", "2024-02-01").status == 0
    (plans / "临海市.txt").write_bytes(broken)
    ran = policyplan("publish", plans, site, "--as-of", "2024-02-02")
    assert ran.status == (2 if broken[:1] in (b"\x00", b"") else 1)
    assert ran.errors.splitlines()[-1] == (
        "policyplan: 1 of 2 files could not be read, or holds no measure, and is not published; "
        "1 item published before from plans not read now stay as they were"
    )
    everything = (site / "all.ics").read_text(encoding="utf-8")
    assert everything.count("STATUS:CONFIRMED") == 2
    assert "CANCELLED" not in everything


def test_nothing_is_published_when_no_file_can_be_read(policyplan: Run, tmp_path: Path) -> None:
    ran = policyplan("publish", tmp_path / "absent.txt", tmp_path / "site")
    assert ran.status == 2
    assert ran.errors.splitlines()[-1] == (
        "policyplan: nothing was published: 1 of 1 file could not be read, or holds no measure"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written_leaves_nothing(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "taken.csv").mkdir()
    for output in (tmp_path / "absent" / "out.csv", tmp_path / "taken.csv"):
        ran = policyplan("convert", plan, "-o", output)
        assert ran.status == 2
        assert str(output) in ran.errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.txt", "taken.csv"]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--issued", "2022-13-01"), ("--period", "2023-2022"), ("--period", "soon"), ("--encoding", "utf-9")],
)
def test_a_bad_option_is_refused_before_reading(policyplan: Run, plan: Path, option: str, value: str) -> None:
    ran = policyplan("read", plan, option, value)
    assert (ran.status, ran.output) == (2, b"")
    assert option in ran.errors


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf8_in_any_locale(plan: Path, locale: str) -> None:
    environment = os.environ | {"LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = process("convert", plan, "--to", "jsonl", env=environment)
    assert ran.returncode == 0
    assert "修好东桥" in ran.stdout.decode("utf-8")
    assert "修好东桥" in process("read", plan, env=environment).stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error(plan: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "policyplan", "read", str(plan)],
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert ran.stderr == b""
    assert ran.returncode == 141


def test_an_interrupt_ends_with_one_line() -> None:
    command = [sys.executable, "-m", "policyplan", "read", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as running:
        assert running.stdin is not None
        running.stdin.write(PLAN.encode() * 4000)  # more than a pipe holds: once written, it is being read
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert errors.strip() == b"policyplan: interrupted"
    assert running.returncode == 130


def test_a_day_may_be_given_as_documents_print_it(policyplan: Run) -> None:
    said = policyplan("deadline", "今年12月底前", "--issued", "2022年9月1日")
    assert said.text == policyplan("deadline", "今年12月底前", "--issued", "2022-09-01").text


def test_places_in_a_plan_file_are_told_by_the_document_that_it_shows(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    plan.write_text(PLAN.replace("2024年6月底前", "2024年13月底前"), encoding="utf-8")
    kept = tmp_path / "kept.json"
    policyplan("read", plan, "-o", kept)
    assert "kept.json (plan.txt):4:" in policyplan("check", kept).errors


def test_two_formats_at_once_are_refused(policyplan: Run, plan: Path, tmp_path: Path) -> None:
    ran = policyplan("convert", plan, "--to", "ics", "-o", tmp_path / "out.csv")
    assert ran.status == 2
    assert "name two formats" in ran.errors
    assert not (tmp_path / "out.csv").exists()


def test_a_finding_that_a_correction_settled_is_no_longer_said(
    policyplan: Run, plan: Path, tmp_path: Path
) -> None:
    plan.write_text(PLAN.replace("2024年6月底前", "2024年13月底前"), encoding="utf-8")
    kept = tmp_path / "kept.json"
    policyplan("read", plan, "-o", kept)
    assert "bad-date" in policyplan("find", kept, "修好东桥").errors
    text = json.loads(kept.read_text(encoding="utf-8"))
    measure = text["plan"]["sections"][0]["items"][0]["measures"][0]
    measure["deadline"] = {"kind": "by", "due": "2024-06-30", "text": "2024年6月底前"}
    kept.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    assert "bad-date" not in policyplan("find", kept, "修好东桥").errors


def test_a_check_names_a_plan_without_a_title_by_its_file_and_sums_up_several(
    policyplan: Run, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("1.修好东桥。（责任单位：市交通局、市财政局）\n", encoding="utf-8")
    ran = policyplan("check", notice, "--quiet")
    assert ran.output.decode() == "notice.txt: 0 errors, 0 warnings, 1 note\n"
    (tmp_path / "other.txt").write_text(
        "临江市工作要点\n1.修路。（牵头单位：市交通局。完成时限：2024年13月底前）\n", encoding="utf-8"
    )
    ran = policyplan("check", tmp_path, "--quiet")
    assert ran.output.decode().splitlines()[-1].startswith("2 plans: 1 error, 0 warnings, ")


@pytest.mark.parametrize("words", [[], ["notice.txt"], ["notice.txt", "notice.txt"], ["lead:市交通局"]])
def test_find_says_what_is_missing(
    policyplan: Run, plan: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan.parent)
    plan.rename("notice.txt")
    ran = policyplan("find", *words)
    assert (ran.status, ran.output) == (2, b"")
    asked = "no QUERY: say what to find" if "notice.txt" in words else "name a FILE, and then a QUERY"
    assert f"Error: {asked}" in ran.errors


def test_tables_speak_chinese_too(policyplan: Run, plan: Path) -> None:
    assert "任务" in policyplan("find", plan, "", "--lang", "zh").output.decode()
    for command in (["read"], ["convert", "--to", "txt"]):
        assert "，任务 3 项，" in policyplan(*command, plan, "--lang", "zh").output.decode()
    ran = policyplan("find", plan, "", "--lang", "zh", "--to", "csv")
    assert (ran.status, ran.output) == (2, b"")
    assert "--lang goes with" in ran.errors


def test_publish_says_that_the_directory_is_missing(policyplan: Run, plan: Path) -> None:
    for words, said in (((plan,), "then the DIRECTORY to write, as in"), ((plan, plan), "is a file; after")):
        ran = policyplan("publish", *words)
        assert (ran.status, ran.output) == (2, b"")
        assert said in ran.errors


def test_a_wrong_query_is_told_before_anything_is_read(policyplan: Run, tmp_path: Path) -> None:
    ran = policyplan("find", tmp_path / "absent.txt", "statu:done")
    assert ran.status == 2
    assert ran.errors.startswith("policyplan: query:1:1: error: unknown key 'statu'")
    assert "absent.txt" not in ran.errors


def test_a_site_among_the_plans_is_not_read_as_plans(policyplan: Run, plan: Path) -> None:
    site = plan.parent / "site"
    first = policyplan("publish", plan.parent, site, "--as-of", "2024-02-01")
    again = policyplan("publish", plan.parent, site, "--as-of", "2024-02-01")
    assert (first.status, again.status) == (0, 0)
    assert ", 0 files written, " in again.output.decode()
    ran = policyplan("publish", plan.parent, plan.parent)
    assert (ran.status, ran.output) == (2, b"")
    assert "name another DIRECTORY" in ran.errors


def test_deadline_names_the_option_that_says_what_is_missing(policyplan: Run) -> None:
    assert policyplan("deadline", "60日内").text.endswith("say the day of issue (--issued, issued=)\n")
    assert "--period" in policyplan("deadline", "6月底前").text


def test_publish_tells_of_a_plan_that_was_published_under_another_number(
    policyplan: Run, tmp_path: Path
) -> None:
    plan, site = tmp_path / "plan.txt", tmp_path / "site"
    text = (
        "临江市2024年工作要点\n临政发〔2024〕12号\n2024年2月1日\n"
        "1.修好东桥。（责任单位：市交通局。完成时限：2024年6月底前）\n"
    )

    def publish(words: str, day: str, *options: str) -> Any:
        plan.write_text(words, encoding="utf-8")
        kinds = ("--kind", "event", "--kind", "todo")
        return policyplan("publish", plan, site, "--as-of", day, *kinds, *options)

    assert "published before" not in publish(text, "2024-03-01").errors
    other = text.replace("12号", "13号")
    told = publish(other, "2024-03-02")
    [line] = [line for line in told.errors.splitlines() if "published before" in line]
    assert line.startswith("policyplan: 临江市2024年工作要点 (临政发〔2024〕13号) is new: ")
    assert "is 临政发〔2024〕12号, and is cancelled. If both are in force, name both files;" in line
    assert "published before" not in publish(other, "2024-03-03").errors
    back = publish(text, "2024-03-04")
    assert "2 restored, 2 cancelled" in back.text
    another = text.replace("工作要点", "重点工作").replace("12号", "14号")
    assert "published before" not in publish(another, "2024-03-05").errors
    publish(text, "2024-03-05")
    assert "published before" not in publish(other, "2024-03-06", "--quiet").errors
