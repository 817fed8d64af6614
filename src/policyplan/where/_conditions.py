"""The conditions as values: what each holds for, how it is written as a text query and as Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from policyplan.errors import QueryError
from policyplan.ledger.standing import Progress, Status
from policyplan.model import Entry, Plan, Role
from policyplan.where._days import brief
from policyplan.where._folding import fold, number
from policyplan.where._index import Index, Positions, common, folded_name, index_of

#: Words that a text query understands as operators; as words to look for they are quoted.
OPERATORS = {"OR": "or", "或": "or", "AND": "and", "且": "and", "NOT": "not"}

_PLAIN = re.compile(r'[^\s"“”:：()（）\\*\-－][^\s"“”:：()（）\\]*')


def quoted(words: str) -> str:
    """`words` as one value of a text query, quoted where they would be read otherwise."""
    if _PLAIN.fullmatch(words) and words not in OPERATORS:
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Condition:
    """Something that holds for a measure or does not; joined by ``&``, ``|`` and ``~``.

    Conditions are values: equal where they are written alike. `str()` gives the text query that says the
    same, `repr()` the Python.
    """

    __slots__ = ()
    #: How much work it is to ask: the cheap parts of a conjunction are asked first.
    cost: ClassVar[int] = 0

    def select(self, index: Index, within: Positions) -> Positions:
        """The positions among `within` for which the condition holds, in order."""
        raise NotImplementedError

    def matches(self, entry: Entry) -> bool:
        """Whether the condition holds for `entry`."""
        index = index_of(entry.plan)
        return bool(self.select(index, [index.positions[entry.key]]))

    def leaves(self) -> Iterator[Condition]:
        """The simple conditions that this one is made of, as written, those negated included."""
        yield self

    def with_progress(self, progress: Progress) -> Condition:
        """The same condition, to be asked of a ledger on a day where it asks for a status and names none itself."""
        return self

    def __and__(self, other: Condition) -> Condition:
        return all_of(self, other) if isinstance(other, Condition) else NotImplemented

    def __or__(self, other: Condition) -> Condition:
        return any_of(self, other) if isinstance(other, Condition) else NotImplemented

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError(
            "a condition is neither true nor false: join conditions with &, | and ~, not and, or, not"
        )


@frozen(repr=False)
class All(Condition):
    """Every one of `conditions` holds; of none, always."""

    conditions: tuple[Condition, ...] = ()

    def select(self, index: Index, within: Positions) -> Positions:
        for condition in sorted(self.conditions, key=lambda condition: condition.cost):
            within = condition.select(index, within)
        return within

    @property
    def cost(self) -> int:  # type: ignore[override]
        return max((condition.cost for condition in self.conditions), default=0)

    def leaves(self) -> Iterator[Condition]:
        for condition in self.conditions:
            yield from condition.leaves()

    def with_progress(self, progress: Progress) -> Condition:
        return All(tuple(condition.with_progress(progress) for condition in self.conditions))

    def __str__(self) -> str:
        parts = (f"({part})" if isinstance(part, Any) else str(part) for part in self.conditions)
        return " ".join(parts) if self.conditions else "*"

    def __repr__(self) -> str:
        parts = (f"({part!r})" if isinstance(part, Any) else repr(part) for part in self.conditions)
        return " & ".join(parts) if self.conditions else "where.everything()"


@frozen(repr=False)
class Any(Condition):
    """At least one of `conditions` holds."""

    conditions: tuple[Condition, ...]

    def select(self, index: Index, within: Positions) -> Positions:
        found: set[int] = set()
        for condition in self.conditions:
            found.update(condition.select(index, within))
        return sorted(found)

    @property
    def cost(self) -> int:  # type: ignore[override]
        return max(condition.cost for condition in self.conditions)

    def leaves(self) -> Iterator[Condition]:
        for condition in self.conditions:
            yield from condition.leaves()

    def with_progress(self, progress: Progress) -> Condition:
        return Any(tuple(condition.with_progress(progress) for condition in self.conditions))

    def __str__(self) -> str:
        return " OR ".join(map(str, self.conditions))

    def __repr__(self) -> str:
        return " | ".join(map(repr, self.conditions))


@frozen(repr=False)
class Not(Condition):
    """`condition` does not hold."""

    condition: Condition

    def select(self, index: Index, within: Positions) -> Positions:
        gone = set(self.condition.select(index, within))
        return [at for at in within if at not in gone]

    @property
    def cost(self) -> int:  # type: ignore[override]
        return self.condition.cost

    def leaves(self) -> Iterator[Condition]:
        yield from self.condition.leaves()

    def with_progress(self, progress: Progress) -> Condition:
        return Not(self.condition.with_progress(progress))

    def __invert__(self) -> Condition:
        return self.condition

    def __str__(self) -> str:
        return f"-({self.condition})" if _is_joined(self.condition) else f"-{self.condition}"

    def __repr__(self) -> str:
        return f"~({self.condition!r})" if _is_joined(self.condition) else f"~{self.condition!r}"


@frozen(repr=False)
class Named(Condition):
    """A unit of this name, or one below it, has a part in the measure: the given role, or any."""

    name: str
    role: Role | None = None

    def select(self, index: Index, within: Positions) -> Positions:
        return common(index.units.named(folded_name(self.name), self.role), within)

    def __str__(self) -> str:
        return f"{self.role or 'unit'}:{quoted(self.name)}"

    def __repr__(self) -> str:
        if self.role is Role.LEAD:
            return f"where.leads({self.name!r})"
        role = f", role={str(self.role)!r}" if self.role else ""
        return f"where.unit({self.name!r}{role})"


@frozen(repr=False)
class HasRole(Condition):
    """Some unit has this role in the measure."""

    role: Role

    def select(self, index: Index, within: Positions) -> Positions:
        return common(index.units.with_role(self.role), within)

    def __str__(self) -> str:
        return f"role:{self.role}"

    def __repr__(self) -> str:
        return f"where.role({str(self.role)!r})"


@frozen(repr=False)
class Due(Condition):
    """The measure's last day is from `start` to `end`, both inclusive; None leaves that side open."""

    cost: ClassVar[int] = 1
    start: date | None = None
    end: date | None = None

    def select(self, index: Index, within: Positions) -> Positions:
        if isinstance(within, range):
            return index.due_between(self.start, self.end)
        return [at for at in within if self._holds(index.entries[at].measure.due)]

    def _holds(self, due: date | None) -> bool:
        return due is not None and (self.start or due) <= due <= (self.end or due)

    def __str__(self) -> str:
        if self.start is not None and self.end is not None:
            return f"due:{brief(self.start, self.end)}"
        return f"due:{self.start or ''}..{self.end or ''}"

    def __repr__(self) -> str:
        days = str(self).removeprefix("due:")
        if ".." not in days:
            return f"where.due(on={days!r})"
        since = f"since={str(self.start)!r}" if self.start is not None else ""
        by = f"by={str(self.end)!r}" if self.end is not None else ""
        return f"where.due({', '.join(filter(None, (since, by)))})"


@frozen(repr=False)
class Kind(Condition):
    """The measure's deadline is of this kind; "undated" where it states none."""

    cost: ClassVar[int] = 1
    kind: str

    def select(self, index: Index, within: Positions) -> Positions:
        return [at for at in within if self._holds(index.entries[at])]

    def _holds(self, entry: Entry) -> bool:
        deadline = entry.measure.deadline
        return (deadline.kind if deadline is not None else "undated") == self.kind

    def __str__(self) -> str:
        return f"due:{self.kind}"

    def __repr__(self) -> str:
        return f"where.{self.kind}()"


@frozen(repr=False)
class HasStatus(Condition):
    """The measure has this status, on the day and by the ledger of `progress`."""

    cost: ClassVar[int] = 4
    status: Status
    progress: Progress | None = field(default=None, eq=False)

    def select(self, index: Index, within: Positions) -> Positions:
        if self.progress is None:
            raise QueryError(f"{self} {WITHOUT_LEDGER[0]}; {WITHOUT_LEDGER[1]}")
        status_of = self.progress.status_of
        return [at for at in within if status_of(index.entries[at]) is self.status]

    def with_progress(self, progress: Progress) -> Condition:
        return self if self.progress is not None else HasStatus(self.status, progress)

    def __str__(self) -> str:
        return f"status:{self.status}"

    def __repr__(self) -> str:
        return f"where.status({str(self.status)!r})"


#: Why a status cannot be told, and what to do.
WITHOUT_LEDGER = (
    "is told by a ledger, on a day",
    "give both: find(…, ledger=…, on=…), or --ledger on the command line",
)


@frozen(repr=False)
class Numbered(Condition):
    """The task, or a section around it, has this number or a heading with these words.

    `words` that are a number (24, 二, （三）, 1.2) are looked for among the numbers alone, others in the
    headings.
    """

    cost: ClassVar[int] = 2
    level: str
    words: str

    def select(self, index: Index, within: Positions) -> Positions:
        wanted, words = number(self.words), fold(self.words)
        known: dict[int, bool] = {}
        found = []
        for at in within:
            entry = index.entries[at]
            for part in entry.sections if self.level == "section" else (entry.task,):
                if id(part) not in known:
                    known[id(part)] = number(part.number) == wanted if wanted else words in fold(part.heading)
                if known[id(part)]:
                    found.append(at)
                    break
        return found

    def __str__(self) -> str:
        return f"{self.level}:{quoted(self.words)}"

    def __repr__(self) -> str:
        return f"where.{self.level}({self.words!r})"


@frozen(repr=False)
class InPlan(Condition):
    """The measure stands in a plan with this number or identity, or with these words in its title."""

    cost: ClassVar[int] = 1
    name: str

    def select(self, index: Index, within: Positions) -> Positions:
        known: dict[int, bool] = {}
        found = []
        for at in within:
            plan = index.entries[at].plan
            if id(plan) not in known:
                known[id(plan)] = self.names(plan)
            if known[id(plan)]:
                found.append(at)
        return found

    def names(self, plan: Plan) -> bool:
        """Whether `plan` is one of those meant."""
        words = folded_name(self.name)
        numbers, titles = _names_of(plan)
        return _as_number(words) in numbers or any(words in title for title in titles)

    def __str__(self) -> str:
        return f"plan:{quoted(self.name)}"

    def __repr__(self) -> str:
        return f"where.plan({self.name!r})"


#: The brackets around the year of a document number, which people type as they can.
_YEAR_BRACKETS = str.maketrans("〔〕【】()［］", "[][][][]")


def _as_number(folded: str) -> str:
    """Folded words in the form in which document numbers are compared."""
    return folded.translate(_YEAR_BRACKETS).replace(" ", "")


def _names_of(plan: Plan) -> tuple[frozenset[str], tuple[str, ...]]:
    """The plan's numbers and identity, and its titles, as they are compared: kept as long as the plan lives."""
    kept = vars(plan)
    if "_names" not in kept:
        document = plan.document
        whole = (plan.identity, document.number, document.index_number, *document.printed_numbers)
        titles = filter(None, (plan.title, document.title))
        kept["_names"] = frozenset(_as_number(fold(each)) for each in whole if each), tuple(map(fold, titles))
    names: tuple[frozenset[str], tuple[str, ...]] = kept["_names"]
    return names


@frozen(repr=False)
class Text(Condition):
    """The words stand, as one phrase, in the measure's text or in a heading above it."""

    cost: ClassVar[int] = 3
    words: str

    def select(self, index: Index, within: Positions) -> Positions:
        wanted, lines = fold(self.words), index.words
        return [at for at in within if wanted in lines[at]]

    def __str__(self) -> str:
        return quoted(self.words)

    def __repr__(self) -> str:
        return f"where.text({self.words!r})"


def all_of(*conditions: Condition) -> Condition:
    """The condition that all hold; conjunctions among them are written out flat."""
    parts = [part for each in conditions for part in (each.conditions if isinstance(each, All) else (each,))]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def any_of(*conditions: Condition) -> Condition:
    """The condition that at least one holds; disjunctions among them are written out flat."""
    parts = [part for each in conditions for part in (each.conditions if isinstance(each, Any) else (each,))]
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _is_joined(condition: Condition) -> bool:
    return isinstance(condition, Any) or (isinstance(condition, All) and len(condition.conditions) > 1)
