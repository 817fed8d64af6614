"""Registries as TOML: read with every mistake named by its key, written so that they read back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from attrs import fields

from policyplan.errors import FormatError
from policyplan.units.entries import Body, Department, PlaceEntry
from policyplan.units.places import Level

_TABLES: dict[str, type[Any]] = {"bodies": Body, "departments": Department, "places": PlaceEntry}
_PLACEHOLDERS = {"{place}", "{short}", "{ending}", "{厅}"}

Entries = tuple[dict[str, Body], dict[str, Department], dict[str, PlaceEntry]]


def parse(text: str, name: str) -> Entries:
    """The entries in TOML text. Raises FormatError where it is no TOML, or no registry."""
    import tomllib

    try:
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        raise FormatError(
            f"{name}: not TOML: {problem}; expected [bodies], [departments], [places]"
        ) from None
    except RecursionError:
        raise FormatError(f"{name}: nests too deep to be a registry") from None
    for table, held in tables.items():
        if table not in _TABLES:
            raise FormatError(f"{name}: found {quoted(table)}; expected [bodies], [departments] or [places]")
        if not isinstance(held, dict):
            raise FormatError(f"{name}: {table}: found {_kind(held)}; expected a table of entries by name")
    return tuple(_entries(table, tables.get(table, {}), name) for table in _TABLES)  # type: ignore[return-value]


def _entries(table: str, held: dict[str, object], name: str) -> dict[str, Any]:
    return {
        key: _entry(_TABLES[table], value, f"{name}: {table}.{quoted(key)}", key)
        for key, value in held.items()
    }


def _entry(kind: type[Any], value: object, where: str, key: str) -> Any:
    _named(key, where, templated=kind is Department)
    if not isinstance(value, dict):
        raise FormatError(f'{where}: found {_kind(value)}; expected a table such as {{ aliases = ["…"] }}')
    known = [each.name for each in fields(kind)]
    for each in value:
        if each not in known:
            raise FormatError(f"{where}.{quoted(each)}: unknown key; expected one of {', '.join(known)}")
    checked = {
        each: _value(each, held, f"{where}.{each}", kind is Department) for each, held in value.items()
    }
    if checked.get("successors") and "year" not in checked:
        raise FormatError(
            f"{where}: successors without a year; expected year = the year in which they took over"
        )
    return kind(**checked)


def _value(key: str, value: object, where: str, templated: bool) -> object:
    if key == "year":
        if not isinstance(value, int) or isinstance(value, bool) or not 1900 <= value <= 2200:
            raise FormatError(f"{where}: found {_shown(value)}; expected a year such as 2018")
        return value
    if key == "parent":
        if not isinstance(value, str):
            raise FormatError(f"{where}: found {_kind(value)}; expected a name")
        return _named(value, where, templated) if value else value
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise FormatError(f"{where}: found {_shown(value)}; expected a list of names")
    if key == "levels":
        return _levels(value, where)
    return tuple(_named(each, where, templated) for each in value)


def _levels(value: list[str], where: str) -> tuple[Level, ...]:
    allowed = [level.value for level in Level if level is not Level.NATION]
    for each in value:
        if each not in allowed:
            raise FormatError(f"{where}: found {_shown(each)}; expected levels among {', '.join(allowed)}")
    return tuple(map(Level, value))


def _named(text: str, where: str, templated: bool) -> str:
    if not text or len(text) > 80 or re.search(r"[\s\x00-\x1f\x7f]", text):
        raise FormatError(
            f"{where}: found {_shown(text)}; expected a name of 1 to 80 characters without spaces"
        )
    found = re.findall(r"\{[^{}]*\}|[{}]", text)
    allowed = _PLACEHOLDERS if templated else set()
    if wrong := next((each for each in found if each not in allowed), None):
        expected = "{place} or {short}" if templated else "a name without braces"
        raise FormatError(f"{where}: found {wrong} in {_shown(text)}; expected {expected}")
    return text


def _kind(value: object) -> str:
    names = {
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def quoted(key: str) -> str:
    """A key as TOML writes it: bare where it may be, else in quotes."""
    if re.fullmatch(r"[A-Za-z0-9_-]+", key):
        return key
    return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


def write(
    bodies: Mapping[str, Body], departments: Mapping[str, Department], places: Mapping[str, PlaceEntry]
) -> str:
    """TOML text of a registry, one entry a line; what has its default value is left out."""
    parts = []
    for table, entries in (("bodies", bodies), ("departments", departments), ("places", places)):
        if entries:
            lines = [f"{quoted(name)} = {_written(entry)}" for name, entry in entries.items()]
            parts.append("\n".join([f"[{table}]", *lines, ""]))
    return "\n".join(parts)


def _written(entry: Body | Department | PlaceEntry) -> str:
    default, kind = type(entry)(), type(entry)
    keys = [each.name for each in fields(kind) if getattr(entry, each.name) != getattr(default, each.name)]
    given = [f"{key} = {_text(getattr(entry, key))}" for key in keys]
    return f"{{ {', '.join(given)} }}" if given else "{}"


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(str(value), ensure_ascii=False) if isinstance(value, str) else str(value)
