"""What the English name of a body or a post looks like."""

from __future__ import annotations

import re

_STRONG = (
    r"Department|Dept\.?|Office|Agency|Council|Commission|Committee|Bureau|Board|Authority|Division|"
    r"Ministry|Administration|University|College|Institute|Corporation|Company|Cooperative|Association|"
    r"Alliance|Foundation|Center|Centre|Unit|Team|Police|Attorney|Hospital|Library|Laboratory|Service|"
    r"Directorate|Secretariat|Court|Treasury|Parliament|Congress|Senate|Museum|Network|Consortium|"
    r"Partnership|Federation|Union|Society|Chamber|Trust|Fund|Bank|Inc\.?|Ltd\.?|LLC|Manager|Director|"
    r"Secretary|Officer|Coordinator|Clerk|Mayor|Governor|Commissioner|Engineer|Sheriff|Registrar|"
    r"Guard|Constable|Navy|Army|Prosecutor|Inspectorate|Cabinet|Assembly|Registry|Administrator|District|Inspector|Treasurer|Ombudsman|Districts?|Departments|Agencies|Offices|"
    r"Councils|Ministries|Universities|Schools|Counties|Cities|Municipalities|Teams"
)
_WEAK = (
    r"Services?|Group|Program|Programme|School|City|County|Town|Village|State|Works|Systems|Affairs|"
    r"Operations|Development|Planning|Management|Engineering|Resources|Health|Education|Transit|"
    r"Transportation|Finance|Utilities|Parks|Fire|Forum|Panel|Task Force|Working Group|Initiative|"
    r"Project|Region|Branch|Section|Force"
)
_ORGANISATION = re.compile(rf"\b(?:{_STRONG}|{_WEAK})\b|\b[A-Z]{{2,}}[a-z]?s?\b|\b[A-Z]&[A-Z]\b")
STRONG_WORD = re.compile(rf"\b(?:{_STRONG})\b|^[A-Z]{{2,}}[a-z]?s?$")
#: A post without its field, which a comma may follow: Director, People and Culture.
POST = (
    r"(?:(?:Senior|Executive|Deputy|Assistant|Associate|Regional|Managing|Acting|Vice|General|National|Group)[\s-]+)*"
    r"(?:Directors?(?:[\s-]General)?|Managers?|Heads?|Chiefs?|Presidents?|Ministers?|Superintendents?|Coordinators?|Secretary|"
    r"Supervisors?|Specialists?|Advis[eo]rs?|Officers?|DG|ADM|VP|SVP|AVP)"
)
A_POST = re.compile(rf"^(?:[A-Z][\w&-]+\s+){{0,4}}{POST}\b")
#: Bodies that are named by their kind, in lower case: local authorities, relevant line ministries.
KIND = re.compile(
    r"^(?:[A-Z]\w+\s+)?(?:[a-z][\w'’-]*,?\s+){0,4}(?:authorit(?:y|ies)|agenc(?:y|ies)|governments?|councils?|partners|departments?|"
    r"organi[sz]ations?|ministr(?:y|ies)|municipalit(?:y|ies)|stakeholders|bodies|institut(?:es|ions)|universities|colleges|schools|"
    r"counties|cities|communities|sector|society|groups|associations|districts|utilities|businesses|companies|employers|boroughs|"
    r"developers|providers|charities|NGOs|CSOs|tribes|nations|parishes|offices|teams|services|police|industry|residents)$"
)


def names_a_body(line: str) -> bool:
    """Whether a line (without a list mark) is a body's name or a list of names, and no sentence."""
    return (
        len(line) <= 120 and not line.rstrip().endswith((".", ":")) and _ORGANISATION.search(line) is not None
    )


def is_body(name: str) -> bool:
    """Whether a name says by itself that it is a body's or a post's."""
    return STRONG_WORD.search(name) is not None or A_POST.match(name) is not None


def names_one(name: str) -> bool:
    """Whether a name says that it is one of a body, by a word in it or by its kind."""
    return _ORGANISATION.search(name) is not None or KIND.match(name.strip(" ,")) is not None
