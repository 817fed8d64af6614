"""The place whose plan it is: read from who issued it, else from its title; None where that is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from policyplan.model import Document, Plan
from policyplan.units.places import LEVEL_WORDS, NATION, Level, Place, looks_like_place, no_place
from policyplan.units.registry import Registry, default_registry
from policyplan.units.resolving import plain, resolve

ISSUER, TITLE = "the plan's issuer", "the plan's title"

#: So many characters of a title or an issuer are looked at.
_LONGEST = 200
_CENTRE = re.compile("国务院|中共中央|中央|国家|全国|最高人民|中华全国")
_BEFORE_PLACE = re.compile(
    ".*(?:印发|发布|公布|下达)(?:的)?[《“〈]?|关于(?:推进|加快|做好|深化|加强|促进)?|[《“〈]|中共"
)
_ENDS = tuple("省市县区州盟旗镇乡")
_BODY = re.compile(".*(?:[厅局委办部院署会室组队所站社]|中心|政府|机构|公司|集团|大学)")
#: Words before a province's name that make the plan another's: 对口支援新疆, 学习浙江经验.
_ABROAD = re.compile("支援|帮扶|援|学习|对接|赴|驻|承接|协作|合作|[与和—-]")


def place_of(plan: Plan | Document, *, registry: Registry | None = None) -> Place | None:
    """The place whose bodies a plan names without their place: 吉林省 where 吉林省人民政府办公厅 issued it.

    It is read from the issuers, else the signatories, else the titles. A plan of the centre has the place 全国. None
    where nothing says it, or where bodies of two places issued the plan together. A place that the registry does not
    know is taken from a title only where the plan's units are of its level (市财政局 in a plan of a 市).

    >>> place_of(Document(issuers=["临江市人民政府办公室"]))
    Place(name='临江市', parent=None, basis="the plan's issuer")
    >>> place_of(Document(title="数字广东建设2025年工作要点")).name
    '广东省'
    """
    document = plan.document if isinstance(plan, Plan) else plan
    title, names = (plan.title, (d.name for d in plan.units())) if isinstance(plan, Plan) else ("", iter(()))
    return place_said(document, title, names, registry or default_registry())


def place_said(document: Document, title: str, names: Iterable[str], registry: Registry) -> Place | None:
    """The place of a plan with this document and title, whose units have these names."""
    for issuers in (document.issuers, document.signatories):
        named = dict.fromkeys(
            filter(None, (_of_issuer(plain(each[:_LONGEST]), registry) for each in issuers))
        )
        local = tuple(place for place in named if place.level is not Level.NATION)
        if named:
            found = _common(local) if local else NATION
            return evolve(found, basis=ISSUER) if found is not None else None
    levels = {name[0] for name in (plain(each[:_LONGEST]) for each in names) if name[:1] in LEVEL_WORDS}
    for each in (title, document.title, document.enclosed_title or ""):
        found = _of_title(plain(each[:_LONGEST]), levels, registry)
        if found is not None:
            return evolve(found, basis=TITLE)
    return None


def _common(places: tuple[Place, ...]) -> Place | None:
    """The one place that all are, once with and once without what it lies in; None where they are several."""
    fullest = max(places, key=lambda place: len(place.lineage))
    same = all(place == fullest or place == Place(fullest.name) for place in places)
    return fullest if same else None


def _of_issuer(issuer: str, registry: Registry) -> Place | None:
    found = resolve(issuer, registry=registry)
    if found is not None:
        return found.place or (NATION if _central(found.parent or found.name, registry) else None)
    places = _leading_places(issuer.removeprefix("中共"), registry)
    if places and _BODY.fullmatch(issuer):
        return places[-1]
    return NATION if _CENTRE.match(issuer) and not any(end in issuer for end in _ENDS) else None


def _central(name: str, registry: Registry) -> bool:
    body = registry.bodies.get(name)
    if body is None or not body.parent:
        return _CENTRE.match(name) is not None and (body is not None or not any(end in name for end in _ENDS))
    return body.parent == "国务院" or name == "国务院" or _central(body.parent, registry)


def _leading_places(text: str, registry: Registry) -> tuple[Place, ...]:
    """The place that a text begins with, and the one in it that follows: 吉林省, 长春市 of 吉林省长春市…."""
    outer = next(_places_at(text, 0, registry), None)
    if outer is None:
        return ()
    place, end = outer
    inner = next(_places_at(text, end, registry), None)
    return (place, inner[0]) if inner is not None and inner[0].parent is not None else (place,)


def _places_at(text: str, begin: int, registry: Registry) -> Iterator[tuple[Place, int]]:
    """The places that `text` names up to some end behind `begin`, the shortest first, each with its end."""
    for end in range(begin + 2, min(len(text), begin + 12) + 1):
        further = text[end : end + 1] if text[end : end + 1] > "\u4e00" else ""
        if text[end - 1] not in _ENDS or no_place(text[begin:end] + further):  # 农贸市场 is no place 农贸市
            continue
        place = registry.place(text[:end])
        goes_on = text[end : end + 1] in _ENDS and looks_like_place(text[begin : end + 1])
        if place is not None and (text[:end] in registry.known_places or not goes_on):  # 津市市, not 津市
            yield place, end


def _of_title(title: str, levels: set[str], registry: Registry) -> Place | None:
    while match := _BEFORE_PLACE.match(title):
        title = title[match.end() :]
    places = _leading_places(title, registry)
    for place in reversed(places):
        if _fits(place, levels):
            return place
    known = [place for place in places if place.name in registry.known_places]
    if known:
        return None if levels else known[-1]
    return _province_in(title, levels, registry)


def _province_in(title: str, levels: set[str], registry: Registry) -> Place | None:
    """The one province whose short name a title holds (数字广东建设), its units being that province's."""
    provinces = registry.short_provinces
    found = [name for name in provinces if name in title]
    if len(found) != 1:
        return None
    longer = [name for name in registry.known_places if len(name) > 2 and name in title]
    if any(found[0] in name and name not in provinces for name in longer):
        return None
    before, _, behind = title.partition(found[0])
    if _ABROAD.search(before) or behind.startswith(("与", "和")):
        return None
    place = provinces[found[0]]
    return place if not levels or _fits(place, levels) else None


def _fits(place: Place, levels: set[str]) -> bool:
    """Whether units of a plan begin with the level of the place: 区财政局 in a plan of a district."""
    return any(place.own(level) == place for level in levels)
