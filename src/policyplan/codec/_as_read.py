"""The facts of a plan as its file holds them, node by node, and a short digest of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen

from policyplan.model import bare_number, task_keys

#: The keys of a node that are no facts of its own: what stands in it, and where it stands in the source.
APART = frozenset({"document", "sections", "items", "measures", "span", "spans"})

#: The digest's length in hexadecimal digits: two values of one fact agree by chance once in a million million.
DIGITS = 10


@frozen(eq=False)
class Node:
    """One node of a plan file: what it is, its key among its kind, the node it stands in, its value in the file."""

    kind: str
    key: str
    parent: str
    value: dict[str, Any]

    @property
    def name(self) -> str:
        """What the node is called in `as_read`: ``measure 3/1``."""
        return f"{self.kind} {self.key}" if self.key else self.kind

    @property
    def facts(self) -> dict[str, Any]:
        """The node's own values, as they stand in the file."""
        return {name: value for name, value in self.value.items() if name not in APART}


def digests_of(written: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """A digest of every fact in a file's values, by the name of its node; ``in`` says where the node stands."""
    return {
        node.name: ({"in": node.parent} if node.parent else {}) | digests(node) for node in nodes_of(written)
    }


def digests(node: Node) -> dict[str, str]:
    """A digest of each of the node's facts. Places in the source are no part of them."""
    return {name: digest(value) for name, value in node.facts.items()}


def digest(value: Any) -> str:
    """A few digits that tell one value from another; where in the source it stands does not matter."""
    text = json.dumps(without_places(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:DIGITS]


def without_places(value: Any) -> Any:
    """`value` without the places in the source that its parts name."""
    if isinstance(value, dict):
        return {name: without_places(part) for name, part in value.items() if name != "span"}
    return [without_places(part) for part in value] if isinstance(value, list) else value


def nodes_of(written: Mapping[str, Any]) -> Iterator[Node]:
    """The nodes of a file's values in the order of the file: plan, document, sections with what they hold, units.

    Tasks have the keys that `Entry.key` is made of, so a measure's key here is that of its entry.
    """
    plan = written["plan"]
    yield Node("plan", "", "", plan)
    yield Node("document", "", "plan", plan.get("document", {}))
    numbers: list[tuple[list[str], str]] = []
    rows = list(_rows(plan.get("sections", ()), "plan", [], [], numbers))
    keys = iter(task_keys(numbers))
    for node in rows:
        if node.kind == "section":
            yield node
        else:
            yield from _task(next(keys), node)
    for key, entry in written.get("units", {}).items():
        yield Node("unit", key, "", entry)


def _rows(
    items: Iterable[dict[str, Any]],
    parent: str,
    path: list[str],
    around: list[str],
    numbers: list[tuple[list[str], str]],
) -> Iterator[Node]:
    """Sections with their keys, and tasks without, whose numbers are added to `numbers` with those `around` them."""
    seen: Counter[str] = Counter()
    for item in items:
        number = item.get("number", "")
        if "items" not in item:
            numbers.append((around, number))
            yield Node("task", "", parent, item)
            continue
        name = bare_number(number) or item.get("heading", "")[:20]
        seen[name] += 1
        within = [*path, name if seen[name] == 1 else f"{name}~{seen[name]}"]
        section = Node("section", "/".join(within), parent, item)
        yield section
        yield from _rows(item["items"], section.name, within, [*around, number], numbers)


def _task(key: str, found: Node) -> Iterator[Node]:
    """A task under its key, and its measures."""
    task = evolve(found, key=key)
    yield task
    for at, measure in enumerate(task.value.get("measures", ()), 1):
        yield Node("measure", f"{key}/{at}", task.name, measure)
