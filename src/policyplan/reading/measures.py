"""From texts and clauses to measures: units made one, roles and deadlines settled, every span kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from attrs import Factory, define, evolve

from policyplan.deadlines import Deadline, DueBy, Recurring
from policyplan.findings import Finding, Severity
from policyplan.makers import new_assignment, new_measure, new_span
from policyplan.model import Assignment, Measure, Period, Role, Unit
from policyplan.reading.clauses import Clause
from policyplan.reading.conventions import Default
from policyplan.reading.milestones import find_milestones, last_step, latest, placed
from policyplan.reading.month_years import spelled_out
from policyplan.reading.names import is_group
from policyplan.reading.own_days import ANSWERS, OwnDay, own_days
from policyplan.reading.pieces import Part, Stated, Text
from policyplan.reading.republic import field_with_republic, place_without, with_republic
from policyplan.reading.times import explain, find_deadlines, parse_deadline
from policyplan.source import Span


@define(eq=False)
class Terms:
    """What deadlines are read with: the day of issue, the plan's period, the first month of the fiscal year.

    `minguo` is True where the document counts years from 1912 (民國) and may leave the word out: 114年12月底前.
    `known` and `known_steps` keep what was read, for a plan says the same few times over and over.
    """

    issued: date | None = None
    period: Period | None = None
    fiscal_year_start: int = 1
    minguo: bool = False
    known: dict[str, Deadline | None] = Factory(dict)
    known_steps: dict[str, list[tuple[int, int, Deadline]]] = Factory(dict)

    def read(self, words: str) -> Deadline | None:
        """The deadline that `words` (folded) state, None where they are not understood as one."""
        try:
            return self.known[words]
        except KeyError:
            read = self.known[words] = parse_deadline(
                field_with_republic(words) if self.minguo else words,
                issued=self.issued,
                period=self.period,
                fiscal_year_start=self.fiscal_year_start,
            )
            return read

    def calendar_fiscal(self) -> list[str]:
        """The words about fiscal years whose day was told as if they began in January, as is taken where none says."""
        return self.told_by("fiscal-year") if self.fiscal_year_start == 1 else []

    def told_by(self, basis: str) -> list[str]:
        """The words whose last day was told on this basis."""
        steps = [step for found in self.known_steps.values() for _, _, step in found]
        read = [deadline for deadline in self.known.values() if deadline is not None]
        return [each.text for each in (*read, *steps) if isinstance(each, DueBy) and basis in each.basis]

    def problem(self, words: str) -> str | None:
        """What is wrong with a date in `words`, None where nothing is."""
        return explain(
            words, issued=self.issued, period=self.period, fiscal_year_start=self.fiscal_year_start
        ).problem

    def steps(self, text: str) -> list[tuple[int, int, Deadline]]:
        """The dated steps in running text (folded)."""
        try:
            return self.known_steps[text]
        except KeyError:
            told = with_republic(text) if self.minguo else text
            found = find_deadlines(
                told, issued=self.issued, period=self.period, fiscal_year_start=self.fiscal_year_start
            )
            if found and told is not text:
                found = [
                    (place_without(text, start), place_without(text, end), step) for start, end, step in found
                ]
            self.known_steps[text] = found
            return found


@define(eq=False)
class Register:
    """The units of one plan: every full name with the words it was printed in."""

    printed: dict[str, dict[str, None]] = Factory(dict)
    parents: dict[str, str] = Factory(dict)
    made: dict[str, Unit] = Factory(dict)
    inverse: dict[int, int] = Factory(dict)
    canonical: Callable[[str], str | None] = lambda name: None

    def note(self, name: str, printed: str, alias: str, parent: str) -> None:
        """Note that `name` stands there as `printed`, with an alias and a parent, "" where it has none."""
        names = self.printed.get(name)
        if names is None:
            names = self.printed[name] = {}
        if printed != name:
            names[printed] = None
        if alias:
            names[alias] = None
        if parent and parent != name:
            self.parents.setdefault(name, parent)

    def unit(self, name: str) -> Unit:
        """The unit of this full name."""
        made = self.made.get(name)
        if made is None:
            parent = self.parents.get(name)
            made = self.made[name] = Unit(
                self.spelled(name),
                self.unit(parent) if parent else None,
                tuple(self.spelled(other) for other in self.printed.get(name, ())),
                is_group(name),
                self.canonical(name),
            )
        return made

    def spelled(self, name: str) -> str:
        """`name` in the characters of the document, where it is written in traditional ones."""
        return name.translate(self.inverse) if self.inverse else name


@define(eq=False)
class Assembly:
    """What holds for the whole plan while its measures are made, and what was found on the way."""

    terms: Terms
    first_leads: bool
    marked_leads: bool
    defaults: list[Default]
    responsible_leads: str = ""
    default_day: Deadline | None = None
    register: Register = Factory(Register)
    findings: list[Finding] = Factory(list)
    _duties: dict[int, tuple[Clause, list[Share]]] = Factory(dict)

    def shares(self, clause: Clause) -> list[Share]:
        """What each assignment of a clause holds wherever the clause is printed, worked out once.

        Equal clauses are one object (`read_clause` keeps them), which is found by its identity: to compare all that
        it says would take longer than to work it out.
        """
        known = self._duties.get(id(clause))
        if known is None:
            unit = self.register.unit
            shares = [
                (unit(name.full), role, group, begin, end, remit, open_ended, name.basis)
                for name, role, group, begin, end, remit, open_ended, _ in clause.duties
            ]
            known = self._duties[id(clause)] = clause, shares
        return known[1]


#: A unit, its role, its side; where its printed words begin and end in the clause; by remit, open-ended; the basis.
Share: TypeAlias = tuple[Unit, Role, int, int, int, bool, bool, tuple[str, ...]]


@define(eq=False)
class Draft:
    """A measure to be: its texts and clauses in printed order.

    `heading` stands for the text where there is none; `target` is True under a heading that sets goals; `over` says
    who answers, and by when, where the clauses do not, from the innermost out.
    """

    texts: list[Text] = Factory(list)
    stated: list[Stated] = Factory(list)
    heading: Text | None = None
    target: bool = False
    over: tuple[Part, ...] = ()


def words(text: Text | None) -> str:
    """The printed words of a text without white space around them and a mark in front, "" for None."""
    if text is None:
        return ""
    para, start, end = text
    return para.text[start:end].strip().lstrip("，；、。")


def make_measures(draft: Draft, assembly: Assembly) -> list[Measure]:
    """Make the measure of a draft, or several where its clauses give units last days of their own."""
    texts = draft.texts or ([draft.heading] if draft.heading else [])
    assignments: list[Assignment] = []
    deadlines: list[Deadline] = []
    for stated in draft.stated:
        for part in stated.parts:
            _assign(part, assignments, assembly)
            _add_deadlines(part, deadlines, assembly)
    if draft.over and not draft.target and not any(each.role in ANSWERS for each in assignments):
        assignments[:0] = _from_above(draft.over, assignments, assembly)
    several = len(deadlines) > 1
    own = (
        own_days([part for each in draft.stated for part in each.parts], assignments, deadlines)
        if several and assignments
        else []
    )
    if several and not own and (finding := _several(deadlines)) is not None:
        assembly.findings.append(finding)
    if assignments and (
        assembly.first_leads or assembly.marked_leads or assembly.defaults or assembly.responsible_leads
    ):
        assignments = _by_convention(assignments, draft, assembly)
    general = assembly.default_day
    milestones = find_milestones(texts, assembly.terms.steps, general)
    if draft.over and not deadlines and not milestones:
        by = next((part for part in draft.over if part.clause.times), draft.over[0])
        _add_deadlines(by, deadlines, assembly)
        deadlines = [
            each for each in deadlines if not isinstance(each, Recurring)
        ]  # 每季度末通报: no last day
    deadline = latest(deadlines) if deadlines else None
    if deadline is None and milestones and not (draft.target and not draft.stated):
        deadline = last_step(milestones)
    measure = new_measure(
        text=words(texts[0]) if len(texts) == 1 else "\n".join(filter(None, map(words, texts))),
        clause="\n".join([_clause_words(stated) for stated in draft.stated]),
        assignments=tuple(assignments),
        deadline=deadline or (general if assignments else None),
        milestones=tuple(milestones),
        span=_span(texts, draft.stated),
    )
    return _parted(measure, own) if own else [measure]


def _parted(measure: Measure, own: list[OwnDay]) -> list[Measure]:
    """A measure for each clause with a deadline of its own; units by convention are in each."""
    known = {at for side, _ in own for at in side}
    shared = [each for at, each in enumerate(measure.assignments) if at not in known]
    measures = []
    for side, deadline in own:
        named = [measure.assignments[at] for at in side]
        first = named[0].group
        mine = [evolve(each, group=max(0, each.group - first)) for each in (*named, *shared)]
        measures.append(evolve(measure, assignments=mine, deadline=deadline))
    return measures


def _several(deadlines: list[Deadline]) -> Finding | None:
    """What is told of clauses that give several last days: a measure has but one."""
    days = sorted({each.due for each in deadlines if isinstance(each, DueBy)})
    if len(days) < 2:
        return None
    named = ", ".join(map(str, days))
    message = f"several last days stand here ({named}); the measure is due on the latest"
    hint = "part the measure, or give each unit its own, in the plan file"
    span = next((each.span for each in deadlines if each.due == days[0]), None)
    return Finding("several-deadlines", message, span=span, hint=hint)


def _span(texts: list[Text], stated: list[Stated]) -> Span | None:
    """From the first character of a measure's texts and clauses to the last."""
    if len(texts) == 1 and len(stated) == 1 and len(stated[0].parts) == 1:  # most
        (para, start, end), (other, first, last, _) = texts[0], stated[0].parts[0]
        if para is other and start <= first and end <= last:
            return para.span(start, last)
    edges: list[Text | Part] = [*texts, *(part for each in stated for part in each.parts)]
    places = [edge.para.place(edge.start, edge.end) for edge in edges]
    if not places:
        return None
    return Span(min(start for start, _ in places), max(end for _, end in places))


def _clause_words(stated: Stated) -> str:
    """A clause as printed: the stretch of its paragraph, or its lines."""
    first, parts = stated.first, stated.parts
    if stated.end and first is not None and (len(parts) == 1 or all(part.para is first for part in parts)):
        return first.text[stated.start : stated.end].strip()
    return "\n".join({id(part.para): part.para.text.strip() for part in parts}.values())


def _assign(part: Part, assignments: list[Assignment], assembly: Assembly) -> None:
    """Add the assignments of a part of a clause; its sides are numbered on from those before it."""
    para, start, _, clause = part
    if not clause.duties:
        return
    side = assignments[-1].group + 1 if assignments else 0
    text, cut, base = para.text, para.cuts, para.start
    for unit, role, group, begin, end, remit, open_ended, basis in assembly.shares(clause):
        begin, end = start + begin, start + end
        place = para.span(begin, end) if cut else new_span(base + begin, base + end)
        assignments.append(
            new_assignment(unit, role, text[begin:end], side + group, remit, open_ended, basis, place)
        )


def _by_convention(assignments: list[Assignment], draft: Draft, assembly: Assembly) -> list[Assignment]:
    """Apply what the plan says once for all: who leads, and which unit answers for every task."""
    duties = [duty for stated in draft.stated for part in stated.parts for duty in part.clause.duties]
    if assembly.first_leads and not any(each.role is Role.LEAD for each in assignments):
        _lead_first(assignments, draft)
    elif assembly.first_leads and len(assignments) > 1:
        _lead_alone_of_main(assignments, draft)
    for at, duty in enumerate(duties if assembly.marked_leads else ()):
        if duty.name.marked:
            marked = assignments[at]
            assignments[at] = evolve(marked, role=Role.LEAD, basis=(*marked.basis, "marked-leads"))
    if assembly.responsible_leads:
        _lead_alone(assignments, assembly.responsible_leads == "sole")
    present = {assignment.unit.name for assignment in assignments}
    for default in assembly.defaults:
        unit = assembly.register.unit(default.name)
        if unit.name not in present:
            printed = default.para.text[default.start : default.end]
            place = default.para.span(default.start, default.end)
            basis, group = ("document-default",), assignments[-1].group
            assignments.append(Assignment(unit, default.role, printed, group, basis=basis, span=place))
    return assignments


def _lead_first(assignments: list[Assignment], draft: Draft) -> None:
    """Let the first listed of those that answer lead, unless each is told its own part: 甲局、乙局分别负责."""
    for stated in draft.stated:
        if stated.leads or any(_each_its_own(part) for part in stated.parts):
            return
    _lead(assignments, _answering(assignments)[:1], "first-listed-leads")


def _lead_alone_of_main(assignments: list[Assignment], draft: Draft) -> None:
    """Leave the lead to the first of those whom nothing but 主责单位 calls to it."""
    if any(each.role is not Role.LEAD for each in assignments) or len(draft.stated) != 1:
        return
    told = _clause_words(draft.stated[0])
    if "主责" in told and "牵头" not in told:
        assignments[1:] = [evolve(each, role=Role.RESPONSIBLE) for each in assignments[1:]]
        _lead(assignments, [0], "first-listed-leads")


def _each_its_own(part: Part) -> bool:
    words = part.para.folded[part.start : part.end]
    return "分别" in words and any(
        duty.role_printed and not duty.shared_by_remit for duty in part.clause.duties
    )


def _lead_alone(assignments: list[Assignment], sole: bool) -> None:
    """Let those that answer lead where nobody is named to lead; with `sole`, where it is but one."""
    if any(each.role is Role.LEAD for each in assignments):
        return
    answer = _answering(assignments)
    _lead(assignments, answer if not sole or len(answer) == 1 else [], "responsible-leads")


def _answering(assignments: list[Assignment]) -> list[int]:
    return [at for at, each in enumerate(assignments) if each.role is Role.RESPONSIBLE]


def _lead(assignments: list[Assignment], places: list[int], basis: str) -> None:
    for at in places:
        each = assignments[at]
        assignments[at] = evolve(each, role=Role.LEAD, basis=(*each.basis, basis))


def _from_above(
    over: tuple[Part, ...], assignments: list[Assignment], assembly: Assembly
) -> list[Assignment]:
    """Who answers by the heading above or a line behind all items, less those that are named already."""
    above: list[Assignment] = []
    named = [part for part in over if part.clause.duties] or [over[0]]
    for part in [part for part in named if part.clause.items] or named[:1]:
        _assign(part, above, assembly)
    present = {each.unit.name for each in assignments}
    return [
        evolve(each, basis=(*each.basis, "group-clause")) for each in above if each.unit.name not in present
    ]


def _add_deadlines(part: Part, deadlines: list[Deadline], assembly: Assembly) -> None:
    """Add the deadlines of a part of a clause; what is not understood is a finding."""
    para, offset, _, clause = part
    terms = assembly.terms
    for begin, end in (*clause.times, *clause.unread):
        start, stop = offset + begin, offset + end
        folded = para.folded[start:stop]
        if clause.month_years:
            folded = spelled_out(folded)
        deadline = terms.read(folded)
        if deadline is None:
            steps = terms.steps(folded)
            deadline = steps[-1][2] if steps else None
        printed, place = para.text[start:stop], para.span(start, stop)
        if deadline is None:
            assembly.findings.append(_unread(printed, terms.problem(folded), place))
        else:
            deadlines.append(placed(deadline, printed, place))


def _unread(printed: str, problem: str | None, place: Span) -> Finding:
    if problem:
        hint = "correct the date, or tell the reader what is meant"
        return Finding("bad-date", problem, Severity.ERROR, place, hint)
    message = f"“{printed}” is not understood as a deadline"
    return Finding("unread-deadline", message, Severity.WARNING, place, "write a day, month or year")
