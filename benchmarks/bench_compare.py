"""Two editions of large plans compared: `compare` beside difflib over all pairs of tasks, in one run.

Run it with `python -m benchmarks.bench_compare`; with `500 2000 8000` after it for other numbers of tasks.

The plans are invented: each task has a text of about 140 characters made of the same forty phrases in its own order, as
plans repeat themselves, and two units. In the new edition one task in ten is reworded, one in twenty dropped, as many
are added, two in a hundred stand elsewhere, and all behind a dropped one are renumbered. The naive way takes for each
task the text of the other edition that difflib finds most alike; it is given as many tasks as it can compare in
about a minute, and the time for more follows from the square of their number. Found is how many tasks that are in both
were given their own counterpart.
"""

from __future__ import annotations

import random
import sys
from difflib import SequenceMatcher
from time import perf_counter

from policyplan.deadlines import DueBy
from policyplan.editions import Added, compare
from policyplan.editions._comparing import Edition, matched
from policyplan.model import Assignment, Measure, Plan, Role, Section, Task, Unit

PHRASES = (
    "推进专利转化运用", "完善公共服务体系", "建立健全工作机制", "提升服务效能", "加强组织领导", "强化督促检查",
    "优化营商环境", "深化放管服改革", "推动数据共享", "落实主体责任", "开展专项整治", "加大宣传力度",
    "支持企业创新", "培育龙头企业", "建设示范园区", "保障资金投入", "加强人才引进", "规范行政执法",
    "推广典型经验", "健全考核办法", "实施重点工程", "改造老旧小区", "提高办事效率", "压减审批时限",
    "拓宽融资渠道", "强化风险防控", "完善应急预案", "推动绿色发展", "治理水体污染", "修复生态湿地",
    "扩大有效投资", "促进消费升级", "稳定就业岗位", "发展职业教育", "改善医疗条件", "健全养老服务",
    "保护文化遗产", "繁荣文艺创作", "推进全民健身", "建设平安社区",
)  # fmt: skip
REWORDED, DROPPED, MOVED = 0.1, 0.05, 0.02
NAIVE = 150


def text_of(number: int, chance: random.Random) -> str:
    words = "，".join(chance.sample(PHRASES, 15))
    return f"{words}，年内完成{number * 37 % 1009}项。"


def plan_of(texts: list[str]) -> Plan:
    from datetime import date

    units = [Unit(f"第{number}局") for number in range(40)]
    tasks = [
        Task(
            number=str(at + 1),
            measures=[
                Measure(
                    text=text,
                    assignments=[
                        Assignment(units[len(text) % 40], Role.LEAD),
                        Assignment(units[(len(text) + 7) % 40], Role.SUPPORTING),
                    ],
                    deadline=DueBy(date(2024, 12, 31)),
                )
            ],
        )
        for at, text in enumerate(texts)
    ]
    size = max(1, len(tasks) // 20)
    parts = [tasks[at : at + size] for at in range(0, len(tasks), size)]
    return Plan(
        sections=[Section(number=str(n), heading=f"第{n}部分", items=part) for n, part in enumerate(parts)]
    )


def editions(count: int) -> tuple[list[str], list[str], dict[int, int]]:
    """The texts of both editions, and which of the old is which of the new."""
    chance = random.Random(count)
    old = [text_of(number, chance) for number in range(count)]
    kept = [number for number in range(count) if chance.random() > DROPPED]
    for _ in range(int(len(kept) * MOVED)):
        kept.insert(chance.randrange(len(kept)), kept.pop(chance.randrange(len(kept))))
    new, places = [], {}
    for number in kept:
        if chance.random() < DROPPED:
            new.append(text_of(count + number, chance))
        places[number] = len(new)
        new.append(reworded(old[number], chance) if chance.random() < REWORDED else old[number])
    return old, new, places


def reworded(text: str, chance: random.Random) -> str:
    """A text with three of its phrases replaced."""
    words = text.split("，")
    for at in chance.sample(range(len(words) - 1), 3):
        words[at] = chance.choice(PHRASES)
    return "，".join(words)


def naive(old: list[str], new: list[str]) -> dict[int, int]:
    """For each old text the new one that is most alike, where it is alike at all."""
    found = {}
    for at, text in enumerate(old):
        ratios = [SequenceMatcher(None, text, other, autojunk=False).ratio() for other in new]
        best = max(range(len(new)), key=ratios.__getitem__)
        if ratios[best] > 0.6:
            found[at] = best
    return found


def right(found: dict[int, int], places: dict[int, int]) -> str:
    return f"{sum(found.get(old) == new for old, new in places.items()):,} of {len(places):,} found"


def main(*counts: int) -> None:
    old, new, places = editions(NAIVE)
    started = perf_counter()
    found = naive(old, new)
    each = (perf_counter() - started) / NAIVE**2
    print(f"difflib over all pairs: {NAIVE:>6,} tasks {each * NAIVE**2:>8.2f} s, {right(found, places)}")
    for count in counts or (NAIVE, 500, 2_000, 8_000):
        old, new, places = editions(count)
        one, other = plan_of(old), plan_of(new)
        started = perf_counter()
        comparison = compare(one, other)
        took = perf_counter() - started
        pairs = matched(
            [node.item for node in Edition.of(one).tasks], [node.item for node in Edition.of(other).tasks]
        )
        added = sum(isinstance(change, Added) for change in comparison)
        print(
            f"compare:                {count:>6,} tasks {took:>8.2f} s, {right(pairs, places)}; "
            f"{len(comparison):,} changes, {added:,} of them added; "
            f"difflib would take {each * count**2:,.0f} s ({each * count**2 / took:,.0f} x)",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
