"""Characters that PDF files name in place of those they look like: the radical ⼯ (U+2F2F) for 工 (U+5DE5).

Programs that print to PDF look up which character a shape stands for, and where a font has one shape for both take
the radical, which comes first. The bullets of a font of symbols have no character at all, only their place in the font.
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
#: The bullets of the fonts Symbol and Wingdings.
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf06c\uf06e\uf0d8\uf076\uf0a8\uf075\uf0fc", "•")
#: Each of them and its character, for `str.translate`.
LOOKALIKES = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | _SUPPLEMENT
    | _BULLETS
)
