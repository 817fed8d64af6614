"""How an input is changed: by pieces and words of its kind, so that what comes out still looks like a document."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random

#: Words to put in, by kind of input. Half a surrogate pair cannot stand in a file.
_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


def words_of(kind: str) -> list[str]:
    """The words that mutations put into inputs of one kind."""
    return [*_WORDS["any"], "\ud800", *_WORDS[kind]]


def mutated(given: bytes, others: Sequence[bytes], words: Sequence[str], random: Random, most: int) -> bytes:
    """`given` with one to five changes, at most `most` bytes long."""
    text = _text(given)
    for _ in range(random.randint(1, 5)):
        text = _changed(text, _text(random.choice(others)), words, random)
    try:
        changed = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair, put in on purpose
        changed = text.encode("utf-8", "surrogatepass")
    return changed[:most]


def _text(payload: bytes) -> str:
    return payload.decode("utf-8", "surrogateescape")


def _changed(text: str, other: str, words: Sequence[str], random: Random) -> str:
    at, end = _stretch(text, random)
    match random.randrange(8):
        case 0:
            return text[:at] + text[end:]
        case 1:
            return text[:end] + text[at:end] * random.choice((1, 2, 50)) + text[end:]
        case 2:
            start, stop = _stretch(other, random)
            return text[:at] + other[start:stop] + text[end:]
        case 3:
            start, stop = _stretch(text, random)
            return text[:at] + text[start:stop] + text[end:]
        case 4:
            return (
                text[:at]
                + chr(random.choice((random.randrange(128), random.randrange(0x4E00, 0x9FFF))))
                + text[at:]
            )
        case 5:
            lines = text.split("\n")
            line = lines.pop(random.randrange(len(lines)))
            lines.insert(random.randint(0, len(lines)), line)
            return "\n".join(lines)
        case _:
            return text[:at] + random.choice(words) + text[random.choice((at, end)) :]


def _stretch(text: str, random: Random) -> tuple[int, int]:
    """A short stretch of the text, seldom a long one."""
    at = random.randint(0, len(text))
    return at, min(len(text), at + random.choice((1, 2, 5, 20, 200, len(text))))
