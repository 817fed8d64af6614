"""`policyplan read`: show people what a plan says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from policyplan.cli.documents import FILES, jobs_option, reads_documents, refuse_several_as_json
from policyplan.cli.output import Output, lang_option, writes
from policyplan.cli.reading import Documents
from policyplan.cli.render import render_json, render_text, text_pieces
from policyplan.cli.tables import counted, terminal_width
from policyplan.model import Reading


@click.command("read", short_help="Show what a plan says.")
@FILES
@click.option("--coverage", is_flag=True, help="Show how much of the text the plan holds, and what is left.")
@click.option("--fresh", is_flag=True, help="Discard the corrections that the output file holds.")
@writes(("txt", "json"))
@lang_option("what is shown beside the plan's words: en")
@jobs_option
@reads_documents
def command(
    files: tuple[str, ...],
    coverage: bool,
    fresh: bool,
    jobs: int,
    how: dict[str, Any],
    quiet: bool,
    output: Output,
    lang: str | None,
) -> int:
    """Read plans (工作方案) and show their sections, tasks (任务), units (单位) and deadlines (完成时限).

    Where the output is a plan file that a person has corrected, the corrections are kept, and it is said where
    the document has changed in the same place.

    \b
    Examples:
      policyplan read notice.docx
      policyplan read plans/ -o plans.txt --jobs 2
      policyplan read notice.txt -o plan.json
      policyplan read notice.txt --lang zh
      policyplan read notice.txt --coverage
      policyplan read - --encoding gb18030 < notice.txt
      policyplan read strategy.md --issued 2020-05-14 --fiscal-year-start 10
    """
    refuse_several_as_json(files, output.format)
    if lang:
        output.refuse_unless("--lang", ("txt",))
    if coverage and output.path is not None:
        raise click.UsageError("--coverage is shown, not written to a file")
    kept = None if fresh or output.format != "json" else _corrected_file(output.path)
    documents = Documents(
        files,
        how,
        _render(output, coverage, lang),
        jobs=jobs,
        quiet=quiet,
        complete=partial(_with_corrections, path=kept) if kept else _as_it_is,
        output=output.path,
        bar=not output.on_terminal,
    )
    if coverage or output.format == "json":
        output.write(documents)
    else:
        output.write(text_pieces(documents))
    return documents.status


def _render(output: Output, coverage: bool, lang: str | None) -> Callable[[Reading], bytes]:
    """What makes of a reading what is written of it."""
    if coverage:
        return _coverage
    return render_json if output.format == "json" else partial(render_text, width=terminal_width(), lang=lang)


def _corrected_file(path: Path | None) -> Path | None:
    """The plan file that is to be written again, None where there is none."""
    return path if path is not None and path.is_file() and path.stat().st_size else None


def _as_it_is(reading: Reading) -> Reading:
    """A reading whose findings are those that still stand: a plan file may have been corrected."""
    from attrs import evolve

    from policyplan.corrections import standing_findings

    return (
        reading if reading.as_read is reading.plan else evolve(reading, findings=standing_findings(reading))
    )


def _with_corrections(reading: Reading, path: Path) -> Reading:
    """A reading with the corrections in the file at `path`; what was kept is said on standard error."""
    from policyplan.codec import load_reading
    from policyplan.corrections import corrections, merge
    from policyplan.errors import FormatError

    if reading.as_read is not reading.plan:  # a plan file was read: it has its own corrections
        return _as_it_is(reading)
    try:
        old = load_reading(path)
    except FormatError as problem:
        raise FormatError(f"{problem}\nmend {path}, or write it anew with --fresh") from None
    if _is_other(old, reading):
        if old.as_read is not None and not corrections(old):
            return reading
        message = f"{path} holds another plan, {old.plan.title!r}, with what people wrote in it"
        raise FormatError(f"{message}; name another file, or write it anew with --fresh")
    merged = merge(old, reading)
    kept = corrections(merged)
    if kept:
        click.echo(f"{path}: kept {counted(len(kept), 'correction')} (--fresh discards them)", err=True)
        click.echo("".join(f"  {each}\n" for each in kept), err=True, nl=False)
    return merged


def _is_other(old: Reading, new: Reading) -> bool:
    """Whether two readings are of different plans: nothing tells them alike, and no measure says the same."""
    texts = {measure.text for measure in old.plan.measures}
    return old.plan.identity != new.plan.identity and texts.isdisjoint(
        each.text for each in new.plan.measures
    )


def _coverage(reading: Reading) -> bytes:
    """What share of the printable characters the plan holds, and the text that is left, each with its place."""
    from policyplan.coverage import printable, uncovered

    plan = reading.plan
    held, total = printable(plan)
    name = plan.source.name if plan.source is not None and plan.source.name else "<text>"
    share = f"{held / total:.2%}" if total else "nothing to hold"
    lines = [f"{name}: {share} ({held} of {counted(total, 'printable character')})"]
    for span in uncovered(plan):
        assert plan.source is not None
        lines += [f"{name}:{plan.source.place(span.start)}: held by no part of the plan"]
        lines += [f"  {line}" for line in plan.source.excerpt(span).splitlines()]
    return "".join(f"{line}\n" for line in lines).encode()
