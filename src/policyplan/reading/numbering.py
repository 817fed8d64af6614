"""The numbers that items begin with (一、 （一） 1. ① 第一章 1.1 A-1): recognised, never renumbered."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import NamedTuple

_HAN = "[一二三四五六七八九十百零〇]"
_FORMAL = "[壹贰貳叁參肆伍陆陸柒捌玖拾]"
_WORDS = (
    "民生实事|实事|项目|重点任务|工作任务|任务|专项行动|行动|行動|举措|舉措|措施|工程|专栏|目标|事项|问题"
)
_ENGLISH_WORDS = (
    r"Goal|Objective|Action|Task|Strategy|Priority|Part|Section|Chapter|Initiative|Recommendation|Pillar|Theme|"
    r"Commitment|Step|Milestone|Focus\ [Aa]rea|Strategic\ (?:Goal|[Oo]bjective)|Key\ [Aa]ction|Activity"
)
_AFTER_DECIMAL = r"(?![\d万亿%％‰年月日个倍公里米元吨亩人座处家项])"
_NUMBER = re.compile(
    rf"""[\s\u3000]*(?:[●■◆▪]\s*|[☆★▲△※]\s*(?=[\d（(一二三四五六七八九十]))?(?:
      (?P<chapter>第{_HAN}{{1,4}}[编篇章节部分]{{1,2}}|第\d{{1,3}}[编篇章节])[\s\u3000、：:.]*
    | (?P<article>第{_HAN}{{1,4}}条)[\s\u3000、：:]*
    | (?P<ordinal>第{_HAN}{{1,4}}(?:件实事|件事|项任务|大任务|件|项|类|步))[\s\u3000、：:]*
    | (?P<formal>{_FORMAL}{{1,3}})[、．.]\s*
    | (?P<lenticular>【[^【】：]{{2,24}}】)$
    | (?P<han>{_HAN}{{1,4}})[、．]\s*
    | (?P<han_dot>{_HAN}{{1,3}})[.]\s*
    | (?P<bracket_han>[（(〔【]{_HAN}{{1,4}}[）)〕】])[、．.]?\s*
    | (?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?:[.．、]|(?=\s))?{_AFTER_DECIMAL}\s*
    | (?P<number>\d{{1,3}}|(?!19|20)[1-9]\d{{3}})(?:[.．、](?!\d)|[.．、](?=(?:19|20)\d\d年))\s*
    | (?P<bracket_number>[（(]\d{{1,3}}[）)])[、．.]?\s*
    | (?P<half_bracket>\d{{1,3}}[）)])\s*
    | (?P<circle>[①-⑳㉑-㉟⑴-⒇❶-❿])[、．.]?\s*
    | (?P<code>(?![QH][1-4]\ (?:FY\ ?)?20\d\d)[A-Z]{{1,3}}[-–]?\d{{1,3}}(?:[.-]\d{{1,3}})*)[.、：:\s]\s*
    | (?P<dotted>[A-Z](?:\.\d{{1,2}}){{1,3}})(?:[.:：]|(?=\s))\s*(?=[^\d\s])
    | (?P<letter>[A-Za-z])[.)）]\s+
    | (?P<strategy>策略(?:{_HAN}{{1,3}}|\d{{1,2}}))[、：:.\s]\s*
    | (?P<word>(?:{_WORDS})(?:{_HAN}{{1,3}}|\d{{1,3}}(?:\.\d{{1,2}})?))[、：:.\s]\s*
    | (?P<english>(?P<english_word>{_ENGLISH_WORDS})\s+(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*)(?:[.:)：—–-]|\s)+\s*
    )""",
    re.VERBOSE,
)
#: Numbers that are written in two ways and rank alike: A-1 and A.1.
_SAME = {"han_dot": "han", "dotted": "code"}
#: What a number, or the white space or bullet in front of it, begins with.
_FIRST = frozenset(
    " \t\n\r\f\u3000\xa0●■◆▪☆★▲△※"
    "第一二三四五六七八九十百零〇壹贰貳叁參肆伍陆陸柒捌玖拾（(〔【重工任行举措专目事实项民策舉"
    "0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇❶❷❸❹❺❻❼❽❾❿"
    f"{ascii_letters}"
)


class Number(NamedTuple):
    """An item's number: its kind, the number as printed without punctuation, and where the item's text begins."""

    kind: str
    printed: str
    end: int


#: A number whose text begins with a digit: 4．3家企业完成改造 — or a quantity; and one that may be a year: 2024.修桥.
_BEFORE_DIGIT = re.compile(r"[\s\u3000]*(\d{1,2}(?=[.．、]\d)|(?:19|20)\d\d(?=[.．、]))[.．、]")


def number_before_digit(line: str, expected: int) -> Number | None:
    """The number `expected` where `line` begins with it although a digit follows or it looks like a year.

    Only a list can tell (see `_lines`).

    >>> number_before_digit("4．3家企业完成改造", 4)
    Number(kind='number', printed='4', end=2)
    >>> number_before_digit("4.3万亩", 2) is None
    True
    """
    match = _BEFORE_DIGIT.match(line)
    return Number("number", match[1], match.end()) if match and int(match[1]) == expected else None


def read_number(line: str) -> Number | None:
    """The number that `line` begins with, None where it begins with none.

    >>> read_number("（三）落实责任")
    Number(kind='bracket_han', printed='（三）', end=3)
    >>> read_number("2023年底前") is None
    True
    """
    if line[:1] not in _FIRST:
        return None
    match = _NUMBER.match(line)
    if match is None or match.lastgroup is None:
        return None
    kind = match.lastgroup
    if kind == "english":
        return Number(match["english_word"].lower(), match["english"], match.end())
    if kind == "lenticular":  # a heading in brackets is no number, but it ranks like one
        return Number(kind, "", match.start(kind))
    return Number(_SAME.get(kind, kind), match[kind], match.end())
