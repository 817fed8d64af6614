"""When the festivals fall: fixed days, lunar days from a table, and 清明 by its usual formula."""

from __future__ import annotations

from datetime import date, timedelta

_FIRST = 2000
_LUNAR = {
    "春节": (
        "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 "
        "0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 "
        "0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123"
    ),
    "端午": (
        "0606 0625 0615 0604 0622 0611 0531 0619 0608 0528 0616 0606 0623 0612 0602 0620 0609 "
        "0530 0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 "
        "0620 0610 0530 0618 0607 0527 0614 0603 0622 0611 0531 0619 0608 0529 0615 0604 0623"
    ),
    "中秋": (
        "0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915 "
        "1004 0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 "
        "0927 0916 1004 0924 0913 1002 0920 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930"
    ),
    "重阳": (
        "1006 1025 1014 1004 1022 1011 1030 1019 1007 1026 1016 1005 1023 1013 1002 1021 1009 "
        "1028 1017 1007 1025 1014 1004 1023 1011 1029 1018 1008 1026 1016 1005 1024 1012 1001 "
        "1020 1009 1027 1017 1007 1026 1014 1003 1022 1011 1029 1018 1008 1027 1016 1005 1024"
    ),
}
_DAYS = {name: tuple(row.split()) for name, row in _LUNAR.items()}

_FIXED = {
    "元旦": (1, 1), "妇女节": (3, 8), "三八": (3, 8), "植树节": (3, 12), "五一": (5, 1), "劳动节": (5, 1),
    "五四": (5, 4), "青年节": (5, 4), "六一": (6, 1), "儿童节": (6, 1), "七一": (7, 1), "建党节": (7, 1),
    "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "十一": (10, 1), "国庆": (10, 1),
}  # fmt: skip

_NAMES = {"农历新年": "春节", "新春": "春节", "元宵": "元宵", "除夕": "除夕", "大年三十": "除夕"}

#: The names as a pattern; 十一 is only a festival where 前 follows or 节 does, which the grammar sees to.
FESTIVAL = (
    r"(?:(?:(?P<fest_a>春节|元旦|元宵|除夕|清明|端午|中秋|重阳|国庆|五一|六一|七一|八一|五四|十一|新春|农历新年)"
    r"(?:国际|黄金周)?(?:节|劳动节|儿童节|青年节|建党节|建军节)?)"
    r"|(?P<fest_b>(?:国际)?(?:劳动节|儿童节|青年节|教师节|妇女节|植树节|建党节|建军节)))"
)


def festival(name: str, year: int) -> date:
    """The day of a festival. Raises LookupError where the table does not reach `year` (2000 to 2050)."""
    name = _NAMES.get(name.removeprefix("国际"), name.removeprefix("国际"))
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if not _FIRST <= year < _FIRST + len(_DAYS["春节"]):
        raise LookupError(f"the days of {name} are known here from 2000 to 2050, not for {year}")
    if name == "清明":  # the solar term at 15° of longitude; the formula holds for this century
        return date(year, 4, int((year % 100) * 0.2422 + 4.81) - (year % 100) // 4)
    if name in ("元宵", "除夕"):
        return festival("春节", year) + timedelta(days=14 if name == "元宵" else -1)
    day = _DAYS[name][year - _FIRST]
    return date(year, int(day[:2]), int(day[2:]))
