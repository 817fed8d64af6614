"""The official document that carries a plan."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from policyplan.source import Span, as_tuple


@frozen
class Period:
    """The years a plan covers: first and last day, both inclusive, and the words as printed (2022—2023年)."""

    start: date
    end: date
    text: str = ""


@frozen(kw_only=True)
class Document:
    """The official document that carries a plan (GB/T 9704-2012): what its head, notice and signature say.

    Three dates stay three dates: `dated` is the day it was signed (成文日期), `published_on` the day it was made
    public (发布日期); the plan's own period is `Plan.period`. Absent facts are None, "" or ().
    `number` has the standard form (吉政办发〔2022〕32号); `printed_numbers` every form that is printed.
    `spans` are all the stretches of the source that the document's parts were read from.
    """

    title: str = ""
    number: str | None = None
    printed_numbers: tuple[str, ...] = field(default=(), converter=as_tuple)
    index_number: str | None = None
    issuers: tuple[str, ...] = field(default=(), converter=as_tuple)
    dated: date | None = None
    published_on: date | None = None
    addressees: tuple[str, ...] = field(default=(), converter=as_tuple)
    category: str | None = None
    enclosed_title: str | None = None
    signatories: tuple[str, ...] = field(default=(), converter=as_tuple)
    remark: str | None = None
    text: str = ""
    url: str | None = None
    spans: tuple[Span, ...] = field(default=(), converter=as_tuple, eq=False, repr=False)
