"""Kill a process while it publishes, many times, and look at the site after each: `kill_publish.py 200 DIRECTORY`."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from policyplan import Assignment, Document, DueBy, Measure, Plan, Role, Section, Task, Unit, publish

ITEM = re.compile(rb"BEGIN:VEVENT\r\nUID:(\S+)\r\n.*?SEQUENCE:(\d+)\r\n(.*?)END:VEVENT\r\n", re.DOTALL)
Seen = dict[tuple[str, bytes], tuple[int, bytes]]


def edition(number: int) -> Plan:
    """A plan in which a third of the measures say something else than in the edition before, and one is not there."""
    measures = [
        Measure(
            text=f"第{n}项，第{(number + n) // 3}稿。",
            assignments=[Assignment(Unit(f"第{n % 12}局"), Role.LEAD)],
            deadline=DueBy(date(2024, 1, 1) + timedelta(days=n), "2024年底前"),
        )
        for n in range(60)
    ]
    tasks = [Task(number=str(n), measures=[m]) for n, m in enumerate(measures) if n != number % 60]
    return Plan(title="要点", document=Document(number="临政〔2024〕1号"), sections=[Section(items=tasks)])


def look(site: Path, seen: Seen) -> None:
    """Stop with a message where a file is not whole, or a feed has gone back to an earlier version of an item."""
    for path in site.rglob("*.html"):
        if not path.read_bytes().endswith(b"</html>\n"):
            sys.exit(f"{path} is not whole")
    for path in sorted(site.rglob("*.ics")):
        body = path.read_bytes()
        if not (body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")):
            sys.exit(f"{path} is not whole")
        for uid, sequence, rest in ITEM.findall(body):
            before = seen.get((path.name, uid), (-1, b""))
            now = (int(sequence), rest)
            if now[0] < before[0] or (now[0] == before[0] and now[1] != before[1]):
                sys.exit(f"{path}: {uid.decode()} went from version {before[0]} to {now[0]}")
            seen[path.name, uid] = now


def publish_for_ever(site: Path, first: int) -> None:
    for number in range(first, first + 10_000):
        publish(edition(number), site)


def main(kills: int, site: Path) -> None:
    seen: Seen = {}
    half = 0
    publish(edition(0), site)
    for number in range(kills):
        child = os.fork()
        if child == 0:
            publish_for_ever(site, number * 3 + 1)
        time.sleep(0.02 + 0.0037 * (number * 7 % 50))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        look(site, seen)
        half += any(site.rglob(".*.policyplan"))
    publish(edition(kills * 3 + 1), site)
    look(site, seen)
    if left := [path.name for path in site.rglob(".*.policyplan")]:
        sys.exit(f"left behind: {left}")
    told = f"every file whole, no version counted back; {half} times files were left beside their places"
    print(f"killed {kills} times: {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
