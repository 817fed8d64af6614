"""A document's paragraphs and tables in reading order, with what stands beside them set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from attrs import Factory, define

from policyplan.reading import paragraphs
from policyplan.reading.blocks import UNREAD, Cell, Extract, Paragraph, Table
from policyplan.reading.clauses import FINAL_PROVISION
from policyplan.reading.conventions import only_sets_day
from policyplan.reading.folding import fold
from policyplan.reading.forms import read_fields, read_records
from policyplan.reading.notes import is_note_sheet, reports_on_all, tells_of_table
from policyplan.reading.numbering import read_number
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Stated
from policyplan.reading.rows import Grid, read_table
from policyplan.reading.run_on import split_run_on
from policyplan.reading.typed import find_tables
from policyplan.source import Span

Item: TypeAlias = Para | Grid | Stated

#: A note under a table or text, which sets no task: 注：…
_NOTE = re.compile(r"[\s\u3000（]*(?:附?注|备注|说明)\s*[\d一二三]?\s*：")
#: What a document says of itself behind its tasks: 本方案自印发之日起施行。
_OF_ITSELF = re.compile(
    r"[\s\u3000]*(?:本[\u4e00-\u9fff]{2,6}(?:自|从|由|的?有效期|施行)|自[\u4e00-\u9fff]{2,4}之日起)"
)
_LONGEST_PROVISION = 120
_NOTE_PLACES = ("footnote", "endnote", UNREAD)
#: What a site prints below every page; above it, who keeps the site (主办：… 承办：…).
_FOOTER = re.compile(
    r"[\s\u3000]*(?:版权所有|网站标识码|技术支持：|网站地图|Copyright|分享到|【?(?:打印|关闭|字体)|扫一扫|上一[篇条]|下一[篇条]|责任编辑：|.{0,24}(?:ICP备|公网安备)|[^。；]{0,100}(?:ICP备\d|公网安备|网站标识码|建议使用IE)"
    r"|主办：[^：]{2,30}政府(?:办公[室厅])?\s+承办：|主办(?:单位)?：[^：]{2,30}[\s\u3000]技术支持：)",
    re.IGNORECASE,
)
_FOOTER_ENDS = ("联系我们", "关于我们", "网站声明", "设为首页", "加入收藏", "版权声明", "隐私声明")
_FOOTER_LINES = 20
#: What heads links to other pages of a site.
_LINKS = re.compile(
    r"[\s\u3000【]*(?:相关|推荐|延伸)(?:链接|阅读|文章|新闻|信息|稿件|解读|资讯)[\s\u3000】：]*"
)
_MOST_LINKS = 8
_KEEPER = re.compile(r"[\s\u3000]*(?:主办|主管|承办|协办|维护|运维|地址|邮编|联系电话)(?:单位)?：")


@define(eq=False)
class Items:
    """What is read for the outline (`items`), and what stands beside it.

    `notes` set no task; `furniture` are page numbers; `labels` are the spans of form labels; `unclosed` the
    paragraphs in which a bracket is opened and never closed.
    """

    items: list[Item] = Factory(list)
    notes: list[Para] = Factory(list)
    furniture: list[Span] = Factory(list)
    labels: list[Span] = Factory(list)
    unclosed: list[Para] = Factory(list)

    def add(self, paras: list[Para]) -> None:
        """Add paragraphs, notes set apart."""
        if paras and not self.items and len(paras[0].text) > _SHORTEST_RUN and _FRONT.match(paras[0].folded):
            paras = [*_front_parted(paras[0]), *paras[1:]]
        top = 0 if self.items else _header(paras)
        end = _footer(paras)
        begin, stop = _annexes(paras[:end], top if self.items else top + 1)
        self.notes += [*paras[:top], *paras[end:], *paras[begin:stop]]
        for para in (*paras[top:begin], *paras[stop:end]):
            if not para.closed:
                self.unclosed.append(para)
            if para.number is None and self.items and self._is_note(para):
                self.notes.append(para)
            else:
                self.items += split_run_on(para)

    def _is_note(self, para: Para) -> bool:
        """Whether an unnumbered paragraph sets no task: it tells of the document, its tables or its reports."""
        before = self.items[-1]
        if isinstance(before, Grid):
            if tells_of_table(para.text):
                return True
        elif ("述" in para.folded[:6] or "以上" in para.folded[:6]) and reports_on_all(para.folded):
            return not (isinstance(before, Para) and _is_heading(before))
        return _NOTE.match(para.folded) is not None or _is_provision(para) or only_sets_day(para.folded)


#: How a text without line breaks begins: its title, its number and its day, with gaps between.
_FRONT = re.compile(
    r"[^。，；：！？\s]{6,60}[\s\u3000]+(?=\S{0,20}[〔（]\d{4}[〕）]|(?:发布|成文|印发)(?:日期|时间)：|\d{4}年\d{1,2}月)"
)
_GAP = re.compile(r"[\s\u3000]+")
#: How long a text without line breaks is at least, and how much of it is looked through for its front.
_SHORTEST_RUN, _LONG = 120, 200
_MOST_FRONT = 6


def _front_parted(para: Para) -> list[Para]:
    """The title and what belongs to it as paragraphs of their own, and the rest of a text without line breaks."""
    parts: list[Para] = []
    begin = 0
    for gap in _GAP.finditer(para.folded, 0, _LONG):
        words = para.folded[begin : gap.start()]
        if "。" in words or len(parts) == _MOST_FRONT:
            break
        if words:
            parts.append(para.part(begin, gap.start(), None))
        begin = gap.end()
    rest = para.folded[begin : begin + 40]
    return [*parts, para.part(begin, len(para.text), read_number(rest))]


def _is_heading(para: Para) -> bool:
    """Whether a paragraph is a heading by its looks, so that what follows it is its own text."""
    folded = para.folded
    return para.level is not None or (
        len(folded) <= 24 and not folded.endswith(("。", "；", "）")) and "：" not in folded[:-1]
    )


#: What a site prints above every page: its parts, and where the page stands among them.
_HEADER = re.compile(
    r"(?:.{0,6}(?:当前|所在|现在)(?:的)?位置.*|.{0,8}首页\s*[>＞»›|｜/].*"
    r"|(?:[\s\u3000|｜·]*(?:(?:网站)?首页|政务公开|(?:政府)?信息公开|政务服务|互动交流|政民互动|新闻中心|要闻动态|办事服务|公共服务"
    r"|数据开放|专题专栏|走进[\u4e00-\u9fff]{2,3}|无障碍|繁体|简体|登录|注册|English))+[\s\u3000|｜·]*"
    r"|[\s\u3000【\[]*字[体号]\s*：.{0,20}(?:打印|小).{0,12})"
)
_HEADER_LINES = 12


def _is_provision(para: Para) -> bool:
    """Whether a paragraph but says since when the document is in force, or who explains it."""
    folded = para.folded
    short = len(folded) <= _LONGEST_PROVISION and _OF_ITSELF.match(folded)
    return bool(short and FINAL_PROVISION.search(folded))


def _header(paras: list[Para]) -> int:
    """Where the document begins behind the lines that a site prints above its page; 0 where there are none."""
    above = range(min(len(paras), _HEADER_LINES))
    return next((at for at in above if not _HEADER.fullmatch(paras[at].folded)), 0)


def _is_footer(folded: str) -> bool:
    return folded.endswith(_FOOTER_ENDS) or _FOOTER.match(folded) is not None


def _footer(paras: list[Para]) -> int:
    """Where the lines that a site prints below its page begin; the number of paragraphs where there are none."""
    begin = max(0, len(paras) - _FOOTER_LINES)
    end = next((at for at in range(begin, len(paras)) if _is_footer(paras[at].folded)), len(paras))
    if end == len(paras) or any(para.number is not None for para in paras[end:]):
        return len(paras)
    while end > 0 and paras[end - 1].number is None and _KEEPER.match(paras[end - 1].folded):
        end -= 1
    above = range(end - 1, max(0, end - 1 - _MOST_LINKS), -1)
    links = next((at for at in above if _LINKS.fullmatch(paras[at].folded)), end)
    return end if any(para.number is not None for para in paras[links:end]) else links


#: The list of annexes at the end of a document: 附件：1.任务分解表
_ANNEXES = re.compile(r"[\s\u3000]*(?:相关)?附\s*[件表](?:下载|列表)?\s*：")


def _annexes(paras: list[Para], first: int) -> tuple[int, int]:
    """Where the list of annexes behind the last item begins and ends; an empty stretch where there is none."""
    for at in range(max(first, len(paras) - _FOOTER_LINES), len(paras)):
        if paras[at].number is not None or not _ANNEXES.match(paras[at].folded):
            continue
        end = at + 1
        while end < len(paras) and paras[end].number is not None and _names_annex(paras[end]):
            end += 1
        if not any(para.number is not None for para in paras[end:]):
            return at, end
    return len(paras), len(paras)


def _names_annex(para: Para) -> bool:
    return len(para.folded) <= 60 and not any(mark in para.folded for mark in "。；：，")


def read_items(extract: Extract) -> Items:
    """The paragraphs and tables of an extract."""
    text = extract.source.text
    folded = fold(text)
    found = Items()
    if extract.blocks is None:
        _add_lines(found, text, folded)
        return found
    run: list[Paragraph] = []
    for block in extract.blocks:
        if isinstance(block, Paragraph):
            run.append(block)
        elif not _add_table(block, found, text, folded, run, extract):
            run += [Paragraph(cell.span) for cell in _cells(block)]
    _add_run(found, text, folded, run, extract)
    return found


def _add_lines(found: Items, text: str, folded: str) -> None:
    """Read a plain text: the tables that are typed into it, and the paragraphs between them."""
    at = 0
    for table in find_tables(text):
        _add_paragraphs(found, text, folded, at, table.span.start)
        at = table.span.start
        if _add_table(table, found, text, folded, []):
            at = table.span.end
            found.labels += _rules(table, text)
    _add_paragraphs(found, text, folded, at, len(text))


def _rules(table: Table, text: str) -> Iterator[Span]:
    """The borders between the cells of a table that is typed into a text, and what else parts them."""
    at = table.span.start
    for span in sorted(
        {cell.span for row in table.rows for cell in row if cell.text}, key=lambda each: each.start
    ):
        if text[at : span.start].strip():
            yield Span(at, span.start)
        at = max(at, span.end)
    if text[at : table.span.end].strip():
        yield Span(at, table.span.end)


def _add_paragraphs(found: Items, text: str, folded: str, start: int, end: int) -> None:
    paras, furniture = paragraphs.from_text(text, folded, start, end)
    found.furniture += furniture
    found.add(paras)


def _add_run(
    found: Items, text: str, folded: str, run: list[Paragraph], extract: Extract | None = None
) -> None:
    """Read a run of paragraphs that no task table interrupts."""
    notes = [block for block in run if extract is not None and _is_footnote(extract, block)]
    paras, furniture = paragraphs.from_blocks(text, folded, [block for block in run if block not in notes])
    found.furniture += furniture
    found.add(paras)
    found.notes += paragraphs.from_blocks(text, folded, notes)[0]
    run.clear()


def _is_footnote(extract: Extract, block: Paragraph) -> bool:
    label = extract.source.place(block.span.start).label
    return label is not None and (label.startswith(_NOTE_PLACES) or is_note_sheet(label))


def _add_table(
    table: Table,
    found: Items,
    text: str,
    folded: str,
    run: list[Paragraph],
    extract: Extract | None = None,
) -> bool:
    """Read a table of tasks or a form; False where it is neither, and its cells are but paragraphs."""
    legend = "\n".join(text[block.span.start : block.span.end] for block in run[-2:])
    grid = read_records(table) or read_table(table, legend)
    form = read_fields(table) if grid is None else None
    if grid is None and form is None:
        return False
    _add_run(found, text, folded, run, extract)
    if grid is not None:
        found.items += grid.before
        found.items.append(grid)
        found.notes += grid.after
        found.labels += [Span(para.start, para.end) for para in grid.headers]
    elif form is not None:
        found.items += form[0]
        found.labels += form[1]
    return True


def _cells(table: Table) -> Iterator[Cell]:
    """The cells of a table that hold text, merged ones once."""
    seen: set[Span] = set()
    for row in table.rows:
        for cell in row:
            if cell.text.strip() and cell.span not in seen:
                seen.add(cell.span)
                yield cell
