"""How long it takes until policyplan can be used: a fresh interpreter that imports it, and `--version`."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter


def milliseconds(*arguments: str, times: int = 11) -> float:
    """The median time of a fresh interpreter, in milliseconds."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        taken.append((perf_counter() - started) * 1000)
    return median(taken)


def main() -> None:
    nothing = milliseconds("-c", "pass")
    for name, arguments in {
        "import attrs": ("-c", "import attrs"),
        "import policyplan": ("-c", "import policyplan"),
        "policyplan --version": ("-m", "policyplan", "--version"),
    }.items():
        print(
            f"  {name:<22} {milliseconds(*arguments) - nothing:>7.1f} ms more than Python's own {nothing:.1f} ms"
        )


if __name__ == "__main__":
    main()
