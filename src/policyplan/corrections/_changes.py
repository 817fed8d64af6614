"""What a person changed: the facts of a plan file beside the digests of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from attrs import frozen

from policyplan.codec import Node, digests_of, nodes_of, to_dict
from policyplan.model import Reading
from policyplan.source import Span

#: The digests of each node's facts, by the node's name (``measure 3/1``), in document order.
Digests: TypeAlias = Mapping[str, Mapping[str, str]]

ADDED, REMOVED, MOVED = "added", "removed", "in"


@frozen
class Correction:
    """One thing that a person changed in a plan since it was read.

    `node` names where (``measure 3/1``, ``unit 市交通局``, ``document``); `fact` is the key in the plan file whose
    value was changed, ``added`` or ``removed`` where the node was, ``in`` where it was moved to stand elsewhere.
    `span` is the node's place in the source, None where it has none.
    """

    node: str
    fact: str
    span: Span | None = None

    def __str__(self) -> str:
        if self.fact in (ADDED, REMOVED):
            return f"{self.node} {self.fact}"
        return f"{self.node} moved" if self.fact == MOVED else f"{self.node}: {self.fact} corrected"


def corrections(reading: Reading) -> tuple[Correction, ...]:
    """What a person changed in the plan since it was read, in document order, what was removed at the end.

    Nothing where the reading does not say what was read. Spans are no facts: changing one is no correction.
    """
    if reading.as_read is None or reading.as_read is reading.plan:
        return ()
    written = to_dict(reading)
    nodes = {node.name: node for node in nodes_of(written)}
    return tuple(_corrections(written["as_read"], digests_of(written), nodes))


def pairs(now: Digests, then: Digests) -> dict[str, str]:
    """For each node of now the one of then that it is, by name; none where there is none.

    Names are made of numbers: a task that is put before tasks without numbers changes the names of those. So nodes of
    the same words are the same first, and only what is left is told by its name.
    """
    found = {name: name for name in now if name in then and _words(name, now) == _words(name, then)}
    taken = set(found)
    waiting: dict[tuple[str, str], list[str]] = {}
    for name in reversed([*then]):
        words = _words(name, then)
        if name not in taken and words is not None:
            waiting.setdefault(words, []).append(name)
    for name in now:
        alike = waiting.get(_words(name, now) or ("", ""))
        if name not in found and alike:
            found[name] = alike.pop()
    taken = set(found.values())
    return found | {name: name for name in now if name not in found and name in then and name not in taken}


def _words(name: str, digests: Digests) -> tuple[str, str] | None:
    """What tells a node by its words: its kind, and the digest of its text or heading; None where it has neither."""
    facts = digests[name]
    words = facts.get("text") or facts.get("heading")
    return (name.partition(" ")[0], words) if words else None


def _corrections(then: Digests, now: Digests, nodes: Mapping[str, Node]) -> Iterator[Correction]:
    known = pairs(now, then)
    for name, facts in now.items():
        place = place_of(nodes[name])
        if name not in known:
            if not name.startswith("unit "):  # a unit is in the table because a measure names it
                yield Correction(name, ADDED, place)
            continue
        before = then[known[name]]
        for fact in sorted({*facts, *before} - {MOVED}):
            if facts.get(fact) != before.get(fact):
                yield Correction(name, fact, place)
        if MOVED in facts and known.get(facts[MOVED]) != before.get(MOVED):
            yield Correction(name, MOVED, place)
    still = set(known.values())
    for name in then:
        if name not in still and not name.startswith("unit "):
            yield Correction(name, REMOVED)


def place_of(node: Node) -> Span | None:
    """Where a node stands in the source."""
    span = node.value.get("span")
    return Span(*span) if span else None
