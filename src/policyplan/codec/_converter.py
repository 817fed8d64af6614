"""The one cattrs converter: how each type of the model stands in a file, and what is taken for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from types import GenericAlias, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin

from attrs import fields, has
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from policyplan.codec._file import UnitTable, unlisted
from policyplan.codec._mistakes import Mismatch, Mistake, shown
from policyplan.codec._text import Repeated
from policyplan.deadlines import Conditional, DueBy, Ongoing, Recurring
from policyplan.findings import Finding
from policyplan.model import Plan, Section, Task, Unit
from policyplan.source import Span

Hook: TypeAlias = Callable[[Any, Any], Any]

DEADLINES: dict[str, Any] = {each.kind: each for each in (DueBy, Ongoing, Recurring, Conditional)}

#: What stands in a section.
ITEMS: list[Any] = [Task, Section]

#: Fields that are written though they have their default, and fields that stand elsewhere in the file.
FIELDS: dict[Any, dict[str, Any]] = {
    Section: {"items": override(omit_if_default=False)},  # what tells a section from a task
    Finding: {"severity": override(omit_if_default=False)},
    Plan: {"source": override(omit=True), "document": override(omit_if_default=False)},
}

_table: ContextVar[UnitTable] = ContextVar("_table")
_units: ContextVar[Mapping[str, Unit]] = ContextVar("_units")

T = TypeVar("T")


@contextmanager
def during(variable: ContextVar[T], value: T) -> Iterator[None]:
    """Let `variable` be `value` for as long as one plan is written or read."""
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)


def write_plan(plan: Plan, table: UnitTable) -> dict[str, Any]:
    """The plan as plain values; the units it names are listed in `table`."""
    with during(_table, table):
        written: dict[str, Any] = converter.unstructure(plan)
    if not written["document"]:
        del written["document"]
    return written


def structure(value: Any, wanted: Any, units: Mapping[str, Unit]) -> Any:
    """A `wanted` made of plain values, its units found in `units`; raises what `format_error` takes apart."""
    with during(_units, units):
        return converter.structure(value, wanted)


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise Mismatch(value, "a text")
    if not value.isascii() and re.search("[\ud800-\udfff]", value):
        raise Mismatch(value, "whole characters, not half a surrogate pair")
    return value


def _whole_number(value: Any, _: Any) -> int:
    if type(value) is not int:
        raise Mismatch(value, "a whole number")
    return value


def _truth(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise Mismatch(value, "true or false")
    return value


def _date(value: Any, _: Any) -> date:
    expected = 'a date such as "2022-12-31"'
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise Mismatch(value, expected)
    try:
        return date.fromisoformat(value)
    except ValueError:  # whose words change with the version of Python
        raise Mismatch(value, expected, "there is no such day") from None


def _word(value: Any, words: Any) -> Any:
    known = [word.value for word in words]
    if value not in known:
        raise Mismatch(value, f"one of {', '.join(known)}", known=known)
    return words(value)


def _span(value: Any, _: Any) -> Span:
    if isinstance(value, list) and [type(offset) for offset in value] == [int, int]:
        start, end = value
        if 0 <= start <= end:
            return Span(start, end)
    raise Mismatch(value, "[start, end]: two offsets into the source, the first not above the second")


def _unit(value: Any, _: Any) -> Unit:
    units = _units.get()
    if not isinstance(value, str) or value not in units:
        raise unlisted(value, units)
    return units[value]


def object_in(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Mismatch(value, "an object")
    if isinstance(value, Repeated):
        raise Mistake(f"the key {shown(value.key)} stands here twice")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Mismatch(value, "a list")
    return value


def _union(wanted: Any) -> Hook:
    """The hook for `X | None`, for a deadline by its kind, and for a section or task by its having items."""
    members = [member for member in get_args(wanted) if member is not type(None)]
    if members == ITEMS:
        return _item
    one = _deadline if members == list(DEADLINES.values()) else converter.get_structure_hook(members[0])
    return lambda value, _: (
        None if value is None and type(None) in get_args(wanted) else one(value, members[0])
    )


def _item(value: Any, _: Any) -> Any:
    return converter.structure(value, Section if "items" in object_in(value) else Task)


def _deadline(value: Any, _: Any) -> Any:
    given = dict(object_in(value))
    kind = given.pop("kind", None)
    if not isinstance(kind, str) or kind not in DEADLINES:
        raise Mismatch(kind, f"one of {', '.join(DEADLINES)}", path=("kind",), known=DEADLINES)
    return converter.structure(given, DEADLINES[kind])


def _made_of(wanted: Any) -> Hook:
    """The hook for an attrs class: from an object with no key that the class does not know."""
    inner = make_dict_structure_fn(wanted, converter, **FIELDS.get(wanted, {}))
    return lambda value, _: inner(object_in(value), wanted)


def _written(cl: Any) -> Callable[[Any], dict[str, Any]]:
    """The hook that writes an attrs class: what has its default is left out."""
    inner = make_dict_unstructure_fn(cl, converter, _cattrs_omit_if_default=True, **FIELDS.get(cl, {}))
    if cl in DEADLINES.values():
        return lambda value: {"kind": cl.kind, **inner(value)}
    if cl in FIELDS:  # cattrs puts what is always written first
        order = [attribute.name for attribute in fields(cl)]
        return lambda value: dict(sorted(inner(value).items(), key=lambda pair: order.index(pair[0])))
    return inner


def _tuple_of(wanted: Any) -> Hook:
    """The hook for a tuple of any length: from a list."""
    many = GenericAlias(list, (get_args(wanted)[0],))
    inner = converter.get_structure_hook(many)
    return lambda value, _: tuple(inner(_list(value), many))


def _place(value: Any, _: Any) -> tuple[int, str]:
    if not isinstance(value, list) or [type(part) for part in value] != [int, str]:
        raise Mismatch(value, "[offset, label]: where a piece of the source starts, and what it is")
    return value[0], _text(value[1], str)


def _is_union(wanted: Any) -> bool:
    return get_origin(wanted) in (Union, UnionType)


def _is_tuple(wanted: Any) -> bool:
    return get_origin(wanted) is tuple and get_args(wanted)[1:] == (...,)


def _made() -> Converter:
    made = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    made.register_structure_hook_factory(has, _made_of)
    made.register_structure_hook_factory(_is_tuple, _tuple_of)
    made.register_structure_hook_factory(_is_union, _union)
    made.register_structure_hook_func(lambda wanted: wanted == tuple[int, str], _place)
    for wanted, hook in HOOKS.items():
        made.register_structure_hook(wanted, hook)
    made.register_unstructure_hook_factory(has, _written)
    made.register_unstructure_hook(StrEnum, lambda word: word.value)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    made.register_unstructure_hook(Unit, lambda unit: _table.get().key(unit))
    return made


HOOKS: dict[Any, Hook] = {
    str: _text,
    int: _whole_number,
    bool: _truth,
    date: _date,
    StrEnum: _word,
    Span: _span,
    Unit: _unit,
}

converter = _made()
