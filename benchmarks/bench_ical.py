"""10,000 events: `to_ical` beside the icalendar library used plainly.

Run it with `python -m benchmarks.bench_ical`, or `python -m benchmarks.bench_ical 2000` for fewer events.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from time import process_time

from benchmarks.bench_publish import country, with_icalendar

from policyplan import to_ical


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest of some runs."""
    taken = []
    for _ in range(rounds):
        started = process_time()
        work()
        taken.append(process_time() - started)
    return min(taken)


def peak_megabytes(work: Callable[[], object]) -> float:
    """The most memory that Python held for `work` at once."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def main(events: int = 10_000) -> None:
    plan = country(events, 1_000)
    entries = plan.entries()
    works: dict[str, Callable[[], object]] = {
        "icalendar, plainly": lambda: with_icalendar(entries),
        "to_ical": lambda: to_ical(plan),
    }
    print(f"{events:,} events")
    base = 0.0
    for name, work in works.items():
        taken = seconds(work)
        base = base or taken
        print(f"{name:<24}{taken:>8.2f} s{taken / base:>8.2f} x{peak_megabytes(work):>8.0f} MB at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
