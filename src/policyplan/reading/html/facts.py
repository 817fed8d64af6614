"""What a page states about its document as data: metadata lists and tables, and `<meta>` elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policyplan.reading.html.elements import BLOCKS, Element, Sizes, text_sizes, tidied

Fact: TypeAlias = tuple[str, str]

#: The labels under which government pages state what a document is; simplified, then traditional.
LABELS = frozenset(
    [
        "索引号",
        "信息索引号",
        "索取号",
        "统一编号",
        "发文机关",
        "发文单位",
        "发布机构",
        "发布机关",
        "发布单位",
        "制发机关",
        "制定机关",
        "公开主体",
        "信息来源",
        "来源",
        "成文日期",
        "成文时间",
        "生成日期",
        "发文日期",
        "发文时间",
        "印发日期",
        "印发时间",
        "签发日期",
        "标题",
        "名称",
        "信息名称",
        "文件名称",
        "文件标题",
        "发文字号",
        "文号",
        "文件编号",
        "文件文号",
        "发布文号",
        "发布日期",
        "发布时间",
        "公布日期",
        "公开日期",
        "公开时间",
        "发文日期",
        "主题分类",
        "分类",
        "信息分类",
        "体裁分类",
        "组配分类",
        "公文种类",
        "文种",
        "主题词",
        "主题",
        "关键词",
        "公开方式",
        "公开形式",
        "公开范围",
        "公开类别",
        "公开属性",
        "有效性",
        "时效性",
        "时效",
        "文件状态",
        "效力状态",
        "是否有效",
        "施行日期",
        "实施日期",
        "实施时间",
        "生效日期",
        "生效时间",
        "废止日期",
        "失效日期",
        "失效时间",
        "有效期",
        "服务对象",
        "内容概述",
        "信息格式",
        "语种",
        "索引號",
        "發文機關",
        "發文單位",
        "發布機構",
        "成文日期",
        "標題",
        "名稱",
        "發文字號",
        "文號",
        "發文日期",
        "發布日期",
        "主題分類",
        "分類",
        "有效性",
    ]
)
#: The `<meta>` names of the government page standard that say something of the document.
_META = ("ArticleTitle", "PubDate", "ContentSource", "Url")

_CONTAINERS = frozenset(["dl", "table", "ul", "ol", "div", "p", "section"])
#: No list of metadata is longer than this, and looking into longer ones would cost time at every level.
_MOST_METADATA = 3000

_LABELLED = re.compile(r"^\s*[【\[]?\s*([^：:【】\[\]]{2,12}?)\s*[】\]]?\s*[：:]\s*([^\n]*)$")
_INLINE = re.compile(
    r"(?<!\w)(" + "|".join(sorted(LABELS, key=lambda label: (-len(label), label))) + r")\s*[：:]"
)
_NEXT_LABEL = re.compile(r"\s+(?=[^\s\d：:]{2,6}[：:])")


def meta_facts(root: Element) -> list[Fact]:
    """What the page's `<meta>` elements say of the document, under their own names."""
    found = {
        (meta.get("name") or "").lower(): (meta.get("content") or "").strip() for meta in root.iter("meta")
    }
    return [(name, found[name.lower()]) for name in _META if found.get(name.lower())]


def take_metadata(root: Element) -> list[Fact]:
    """The facts of the metadata lists and tables in the page, which are taken out of the tree."""
    sizes = text_sizes(root)
    return list(_taken(root, sizes))


def _taken(element: Element, sizes: Sizes) -> Iterator[Fact]:
    if element.tag in _CONTAINERS and sizes[element].printed <= _MOST_METADATA:
        pairs = _pairs(element)
        known = sum(label in LABELS for label, _ in pairs)
        if known >= 2 and known * 2 >= len(pairs):
            yield from (pair for pair in pairs if pair[1])
            element.drop_tree()
            return
    for child in list(element):
        yield from _taken(child, sizes)


def line_facts(elements: Iterable[Element]) -> list[Fact]:
    """The facts in lines such as 发布时间：2023-10-20 来源：县政府办, outside the article."""
    facts: list[Fact] = []
    for element in elements:
        line = tidied(element)
        if len(line) <= 300:
            facts += [(label, value) for label, value in _inline_pairs(line) if value]
    return facts


def _pairs(element: Element) -> list[Fact]:
    if element.tag == "dl":
        return list(_defined(element))
    if element.tag == "table":
        return list(_side_by_side(element))
    return list(_child_by_child(element))


def _defined(element: Element) -> Iterator[Fact]:
    label = ""
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            label = _label(tidied(part))
        elif label:
            yield label, tidied(part)
            label = ""


def _side_by_side(table: Element) -> Iterator[Fact]:
    """Cells as label, value, label, value; nothing where the table is no such table."""
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) == 1:
            yield from _labelled(tidied(cells[0]))
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            yield _label(tidied(label)), tidied(value)


def _child_by_child(element: Element) -> list[Fact]:
    """Children that each read 标签：值; nothing where most children are something else."""
    if len(element) > 60:
        return []
    texts = [text for child in element if (text := tidied(child))]
    if any(len(text) > 300 for text in texts):
        return []
    pairs = [pair for text in texts for pair in _labelled(text)]
    return pairs if len(pairs) * 3 >= len(texts) * 2 else []


def _labelled(text: str) -> Iterator[Fact]:
    found = _LABELLED.match(text)
    if found and len(_label(found[1])) >= 2:
        yield _label(found[1]), found[2].strip()


def _inline_pairs(line: str) -> Iterator[Fact]:
    found = list(_INLINE.finditer(line))
    ends = [*(each.start() for each in found[1:]), len(line)]
    for each, end in zip(found, ends, strict=False):
        value = line[each.end() : end].strip().partition("\n")[0]
        yield each[1], _NEXT_LABEL.split(value)[0].strip(" |｜\u3000")


def _label(text: str) -> str:
    """A label without the spaces that spread it, its colon and its brackets: 【发 文 机 关】： is 发文机关."""
    return "".join(text.split()).strip("：:【】[]")


def leaves(elements: Iterable[Element]) -> Iterator[Element]:
    """The elements in `elements` that hold text and no block."""
    for root in elements:
        for element in root.iter():
            if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element):
                yield element
