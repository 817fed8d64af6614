"""Bodies of several places that are named once: 东川、西川、南川县市场监管局."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import FUNCTIONS, PARTY_OFFICES, REGION_LEVELS
from policyplan.reading.labels import any_of
from policyplan.reading.names.shapes import COMPLETE, FUNCTION, Name

#: A body of a place that may be written once for several: 南川县市场监管局, 南川三县公安局, 西川派出所.
_BRANCH = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,4}}?)(?P<count>[两二三四五六七八九])?"
    rf"(?P<tail>(?:自治县|[市县区州盟旗])(?:(?P<field>(?:{any_of(FUNCTIONS)})[\u4e00-\u9fff]{{0,10}}?[局委办队站]|委(?:{any_of(PARTY_OFFICES)}))"
    r"|(?P<government>人民政府|政府|党委))|(?:税务|公安)?分局|派出所|司法所|供电所|供电公司|分公司|法庭)"
)
#: A place, be it without its level; but 一中 and 各县 are none.
_PLACE = re.compile(
    r"(?![一二三四五六七八九十各全本]|业主|村民|居民|农户|物业|群众|社会|协会|市场)[\u4e00-\u9fff]{2,3}[市县区旗]?"
)
_ZONES = ("新区", "开发区", "高新区", "经开区", "园区", "示范区")


def with_branches(names: list[Name]) -> list[Name]:
    """Give 东川、西川、南川县市场监管局 their tails: places that begin a list take that of the body behind them.

    They may stand behind a body of the same field (市市场监管局、东川、南川县市场监管局) or a zone.
    """
    first = 0
    for at, name in enumerate(names):
        if _is_bare_place(name.full):
            continue
        branch = _BRANCH.fullmatch(name.full) if at > first else None
        if branch and _is_list_of(names, first, branch):
            tail = branch["tail"]
            level = tail[0] if tail[0] in REGION_LEVELS else ""
            for place in range(first, at):
                full = names[place].full
                whole = full + (tail.removeprefix(level) if level and full.endswith(level) else tail)
                names[place] = names[place]._replace(full=whole, basis=("elided-tail",))
            names[at] = name._replace(full=branch["place"] + tail)
        first = at + 1
    return names


def _is_bare_place(name: str) -> bool:
    """Whether a name may be that of a place, and of nothing else."""
    return (
        2 <= len(name) <= 4
        and _PLACE.fullmatch(name) is not None
        and not COMPLETE.search(name)
        and not FUNCTION.match(name)
    )


def _is_list_of(names: list[Name], first: int, branch: re.Match[str]) -> bool:
    """Whether the names from the place `first` on are the places of a body named behind them, and nothing else."""
    if branch["government"] and not branch["count"]:
        return False  # a government of each place, which is told by itself
    before = names[first - 1].full if first else ""
    return not before or before.endswith(_ZONES) or before.endswith(branch["field"] or branch["tail"])
