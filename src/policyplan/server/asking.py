"""What a request asks for: its parameters, checked, and its query, bounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from policyplan.errors import QueryError
from policyplan.query import Selection, find
from policyplan.server.edition import Edition
from policyplan.server.reply import Refusal

#: A longer text query is refused, in characters; with it the time that finding takes is bounded.
MAX_QUERY: Final = 500

#: A longer query string of an address is refused, in bytes: every character of a query may take twelve.
_MAX_STRING: Final = 16 * MAX_QUERY


def parameters(query_string: bytes, known: Mapping[str, str]) -> dict[str, str]:
    """The parameters of an address with the values of `known` where they are not given.

    Raises Refusal for one that is not known (a misspelt filter would silently find everything), that stands twice,
    or that is not UTF-8.
    """
    if len(query_string) > _MAX_STRING:
        raise Refusal(400, f"the query string has {len(query_string)} bytes; at most {_MAX_STRING} are read")
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20
        )
    except ValueError:
        raise Refusal(
            400, "the query string is not UTF-8, percent-encoded, with at most 20 parameters"
        ) from None
    given = dict(pairs)
    for name in given:
        if name not in known:
            raise Refusal(
                400, f"unknown parameter {name[:40]!r}; this address takes {', '.join(known) or 'none'}"
            )
    if len(given) < len(pairs):
        raise Refusal(400, "a parameter stands twice; give each once")
    return {**known, **given}


def choice(asked: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The value of a parameter that is one of `choices`."""
    if asked[name] not in choices:
        raise Refusal(400, f"{name} is {asked[name][:40]!r}; it can be {', '.join(choices)}")
    return asked[name]


def count(asked: Mapping[str, str], name: str, most: int) -> int:
    """The value of a parameter that is a whole number from 1 to `most`."""
    text = asked[name]
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise Refusal(400, f"{name} is {text[:40]!r}; it is a whole number from 1 to {most}")
    return int(text)


def found(edition: Edition, query: str) -> Selection:
    """The measures that a text query finds; a Refusal underlines what is wrong with it.

    A unit or plan that was in an earlier edition, and is not in this one, has no measure.
    """
    if len(query) > MAX_QUERY:
        raise Refusal(400, f"the query is {len(query)} characters long; at most {MAX_QUERY} are read")
    try:
        return _found(edition, query)
    except QueryError as problem:
        raise Refusal(400, str(problem)) from None


def _found(edition: Edition, query: str) -> Selection:
    try:
        return find(edition.plans, query, **edition.told)
    except QueryError:
        if not edition.names.know(query):
            raise
    return find(edition.plans, query, strict=False, **edition.told)
