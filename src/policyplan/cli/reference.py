"""The reference of the command line, written from the commands: `python -m policyplan.cli.reference` prints it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from inspect import cleandoc

import click

from policyplan.cli import policyplan
from policyplan.cli.documents import OPTIONS

_HEAD = """\
# The command line

`policyplan COMMAND --help` says what stands here. `python -m policyplan` is the same program.

"""
_READING = "Options for reading"
_TOLD = frozenset({"quiet", "help"})
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")


def page() -> str:
    """The page docs/reference/command-line.md."""
    top = click.Context(policyplan, info_name="policyplan")
    parts = [*_prose(policyplan), *_listed(top), *_about_reading(), *_commands(top)]
    return _HEAD + "\n\n".join(parts) + "\n"


def _commands(above: click.Context) -> Iterator[str]:
    """What each command of a group does, and its own commands behind it."""
    group = above.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(above):
        command = group.commands[name]
        context = click.Context(command, info_name=name, parent=above)
        yield f"## {context.command_path}"
        yield _block(" ".join([context.command_path, *command.collect_usage_pieces(context)]))
        yield from _prose(command)
        yield from _options(context)
        if isinstance(command, click.Group):
            yield from _commands(context)


def _listed(top: click.Context) -> Iterator[str]:
    """Every command with what it does, in a table."""
    assert isinstance(top.command, click.Group)
    commands = [top.command.commands[name] for name in top.command.list_commands(top)]
    rows = (f"| [`{each.name}`](#policyplan-{each.name}) | {each.short_help} |" for each in commands)
    yield "\n".join(["| command | what it does |", "|---|---|", *rows])


def _prose(command: click.Command) -> Iterator[str]:
    """The help of a command: paragraphs as prose, what stands indented in them as a block."""
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip() not in ("", "\b")]
        flowing = [_plain(line) for line in lines if not line.startswith(" ")]
        if flowing:
            yield "\n".join(flowing)
        if indented := [line.removeprefix("  ") for line in lines if line.startswith(" ")]:
            yield _block("\n".join(indented))


def _about_reading() -> Iterator[str]:
    """The options that all commands which read documents take."""
    yield f"## {_READING}"
    yield "Every command that reads documents takes these, for all documents it is given."
    check = policyplan.commands["check"]
    context = click.Context(check, info_name="check")
    yield _table(context, (each for each in check.params if each.name in OPTIONS or each.name == "quiet"))


def _options(context: click.Context) -> Iterator[str]:
    """The options of a command; those for reading are linked where it takes all of them."""
    params = [each for each in context.command.params if isinstance(each, click.Option)]
    reads = OPTIONS.keys() <= {each.name for each in params}
    own = [each for each in params if not (reads and each.name in {*OPTIONS, *_TOLD})]
    if own:
        yield _table(context, own)
    if reads:
        yield f"And the [{_READING[0].lower()}{_READING[1:]}](#options-for-reading)."


def _table(context: click.Context, params: Iterable[click.Parameter]) -> str:
    records = [record for each in params if (record := each.get_help_record(context)) is not None]
    rows = (f"| {_names(names)} | {_plain(told)} |" for names, told in records)
    return "\n".join(["| option | what it does |", "|---|---|", *rows])


def _names(names: str) -> str:
    """The forms of an option as code; a bar within a table is escaped."""
    return f"`{names}`".replace("|", "\\|")


def _plain(text: str) -> str:
    """`text` with nothing in it that Markdown would take for its own; what stands in backquotes stays code."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(each if each.startswith("`") else _MARKUP.sub(r"\\\1", each) for each in pieces)


def _block(text: str) -> str:
    return f"```text\n{text}\n```"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
