"""English lines of labelled fields, and of bodies beside a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from policyplan.model import Role
from policyplan.reading._vocabulary import NOTHING
from policyplan.reading.clauses import Clause, Duty
from policyplan.reading.english.bodies import is_body, names_a_body
from policyplan.reading.english.labels import is_other_label, is_time_label, label_role
from policyplan.reading.english.names import named, read_names, says_a_time

_LINE_LABEL = re.compile(
    r"(?:^|(?<=[;|(,])|(?<=\. )|(?<= [-–—] )|(?<=\n))\s*[-*•]?\s*([A-Za-z][A-Za-z/&()\- ]{1,40}?)\s*[:：]\s*"
)


#: Words that head a paragraph as often as a list of bodies.
_ABSTRACT = frozenset({
    "implementation", "collaboration", "coordination", "oversight", "support", "leadership", "participation",
    "consultation", "partnership", "delivery", "schedule", "timing",
})  # fmt: skip
_SENTENCE = re.compile(r"\b(?:will|shall|should|must|is|are|be|can|may|has|have|to)\s|[.!?]\s+[A-Z]")


_Label: TypeAlias = tuple[int, int, Role | None]


def find_labels(text: str) -> list[_Label]:
    """The labels of a line, each with where it begins, where its value begins, and its role (None: a time).

    A line of bodies and a time (Ministry of Finance, by March 2024) is read as if it had them.
    """
    found: list[_Label] = []
    for match in _LINE_LABEL.finditer(text):
        role = label_role(match[1])
        if role is None and not is_time_label(match[1]):
            continue
        if not found and text[: match.start()].rstrip().endswith(","):
            continue  # within a sentence
        if not found and match[1].strip().lower() in _ABSTRACT and _SENTENCE.search(text, match.end()):
            continue
        found.append((match.start(), match.end(), role))
    if found and text.count(":", found[0][0]) > len(found):
        found = sorted([*found, *_run_on(text, found)])
    return found or find_dashed(text) or _unlabelled(text)


_RUN_ON = re.compile(r"(?<=[^\s;|(,.] )\s*((?:[\w/&()-]+ ){0,3}[\w/&()-]+)\s*:\s*(?=\S)")
#: Kinds of bodies, which end a name where they stand in front of a label: Parks Department Support: …
_ENDS_NAME = re.compile(
    r"(?:Department|Dept|Agency|Office|Council|Authority|Board|City|County|Town|Service|Team|Unit|Ministry|State|Group)s?$"
)


def _run_on(text: str, found: list[_Label]) -> Iterator[_Label]:
    """The labels that no mark parts from the value before them: Lead: Roads Office Due: June 2025."""
    values = {value for _, value, _ in found}
    for match in _RUN_ON.finditer(text, found[0][1]):
        if match.end() in values:
            continue
        words = [(each.start() + match.start(1), each[0]) for each in re.finditer(r"\S+", match[1])]
        for at, (start, word) in enumerate(words):
            label = " ".join(each for _, each in words[at:])
            if not word[0].isupper() or (at + 1 < len(words) and _ENDS_NAME.match(word)):
                continue
            role = label_role(label)
            if role is not None or is_time_label(label):
                yield start, match.end(), role
                break


_DASH_LABEL = re.compile(r"(?:^|(?<=[;|,]))\s*[-*•]?\s*([A-Z][A-Za-z/&()\- ]{1,40}?)\s+[-–—]\s+")
_LONGEST_DASHED = 240
#: What begins a line of a last day: a time behind any other label may be that of an event (Period – 2024).
_LAST_DAY = re.compile(r"[-*•\s]*(?:target|due|deadline|complet|by when)", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")


def find_dashed(text: str) -> list[_Label]:
    """The labels of a line of fields with dashes (Lead agency – Roads Office; Due – June 2025), none for other lines.

    A dash stands in a sentence as well, so that each value must be of its label's kind.
    """
    if len(text) > _LONGEST_DASHED or not (" - " in text or " – " in text or " — " in text):
        return []
    found = [
        (match.start(), match.end(), role)
        for match in _DASH_LABEL.finditer(text)
        if (role := label_role(match[1])) is not None or is_time_label(match[1])
    ]
    if not found or found[0][0] or (found[0][2] is None and not _LAST_DAY.match(text)):
        return []
    ends = [*(start for start, _, _ in found[1:]), len(text)]
    kept = all(_is_value(text[value:end], role) for (_, value, role), end in zip(found, ends, strict=True))
    return found if kept else []


def _is_value(text: str, role: Role | None) -> bool:
    """Whether a field's value is of its label's kind: bodies for a role, else a time."""
    if role is None:
        from policyplan.reading.times import is_time

        value = text.strip(" ;,|.")
        return is_time(value) or _YEAR.fullmatch(value) is not None
    names = [duty.name.full for duty in named(text, role) if not says_a_time(duty)]
    return bool(names) and all(map(is_body, names)) and not _SENTENCE.search(text)


def is_value(line: str, label: str) -> bool:
    """Whether a line is surely the value of a label that stands alone on the line above it, without a colon.

    Words that head a text as often (Partners, Leadership) are a label above names alone that say they are bodies.
    """
    if line.strip(" -*•").lower() in NOTHING:
        return True
    role = label_role(label)
    if role is None or label.strip().lower() in _ABSTRACT or " " not in label.strip():
        return _is_value(line, role)
    return names_a_body(line.strip(" -*•")) and not _SENTENCE.search(line)


def is_short_name(line: str) -> bool:
    """Whether a line may be a name that does not say by itself that it is a body's: Sport Lorne."""
    words = line.split()
    return len(words) <= 6 and words[0][:1].isupper() and not line.rstrip().endswith((".", ":"))


_BODIES_AND_TIME = re.compile(
    r"(?P<bodies>[A-Z][^.:()!?\n]{2,120}?)(?:\s*[,;]\s*|\s+[-–—]\s+)(?P<time>[^,;:()\n]{3,40})"
)


def _unlabelled(text: str) -> list[tuple[int, int, Role | None]]:
    """The places of bodies and their time where they are all that the words say."""
    match = _BODIES_AND_TIME.fullmatch(text) if len(text) < 160 else None
    if match is None or _SENTENCE.search(match["bodies"]):
        return []
    names = read_names(match["bodies"], Role.RESPONSIBLE)
    if not names or not all(is_body(duty.name.full) for duty in names):
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
        end = _before_other_field(text, begin, end)
        if role is not None and (time := _last_time(text, begin, end)):
            times.append(time)
            end = time[0]
        if role is None:
            _time(text, begin, end, times)
        else:
            for duty in _shift(named(text[begin:end], role), begin):
                if says_a_time(duty):  # Lead: Parks Department; Q4 2024
                    times.append((duty.start, duty.end))
                else:
                    duties.append(duty._replace(group=group))
    return Clause(tuple(duties), tuple(times))


def _last_time(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """The time that stands as the last sentence of a field of bodies: Support: Library Council. Q4 2025."""
    at = text.rfind(". ", begin, end)
    if at < 0:
        return None
    from policyplan.reading.times import is_time

    last = text[at + 2 : end].strip(" .;")
    start = text.find(last, at + 2)
    return (start, start + len(last)) if last and is_time(last) else None


#: What may begin a field of another kind: | Start: …; Budget: …
_OTHER_FIELD = re.compile(r"(?P<mark>[;|\n. ])(?=\s*(?P<label>[A-Z][\w/&() -]{1,40}?)\s*:\s)")


def _before_other_field(text: str, begin: int, end: int) -> int:
    """Where the value of a field ends: at `end`, or before a field that names no body and sets no last day.

    Behind a bar any label begins one.
    """
    for match in _OTHER_FIELD.finditer(text, begin, end):
        label = match["label"]
        if is_other_label(label) or (match["mark"] == "|" and not label.lower().startswith("target")):
            return match.start()
    return end


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
