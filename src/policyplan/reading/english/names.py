"""English names of bodies and posts in a list: where commas and “and” part them, and where they stand inside one."""

from __future__ import annotations

import re

from policyplan.model import Role
from policyplan.reading._vocabulary import NOTHING
from policyplan.reading.clauses import Clause, Duty
from policyplan.reading.english.bodies import A_POST, KIND, POST, STRONG_WORD, is_body, names_one
from policyplan.reading.english.labels import label_role
from policyplan.reading.names import Name

_OF_ONE = re.compile(
    r"\b(?:Directorate-General|Office|Department|Bureau|Ministry|Division|Committee|Commission|Agency|"
    r"Institute|Board|Council|Center|Centre|Directorate|Secretary|Administration|Dept\.?)s?\s+(?:of|on|"
    r"for)\s+(?:the\s+)?[\w'’&-]+(?:\s[\w'’&-]+)?(?:,\s[\w'’ &-]+)*$"
)
_WITH = re.compile(
    r",?\s*\b(?:in (?:coordination|consultation|collaboration|partnership|cooperation|conjunction|"
    r"concert) with|with (?:the )?(?:support|assistance|help|input|advice) (?:from|of)|supported by|"
    r"assisted by|with|working with|together with|alongside)\s+",
    re.IGNORECASE,
)
_BARE_POST = re.compile(rf"{POST}$")
_POST_OF = re.compile(rf"^{POST}(?:,|\s+(?:of|for)\s)")
_NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")
#: Others in brackets behind a name: Community Services (with Finance), Parks (supported by Public Works).
_WITH_OTHERS = re.compile(
    r"\s*\((?:in [a-z]+ with|with|supported by|assisted by|together with|alongside)\s+([^()]*)\)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_FOOTNOTE = re.compile(r"(?:\[\^?[^\[\]]{1,6}\]|[*†‡§]|&#42;)+\s*$")
_ARTICLE = re.compile(r"^(?:and\s+|&\s*|the\s+|both\s+|all of the\s+)+", re.IGNORECASE)
#: The same behind another name, where a capital tells that it is a part of the name: The Rivers Trust.
_ARTICLE_INSIDE = re.compile(r"(?:[Aa]nd\s+|&\s*|the\s+|both\s+|all of the\s+)+")
_ACRONYM_NOTE = re.compile(r"^[A-Z][A-Za-z&/-]{1,11}$")


#: Words of a time that has no figures.
_TIME_WORDS = re.compile(
    r"(?:on-?going|continuous|annually|quarterly|monthly|weekly|immediate(?:ly)?|tb[acd])$", re.IGNORECASE
)


def says_a_time(duty: Duty) -> bool:
    """Whether what stands in a list of bodies is a time: Parks Department; Q4 2024."""
    name = duty.name.full
    if len(name) > _LONGEST_TIME or not any(character.isdigit() for character in name):
        return _TIME_WORDS.match(name) is not None
    from policyplan.reading.times import is_time

    return is_time(name)


def read_names(text: str, role: Role) -> list[Duty]:
    """Read a list of bodies parted by ; , and “and”; what follows “with” supports.

    >>> [duty.name.full for duty in read_names("Office of Public Health and Sheriff's Office", Role.LEAD)]
    ['Office of Public Health', "Sheriff's Office"]
    >>> [duty.name.full for duty in read_names("Commission on Disability and Aging", Role.LEAD)]
    ['Commission on Disability and Aging']
    """
    return [duty for duty in named(text, role) if not says_a_time(duty)]


def read_bodies(text: str, role: Role, in_brackets: Role | None = None) -> Clause:
    """The clause of a list of bodies, with the times that stand in it: Parks Department (by March 2025).

    `in_brackets` is the role of those in brackets behind a name, where a header says that they have one of their own.
    """
    found = named(text, role, in_brackets)
    times = tuple((duty.start, duty.end) for duty in found if says_a_time(duty))
    return Clause(tuple(duty for duty in found if not says_a_time(duty)), times)


def named(text: str, role: Role, in_brackets: Role | None = None) -> list[Duty]:
    """The pieces of a list, times among them."""
    duties: list[Duty] = []
    begin = 0
    brackets = _WITH_OTHERS if in_brackets is None else _BRACKETS
    for others in brackets.finditer(text) if "(" in text else ():
        duties += _named(text, begin, others.start(), role)
        duties += _list(text, *others.span(1), in_brackets or Role.SUPPORTING)
        begin = others.end()
    return duties + _named(text, begin, len(text), role)


def _named(text: str, begin: int, end: int, role: Role) -> list[Duty]:
    """The pieces of a list, of which those behind “with” support."""
    duties: list[Duty] = []
    current, first = role, begin
    for match in _WITH.finditer(text, begin, end):
        if match.start() <= first + 1:
            continue
        duties += _list(text, begin, match.start(), current)
        begin, current = match.end(), Role.SUPPORTING
    return duties + _list(text, begin, end, current)


def _list(text: str, begin: int, end: int, role: Role) -> list[Duty]:
    hard = [part for part in _cut(text, begin, end, _HARD) if text[slice(*part)].strip()]
    duties: list[Duty] = []
    for piece in hard:
        for start, stop in _without_time(text, *piece):
            duties += _several(text, start, stop, role) or _singly(text, start, stop, role, len(hard) > 1)
    return duties


def _singly(text: str, begin: int, end: int, role: Role, among: bool) -> list[Duty]:
    """The bodies of a list without semicolons, `among` others that semicolons part."""
    parts = _bodies(text, begin, end) if among else _parts(text, begin, end)
    pieces = [piece for part in parts for piece in _without_time(text, *part)]
    return [duty for piece in pieces if (duty := _one(text, *piece, role)) is not None]


#: Several bodies that share the word for their kind: Departments of Health and Education.
_SEVERAL = re.compile(
    r"(?:and\s+|the\s+)*(?P<kind>Departments|Ministries|Ministers|Secretaries|Directors|Offices|Faculties"
    r"|(?:[A-Z][a-z]+\s)?(?:[Cc]lerks|[Mm]ayors|[Mm]anagers|[Gg]overnors|[Cc]hairs|[Hh]eads|[Ll]eaders))\s+(?P<of>of|for)\s+"
)
_ONE_OF = {"Ministries": "Ministry", "Secretaries": "Secretary", "Faculties": "Faculty"}


def _several(text: str, begin: int, end: int, role: Role) -> list[Duty]:
    """The bodies that share the word for their kind, each with it; none where it cannot be told what parts them."""
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    head = _SEVERAL.match(text, begin, end)
    if head is None or "/" in text[begin:end] or "(" in text[begin:end]:
        return []
    parts = _cut(text, head.end(), end, _COMMA)
    if len(parts) < 2 or not _ARTICLE.match(text[parts[-1][0] : end].strip()):
        last = _cut(text, *parts[-1], _AND)
        if (
            len(last) > 2
            or len(parts) + len(last) < 3
            or any(_AND.search(text, *part) for part in parts[:-1])
        ):
            return []
        parts = [*parts[:-1], *last]
    found = [duty for part in parts if (duty := _one(text, *part, role)) is not None]
    if any(is_body(duty.name.full) or len(duty.name.full.split()) > _MOST_WORDS for duty in found):
        return []
    kind = f"{_ONE_OF.get(head['kind'], head['kind'].removesuffix('s'))} {head['of']} "
    return [
        duty._replace(name=duty.name._replace(full=kind + duty.name.full, basis=("elided-parent",)))
        for duty in found
    ]


_LONGEST_TIME = 40
#: The most words of what a body is named after.
_MOST_WORDS = 5
#: A time behind a name: (by March 2025), by June 2025, - due 30 June.
_TIME_BEHIND = re.compile(
    r"\s*\((?P<note>[^()]{3,40})\)\s*\Z"
    r"|[\s,–—-]+(?P<led>(?:due|by|before|until|no later than|target(?:\s+date)?)\b\W*[^()]{3,40})\Z",
    re.IGNORECASE,
)
_ONLY_YEAR = re.compile(r"\s*20\d\d\s*")


def _without_time(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """A piece, parted from a time behind the name: Parks Department (by March 2025)."""
    behind = _TIME_BEHIND.search(text, start, stop)
    if behind is None or behind.start() == start:
        return [(start, stop)]
    group = "note" if behind["note"] else "led"
    if _ONLY_YEAR.fullmatch(behind[group]):  # Action Plan (2025)
        return [(start, stop)]
    from policyplan.reading.times import is_time

    return [(start, behind.start()), behind.span(group)] if is_time(behind[group]) else [(start, stop)]


def _parts(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    merged = _between_commas(text, begin, end)
    joined = [part for at, (start, stop) in enumerate(merged) for part in _conjuncts(text, start, stop, at)]
    return [part for start, stop in joined for part in _slashed(text, start, stop)]


def _bodies(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """A piece of a list, parted at its commas where all between them are bodies."""
    parts = _between_commas(text, begin, end)
    return parts if all(is_body(text[slice(*part)].strip()) for part in parts) else [(begin, end)]


def _between_commas(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Part a list at its commas, less those that stand inside a name."""
    pieces = _cut(text, begin, end, _COMMA)
    merged: list[tuple[int, int]] = []
    inside = -1
    for at, (start, stop) in enumerate(pieces):
        name = text[slice(*merged[-1])].strip() if merged else ""
        if at <= inside or (merged and _one_name(name, text[start:stop].strip())):
            merged[-1:] = [(merged[-1][0] if merged else start, stop)]
            continue
        merged.append((start, stop))
        inside = _last_field(text, pieces, at)
    return merged


#: A department or post up to the first comma of what it works on: Department of Housing, Planning and Local Government.
_DEPARTMENT = re.compile(
    rf"(?:^|\s)(?:Department|Dept\.?|Ministry|{POST})\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'’ -]{{2,60}}$"
    r"|^DG\s[A-Z][\w'’ -]{2,60}$"
)


def _last_field(text: str, pieces: list[tuple[int, int]], at: int) -> int:
    """The last piece that says what the department of piece `at` works on; 0 where it is no such list.

    It is the one with the “and”, and none of them is a body by itself.
    """
    if at + 1 >= len(pieces) or not _DEPARTMENT.search(text[slice(*pieces[at])].strip()):
        return 0
    for last in range(at + 1, min(len(pieces), at + 7)):
        field = _ARTICLE.sub("", text[slice(*pieces[last])].strip())
        if (
            not field
            or STRONG_WORD.search(field)
            or _ACRONYM.search(field.replace("SMEs", ""))
            or not field[0].isupper()
        ):
            return 0
        if len(field.split()) > _MOST_WORDS + 2 or KIND.match(field):
            return 0
        if _AND.search(text, *pieces[last]) or re.match(r"\s*(?:and|&)\s", text[slice(*pieces[last])]):
            return last
    return 0


_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")


def _slashed(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Part a piece at its slashes where each part is a whole name; HHS/CDC and Parks/Recreation Department are one."""
    parts = _cut(text, start, stop, _SLASH) if stop - start <= _LONGEST_NAMES else []
    names = [text[slice(*part)].strip() for part in parts]
    return (
        parts
        if all(" " in name and STRONG_WORD.search(name) for name in names) and parts
        else [(start, stop)]
    )


#: Bodies and what is printed behind a comma for a part of them: University of Lorne, Centre for Social Research.
_PARTS = (
    (
        re.compile(r"\bUniversity\b[^,]*$"),
        re.compile(r"(?:Department|Cent(?:re|er)|School|Faculty|Institute|College) (?:of|for)\b"),
    ),
    (re.compile(r"\bCorps of Engineers$"), re.compile(r"[\w ]+ (?:District|Division)$")),
    (
        re.compile(r"\b(?:Department|Office|Ministry|Agency|Service|Force)\b[^,]*$"),
        re.compile(r"(?:Division|Bureau|Branch) of\b|[\w ]+ Unit$"),
    ),
)


def _one_name(before: str, after: str) -> bool:
    """Whether a comma stands inside a name: Fish, Wildlife and Parks Commission; Department of Labor, Industry."""
    piece = _ARTICLE.sub("", after)
    if _BARE_POST.match(re.split(r"\s(?:and|&)\s", before)[-1].strip()):
        return not A_POST.match(piece)
    if " " not in before and not STRONG_WORD.search(before) and (" and " in piece or " & " in piece):
        return True
    if any(whole.search(before) and part.match(piece) for whole, part in _PARTS):
        return True
    if _OF_ONE.search(before) is None:
        return False
    last_of_list = "," in before and re.match(r"(?:and|&)\s", after) and not STRONG_WORD.search(piece)
    return bool(piece) and (not names_one(piece) or bool(last_of_list))


_NONE = re.compile(r"(?:none|nil|not applicable|to be (?:determined|confirmed))\b", re.IGNORECASE)
_HARD = re.compile(r"[;\n|]|\s/\s")
_COMMA = re.compile(",")
_SLASH = re.compile("/")


def _cut(text: str, begin: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    parts, at = [], begin
    for match in separator.finditer(text, begin, end):
        before = text[begin : match.start()]
        if before.count("(") > before.count(")"):
            continue
        parts.append((at, match.start()))
        at = match.end()
    return [*parts, (at, end)]


_AND = re.compile(r"\s+(?:and|&)\s+(?!Crime Commissioner)")
#: Longer pieces are no names.
_LONGEST_NAMES = 1000


def _conjuncts(text: str, start: int, end: int, before: int = 0) -> list[tuple[int, int]]:
    """Part a piece, `before` which others of the list stand, at each “and” where both sides are whole bodies."""
    parts: list[tuple[int, int]] = []
    found = [*_AND.finditer(text, start, end)] if end - start <= _LONGEST_NAMES else []
    for at, match in enumerate(found):
        following = found[at + 1].start() if at + 1 < len(found) else end
        sides = text[start : match.start()], text[match.end() : end], text[match.end() : following]
        if _parts_two(*sides) or (before and _ends_list(*sides[:2])):
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, end)]


#: Services of an organisation that are named by their letters, which are no bodies: HR and Organisational Development.
_SERVICES = frozenset(("HR", "IT", "ICT", "OD", "PR", "GIS", "EHS", "R&D", "EDI", "DEI"))
#: Levels of government, which share the kind behind them: State and territory health departments.
_LEVELS = frozenset(
    (
        "State",
        "Federal",
        "National",
        "Commonwealth",
        "Provincial",
        "Regional",
        "County",
        "City",
        "Local",
        "Central",
    )
)
_CABINET = re.compile(r"\b(?:Premier|Prime Minister|First Minister)$")


def _parts_two(left: str, right: str, first: str) -> bool:
    """Whether an “and” stands between two bodies (Police Service and local authorities), not inside a name.

    `first` is what stands on the right up to a further “and”.
    """
    left = _ARTICLE.sub("", _NOTE.sub("", left.strip(" ,")))
    right = _NOTE.sub("", _ARTICLE.sub("", right.strip(" .,;")))
    if _POST_OF.match(left) and _POST_OF.match(right):
        return True  # Head of Procurement and Head of IT
    if not left or not names_one(left) or not names_one(right):
        return False
    if KIND.match(right):
        return left not in _LEVELS
    if _OF_ONE.search(left) and not STRONG_WORD.search(_NOTE.sub("", first.strip(" .,;"))):
        return False
    if _CABINET.search(left) and right == "Cabinet":
        return False
    if _POST_OF.match(left) and not A_POST.match(right):
        return False
    if KIND.match(left):
        return True
    if left in _SERVICES:
        return STRONG_WORD.search(right) is not None
    if _same_acronym(left, right):
        return True
    # Parks and Trails Office, Treasury and Procurement Office are one
    return STRONG_WORD.search(left) is not None and (" " in left or left.isupper())


def _same_acronym(left: str, right: str) -> bool:
    """Whether both sides begin with the same letters: NSW Health and NSW Police Force."""
    first = left.split()[0]
    return first.isupper() and len(first) > 1 and first.isalpha() and right.startswith(f"{first} ")


def _ends_list(left: str, right: str) -> bool:
    """Whether an “and” stands before the last of a list: …, HSE and An Garda Síochána."""
    left, right = left.strip(), right.strip(" .,;")
    return (
        left.isalpha() and left.isupper() and 1 < len(left) < 8 and left not in _SERVICES
        and right[:1].isupper() and len(right.split()) <= _MOST_WORDS
    )  # fmt: skip


def _one(text: str, start: int, end: int, role: Role) -> Duty | None:
    while start < end and text[start] in " \t,.;-*•":
        start += 1
    article = (_ARTICLE_INSIDE if start else _ARTICLE).match(text[start:end])
    start += article.end() if article else 0
    stripped = _FOOTNOTE.sub("", text[start:end].rstrip(" \t,;–—-")).rstrip(" ,;")
    if stripped.endswith(".") and not re.search(r"\b(?:Inc|Ltd|Dept|Co|Corp)\.$", stripped):
        stripped = stripped[:-1]
    name, own, alias = stripped, role, ""
    note = _NOTE.search(stripped)
    if note:
        given = label_role(note[1]) if len(note[1]) < 24 else None
        if given is not None:
            name, own = stripped[: note.start()], given
        elif _ACRONYM_NOTE.match(note[1]):
            name, alias = stripped[: note.start()], note[1]
    if name.lower() in NOTHING or not name or _NONE.match(name):
        return None
    return Duty(Name(re.sub(r"\s+", " ", name), 0, 0, alias), own, 0, start, start + len(stripped))
