"""What a reader made of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from policyplan.findings import Finding, Findings, Severity
from policyplan.model.plan import Plan


def _shown(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return Findings(findings)


@frozen(repr=False)
class Reading:
    """What a reader made of a document: the plan, and findings about the document and its reading.

    `as_read` tells what a person has corrected since (see `policyplan.corrections`): the plan as it was first made,
    or the digests of it that a plan file keeps; None where a file keeps none.
    """

    plan: Plan
    findings: tuple[Finding, ...] = field(default=(), converter=_shown)
    as_read: Plan | Mapping[str, Mapping[str, str]] | None = field(eq=False, repr=False)

    @as_read.default
    def _first_made(self) -> Plan:
        return self.plan

    def __repr__(self) -> str:
        counts = Counter(finding.severity for finding in self.findings)
        said = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])
        return f"<Reading {self.plan!r}: {said or 'no findings'}>"

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return Findings(f for f in self.findings if f.severity is Severity.ERROR)

    def raise_for_errors(self) -> Reading:
        """Raise ReadError with every finding of severity error written out; return the reading where there is none."""
        if self.errors:
            from policyplan.errors import ReadError

            raise ReadError("\n".join(finding.render(self.plan.source) for finding in self.errors))
        return self

    def _repr_html_(self) -> str:
        from policyplan.display import findings_html

        return self.plan._repr_html_() + (findings_html(self.findings) if self.findings else "")
