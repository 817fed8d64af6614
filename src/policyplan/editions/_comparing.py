"""Two editions compared: what is one is found first, then what differs in it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import define, field

from policyplan.editions._documents import document_changes
from policyplan.editions._editions import Edition, Node, heading_apart, text_apart
from policyplan.editions._matching import matched
from policyplan.editions._measures import measure_changes
from policyplan.editions._units import Identity, identity_of_units
from policyplan.editions.changes import Added, Change, Dropped, Moved, Place, Renumbered, Reworded
from policyplan.editions.comparison import Comparison
from policyplan.editions.outlines import matched_items, measure_items
from policyplan.editions.wording import plain
from policyplan.model import Plan, Reading, bare_number


def compare(old: Plan | Reading, new: Plan | Reading, *, partial: bool = False) -> Comparison:
    """What the new edition of a plan says otherwise than the old, in the order of the new one.

    Tasks and measures are the same ones though they were renumbered, moved or reworded; units though one edition
    prints a short name, where the names in the plan or the registry's tell. Spaces, line ends and the width of marks
    are no change. With `partial`, the new one is an amendment: what it does not hold stays as it was, and what it
    says of itself (its title, number, dates) is not compared.

    >>> from policyplan import read_text
    >>> old = read_text("1.修建东桥。（市交通局牵头，2024年6月底前完成）\\n2.清理河道。（责任单位：市水利局）")
    >>> new = read_text("1.清理河道。（责任单位：市水利局）\\n2.修建东桥。（市住建局牵头，2024年9月底前完成）")
    >>> print(compare(old, new))
    2 tasks renumbered, 1 lead changed, 1 deadline moved
    <BLANKLINE>
    task 2 → 1: 清理河道
      number: 2 → 1
    <BLANKLINE>
    task 1 → 2: 修建东桥
      number: 1 → 2
      lead: 市交通局 → 市住建局
      deadline: 2024-06-30 → 2024-09-30 (92 days later)
    """
    before, after = (each.plan if isinstance(each, Reading) else each for each in (old, new))
    return Comparison(before, after, _Comparing.of(before, after, partial).changes(), partial)


@define(eq=False)
class _Comparing:
    """The comparison at work: `tasks` and `sections` pair indices of the old edition with those of the new."""

    plans: tuple[Plan, Plan]
    partial: bool
    old: Edition
    new: Edition
    tasks: dict[int, int]
    sections: dict[int, int]
    identity: Identity
    #: Changes with the position in the new edition that they are told at.
    found: list[tuple[float, Change]] = field(factory=list)

    @classmethod
    def of(cls, old: Plan, new: Plan, partial: bool) -> _Comparing:
        one, other = Edition.of(old), Edition.of(new)
        tasks = matched([node.item for node in one.tasks], [node.item for node in other.tasks])
        sections = _matched_sections(one, other, tasks)
        return cls((old, new), partial, one, other, tasks, sections, identity_of_units(old, new))

    def changes(self) -> list[Change]:
        """All changes: first of the whole plan, then as they stand in the new edition."""
        self._of_nodes(self.old.sections, self.new.sections, self.sections)
        self._of_nodes(self.old.tasks, self.new.tasks, self.tasks)
        self.found.sort(key=lambda told: told[0])
        whole = [] if self.partial else document_changes(*self.plans)
        return [*whole, *(change for _, change in self.found)]

    def _of_nodes(self, olds: list[Node], news: list[Node], pairs: Mapping[int, int]) -> None:
        still, taken = -1.0, set(pairs.values())
        for at, node in enumerate(olds):
            if at in pairs:
                other = news[pairs[at]]
                still = other.at
                self.found += [(still, change) for change in self._of_pair(node, other)]
            elif not self.partial:
                self.found.append((still + 0.5, Dropped(old=node.place)))
        self.found += [
            (node.at, Added(new=node.place))
            for at, node in enumerate(news)
            if at not in taken and not (self.partial and node.place.task is None and _nameless(node.place))
        ]

    def _of_pair(self, old: Node, new: Node) -> Iterator[Change]:
        """What differs in a task or section that both have."""
        if self.partial and new.place.task is None and _nameless(new.place):
            return
        places = {"old": old.place, "new": new.place}
        if self._moved(old, new):
            yield Moved(**places)
        if bare_number(old.place.number) != bare_number(new.place.number):
            yield Renumbered(**places, before=old.place.number, after=new.place.number)
        one, other = old.place.task, new.place.task
        if one is None or other is None:
            before, after = old.place.sections[-1], new.place.sections[-1]
            yield from _reworded("heading", before.heading, after.heading, **places)
            if not self.partial:
                yield from _reworded("text", before.text, after.text, **places)
            return
        yield from _reworded("heading", heading_apart(one), heading_apart(other), **places)
        yield from self._of_measures(old.place, new.place)

    def _moved(self, old: Node, new: Node) -> bool:
        if self.partial and _nameless(new.place):
            return False
        expected = self.sections.get(old.parent) if old.parent is not None else None
        return expected != new.parent or (old.parent is None) != (new.parent is None)

    def _of_measures(self, old: Place, new: Place) -> Iterator[Change]:
        olds, news = _measures(old), _measures(new)
        assert old.task is not None
        assert new.task is not None
        pairs = matched_items(measure_items(old.task), measure_items(new.task))
        taken, same = set(pairs.values()), True
        for at, place in enumerate(olds):
            if at in pairs:
                changes = list(measure_changes(place, news[pairs[at]], self.identity))
                same = same and not changes
                yield from changes
            else:
                same = False
                yield Dropped(old=place, new=new)
        for at, place in enumerate(news):
            if at not in taken:
                same = False
                yield Added(old=old, new=place)
        yield from _text_beside(old, new, same)


def _measures(place: Place) -> list[Place]:
    """The places of a task's measures."""
    assert place.task is not None
    return [
        Place(place.sections, place.task, measure, f"{place.key}/{index + 1}")
        for index, measure in enumerate(place.task.measures)
    ]


def _text_beside(old: Place, new: Place, same: bool) -> Iterator[Change]:
    """What else a task's text says: beside its measures, or as a whole where those are not found in it."""
    assert old.task is not None
    assert new.task is not None
    before, after = text_apart(old.task), text_apart(new.task)
    if before is not None and after is not None:
        yield from _reworded("text", before, after, old=old, new=new)
    elif same:
        yield from _reworded("text", old.task.text, new.task.text, old=old, new=new)


def _reworded(part: str, before: str, after: str, *, old: Place, new: Place) -> Iterator[Change]:
    if plain(before) != plain(after):
        yield Reworded(old=old, new=new, part=part, before=before, after=after)


def _nameless(place: Place) -> bool:
    """Whether the innermost section has neither number nor heading: an amendment names none."""
    return not (place.sections[-1].number or place.sections[-1].heading)


def _matched_sections(old: Edition, new: Edition, tasks: Mapping[int, int]) -> dict[int, int]:
    """Which section is which: by its words where they are the same, then by its tasks, then by likeness."""
    items = [node.item for node in old.sections], [node.item for node in new.sections]
    exact = matched(*items, alike=False)
    votes = Counter((old.tasks[one].parent, new.tasks[other].parent) for one, other in tasks.items())
    taken = set(exact.values())
    for (one, other), _ in sorted(votes.items(), key=_by_votes):
        if one is not None and other is not None and one not in exact and other not in taken:
            exact[one] = other
            taken.add(other)
    return matched(*items, known=exact)


def _by_votes(voted: tuple[tuple[int | None, int | None], int]) -> tuple[int, int, int]:
    (one, other), count = voted
    return -count, abs((one or 0) - (other or 0)), (one or 0) + (other or 0)
