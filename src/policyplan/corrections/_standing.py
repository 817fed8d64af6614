"""Which findings of a reading still stand when a person has corrected it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from policyplan.corrections._changes import ADDED, REMOVED, Correction, corrections
from policyplan.findings import Finding
from policyplan.model import Measure, Plan, Reading

_TIMES = frozenset({"deadline", "milestones"})

#: The facts that a reader's finding is about, by its code: once a person has corrected one, the finding is settled.
ABOUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "bad-date": _TIMES,
        "unread-deadline": _TIMES,
        "several-deadlines": _TIMES,
        "open-bracket": frozenset({"text", "clause", "assignments", *_TIMES}),
        "bad-issue-date": frozenset({"dated"}),
        "fiscal-year-guessed": _TIMES,
        "year-guessed": frozenset({"period", "dated", "published_on"}),
        "number-forms": frozenset({"number", "printed_numbers"}),
    }
)


def standing_findings(reading: Reading) -> tuple[Finding, ...]:
    """What the reader found and no correction has settled, and what the checks find in the plan as it now is.

    In the order of the text, what is about the whole document first.
    """
    from policyplan.checks import RULES, check

    made = corrections(reading)
    found = [
        finding
        for finding in reading.findings
        if finding.code not in RULES and not _settled(finding, reading.plan, made)
    ]
    found += check(reading.plan)
    return tuple(sorted(found, key=lambda finding: finding.span.start if finding.span is not None else -1))


def _settled(finding: Finding, plan: Plan, made: Iterable[Correction]) -> bool:
    if finding.code == "correction-conflict":  # it is settled by taking what was read after all
        return finding.message.partition(":")[0] not in {each.node for each in made}
    facts = ABOUT.get(finding.code)
    if facts is None:
        return False
    if finding.span is None or finding.code == "bad-issue-date":
        return any(each.fact in facts and each.node in ("plan", "document") for each in made)
    at = finding.span.start
    here = [each for each in made if each.span and each.span.start <= at < each.span.end]
    if any(each.fact in facts or each.fact == ADDED for each in here):
        return True
    return not _measures_at(plan, at) and any(each.fact == REMOVED for each in made)


def _measures_at(plan: Plan, at: int) -> list[Measure]:
    """The measures whose text holds the character at `at`."""
    return [each for each in plan.measures if each.span and each.span.start <= at < each.span.end]
