"""Run every measurement: `make bench`, or `python -m benchmarks read query` for some of them.

Each runs in a process of its own: what one has held does not count for the next.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    known = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"no measurement is called {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    if len(names) == 1:
        module = import_module(f"benchmarks.bench_{names[0]}")
        print(f"\n{(module.__doc__ or names[0]).splitlines()[0]}", flush=True)
        module.main()
        return
    failed = [
        name
        for name in names or known
        if subprocess.run([sys.executable, "-m", "benchmarks", name], check=False).returncode
    ]
    if failed:
        sys.exit(f"did not run to their end: {', '.join(failed)}")


if __name__ == "__main__":
    main(sys.argv[1:])
