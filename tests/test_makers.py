"""The values that makers make are those that their classes make."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest

from policyplan import Assignment, DueBy, Measure, Role, Span, Task, Unit
from policyplan.makers import maker, new_assignment, new_due_by, new_measure, new_span, new_task

PLACE = Span(3, 9)
SHARE = Assignment(Unit("市水务局"), Role.LEAD, "水务局", 1, True, False, ("elided-parent",), PLACE)
BY_JUNE = DueBy(date(2024, 6, 30), "6月底前", basis=("end-of-period",), span=PLACE)
BRIDGE = Measure(text="修好东桥。", clause="（市水务局）", assignments=(SHARE,), deadline=BY_JUNE, span=PLACE)
MADE = [
    (new_span, PLACE),
    (new_assignment, SHARE),
    (new_due_by, BY_JUNE),
    (new_measure, BRIDGE),
    (new_task, Task(number="1", heading="桥", text="修好东桥。", measures=(BRIDGE,), span=PLACE)),
]


@pytest.mark.parametrize(("make", "value"), MADE, ids=lambda each: getattr(each, "__name__", ""))
def test_what_a_maker_makes_is_a_value_of_the_class_in_every_way(make: Any, value: Any) -> None:
    fields = {each.alias: getattr(value, each.name) for each in attrs.fields(type(value))}
    made = make(**fields)
    assert type(made) is type(value)
    assert (made, hash(made), repr(made)) == (value, hash(value), repr(value))
    assert attrs.asdict(made) == attrs.asdict(value)  # also what does not count for equality: places
    assert attrs.asdict(pickle.loads(pickle.dumps(made))) == attrs.asdict(value)


@pytest.mark.parametrize(("make", "value"), MADE, ids=lambda each: getattr(each, "__name__", ""))
def test_what_a_maker_made_is_frozen(make: Any, value: Any) -> None:
    made = make(**{each.alias: getattr(value, each.name) for each in attrs.fields(type(value))})
    for each in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(made, each.name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(made, each.name)


def test_a_maker_converts_and_fills_in_what_the_class_does() -> None:
    units: Any = [SHARE]
    assert maker(Measure)(text="修好东桥。", assignments=units) == Measure(
        text="修好东桥。", assignments=(SHARE,)
    )
