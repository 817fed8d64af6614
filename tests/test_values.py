"""What holds for every value, whatever it says: it can be copied, compared, changed and asked for its place."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from datetime import date

import pytest
from attrs import fields, has
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from policyplan import (
    Conditional,
    DueBy,
    Finding,
    Ongoing,
    Precision,
    Reading,
    Recurring,
    Role,
    Severity,
    Source,
    Span,
    Unit,
)
from policyplan.findings import worst
from policyplan.source import clip, compact, display_width
from policyplan.testing import readings

TEXT = st.text(st.sampled_from("一二责任单位：，。abｃＤ１2 \t\n\r\x1b\u0301\u200b\u3000😀"), max_size=60)


def values_in(value: object) -> Iterator[object]:
    """`value` and all that its fields hold."""
    if isinstance(value, tuple):
        for each in value:
            yield from values_in(each)
    elif has(type(value)):
        yield value
        for field in fields(type(value)):
            yield from values_in(getattr(value, field.name))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_a_value_is_what_its_fields_say_and_cannot_be_changed(reading: Reading) -> None:
    for value in values_in(reading):
        given_fields = [field for field in fields(type(value)) if field.init]
        again = type(value)(**{field.name.lstrip("_"): getattr(value, field.name) for field in given_fields})
        assert again == value
        assert copy.deepcopy(value) == value
        assert pickle.loads(pickle.dumps(value)) == value
        for field in given_fields:
            with pytest.raises(AttributeError):
                setattr(value, field.name, None)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_equal_values_are_one_member_of_a_set(reading: Reading) -> None:
    again = copy.deepcopy(reading)
    for value, other in zip(values_in(reading.plan), values_in(again.plan), strict=True):
        if not isinstance(value, Source):
            assert hash(value) == hash(other)
            assert len({value, other}) == 1


@given(TEXT, st.data())
def test_every_character_has_a_place_and_the_place_leads_back_to_it(text: str, data: st.DataObject) -> None:
    assume(text)
    source = Source(text)
    at = data.draw(st.integers(0, len(text) - 1))
    place = source.place(at)
    assert text.split("\n")[place.line - 1][place.column - 1 : place.column] == text[at].rstrip("\n")
    assert sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1 == at


@given(TEXT, st.integers(0, 60), st.integers(0, 60), st.integers(20, 100))
def test_an_excerpt_keeps_its_width_and_steers_no_terminal(
    text: str, one: int, other: int, width: int
) -> None:
    span = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    excerpt = Source(text).excerpt(span, width=width)
    line, carets = excerpt.split("\n")
    assert carets.rstrip("^").strip(" │") == ""
    assert carets.endswith("^")
    assert display_width(line) <= width + 8
    assert not [character for character in line if ord(character) < 32 or 127 <= ord(character) < 160]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(-9, 9))
def test_a_span_shifted_there_and_back_is_itself(start: int, length: int, by: int) -> None:
    span = Span(start, start + length)
    assert span.shifted(by).shifted(-by) == span
    assert (span < span.shifted(by)) == (by > 0)


@given(TEXT, st.integers(1, 40))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    cut = clip(text, width)
    assert display_width(cut) <= max(width, 1)
    assert cut == text if display_width(text) <= width else cut.endswith("…") and text.startswith(cut[:-1])


@given(TEXT)
def test_words_are_known_again_in_any_width_case_and_spacing(text: str) -> None:
    text = text.replace("\u0301", "")  # an accent takes a blank before it for its letter
    assert compact(compact(text)) == compact(text) == compact(" ".join(text))
    assert compact("".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in text)) == compact(text)
    assert not any(map(str.isspace, compact(text)))


@given(st.dates(), st.sampled_from(Precision), TEXT)
def test_only_a_deadline_by_a_day_has_a_day(day: date, precision: Precision, text: str) -> None:
    assert DueBy(day, text, precision=precision.value) == DueBy(day, text, precision=precision)
    assert [d.due for d in (DueBy(day), Ongoing(text), Recurring(text), Conditional(text))] == [
        day,
        None,
        None,
        None,
    ]
    assert len({d.kind for d in (DueBy(day), Ongoing(text), Recurring(text), Conditional(text))}) == 4


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_the_days_of_a_rule_begin_on_or_after_the_day_it_is_counted_from(
    start: date, month: int, day: int
) -> None:
    first = next(iter(Recurring(rrule=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}").rule(start))).date()
    assert (first.month, first.day) == (month, day)
    assert start <= first
    assert (first - start).days <= 366
    with pytest.raises(ValueError, match="does not say on which days"):
        Recurring("适时").rule(start)


@given(st.lists(st.sampled_from(Severity)), TEXT, TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_finding_shows_itself_beside_any_source(
    severities: list[Severity], message: str, text: str, one: int, other: int
) -> None:
    span = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    for severity in severities:
        finding = Finding("odd", message, severity, span)
        assert finding == Finding("odd", message, severity.value, span)
        assert f"{severity}: " in finding.render(Source(text))
        assert "[odd]" in finding.render()
    gravest = worst(Finding("odd", message, severity) for severity in severities)
    assert gravest == min(severities, key=list(Severity).index, default=None)


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), min_size=1, max_size=6), st.sampled_from(Role))
def test_a_unit_is_known_by_each_of_its_names_once_and_by_all_above_it(names: list[str], role: Role) -> None:
    unit: Unit | None = None
    for name in names:
        unit = Unit(name, unit, aliases=names, canonical=names[0])
    assert unit is not None
    assert [each.name for each in unit.lineage] == names[::-1]
    assert unit.names[0] == unit.name
    assert set(unit.names) == set(names)
    assert len(unit.names) == len(set(unit.names))
