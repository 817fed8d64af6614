"""How long a question takes: one unit, a range of days, a word; of many measures in one plan and in many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from policyplan.model import Assignment, DueBy, Measure, Plan, Role, Section, Task, Unit
from policyplan.query import find

UNITS = [Unit(f"第{number}局") for number in range(500)]
WORDS = "推进专利转化运用，完善知识产权公共服务体系，提升服务效能。"
QUERIES = (
    "unit:第7局",
    "lead:第7局 due:..2022-06",
    "due:2022-06",
    "unit:第7局 专利 -due:2023",
    "专利 第11项",
)


def plan(measures: int, number: int = 0) -> Plan:
    """A plan of `measures` tasks with one measure each, three units to a measure."""
    return Plan(title=f"计划{number}", sections=(Section(items=tuple(task(at) for at in range(measures))),))


def task(number: int) -> Task:
    roles = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORTING)
    units = (UNITS[(number * step) % len(UNITS)] for step in (1, 7, 31))
    assignments = tuple(Assignment(unit, role, unit.name) for unit, role in zip(units, roles, strict=True))
    due = DueBy(date(2022, 1, 1) + timedelta(days=number % 730))
    measure = Measure(text=f"第{number}项：{WORDS}", assignments=assignments, deadline=due)
    return Task(number=str(number + 1), measures=(measure,))


def milliseconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return (perf_counter() - started) * 1000


def main(measures: int = 100_000) -> None:
    for name, plans in (
        ("one plan", [plan(measures)]),
        ("plans of 50", [plan(50, number) for number in range(measures // 50)]),
    ):
        print(f"{measures} measures in {name}")
        for query in QUERIES:
            first = milliseconds(lambda: find(plans, query))  # noqa: B023
            again = min(milliseconds(lambda: find(plans, query)) for _ in range(5))  # noqa: B023
            print(
                f"  {query:<26} {first:>9.2f} ms, then {again:>8.2f} ms: {len(find(plans, query))} measures"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
