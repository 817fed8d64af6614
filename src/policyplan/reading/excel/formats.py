"""How a cell shows a number: dates and numbers by their number format (ISO/IEC 29500-1 18.8.30)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import ClassVar

from policyplan.reading.numerals import counted, spelled

#: The number formats that a file names by id alone, as a Chinese office program shows them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 47: "mm:ss",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_LONG_DATE = 'yyyy"年"m"月"d"日"'
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 – a cell's date has no time zone
_EPOCH_1900 = datetime(1899, 12, 31)  # noqa: DTZ001
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_MAX_FORMAT = 255  # characters; Excel's own bound

_TOKEN = re.compile(
    r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]?|General|G/通用格式|AM/PM|A/P|上午/下午'
    r"|y+|m+|d+|h+|s+|aaaa|aaa|e(?![+-])|E[+-]0*|[0#?]+|.",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TOKEN = re.compile(r"y+|m+|d+|h+|s+|aaaa?|e", re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*")
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def shown(number: float, code: str, *, epoch_1904: bool = False) -> str:
    """The text a cell shows for `number` under the number format `code`.

    Three things are shown so that no one can take them amiss: a year in two digits is written in four, a date
    in digits that does not begin with its year (8/31/23) is written 2023-08-31, and the midnight of a date is
    left out. A number format that is not understood shows the number as it is.

    >>> shown(45920, 'yyyy"年"m"月"d"日"'), shown(45901, 'yyyy"年"m"月"')
    ('2025年9月20日', '2025年9月')
    >>> shown(0.85, "0%"), shown(3.0, "General")
    ('85%', '3')
    """
    code = _section(code[:_MAX_FORMAT], number)
    if is_date(code):
        moment = moment_of(number, epoch_1904)
        return _plain(number) if moment is None else _date(moment, code)
    return _number(number, code)


def moment_shown(moment: datetime, code: str) -> str:
    """The text a cell shows for a date that its file states as a date (ISO 8601), not as a number."""
    code = _section(code[:_MAX_FORMAT], 1)
    return _date(moment, code if is_date(code) else "yyyy/m/d h:mm:ss")


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a number format shows dates or times.

    >>> is_date("yyyy/m/d"), is_date('0"days"'), is_date("[Red]0.00"), is_date("General")
    (True, False, False, False)
    """
    tokens = _tokens(code)
    return any(map(_DATE_TOKEN.fullmatch, tokens)) and not any(map(_ELAPSED.match, tokens))


@lru_cache(maxsize=1024)
def _tokens(code: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(code))


def _section(code: str, number: float) -> str:
    """The part of `code` for the sign of `number`: positive; negative; zero; text."""
    sections: list[str] = [""]
    for piece in _tokens(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 and sections[2] else sections[0]


def moment_of(number: float, epoch_1904: bool) -> datetime | None:
    """The moment a serial number stands for; None where it stands for none (18.17.4.1)."""
    if not 0 <= number < _LAST_SERIAL:
        return None
    # The 1900 system counts a 29 February 1900 that never was.
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900 - timedelta(days=number >= 60)
    try:
        return epoch + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return None


def _date(moment: datetime, code: str) -> str:
    lowered = code.lower()
    if "[$-f800]" in lowered or "[$-x-sysdate]" in lowered:
        code = lowered = _LONG_DATE
    tokens = [token.lower() if _DATE_TOKEN.fullmatch(token) else token for token in _tokens(code)]
    if _ambiguous(tokens):
        return moment.strftime("%Y-%m-%d")
    if not (moment.hour or moment.minute or moment.second) and any(token[0] in "yd" for token in tokens):
        tokens = _before_time(tokens)
    write = _Writer(moment, tokens, lowered)
    return "".join(write(at) for at in range(len(tokens))).strip()


def _ambiguous(tokens: list[str]) -> bool:
    """Whether day, month and year are all digits, the year not first and none of them named."""
    parts = [token for token in tokens if token in ("y", "yy", "yyyy", "m", "mm", "d", "dd")]
    is_named = any(sign in "".join(tokens) for sign in "年月日")
    return {part[0] for part in parts} == set("ymd") and parts[0] != "yyyy" and not is_named


def _before_time(tokens: list[str]) -> list[str]:
    """`tokens` up to the hours, without what stood before those; all where the time comes first."""
    hours = next((at for at, token in enumerate(tokens) if token[0] == "h"), len(tokens))
    date = tokens[:hours]
    return date if any(token[0] in "yd" for token in date) else tokens


class _Writer:
    """Writes the tokens of a date format for one moment."""

    def __init__(self, moment: datetime, tokens: list[str], code: str) -> None:
        self._moment = moment
        self._tokens = tokens
        self._chinese = re.search(r"\[\$[^\]]*-[0-9a-f]*0?(?:804|404|c04)\]", code) is not None
        self._republic = re.search(r"\[\$[^\]]*-[0-9a-f]*0?404\]", code) is not None
        self._numerals = "[dbnum1]" in code
        self._halves = any(token in ("上午/下午", "AM/PM", "A/P") for token in map(str.upper, tokens))

    def __call__(self, at: int) -> str:
        token = self._tokens[at]
        write = self._parts.get(token[0]) if _DATE_TOKEN.fullmatch(token) else None
        if token[0] == "m" and write is not None and self._is_minute(at):
            return self._padded(self._moment.minute, len(token))
        if write is not None:
            return write(self, len(token))
        if token.upper() in ("AM/PM", "A/P"):
            return "AM" if self._moment.hour < 12 else "PM"
        if token.startswith("上午"):
            return "上午" if self._moment.hour < 12 else "下午"
        return _literal(token)

    def _is_minute(self, at: int) -> bool:
        """Whether an m is minutes: the first part before it is hours, or the next one seconds."""
        before = next((t[0] for t in reversed(self._tokens[:at]) if _DATE_TOKEN.fullmatch(t)), "")
        after = next((t[0] for t in self._tokens[at + 1 :] if _DATE_TOKEN.fullmatch(t)), "")
        return before == "h" or after == "s"

    def _padded(self, number: int, width: int) -> str:
        return counted(number) if self._numerals else f"{number:0{min(width, 2)}d}"

    def _year(self, width: int) -> str:
        return spelled(self._moment.year) if self._numerals else f"{self._moment.year:04d}"

    def _era_year(self, width: int) -> str:
        return str(self._moment.year - 1911) if self._republic else self._year(4)

    def _month(self, width: int) -> str:
        month = self._moment.month
        if width < 3:
            return self._padded(month, width)
        if self._chinese:
            return f"{counted(month)}月"
        return _MONTHS[month - 1][: {3: 3, 5: 1}.get(width)]

    def _day(self, width: int) -> str:
        if width < 3:
            return self._padded(self._moment.day, width)
        if self._chinese:
            return ("星期" if width > 3 else "周") + _WEEKDAYS[self._moment.weekday()]
        return _DAYS[self._moment.weekday()][: None if width > 3 else 3]

    def _weekday(self, width: int) -> str:
        return ("星期" if width > 3 else "") + _WEEKDAYS[self._moment.weekday()]

    def _hour(self, width: int) -> str:
        return self._padded((self._moment.hour - 1) % 12 + 1 if self._halves else self._moment.hour, width)

    def _second(self, width: int) -> str:
        return self._padded(self._moment.second, width)

    _parts: ClassVar[dict[str, Callable[[_Writer, int], str]]] = {
        "y": _year, "e": _era_year, "m": _month, "d": _day, "a": _weekday, "h": _hour, "s": _second,
    }  # fmt: skip


def _literal(token: str) -> str:
    """The text that a token which is no placeholder shows."""
    if token[0] == '"':
        return token.strip('"')
    if token[0] == "\\":
        return token[1:]
    if token[0] == "_":
        return " " if len(token) > 1 else "_"
    if token.startswith("[$"):
        return token[2:].rstrip("]").split("-")[0]
    return "" if token[0] in "[*" else token


def _plain(number: float) -> str:
    """`number` as a cell in General format shows it, identity numbers of up to 15 digits in full."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _number(number: float, code: str) -> str:
    tokens = _tokens(code)
    if not code or any(token.upper() in ("GENERAL", "G/通用格式", "@") for token in tokens):
        return _plain(number)
    placeholders = [at for at, token in enumerate(tokens) if token[0] in "0#?"]
    if not placeholders:
        return _plain(number)
    first, last = placeholders[0], placeholders[-1] + 1
    while last < len(tokens) and tokens[last] in ".,":
        last += 1
    pattern = "".join(tokens[first:last])
    if not _DIGITS.fullmatch(pattern) or any(token[:1] in "Ee" and "0" in token for token in tokens):
        return _plain(number)  # fractions, powers of ten, digits parted by words
    percent = tokens.count("%")
    before = "".join(map(_literal, tokens[:first]))
    sign = "-" if number < 0 and "-" not in before and "(" not in before else ""
    after = "".join(map(_literal, tokens[last:]))
    return f"{sign}{before}{_digits(abs(number), pattern, percent)}{after}".strip()


def _digits(number: float, pattern: str, percent: int) -> str:
    """`number` in a pattern such as ``#,##0.00``; each comma at its end divides by a thousand."""
    stripped = pattern.rstrip(",")
    whole, _, decimals = stripped.partition(".")
    scaled = Decimal(repr(number)).scaleb(2 * percent - 3 * (len(pattern) - len(stripped)))
    if scaled.adjusted() > 20:
        return _plain(number)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in whole else ''}f}"
    integer, _, fraction = text.partition(".")
    kept = fraction[: decimals.count("0")] + fraction[decimals.count("0") :].rstrip("0")
    return integer.zfill(whole.count("0")) + (f".{kept}" if kept else "")
