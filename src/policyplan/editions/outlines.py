"""What the measures of an edition are found again by, and which of them is which of another edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from policyplan.editions._editions import Edition, measure_item
from policyplan.editions._matching import Item, likeness, matched
from policyplan.model import Plan, Reading, Task


@frozen
class Outlined:
    """A task as it is found again: its key, what is known of it, and what is known of each of its measures."""

    key: str
    item: Item
    measures: tuple[Item, ...]


def outline_of(plan: Plan) -> tuple[Outlined, ...]:
    """The tasks of a plan, in document order."""
    return tuple(
        Outlined(node.place.key, node.item, measure_items(node.place.task))
        for node in Edition.of(plan).tasks
        if node.place.task is not None
    )


def same_measures(old: Plan | Reading, new: Plan | Reading) -> dict[str, str]:
    """Which measure of an old edition is which of the new one, by their keys, as `policyplan.compare` has it.

    What only one of the editions has is left out.

    >>> from policyplan import read_text
    >>> old = read_text("1.修建东桥。（市交通局牵头）\\n2.清理河道。（市水利局牵头）\\n3.植树。（市园林局牵头）")
    >>> new = read_text("1.全面清理河道。（市水利局牵头）\\n2.修建东桥。（市交通局牵头）")
    >>> same_measures(old, new)
    {'1/1': '2/1', '2/1': '1/1'}
    """
    before, after = (each.plan if isinstance(each, Reading) else each for each in (old, new))
    return matched_measures(outline_of(before), outline_of(after))


def matched_measures(old: Sequence[Outlined], new: Sequence[Outlined]) -> dict[str, str]:
    """The keys of the old measures that are found again, each with the key of the new one."""
    tasks = matched([task.item for task in old], [task.item for task in new])
    return {
        f"{old[one].key}/{before + 1}": f"{new[other].key}/{after + 1}"
        for one, other in sorted(tasks.items())
        for before, after in sorted(matched_items(old[one].measures, new[other].measures).items())
    }


def measure_items(task: Task) -> tuple[Item, ...]:
    """What is known of each measure of a task."""
    return tuple(measure_item(measure, at) for at, measure in enumerate(task.measures))


def matched_items(olds: Sequence[Item], news: Sequence[Item]) -> dict[int, int]:
    """Which measure of a task is which: by words, and one that is left alone on both sides by that."""
    pairs = matched(olds, news)
    taken = set(pairs.values())
    left = [
        [at for at in range(len(olds)) if at not in pairs],
        [at for at in range(len(news)) if at not in taken],
    ]
    if len(left[0]) == len(left[1]) == 1:
        [old], [new] = left
        if _may_be_one(olds[old], news[new], pairs):
            pairs[old] = new
    return pairs


def _may_be_one(old: Item, new: Item, others: Mapping[int, int]) -> bool:
    """Whether the only measures left are one: they are all that their tasks have, or alike, or one has no words."""
    return not others or not (old.words and new.words) or likeness(old, new) > 0.2
