"""The numerals of office programs: numbers in the formats of ISO/IEC 29500-1 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ORDINALS = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
    "Twelve": "Twelfth",
}  # fmt: skip


def numeral(number: int, style: str) -> str:
    """`number` as a list in the number format `style` shows it; a format not known here shows plain digits.

    >>> numeral(12, "chineseCounting"), numeral(3, "decimalEnclosedCircleChinese"), numeral(28, "lowerLetter")
    ('十二', '③', 'bb')
    """
    write = _STYLES.get(style)
    return str(number) if write is None or number < 0 else write(number)


def counted(number: int, digits: str = _DIGITS, units: str = "十百千", *, ten: bool = True) -> str:
    """`number` in Chinese numerals with units (一百零二); from 10,000 on, digit by digit.

    With `ten`, 10 to 19 are written without a leading one (十二, not 一十二).
    """
    if number >= 10_000:
        return spelled(number, digits)
    if number == 0:
        return digits[0]
    zero = "零" if digits[0] in "〇○" else digits[0]
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + (units[place - 1] if place else "")
        gap = not digit
    return text[1:] if ten and 10 <= number < 20 else text


def spelled(number: int, digits: str = _DIGITS) -> str:
    """`number` digit by digit (二〇二五)."""
    return "".join(digits[int(digit)] for digit in str(number))


def _below_hundred(digits: str) -> Callable[[int], str]:
    return lambda number: counted(number, digits) if number < 100 else spelled(number, digits)


def _japanese(number: int) -> str:
    text = counted(number)
    return text.replace("一百", "百").replace("一千", "千").replace("零", "") if number < 10_000 else text


def _cycle(signs: str) -> Callable[[int], str]:
    """One sign for each number as far as they go, then plain digits."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _letters(number: int) -> str:
    """a … z, aa, bb … as Word repeats them, not as spreadsheet columns go on."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30) if number else ""


def _roman(number: int) -> str:
    if number >= 10_000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _cardinal_text(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10].lower()}" if number % 10 else "")


def _ordinal_text(number: int) -> str:
    words = _cardinal_text(number)
    head, dash, last = words.rpartition("-")
    ordinal = _ORDINALS.get(last.capitalize()) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + dash + (ordinal.lower() if dash else ordinal) if words[0].isalpha() else _ordinal(number)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_CIRCLED = _run("①", 20) + _run("㉑", 15) + _run("㊱", 15)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_STYLES: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "chineseCounting": _below_hundred("○一二三四五六七八九"),
    "taiwaneseCounting": _below_hundred("○一二三四五六七八九"),
    "chineseCountingThousand": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": _japanese,
    "koreanDigital2": spelled,
    "ideographDigital": spelled,
    "japaneseDigitalTenThousand": spelled,
    "taiwaneseDigital": lambda number: spelled(number, "○一二三四五六七八九"),
    "chineseLegalSimplified": lambda number: counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", ten=False),
    "ideographLegalTraditional": lambda number: counted(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟", ten=False),
    "japaneseLegal": lambda number: counted(number, "〇壱弐参四伍六七八九", "拾百阡", ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _cycle(_run("㊀", 10)),
    "decimalEnclosedCircle": _cycle(_CIRCLED),
    "decimalEnclosedCircleChinese": _cycle(_CIRCLED),
    "decimalEnclosedFullstop": _cycle(_run("⒈", 20)),
    "decimalEnclosedParen": _cycle(_run("⑴", 20)),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "numberInDash": lambda number: f"- {number} -",
}
