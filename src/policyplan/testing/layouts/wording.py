"""How a measure's units and deadline are put into words."""

from __future__ import annotations

from policyplan.model import Role
from policyplan.testing.layouts.narrowing import ROLES
from policyplan.testing.written import WrittenMeasure, WrittenTier

#: The labels of fields and columns by role.
LABELS = {
    Role.LEAD: "牵头单位",
    Role.RESPONSIBLE: "责任单位",
    Role.SUPPORTING: "配合单位",
    Role.OVERSEEING: "督导单位",
}


#: Other labels for the same.
OTHER_LABELS = {
    Role.LEAD: "主办单位",
    Role.RESPONSIBLE: "落实部门",
    Role.SUPPORTING: "协同单位",
    Role.OVERSEEING: "指导单位",
}


def who(measure: WrittenMeasure) -> str:
    """The units with their role words: sides parted by ；, tiers by ，, names by 、."""
    return "；".join("，".join(map(str, side)) for side in measure.sides)


def by_whom(measure: WrittenMeasure) -> str:
    """The same, with a lead and who supports it joined by 会同 (由省水利厅牵头，会同省教育厅)."""
    return "；".join(map(_joined, measure.sides))


def _joined(side: tuple[WrittenTier, ...]) -> str:
    if [tier.role for tier in side] != [Role.LEAD, Role.SUPPORTING]:
        return "，".join(map(str, side))
    return f"由{side[0]}，会同{side[1]}"


def fields(
    measure: WrittenMeasure, time_label: str = "完成时限", labels: dict[Role, str] = LABELS
) -> list[tuple[str, str]]:
    """Labels and values: one for each role that occurs, then the deadline."""
    found = [(labels[role], str(tier)) for role in ROLES for tier in measure.tiers if tier.role is role]
    return found + ([(time_label, measure.deadline.words)] if measure.deadline is not None else [])


def labelled(
    measure: WrittenMeasure, *, people: str = "责任单位", time: str = "完成时限", between: str = "。"
) -> str:
    """责任单位：…。完成时限：…, "" where neither is said."""
    parts = [f"{people}：{who(measure)}"] if measure.sides else []
    parts += [f"{time}：{measure.deadline.words}"] if measure.deadline is not None else []
    return between.join(parts)


def bracketed(words: str, brackets: str = "（）") -> str:
    """The words in brackets, "" for none."""
    return f"{brackets[0]}{words}{brackets[1]}" if words else ""
