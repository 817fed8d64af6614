"""`policyplan check`: what is odd about a plan."""

from __future__ import annotations

import sys
from collections import Counter
from textwrap import indent
from typing import Any

import click

from policyplan.cli.documents import jobs_option, reads_documents
from policyplan.cli.reading import Documents
from policyplan.cli.tables import counted
from policyplan.display import printable
from policyplan.findings import Severity
from policyplan.model import Reading

LIST = "list"  # what --explain means without a code


@click.command("check", short_help="Say what is odd about a plan.")
@click.argument("files", metavar="FILE...", nargs=-1)
@click.option(
    "--explain", metavar="[CODE]", is_flag=False, flag_value=LIST,
    help="What a finding means and what to do; without a code, a list of all of them.",
)  # fmt: skip
@jobs_option
@reads_documents
def command(files: tuple[str, ...], explain: str | None, jobs: int, how: dict[str, Any], quiet: bool) -> int:
    """Check plans: bad dates, units without a lead (无牵头单位), text that was not understood, and more.

    What a person has corrected in a plan file is checked as it now is.

    \b
    Examples:
      policyplan check notice.docx
      policyplan check plans/ --jobs 2 --quiet
      policyplan check --explain
      policyplan check --explain missing-lead
    """
    if explain:
        return _explain(explain)
    if not files:
        raise click.UsageError("name a FILE to check, or a code to --explain")
    from policyplan.corrections import standing_findings

    documents = Documents(
        files,
        how,
        _summary,
        jobs=jobs,
        quiet=quiet,
        findings_of=standing_findings,
        bar=not sys.stdout.isatty(),
    )
    total = Counter[Severity]()
    for name, findings in documents:
        click.echo(f"{name}: {_told(findings)}")
        total += findings
    if documents.done > 1 and documents.done > documents.failed:
        click.echo(f"{_whole(documents)}: {_told(total)}")
    return documents.status


def _summary(reading: Reading) -> tuple[str, Counter[Severity]]:
    """What to call a plan, and how many findings of each severity there are."""
    from policyplan.corrections import standing_findings

    plan = reading.plan
    name = plan.title or plan.document.title or (plan.source.name if plan.source else "") or "(no title)"
    return printable(name), Counter(finding.severity for finding in standing_findings(reading))


def _whole(documents: Documents[Any]) -> str:
    """How many plans were checked, and how many documents could not be."""
    failed = f", {documents.failed} not read" if documents.failed else ""
    return f"{counted(documents.done - documents.failed, 'plan')}{failed}"


def _explain(code: str) -> int:
    """Write what the finding `code` means, every finding for ``all``, or a line for each."""
    from policyplan.checks import CODES

    if code == LIST:
        width = max(map(len, CODES))
        click.echo(
            "\n".join(f"{each.code:<{width}}  {each.severity:<7}  {each.means}" for each in CODES.values())
        )
        return 0
    if code != "all" and code not in CODES:
        raise click.UsageError(_unknown(code))
    click.echo("\n\n".join(_explained(each) for each in CODES if code in (each, "all")))
    return 0


def _unknown(code: str) -> str:
    """What to say of a code that is none: the one that may be meant, and how to see all."""
    from difflib import get_close_matches

    from policyplan.checks import CODES

    near = get_close_matches(code, CODES, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"no finding is called {code!r}; {hint}--explain without a code lists all"


def _explained(code: str) -> str:
    from policyplan.checks import CODES

    each = CODES[code]
    example = f"For example:\n{indent(each.example.strip(), '  ')}"
    body = "\n".join((each.means, each.why, each.remedy, example))
    return f"{each.code} ({each.severity})\n{indent(body, '  ')}"


def _told(findings: Counter[Severity]) -> str:
    """How many findings there are of each severity, in words."""
    nouns = ("error", "warning", "note")
    return ", ".join(counted(findings[each], noun) for each, noun in zip(Severity, nouns, strict=True))
