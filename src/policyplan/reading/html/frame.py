"""Telling the article of a page from the frame around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from policyplan.reading.html.elements import Element, Sizes, names, text_sizes, tidied

#: Ids and classes that the content systems of government sites give to the text of an article and to nothing else.
_ARTICLE = re.compile(
    r"\b(ucap-content|trs_editor|trs_uedit\w*|view trs_uedit\w*|zoom|fontzoom|pages_content|article_?content|"
    r"article-content|articlecontent|arti_content|art_con|news_content|newscontent|wp_articlecontent|"
    r"vsb_content\w*|v_news_content|conts_?txt|content_?text|xxgk_content\w*|gkml_content|zwgk_content|detail-content|"
    r"entry-content|post-content|mw-parser-output|js_content|rich_media_content|bt_content|printcontent|printarea|"
    r"main-content|maincontent|con_text|txt_con|txtcontent|nr_con|wznr|zw_content)\b",
    re.IGNORECASE,
)
#: Names that often mean the article; believed where the element holds nearly all prose of the page.
_MAYBE_ARTICLE = re.compile(r"content|article|detail|zhengwen|main|text|body|xxgk|\bcon\b", re.IGNORECASE)
_FRAME_TAGS = frozenset(("nav", "aside", "footer", "header"))
_FRAME_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_FRAME_NAMES = frozenset(
    [
        "nav",
        "navbar",
        "navi",
        "menu",
        "crumb",
        "crumbs",
        "breadcrumb",
        "breadcrumbs",
        "dqwz",
        "weizhi",
        "share",
        "bdsharebuttonbox",
        "fenxiang",
        "header",
        "head",
        "topbar",
        "footer",
        "foot",
        "copyright",
        "sidebar",
        "recommend",
        "rel",
        "tuijian",
        "rmtj",
        "remen",
        "hot",
        "recommended",
        "related",
        "relate",
        "relates",
        "xiangguan",
        "xgxw",
        "xgyd",
        "xglj",
        "xgwd",
        "relevant",
        "toolbar",
        "tools",
        "fontsize",
        "qrcode",
        "ewm",
        "comment",
        "comments",
        "login",
        "search",
        "banner",
        "logo",
        "pager",
        "pagination",
        "prevnext",
        "gzh",
        "friendlink",
        "yqlj",
        "sitemap",
        "skip",
    ]
)
_CRUMBS = re.compile(
    r"^[【\[]?(您|你)?(现在|当前)?(所在|的)*位置|^当前位置|^首页\s*[>»›/]|^You are here", re.IGNORECASE
)
_TOOLS = re.compile(
    r"浏览次数|浏览量|访问次数|点击数|阅读次数|(?<!文)字号[：:]|字体[：:]|【打印|打印本页|关闭窗口|分享到|扫一扫|【?字体.{0,3}大"
)
_FOOT = re.compile(r"^(?:主办|承办|版权|网站|备案|技术支持|Copyright|©)", re.IGNORECASE)
_FOOT_NAMES = re.compile(r"foot|bottom|copyright", re.IGNORECASE)
_TITLE_NAMES = re.compile(
    r"\b(title|bt|tit|biaoti|arti_title|article-title|articletitle|xl_title|wztit)\b", re.IGNORECASE
)


@frozen
class Article:
    """The article of a page: its body, the title that stands outside it (None where inside), and what was left out.

    `title_text` is the title as the page states it, "" where it does not; `left_out` pairs the element's name
    with its text; `outside` are the elements around the body.
    """

    body: Element
    title: Element | None
    title_text: str
    left_out: tuple[tuple[str, str], ...]
    outside: tuple[Element, ...]


def find_article(root: Element) -> Article:
    """The article in the page; the whole page where none can be told from its frame.

    An element that a content system names as the article is believed if it holds a third of the prose. Otherwise
    what is clearly frame goes (by tag, by name, by being mostly links, never with two fifths of the text), and
    an element that holds four fifths of the remaining prose under a likely name is the article.
    """
    page = root if root.tag == "body" else next(root.iter("body"), root)
    stated = _stated_title(root)
    sizes = text_sizes(page)
    body = _named_article(page, sizes)
    dropped: list[Element] = []
    if body is None:
        dropped = list(_take_frame(page, sizes, sizes[page].printed))
        body = _narrowed(page, text_sizes(page))
    outside = [*_around(body, page)]
    title = _outer_title([*outside, *dropped], body, stated)
    around = [element for element in (*dropped, *outside) if element is not title]
    left_out = [(_called(element), text) for element in around if (text := _without(element, title))]
    return Article(body, title, stated, tuple(left_out), (*dropped, *outside))


def _named_article(page: Element, sizes: Sizes) -> Element | None:
    found = [element for element in page.iter() if element is not page and _ARTICLE.search(names(element))]
    found = [element for element in found if sizes[element].printed]
    outermost = _outermost(found)
    if not outermost:
        return None
    body = _common_ancestor(outermost)
    if len(outermost) == 1:
        inner = [element for element in found if sizes[element].prose >= 0.9 * sizes[body].prose]
        body = inner[-1]
    return body if 3 * sizes[body].prose >= sizes[page].prose else None


def _outermost(elements: list[Element]) -> list[Element]:
    chosen = set(elements)
    return [element for element in elements if not any(above in chosen for above in element.iterancestors())]


def _common_ancestor(elements: list[Element]) -> Element:
    if len(elements) == 1:
        return elements[0]
    chains = [[*reversed([*element.iterancestors()])] for element in elements]
    shared = [level[0] for level in zip(*chains, strict=False) if all(each is level[0] for each in level)]
    return shared[-1]


def _take_frame(element: Element, sizes: Sizes, page_size: int) -> Iterator[Element]:
    """Take frame elements out of the tree, outermost first, and yield them."""
    for child in list(element):
        if sizes[child].printed and 5 * sizes[child].printed < 2 * page_size and _is_frame(child, sizes):
            tail, child.tail = child.tail, None
            holder = child.getparent()
            at = holder.index(child)
            holder.remove(child)
            _give_back(holder, at, tail)
            yield child
        else:
            yield from _take_frame(child, sizes, page_size)


def _give_back(holder: Element, at: int, tail: str | None) -> None:
    """Keep the text that followed a removed element."""
    if not tail:
        return
    if at:
        holder[at - 1].tail = (holder[at - 1].tail or "") + tail
    else:
        holder.text = (holder.text or "") + tail


def _is_frame(element: Element, sizes: Sizes) -> bool:
    size = sizes[element]
    if element.tag in _FRAME_TAGS:
        return not any(above.tag == "article" for above in element.iterancestors())
    if element.get("role") in _FRAME_ROLES:
        return True
    if element.tag in ("td", "tr", "tbody", "span", "b", "a", "h1", "h2", "h3"):
        return False
    if _FRAME_NAMES & set(re.findall(r"[a-z]+", names(element).lower())) and element.tag != "p":
        return True
    if size.printed <= 150 and element.tag in ("p", "div", "ul", "ol", "section", "li"):
        text = tidied(element)
        if _CRUMBS.search(text) or _TOOLS.search(text):
            return True
        if _FOOT_NAMES.search(names(element)) and _FOOT.search(text):
            return True
    links = sum(1 for _ in element.iter("a"))
    return (
        links >= 3 and element.tag in ("ul", "ol", "div", "section") and 10 * size.linked >= 8 * size.printed
    )


def _narrowed(page: Element, sizes: Sizes) -> Element:
    """The innermost likely element that holds four fifths of the prose."""
    body, least = page, 0.8 * sizes[page].prose
    for element in page.iter("div", "article", "main", "section", "td"):
        named = element.tag in ("article", "main") or _MAYBE_ARTICLE.search(names(element))
        if named and sizes[element].prose >= least:
            body = element
    return body


def _around(body: Element, page: Element) -> Iterator[Element]:
    """What stands beside the path from `page` down to `body`, in reading order."""
    path = {body, *body.iterancestors()}
    if body is page:
        return
    for element in page.iter():
        parent = element.getparent()
        if element is not page and element not in path and parent in path and parent is not body:
            yield element


def _stated_title(root: Element) -> str:
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            return _compact(meta.get("content"))
    title = next((element.text or "" for element in root.iter("title")), "")
    return _compact(re.split(r"\s*[-_|—]+\s*", title.strip())[0])


def _outer_title(outside: Iterable[Element], body: Element, stated: str) -> Element | None:
    """The element outside the body that prints the title; None where the body prints it."""
    elements = [part for element in outside for part in element.iter() if _may_be_title(part)]
    same = [
        part for part in elements if (text := _compact(tidied(part))) and len(stated) >= 6 and text == stated
    ]
    if not same:
        same = [part for part in elements if part.tag in ("h1", "h2") and len(_compact(tidied(part))) >= 10][
            :1
        ]
    if not same:
        return None
    opening = _compact(tidied(body)[:1000])
    return None if _compact(tidied(same[0])) in opening else same[0]


def _may_be_title(element: Element) -> bool:
    return element.tag in ("h1", "h2", "h3") or bool(_TITLE_NAMES.search(names(element)))


def _compact(text: str) -> str:
    return "".join(text.split())


def _called(element: Element) -> str:
    named = names(element).split()
    return f"{element.tag}.{named[0]}" if named else str(element.tag)


def _without(element: Element, title: Element | None) -> str:
    """The text of `element` on one line, less that of the title where it stands within."""
    text = tidied(element)
    if title is not None and element in set(title.iterancestors()):
        text = text.replace(tidied(title), "")
    return " ".join(text.split())
