"""100,000 rows as data frames and Parquet: typed columns beside frames made of the records' dicts.

Run it with `python -m benchmarks.bench_frames`, or `python -m benchmarks.bench_frames 5000` for fewer measures, each
of which has two rows. Every run is a process of its own; memory is what its peak grew by over the plan and the
libraries.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from time import process_time

from benchmarks.bench_publish import country

from policyplan import Plan, records, to_arrow, to_pandas, to_polars
from policyplan.exporting.frames import to_parquet

MEASURES = 50_000
ROUNDS = 3


def pandas_of_dicts(plan: Plan) -> object:
    import pandas

    return pandas.DataFrame(records(plan))


def pandas_of_dicts_typed(plan: Plan) -> object:
    """With the days and categories that `to_pandas` has."""
    import pandas

    frame = pandas.DataFrame(records(plan))
    for day in ("due", "start"):
        frame[day] = pandas.to_datetime(frame[day])
    return frame.astype(dict.fromkeys(("role", "deadline_kind", "precision"), "category"))


def polars_of_dicts(plan: Plan) -> object:
    import polars

    return polars.DataFrame(records(plan), infer_schema_length=None)


def arrow_of_dicts(plan: Plan) -> object:
    import pyarrow

    return pyarrow.Table.from_pylist(records(plan))


def parquet_of_dicts(plan: Plan) -> object:
    import pandas

    return pandas.DataFrame(records(plan)).to_parquet(io.BytesIO())


#: Pairs of the plain way and ours.
WORKS: tuple[Callable[[Plan], object], ...] = (
    pandas_of_dicts, pandas_of_dicts_typed, to_pandas,
    polars_of_dicts, to_polars,
    arrow_of_dicts, to_arrow,
    parquet_of_dicts, to_parquet,
)  # fmt: skip


def measure(name: str, measures: int) -> dict[str, float]:
    """The shortest time of some runs, and by how many megabytes the first made the process grow."""
    work = next(work for work in WORKS if work.__name__ == name)
    work(country(10, 5))  # imports its libraries
    plan = country(measures, 100)
    plan.entries()
    before, taken, growth = _peak(), [], 0.0
    for _ in range(ROUNDS):
        started = process_time()
        made = work(plan)
        taken.append(process_time() - started)
        growth = growth or _peak() - before
        del made
    return {"seconds": min(taken), "megabytes": growth}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(measures: int = MEASURES) -> None:
    print(f"{'':<24}{'seconds':>9}{'grew by':>11}")
    for work in WORKS:
        command = [sys.executable, "-m", "benchmarks.bench_frames", "--measure", work.__name__, str(measures)]
        ran = json.loads(subprocess.check_output(command))
        print(f"{work.__name__:<24}{ran['seconds']:>9.2f}{ran['megabytes']:>8.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main(*map(int, sys.argv[1:]))
