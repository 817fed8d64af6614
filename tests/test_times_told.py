"""All that the language of deadlines says of each expression and step, whatever is known of the plan."""

from __future__ import annotations

from datetime import date

import pytest
from test_times import ISSUED, NO_STEPS, STEPS, TABLE, rows

from policyplan import DueBy, Period, Precision
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
    assert how.deadline is None or how.deadline.text == text.strip()
    return told(how.deadline) if how.deadline else "-"


def different(answers: dict[str, str]) -> list[str]:
    """The first answer, then those that differ from it, each with the setting it is for."""
    first, *others = answers.items()
    return [first[1], *(f"{name}: {answer}" for name, answer in others if answer != first[1])]


def steps_of(text: str, setting: dict[str, object]) -> str:
    found = find_deadlines(text, **setting)
    assert all(text[start:end] == deadline.text for start, end, deadline in found)
    return "; ".join(f"{text[a:b]} = {told(deadline)}" for a, b, deadline in found) or "-"


#: What depends on the day of issue: the words, the day, and the last day that they mean.
BY_ISSUE = [
    ("next month", "2023-12-31", "2024-01-31"),
    ("next month", "2023-01-31", "2023-02-28"),
    ("this quarter", "2023-05-31", "2023-06-30"),
    ("next quarter", "2023-05-31", "2023-09-30"),
    ("next quarter", "2023-06-15", "2023-09-30"),
    ("next fiscal year", "2023-03-31", "2024-12-31"),
    ("本月底前", "2024-02-10", "2024-02-29"),
    ("下月底前", "2023-12-31", "2024-01-31"),
    ("本季度末前", "2023-05-31", "2023-06-30"),
    ("下季度末前", "2023-12-31", "2024-03-31"),
    ("下周五前", "2023-01-01", "2023-01-06"),
    ("印发之日起1个月内", "2023-01-31", "2023-02-28"),
    ("印发之日起半年内", "2023-08-31", "2024-02-29"),
    ("within 3 months of publication", "2023-11-30", "2024-02-29"),
    ("2月29日前", "2023-09-01", "2024-02-29"),
    ("年底前", "2023-12-31", "2023-12-31"),
    ("6月30日前", "2023-06-30", "2023-06-30"),
    ("6月30日前", "2023-07-01", "2024-06-30"),
    ("by June 30", "2023-07-01", "2024-06-30"),
]


@pytest.mark.parametrize(("text", "issued", "due"), BY_ISSUE)
def test_the_last_day_follows_from_the_day_of_issue(text, issued, due):
    assert str(explain(text, issued=date.fromisoformat(issued)).deadline.due) == due


class Sundays:
    """A calendar in which people work on Sundays alone."""

    def is_workday(self, date: date, /) -> bool:
        return date.weekday() == 6


def test_working_days_are_those_of_the_calendar_that_is_given():
    for text in (
        "印发之日起2个工作日内",
        "2个工作日内",
        "within 2 working days of issue",
        "within 2 work days of issue",
    ):
        assert explain(text, issued=ISSUED, calendar=Sundays()).deadline.due == date(2022, 9, 11)
    ((_, _, step),) = find_deadlines("印发之日起2个工作日内完成整改。", issued=ISSUED, calendar=Sundays())
    assert step.due == date(2022, 9, 11)


def test_a_precision_may_be_given_by_its_word_and_no_other():
    deadline = DueBy(date(2023, 6, 30), precision="month")
    assert deadline.precision is Precision.MONTH
    with pytest.raises(ValueError, match="fortnight"):
        DueBy(date(2023, 6, 30), precision="fortnight")


def test_a_text_that_is_too_long_for_a_field_is_none():
    assert (
        told_of("完善制度" * 74 + "6月底前", SETTINGS["issued"])
        == "2023-06-30 month end-of-period next-after-issue"
    )
    assert told_of("完善制度" * 75 + "6月底前", SETTINGS["issued"]) == "-"


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
