"""English labels and column headers: which ask for bodies, in which role, and which for a time."""

from __future__ import annotations

import re

from policyplan.model import Role

_LABEL_ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.SUPPORTING,
        (
            r"support\w*|partner\w*|contribut\w*|collaborat\w*|assist\w*|participat\w*|co-?operat\w*|consult\w*|"
            r"who\s+else|help\w*|"
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
    r"stakeholders?|individuals?|positions?|directorates?|divisions?|branch(?:es)?|managers?|directors?|agents?|officials?)(?:\(e?s\)|\s?\(ies\)|/ies)?"
)
_BEFORE_ROLE = (
    r"(?:(?:the|key|main|primary|principal|secondary|co-?|overall|joint|executive|project|action|agency|task|program|programme|"
    r"implementing|implementation|delivery|other|with|city|county|town|council|state|federal|government|service|corporate|"
    r"civil society|community|internal|external|potential|proposed|business|risk|recommendation|"
    r"senior|department\w*+)[\s/-]*)*"
)
_LABEL_TAIL = (
    rf"(?:\s*(?:/|and|&|or)?\s*(?:lead|support(?:ing)?|implementing|{_BODY}|city|county|council|partners?|team\w*+|roles?|assist(?:ing|ed)|consult(?:ing|ed)|"
    r"informed|contribut(?:ing|ors?)|collaborat(?:ing|ors?)|"
    r"owners?|group\w*+|implementer\w*+|services?|areas?|members?|ministers?|executives?|responsible|by))*(?:\(s\)|\s?\(ies\))?"
)
_ROLE_LABEL = re.compile(
    rf"(?:(?:(?:name\s+and\s+)?title\s+of\s+)?{_BEFORE_ROLE}(?:lead(?:s|ing|er|ership)?|responsib(?:le|ility|"
    rf"ilities)|resp\.?|assignee|owner(?:s|ship)?|account(?:able|ability)|support(?:s|ed by|ing)?|partner(?:s|ing)?|"
    rf"contribut(?:ing|or|ors)|collaborat(?:ing|or|ors|ion)|assist(?:ing|ed by)?|participat(?:ing|ants?)|"
    rf"co-?operating|consult(?:ed|ing)|oversight|overseen by|supervis(?:ing|ed by|or)|sponsor(?:s|ing)?|"
    rf"implement(?:ing|er|ers|ed by|ation)|assigned(?: to)?|who|action(?:ed)? by|coordinat(?:ing|or|ion)|"
    rf"led by){_LABEL_TAIL}"
    rf"|{_BEFORE_ROLE}{_BODY}(?:\s*(?:and|/|&)\s*{_BODY})*\s+(?:responsible|involved|accountable|concerned|engaged|assigned)"
    r"|(?:primary\s+)?responsib(?:le|ility)\s+for\s+(?:the\s+)?(?:action|implementation|implementing|delivery|completion)"
    r"|implementation\s+responsibility|who\s+(?:is\s+(?:responsible|accountable|involved)|will\s+(?:lead|help|do\s+it)|(?:else\s+)?(?:leads|helps|supports))\??|help(?:ed\s+by|ers?)|by\s+whom"
    r"|(?:in\s+)?(?:partnership|collaboration|cooperation|consultation)\s+with|working\s+with|with\s+support\s+(?:from|of)"
    r"|(?:primary|secondary|(?:city|county|council|government)\s+)*(?:departments?|agency|agencies|ministry|ministries|directorates?)"
    r"|(?:(?:key|main|government|state|internal|external|other)\s+)?(?:stakeholders|actors)|who\s+else.{0,24}"
    r"|other\s+actors\s+involved\s*[-–:]?\s*(?:state\s+actors|csos?|civil\s+society).{0,60}"
    r"|(?:key\s+|supporting\s+)?partners?\s+in\s+(?:support|delivery|implementation)|csos?,?\s+private\s+sector.{0,40}"
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
    r"by\s+when|when(?:\s+will\s+it\s+be\s+done)?|(?:to\s+be\s+)?delivered\s+by|fy|dates?|target(?:\s+(?:date(?:\s+to\s+complete(?:\s+implementation)?(?:\s+activities)?)?|completion|implementation|year|quarter|\(year\)))|"
    r"timing|schedule|deliver(?:y|ed)(?:\s+(?:date|by))?|(?:commitment\s+)?(?:start\s+and\s+)?end(?:\s+date)?|finish(?:\s+date)?|"
    r"date\s+(?:due|(?:of|for)\s+(?:completion|implementation|delivery))|"
    r"years?|quarter|period)(?:\(s\))?(?:\s*/\s*(?:timeline|timeframe|deadline|due date))?(?:\s*\([^()]*\))?\s*\??$",
    re.IGNORECASE,
)

#: Labels of fields that name no body and set no last day.
_OTHER_LABEL = re.compile(
    r"(?:start(?:s|ing)?(?:\s+(?:date|by))?|(?:current\s+)?(?:rag\s+)?status|"
    r"rag(?:\s+rating)?|progress(?:\s+(?:update|to date))?|"
    r"(?:estimated\s+)?(?:cost|budget|funding)(?:\s+\w+)?|resources?(?:\s+(?:required|needed|implications))?|priority|"
    r"notes?|comments?|remarks?|updates?|(?:success\s+)?measures?(?:\s+of\s+success)?|kpis?|(?:key\s+)?(?:performance\s+)?"
    r"indicators?|metrics?|(?:expected\s+|intended\s+)?(?:outcome|output|result|benefit|impact)s?|risks?|contact|location|source|"
    r"type|phase|category|theme|baseline|dependenc(?:y|ies)|evidence|rationale|link(?:s|ed)?|"
    r"success\s+criteria|how\s+(?:we|will|to)\b.{0,40})",
    re.IGNORECASE,
)


def is_other_label(label: str) -> bool:
    """Whether a label begins a field that says neither who nor by when (Start, Status, Budget)."""
    return _OTHER_LABEL.fullmatch(label.strip(" :*_-•")) is not None


def begins_other_field(folded: str) -> bool:
    """Whether a line (folded) is such a field: Status：On track."""
    label, mark, value = folded.partition("：")
    return bool(mark) and bool(value.strip()) and label.isascii() and is_other_label(label)


def label_role(label: str) -> Role | None:
    """The role that a label or column header asks for, None where it asks for no unit.

    >>> label_role("Responsible Party"), label_role("Target Date")
    (<Role.RESPONSIBLE: 'responsible'>, None)
    """
    label = label.strip(" :*_")
    if len(label) > _LONGEST_LABEL or not _ROLE_LABEL.match(label):
        return None
    lowered = label.lower()
    if told := re.search(r"\((lead|support)\w*\)", lowered):  # Responsible (supporting)
        return Role.LEAD if told[1] == "lead" else Role.SUPPORTING
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
