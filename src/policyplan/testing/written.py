"""Plans as a person could have written them: what they say, before any layout prints it.

A `WrittenPlan` is a light value that knows the facts a reader should find. `written_plans()` makes realistic ones;
`policyplan.testing.layouts` prints them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from policyplan.model import Role
from policyplan.source import as_tuple
from policyplan.testing import _words as words

__all__ = [
    "WrittenDeadline", "WrittenMeasure", "WrittenPlan", "WrittenSection", "WrittenTask", "WrittenTier", "WrittenUnit",
    "written_plans",
]  # fmt: skip


@frozen
class WrittenUnit:
    """A body with its name in full.

    `short` is what a list leaves of the name behind a unit of the same `head` (水利厅 of 省水利厅, behind 省教育厅;
    保护司 of 国家知识产权局保护司), "" where the name is never shortened; `alias` the second name in brackets.
    """

    name: str
    head: str = ""
    short: str = ""
    alias: str = ""
    is_group: bool = False


@frozen
class WrittenTier:
    """Units that have one role, printed as one list: names, an open end (等), and role words behind them.

    `words` is "" where the role is said by the tier behind it or by a label; `elided` whether the list leaves out
    heads; `shared_by_remit` is what the words, or those of the tier behind it, say (按职责分工); `last` joins the last
    two names.
    """

    units: tuple[WrittenUnit, ...] = field(converter=as_tuple)
    role: Role = Role.RESPONSIBLE
    words: str = ""
    open_end: str = ""
    elided: bool = True
    shared_by_remit: bool = False
    last: str = "、"

    def printed(self) -> tuple[str, ...]:
        """The names as the list prints them.

        >>> water, schools = WrittenUnit("省水利厅", "省", "水利厅"), WrittenUnit("省教育厅", "省", "教育厅")
        >>> WrittenTier([water, schools]).printed()
        ('省水利厅', '教育厅')
        """
        names, head = [], ""
        for unit in self.units:
            shortened = self.elided and unit.short and unit.head == head
            name = unit.short if shortened else unit.name
            names.append(f"{name}（{unit.alias}）" if unit.alias else name)
            head = unit.head
        return tuple(names)

    def __str__(self) -> str:
        *names, last = self.printed()
        listed = f"{'、'.join(names)}{self.last}{last}" if names else last
        return listed + self.open_end + self.words


@frozen
class WrittenDeadline:
    """By when: the printed words, the kind of `policyplan.Deadline` they make, and the last day, None for no day.

    `in_full` are words for the same that need no period to be understood; `english` the same in English.
    """

    words: str
    kind: str
    due: date | None = None
    in_full: str = ""
    english: str = ""


@frozen
class WrittenMeasure:
    """What is to be done, who answers for it, in sides (；) of tiers (，), and by when; `steps` stand in the text.

    `first_leads` is True where the plan says once for all that the first listed unit leads; `by_convention` names
    units that the plan makes answer for every task.
    """

    text: str
    sides: tuple[tuple[WrittenTier, ...], ...] = field(default=(), converter=as_tuple)
    deadline: WrittenDeadline | None = None
    steps: tuple[WrittenDeadline, ...] = field(default=(), converter=as_tuple)
    first_leads: bool = False
    by_convention: tuple[WrittenUnit, ...] = field(default=(), converter=as_tuple)

    @property
    def tiers(self) -> tuple[WrittenTier, ...]:
        """The tiers of all sides."""
        return tuple(tier for side in self.sides for tier in side)

    @property
    def has_clause(self) -> bool:
        """Whether anyone is named, or a time."""
        return bool(self.sides) or self.deadline is not None


@frozen
class WrittenTask:
    """An item: its place in the count (gaps occur), a heading, its measures; a numbering gives it its `mark`."""

    ordinal: int
    heading: str
    measures: tuple[WrittenMeasure, ...] = field(converter=as_tuple)
    mark: str = ""


@frozen
class WrittenSection:
    """A part with a heading, and the tasks and sections in it."""

    ordinal: int
    heading: str
    items: tuple[WrittenTask | WrittenSection, ...] = field(converter=as_tuple)
    mark: str = ""


@frozen(kw_only=True, repr=False)
class WrittenPlan:
    """A plan with the facts of the document that carries it."""

    title: str
    number: str
    issuer: str
    dated: date
    addressees: tuple[str, ...] = field(converter=as_tuple)
    years: tuple[int, int]
    preamble: str
    sections: tuple[WrittenSection, ...] = field(converter=as_tuple)

    def walk(self) -> Iterator[tuple[tuple[WrittenSection, ...], WrittenTask]]:
        """Every task with the sections it stands in, outermost first."""
        for section in self.sections:
            yield from _walk(section, ())

    def __repr__(self) -> str:
        tasks = list(self.walk())
        return f"<WrittenPlan {self.title!r}: {len(self.sections)} sections, {len(tasks)} tasks>"


def _walk(
    section: WrittenSection, path: tuple[WrittenSection, ...]
) -> Iterator[tuple[tuple[WrittenSection, ...], WrittenTask]]:
    path = (*path, section)
    for item in section.items:
        if isinstance(item, WrittenSection):
            yield from _walk(item, path)
        else:
            yield path, item


@st.composite
def written_plans(draw: DrawFn, *, tasks: int = 3) -> WrittenPlan:
    """Plans of a province, city, county or district, with sections one to three deep.

    `tasks` is the most tasks that one section holds.
    """
    level = draw(st.sampled_from(tuple(words.PLACES)))
    place = draw(st.sampled_from(words.PLACES[level]))
    first = draw(st.integers(2021, 2031))
    years = (first, first + draw(st.sampled_from((0, 0, 1, 2))))
    setting = _Setting(level, place, years)
    depth = draw(st.sampled_from((1, 1, 2, 3)))
    printed = f"{first}年" if years[0] == years[1] else f"{years[0]}—{years[1]}年"
    topic, kind = draw(st.sampled_from(words.TOPICS)), draw(st.sampled_from(words.TITLES))
    dated = date(first, draw(st.integers(1, 3)), draw(st.integers(1, 28)))
    return WrittenPlan(
        title=f"{place}{printed}{topic}{kind}",
        number=f"{place[0]}政办发〔{first}〕{draw(st.integers(1, 99))}号",
        issuer=f"{place}人民政府办公{'厅' if level == '省' else '室'}",
        dated=dated,
        addressees=(_BELOW[level], f"{level}政府各部门"),
        years=years,
        preamble=draw(st.sampled_from(words.PREAMBLES)),
        sections=_sections(draw, setting, depth, tasks),
    )


_BELOW = {
    "省": "各市（州）人民政府",
    "市": "各县（市、区）人民政府",
    "县": "各乡镇人民政府",
    "区": "各街道办事处",
}


@frozen
class _Setting:
    """What the words of one plan have in common: the level of its government, its place, its years."""

    level: str
    place: str
    years: tuple[int, int]


def _sections(draw: DrawFn, setting: _Setting, depth: int, tasks: int) -> tuple[WrittenSection, ...]:
    headings = _several(draw, words.SECTION_HEADINGS, 1 if depth == 3 else 2, 3 if depth == 1 else 2)
    sections = []
    for ordinal, heading in zip(_ordinals(draw, len(headings)), headings, strict=True):
        deeper = depth > 1 and (ordinal == 1 or draw(st.booleans()))
        items: tuple[WrittenTask | WrittenSection, ...]
        items = _sections(draw, setting, depth - 1, tasks) if deeper else _tasks(draw, setting, tasks)
        sections.append(WrittenSection(ordinal, heading, items))
    return tuple(sections)


def _ordinals(draw: DrawFn, count: int) -> tuple[int, ...]:
    """1, 2, 3 …, at times with a gap."""
    skip = draw(st.sampled_from((0, 0, 0, 2))) if count > 1 else 0
    return tuple(at + (skip and at > skip) for at in range(1, count + 1))


def _tasks(draw: DrawFn, setting: _Setting, most: int) -> tuple[WrittenTask, ...]:
    headings = _several(draw, words.TASK_HEADINGS, 1, most)
    return tuple(
        WrittenTask(ordinal, heading, _measures(draw, setting))
        for ordinal, heading in zip(_ordinals(draw, len(headings)), headings, strict=True)
    )


def _measures(draw: DrawFn, setting: _Setting) -> tuple[WrittenMeasure, ...]:
    """One measure or two; all but the last name someone or a time."""
    count = draw(st.sampled_from((1, 1, 1, 2)))
    return tuple(_measure(draw, setting, last=at == count - 1) for at in range(count))


def _measure(draw: DrawFn, setting: _Setting, *, last: bool) -> WrittenMeasure:
    text = "".join(_several(draw, words.SENTENCES, 1, 2))
    steps: tuple[WrittenDeadline, ...] = ()
    if draw(st.integers(0, 5)) == 5:
        dated = _dated(draw, setting)
        step = evolve(dated, words=dated.in_full)
        text += draw(st.sampled_from(words.STEPS)).format(time=step.in_full)
        steps = (step,)
    named, timed = draw(
        st.sampled_from(((True, True),) * 7 + ((True, False),) * 2 + ((False, True), (False, False)))
    )
    sides = _sides(draw, setting) if named or not (timed or last) else ()
    return WrittenMeasure(text, sides, _deadline(draw, setting) if timed else None, steps)


#: The roles that tiers of one side may have, one after the other.
_SHAPES: tuple[tuple[Role, ...], ...] = (
    (Role.RESPONSIBLE,),
    (Role.LEAD,),
    (Role.LEAD, Role.SUPPORTING),
    (Role.LEAD, Role.RESPONSIBLE),
    (Role.LEAD, Role.SUPPORTING, Role.OVERSEEING),
    (Role.RESPONSIBLE, Role.RESPONSIBLE),
    (Role.RESPONSIBLE, Role.SUPPORTING),
)


def _sides(draw: DrawFn, setting: _Setting) -> tuple[tuple[WrittenTier, ...], ...]:
    shapes = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=2))
    used: set[str] = set()
    return tuple(_side(draw, setting, shape, used) for shape in shapes)


def _side(
    draw: DrawFn, setting: _Setting, shape: tuple[Role, ...], used: set[str]
) -> tuple[WrittenTier, ...]:
    tiers: list[WrittenTier] = []
    for at, role in enumerate(shape):
        units = _units(draw, setting, used, 1 if role is Role.OVERSEEING else 3)
        bare = shape in ((Role.RESPONSIBLE,), (Role.RESPONSIBLE, Role.RESPONSIBLE)) and at == 0
        tail = "" if bare else draw(st.sampled_from(words.ROLE_TAILS[role]))
        if len(units) == 1 and tail in ("共同牵头", "分别负责"):
            tail = tail[2:]
        open_end = draw(st.sampled_from(("", "", "", *words.OPEN_ENDS)))
        if units[-1].is_group or (bare and len(shape) > 1):
            open_end = ""  # 各有关部门等 is no Chinese
        elided = draw(st.booleans())
        tiers.append(WrittenTier(units, role, tail, open_end, elided, "职责" in tail))
    if len(tiers) == 2 and tiers[1].role is Role.RESPONSIBLE and not tiers[0].words:
        first = tiers[0]
        tiers[0] = WrittenTier(first.units, first.role, "", "", first.elided, tiers[1].shared_by_remit)
    return tuple(tiers)


def _units(draw: DrawFn, setting: _Setting, used: set[str], most: int) -> tuple[WrittenUnit, ...]:
    count = draw(st.integers(1, most))
    units = []
    for _ in range(count):
        unit = draw(_unit(setting))
        if unit.name not in used:
            used.add(unit.name)
            units.append(unit)
    return tuple(units) or _units(draw, setting, used, most)


def _unit(setting: _Setting) -> st.SearchStrategy[WrittenUnit]:
    return st.sampled_from(_all_units(setting))


def _all_units(setting: _Setting) -> tuple[WrittenUnit, ...]:
    """Every unit that a plan of this place may name, ordinary departments first and more than once."""
    known = _KNOWN.get(setting.place)
    if known is None:
        known = _KNOWN[setting.place] = tuple(_made_units(setting))
    return known


_KNOWN: dict[str, tuple[WrittenUnit, ...]] = {}


def _made_units(setting: _Setting) -> Iterator[WrittenUnit]:
    level, name = setting.level, setting.place.removesuffix(setting.level)
    for _ in range(2):
        for department in words.DEPARTMENTS[level]:
            full = level + department
            yield WrittenUnit(full, level, department, words.ALIASES.get(full, ""))
    for other in words.OTHERS[level]:
        yield WrittenUnit(level + other, level)
    for body in words.APART:
        yield WrittenUnit(body.format(place=name, level=level))
    for group in words.GROUPS:
        yield WrittenUnit(group, is_group=True)
    for agency, departments in words.AGENCIES.items():
        yield WrittenUnit(agency, agency)
        for department in departments:
            yield WrittenUnit(agency + department, agency, department)


def _deadline(draw: DrawFn, setting: _Setting) -> WrittenDeadline:
    if draw(st.integers(0, 3)) == 3:
        printed, kind, english = draw(st.sampled_from(words.UNDATED))
        return WrittenDeadline(printed, kind, None, printed, english)
    return _dated(draw, setting)


def _dated(draw: DrawFn, setting: _Setting) -> WrittenDeadline:
    """A last day in the plan's years, by day, 旬, month, quarter, half or year; the only year may go unsaid."""
    year = draw(st.integers(*setting.years))
    month, form = draw(st.integers(4, 12)), draw(st.integers(0, 6))
    day = monthrange(year, month)[1]
    if form <= 1:
        words_, last = f"{month}月底前", date(year, month, day)
    elif form == 2:
        named = draw(st.integers(1, 28))
        words_, last = f"{month}月{named}日前", date(year, month, named)
    elif form == 3:
        third = draw(st.integers(0, 2))
        words_, last = f"{month}月{'上中下'[third]}旬", date(year, month, (10, 20, day)[third])
    elif form == 4:
        quarter = draw(st.integers(2, 4))
        words_, last = f"第{'一二三四'[quarter - 1]}季度", _month_end(year, quarter * 3)
    elif form == 5:
        words_, last = "上半年", date(year, 6, 30)
    else:
        words_, last = "底前", date(year, 12, 31)
    in_full = f"{year}年{words_}"
    short = setting.years[0] == setting.years[1] and form <= 3 and draw(st.booleans())
    english = f"{_MONTHS[last.month - 1]} {last.day}, {last.year}"
    return WrittenDeadline(words_ if short else in_full, "by", last, in_full, english)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _several(draw: DrawFn, choices: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
    """From `least` to `most` different choices."""
    return tuple(draw(st.lists(st.sampled_from(choices), min_size=least, max_size=most, unique=True)))
