"""An extract in, a reading out: the one pipeline behind every way in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from policyplan.deadlines import Deadline
from policyplan.findings import Finding, Severity
from policyplan.model import Document, Period, Plan, Reading
from policyplan.reading._vocabulary import SIGNS, TRADITIONAL
from policyplan.reading.assemble import clauses_of, register_units, sections_of
from policyplan.reading.blocks import Extract
from policyplan.reading.conventions import (
    default_day,
    defaults,
    first_listed_leads,
    marked_leads,
    responsible_leads,
)
from policyplan.reading.folding import is_traditional
from policyplan.reading.front import (
    Front,
    make_document,
    read_facts,
    read_front,
    signature_at_end,
)
from policyplan.reading.items import Item, Items, read_items
from policyplan.reading.label_lines import read_label_line
from policyplan.reading.measures import Assembly, Terms
from policyplan.reading.milestones import placed
from policyplan.reading.official import DATE, close_up, day_of, read_date, read_period
from policyplan.reading.outline import build
from policyplan.reading.outline.headings import heads_table
from policyplan.reading.outline.nodes import Node
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Stated, read_pieces
from policyplan.reading.republic import counts_from_1912
from policyplan.reading.rows import Grid
from policyplan.reading.times import explain
from policyplan.source import Source, Span
from policyplan.units.plans import canonical_names
from policyplan.units.registry import Registry


def read_extract(
    extract: Extract,
    *,
    issued: date | None = None,
    period: Period | None = None,
    fiscal_year_start: int = 1,
    first_leads: bool | None = None,
    registry: Registry | None = None,
    url: str | None = None,
) -> Reading:
    """Read the plan of an extracted document; what the document does not say, the caller may."""
    found = read_items(extract)
    front, body = _front(found, extract)
    document = make_document(front, url)
    title = _title(front)
    issued = issued or document.dated or document.published_on
    period = period or read_period(title) or read_period(document.title)
    guessed = None if issued or period else _only_year(front, body)
    terms = Terms(issued, period or guessed, fiscal_year_start, counts_from_1912(extract.source.text))
    assembly = _assembly(body, terms, front, found.notes, extract.source.text, first_leads)
    root = build(body)
    del body  # what is taken from the tree makes room for what is made of it
    register_units(clauses_of(root), assembly)
    assembly.register.canonical = canonical_names(
        document, title, assembly.register.printed, registry=registry
    )
    sections = sections_of(root, assembly)
    plan = Plan(
        title=title,
        document=document,
        period=period,
        preamble="\n".join(para.text for para in front.preamble),
        sections=sections,
        notes=tuple(para.text.strip() for para in found.notes),
        source=extract.source,
        spans=(*_plan_spans(front, found), *_closing_span(root), *found.furniture),
    )
    findings = [*extract.findings, *_number_findings(document), *assembly.findings]
    findings += [_no_such_day(para) for para in front.impossible]
    findings += [_furniture(span, extract.source) for span in found.furniture]
    findings += [_open_bracket(para) for para in found.unclosed]
    findings += [_period_guessed(guessed)] if guessed and terms.told_by("year-from-period") else []
    findings += [_fiscal_guessed(words) for words in terms.calendar_fiscal()[:1]]
    return Reading(plan, tuple(findings))


def _assembly(
    body: Sequence[Item], terms: Terms, front: Front, notes: list[Para], text: str, first_leads: bool | None
) -> Assembly:
    """What the plan says once for all its measures."""
    said: dict[str, Para] = {}
    for para in (*front.notice, *front.preamble, *_paragraphs(body), *notes):
        said.setdefault(para.folded, para)
    texts = said.values()
    day = default_day(texts)
    assembly = Assembly(
        terms,
        first_listed_leads(texts) if first_leads is None else first_leads,
        any(sign in text for sign in SIGNS) and marked_leads(texts),
        defaults(texts),
        responsible_leads(texts),
        _default_deadline(day, terms) if day else None,
    )
    assembly.register.inverse = _inverse(text)
    return assembly


def _paragraphs(body: Sequence[Item]) -> Iterator[Para]:
    """The paragraphs of the body, with those that stand beside its tables."""
    for item in body:
        if isinstance(item, Para):
            yield item
        elif isinstance(item, Grid):
            yield from item.before
            yield from item.after


def _front(found: Items, extract: Extract) -> tuple[Front, list[Item]]:
    """The document's own parts, and the items of the plan's body, taken out of what was found."""
    items, found.items = found.items, []
    first = next((at for at, item in enumerate(items) if not isinstance(item, Para)), len(items))
    head = [item for item in items[:first] if isinstance(item, Para)]
    front = read_front(head)
    read_facts(extract.facts, front)
    if front.signed_behind > 0:
        _set_apart(front, items[first:])
    tail = len(items)
    while tail > first and isinstance(items[tail - 1], Para):
        tail -= 1
    behind = [item for item in items[tail:] if isinstance(item, Para)] if tail > first else []
    body: list[Item] = [*_body_in_preamble(front), *front.body, *items[first : len(items) - len(behind)]]
    body += signature_at_end(behind, front)
    front.body = []
    return front, body


def _default_deadline(said: tuple[Para, int, int], terms: Terms) -> Deadline | None:
    """The deadline of all that has none of its own, None where its words are not understood."""
    para, start, end = said
    deadline = terms.read(para.folded[start:end])
    if deadline is None:
        return None
    deadline = placed(deadline, para.text[start:end], para.span(start, end))
    return evolve(deadline, basis=(*deadline.basis, "document-default"))


def _set_apart(front: Front, items: Sequence[Item]) -> None:
    """Keep a table behind the document's signature, and the line that heads it, out of the plan's last section."""
    table, behind = items[0] if items else None, front.body[front.signed_behind :]
    if isinstance(table, Grid) and len(behind) < 2 and not any(para.number for para in behind):
        table.apart = not behind
        for title in filter(heads_table, behind):
            title.level = 1


def _body_in_preamble(front: Front) -> list[Para]:
    """Move to the body what only looks like a preamble: headings before the first item, text with clauses."""
    preamble = front.preamble
    at = len(preamble)
    if front.body:
        while at > 0 and _heading_like(preamble[at - 1]):
            at -= 1
    else:  # a table follows, or nothing
        while at > 0 and preamble[at - 1].level and _heading_like(preamble[at - 1]):
            at -= 1
    for index in range(at):
        if read_label_line(preamble, index) is not None:
            at = _begin_of_item(preamble, index)
            break
        if any(isinstance(piece, Stated) for piece in read_pieces(preamble[index], 0)):
            at = index
            break
    front.preamble = preamble[:at]
    return preamble[at:]


def _begin_of_item(preamble: list[Para], at: int) -> int:
    """Where the unnumbered item begins whose label line stands at `at`: at its text, or the headings over it."""
    begin = max(0, at - 1)
    while begin > 0 and not _heading_like(preamble[begin]) and _heading_like(preamble[begin - 1]):
        begin -= 1
    while begin > 0 and _heading_like(preamble[begin]) and _heading_like(preamble[begin - 1]):
        begin -= 1
    return begin


def _heading_like(para: Para) -> bool:
    return (
        len(para.text) <= 40
        and para.folded[-1] not in "。；：，！？.;!?"
        and "。" not in para.folded
        and not para.folded.startswith("（")
    )


def _title(front: Front) -> str:
    title = front.title or front.facts.get("title", "") or front.enclosed or ""
    return close_up(title)


def _inverse(text: str) -> dict[int, int]:
    """The document's own traditional characters for the simplified ones that names were folded to."""
    if not is_traditional(text):
        return {}
    folded_from = [c for c in TRADITIONAL if c in text]
    return {ord(TRADITIONAL[c]): ord(c) for c in folded_from if TRADITIONAL[c] not in text}


def _plan_spans(front: Front, found: Items) -> Iterator[Span]:
    """Where the plan's title, preamble, table headers and notes stand."""
    yield from front.title_spans
    yield from found.labels
    for para in (*front.preamble, *found.notes):
        yield Span(para.start, para.end)


def _closing_span(root: Node) -> Iterator[Span]:
    """Where a plan without sections says who answers for all of it, which stands in none of its tasks."""
    for part, _, _ in root.above:
        yield Span(part.para.start, part.para.end)


_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_TITLES = re.compile(r"《[^《》]*》|〔\d+〕")


def _only_year(front: Front, body: list[Item]) -> Period | None:
    """The one year that a document's preamble and headings name, else that in which its table was filled in.

    None where they name several, or nothing names any.
    """
    lines = [para.folded for para in (*front.notice, *front.preamble)]
    lines += [item.folded for item in body if isinstance(item, Para) and item.number and len(item.text) < 50]
    years = {year for line in lines for year in _YEAR.findall(_TITLES.sub("", line))}
    if not years and (filled_in := read_date(front.facts.get("filled_in", ""))):
        years = {str(filled_in.year)}
    if len(years) != 1:
        return None
    year = int(years.pop())
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year}年")


def _period_guessed(period: Period) -> Finding:
    message = (
        f"no day of issue and no period is printed; dates without a year are read in {period.start.year}"
    )
    return Finding("year-guessed", message, Severity.INFO, None, "say the day of issue or the period")


def _fiscal_guessed(words: str) -> Finding:
    message = (
        f"fiscal years are taken to begin in January (“{words}”); the document does not say when they do"
    )
    hint = "say the month with --fiscal-year-start"
    return Finding("fiscal-year-guessed", message, Severity.INFO, None, hint)


def _number_findings(document: Document) -> Iterator[Finding]:
    if len(document.printed_numbers) > 1:
        forms = " / ".join(document.printed_numbers)
        yield Finding(
            "number-forms",
            f"the document number is printed in several forms: {forms}",
            Severity.INFO,
            None,
            f"read as {document.number}",
        )


def _no_such_day(para: Para) -> Finding:
    """A day of issue that does not exist, in a signature or a metadata line."""
    match = next((match for match in DATE.finditer(para.folded) if day_of(match) is None), None)
    place = para.span(*match.span()) if match else Span(para.start, para.end)
    problem = match and explain(match[0]).problem
    message = f"the document is dated by a day that does not exist: {problem or para.text.strip()}"
    return Finding(
        "bad-issue-date", message, Severity.WARNING, place, "correct the date, or say the day of issue"
    )


def _furniture(span: Span, source: Source) -> Finding:
    """What a page prints and the document does not say: a page number or running head."""
    return Finding("page-number", f"page number {source[span].strip()!r} left out", Severity.INFO, span)


def _open_bracket(para: Para) -> Finding:
    at = para.folded.rfind("（")
    return Finding(
        "open-bracket",
        "a bracket is opened and never closed",
        Severity.WARNING,
        para.span(at, at + 1),
        "close it with ）",
    )
