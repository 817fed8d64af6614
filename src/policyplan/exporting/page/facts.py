"""What a plan's document says of itself, and what is odd about the plan, as HTML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from policyplan.exporting.links import link_of
from policyplan.exporting.page.contents import Listed
from policyplan.exporting.page.markup import line, one, text
from policyplan.exporting.page.words import day, words
from policyplan.exporting.wording import Lang
from policyplan.findings import Finding
from policyplan.model import Plan
from policyplan.source import clip

#: The findings that are about words rather than about a task, which are quoted.
QUOTED = {"unheld-text", "unknown-unit", "repeated-unit", "unit-in-two-roles", "unit-under-several-names"}

#: How much of such words is quoted, in columns.
WIDTH = 160

#: How many addressees are listed without folding.
FEW = 3


def facts(plan: Plan, lang: Lang) -> str:
    """The document's facts, those people ask for first in front, the rest folded away."""
    says = words(lang)["facts"]
    first, rest = _rows(tuple(_first(plan, lang)), says), _rows(tuple(_rest(plan, lang)), says)
    more = f'<details><summary>{one(says["more"])}</summary><dl class="facts">{rest}</dl></details>'
    return f'<dl class="facts">{first}</dl>{more if rest else ""}'


def _rows(rows: tuple[tuple[str, str], ...], says: dict[str, str]) -> str:
    return "".join(f"<div><dt>{one(says[key])}</dt><dd>{value}</dd></div>" for key, value in rows if value)


def _first(plan: Plan, lang: Lang) -> Iterator[tuple[str, str]]:
    """Number, issuers, the three dates and the addressees; what the document does not state says so."""
    document, says = plan.document, words(lang)
    absent = f'<span class="muted">{one(says["facts"]["absent"])}</span>'
    yield "number", one(document.number or "") or absent
    yield "issuers", _list(document.issuers, lang) or absent
    for key, value in (("dated", document.dated), ("published", document.published_on)):
        stated = value and f'<time datetime="{value.isoformat()}">{one(day(value, lang))}</time>'
        yield key, stated or absent
    yield "period", _period(plan, lang) or absent
    link = link_of(document.url)
    yield "url", f'<a href="{one(link)}" rel="noreferrer">{one(link)}</a>' if link else ""
    yield "addressees", _folded(document.addressees, lang) or absent


def _rest(plan: Plan, lang: Lang) -> Iterator[tuple[str, str]]:
    document, printed = plan.document, words(lang)["facts"]["printed"]
    others = [number for number in document.printed_numbers if number != document.number]
    yield "title", one(document.title)
    yield "enclosed", one(document.enclosed_title or "")
    yield "number", _list([printed.format(number) for number in others], lang)
    yield "index_number", one(document.index_number or "")
    yield "category", one(document.category or "")
    yield "signatories", _list(document.signatories, lang)
    yield "remark", one(document.remark or "")
    yield "text", f'<span class="prose">{text(document.text)}</span>' if document.text else ""


def _period(plan: Plan, lang: Lang) -> str:
    if plan.period is None:
        return ""
    days = words(lang)["range"].format(day(plan.period.start, lang), day(plan.period.end, lang))
    note = f' <span class="note">{one(days)}</span>'
    return one(plan.period.text) + note if plan.period.text else one(days)


def _list(names: Sequence[str], lang: Lang) -> str:
    return one(words(lang)["side" if any("、" in name for name in names) else "comma"].join(names))


def _folded(names: Sequence[str], lang: Lang) -> str:
    """A long list with all but its first name folded away."""
    if len(names) <= FEW:
        return _list(names, lang)
    first = escape(words(lang)["facts"]["among"].format(line(names[0]), len(names)))
    return f"<details><summary>{first}</summary>{_list(names, lang)}</details>"


def findings(plan: Plan, found: Sequence[Finding], tasks: Sequence[Listed], lang: Lang) -> str:
    """What is worth checking, a row for each kind, with links to the tasks it is about."""
    says, rules = words(lang)["findings"], words(lang)["rules"]
    if not found:
        return f"<p>{one(says['none'])}</p>"
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        own = finding.message if finding.code not in rules else ""
        kinds.setdefault((finding.code, own), []).append(finding)
    places = _Places(tasks)
    rows = (_kind(plan, group, places, lang) for group in kinds.values())
    return f'<p>{one(says["lead"])}</p><ul class="findings">{"".join(rows)}</ul>'


class _Places:
    """Which task a stretch of the source stands in."""

    def __init__(self, tasks: Sequence[Listed]) -> None:
        spans = [(t.task.span.start, t.task.span.end, t) for t in tasks if t.task.span is not None]
        self.spans = sorted(spans, key=lambda row: row[:2])
        self.starts = [start for start, _, _ in self.spans]

    def at(self, finding: Finding) -> Listed | None:
        """The task around the place that `finding` is about."""
        if finding.span is None:
            return None
        place = bisect_right(self.starts, finding.span.start) - 1
        inside = place >= 0 and finding.span.start < self.spans[place][1]
        return self.spans[place][2] if inside else None


def _kind(plan: Plan, group: Sequence[Finding], places: _Places, lang: Lang) -> str:
    """One kind of finding: how grave, what, where."""
    says, rules, first = words(lang)["findings"], words(lang)["rules"], group[0]
    grave = f'<span class="severity {first.severity}">{one(says[first.severity])}</span>'
    about = dict.fromkeys(filter(None, map(places.at, group)))
    links = words(lang)["comma"].join(
        f'<a href="#{quote(task.anchor)}">{one(task.task.number) or "·"}</a>' for task in about
    )
    where = f' <span class="where">{says["tasks"].format(links)}</span>' if links else ""
    quotes = _quotes(plan, group) if first.code in QUOTED or not about else ""
    saying = rules.get(first.code) or ". ".join(filter(None, (first.message, first.hint)))
    return f"<li>{grave}<div>{one(saying)}{quotes}{where}</div></li>"


def _quotes(plan: Plan, group: Sequence[Finding]) -> str:
    """The words that findings are about, each once."""
    if plan.source is None:
        return "".join(f"<blockquote>{one(finding.message)}</blockquote>" for finding in group)
    spans = (finding.span for finding in group if finding.span is not None)
    said = dict.fromkeys(plan.source.text[span.start : span.end] for span in spans)
    return "".join(f"<blockquote>{text(clip(words_, WIDTH))}</blockquote>" for words_ in said)
