"""`policyplan ledger`: progress beside a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from policyplan.cli.documents import day, reads_documents, refuse_several
from policyplan.cli.progress import ON, load_or_new, tell_of_other_plans, today
from policyplan.cli.reading import Documents
from policyplan.cli.render import plan_of
from policyplan.cli.tables import counted, terminal_width
from policyplan.display import printable, text_table
from policyplan.model import Entry, Plan, bare_number

if TYPE_CHECKING:
    from policyplan.ledger import Carry, Ledger, Merge, Standing

#: How many edits are listed; the number of the others is told.
MOST_LISTED = 50

PLAN = click.argument("file", metavar="PLAN")
LEDGER = click.option(
    "-l", "--ledger", "path", metavar="LEDGER", required=True, help="The ledger (台账), a JSON file."
)


@click.group("ledger", short_help="Keep progress beside a plan.")
def command() -> None:
    """Keep progress beside a plan (督查台账): report on measures, see where they stand, merge what units send back.

    \b
    Examples:
      policyplan ledger report notice.docx 24 -l ledger.json --state done --percent 100
      policyplan ledger show notice.docx -l ledger.json --on 2022-12-31
      policyplan convert notice.docx --ledger ledger.json --by-unit -o ledger.xlsx
      policyplan ledger merge notice.docx returned/*.xlsx -l ledger.json
      policyplan ledger carry 2022.docx 2023.docx -l ledger.json
    """


@command.command("show")
@PLAN
@LEDGER
@ON
@click.option(
    "--soon",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="How long before its last day a measure is due soon.",
)
@click.option(
    "--query", default="", help="Show only the measures that a query finds, such as 'status:overdue'."
)
@reads_documents
def show(
    file: str, path: str, on: date | None, soon: int | None, query: str, how: dict[str, Any], quiet: bool
) -> int:
    """Show where each measure stands on a day.

    \b
    Examples:
      policyplan ledger show notice.docx -l ledger.json
      policyplan ledger show notice.docx -l ledger.json --on 2022-12-31 --soon 60
      policyplan ledger show notice.docx -l ledger.json --query 'status:overdue lead:省知识产权局'
    """
    from policyplan.ledger import SOON, Status, load, status
    from policyplan.query import find

    plan, code = _plan(file, how)
    if plan is None:
        return code
    asked: dict[str, Any] = {"on": today(on), "soon": SOON if soon is None else soon}
    ledger = load(path)
    tell_of_other_plans(ledger, [plan], path)
    standings = status(find(plan, query, ledger=ledger, **asked), ledger, **asked)
    counts = Counter(str(standing.status) for standing in standings)
    click.echo(f"{printable(plan.title)}, {asked['on']}")
    click.echo(
        ", ".join(f"{counts[word]} {word}" for word in map(str, Status) if counts[word]) or "no measure"
    )
    if standings:
        headers = ("Task", "Status", "Due", "Done", "Reported", "Progress", "Measure")
        click.echo(text_table(headers, map(_row, standings), width=terminal_width()))
    return code


def _row(standing: Standing) -> tuple[str, ...]:
    entry, reports = standing.entry, [*([standing.report] if standing.report else []), *standing.units]
    last = max(reports, key=lambda report: report.on, default=None)
    return (
        _label(entry),
        standing.status,
        str(entry.measure.due or ""),
        "" if standing.percent is None else f"{standing.percent}%",
        str(last.on) if last else "",
        printable(last.note) if last else "",
        printable(entry.measure.text or entry.task.heading),
    )


@command.command("report")
@PLAN
@click.argument("task", metavar="TASK")
@LEDGER
@click.option("--unit", metavar="NAME", help="The unit that reports. Default: the measure as a whole.")
@click.option(
    "--state", type=click.Choice(["not-started", "in-progress", "done", "cancelled"]), help="How far it is."
)
@click.option("--percent", type=click.IntRange(0, 100), help="How much of it is done.")
@click.option("--note", help="The progress in words (进展情况).")
@click.option("--evidence", help="Where it can be seen (佐证): a link, a document number.")
@click.option("--remark", help="Anything else (备注).")
@click.option("--by", help="Who says so.")
@click.option("--on", type=day, metavar="DAY", help="The day of the report. Default: today.")
@reads_documents
def report(
    file: str,
    task: str,
    path: str,
    unit: str | None,
    on: date | None,
    how: dict[str, Any],
    quiet: bool,
    **says: Any,
) -> int:
    """Add a report on a measure: TASK is the number of its task, 24, or of several measures one, 24/2.

    What is not said anew stays as last reported. The ledger is made where there is none. Date a report of work that is
    done with the day on which it was done: reported as done on a day after the last, it is done-late (逾期完成).

    \b
    Examples:
      policyplan ledger report notice.docx 22 -l ledger.json --state in-progress --percent 40
      policyplan ledger report notice.docx 24/2 -l ledger.json --state done --on 2022-12-20
      policyplan ledger report notice.docx 22 -l ledger.json --unit 省知识产权局 --note '方案已印发'
    """
    from policyplan.ledger import dump, report_on
    from policyplan.ledger.reports import addressed

    plan, code = _plan(file, how)
    if plan is None:
        return code
    said = {name: value for name, value in says.items() if value is not None}
    if not said:
        raise click.UsageError("nothing is reported; say --state, --percent, --note, --evidence or --remark")
    ledger, entry, when = load_or_new(path), _entry(plan, task), today(on)
    try:
        new = report_on(entry, unit=unit, on=when, **said)
        last = ledger.standing(entry, new.unit, on=when)
        if last is not None:
            new = evolve(last, **{"by": "", "on": when, **addressed(entry), **said})
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    dump(ledger.with_report(new), path)
    click.echo(f"{path}: task {_label(entry)}, report of {when} added")
    return code


@command.command("merge")
@PLAN
@click.argument("workbooks", metavar="WORKBOOK...", nargs=-1, required=True)
@LEDGER
@click.option("--on", type=day, metavar="DAY", help="The day of reports that give none. Default: today.")
@click.option("--write", is_flag=True, help="Write the ledger. Without it, what would be merged is shown.")
@click.option(
    "--skip-problems", is_flag=True, help="With --write: leave out rows in which something is wrong."
)
@click.option(
    "--from", "old", metavar="OLD", help="The edition of the plan that the workbooks were sent for."
)
@reads_documents
def merge(
    file: str,
    workbooks: tuple[str, ...],
    path: str,
    on: date | None,
    write: bool,
    skip_problems: bool,
    old: str | None,
    how: dict[str, Any],
    quiet: bool,
) -> int:
    """Merge workbooks that units filled in into a ledger; without --write, show what they would bring.

    Nothing is written while anything is wrong with any row, unless --skip-problems is given: then the rows with a
    problem are left out whole. The exit status is 1 where something is wrong.

    A workbook that was sent for an earlier edition of PLAN is merged where the measures say the same words; name that
    edition with --from, and reworded ones are found too.

    \b
    Examples:
      policyplan ledger merge notice.docx returned/*.xlsx -l ledger.json
      policyplan ledger merge notice.docx returned/*.xlsx -l ledger.json --write --skip-problems
      policyplan ledger merge 2023.docx returned/*.xlsx -l ledger.json --from 2022.docx
    """
    from policyplan.ledger import dump, merge

    if skip_problems and not write:
        raise click.UsageError("--skip-problems goes with --write")
    plan, code = _plan(file, how)
    if plan is None:
        return code
    sent_for, worse = (None, 0) if old is None else _plan(old, how)
    if old is not None and sent_for is None:
        return worse
    merged = merge(plan, load_or_new(path), workbooks, on=today(on), old=sent_for)
    for problem in merged.problems:
        if problem in merged.errors or not quiet:
            click.echo(printable_lines(problem.render()), err=True)
    for line in _told(merged):
        click.echo(line)
    may_write = write and (skip_problems or not merged.errors)
    if may_write and merged.reports:
        dump(merged.ledger, path)
    click.echo(_outcome(merged, path, write=write, written=may_write))
    return max(code, int(bool(merged.errors)))


@command.command("carry")
@click.argument("files", metavar="[OLD] NEW", nargs=-1, required=True)
@LEDGER
@click.option("--write", is_flag=True, help="Write the ledger. Without it, what would become of it is shown.")
@reads_documents
def carry(files: tuple[str, ...], path: str, write: bool, how: dict[str, Any], quiet: bool) -> int:
    """Take a ledger over into a new edition of its plan; without --write, show what becomes of its reports.

    Reports follow their measures though these were renumbered, moved or reworded, as `policyplan compare` finds them
    again. Those on a measure that NEW does not have are kept, and counted no more. Without OLD, the words in the ledger
    are all there is to go by: that is enough after a correction.

    \b
    Examples:
      policyplan ledger carry 2022.docx 2023.docx -l ledger.json
      policyplan ledger carry 2022.docx 2023.docx -l ledger.json --write
      policyplan ledger carry corrected.json -l ledger.json --write
    """
    from policyplan.ledger import carry, dump, load

    if len(files) > 2:
        raise click.UsageError(f"{len(files)} files are named; name the NEW edition, or OLD and NEW")
    plans = [_plan(file, how) for file in files]
    status = max(code for _, code in plans)
    old, new = (plans[0][0] if len(plans) == 2 else None), plans[-1][0]
    if new is None or (len(plans) == 2 and old is None):
        return status
    ledger = load(path)
    carried = carry(ledger, new, old=old)
    for move in carried.of("renumbered", "reworded", "dropped"):
        click.echo(f"  {printable(str(move))}")
    changed = dumped(carried.ledger) != dumped(ledger)
    if write and changed:
        dump(carried.ledger, path)
    click.echo(_carried(carried, path, write=write, changed=changed))
    return status


def dumped(ledger: Ledger) -> str:
    """All that a ledger's file holds."""
    from policyplan.ledger import dumps

    return dumps(ledger)


def _carried(carried: Carry, path: str, *, write: bool, changed: bool) -> str:
    hows = ("kept", "renumbered", "reworded", "dropped")
    counts = [f"{sum(move.reports for move in carried.of(how))} {how}" for how in hows if carried.of(how)]
    said = f"{path}: reports: {', '.join(counts) or 'none on this plan'}"
    if not changed:
        return f"{said}; nothing to take over"
    return f"{said}; written" if write else f"{said}; nothing was written: take it over with --write"


def _told(merged: Merge) -> Iterator[str]:
    lines = [printable(f"  {edit}  ({edit.cell.place})") for edit in merged.edits]
    yield from lines[:MOST_LISTED]
    if len(lines) > MOST_LISTED:
        yield f"  and {len(lines) - MOST_LISTED} more"


def _outcome(merged: Merge, path: str, *, write: bool, written: bool) -> str:
    brings = f"{counted(len(merged.edits), 'cell')} edited, {counted(len(merged.reports), 'report')}"
    wrong = f", {counted(len(merged.errors), 'problem')}" if merged.errors else ""
    if written:
        return f"{path}: {brings} {'merged' if merged.reports else '– nothing new'}{wrong and wrong + ' left out'}"
    if write:
        return f"{path}: nothing was written{wrong}; mend them, or leave their rows out with --skip-problems"
    return f"{path}: {brings}{wrong}; nothing was written: merge with --write"


def printable_lines(text: str) -> str:
    """`text` as a terminal can show it, its lines kept."""
    return "\n".join(map(printable, text.split("\n")))


def _plan(file: str, how: dict[str, Any]) -> tuple[Plan | None, int]:
    """The plan in a file, None where it cannot be read, and the exit status; only findings that are errors are told."""
    refuse_several((file,), "a ledger is of one plan here")
    documents = Documents((file,), how, plan_of, quiet=True)
    plans = list(documents)
    return (plans[0] if plans else None), documents.status


def _entry(plan: Plan, task: str) -> Entry:
    """The one measure that `task` names: its key, or the number of a task with one measure."""
    entries: Sequence[Entry] = plan.entries()
    number, _, index = task.rpartition("/")
    wanted = [entry for entry in entries if entry.key == task] or [
        entry
        for entry in entries
        if bare_number(entry.task.number) == bare_number(task)
        or (bare_number(entry.task.number) == bare_number(number) and str(entry.index + 1) == index)
    ]
    if len(wanted) == 1:
        return wanted[0]
    if wanted:
        raise click.UsageError(f"{task!r} may be one of {', '.join(entry.key for entry in wanted)}; name one")
    known = ", ".join(_label(entry) for entry in entries[:40])
    raise click.UsageError(f"no task is numbered {task!r}; the plan has {known}")


def _label(entry: Entry) -> str:
    from policyplan.ledger.rows import label

    return label(entry)
