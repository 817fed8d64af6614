"""`policyplan read`: show people what a plan says."""

from __future__ import annotations

from typing import Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents, refuse_several_as_json
from policyplan.cli.output import Output, writes
from policyplan.cli.render import render_plans


@click.command("read", short_help="Show what a plan says.")
@FILES
@writes(("txt", "json"))
@reads_documents
def command(files: tuple[str, ...], how: dict[str, Any], quiet: bool, output: Output) -> int:
    """Read plans (工作方案) and show their sections, tasks (任务), units (单位) and deadlines (完成时限).

    \b
    Examples:
      policyplan read notice.docx
      policyplan read notice.txt -o plan.json
      policyplan read - --encoding gb18030 < notice.txt
      policyplan read strategy.md --issued 2020-05-14 --fiscal-year-start 10
    """
    refuse_several_as_json(files, output.format)
    readings, status = read_documents(files, how, quiet=quiet)
    if readings:
        output.put(render_plans(readings, output.format))
    return status
