"""One form for words that people write in several: width, letter case, spaces, the marks around a number."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千]+")
_NUMBER = re.compile(
    r"\(?第?([0-9]{1,3}(?:[.\-][0-9]{1,3})*|[零〇一二两三四五六七八九十百千]{1,7}|[a-z]"
    r"|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))(?:[章节篇条款项]|部分)?\)?[、.,。:]?"
)


def fold(text: str) -> str:
    """`text` in the form in which words are compared: one width, one case, runs of white space as one space.

    >>> fold("各有关市（州）政府  ＡＢ")
    '各有关市(州)政府 ab'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def number(text: str) -> str | None:
    """A printed number without its marks, in Arabic digits; None where `text` is no number.

    >>> number("（三）"), number("第十二章"), number("24."), number("1.2"), number("B."), number("专利")
    ('3', '12', '24', '1.2', 'b', None)
    """
    match = _NUMBER.fullmatch(fold(text))
    if match is None:
        return None
    digits = match[1]
    return str(_value(digits)) if _CHINESE.fullmatch(digits) else digits


def _value(numeral: str) -> int:
    """The value of a Chinese numeral: 十二 is 12, 一百零三 is 103, 二〇二二 is 2022."""
    if not any(character in _POWERS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _POWERS:
            total += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
