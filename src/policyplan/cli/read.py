"""`policyplan read`: show people what a plan says."""

from __future__ import annotations

from typing import Any

import click

from policyplan.cli.documents import FILES, read_documents, reads_documents
from policyplan.cli.output import choose_format, put, writes
from policyplan.cli.tables import plan_table

FORMATS = ("txt", "json")


@click.command("read")
@FILES
@writes(FORMATS)
@reads_documents
def command(files: tuple[str, ...], how: dict[str, Any], quiet: bool, to: str | None, output: str | None) -> int:
    """Read plans (工作方案) and show their sections, tasks (任务), units (单位) and deadlines (完成时限).

    \b
    Examples:
      policyplan read notice.docx
      policyplan read notice.txt -o plan.json
      policyplan read - --encoding gb18030 < notice.txt
      policyplan read strategy.md --issued 2020-05-14 --fiscal-year-start 10
    """
    from policyplan.codec import dumps

    chosen = choose_format(to, output, FORMATS, default="txt")
    if chosen == "json" and len(files) > 1:
        raise click.UsageError("a JSON file holds one plan; read one file at a time")
    readings, status = read_documents(files, how, quiet=quiet)
    if chosen == "txt":
        put("\n\n".join(plan_table(reading.plan) for reading in readings).encode() + b"\n" * bool(readings), output)
    elif readings:
        put(dumps(readings[0]).encode(), output)
    return status
