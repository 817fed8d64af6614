"""The parts of an official document around its plan (GB/T 9704-2012): head, covering notice, title, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from attrs import Factory, define

from policyplan.model import Document
from policyplan.reading._vocabulary import HEAD_LABELS
from policyplan.reading.leading import heading_duty
from policyplan.reading.official import (
    DATE,
    ORGANISATION_END,
    close_up,
    day_of,
    organisations,
    read_date,
    read_english_date,
    round_brackets,
    standard_number,
)
from policyplan.reading.paragraphs import Para
from policyplan.source import Span

_NUMBER_BODY = r"[\u4e00-\u9fff]{1,16}[（\[]\s*(?:19|20)\d\d\s*[）\]]\s*(?:第\s*)?\d{1,5}\s*号"
_DOCUMENT_NUMBER = re.compile(_NUMBER_BODY)
_HEAD_LABEL = re.compile(
    rf"(?:^|[\s\u3000|【])(?:\[|【)?({'|'.join(sorted(HEAD_LABELS, key=len, reverse=True))})(?:\]|"
    rf"】)?[\s\u3000]*[：\t][\s\u3000]*"
)
_DAY_BEHIND = re.compile(rf"[\s\u3000]+({DATE.pattern})$")
_DATE_LINE = re.compile(rf"[\s\u3000（]*(?:{DATE.pattern})[\s\u3000）]*(?:印发|发布)?[\s\u3000）]*")
_ENGLISH_ISSUE = re.compile(
    r"\b(?:adopted|approved|issued|published|released|effective|dated|signed|endorsed)\b", re.IGNORECASE
)
_REMARK = re.compile(
    r"[\s\u3000]*（(?:此件|本文|此文|联系人|联系电话)[^（）]*）[\s\u3000]*$|"
    r"[\s\u3000]*（[^（）]{0,12}(?:公开|不公开)[^（）]{0,8}）[\s\u3000]*$"
)
_NOTICE_BODY = re.compile(
    r"印发(?:给|你|执行|实施|各|，|。)|现(?:将|予以?|转|就)?.{0,60}(?:印发|转发|下发|发给|公布)|"
    r"印发给你们|已经.{2,40}(?:同意|批准|通过|审定|审议)|请(?:你们|各地|各单位)?.{0,12}(?:遵照执行|"
    r"认真.{0,8}(?:落实|实施|执行)|贯彻|组织实施)"
)
_ENCLOSED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_ISSUER_LINE = re.compile(
    rf"[\s\u3000]*[\u4e00-\u9fff（）“”、·\s\u3000]{{3,80}}(?:{ORGANISATION_END})[\s\u3000]*$"
)
#: Who sealed for the issuer: （市人力资源社会保障局代章）.
_SEALED_BY = re.compile(r"（[^（）]{2,40}代(?:章|印|发)?）$")
_SENTENCE_END = frozenset("。；;！？")


@define(eq=False)
class Front:
    """What stands around the plan: document facts, its title, period and preamble; `body` is the rest.

    `impossible` are the paragraphs that date the document by a day that does not exist.
    """

    title: str = ""
    notice_title: str = ""
    facts: dict[str, str] = Factory(dict)
    numbers: list[str] = Factory(list)
    addressees: list[str] = Factory(list)
    signatories: list[str] = Factory(list)
    signed: date | None = None
    remark: str | None = None
    enclosed: str | None = None
    notice: list[Para] = Factory(list)
    preamble: list[Para] = Factory(list)
    spans: list[Span] = Factory(list)
    title_spans: list[Span] = Factory(list)
    body: list[Para] = Factory(list)
    impossible: list[Para] = Factory(list)

    def take(self, para: Para) -> None:
        """Count the paragraph among those that the document's parts hold."""
        self.spans.append(Span(para.start, para.end))


def read_front(paras: list[Para]) -> Front:
    """Tell the document's own parts from its plan's outline; `body` begins with the first heading or item."""
    front = Front()
    end = _head_end(paras)
    if 1 < end < len(paras) and _heads_items(paras, end - 1):
        end -= any(_heads_items(paras, at) for at in range(end, len(paras) - 1))
    head = [para for para in paras[:end] if not _fact(para, front)]
    head = _notice(head, front)
    _title_and_preamble(head, front)
    front.body = signature_at_end(paras[end:], front)
    return front


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


def _fact(para: Para, front: Front) -> bool:
    """Read the facts of a metadata line (索引号: …  成文日期: …); False where the paragraph is no such line."""
    labels = list(_HEAD_LABEL.finditer(para.folded)) if len(para.text) < 400 else []
    if not labels or labels[0].start() > 1:
        return False
    ends = [*(m.start() for m in labels[1:]), len(para.text)]
    for label, end in zip(labels, ends, strict=True):
        name, value = HEAD_LABELS[label[1]], para.text[label.end() : end].strip(" \t\u3000|；;")
        day = _DAY_BEHIND.search(value) if name in ("", "issuers") else None
        if day is not None:  # 发布单位：县乡村振兴局　　2025年3月12日
            value = value[: day.start()]
            front.facts.setdefault("dated", day[1])
        if name and value:
            front.facts.setdefault(name, value)
    front.take(para)
    return True


def read_facts(facts: Iterable[tuple[str, str]], front: Front) -> None:
    """Take over the facts that the file states as data."""
    for label, value in facts:
        name = HEAD_LABELS.get(label.strip(" \u3000：:[]【】").replace(" ", "").replace("\u3000", ""))
        if name and value.strip():
            front.facts.setdefault(name, value.strip())


def _notice(head: list[Para], front: Front) -> list[Para]:
    """Read the covering notice at the head; return the paragraphs behind it."""
    bodies = [at for at, para in enumerate(head) if _is_notice_body(para)]
    if not bodies:
        return head
    first, last = bodies[0], bodies[-1]
    end = _signature(head, last + 1, front)
    for para in head[:first]:
        if _number_line(para):
            _take_number(para, front)
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


def _number_line(para: Para) -> bool:
    match = _DOCUMENT_NUMBER.search(round_brackets(para.folded))
    return (
        match is not None and len(para.folded) - (match.end() - match.start()) <= 24 and para.number is None
    )


def _take_number(para: Para, front: Front) -> None:
    match = _DOCUMENT_NUMBER.search(round_brackets(para.folded))
    assert match is not None
    front.numbers.append(para.text[match.start() : match.end()])
    day = read_date(para.folded[match.end() :])
    if day is not None and front.signed is None:
        front.signed = day
    front.take(para)


def _signature(head: list[Para], at: int, front: Front) -> int:
    """Read signatories, date and remark from `head[at]` on; return where they end."""
    end = at
    signed = _Signed()
    for index in range(at, len(head)):
        para = head[index]
        if signed.takes(para):
            end = index + 1
        elif _ISSUER_LINE.match(para.folded) and "关于" not in para.folded:
            signed.pending.append(para)
        elif _REMARK.match(para.folded):
            front.remark = para.text.strip(" \u3000()（）")
            end = index + 1
        elif signed.dated or front.signed is not None or index - at > 8:
            break
    if signed.dated:
        front.signed, front.signatories = signed.day, signed.names
        front.impossible += signed.impossible
    return end


@define(eq=False)
class _Signed:
    """Who signed, and when; `pending` are the lines of bodies whose date has not come yet."""

    names: list[str] = Factory(list)
    days: list[date] = Factory(list)
    impossible: list[Para] = Factory(list)
    pending: list[Para] = Factory(list)

    @property
    def dated(self) -> bool:
        """Whether any line with a date was taken."""
        return bool(self.days or self.impossible)

    @property
    def day(self) -> date | None:
        """The day of the last signature, which dates the document (GB/T 9704-2012 7.3.5.4)."""
        return max(self.days, default=None)

    def takes(self, para: Para) -> bool:
        """Take a date, or a signature with its date, and who signed above it; False where it is no such line."""
        line = _signed_line(para)
        if line is None and not _DATE_LINE.fullmatch(para.folded):
            return False
        day, names = line or (read_date(para.folded), [])
        if para.folded.rstrip("\u3000 ）").endswith("印发") and self.names:
            names = []  # who had it printed has not signed it
        else:
            self.names += [name for above in self.pending for name in organisations(above.text)]
        self.names += names
        self.pending.clear()
        if day is not None:
            self.days.append(day)
        else:
            self.impossible.append(para)
        return True


def _signed_line(para: Para) -> tuple[date | None, list[str]] | None:
    """A signature and its date on one line: 某某市人民政府办公室 2024年3月1日; no date where there is no such day."""
    match = DATE.search(para.folded)
    if (
        match is None
        or match.end() < len(para.folded.rstrip("日印发 \u3000）"))
        or not _ISSUER_LINE.match(para.folded[: match.start()])
    ):
        return None
    return day_of(match), organisations(para.text[: match.start()].lstrip(" \u3000（("))


def _title_and_preamble(head: list[Para], front: Front) -> None:
    """The plan's title is the lines before the first sentence; what follows is its preamble."""
    title: list[str] = []
    head = _signed_below_title(head, front)
    for para in head:
        text = para.text.strip()
        if _number_line(para) and len(text) < 60:
            _take_number(para, front)
        elif _DATE_LINE.fullmatch(para.folded) or _issued_line(para):
            day = read_date(para.folded) or read_english_date(para.text)
            front.signed = front.signed or day
            front.impossible += [para] if day is None else []
            front.take(para)
        elif _REMARK.match(para.folded):
            front.remark = text.strip("()（）")
            front.take(para)
        elif not front.preamble and _ends_list(para) and _notice_done_title(title):
            front.addressees = _addressees(para)
            front.take(para)
        elif not front.preamble and _titular(para, title):
            title.append(text)
            front.title_spans.append(Span(para.start, para.end))
        else:
            front.preamble.append(para)
    front.title = _join_title(title)


def _signed_below_title(head: list[Para], front: Front) -> list[Para]:
    """Take a body and a date that stand below the first line; return the other paragraphs."""
    for at in range(1, min(len(head), 6)):
        begin = at
        while begin > 1 and _ISSUER_LINE.match(head[begin - 1].folded):
            begin -= 1
        alone = _DATE_LINE.fullmatch(head[at].folded) and begin < at
        if alone or _signed_line(head[at]):
            return head[:begin] + _sign(head[begin:], 0, at - begin, front)
    return head


def _notice_done_title(title: list[str]) -> bool:
    return bool(title)


def _issued_line(para: Para) -> bool:
    text = para.text.strip(" *_()（）")
    if len(text) > 120:
        return False
    if _ENGLISH_ISSUE.search(text) and read_english_date(text) is not None:
        return True
    return para.folded.startswith("（") and len(text) < 60 and read_date(para.folded) is not None


def _titular(para: Para, title: list[str]) -> bool:
    text = para.text.strip()
    if text[-1] in _SENTENCE_END or len(text) > 120 or "。" in text:
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


def _join_title(lines: list[str]) -> str:
    lines = [line for line in lines if not re.fullmatch(r"附件\s*\d*[:：]?", line)]
    joined = ""
    for line in lines:
        joined += (
            " " if joined and joined[-1].isascii() and line[:1].isascii() and line[:1] not in "(" else ""
        ) + line
    return close_up(joined)


def signature_at_end(body: list[Para], front: Front) -> list[Para]:
    """Take a signature and date that close the document from the end of its body."""
    for at in range(max(0, len(body) - 6), len(body)):
        para = body[at]
        if para.number is not None or not (_DATE_LINE.fullmatch(para.folded) or _signed_line(para)):
            continue
        begin = at
        while (
            begin > 0
            and body[begin - 1].number is None
            and (_ISSUER_LINE.match(body[begin - 1].folded) or _SEALED_BY.match(body[begin - 1].folded))
            and "：" not in body[begin - 1].folded
        ):
            begin -= 1
        if begin < at or _signed_line(para) or at == len(body) - 1:
            return _sign(body, begin, at, front)
    return body


def _sign(body: list[Para], begin: int, at: int, front: Front) -> list[Para]:
    """Take the signatures that begin at `begin` and have their first date at `at`; return what is left of the body."""
    signed = _Signed(pending=[line for line in body[begin:at] if not line.folded.startswith("（")])
    end = at
    for index in range(at, len(body)):
        line = body[index]
        if line.number is None and signed.takes(line):
            end = index + 1
        elif line.number is None and _ISSUER_LINE.match(line.folded):
            signed.pending.append(line)
        else:
            break
    front.signed = front.signed or signed.day
    front.signatories = front.signatories or signed.names
    front.impossible += signed.impossible
    for line in body[begin:end]:
        front.take(line)
    return body[:begin] + body[end:]


def make_document(front: Front, url: str | None = None) -> Document:
    """The Document that the front's parts make; `url` is where it was fetched from."""
    facts = front.facts
    printed = [*([facts["number"]] if "number" in facts else []), *front.numbers]
    numbers = [standard_number(number) for number in printed]
    dated = read_date(facts["dated"]) if "dated" in facts else None
    issuers = organisations(facts["issuers"]) if "issuers" in facts else []
    return Document(
        title=close_up(facts.get("title") or front.notice_title),
        number=numbers[0] if numbers else None,
        printed_numbers=tuple(dict.fromkeys(printed)),
        index_number=facts.get("index_number"),
        issuers=tuple(dict.fromkeys([*issuers, *front.signatories])),
        dated=dated or front.signed,
        published_on=read_date(facts["published_on"]) if "published_on" in facts else None,
        addressees=tuple(front.addressees),
        category=facts.get("category"),
        enclosed_title=front.enclosed,
        signatories=tuple(dict.fromkeys(front.signatories)),
        remark=front.remark,
        text="\n".join(para.text for para in front.notice),
        url=url,
        spans=tuple(front.spans),
    )
