"""What all pictures share: text that is safe to draw, titles, days, colours and fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias

import altair as alt

from policyplan.display import plan_label, printable, wrap
from policyplan.exporting.distinct import each_once
from policyplan.exporting.plots._words import say
from policyplan.exporting.wording import Lang, document, words
from policyplan.ledger.standing import Status
from policyplan.model import Entry, Plan, PlansOrEntries, Role
from policyplan.source import clip, display_width

#: What the functions of `policyplan.plots` give.
Picture: TypeAlias = alt.Chart | alt.LayerChart

#: Fonts that hold Chinese characters on Linux, macOS and Windows; the first that is there is used.
FONTS: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, Hiragino Sans GB, "
    "WenQuanYi Micro Hei, SimHei, sans-serif"
)
WIDTH: Final = 640
INK, SOFT, LINE, SEAL = "#1d1f23", "#5a5f68", "#d9d6cf", "#a3181c"
ROLES: Final = {
    Role.LEAD: "#a3181c",
    Role.RESPONSIBLE: "#4a7fb5",
    Role.SUPPORTING: "#a9c8e2",
    Role.OVERSEEING: "#c2a45f",
}
STATES: Final = {
    Status.DONE: "#3f7d58",
    Status.DONE_LATE: "#9dbb86",
    Status.OVERDUE: "#a3181c",
    Status.DUE_SOON: "#e2ad3b",
    Status.IN_PROGRESS: "#4a7fb5",
    Status.NOT_STARTED: "#c9c9c6",
    Status.ONGOING: "#a9c8e2",
    Status.CANCELLED: "#77777a",
}

_CONFIG: Final[dict[str, Any]] = {
    "font": FONTS,
    "background": "white",
    "padding": 16,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 0,
        "titleColor": SOFT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": "#ecebe7",
        "domainColor": LINE,
        "tickColor": LINE,
    },
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 20,
        "color": INK,
        "subtitleColor": SOFT,
        "subtitleFontSize": 12,
        "subtitleLineHeight": 18,
        "subtitlePadding": 6,
        "offset": 16,
    },
}
_LEGEND: Final[dict[str, Any]] = {
    "orient": "top",
    "direction": "horizontal",
    "title": None,
    "labelFontSize": 12,
    "labelLimit": 0,
    "symbolType": "square",
    "symbolOpacity": 1,
}
_SUBTITLE_COLUMNS = 110
_NAMED = 4  # plans, of several
_COLUMN = 6.2  # pixels that a column of text takes at most, at 12 pixels
_SCRIPT = re.compile("<(?=[/!sS])")


def measures(plans: PlansOrEntries, lang: Lang) -> tuple[Entry, ...]:
    """The measures to draw, each once. Raises ExportError where two plans claim one identity, or for another `lang`."""
    words(lang)
    return each_once(plans)


def drawn(text: str, columns: int = 400) -> str:
    """`text` as a picture holds it: on one line, at most so many columns wide.

    Altair shows a chart in a notebook inside a script element and does not escape it there, so an invisible word
    joiner (U+2060) goes where a text could end the element.
    """
    return _SCRIPT.sub("<\u2060", clip(printable(text), columns))


def labels(texts: Iterable[str]) -> list[str]:
    """The texts made different from one another by counting, since a scale takes those alike for one."""
    seen: dict[str, int] = {}
    found: set[str] = set()
    result = []
    for text in texts:
        label = text
        while label in found:
            seen[text] = seen.get(text, 1) + 1
            label = f"{text} ({seen[text]})"
        found.add(label)
        result.append(label)
    return result


def rows(values: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """The data of a layer, kept inside the chart."""
    return alt.InlineData(values=[dict(value) for value in values])


def layered(*charts: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """Charts drawn one over the other, the first below."""
    return alt.LayerChart(layer=list(charts))


def heading(key: str, entries: Sequence[Entry], lang: Lang, *notes: str) -> alt.TitleParams:
    """The title of the picture `key`, and below it whose plan it is and the notes."""
    plans = list({id(entry.plan): entry.plan for entry in entries}.values())
    lines = [
        line
        for note in (_whose(plans, lang), *notes)
        for line in wrap(drawn(note), _SUBTITLE_COLUMNS)
        if line
    ]
    return alt.TitleParams(text=say(key, lang), subtitle=lines)


def _whose(plans: Sequence[Plan], lang: Lang) -> str:
    """The plan's title and number; of several their number, and what to call the first of them."""
    if len(plans) == 1:
        return document(plans[0], lang)
    says = words(lang)
    named = says.comma.join(clip(plan_label(plan), 60) for plan in plans[:_NAMED])
    more = says.open_ended if len(plans) > _NAMED else ""
    counted = say("plans", lang, len(plans))
    return says.in_brackets.format(counted, named + more) if plans else counted


def listed(parts: Iterable[str], lang: Lang) -> str:
    """Facts one after the other."""
    return ("，" if lang == "zh" else ", ").join(filter(None, parts))


def several_plans(entries: Sequence[Entry]) -> bool:
    """Whether the entries stand in more than one plan."""
    return len({id(entry.plan) for entry in entries}) > 1


def plan_name(entry: Entry, columns: int = 400) -> str:
    """What to call the entry's plan."""
    return drawn(plan_label(entry.plan), columns)


def finished(chart: Picture, title: alt.TitleParams, *, marked: bool = False) -> Picture:
    """The chart under its title, in the fonts and colours of all pictures; `marked` leaves room above for today."""
    config = _CONFIG | {"legend": _LEGEND | {"offset": 30 if marked else 12}}
    return chart.properties(title=title, config=alt.Config.from_dict(config))


def nothing(title: alt.TitleParams, lang: Lang) -> Picture:
    """A picture that says that there is nothing to show."""
    chart = alt.Chart(rows([{"text": say("nothing", lang)}]), width=WIDTH, height=120)
    return finished(
        chart.mark_text(fontSize=18, color=SOFT).encode(text=alt.Text(field="text", type="nominal")), title
    )


def days_axis(first: date, last: date) -> alt.X:
    """An axis of days, in UTC so that no time zone moves them."""
    return alt.X(
        field="day",
        type="temporal",
        scale=alt.Scale(type="utc", domain=[first.isoformat(), last.isoformat()], padding=24, nice=False),
        axis=alt.Axis(title=None, format="%Y-%m-%d", labelOverlap=True, labelSeparation=12, tickCount=8),
    )


def today(on: date, lang: Lang, axis: alt.X) -> alt.LayerChart:
    """A line at `on`."""
    base = alt.Chart(rows([{"day": on.isoformat(), "says": say("today", lang, on.isoformat())}]))
    line = base.mark_rule(color=SEAL, strokeWidth=1.5).encode(x=axis)
    says = base.mark_text(color=SEAL, fontSize=12, fontWeight="bold", baseline="bottom", dy=-4)
    return layered(line, says.encode(x=axis, y=alt.value(0), text=alt.Text(field="says", type="nominal")))


def names(field: str, order: Sequence[str], *, align: Literal["left", "right"] = "right") -> alt.Y:
    """An axis with a band for each name, in their order; aligned to the left they begin below one another."""
    padding = 10 if align == "right" else 10 + _COLUMN * max(map(display_width, order))
    return alt.Y(
        field=field,
        type="nominal",
        scale=alt.Scale(domain=list(order)),
        sort=None,
        axis=alt.Axis(title=None, ticks=False, domain=False, labelAlign=align, labelPadding=padding),
    )


def colours(field: str, order: Sequence[str], colour: Sequence[str]) -> alt.Color:
    """Colours by name, told in a legend in their order."""
    return alt.Color(
        field=field, type="nominal", scale=alt.Scale(domain=list(order), range=list(colour)), sort=None
    )


def tip(field: str, key: str, lang: Lang) -> alt.Tooltip:
    """A line of what is shown under the pointer."""
    return alt.Tooltip(field=field, type="nominal", title=say(key, lang))
