"""The JSON Schema of policyplan files, made from the model itself.

`python -m policyplan.codec.schema` prints it. The file `policyplan-1.schema.json` beside this module holds
the same; a test keeps them equal.
"""

from __future__ import annotations

import sys
from datetime import date
from enum import Enum
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from attrs import NOTHING, fields, has, resolve_types

from policyplan.codec import FORMAT
from policyplan.codec._converter import DEADLINES, FIELDS, ITEMS
from policyplan.codec._file import File
from policyplan.codec._text import lay_out
from policyplan.model import Unit
from policyplan.source import Span

#: The version of JSON Schema that the schema is written in.
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_OFFSET = {"type": "integer", "minimum": 0}

_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}

_DEFINED: dict[str, dict[str, Any]] = {
    "Span": {
        "description": "A stretch of the source: two offsets, the first inclusive, the second exclusive.",
        "type": "array",
        "prefixItems": [_OFFSET, _OFFSET],
        "items": False,
        "minItems": 2,
    },
    "Unit": {"description": "A unit (单位), by its key in the table of units.", "type": "string"},
    "Deadline": {
        "description": "By when (完成时限): one of four kinds.",
        "type": "object",
        "required": ["kind"],
        "oneOf": [{"$ref": f"#/$defs/{each.__name__}"} for each in DEADLINES.values()],
    },
    "Item": {
        "description": "A section where it has items, else a task.",
        "if": {"required": ["items"]},
        "then": {"$ref": "#/$defs/Section"},
        "else": {"$ref": "#/$defs/Task"},
    },
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every policyplan file keeps.

    >>> json_schema()["properties"]["format"]
    {'const': 'policyplan/1'}
    """
    classes: dict[str, Any] = {}
    file = _object(File, classes)
    file["properties"] = {"$schema": {"type": "string"}} | file["properties"] | {"format": {"const": FORMAT}}
    definitions = dict(_DEFINED)
    while missing := [name for name in classes if name not in definitions]:
        definitions |= {name: _object(classes[name], classes) for name in missing}
    return {"$schema": DIALECT, "title": FORMAT, **file, "$defs": dict(sorted(definitions.items()))}


def _object(cl: Any, classes: dict[str, Any]) -> dict[str, Any]:
    """The schema of an attrs class; classes that it refers to are added to `classes`."""
    resolve_types(cl)
    elsewhere = {name for name, how in FIELDS.get(cl, {}).items() if how.omit}
    written = [each for each in fields(cl) if each.name not in elsewhere]
    kind = {"kind": {"const": cl.kind}} if cl in DEADLINES.values() else {}
    return {
        "description": (getdoc(cl) or "").partition("\n\n")[0].replace("\n", " "),
        "type": "object",
        "properties": kind | {each.name: _value(each.type, classes) for each in written},
        "required": [*kind, *(each.name for each in written if each.default is NOTHING)],
        "additionalProperties": False,
    }


def _value(wanted: Any, classes: dict[str, Any]) -> dict[str, Any]:
    origin, members = get_origin(wanted), list(get_args(wanted))
    if wanted in _SIMPLE:
        return _SIMPLE[wanted]
    if wanted in (Span, Unit):
        return {"$ref": f"#/$defs/{wanted.__name__}"}
    if has(wanted):
        classes[wanted.__name__] = wanted
        return {"$ref": f"#/$defs/{wanted.__name__}"}
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {"enum": [word.value for word in wanted]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(members[1], classes)}
    if origin is tuple and members[1:] == [...]:
        return {"type": "array", "items": _value(members[0], classes)}
    if origin is tuple:
        parts = [_value(member, classes) for member in members]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
    if origin in (Union, UnionType):
        return _union(members, classes)
    raise TypeError(f"{wanted!r} has no place in a policyplan file")


def _union(members: list[Any], classes: dict[str, Any]) -> dict[str, Any]:
    present = [member for member in members if member is not NoneType]
    schemas = [_value(member, classes) for member in present]  # also lists the classes
    if present == ITEMS:
        schemas = [{"$ref": "#/$defs/Item"}]
    if present == list(DEADLINES.values()):
        schemas = [{"$ref": "#/$defs/Deadline"}]
    [schema] = schemas
    if present == members:
        return schema
    if "type" in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, _SIMPLE[NoneType]]}


if __name__ == "__main__":
    sys.stdout.buffer.write(lay_out(json_schema()).encode())
