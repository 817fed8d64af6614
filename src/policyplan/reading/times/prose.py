"""Dated steps in running prose: one scan for what can begin a time, then the grammar where it may be a step.

step   = strong time          2025年7月底前, 12月20日前, 年内, 春节前
       | goal time            到2025年, 力争2026年上半年, at the beginning of a clause
       | time verb            2025年8月底建成: a last day by what follows, and no 启动 or 开工
       | range verb           2024年8月至12月开展; 工作时间为2024年6—9月
       | 每年 days            每年1月和11月, 每季度末前, 每月28日前
       | 每年 verb            每季度召开, where the text has no other step (`rhythm`)
       | issue 之日起 N日内
       | by time              by January 2020, no later than March 31, 2027
       | event 后 N日内       接到通知后5日内, within 90 days of council approval: of a day that nobody dates
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import evolve

from policyplan.deadlines import Conditional, Deadline, Recurring
from policyplan.reading.times import english_steps, rhythm
from policyplan.reading.times.chinese import Phrase, read_phrase, whole_phrase
from policyplan.reading.times.counted import OURS, read_counted
from policyplan.reading.times.recurring import NOT_BY_THEN, read_recurring, yearly
from policyplan.reading.times.stepping import BOUNDARY, Step, judge
from policyplan.reading.times.stretches import BadDate, FirstDayOnly, Fixed, Setting, Undated, with_words
from policyplan.reading.times.words import Squeezed, squeeze

#: Without one of these there is no step; most texts have none, and are not looked at any further.
#: One character first, which is quick to look for; what stands before it may be set apart by a blank.
_WORTH_A_LOOK = re.compile(
    r"[年月季前末期内內每./-](?:(?<=[\d〇零○Oo一二三四五六七八九十元今明后後本當当次翌每下上来半两个個全ⅠⅡⅢⅣ\s][年月季])"
    r"|(?<=年)\s*[底末内內终終]|(?<=[旦节節庆慶秋午明一期假長长”」\s]前)|(?<=[五岁歲”」\"\s][末期])|(?<=[日天周月之以][内內])"
    r"|(?<=每)\s*(?:[两兩二]个?)?[周週学學]|(?<=\d{4}[./-]))"
)
_WORTH_IN_ENGLISH = re.compile(r"\b(?:[Bb]y|than|Each|Every|[Ww]ithin)\s")


def worth_a_look(text: str) -> bool:
    """Tell whether `text` may hold a step at all, fast: a look for single characters, and for by in English."""
    if _WORTH_A_LOOK.search(text):
        return True
    return ("y " in text or "n " in text or "h " in text) and _WORTH_IN_ENGLISH.search(text) is not None


_TITLE = re.compile(r"《[^《》]{0,300}》")
_QUOTE = re.compile(r"“[^“”]{0,300}”|「[^「」]{0,300}」|\"[^\"\n]{0,300}\"")
#: Quoted words that belong to a time: “十四五”末, “五一”假期前, “三夏”前.
_NICKNAME = re.compile(
    r"[“「\"](?:二?十[一二三四五六七八九]?五|[三五六七八]一|三八|五四|十一|三[夏秋]|双抢)[”」\"]"
)
_CN = "[一二三四五六七八九十廿〇零]"
_HEAD = re.compile(
    rf"""(?<![\d.〇零一二三四五六七八九十第])(?:
      [2-4]\d年(?=[\d底])
      | (?:19|20)\d\d(?:年|[-/.]\d|[上下]半年|[至到]\d\d财) | [一二][〇零Oo0一二三四五六七八九]{{3}}年
      | (?:中华)?民国(?:\d{{2,3}}|[一二三四五六七八九十百〇零]{{2,6}})年
      | \d{{1,2}}月 | {_CN}{{1,3}}月 | (?<![百千万亿])元月 | [一二三四1-4]季度 | 十[一二三四五六七八九]五)
    | (?<![\d一二三四五六七八九十])第[一二三四1-4]季度 | [上下]半年
    | [今明后]年 | 本年度? | 次年 | 翌年 | 本月 | 下?下个?月 | 本季度 | 当年
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
    *("比", "较", "自", "从", "由", "经", "据", "始于", "与", "同", "于是", "以来", "早于", "除"),
    *("隔", "逢", "已", "已于", "已在", "原定", "原定于", "原定的", "原计划", "原计划于"),
    *("修订", "达到", "恢复到", "提高到", "增加到", "扩大到"),
)
#: 从2024年4月持续到11月: the words themselves say that the work lasts until then.
_LASTING = re.compile(r"持续|延续|一直")
_COUNTED_TAIL = re.compile(
    r"(?:印发|发布|下发|公布)(?:之日起?|(?:本?(?:通知|方案|文件))?后)[^,;。，；]{0,3}?[\d一二三四五六七八九十百两半]{1,4}(?:个)?(?:工作日|日|天|周|月)(?:之?内|以内)"
)


def steps(text: str, setting: Setting) -> list[tuple[int, int, Deadline]]:
    """The dated steps of `text`: start and end in it, and the deadline."""
    if not worth_a_look(text):
        return []
    found = _chinese(text, setting)
    if english_steps.LEAD.search(text):
        found = sorted([*found, *english_steps.led(text, setting)], key=lambda step: step[:2])
    if not found and "ithin " in text:
        found = list(english_steps.counted(text, setting))
    return found or rhythm.english(text)


def _chinese(text: str, setting: Setting) -> list[tuple[int, int, Deadline]]:
    readable = _readable(text)
    words = readable.words
    found: list[tuple[int, int, Deadline | Fixed]] = []
    steps = _settled(words, list(_scan(words, setting)))
    found.extend((s.start, s.end, s.deadline) for s in steps if s.deadline is not None)
    if not found and "每" in words:
        found.extend(rhythm.chinese(words))
    if not found and ("后" in words or "起" in words):
        found.extend(_awaiting(words, setting))
    if not found and (alone := _ALONE.fullmatch(words)):
        found.extend(_whole(alone, setting))
    placed: list[tuple[int, int, Deadline]] = []
    for start, end, deadline in found:
        begin, stop = readable.place(start), readable.place(end - 1) + 1
        placed.append((begin, stop, with_words(deadline, text[begin:stop])))
    return placed


_DAYS = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})(?:个)?(?:工作日|日|天|周|月)(?:之?内|以内)"
#: What an office is handed to act upon; how soon it answers what people hand in (申请, 投诉) is no deadline of a task.
_HANDED = (
    "通知|任务|清单|文件|指令|交办|督办[单函件]?|整改[单函]|意见|线索"
    "|问题|方案|要求|批复|提示|预警|名单|批示|资金|计划"
)
#: Days counted from what the document does not date: 待省级方案出台后一个月内, 接到通知后5日内, 自问题移交之日起30日内.
_AWAITING = re.compile(
    rf"(?:(?:\A|(?<=[,;。:、()\n]))(?:(?:待|俟)[^,;。:、()\n]{{2,30}}?"
    r"|[在于](?!本)[^,;。:、()\n]{2,20}?(?:印发|出台|发布|下达|公布|批复|批准)"
    r"|[自从在于]?(?!本)[^,;。:、()\n]{0,16}?(?:完工|竣工|(?<!毕业)结束|验收合格|验收通过|批复|获批|批准|移交|交办|反馈|下达))"
    rf"|[自从在于]?(?:接到|收到|接收|签收|接)[^,;。:、()\n]{{0,12}}?(?:{_HANDED}))(?:之日起?|之?后|以后|起)[,]?{_DAYS}"
    r"(?!未|的|仍|尚|没)"
)


def _awaiting(words: str, setting: Setting) -> Iterator[tuple[int, int, Deadline]]:
    for match in _AWAITING.finditer(words):
        deadline = read_recurring(match[0]) if match[0][0] == "每" else read_counted(match[0], setting)
        if deadline is None and match[0][0] in "待俟":
            deadline = Conditional(basis=("condition",))
        if isinstance(deadline, Conditional | Recurring):
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


#: A part of the work, and all of it: 2024年底完成60%，6月底前全部完成.
_PARTLY = re.compile("\\d[%％]|一半|过半|半数")
_WHOLLY = re.compile("(?:要|须|应|力争|确保)?(?:全部|全面|100[%％])")


def _settled(words: str, steps: list[Step]) -> list[Step]:
    """The steps, without the year of one that completes what another does in part, but would come before it."""
    for at in range(1, len(steps)):
        before, step = steps[at - 1 : at + 1]
        if isinstance(before.deadline, Fixed) and _completes(words, before, step):
            steps[at - 1] = evolve(before, deadline=before.deadline.because("part-of-whole"))
            steps[at] = evolve(step, deadline=Conditional(basis=("year-unknown",)))
    return steps


def _completes(words: str, before: Step, step: Step) -> bool:
    """Whether a step completes what the one `before` does in part, but stands before it in the year that it takes."""
    if not isinstance(before.deadline, Fixed) or not isinstance(step.deadline, Fixed):
        return False
    if "year-from-step" not in step.deadline.basis or step.deadline.last >= before.deadline.last:
        return False
    partly = _PARTLY.search(words, before.end, step.start) is not None
    return partly and _WHOLLY.match(words, step.end) is not None


def _scan(words: str, setting: Setting) -> Iterator[Step]:
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


def _step(words: str, head: re.Match[str], setting: Setting) -> Step | None:
    try:
        return _any_step(words, head, setting)
    except BadDate as bad:  # 每月32日前: a day that does not exist is no step, nor is what is left of it
        year = int(head[0][:4]) if head[0][:4].isdigit() else None  # it lends its year all the same
        return Step(head.start(), max(head.end(), bad.at[1]), None, year)


#: A year that is counted otherwise, or is none: 114年12月底前.
_OTHER_YEAR = re.compile(r"(?<!\d)\d{2,3}年\Z")


#: What 年底 may stand behind besides the beginning of a clause.
_BESIDE = ("前和", "前及", "其余", "剩余")


#: The same behind a noun, where nothing else can be meant: 农村7处年底前建成.
_THIS_YEAR = re.compile(
    r"(?![今去明本当每次上下前后同末半周近多几学财该全往历跨隔])[\u4e00-\u9fff]年底前(?:全面|基本|全部)?(?:完成|建成|竣工|投用|投产|完工|印发|出台|实现|达到)(?![了过的])"
)


def _any_step(words: str, head: re.Match[str], setting: Setting) -> Step | None:
    before = words[max(0, head.start() - 12) : head.start()]
    if head[0][0] == "每":
        return _again(words, head)
    if head[0].endswith(("之日", "后")):
        return _since_issue(words, head, setting)
    if head[0][0] in "年岁" and not (
        BOUNDARY.search(before) or before[-2:] in _BESIDE or _THIS_YEAR.match(words, head.start() - 1)
    ):
        return None
    if before.endswith(_NOT_AFTER) or _OTHER_YEAR.search(before):
        return _skip(words, head, setting)
    phrase = _phrase(words, before, head.start(), setting)
    if not isinstance(phrase, Phrase):
        return phrase
    if "每" in words and _EACH_YEAR.search(words, max(0, phrase.start - 30), phrase.start):
        return _again_on(words, phrase)
    return judge(words, before, phrase, setting)


#: 每半年报送一次，分别于6月底、12月底前: the days of each year.
_EACH_YEAR = re.compile(r"每半?年[^。;\d]{0,12}次[^,。;\d]{0,6},(?:分别|一般|原则上)?[于在]?\Z")


def _again_on(words: str, phrase: Phrase) -> Step | None:
    rule, _ = yearly(words[phrase.start : phrase.end])
    return Step(phrase.start, phrase.end, Recurring(rrule=rule)) if rule is not None else None


def _skip(words: str, head: re.Match[str], setting: Setting) -> Step | None:
    """Step over a time that is compared with or begun at, so that no part of it is taken for a step."""
    phrase = _phrase(words, "", head.start(), setting)
    if isinstance(phrase, Phrase):
        if phrase.fixed.ranged and _LASTING.search(words, phrase.start, phrase.end):
            return Step(phrase.start, phrase.end, phrase.fixed, phrase.fixed.last.year)
        return Step(phrase.start, phrase.end, None)
    return phrase and Step(phrase.start, phrase.end, None)


def _phrase(words: str, before: str, at: int, setting: Setting) -> Phrase | Step | None:
    try:
        return read_phrase(words, at, setting)
    except FirstDayOnly as first:
        return Step(at, first.end, None)
    except Undated as error:
        if error.code == "either":  # 2023年6月或12月: nor is the second one
            return _no_step(words, at)
        if error.code not in ("year-unknown", "issue-unknown", "festival-unknown"):
            return None
        return _undated(words, before, at, error.code)


_CLAUSE = re.compile("[^,;。]*")


def _no_step(words: str, at: int) -> Step:
    """Step over the rest of the clause."""
    return Step(at, _CLAUSE.match(words, at).end(), None)  # type: ignore[union-attr]  # it matches any


def _undated(words: str, before: str, at: int, code: str) -> Step | None:
    """A step whose year nobody tells: conditional, where its words are those of a step in any year."""
    try:
        phrase = read_phrase(words, at, _ANY_YEAR)
    except Undated:  # 2051年春节前: nor is 春节前 alone
        return _no_step(words, at)
    except (FirstDayOnly, BadDate):
        return None
    step = judge(words, before, phrase, _ANY_YEAR) if phrase is not None else None
    if step is None:
        return None
    deadline = Conditional(basis=(code,)) if isinstance(step.deadline, Fixed) else step.deadline
    return Step(step.start, step.end, deadline)


_ANY_YEAR = Setting(issued=date(2020, 1, 1))


def _again(words: str, head: re.Match[str]) -> Step | None:
    """每年 with its days, 每月N日前, 每季度末前; a frequency without days is no step."""
    rest = words[head.end() : head.end() + 60]
    if head[0] == "每年":
        try:
            rule, end = yearly(rest)
        except (Undated, FirstDayOnly):
            return None
        if rule is None or not (rule or words[head.end() + end - 1] in "前底末内"):
            return None
        if NOT_BY_THEN.match(rest, end):
            rule = ""
        return Step(head.start(), head.end() + end, Recurring(rrule=rule))
    close = re.match(r"度?(?:[\d一二三四五六七八九十]{1,3}日|[底末])(?:之?前|以前)", rest)
    if close is None:
        return None
    end = head.end() + close.end()
    recurring = read_recurring(words[head.start() : end])
    return Step(head.start(), end, recurring) if recurring else None


_NAMED = re.compile(rf"(?:自|从)?{OURS}?(?:正式)?\Z")


def _since_issue(words: str, head: re.Match[str], setting: Setting) -> Step | None:
    count = _COUNTED_TAIL.match(words, head.start())
    before = words[max(0, head.start() - 10) : head.start()]
    named = _NAMED.search(before)
    if count is None or named is None:
        return None
    start = head.start() - len(named[0])
    if not re.search(r"(?:^|[,;。:、()\n!?]|于|在|应|须|要)\Z", words[max(0, start - 1) : start]):
        return None
    deadline = read_counted(words[start : count.end()], setting)
    return Step(start, count.end(), deadline) if deadline else None
