"""Who signed a document, and when: behind the covering notice, below the title or at the end."""

from __future__ import annotations

import re
from datetime import date

from attrs import Factory, define

from policyplan.reading.front.facts import Front
from policyplan.reading.official import (
    DATE,
    ORGANISATION_END,
    day_of,
    organisations,
    read_date,
)
from policyplan.reading.paragraphs import Para

DATE_LINE = re.compile(rf"[\s\u3000（]*(?:{DATE.pattern})[\s\u3000）]*(?:印发|发布)?[\s\u3000）]*")
REMARK = re.compile(
    r"[\s\u3000]*（(?:此件|本文|此文|联系人|联系电话)[^（）]*）[\s\u3000]*$|"
    r"[\s\u3000]*（[^（）]{0,12}(?:公开|不公开)[^（）]{0,8}）[\s\u3000]*$"
)
#: The same at the end of a document, where a duty may stand as well: （县政务公开办）.
_LAST_REMARK = re.compile(
    r"[\s\u3000]*（(?:(?:此件|本文|此文)[^（）]*|(?:信息公开(?:形式|属性|选项)[：:]?)?(?:主动|依申请|不予)公开)）[\s\u3000]*"
)
ISSUER_LINE = re.compile(
    rf"[\s\u3000]*[\u4e00-\u9fff（）“”、·\s\u3000]{{3,80}}(?:{ORGANISATION_END})[\s\u3000]*$"
)
#: Who sealed for the issuer: （市人力资源社会保障局代章）.
_SEALED_BY = re.compile(r"（[^（）]{2,40}代(?:章|印|发)?）$")


def take_signature(head: list[Para], at: int, front: Front) -> int:
    """Read signatories, date and remark from `head[at]` on; return where they end."""
    end = at
    signed = _Signed()
    for index in range(at, len(head)):
        para = head[index]
        if signed.takes(para):
            end = index + 1
        elif ISSUER_LINE.match(para.folded) and "关于" not in para.folded:
            signed.pending.append(para)
        elif REMARK.match(para.folded):
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
        if line is None and not DATE_LINE.fullmatch(para.folded):
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
        or not ISSUER_LINE.match(para.folded[: match.start()])
    ):
        return None
    return day_of(match), organisations(para.text[: match.start()].lstrip(" \u3000（("))


def first_signature(paras: list[Para], start: int) -> tuple[int, int] | None:
    """Where the first date from place `start` on stands, or the line that ends in one, and who signed above it.

    The date may stand alone: who signed is then in the seal.
    """
    for at in range(start, len(paras)):
        if paras[at].number is None and (DATE_LINE.fullmatch(paras[at].folded) or _signed_line(paras[at])):
            begin = at
            while (
                begin > start
                and paras[begin - 1].number is None
                and ISSUER_LINE.match(paras[begin - 1].folded)
            ):
                begin -= 1
            return begin, at
    return None


def take_below_title(head: list[Para], front: Front) -> list[Para]:
    """Take a body and a date that stand below the first line; return the other paragraphs."""
    for at in range(1, min(len(head), 6)):
        begin = at
        while begin > 1 and ISSUER_LINE.match(head[begin - 1].folded):
            begin -= 1
        alone = DATE_LINE.fullmatch(head[at].folded) and begin < at
        if alone or _signed_line(head[at]):
            return head[:begin] + take_signed(head[begin:], 0, at - begin, front)
    return head


def signature_at_end(body: list[Para], front: Front) -> list[Para]:
    """Take a signature and date that close the document from the end of its body, and the remark behind or above."""
    body = _without_remark(body, len(body), front)
    for at in range(max(0, len(body) - 6), len(body)):
        para = body[at]
        if para.number is not None or not (DATE_LINE.fullmatch(para.folded) or _signed_line(para)):
            continue
        begin = at
        while (
            begin > 0
            and body[begin - 1].number is None
            and (ISSUER_LINE.match(body[begin - 1].folded) or _SEALED_BY.match(body[begin - 1].folded))
            and "：" not in body[begin - 1].folded
        ):
            begin -= 1
        if at > 0 and body[at - 1].folded.rstrip().endswith("："):
            continue  # the value of a label on the line above: 完成时间：
        if begin < at or _signed_line(para) or at == len(body) - 1:
            signed = len(body)
            body = _without_remark(body, begin, front)
            begin, at = begin - signed + len(body), at - signed + len(body)
            front.signed_behind = begin
            return take_signed(body, begin, at, front)
    return body


def _without_remark(body: list[Para], behind: int, front: Front) -> list[Para]:
    """The paragraphs without a remark on the document (（此件公开发布）) in front of place `behind`, which is taken."""
    remark = body[behind - 1] if behind > 0 else None
    if remark is None or remark.number is not None or not _LAST_REMARK.fullmatch(remark.folded):
        return body
    front.remark = front.remark or remark.text.strip(" \u3000()（）")
    front.take(remark)
    return [*body[: behind - 1], *body[behind:]]


def take_signed(body: list[Para], begin: int, at: int, front: Front) -> list[Para]:
    """Take the signatures that begin at `begin` and have their first date at `at`; return what is left of the body."""
    signed = _Signed(pending=[line for line in body[begin:at] if not line.folded.startswith("（")])
    end = at
    for index in range(at, len(body)):
        line = body[index]
        if line.number is None and signed.takes(line):
            end = index + 1
        elif line.number is None and ISSUER_LINE.match(line.folded):
            signed.pending.append(line)
        else:
            break
    front.signed = front.signed or signed.day
    front.signatories = front.signatories or signed.names
    front.impossible += signed.impossible
    for line in body[begin:end]:
        front.take(line)
    return body[:begin] + body[end:]
