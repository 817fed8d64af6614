"""The JSON interface: records, plans, units, and how the server is. Read only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, Final
from urllib.parse import urlencode

from policyplan.exporting.links import link_of
from policyplan.exporting.records import iter_records
from policyplan.findings import Finding, Severity
from policyplan.ledger.standing import Progress, Status
from policyplan.model import Duties, Plan, Reading, Role, duties
from policyplan.query import Selection
from policyplan.server.asking import count, found, parameters
from policyplan.server.edition import Edition
from policyplan.server.feeds import feed_address
from policyplan.server.reply import OPEN, Refusal, Reply, json_reply

#: The parameters of `/api/records` and what they are where they are not given.
RECORDS: Final = {"q": "", "page": "1", "per_page": "100"}

#: The parameters of `/api/units`.
UNITS: Final = {"q": ""}

MOST_PAGES: Final = 1_000_000
MOST_PER_PAGE: Final = 1000


def records_page(edition: Edition, query_string: bytes) -> Reply:
    """A page of the rows of what a query finds, with links to its neighbours (RFC 8288)."""
    asked = parameters(query_string, RECORDS)
    page, per_page = count(asked, "page", MOST_PAGES), count(asked, "per_page", MOST_PER_PAGE)
    selection = found(edition, asked["q"])
    rows = [max(1, len(entry.measure.assignments)) for entry in selection]
    total = sum(rows)
    pages = max(1, -(-total // per_page))
    if page > pages:
        raise Refusal(404, f"page is {page}; there {'is 1 page' if pages == 1 else f'are {pages} pages'}")
    value = {
        "query": asked["q"],
        "total": total,
        "measures": len(selection),
        "page": page,
        "pages": pages,
        "per_page": per_page,
        "records": _slice(selection, rows, (page - 1) * per_page, page * per_page, edition.told),
    }
    links = ", ".join(_links(asked, page, pages))
    return json_reply(value, modified=edition.modified, extra=OPEN | ({"link": links} if links else {}))


def _slice(selection: Selection, rows: list[int], start: int, end: int, told: Mapping[str, Any]) -> list[Any]:
    """The rows from `start` to `end`; only the entries that they belong to are made into rows."""
    after = list(accumulate(rows))
    wanted = [at for at, last in enumerate(after) if last > start and last - rows[at] < end]
    if not wanted:
        return []
    made = list(iter_records([selection[at] for at in wanted], **told))
    skip = start - (after[wanted[0]] - rows[wanted[0]])
    return made[skip : skip + end - start]


def _links(asked: dict[str, str], page: int, pages: int) -> Iterator[str]:
    for name, at in (("first", 1), ("prev", page - 1), ("next", page + 1), ("last", pages)):
        if 1 <= at <= pages and pages > 1:
            yield f'<?{urlencode({**asked, "page": at})}>; rel="{name}"'


def plans_list(edition: Edition, query_string: bytes) -> Reply:
    """Every plan: what its document says of itself, how much it holds, and what was found in reading it."""
    parameters(query_string, {})
    value = {"plans": [_plan(reading, edition.progress) for reading in edition.readings]}
    return json_reply(value, modified=edition.modified, extra=OPEN)


def _plan(reading: Reading, progress: Progress | None) -> dict[str, Any]:
    plan = reading.plan
    document = plan.document
    kinds = Counter(m.deadline.kind if m.deadline else "none" for m in plan.measures)
    return {
        "plan": plan.identity or None,
        "title": plan.title or None,
        "number": document.number,
        "index_number": document.index_number,
        "issuers": list(document.issuers),
        "dated": document.dated.isoformat() if document.dated else None,
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "period_start": plan.period.start.isoformat() if plan.period else None,
        "period_end": plan.period.end.isoformat() if plan.period else None,
        "url": link_of(document.url),
        "tasks": len(plan.tasks),
        "measures": len(plan.measures),
        "units": len(plan.units()),
        "deadlines": {kind: kinds[kind] for kind in ("by", "ongoing", "recurring", "conditional", "none")},
        "findings": [_finding(f, plan) for f in reading.findings if f.severity is not Severity.INFO],
        **({} if progress is None else {"progress": _standing(plan, progress)}),
    }


def _standing(plan: Plan, progress: Progress) -> dict[str, Any]:
    """How many of a plan's measures stand where on the day of the ledger."""
    counts = Counter(map(progress.status_of, plan.entries()))
    return {"on": progress.on.isoformat(), **{status.value: counts[status] for status in Status}}


def _finding(finding: Finding, plan: Plan) -> dict[str, Any]:
    place = plan.source.place(finding.span.start) if plan.source and finding.span else None
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint or None,
        "place": str(place) if place is not None else None,
    }


def units_list(edition: Edition, query_string: bytes) -> Reply:
    """Every unit of what a query finds, in the order in which it is first named, with its part by role."""
    asked = parameters(query_string, UNITS)
    value = {"query": asked["q"], "units": [_unit(each) for each in duties(found(edition, asked["q"]))]}
    return json_reply(value, modified=edition.modified, extra=OPEN)


def _unit(part: Duties) -> dict[str, Any]:
    unit = part.unit
    return {
        "unit": unit.name,
        "unit_canonical": unit.canonical or None,
        "unit_parent": unit.parent.name if unit.parent else None,
        "is_group": unit.is_group,
        "measures": len(part.measures()),
        "roles": {role.value: len(part.measures(role)) for role in Role},
        "feed": feed_address(unit.canonical or unit.name),
    }


def health(edition: Edition, query_string: bytes, private: bool) -> Reply:
    """How the server is: `ok`, or `degraded` while a file cannot be used and its last good plan is served.

    Where the site is private, names of files are told only under a private address.
    """
    parameters(query_string, {})
    value: dict[str, Any] = {"status": "degraded" if edition.problems else "ok"}
    if not private:
        value |= {
            "plans": len(edition.plans),
            "measures": len(edition.entries),
            "problems": [{"file": p.file, "message": p.message, "kept": p.kept} for p in edition.problems],
        }
    return json_reply(value, extra={"cache-control": "no-store"})
