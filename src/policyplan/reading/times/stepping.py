"""Whether a time in running prose is a step to be done by then, by the words around it."""

from __future__ import annotations

import re

from attrs import frozen

from policyplan.deadlines import Conditional, Deadline, Precision
from policyplan.reading.times.chinese import Phrase
from policyplan.reading.times.stretches import Fixed, Setting

_GOAL = re.compile(
    r"(?:^|(?<=[,;。:、()\n!?]))(?P<words>(?:力争|争取|确保|保证|计划|预计|务必|拟|力求|并|且|要|并在|努力|原则上|最迟|不晚于|不迟于|截至|截止)*)(?P<to>到|至|于|在)?\Z"
)
_GOAL_WORD = re.compile(r"(?:力争|争取|确保|务必|计划|预计|拟|力求|不晚于|不迟于)(?P<to>到|至|于|在)?\Z")
BOUNDARY = re.compile(
    r"(?:^|[,;。:、()\n!?]|在|于|到|至|力争|争取|确保|保证|须|应|将|要|并|务必|计划|拟|完成时限|时限)\Z"
)
_DO = (
    r"(?:全面|基本|全部|初步|正式|率先|力争|确保|要|应|须|将|实质性|整体|如期|按期|分别|同步|首批|统一|[,])*+"
    r"(?:完成|建成|建立|实现|印发|出台|形成|投用|竣工|投产|达到|上线|通过|落实|开展|发布|报送|提请|提交|制定|编制|公布|验收|总结|交付|完工|投入|运行|开放|达标|清零|办结|取得|构建|健全|具备|推广|覆盖)(?![了过的])"
)
_TO_DO = re.compile(_DO)
_ACHIEVED = re.compile(
    r"(?:全面|基本|全部|力争|确保|要|将|累计|总数|率先|整体|,)*+"
    r"(?:完成|建成|竣工|投用|投产|完工|实现|达到|达|形成)(?![了过的])"
)
#: What is done through the whole of a range: its last day is the last of the work.
_LASTS = re.compile(
    r"(?:全面|集中|组织|深入|分批|统一|持续|重点|专项|,)*+"
    r"(?:开展|实施|推进|进行|完成|建成|竣工|投用|组织|整治|排查|清理|建设|攻坚|治理|落实|改造|施工)(?![了过的])"
)
#: 工作时间为2024年6—9月 says outright when the work is done.
_STATED = re.compile(
    r"(?:工作|整治|实施|活动|行动|治理|攻坚|推进|完成|办结|落实|建设|整改|任务|开展|创建|排查|改造|时间|[,;。(]|\A)"
    r"(?:时间|时限|期限)(?:安排|节点)?(?:为|是|定为|定于|:)\Z"
)
#: The time of a phase, alone in the brackets behind it: 集中整治阶段(2024年5月至10月).
_OF_PHASE = re.compile(r"阶段[(,:]\Z")
#: 全年完成60个, and behind another step every count: 上半年完成20个，全年不少于60个.
_IN_ALL = re.compile(r"(?:全年度?|(?<![\d〇零一二三四五六七八九今本])年度)\Z")
_COUNTED = re.compile(r"[^,;。:、()]{0,12}?[\d一二三四五六七八九十百千两全]")
_GROWS = re.compile(
    r"(?:力争|确保|计划|累计|共|再)*(?:新增|新建|改造|培育|引进|打造|培训|建设|组织|开展|举办|净增)"
    r"|[^,;。:、()\d]{0,8}不[少低]于"
)
_YEAR_BEFORE = re.compile(r"(?:(\d{4})|去|上)年")
#: What is done when its year is over, with nothing behind it: 甲桥2026年建成。
_DONE = re.compile(
    r"(?:全面|基本|全部|力争|确保|整体|,)*+(?:完成|建成|竣工|投用|投产|完工|通车|建成投用|竣工投用|建成通车|建成投产)(?=[,;。)]|\Z)"
)
_STARTS = re.compile(r".{0,6}?(?:启动|开工|开始|起步|动工)")
_PAST = re.compile(
    r"(?:,|全市|全省|全县|全区|累计|总计|共|仅)*(?:已|共有|累计(?!达|完成|建成|实现|新增)|仍有|现有|同比|水平|的水平|的?基础上|相比|修订|修正|版|的?统计|数据)"
)
#: Behind 前 these are what is to be done: 2025年底前数据归集完成.
_WORK = re.compile(r"(?:修订|修正|统计|数据)")
_OF_OLD = re.compile(
    r".{0,4}(?:建成|竣工|开工|出生|登记|注册|取得|签订|购买|毕业|入伍|投运|批准|审批|设立|成立|入库|备案).{0,3}的"
)
#: What is kept from, was left undone, or is but of that time.
_NO_DUTY = ("不得", "不予", "不准", "严禁", "禁止", "未", "仍未", "尚未", "没有", "的")
_EVENT = re.compile(r"[^,;。:、()\d]{2,12}?(?:之?前|以前)(?![列沿景瞻提往身进期])")
#: The same without a word that leads to it, where only the event shows that a step is meant: 2026年汛前.
_SEASONAL = re.compile(
    r"[^,;。:、()\d]{0,9}?(?:[季汛夏秋会赛学]|汛期|雨期|假期|暑期|产卵期|供暖期|休渔期|到来|来临|结束|开始|放假|开幕)(?:之?前|以前)(?![列沿景瞻提往身进期])"
)


@frozen
class Step:
    """A time in prose and where it stands; `year` is the one it lends to times behind it, None where it lends none."""

    start: int
    end: int
    deadline: Deadline | Fixed | None  # None: a date that is no step but lends its year
    year: int | None = None


def judge(words: str, before: str, phrase: Phrase, setting: Setting) -> Step:
    """Judge a time by the words around it, of which `before` stands in front of it."""
    year = phrase.fixed.last.year
    start = _start_of_step(words, before, phrase, setting)
    event = _event(words, before, phrase, led=start is not None)
    if event is not None:
        return Step(phrase.start, event, Conditional(basis=("condition",)))
    if start is None or _is_past(words, phrase, setting):
        return Step(phrase.start, phrase.end, None, year if _lends(words, phrase, setting) else None)
    fixed = phrase.fixed.because("part-of-whole") if _OF_WHOLE.search(before) else phrase.fixed
    return Step(start, phrase.end, fixed, year)


#: 新建60个，其中6月底前完成20个
_OF_WHOLE = re.compile(r"其中[,:]?[^,;。:、]{0,8}\Z")


def _event(words: str, before: str, phrase: Phrase, *, led: bool) -> int | None:
    """Where an event of that year that the work is to come before ends (2026年汛前), None where there is none."""
    if phrase.strong:
        return None
    if event := (_EVENT if led else _SEASONAL).match(words, phrase.end):
        return event.end() if led or BOUNDARY.search(before) else None
    return None


def _lends(words: str, phrase: Phrase, setting: Setting) -> bool:
    """Tell whether a date that is no step gives its year to the next one (2025年11月启动，12月底前 …; 2025年，…)."""
    fixed = phrase.fixed
    dated = fixed.precision not in (Precision.YEAR, Precision.PERIOD)
    if fixed.precision is Precision.YEAR:
        dated = words[phrase.end : phrase.end + 1] in (",", ":")
    return dated and (setting.issued is None or fixed.last >= setting.issued)


def _start_of_step(words: str, before: str, phrase: Phrase, setting: Setting) -> int | None:
    """Where the step's words begin (到 belongs to them), None where the phrase is no step."""
    rest = words[phrase.end : phrase.end + 24]
    closed = phrase.strong and words[phrase.end - 1] in "前内止"
    if closed and before[-1:] not in ("到", "至"):
        return None if _says_else(rest) else phrase.start
    goal = _GOAL.search(before) or _GOAL_WORD.search(before)
    to = goal["to"] if goal else None
    start = phrase.start - 1 if to in ("到", "至") else phrase.start
    if closed:
        return None if _says_else(rest) else start
    if _STARTS.match(rest):
        return None
    if to in ("到", "至") or (goal and (goal.groupdict().get("words") or goal.re is _GOAL_WORD)):
        return start
    if _STATED.search(before):
        return phrase.start
    if _OF_PHASE.search(before) and rest[:1] in (")", ""):
        return phrase.start
    if _IN_ALL.search(words, phrase.start, phrase.end):
        return phrase.start if _is_in_all(words, before, phrase, rest, setting) else None
    if phrase.fixed.ranged:
        return _start_of_range(before, phrase, rest, setting)
    if phrase.strong or phrase.fixed.precision not in (Precision.YEAR, Precision.PERIOD):
        return start if _TO_DO.match(rest) else None
    said = _ACHIEVED.match(rest) if goal else _DONE.match(rest)
    return start if said and _is_ahead(phrase, setting) else None


def _is_in_all(words: str, before: str, phrase: Phrase, rest: str, setting: Setting) -> bool:
    """Tell whether 全年 says what is to be reached by the end of the year, and not what a year before brought."""
    begins = BOUNDARY.search(before) or phrase.end - phrase.start > 3
    counted = (setting.year is not None or _GROWS.match(rest)) and _COUNTED.match(rest)
    if not begins or not (_ACHIEVED.match(rest) or counted):
        return False
    sentence = words[words.rfind("。", 0, phrase.start) + 1 : phrase.end]
    years = {int(year[1] or 0) for year in _YEAR_BEFORE.finditer(sentence)}
    year = phrase.fixed.last.year
    return years <= {year} and (setting.issued is None or year >= setting.issued.year)


def _says_else(rest: str) -> bool:
    """Tell whether the words go on to what stands since then, or must not be: 2000年底前建成的老旧小区, 前不得."""
    if rest.startswith(_NO_DUTY):
        return True
    return _OF_OLD.match(rest) is not None and not rest.startswith(("完成", "建成投"))


def _start_of_range(before: str, phrase: Phrase, rest: str, setting: Setting) -> int | None:
    """Where a range is a step: it begins its clause, and what follows goes on until its last day."""
    if not BOUNDARY.search(before):
        return None
    if phrase.fixed.precision in (Precision.YEAR, Precision.PERIOD):
        return phrase.start if _ACHIEVED.match(rest) and _is_ahead(phrase, setting) else None
    return phrase.start if _LASTS.match(rest) else None


def _is_ahead(phrase: Phrase, setting: Setting) -> bool:
    """Tell whether a year alone (2027年建成) lies ahead, by the issue, the plan's period or the step before it."""
    year = phrase.fixed.last.year
    if setting.issued is not None:
        return year >= setting.issued.year
    if setting.period is not None:
        return year >= setting.period.start.year
    return setting.year is not None and year >= setting.year


def _is_past(words: str, phrase: Phrase, setting: Setting) -> bool:
    """Tell whether the words report rather than promise: 截至2023年底，已建成 …, or a year before the plan's."""
    if _PAST.match(words[phrase.end : phrase.end + 12]) and not (
        words[phrase.end - 1] == "前" and _WORK.match(words, phrase.end)
    ):
        return True
    if phrase.strong and _TO_DO.match(words, phrase.end):
        return False
    year = phrase.fixed.last.year
    if setting.period is not None and year >= setting.period.start.year:
        return False
    return setting.issued is not None and year < setting.issued.year
