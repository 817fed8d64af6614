"""Fold text to one form before the grammar reads it, character for character, so that places stay places."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import TRADITIONAL

_FOLDED = tuple(
    zip(  # printed, and what it is read as
        "(〔【[［)〕】]］:;,﹔﹕﹐｡｜０１２３４５６７８９．／",
        "（（（（（）））））：；，；：，。；0123456789./",
        strict=True,
    )
)
_TABLE = str.maketrans(dict(_FOLDED))
#: A name is folded fastest by a table, which looks at each character, a document by a search for each mark in
#: stretches that a processor keeps at hand.
_SHORT, _STRETCH = 200, 20_000
#: Enough of a document to tell its script by.
_TELLING = 100_000
_TRADITIONAL = "責單牽頭協辦結時區縣鎮鄉廳會發實國務財級"
_ANY_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")
_TRADITIONAL_TABLE = str.maketrans(TRADITIONAL)
_SHORT_TABLE = {**_TABLE, **_TRADITIONAL_TABLE}


_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")


def is_english(text: str) -> bool:
    """Whether `text` holds Latin letters and no Chinese character."""
    return not _CHINESE.search(text) and _LATIN.search(text) is not None


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional characters: several words of this trade are."""
    if len(text) < _SHORT and not _ANY_TRADITIONAL.search(text):
        return False
    telling = text[:_TELLING]
    return sum(character in telling for character in _TRADITIONAL) > 2


def fold(text: str) -> str:
    """`text` with full-width punctuation, half-width digits and simplified characters; the length stays the same.

    >>> fold("(責任單位:財政廳;完成時限:２０２３年)")
    '（责任单位：财政厅；完成时限：2023年）'
    """
    if len(text) < _SHORT:  # a cell or field alone: too few words to tell their script by
        text = text.translate(_SHORT_TABLE)
    else:
        text = "".join([_marks(text[at : at + _STRETCH]) for at in range(0, len(text), _STRETCH)])
        if is_traditional(text):
            text = text.translate(_TRADITIONAL_TABLE)
    if _SPREAD.search(text):
        text = _SPACED_LABEL.sub(_closed_up, text)
    text = _MISTYPED_COLON.sub("：", text)
    if "位是" in text or "门是" in text:
        text = _IS_AS_COLON.sub("：", text)
    return _DASHES_AS_COLON.sub("： ", _WORD_AS_COLON.sub("：", text))


def _marks(text: str) -> str:
    for printed, folded in _FOLDED:
        text = text.replace(printed, folded)
    return text


#: The end of a spread label, if there is any. The colon comes first, because a search for it is quick.
_SPREAD = re.compile(
    "：(?:(?<=[ \u3000][\u4e00-\u9fff]：)|(?<=[ \u3000][\u4e00-\u9fff][ \u3000]：)"
    "|(?<=[ \u3000][\u4e00-\u9fff][ \u3000]{2}：))"
)
#: A label whose characters are spread (责 任 单 位：), and one behind which ； stands for ：.
_SPACED_LABEL = re.compile(
    r"(?m)(?:^[ \u3000]*+|(?<=[。；，（— \u3000]))[\u4e00-\u9fff](?:[ \u3000]{1,3}[\u4e00-\u9fff]){1,7}"
    r"(?=[ \u3000]{0,2}：)"
)
_MISTYPED_COLON = re.compile(
    "；(?<=(?:责任|牵头|配合|协办|主办)(?:单位|部门)；|完成(?:时限|时间|期限)；)(?<![\u4e00-\u9fff].{5})(?=[^）；])"
)
#: 牵头单位为县纪委监委, 责任单位是县教育局, 责任单位——县住建局: what stands for the colon (first, which is quick).
_WORD_AS_COLON = re.compile(
    "为(?<=(?:责任|牵头|配合|协办|主办)(?:单位|部门)为|完成(?:时限|时间|期限)为)(?=[省市县区州国各乡镇\\d])"
)
_IS_AS_COLON = re.compile("(?<=(?:责任|牵头|配合|协办|主办)(?:单位|部门))是(?=[省市县区州国各乡镇])")
_DASHES_AS_COLON = re.compile(
    "——(?:(?<=(?:责任|牵头|配合|协办|主办)(?:单位|部门)——)|(?<=完成(?:时限|时间)——))"
    "(?=[省市县区州国各乡镇\\d])"
)


def _closed_up(match: re.Match[str]) -> str:
    """The characters of a spread label without the spaces between them, which follow instead."""
    label = match[0].lstrip(" \u3000")
    words = re.sub(r"[ \u3000]+", "", label)
    return match[0][: len(match[0]) - len(label)] + words + " " * (len(label) - len(words))
