"""The keys of plan files, written from their schema: `python -m policyplan.codec.reference` prints the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from policyplan.codec.schema import json_schema

_HEAD = """\
# Plan files, key by key

What may stand in a [plan file](json.md), made from the JSON Schema that comes with the package. Keys that are not
required may be left out. No other keys are allowed.

"""


def page() -> str:
    """The page docs/reference/schema.md."""
    schema = json_schema()
    definitions = {"The file": schema, **schema["$defs"]}
    return (
        _HEAD + "\n\n".join(part for name, each in definitions.items() for part in _entry(name, each)) + "\n"
    )


def _entry(name: str, defined: dict[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    yield defined.get("description", "")
    properties = defined.get("properties")
    if properties:
        required = defined["required"]
        rows = (
            f"| `{key}` | {_said(value)} | {'required' if key in required else ''} |"
            for key, value in properties.items()
        )
        yield "\n".join(["| key | value | |", "|---|---|---|", *rows])
    elif "oneOf" in defined:
        yield f"One of {', '.join(map(_said, defined['oneOf']))}."
    elif "if" in defined:
        yield f"{_said(defined['then'])} or {_said(defined['else'])}."


def _said(value: dict[str, Any]) -> str:
    """A value's schema in words."""
    match value:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            return f"[{name}](#{name.lower()})"
        case {"anyOf": choices}:
            return " or ".join(map(_said, choices))
        case {"const": only}:
            return f"`{only}`"
        case {"enum": words}:
            return ", ".join(f"`{word}`" for word in words)
        case {"type": [one, *others]}:
            return " or ".join([_said(value | {"type": one}), *others])
        case {"prefixItems": parts}:
            return f"a list of {len(parts)}: {', '.join(map(_said, parts))}"
        case {"type": "array", "items": items}:
            return f"a list of {_said(items)}"
        case {"additionalProperties": dict() as values}:
            return f"an object with any keys, each with {_said(values)}"
        case {"format": "date"}:
            return "a date such as `2022-12-31`"
        case {"minimum": least}:
            return f"a whole number from {least}"
    return {"string": "text", "integer": "a whole number", "boolean": "`true` or `false`", "null": "null"}[
        value["type"]
    ]


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
