"""How long it takes until policyplan can be used: fresh interpreters, the processor's time, the median of 20.

The first line is Python's own start; it is taken off the others.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

STARTS = {
    "import attrs": ("-c", "import attrs"),
    "import policyplan": ("-c", "import policyplan"),
    "from policyplan import Plan": ("-c", "from policyplan import Plan"),
    "policyplan --version": ("-m", "policyplan", "--version"),
    "the first deadline": ("-c", "import policyplan; policyplan.parse_deadline('2022年底前')"),
    "the first plan read": ("-c", "import policyplan; policyplan.read_text('1.修建公园。')"),
}


def milliseconds(*arguments: str, times: int = 20) -> float:
    """The median time that the processor works for a fresh interpreter, in milliseconds."""
    return median(_one(arguments) for _ in range(times))


def _one(arguments: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def main() -> None:
    nothing = milliseconds("-c", "pass")
    print(f"  {'Python alone':<28} {nothing:>7.1f} ms")
    for name, arguments in STARTS.items():
        print(f"  {name:<28} {milliseconds(*arguments) - nothing:>7.1f} ms more")


if __name__ == "__main__":
    main()
