"""A comparison in lines, whatever they are written as: what is said of each section, task and measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from attrs import field, frozen

from policyplan.deadlines import Deadline, DueBy
from policyplan.display import printable, section_label
from policyplan.editions._editions import heading_apart
from policyplan.editions.changes import (
    Added,
    Change,
    DeadlineChanged,
    Dropped,
    DutyChanged,
    Fact,
    FactChanged,
    LeadChanged,
    MilestoneChanged,
    Moved,
    Place,
    Renumbered,
    Reworded,
)
from policyplan.editions.wording import Passage
from policyplan.model import Assignment, Period, Unit, bare_number
from policyplan.source import as_tuple, clip

#: How many characters of kept words stand on either side of a change in a long text.
_AROUND = 12
_NOTHING = "nothing"
#: The first words of the kinds of change, in the order in which they are counted.
_ORDER = (
    "fact", "section", "task", "measure", "lead", "duty", "role", "deadline", "milestone",
    "heading", "text", "clause", "notice", "preamble", "notes",
)  # fmt: skip


@frozen
class Line:
    """One thing to say under a label: that it was `before` and is `after` ("" for neither), or words in passages."""

    label: str
    before: str = field(default="", converter=printable)
    after: str = field(default="", converter=printable)
    note: str = ""
    passages: tuple[Passage, ...] = field(default=(), converter=as_tuple)


@frozen
class Block:
    """All that is said of one section, task or measure, or of the plan itself."""

    title: str = field(converter=printable)
    lines: tuple[Line, ...] = field(default=(), converter=as_tuple)


def summary(changes: Sequence[Change]) -> str:
    """How many changes of each kind there are, in words."""
    counts = Counter(change.kind for change in changes)
    kinds = sorted(counts, key=lambda kind: (_ORDER.index(kind.partition("-")[0]), kind))
    return ", ".join(_counted(kind, counts[kind]) for kind in kinds) or "no changes"


def blocks(changes: Sequence[Change]) -> list[Block]:
    """What is said, all of one place together; runs of tasks that only moved up or down in number as one."""
    groups = [list(group) for _, group in groupby(changes, _place)]
    return [_block(run[0]) if len(run) == 1 else _shifted(run) for run in _runs(groups)]


def _counted(kind: str, count: int) -> str:
    noun, _, verb = kind.rpartition("-")
    plural = {"duty": "duties", "notes": "notes"}.get(noun, f"{noun}s")
    return f"{count} {noun if count == 1 else plural} {verb}"


def _place(change: Change) -> tuple[object, ...]:
    """What is the same for changes that stand in one place: a task that has one measure is one place with it."""
    return tuple(
        place and (id(place.sections[-1]), id(place.task), place.key if _one_of_several(place) else "")
        for place in (change.old, change.new)
    )


def _one_of_several(place: Place) -> bool:
    return place.measure is not None and place.task is not None and len(place.task.measures) > 1


def _runs(groups: Sequence[Sequence[Change]]) -> Iterator[list[Sequence[Change]]]:
    """Groups of changes, those joined that each only put a task as many numbers up or down as the one before."""
    run: list[Sequence[Change]] = []
    for changes in groups:
        if run and (_shift(changes) is None or _shift(run[-1]) != _shift(changes)):
            yield run
            run = []
        run.append(changes)
    if run:
        yield run


def _shift(changes: Sequence[Change]) -> int | None:
    """By how many the number of a task is another, where that is all; None where it is not."""
    change, *others = changes
    if others or not isinstance(change, Renumbered) or change.kind != "task-renumbered":
        return None
    before, after = bare_number(change.before), bare_number(change.after)
    if not all(each.isascii() and each.isdigit() and len(each) < 6 for each in (before, after)):
        return None
    return int(after) - int(before)


def _shifted(run: Sequence[Sequence[Change]]) -> Block:
    ends = [change for changes in (run[0], run[-1]) for change in changes if isinstance(change, Renumbered)]
    before, after = (f"{one}–{other}" for one, other in (
        [end.before for end in ends], [end.after for end in ends]
    ))  # fmt: skip
    return Block(f"tasks {before} → {after}: only renumbered")


def _block(changes: Sequence[Change]) -> Block:
    return Block(_title(changes[0]), [line for change in changes if (line := _line(change)) is not None])


def _title(change: Change) -> str:
    """What the changes are about: `task 2 → 1 added`, with its words."""
    place = change.place
    if place is None:
        return "the plan"
    numbers = dict.fromkeys(each.number for each in (change.old, change.new) if each is not None)
    name = f"{'section' if place.task is None else 'task'} {' → '.join(numbers)}".strip()
    if _one_of_several(place):
        name += f", measure {place.key.rpartition('/')[2]}"
    if isinstance(change, Added | Dropped):
        name += f" {change.kind.rpartition('-')[2]}"
    words = _words(place) if not isinstance(change, Added | Dropped) else _heading(place)
    return f"{name}: {clip(words, 60)}" if words else name


def _words(place: Place) -> str:
    if place.task is None:
        return place.heading
    texts = [measure.text for measure in place.task.measures] or [place.task.text]
    own = place.measure.text if place.measure is not None and _one_of_several(place) else ""
    return own or place.heading or texts[0]


def _heading(place: Place) -> str:
    """The heading, "" where a line has the text that begins with it."""
    if place.task is None:
        return place.heading
    return heading_apart(place.task) if place.measure is None else ""


def _line(change: Change) -> Line | None:
    """A change in a line; None where the title says it all."""
    match change:
        case FactChanged():
            return Line(change.fact, _fact(change.before), _fact(change.after))
        case Added() | Dropped():
            return _whole(change)
        case Renumbered():
            return Line("number", change.before or _NOTHING, change.after or _NOTHING)
        case Moved():
            return Line("section", _section(change.old), _section(change.new))
        case Reworded():
            return Line(change.part, passages=_shortened(change.passages))
        case DutyChanged():
            return _duty(change)
        case LeadChanged():
            return _lead(change)
        case DeadlineChanged():
            return _dated("deadline", change.before, change.after, change.days)
        case MilestoneChanged(before=before, after=after):
            words = (after.text if after else "") or (before.text if before else "")
            label = f"step “{clip(printable(words), 40)}”"
            return _dated(label, *change.deadlines, change.days)
    raise TypeError(f"{type(change).__name__} is no change that can be shown")


def _whole(change: Added | Dropped) -> Line | None:
    """The words of a task or measure that was added or dropped, with who and by when."""
    place = change.place
    if place is None or place.task is None:
        return None
    measures = [place.measure] if place.measure is not None else [*place.task.measures]
    text = "".join(measure.text + measure.clause for measure in measures) or place.task.text
    passage = Passage("", text) if isinstance(change, Added) else Passage(text, "")
    return Line("", passages=[passage]) if text else None


def _section(place: Place | None) -> str:
    return section_label(place.sections) or _NOTHING if place is not None else _NOTHING


def _fact(fact: Fact) -> str:
    if fact is None:
        return _NOTHING
    if isinstance(fact, Period):
        return f"{fact.start} to {fact.end}"
    return fact.isoformat() if isinstance(fact, date) else fact if isinstance(fact, str) else "、".join(fact)


def _duty(change: DutyChanged) -> Line:
    before, after = change.before, change.after
    if before is not None and after is not None:
        return Line(f"role of {printable(change.unit.name)}", before.role, after.role)
    return Line(change.kind.replace("-", " "), _part(before), _part(after))


def _part(part: Assignment | None) -> str:
    return f"{part.unit.name}, {part.role}" if part is not None else ""


def _lead(change: LeadChanged) -> Line:
    were = {part.after.unit: part.before.role for part in change.parts if part.after and part.before}
    are = {part.before.unit: part.after.role for part in change.parts if part.after and part.before}
    return Line("lead", _named(change.before, are, "now"), _named(change.after, were, "was"))


def _named(units: Sequence[Unit], roles: Mapping[Unit, str], word: str) -> str:
    """The units, each that changed its role with the other role it has or had."""
    names = (f"{unit.name} ({word} {roles[unit]})" if unit in roles else unit.name for unit in units)
    return "、".join(names) or "none"


def _dated(label: str, before: Deadline | None, after: Deadline | None, days: int | None) -> Line:
    return Line(label, _day(before), _day(after), _later(days))


def _day(deadline: Deadline | None) -> str:
    if deadline is None:
        return "none"
    if not isinstance(deadline, DueBy):
        return f"{deadline.text} ({deadline.kind})" if deadline.text else deadline.kind
    start = f"{deadline.start} to " if deadline.start else ""
    return f"{start}{deadline.due}"


def _later(days: int | None) -> str:
    if not days:
        return ""
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def _shortened(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with long kept stretches cut to what stands beside a change."""
    last = len(passages) - 1
    return [
        _cut(passage, before=at > 0, after=at < last) if passage.kept else passage
        for at, passage in enumerate(passages)
    ]


def _cut(passage: Passage, *, before: bool, after: bool) -> Passage:
    """A kept passage as far as it stands beside a change before or after it."""
    text = passage.new
    if len(text) <= _AROUND * (before + after) + 4:
        return Passage(text, text, kept=True)
    text = f"{text[:_AROUND] if before else ''}…{text[-_AROUND:] if after else ''}"
    return Passage(text, text, kept=True)
