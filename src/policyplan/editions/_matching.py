"""Which task of one edition is which of the other: by words, then by likeness, near-linear in the number of tasks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import field, frozen

from policyplan.editions.wording import letters, plain

#: Positions in the old and in the new edition.
Pair: TypeAlias = tuple[int, int]

#: How alike two texts are that may be one reworded, from 0 to 1; and where their numbers are the same.
LEAST, LEAST_OF_SAME_NUMBER = 0.45, 0.35
#: How alike those count at least that have one heading.
OF_SAME_HEADING = 0.6
#: How much of the shorter text is in the longer where one is cut down from the other, and the least to judge by.
PART_WITHIN, SHORTEST_WITHIN = 0.8, 8
#: A sequence of two characters that more texts than this have tells none of them.
_COMMON = 80
_RAREST, _CANDIDATES = 30, 6
#: So few pairs are all worth a look.
_FEW = 16


@frozen(slots=False)
class Item:
    """What is known of something that is to be found again: its number, its heading, its words, where it stands.

    `duty` is who has to do it and by when: it tells apart what has the same words.
    """

    number: str = ""
    heading: str = field(default="", converter=plain)
    words: str = field(default="", converter=plain)
    context: str = ""
    duty: str = field(default="", converter=plain)

    @cached_property
    def pieces(self) -> frozenset[tuple[str, int]]:
        """Every two characters that follow one another, each with how often it stood before."""
        text = letters(self.heading + self.words)
        seen: Counter[str] = Counter()
        found = []
        grams = [text[at : at + 2] for at in range(len(text) - 1)]
        for gram in [*grams, *text] if len(text) < 12 else grams:
            found.append((gram, seen[gram]))
            seen[gram] += 1
        return frozenset(found)


def likeness(one: Item, other: Item) -> float:
    """How much two have in common, from 0 to 1: the share of character pairs (Dice). The same both ways."""
    most = len(one.pieces) + len(other.pieces)
    alike = 2 * len(one.pieces & other.pieces) / most if most else 0.0
    return max(alike, OF_SAME_HEADING) if len(one.heading) > 3 and one.heading == other.heading else alike


def matched(
    olds: Sequence[Item], news: Sequence[Item], *, known: Mapping[int, int] | None = None, alike: bool = True
) -> dict[int, int]:
    """For each old item that is found again the position of the new one; the same pairs the other way round.

    `known` are pairs that are known already. Without `alike`, only the same words count.
    """
    pairs = dict(known or {})
    for key in _EXACT:
        _pair_same(olds, news, pairs, key)
    if alike:
        _pair_alike(olds, news, pairs)
    return pairs


def _pair_alike(olds: Sequence[Item], news: Sequence[Item], pairs: dict[int, int]) -> None:
    """Pair those that are left and alike, the most alike first."""
    scored = [(_score(olds[one], news[other]), one, other) for one, other in _candidates(olds, news, pairs)]
    # Ties are broken so that the other way round breaks them alike.
    scored.sort(key=lambda each: (-each[0], abs(each[1] - each[2]), each[1] + each[2], each[1]))
    taken = set(pairs.values())
    for score, old, new in scored:
        if score > 0 and old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)


#: What is the same in two that are the same without a doubt, the surest first.
_EXACT: tuple[Callable[[Item], Hashable], ...] = (
    lambda item: (item.heading, item.words, item.duty, item.number, item.context),
    lambda item: (item.heading, item.words, item.duty, item.context) if _says(item) else None,
    lambda item: (item.heading, item.words, item.duty) if _says(item) else None,
    lambda item: (item.heading, item.words, item.number, item.context),
    lambda item: (item.heading, item.words, item.context) if item.heading + item.words else None,
    lambda item: (item.heading, item.words, item.number),
    lambda item: (item.heading, item.words) if item.heading + item.words else None,
)


def _says(item: Item) -> bool:
    return bool(item.heading or item.words or item.duty)


def _pair_same(
    olds: Sequence[Item], news: Sequence[Item], pairs: dict[int, int], key: Callable[[Item], Hashable]
) -> None:
    """Pair those that are left and have the same key, in their order; None is no key."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for new in range(len(news) - 1, -1, -1):
        if new not in taken:
            waiting[key(news[new])].append(new)
    for old, item in enumerate(olds):
        if old not in pairs and (same := key(item)) is not None and waiting.get(same):
            pairs[old] = waiting[same].pop()


def _score(old: Item, new: Item) -> float:
    """How surely two are one, 0 where they are not."""
    alike = likeness(old, new)
    same = bool(old.number) and old.number == new.number
    if alike < (LEAST_OF_SAME_NUMBER if same else LEAST) and not (same and _within(old, new)):
        return 0
    return alike + (0.01 if same else 0) + (0.005 if old.context == new.context else 0)


def _within(one: Item, other: Item) -> bool:
    """Whether nearly all that the shorter one says is in the longer: it was cut down, or spelled out."""
    least = min(len(one.pieces), len(other.pieces))
    return least >= SHORTEST_WITHIN and len(one.pieces & other.pieces) >= PART_WITHIN * least


def _candidates(olds: Sequence[Item], news: Sequence[Item], pairs: Mapping[int, int]) -> set[Pair]:
    """Pairs of what is left that are worth a look: with rare words in common, one number, heading or neighbour."""
    taken = set(pairs.values())
    left = (
        [at for at in range(len(olds)) if at not in pairs],
        [at for at in range(len(news)) if at not in taken],
    )
    there = {at: olds[at] for at in left[0]}
    here = {at: news[at] for at in left[1]}
    if len(there) * len(here) <= _FEW:
        return {(old, new) for old in there for new in here}
    return {
        *_of_rare_words(there, here),
        *_of_same(there, here, lambda item: item.number),
        *_of_same(there, here, lambda item: item.heading),
        *_beside(pairs, there, here),
    }


def _of_rare_words(olds: Mapping[int, Item], news: Mapping[int, Item]) -> Iterator[Pair]:
    """For each item those of the other edition with which it shares most of its rare words."""
    often = Counter(gram for item in (*olds.values(), *news.values()) for gram, at in item.pieces if at == 0)
    rare = [_rarest(items, often) for items in (olds, news)]
    having = [_having(items, often) for items in (olds, news)]
    yield from ((old, new) for old, grams in rare[0].items() for new in _most_shared(grams, having[1]))
    yield from ((old, new) for new, grams in rare[1].items() for old in _most_shared(grams, having[0]))


def _rarest(items: Mapping[int, Item], often: Mapping[str, int]) -> dict[int, list[str]]:
    """The rarest pairs of characters of each item."""
    return {
        number: sorted(
            (gram for gram, at in item.pieces if at == 0 and often[gram] <= _COMMON),
            key=lambda gram: (often[gram], gram),
        )[:_RAREST]
        for number, item in items.items()
    }


def _having(items: Mapping[int, Item], often: Mapping[str, int]) -> dict[str, list[int]]:
    """The items that have each rare pair of characters."""
    having: dict[str, list[int]] = {}
    for number, item in items.items():
        for gram, at in item.pieces:
            if at == 0 and often[gram] <= _COMMON:
                having.setdefault(gram, []).append(number)
    return having


def _most_shared(grams: Iterable[str], having: Mapping[str, list[int]]) -> list[int]:
    shared = Counter(number for gram in grams for number in having.get(gram, ()))
    return sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]


def _of_same(
    olds: Mapping[int, Item], news: Mapping[int, Item], key: Callable[[Item], str]
) -> Iterator[Pair]:
    """Those of one number or heading, where few have it."""
    having: dict[str, tuple[list[int], list[int]]] = {}
    for side, items in enumerate((olds, news)):
        for at, item in items.items():
            having.setdefault(key(item), ([], []))[side].append(at)
    for same, (old, new) in having.items():
        if same and len(old) <= _CANDIDATES and len(new) <= _CANDIDATES:
            yield from ((one, other) for one in old for other in new)


def _beside(pairs: Mapping[int, int], olds: Mapping[int, Item], news: Mapping[int, Item]) -> Iterator[Pair]:
    """Those that stand at the same distance from a pair, or from either end, with nothing paired between."""
    ends = (max((*pairs, *olds), default=-1) + 1, max((*pairs.values(), *news), default=-1) + 1)
    for step, anchors in ((1, [(-1, -1), *pairs.items()]), (-1, [ends, *pairs.items()])):
        for old, new in anchors:
            old, new = old + step, new + step
            while old in olds and new in news:
                yield old, new
                old, new = old + step, new + step
