"""Words beside words: what was dropped and added, in passages that people read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from attrs import frozen

#: Words and numbers with their marks stay whole; any other character, each Chinese one too, stands alone.
_TOKEN = re.compile(r"[A-Za-z]+|[0-9０-９]+(?:[.:：][0-9０-９]+)*[%％]?|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？\n]?|[。；！？\n]")
_SPACES = re.compile(r"\s+")
#: A space that does not part two words, since one of its neighbours is a mark or a Chinese character.
_IDLE = re.compile(r"(?<![^\W\u2e80-\u9fff]) | (?![^\W\u2e80-\u9fff])")
_MARK = re.compile(r"[\W_]+")
#: How many pairs of pieces are looked at between the ends that two texts share; beyond, sentences are the pieces.
_MOST = 1_000_000

#: Indices into the old and into the new tokens, each from inclusive to exclusive.
_Run: TypeAlias = tuple[int, int, int, int]


@frozen
class Passage:
    """A stretch of both texts: `kept` with the same words, or else `old` replaced by `new`, either of them maybe ""."""

    old: str
    new: str
    kept: bool = False


def plain(text: str) -> str:
    """`text` in the form in which words are compared: one width of characters, no line ends or spaces that say nothing.

    >>> plain("推进（三）\\n建设  IP office")
    '推进(三)建设IP office'
    """
    text = unicodedata.normalize("NFKC", text)
    return _IDLE.sub("", _SPACES.sub(" ", text).strip())


def letters(text: str) -> str:
    """`text` without marks and spaces, in one width and case: what likeness is measured on."""
    return _MARK.sub("", unicodedata.normalize("NFKC", text).casefold())


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """The passages of both texts, in order: those kept, and those replaced, dropped or added between them.

    Marks and spaces that differ in nothing but their width are kept words. A single character that stays between two
    changes belongs to them, for people read words.

    >>> for each in passages("2022年底前建成3个示范区。", "2023年底前建成5个国家级示范区。"):
    ...     print(each)
    Passage(old='2022', new='2023', kept=False)
    Passage(old='年底前建成', new='年底前建成', kept=True)
    Passage(old='3', new='5', kept=False)
    Passage(old='个', new='个', kept=True)
    Passage(old='', new='国家级', kept=False)
    Passage(old='示范区。', new='示范区。', kept=True)
    """
    # Compared in one order whichever is the older: so a comparison turned round says the same.
    turned = new < old
    before, after, runs = _compared(*((new, old) if turned else (old, new)))
    found = _merged([("".join(before[a:b]), "".join(after[c:d]), same) for (a, b, c, d), same in runs])
    return tuple(Passage(b, a, kept) if turned else Passage(a, b, kept) for a, b, kept in found)


def _compared(old: str, new: str) -> tuple[list[str], list[str], list[tuple[_Run, bool]]]:
    """Both texts in pieces, words or where that would take too long sentences, and their runs."""
    for pattern in (_TOKEN, _SENTENCE):
        before, after = pattern.findall(old), pattern.findall(new)
        form = {each: plain(each) for each in dict.fromkeys([*before, *after])}
        runs = _runs([form[each] for each in before], [form[each] for each in after])
        if runs is not None:
            return before, after, runs
    return [old], [new], [((0, 1, 0, 1), False)]


def _runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[_Run, bool]] | None:
    """Runs of pieces that are the same and of those that differ; None where finding them would take too long."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    inner = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(inner[0]) * len(inner[1]) > _MOST:
        return None
    found = SequenceMatcher(None, *inner, autojunk=False).get_opcodes()
    return [
        ((0, head, 0, head), True),
        *(((a + head, b + head, c + head, d + head), tag == "equal") for tag, a, b, c, d in found),
        ((len(old) - tail, len(old), len(new) - tail, len(new)), True),
    ]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces both begin with."""
    for at, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return at
    return min(len(old), len(new))


def _merged(found: Sequence[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """Neighbours of one kind joined, with what is too short to read on its own given to the changes around it."""
    runs = [run for run in found if run[0] or run[1]]
    joined: list[tuple[str, str, bool]] = []
    for at, (old, new, same) in enumerate(runs):
        inside = 0 < at < len(runs) - 1
        kept = same and not (inside and _slight(old) and _beside(runs[at - 1], runs[at + 1]))
        if joined and joined[-1][2] == kept:
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new, kept)
        else:
            joined.append((old, new, kept))
    yield from joined


def _slight(text: str) -> bool:
    """Whether a kept stretch says too little to part two changes: a Chinese character, or spaces."""
    return text.isspace() or (len(text.strip()) <= 1 and not text.isascii())


def _beside(before: tuple[str, str, bool], after: tuple[str, str, bool]) -> bool:
    """Whether the neighbours are words for words, so that what stays between is by chance, and not a number each."""
    olds, news = (before[0], after[0]), (before[1], after[1])
    numbers = any(old.isdigit() and new.isdigit() for old, new in zip(olds, news, strict=True))
    return bool(letters("".join(olds)) and letters("".join(news))) and not numbers
