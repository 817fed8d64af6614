"""What is fuzzed, and what must hold: no error but PolicyplanError, no lost text, and what is written is read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import frozen
from fuzz import seeds

from policyplan import (
    DueBy,
    PolicyplanError,
    Reading,
    find,
    load_example,
    parse_deadline,
    read,
    read_text,
    records,
    to_ical,
)
from policyplan.codec import dumps, loads_reading
from policyplan.coverage import uncovered
from policyplan.query import parse_query
from policyplan.reading.times import explain, find_deadlines

ISSUED = date(2022, 9, 1)
PLAN = load_example("jilin_2022")


@frozen
class Target:
    """One thing to fuzz: `run` fails with an exception where what must hold does not."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: str
    most: int = 20_000


def text(payload: bytes) -> None:
    _keeps_all(read_text(_decoded(payload)))


def _decoded(payload: bytes) -> str:
    """Any text that a str can hold, half surrogate pairs among it."""
    try:
        return payload.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return payload.decode("utf-8", "replace")


def file_of(format_: str) -> Callable[[bytes], None]:
    """Reading of files of one format; what does not begin like an office file is a part of one."""

    def run(payload: bytes) -> None:
        if format_ in ("docx", "excel") and not payload.startswith(b"PK"):
            payload = seeds.with_part(format_, payload)
        try:
            reading = read(payload, format=format_)
        except PolicyplanError:
            return
        _keeps_all(reading)

    return run


def _keeps_all(reading: Reading) -> None:
    """Nothing is lost, and every output can be written."""
    said = [finding.span for finding in reading.findings if finding.span is not None]
    source = reading.plan.source
    for gap in uncovered(reading.plan):
        held = any(span.start <= gap.start and gap.end <= span.end for span in said)
        assert held, f"lost: {source[gap] if source else gap!r}"
    for finding in reading.findings:
        finding.render(source)
    _can_be_written(reading)


def _can_be_written(reading: Reading) -> None:
    try:
        written = dumps(reading)
    except PolicyplanError:  # half a surrogate pair, which a str can hold and a file cannot
        return
    again = loads_reading(written)
    assert again.plan == reading.plan
    assert dumps(again) == written
    for _ in records(reading.plan):
        pass
    try:
        to_ical(reading.plan, as_="both")
    except PolicyplanError:
        return


def json(payload: bytes) -> None:
    try:
        reading = loads_reading(payload)
    except PolicyplanError:
        return
    for finding in reading.findings:
        finding.render(reading.plan.source)
    _can_be_written(reading)


def query(payload: bytes) -> None:
    try:
        condition = parse_query(_decoded(payload))
        found = find(PLAN, condition, strict=False)
    except PolicyplanError:
        return
    assert parse_query(str(condition)) == condition
    assert [entry.key for entry in found] == [e.key for e in PLAN.entries() if condition.matches(e)]


def deadline(payload: bytes) -> None:
    said = _decoded(payload)
    for issued in (ISSUED, None):
        found = parse_deadline(said, issued=issued, fiscal_year_start=10)
        assert not isinstance(found, DueBy) or found.start is None or found.start <= found.due
    explain(said, issued=ISSUED)
    reached = 0
    for start, end, _ in find_deadlines(said, issued=ISSUED):
        assert reached <= start < end <= len(said)
        reached = end


TARGETS = {
    "text": Target(text, seeds.texts, "plan"),
    "markdown": Target(file_of("markdown"), lambda: seeds.printed("markdown"), "markup"),
    "html": Target(file_of("html"), lambda: seeds.printed("html"), "markup"),
    "csv": Target(file_of("csv"), lambda: seeds.printed("csv"), "plan"),
    "docx": Target(
        file_of("docx"),
        lambda: [*seeds.parts("docx"), *seeds.printed("docx")[:2]],
        "markup",
        60_000,
    ),
    "excel": Target(
        file_of("excel"),
        lambda: [*seeds.parts("excel"), *seeds.printed("excel")[:2]],
        "markup",
        60_000,
    ),
    "pdf": Target(file_of("pdf"), seeds.uncompressed_pdfs, "pdf", 60_000),
    "json": Target(json, seeds.json_files, "json"),
    "query": Target(query, seeds.queries, "query", 500),
    "deadline": Target(deadline, seeds.expressions, "plan", 500),
}
