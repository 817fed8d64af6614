"""The same grammar for English plans: labels, lists of bodies, and the words that give them roles."""

from __future__ import annotations

import re

from policyplan.model import Role
from policyplan.reading._vocabulary import NOTHING
from policyplan.reading.clauses import Clause, Duty
from policyplan.reading.names import Name

_LABEL_ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.SUPPORTING,
        (
            r"support\w*|partner\w*|contribut\w*|collaborat\w*|assist\w*|participat\w*|co-?operat\w*|consult\w*|"
            r"secondary|collateral|\boci|\bcsos?\b|coordinat\w+ with|working with|involved|engaged|stakeholders?$|"
            r"other (?:agencies|entities|parties)"
        ),
    ),
    (Role.OVERSEEING, r"oversight|oversee\w*|supervis\w*|monitor\w*|sponsor\w*|reviewer|governance"),
    (Role.LEAD, r"lead\w*|primary|principal|led by|chair"),
)
_LONGEST_LABEL = 90
_BODY = (
    r"(?:agency|agencies|department\w*+|depts?\.?|organi[sz]ation\w*+|part(?:y|ies)|actors?|authorit(?:y|ies)|"
    r"institut(?:e|es|ion|ions)|entit(?:y|ies)|units?|office\w*+|bod(?:y|ies)|ministr(?:y|ies)|teams?|persons?|"
    r"stakeholders?|individuals?|positions?|directorates?|divisions?|branch(?:es)?|managers?|officials?)(?:\(e?s\)|\s?\(ies\)|/ies)?"
)
_BEFORE_ROLE = (
    r"(?:(?:the|key|main|primary|principal|secondary|co-?|overall|joint|executive|project|action|agency|task|program|programme|"
    r"implementing|implementation|delivery|other|with|city|county|town|council|state|federal|government|service|corporate|"
    r"civil society|internal|external|potential|proposed|business|risk|recommendation|senior|department\w*+)[\s/-]*)*"
)
_LABEL_TAIL = (
    rf"(?:\s*(?:/|and|&|or)?\s*(?:lead|support(?:ing)?|implementing|{_BODY}|city|county|council|partners?|team\w*+|roles?|assist(?:ing|ed)|consult(?:ing|ed)|"
    r"informed|contribut(?:ing|ors?)|collaborat(?:ing|ors?)|"
    r"owners?|group\w*+|implementer\w*+|services?|areas?|members?|ministers?|executives?|responsible|by))*(?:\(s\)|\s?\(ies\))?"
)
_ROLE_LABEL = re.compile(
    rf"(?:(?:(?:name\s+and\s+)?title\s+of\s+)?{_BEFORE_ROLE}(?:lead(?:s|ing|er|ership)?|responsib(?:le|ility|"
    rf"ilities)|owner(?:s|ship)?|account(?:able|ability)|support(?:s|ed by|ing)?|partner(?:s|ing)?|"
    rf"contribut(?:ing|or|ors)|collaborat(?:ing|or|ors|ion)|assist(?:ing|ed by)?|participat(?:ing|ants?)|"
    rf"co-?operating|consult(?:ed|ing)|oversight|overseen by|supervis(?:ing|ed by|or)|sponsor(?:s|ing)?|"
    rf"implement(?:ing|er|ers|ed by|ation)|assigned(?: to)?|who|action(?:ed)? by|coordinat(?:ing|or|ion)|"
    rf"led by){_LABEL_TAIL}"
    rf"|{_BEFORE_ROLE}{_BODY}(?:\s*(?:and|/|&)\s*{_BODY})*\s+(?:responsible|involved|accountable|concerned|engaged|assigned)"
    r"|(?:primary\s+)?responsib(?:le|ility)\s+for\s+(?:the\s+)?(?:action|implementation|implementing|delivery|completion)"
    r"|implementation\s+responsibility|who\s+(?:is\s+(?:responsible|accountable|involved)|will\s+(?:lead|do\s+it)|leads)\??|by\s+whom"
    r"|(?:in\s+)?(?:partnership|collaboration|cooperation|consultation)\s+with|working\s+with|with\s+support\s+(?:from|of)"
    r"|(?:primary|secondary|(?:city|county|council|government)\s+)*(?:departments?|agency|agencies|ministry|ministries|directorates?)"
    r"|(?:(?:key|main|government|state)\s+)?(?:stakeholders|actors)"
    r"|other\s+actors\s+involved\s*[-–:]?\s*(?:state\s+actors|csos?|civil\s+society).{0,60}"
    r"|csos?,?\s+private\s+sector.{0,40}"
    r"|offices?\s+of\s+(?:primary|prime|secondary|collateral)\s+(?:interest|responsibility)|opi|oci|opr|sro)"
    r"(?:\s*(?:and|/|&)\s*(?:(?:target|due|completion|implementation)\s+)?(?:dates?|deadlines?|time(?:scale|frame|line)s?))?"
    r"(?:\s*\((?:s|opis?|ocis?|opr|sro|lead|support\w*+)\))?\s*\??$",
    re.IGNORECASE,
)
_TIME_LABEL = re.compile(
    r"(?:(?:target|planned|expected|estimated|anticipated|proposed|projected|scheduled|final|original|agreed|indicative|approximate|"
    r"revised|current|project|action|milestone|implementation|delivery|fiscal|financial|est\.?)\s+)*(?:due(?:\s+(?:date|by))?|"
    r"deadlines?(?:\s+for\s+\w+)?|completion(?:\s+(?:date|target|deadline|timeline|time|by))?|(?:to\s+be\s+)?complet(?:e|ed)\s+by|"
    r"time[\s-]?(?:line|frame|scale|table|ing|horizon)s?(?:\s+for\s+\w+)?|"
    r"by\s+when|when|dates?|target(?:\s+(?:date(?:\s+to\s+complete(?:\s+implementation)?(?:\s+activities)?)?|completion|implementation|year|quarter|\(year\)))|"
    r"timing|schedule|deliver(?:y|ed)(?:\s+(?:date|by))?|(?:commitment\s+)?(?:start\s+and\s+)?end(?:\s+date)?|finish(?:\s+date)?|"
    r"date\s+(?:due|(?:of|for)\s+(?:completion|implementation|delivery))|"
    r"years?|quarter|period)(?:\(s\))?(?:\s*/\s*(?:timeline|timeframe|deadline|due date))?(?:\s*\([^()]*\))?\s*\??$",
    re.IGNORECASE,
)
_LINE_LABEL = re.compile(
    r"(?:^|(?<=[;|(,])|(?<=\. )|(?<=\n))\s*[-*•]?\s*([A-Za-z][A-Za-z/&()\- ]{1,40}?)\s*[:：]\s*"
)
_STRONG = (
    r"Department|Dept\.?|Office|Agency|Council|Commission|Committee|Bureau|Board|Authority|Division|"
    r"Ministry|Administration|University|College|Institute|Corporation|Company|Cooperative|Association|"
    r"Alliance|Foundation|Center|Centre|Unit|Team|Police|Attorney|Hospital|Library|Laboratory|Service|"
    r"Directorate|Secretariat|Court|Treasury|Parliament|Congress|Senate|Museum|Network|Consortium|"
    r"Partnership|Federation|Union|Society|Chamber|Trust|Fund|Bank|Inc\.?|Ltd\.?|LLC|Manager|Director|"
    r"Secretary|Officer|Coordinator|Clerk|Mayor|Governor|Commissioner|Engineer|Sheriff|Registrar|"
    r"Guard|Navy|Army|Prosecutor|Inspectorate|Cabinet|Assembly|Registry|Administrator|District|Inspector|Treasurer|Ombudsman|Districts?|Departments|Agencies|Offices|"
    r"Councils|Ministries|Universities|Schools|Counties|Cities|Municipalities|Teams"
)
_WEAK = (
    r"Services?|Group|Program|Programme|School|City|County|Town|Village|State|Works|Systems|Affairs|"
    r"Operations|Development|Planning|Management|Engineering|Resources|Health|Education|Transit|"
    r"Transportation|Finance|Utilities|Parks|Fire|Forum|Panel|Task Force|Working Group|Initiative|"
    r"Project|Region|Branch|Section|Force"
)
_ORGANISATION = re.compile(rf"\b(?:{_STRONG}|{_WEAK})\b|\b[A-Z]{{2,}}[a-z]?s?\b|\b[A-Z]&[A-Z]\b")
_STRONG_WORD = re.compile(rf"\b(?:{_STRONG})\b|^[A-Z]{{2,}}[a-z]?s?$")
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
#: A post without its field, which a comma may follow: Director, People and Culture.
_POST = (
    r"(?:(?:Senior|Executive|Deputy|Assistant|Associate|Regional|Managing|Acting|Vice|General|National|Group)[\s-]+)*"
    r"(?:Directors?(?:[\s-]General)?|Managers?|Heads?|Chiefs?|Presidents?|Ministers?|Superintendents?|Coordinators?|Secretary|"
    r"Supervisors?|Specialists?|Advis[eo]rs?|Officers?|DG|ADM|VP|SVP|AVP)"
)
_BARE_POST = re.compile(rf"{_POST}$")
_POST_OF = re.compile(rf"^{_POST}(?:,|\s+(?:of|for)\s)")
_A_POST = re.compile(rf"^(?:[A-Z][\w&-]+\s+){{0,4}}{_POST}\b")
#: Bodies that are named by their kind, in lower case: local authorities, relevant line ministries.
_KIND = re.compile(
    r"^(?:[A-Z]\w+\s+)?(?:[a-z][\w'’-]*,?\s+){0,4}(?:authorit(?:y|ies)|agenc(?:y|ies)|governments?|councils?|partners|departments?|"
    r"organi[sz]ations?|ministr(?:y|ies)|municipalit(?:y|ies)|stakeholders|bodies|institut(?:es|ions)|universities|colleges|schools|"
    r"counties|cities|communities|sector|society|groups|associations|districts|utilities|businesses|companies|employers|boroughs|"
    r"developers|providers|charities|NGOs|CSOs|tribes|nations|parishes|offices|teams|services|police|industry|residents)$"
)
_NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")
_FOOTNOTE = re.compile(r"(?:\[\^?[^\[\]]{1,6}\]|[*†‡§]|&#42;)+\s*$")
_ARTICLE = re.compile(r"^(?:and\s+|&\s*|the\s+|both\s+|all of the\s+)+", re.IGNORECASE)
_ACRONYM_NOTE = re.compile(r"^[A-Z][A-Za-z&/-]{1,11}$")


def label_role(label: str) -> Role | None:
    """The role that a label or column header asks for, None where it asks for no unit.

    >>> label_role("Responsible Party"), label_role("Target Date")
    (<Role.RESPONSIBLE: 'responsible'>, None)
    """
    label = label.strip(" :*_")
    if len(label) > _LONGEST_LABEL or not _ROLE_LABEL.match(label):
        return None
    lowered = label.lower()
    if re.match(r"(?:co-?)?lead|led by|primary|principal|offices? of prim|op[ir]\b", lowered):
        return Role.LEAD
    if lowered.startswith("responsib"):
        return Role.RESPONSIBLE
    for role, words in _LABEL_ROLES:
        if re.search(words, lowered):
            return role
    return Role.RESPONSIBLE


def is_time_label(label: str) -> bool:
    """Whether a label or column header asks for a deadline (Due, Target date, Timeline)."""
    return _TIME_LABEL.match(label.strip(" :*_")) is not None


#: Words that head a paragraph as often as a list of bodies.
_ABSTRACT = frozenset({
    "implementation", "collaboration", "coordination", "oversight", "support", "leadership", "participation",
    "consultation", "partnership", "delivery", "schedule", "timing",
})  # fmt: skip
_SENTENCE = re.compile(r"\b(?:will|shall|should|must|is|are|be|can|may|has|have|to)\s|[.!?]\s+[A-Z]")


def find_labels(text: str) -> list[tuple[int, int, Role | None]]:
    """The labels of a line, each with where it begins, where its value begins, and its role (None: a time).

    A line of bodies and a time (Ministry of Finance, by March 2024) is read as if it had them.
    """
    found: list[tuple[int, int, Role | None]] = []
    for match in _LINE_LABEL.finditer(text):
        role = label_role(match[1])
        if role is None and not is_time_label(match[1]):
            continue
        if not found and text[: match.start()].rstrip().endswith(","):
            continue  # within a sentence
        if match[1].strip().lower() in _ABSTRACT and _SENTENCE.search(text, match.end()):
            continue
        found.append((match.start(), match.end(), role))
    return found or _unlabelled(text)


_BODIES_AND_TIME = re.compile(
    r"(?P<bodies>[A-Z][^.:()!?\n]{2,120}?)(?:\s*[,;]\s*|\s+[-–—]\s+)(?P<time>[^,;:()\n]{3,40})"
)


_YEAR = re.compile(r"20\d\d")


def _is_body(name: str) -> bool:
    return _STRONG_WORD.search(name) is not None or _A_POST.match(name) is not None


def _unlabelled(text: str) -> list[tuple[int, int, Role | None]]:
    """The places of bodies and their time where they are all that the words say."""
    match = _BODIES_AND_TIME.fullmatch(text) if len(text) < 160 else None
    if match is None or _SENTENCE.search(match["bodies"]):
        return []
    names = read_names(match["bodies"], Role.RESPONSIBLE)
    if not names or not all(_is_body(duty.name.full) for duty in names):
        return []
    from policyplan.reading.times import is_time

    year = _YEAR.fullmatch(match["time"]) and ";" in text[match.end("bodies") : match.start("time")]
    if not year and not is_time(match["time"]):  # a year behind a comma may be that of a book
        return []
    return [(0, 0, Role.RESPONSIBLE), (match.start("time"), match.start("time"), None)]


def read_line(text: str) -> Clause | None:
    """The clause of a line of labelled fields (Lead: …; Due: …), None where it does not begin with a label."""
    labels = find_labels(text)
    if not labels or text[: labels[0][0]].strip(" -*•(;|"):
        return None
    duties: list[Duty] = []
    times: list[tuple[int, int]] = []
    ends = [*(start for start, _, _ in labels[1:]), len(text)]
    for group, ((_, begin, role), end) in enumerate(zip(labels, ends, strict=True)):
        if role is None:
            _time(text, begin, end, times)
        else:
            for duty in _shift(_named(text[begin:end], role), begin):
                if _says_a_time(duty):  # Lead: Parks Department; Q4 2024
                    times.append((duty.start, duty.end))
                else:
                    duties.append(duty._replace(group=group))
    return Clause(tuple(duties), tuple(times))


def read_values(lines: list[str], role: Role | None) -> list[Clause]:
    """The clauses of lines that are the value of a label above them (role None: a time)."""
    clauses = []
    for line in lines:
        begin = len(line) - len(line.lstrip(" \t-*•–"))
        if role is None:
            times: list[tuple[int, int]] = []
            _time(line, begin, len(line), times)
            clauses.append(Clause((), tuple(times)))
        else:
            clauses.append(Clause(tuple(_shift(read_names(line[begin:], role), begin)), ()))
    return clauses


def _time(text: str, start: int, end: int, times: list[tuple[int, int]]) -> None:
    while start < end and text[start] in " \t;|":
        start += 1
    while end > start and (
        text[end - 1] in " \t;|." or (text[end - 1] == ")" and "(" not in text[start:end])
    ):
        end -= 1
    if text[start:end].lower() not in NOTHING:
        times.append((start, end))


def _shift(duties: list[Duty], by: int) -> list[Duty]:
    return [duty._replace(start=duty.start + by, end=duty.end + by) for duty in duties]


def names_a_body(line: str) -> bool:
    """Whether a line (without a list mark) is a body's name or a list of names, and no sentence."""
    return (
        len(line) <= 120 and not line.rstrip().endswith((".", ":")) and _ORGANISATION.search(line) is not None
    )


def _says_a_time(duty: Duty) -> bool:
    name = duty.name.full
    if len(name) > 40 or not any(character.isdigit() for character in name):
        return False
    from policyplan.reading.times import is_time

    return is_time(name)


def read_names(text: str, role: Role) -> list[Duty]:
    """Read a list of bodies parted by ; , and “and”; what follows “with” supports.

    >>> [duty.name.full for duty in read_names("Office of Public Health and Sheriff's Office", Role.LEAD)]
    ['Office of Public Health', "Sheriff's Office"]
    >>> [duty.name.full for duty in read_names("Commission on Disability and Aging", Role.LEAD)]
    ['Commission on Disability and Aging']
    """
    return [duty for duty in _named(text, role) if not _says_a_time(duty)]


def _named(text: str, role: Role) -> list[Duty]:
    """The pieces of a list, times among them."""
    duties: list[Duty] = []
    begin = 0
    current = role
    bounds = [*_WITH.finditer(text)]
    for match in bounds:
        if match.start() <= 1:
            continue
        duties += _list(text, begin, match.start(), current)
        begin, current = match.end(), Role.SUPPORTING
    return duties + _list(text, begin, len(text), current)


def _list(text: str, begin: int, end: int, role: Role) -> list[Duty]:
    duties = []
    for start, stop in _parts(text, begin, end):
        found = _one(text, start, stop, role)
        if found is not None:
            duties.append(found)
    return duties


def _parts(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    hard = [part for part in _cut(text, begin, end, _HARD) if text[slice(*part)].strip()]
    if len(hard) > 1:
        return hard
    merged: list[tuple[int, int]] = []
    for start, stop in _cut(text, *hard[0], _COMMA) if hard else ():
        if merged and _one_name(text[slice(*merged[-1])].strip(), text[start:stop].strip()):
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((start, stop))
    joined = [part for start, stop in merged for part in _conjuncts(text, start, stop)]
    return [part for start, stop in joined for part in _slashed(text, start, stop)]


def _slashed(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Part a piece at its slashes where each part is a whole name; HHS/CDC and Parks/Recreation Department are one."""
    parts = _cut(text, start, stop, _SLASH) if stop - start <= _LONGEST_NAMES else []
    names = [text[slice(*part)].strip() for part in parts]
    return (
        parts
        if all(" " in name and _STRONG_WORD.search(name) for name in names) and parts
        else [(start, stop)]
    )


def _one_name(before: str, after: str) -> bool:
    """Whether a comma stands inside a name: Fish, Wildlife and Parks Commission; Department of Labor, Industry."""
    piece = _ARTICLE.sub("", after)
    if _BARE_POST.match(re.split(r"\s(?:and|&)\s", before)[-1].strip()):
        return not _A_POST.match(piece)
    if " " not in before and not _STRONG_WORD.search(before) and " and " in piece:
        return True
    if _OF_ONE.search(before) is None:
        return False
    last_of_list = "," in before and re.match(r"(?:and|&)\s", after) and not _STRONG_WORD.search(piece)
    return bool(piece) and (not _names_one(piece) or bool(last_of_list))


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


_AND = re.compile(r"\s+(?:and|&)\s+")
#: Longer pieces are no names.
_LONGEST_NAMES = 1000


def _conjuncts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a piece at each “and” where both sides are whole bodies."""
    parts: list[tuple[int, int]] = []
    for match in _AND.finditer(text, start, end) if end - start <= _LONGEST_NAMES else ():
        if _parts_two(text[start : match.start()], text[match.end() : end]):
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, end)]


def _parts_two(left: str, right: str) -> bool:
    """Whether an “and” stands between two bodies (Police Service and local authorities), not inside a name."""
    left = _ARTICLE.sub("", _NOTE.sub("", left.strip(" ,")))
    right = _NOTE.sub("", _ARTICLE.sub("", right.strip(" .,;")))
    if not left or not _names_one(left) or not _names_one(right):
        return False
    if _KIND.match(right):
        return True
    if _OF_ONE.search(left) and not _STRONG_WORD.search(right):
        return False
    if _POST_OF.match(left) and not _A_POST.match(right):
        return False
    if _KIND.match(left):
        return True
    # Parks and Trails Office, Treasury and Procurement Office are one
    return _STRONG_WORD.search(left) is not None and (" " in left or left.isupper())


def _names_one(name: str) -> bool:
    return _ORGANISATION.search(name) is not None or _KIND.match(name.strip(" ,")) is not None


def _one(text: str, start: int, end: int, role: Role) -> Duty | None:
    while start < end and text[start] in " \t,.;-*•":
        start += 1
    article = _ARTICLE.match(text[start:end])
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
