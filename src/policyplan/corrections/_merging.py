"""Two readings, and what was read before the first was corrected, made into one: three trees, fact by fact."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from attrs import define, evolve, field

from policyplan.codec import Node, digest, digests_of, nodes_of, reading_from_dict, to_dict, without_places
from policyplan.corrections._changes import MOVED, Digests, pairs, place_of
from policyplan.corrections._standing import standing_findings
from policyplan.findings import Finding
from policyplan.model import Reading
from policyplan.source import clip

#: The key of a node under which those that stand in it are written.
_CHILDREN = {"plan": "sections", "section": "items", "task": "measures"}


def merged(old: Reading, new: Reading) -> Reading:
    """See `policyplan.corrections.merge`."""
    before, after = to_dict(old), to_dict(new)
    then: Digests = before.get("as_read", {})
    now: Digests = after.get("as_read") or digests_of(after)
    if then == now and old.plan.source == new.plan.source:
        reading = evolve(new, plan=evolve(old.plan, source=new.plan.source), as_read=now)
        return evolve(reading, findings=standing_findings(reading))
    merge = _Merge.of(then, before, after, same_source=_text(old) == _text(new))
    written = after | merge.written() | {"as_read": now}
    reading = reading_from_dict(written)
    reading = evolve(reading, findings=[*reading.findings, *merge.conflicts])
    return evolve(reading, findings=standing_findings(reading))


def _text(reading: Reading) -> str | None:
    return reading.plan.source.text if reading.plan.source is not None else None


@define(eq=False)
class _Tree:
    """The nodes of one reading under the names that they have in common with the other, in document order."""

    nodes: dict[str, Node]
    parents: dict[str, str]
    digests: dict[str, dict[str, str]]

    @classmethod
    def of(cls, written: Mapping[str, Any], names: Mapping[str, str]) -> _Tree:
        nodes = {names[node.name]: node for node in nodes_of(written)}
        parents = {name: names[node.parent] for name, node in nodes.items() if node.parent}
        digests = {
            name: {fact: digest(value) for fact, value in node.facts.items()} for name, node in nodes.items()
        }
        return cls(nodes, parents, digests)


@define(eq=False)
class _Merge:
    """The merge at work: `then` is what was read, `old` what a person made of it, `new` what is read now."""

    then: Digests
    old: _Tree
    new: _Tree
    same_source: bool
    conflicts: list[Finding] = field(factory=list)
    _told: set[str] = field(factory=set)

    @classmethod
    def of(
        cls, then: Digests, before: Mapping[str, Any], after: Mapping[str, Any], *, same_source: bool
    ) -> _Merge:
        olds, news = _common_names(then, before, after)
        return cls(then, _Tree.of(before, olds), _Tree.of(after, news), same_source)

    def written(self) -> dict[str, Any]:
        """The merged plan and units as plain values."""
        facts = {name: self._facts(name) for name in {**self.new.nodes, **self.old.nodes}}
        parents = self._parents([name for name in facts if self._stays(name)])
        children: dict[str, list[str]] = {}
        for name in self._order(parents):
            children.setdefault(parents[name], []).append(name)
        [root] = [name for name, node in self.new.nodes.items() if node.kind == "plan"]
        [document] = [name for name, node in self.new.nodes.items() if node.kind == "document"]
        plan = self._value(root, facts, children) | {"document": self._value(document, facts, children)}
        units = {
            node.key: facts[name]
            for tree in (self.new, self.old)
            for name, node in tree.nodes.items()
            if node.kind == "unit"
        }
        return {"plan": plan, "units": units}

    def _facts(self, name: str) -> dict[str, Any]:
        """The facts of a node: those of the only reading that has it, else each as the three say."""
        old, new = self.old.nodes.get(name), self.new.nodes.get(name)
        if new is None or old is None:
            value = (new or old).facts  # type: ignore[union-attr]
            return value if new or self.same_source else without_places(value)
        chosen = dict(new.facts)
        for fact in {**old.facts, **new.facts}:
            if not self._corrected(name, fact):
                continue
            chosen.pop(fact, None)
            if fact in old.facts:
                value = old.facts[fact]
                chosen[fact] = value if self.same_source else _placed_anew(value, new.facts.get(fact))
            if self._differs(name, fact):
                self._report(name, fact, old.facts.get(fact), new.facts.get(fact))
        return chosen

    def _corrected(self, name: str, fact: str) -> bool:
        """Whether a person changed a fact, or may have: the file does not say what was read."""
        return self.old.digests[name].get(fact) != self.then[name].get(fact) if name in self.then else True

    def _differs(self, name: str, fact: str) -> bool:
        """Whether the source now has another value than then, and another than the person's."""
        found = self.new.digests[name].get(fact)
        before = self.then.get(name, {}).get(fact)
        return found != self.old.digests[name].get(fact) and (name not in self.then or found != before)

    def _stays(self, name: str) -> bool:
        """Whether a node is in the merged plan."""
        if name in self.old.nodes and name in self.new.nodes:
            return name in self.old.parents
        if name not in self.then:  # added, by hand or in the source
            return name in self.old.parents or name in self.new.parents
        if name in self.new.nodes:
            self._check_removed(name)
            return False
        corrected = self.old.digests[name] != self._before(name) or self._moved(name)
        if corrected and name in self.old.parents:
            self._say(name, "was corrected by hand, and the source no longer has it")
        return corrected and name in self.old.parents

    def _check_removed(self, name: str) -> None:
        """Say where the source has changed what a person removed."""
        if self.new.parents.get(name) in self._told or self.new.digests[name] != self._before(name):
            self._say_once(name, "was removed by hand, and the source has changed there since")

    def _say_once(self, name: str, what: str) -> None:
        """Say something of a node and all that stands in it in the new reading."""
        parent = self.new.parents.get(name)
        if parent is not None and parent not in self._told:
            self._say(name, what)
        self._told.add(name)

    def _before(self, name: str) -> dict[str, str]:
        return {fact: value for fact, value in self.then[name].items() if fact != MOVED}

    def _moved(self, name: str) -> bool:
        return name in self.then and self.old.parents.get(name) != self.then[name].get(MOVED)

    def _parents(self, names: Iterable[str]) -> dict[str, str]:
        """The node that each staying node is in; what was dropped comes back where a staying node needs it."""
        roots = {name for name, node in {**self.old.nodes, **self.new.nodes}.items() if node.kind == "plan"}
        parents: dict[str, str] = {}
        staying = set(names)
        waiting = deque(name for name in {**self.old.nodes, **self.new.nodes} if name in staying)
        while waiting:
            name = waiting.popleft()
            options = self._options(name)
            parent = next((each for each in options if each in staying or each in roots), None)
            if parent is None:
                parent = self.old.parents.get(name)
                if parent is None:  # new in something that was removed by hand
                    self._say_once(name, "stands in what was removed by hand, and was left out")
                    staying.discard(name)
                    continue
                staying.add(parent)
                waiting.append(parent)
            parents[name] = parent
        if not all(_reaches(name, parents, roots) for name in parents):
            parents = {name: self.old.parents.get(name, parent) for name, parent in parents.items()}
        return parents

    def _options(self, name: str) -> list[str]:
        """The nodes that a node may be in, the best first: where a person moved it, else where the source has it."""
        trees = (self.old, self.new) if self._moved(name) else (self.new, self.old)
        return [tree.parents[name] for tree in trees if name in tree.parents]

    def _order(self, parents: Mapping[str, str]) -> Iterator[str]:
        """The staying nodes as the source has them, or as the file has them where a person changed their order."""
        both = [name for name in self.old.nodes if name in self.new.nodes and name in self.then]
        wanted = set(both)
        reordered = both != [name for name in self.then if name in wanted]
        main, other = (self.old, self.new) if reordered else (self.new, self.old)
        followers: dict[str, list[str]] = {}
        last = ""
        for name in other.nodes:
            if name in main.nodes:
                last = name
            else:
                followers.setdefault(last, []).append(name)
        for name in (*followers.get("", ()), *(n for m in main.nodes for n in (m, *followers.get(m, ())))):
            if name in parents:
                yield name

    def _value(
        self, name: str, facts: Mapping[str, Any], children: Mapping[str, list[str]]
    ) -> dict[str, Any]:
        """A node as the file has it, with all that stands in it."""
        node = self.new.nodes.get(name) or self.old.nodes[name]
        value = dict(facts[name])
        if name in self.new.nodes or self.same_source:
            value |= {key: node.value[key] for key in ("span", "spans") if key in node.value}
        inside = [self._value(each, facts, children) for each in children.get(name, ()) if _nests(each)]
        if node.kind in _CHILDREN and (inside or node.kind == "section"):
            value[_CHILDREN[node.kind]] = inside
        return value

    def _report(self, name: str, fact: str, kept: Any, found: Any) -> None:
        self._say(name, f"{fact} corrected by hand to {_shown(kept)}; the source now has {_shown(found)}")

    def _say(self, name: str, what: str) -> None:
        node = self.new.nodes.get(name)
        label = (node or self.old.nodes[name]).name
        span = place_of(node) if node is not None else None
        hint = "the correction is kept; change it in the plan file if the source is right"
        self.conflicts.append(Finding("correction-conflict", f"{label}: {what}", span=span, hint=hint))


def _nests(name: str) -> bool:
    return name.removeprefix("+").partition(" ")[0] != "document"


def _reaches(name: str, parents: Mapping[str, str], roots: set[str]) -> bool:
    """Whether the nodes that a node stands in lead to the plan, not round in a circle."""
    for _ in range(len(parents) + 1):
        if name in roots:
            return True
        name = parents.get(name, "")
    return False


def _common_names(
    then: Digests, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """Names for the nodes of the old and the new reading: the same name for the same node.

    A node that was read before keeps its name of then. What a person added and the reader now finds is one node too.
    """
    old, new = digests_of(before), digests_of(after)
    olds, news = pairs(old, then), pairs(new, then)
    added = {name: facts for name, facts in old.items() if name not in olds}
    found = {name: facts for name, facts in new.items() if name not in news}
    texts = [{node.name: _words(node) for node in nodes_of(each)} for each in (before, after)]
    for name, other in pairs(found, added).items():
        if _alike(texts[1][name], texts[0][other]):
            news[name] = f"+{other}"
    olds |= {name: f"+{name}" for name in added}
    return olds, news | {name: f"++{name}" for name in found if name not in news}


def _words(node: Node) -> str:
    return str(node.facts.get("text") or node.facts.get("heading") or "") if _nests(node.name) else ""


def _alike(one: str, other: str) -> bool:
    """Whether two nodes of one name, neither read before, are one: their words are the same or much the same."""
    return one == other or SequenceMatcher(None, one[:200], other[:200], autojunk=False).ratio() > 0.6


def _placed_anew(value: Any, found: Any) -> Any:
    """A corrected value of an old text with the places that its words have in the new one, where they are found."""
    places = {_printed(part): part["span"] for part in _parts(found) if "span" in part}
    return _with_places(without_places(value), places)


def _with_places(value: Any, places: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_with_places(part, places) for part in value]
    if not isinstance(value, dict):
        return value
    inner = {key: _with_places(part, places) for key, part in value.items()}
    span = places.get(_printed(value))
    return inner | {"span": span} if span else inner


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


def _printed(part: Mapping[str, Any]) -> str:
    """What is printed of an assignment, a deadline or a step, with what tells those apart."""
    return json.dumps([part.get("unit"), part.get("printed"), part.get("text"), "deadline" in part])


def _shown(value: Any) -> str:
    """A value of a plan file in a few words."""
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, dict):
        value = value.get("due") or value.get("text") or value.get("kind") or value
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        value = "、".join(
            f"{part.get('unit', part.get('text', ''))} {part.get('role', '')}".strip() for part in value
        )
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{clip(text, 80)}”"
