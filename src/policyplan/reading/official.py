"""What official documents print in fixed forms: bodies, document numbers, dates, the years a plan covers."""

from __future__ import annotations

import re
from datetime import date

from policyplan.model import Period
from policyplan.reading.folding import fold, is_english

_NUMBER_PARTS = re.compile(r"(.+?)[（\[]\s*(\d{4})\s*[）\]]\s*(第?)\s*(\d+)\s*号")
#: A year of the Republic: 中華民國114年, 民國一百一十四年.
_REPUBLIC = r"(?:中[华華])?民[国國]\s*(?:\d{2,3}|[一二三四五六七八九十百〇○零]{2,6})(?=\s*年)"
DATE = re.compile(
    rf"((?:19|20)\d\d|[二一][〇○Ｏ零一二三四五六七八九]{{3}}|{_REPUBLIC})[\s年./-]{{1,3}}(\d{{1,2}}|"
    r"[一二三四五六七八九十]{1,3})[\s月./-]{1,3}(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_ENGLISH_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
_MONTH = "|".join(_ENGLISH_MONTHS)
_ENGLISH_DATE = re.compile(
    rf"(?:({_MONTH})\s+(\d{{1,2}}),?\s+(\d{{4}})|(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}}))"
)
ORGANISATION_END = (
    r"办公厅|办公室|委员会|人民政府|指挥部|领导小组|联席会议|管委会|总局|部|局|厅|署|委|院|会|行|办|社|"
    r"政府|公司|中心|队|专班|党组|工委"
)
_YEARS = re.compile(
    r"((?:19|20)\d\d)\s*年?\s*(?:[—–\-~～－至到]{1,2})\s*((?:19|20)\d\d)(?:\s*年|(?=）|\)|\s|$))"
)
_ENGLISH_YEAR = re.compile(r"\b(20\d\d)\b")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年(?:度)?(?!\s*\d{1,2}\s*月)")
HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}


def organisations(text: str) -> list[str]:
    """The bodies named one after the other in a signature or title, with or without spaces between them.

    >>> organisations("吉林省人民政府办公厅国家知识产权局办公室")
    ['吉林省人民政府办公厅', '国家知识产权局办公室']
    """
    found: list[str] = []
    for piece in re.split(r"[\s\u3000、，,；;]+", text.strip()):
        if piece:
            found += _glued(piece)
    return found


def _glued(piece: str) -> list[str]:
    starts = {m.end() for m in re.finditer(ORGANISATION_END, piece)}
    names, begin = [], 0
    place = piece[:2]
    for at in sorted(starts):
        rest = piece[at:]
        if (
            len(rest) > 3
            and at - begin >= 4
            and (
                rest.startswith(("国家", "中共", "国务院", place))
                or re.match(r"[\u4e00-\u9fff]{2,3}(?:省|市|自治区)[\u4e00-\u9fff]", rest)
            )
            and not rest.startswith(("办公", "机关"))
        ):
            names.append(piece[begin:at])
            begin = at
    return [*names, piece[begin:]]


def standard_number(printed: str) -> str:
    """A document number in its standard form, 〔〕 around the year (GB/T 9704-2012 7.2.5).

    >>> standard_number("吉政办发(2022)32号")
    '吉政办发〔2022〕32号'
    """
    folded = round_brackets(
        printed.replace("(", "（")
        .replace(")", "）")
        .replace("〔", "（")
        .replace("〕", "）")
        .replace("【", "（")
        .replace("】", "）")
    )
    match = _NUMBER_PARTS.search(folded)
    return f"{match[1]}〔{match[2]}〕{match[3]}{match[4]}号" if match else printed.strip()


def round_brackets(folded: str) -> str:
    """`folded` with every kind of bracket that stands around a year as （）."""
    return folded.replace("[", "（").replace("]", "）").replace("﹝", "（").replace("﹞", "）")


def read_date(text: str) -> date | None:
    """The first full date in `text` (folded), None where there is none or it does not exist.

    >>> read_date("中華民國一百一十四年三月一日")
    datetime.date(2025, 3, 1)
    """
    match = DATE.search(text)
    return day_of(match) if match else read_english_date(text)


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match of `DATE` names, None where it does not exist."""
    try:
        return date(_year_of(match[1]), number_of(match[2]), number_of(match[3]))
    except (KeyError, ValueError):
        return None


def _year_of(text: str) -> int:
    """The year that digits write, counted from 1912 behind 民國."""
    _, republic, years = text.replace("國", "国").partition("民国")
    return 1911 + number_of(years.strip()) if republic else number_of(text)


def number_of(text: str) -> int:
    """The number that digits, Arabic or Chinese, write."""
    if text.isdecimal():
        return int(text)
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        rest = rest.lstrip("零〇○")
        return HAN_DIGITS[hundreds] * 100 + (number_of(rest) if rest else 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[ones] if ones else 0)
    return int("".join(str(HAN_DIGITS[c]) for c in text))


def read_english_date(text: str) -> date | None:
    """The first English date in `text` (January 14, 2025 or 14 January 2025), None where there is none."""
    match = _ENGLISH_DATE.search(text)
    if match is None:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    try:
        return date(int(year), _ENGLISH_MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def read_period(title: str) -> Period | None:
    """The years that a title names: 2022—2023年, （2025—2027年）, 2024年; None where it names none."""
    plain = re.sub(r"《[^《》]*》", "", fold(title))
    ranges = _YEARS.search(plain)
    if ranges and int(ranges[1]) <= int(ranges[2]):
        return Period(date(int(ranges[1]), 1, 1), date(int(ranges[2]), 12, 31), ranges[0])
    single = _YEAR.search(plain) or (_ENGLISH_YEAR.search(plain) if is_english(plain) else None)
    return Period(date(int(single[1]), 1, 1), date(int(single[1]), 12, 31), single[0]) if single else None


def close_up(text: str) -> str:
    """`text` without the white space between Chinese characters, where a line of a title was broken."""
    return re.sub(r"(?<=[\u2e80-\uffff])[\s\u3000]+|[\s\u3000]+(?=[\u2e80-\uffff])", "", text.strip())
