"""Read published documents into plans: any file format in, `Reading(plan, findings)` out."""

from __future__ import annotations

from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, TypedDict, Unpack

from policyplan.model import Period, Reading

if TYPE_CHECKING:
    from policyplan.reading.blocks import Extract
    from policyplan.reading.opening import Opened
    from policyplan.units.registry import Registry

__all__ = ["How", "Stated", "check_how", "read", "read_named", "read_text"]


class Stated(TypedDict, total=False):
    """What a caller says of a plan, as options of `read` that are handed on."""

    issued: date | None
    period: Period | None
    fiscal_year_start: int
    first_listed_leads: bool | None
    registry: Registry | None


class How(Stated, total=False):
    """The options of `read`, as they are handed on."""

    encoding: str | None
    format: str | None


def check_how(how: How) -> None:
    """Raise TypeError, ValueError or ReadError for options that no document could be read with."""
    from policyplan.reading.opening import named_format

    unknown = sorted(set(how) - set(How.__annotations__))
    if unknown:
        raise TypeError(f"reading has no option {unknown[0]!r}; it has {', '.join(How.__annotations__)}")
    _check_month(how.get("fiscal_year_start", 1))
    named_format(how.get("format"))


def _check_month(fiscal_year_start: int) -> None:
    if not 1 <= fiscal_year_start <= 12:
        raise ValueError(f"fiscal_year_start is a month from 1 to 12, not {fiscal_year_start}")


def read(
    source: str | PathLike[str] | bytes,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    first_listed_leads: bool | None = None,
    registry: Registry | None = None,
    encoding: str | None = None,
    format: str | None = None,
) -> Reading:
    """Read the plan of a document: a path, an http(s) address, ``"-"`` for standard input, or the bytes themselves.

    Formats are plain text, Markdown, HTML, .docx, .xlsx, .csv, .pdf with a text layer, and policyplan's own JSON,
    told by the ending, else by the content, unless `format` names one. What the document does not say, the caller
    may: `issued` is the day deadlines such as 年底前 count from, `period` the years the plan covers (both outrank what
    is printed), `fiscal_year_start` the month in which fiscal years begin (1 to 12), `first_listed_leads` whether the
    first unit of a list leads where no role is printed (None: what the plan says), `registry` the bodies that have
    canonical names (None: `policyplan.units.default_registry`). `encoding` is that of a text file, None to have it
    detected.

    Raises ReadError where there is nothing that can be read; what is odd in a document that can be is a finding.
    """
    from policyplan.reading.opening import open_document

    return _read_opened(
        open_document(source, format),
        encoding,
        issued=issued,
        period=period,
        fiscal_year_start=fiscal_year_start,
        first_listed_leads=first_listed_leads,
        registry=registry,
    )


def read_named(
    source: str | bytes,
    name: str | None,
    *,
    encoding: str | None = None,
    format: str | None = None,
    **stated: Unpack[Stated],
) -> Reading:
    """Read the plan of a document that its source and every finding call `name`: one of many.

    Where it is bytes, the ending of its name tells the format as that of a path does. Without a name it is called as
    `read` calls it.
    """
    from policyplan.reading.opening import open_document, opened_bytes

    if name is None:
        opened = open_document(source, format)
    elif isinstance(source, bytes):
        opened = opened_bytes(source, name, format)._replace(name=name)
    else:
        opened = open_document(source, format)._replace(name=name)
    return _read_opened(opened, encoding, **stated)


def read_text(
    text: str,
    *,
    name: str | None = None,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    first_listed_leads: bool | None = None,
    registry: Registry | None = None,
) -> Reading:
    """Read a plan from text in hand; `name` is what findings call it, the rest as for `read`.

    >>> reading = read_text("1.修建公园。（责任单位：市园林局牵头，市财政局配合。完成时限：2023年6月底前）")
    >>> task = reading.plan.task("1")
    >>> [unit.name for unit in task.leads], str(task.due)
    (['市园林局'], '2023-06-30')
    """
    from policyplan.reading.blocks import Extract
    from policyplan.source import Source

    source = Source(text.replace("\r\n", "\n").replace("\r", "\n"), name)
    return _plan_of(
        Extract(source),
        issued=issued,
        period=period,
        fiscal_year_start=fiscal_year_start,
        first_listed_leads=first_listed_leads,
        registry=registry,
    )


def _read_opened(opened: Opened, encoding: str | None, **stated: Unpack[Stated]) -> Reading:
    if opened.format == "json":
        from policyplan.codec import loads_reading

        return loads_reading(opened.payload, name=opened.name)
    from policyplan.reading.opening import extract_with

    return _plan_of(extract_with(opened, encoding), url=opened.url, **stated)


def _plan_of(
    extract: Extract,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    first_listed_leads: bool | None = None,
    registry: Registry | None = None,
    url: str | None = None,
) -> Reading:
    """Read the extract, then check the plan: one list of findings in the order of the text."""
    from policyplan.checks import check
    from policyplan.reading.collecting import collector_paused
    from policyplan.reading.plans import read_extract

    _check_month(fiscal_year_start)
    with collector_paused():
        reading = read_extract(
            extract,
            issued=issued,
            period=period,
            fiscal_year_start=fiscal_year_start,
            first_leads=first_listed_leads,
            registry=registry,
            url=url,
        )
        plan = reading.plan
        findings = [*reading.findings, *check(plan)]
    findings.sort(key=lambda finding: finding.span.start if finding.span is not None else -1)
    return Reading(plan, tuple(findings))
