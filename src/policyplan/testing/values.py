"""Any value that the model allows: strategies for plans and their parts.

Every strategy that makes places in a source takes `within`: the number of characters of that source, so that
spans lie inside it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.findings import Finding, Severity
from policyplan.model import (
    Assignment,
    Document,
    Measure,
    Milestone,
    Period,
    Plan,
    Reading,
    Role,
    Section,
    Task,
    Unit,
)
from policyplan.source import Source, Span

__all__ = [
    "assignments", "conditional", "deadlines", "documents", "due_by", "findings", "measures", "milestones",
    "ongoing", "periods", "plans", "readings", "recurring", "sections", "sources", "spans", "tasks", "texts",
    "units",
]  # fmt: skip

#: The length of the source that spans lie in where none is given.
WITHIN = 60

WORDS = (
    "", "推进节水改造。", "省水利厅", "（责任单位：市教育局牵头；市财政局。完成时限：2031年6月底前）",
    "等", "=1+1", "“双碳”", "持续推进", "a, \"b\"\nc", "\t", "＝（）", "\u2028", "𠮷林", "e\u0301",
)  # fmt: skip
NUMBERS = ("", "一", "（三）", "24", "C01.1.1", "第二条", "3")
NAMES = ("省水利厅", "市教育局", "国家水务局", "国家水务局保护司", "各有关市（州）政府", "Office of Water")
RULES = ("", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=FR")
CODES = ("elided-parent", "first-listed-leads", "issue-year", "whole-month")
DAYS = st.dates(date(1949, 10, 1), date(2099, 12, 31))


def texts() -> SearchStrategy[str]:
    """Words of plans, and any text at all, also what a spreadsheet or a page may stumble on."""
    return st.sampled_from(WORDS) | st.text(max_size=12)


def spans(within: int = WITHIN) -> SearchStrategy[Span]:
    """Stretches of a source of `within` characters, empty ones too."""
    offsets = st.integers(0, within)
    return st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair)))


def sources() -> SearchStrategy[Source]:
    """Texts that plans are read from, with and without a name and the places of their pieces."""
    text = st.lists(texts(), max_size=6).map("\n".join)
    places = st.lists(st.tuples(st.integers(0, WITHIN), texts()), max_size=3).map(sorted)
    return st.builds(Source, text, _optional(texts()), places)


def units() -> SearchStrategy[Unit]:
    """Units with and without a parent, all with a name; two that differ may have the same."""
    names = st.sampled_from(NAMES) | texts().filter(bool)
    parts: dict[str, Any] = {
        "aliases": st.lists(names, max_size=2),
        "is_group": st.booleans(),
        "canonical": _optional(names),
    }
    plain = st.builds(Unit, names) | st.builds(Unit, names, **parts)
    return st.recursive(plain, lambda parents: st.builds(Unit, names, parents, **parts), max_leaves=3)


def assignments(within: int = WITHIN) -> SearchStrategy[Assignment]:
    """Units' parts in measures, in every role."""
    return st.builds(
        Assignment,
        units(),
        st.sampled_from(Role),
        texts(),
        group=st.integers(0, 3),
        shared_by_remit=st.booleans(),
        open_ended=st.booleans(),
        basis=_codes(),
        span=_optional(spans(within)),
    )


@st.composite
def due_by(draw: DrawFn, within: int = WITHIN) -> DueBy:
    """Last days of every precision, with and without a first day before them."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    start = draw(st.sampled_from((None, first)))
    precision, basis, span = draw(st.sampled_from(Precision)), draw(_codes()), draw(_optional(spans(within)))
    return DueBy(last, draw(texts()), start, precision, basis, span)


def ongoing(within: int = WITHIN) -> SearchStrategy[Ongoing]:
    """Deadlines without an end (持续推进)."""
    return st.builds(Ongoing, texts(), _codes(), _optional(spans(within)))


def recurring(within: int = WITHIN) -> SearchStrategy[Recurring]:
    """Deadlines that come round again, by rules that dateutil takes or none."""
    return st.builds(Recurring, texts(), st.sampled_from(RULES), _codes(), _optional(spans(within)))


def conditional(within: int = WITHIN) -> SearchStrategy[Conditional]:
    """Deadlines that depend on something undated (适时)."""
    return st.builds(Conditional, texts(), _codes(), _optional(spans(within)))


def deadlines(within: int = WITHIN) -> SearchStrategy[Deadline]:
    """Deadlines (完成时限) of the four kinds."""
    return st.one_of(due_by(within), ongoing(within), recurring(within), conditional(within))


def milestones(within: int = WITHIN) -> SearchStrategy[Milestone]:
    """Dated steps inside a measure's text."""
    return st.builds(Milestone, deadlines(within), texts(), _optional(spans(within)))


def measures(within: int = WITHIN) -> SearchStrategy[Measure]:
    """Measures (举措) with any number of units, none too, and with or without a deadline."""
    return st.builds(
        Measure,
        text=texts(),
        clause=texts(),
        assignments=st.lists(assignments(within), max_size=3),
        deadline=_optional(deadlines(within)),
        milestones=st.lists(milestones(within), max_size=2),
        span=_optional(spans(within)),
    )


def tasks(within: int = WITHIN) -> SearchStrategy[Task]:
    """Tasks (任务) with their measures; numbers may be missing or repeat."""
    return st.builds(
        Task,
        number=st.sampled_from(NUMBERS) | texts(),
        heading=texts(),
        text=texts(),
        measures=st.lists(measures(within), max_size=3),
        span=_optional(spans(within)),
    )


def sections(within: int = WITHIN, depth: int = 2) -> SearchStrategy[Section]:
    """Sections of tasks, and of sections to at most `depth` levels below."""
    items: SearchStrategy[Task | Section] = tasks(within)
    if depth:
        items |= sections(within, depth - 1)
    return st.builds(
        Section,
        number=st.sampled_from(NUMBERS) | texts(),
        heading=texts(),
        text=texts(),
        items=st.lists(items, max_size=3),
        span=_optional(spans(within)),
    )


def periods() -> SearchStrategy[Period]:
    """Periods whose last day does not come before the first."""
    return st.builds(lambda one, two, text: Period(min(one, two), max(one, two), text), DAYS, DAYS, texts())


def documents(within: int = WITHIN) -> SearchStrategy[Document]:
    """Documents with any of their facts absent."""
    fact, many = _optional(texts()), st.lists(texts(), max_size=2)
    return st.builds(
        Document,
        title=texts(),
        number=fact,
        printed_numbers=many,
        index_number=fact,
        issuers=many,
        dated=_optional(DAYS),
        published_on=_optional(DAYS),
        addressees=many,
        category=fact,
        enclosed_title=fact,
        signatories=many,
        remark=fact,
        text=texts(),
        url=fact,
        spans=st.lists(spans(within), max_size=2),
    )


@st.composite
def plans(draw: DrawFn) -> Plan:
    """Whole plans (工作方案), with and without the source they were read from; all spans lie inside it."""
    source = draw(_optional(sources()))
    within = len(source.text) if source is not None else WITHIN
    parts = st.builds(
        Plan,
        title=texts(),
        document=documents(within),
        period=_optional(periods()),
        preamble=texts(),
        sections=st.lists(sections(within), max_size=3),
        notes=st.lists(texts(), max_size=2),
        spans=st.lists(spans(within), max_size=2),
    )
    return evolve(draw(parts), source=source)


def findings(within: int = WITHIN) -> SearchStrategy[Finding]:
    """Findings of every severity, with and without a place."""
    codes = st.sampled_from(("bad-date", "unread-text", "late"))
    return st.builds(Finding, codes, texts(), st.sampled_from(Severity), _optional(spans(within)), texts())


@st.composite
def readings(draw: DrawFn) -> Reading:
    """Plans with findings about them."""
    plan = draw(plans())
    within = len(plan.source.text) if plan.source is not None else WITHIN
    return Reading(plan, draw(st.lists(findings(within), max_size=3)))


def _optional(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | strategy


def _codes() -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(CODES), max_size=2)
