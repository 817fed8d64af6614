"""Plans as JSON: nothing is lost, a person can read it, and a wrong file says where it is wrong."""

from __future__ import annotations

import json
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from policyplan import (
    Assignment,
    Conditional,
    Document,
    DueBy,
    ExportError,
    Finding,
    FormatError,
    Measure,
    Milestone,
    Ongoing,
    Period,
    Plan,
    Precision,
    ReadError,
    Reading,
    Recurring,
    Role,
    Section,
    Severity,
    Source,
    Span,
    Task,
    Unit,
)
from policyplan.codec import (
    dump,
    dumps,
    from_dict,
    load,
    load_reading,
    loads,
    loads_reading,
    reading_from_dict,
    to_dict,
)
from policyplan.codec.schema import json_schema
from policyplan.testing import readings

BUREAU = Unit("国家水务局")
OFFICE = Unit("国家水务局节水司", BUREAU, ["节水司"], canonical="国家水务局节水司")
COUNCIL = Unit("省水利厅")


@pytest.fixture
def reading() -> Reading:
    source = Source(
        "一、节水\n1.改造管网。（省水利厅牵头；国家水务局节水司。2031年6月底前）\n2.常抓不懈。", "节水.txt"
    )
    renewal = Measure(
        text="改造管网。",
        clause="（省水利厅牵头；国家水务局节水司。2031年6月底前）",
        assignments=[
            Assignment(COUNCIL, Role.LEAD, "省水利厅", span=Span(13, 17)),
            Assignment(OFFICE, Role.RESPONSIBLE, "节水司", 1, shared_by_remit=True),
        ],
        deadline=DueBy(date(2031, 6, 30), "2031年6月底前", precision=Precision.MONTH, span=Span(29, 38)),
        milestones=[Milestone(Recurring("每年3月底前", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"), "公布清单")],
        span=Span(5, 39),
    )
    tasks = [
        Task(number="1", text="改造管网。", measures=[renewal], span=Span(5, 39)),
        Task(number="2", measures=[Measure(deadline=Ongoing("常抓")), Measure(deadline=Conditional("适时"))]),
        Section(number="（一）", heading="附则"),
    ]
    plan = Plan(
        title="节水工作要点",
        document=Document(
            number="水发〔2031〕7号", dated=date(2031, 1, 9), issuers=["省水利厅"], spans=[Span(0, 4)]
        ),
        period=Period(date(2031, 1, 1), date(2032, 12, 31), "2031—2032年"),
        sections=[Section(number="一", heading="节水", items=tasks, span=Span(0, 47))],
        source=source,
        spans=[Span(0, 4)],
    )
    return Reading(plan, [Finding("late", "未定", Severity.ERROR, Span(40, 42), "写明日期")])


def test_a_file_reads_like_a_plan(reading: Reading) -> None:
    assert (
        dumps(reading)
        == """\
{
  "format": "policyplan/1",
  "plan": {
    "title": "节水工作要点",
    "document": {"number": "水发〔2031〕7号", "issuers": ["省水利厅"], "dated": "2031-01-09", "spans": [[0, 4]]},
    "period": {"start": "2031-01-01", "end": "2032-12-31", "text": "2031—2032年"},
    "sections": [
      {
        "number": "一",
        "heading": "节水",
        "items": [
          {
            "number": "1",
            "text": "改造管网。",
            "measures": [
              {
                "text": "改造管网。",
                "clause": "（省水利厅牵头；国家水务局节水司。2031年6月底前）",
                "assignments": [
                  {"unit": "省水利厅", "role": "lead", "printed": "省水利厅", "span": [13, 17]},
                  {"unit": "国家水务局节水司", "role": "responsible", "printed": "节水司", "group": 1, "shared_by_remit": true}
                ],
                "deadline": {"kind": "by", "due": "2031-06-30", "text": "2031年6月底前", "precision": "month", "span": [29, 38]},
                "milestones": [
                  {
                    "deadline": {"kind": "recurring", "text": "每年3月底前", "rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"},
                    "text": "公布清单"
                  }
                ],
                "span": [5, 39]
              }
            ],
            "span": [5, 39]
          },
          {
            "number": "2",
            "measures": [
              {
                "deadline": {"kind": "ongoing", "text": "常抓"}
              },
              {
                "deadline": {"kind": "conditional", "text": "适时"}
              }
            ]
          },
          {"number": "（一）", "heading": "附则", "items": []}
        ],
        "span": [0, 47]
      }
    ],
    "spans": [[0, 4]]
  },
  "units": {
    "省水利厅": {},
    "国家水务局": {},
    "国家水务局节水司": {"parent": "国家水务局", "aliases": ["节水司"], "canonical": "国家水务局节水司"}
  },
  "findings": [
    {"code": "late", "message": "未定", "severity": "error", "span": [40, 42], "hint": "写明日期"}
  ],
  "source": {
    "name": "节水.txt",
    "lines": [
      "一、节水",
      "1.改造管网。（省水利厅牵头；国家水务局节水司。2031年6月底前）",
      "2.常抓不懈。"
    ]
  },
  "as_read": {
    "plan": {"title": "4da0d63bc9", "period": "af3d05f54f"},
    "document": {"in": "plan", "number": "687df88ac6", "issuers": "0bbfa59774", "dated": "620ad493d6"},
    "section 一": {"in": "plan", "number": "d02c09e3e4", "heading": "b0d5579eca"},
    "task 1": {"in": "section 一", "number": "391552c099", "text": "a2d4897886"},
    "measure 1/1": {"in": "task 1", "text": "a2d4897886", "clause": "9ae82fb62a", "assignments": "72bcdb0650", "deadline": "aef90620dc", "milestones": "50f8e04c3a"},
    "task 2": {"in": "section 一", "number": "cc11310c45"},
    "measure 2/1": {"in": "task 2", "deadline": "ed3eed3c78"},
    "measure 2/2": {"in": "task 2", "deadline": "5f6f171c5e"},
    "section 一/一": {"in": "section 一", "number": "1b58ddc8a2", "heading": "b3030f6f68"},
    "unit 省水利厅": {},
    "unit 国家水务局": {},
    "unit 国家水务局节水司": {"parent": "086202b7db", "aliases": "a8e569448b", "canonical": "2d90d9767a"}
  }
}
"""
    )


def test_a_reading_comes_back_from_its_file_whole(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    dump(reading, path)
    again = load_reading(path)
    assert again == reading
    assert again.plan.source == reading.plan.source
    assert again.plan.tasks[0].span == Span(5, 39)
    assert again.plan.measures[0].assignments[0].span == Span(13, 17)
    assert load(path) == reading.plan
    assert list(tmp_path.iterdir()) == [path]


def test_a_plan_is_written_without_findings(reading: Reading) -> None:
    assert "findings" not in to_dict(reading.plan)
    assert loads_reading(dumps(reading.plan)) == Reading(reading.plan)


def test_what_has_only_spans_keeps_them() -> None:
    plan = Plan(document=Document(spans=[Span(1, 2)]))
    assert loads(dumps(plan)).document.spans == (Span(1, 2),)


def test_an_empty_source_is_not_an_absent_one() -> None:
    assert loads(dumps(Plan(source=Source("")))).source == Source("")
    assert loads(dumps(Plan())).source is None


def test_units_of_one_name_stay_apart() -> None:
    one, other = Unit("保护司", Unit("国家水务局")), Unit("保护司", Unit("国家林业局"))
    measure = Measure(assignments=[Assignment(unit, Role.LEAD) for unit in (one, other, Unit("保护司#2"))])
    plan = Plan(sections=[Section(items=[Task(measures=[measure])])])
    assert to_dict(plan)["units"] == {
        "国家水务局": {},
        "保护司": {"parent": "国家水务局"},
        "国家林业局": {},
        "保护司#2": {"name": "保护司", "parent": "国家林业局"},
        "保护司#2#2": {"name": "保护司#2"},
    }
    assert loads(dumps(plan)) == plan


@settings(max_examples=60, deadline=None)
@given(readings())
def test_any_reading_comes_back_whole_and_keeps_the_schema(reading: Reading) -> None:
    text = dumps(reading)
    again = loads_reading(text.encode())
    assert again == reading
    assert again.plan.source == reading.plan.source
    assert to_dict(again) == to_dict(reading) == json.loads(text)
    assert dumps(again) == text
    VALIDATOR.validate(json.loads(text))


VALIDATOR = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_published_schema_is_the_model_s_own() -> None:
    published = files("policyplan.codec").joinpath("policyplan-1.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == json_schema(), (
        "write it again: python -m policyplan.codec.schema > src/policyplan/codec/policyplan-1.schema.json"
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "cl", [Assignment, Document, DueBy, Finding, Measure, Milestone, Period, Section, Task]
)
def test_the_schema_speaks_of_every_field(cl: Any) -> None:
    known = set(json_schema()["$defs"][cl.__name__]["properties"]) - {"kind"}
    assert known == {field.name for field in fields(cl)}


TASKS = ("plan", "sections", 0, "items")
FIRST = (*TASKS, 0, "measures", 0, "assignments")
SECOND = (*TASKS, 1, "measures", 0, "deadline")
UNIT = "expected a unit listed in $.units"

#: Where what is put, and what is said of it there.
WRONG = [
    (("format",), "policyplan/2", 'found "policyplan/2", expected "policyplan/1", the only version known here'),
    (("plan",), "节水", 'found "节水", expected an object'),
    (("pan",), {}, 'unknown key; did you mean "plan"?'),
    (("plan", "titel"), "节水", 'unknown key; did you mean "title"?'),
    (("plan", "source"), {}, "unknown key; known are title, document, period, preamble, sections, notes, spans"),
    (("plan", "title"), 7, "found 7, expected a text"),
    (("plan", "title"), None, "found null, expected a text"),
    (("plan", "period", "start"), "20310101", 'found "20310101", expected a date such as "2022-12-31"'),
    (("plan", "period", "end"), "2031-13-01", "there is no such day"),
    (("plan", "sections"), "一", 'found "一", expected a list'),
    (("plan", "sections", 0), ["一"], "found a list, expected an object"),
    (("plan", "sections", 0, "span"), [9, 3], "found [9, 3], expected [start, end]"),
    (("plan", "sections", 0, "span"), [9], "found [9], expected [start, end]"),
    ((*TASKS, 1), 3, "found 3, expected an object"),
    ((*FIRST, 0, "role"), "laed", 'expected one of lead, responsible, supporting, overseeing; did you mean "lead"?'),
    ((*FIRST, 0, "unit"), "省水利厅局", f'found "省水利厅局", {UNIT}; did you mean "省水利厅"?'),
    ((*FIRST, 0, "unit"), "县卫健局", f'found "县卫健局", {UNIT}; list it there: "县卫健局": {{}}'),
    ((*FIRST, 0, "unit"), ["省水利厅"], "found a list, expected the name of a unit"),
    ((*FIRST, 1, "group"), True, "found true, expected a whole number"),
    ((*FIRST, 1, "shared_by_remit"), 1, "found 1, expected true or false"),
    ((*SECOND, "kind"), "on-going", 'one of by, ongoing, recurring, conditional; did you mean "ongoing"?'),
    ((*SECOND, "due"), "2031-01-01", "unknown key; known are text, basis, span"),
    (("units",), [], "found [], expected an object"),
    (("units", "省水利厅", "parent"), "省政府", f'found "省政府", {UNIT}; list it there: "省政府": {{}}'),
    (("units", "国家水务局", "parent"), "国家水务局节水司", "expected parents that come to an end within 50 steps"),
    (("findings", 0, "severity"), "fatal", 'found "fatal", expected one of error, warning, info'),
    (("source", "lines", 1), 3, "found 3, expected a text"),
    (("source", "places"), 3, "found 3, expected a list"),
    (("source", "name"), 3, "found 3, expected a text"),
]  # fmt: skip


def json_path(place: tuple[str | int, ...]) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)


@pytest.mark.parametrize(("place", "value", "message"), WRONG)
def test_a_wrong_value_is_named_by_its_path(
    reading: Reading, place: tuple[Any, ...], value: Any, message: str
) -> None:
    written = to_dict(reading)
    node: Any = written
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    with pytest.raises(FormatError) as raised:
        from_dict(written, name="节水.json")
    said = str(raised.value)
    assert message in said
    assert len(said.splitlines()) == 1
    if "parents" not in message:  # a circle may be named at any of its units
        assert said.startswith(f"节水.json: {json_path(place)}: ")
    if UNIT not in message and "parents" not in message and value != [9, 3]:  # more than a schema can say
        assert not VALIDATOR.is_valid(written)


def test_every_mistake_is_listed_up_to_ten() -> None:
    tasks = [{"numbre": str(number)} for number in range(14)]
    with pytest.raises(FormatError) as raised:
        from_dict({"format": "policyplan/1", "plan": {"sections": [{"items": tasks}]}}, name="x.json")
    lines = str(raised.value).splitlines()
    assert lines[0] == 'x.json: $.plan.sections[0].items[0].numbre: unknown key; did you mean "number"?'
    assert lines[10:] == ["x.json: … and 4 more"]


def test_a_missing_key_is_named() -> None:
    plan = {"sections": [{"items": [{"measures": [{"deadline": {"kind": "by"}}]}]}]}
    with pytest.raises(FormatError, match=r"measures\[0\]\.deadline\.due: missing, but needed"):
        from_dict({"format": "policyplan/1", "plan": plan})
    with pytest.raises(FormatError, match=r"^\$\.plan: missing, but needed$"):
        from_dict({"format": "policyplan/1"})
    with pytest.raises(FormatError, match=r"\$\.format: missing, expected \"policyplan/1\""):
        from_dict({"plan": {}})


def test_a_file_that_is_not_json_shows_the_place() -> None:
    with pytest.raises(FormatError) as raised:
        loads(
            '{\n  "format": "policyplan/1",\n  "plan": {"title": "节水" "notes": []}\n}\n', name="节水.json"
        )
    assert str(raised.value) == (
        "节水.json:3:26: not JSON: Expecting ',' delimiter\n"
        '     3 │   "plan": {"title": "节水" "notes": []}\n'
        "       │                            ^"
    )


DEEP = '{"items":[' * 60 + "]}" * 60
HOSTILE = {
    "empty": (b"", "is empty"),
    "blank": (b"\n \n", "is empty"),
    "null": (b"null", "found null, expected an object"),
    "a list": (b"[]", "found [], expected an object"),
    "not UTF-8": ('{"format": "策"}'.encode("gb18030"), "found the byte 0xB2 on line 1, expected UTF-8 text"),
    "UTF-16": ("{}".encode("utf-16"), "expected UTF-8 text"),
    "binary": (b"PK\x03\x04\x00\x00", "not JSON"),
    "lists without end": (b"[" * 100_000, "nests too deep"),
    "objects without end": (b'{"a":' * 100_000, "nests too deep"),
    "many sections within another": (f'{{"format":"policyplan/1","plan":{{"sections":[{DEEP}]}}}}'.encode(), "more than 50 deep"),
    "a huge number": (b'{"format":"policyplan/1","plan":{"title":' + b"9" * 9000 + b"}}", "$.plan.title: found 99999"),
    "a huge offset": (b'{"format":"policyplan/1","plan":{"spans":[[0,' + b"9" * 9000 + b"]]}}", "$.plan.spans[0]: found"),
    "a huge exponent": (b'{"format":"policyplan/1","plan":{"spans":[[0,1e999]]}}', "$.plan.spans[0]: found"),
    "no number": (b'{"format":"policyplan/1","plan":{"title":NaN}}', "$.plan.title: found NaN"),
    "a key twice": (b'{"format":"policyplan/1","plan":{"title":"a","title":"b"}}', '$.plan: the key "title" stands here twice'),
    "a unit twice": (b'{"format":"policyplan/1","plan":{},"units":{"a":{},"a":{}}}', '$.units: the key "a" stands here twice'),
    "half a pair": (b'{"format":"policyplan/1","plan":{"title":"\\ud83d"}}', "half a surrogate pair"),
    "half a pair as a key": (b'{"format":"policyplan/1","plan":{},"units":{"\\udc00":{}}}', "half a surrogate pair"),
    "half a pair as an unknown key": (b'{"format":"policyplan/1","plan":{"\\udc00":1}}', "unknown key"),
    "parents in a circle": (b'{"format":"policyplan/1","plan":{},"units":{"a":{"parent":"a"}}}', "within 50 steps"),
    "parents without end": (
        json.dumps({"format": "policyplan/1", "plan": {}, "units": {
            "0": {}, **{str(n): {"parent": str(n - 1)} for n in range(1, 2000)}
        }}).encode(),
        "within 50 steps",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_clear_error(name: str, tmp_path: Path) -> None:
    content, message = HOSTILE[name]
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    with pytest.raises(FormatError) as raised:
        load(path)
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert len(str(raised.value)) < 400
    str(raised.value).encode()


def test_editors_may_leave_a_byte_order_mark_and_name_the_schema() -> None:
    text = '\ufeff{"$schema": "policyplan-1.schema.json", "format": "policyplan/1", "plan": {"title": "要点", "period": null}}'
    assert loads(text.encode()) == Plan(title="要点")
    VALIDATOR.validate(json.loads(text.removeprefix("\ufeff")))


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nothing\.json: cannot be read: No such file"):
        load(tmp_path / "nothing.json")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        dump(Plan(), tmp_path / "plan.json")
    with pytest.raises(ExportError, match="cannot be written"):
        dump(Plan(), tmp_path / "nowhere" / "plan.json")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_a_failed_dump_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    dump(Plan(title="要点"), path)
    with pytest.raises(FormatError, match=r"holds '\\ud800', half a surrogate pair"):
        dump(Plan(title="\ud800"), path)
    assert load(path) == Plan(title="要点")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("depth", [51, sys.getrecursionlimit()])
def test_what_could_not_be_loaded_is_not_dumped(depth: int) -> None:
    section = Section()
    for _ in range(depth):
        section = Section(items=[section])
    with pytest.raises(FormatError, match=r"\$\.plan: sections .* deep"):
        dumps(Plan(sections=[section]))


def test_units_nest_no_deeper_than_can_be_loaded() -> None:
    units = [Unit("0")]
    for number in range(1, 51):
        units.append(Unit(str(number), units[-1]))
    deepest, too_deep = (
        Plan(sections=[Section(items=[Task(measures=[Measure(assignments=[Assignment(unit, Role.LEAD)])])])])
        for unit in units[-2:]
    )
    assert loads(dumps(deepest)) == deepest
    with pytest.raises(FormatError, match=r'\$\.units\["50"\]: units nest more than 50 deep'):
        dumps(too_deep)


def test_thousands_of_mistakes_are_counted_but_not_put_into_words() -> None:
    units = {str(number): {} for number in range(5000)}
    parts = [{"unit": f"x{number}", "role": "lead"} for number in range(5000)]
    plan = {"sections": [{"items": [{"measures": [{"assignments": parts}]}]}], "k" * 500: 1}
    with pytest.raises(FormatError, match="… and 4991 more") as raised:
        from_dict({"format": "policyplan/1", "plan": plan, "units": units})
    assert len(str(raised.value)) < 3000


def test_sections_nest_as_deep_as_the_format_says() -> None:
    section = Section()
    for _ in range(49):
        section = Section(items=[section])
    plan = Plan(sections=[section])
    assert loads(dumps(plan)) == plan


def test_values_as_to_dict_gives_them_can_be_read_back(reading: Reading) -> None:
    assert reading_from_dict(to_dict(reading)) == reading
    edited = to_dict(reading)
    edited["plan"]["title"] = "节水工作方案"
    assert from_dict(edited) == evolve(reading.plan, title="节水工作方案")
