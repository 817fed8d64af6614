"""The command line: the verbs of the library, on files. One file for each command.

Exit status: 0 fine, 1 findings of severity error, 2 something cannot be read or used.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from policyplan.cli import check, compare, convert, deadline, find, ledger, publish, read, serve
from policyplan.cli.output import hang_up, write_utf8
from policyplan.errors import PolicyplanError

INTERRUPTED = 130  # 128 + SIGINT, as shells count


class Commands(click.Group):
    """Commands in the order in which a person comes to need them; they end quietly when no one reads on."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, as added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; its exit status."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            return hang_up()
        return status


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="policyplan", message="policyplan %(version)s")
def policyplan() -> None:
    """Read published work plans (工作方案, 工作要点) into data, ask them, and put them in calendars.

    \b
    Examples:
      policyplan read notice.docx
      policyplan find notice.docx 'lead:省知识产权局 due:..2022-12-31'
      policyplan convert notice.docx -o deadlines.ics

    A FILE is a path, a folder of documents, a web address, or - for standard input. Findings go to standard
    error. The exit status is 0 when all is well, 1 when a finding is an error, 2 when something cannot be read
    or used: of many files, the others are read all the same.
    """


for module in (read, check, find, compare, convert, ledger, publish, serve, deadline):
    policyplan.add_command(module.command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line with `arguments` (None means those of the process) and exit with its status."""
    write_utf8()
    try:
        status = policyplan.main(args=arguments, prog_name="policyplan", standalone_mode=False) or 0
    except click.ClickException as problem:
        problem.show()
        status = problem.exit_code if isinstance(problem, click.UsageError) else 2
    except PolicyplanError as problem:
        status = _fail(str(problem))
    except OSError as problem:
        status = _fail(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem))
    except (KeyboardInterrupt, click.Abort):
        click.echo("policyplan: interrupted", err=True)
        status = INTERRUPTED
    sys.exit(status)


def _fail(message: str) -> int:
    click.echo(f"policyplan: {message}", err=True)
    return 2
