"""Heads and tails that a list of names leaves out, restored from the names beside them."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import (
    AGENCY_ENDS,
    INNER_ENDS,
    NATIONAL_BUREAUS,
    PARTY_OFFICES,
    REGION_LEVELS,
)
from policyplan.reading.labels import any_of
from policyplan.reading.names.shapes import (
    COMPLETE,
    FUNCTION,
    FUNCTION_ALONE,
    INNER,
    LONGEST_NAME,
    Name,
    is_function,
    region_of,
    stands_alone,
)

_DEPARTMENT_END = any_of((*INNER_ENDS, "局", "中心", "队", "站"))
_AGENCY_DEPARTMENT = re.compile(
    rf"(.{{2,}}?(?:{any_of(AGENCY_ENDS)}))"
    rf"((?!办公)[\u4e00-\u9fff（）]+?(?:{_DEPARTMENT_END})|审[查理]部|办公[室厅])(?:（[^（）]*）)?$"
)
#: The ends of what may be a part of a national agency; a company or a university is none.
_OFFICE = re.compile("(?<!分)[局部室办]$|中心$")
_GOVERNMENT_TAIL = re.compile(
    r".{2,6}?((?:(?:自治县|自治州|市|县|区|州|盟|旗|镇|乡|街道)(?:人民政府|政府|办事处|管委会|党委|委|教育局|局)?)"
    r"|(?:村|社区)(?:村民委员会|居民委员会|村委会|居委会|党支部|党总支|党委))$"
)
_PARTY_OFFICE = re.compile(rf"(?:{any_of(PARTY_OFFICES)})")


def with_tails(names: list[Name]) -> list[Name]:
    """Give 定朔、云中、雁北市人民政府 their tails: a bare place takes the end of the place behind it.

    So does a bare field of government that of the bureau behind it: 市交通、水利、农业农村局.
    """
    tail = ""
    bureau = ""
    for at in range(len(names) - 1, -1, -1):
        name = names[at]
        if bureau and _lacks_bureau(name.full):
            names[at] = name._replace(full=name.full + bureau, basis=("elided-tail",))
            continue
        bureau = name.full[-1] if at and _is_bureau(name.full) else ""
        match = _GOVERNMENT_TAIL.fullmatch(name.full)
        if tail and 2 <= len(name.full) <= 5 and (missing := _missing_tail(name.full, tail)):
            names[at] = name._replace(full=name.full + missing, basis=("elided-tail",))
        elif match:
            tail = match[1]
        else:
            tail = ""
    return names


def _is_bureau(name: str) -> bool:
    """Whether a name is that of a bureau by its field: 农业农村局, 市卫健委, but not 团委."""
    return name[-1] in "局厅委" and FUNCTION_ALONE.match(name) is not None and not is_function(name)


#: The ends of fields that are bodies of themselves: 妇联, 团委.
_BODY_BY_ITSELF = "联会委办院部室馆行协校党局厅署府社团"


def _lacks_bureau(name: str) -> bool:
    """Whether a name is a field of government that lacks the tail of the bureau behind it: 市交通, 水利."""
    return name[-1] not in _BODY_BY_ITSELF and is_function(name)


#: What a tail begins with.
_LEVELS = ("街道", "社区", "村", *REGION_LEVELS)


def _missing_tail(name: str, tail: str) -> str:
    """What a bare place lacks of the tail of the place behind it: 市人民政府, or 人民政府 where it has its level."""
    level = next(level for level in _LEVELS if tail.startswith(level))
    own = next((own for own in _LEVELS if name.endswith(own)), "")
    if own and len(name) > len(own) + 1:
        return tail.removeprefix(level) if own == level or not tail.endswith("办事处") else ""
    if name[0] in "一二三四五六七八九十":
        return ""  # 一中
    return "" if COMPLETE.search(name) or FUNCTION.match(name) or name.endswith(REGION_LEVELS) else tail


def with_heads(names: list[Name]) -> list[Name]:
    """Give 省委宣传部、文化和旅游厅 their heads: a name that cannot stand alone takes them from the names before it."""
    region = agency = ""
    department = False
    for at, name in enumerate(names):
        if len(name.full) > LONGEST_NAME:
            continue  # no name, and the patterns below take their time over it
        if at and (government := _government(names[at - 1].full, name.full)):
            names[at] = name._replace(full=government, basis=(*name.basis, "elided-parent"))
            continue
        inner = _AGENCY_DEPARTMENT.match(name.full)
        if stands_alone(name.full):
            region = region_of(name.full) or _nation(name.full)
            own = inner is not None and (_national(inner[1]) or not FUNCTION.match(name.full))
            branch = inner is not None and _is_branch(inner[2])
            agency = inner[1] if inner and own and not branch else _agency(name.full)
            department = inner is not None and agency == inner[1] and _national(agency)
            if inner and own and _is_department(inner[2], inner[1]):
                names[at] = name._replace(parent=inner[1])
        elif (
            agency
            and (INNER.match(name.full) or (department and _OFFICE.search(name.full)))
            and not _ministry(name.full)
        ):
            names[at] = _under(name, agency)
        elif region and _PARTY_OFFICE.match(name.full) and _of_party(names[at - 1].full, region):
            party = region + "委"
            names[at] = name._replace(full=party + name.full, basis=(*name.basis, "elided-parent"))
        elif region and _takes_region(name.full, region):
            names[at] = name._replace(full=region + name.full, basis=(*name.basis, "elided-parent"))
    return names


#: A place's committee of the Party, and what governs a place.
_COMMITTEE = re.compile("(.{1,20}?)(?:党委|党工委|(?<=[省市县区州盟旗）])委)")
_GOVERNMENT = re.compile("([省市县区州盟旗]?)((?:人民)?政府|管委会|管理委员会)")


def _government(committee: str, name: str) -> str:
    """The full name of what governs the place of the committee in front: 各县（市、区）党委、政府."""
    place, government = _COMMITTEE.fullmatch(committee), _GOVERNMENT.fullmatch(name)
    if place is None or government is None or len(place[1]) == len(government[1]):
        return ""
    return place[1] + government[2] if place[1].endswith(government[1]) else ""


def _of_party(name: str, region: str) -> bool:
    """Whether a name is that of a body of the Party's committee: 市委宣传部."""
    return name.startswith((f"{region}委", f"中共{region}委"))


def _under(name: Name, agency: str) -> Name:
    inner = _AGENCY_DEPARTMENT.match(name.full)
    parent = agency + inner[1] if inner else agency
    return name._replace(full=agency + name.full, parent=parent, basis=(*name.basis, "elided-parent"))


def _is_department(department: str, agency: str) -> bool:
    return INNER.match(department) is not None or agency.startswith("国家")


def _is_branch(name: str) -> bool:
    """Whether the part behind an agency is its body in a place, not a department: 云中市税务局."""
    return name.endswith(("分局", "队", "站")) or len(region_of(name) or "") > 1


def _agency(name: str) -> str:
    return name if name.endswith(AGENCY_ENDS) else ""


def _national(agency: str) -> bool:
    return agency.startswith(("国家", "国务院", "中央")) or (
        agency.endswith(("部", "总局", "总署")) and region_of(agency) is None
    )


def _ministry(name: str) -> bool:
    return name.endswith(("部", "总局")) and not name.endswith(("审查部", "审理部"))


def _nation(name: str) -> str:
    """国家 or 中央 for a body of theirs, behind which bureaus drop the word (国家发展改革委、能源局)."""
    return next((nation for nation in ("国家", "中央") if name.startswith(nation)), "")


def _takes_region(name: str, region: str) -> bool:
    if region in ("国家", "中央"):
        return name in NATIONAL_BUREAUS[region]
    return name.endswith("厅") or FUNCTION.match(name) is not None
