"""What fuzzing begins with: plans as people print them, in every layout and file format, and the words they use."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

from hypothesis import Phase, given, seed, settings

from policyplan import load_example, read_text
from policyplan.codec import dumps
from policyplan.testing import LAYOUTS, WrittenPlan, written_plans

ROOT = Path(__file__).parents[1]


@cache
def written(count: int = 3) -> tuple[WrittenPlan, ...]:
    """Some plans, the same ones every time."""
    made: list[WrittenPlan] = []

    @seed(1)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate])
    @given(written_plans(tasks=2))
    def collect(plan: WrittenPlan) -> None:
        made.append(plan)

    collect()
    return tuple(made)


def printed(format_: str) -> list[bytes]:
    """Those plans in every layout of one format, as `policyplan.read` names it."""
    return [
        layout.print(plan) for layout in LAYOUTS.values() if layout.format == format_ for plan in written()
    ]


def parts(format_: str) -> list[bytes]:
    """The XML parts of printed office files, each behind a line with its path: see `with_part`."""
    found: dict[bytes, None] = {}
    for payload in printed(format_):
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")) and archive.getinfo(name).file_size < 50_000:
                    found[name.encode() + b"\n" + archive.read(name)] = None
    return list(found)


@cache
def template(format_: str) -> dict[str, bytes]:
    """The parts of one printed office file."""
    with zipfile.ZipFile(io.BytesIO(printed(format_)[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(format_: str, piece: bytes) -> bytes:
    """An office file one part of which is what stands behind the first line of `piece`, which is its path."""
    path, _, content = piece.partition(b"\n")
    name = path[:200].decode("ascii", "replace").replace("\0", "") or "x"
    held = template(format_) | {name: content}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, part in held.items():
            archive.writestr(each, part)
    return out.getvalue()


def uncompressed_pdfs() -> list[bytes]:
    """Printed PDF files whose text stands in them plainly, where a mutation can reach it."""
    from reportlab import rl_config

    rl_config.pageCompression = 0
    return printed("pdf")


def texts() -> list[bytes]:
    example = (ROOT / "examples" / "jilin_2022" / "source.txt").read_bytes()
    return [*printed("text"), example[:6000], example[-6000:]]


def json_files() -> list[bytes]:
    plans = [read_text(payload.decode()) for payload in printed("text")[::7]]
    return [dumps(plan).encode() for plan in plans] + [dumps(load_example("jilin_2022")).encode()]


def expressions() -> list[bytes]:
    table = (ROOT / "tests" / "times" / "expressions.tsv").read_text(encoding="utf-8")
    return [line.split("\t")[0].encode() for line in table.splitlines() if line and line[0] != "#"]


def queries() -> list[bytes]:
    """The queries that the documentation shows."""
    pages = [ROOT / "docs" / "reference" / "query.md", ROOT / "docs" / "how-to" / "query.md"]
    shown = [
        found for page in pages for found in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    ]
    return [query.encode() for query in dict.fromkeys(shown)]
