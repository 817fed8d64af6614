"""Years of the Republic (民國), which documents from Taiwan count from 1912: 114年12月底前 is by the end of 2025.

Never guessed: the document says 民國 itself, or is written in traditional characters and prints such years of three
figures with a month or a day.
"""

from __future__ import annotations

import re

from policyplan.reading.folding import is_traditional

_SAID = re.compile(r"民[國国]\s*(?:\d{2,3}|[一二三四五六七八九十百〇零○]{2,6})\s*年")
_YEAR = re.compile(
    r"(?<![\d.國国])(1[0-4]\d)(?=\s*年(?:度|\s*\d{1,2}\s*月|\s*[底末內内前]|\s*第?[一二三四1-4]\s*季|\s*[上下]半年))"
)
_WORD = "民国"
#: A day in figures: 114/12/31, 114.12.31.
_FIGURES = re.compile(r"(?<![\d./-])(1[0-4]\d)([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d./-])")


def counts_from_1912(text: str) -> bool:
    """Whether a document counts its years from 1912.

    >>> counts_from_1912("責任單位：財政處、縣農會、實驗學校；辦理期限：114年12月底前"), counts_from_1912("历时114年")
    (True, False)
    """
    said = ("民国" in text or "民國" in text) and _SAID.search(text) is not None
    return said or (is_traditional(text) and _YEAR.search(text) is not None)


def field_with_republic(words: str) -> str:
    """The words of a field of time with 民国 in front of each year of three figures that lacks it.

    >>> field_with_republic("114年6月至114/12/31")
    '民国114年6月至民国114年12月31日'
    """
    return with_republic(_FIGURES.sub(r"\1年\3月\4日", words))


def with_republic(words: str) -> str:
    """`words` with 民国 in front of each year of three figures that lacks it.

    >>> with_republic("114年12月底前")
    '民国114年12月底前'
    """
    return _YEAR.sub(rf"{_WORD}\1", words)


def place_without(words: str, at: int) -> int:
    """Where the character at `at` of `with_republic(words)` stands in `words`."""
    added = 0
    for year in _YEAR.finditer(words):
        if year.start() + added >= at:
            break
        added += len(_WORD)
    return at - added
