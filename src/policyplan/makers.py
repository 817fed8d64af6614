"""What makes the values of which a plan holds most: the same values, from the same arguments, in less time."""

from __future__ import annotations

from typing import TypeVar, cast

import attrs

from policyplan.deadlines import DueBy
from policyplan.model import Assignment, Measure, Task
from policyplan.source import Span

Value = TypeVar("Value")


def maker(of: type[Value]) -> type[Value]:
    """What makes values of a frozen class of attrs without its guard, which costs a call for each field.

    >>> Span.__init__ is maker(Span).__init__, maker(Span)(3, 7)
    (False, Span(start=3, end=7))
    """

    def become(self: object) -> None:
        self.__class__ = of  # all is set: from here on it is guarded

    unguarded = {
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__attrs_post_init__": become,
    }
    made = attrs.make_class(
        of.__name__, {}, bases=(of,), class_body=unguarded, eq=False, repr=False, slots=True
    )
    return cast("type[Value]", made)


new_assignment = maker(Assignment)
new_due_by = maker(DueBy)
new_measure = maker(Measure)
new_span = maker(Span)
new_task = maker(Task)
