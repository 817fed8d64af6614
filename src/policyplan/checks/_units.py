"""Rules about units and their parts in measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from policyplan.checks._naming import named
from policyplan.checks._once import once, sifted
from policyplan.findings import Finding, Severity
from policyplan.model import Assignment, Measure, Plan, Role, Task, Unit

#: An unknown unit is worth a word only in a plan most of whose units the registry knows, and of so many at least.
KNOWN_UNITS, KNOWN_SHARE = 5, 0.7


def missing_lead(plan: Plan) -> Iterator[Finding]:
    """Report measures that name several units but no lead (多个单位而无牵头单位)."""
    for task, measure in sifted(plan).unled:
        assignments = measure.assignments
        if len(assignments) > 1 and Role.LEAD not in [each.role for each in assignments]:
            message = f"{named(task)} names {len(assignments)} units but no lead"
            span = assignments[0].span or measure.span
            hint = "if the first listed leads, read it with --first-listed-leads"
            yield Finding("missing-lead", message, Severity.INFO, span, hint)


def deadline_without_duty(plan: Plan) -> Iterator[Finding]:
    """Report measures with a deadline but no unit in a plan that names units (有完成时限而无责任单位)."""
    without, count = sifted(plan).without_duty, len(sifted(plan).all)
    if len(without) == count:
        return
    alone = [(task, measure, measure.deadline) for task, measure in without if measure.deadline is not None]
    for task, measure, deadline in alone:
        unusual = measure.clause and len(alone) * 2 <= count
        severity = Severity.WARNING if unusual else Severity.INFO
        message = f"{named(task)} has a deadline but no unit that answers for it"
        span = deadline.span or measure.span
        yield Finding("deadline-without-duty", message, severity, span, "name who is responsible")


#: What says who answers for something: a label, or words in brackets.
_DUTY_LABEL = re.compile(r"(?:责任|牵头|配合|主办|协办|承办)(?:单位|部门)\s*[：:]\s*[^\s无/—-]")
_DUTY_IN_BRACKETS = re.compile(
    r"[（(〔【\[][^（）()〔〕【】\[\]]{2,60}(?:牵头|负责)[^（）()〔〕【】\[\]]{0,40}[）)〕】\]]"
)
#: A last bracket that begins with a body, or ends with several: （市公安、教育、财政部门）.
_BODY_IN_BRACKETS = re.compile(
    r"(?<=[。；！？.])[（(][各省市县区州](?:[\u4e00-\u9fff]{1,12}[局委厅办][，、；：,:][^（）()]{1,60}"
    r"|[\u4e00-\u9fff]{1,8}、[^（）()。；]{1,40}(?:部门|单位))[）)]\Z"
)

#: A body that a sentence says answers, where it is more than urged to: 市教育局要牵头制定方案, 第一项由市财政局负责.
_DUTY_IN_SENTENCE = re.compile(
    r"(?:(?:\A|[。；，：\n])(?:其中)?|由|请)[省市县区州][\u4e00-\u9fff]{1,12}?[局委厅办]"
    r"(?:、[省市县区州][\u4e00-\u9fff]{1,12}?[局委厅办]){0,4}"
    r"(?:要|应|须|需|应当|具体|主要|分别|共同)?(?:牵头|负责|负总责|会同)(?![^。，；]{0,6}解释)"
)
#: Bodies behind a dash that ends a text: ——市公安局、市城管局.
_BODIES_BEHIND_DASH = re.compile(r"[—－]{1,2}\s*[省市县区州][\u4e00-\u9fff、]{1,40}[局委厅办]\Z")

#: Who answers is said by another item alone: 责任单位：同上.
_AS_ABOVE = re.compile("[^，；。\\n]{0,12}同(?:上|前)")


def unread_duty(plan: Plan) -> Iterator[Finding]:
    """Report measures whose text says who answers for it, while no unit was read (有责任表述而未读出责任单位)."""
    for task, measure in sifted(plan).without_duty:
        words = _duty_words(measure.text) or _AS_ABOVE.search(measure.clause)
        if words:
            message = f"{named(task)} says who answers for it (“{words[0][:20]}…”), but no unit was read"
            hint = "look at the place, and add the units in the plan file by hand"
            yield Finding("unread-duty", message, span=measure.span, hint=hint)


def _duty_words(text: str) -> re.Match[str] | None:
    """Words that say who answers; the quick looks come first."""
    label = _DUTY_LABEL.search(text) if "单位" in text or "部门" in text else None
    told = "牵头" in text or "负责" in text
    bracket = _DUTY_IN_BRACKETS.search(text) if told else None
    told = told or "负总责" in text or "会同" in text
    return label or bracket or (_DUTY_IN_SENTENCE.search(text) if told else None) or _bodies_at_end(text)


def _bodies_at_end(text: str) -> re.Match[str] | None:
    """Bodies that a text ends with, in a bracket or behind a dash."""
    if text.endswith(("）", ")")):
        return _BODY_IN_BRACKETS.search(text)
    return _BODIES_BEHIND_DASH.search(text) if text.endswith(("局", "委", "厅", "办")) else None


_PERSON = re.compile(r"(?:责任人|负责人|领导|联系人|联络员|牵头人)\s*[：:]\s*[^\s无/—-]")


def persons_named(plan: Plan) -> Iterator[Finding]:
    """Report once that clauses name persons beside units (责任人、分管领导等不读作单位)."""
    named_in = [
        (task, measure)
        for task, measure in sifted(plan).all
        if ("人" in measure.clause or "领导" in measure.clause) and _PERSON.search(measure.clause)
    ]
    if named_in:
        task, measure = named_in[0]
        others = f" and {len(named_in) - 1} more" if len(named_in) > 1 else ""
        message = f"{named(task)}{others} names persons, who are no units"
        hint = "they stand in the clause as printed"
        yield Finding("persons-named", message, Severity.INFO, measure.span, hint)


def repeated_unit(plan: Plan) -> Iterator[Finding]:
    """Report units that a measure names twice in the same role (同一单位重复列出)."""
    for task, measure in _with_repeats(plan):
        who = named(task)
        seen = set[tuple[str, Role]]()
        for each in measure.assignments:
            key = (_identity(each.unit), each.role)
            if key in seen:
                message = f"{who} names {each.unit.name} twice as {each.role}"
                yield Finding("repeated-unit", message, span=each.span or measure.span, hint="name it once")
            seen.add(key)


def unit_in_two_roles(plan: Plan) -> Iterator[Finding]:
    """Report units that both lead a measure and support it (同一单位既牵头又配合)."""
    for task, measure in _with_repeats(plan):
        leads = {_identity(unit) for unit in measure.leads}
        for each in measure.assignments:
            if each.role is Role.SUPPORTING and _identity(each.unit) in leads:
                message = f"{named(task)} names {each.unit.name} both as lead and as supporting"
                hint = "a unit that leads need not be named again"
                yield Finding("unit-in-two-roles", message, span=each.span or measure.span, hint=hint)


def unit_under_several_names(plan: Plan) -> Iterator[Finding]:
    """Report units that the plan prints under several names (同一单位有多种写法)."""
    names: dict[str, dict[str, Assignment]] = {}
    for unit, (first, _) in _named_units(plan).items():
        if unit.canonical and not unit.is_group:
            names.setdefault(unit.canonical, {}).setdefault(unit.name, first)
    for canonical, forms in names.items():
        if len(forms) > 1:
            message = f"{canonical} is printed under {len(forms)} names: {'、'.join(forms)}"
            span = list(forms.values())[1].span
            yield Finding(
                "unit-under-several-names", message, Severity.INFO, span, "write one name throughout"
            )


def unknown_unit(plan: Plan) -> Iterator[Finding]:
    """Report units that look like no body, and those that the registry alone lacks (名录中查不到的单位)."""
    units = _named_units(plan)
    unknown = [unit for unit in units if not any(each.canonical for each in unit.lineage)]
    odd = [unit for unit in unknown if _has_no_shape(unit.name)]
    for unit in odd:
        message = f"“{unit.name}” does not look like the name of a body"
        hint = "look at the place: other words may stand where a unit should"
        yield Finding("unknown-unit", message, Severity.INFO, units[unit][0].span, hint)
    single = sum(not unit.is_group for unit in units)
    unknown = [unit for unit in unknown if not unit.is_group]
    known = single - len(unknown)
    if known < KNOWN_UNITS or known < KNOWN_SHARE * single:
        return
    for unit in unknown:
        if unit in odd:
            continue
        first, times = units[unit]
        message = f"the registry does not know {unit.name}, named {times} time{'s'[: times > 1]}"
        hint = "a slip of the pen, or a unit to add to a registry of your own"
        yield Finding("unknown-unit", message, Severity.INFO, first.span, hint)


@lru_cache(maxsize=4096)
def _has_no_shape(name: str) -> bool:
    """Whether a Chinese name ends like no body, and is no field of government either: 加强组织领导."""
    from policyplan.reading.folding import fold
    from policyplan.reading.names import is_function, is_unit_like

    if not any("\u4e00" <= letter <= "\u9fff" for letter in name):
        return False
    folded = fold(name)
    return not is_unit_like(folded) and not is_function(folded)


@once
def _by_units(plan: Plan) -> list[list[tuple[int, Task, Measure]]]:
    """The measures, with their places in the plan and their tasks, put together where they name the same units.

    A plan names few sets of units, again and again. The units are told by identity, which is quick.
    """
    alike: dict[tuple[int, ...], list[tuple[int, Task, Measure]]] = {}
    for at, (task, measure) in enumerate(sifted(plan).all):
        units = tuple([id(each.unit) for each in measure.assignments])
        alike.setdefault(units, []).append((at, task, measure))
    return list(alike.values())


@once
def _named_units(plan: Plan) -> dict[Unit, tuple[Assignment, int]]:
    """Each unit with the first assignment that names it and the number of all."""
    units: dict[Unit, tuple[Assignment, int]] = {}
    for alike in _by_units(plan):
        for each in alike[0][2].assignments:
            first, times = units.get(each.unit, (each, 0))
            units[each.unit] = first, times + len(alike)
    return units


@once
def _with_repeats(plan: Plan) -> list[tuple[Task, Measure]]:
    """The measures that name a unit more than once, each with its task."""
    found: list[tuple[int, Task, Measure]] = []
    for alike in _by_units(plan):
        units = [_identity(each.unit) for each in alike[0][2].assignments]
        if len(set(units)) < len(units):
            found += alike
    return [(task, measure) for _, task, measure in sorted(found, key=itemgetter(0))]


def _identity(unit: Unit) -> str:
    return unit.canonical or unit.name
