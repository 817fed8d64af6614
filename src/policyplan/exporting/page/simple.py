"""The page people subscribe from: static, without scripts, and nothing in it comes from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import Final

from attrs import frozen

from policyplan.exporting import wording
from policyplan.exporting.feed import Feed
from policyplan.exporting.ical import days_of, line_of
from policyplan.exporting.links import link_of
from policyplan.exporting.wording import Lang
from policyplan.model import Entry, Plan

#: By this a page that policyplan wrote is told from any other.
GENERATOR: Final = '<meta name="generator" content="policyplan">'


@frozen(kw_only=True)
class Words:
    """What the page itself says in one language."""

    tag: str
    title: str
    lead: str
    plans: str
    units: str
    plan: str
    number: str
    unit: str
    measures: str
    deadlines: str
    calendar: str
    everything: str
    subscribe: str
    file: str
    nothing: str
    undated: str
    undated_lead: str
    measure: str
    who: str
    when: str
    how: str
    steps: tuple[tuple[str, str], ...]


_WORDS: Final = {
    "zh": Words(
        tag="zh-CN", title="工作任务日历",
        lead="选择单位并订阅，其任务的完成时限就会出现在手机和电脑的日历里，并随发布更新。",
        plans="计划", units="单位", plan="计划", number="文号", unit="单位", measures="任务",
        deadlines="有时限", calendar="日历", everything="全部任务", subscribe="订阅", file="日历地址",
        nothing="没有可列入日历的时限", undated="日历中没有的任务",
        undated_lead="以下任务没有固定的最后一日，请在计划原文中查看。",
        measure="任务", who="单位", when="时限", how="如何订阅",
        steps=(
            ("iPhone、iPad、Mac", "点“订阅”并确认；或在“日历”中新建“订阅日历”，粘贴日历地址。"),
            ("Google 日历", "在电脑上打开“其他日历 → 通过网址添加”，粘贴日历地址；手机随后同步。"),
            ("Outlook", "打开“添加日历 → 从 Web 订阅”，粘贴日历地址。"),
            ("Thunderbird", "打开“新建日历 → 在网络上”，粘贴日历地址。"),
            ("安卓手机", "用 Google 日历添加，或安装 ICSx⁵ 等订阅程序后点“订阅”。"),
        ),
    ),
    "en": Words(
        tag="en", title="Work plan calendars",
        lead="Subscribe to a unit: its deadlines appear in your calendar and follow changes.",
        plans="Plans", units="Units", plan="Plan", number="Number", unit="Unit", measures="Measures",
        deadlines="With a date", calendar="Calendar", everything="Everything", subscribe="Subscribe",
        file="Calendar address", nothing="no date to show", undated="Measures that no calendar shows",
        undated_lead="These have no fixed last day; see the plan itself.",
        measure="Measure", who="Units", when="When", how="How to subscribe",
        steps=(
            ("iPhone, iPad, Mac", "Press Subscribe and confirm, or paste the address in a new subscription."),
            ("Google Calendar", "Other calendars → From URL (on a computer), and paste the address."),
            ("Outlook", "Add calendar → Subscribe from web, and paste the address."),
            ("Thunderbird", "New calendar → On the network, and paste the address."),
            ("Android", "Add it in Google Calendar; or install ICSx⁵ or its like and press Subscribe."),
        ),
    ),
}  # fmt: skip

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2 { line-height: 1.25; text-wrap: balance; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .5rem; border-bottom: 1px solid #8888; }
td { overflow-wrap: anywhere; }
tbody th { font-weight: normal; min-width: 8rem; }
.count { text-align: end; }
.links a { display: inline-block; padding: .25rem .25rem; white-space: nowrap; }
dt { font-weight: bold; }
@media print { .links { display: none; } }
"""


def render_site(
    plans: Sequence[Plan], feeds: Sequence[Feed], *, base_url: str | None, lang: Lang
) -> dict[str, bytes]:
    """Every file of the site that is no calendar, by its path relative to the site.

    `base_url` is the address that the feeds' paths are joined to, None where it is not known.
    """
    own = tuple(f for f in feeds if f.as_ == feeds[0].as_ and not f.lead and not f.subordinates)
    undated = tuple(entry for plan in plans for entry in plan.entries() if not days_of(entry))
    return {"index.html": index(own, tuple(plans), undated, base_url, lang)}


def index(
    feeds: tuple[Feed, ...], plans: tuple[Plan, ...], undated: tuple[Entry, ...], base: str | None, lang: Lang
) -> bytes:
    """The page as UTF-8 HTML; `base` is the address the feeds' paths are joined to, None where unknown."""
    says = _WORDS[lang]
    title = feeds[0].name if len(plans) == 1 else says.title
    digest = b64encode(sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!doctype html>\n<html lang="{says.tag}">\n<head>\n<meta charset="utf-8">\n{GENERATOR}',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{_text(title)}</h1>\n<p>{_text(says.lead)}</p>",
        f'<p class="links">{_text(says.everything)} {_links(feeds[0], base, says)}</p>',
        *_plans(feeds, plans, base, says),
        *_units(feeds, base, says),
        *_undated(undated, lang, says),
        *_how(says),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _plans(feeds: tuple[Feed, ...], plans: tuple[Plan, ...], base: str | None, says: Words) -> list[str]:
    own = [feed for feed in feeds if feed.kind == "plan"]
    rows = [
        (_plan_link(plan, feed), _text(plan.document.number or ""), *_counts(feed), _links(feed, base, says))
        for plan, feed in zip(plans, own, strict=True)
    ]
    heads = (says.plan, says.number, says.measures, says.deadlines, says.calendar)
    return _table("plans", says.plans, heads, rows)


def _units(feeds: tuple[Feed, ...], base: str | None, says: Words) -> list[str]:
    rows = [(_text(f.name), *_counts(f), _links(f, base, says)) for f in feeds if f.kind == "unit"]
    return _table("units", says.units, (says.unit, says.measures, says.deadlines, says.calendar), rows)


def _undated(entries: tuple[Entry, ...], lang: Lang, says: Words) -> list[str]:
    rows = [
        (
            _text(wording.what(entry, 120)),
            _text(wording.everyone(entry, lang)),
            _text(wording.deadline(entry, lang)),
        )
        for entry in entries
    ]
    return _table("undated", says.undated, (says.measure, says.who, says.when), rows, says.undated_lead)


def _how(says: Words) -> list[str]:
    steps = [f"<dt>{_text(program)}</dt><dd>{_text(step)}</dd>" for program, step in says.steps]
    return [f"<section>\n<h2>{_text(says.how)}</h2>\n<dl>", *steps, "</dl>\n</section>"]


def _table(
    name: str, heading: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], lead: str = ""
) -> list[str]:
    """A section with a table; cells hold HTML already. Nothing at all where there are no rows."""
    if not rows:
        return []
    top = "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    body = (
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return [
        f'<section>\n<h2 id="{name}">{_text(heading)}</h2>',
        *([f"<p>{_text(lead)}</p>"] if lead else []),
        f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">\n<table>',
        f"<thead><tr>{top}</tr></thead>\n<tbody>",
        *body,
        "</tbody>\n</table>\n</div>\n</section>",
    ]


def _counts(feed: Feed) -> tuple[str, str]:
    return str(len(feed.entries)), str(feed.shown)


def _plan_link(plan: Plan, feed: Feed) -> str:
    link = link_of(plan.document.url)
    return f'<a href="{escape(link)}" rel="noreferrer">{_text(feed.name)}</a>' if link else _text(feed.name)


def _links(feed: Feed, base: str | None, says: Words) -> str:
    """Links to a feed, each with the feed's name for those who hear the page."""
    if not feed.shown:
        return _text(says.nothing)
    plain = _link((base or "") + feed.path, says.file, feed)
    if base is None:
        return plain
    webcal = f"webcal://{base.partition('://')[2]}{feed.path}"
    return f"{_link(webcal, says.subscribe, feed)} {plain}"


def _link(address: str, label: str, feed: Feed) -> str:
    return f'<a href="{escape(address)}" aria-label="{_text(f"{label} {feed.name}")}">{_text(label)}</a>'


def _text(text: str) -> str:
    return escape(line_of(text))
