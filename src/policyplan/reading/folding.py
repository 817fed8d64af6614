"""Fold text to one form before the grammar reads it, character for character, so that places stay places."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import TRADITIONAL

_PUNCTUATION = tuple(zip("(〔【)〕】:;,﹔﹕﹐｡｜", "（（（）））：；，；：，。；", strict=True))
_DIGITS = tuple(zip("０１２３４５６７８９．", "0123456789.", strict=True))
_FULL_WIDTH = re.compile("[０-９．]")
_TRADITIONAL = re.compile("[責單牽頭協辦結時區縣鎮鄉廳會發實國務財級]")
_TRADITIONAL_TABLE = str.maketrans(TRADITIONAL)


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional characters: several words of this trade are."""
    return len(set(_TRADITIONAL.findall(text))) > 2 if _TRADITIONAL.search(text) else False


def fold(text: str) -> str:
    """`text` with full-width punctuation, half-width digits and simplified characters; the length stays the same.

    >>> fold("(責任單位:財政廳;完成時限:２０２３年)")
    '（责任单位：财政厅；完成时限：2023年）'
    """
    for printed, folded in _PUNCTUATION:
        text = text.replace(printed, folded)
    if _FULL_WIDTH.search(text):
        for printed, folded in _DIGITS:
            text = text.replace(printed, folded)
    if is_traditional(text):
        text = text.translate(_TRADITIONAL_TABLE)
    return text
