"""`policyplan compare`: what a new edition of a plan changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from policyplan.cli.documents import reads_documents, refuse_several
from policyplan.cli.output import Output, writes
from policyplan.cli.reading import Documents
from policyplan.cli.render import plan_of
from policyplan.cli.tables import terminal_width

if TYPE_CHECKING:
    from policyplan.editions import Comparison
    from policyplan.model import Plan


@click.command("compare", short_help="Say what a new edition of a plan changes.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@writes(("txt", "md", "html", "json"))
@click.option(
    "--amendment",
    is_flag=True,
    help="NEW holds only what is amended: what it leaves out stays as it was.",
)
@click.option(
    "--unit", metavar="NAME", help="Only the changes that concern this unit (单位), or one below it."
)
@reads_documents
def command(
    old: str, new: str, how: dict[str, Any], quiet: bool, output: Output, amendment: bool, unit: str | None
) -> int:
    """Compare two editions of a plan, or a plan and its amendment: who answers for what, by when, in which words.

    Tasks are found again though they were renumbered, moved or reworded. The options for reading hold for both.
    That the plans differ does not change the exit status.

    \b
    Examples:
      policyplan compare 2022.docx 2023.docx
      policyplan compare plan.docx amendment.docx --amendment
      policyplan compare 2022.docx 2023.docx --unit 省财政厅
      policyplan compare 2022.docx 2023.docx -o changes.html
      policyplan compare 2022.docx 2023.docx --to json | jq '.changes[] | select(.kind == "lead-changed")'
    """
    from attrs import evolve

    from policyplan import where
    from policyplan.editions import compare
    from policyplan.query import find

    if old == new == "-":
        raise click.UsageError("only one of OLD and NEW can be standard input")
    plans: list[Plan] = []
    status = 0
    for file in (old, new):
        refuse_several((file,), "OLD and NEW are one plan each")
        documents = Documents((file,), how, plan_of, quiet=quiet)
        plans += documents
        status = max(status, documents.status)
    if len(plans) < 2:
        return status
    if unit is not None:
        find(plans, where.unit(unit))  # a unit that neither edition knows is said, as in a query
    comparison = compare(*plans, partial=amendment)
    if unit is not None:
        comparison = evolve(comparison, changes=comparison.of_unit(unit))
    output.put(_written(comparison, output.format).encode())
    return status


def _written(comparison: Comparison, to: str) -> str:
    match to:
        case "md":
            return comparison.to_markdown()
        case "html":
            return comparison.to_html()
        case "json":
            return json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2) + "\n"
    return f"{comparison.to_text(width=terminal_width())}\n"
