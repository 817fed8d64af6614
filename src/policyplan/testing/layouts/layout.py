"""A layout: a name, what it can say, and its printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import field, frozen

from policyplan.source import as_tuple
from policyplan.testing.layouts.narrowing import spelled
from policyplan.testing.layouts.numbering import Marks, numbered, official
from policyplan.testing.written import WrittenPlan

#: Makes of a plan what a layout can say of it.
Change: TypeAlias = Callable[[WrittenPlan], WrittenPlan]


@frozen(kw_only=True)
class Layout:
    """A way in which plans are printed.

    `changes` make of a written plan what the layout can say, `marks` number it (None where a change does), and
    `spell` writes it in other characters; `printer` prints what they leave. `cannot` are the facts
    (`policyplan.testing.FACTS`) that are not printed; `format` is the name by which `policyplan.read` knows the
    file's format; `sketch` shows as text what the printer of a binary file prints.
    """

    name: str
    about: str
    format: str = "text"
    printer: Callable[[WrittenPlan], str | bytes] = field(repr=False)
    changes: tuple[Change, ...] = field(default=(), converter=as_tuple, repr=False)
    marks: Marks | None = field(default=official, repr=False)
    continuous: bool = False
    spell: Callable[[str], str] | None = field(default=None, repr=False)
    sketch: Callable[[WrittenPlan], str] | None = field(default=None, repr=False)
    cannot: frozenset[str] = frozenset({"document"})

    def narrow(self, plan: WrittenPlan) -> WrittenPlan:
        """What this layout says of `plan`: what a reader is expected to find."""
        for change in self.changes:
            plan = change(plan)
        if self.marks is not None:
            plan = numbered(plan, self.marks, continuous=self.continuous)
        return spelled(plan, self.spell) if self.spell is not None else plan

    def print(self, plan: WrittenPlan) -> bytes:
        """The document that says what `narrow` leaves of `plan`."""
        printed = self.printer(self.narrow(plan))
        return printed if isinstance(printed, bytes) else self._in_characters(printed).encode("utf-8")

    def show(self, plan: WrittenPlan) -> str:
        """The same for people to look at: the text, or a sketch of what stands in a binary file."""
        shown = (self.sketch or self.printer)(self.narrow(plan))
        assert isinstance(shown, str)
        return self._in_characters(shown)

    def _in_characters(self, text: str) -> str:
        return self.spell(text) if self.spell is not None else text

    @property
    def limits(self) -> tuple[str, ...]:
        """What becomes of plans that say more than this layout can, a sentence each."""
        return tuple((change.__doc__ or "").split("\n")[0] for change in self.changes)
