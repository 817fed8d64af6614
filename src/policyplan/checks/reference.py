"""The reference of findings, written from `CODES`: `python -m policyplan.checks.reference` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from policyplan.checks.codes import CODES, Code

_HEAD = """\
# Findings

Whatever a reader, a check, a merge or a query has to say comes in one shape: a code, a severity, a message that
names the task and what was found, the place, and a hint. Codes are stable: filter by them.

An error loses meaning, a warning is odd, a note (info) is good to know. `policyplan check` shows all and ends with
status 1 where one is an error. `policyplan check --explain CODE` says what stands here.

"""


def page() -> str:
    """The page docs/reference/findings.md."""
    return _HEAD + "\n".join([*_table(), "", *(_entry(code) for code in CODES.values())])


def _table() -> Iterator[str]:
    yield "| code | severity | meaning |\n|---|---|---|"
    for each in CODES.values():
        yield f"| [`{each.code}`](#{each.code}) | {each.severity} | {each.means} |"


def _entry(each: Code) -> str:
    """What one code means, with its example: as it stands where it is a document, else in words."""
    if each.format is None:
        example = f"Given by {each.example}.\n"
    else:
        example = f"```{'json' if each.format == 'json' else 'text'}\n{each.example.strip()}\n```\n"
    return f"## {each.code}\n\n{each.means}\n{each.why}\n\n{each.remedy}\n\n{example}"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
