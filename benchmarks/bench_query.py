"""Questions to a million measures: `find` beside pandas, Polars and DuckDB, each in a process of its own.

Run it with `python -m benchmarks.bench_query`; with `100000` after it for fewer measures.

The measures are invented: 50 to a plan, three units to a measure, 2,000 units of which a plan names thirty, and one
more that every plan names. No two plans share a value: each has its own units, texts, deadlines and numbers, as plans
read from files have. The peers hold the same as a table with a row for each measure and unit, and answer with the
distinct measures. Each is asked plainly and through the index that it offers, for a unit that few plans name and for
the one that all do. Times are those of the wall, since Polars and DuckDB work on every core: the first question, which
builds the index, then the shortest of five. Memory is what the process holds more than before it held anything.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, TypeAlias

EACH, OWN, UNITS = 50, 30, 2_000
CHUNK = 50_000
FIRST = date(2022, 1, 1)
ROLES = ("lead", "responsible", "supporting")
RARE, COMMON = "第7局", "省财政厅"
#: What only ours understands; {} is the unit.
QUESTIONS = ("lead:{} due:..2022-06", "unit:{} 专利 -due:2023", "due:2022-06-15", "专利 第11项")

#: How a thing is asked for one unit: it answers with the number of measures found.
Ask: TypeAlias = Callable[[str], int]


def text_of(number: int) -> str:
    return f"第{number}项：推进专利转化运用，完善知识产权公共服务体系，建立健全工作机制，提升服务效能。"


def due_of(number: int) -> date:
    return FIRST + timedelta(days=number % 730)


def units_of(number: int) -> list[str]:
    base = number // EACH * 7
    names = [f"第{(base + (number * step) % OWN) % UNITS}局" for step in (1, 7, 11)]
    return [*names[:2], COMMON] if number % 10 == 0 else names


def tables(measures: int) -> Iterator[dict[str, list[Any]]]:
    """The table that the peers hold, in pieces, so that what it is made from takes little room beside it."""
    for start in range(0, measures, CHUNK):
        rows = [
            (number, unit, role, text_of(number), due_of(number))
            for number in range(start, min(start + CHUNK, measures))
            for unit, role in zip(units_of(number), ROLES, strict=True)
        ]
        names = ("measure", "unit", "role", "text", "due")
        yield {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}


def policyplan(measures: int) -> dict[str, Ask]:
    from policyplan.query import Collection, find

    plans = [plan(first, min(first + EACH, measures)) for first in range(0, measures, EACH)]
    collection = Collection(plans)
    asked: dict[str, Ask] = {
        "a collection": lambda unit: len(find(collection, f"unit:{unit}")),
        "a list of plans": lambda unit: len(find(plans, f"unit:{unit}")),
    }
    for query in QUESTIONS:
        asked[query] = lambda unit, query=query: len(find(collection, query.format(unit)))  # type: ignore[misc]
    return asked


def plan(first: int, end: int) -> Any:
    """A plan with values of its own, its entries made."""
    from policyplan.model import Assignment, DueBy, Measure, Plan, Role, Section, Task, Unit

    units: dict[str, Unit] = {}
    tasks = []
    for number in range(first, end):
        named = [units.setdefault(name, Unit(name)) for name in units_of(number)]
        parts = [Assignment(unit, Role(role), unit.name) for unit, role in zip(named, ROLES, strict=True)]
        measure = Measure(text=text_of(number), assignments=parts, deadline=DueBy(due_of(number)))
        tasks.append(Task(number=str(number - first + 1), measures=(measure,)))
    made = Plan(title=f"计划{first}", sections=(Section(items=tasks),))
    made.entries()
    return made


def pandas(measures: int) -> dict[str, Ask]:
    import pandas as pd

    frame = pd.concat([pd.DataFrame(table) for table in tables(measures)], ignore_index=True)
    kept: list[pd.DataFrame] = []

    def indexed(unit: str) -> int:
        if not kept:
            kept.append(frame.set_index("unit").sort_index(kind="stable"))
        return len(kept[0].loc[[unit]].drop_duplicates("measure"))

    return {
        "a filter": lambda unit: len(frame[frame["unit"] == unit].drop_duplicates("measure")),
        "a sorted index": indexed,
    }


def polars(measures: int) -> dict[str, Ask]:
    import polars as pl

    frame = pl.concat([pl.DataFrame(table) for table in tables(measures)], rechunk=True)
    kept: list[pl.DataFrame] = []

    def indexed(unit: str) -> int:
        if not kept:
            kept.append(frame.sort("unit", maintain_order=True))
        column = kept[0]["unit"]
        start, end = column.search_sorted(unit, "left"), column.search_sorted(unit, "right")
        return kept[0].slice(start, end - start).unique("measure").height

    return {
        "a filter": lambda unit: frame.filter(pl.col("unit") == unit).unique("measure").height,
        "a sorted column": indexed,
    }


def duckdb(measures: int) -> dict[str, Ask]:
    import duckdb as db
    import pandas as pd

    base = db.connect()
    base.execute("CREATE TABLE parts (measure INTEGER, unit VARCHAR, role VARCHAR, text VARCHAR, due DATE)")
    for table in tables(measures):
        piece = pd.DataFrame(table)  # noqa: F841 - DuckDB reads it by its name
        base.execute("INSERT INTO parts SELECT * FROM piece")
    kept: list[object] = []

    def filtered(unit: str) -> int:
        return len(base.execute("SELECT DISTINCT ON (measure) * FROM parts WHERE unit = ?", [unit]).df())

    def indexed(unit: str) -> int:
        if not kept:
            kept.append(base.execute("CREATE INDEX by_unit ON parts (unit)"))
        return filtered(unit)

    return {"a filter": filtered, "an index": indexed}


WAYS: dict[str, Callable[[int], dict[str, Ask]]] = {
    "policyplan": policyplan,
    "pandas": pandas,
    "polars": polars,
    "duckdb": duckdb,
}


def held() -> float:
    """The memory that this process holds now, in megabytes; 0 where the system does not tell."""
    gc.collect()
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 / 1e6 if statm.exists() else 0.0


def milliseconds(ask: Ask, unit: str) -> tuple[float, int]:
    started = perf_counter()
    found = ask(unit)
    return (perf_counter() - started) * 1000, found


def run(way: str, measures: int) -> None:
    """Measure one way in this process, and print what was found as JSON."""
    from importlib import import_module

    import_module(way)
    before = held()
    started = perf_counter()
    asked = WAYS[way](measures)
    built, memory = perf_counter() - started, held() - before
    lines = []
    for name, ask in asked.items():
        first, _ = milliseconds(ask, RARE)
        after = held() - before
        rare = min(milliseconds(ask, RARE) for _ in range(5))
        common = min(milliseconds(ask, COMMON) for _ in range(5))
        lines.append({"name": name, "first": first, "memory": after, "rare": rare, "common": common})
    print(json.dumps({"built": built, "memory": memory, "lines": lines}))


def main(measures: int = 1_000_000) -> None:
    print(f"{measures:,} measures in {measures // EACH:,} plans")
    fastest = 0.0
    for way in WAYS:
        command = [sys.executable, "-m", "benchmarks.bench_query", way, str(measures)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
        if "ModuleNotFoundError" in done.stderr:
            print(f"{way}: SKIPPED, it is not installed here: pip install --group bench")
            continue
        done.check_returncode()
        found = json.loads(done.stdout)
        bytes_each = found["memory"] * 1e6 / measures
        print(f"{way}: {found['built']:.1f} s to hold them, {bytes_each:,.0f} bytes for each measure")
        for line in found["lines"]:
            (rare, few), (common, many) = line["rare"], line["common"]
            fastest = fastest or rare
            print(
                f"  {line['name']:<24} first {line['first']:>8,.0f} ms, {line['memory']:>6,.0f} MB in all; "
                f"then {rare:>8.2f} ms ({rare / fastest:>6.1f} x) for {few:,}, {common:>8.2f} ms for {many:,}",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
