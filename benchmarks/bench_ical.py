"""10,000 events: `to_ical` and `publish` beside the icalendar library used plainly.

Run it with `python -m benchmarks.bench_ical`, or `python -m benchmarks.bench_ical 2000` for fewer events.
"""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from icalendar import Calendar, Event

from policyplan import Assignment, Document, DueBy, Measure, Plan, Role, Section, Task, Unit, publish, to_ical
from policyplan.exporting import wording
from policyplan.exporting.ical import stamp_of

UNITS = 1_000


def country(measures: int) -> Plan:
    """An invented plan with one task for each measure and two units out of `UNITS` for each."""
    tasks = [
        Task(
            number=str(n),
            measures=[
                Measure(
                    text=f"推进第{n}项重点任务，完善工作机制，细化责任分工，确保按期完成并报送总结。" * 3,
                    assignments=[
                        Assignment(Unit(f"第{n % UNITS}局"), Role.LEAD),
                        Assignment(Unit(f"第{(n * 7 + 1) % UNITS}局"), Role.SUPPORTING),
                    ],
                    deadline=DueBy(date(2024, 1, 1) + timedelta(days=n % 366), "2024年底前"),
                )
            ],
        )
        for n in range(measures)
    ]
    sections = [Section(number=str(n), heading=f"第{n}部分", items=tasks[n::20]) for n in range(20)]
    return Plan(
        title="临江省2024年工作要点",
        document=Document(number="临政〔2024〕1号", dated=date(2024, 1, 1)),
        sections=sections,
    )


def plainly(plan: Plan) -> bytes:
    """The same events as anyone would write them with the icalendar library."""
    calendar = Calendar()
    calendar.add("prodid", "-//plain//EN")
    calendar.add("version", "2.0")
    for entry in plan.entries():
        event = Event()
        assert entry.measure.due is not None
        event.add("uid", entry.uid)
        event.add("dtstamp", stamp_of(plan))
        event.add("last-modified", stamp_of(plan))
        event.add("sequence", 0)
        event.add("dtstart", entry.measure.due)
        event.add("dtend", entry.measure.due + timedelta(days=1))
        event.add("summary", wording.summary(entry))
        event.add("description", wording.description(entry))
        event.add("categories", wording.categories(entry))
        event.add("color", "steelblue")
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-busystatus", "FREE")
        calendar.add_component(event)
    return calendar.to_ical()


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest of some runs."""
    taken = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return min(taken)


def peak_megabytes(work: Callable[[], object]) -> float:
    """The most memory that Python held for `work` at once."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def published(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as directory:
        publish(plan, directory)


def main(events: int = 10_000) -> None:
    plan = country(events)
    plan.entries()
    works: dict[str, Callable[[], object]] = {
        "icalendar, plainly": lambda: plainly(plan),
        "to_ical": lambda: to_ical(plan),
        f"publish, {UNITS:,} units": lambda: published(plan),
    }
    print(f"{events:,} events")
    base = 0.0
    for name, work in works.items():
        taken = seconds(work)
        base = base or taken
        print(f"{name:<24}{taken:>8.2f} s{taken / base:>8.2f} x{peak_megabytes(work):>8.0f} MB at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
