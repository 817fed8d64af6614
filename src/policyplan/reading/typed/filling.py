"""Which cell belongs to which column, where only the order of the cells and what they say tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from attrs import Factory, define, field, frozen

from policyplan.model import Role
from policyplan.reading._vocabulary import NOTHING
from policyplan.reading.headers import Column
from policyplan.reading.names import OPEN_ENDED, is_function, is_unit_like, split
from policyplan.reading.numbering import read_number
from policyplan.reading.times import parse_deadline
from policyplan.source import Span, as_tuple

#: The cost of what cannot be.
_NEVER = 1_000_000
_SAYING = ("text", "task")
_DUTY = ("role", "time")
_HEADINGS = frozenset({"chapter", "han", "bracket_han", "formal", "word", "lenticular"})
_NUMBER = re.compile(r"(\d{1,3})[.．、]?$")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_ROLE_END = re.compile("(?:牵头|负责|配合|参与|落实|实施|协助|承办)$")
_LONGEST_HEADING = 60
_LONGEST_SECTION = 40
#: The longest words of which it is kept that they name units.
_MOST_KEPT = 500
#: How many pieces there may be behind the last number, and in all where rows have none.
_MOST_BEHIND = 40
_MOST_PIECES = 5000


@frozen
class Piece:
    """A cell, or a line of one: where it stands, and what it says (folded).

    `whole` is a cell for sure; `gap` is True where an empty line above it may stand for a cell that is blank.
    """

    span: Span
    words: str
    whole: bool = False
    gap: bool = False

    def is_time(self) -> bool:
        """Whether it says by when."""
        return len(self.words) <= _LONGEST_SECTION and _is_time(self.words)

    def names_units(self) -> bool:
        """Whether it names units, with or without words for their roles."""
        told = _names_units if len(self.words) <= _MOST_KEPT else _names_units.__wrapped__
        return told(self.words)

    def is_heading(self) -> bool:
        """Whether it may head the rows below it."""
        number = read_number(self.words)
        return (
            number is not None
            and number.kind in _HEADINGS
            and len(self.words) < _LONGEST_HEADING
            and "。" not in self.words
        )


# Each piece is asked again for each place where it might go.
@lru_cache(maxsize=1024)
def _is_time(words: str) -> bool:
    return parse_deadline(words) is not None


@lru_cache(maxsize=1024)
def _names_units(words: str) -> bool:
    listed = OPEN_ENDED.sub("", words)
    names = [listed[start:end] for start, end in split(listed, "、，；\n \u3000")]
    return any(names) and all(
        is_unit_like(name) or is_function(name) or _ROLE_END.search(name) for name in names if name
    )


@frozen
class Filled:
    """A row: the cells of its columns, None where there is none; `goes_on` where it goes on with the task above.

    A heading of the rows below it is one cell alone.
    """

    cells: tuple[Span | None, ...] = field(converter=as_tuple)
    goes_on: bool = False
    heading: bool = False


class _Place(NamedTuple):
    """Where a piece is put: its column (-1: a heading), whether its row goes on with the task above, and says what."""

    column: int
    goes_on: bool = False
    says: bool = False


class _Way(NamedTuple):
    """The cheapest way to a place: its cost, how many there are, the place before, and whether a row begins."""

    cost: int
    ways: int
    before: _Place | None
    begins: bool


@define(eq=False)
class Filling:
    """The columns of a table while pieces are put into them; `number` is the one of numbers, None without one.

    A way costs the more the less it is like a table: for a column left out, for a unit where a task is expected.
    `cost` is that of the rows that `fill` found.
    """

    columns: tuple[Column, ...]
    number: int | None
    pieces: list[Piece] = Factory(list)
    trail: list[dict[_Place, _Way]] = Factory(list)
    seen: int = 0
    last_number: int = 0
    cost: int = 0

    def fill(self, pieces: Iterable[Piece]) -> list[Filled] | None:
        """The rows that `pieces` make, as far as they go; None where they make none, or not in one way for sure."""
        coming = iter(pieces)
        if not self._put_all(coming) or self._number_in(coming):
            return None
        end = self._end()
        if end is None:
            return None
        rows = self._rows(*end)
        return rows if self.number is not None else _without_signature(rows, self)

    def _put_all(self, coming: Iterator[Piece]) -> bool:
        """Put one piece after the other until one fits nowhere; False where none fitted."""
        piece = next(coming, None)
        while piece is not None:
            following = next(coming, None)
            at = len(self.pieces)
            numbers = self._is_number(piece)
            if numbers:
                self.seen, self.last_number = self.seen + 1, at
            if at - self.last_number > (_MOST_BEHIND if self.number is not None else _MOST_PIECES):
                break
            heads = piece.is_heading() and self._is_headed(following)
            self.pieces.append(piece)
            self.trail.append(self._ways(piece, numbers, heads))
            if not self.trail[-1]:
                return not (following is not None and self._is_number(following)) and at > 0
            piece = following
        return bool(self.pieces)

    def _is_number(self, piece: Piece | None) -> bool:
        """Whether `piece` is the number of the next row."""
        match = _NUMBER.match(piece.words) if piece is not None and self.number is not None else None
        return match is not None and int(match[1]) == self.seen + 1

    def _is_headed(self, piece: Piece | None) -> bool:
        """Whether a heading may stand above `piece`."""
        return piece is not None and (self._is_number(piece) or piece.is_heading())

    def _number_in(self, coming: Iterator[Piece]) -> bool:
        """Whether the numbers go on behind the piece that fitted nowhere: the table is not understood."""
        return any(self._is_number(piece) for piece in islice(coming, _MOST_BEHIND))

    def _ways(self, piece: Piece, numbers: bool, heads: bool) -> dict[_Place, _Way]:
        """The ways to each place where `piece` may be put."""
        ways: dict[_Place, _Way] = {}
        before = self.trail[-1] if self.trail else {None: _Way(0, 1, None, True)}
        for place, way in before.items():
            for next_place, cost, begins in self._steps(place, piece, numbers, heads):
                total = way.cost + cost
                if total >= _NEVER:
                    continue
                known = ways.get(next_place)
                if known is None or total < known.cost:
                    ways[next_place] = _Way(total, way.ways, place, begins)
                elif total == known.cost:
                    ways[next_place] = known._replace(ways=known.ways + way.ways)
        return ways

    def _steps(
        self, place: _Place | None, piece: Piece, numbers: bool, heads: bool
    ) -> Iterator[tuple[_Place, int, bool]]:
        """Where `piece` may go behind `place`, at what cost, and whether a row begins with it."""
        targets = [self.number] if numbers and self.number is not None else range(len(self.columns))
        done = 0 if place is None or place.column < 0 else self._completed(place)
        for column in targets:
            if column == self.number and not numbers:
                continue
            kind = self.columns[column].kind
            if place is not None and 0 <= place.column <= column:
                more = place.column == column
                cost = self._more(piece, column) if more else self._left_out(place.column + 1, column, place)
                if piece.gap and not more:
                    cost = min(cost, 1) if place.column + 1 < column else 2
                says = place.says or kind in _SAYING
                yield _Place(column, place.goes_on, says), cost + self._taken(piece, column, numbers), False
            if self.number is None or column <= self.number:
                cost = done + self._left_out(0, column, None) + self._taken(piece, column, numbers)
                yield _Place(column, False, kind in _SAYING), cost, True
            elif place is not None and place.column >= 0 and kind in _SAYING and not _is_strange(piece):
                yield _Place(column, True, True), done + 3 + self._taken(piece, column, numbers), True
        if heads and not numbers:
            yield _Place(-1), done, True

    def _more(self, piece: Piece, column: int) -> int:
        """The cost of one more line of a cell."""
        kind = self.columns[column].kind
        if piece.whole or kind in ("number", "section"):
            return _NEVER
        return 1 if kind in ("task", "time", "other") else 0

    def _left_out(self, begin: int, end: int, place: _Place | None) -> int:
        """The cost of columns without a cell, in the row of `place`, or in a new one."""
        return sum(self._blank(column, place) for column in range(begin, end))

    def _blank(self, column: int, place: _Place | None) -> int:
        kind, role = self.columns[column][:2]
        if self.number is None:
            return 1 if kind == "other" else _NEVER
        if place is not None and place.goes_on:
            return 1 if kind == "time" else 0
        if column < self.number or kind == "section":  # merged with the cell above it
            return _NEVER if self.seen <= 1 else 1
        if kind == "role":
            return 3 if role in (Role.LEAD, Role.RESPONSIBLE) else 1
        return {"number": _NEVER, "task": 2, "text": 2, "time": 2}.get(kind, 1)

    def _completed(self, place: _Place) -> int:
        """The cost of ending the row of `place` there."""
        said = place.says or not any(column.kind in _SAYING for column in self.columns[self._behind_number :])
        if not said or place.column < (self.number or 0):
            return _NEVER
        if place.goes_on and self.columns[place.column].kind not in _DUTY:
            return _NEVER
        return self._left_out(place.column + 1, len(self.columns), place)

    @property
    def _behind_number(self) -> int:
        return 0 if self.number is None else self.number + 1

    def _taken(self, piece: Piece, column: int, numbers: bool) -> int:
        """The cost of `piece` as a cell of this column, or a line of one."""
        kind = self.columns[column].kind
        if numbers or kind == "number":
            return 0 if numbers and kind == "number" else _NEVER
        if piece.words.lower() in NOTHING:
            return 0
        if kind in _DUTY:
            fits = piece.names_units() if kind == "role" else piece.is_time()
            return 0 if fits else 2 if piece.whole and self.number is not None else _NEVER
        strange = _is_strange(piece)
        if self.number is None and not piece.whole:
            return _NEVER if strange else 0
        if kind == "section" and len(piece.words) > _LONGEST_SECTION:
            return 2
        return (2 if kind == "other" else 1) if strange else 0

    def _end(self) -> tuple[int, _Place] | None:
        """The last piece of the table and its place; None where there is none, or none for sure."""
        last = self.columns[-1].kind
        ends = [
            (way.cost + self._completed(place), -at if last == "role" else at, place, way.ways)
            for at in range(self.last_number, len(self.trail))
            for place, way in self.trail[at].items()
            if place.column >= 0 and not (last == "role" and self._signs(at))
        ]
        ends = [end for end in ends if end[0] < _NEVER]
        if not ends:
            return None
        best = self._latest(ends) if self.number is None else min(ends)
        self.cost = best[0]
        same = [end for end in ends if end[:2] == best[:2]]
        return (abs(best[1]), best[2]) if len(same) == 1 and best[3] == 1 else None

    def _latest(self, ends: list[tuple[int, int, _Place, int]]) -> tuple[int, int, _Place, int]:
        """The end furthest on, for without numbers every row is a table's end."""
        return max(ends, key=lambda end: (abs(end[1]), -end[0]))

    def _signs(self, at: int) -> bool:
        """Whether the name at `at` signs the document: a day stands below it."""
        return at + 1 < len(self.pieces) and _DAY.match(self.pieces[at + 1].words) is not None

    def _rows(self, at: int, place: _Place | None) -> list[Filled]:
        """The rows on the way to `place`, back to front and turned."""
        rows: list[Filled] = []
        cells: list[Span | None] = [None] * len(self.columns)
        while place is not None:
            way, span = self.trail[at][place], self.pieces[at].span
            if place.column < 0:
                rows.append(Filled([span], heading=True))
            else:
                below = cells[place.column]
                cells[place.column] = Span(span.start, below.end if below is not None else span.end)
                if way.begins:
                    rows.append(Filled(cells, place.goes_on))
                    cells = [None] * len(self.columns)
            at, place = at - 1, way.before
        return rows[::-1]


def _is_strange(piece: Piece) -> bool:
    """Whether `piece` is hardly what is to be done."""
    return piece.names_units() or piece.is_time()


def _without_signature(rows: list[Filled], filling: Filling) -> list[Filled] | None:
    """Rows without numbers, less a last one that signs the document: a line, a body, a day as no other row has one."""
    words = {piece.span.end: piece.words for piece in filling.pieces}
    ends = [row.cells[-1] for row in rows]
    days = [end is not None and _DAY.match(words[end.end]) is not None for end in ends]
    if days and days[-1] and not any(days[:-1]):
        rows = rows[:-1]
    return rows if len(rows) > 1 else None
