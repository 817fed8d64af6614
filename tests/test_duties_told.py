"""All that the reader makes of each way to say who answers for a measure, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policyplan import Plan, read_text
from policyplan.reading import clauses, names, pieces
from policyplan.reading.folding import fold
from policyplan.reading.names import lists

DUTIES = Path(__file__).parent / "duties"
CLAUSES = (DUTIES / "clauses.txt").read_text(encoding="utf-8").splitlines()
#: Where a clause stands in a plan.
PLACES = {
    "behind": "工作方案\n一、修桥\n1.修好东桥。{}\n2.疏浚西河。\n",
    "below": "工作方案\n一、修桥\n1.修好东桥。\n{}\n2.疏浚西河。\n",
    "numbered": "工作方案\n一、修桥\n1.修好东桥。\n2.{}\n3.疏浚西河。\n",
    "within": "工作方案\n一、修桥\n1.修好东桥{}并刷新栏杆。\n2.疏浚西河。\n",
    "above": "工作方案\n一、修桥{}\n1.修好东桥。\n2.疏浚西河。\n",
    "between": "工作方案\n一、修桥\n1.修好东桥。{}刷新栏杆。（责任单位：市文旅局）\n",
}


@pytest.fixture(autouse=True)
def _anew() -> None:
    """What was read before is read again: nothing stands in for the code that is tried."""
    for kept in (clauses.read_clause, names.read_names, lists._marks, pieces._cut):
        kept.cache_clear()


def told(plan: Plan) -> str:
    lines = []
    for entry in plan.entries():
        measure = entry.measure
        for share in measure.assignments:
            assert share.span is None or plan.source[share.span].split() == share.printed.split()
        units = [
            f"{a.unit.name}/{a.role}{a.group or ''}"
            + (f"^{a.unit.parent}" if a.unit.parent else "")
            + "*" * a.shared_by_remit
            + ("" if a.printed == a.unit.name else f"={a.printed}")
            for a in measure.assignments
        ]
        day = (
            measure.deadline and f"{measure.deadline.due or measure.deadline.kind} {measure.deadline.text!r}"
        )
        lines.append(" ".join([entry.key, measure.text.replace("\n", "⏎"), *units, *filter(None, [day])]))
    return " | ".join(lines)


def of_clause(text: str) -> str:
    """What the grammar says of the words alone."""
    folded = fold(text)
    clause = clauses.read_clause(folded)
    duties = [
        f"{folded[d.start : d.end]}→{d.name.full}/{d.role}{d.group}"
        + "*" * d.shared_by_remit
        + "+" * d.open_ended
        + "?" * (not d.role_printed)
        + "!" * d.name.marked
        + (f"^{d.name.parent}" if d.name.parent else "")
        + "".join(f"<{said}>" for said in (d.name.alias, *d.name.basis) if said)
        for d in clause.duties
    ]
    times = [f"@{folded[start:end]}" for start, end in clause.times]
    marks = [
        mark
        for mark, holds in {
            "own": clauses.is_clause(folded, after_sentence=False),
            "own after a sentence": clauses.is_clause(folded, after_sentence=True),
        }.items()
        if holds
    ]
    return " ".join([*duties, *times, *(f"[{mark}]" for mark in marks)]) or "-"


TELL: dict[str, Callable[[str], str]] = {
    "alone": lambda text: of_clause(text.strip("（）()【】〔〕[]")),
    **{
        name: lambda text, place=place: told(read_text(place.format(text)).plan)
        for name, place in PLACES.items()
    },
}


@pytest.mark.parametrize("place", TELL)
def test_what_is_told_of_each_clause_is_as_it_was(place, golden):
    golden(DUTIES / f"{place}.txt", "".join(f"{text}\n\t{TELL[place](text)}\n" for text in CLAUSES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.由东往西整修河堤，由市水利局负责。\n2.疏浚西河。",
            "1/1 由东往西整修河堤， 市水利局/responsible | 2/1 疏浚西河。",
        ),
        ("1.修好东桥。\n责任单位：\n2.疏浚西河。", "1/1 修好东桥。 | 2/1 疏浚西河。"),
        (
            "1.修好东桥。\n责任单位：\n市交通局\n市财政局\n2.疏浚西河。",
            "1/1 修好东桥。 市交通局/responsible 市财政局/responsible1 | 2/1 疏浚西河。",
        ),
        (
            "1.修好东桥。\n责任单位\n市交通局\n2.疏浚西河。",
            "1/1 修好东桥。 市交通局/responsible | 2/1 疏浚西河。",
        ),
        (
            "1.修好东桥。\n完成时限：\n2024年6月底前\n2.疏浚西河。",
            "1/1 修好东桥。 2024-06-30 '2024年6月底前' | 2/1 疏浚西河。",
        ),
    ],
)
def test_a_duty_is_told_from_what_stands_before_it_and_a_label_from_its_value(text, expected):
    assert told(read_text(text).plan) == expected
