"""The parts of an official document around its plan (GB/T 9704-2012): head, covering notice, title, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from attrs import Factory, define

from policyplan.model import Document, Period
from policyplan.reading._vocabulary import HEAD_LABELS
from policyplan.reading.numbering import read_number
from policyplan.reading.paragraphs import Para
from policyplan.source import Span

_NUMBER_BODY = r"[\u4e00-\u9fff]{1,16}[（\[]\s*(?:19|20)\d\d\s*[）\]]\s*(?:第\s*)?\d{1,5}\s*号"
_DOCUMENT_NUMBER = re.compile(_NUMBER_BODY)
_NUMBER_PARTS = re.compile(r"(.+?)[（\[]\s*(\d{4})\s*[）\]]\s*(第?)\s*(\d+)\s*号")
_HEAD_LABEL = re.compile(
    rf"(?:^|[\s\u3000|【])(?:\[|【)?({'|'.join(sorted(HEAD_LABELS, key=len, reverse=True))})(?:\]|】)?[\s\u3000]*[：\t][\s\u3000]*"
)
_DATE = re.compile(
    r"((?:19|20)\d\d|[二一][〇○Ｏ零一二三四五六七八九]{3})[\s年./-]{1,3}(\d{1,2}|[一二三四五六七八九十]{1,3})[\s月./-]{1,3}(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_DATE_LINE = re.compile(rf"[\s\u3000（]*(?:{_DATE.pattern})[\s\u3000）]*(?:印发|发布)?[\s\u3000）]*")
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_ENGLISH_DATE = re.compile(
    rf"(?:({'|'.join(_ENGLISH_MONTHS)})\s+(\d{{1,2}}),?\s+(\d{{4}})|(\d{{1,2}})\s+({'|'.join(_ENGLISH_MONTHS)})\s+(\d{{4}}))"
)
_ENGLISH_ISSUE = re.compile(
    r"\b(?:adopted|approved|issued|published|released|effective|dated|signed|endorsed)\b", re.IGNORECASE
)
_REMARK = re.compile(
    r"[\s\u3000]*（(?:此件|本文|此文|联系人|联系电话)[^（）]*）[\s\u3000]*$|[\s\u3000]*（[^（）]{0,12}(?:公开|不公开)[^（）]{0,8}）[\s\u3000]*$"
)
_NOTICE_TITLE = re.compile(
    r"(?:关于|印发|转发|发布|下发|公布).*(?:的\s*(?:通知|函|通报|公告|决定|批复|请示|意见函))[\s\u3000]*$"
)
_NOTICE_BODY = re.compile(
    r"印发(?:给|你|执行|实施|各|，|。)|现(?:将|予以?|转|就)?.{0,60}(?:印发|转发|下发|发给|公布)|印发给你们|已经.{2,40}(?:同意|批准|通过|审定|审议)|请(?:你们|各地|各单位)?.{0,12}(?:遵照执行|认真.{0,8}(?:落实|实施|执行)|贯彻|组织实施)"
)
_ENCLOSED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_ORGANISATION_END = r"办公厅|办公室|委员会|人民政府|指挥部|领导小组|联席会议|管委会|总局|部|局|厅|署|委|院|会|行|办|社|政府|公司|中心|队"
_ISSUER_LINE = re.compile(
    rf"[\s\u3000]*[\u4e00-\u9fff（）“”、·\s\u3000]{{3,80}}(?:{_ORGANISATION_END})[\s\u3000]*$"
)
_BULLETIN = re.compile(r"[\s\u3000]*(?:抄送|主送|附件[\d一二三]*[：:]|分送|附[：:])")
_YEARS = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[—–\-~～－至到]{1,2})\s*((?:19|20)\d\d)(?:\s*年|(?=）|\)|\s|$))")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年(?:度)?(?!\s*\d{1,2}\s*月)")
_SENTENCE_END = frozenset("。；;！？")
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}


@define(eq=False)
class Front:
    """What stands around the plan: document facts, its title, period and preamble; `body` is the rest."""

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

    def take(self, para: Para) -> None:
        """Count the paragraph among those that the document's parts hold."""
        self.spans.append(Span(para.start, para.end))


def read_front(paras: list[Para]) -> Front:
    """Tell the document's own parts from its plan's outline; `body` begins with the first heading or item."""
    front = Front()
    end = _head_end(paras)
    head = [para for para in paras[:end] if not _fact(para, front)]
    head = _notice(head, front)
    _title_and_preamble(head, front)
    front.body = _signature_at_end(paras[end:], front)
    return front


def _head_end(paras: list[Para]) -> int:
    """Where the outline begins: the first numbered item, or the unnumbered headings right before it."""
    for at, para in enumerate(paras):
        if para.number is None or para.number.kind in ("code", "letter") and at == 0:
            continue
        return at
    return len(paras)


def _fact(para: Para, front: Front) -> bool:
    """Read the facts of a metadata line (索引号: …  成文日期: …); False where the paragraph is no such line."""
    labels = list(_HEAD_LABEL.finditer(para.folded)) if len(para.text) < 400 else []
    if not labels or labels[0].start() > 1:
        return False
    ends = [*(m.start() for m in labels[1:]), len(para.text)]
    for label, end in zip(labels, ends, strict=True):
        name, value = HEAD_LABELS[label[1]], para.text[label.end() : end].strip(" \t\u3000|；;")
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
        if front.notice_title == "" or (
            not front.addressees and not _ends_list(para) and not _number_line(para)
        ):
            if not _number_line(para) and not _ends_list(para) and not _notice_done(front):
                front.notice_title += para.text.strip()
                front.take(para)
                continue
        if _number_line(para):
            _take_number(para, front)
        elif _ends_list(para):
            front.addressees = _addressees(para)
            front.take(para)
        else:
            front.notice.append(para)
            front.take(para)
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
        and re.search(r"各|[，、]|政府|单位|部门|公司|局|委|厅", para.folded) is not None
    )


def _addressees(para: Para) -> list[str]:
    from policyplan.reading.names import split

    folded = para.folded[:-1]
    sides = [(a + c, a + d) for a, b in split(folded, "；") for c, d in split(folded[a:b], "，")]
    return [para.text[a:b].strip() for a, b in sides if para.text[a:b].strip()]


def _number_line(para: Para) -> bool:
    match = _DOCUMENT_NUMBER.search(_brackets(para.folded))
    return (
        match is not None and len(para.folded) - (match.end() - match.start()) <= 24 and para.number is None
    )


def _brackets(folded: str) -> str:
    return folded.replace("[", "（").replace("]", "）").replace("﹝", "（").replace("﹞", "）")


def _take_number(para: Para, front: Front) -> None:
    match = _DOCUMENT_NUMBER.search(_brackets(para.folded))
    assert match is not None
    front.numbers.append(para.text[match.start() : match.end()])
    day = read_date(para.folded[match.end() :])
    if day is not None and front.signed is None:
        front.signed = day
    front.take(para)


def _signature(head: list[Para], at: int, front: Front) -> int:
    """Read signatories, date and remark from `head[at]` on; return where they end."""
    end = at
    signatories: list[str] = []
    for index in range(at, len(head)):
        para = head[index]
        if _DATE_LINE.fullmatch(para.folded):
            front.signed = read_date(para.folded)
            front.signatories = signatories
            end = index + 1
        elif front.signed is None and _ISSUER_LINE.match(para.folded) and "关于" not in para.folded:
            signatories += organisations(para.text)
        elif _REMARK.match(para.folded):
            front.remark = para.text.strip(" \u3000()（）")
            end = index + 1
        elif (dated := _signed_line(para)) is not None and front.signed is None:
            front.signed, names = dated
            front.signatories = [*signatories, *names]
            end = index + 1
        elif front.signed is not None or index - at > 8:
            break
    return end


def _signed_line(para: Para) -> tuple[date, list[str]] | None:
    """A signature and its date on one line: 某某市人民政府办公室 2024年3月1日."""
    match = _DATE.search(para.folded)
    if (
        match is None
        or match.end() < len(para.folded.rstrip("日印发 \u3000）"))
        or not _ISSUER_LINE.match(para.folded[: match.start()])
    ):
        return None
    day = _day(match)
    return (day, organisations(para.text[: match.start()])) if day else None


def _title_and_preamble(head: list[Para], front: Front) -> None:
    """The plan's title is the lines before the first sentence; what follows is its preamble."""
    title: list[str] = []
    for para in head:
        text = para.text.strip()
        if _number_line(para) and len(text) < 60:
            _take_number(para, front)
        elif _DATE_LINE.fullmatch(para.folded) or _issued_line(para):
            day = read_date(para.folded) or read_english_date(para.text)
            front.signed = front.signed or day
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
        r"(?:方案|计划|要点|意见|清单|任务书|台账|分工|任务|规划|措施|办法|细则|安排|通知|分解表|分工表|Plan|Strategy|Roadmap)(?:（[^（）]*）)?$",
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


def close_up(text: str) -> str:
    """`text` without the white space between Chinese characters, where a line of a title was broken."""
    return re.sub(r"(?<=[^\x00-\x7f])[\s\u3000]+|[\s\u3000]+(?=[^\x00-\x7f])", "", text.strip())


def _signature_at_end(body: list[Para], front: Front) -> list[Para]:
    """Take a signature and date that close the document from the end of its body."""
    for at in range(max(0, len(body) - 6), len(body)):
        para = body[at]
        if para.number is not None or not (_DATE_LINE.fullmatch(para.folded) or _signed_line(para)):
            continue
        begin = at
        while (
            begin > 0
            and body[begin - 1].number is None
            and _ISSUER_LINE.match(body[begin - 1].folded)
            and "：" not in body[begin - 1].folded
        ):
            begin -= 1
        if begin < at or _signed_line(para) or at == len(body) - 1:
            dated = _signed_line(para)
            front.signed = front.signed or (dated[0] if dated else read_date(para.folded))
            front.signatories = front.signatories or [
                *(name for line in body[begin:at] for name in organisations(line.text)), *(dated[1] if dated else []),
            ]  # fmt: skip
            for line in body[begin : at + 1]:
                front.take(line)
            return body[:begin] + body[at + 1 :]
    return body


def organisations(text: str) -> list[str]:
    """The bodies named one after the other in a signature or title, with or without spaces between them.

    >>> organisations("吉林省人民政府办公厅国家知识产权局办公室")
    ['吉林省人民政府办公厅', '国家知识产权局办公室']
    """
    found: list[str] = []
    for piece in re.split(r"[\s\u3000、，,；;]+", text.strip()):
        if piece:
            found += _glued(piece)
    return found


def _glued(piece: str) -> list[str]:
    starts = {m.end() for m in re.finditer(_ORGANISATION_END, piece)}
    names, begin = [], 0
    place = piece[:2]
    for at in sorted(starts):
        rest = piece[at:]
        if (
            len(rest) > 3
            and at - begin >= 4
            and (
                rest.startswith(("国家", "中共", "国务院", place))
                or re.match(r"[\u4e00-\u9fff]{2,3}(?:省|市|自治区)[\u4e00-\u9fff]", rest)
            )
            and not rest.startswith(("办公", "机关"))
        ):
            names.append(piece[begin:at])
            begin = at
    return [*names, piece[begin:]]


def standard_number(printed: str) -> str:
    """A document number in its standard form, 〔〕 around the year (GB/T 9704-2012 7.2.5).

    >>> standard_number("吉政办发(2022)32号")
    '吉政办发〔2022〕32号'
    """
    folded = _brackets(
        printed.replace("(", "（")
        .replace(")", "）")
        .replace("〔", "（")
        .replace("〕", "）")
        .replace("【", "（")
        .replace("】", "）")
    )
    match = _NUMBER_PARTS.search(folded)
    return f"{match[1]}〔{match[2]}〕{match[3]}{match[4]}号" if match else printed.strip()


def read_date(text: str) -> date | None:
    """The first full date in `text` (folded), None where there is none or it does not exist."""
    match = _DATE.search(text)
    return _day(match) if match else read_english_date(text)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(_int(match[1]), _int(match[2]), _int(match[3]))
    except ValueError:
        return None


def _int(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    return int("".join(str(_HAN[c]) for c in text))


def read_english_date(text: str) -> date | None:
    """The first English date in `text` (January 14, 2025 or 14 January 2025), None where there is none."""
    match = _ENGLISH_DATE.search(text)
    if match is None:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    try:
        return date(int(year), _ENGLISH_MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def read_period(title: str) -> Period | None:
    """The years that a title names: 2022—2023年, （2025—2027年）, 2024年; None where it names none."""
    plain = re.sub(r"《[^《》]*》", "", title)
    ranges = _YEARS.search(plain)
    if ranges and int(ranges[1]) <= int(ranges[2]):
        return Period(date(int(ranges[1]), 1, 1), date(int(ranges[2]), 12, 31), ranges[0])
    single = _YEAR.search(plain)
    return Period(date(int(single[1]), 1, 1), date(int(single[1]), 12, 31), single[0]) if single else None


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
        issuers=tuple(dict.fromkeys([*issuers, *(front.signatories)])),
        dated=dated or front.signed,
        published_on=read_date(facts["published_on"]) if "published_on" in facts else None,
        addressees=tuple(front.addressees),
        category=facts.get("category"),
        enclosed_title=front.enclosed,
        signatories=tuple(front.signatories),
        remark=front.remark,
        text="\n".join(para.text for para in front.notice),
        url=url,
        spans=tuple(front.spans),
    )


def split_run_on(para: Para) -> list[Para]:
    """The items of a paragraph that runs on with its numbers inside (…。责任单位：…。2.对…), else the paragraph."""
    folded = para.folded
    starts = [m.start(1) for m in _INLINE_NUMBER.finditer(folded)]
    if len(starts) < 2 and not (starts and para.number):
        return [para]
    chosen = _consecutive(folded, starts, para)
    if not chosen:
        return [para]
    bounds = [0, *(at for at in chosen if at > 0), len(folded)]
    return [
        para.part(a, b, read_number(para.text[a:b]))
        for a, b in zip(bounds, bounds[1:], strict=False)
        if b > a
    ]


_INLINE_NUMBER = re.compile(
    r"(?:^|[。；！）：])\s*(\d{1,2}[.、](?![\d])|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)(?=\S)"
)
_HAS_LABEL = re.compile(
    r"(?:责任|牵头|配合|负责|主办|协办)(?:单位|部门)：|（[^（）]*(?:牵头|负责|配合|单位：)[^（）]*）"
)


def _consecutive(folded: str, starts: list[int], para: Para) -> list[int]:
    """The starts of one kind whose numbers follow one another, where a duty stands between them; else none."""
    by_kind: dict[str, list[tuple[int, int]]] = {}
    for at in [*([0] if para.number and 0 not in starts else []), *starts]:
        number = read_number(folded[at:])
        if number is not None:
            by_kind.setdefault(number.kind, []).append((at, _ordinal(number.printed)))
    for kind in by_kind.values():
        run = [kind[0]]
        for at, ordinal in kind[1:]:
            if ordinal == run[-1][1] + 1:
                run.append((at, ordinal))
        if len(run) >= 2 and _HAS_LABEL.search(folded, run[0][0], run[1][0]):
            return [at for at, _ in run]
    return []


def _ordinal(printed: str) -> int:
    bare = printed.strip("（）() ")
    return int(bare) if bare.isdigit() else _int(bare) if set(bare) <= {*_HAN, "十"} else -1
