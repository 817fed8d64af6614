"""What the header of one column says that the column holds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from policyplan.model import Role
from policyplan.reading._vocabulary import LABEL_PERSONS, LABEL_TIMES
from policyplan.reading.clauses import SAYS_FIRST_LEADS
from policyplan.reading.english import is_time_label, label_role
from policyplan.reading.folding import fold, is_english
from policyplan.reading.labels import role_of


class Column(NamedTuple):
    """What a column holds: number, section, task, text, role (with `role`), time, unit, or other.

    `persons` is True where a role column names persons beside the units: 牵头单位及责任人. A column of kind unit is
    that of one `unit` of a matrix; `roles` are what the signs in its cells stand for. `first_leads` is True where the
    header says so of its cells: 责任部门（排第一位的为牵头部门）. `then` is the role of those behind the first,
    where the header asks for two: 牵头单位/配合单位. `month_years` is True where months of a time column have years
    of two digits: Dec 24.
    """

    kind: str
    role: Role | None = None
    persons: bool = False
    unit: str = ""
    roles: tuple[tuple[str, Role], ...] = ()
    first_leads: bool = False
    then: Role | None = None
    month_years: bool = False


_NUMBER_HEADER = re.compile(
    r"(?:.{0,4}序号|.{0,4}编号|项次|序|号|(?:任务|项目|提案|建议|议案|案|条目)号|代码|No\.?|#|ID|Ref\.?|Reference|Code|Number|"
    r"S/N|"
    r"(?:(?:Item|Action|Task|Initiative|Activity|Measure|Project|Rec\.?|Ref\.?) (?:No\.?|#|ID|number|code|ref\.?)|"
    r"Rec\.?|Nr\.?))$",
    re.IGNORECASE,
)
_SECTION_HEADER = re.compile(
    r"(?:.*(?:类别|类型|板块|领域|方面|大类|模块|分类|专项名称|一级任务|一级指标|所属)|专项|Goals?|"
    r"Category|.*\bArea|Themes?|Pillars?|Objectives?|Strateg(?:y|ies)|Priorit(?:y|ies)|Strategic .*|"
    r"Component|Section)$",
    re.IGNORECASE,
)
_TASK_HEADER = re.compile(
    r"(?:.*(?:任务|事项|实事|工作|项目|目标任务|重点工作|工程|名称|行动|改革举措|清单|问题|案由)|"
    r"Actions?(?: items?| steps?)?|Tactics?|Milestones?|Tasks?|Activit(?:y|ies)|Measures?|Initiatives?|Steps?|"
    r"(?:(?:Action|Task|Activity|Measure|Initiative|Project) )?Titles?|"
    r"Commitments?|Projects?|Deliverables?|Recommendations?|Items?|What|Key actions?|Outputs?|"
    r"(?:Planned|Proposed|Agreed|Recommended|Required|Sub)[ -]actions?|"
    r"What (?:we )?will (?:we |be )?(?:do|done)\??|(?:We|The council) will|Our commitments?)$",
    re.IGNORECASE,
)
_TEXT_HEADER = re.compile(
    r"(?:.*(?:内容|目标|举措|措施|要求|做法|具体任务|工作任务分解|目标任务及要求|任务分解|任务描述|主要做法|"
    r"整改措施|任务内容)|"
    r"(?:(?:Action|Task|Tactic|Activity|Measure|Initiative|Step|Project) )?Descriptions?|"
    r"Details?|Contents?|Scope(?: of works?)?|Summary)$",
    re.IGNORECASE,
)
_ROLE_HEADER = re.compile(
    r"(?:单位|部门|机构|机关|主体|科室|处室|股室|地区|地方)$|^(?:牵头|配合|责任|主办|协办|负责|承办|会办|协同|协作|协助|参与|参加|支持|督办)(?:方|者)?$"
    r"|^(?:牵头|主办|主责|负责|责任|配合|协办|政策)(?:局|署|处|司|科)$"
)
#: The last day of the work, where it stands as a header by itself beside 开工.
_DONE_HEADER = frozenset(("完工", "竣工", "办结", "建成", "投用", "完成"))
#: Times of which none is the last day of the work: when it began, was reported, or was done in fact.
_NO_LAST_DAY = re.compile(
    r"开始|起始|开工|更新|填报|启动|报送|上报|填表|制表|实际|下达|立项|会议|检查|登记|受理|批复|入库|交办|反馈|汇报|签到|签收|接收"
)
_PERSON_HEADER = re.compile(r"责任人|领导$|联系人|电话|负责人|联络员")
#: Persons named beside the units of a column: 牵头单位及责任人, 责任单位（责任人）, 责任领导和责任单位.
_BESIDE_PERSONS = re.compile("[和及与、/（]")
_OTHER_HEADER = re.compile(
    r"备注|说明|进展|状态|成效|指标|目标值|资金|投资|开始|起始|开工|启动|进度情况|完成情况|联系|电话|"
    r"依据|来源|文件|成果|佐证|现状|预算|Start|Status|Cost|Budget|Measurement|Metric|Indicator|Notes?|"
    r"Remarks?|Comments?|Mechanism|Progress|Funding|Resources?\b|"
    r"Measures? of success|Success measure|Success criteria|"
    r"Performance measure|KPI|Evidence|\bRAG\b|"
    r"How (?:we )?will (?:we )?(?:know|measure)|How we (?:will )?(?:know|measure)",
    re.IGNORECASE,
)


#: No header is longer, a note in brackets behind it included.
_LONGEST = 200


def classify(header: str) -> Column | None:
    """What a column with this header holds, None where the words are no known header.

    >>> column = classify("牵头单位")
    >>> column.kind, column.role
    ('role', <Role.LEAD: 'lead'>)
    """
    words = re.sub(r"[\s\u3000]+", "" if not is_english(header) else " ", fold(header)).strip("：:*。 ")
    column = _classify(words) if len(words) <= _LONGEST else None
    if column is not None and column.role is Role.RESPONSIBLE and SAYS_FIRST_LEADS.search(words):
        return column._replace(first_leads=True)
    return column


@lru_cache(maxsize=1024)
def _classify(words: str) -> Column | None:
    role = _beside_persons(words) or _beside_time(words)
    if role is not None:
        return role
    words = re.sub(r"（[^（）]*）$", "", words) or words
    if not words or len(words) > 40:
        return None
    if _NUMBER_HEADER.match(words):
        return Column("number")
    if is_english(words):
        return _classify_english(words)
    if words in LABEL_PERSONS or _PERSON_HEADER.search(words):
        return Column("other")
    if (
        words in LABEL_TIMES
        or words in _DONE_HEADER
        or (
            re.search(r"时限|时间|期限|节点|日期|时点$|进度安排|频次", words)
            and not _NO_LAST_DAY.search(words)
        )
    ):
        return Column("time")
    if _ROLE_HEADER.search(words) or re.fullmatch(r"责任分工|任务分工|分工|职责分工|责任落实", words):
        return Column(
            "role", role_of(words) if not words.endswith("分工") else Role.RESPONSIBLE, then=_then(words)
        )
    if _OTHER_HEADER.search(words):
        return Column("other")
    if _SECTION_HEADER.match(words):
        return Column("section")
    if _TEXT_HEADER.match(words):
        return Column("text")
    if _TASK_HEADER.match(words):
        return Column("task")
    return None


def _then(words: str) -> Role | None:
    """The second role that a header asks for: 牵头/配合单位; None where it asks for one."""
    asked = (
        [role_of(word) for word in re.split("[/和及与、]", words)] if "头" in words or "主办" in words else []
    )
    return Role.SUPPORTING if asked == [Role.LEAD, Role.SUPPORTING] else None


def _beside_persons(words: str) -> Column | None:
    """The column of a header that asks for units and persons (牵头单位及责任人), None for any other."""
    asked = _BESIDE_PERSONS.split(words.rstrip("）"))
    units = [word for word in asked if _ROLE_HEADER.search(word)]
    persons = any(_PERSON_HEADER.search(word) for word in asked)
    return Column("role", role_of(units[0]), persons=True) if units and persons else None


def _beside_time(words: str) -> Column | None:
    """The column of a header that asks for units and a time (责任单位及完成时限), None for any other."""
    asked = re.split("[和及与、/]", words)
    units = [word for word in asked if _ROLE_HEADER.search(word)]
    times = any(word in LABEL_TIMES for word in asked)
    return Column("role", role_of(units[0])) if units and times else None


def _classify_english(words: str) -> Column | None:
    if _asks_when(words):
        return Column("time")
    if words.lower() in ("with", "with whom"):
        return Column("role", Role.SUPPORTING)
    role = label_role(words)
    if role is not None:
        return Column("role", role)
    if _OTHER_HEADER.search(words):
        return Column("other")
    for kind, pattern in (("section", _SECTION_HEADER), ("text", _TEXT_HEADER), ("task", _TASK_HEADER)):
        if pattern.match(words):
            return Column(kind)
    return None


def _asks_when(words: str) -> bool:
    """Whether a header asks for a time, or for one beside something that is no unit: Due date / status."""
    parts = [part.strip() for part in words.split("/")]
    asked = any(is_time_label(part) for part in (words, *parts)) and not any(map(label_role, parts))
    return asked and not re.match(r"start", words, re.IGNORECASE)
