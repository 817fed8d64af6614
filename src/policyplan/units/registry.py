"""The registry: bodies by name, departments by pattern, places; built into the tables that names are looked up in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from policyplan.errors import FormatError, ReadError
from policyplan.units import toml
from policyplan.units.entries import Body, Department, PlaceEntry
from policyplan.units.places import Level, Place, inside, looks_like_place, outer_and_inner

#: A registry file larger than this is none.
_LARGEST = 8_000_000


@frozen
class Form:
    """One printed form of a department: what stands before and behind the place, and what it means."""

    prefix: str
    suffix: str
    short: bool  # the place stands there without its level: 吉林银保监局
    canonical: str
    parent: str
    successors: tuple[str, ...]
    year: int | None
    levels: frozenset[Level]

    @property
    def own(self) -> bool:
        """Whether this form is the canonical one."""
        return self.canonical == f"{self.prefix}{{{'short' if self.short else 'place'}}}{self.suffix}"


def _frozen(value: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(value))


@frozen(eq=False, slots=False, repr=False)
class Registry:
    """What is known of bodies: canonical names, aliases, parents and successors; patterns; places.

    A value: `extended` gives another one. Where two entries claim one name, the later one has it.
    """

    bodies: Mapping[str, Body] = field(factory=dict, converter=_frozen)
    departments: Mapping[str, Department] = field(factory=dict, converter=_frozen)
    places: Mapping[str, PlaceEntry] = field(factory=dict, converter=_frozen)

    def __reduce__(self) -> tuple[type[Registry], tuple[object, ...]]:
        """How it is handed to the processes that read many files: its entries, and nothing worked out from them."""
        return Registry, (dict(self.bodies), dict(self.departments), dict(self.places))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Registry:
        """Read a registry from a TOML file.

        Raises ReadError where there is no such file, FormatError where it is no registry: the message names the
        file, the line or key, what was found and what was expected.
        """
        path = Path(path)
        try:
            with path.open("rb") as file:
                payload = file.read(_LARGEST + 1)
        except OSError as problem:
            raise ReadError(f"{path}: cannot be read: {problem.strerror or problem}") from None
        if len(payload) > _LARGEST:
            raise FormatError(f"{path}: is larger than {_LARGEST} bytes; expected a registry in TOML")
        try:
            return cls.loads(payload.decode("utf-8-sig"), name=str(path))
        except UnicodeDecodeError as problem:
            raise FormatError(
                f"{path}: byte {problem.start} is no UTF-8; expected a registry in TOML"
            ) from None

    @classmethod
    def loads(cls, text: str, *, name: str = "<text>") -> Registry:
        """Read a registry from TOML text; errors call it `name`.

        >>> registry = Registry.loads('''
        ... [bodies]
        ... "临江市数字局" = { aliases = ["临江数字局"], parent = "临江市人民政府" }
        ... ''')
        >>> registry.bodies["临江市数字局"].aliases
        ('临江数字局',)
        """
        registry = cls(*toml.parse(text, name))
        if problem := next(registry.conflicts(), None):
            raise FormatError(f"{name}: {problem}; expected each name to mean one body")
        return registry

    def dumps(self) -> str:
        """The registry as TOML text, which `loads` reads back to equal entries."""
        return toml.write(self.bodies, self.departments, self.places)

    def extended(self, *others: Registry | str | PathLike[str]) -> Registry:
        """This registry with the entries of others, or of their TOML files, added; the later one has its way.

        >>> ours = Registry.loads('[bodies]\\n"临江市数据局" = { aliases = ["市数据办"] }')
        >>> "财政部" in default_registry().extended(ours).bodies
        True
        """
        bodies, departments, places = dict(self.bodies), dict(self.departments), dict(self.places)
        for other in others:
            more = other if isinstance(other, Registry) else Registry.load(other)
            for held, added in (
                (bodies, more.bodies),
                (departments, more.departments),
                (places, more.places),
            ):
                for key in added:
                    held.pop(key, None)  # so that the new entry stands last
                held.update(added)  # type: ignore[arg-type]
        return Registry(bodies, departments, places)

    def __repr__(self) -> str:
        counts = (
            f"{len(self.bodies)} bodies, {len(self.departments)} departments, {len(self.known_places)} places"
        )
        return f"<Registry: {counts}>"

    def place(self, name: str) -> Place | None:
        """The place of this name, known or of the form of a place's name; None where it is neither.

        >>> default_registry().place("吉林省长春市")
        Place(name='长春市', parent=Place(name='吉林省', parent=None, basis=''), basis='')
        """
        known = self.known_places.get(name)
        if known is not None:
            return known
        if looks_like_place(name):
            return Place(name)
        pair = outer_and_inner(name)
        outer = self.place(pair[0]) if pair else None
        inner = self.place(pair[1]) if pair else None
        return inside(inner, outer) if outer and inner else None

    @cached_property
    def known_places(self) -> Mapping[str, Place]:
        """Every place by its name, its full name, its name behind its province's, and its aliases.

        A name that two places have (鼓楼区) is left out; their full names are there.
        """
        lying = [
            (name, entry.parent)
            for name, entry in self.places.items()
            if entry.parent or not self._around(name)
        ]
        lying += [(child, name) for name, entry in self.places.items() for child in entry.contains]
        found: dict[str, Place | None] = {}
        for name, parent in lying:
            place = Place(name, self._named_place(parent, (name,)) if parent else None)
            outer = place.lineage[-1].name if parent else ""
            for each in dict.fromkeys((name, place.full, outer + name)):
                found[each] = place if found.get(each, place) == place else None
        for name, entry in self.places.items():
            for alias in entry.aliases:
                found.setdefault(alias, found[name])
        return {name: place for name, place in found.items() if place is not None}

    @cached_property
    def short_provinces(self) -> Mapping[str, Place]:
        """The provinces by their short names: 广东, 内蒙古."""
        return {
            name: place
            for name, place in self.known_places.items()
            if place.name.startswith(name) and place.name != name and place.level is Level.PROVINCE
        }

    def _around(self, name: str) -> str:
        return next((outer for outer, entry in self.places.items() if name in entry.contains), "")

    def _named_place(self, name: str, below: tuple[str, ...]) -> Place:
        entry = self.places.get(name)
        parent = (entry.parent if entry else "") or self._around(name)
        if not parent or parent in below:
            return Place(name)
        return Place(name, self._named_place(parent, (*below, name)))

    @cached_property
    def known_stems(self) -> frozenset[str]:
        """The names of known places without their levels: 吉林, 内蒙古, 大连."""
        return frozenset(stem for place in self.known_places.values() if len(stem := place.stem) > 1) | {
            alias for entry in self.places.values() for alias in entry.aliases
        }

    @cached_property
    def names(self) -> Mapping[str, tuple[str, Body]]:
        """Every name and alias of a body with its canonical name."""
        found: dict[str, tuple[str, Body]] = {}
        for name, body in self.bodies.items():
            found.update(dict.fromkeys((name, *body.aliases), (name, body)))
        for name, body in self.bodies.items():
            if found[name][0] != name and found[name][0] in self.bodies:
                found[name] = (name, body)  # a canonical name is no other's alias
        return found

    @cached_property
    def names_at_centre(self) -> Mapping[str, tuple[str, Body]]:
        """The names that mean a body in the centre's own documents only (发展改革委)."""
        return {short: (name, body) for name, body in self.bodies.items() for short in body.at_centre}

    @cached_property
    def forms(self) -> Mapping[str, Mapping[str, tuple[Form, ...]]]:
        """Every form of every department by what stands before and behind the place; the later entry comes first."""
        found: dict[str, dict[str, tuple[Form, ...]]] = {}
        for name, department in self.departments.items():
            for form in _forms(name, department):
                tails = found.setdefault(form.prefix, {})
                tails[form.suffix] = (form, *tails.get(form.suffix, ()))
        return {prefix: found[prefix] for prefix in sorted(found, key=len, reverse=True)}

    @cached_property
    def endings(self) -> frozenset[str]:
        """The last two characters of every name of a body or department, by which a longer name is cut."""
        ends = {suffix[-2:] for forms in self.forms.values() for suffix in forms if len(suffix) > 1}
        return frozenset(ends | {name[-2:] for name in self.names})

    def conflicts(self) -> Iterator[str]:
        """What is claimed twice within this registry, in words; nothing where each name means one body."""
        owner: dict[str, str] = {}
        for name, body in self.bodies.items():
            for each in dict.fromkeys((name, *body.aliases)):
                if owner.setdefault(each, name) != name:
                    yield f"bodies.{toml.quoted(name)}: {each} is also a name of {owner[each]}"
        for tails in self.forms.values():
            for forms in tails.values():
                yield from _claimed_twice(forms)


def _claimed_twice(forms: tuple[Form, ...]) -> Iterator[str]:
    for at, form in enumerate(forms):
        for other in forms[at + 1 :]:
            if form.canonical != other.canonical and form.short == other.short and form.levels & other.levels:
                yield f"departments: …{form.suffix} means both {other.canonical} and {form.canonical}"


def _forms(name: str, department: Department) -> Iterator[Form]:
    for ending in department.endings or ("",):
        canonical = _template(name + ending)
        levels = frozenset(department.levels or (Level.PROVINCE, Level.CITY, Level.COUNTY))
        if _only_provinces_have(name + ending) and not department.levels:
            levels = frozenset({Level.PROVINCE})
        fills = {"{ending}": ending}
        successors = tuple(_template(_filled(successor, fills)) for successor in department.successors)
        for printed in dict.fromkeys(_printed(name, department.aliases, ending)):
            before, short, behind = _parted(_template(printed))
            yield Form(
                before, behind, short, canonical, department.parent, successors, department.year, levels
            )


def _only_provinces_have(name: str) -> bool:
    return name.endswith("厅") and not name.endswith("办公厅")


def _printed(name: str, aliases: tuple[str, ...], ending: str) -> Iterator[str]:
    for stem in (name, *aliases):
        yield stem + ending
        if (stem + ending).endswith("委员会") and not stem.endswith("}委员会") and ending:
            yield stem + "委"


def _filled(text: str, fills: Mapping[str, str]) -> str:
    for placeholder, value in fills.items():
        text = text.replace(placeholder, value)
    return text


def _template(text: str) -> str:
    return text if "{place}" in text or "{short}" in text else "{place}" + text


def _parted(template: str) -> tuple[str, bool, str]:
    mark = "{short}" if "{short}" in template else "{place}"
    before, _, behind = template.partition(mark)
    return before, mark == "{short}", behind


def default_registry() -> Registry:
    """The registry that comes with policyplan, read once when it is first asked for.

    >>> default_registry().bodies["国家发展和改革委员会"].parent
    '国务院'
    """
    from policyplan.units.shipped import shipped_registry

    return shipped_registry()
