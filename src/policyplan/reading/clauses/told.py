"""Whether words are a responsibility clause at all."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import OBJECT_VERBS
from policyplan.reading.clauses.fields import read_clause
from policyplan.reading.clauses.tiers import says_when
from policyplan.reading.clauses.values import Duty
from policyplan.reading.labels import (
    BLANK_LABEL,
    LABEL,
    OTHER_LABEL,
    any_of,
)
from policyplan.reading.names import (
    SURE_ENDS,
    is_function,
    is_unit_like,
)

_CLAUSE_HINT = re.compile(
    "：|牵头|负责|配合|主办|承办|协办|落实|分工|参与|承担|组织|协助|指导|支持|实施|监督|督导|[任责施]主体|责任[单部]"
)


def _in_short(duty: Duty) -> bool:
    """Whether a duty names bodies by their fields alone: 发改、财政、文旅等部门."""
    return duty.open_ended and is_function(duty.name.full)


def _says_who(duties: tuple[Duty, ...]) -> bool:
    """Whether the names of duties are units, but for an odd one among several whose roles are printed."""
    odd = sum(not (is_unit_like(duty.name.full) or _in_short(duty)) for duty in duties)
    return odd == 0 or (odd * 3 <= len(duties) and all(duty.role_printed for duty in duties))


#: The ends of bodies of which one can be sure wherever they stand.
_SURE = re.compile(rf"(?:{SURE_ENDS}|(?<=.)政府|部门)\Z")
#: What may be the name of a body though it does not look like one: nothing that is done, and no thing.
_MAY_BE_NAME = re.compile(
    rf"(?!{any_of(OBJECT_VERBS)}|[修新改扩重]建|修[好复缮]|改造|举办|清理|建成|加[快强大]|强化|提升|优化|深化|打造|引进|培育)"
    r"[\u4e00-\u9fff“”（）A-Za-z]{2,16}"
    r"(?<!项目|工程|工作|任务|资金|经费|产业|产品|机制|制度|活动|行动|计划|规划|方案|办法|事项|问题|情况|目标|措施|指标"
    r"|服务|设施|设备|建设|改造|特产|果品)\Z"
)


def _says_who_mostly(duties: tuple[Duty, ...], last: bool) -> bool:
    """Whether duties name bodies that are ones for sure, and beside them fewer names that are not known.

    Where roles are printed, there may be as many: 县财政局牵头，乡村振兴专干配合. A bare list must be the `last` of its
    paragraph, for in its midst a bracket may as well explain.
    """
    names = [duty.name.full for duty in duties]
    odd = [name for name in names if not is_unit_like(name)]
    sure = sum(_SURE.search(name) is not None for name in names)
    if not all(_MAY_BE_NAME.match(name) for name in odd):
        return False
    if all(duty.role_printed for duty in duties):
        return sure > 0 and len(odd) * 2 <= len(names)
    return last and sure > 0 and (len(odd) * 3 <= len(names) or sure * 2 > len(names))


#: What is no body where nothing but its end says that it is one: （省级）, （全市）, （动员大会）, （新建学校）.
_NO_BODY = re.compile(
    r"\A(?:(?:国家|[省市县区州])级|全[省市县区州国])\Z|\A(?:新建|改建|扩建|续建|打造|智慧|数字|[两三四五六七八九十]大)"
    r"|\A建设(?!局|银行|委|厅|部|集团|公司|办|指挥|中心|服务)|(?:大|推介|座谈|培训|现场|推进|调度|发布|博览|交流|洽谈)会\Z(?<!人大会)"
)
_OWN_TIME = re.compile(r"前|底|完成|长期|持续|季度末|内$|^每|适时|常态|^待.+后")
_NO_TIME_CLAUSE = re.compile(
    r"修[正订]|通过|施行|执行至|截至|数据|现价|起$|以来|发布$|印发$|公布$|(?<!持续)(?<!长期)实施$|约|计$"
)


def is_own_time(text: str) -> bool:
    """Whether a bracket (folded) holds nothing but a deadline: （2024年9月30日前完成）."""
    if len(text) > 30 or not _OWN_TIME.search(text) or _NO_TIME_CLAUSE.search(text):
        return False
    return says_when(text)


def states_by_label(text: str) -> bool:
    """Whether a text begins with a label that is told by its end, and a value of its kind: 监管单位：市住建局."""
    label = OTHER_LABEL.match(text)
    if label is None or label["other"]:
        return False
    clause = read_clause(text)
    return bool(clause.duties) and _says_who(clause.duties) if label["role"] else bool(clause.times)


#: How brackets begin that explain a name or tell where an office is.
NO_CLAUSE = (
    "以下简称", "以下统称", "下称", "简称", "含", "包括", "如", "不含", "即", "办公室设在", "办公室挂", "下设办公室",
    "设在", "挂靠",
)  # fmt: skip


def is_clause(text: str, *, after_sentence: bool, bracketed: bool = False, last: bool = False) -> bool:
    """Whether the content of a bracket (folded) says who answers for something.

    It does with a label; with role words behind units; and, standing behind a whole sentence
    (`after_sentence`), as a bare list of units with or without a time. There a bracket (`bracketed`) may say more
    than the reader knows, and name bodies that do not look like any beside surer ones: where roles are printed, or
    where it is the `last` of its paragraph.
    """
    if len(text) < 2 or len(text) > 2000 or text.startswith(NO_CLAUSE):
        return False
    if "：" in text and (LABEL.search(text) or states_by_label(text)):
        return True
    if BLANK_LABEL.match(text):
        clause = read_clause(text)
        return _says_who(clause.duties) if clause.duties else bool(clause.times)
    if not after_sentence and not _CLAUSE_HINT.search(text):
        return False
    clause = read_clause(text)
    if not clause.duties:
        return after_sentence and is_own_time(text)
    wide = after_sentence and bracketed
    if clause.unread and not wide:
        return False
    if not (_says_who(clause.duties) or (wide and _says_who_mostly(clause.duties, last))):
        return False
    return any(duty.role_printed for duty in clause.duties) or (
        after_sentence and not all(_NO_BODY.search(duty.name.full) for duty in clause.duties)
    )
