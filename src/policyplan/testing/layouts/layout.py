"""A layout: a name, what it can say, and its printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import field, frozen

from policyplan.testing.written import WrittenPlan

#: Makes of a plan what a layout can say of it.
Narrow: TypeAlias = Callable[[WrittenPlan], WrittenPlan]


@frozen(kw_only=True)
class Layout:
    """A way in which plans are printed.

    `narrow` makes of a written plan what the layout can say, `printer` prints that; `cannot` are the facts
    (`policyplan.testing.FACTS`) that are not printed; `format` is the name by which `policyplan.read` knows the
    file's format; `sketch` shows as text what a printer of a binary file prints.
    """

    name: str
    about: str
    format: str = "text"
    narrow: Narrow = field(repr=False)
    printer: Callable[[WrittenPlan], str | bytes] = field(repr=False)
    sketch: Callable[[WrittenPlan], str] | None = field(default=None, repr=False)
    cannot: frozenset[str] = frozenset()

    def print(self, plan: WrittenPlan) -> bytes:
        """The document that says what `narrow` leaves of `plan`."""
        printed = self.printer(self.narrow(plan))
        return printed if isinstance(printed, bytes) else printed.encode("utf-8")

    def show(self, plan: WrittenPlan) -> str:
        """The same for people to look at: the text, or a sketch of what stands in a binary file."""
        narrowed = self.narrow(plan)
        shown = (self.sketch or self.printer)(narrowed)
        assert isinstance(shown, str)
        return shown
