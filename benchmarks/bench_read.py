"""How fast plans are read: the Jilin plan once, and repeated to 1 and 10 MB, with the memory that takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from policyplan import read_text

SEED = Path(__file__).parents[1] / "examples" / "jilin_2022" / "source.txt"


def seconds(text: str, times: int) -> float:
    """The shortest of several readings."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        read_text(text)
        taken.append(perf_counter() - started)
    return min(taken)


def peak(megabytes: float) -> str:
    """The most memory that a fresh interpreter takes to read so much text, as a line to print."""
    code = f"from benchmarks.bench_read import big; big({megabytes})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def big(megabytes: float) -> None:
    """Read the seed repeated, and print the speed and this process's peak memory."""
    import resource

    seed = SEED.read_text(encoding="utf-8")
    copies = max(1, round(megabytes * 1e6 / len(seed.encode())))
    took = seconds(seed * copies, 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(f"{megabytes:>5g} MB: {took:>6.2f} s, {megabytes / took:>5.1f} MB/s, peak {memory:>6.0f} MB")


def main() -> None:
    seed = SEED.read_text(encoding="utf-8")
    read_text(seed)
    print(f"  the seed, {len(seed.encode()) / 1000:.0f} kB, warm: {seconds(seed, 30) * 1000:.2f} ms")
    for megabytes in (1, 5, 10):
        print(f"  {peak(megabytes)}")


if __name__ == "__main__":
    main()
