"""What is known of a document: the facts of its metadata lines, its number, and the Document they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from attrs import Factory, define

from policyplan.model import Document
from policyplan.reading._vocabulary import HEAD_LABELS
from policyplan.reading.official import (
    DATE,
    close_up,
    organisations,
    read_date,
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
#: What a site prints below a title, beside the day on which it put the page there: 时间：2023-07-11 浏览次数：123.
_VIEWS = re.compile("(?:浏览|点击|阅读|访问)(?:次数|量|数)")
_DAY_BEHIND = re.compile(rf"[\s\u3000]+({DATE.pattern})$")


@define(eq=False)
class Front:
    """What stands around the plan: document facts, its title, period and preamble; `body` is the rest.

    `impossible` are the paragraphs that date the document by a day that does not exist; `signed_behind` is how much
    of the body stands in front of the signature that closes the document, -1 where none does.
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
    signed_behind: int = -1

    def take(self, para: Para) -> None:
        """Count the paragraph among those that the document's parts hold."""
        self.spans.append(Span(para.start, para.end))


def take_fact(para: Para, front: Front) -> bool:
    """Read the facts of a metadata line (索引号: …  成文日期: …); False where the paragraph is no such line."""
    if len(para.text) < 200 and _VIEWS.search(para.folded) and (day := DATE.search(para.folded)):
        front.facts.setdefault("published_on", day[0])
        front.take(para)
        return True
    labels = list(_HEAD_LABEL.finditer(para.folded)) if len(para.text) < 400 else []
    if not labels or labels[0].start() > 1:
        return False
    ends = [*(m.start() for m in labels[1:]), len(para.text)]
    for label, end in zip(labels, ends, strict=True):
        name, value = HEAD_LABELS[label[1]], para.text[label.end() : end].strip(" \t\u3000|；;")
        day = _DAY_BEHIND.search(value) if name in ("", "issuers", "filled_in_by") else None
        if day is not None:  # 发布单位：县乡村振兴局　　2025年3月12日
            value = value[: day.start()]
            front.facts.setdefault("filled_in" if name == "filled_in_by" else "dated", day[1])
        if name and value:
            front.facts.setdefault(name, value)
        if name == "dated" and read_date(value) is None and DATE.search(value):
            front.impossible.append(para)
    front.take(para)
    return True


def read_facts(facts: Iterable[tuple[str, str]], front: Front) -> None:
    """Take over the facts that the file states as data."""
    for label, value in facts:
        name = HEAD_LABELS.get(label.strip(" \u3000：:[]【】").replace(" ", "").replace("\u3000", ""))
        if name and value.strip():
            front.facts.setdefault(name, value.strip())


def is_number_line(para: Para) -> bool:
    """Whether a line holds little more than the document's number: 某政发〔2024〕3号."""
    match = _DOCUMENT_NUMBER.search(round_brackets(para.folded))
    return (
        match is not None and len(para.folded) - (match.end() - match.start()) <= 24 and para.number is None
    )


def take_number(para: Para, front: Front) -> None:
    """Take the number of such a line, and the day behind it."""
    match = _DOCUMENT_NUMBER.search(round_brackets(para.folded))
    assert match is not None
    front.numbers.append(para.text[match.start() : match.end()])
    day = read_date(para.folded[match.end() :])
    if day is not None and front.signed is None:
        front.signed = day
    front.take(para)


#: When and under which number a plan was issued, below its title: 青河縣政府114年3月5日府教字第1140012345號函頒.
_PROMULGATED = re.compile(
    r"[\s\u3000（]*(?P<body>[\u4e00-\u9fff]{0,16}?)(?:中[华華]民[国國]|民[国國])?(?P<year>\d{2,3})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?P<number>[\u4e00-\u9fff]{1,10}字第[A-Z\d]{6,13}号)(?:函|令)?(?:[颁頒]布?|发布|公布|[订訂]定|修[正订訂]|核定|下达|函)?[\s\u3000）]*"
)


def take_promulgation(para: Para, front: Front) -> bool:
    """Take the day and number of such a line, of which the last one tells; False where the paragraph is none."""
    said = _PROMULGATED.fullmatch(para.folded) if "字第" in para.folded else None
    if said is None:
        return False
    try:
        front.signed = date(1911 + int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        front.impossible.append(para)
    front.numbers = [para.text[said.start("number") : said.end("number")]]
    front.signatories = organisations(para.text[said.start("body") : said.end("body")])
    front.take(para)
    return True


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
