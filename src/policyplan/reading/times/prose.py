"""Dated steps in running prose: one scan for what can begin a time, then the grammar where it may be a step.

step   = strong time          2025年7月底前, 12月20日前, 年内, 春节前
       | goal time            到2025年, 力争2026年上半年, at the beginning of a clause
       | time verb            2025年8月底建成: a last day by what follows, and no 启动 or 开工
       | range verb           2024年8月至12月开展; 工作时间为2024年6—9月
       | 每年 days            每年1月和11月, 每季度末前, 每月28日前
       | 每年 verb            每季度召开, where the text has no other step (`rhythm`)
       | issue 之日起 N日内
       | by time              by January 2020, no later than March 31, 2027
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from policyplan.deadlines import Conditional, Deadline, DueBy, Ongoing, Precision, Recurring
from policyplan.reading.times import english, english_dates, rhythm
from policyplan.reading.times.chinese import FirstDayOnly, Phrase, read_phrase, whole_phrase
from policyplan.reading.times.counted import OURS, read_counted
from policyplan.reading.times.recurring import read_recurring, yearly
from policyplan.reading.times.stretches import BadDate, Fixed, Setting, Undated
from policyplan.reading.times.words import Squeezed, squeeze, unify

#: Without one of these there is no step; most texts have none, and are not looked at any further.
#: One character first, which is quick to look for; what stands before it may be set apart by a blank.
_WORTH_A_LOOK = re.compile(
    r"[年月季前末期内內每./-](?:(?<=[\d〇零○Oo一二三四五六七八九十今明后後本當当次翌每下上来半两个個全ⅠⅡⅢⅣ\s][年月季])"
    r"|(?<=年)\s*[底末内內终終]|(?<=[旦节節庆慶秋午明一期假長长”」\s]前)|(?<=[五岁歲”」\"\s][末期])|(?<=[日天周月之以][内內])"
    r"|(?<=每)\s*(?:[两兩二]个?)?[周週学學]|(?<=\d{4}[./-]))"
)
_WORTH_IN_ENGLISH = re.compile(r"\b(?:[Bb]y|than|Each|Every|[Ww]ithin)\s")


def worth_a_look(text: str) -> bool:
    """Tell whether `text` may hold a step at all, fast: a look for single characters, and for by in English."""
    if _WORTH_A_LOOK.search(text):
        return True
    return ("y " in text or "n " in text or "h " in text) and _WORTH_IN_ENGLISH.search(text) is not None


_ENGLISH = re.compile(r"(?i)\b(?:by|(?:no|not) later than)\s+(?=[a-z0-9])")

_TITLE = re.compile(r"《[^《》]{0,300}》")
_QUOTE = re.compile(r"“[^“”]{0,300}”|「[^「」]{0,300}」|\"[^\"\n]{0,300}\"")
#: Quoted words that belong to a time: “十四五”末, “五一”假期前, “三夏”前.
_NICKNAME = re.compile(
    r"[“「\"](?:二?十[一二三四五六七八九]?五|[三五六七八]一|三八|五四|十一|三[夏秋]|双抢)[”」\"]"
)

_CN = "[一二三四五六七八九十廿〇零]"
_HEAD = re.compile(
    rf"""(?<![\d.〇零一二三四五六七八九十第])(?:
      (?:19|20)\d\d(?:年|[-/.]\d|[上下]半年) | [一二][〇零Oo0一二三四五六七八九]{{3}}年
      | \d{{1,2}}月 | {_CN}{{1,3}}月 | [一二三四1-4]季度 | 十[一二三四五六七八九]五)
    | (?<![\d一二三四五六七八九十])第[一二三四1-4]季度 | [上下]半年
    | [今明后]年 | 本年度? | 次年 | 翌年 | 本月 | 下个?月 | 本季度 | 当年
    | 年[底末终内] | 岁末 | 全年度? | 年度(?=[完实达])
    | (?:春节|元旦|国庆|中秋|端午|清明|五一|十一|六一|七一|八一|教师节)(?:国际)?(?:劳动)?节?
      (?:假期|小?长假|放假)?(?:之|以)?前
    | 每年 | 每月 | 每季度?
    | (?:印发|发布|下发|公布)(?:(?:本?(?:通知|方案|文件))?后|之日)""",
    re.X,
)
#: A character that a time cannot do without, so that only the words around one need to be looked at.
_TRIGGER = re.compile(r"年|月|季|节|旦|庆|秋|午|明|五|前|发之日|布之日|发后|布后|[知案件]后")
#: Endings of words that compare, look back or begin.
_NOT_AFTER = (
    *("比", "较", "自", "从", "由", "经", "据", "始于", "与", "同", "于是", "以来"),
    *("修订", "达到", "恢复到", "提高到", "增加到", "扩大到"),
)
_GOAL = re.compile(
    r"(?:^|(?<=[,;。:、()\n!?]))(?P<words>(?:力争|争取|确保|保证|计划|预计|务必|拟|力求|并|且|要|并在|努力|原则上|最迟|不晚于|不迟于|截至|截止)*)(?P<to>到|至|于|在)?\Z"
)
_GOAL_WORD = re.compile(r"(?:力争|争取|确保|务必|计划|预计|拟|力求|不晚于|不迟于)(?P<to>到|至|于|在)?\Z")
_BOUNDARY = re.compile(
    r"(?:^|[,;。:、()\n!?]|在|于|到|至|力争|争取|确保|保证|须|应|将|要|并|务必|计划|拟|完成时限|时限)\Z"
)
_DO = (
    r"(?:全面|基本|全部|初步|正式|率先|力争|确保|要|应|须|将|实质性|整体|如期|按期|分别|同步|首批|统一|[,])*+"
    r"(?:完成|建成|建立|实现|印发|出台|形成|投用|竣工|投产|达到|上线|通过|落实|开展|发布|报送|提请|提交|制定|编制|公布|验收|交付|完工|投入|运行|开放|达标|清零|办结|取得|构建|健全|具备|推广|覆盖)(?![了过的])"
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
#: 从2024年4月持续到11月: the words themselves say that the work lasts until then.
_LASTING = re.compile(r"持续|延续|一直")
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
_OF_OLD = re.compile(
    r".{0,4}(?:建成|竣工|开工|出生|登记|注册|取得|签订|购买|毕业|入伍|投运|批准|审批|设立|成立|入库|备案).{0,3}的"
)
_EVENT = re.compile(r"[^,;。:、()\d]{2,12}?(?:之?前|以前)(?![列沿景瞻提往身进期])")
#: The same without a word that leads to it, where only the event shows that a step is meant: 2026年汛前.
_SEASONAL = re.compile(
    r"[^,;。:、()\d]{0,9}?(?:[季汛夏秋会赛学]|汛期|雨期|假期|暑期|产卵期|供暖期|休渔期|到来|来临|结束|开始|放假|开幕)(?:之?前|以前)(?![列沿景瞻提往身进期])"
)
_COUNTED_TAIL = re.compile(
    r"(?:印发|发布|下发|公布)(?:之日起?|(?:本?(?:通知|方案|文件))?后)[^,;。，；]{0,3}?[\d一二三四五六七八九十百两半]{1,4}(?:个)?(?:工作日|日|天|周|月)(?:之?内|以内)"
)


def steps(text: str, setting: Setting) -> list[tuple[int, int, Deadline]]:
    """The dated steps of `text`: start and end in it, and the deadline."""
    if not worth_a_look(text):
        return []
    found = _chinese(text, setting)
    if _ENGLISH.search(text):
        found = sorted([*found, *_english(text, setting)], key=lambda step: step[:2])
    if not found and "ithin " in text:
        found = list(_within(text, setting))
    return found or rhythm.english(text)


def with_words(deadline: Deadline | Fixed, text: str) -> Deadline:
    """The deadline with the words it was read from."""
    match deadline:
        case Fixed():
            return deadline.due_by(text)
        case DueBy():
            return DueBy(deadline.due, text, deadline.start, deadline.precision, deadline.basis)
        case Recurring():
            return Recurring(text, deadline.rrule, deadline.basis)
        case Ongoing():
            return Ongoing(text, deadline.basis)
        case Conditional():
            return Conditional(text, deadline.basis)


@frozen
class _Step:
    start: int
    end: int
    deadline: Deadline | Fixed | None  # None: a date that is no step but lends its year
    year: int | None = None


def _chinese(text: str, setting: Setting) -> list[tuple[int, int, Deadline]]:
    readable = _readable(text)
    words = readable.words
    found: list[tuple[int, int, Deadline | Fixed]] = []
    found.extend((s.start, s.end, s.deadline) for s in _scan(words, setting) if s.deadline is not None)
    if not found and "每" in words:
        found.extend(rhythm.chinese(words))
    if not found and "后" in words:
        found.extend(_awaiting(words, setting))
    if not found and (alone := _ALONE.fullmatch(words)):
        found.extend(_whole(alone, setting))
    placed: list[tuple[int, int, Deadline]] = []
    for start, end, deadline in found:
        begin, stop = readable.place(start), readable.place(end - 1) + 1
        placed.append((begin, stop, with_words(deadline, text[begin:stop])))
    return placed


#: Days counted from what the document does not date: 待省级方案出台后一个月内, 在市级方案印发后30日内.
_AWAITING = re.compile(
    r"(?:\A|(?<=[,;。:、()\n]))(?:(?:待|俟)[^,;。:、()\n]{2,30}?"
    r"|[在于](?!本)[^,;。:、()\n]{2,20}?(?:印发|出台|发布|下达|公布|批复|批准))(?:之?后|以后)"
    r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})(?:个)?(?:工作日|日|天|周|月)(?:之?内|以内)"
)


def _awaiting(words: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    for match in _AWAITING.finditer(words):
        deadline = read_counted(match[0], setting)
        if deadline is None and match[0][0] in "待俟":
            deadline = Conditional(basis=("condition",))
        if isinstance(deadline, Conditional):
            yield *match.span(), deadline


#: A time alone in brackets behind a task and its units: (2024年全年).
_ALONE = re.compile(r"\(([^()]{3,24})\)[。;]?")


def _whole(alone: re.Match[str], setting: Setting) -> Iterator[tuple[int, int, Deadline | Fixed]]:
    try:
        phrase = whole_phrase(alone[1], setting)
    except (FirstDayOnly, Undated, BadDate):
        return
    if phrase is not None and phrase.end == len(alone[1]):
        yield *alone.span(1), phrase.fixed


def _readable(text: str) -> Squeezed:
    """The words without blanks, with titles and quoted words hidden."""
    if "《" in text:
        text = _TITLE.sub(_hide, text)
    if "“" in text or "「" in text or '"' in text:
        text = _QUOTE.sub(_hide, text)
    return squeeze(text, whole=False)


def _hide(match: re.Match[str]) -> str:
    if _NICKNAME.fullmatch(match[0]):
        return f" {match[0][1:-1]} "
    return "■" * len(match[0])


def _scan(words: str, setting: Setting) -> Iterator[_Step]:
    at = 0
    for trigger in _TRIGGER.finditer(words):
        end = trigger.end() + 2
        if end - 2 <= at:  # within the step before
            continue
        while at < end and (head := _HEAD.search(words, max(at, trigger.start() - 11), end)):
            at = head.end()
            step = _step(words, head, setting)
            if step is None:
                continue
            at = max(at, step.end)
            if step.year is not None and step.year != setting.year:
                setting = setting.after(step.year)
            yield step


def _step(words: str, head: re.Match[str], setting: Setting) -> _Step | None:
    try:
        return _any_step(words, head, setting)
    except BadDate as bad:  # 每月32日前: a day that does not exist is no step, nor is what is left of it
        return _Step(head.start(), max(head.end(), bad.at[1]), None)


def _any_step(words: str, head: re.Match[str], setting: Setting) -> _Step | None:
    before = words[max(0, head.start() - 12) : head.start()]
    if head[0][0] == "每":
        return _again(words, head)
    if head[0].endswith(("之日", "后")):
        return _since_issue(words, head, setting)
    if head[0][0] in "年岁" and not _BOUNDARY.search(before):
        return None
    if before.endswith(_NOT_AFTER):
        return _skip(words, head, setting)
    phrase = _phrase(words, before, head.start(), setting)
    if not isinstance(phrase, Phrase):
        return phrase
    return _judge(words, before, phrase, setting)


def _skip(words: str, head: re.Match[str], setting: Setting) -> _Step | None:
    """Step over a time that is compared with or begun at, so that no part of it is taken for a step."""
    phrase = _phrase(words, "", head.start(), setting)
    if isinstance(phrase, Phrase):
        if phrase.fixed.ranged and _LASTING.search(words, phrase.start, phrase.end):
            return _Step(phrase.start, phrase.end, phrase.fixed, phrase.fixed.last.year)
        return _Step(phrase.start, phrase.end, None)
    return phrase and _Step(phrase.start, phrase.end, None)


def _phrase(words: str, before: str, at: int, setting: Setting) -> Phrase | _Step | None:
    try:
        return read_phrase(words, at, setting)
    except FirstDayOnly as first:
        return _Step(at, first.end, None)
    except Undated as error:
        if error.code == "either":  # 2023年6月或12月: nor is the second one
            return _no_step(words, at)
        if error.code not in ("year-unknown", "issue-unknown", "festival-unknown"):
            return None
        return _undated(words, before, at, error.code)


_CLAUSE = re.compile("[^,;。]*")


def _no_step(words: str, at: int) -> _Step:
    """Step over the rest of the clause."""
    return _Step(at, _CLAUSE.match(words, at).end(), None)  # type: ignore[union-attr]  # it matches any


def _undated(words: str, before: str, at: int, code: str) -> _Step | None:
    """A step whose year nobody tells: conditional, where its words are those of a step in any year."""
    try:
        phrase = read_phrase(words, at, _ANY_YEAR)
    except Undated:  # 2051年春节前: nor is 春节前 alone
        return _no_step(words, at)
    except (FirstDayOnly, BadDate):
        return None
    step = _judge(words, before, phrase, _ANY_YEAR) if phrase is not None else None
    if step is None:
        return None
    deadline = Conditional(basis=(code,)) if isinstance(step.deadline, Fixed) else step.deadline
    return _Step(step.start, step.end, deadline)


_ANY_YEAR = Setting(issued=date(2020, 1, 1))


def _judge(words: str, before: str, phrase: Phrase, setting: Setting) -> _Step | None:
    year = phrase.fixed.last.year
    start = _start_of_step(words, before, phrase, setting)
    event = _event(words, before, phrase, led=start is not None)
    if event is not None:
        return _Step(phrase.start, event, Conditional(basis=("condition",)))
    if start is None or _is_past(words, phrase, setting):
        return _Step(phrase.start, phrase.end, None, year if _lends(words, phrase, setting) else None)
    fixed = phrase.fixed.because("part-of-whole") if _OF_WHOLE.search(before) else phrase.fixed
    return _Step(start, phrase.end, fixed, year)


#: 新建60个，其中6月底前完成20个
_OF_WHOLE = re.compile(r"其中[,:]?[^,;。:、]{0,8}\Z")


def _event(words: str, before: str, phrase: Phrase, *, led: bool) -> int | None:
    """Where an event of that year that the work is to come before ends (2026年汛前), None where there is none."""
    if phrase.strong:
        return None
    if event := (_EVENT if led else _SEASONAL).match(words, phrase.end):
        return event.end() if led or _BOUNDARY.search(before) else None
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
        return None if _is_of_old(rest) else phrase.start
    goal = _GOAL.search(before) or _GOAL_WORD.search(before)
    to = goal["to"] if goal else None
    start = phrase.start - 1 if to in ("到", "至") else phrase.start
    if closed:
        return None if _is_of_old(rest) else start
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
    begins = _BOUNDARY.search(before) or phrase.end - phrase.start > 3
    counted = (setting.year is not None or _GROWS.match(rest)) and _COUNTED.match(rest)
    if not begins or not (_ACHIEVED.match(rest) or counted):
        return False
    sentence = words[words.rfind("。", 0, phrase.start) + 1 : phrase.end]
    years = {int(year[1] or 0) for year in _YEAR_BEFORE.finditer(sentence)}
    year = phrase.fixed.last.year
    return years <= {year} and (setting.issued is None or year >= setting.issued.year)


def _is_of_old(rest: str) -> bool:
    """Tell whether the words go on to what stands since then: 2000年底前建成的老旧小区."""
    return _OF_OLD.match(rest) is not None and not rest.startswith(("完成", "建成投"))


def _start_of_range(before: str, phrase: Phrase, rest: str, setting: Setting) -> int | None:
    """Where a range is a step: it begins its clause, and what follows goes on until its last day."""
    if not _BOUNDARY.search(before):
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
    if _PAST.match(words[phrase.end : phrase.end + 12]):
        return True
    if phrase.strong and _TO_DO.match(words, phrase.end):
        return False
    year = phrase.fixed.last.year
    if setting.period is not None and year >= setting.period.start.year:
        return False
    return setting.issued is not None and year < setting.issued.year


def _again(words: str, head: re.Match[str]) -> _Step | None:
    """每年 with its days, 每月N日前, 每季度末前; a frequency without days is no step."""
    rest = words[head.end() : head.end() + 60]
    if head[0] == "每年":
        try:
            rule, end = yearly(rest)
        except (Undated, FirstDayOnly):
            return None
        if not rule:
            return None
        return _Step(head.start(), head.end() + end, Recurring(rrule=rule))
    close = re.match(r"度?(?:[\d一二三四五六七八九十]{1,3}日|[底末])(?:之?前|以前)", rest)
    if close is None:
        return None
    end = head.end() + close.end()
    recurring = read_recurring(words[head.start() : end])
    return _Step(head.start(), end, recurring) if recurring else None


_NAMED = re.compile(rf"(?:自|从)?{OURS}?(?:正式)?\Z")


def _since_issue(words: str, head: re.Match[str], setting: Setting) -> _Step | None:
    count = _COUNTED_TAIL.match(words, head.start())
    before = words[max(0, head.start() - 10) : head.start()]
    named = _NAMED.search(before)
    if count is None or named is None:
        return None
    start = head.start() - len(named[0])
    if not re.search(r"(?:^|[,;。:、()\n!?]|于|在|应|须|要)\Z", words[max(0, start - 1) : start]):
        return None
    deadline = read_counted(words[start : count.end()], setting)
    return _Step(start, count.end(), deadline) if deadline else None


_WITHIN = re.compile(
    r"\b[Ww]ithin\s+(?:the\s+(?:first|next)\s+)?[\w()-]+\s+(?:business\s+|working\s+|calendar\s+)?(?:day|week|month|year)s?\s+"
    r"(?:of|from|after|following)\s+(?=\S)"
)


def _within(text: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    """Within 90 days of the publication of this plan: days counted from the document's own issue, and no others."""
    for match in _WITHIN.finditer(text):
        end = english.end_of_issue(text.lower(), match.end())
        deadline = english.read_english(text[match.start() : end], setting) if end is not None else None
        if end is not None and deadline is not None:
            yield match.start(), end, with_words(deadline, text[match.start() : end])


def _english(text: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    """By January 2020 and no later than March 31, 2027: only with a year, for May and March are also words."""
    lower = unify(text.lower())
    if len(lower) != len(text):
        return
    at = 0
    while lead := _ENGLISH.search(lower, at):
        at = lead.end()
        try:
            found = english_dates.read_phrase(lower[lead.end() : lead.end() + 60], 0, setting, led=True)
        except (Undated, BadDate):
            continue
        if found is None:
            continue
        fixed, length = found
        end = lead.end() + length
        if (
            not re.search(r"(?:19|20)\d\d|fy\s?\d\d|end of", lower[lead.end() : end])
            or lower[end : end + 1].isalnum()
        ):
            continue
        yield lead.start(), end, with_words(english_dates.due_by(fixed), text[lead.start() : end])
        at = end
