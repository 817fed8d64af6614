"""The parts of an official document around its plan (GB/T 9704-2012): head, covering notice, title, signature."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import HEAD_LABELS
from policyplan.reading.clauses import SAYS_FIRST_LEADS
from policyplan.reading.english.bodies import is_body
from policyplan.reading.english.lines import find_labels
from policyplan.reading.front.facts import (
    Front,
    is_number_line,
    make_document,
    read_facts,
    take_fact,
    take_number,
    take_promulgation,
)
from policyplan.reading.front.notices import addressees, ends_list, take_cover, take_notice
from policyplan.reading.front.signatures import (
    DATE_LINE,
    ISSUER_LINE,
    REMARK,
    signature_at_end,
    take_below_title,
)
from policyplan.reading.leading import heading_duty
from policyplan.reading.official import close_up, read_date, read_english_date
from policyplan.reading.paragraphs import Para
from policyplan.source import Span

__all__ = ["Front", "make_document", "read_facts", "read_front", "signature_at_end"]

_ENGLISH_ISSUE = re.compile(
    r"\b(?:adopted|approved|issued|published|released|effective|dated|signed|endorsed)\b", re.IGNORECASE
)
_SENTENCE_END = frozenset("。；;！？")


def read_front(paras: list[Para]) -> Front:
    """Tell the document's own parts from its plan's outline; `body` begins with the first heading or item."""
    front = Front()
    paras = take_cover(paras, front)
    end = _head_end(paras)
    if 1 < end < len(paras) and _heads_items(paras, end - 1):
        end -= any(_heads_items(paras, at) for at in range(end, len(paras) - 1))
    head = [
        para
        for at, para in enumerate(paras[:end])
        if not (take_fact(para, front) or (at and _filled_in(paras[at - 1], para, front)))
    ]
    head = take_notice(head, front)
    _title_and_preamble(head, front, _title_end(head) if end == len(paras) else len(head))
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


#: A title that is whole, be it with the year behind it: Clean Water Plan 2030.
_WHOLE_TITLE = re.compile(r"\b(?:plan|strategy|roadmap|programme|program)s?\b[^.:]{0,12}\Z", re.IGNORECASE)


def _title_end(head: list[Para]) -> int:
    """Where a title in front of items without numbers ends at the latest: above the first that says who answers."""
    for at, para in enumerate(head[2:], 2):
        if ":" in para.text[:60] and any(role is not None for _, _, role in find_labels(para.text)):
            whole = (each for each in range(at - 1) if _WHOLE_TITLE.search(head[each].text.strip()))
            return next(whole, at - 2) + 1
    return len(head)


def _title_and_preamble(head: list[Para], front: Front, last: int) -> None:
    """The plan's title is the lines before the first sentence, `last` at most; what follows is its preamble."""
    title: list[str] = []
    issued_over: list[str] = []
    behind = {id(para) for para in head[last:]}
    head = take_below_title(head, front)
    for para in head:
        text = para.text.strip()
        if is_number_line(para) and len(text) < 60:
            take_number(para, front)
            issued_over = list(title) if all(map(_letterhead, title)) else []
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
        elif not front.preamble and ends_list(para) and title:
            front.addressees = addressees(para)
            front.take(para)
        elif not front.preamble and id(para) not in behind and _titular(para, title):
            if title and title == issued_over:
                front.facts.setdefault("issuers", " ".join(line.removesuffix("文件") for line in title))
                title = _not_of_the_title(front)
            elif len(title) == 1 and _english_issuer(title[0], text):
                front.signatories = title
                title = _not_of_the_title(front)
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


def _letterhead(line: str) -> bool:
    """Whether a line over the document's number is the body that issued it (发文机关标志): 某市教育局文件."""
    return ISSUER_LINE.match(line.removesuffix("文件")) is not None and "关于" not in line


def _not_of_the_title(front: Front) -> list[str]:
    """Count the lines taken for the title so far among the document's facts; return the title without them."""
    front.spans += front.title_spans
    front.title_spans = []
    return []


_PLAN = re.compile(r"\b(?:plan|strategy|roadmap|agenda|framework|programme?|policy)\b", re.IGNORECASE)


def _english_issuer(line: str, title: str) -> bool:
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
