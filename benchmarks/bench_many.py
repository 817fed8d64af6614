"""Many files: documents per second in one process and in two, from 1,000 files on, with the memory of the parent.

Run it with `python -m benchmarks.bench_many`; with `100000` after it for up to as many files.

The files are small synthetic plans of four tasks each, written to disk as text, each with words of its own. Every run
is a process of its own that asks for the records of each plan and keeps none. The clock is the one on the wall, which
tells the truth on a machine that does nothing else; the processor's time, of all processes together, always does.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

MOST = 10_000
JOBS = (1, 2)
_UNITS = ("教育局", "财政局", "交通运输局", "水利局", "民政局", "农业农村局", "科学技术局", "生态环境局")


def plan(number: int) -> bytes:
    """A plan of four tasks."""
    lines = [f"云{number}县2024年工作要点", f"云政办发〔2024〕{number}号", "2024年3月1日", "一、重点任务"]
    for task in range(1, 5):
        lead, other = (_UNITS[(number * step + task) % len(_UNITS)] for step in (1, 3))
        lines.append(
            f"{task}.修好第{number + task}座桥，养护第{number * task}段河堤。"
            f"（责任单位：县{lead}牵头，县{other}配合。完成时限：2024年{(number + task) % 12 + 1}月底前）"
        )
    return "\n".join(lines).encode()


def write_plans(folder: Path, first: int, last: int) -> None:
    """The plans `first` to `last`, exclusive, a thousand in a folder."""
    for number in range(first, last):
        below = folder / f"{number // 1000:04}"
        below.mkdir(exist_ok=True)
        (below / f"{number:07}.txt").write_bytes(plan(number))


def measure(folder: str, jobs: int) -> dict[str, float]:
    """Read all of a folder; how many plans and rows there were, how long it took, and the parent's peak memory."""
    from policyplan import read_many, records

    started, plans, rows = perf_counter(), 0, 0
    for reading in read_many(folder, jobs=jobs):
        assert not reading.failed, reading
        plans += 1
        rows += len(records(reading.plan))
    taken = perf_counter() - started
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processor = own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime
    peaks = {"parent": own.ru_maxrss / 1024, "worker": theirs.ru_maxrss / 1024}
    return {"plans": plans, "rows": rows, "seconds": taken, "processor": processor, **peaks}


def measured(folder: Path, jobs: int) -> dict[str, float]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.bench_many", "--measure", str(folder), str(jobs)]
    result: dict[str, float] = json.loads(subprocess.check_output(command))
    return result


def _line(count: int, jobs: int, ran: dict[str, float]) -> str:
    return (
        f"{count:>8,} {jobs:>5} {ran['seconds']:>9.2f} {count / ran['seconds']:>9,.0f} "
        f"{ran['rows'] / ran['seconds']:>9,.0f} {ran['processor']:>12.2f} {ran['parent']:>10.0f} "
        f"{ran['worker'] if jobs > 1 else 0:>10.0f}"
    )


def main(most: int = MOST) -> None:
    print(
        f"{'plans':>8} {'jobs':>5} {'seconds':>9} {'plans/s':>9} {'rows/s':>9} {'processor s':>12} "
        f"{'parent MB':>10} {'worker MB':>10}"
    )
    with tempfile.TemporaryDirectory() as place:
        folder, written, count = Path(place), 0, 1000
        while count <= most:
            write_plans(folder, written, count)
            written = count
            for jobs in JOBS:
                ran = measured(folder, jobs)
                assert ran["plans"] == count
                print(_line(count, jobs, ran), flush=True)
            count *= 10


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main(*map(int, sys.argv[1:]))
