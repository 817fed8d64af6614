"""Many files at once: what is read in which order, what never stops the others, and how it is told."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import policyplan as pp
from policyplan.reading.many import FileReading, documents_in, each_document, read_many

Run = Callable[..., Any]

PLAN = """临江市2024年工作要点

一、道路
1.修好东桥。（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）
2.养护公路。（责任单位：市交通局。完成时限：持续推进）
"""


def plans_in(folder: Path, *names: str, text: str = PLAN) -> Path:
    """A folder with a plan under each of the names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("临江市", f"{path.stem}市"), encoding="utf-8")
    return folder


def names(folder: Path, readings: Iterator[FileReading] | None = None) -> list[str]:
    """The paths that a folder gives, from the folder on."""
    found = [each.path for each in (readings or documents_in(folder))]
    return [Path(path).relative_to(folder).as_posix() for path in found]


def test_a_folder_stands_for_its_documents_to_any_depth_sorted_by_name(tmp_path: Path) -> None:
    plans_in(tmp_path, "b.txt", "a/2.md", "a/1/z.html", "c/1.csv", "a.txt", "A.TXT")
    assert names(tmp_path) == ["A.TXT", "a/1/z.html", "a/2.md", "a.txt", "b.txt", "c/1.csv"]


def test_what_no_person_put_there_and_what_cannot_be_read_stays_out(tmp_path: Path) -> None:
    plans_in(
        tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "~$a.docx", "picture.png", "README", "a.txt.part"
    )
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["a.txt"]


def test_files_that_are_named_are_read_whatever_they_are_called(tmp_path: Path) -> None:
    plans_in(tmp_path, ".hidden.txt", "NOTICE", "b/c.txt")
    paths = [tmp_path / "NOTICE", tmp_path / ".hidden.txt", str(tmp_path / "b")]
    assert names(tmp_path, read_many(paths)) == ["NOTICE", ".hidden.txt", "b/c.txt"]


def test_one_path_need_be_no_list(tmp_path: Path) -> None:
    plans_in(tmp_path, "a.txt")
    assert [each.plan.title for each in read_many(str(tmp_path / "a.txt"))] == ["a市2024年工作要点"]
    assert [each.plan.title for each in read_many(tmp_path)] == ["a市2024年工作要点"]


def test_links_to_folders_are_not_followed_so_that_a_loop_ends(tmp_path: Path) -> None:
    plans_in(tmp_path, "a/b/plan.txt")
    for link, target in (
        ("a/b/up", "../.."),
        ("a/self", "."),
        ("a/loop.txt", "loop.txt"),
        ("a/dir.txt", "b"),
    ):
        (tmp_path / link).symlink_to(target)
    (tmp_path / "linked.txt").symlink_to("a/b/plan.txt")
    readings = list(read_many(tmp_path))
    assert names(tmp_path, iter(readings)) == ["a/b/plan.txt", "a/loop.txt", "linked.txt"]
    assert [each.failed for each in readings] == [False, True, False]


def test_folders_far_below_one_another_are_walked_without_recursion(tmp_path: Path) -> None:
    depth, start = 1500, Path.cwd()
    os.chdir(tmp_path)  # a path of all of them would be too long
    try:
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("plan.txt").write_text(PLAN, encoding="utf-8")
    finally:
        os.chdir(start)
    try:
        paths = [found.path for found in documents_in(tmp_path)]
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # shutil.rmtree goes down by recursion
    assert [path.count("/d") for path in paths] == [depth]


def test_files_are_found_as_they_are_asked_for(tmp_path: Path) -> None:
    plans_in(tmp_path, "a/1.txt", "b/1.txt")
    found = documents_in([tmp_path / "a", tmp_path / "b"])
    next(found)
    plans_in(tmp_path, "b/2.txt")
    assert len(list(found)) == 2


def endless(path: Path) -> Iterator[Path]:
    while True:
        yield path


@pytest.mark.parametrize("jobs", [1, 2])
def test_paths_without_end_are_read_as_far_as_they_are_asked_for(tmp_path: Path, jobs: int) -> None:
    plans_in(tmp_path, "a.txt")
    readings = list(islice(read_many(endless(tmp_path / "a.txt"), jobs=jobs), 30))
    assert {each.plan.title for each in readings} == {"a市2024年工作要点"}


def hostile(folder: Path) -> list[Path]:
    plans_in(folder, "good/1.txt", "good/2.txt", "last.txt")
    (folder / "empty").mkdir()
    (folder / "empty.txt").touch()
    (folder / "picture.docx").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.json").write_text("{", encoding="utf-8")
    order = ["good", "empty.txt", "picture.docx", "broken.json", "absent.txt", "empty", "last.txt"]
    return [folder / name for name in order]


MESSAGES = {
    "good/1.txt": "",
    "good/2.txt": "",
    "empty.txt": "is empty; expected a document",
    "picture.docx": "cannot be read as a Word file (.docx): ",
    "broken.json": "line 1, column 2: not JSON",
    "absent.txt": "no such file; check the path",
    "empty": "holds no document; expected files that end in .csv .doc ",
    "last.txt": "",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_file_stops_the_others_and_each_says_what_is_wrong_with_it(tmp_path: Path, jobs: int) -> None:
    readings = list(read_many(hostile(tmp_path), jobs=jobs))
    assert names(tmp_path, iter(readings)) == list(MESSAGES)
    for reading, message in zip(readings, MESSAGES.values(), strict=True):
        assert reading.failed == bool(message)
        assert [each.code for each in reading.errors] == ["unread-file"] * bool(message)
        assert "".join(each.message for each in reading.errors).startswith(message)
        assert bool(reading.plan.measures) != reading.failed


def test_a_reading_is_that_of_read_in_any_process(tmp_path: Path, example: Path) -> None:
    path = plans_in(tmp_path, "a.txt") / "a.txt"
    one = pp.read(example)
    for jobs in (1, 2):
        first, second = read_many([example, path], jobs=jobs)
        assert (first.plan, first.findings) == (one.plan, one.findings)
        assert first.plan.source == one.plan.source
        assert first.as_read is first.plan
        assert pp.records(first.plan) == pp.records(one.plan)
        assert second.plan == pp.read(path).plan


def test_a_plan_from_a_folder_is_called_by_its_path_within_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans_in(tmp_path / "plans", "a/1.txt", "b/1.txt")
    monkeypatch.chdir(tmp_path)
    expected = ["1.txt", "a/1.txt", "b/1.txt"]
    for folder in ("plans", "plans/", "./plans", tmp_path / "plans"):
        sources = [each.plan.source for each in read_many(["plans/a/1.txt", folder])]
        assert [source.name for source in sources if source] == expected


def test_a_failed_reading_can_be_raised_and_shown(tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.txt")
    (reading,) = read_many(absent)
    assert repr(reading) == f"<FileReading {absent!r}: not read: no such file; check the path>"
    with pytest.raises(pp.ReadError, match=r"absent\.txt: error: no such file"):
        reading.raise_for_errors()
    assert len(pp.find([reading])) == 0
    assert pp.records(reading.plan) == []


def broken(*_: object, **__: object) -> None:
    raise RecursionError("too deep")


def test_a_reader_that_breaks_down_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans_in(tmp_path, "a.txt")
    monkeypatch.setattr("policyplan.reading.read_named", broken)
    (reading,) = read_many(tmp_path)
    assert [(each.code, each.message) for each in reading.findings] == [
        ("broken-reader", "reading it broke down: RecursionError: too deep")
    ]


def killed_by_name(reading: FileReading) -> FileReading:
    if "kill" in Path(reading.path).name and not reading.failed:
        os.kill(os.getpid(), signal.SIGKILL)
    return reading


def test_a_killed_worker_costs_the_reading_of_its_file_alone(tmp_path: Path) -> None:
    plans_in(
        tmp_path, *(f"{number:02}.txt" for number in range(40)), "05 kill.txt", "06 kill.txt", "39 kill.txt"
    )
    readings = list(each_document(documents_in(tmp_path), {}, killed_by_name, jobs=2))
    assert names(tmp_path, iter(readings)) == names(tmp_path)
    failed = [each for each in readings if each.failed]
    assert [Path(each.path).name for each in failed] == ["05 kill.txt", "06 kill.txt", "39 kill.txt"]
    assert {(each.findings[0].code, each.findings[0].message) for each in failed} == {
        ("broken-reader", "the process that read it was killed: it may take more memory than there is")
    }


def refused(reading: FileReading) -> FileReading:
    raise pp.ExportError("not written")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_after_reading_is_raised(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(pp.ExportError, match="not written"):
        list(each_document(documents_in(plans_in(tmp_path, "a.txt")), {}, refused, jobs=jobs))


def test_a_program_without_a_guard_is_told_what_to_do(tmp_path: Path) -> None:
    program = plans_in(tmp_path, "a.txt") / "program.py"
    program.write_text("import policyplan as pp\nprint(list(pp.read_many('a.txt', jobs=2)))\n")
    ran = subprocess.run(
        [sys.executable, program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 1
    assert 'under `if __name__ == "__main__":`' in ran.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("how", "error", "message"),
    [
        ({"fiscal_year_start": 13}, ValueError, "from 1 to 12"),
        ({"format": "odt"}, pp.ReadError, "'odt' is no format known here"),
        ({"issud": None}, TypeError, "no option 'issud'; it has issued, period"),
        ({"jobs": 0}, ValueError, "at least 1, not 0"),
    ],
)
def test_options_that_no_file_could_be_read_with_are_refused_at_once(
    how: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        read_many("absent.txt", **how)


@pytest.mark.parametrize("jobs", [1, 2])
def test_options_are_those_of_read(tmp_path: Path, jobs: int) -> None:
    folder = plans_in(
        tmp_path, "a.txt", text="1.修好东桥。（责任单位：市交通局、市财政局。完成时限：6月底前）"
    )
    from datetime import date

    (reading,) = read_many(folder, jobs=jobs, issued=date(2024, 3, 1), first_listed_leads=True)
    task = reading.plan.task("1")
    assert ([unit.name for unit in task.leads], str(task.due)) == (["市交通局"], "2024-06-30")


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_file_by_file(tmp_path: Path, jobs: int) -> None:
    told: list[tuple[int, str]] = []
    remember: Callable[[int, str], None] = lambda done, path: told.append((done, Path(path).name))  # noqa: E731
    plans_in(tmp_path, "a.txt", "b.txt")
    readings = read_many([tmp_path, tmp_path / "absent.txt"], jobs=jobs, on_progress=remember)
    next(readings)
    assert told == [(1, "a.txt")]
    list(readings)
    assert told == [(1, "a.txt"), (2, "b.txt"), (3, "absent.txt")]


PEAKS = """
import resource, sys
from itertools import islice
from policyplan import read_many, records

if __name__ == "__main__":
    jobs, path = int(sys.argv[1]), sys.argv[2]
    rows = (records(reading.plan) for reading in read_many([path] * 900, jobs=jobs))
    for count in (300, 600):
        for _ in islice(rows, count):
            pass
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_memory_stays_flat_however_many_files_are_read(tmp_path: Path, jobs: int) -> None:
    program = tmp_path / "peaks.py"
    program.write_text(PEAKS, encoding="utf-8")
    path = plans_in(tmp_path, "a.txt", text=PLAN * 20) / "a.txt"
    early, late = subprocess.check_output([sys.executable, program, str(jobs), path], timeout=120).split()
    assert int(late) < 1.2 * int(early)


def test_a_plan_that_was_asked_can_be_sent_and_asked_again() -> None:
    plan = pp.load_example("jilin_2022")
    found = pp.find(plan, "unit:国家知识产权局")
    for other in (pickle.loads(pickle.dumps(plan)), copy.deepcopy(plan)):
        assert other == plan
        assert pp.find(other, "unit:国家知识产权局") == found


def test_every_command_takes_folders_and_jobs(policyplan: Run, tmp_path: Path) -> None:
    folder = plans_in(tmp_path / "plans", "a.txt", "b/c.txt")
    files = [folder / "a.txt", folder / "b" / "c.txt"]
    commands: list[list[Any]] = [
        ["read"],
        ["check"],
        ["find"],
        ["convert", "--to", "csv"],
        ["convert", "--to", "ics"],
    ]
    for command in commands:
        query = ["东桥"] if command == ["find"] else []
        named = policyplan(*command, *files, *query)
        assert named.status == 0
        assert named.output
        for jobs in ("1", "2"):
            ran = policyplan(*command, folder, *query, "--jobs", jobs)
            assert ran.output.replace(b"b/c.txt", b"c.txt") == named.output
    assert policyplan("publish", folder, tmp_path / "site", "--jobs", "2").status == 0
    assert len(list((tmp_path / "site" / "plans").glob("*.ics"))) == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_line_tells_what_is_wrong_with_each_file_and_goes_on(
    policyplan: Run, tmp_path: Path, jobs: str
) -> None:
    paths = hostile(tmp_path)
    ran = policyplan("convert", *paths, "--to", "jsonl", "--jobs", jobs, "--quiet")
    assert ran.status == 2
    told = [line for line in ran.errors.splitlines() if line.endswith("]")]
    expected = [(tmp_path / name, message) for name, message in MESSAGES.items() if message]
    for line, (path, message) in zip(told, expected, strict=True):
        assert line.startswith(f"{path}: error: {message}")
        assert line.count(path.name) == 1
    assert len(ran.text.splitlines()) == 3 * 3


def test_a_folder_without_documents_is_one_clear_line(policyplan: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.png").touch()
    ran = policyplan("convert", tmp_path, "--to", "csv")
    assert (ran.status, ran.output, ran.errors.count("\n")) == (2, b"", 1)
    assert ran.errors.startswith(f"{tmp_path}: error: holds no document; expected files that end in .csv ")


def test_a_folder_does_not_go_into_one_json_file(policyplan: Run, tmp_path: Path) -> None:
    folder = plans_in(tmp_path / "plans", "a.txt")
    assert policyplan("convert", folder, "-o", tmp_path / "plan.json").status == 0
    plans_in(folder, "b.txt")
    ran = policyplan("convert", folder, "-o", tmp_path / "plans.json")
    assert ran.status == 2
    assert f"here are {folder / 'a.txt'} and {folder / 'b.txt'}" in ran.errors
    assert not (tmp_path / "plans.json").exists()


def test_what_was_written_into_a_folder_is_not_read_when_it_is_written_again(
    policyplan: Run, tmp_path: Path
) -> None:
    out = plans_in(tmp_path, "a.txt") / "out.csv"
    assert policyplan("convert", tmp_path, "-o", out).status == 0
    first = out.read_bytes()
    assert policyplan("convert", tmp_path, "-o", out).status == 0
    assert out.read_bytes() == first


def test_rows_are_written_while_others_are_still_to_be_read(tmp_path: Path) -> None:
    plans_in(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "later")
    command = [sys.executable, "-m", "policyplan", "convert", "a.txt", "later", "--to", "jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert "修好东桥" in running.stdout.readline().decode()  # while nobody has written to the pipe
        (tmp_path / "later").write_text(PLAN, encoding="utf-8")
        rest = running.stdout.read().decode()
    assert (running.returncode, rest.count("\n")) == (0, 2 + 3)


def test_a_person_sees_how_far_it_is(tmp_path: Path) -> None:
    import pty

    folder = plans_in(tmp_path / "plans", *(f"{number}.txt" for number in range(9)))
    (folder / "empty.txt").touch()
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "policyplan",
        "convert",
        folder,
        "--to",
        "csv",
        "-o",
        tmp_path / "out.csv",
    ]
    with subprocess.Popen(command, stderr=theirs, env=os.environ | {"TERM": "xterm"}) as running:
        os.close(theirs)
        seen = bytearray()
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # so Linux says that the other end is closed
                break
            if not piece:
                break
            seen += piece
    os.close(ours)
    assert running.returncode == 2
    assert b"10/10" in seen
    assert b"\033[K" + os.fsencode(folder / "empty.txt") + b": error: is empty" in seen


def test_plans_without_a_title_are_told_apart_by_their_files(policyplan: Run, tmp_path: Path) -> None:
    plans_in(
        tmp_path / "plans",
        "a/1.txt",
        "b/1.txt",
        text="1.修好东桥。（责任单位：市交通局。完成时限：2024年6月底前）",
    )
    ran = policyplan("publish", tmp_path / "plans", tmp_path / "site")
    assert ran.status == 2
    assert "'' (a/1.txt) and '' (b/1.txt)" in ran.errors
    rows = policyplan("convert", tmp_path / "plans", "--to", "jsonl").text
    assert rows.count('b/1.txt"') == 1


KILLED = """
import os, signal
from policyplan import read_many

if __name__ == "__main__":
    readings = read_many(["a.txt"] * 100_000, jobs=2)
    next(readings)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_the_process_that_they_work_for(tmp_path: Path) -> None:
    (plans_in(tmp_path, "a.txt") / "killed.py").write_text(KILLED, encoding="utf-8")
    ran = subprocess.run(  # ends when nobody holds standard output any more: the workers do, as long as they live
        [sys.executable, "killed.py"], cwd=tmp_path, stdout=subprocess.PIPE, timeout=60, check=False
    )
    assert ran.returncode == -signal.SIGKILL


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_goes_into_one_parquet_file(policyplan: Run, tmp_path: Path, jobs: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet files need pyarrow")
    folder, out = plans_in(tmp_path / "plans", "a.txt", "b/c.md", "d.txt"), tmp_path / "duties.parquet"
    (folder / "empty.txt").touch()
    assert policyplan("convert", folder, "-o", out, "--jobs", jobs).status == 2
    table = parquet.read_table(out)
    rows = pp.records(reading.plan for reading in read_many(folder))
    assert table.num_rows == len(rows) == 9
    for column in ("uid", "source_name", "role", "unit"):
        assert table[column].to_pylist() == [row[column] for row in rows]  # type: ignore[literal-required]
