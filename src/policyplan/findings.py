"""The one shape for everything a reader, a check or a codec reports."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen

from policyplan.display import Tabled, findings_html
from policyplan.source import Source, Span


class Severity(StrEnum):
    """How much a finding matters: an ERROR loses meaning, a WARNING is odd, INFO is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def _severity(value: Severity | str) -> Severity:
    return value if value.__class__ is Severity else Severity(value)  # the call of an enumeration is slow


@frozen
class Finding:
    """Something a person should know about a document or its reading.

    `code` is stable and short (``bad-date``); `span` is None where the finding is about the whole document;
    `hint` says what to do, "" where there is nothing to do.
    """

    code: str
    message: str
    severity: Severity = field(default=Severity.WARNING, converter=_severity)
    span: Span | None = None
    hint: str = ""

    def render(self, source: Source | None = None) -> str:
        """The finding as a person reads it: place, severity, message, code, the line with carets, the hint."""
        name = source.name if source is not None and source.name else "<text>"
        where = name
        excerpt = ""
        if source is not None and self.span is not None:
            where = f"{name}:{source.place(self.span.start)}"
            excerpt = "\n" + "\n".join("  " + line for line in source.excerpt(self.span).splitlines())
        hint = f"\n     hint: {self.hint}" if self.hint else ""
        first, *more = self.message.split("\n")
        message = "\n".join([f"{first} [{self.code}]", *more])
        return f"{where}: {self.severity}: {message}{excerpt}{hint}"


class Findings(Tabled[Finding]):
    """Findings in their order: a tuple that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return findings_html(self)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among `findings`, None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in present), None)
