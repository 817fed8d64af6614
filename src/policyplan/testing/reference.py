"""The page of the documentation that shows every layout, made from the printers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policyplan.model import Role
from policyplan.testing.comparing import FACTS
from policyplan.testing.layouts import LAYOUTS, Layout
from policyplan.testing.written import (
    WrittenDeadline,
    WrittenMeasure,
    WrittenPlan,
    WrittenSection,
    WrittenTask,
    WrittenTier,
    WrittenUnit,
)

_HEAD = """# Layouts

Published plans look different in every office. These are the layouts that policyplan reads; for each, plans are
generated, printed, read and compared in the tests (`tests/test_round_trip.py`), and you can
[try any other reader](../how-to/test-a-reader.md) with them. The page is made by the printers themselves
(`policyplan.testing.LAYOUTS`), all from one plan of two sections.

Numbers, brackets and deadlines mix freely: a plan may number its tasks ① and close them with 〔〕. Every layout has
sections one to three deep unless its table or heading holds one, tasks of one or more measures unless it says one,
numbers with gaps, lists with elided parents (省水利厅、教育厅), classes of bodies (各县（市、区）人民政府), sides (；),
roles behind lists, 等 and 按职责分工, and deadlines of all [kinds](deadlines.md).
"""


def sample_plan() -> WrittenPlan:
    """The plan that the page shows in every layout."""
    water, schools, money = (WrittenUnit(f"市{name}", "市", name) for name in ("水务局", "教育局", "财政局"))
    counties = WrittenUnit("各县（市、区）政府", is_group=True)
    lead = WrittenTier([water], Role.LEAD, "牵头")
    support = WrittenTier([schools, money], Role.SUPPORTING, "配合")
    together = WrittenTier([schools, counties], Role.RESPONSIBLE, "按职责分工负责", "", True, True)
    june = WrittenDeadline("2024年6月底前", "by", date(2024, 6, 30), "2024年6月底前", "June 30, 2024")
    ever = WrittenDeadline("持续推进", "ongoing", None, "持续推进", "Ongoing")
    reading = WrittenMeasure("新建书房5座。", ((together,),), ever)
    pipes = WrittenMeasure("改造老旧管网120公里。", ((lead, support),), june)
    plan = WrittenMeasure("公布实施细则。", ((WrittenTier([money]),),), june)
    return WrittenPlan(
        title="云中市2024年民生工作要点",
        number="云政办发〔2024〕7号",
        issuer="云中市人民政府办公室",
        dated=date(2024, 2, 1),
        addressees=("各县（市、区）人民政府", "市政府各部门"),
        years=(2024, 2024),
        preamble="为做好全年工作，制定本方案。",
        sections=[
            WrittenSection(1, "加强设施建设", [WrittenTask(1, "推进节水改造", [pipes])]),
            WrittenSection(
                2,
                "提升服务质量",
                [WrittenTask(1, "建设城市书房", [reading]), WrittenTask(2, "健全考核办法", [plan])],
            ),
        ],
    )


def layouts_page() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *_table(), "", "## Examples", "", *_examples()])


def _table() -> Iterator[str]:
    yield "| layout | what it looks like | format | not said |"
    yield "|---|---|---|---|"
    for layout in LAYOUTS.values():
        missing = "; ".join(FACTS[fact] for fact in FACTS if fact in layout.cannot)
        about = layout.about.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
        yield f"| [{layout.name}](#{layout.name}) | {about} | {layout.format} | {missing} |"


def _examples() -> Iterator[str]:
    for layout in LAYOUTS.values():
        yield from (f"### {layout.name}", "")
        if layout.limits:
            yield from (" ".join(layout.limits), "")
        yield from (f"````{_language(layout)}", layout.show(sample_plan()).strip(), "````", "")


def _language(layout: Layout) -> str:
    return {"html": "html", "markdown": "markdown"}.get(layout.format, "text")
