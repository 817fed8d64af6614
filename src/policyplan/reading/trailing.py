"""Duties behind what they are for in the same sentence: 改造老旧管网20公里，县住建局负责，6月底前完成。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyplan.reading.clauses import Clause, is_clause, is_own_time, read_clause
from policyplan.reading.names import SURE_ENDS, SURE_PART, is_unit_like

_DUTY_VERBS = (
    "负责", "配合", "牵头", "落实", "承办", "协办", "协助", "实施", "承担", "参与", "参加", "支持",
    "主办", "会办", "监督", "督导", "督办", "指导"
)  # fmt: skip
#: What a sentence may end in that says who answers, and what a time may stand behind.
_DUTY_ENDS = (
    *_DUTY_VERBS, "主体", "责任单位", "牵头单位", "配合单位", "责任部门", "牵头部门", "配合部门"
)  # fmt: skip
#: What is to be done by a time, where that is more than the work as a whole: 6月底前完成线路迁改.
DOES_THEN = re.compile(
    r"(?:[前内]|[底末日](?!前))(?!(?:全面|全部|基本|务必|[要须应并]|完成|办结|落实|整改|到位|见效|实施|建成|竣工|取得|见到|明显|初步|阶段性|积极"
    r"|成效|实效|进展|销号|各项|任务|工作|目标|改造|建设|年度|全年|相关|上述|以上|问题|验收)+\Z)[\u4e00-\u9fff、“”《》]{4,}\Z"
)
#: No list of who answers is longer.
_LONGEST = 200
_SENTENCE = re.compile("[^。；！？]+[。；！？]*")
_MARKS = "。；！？ \u3000"
#: The ends of names of which one can be sure though they stand in running text.
_SURE = re.compile(
    rf"(?:{SURE_ENDS}|{SURE_PART}|(?<=.)政府"
    r"|(?:有关|相关|成员|责任|各[\u4e00-\u9fff]{0,6})(?:部门|单位)|[市县区乡镇街]|街道)(?:（[^（）]*）)?\Z"
)
#: What begins a sentence about a body, and no name of one: 督促县水利局落实, 形成政府主导.
_NO_NAME = re.compile(
    "争取|协调|督促|依托|接受|鼓励|引导|发挥|加强|强化|动员|委托|移交|提交|报送|通过|按照|根据|要求|责成|压实|推动|推进|调动"
    "|确保|安排|邀请|支持|指导|配合|组织(?!部)|协助|健全|完善|形成|构建|建立|坚持|实行|做好|抓好|明确|落实|联合|帮助|促进|开展"
    "|加快|改造|新建|改建|扩建|优化|提升|深化|实施|举办|各[方界类项种族]|政府(?!办)|党委(?!办)|全社会|社会(?!工作|保|事业)|企业(?!局)|群众"
)

#: What begins words about what is done with a body, which name none: 争取省教育厅支持, 强化部门配合.
_DONE_WITH = re.compile(
    "(?:争取|督促|依托|接受|鼓励|引导|发挥|加强|强化|动员|移交|提交|报送|按照|根据|责成|压实|确保|邀请|健全|完善|形成|构建|建立|坚持|实行"
    "|做好|抓好|明确|促进|加快|优化|提升|深化|主动|自觉)(?!.*(?:小组|办公?室?|指挥部|专班|委员会|联席会议)\\Z)"
)


def names_bodies(clause: Clause) -> bool:
    """Whether no name of a sentence's clause begins with what is done with a body: 争取省教育厅支持。"""
    return not any(_DONE_WITH.match(duty.name.full) for duty in clause.duties)


#: What only urges those who answer to: 各单位要抓好落实.
_URGES = re.compile("(?:都|均|也)?[要应须需必务]")


def trailing_duties(folded: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the duties that end the sentences of a text begin and end; none where its last sentence has none."""
    if ("，" not in folded[begin:end] and "；" not in folded[begin:end]) or not ends_in_duty(
        folded[begin:end]
    ):
        return
    found = [_trailing(folded, *sentence.span()) for sentence in _SENTENCE.finditer(folded, begin, end)]
    if found[-1] is not None:
        yield from filter(None, found)


def runs_on(words: str) -> bool:
    """Whether a clause begins with what is to be done and not with a name: 完善机制，县水利局牵头."""
    first = words.split("，", 1)[0]
    if first == words or is_own_time(first):
        return False
    duties = read_clause(words).duties
    return (
        bool(duties)
        and duties[0].start < len(first)
        and (not is_unit_like(duties[0].name.full) or _NO_NAME.match(duties[0].name.full) is not None)
    )


def ends_in_duty(words: str) -> bool:
    """Whether a text ends in words of a duty, or in a time behind them: 市财政局配合，6月底前完成.

    >>> ends_in_duty("县水利局牵头，县财政局配合，6月底前完成。"), ends_in_duty("新建泵站，6月底前完成。")
    (True, False)
    """
    return without_time(words).endswith(_DUTY_ENDS)


def without_time(words: str) -> str:
    """A sentence without the marks at its end, and without a time behind its last ，: 甲局负责，6月底前完成。

    >>> without_time("市教育局负责，市财政局配合，6月底前完成。")
    '市教育局负责，市财政局配合'
    """
    last = words.rstrip(_MARKS)
    before, _, time = last.rpartition("，")
    done = before.endswith(_DUTY_ENDS) and is_own_time(time) and not DOES_THEN.search(time)
    return before if done else last


def _trailing(folded: str, begin: int, end: int) -> tuple[int, int] | None:
    """The duty that ends a sentence, behind the first ， from which on it says who answers."""
    if "：" in folded[begin:end] or not ends_in_duty(folded[begin:end]):
        return None
    stop = begin + len(folded[begin:end].rstrip(_MARKS))
    if stop - begin <= _LONGEST and _says_who(folded[begin:stop]):
        return begin, end
    at = folded.find("，", max(begin, stop - _LONGEST - 1), stop)
    while at >= 0:
        if _says_who(folded[at + 1 : stop]):
            return at + 1, end
        at = folded.find("，", at + 1, stop)
    return None


def _says_who(words: str) -> bool:
    """Whether words are a clause all of whose names are bodies for sure."""
    if not is_clause(words, after_sentence=False):
        return False
    duties = read_clause(words).duties
    return all(is_body(duty.name.full) for duty in duties) and not _URGES.match(words, duties[-1].end)


def is_body(name: str) -> bool:
    """Whether a name in running text is that of a body for sure."""
    return is_unit_like(name) and _SURE.search(name) is not None and _NO_NAME.match(name) is None
