"""How fast plans are read, with the memory that takes: the Jilin plan, a varied plan, and hostile texts.

Times are those of the processor, so that what else a machine does counts little.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import process_time

from policyplan import read_text

SEED = Path(__file__).parents[1] / "examples" / "jilin_2022" / "source.txt"
#: One pass over a text that finds every number, label, bracket and date: what reading it cannot go below by much.
PASS = re.compile(
    r"(?m)^\s*(?:\d+[.、]|（[一二三四五六七八九十]+）)|[（(][^（）()]*[）)]|\d{4}年|[：:]|[。；;]"
)
HOSTILE = {
    "opening brackets": "（",
    "enumeration commas": "、",
    "digits": "1",
    "labels in a line": "责任单位：市局。",
}

_PLACES = "云朔雁定栖梧渡沅潞汶淇洹沁涿蔚岚隰绛虞芮榆蒲泽浍漳滏沙邢"
_BODIES = (
    "发展和改革委员会", "财政局", "教育局", "交通运输局", "水利局", "农业农村局", "生态环境局", "科学技术局",
    "民政局", "卫生健康委员会", "市场监督管理局", "城市管理局",
)  # fmt: skip
_WORK = ("新建", "改造", "修复", "验收", "培训", "推广", "补贴", "巡查", "编制", "公布")
_THINGS = ("公里河堤", "座泵站", "处公园", "名技师", "户老旧房屋", "所幼儿园", "个停车场", "盏路灯", "亩果园")


def seconds(text: str, times: int) -> float:
    """The shortest of several readings."""
    taken = []
    for _ in range(times):
        started = process_time()
        read_text(text)
        taken.append(process_time() - started)
    return min(taken)


def repeated(megabytes: float) -> str:
    """The seed over and over, or the beginning of it."""
    seed = SEED.read_bytes()
    copies = round(megabytes * 1e6 / len(seed))
    return (seed * copies or seed[: round(megabytes * 1e6)]).decode("utf-8", "ignore")


def varied(megabytes: float) -> str:
    """A plan no two tasks of which have words, units or days in common, so that nothing kept is of use."""
    lines = ["云中市水网建设工作方案（2025—2031年）\n"]
    size = 0.0
    for line in _varied_lines():
        lines.append(line)
        size += len(line.encode())
        if size > megabytes * 1e6:
            break
    return "".join(lines)


def _varied_lines() -> Iterator[str]:
    for at in count():
        if at % 12 == 0:
            yield f"{_han(at // 12 % 99 + 1)}、{_place(at * 5)}第{at}批工程\n"
        work = "，".join(
            f"{_WORK[(at + i) % 10]}{_place(at * 3 + i)}{at * 7 + i}{_THINGS[(at + i) % 9]}" for i in range(5)
        )
        lead, *others = (f"{_place(at * 4 + i)}市{_BODIES[(at * 5 + i * 7) % 12]}" for i in range(3))
        day = f"{2025 + at % 7}年{at % 12 + 1}月{at * 5 % 28 + 1}日前"
        yield f"{at % 12 + 1}.{work}。（责任单位：{lead}牵头，{'、'.join(others)}配合。完成时限：{day}）\n"


def _place(number: int) -> str:
    size = len(_PLACES)
    return _PLACES[number % size] + _PLACES[number // size % size] + _PLACES[number // size**2 % size]


def _han(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")


TEXTS = {"repeated": repeated, "varied": varied}
#: How many megabytes of each are read: from 1 kB to 100 MB, and to where values of their own fill the memory.
SIZES = {"repeated": (0.001, 0.1, 1, 10, 100), "varied": (0.1, 1, 10)}


def alone(kind: str, megabytes: float) -> str:
    """A line about reading so much text in a fresh interpreter: speed, memory, and the cost of one bare pass."""
    code = f"from benchmarks.bench_read import big; big({kind!r}, {megabytes})"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root)
    return done.stdout.strip()


def big(kind: str, megabytes: float) -> None:
    """Read so much text, and print the speed, this process's peak memory, and the cost of one bare pass."""
    import resource

    text = TEXTS[kind](megabytes)
    size = len(text.encode()) / 1e6
    started = process_time()
    passed = sum(1 for _ in PASS.finditer(text))
    bare = process_time() - started
    read_text(text[:20_000])
    took = seconds(text, 50 if kind == "repeated" and megabytes < 1 else 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(
        f"{kind:<9} {size:>7.3f} MB: {took:>8.4f} s, {size / took:>5.1f} MB/s, peak {memory:>5.0f} MB; "
        f"{took / bare:.1f} times one bare pass that finds {passed:,} marks"
    )


def main() -> None:
    seed = SEED.read_text(encoding="utf-8")
    read_text(seed)
    print(f"  the seed, {len(seed.encode()) / 1000:.0f} kB, warm: {seconds(seed, 50) * 1000:.2f} ms")
    for kind in TEXTS:
        for megabytes in SIZES[kind]:
            print(f"  {alone(kind, megabytes)}")
    for name, piece in HOSTILE.items():
        copies = 10_000_000 // len(piece.encode())
        half, whole = seconds(piece * (copies // 2), 1), seconds(piece * copies, 1)
        print(f"  10 MB of {name}: {whole:.2f} s, {whole / half:.1f} times the half")


if __name__ == "__main__":
    main()
