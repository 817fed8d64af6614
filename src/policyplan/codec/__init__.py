"""Plans and readings as JSON that a person can read and edit, and back without loss."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from attrs import evolve

from policyplan.codec._as_read import Node, digest, digests_of, nodes_of, without_places
from policyplan.codec._converter import converter, object_in, structure, write_plan
from policyplan.codec._file import File, SourceText, UnitEntry, UnitTable, check_depth, units_of
from policyplan.codec._mistakes import Mismatch, Mistake, format_error
from policyplan.codec._text import lay_out, parse
from policyplan.errors import FormatError, ReadError
from policyplan.model import Plan, Reading
from policyplan.saving import save

__all__ = [
    "FORMAT", "Node", "digest", "digests_of", "dump", "dumps", "from_dict", "load", "load_reading", "loads",
    "loads_reading", "nodes_of", "reading_from_dict", "to_dict", "without_places",
]  # fmt: skip

#: What the first key of a file says: the format's name and version. No other version is taken.
FORMAT = "policyplan/1"


def dump(plan_or_reading: Plan | Reading, path: str | os.PathLike[str]) -> None:
    """Write a plan, or a reading with its findings, to a JSON file.

    The file is written beside `path` and then renamed: `path` holds all of it or what it held before. Raises
    ExportError where it cannot be written, FormatError where the values cannot be JSON (see `dumps`).
    """
    save(path, dumps(plan_or_reading).encode())


def load(path: str | os.PathLike[str]) -> Plan:
    """The plan in a JSON file that `dump` wrote or a person edited; findings in the file are left aside.

    Raises ReadError where the file cannot be read, FormatError where it is no policyplan file: the message
    names the file, the JSON path of each mistake, what was found and what was expected.
    """
    return load_reading(path).plan


def load_reading(path: str | os.PathLike[str]) -> Reading:
    """The plan in a JSON file with its findings, none where the file holds none; raises as `load` does."""
    try:
        content = Path(path).read_bytes()
    except OSError as problem:
        raise ReadError(f"{os.fspath(path)}: cannot be read: {problem.strerror}") from problem
    return loads_reading(content, name=os.fspath(path))


def dumps(plan_or_reading: Plan | Reading) -> str:
    """A plan, or a reading with its findings, as JSON text; the same values always give the same text.

    Raises FormatError where a text holds half a surrogate pair, which no UTF-8 file can hold, or where
    sections nest more than 50 deep.

    >>> from policyplan import Plan
    >>> print(dumps(Plan(title="工作要点")), end="")
    {
      "format": "policyplan/1",
      "plan": {"title": "工作要点"}
    }
    """
    text = lay_out(to_dict(plan_or_reading))
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        half = text[problem.start]
        raise FormatError(f"a text of the plan holds {half!a}, half a surrogate pair") from None
    return text


def loads(text: str | bytes, *, name: str | None = None) -> Plan:
    """The plan in JSON text, UTF-8 where it is bytes; `name` stands in error messages. Raises FormatError."""
    return loads_reading(text, name=name).plan


def loads_reading(text: str | bytes, *, name: str | None = None) -> Reading:
    """The plan in JSON text with its findings; see `loads`."""
    return reading_from_dict(parse(text, name), name=name)


def to_dict(plan_or_reading: Plan | Reading) -> dict[str, Any]:
    """A plan, or a reading with its findings, as the plain values that JSON knows.

    What is absent is left out: None, empty texts and lists, and every other default. Raises FormatError where
    sections nest more than 50 deep.

    >>> from policyplan import Plan, Section, Task
    >>> to_dict(Plan(sections=[Section(number="一", items=[Task(number="1", text="建强市。")])]))["plan"]
    {'sections': [{'number': '一', 'items': [{'number': '1', 'text': '建强市。'}]}]}
    """
    reading = plan_or_reading if isinstance(plan_or_reading, Reading) else Reading(plan_or_reading)
    written = {"format": FORMAT, **_written(reading.plan)}
    if reading.findings:
        written["findings"] = [converter.unstructure(finding) for finding in reading.findings]
    if reading.plan.source is not None:
        written["source"] = converter.unstructure(SourceText.split(reading.plan.source))
    if isinstance(plan_or_reading, Reading) and reading.as_read is not None:
        written["as_read"] = _as_read(reading, written)
    return written


def _written(plan: Plan) -> dict[str, Any]:
    """The plan and the table of its units as plain values."""
    table = UnitTable()
    try:
        written = {"plan": write_plan(plan, table)}
        check_depth(written["plan"])
    except RecursionError:
        raise FormatError("$.plan: sections or units nest too deep to be written") from None
    except Mistake as problem:
        raise format_error(problem, None) from None
    if table.entries:
        written["units"] = converter.unstructure(table.entries)
    return written


def _as_read(reading: Reading, written: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Digests of what was read; `written` is the reading's plan as plain values."""
    if not isinstance(reading.as_read, Plan):
        return {key: dict(digests) for key, digests in (reading.as_read or {}).items()}
    return digests_of(written if reading.as_read is reading.plan else _written(reading.as_read))


def from_dict(value: dict[str, Any], *, name: str | None = None) -> Plan:
    """The plan in plain values such as `to_dict` gives; `name` stands in error messages. Raises FormatError.

    >>> from_dict({"format": "policyplan/1", "plan": {"titel": "工作要点"}})
    Traceback (most recent call last):
    policyplan.errors.FormatError: $.plan.titel: unknown key; did you mean "title"?
    """
    return reading_from_dict(value, name=name).plan


def reading_from_dict(value: dict[str, Any], *, name: str | None = None) -> Reading:
    """The plan in plain values with its findings; see `from_dict`."""
    place: tuple[str, ...] = ()
    try:
        given = _opened(value)
        place = ("units",)
        units = units_of(structure(object_in(given.get("units", {})), dict[str, UnitEntry], {}))
        place = ()
        file = structure(given, File, units)
    except Exception as problem:  # cattrs gathers whatever goes wrong in its hooks
        raise format_error(problem, name, place) from None
    source = file.source.joined() if file.source is not None else None
    return Reading(evolve(file.plan, source=source), file.findings, file.as_read or None)


def _opened(value: Any) -> dict[str, Any]:
    """The envelope without its `$schema`. Raises Mistake where it is not one of this format's version."""
    given = {key: part for key, part in object_in(value).items() if key != "$schema"}
    if "format" not in given:
        raise Mistake(f'missing, expected "{FORMAT}": this is not a policyplan file', ("format",))
    if given["format"] != FORMAT:
        hint = "a file of a later version needs a later policyplan"
        raise Mismatch(given["format"], f'"{FORMAT}", the only version known here', hint, ("format",))
    check_depth(given.get("plan"))
    return given
