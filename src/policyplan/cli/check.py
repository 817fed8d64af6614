"""`policyplan check`: what is odd about a plan."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import getdoc
from textwrap import indent
from typing import Any

import click

from policyplan.cli.documents import read_documents, reads_documents
from policyplan.cli.tables import counted
from policyplan.findings import Finding, Severity
from policyplan.model import Reading


@click.command("check", short_help="Say what is odd about a plan.")
@click.argument("files", metavar="FILE...", nargs=-1)
@click.option("--explain", metavar="CODE", help="What a finding means and what to do; all lists every code.")
@reads_documents
def command(files: tuple[str, ...], explain: str | None, how: dict[str, Any], quiet: bool) -> int:
    """Check plans: bad dates, units without a lead (无牵头单位), text that was not understood, and more.

    \b
    Examples:
      policyplan check notice.docx
      policyplan check plans/*.txt --quiet
      policyplan check --explain missing-lead
    """
    if explain:
        return _explain(explain)
    if not files:
        raise click.UsageError("name a FILE to check, or a code to --explain")
    readings, status = read_documents(files, how, quiet=quiet, findings_of=_findings)
    for reading in readings:
        click.echo(f"{reading.plan.title}: {_counted(_findings(reading))}")
    return status


def _findings(reading: Reading) -> list[Finding]:
    """What the reader found, and what the checks find now: a JSON file may have been mended since."""
    from policyplan.checks import RULES, check

    found = [finding for finding in reading.findings if finding.code not in RULES] + [*check(reading.plan)]
    return sorted(found, key=lambda finding: finding.span.start if finding.span else -1)


def _explain(code: str) -> int:
    """Write what the finding `code` means, or every finding for ``all``."""
    from policyplan.checks import RULES

    if code != "all" and code not in RULES:
        raise click.UsageError(f"no check is called {code!r}; known: {', '.join(RULES)}")
    wanted = RULES if code == "all" else {code: RULES[code]}
    click.echo("\n\n".join(f"{name}\n{indent(getdoc(rule) or '', '  ')}" for name, rule in wanted.items()))
    return 0


def _counted(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity, in words."""
    by_severity = dict.fromkeys(Severity, 0)
    for finding in findings:
        by_severity[finding.severity] += 1
    nouns = ("error", "warning", "note")
    return ", ".join(counted(count, noun) for count, noun in zip(by_severity.values(), nouns, strict=True))
