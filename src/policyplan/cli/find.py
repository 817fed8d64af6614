"""`policyplan find`: ask plans a question."""

from __future__ import annotations

from typing import Any

import click

from policyplan.cli.documents import FILES, jobs_option, reads_documents
from policyplan.cli.output import Output, writes
from policyplan.cli.progress import takes_ledger
from policyplan.cli.reading import Documents
from policyplan.cli.render import plan_of, render_selection


@click.command("find", short_help="Ask plans a question.")
@FILES
@click.argument("query")
@writes(("txt", "jsonl", "csv", "parquet", "xlsx", "ics"))
@takes_ledger
@jobs_option
@reads_documents
def command(
    files: tuple[str, ...],
    query: str,
    jobs: int,
    how: dict[str, Any],
    quiet: bool,
    output: Output,
    progress: dict[str, Any],
) -> int:
    """Find the measures (举措) of one or more plans that a QUERY describes.

    \b
    Terms of a query; all must hold, - before a term negates, OR and brackets group, quotes keep spaces:
      lead:NAME     牵头   led by a unit (单位), or by one of its departments
      unit:NAME     单位   any part in it; role:supporting 配合 for one kind of part
      due:WHEN      截止   due:2022  due:2022-06..2022-12  due:..2022-12-31  due:ongoing
      status:WORD   状态   with --ledger: overdue, due-soon, in-progress, not-started, done, …
      section:…  task:…  text:…  or bare words, which search text and headings

    \b
    Examples:
      policyplan find notice.docx 'lead:省知识产权局 due:..2022-12-31 专利'
      policyplan find plans/ '牵头:省财政厅 OR 单位:省教育厅' --to csv -o ours.csv
      policyplan find notice.docx -- '-due:ongoing'
      policyplan find notice.docx 'status:overdue' --ledger ledger.json
    """
    from policyplan.query import find

    documents = Documents(files, how, plan_of, jobs=jobs, quiet=quiet, output=output.path)
    plans = list(documents)
    if plans:
        output.put(render_selection(find(plans, query, **progress), output.format, **progress))
    return documents.status
