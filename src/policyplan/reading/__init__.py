"""Read published documents into plans: any file format in, `Reading(plan, findings)` out."""

from __future__ import annotations

from datetime import date
from os import PathLike
from pathlib import Path

from policyplan.model import Period, Reading

__all__ = ["read", "read_text"]


def read_text(
    text: str,
    *,
    name: str | None = None,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    first_listed_leads: bool | None = None,
) -> Reading:
    """Read a plan from text in hand."""
    from policyplan.reading.blocks import Extract
    from policyplan.reading.plans import read_extract
    from policyplan.source import Source

    return read_extract(
        Extract(Source(text, name)),
        issued=issued,
        period=period,
        fiscal_year_start=fiscal_year_start,
        first_listed_leads_=first_listed_leads,
    )


def read(path: str | PathLike[str], **k) -> Reading:
    p = Path(path)
    suffix = p.suffix.lower()
    from importlib import import_module
    mod = {".docx": "docx", ".xlsx": "excel", ".html": "html", ".htm": "html", ".md": "markdown", ".csv": "delimited", ".pdf": "pdf"}.get(suffix, "text")
    from policyplan.reading.plans import read_extract
    return read_extract(import_module(f"policyplan.reading.{mod}").extract(p.read_bytes(), p.name, encoding=k.pop("encoding", None)), **k)
