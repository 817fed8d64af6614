"""JSON text: taken in with its mistakes shown under a caret, laid out for reading and for diffs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from policyplan.errors import FormatError
from policyplan.source import Source, Span, display_width

#: What fits in so many terminal columns and holds no object stands on one line.
WIDTH = 200

#: The key whose list takes a line for each of its lines.
SPREAD = "lines"

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Repeated(dict[str, Any]):
    """An object that gives one of its keys twice."""

    def __init__(self, pairs: list[tuple[str, Any]], key: str) -> None:
        super().__init__(pairs)
        self.key = key


def parse(text: str | bytes, name: str | None) -> Any:
    """The values in JSON text. Raises FormatError where it is no UTF-8 or no JSON, with the line and a caret.

    Numbers of more digits than an offset has come as Decimal, so that they cost nothing and fit nowhere.
    """
    where = f"{name}: " if name else ""
    if isinstance(text, bytes):
        text = _decoded(text, where)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise FormatError(f"{where}is empty; expected a policyplan JSON file")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_number)
    except json.JSONDecodeError as problem:
        source, at = Source(text, name), Span(problem.pos, problem.pos + 1)
        what = f"{name or '<text>'}:{problem.lineno}:{problem.colno}: not JSON: {problem.msg}"
        hint = (
            [f"hint: {_CUT_OFF}"] if text.lstrip().startswith("{") and not text.rstrip().endswith("}") else []
        )
        raise FormatError("\n  ".join([what, *source.excerpt(at).splitlines(), *hint])) from None
    except RecursionError:
        raise FormatError(f"{where}nests too deep to be a policyplan file") from None


def lay_out(value: Any) -> str:
    """JSON text for reading and for diffs, which ends with a line feed.

    Two spaces a level; what is short and holds no object stands on one line; a source has a line for each
    of its lines.

    >>> print(lay_out({"title": "要点", "items": [{"span": [0, 9]}], "lines": ["一", "二"]}), end="")
    {
      "title": "要点",
      "items": [
        {"span": [0, 9]}
      ],
      "lines": [
        "一",
        "二"
      ]
    }
    """
    return "".join(_pieces(value, "", 0)) + "\n"


#: What to say of a file that begins as a policyplan file and has no end.
_CUT_OFF = "the file was cut off; fetch it again, or take an earlier copy"


def _decoded(content: bytes, where: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        if problem.end == len(content) and problem.reason == "unexpected end of data":
            raise FormatError(f"{where}ends within a character on line {line}: {_CUT_OFF}") from None
        byte = f"0x{content[problem.start]:02X}"
        raise FormatError(f"{where}found the byte {byte} on line {line}, expected UTF-8 text") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    counts = Counter(key for key, _ in pairs)
    return Repeated(pairs, counts.most_common(1)[0][0])


def _number(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < 19 else Decimal(digits)


def _pieces(value: Any, indent: str, used: int, key: str | None = None) -> Iterator[str]:
    """The text of `value`, which starts in column `used` of a line that is indented by `indent`."""
    if key != SPREAD and _fits(value, WIDTH - used):
        yield _encode(value)
        return
    inner = f"{indent}  "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    for name, member in value.items() if isinstance(value, dict) else ((None, each) for each in value):
        label = f"{_encode(name)}: " if name is not None else ""
        yield f"{opening}\n{inner}{label}"
        yield from _pieces(member, inner, len(inner) + display_width(label), name)
        opening = ","
    yield f"\n{indent}{closing}"


def _fits(value: Any, columns: int) -> bool:
    """Whether `value` stands on one line: any text or number, and what is short and holds no object."""
    if not value or not isinstance(value, (dict, list)):
        return True
    if SPREAD in value or _holds_object(value.values() if isinstance(value, dict) else value):
        return False
    line = _encode(value)
    return len(line) <= columns and display_width(line) <= columns


def _holds_object(members: Iterable[Any]) -> bool:
    return any(isinstance(each, dict) or (isinstance(each, list) and _holds_object(each)) for each in members)
