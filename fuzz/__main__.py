"""Fuzz everything that takes what others wrote: `make fuzz`, or `python -m fuzz text query --seconds 600`.

The seconds are shared out among the targets, each of which runs in a process of its own: under atheris, which follows
coverage, where it is installed, else by random changes alone. What fails is written to `fuzz/found/`, and
`python -m fuzz text --input FILE` tries it again.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuzz.targets import Target

FOUND = Path(__file__).parent / "found"
#: An input that takes longer than this, in seconds, or more memory than that, in megabytes, hangs.
PATIENCE, MEMORY = 20, 4_000

_EXECUTED = "stat::number_of_executed_units:"


class Hang(BaseException):
    """An input took too long."""


def main() -> int:
    arguments = _arguments()
    if arguments.input is not None:
        _targets()[arguments.targets[0]].run(arguments.input.read_bytes())
        return 0
    if arguments.alone:
        return _alone(arguments.targets[0], arguments.seconds, arguments.seed)
    names = arguments.targets or list(_targets())
    each = max(1, round(arguments.seconds / len(names)))
    followed = "atheris" if find_spec("atheris") else "random changes (atheris is not installed)"
    print(f"{len(names)} targets, {each} s each, by {followed}", flush=True)
    failed = [name for name in names if not _succeeds(name, each, arguments.seed)]
    print(f"failed: {', '.join(failed)}; see {FOUND}" if failed else "nothing failed")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("targets", nargs="*", help="which to fuzz; all where none is named")
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1, help="another number tries other inputs")
    parser.add_argument("--input", type=Path, help="try this one file again")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _targets() -> dict[str, Target]:
    from fuzz.targets import TARGETS

    return TARGETS


def _succeeds(name: str, seconds: int, seed: int) -> bool:
    command = [sys.executable, "-m", "fuzz", name, "--alone", "--seconds", str(seconds), "--seed", str(seed)]
    done = subprocess.run(command, cwd=FOUND.parents[1], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = done.stdout.decode("utf-8", "replace").rstrip().splitlines()
    if done.returncode == 0:
        print(f"  {name:<10} {_count(said):>9,} inputs", flush=True)
        return True
    print(f"  {name:<10} FAILED", *said[-40:], sep="\n    ", flush=True)
    return False


def _count(said: list[str]) -> int:
    """How many inputs were tried, as libFuzzer says it among its last lines, and random changes like it."""
    return next((int(line.split()[1]) for line in reversed(said) if line.startswith(_EXECUTED)), 0)


def _alone(name: str, seconds: float, seed: int) -> int:
    FOUND.mkdir(exist_ok=True)
    return (_with_atheris if find_spec("atheris") else _with_changes)(name, seconds, seed)


def _with_atheris(name: str, seconds: float, seed: int) -> int:
    import atheris
    from fuzz.mutating import mutated, words_of

    with atheris.instrument_imports(include=["policyplan"], enable_loader_override=False):
        target = _targets()[name]
        given = target.seeds()
        # What is imported when first used is followed too.
        if not all(_holds(target.run, payload, name) for payload in given):
            return 1

    def change(payload: bytes, most: int, number: int) -> bytes:
        random = Random(number)
        if random.random() < 0.2:
            changed: bytes = atheris.Mutate(payload, most)
            return changed
        return mutated(payload, given, words_of(target.words), random, most)

    with tempfile.TemporaryDirectory() as corpus:
        for number, payload in enumerate(given):
            (Path(corpus) / str(number)).write_bytes(payload)
        options = {
            "max_total_time": int(seconds), "timeout": PATIENCE, "rss_limit_mb": MEMORY, "max_len": target.most,
            "seed": seed, "artifact_prefix": f"{FOUND}/{name}-", "verbosity": 0, "print_final_stats": 1,
        }  # fmt: skip
        flags = [f"-{key}={value}" for key, value in options.items()]
        atheris.Setup(["fuzz", *flags, corpus], target.run, custom_mutator=change)
        atheris.Fuzz()
    return 0


def _with_changes(name: str, seconds: float, seed: int) -> int:
    target = _targets()[name]
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 10**6, most))
    end = monotonic() + seconds
    for runs, payload in enumerate(_changing(target, Random(seed))):
        if monotonic() > end:
            print(f"{_EXECUTED} {runs}")
            break
        if not _holds(target.run, payload, name):
            return 1
    return 0


def _changing(target: Target, random: Random) -> Iterator[bytes]:
    """The seeds as they are, then changed ones without end."""
    from fuzz.mutating import mutated, words_of

    given, words = target.seeds(), words_of(target.words)
    yield from given
    while True:
        yield mutated(random.choice(given), given, words, random, target.most)


def _holds(run: Callable[[bytes], None], payload: bytes, name: str) -> bool:
    before = signal.signal(signal.SIGALRM, _hang)
    signal.alarm(PATIENCE)
    try:
        run(payload)
    except (Exception, Hang):
        kept = FOUND / f"{name}-{hashlib.sha256(payload).hexdigest()[:12]}"
        kept.write_bytes(payload)
        traceback.print_exc()
        print(f"kept as {kept}")
        return False
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)  # else libFuzzer's own clock would ring here
    return True


def _hang(*_: object) -> None:
    raise Hang


if __name__ == "__main__":
    sys.exit(main())
