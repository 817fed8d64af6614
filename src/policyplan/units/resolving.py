"""From a name as a plan prints it to the registry's name, with every step put in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve, frozen

from policyplan.reading._vocabulary import TRADITIONAL
from policyplan.reading.folding import fold
from policyplan.units.entries import Body
from policyplan.units.places import LEVEL_WORDS, Level, Place, inside
from policyplan.units.registry import Form, Registry, default_registry

_LONGEST = 40
_SIMPLIFIED = str.maketrans(TRADITIONAL)
_UNFIT = re.compile(r"[^\u4e00-\u9fffA-Za-z（）“”·]")
_PART_OF_BODY = re.compile("[\u4e00-\u9fff]{1,14}(?:[司处室厅局部署队]|中心|分局)")
_PART_OF_DEPARTMENT = re.compile("[\u4e00-\u9fff]{1,14}(?:分局|[处科]|[总支大]队|办公室)")
_LEVEL_ENDS = (*LEVEL_WORDS, "特别行政区")
_BODY_ENDS = ("部", "局", "署", "会", "总社", "总会", "厅")


@frozen
class Resolution:
    """What a name stands for: the canonical name, and how it was arrived at.

    `parent` is the canonical name of the body above it, None where the registry does not know one; `place` the
    place it belongs to, None for bodies of the centre; `successors` are the bodies that took over in `year`, the year
    of the reform at the centre. `steps` say in words what was supplied, nothing where the name stood there in full.
    """

    name: str
    parent: str | None = None
    steps: tuple[str, ...] = ()
    place: Place | None = None
    successors: tuple[str, ...] = ()
    year: int | None = None

    def __str__(self) -> str:
        return self.name


def resolve(
    name: str, *, place: Place | str | None = None, registry: Registry | None = None, current: bool = False
) -> Resolution | None:
    """Find the canonical name of a body; None where the registry does not know it, or several bodies could be meant.

    `place` is the place whose plan prints the name (省 is its province, 市 its city): a Place or the place's name. With
    `current`, a body that no longer exists gives the one that took over, as long as it is one alone.

    >>> resolve("省发展改革委", place="吉林省").name
    '吉林省发展和改革委员会'
    >>> print(*resolve("国家卫生计生委", current=True).steps, sep="\\n")
    国家卫生计生委 → 国家卫生和计划生育委员会 (short name)
    国家卫生和计划生育委员会 → 国家卫生健康委员会 (since 2018)
    >>> resolve("各有关市（州）政府", place="吉林省")
    """
    registry = registry or default_registry()
    printed = plain(name) if len(name) <= 4 * _LONGEST else ""
    if not 2 <= len(printed) <= _LONGEST:
        return None
    if isinstance(place, str):
        place = registry.place(place)
    found = _resolved(printed, place, registry)
    return _current(found, registry) if current and found is not None else found


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """`text` without spaces, with full-width brackets and simplified characters."""
    return fold("".join(text.split())).translate(_SIMPLIFIED)


def _current(found: Resolution, registry: Registry) -> Resolution:
    """The body that took over, and the one that took over from it; a circle of successors ends where it closes."""
    seen = {found.name}
    while len(found.successors) == 1 and found.successors[0] not in seen:
        (successor,) = found.successors
        after = _resolved(successor, found.place, registry) or Resolution(successor)
        step = f"{found.name} → {successor} (since {found.year})"
        found = evolve(after, steps=(*found.steps, step), place=after.place or found.place)
        seen |= {successor, found.name}
    return found


def _resolved(name: str, place: Place | None, registry: Registry) -> Resolution | None:
    return _remembered(name, place, registry, place.basis if place is not None else "")


@lru_cache(maxsize=4096)
def _remembered(name: str, place: Place | None, registry: Registry, basis: str) -> Resolution | None:
    # Places are equal whatever their basis, but the steps name it: so it is part of what is remembered.
    if _UNFIT.search(name):
        return None
    return (
        _body(name, place, registry)
        or _department(name, place, registry)
        or _elided(name, place, registry)
        or _part(name, place, registry)
    )


def _body(name: str, place: Place | None, registry: Registry) -> Resolution | None:
    """A body known by this name; a name that begins with the level of its place is looked up with the place."""
    found = registry.names.get(name)
    if found is not None:
        return _of_body(found, () if found[0] == name else (f"{name} → {found[0]} (short name)",))
    if place is not None and place.level is Level.NATION:
        found = registry.names_at_centre.get(name)
        reason = f"short name in a document of the centre: {place.basis or 'the place given'}"
        return _of_body(found, (f"{name} → {found[0]} ({reason})",)) if found else None
    for word in LEVEL_WORDS if place is not None else ():
        own = place.own(word) if place is not None and name.startswith(word) else None
        found = registry.names.get(own.full + name.removeprefix(word)) if own else None
        if own is not None and found is not None:
            printed = own.full + name.removeprefix(word)
            steps = () if found[0] == printed else (f"{printed} → {found[0]} (short name)",)
            return _of_body(found, (_own_step(word, own, place), *steps))
    return None


def _of_body(found: tuple[str, Body], steps: tuple[str, ...]) -> Resolution:
    name, body = found
    return Resolution(name, body.parent or None, steps, None, body.successors, body.year)


def _department(name: str, place: Place | None, registry: Registry) -> Resolution | None:
    """A department of a place: the place or its level stands in front, or where the pattern has it."""
    for prefix, tails in registry.forms.items():
        if not name.startswith(prefix):
            continue
        for at in range(len(prefix) + 1, len(name) + 1):
            for form in tails.get(name[at:], ()):
                found = _filled(form, name[len(prefix) : at], place, registry)
                if found is not None:
                    return found
    return None


def _filled(form: Form, words: str, place: Place | None, registry: Registry) -> Resolution | None:
    """The department that `form` means with `words` for its place; None where they are no place, or no fit one."""
    if form.short:
        return _with_stem(form, words, place, registry)
    where, steps = _place_meant(words, place, registry)
    if where is None or where.level not in form.levels:
        return None
    if form.suffix.endswith("厅") and where.name.endswith("市") and not form.suffix.endswith("办公厅"):
        return None
    return _of_form(form, where, steps, registry)


def _with_stem(form: Form, words: str, place: Place | None, registry: Registry) -> Resolution | None:
    """A pattern that leaves the place's level out: 吉林 is taken as it stands, for a known place or the plan's own."""
    own = place is not None and words in {each.stem for each in place.lineage}
    distinct = bool(form.prefix) and re.fullmatch("[\u4e00-\u9fff]{2,6}", words) is not None
    if not own and words not in registry.known_stems and not distinct:
        return None
    printed = f"{form.prefix}{words}{form.suffix}"
    canonical = form.canonical.replace("{short}", words)
    steps = () if canonical == printed else (f"{printed} → {canonical} (short name)",)
    successors = tuple(each.replace("{short}", words) for each in form.successors)
    return Resolution(canonical, form.parent or None, steps, None, successors, form.year)


def _place_meant(words: str, place: Place | None, registry: Registry) -> tuple[Place | None, tuple[str, ...]]:
    """The place that the words in front of a department mean, and the step that says so."""
    if words in LEVEL_WORDS:
        own = place.own(words) if place is not None else None
        return own, (_own_step(words, own, place),) if own else ()
    for each in place.lineage if place is not None else ():
        if words in (each.name, each.full):
            return each, (f"{words} → {each.full} ({_basis(each)})",) if words != each.full else ()
    named = registry.place(words) if words.endswith(_LEVEL_ENDS) else None
    if named is None:
        return None, ()
    found = inside(named, place)
    if found.full == words:
        return found, ()
    reason = (
        f"a place in a plan of {place}" if place is not None and found is not named else "the place in full"
    )
    return found, (f"{words} → {found.full} ({reason})",)


def _basis(place: Place) -> str:
    return place.basis or "the place given"


def _own_step(word: str, own: Place, place: Place | None) -> str:
    assert place is not None
    if own == place:
        return f"{word} → {own.full} ({_basis(place)})"
    return f"{word} → {own.full} ({place} lies in it; {_basis(place)})"


def _of_form(form: Form, where: Place, steps: tuple[str, ...], registry: Registry) -> Resolution:
    bureau = "厅" if where.name.endswith(("省", "自治区")) else "局"
    fills = {"{place}": where.full, "{short}": where.stem, "{厅}": bureau}
    printed = f"{form.prefix}{where.full}{form.suffix}"
    override = registry.names.get(printed)
    if override is not None and override[0] != printed:
        return _of_body(override, (*steps, f"{printed} → {override[0]} (short name)"))
    canonical = _replaced(form.canonical, fills)
    if canonical != printed:
        both = form.canonical.startswith("{place}") and not form.prefix
        shown = (form.suffix, form.canonical.removeprefix("{place}")) if both else (printed, canonical)
        steps = (*steps, f"{shown[0]} → {shown[1]} (short name)")
    parent = _replaced(form.parent, fills)
    successors = tuple(_replaced(each, fills) for each in form.successors)
    return Resolution(canonical, parent or None, steps, where, successors, form.year)


def _replaced(template: str, fills: dict[str, str]) -> str:
    for placeholder, value in fills.items():
        template = template.replace(placeholder, value)
    return template


def _elided(name: str, place: Place | None, registry: Registry) -> Resolution | None:
    """A department without its place (财政局): the plan's own place has it, and the step says so."""
    if place is None or place.level is Level.NATION:
        return None
    for form in registry.forms.get("", {}).get(name, ()):
        if form.short or len(name) < 3 or place.level not in form.levels:
            continue
        step = f"{name} → {place.full}{name} (no place is printed; {_basis(place)})"
        return _of_form(form, place, (step,), registry)
    return None


def _part(name: str, place: Place | None, registry: Registry) -> Resolution | None:
    """A part of a known body: 保护司 of 国家知识产权局, 东屿分局 of 市生态环境局."""
    if not name.endswith(("司", "处", "科", "室", "厅", "局", "部", "署", "队", "中心")):
        return None
    for at in _cuts(name, registry):
        body = _body(name[:at], place, registry) if name[:at].endswith(_BODY_ENDS) else None
        fits = _PART_OF_BODY if body else _PART_OF_DEPARTMENT
        if not fits.fullmatch(name[at:]):
            continue
        whole = body or _department(name[:at], place, registry)
        if whole is None or (whole.parent is None and whole.name.endswith("委")):
            continue
        step = f"{name[at:]} is a part of {whole.name}"
        return Resolution(whole.name + name[at:], whole.name, (*whole.steps, step), whole.place)
    return None


def _cuts(name: str, registry: Registry) -> Iterator[int]:
    """Where a body's name may end within a longer one, the longest first."""
    for at in range(len(name) - 2, 2, -1):
        if name[at - 2 : at] in registry.endings:
            yield at
