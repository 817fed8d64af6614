"""Real plans and written layouts with gold answers, where they stand beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the corpus of real plans does not stand beside the repository"
    ),
]


def scores(folder: str) -> dict[str, float]:
    reader = f"{sys.executable} -m policyplan convert {{file}} --to jsonl"
    done = subprocess.run(
        [sys.executable, str(SHARED / "bench" / "score.py"), str(SHARED / folder), "--reader", reader, "--misses"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    total = json.loads(done.stdout.splitlines()[-1].removeprefix("ALL "))
    print(done.stdout)
    return {key: value for key, value in total.items() if key.endswith(("_f1", "name", "deadline"))}


@pytest.mark.parametrize("folder", ["corpus", "layouts"])
def test_measures_units_roles_and_deadlines_are_read_as_a_careful_person_reads_them(folder):
    assert min(scores(folder).values()) >= 0.99


def test_no_deadline_of_the_table_is_read_wrong():
    done = subprocess.run(
        [sys.executable, str(SHARED / "bench" / "score_deadlines.py")],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "right 62, silent 0, wrong 0, of 62"
