"""How much each unit has to do, by role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt

from policyplan.exporting.plots import _drawing as draw
from policyplan.exporting.plots._units import busiest, count_of, left_out, names_of, tally
from policyplan.exporting.plots._words import say
from policyplan.exporting.wording import Lang, words
from policyplan.model import Duties, PlansOrEntries, Role, duties


def workload(plans: PlansOrEntries, *, limit: int = 30, lang: Lang = "zh") -> draw.Picture:
    """Who carries how much: a bar for each unit, made of the measures it has a part in, by role.

    A measure in which a unit has two roles counts once in each. At most `limit` units are drawn, those with most
    measures; units alike keep the order in which the plan names them.

    >>> import policyplan as pp
    >>> chart = pp.plots.workload(pp.load_example("jilin_2022"), limit=10, lang="en")
    >>> chart.title.subtitle[-1]
    'Shown: the 10 units with most measures; left out: 16'
    """
    entries = draw.measures(plans, lang)
    units = duties(entries)
    shown = busiest(units, limit)
    title = draw.heading("workload", entries, lang, tally(entries, units, lang), left_out(units, shown, lang))
    return draw.finished(_chart(shown, lang), title) if shown else draw.nothing(title, lang)


def _chart(shown: Sequence[Duties], lang: Lang) -> draw.Picture:
    says = words(lang)
    labels = names_of(shown)
    values = [row for one, label in zip(shown, labels, strict=True) for row in _rows(one, label, lang)]
    totals: Counter[str] = Counter()
    for value in values:
        totals[value["unit"]] += value["count"]
    roles = [role for role in Role if any(value["order"] == list(Role).index(role) for value in values)]
    y = draw.names("unit", labels)
    x = alt.X(
        field="count", type="quantitative", axis=alt.Axis(title=say("count", lang), tickMinStep=1, format="d")
    )
    bars = alt.Chart(draw.rows(values), width=draw.WIDTH, height=alt.Step(24)).mark_bar(height=16)
    ends = alt.Chart(draw.rows([{"unit": unit, "count": count} for unit, count in totals.items()]))
    return draw.layered(
        bars.encode(
            x=x,
            y=y,
            color=draw.colours("role", [says.roles[r] for r in roles], [draw.ROLES[r] for r in roles]),
            order=alt.Order(field="order", type="quantitative"),
            tooltip=[draw.tip(key, key, lang) for key in ("unit", "role", "count")],
        ),
        ends.mark_text(align="left", dx=6, color=draw.INK).encode(
            x=x, y=y, text=alt.Text(field="count", type="quantitative")
        ),
    )


def _rows(one: Duties, label: str, lang: Lang) -> list[dict[str, Any]]:
    counts = {role: count_of(one, role) for role in Role}
    return [
        {"unit": label, "role": words(lang).roles[role], "order": order, "count": counts[role]}
        for order, role in enumerate(Role)
        if counts[role]
    ]
