"""A country-sized site: `publish` beside calendars written one by one with icalendar, ics and vobject.

Run it with `python -m benchmarks.bench_publish`; with `2000 200` after it for fewer measures and units.

Each way runs in a process of its own, so that the peak memory is its own; the plan that all of them hold is taken off.
Times are of the processor, user and system. The first way is the measure of the others: the icalendar library renders
each component once, in one calendar, and writes nothing.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from icalendar import Calendar, Event

from policyplan import Assignment, Document, DueBy, Entry, Measure, Plan, Role, Section, Task, Unit, publish
from policyplan.exporting import wording
from policyplan.exporting.ical import stamp_of
from policyplan.exporting.site import feeds_of

FIRST = date(2024, 1, 1)
BASE = "https://plans.example.org/"
ONCE = "icalendar, each component once"
PEERS = ("ics", "vobject")


def country(measures: int, units: int) -> Plan:
    """An invented plan with one task for each measure, and a lead and a supporting unit out of `units` for each."""
    tasks = [
        Task(
            number=str(n),
            measures=[
                Measure(
                    text=f"推进第{n}项重点任务，完善工作机制，细化责任分工，确保按期完成并报送总结。" * 3,
                    assignments=[
                        Assignment(Unit(f"第{n % units}局"), Role.LEAD),
                        Assignment(Unit(f"第{(n * 7 + 1) % units}局"), Role.SUPPORTING),
                    ],
                    deadline=DueBy(FIRST + timedelta(days=n % 366), "2024年底前"),
                )
            ],
        )
        for n in range(measures)
    ]
    sections = [Section(number=str(n), heading=f"第{n}部分", items=tasks[n::20]) for n in range(20)]
    document = Document(number="临政〔2024〕1号", dated=FIRST)
    return Plan(title="临江省2024年工作要点", document=document, sections=sections)


def changed(plan: Plan) -> Plan:
    """The same plan with another text in one measure of each hundred."""
    from attrs import evolve

    def other(task: Task) -> Task:
        measures = [evolve(measure, text=f"调整后{measure.text}") for measure in task.measures]
        return evolve(task, measures=measures) if task.number.endswith("00") else task

    return evolve(plan, sections=[evolve(s, items=[other(task) for task in s.tasks]) for s in plan.sections])


def with_icalendar(entries: tuple[Entry, ...]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//plain//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        due = entry.measure.due or FIRST
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", stamp_of(entry.plan))
        event.add("last-modified", stamp_of(entry.plan))
        event.add("sequence", 0)
        event.add("dtstart", due)
        event.add("dtend", due + timedelta(days=1))
        event.add("summary", wording.summary(entry))
        event.add("description", wording.description(entry))
        event.add("categories", wording.categories(entry))
        event.add("color", "steelblue")
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-busystatus", "FREE")
        calendar.add_component(event)
    return calendar.to_ical()


def with_ics(entries: tuple[Entry, ...]) -> bytes:
    import ics

    calendar = ics.Calendar()
    for entry in entries:
        event = ics.Event(
            uid=entry.uid,
            name=wording.summary(entry),
            begin=(entry.measure.due or FIRST).isoformat(),
            description=wording.description(entry),
            categories=set(wording.categories(entry)),
            last_modified=stamp_of(entry.plan),
            status="CONFIRMED",
            transparent=True,
        )
        event.make_all_day()
        calendar.events.add(event)
    return calendar.serialize().encode()


def with_vobject(entries: tuple[Entry, ...]) -> bytes:
    import vobject
    from dateutil.tz import UTC

    calendar = vobject.iCalendar()
    for entry in entries:
        due = entry.measure.due or FIRST
        event = calendar.add("vevent")
        for name, value in {
            "uid": entry.uid,
            "dtstamp": stamp_of(entry.plan).replace(tzinfo=UTC),
            "last-modified": stamp_of(entry.plan).replace(tzinfo=UTC),
            "sequence": "0",
            "dtstart": due,
            "dtend": due + timedelta(days=1),
            "summary": wording.summary(entry),
            "description": wording.description(entry),
            "categories": list(wording.categories(entry)),
            "status": "CONFIRMED",
            "transp": "TRANSPARENT",
        }.items():
            event.add(name).value = value
    return str(calendar.serialize()).encode()


def one_by_one(write: Callable[[tuple[Entry, ...]], bytes], plan: Plan, root: Path) -> None:
    """The naive way: a calendar of its own for each feed."""
    for number, feed in enumerate(feeds_of((plan,))):
        (root / f"{number}.ics").write_bytes(write(feed.entries))


def again(plan: Plan, root: Path) -> Callable[[], object]:
    publish(plan, root, base_url=BASE)
    return lambda: publish(plan, root, base_url=BASE)


def again_changed(plan: Plan, root: Path) -> Callable[[], object]:
    publish(plan, root, base_url=BASE)
    new = changed(plan)
    new.entries()
    return lambda: publish(new, root, base_url=BASE)


WAYS: dict[str, Callable[[Plan, Path], Callable[[], object]]] = {
    ONCE: lambda plan, root: lambda: with_icalendar(plan.entries()),
    "publish": lambda plan, root: lambda: publish(plan, root, base_url=BASE),
    "icalendar, events and to-dos once": lambda plan, root: (
        lambda: [with_icalendar(plan.entries()) for _ in "ab"]
    ),
    "publish, feeds of both": lambda plan, root: lambda: publish(plan, root, base_url=BASE, kinds="both"),
    "publish, three kinds of feeds": lambda plan, root: (
        lambda: publish(plan, root, base_url=BASE, kinds=("event", "todo", "both"))
    ),
    "publish again, unchanged": again,
    "publish again, one in 100 changed": again_changed,
    "icalendar, a calendar per feed": lambda plan, root: lambda: one_by_one(with_icalendar, plan, root),
    "ics, a calendar per feed": lambda plan, root: lambda: one_by_one(with_ics, plan, root),
    "vobject, a calendar per feed": lambda plan, root: lambda: one_by_one(with_vobject, plan, root),
}
#: Ways that make the same items, and feeds of them once and three times.
SAME_ITEMS = ("publish, feeds of both", "publish, three kinds of feeds")


def run(way: str, measures: int, units: int) -> None:
    """Measure one way in this process, and print what was found as JSON."""
    plan = country(measures, units)
    plan.entries()
    held = peak()
    with tempfile.TemporaryDirectory() as directory:
        work = WAYS[way](plan, Path(directory))
        started = process_time()
        work()
        taken = process_time() - started
        feeds = sum(1 for _ in Path(directory).rglob("*.ics"))
    print(json.dumps({"seconds": taken, "megabytes": peak() - held, "feeds": feeds}))


def peak() -> float:
    """The most memory that this process held, in megabytes."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measured(way: str, measures: int, units: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.bench_publish", way, str(measures), str(units)]
    found: dict[str, float] = json.loads(subprocess.check_output(command, text=True))
    return found


def main(measures: int = 10_000, units: int = 1_000) -> None:
    if missing := [name for name in PEERS if find_spec(name) is None]:
        print(f"not installed, and left out: {', '.join(missing)} (pip install {' '.join(missing)})")
    print(f"{measures:,} measures, {units:,} units; `publish` writes calendars and pages with addresses")
    print(f"each way beside `{ONCE}` just before and after it")
    before = measured(ONCE, measures, units)["seconds"]
    for way in WAYS:
        if way.partition(",")[0] in missing:
            continue
        found = measured(way, measures, units)
        after = measured(ONCE, measures, units)["seconds"]
        ratio = found["seconds"] / ((before + after) / 2)
        before = after
        cost = f"{found['seconds']:>8.2f} s{ratio:>8.2f} x{found['megabytes']:>8.0f} MB"
        print(f"{way:<36}{cost}{found['feeds']:>8.0f} feeds", flush=True)
    print("memory beside the plan: of few and many units, and of the same items in few and many feeds")
    counts = (units // 10, units, min(units * 10, measures))
    rows = [("publish", count) for count in counts]
    rows += [(way, count) for count in counts[1:] for way in SAME_ITEMS]
    for way, count in rows:
        found = measured(way, measures, count)
        told = f"{found['feeds']:>7,.0f} feeds, {found['megabytes']:>6.0f} MB more at most"
        print(f"{way:<36}{count:>6,} units: {told}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
