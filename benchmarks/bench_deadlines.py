"""Time expressions of real plans: `parse_deadline` beside JioNLP, Microsoft Recognizers and dateparser.

Each parser is told that the document was issued on 2022-09-01, and runs in a process of its own. What it answers is
brought to a kind and a last day in its favour: of a range its end, of two readings whichever is right. A parser that
says nothing, or that the words are a duration or an event, is silent; a wrong day, or a day where there is none, is a
silent error, which nobody notices. Times are the processor's for one expression that was not seen before, and of the
shortest of several rounds over the table.

The table is `../shared/bench/deadlines.tsv` where it stands beside the repository, and the project's own,
`tests/times/expressions.tsv`, which holds what ours was made for.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

ROOT = Path(__file__).parents[1]
TABLES = (ROOT.parent / "shared" / "bench" / "deadlines.tsv", ROOT / "tests" / "times" / "expressions.tsv")
ISSUED = date(2022, 9, 1)

#: A kind ("" for no time, or nothing understood) and the last days that the answer may mean.
Answer: TypeAlias = tuple[str, tuple[str, ...]]
Parser: TypeAlias = Callable[[str], Answer]
SILENT: Answer = ("", ())


def policyplan() -> Parser:
    from policyplan import parse_deadline
    from policyplan.reading.times import reader

    def parse(text: str) -> Answer:
        reader._cached.cache_clear()  # what was seen before is not read again
        found = parse_deadline(text, issued=ISSUED, fiscal_year_start=10)
        if found is None:
            return SILENT
        return found.kind, (str(found.due),) if found.due is not None else ()

    return parse


def jionlp() -> Parser:
    import jionlp as library

    logging.disable()
    base = {"year": ISSUED.year, "month": ISSUED.month, "day": ISSUED.day}

    def parse(text: str) -> Answer:
        try:
            found = library.parse_time(text, time_base=base)
        except Exception:  # it raises many kinds where it understands nothing
            return SILENT
        if found["type"] == "time_period":
            return "recurring", ()
        if found["type"] not in ("time_point", "time_span"):
            return SILENT
        return "by", (found["time"][1][:10],)

    return parse


def recognizers() -> Parser:
    from recognizers_date_time import Culture, recognize_datetime

    reference = datetime(ISSUED.year, ISSUED.month, ISSUED.day)  # noqa: DTZ001 - the library takes no zone

    def parse(text: str) -> Answer:
        culture = Culture.English if text.isascii() else Culture.Chinese
        try:
            found = recognize_datetime(text, culture, reference=reference)
        except Exception:
            return SILENT
        values = [value for each in found for value in (each.resolution or {"values": []})["values"]]
        if any(value["type"] == "set" for value in values):
            return "recurring", ()
        days = tuple(day for value in values if (day := _last_day(value)))
        return ("by", days) if days else SILENT

    return parse


def _last_day(value: dict[str, Any]) -> str | None:
    """The last day that a resolution of Recognizers names; its ranges end on the day after, or in the year 1."""
    day: str = (value.get("end") or value.get("value") or "")[:10]
    if not day[:4].isdigit() or day.startswith("0001") or value["type"].startswith(("time", "duration")):
        return None
    return str(date.fromisoformat(day) - timedelta(days=1)) if value["type"] == "daterange" else day


def dateparser() -> Parser:
    import dateparser as library

    base = datetime(ISSUED.year, ISSUED.month, ISSUED.day)  # noqa: DTZ001 - the library takes no zone
    settings: Any = {
        "RELATIVE_BASE": base,
        "PREFER_DAY_OF_MONTH": "last",
        "PREFER_MONTH_OF_YEAR": "last",
        "PREFER_DATES_FROM": "future",
    }

    def parse(text: str) -> Answer:
        found = library.parse(text, languages=["zh", "en"], settings=settings)
        return ("by", (str(found.date()),)) if found is not None else SILENT

    return parse


PARSERS: dict[str, Callable[[], Parser]] = {
    "policyplan": policyplan,
    "jionlp": jionlp,
    "recognizers": recognizers,
    "dateparser": dateparser,
}


def expressions(table: Path) -> list[tuple[str, str, list[str]]]:
    """Each expression with its kind and the last days that are right."""
    rows = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, kind, due = [*line.split("\t"), "", ""][:3]
            rows.append((text, kind, due.split("|") if kind == "by" else []))
    return rows


def judged(answer: Answer, kind: str, days: Iterable[str]) -> str:
    said, found = answer
    if said == kind and (kind != "by" or set(found) & set(days)):
        return "right"
    return "silent" if said in ("", "conditional") else "wrong"


def run(name: str, table: Path, rounds: int = 5) -> None:
    """Try one parser on a table in this process, and print what was found as JSON."""
    parse = PARSERS[name]()
    rows = expressions(table)
    verdicts = [judged(parse(text), kind, days) for text, kind, days in rows]
    shortest = float("inf")
    for _ in range(rounds):
        started = process_time()
        for text, _, _ in rows:
            parse(text)
        shortest = min(shortest, process_time() - started)
    counts = {verdict: verdicts.count(verdict) for verdict in ("right", "silent", "wrong")}
    print(json.dumps(counts | {"microseconds": shortest / len(rows) * 1e6}))


def main() -> None:
    for table in TABLES:
        if not table.exists():
            print(f"{table.name}: SKIPPED, it does not stand beside the repository")
            continue
        print(f"{table.name}: {len(expressions(table))} expressions")
        base = 0.0
        for name in PARSERS:
            command = [sys.executable, "-m", "benchmarks.bench_deadlines", name, str(table)]
            done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
            if "ModuleNotFoundError" in done.stderr:
                print(f"  {name:<12} SKIPPED, it is not installed here: pip install --group bench")
                continue
            done.check_returncode()
            found = json.loads(done.stdout.splitlines()[-1])
            base = base or found["microseconds"]
            print(
                f"  {name:<12} {found['right']:>4} right, {found['silent']:>4} silent, {found['wrong']:>4} silently "
                f"wrong; {found['microseconds']:>8,.1f} µs each ({found['microseconds'] / base:,.1f} x)",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
