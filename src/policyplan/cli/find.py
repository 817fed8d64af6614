"""`policyplan find`: ask plans a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policyplan.cli.documents import jobs_option, reads_documents
from policyplan.cli.output import Output, lang_option, writes
from policyplan.cli.progress import takes_ledger
from policyplan.cli.reading import Documents
from policyplan.cli.render import plan_of, render_selection
from policyplan.cli.tables import counted
from policyplan.display import printable

if TYPE_CHECKING:
    from policyplan.model import Plan


@click.command("find", short_help="Ask plans a question.")
@click.argument("files", metavar="FILE...", nargs=-1)
@click.argument("query", metavar="QUERY", required=False)
@writes(("txt", "jsonl", "csv", "parquet", "xlsx", "ics"))
@lang_option("a calendar's or workbook's own words: zh; of text: en")
@takes_ledger
@jobs_option
@reads_documents
def command(
    files: tuple[str, ...],
    query: str | None,
    jobs: int,
    how: dict[str, Any],
    quiet: bool,
    output: Output,
    lang: str | None,
    progress: dict[str, Any],
) -> int:
    """Find the measures (举措) of one or more plans that a QUERY describes.

    \b
    Terms of a query; all must hold, - before a term negates, OR and brackets group, quotes keep spaces:
      lead:NAME     牵头   led by a unit (单位), or by one of its departments
      unit:NAME     单位   any part in it; role:supporting 配合 for one kind of part
      due:WHEN      截止   due:2022  due:2022-06..2022-12  due:..2022-12-31  due:ongoing
      status:WORD   状态   with --ledger: overdue, due-soon, in-progress, not-started, done, …
      plan:…        文件   the plan's document number, or words of its title
      section:…  task:…  text:…  or bare words, which search text and headings

    \b
    Examples:
      policyplan find notice.docx 'lead:省知识产权局 due:..2022-12-31 专利'
      policyplan find plans/ '牵头:省财政厅 OR 单位:省教育厅' --to csv -o ours.csv
      policyplan find plans/ 'plan:吉政办发〔2022〕32号 due:2022'
      policyplan find notice.docx -- '-due:ongoing'
      policyplan find notice.docx 'status:overdue' --ledger ledger.json
    """
    from policyplan.query import find

    asked = _query(files, query)
    options = progress | ({"lang": lang} if lang else {})
    if lang:
        output.refuse_unless("--lang", ("txt", "xlsx", "ics"))
    find((), asked, **progress)  # what is wrong with a query is said before anything is read
    documents = Documents(files, how, plan_of, jobs=jobs, quiet=quiet, output=output.path)
    plans = list(documents)
    if plans:
        found = find(plans, asked, **progress)
        output.put(render_selection(found, output.format, **options))
        if not found and not quiet:
            _tell_of_late(plans, asked, progress)
    return documents.status


def _tell_of_late(plans: list[Plan], query: str, progress: dict[str, Any]) -> None:
    """Say so where nothing is found because what is asked for as done was done late."""
    from policyplan.query import find

    late = _done_late(query)
    if late != query and (count := len(find(plans, late, **progress))):
        told = f"{counted(count, 'measure')} done after the last day"
        click.echo(printable(f"policyplan: {told}: ask for {late!r}"), err=True)


def _done_late(query: str) -> str:
    """The query, with each status that is done as done late."""
    from policyplan.ledger import Status
    from policyplan.query._language import parsed
    from policyplan.where._conditions import HasStatus

    question = parsed(query)
    for leaf, place in reversed([*zip(question.condition.leaves(), question.places, strict=True)]):
        if isinstance(leaf, HasStatus) and leaf.status is Status.DONE:
            query = f"{query[: place.start]}{Status.DONE_LATE}{query[place.end :]}"
    return query


def _query(files: tuple[str, ...], query: str | None) -> str:
    """The QUERY, once it is clear that it is one and that there are files to ask. Raises UsageError otherwise."""
    if query is not None and _is_document(query):
        example = f"policyplan find {query} 'due:2024'"
        raise click.UsageError(f"no QUERY: say what to find, as in {example}, or '' for everything")
    if query is None or not files:
        raise click.UsageError("name a FILE, and then a QUERY, as in policyplan find notice.docx 'due:2024'")
    return query


def _is_document(query: str) -> bool:
    """Whether what stands in the place of the QUERY is a file, or a folder written as one."""
    try:
        return Path(query).is_file() or ("/" in query and Path(query).is_dir())
    except (OSError, ValueError):  # too long for a path, or with a character that none has
        return False
