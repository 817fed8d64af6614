"""Printed words made comparable: widths, traditional characters, dashes, quotes, stray blanks, numerals."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import field, frozen

#: Traditional characters that times are printed with, each before its simplified form.
_SIMPLER = (
    "責责 財财 時时 進进 執执 續续 長长 週周 結结 辦办 員员 個个 內内 後后 當当 轉转 條条 開开 學学 歲岁 終终 "
    "節节 應应 實实 現现 啟启 動动 發发 佈布 圍围 階阶 視视 機机 優优 強强 擬拟 爭争 確确 務务 須须 達达 "
    "間间 類类 適适 於于 會会 臨临 勞劳 國国 慶庆 陽阳 獎奖 點点 監监 測测 運运 營营 維维 護护 調调 規规 "
    "劃划 標标 準准 驗验 項项 導导 則则 據据 狀状 態态 極极 審审 議议 歷历 盡尽 為为 從从 總总 產产 業业 "
    "單单 來来 還还 過过 滿满 決决 復复 覆复 圖图 設设 氣气 溫温 屆届 將将 對对 濟济 頻频 號号 華华 東东 "
    "齊齐 穩稳 並并 頒颁 計计 畫画 擴扩 題题 質质 檢检 組组 織织 籌筹 備备 "
)

_TABLE = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms
    **{ord(pair[0]): pair[1] for pair in _SIMPLER.split()},
    **dict.fromkeys(map(ord, "—–－―‐‑‒─━~～〜∼﹣−"), "-"),
    ord("○"): "〇",
    ord("〖"): "(",
    ord("〔"): "(",
    ord("〕"): ")",
    ord("【"): "(",
    ord("】"): ")",
    **dict(zip(map(ord, "ⅠⅡⅢⅣ"), "1234", strict=True)),
    ord("\u3000"): " ",
    ord("\xa0"): " ",
    ord("′"): "'",
    ord("’"): "'",
    ord("‘"): "'",
}

_BLANKS = re.compile(r"\s+")
#: Marks that say nothing about time: blanks, quotes of every kind, and what cannot be seen.
_UNSAID = re.compile("[\\s“”\"'「」『』﹁﹂*_`\u200b\u200c\u200d\ufeff\u2060]+")


def unify(text: str) -> str:
    """`text` with one form for each character, as long as it was: ２０２３年１２月 → 2023年12月, 辦結 → 办结, — → -."""
    return text.translate(_TABLE)


@frozen
class Squeezed:
    """Words without blanks; `cuts` are the places in them where something was left out, `shifts` how much so far."""

    words: str
    cuts: list[int] = field(factory=list)
    shifts: list[int] = field(factory=list)

    def place(self, index: int) -> int:
        """Where the character at `index` of the words stands in the text."""
        cut = bisect_right(self.cuts, index)
        return index + self.shifts[cut - 1] if cut else index


def squeeze(text: str, *, whole: bool = True) -> Squeezed:
    """Chinese words without blanks and, where `whole`, without quotes.

    In running prose (`whole` False) a blank between two digits is kept where they would make a number of more than
    four digits.
    """
    text = unify(text)
    pieces: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    at = removed = 0
    for gap in (_UNSAID if whole else _BLANKS).finditer(text):
        start, end = gap.span()
        if whole or not _parts_numbers(text, start, end):
            pieces.append(text[at:start])
            cuts.append(start - removed)
            removed += end - start
            shifts.append(removed)
            at = end
    return Squeezed("".join([*pieces, text[at:]]), cuts, shifts) if cuts else Squeezed(text)


_DIGITS_BEFORE = re.compile(r"[0-9]+\Z")
_DIGITS_AFTER = re.compile(r"[0-9]+")


def _parts_numbers(text: str, start: int, end: int) -> bool:
    if not (text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()):
        return False
    before = _DIGITS_BEFORE.search(text[max(0, start - 6) : start])
    after = _DIGITS_AFTER.match(text, end, end + 6)
    return bool(before and after and len(before[0]) + len(after[0]) > 4)


_DIGIT = {
    "O": 0,
    "o": 0,
    "〇": 0,
    "零": 0,
    "元": 1,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}

#: A number of up to four digits, or in Chinese numerals.
NUMBER = (
    r"(?:\d{1,4}|[一二两三四五六七八九]?[百十廿卅]零?[一二三四五六七八九]?十?[一二三四五六七八九]?"
    r"|[〇零一二两三四五六七八九]{1,3})"
)


def number(text: str) -> int:
    """A number in digits or Chinese numerals: 12, 十二, 二十, 廿五, 〇三, 一百八十, 二〇二三."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "百" in text:
        head, _, tail = text.partition("百")
        return _DIGIT.get(head, 1) * 100 + (number(tail.lstrip("零〇")) if tail else 0)
    if "十" in text:
        head, _, tail = text.partition("十")
        return _DIGIT.get(head, 1) * 10 + (_DIGIT[tail] if tail else 0)
    value = 0
    for char in text:
        value = value * 10 + (_DIGIT[char] if char in _DIGIT else int(char))
    return value
