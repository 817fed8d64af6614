"""Radicals that PDF files name in place of the characters they look like: ⼯ (U+2F2F) for 工 (U+5DE5).

Programs that print to PDF look up which character a shape stands for, and where a font has one shape for both take
the radical, which comes first.
"""

from __future__ import annotations

import unicodedata

#: The simplified forms of the CJK Radicals Supplement, which Unicode does not map, and their characters.
_SUPPLEMENT = dict(
    zip(
        "⺁⺇⺌⺎⺏⺐⺒⺓⺔⺛⺝⺟⺠⺩⺫⺬⺮⺶⺷⺻⺼⺾⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂几小尢尢尢巳幺彑旡月母民王目示竹羊羊聿肉艹虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
#: Each radical and its character, for `str.translate`.
RADICALS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | _SUPPLEMENT
)
