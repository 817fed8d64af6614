"""The covering notice that issues a plan (印发…的通知): its title, whom it is sent to, what it says, who signed it."""

from __future__ import annotations

import re

from policyplan.reading.front.facts import Front, is_number_line, take_fact, take_number
from policyplan.reading.front.signatures import REMARK, first_signature, take_signature, take_signed
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Stated, read_pieces

_NOTICE_BODY = re.compile(
    r"印发(?:给|你|执行|实施|各|，|。)|现(?:将|予以?|转|就)?.{0,60}(?:印发|转发|下发|下达|发给|公布)|"
    r"印发给你们|已经.{2,40}(?:同意|批准|通过|审定|审议)|请(?:你们|各地|各单位)?.{0,12}(?:遵照执行|"
    r"认真.{0,8}(?:落实|实施|执行)|贯彻|组织实施)"
)
#: What is issued, and not what it is issued by: 根据《2016年政府工作报告》.
_ENCLOSED = re.compile(r"(?<!根据|按照|依据|贯彻|落实)《((?:[^《》]|《[^《》]*》)+)》")


def take_notice(head: list[Para], front: Front) -> list[Para]:
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
        if ends_list(para):
            front.addressees = addressees(para)
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


def ends_list(para: Para) -> bool:
    """Whether a line tells whom a notice is sent to: 各县（市、区）人民政府：."""
    return (
        para.folded.endswith("：")
        and "。" not in para.folded
        and not _LEAD_IN.match(para.folded)
        and re.search(r"各|[，、]|政府|单位|部门|公司|局|委|厅", para.folded) is not None
    )


#: A sentence that leads in what follows, which addresses nobody: 为推进政务公开，现将任务分解如下：.
_LEAD_IN = re.compile(r"[\s\u3000]*(?:为|根据|按照|经|现|结合)|.*(?:如下|现将|事项|以下)")


def addressees(para: Para) -> list[str]:
    """Whom such a line names."""
    from policyplan.reading.names import split

    folded = para.folded[:-1]
    sides = [(a + c, a + d) for a, b in split(folded, "；") for c, d in split(folded[a:b], "，")]
    return [para.text[a:b].strip() for a, b in sides if para.text[a:b].strip()]


#: What a plan, or the table that is one, is called at the end of its title.
_PLAN_TITLE = re.compile(
    r"(?:方案|计划|要点|意见|清单|台账|任务书?|分工|规划|措施|办法|细则|安排|项目|事项|表)(?:（[^（）]{1,20}）)?$"
)
_ANNEX = re.compile(r"[\s\u3000]*附[件表](?:\s*\d{1,2})?[\s\u3000：]*")
_LONGEST_TITLE = 60


def take_cover(paras: list[Para], front: Front) -> list[Para]:
    """Take a notice that its signature parts from the title of the plan behind it; return what stands behind it.

    Its own numbered paragraphs (一、各责任单位要高度重视…) set no task; where they state who answers, it is no cover.
    """
    sent = next((at for at, para in enumerate(paras) if ends_list(para) and para.number is None), -1)
    found = first_signature(paras, sent + 1) if sent >= 0 else None
    if found is None or not _begins_plan(paras[found[1] + 1 :]):
        return paras
    said = paras[sent + 1 : found[0]]
    if not any(para.number for para in said) and any(map(_is_notice_body, said)):
        return paras  # the plain notice
    if any(_states(para) for para in said):
        return paras
    for para in paras[:sent]:
        if is_number_line(para):
            take_number(para, front)
        elif not take_fact(para, front):
            front.take(para)
            if not _notice_done(front):
                front.notice_title += para.text.strip()
    front.addressees = addressees(paras[sent])
    front.notice += said
    for para in (paras[sent], *said):
        front.take(para)
    return take_signed(paras, *found, front)[found[0] :]


def _begins_plan(paras: list[Para]) -> bool:
    """Whether a title follows, be it behind a remark or the word for an annex."""
    for para in paras[:4]:
        if _ANNEX.fullmatch(para.folded) or REMARK.match(para.folded):
            continue
        return (
            para.number is None
            and len(para.folded) <= _LONGEST_TITLE
            and _PLAN_TITLE.search(para.folded.rstrip()) is not None
        )
    return False


def _states(para: Para) -> bool:
    """Whether a paragraph holds who answers for it, in a bracket or behind a label."""
    begin = para.number.end if para.number else 0
    return any(
        isinstance(piece, Stated)
        and piece.names_units
        and not piece.leads
        and (piece.bracketed or "：" in para.folded)
        for piece in read_pieces(para, begin)
    )
