"""How far a publication has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attrs import define

Thing = TypeVar("Thing")


@define(eq=False)
class Pace:
    """Counts what is done of `total` things, and tells `tell`, where there is one, with each."""

    total: int
    tell: Callable[[int, int], object] | None = None
    done: int = 0

    def over(self, things: Iterable[Thing]) -> Iterable[Thing]:
        """The same things; each counts once the next is asked for."""
        return things if self.tell is None else self._counted(things, self.tell)

    def _counted(self, things: Iterable[Thing], tell: Callable[[int, int], object]) -> Iterator[Thing]:
        for thing in things:
            yield thing
            self.done += 1
            tell(self.done, self.total)
