"""Which units work together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import sqrt
from typing import Any

import altair as alt

from policyplan.exporting.plots import _drawing as draw
from policyplan.exporting.plots._units import busiest, count_of, entries_of_unit, left_out, names_of, tally
from policyplan.exporting.plots._words import say
from policyplan.exporting.wording import Lang
from policyplan.model import Duties, PlansOrEntries, Role, duties

_SIZE = 560  # of the circle, in pixels
_MOST_LINES = 90  # beyond this nobody can follow them


def network(plans: PlansOrEntries, *, limit: int = 30, lang: Lang = "zh") -> draw.Picture:
    """Who works with whom: units on a circle, and a line between two that have a part in the same measures.

    The busiest unit stands at the top right, the next at the top left, and so on downwards. At most `limit` units
    are drawn, those with most measures.

    >>> import policyplan as pp
    >>> chart = pp.plots.network(pp.find(pp.load_example("jilin_2022"), "role:lead"))
    >>> chart.title.text
    '单位协作关系'
    """
    entries = draw.measures(plans, lang)
    units = duties(entries)
    shown = busiest(units, limit)
    pairs = _shared(shown)
    drawn = sorted(pairs, key=lambda pair: -pairs[pair])[:_MOST_LINES]
    notes = [
        tally(entries, units, lang),
        left_out(units, shown, lang),
        say("strongest", lang, len(drawn), len(pairs) - len(drawn)) if len(pairs) > len(drawn) else "",
        say("legend", lang) if shown else "",
    ]
    title = draw.heading("network", entries, lang, *notes)
    if not shown:
        return draw.nothing(title, lang)
    return draw.finished(_chart(shown, {pair: pairs[pair] for pair in drawn}, lang), title)


def _shared(shown: Sequence[Duties]) -> Counter[tuple[int, int]]:
    """How many measures each two of the units share, by their places."""
    parts: dict[int, list[int]] = {}
    for at, one in enumerate(shown):
        for entry in entries_of_unit(one):
            parts.setdefault(entry, []).append(at)
    return Counter(pair for units in parts.values() for pair in combinations(units, 2))


def _places(count: int) -> list[tuple[float, float]]:
    """Places on a circle, right and left in turn from the top down, evenly by height: names beside them do not meet.

    >>> [(round(x, 2), round(y, 2)) for x, y in _places(4)]
    [(0.87, 0.5), (-0.87, 0.5), (0.87, -0.5), (-0.87, -0.5)]
    """
    rows = (count + 1) // 2
    heights = (1 - (2 * (at // 2) + 1) / rows for at in range(count))
    return [((-1) ** at * sqrt(1 - height * height), height) for at, height in enumerate(heights)]


def _chart(shown: Sequence[Duties], pairs: dict[tuple[int, int], int], lang: Lang) -> draw.Picture:
    names, places = names_of(shown), _places(len(shown))
    lines = [_line(one, two, count, names, places) for (one, two), count in reversed(pairs.items())]
    dots = [
        {"unit": name, "x": x, "y": y, "count": count_of(one), "says": f"{name} ({count_of(one)})"}
        for one, name, (x, y) in zip(shown, names, places, strict=True)
    ]
    least = min(pairs.values(), default=1)
    most = max([least + 7, *pairs.values()])  # so that lines of one measure more stay thin
    base = alt.Chart(draw.rows(dots), width=_SIZE, height=_SIZE).encode(
        x=_axis("x", alt.X), y=_axis("y", alt.Y)
    )
    drawn = alt.Chart(draw.rows(lines)).mark_rule(color=draw.ROLES[Role.RESPONSIBLE], strokeCap="round")
    return draw.layered(
        drawn.encode(
            x=_axis("x", alt.X),
            y=_axis("y", alt.Y),
            x2=alt.X2(field="x2"),
            y2=alt.Y2(field="y2"),
            strokeWidth=_scaled("count", alt.StrokeWidth, [least, most], [1, 9]),
            opacity=_scaled("count", alt.Opacity, [least, most], [0.35, 0.8]),
            tooltip=[
                draw.tip("unit", "unit", lang),
                draw.tip("with", "with", lang),
                draw.tip("count", "shared", lang),
            ],
        ),
        base.mark_circle(color=draw.SEAL, opacity=1, stroke="white", strokeWidth=1.5).encode(
            size=_scaled("count", alt.Size, [0, max(map(count_of, shown))], [40, 700]),
            tooltip=[draw.tip("unit", "unit", lang), draw.tip("count", "count", lang)],
        ),
        _names(base, "datum.x >= 0", align="left", dx=17),
        _names(base, "datum.x < 0", align="right", dx=-17),
    )


def _line(
    one: int, two: int, count: int, names: Sequence[str], places: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    (x, y), (x2, y2) = places[one], places[two]
    return {"unit": names[one], "with": names[two], "count": count, "x": x, "y": y, "x2": x2, "y2": y2}


def _names(base: alt.Chart, side: str, **look: Any) -> alt.Chart:
    text = alt.Text(field="says", type="nominal")
    chart: alt.Chart = (
        base.transform_filter(side).mark_text(fontSize=12, color=draw.INK, **look).encode(text=text)
    )
    return chart


def _axis(field: str, channel: type[Any]) -> Any:
    return channel(
        field=field, type="quantitative", scale=alt.Scale(domain=[-1.06, 1.06], nice=False), axis=None
    )


def _scaled(field: str, channel: type[Any], domain: list[float], size: list[float]) -> Any:
    return channel(field=field, type="quantitative", scale=alt.Scale(domain=domain, range=size), legend=None)
