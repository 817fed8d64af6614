"""Run every measurement: `make bench`, or `python -m benchmarks read query` for some of them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    known = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"no measurement is called {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    for name in names or known:
        module = import_module(f"benchmarks.bench_{name}")
        print(f"\n{(module.__doc__ or name).splitlines()[0]}")
        module.main()


if __name__ == "__main__":
    main(sys.argv[1:])
