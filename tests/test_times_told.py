"""All that the language of deadlines says of each expression and step, whatever is known of the plan."""

from __future__ import annotations

from datetime import date

import pytest
from test_times import ISSUED, NO_STEPS, STEPS, TABLE, rows

from policyplan import DueBy, Period
from policyplan.reading.times import explain, find_deadlines, reader


@pytest.fixture(autouse=True)
def _anew() -> None:
    """What was read before is read again: nothing stands in for the code that is tried."""
    reader._cached.cache_clear()


def years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


#: What the reader may know of a plan besides its words.
SETTINGS = {
    "issued": {"issued": ISSUED, "fiscal_year_start": 10},
    "day unknown": {},
    "in 2022": {"issued": ISSUED, "period": years(2022, 2022)},
    "for 2023": {"period": years(2023, 2023)},
    "for 2021-2025": {"issued": ISSUED, "period": years(2021, 2025)},
    "for 2021-2025, day unknown": {"period": years(2021, 2025), "fiscal_year_start": 4},
}


def told(deadline: object) -> str:
    """All that a deadline says, in a line."""
    if isinstance(deadline, DueBy):
        since = f"{deadline.start}.." if deadline.start else ""
        return " ".join([since + str(deadline.due), deadline.precision, *deadline.basis])
    return " ".join([deadline.kind, *filter(None, [getattr(deadline, "rrule", "")]), *deadline.basis])


def told_of(text: str, setting: dict[str, object]) -> str:
    how = explain(text, **setting)
    if how.problem:
        return f"{how.problem} [{text[slice(*how.at)]}]"
    return told(how.deadline) if how.deadline else "-"


def different(answers: dict[str, str]) -> list[str]:
    """The first answer, then those that differ from it, each with the setting it is for."""
    first, *others = answers.items()
    return [first[1], *(f"{name}: {answer}" for name, answer in others if answer != first[1])]


def steps_of(text: str, setting: dict[str, object]) -> str:
    found = find_deadlines(text, **setting)
    return "; ".join(f"{text[a:b]} = {told(deadline)}" for a, b, deadline in found) or "-"


#: Of each kind of text: what is told of it, the texts, and the file that holds it.
EXPRESSIONS = [text.replace("\\n", "\n") for text, *_ in rows(TABLE)]
PROSE = [text for text, _ in STEPS] + NO_STEPS
PROSE += [f"一是抓紧落实，{text}建成东桥，提高效率。" for text in EXPRESSIONS]
TOLD = pytest.mark.parametrize(
    ("tell", "texts", "file"),
    [(told_of, EXPRESSIONS, TABLE.with_name("told.tsv")), (steps_of, PROSE, TABLE.with_name("prose.tsv"))],
    ids=["expressions", "prose"],
)


@TOLD
def test_what_is_told_where_the_day_of_issue_is_known_is_as_it_was(tell, texts, file):
    lines = file.read_text(encoding="utf-8").splitlines()
    for text, line in zip(texts, lines, strict=True):
        assert tell(text, SETTINGS["issued"]) == line.split("\t")[1].replace("\\n", "\n"), text


@TOLD
def test_what_is_told_in_every_setting_is_as_it_was(tell, texts, file, golden):
    lines = []
    for text in texts:
        answers = different({name: tell(text, setting) for name, setting in SETTINGS.items()})
        lines.append("\t".join([text, *answers]).replace("\n", "\\n"))
    golden(file, "\n".join(lines) + "\n")
