"""The text query: its grammar is the docstring of `parse_query`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from typing import NoReturn

from attrs import frozen

from policyplan import where
from policyplan.errors import QueryError
from policyplan.findings import Finding, Severity
from policyplan.model import Role
from policyplan.source import Source, Span
from policyplan.where import Condition
from policyplan.where._conditions import OPERATORS, all_of, any_of

#: A longer query is refused, in characters.
MAX_LENGTH = 10_000
#: Deeper brackets and negations are refused.
MAX_DEPTH = 50

_OPENING, _CLOSING, _COLONS, _MINUS = "(（", ")）", ":：", "-－"
_QUOTES = {'"': '"', "“": "”", "＂": "＂"}


def parse_query(query: str, /) -> Condition:
    """The condition that a text query stands for::

        query   = [ any ]                     ; an empty query is every measure
        any     = all *( ( "OR" / "或" ) all )
        all     = not *( [ "AND" / "且" ] not ) ; binds tighter than OR
        not     = ( "-" / "NOT" ) not / "(" any ")" / term
        term    = [ key ":" ] value / "*"     ; without a key: text and headings; * is every measure
        value   = word / quoted               ; “…” or "…"; in them a backslash makes a quote ordinary
        key     = "lead" / "unit" / "responsible" / "supporting" / "overseeing" / "role"
                / "due" / "plan" / "section" / "task" / "text" / "status"
                / "牵头" / "单位" / "责任" / "配合" / "指导" / "角色" / "截止" / "文件" / "板块" / "任务" / "内容"
                / "状态"

    Brackets, colons, quotes and the minus sign may be full-width. A bracket inside a word belongs to the word
    (各有关市（州）政府). Raises QueryError, with the place underlined, where the query cannot be understood,
    is longer than 10,000 characters or nested deeper than 50 levels.

    >>> parse_query("牵头：省知识产权局 (专利 OR 商标) -due:ongoing")
    where.leads('省知识产权局') & (where.text('专利') | where.text('商标')) & ~where.ongoing()
    """
    return parsed(query).condition


@frozen
class Question:
    """A condition, and the text query it was read from, with the place of each simple condition in it."""

    condition: Condition
    query: str = ""
    places: tuple[Span, ...] = ()

    def refuse(self, leaf: int, message: str, hint: str) -> NoReturn:
        """Raise QueryError about the simple condition number `leaf`, counted as `Condition.leaves` does."""
        if self.places:
            _refuse(self.query, self.places[leaf], message, hint)
        raise QueryError(f"{message}; {hint}")


def parsed(query: str) -> Question:
    """What `parse_query` gives, with the places."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query is {len(query)} characters long; at most {MAX_LENGTH} are read")
    parser = _Parser(query)
    condition = parser.whole()
    return Question(condition, query, tuple(parser.places))


@frozen
class _Token:
    """A piece of a query: an operator, a bracket, or a term with its value read."""

    kind: str  # ( ) - or and not term end
    span: Span
    key: str | None = None
    value: str = ""
    value_span: Span | None = None


class _Parser:
    """Recursive descent over the tokens, one token ahead."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = _tokens(query)
        self.token = next(self.tokens)
        self.places: list[Span] = []
        self.depth = 0

    def whole(self) -> Condition:
        if self.token.kind == "end":
            return where.everything()
        condition = self.any()
        if self.token.kind == ")":
            self.refuse("this bracket closes nothing", "take it away, or quote the words")
        return condition

    def any(self) -> Condition:
        conditions = [self.all()]
        while self.token.kind == "or":
            self.advance()
            conditions.append(self.all())
        return any_of(*conditions)

    def all(self) -> Condition:
        conditions = [self.one()]
        while self.token.kind not in ("or", ")", "end"):
            if self.token.kind == "and":
                self.advance()
            conditions.append(self.one())
        return all_of(*conditions)

    def one(self) -> Condition:
        token = self.token
        if token.kind == "term":
            self.advance()
            return self.term(token)
        if token.kind not in ("-", "not", "("):
            found = "the end of the query" if token.kind == "end" else f"{self.written(token)!r}"
            self.refuse(
                f"expected a term, found {found}",
                "a term is a word, or key:value; quote operators to look for them",
            )
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(f"the query is nested deeper than {MAX_DEPTH} levels", "write it with fewer brackets")
        self.advance()
        condition = self.group(token) if token.kind == "(" else ~self.one()
        self.depth -= 1
        return condition

    def group(self, opening: _Token) -> Condition:
        condition = self.any()
        if self.token.kind != ")":
            _refuse(self.query, opening.span, "this bracket is never closed", "close it, or quote the words")
        self.advance()
        return condition

    def term(self, token: _Token) -> Condition:
        if token.key is None and token.value == "*" and self.written(token) == "*":
            return where.everything()
        self.places.append(token.value_span or token.span)
        key = KEYS.get((token.key if token.key is not None else "text").casefold())
        if key is None:
            self.unknown_key(token)
        try:
            return key.condition(token.value)
        except QueryError as problem:
            _refuse(
                self.query, self.places[-1], str(problem), f"{token.key or 'a term'} takes {key.expected}"
            )

    def unknown_key(self, token: _Token) -> NoReturn:
        key = (token.key or "")[:40]
        near = get_close_matches(key.casefold(), KEYS, n=2, cutoff=0.5)
        near = list({KEYS[word].name: word for word in reversed(near)}.values())[::-1]
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        keys = ", ".join(dict.fromkeys(key.name for key in KEYS.values()))
        span = Span(token.span.start, token.span.start + max(1, len(token.key or "")))
        _refuse(
            self.query,
            span,
            f"unknown key {key!r}{meant}",
            f"the keys are {keys}; quote words that hold a colon",
        )

    def advance(self) -> None:
        self.token = next(self.tokens)

    def written(self, token: _Token) -> str:
        return self.query[token.span.start : token.span.end]

    def refuse(self, message: str, hint: str) -> NoReturn:
        _refuse(self.query, self.token.span, message, hint)


def _tokens(query: str) -> Iterator[_Token]:
    """The pieces of a query, ended by one of kind "end"."""
    closing, at = _brackets_in_words(query), 0
    while at < len(query):
        character = query[at]
        if character.isspace():
            at += 1
            continue
        if character in _OPENING + _CLOSING + _MINUS:
            kind = "(" if character in _OPENING else ")" if character in _CLOSING else "-"
            token = _Token(kind, Span(at, at + 1))
            if kind == "-" and query[at + 1 : at + 2].isspace():
                _refuse(
                    query,
                    token.span,
                    "this minus stands alone",
                    'write it right before a term, or quote it: "-"',
                )
        elif character in _QUOTES:
            value, end = _quoted(query, at)
            token = _Token("term", Span(at, end), None, value)
        else:
            token = _word(query, at, closing)
        yield token
        at = token.span.end
    while True:
        yield _Token("end", Span(len(query), len(query) + 1))


def _word(query: str, start: int, closing: dict[int, int]) -> _Token:
    """The operator, the bare word, or the key with its value, that starts at `start`."""
    end = _word_end(query, start, closing)
    word = query[start:end]
    if word in OPERATORS:
        return _Token(OPERATORS[word], Span(start, end))
    colon = next((at for at in range(start, end) if query[at] in _COLONS), None)
    if colon is None:
        return _Token("term", Span(start, end), None, word)
    key, at = query[start:colon], colon + 1
    if at == end:  # the value is quoted, or stands apart
        while at < len(query) and query[at].isspace():
            at += 1
        value, end = _quoted(query, at) if query[at : at + 1] in _QUOTES else _bare_value(query, at, closing)
        return _Token("term", Span(start, max(end, colon + 1)), key, value, Span(at, max(end, at + 1)))
    return _Token("term", Span(start, end), key, query[at:end], Span(at, end))


def _bare_value(query: str, at: int, closing: dict[int, int]) -> tuple[str, int]:
    """The word at `at` as a value; "" where there is none, as before a bracket or an operator."""
    if at < len(query) and query[at] in _OPENING:
        _refuse(query, Span(at, at + 1), "a key takes one value, not brackets", "write (lead:甲 OR lead:乙)")
    end = _word_end(query, at, closing)
    return ("", at) if query[at:end] in OPERATORS else (query[at:end], end)


def _word_end(query: str, at: int, closing: dict[int, int]) -> int:
    """Where the word that starts at `at` ends: at white space, a quote, or a bracket that is not its own."""
    start = at
    while at < len(query) and not query[at].isspace() and query[at] not in _QUOTES:
        if query[at] in _CLOSING or (
            query[at] in _OPENING and (at not in closing or query[start:at] in OPERATORS)
        ):
            break
        at = closing.get(at, at) + 1
    return at


def _brackets_in_words(query: str) -> dict[int, int]:
    """For each opening bracket that is closed before white space or a quote: where. One pass."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for at, character in enumerate(query):
        if character in _OPENING:
            opened.append(at)
        elif character in _CLOSING and opened:
            closing[opened.pop()] = at
        elif character.isspace() or character in _QUOTES:
            opened.clear()
    return closing


def _quoted(query: str, start: int) -> tuple[str, int]:
    """The words in the quotes that open at `start`, and where they end."""
    quote, at = _QUOTES[query[start]], start + 1
    words: list[str] = []
    while at < len(query):
        if query[at] == quote:
            return "".join(words), at + 1
        at += query[at] == "\\" and at + 1 < len(query)
        words.append(query[at])
        at += 1
    return _refuse(query, Span(start, start + 1), "this quote is never closed", f"close it with {quote}")


def _refuse(query: str, span: Span, message: str, hint: str) -> NoReturn:
    finding = Finding("bad-query", message, Severity.ERROR, span, hint)
    raise QueryError(finding.render(Source(query, "query")))


@frozen
class _Key:
    """A key of the text query: its English name, the condition for a value, and what it takes as a value."""

    name: str
    condition: Callable[[str], Condition]
    expected: str


def _due(value: str) -> Condition:
    """The condition for the value of ``due:``: a kind of deadline, a stretch of days, or a range of them."""
    kind = _KINDS.get(value.strip().casefold())
    if kind is not None:
        return kind()
    first, *rest = _RANGE.split(value, maxsplit=1)
    if not rest:
        return where.due(on=value)
    return where.due(since=first.strip() or None, by=rest[0].strip() or None)


_RANGE = re.compile(r"\.{2,}|…+|至|[~～]")
_KINDS = {
    word: kind
    for kind, words in (
        (where.ongoing, ("ongoing", "持续", "长期")),
        (where.recurring, ("recurring", "定期", "每年")),
        (where.conditional, ("conditional", "适时")),
        (where.undated, ("undated", "none", "无", "未定")),
    )
    for word in words
}

_UNIT_NAME = "a unit's name"
_DUE = (
    "a day, month, quarter, half or year, a range (..2022-12, 2022-06..2022-09, 2023..), "
    "or ongoing, recurring, conditional, undated"
)


def _part(role: Role) -> _Key:
    return _Key(str(role), partial(where.unit, role=role), _UNIT_NAME)


#: Every word that may stand before the colon.
KEYS = {
    word: key
    for words, key in (
        (("lead", "leads", "牵头", "牵头单位", "主办"), _part(Role.LEAD)),
        (("unit", "units", "单位", "部门"), _Key("unit", where.unit, _UNIT_NAME)),
        (("responsible", "责任", "负责"), _part(Role.RESPONSIBLE)),
        (("supporting", "配合", "协办", "参与"), _part(Role.SUPPORTING)),
        (("overseeing", "指导", "督导"), _part(Role.OVERSEEING)),
        (("role", "角色"), _Key("role", where.role, "lead, responsible, supporting or overseeing")),
        (("due", "截止", "时限", "完成时限"), _Key("due", _due, _DUE)),
        (
            ("plan", "plans", "文件", "计划", "文号"),
            _Key("plan", where.plan, "a plan's document number, or words of its title"),
        ),
        (
            ("section", "板块", "章节"),
            _Key("section", where.section, "a section's number or words of its heading"),
        ),
        (("task", "任务"), _Key("task", where.task, "a task's number or words of its heading")),
        (("text", "内容"), _Key("text", where.text, "words to look for")),
        (
            ("status", "状态", "完成状态"),
            _Key("status", where.status, ", ".join(words[0] for words in where.STATUS_WORDS.values())),
        ),
    )
    for word in words
}
