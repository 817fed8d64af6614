"""The parts of an official document around its plan (GB/T 9704-2012): head, covering notice, title, signature."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import HEAD_LABELS
from policyplan.reading.clauses import SAYS_FIRST_LEADS
from policyplan.reading.english.bodies import is_body
from policyplan.reading.front.facts import (
    Front,
    is_number_line,
    make_document,
    read_facts,
    take_fact,
    take_number,
    take_promulgation,
)
from policyplan.reading.front.signatures import (
    DATE_LINE,
    REMARK,
    signature_at_end,
    take_below_title,
    take_signature,
)
from policyplan.reading.leading import heading_duty
from policyplan.reading.official import close_up, read_date, read_english_date
from policyplan.reading.paragraphs import Para
from policyplan.source import Span

__all__ = ["Front", "make_document", "read_facts", "read_front", "signature_at_end"]

_ENGLISH_ISSUE = re.compile(
    r"\b(?:adopted|approved|issued|published|released|effective|dated|signed|endorsed)\b", re.IGNORECASE
)
_NOTICE_BODY = re.compile(
    r"印发(?:给|你|执行|实施|各|，|。)|现(?:将|予以?|转|就)?.{0,60}(?:印发|转发|下发|发给|公布)|"
    r"印发给你们|已经.{2,40}(?:同意|批准|通过|审定|审议)|请(?:你们|各地|各单位)?.{0,12}(?:遵照执行|"
    r"认真.{0,8}(?:落实|实施|执行)|贯彻|组织实施)"
)
_ENCLOSED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_SENTENCE_END = frozenset("。；;！？")


def read_front(paras: list[Para]) -> Front:
    """Tell the document's own parts from its plan's outline; `body` begins with the first heading or item."""
    front = Front()
    end = _head_end(paras)
    if 1 < end < len(paras) and _heads_items(paras, end - 1):
        end -= any(_heads_items(paras, at) for at in range(end, len(paras) - 1))
    head = [
        para
        for at, para in enumerate(paras[:end])
        if not (take_fact(para, front) or (at and _filled_in(paras[at - 1], para, front)))
    ]
    head = _notice(head, front)
    _title_and_preamble(head, front)
    front.body = signature_at_end(paras[end:], front)
    return front


def _filled_in(before: Para, para: Para, front: Front) -> bool:
    """Take the day behind a cell that is but its label (填报日期 | 2025-10-08); False where the paragraph is none."""
    if HEAD_LABELS.get(before.folded.strip(" ：")) != "filled_in" or not DATE_LINE.fullmatch(para.folded):
        return False
    front.facts.setdefault("filled_in", para.text.strip())
    front.take(para)
    return True


def _head_end(paras: list[Para]) -> int:
    """Where the outline begins: the first numbered item, or the unnumbered headings right before it."""
    for at, para in enumerate(paras):
        if para.number is None or (para.number.kind in ("code", "letter") and at == 0):
            continue
        return at
    return len(paras)


def _heads_items(paras: list[Para], at: int) -> bool:
    """Whether a line says who answers for the items behind it (县教育局：), which would else be whom it is sent to."""
    folded = paras[at].folded
    return (
        folded.endswith("：")
        and paras[at].number is None
        and paras[at + 1].number is not None
        and heading_duty(folded, 0, len(folded)) is not None
    )


def _notice(head: list[Para], front: Front) -> list[Para]:
    """Read the covering notice at the head; return the paragraphs behind it."""
    bodies = [at for at, para in enumerate(head) if _is_notice_body(para)]
    if not bodies:
        return head
    first, last = bodies[0], bodies[-1]
    end = take_signature(head, last + 1, front)
    for para in head[:first]:
        if is_number_line(para):
            take_number(para, front)
            continue
        front.take(para)
        if _ends_list(para):
            front.addressees = _addressees(para)
        elif not front.addressees and not _notice_done(front):
            front.notice_title += para.text.strip()
        else:
            front.notice.append(para)
    for para in head[first:end]:
        front.take(para)
    front.notice += head[first : last + 1]
    enclosed = next((m for para in front.notice if (m := _ENCLOSED.search(para.text))), None)
    front.enclosed = enclosed[1] if enclosed else None
    return head[end:]


def _is_notice_body(para: Para) -> bool:
    folded = para.folded
    return (
        para.number is None
        and ("印发" in folded or "请" in folded or "现" in folded)
        and len(folded) > 12
        and folded[-1] in "。；：，"
        and _NOTICE_BODY.search(folded) is not None
    )


def _notice_done(front: Front) -> bool:
    return front.notice_title.rstrip().endswith(("通知", "函", "决定", "公告", "通报", "批复"))


def _ends_list(para: Para) -> bool:
    return (
        para.folded.endswith("：")
        and "。" not in para.folded
        and not _LEAD_IN.match(para.folded)
        and re.search(r"各|[，、]|政府|单位|部门|公司|局|委|厅", para.folded) is not None
    )


#: A sentence that leads in what follows, which addresses nobody: 为推进政务公开，现将任务分解如下：.
_LEAD_IN = re.compile(r"[\s\u3000]*(?:为|根据|按照|经|现|结合)|.*(?:如下|现将|事项|以下)")


def _addressees(para: Para) -> list[str]:
    from policyplan.reading.names import split

    folded = para.folded[:-1]
    sides = [(a + c, a + d) for a, b in split(folded, "；") for c, d in split(folded[a:b], "，")]
    return [para.text[a:b].strip() for a, b in sides if para.text[a:b].strip()]


def _title_and_preamble(head: list[Para], front: Front) -> None:
    """The plan's title is the lines before the first sentence; what follows is its preamble."""
    title: list[str] = []
    head = take_below_title(head, front)
    for para in head:
        text = para.text.strip()
        if is_number_line(para) and len(text) < 60:
            take_number(para, front)
        elif take_promulgation(para, front):
            continue
        elif DATE_LINE.fullmatch(para.folded) or _issued_line(para):
            day = read_date(para.folded) or read_english_date(para.text)
            front.signed = front.signed or day
            front.impossible += [para] if day is None else []
            front.take(para)
        elif REMARK.match(para.folded):
            front.remark = text.strip("()（）")
            front.take(para)
        elif not front.preamble and _ends_list(para) and title:
            front.addressees = _addressees(para)
            front.take(para)
        elif not front.preamble and _titular(para, title):
            if len(title) == 1 and _issued_over(title[0], text):
                front.signatories = title
                front.spans += front.title_spans
                title, front.title_spans = [], []
            title.append(text)
            front.title_spans.append(Span(para.start, para.end))
        else:
            front.preamble.append(para)
    front.title = _join_title(title)


def _issued_line(para: Para) -> bool:
    text = para.text.strip(" *_()（）")
    if len(text) > 120:
        return False
    if _ENGLISH_ISSUE.search(text) and read_english_date(text) is not None:
        return True
    return para.folded.startswith("（") and len(text) < 60 and read_date(para.folded) is not None


def _titular(para: Para, title: list[str]) -> bool:
    text = para.text.strip()
    if text[-1] in _SENTENCE_END or len(text) > 120 or "。" in text or text in HEAD_LABELS:
        return False
    if "牵头" in text and SAYS_FIRST_LEADS.search(para.folded):
        return False
    if para.level == 0 or (para.level == 1 and not title):
        return True
    if para.folded.startswith("附件") and len(text) < 8:
        return True
    complete = bool(title) and re.search(
        r"(?:方案|计划|要点|意见|清单|任务书|台账|分工|任务|规划|措施|办法|细则|安排|通知|分解表|分工表|"
        r"Plan|Strategy|Roadmap)(?:（[^（）]*）)?$",
        title[-1],
    )
    if complete:
        return text.startswith(("（", "(")) and len(text) < 40
    return not title or (len(title) < 5 and len(text) < 60 and not text.endswith(("：", ":")))


_PLAN = re.compile(r"\b(?:plan|strategy|roadmap|agenda|framework|programme?|policy)\b", re.IGNORECASE)


def _issued_over(line: str, title: str) -> bool:
    """Whether an English line is the body that issued the plan whose title is the line below it."""
    name = line.title() if line.isupper() else line
    return is_body(name) and not _PLAN.search(line) and _PLAN.search(title) is not None


def _join_title(lines: list[str]) -> str:
    lines = [line for line in lines if not re.fullmatch(r"附件\s*\d*[:：]?", line)]
    joined = ""
    for line in lines:
        joined += (
            " " if joined and joined[-1].isascii() and line[:1].isascii() and line[:1] not in "(" else ""
        ) + line
    return close_up(joined)
