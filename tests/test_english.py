"""English plans: labels, names of bodies and posts, and bodies beside a time without a label."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from policyplan import parse_deadline, read, read_text
from policyplan.model import Role
from policyplan.reading.english import find_labels, is_time_label, label_role, read_names


def names(text: str) -> list[str]:
    return [duty.name.full for duty in read_names(text, Role.LEAD)]


def said(text: str) -> list[str]:
    """Each measure of a plan: its task's number, its units with the first letter of the role, and its day."""
    lines = []
    for entry in read_text(text).plan.entries():
        units = " + ".join(f"{a.unit.name}/{a.role.value[0]}" for a in entry.measure.assignments)
        due = entry.measure.deadline and (entry.measure.deadline.due or entry.measure.deadline.kind)
        lines.append(f"{entry.task.number} {units} {due or '-'}")
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Director, People and Culture (Harbour Services)",
            ["Director, People and Culture (Harbour Services)"],
        ),
        ("Director, Finance and Administration", ["Director, Finance and Administration"]),
        ("Director of Planning and Development", ["Director of Planning and Development"]),
        ("Director, Public Works, Manager, Parks", ["Director, Public Works", "Manager, Parks"]),
        (
            "Director General, Port Policy and Chief Pilot Officer",
            ["Director General, Port Policy", "Chief Pilot Officer"],
        ),
        ("Director, Manager", ["Director", "Manager"]),
        ("Police Service and local authorities", ["Police Service", "local authorities"]),
        ("local authorities and Police Service", ["local authorities", "Police Service"]),
        ("Harbour Council, residents and businesses", ["Harbour Council", "residents", "businesses"]),
        ("Department of Health and Human Services", ["Department of Health and Human Services"]),
        ("Ports Canada, RCMP and CBSA", ["Ports Canada", "RCMP", "CBSA"]),
        ("Tree Officer/Facilities Manager", ["Tree Officer", "Facilities Manager"]),
        ("HHS/CDC", ["HHS/CDC"]),
        ("Ministry of Tides –", ["Ministry of Tides"]),
        ("Office of Tides, sector agencies", ["Office of Tides", "sector agencies"]),
        ("Ministry of Tides, Coast Guard", ["Ministry of Tides", "Coast Guard"]),
        (
            "Department of Tides, Planning and Local Government",
            ["Department of Tides, Planning and Local Government"],
        ),
        (
            "Department of Ports, Transport, Regional Development, Communications and the Arts",
            ["Department of Ports, Transport, Regional Development, Communications and the Arts"],
        ),
        (
            "Department of Tides, Coast Guard and Harbour Board",
            ["Department of Tides", "Coast Guard", "Harbour Board"],
        ),
        ("Department of Tides, HSE, Treasury", ["Department of Tides", "HSE", "Treasury"]),
        (
            "Department of Tides, local authorities and schools",
            ["Department of Tides", "local authorities", "schools"],
        ),
        ("Department of the Premier and Cabinet", ["Department of the Premier and Cabinet"]),
        ("Departments of Tides and Fish", ["Department of Tides", "Department of Fish"]),
        (
            "Ministries of Tides, Fish and Ports",
            ["Ministry of Tides", "Ministry of Fish", "Ministry of Ports"],
        ),
        (
            "Departments of Tides, Ports and Fish, and Trade",
            ["Department of Tides", "Department of Ports and Fish", "Department of Trade"],
        ),
        ("Departments of Ports and Fish and Trade", ["Departments of Ports and Fish and Trade"]),
        (
            "Department of Ports and Fish and the Department of Tides",
            ["Department of Ports and Fish", "Department of Tides"],
        ),
        ("HR and Organisational Development", ["HR and Organisational Development"]),
        ("HR and Harbour Board", ["HR", "Harbour Board"]),
        ("Tern Council and Harbour Trust", ["Tern Council", "Harbour Trust"]),
        ("Ministry of Tides and Ministry of Fish", ["Ministry of Tides", "Ministry of Fish"]),
        ("NTW Health and NTW Harbours", ["NTW Health", "NTW Harbours"]),
        ("Harbour Board, HSE and An Tusla", ["Harbour Board", "HSE", "An Tusla"]),
        ("Culture, Tourism & Events Team", ["Culture, Tourism & Events Team"]),
        ("Roads Office, Parks Office; Town Council", ["Roads Office", "Parks Office", "Town Council"]),
        ("Head of Procurement & Head of IT", ["Head of Procurement", "Head of IT"]),
        (
            "Town Council; Army Corps of Engineers, Northport District",
            ["Town Council", "Army Corps of Engineers, Northport District"],
        ),
        (
            "University of Lorne, Centre for Social Research",
            ["University of Lorne, Centre for Social Research"],
        ),
        (
            "Department of Health, Division of Public Health",
            ["Department of Health, Division of Public Health"],
        ),
        ("Office of Parks, Roads Unit, Finance Office", ["Office of Parks, Roads Unit", "Finance Office"]),
        ("University of Lorne, Roads Department", ["University of Lorne", "Roads Department"]),
        ("Director of Parks and Recreation", ["Director of Parks and Recreation"]),
        ("Director of People, Culture and Change", ["Director of People, Culture and Change"]),
        (
            "Director of Planning, Fire Chief, and City Manager",
            ["Director of Planning", "Fire Chief", "City Manager"],
        ),
        ("State Emergency Service, Coral Unit", ["State Emergency Service, Coral Unit"]),
        ("Police Service, Fire Service", ["Police Service", "Fire Service"]),
        ("State and territory health departments", ["State and territory health departments"]),
        ("DG Trade, Industry, Crafts and SMEs", ["DG Trade, Industry, Crafts and SMEs"]),
        ("DG Trade, DG Energy", ["DG Trade", "DG Energy"]),
        ("the Roads Agency, The Rivers Trust", ["Roads Agency", "The Rivers Trust"]),
        (
            "Town clerks of Aldwick, Berrow and Calne",
            ["Town clerk of Aldwick", "Town clerk of Berrow", "Town clerk of Calne"],
        ),
        (
            "Chief Constable and Police and Crime Commissioner",
            ["Chief Constable", "Police and Crime Commissioner"],
        ),
        (
            "Fish, Wildlife and Parks Commission; Town Council",
            ["Fish, Wildlife and Parks Commission", "Town Council"],
        ),
        ("TBC", []),
    ],
)
def test_names_are_parted_where_each_part_is_a_body_or_post(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Lead implementing agency", Role.LEAD),
        ("Office of Primary Interest (OPI)", Role.LEAD),
        ("City lead", Role.LEAD),
        ("Partners in Support", Role.SUPPORTING),
        ("Who is responsible?", Role.RESPONSIBLE),
        ("Person(s) responsible", Role.RESPONSIBLE),
        ("Responsibility for implementation", Role.RESPONSIBLE),
        ("Responsible Agency and Partners", Role.RESPONSIBLE),
        ("Department", Role.RESPONSIBLE),
        ("Other actors involved", Role.SUPPORTING),
        ("Key stakeholders", Role.SUPPORTING),
        ("In partnership with", Role.SUPPORTING),
        ("Support for local government", None),
        ("Action plan", None),
        ("Contact", None),
        ("Title of responsible individual", Role.RESPONSIBLE),
        ("Other actors involved - State actors", Role.SUPPORTING),
    ],
)
def test_a_label_asks_for_bodies_in_a_role(label, role):
    assert label_role(label) is role


@pytest.mark.parametrize(
    "label",
    ["By when?", "Timing / Timeline", "Agreed implementation date", "Date for completion", "Time horizon", "Delivered by",
     "Commitment start and end date", "Deadline for completion", "To be completed by", "Target (year)"],
)  # fmt: skip
def test_a_label_asks_for_a_time(label):
    assert is_time_label(label)


def test_a_word_that_heads_a_paragraph_is_no_label_of_bodies():
    assert find_labels("Implementation: The harbour board will set up a team.") == []
    assert find_labels("Implementation: Harbour Board") != []


def test_labels_of_action_plans_are_read():
    plan = """
Harbour Action Plan

1. Plant trees.
Lead implementing agency: Ministry of Tides
Other actors involved: Police Service and local authorities
Target date: 2027
2. Fix pumps.
Office of Primary Interest (OPI): Water Branch
Supporting agencies: Fisheries Office; Ports Authority
Completion date: March 2026
"""
    assert said(plan) == [
        "1 Ministry of Tides/l + Police Service/s + local authorities/s 2027-12-31",
        "2 Water Branch/l + Fisheries Office/s + Ports Authority/s 2026-03-31",
    ]


def test_bodies_and_a_time_in_brackets_need_no_label():
    plan = """
Harbour Action Plan

1. Dig wells. (Ministry of Tides, by March 2024)
2. Dig more wells. (Ministry of Tides, Ministry of Health; by end of 2024)
3. Dig on. (Ministry of Tides – Q3 2024)
4. Repair the dam (a landmark, built in 1904).
"""
    assert said(plan) == [
        "1 Ministry of Tides/r 2024-03-31",
        "2 Ministry of Tides/r + Ministry of Health/r 2024-12-31",
        "3 Ministry of Tides/r 2024-09-30",
        "4  -",
    ]


def test_a_time_among_bodies_is_no_body():
    plan = """
Harbour Action Plan

1. Make a heat plan. (Lead: Department of Tides; Q4 2024)
2. Train wardens. (Lead: Civil Defence Office, Support: Red Cross, municipalities; Timeline: 2024-2026)
3. Restore reefs. Who: Forestry Department and community groups. When: by December 2026
"""
    assert said(plan) == [
        "1 Department of Tides/l 2024-12-31",
        "2 Civil Defence Office/l + Red Cross/s + municipalities/s 2026-12-31",
        "3 Forestry Department/r + community groups/r 2026-12-31",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Owner: Roads Office | Start: March 2025 | End: June 2025", "Roads Office/r 2025-06-30"),
        ("Owner: Roads Office | Due: June 2025 | Status: On track", "Roads Office/r 2025-06-30"),
        ("Lead: Roads Office; Timeframe: 2025; Budget: $2m", "Roads Office/l 2025-12-31"),
        ("Lead: Roads Office (by March 2025)", "Roads Office/l 2025-03-31"),
        ("Lead: Roads Office (RO), Parks Office by March 2025", "Roads Office/l + Parks Office/l 2025-03-31"),
        ("Lead: Roads Office (Roads Act 2025)", "Roads Office (Roads Act 2025)/l -"),
        ("Lead: Roads Office (2025)", "Roads Office (2025)/l -"),
        ("Lead agency - Roads Office; due 30 June 2025", "Roads Office/l 2025-06-30"),
        ("Lead – Roads Office, Support – Parks Office, Timeline – 2025", "Roads Office/l + Parks Office/s 2025-12-31"),
        ("Owner: Roads Office, by Q2 2026", "Roads Office/r 2026-06-30"),
        ("Lead: Roads Office Due date: June 2025", "Roads Office/l 2025-06-30"),
        ("Lead: Roads Department Support: Parks Department", "Roads Department/l + Parks Department/s -"),
        ("By whom: Roads Office Contact: the clerk Budget: $2m", "Roads Office/r -"),
        ("Lead: Roads Office; Ongoing", "Roads Office/l ongoing"),
        ("Lead: Departments of Tides and Fish, by June 2025", "Department of Tides/l + Department of Fish/l 2025-06-30"),
    ],
)  # fmt: skip
def test_fields_of_a_line_are_parted_by_bars_dashes_brackets_and_labels(line: str, expected: str) -> None:
    assert (
        said(f"Harbour Action Plan\n\n1. Mend the weir.\n{line}\n2. Dig.\nLead: Town Council\n")[0]
        == f"1 {expected}"
    )


@pytest.mark.parametrize(
    "line", ["Support - the council will help with the works.", "Lead - free pipes in all schools by 2026.",
             "Partners – we work with the Parks Office and others.", "Harbour Council – March 2025"],
)  # fmt: skip
def test_a_dash_in_a_sentence_ends_no_label(line: str) -> None:
    assert all("/" not in each for each in said(f"Harbour Action Plan\n\n1. Mend the weir.\n{line}\n"))


def test_a_name_that_shares_the_word_for_its_kind_says_so() -> None:
    plan = read_text("Action Plan\n\n1. Mend the weir.\nLead: Departments of Tides and Fish\n").plan
    assert [(each.unit.name, each.printed, each.basis) for each in plan.measures[0].assignments] == [
        ("Department of Tides", "Tides", ("elided-parent",)), ("Department of Fish", "Fish", ("elided-parent",)),
    ]  # fmt: skip


def test_a_time_beside_a_body_in_a_cell_is_its_deadline() -> None:
    text = "| Action | Owner |\n|---|---|\n| Mend the weir | Roads Office (by March 2025) |\n| Dig | Town Council |\n"
    plan = read(text.encode(), format="markdown").plan
    assert [measure.assignments[0].unit.name for measure in plan.measures] == ["Roads Office", "Town Council"]
    assert str(plan.measures[0].deadline.due) == "2025-03-31"


def test_a_year_needs_a_semicolon_to_be_a_time_beside_bodies():
    assert find_labels("NOAX, DOX; 2025") != []
    assert find_labels("Environment Agency, 2019") == []


def test_a_column_of_persons_and_dates_gives_both(tmp_path):
    plan = """
| Recommendation | Responsible manager and date |
|---|---|
| Keep logs. | Head of IT, 31 March 2025 |
| Review access. | Head of Tides - 30 June 2025 |
"""
    path = tmp_path / "plan.md"
    path.write_text(plan, encoding="utf-8")
    measures = read(path).plan.measures
    assert [measure.assignments[0].unit.name for measure in measures] == ["Head of IT", "Head of Tides"]
    assert [str(measure.deadline.due) for measure in measures] == ["2025-03-31", "2025-06-30"]


@pytest.mark.parametrize("piece", ["X Department and ", "Y Department/", "Lead: ", "local authorities and "])
def test_long_lists_of_bodies_are_read_without_end(piece):
    assert read_names(piece * 3000, Role.LEAD)


def test_a_label_on_a_line_of_its_own_takes_the_lines_below_it():
    assert said(
        "Action Plan\n1. Repair the east bridge.\nLead agencies:\n- Department of Transport\n- City Parks Office\n"
        "Timeline:\nQ4 2025\n2. Open the ferry.\nSupport:\nTreasury Department\nThis is said at length, and is no name.\n"
    ) == [
        "1 Department of Transport/l + City Parks Office/l 2025-12-31", "2 Treasury Department/s -", "2  -",
    ]  # fmt: skip


def test_a_quarter_at_the_head_of_a_line_is_no_number():
    plan = read_text("Action Plan\nQ1. Ask the public.\nQ2. Repair the bridge.\nQ4 2025\n").plan
    assert [entry.task.number for entry in plan.entries()][:2] == ["Q1", "Q2"]
    assert "Q4" not in [entry.task.number for entry in plan.entries()]


def test_the_header_may_join_consulted_and_assisting() -> None:
    text = (
        "| Ref | Action | Accountable body | Consulted / assisting |\n|-|-|-|-|\n"
        "| 1 | Mend roads | Roads Office | Town Council |\n"
    )
    plan = read(text.encode(), format="markdown").plan
    assert [(share.unit.name, share.role.value) for share in plan.measures[0].assignments] == [
        ("Roads Office", "responsible"),
        ("Town Council", "supporting"),
    ]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Within 90 days of issuance of this order, the board publishes a report.", "2025-04-05"),
        ("Publish a report within 90 days of the publication of this plan.", "2025-04-05"),
        ("Answer each letter within 30 days of receipt.", None),
    ],
)
def test_days_in_a_sentence_count_from_the_documents_own_issue_alone(words: str, due: str | None) -> None:
    text = f"# Plan\n\n## Action 1. Reports\n\n{words}\n\n- **Owner:** Roads Office\n"
    deadline = read(text.encode(), format="markdown", issued=date(2025, 1, 5)).plan.measures[0].deadline
    assert (str(deadline.due) if deadline else None) == due


def test_a_day_and_month_in_figures_may_stand_behind_by() -> None:
    assert str(parse_deadline("by 6/30", issued=date(2025, 1, 5)).due) == "2025-06-30"


@pytest.mark.parametrize(
    ("cells", "due"),
    [
        (["Dec 24", "Mar 25", "Sept 25"], ["2024-12-31", "2025-03-31", "2025-09-30"]),
        (["Dec 24", "March 2025"], ["2024-12-31", "2025-03-31"]),
        (["Apr 25 - Mar 26", "31 Mar 25"], ["2026-03-31", "2025-03-31"]),
        (["Dec 24", "Mar 3"], ["2024-12-24", "2025-03-03"]),
        (["June 30", "Sept 30", "March 31"], ["2024-06-30", "2024-09-30", "2025-03-31"]),
        (["March 2025", "June 30"], ["2025-03-31", "2024-06-30"]),
    ],
)
def test_a_number_behind_a_month_is_a_year_where_its_column_says_so(cells: list[str], due: list[str]) -> None:
    rows = "".join(f"| Do thing {at} | Roads Office | {cell} |\n" for at, cell in enumerate(cells))
    plan = read(
        f"# Tern Plan\n\n| Action | Lead | By when |\n|---|---|---|\n{rows}".encode(),
        format="markdown",
        issued=date(2024, 6, 1),
    ).plan
    assert [str(measure.deadline.due) for measure in plan.measures] == due


@pytest.mark.parametrize(
    ("firsts", "numbers"),
    [
        (["A.1 Mend the weir", "A.2 Dig the pass"], ["A.1", "A.2"]),
        (["1a Mend the weir", "1b Dig the pass", "2 Plant trees"], ["1a", "1b", "2"]),
        (["Rec 3 Mend the weir", "Rec 4 Dig the pass"], ["Rec 3", "Rec 4"]),
        (["CC 1.1: Mend the weir", "CC 1.2: Dig the pass"], ["CC 1.1", "CC 1.2"]),
        (["1.1.a Mend the weir", "1.1.b Dig the pass"], ["1.1.a", "1.1.b"]),
        (["3 new buses", "4 new stops"], ["", ""]),
        (["A1 Mend the weir", "Dig the pass"], ["A1", ""]),
    ],
)
def test_codes_that_all_rows_begin_with_number_them(firsts: list[str], numbers: list[str]) -> None:
    rows = "".join(f"| {first} | Roads Office | 2025 |\n" for first in firsts)
    plan = read(f"| Action | Lead | When |\n|-|-|-|\n{rows}".encode(), format="markdown").plan
    assert [task.number for task in plan.tasks] == numbers


@pytest.mark.parametrize(
    "codes", [["#1", "#2"], ["S1/A2", "S1/A3"], ["i.", "ii."], ["Recommendation 1", "Recommendation 2"]]
)
def test_a_column_of_codes_numbers_the_rows_whatever_its_header(codes: list[str]) -> None:
    rows = "".join(f"| {code} | Mend weir {code} | Roads Office | 2025 |\n" for code in codes)
    plan = read(f"| Action | Description | Lead | When |\n|-|-|-|-|\n{rows}".encode(), format="markdown").plan
    assert [task.number for task in plan.tasks] == [code.rstrip(".") for code in codes]


def test_numbers_with_a_letter_in_front_open_items() -> None:
    plan = """
State of Tern Water Plan

Goal A. Reliable supply

A.1.1 Complete the recharge study.
Lead agency: Department of Tides
Timeline: June 2026
A.1.2 Update the drought plan.
Lead agency: Office of Pumps
"""
    assert said(plan) == ["A.1.1 Department of Tides/l 2026-06-30", "A.1.2 Office of Pumps/l -"]


def test_a_field_of_another_kind_is_text_of_its_item_and_no_heading() -> None:
    plan = read_text(
        "Tern Action Plan\n\n1. Review hiring\nLead: Staff Office\nStatus: On track\n2. Mend the weir\n"
        "Lead: Roads Office\nHow we will know: water flows\n\n3. Dig the pass\nLead: Roads Office\n"
    ).plan
    assert [(task.number, [measure.text for measure in task.measures]) for task in plan.tasks] == [
        ("1", ["Review hiring\nStatus: On track"]),
        ("2", ["Mend the weir\nHow we will know: water flows"]),
        ("3", ["Dig the pass"]),
    ]


def test_a_heading_between_the_title_and_a_table_heads_the_table() -> None:
    text = "# Tern Plan\n\nWho does what.\n\n## Our rivers\n\n| Action | Lead |\n|-|-|\n| Mend the weir | Roads Office |\n"
    plan = read(text.encode(), format="markdown").plan
    assert [section.heading for section in plan.sections] == ["Our rivers"]
    assert plan.preamble == "Who does what."


def test_a_measure_beside_an_action_is_how_success_is_told() -> None:
    text = "| Action | Who | When | Measure |\n|-|-|-|-|\n| Train all staff | Staff Office | 2026 | % trained |\n"
    plan = read(text.encode(), format="markdown").plan
    assert [measure.text for measure in plan.measures] == ["Train all staff"]


def test_a_measure_of_success_in_a_form_is_not_what_is_to_be_done() -> None:
    text = "## Action 4: Make a trail\n\n| Lead | Culture Team |\n|-|-|\n| Timescale | 2026 |\n| Measure of success | 100 visits |\n"
    plan = read(text.encode(), format="markdown").plan
    assert [(task.heading, [measure.text for measure in task.measures]) for task in plan.tasks] == [
        ("Make a trail", ["Make a trail"])
    ]


def test_others_in_brackets_behind_a_name_support() -> None:
    duties = read_names(
        "Parks (supported by Public Works and Finance); Fire Department (with Finance) and Library", Role.LEAD
    )
    assert [(duty.name.full, duty.role.value) for duty in duties] == [
        ("Parks", "lead"),
        ("Public Works and Finance", "supporting"),
        ("Fire Department", "lead"),
        ("Finance", "supporting"),
        ("Library", "lead"),
    ]


def test_a_label_without_a_mark_on_a_line_of_its_own_has_its_value_on_the_next() -> None:
    plan = read_text("""Water strategy

Priority 1 Secure supply

Action 1.1 Complete the study

Lead agency
Department of Water
Support agencies
Water Corporation, Northern Shire Council
Timeframe
June 2026

Action 1.2 Replace mains

Lead agency
Water Corporation
Support agencies
None
Timeframe
By December 2027

Priority 2 Leadership

Leadership
The board will meet each month.
""").plan
    assert [
        ([f"{each.unit.name}/{each.role.value}" for each in m.assignments], str(m.due))
        for m in plan.measures[:2]
    ] == [
        (
            ["Department of Water/lead", "Water Corporation/supporting", "Northern Shire Council/supporting"],
            "2026-06-30",
        ),
        (["Water Corporation/lead"], "2027-12-31"),
    ]
    assert plan.sections[0].heading == "Secure supply"
    assert all(not measure.assignments for measure in plan.measures[2:])


@pytest.mark.parametrize(
    ("header", "due"), [("Target", ["2026-09-30", "2026-12-31"]), ("Goals", ["2026-09-30", "2026-12-31"])]
)
def test_a_column_of_targets_that_are_times_gives_the_last_days(header: str, due: list[str]) -> None:
    text = f"""# Plan
| Action | Lead | {header} |
|---|---|---|
| Mend the bridge | Roads Department | September 30, 2026 |
| Mend the road | Roads Department | by December 2026 |
"""
    assert [str(measure.due) for measure in read(text.encode(), format="md").plan.measures] == due
    counts = text.replace("September 30, 2026", "3 bridges").replace("by December 2026", "12 km by 2026")
    assert [measure.due for measure in read(counts.encode(), format="md").plan.measures] == [None, None]


def test_a_fiscal_year_that_nobody_says_the_beginning_of_is_told() -> None:
    text = "Plan\n1. Mend the bridge\nLead: Roads Department; Due: Q2 FY26\n"
    told, known = read_text(text), read_text(text, fiscal_year_start=10)
    assert "fiscal-year-guessed" in [finding.code for finding in told.findings]
    assert "fiscal-year-guessed" not in [finding.code for finding in known.findings]
    assert [str(r.plan.measures[0].due) for r in (told, known)] == ["2026-06-30", "2026-03-31"]


def test_labels_without_a_colon_take_the_lines_below() -> None:
    plan = read_text(
        "Coast Plan\n\n1. Paths\n\n1.1 Build a footbridge over the creek\nLead agency\nDepartment of Transport\n"
        "Partners\nSport Lorne\nTimeframe\nJune 2026\n\n1.2 Publish a map of all paths\nLead agency\n"
        "Tourism Office\nTimeframe\nDecember 2026\n"
    ).plan
    assert [
        (task.number, measure.text, [(a.unit.name, a.role.value) for a in measure.assignments], str(measure.due))
        for task in plan.tasks
        for measure in task.measures
    ] == [
        ("1.1", "Build a footbridge over the creek",
         [("Department of Transport", "lead"), ("Sport Lorne", "supporting")], "2026-06-30"),
        ("1.2", "Publish a map of all paths", [("Tourism Office", "lead")], "2026-12-31"),
    ]  # fmt: skip


def test_a_word_that_heads_a_part_is_no_label_without_a_colon() -> None:
    plan = read_text(
        "Coast Plan\n\n1. Build a footbridge (Lead: Roads Office; June 2026)\n2. Publish a map (Lead: Tourism Office)\n\n"
        "Partners\nDepartment of Transport\nThe department pays for the paths.\n"
    ).plan
    assert {a.unit.name for task in plan.tasks for measure in task.measures for a in measure.assignments} == {
        "Roads Office",
        "Tourism Office",
    }


def test_labels_at_the_end_of_a_sentence_are_parted_by_stops() -> None:
    plan = read_text(
        "Digital Plan\n\n1.1 Open hubs in libraries. Lead: Department of Rural Works. Support: LGMA, Lorne Council. Q4 2025\n"
        "1.2 Publish guidance. Lead: Schools Office. Support: NCCA. Due: Q2 2026\n"
    ).plan
    assert [
        ([(a.unit.name, a.role.value) for a in measure.assignments], str(measure.due))
        for task in plan.tasks
        for measure in task.measures
    ] == [
        ([("Department of Rural Works", "lead"), ("LGMA", "supporting"), ("Lorne Council", "supporting")], "2025-12-31"),
        ([("Schools Office", "lead"), ("NCCA", "supporting")], "2026-06-30"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "title"), [("Initiative Number", "Initiative Title"), ("Initiative", "Title")]
)
def test_a_column_of_titles_heads_the_tasks(number: str, title: str) -> None:
    text = f"| {number} | {title} | Responsible Agency |\n|-|-|-|\n| 1.1.1 | Set rules | TSO |\n| 1.1.2 | Test locks | HBA |\n"
    plan = read(text.encode(), format="md").plan
    assert [(task.number, task.heading) for task in plan.tasks] == [
        ("1.1.1", "Set rules"),
        ("1.1.2", "Test locks"),
    ]


def test_months_from_an_endorsement_count_from_the_day_of_the_plan() -> None:
    plan = read_text(
        "Workforce plan\nEndorsed by ministers on 14 February 2025\n1. Mend the roads\nLead: Roads Department\nDue: within 12 months of endorsement\n"
    ).plan
    assert str(plan.measures[0].due) == "2026-02-14"


def test_an_item_of_number_nought_heads_those_behind_it() -> None:
    plan = read_text("""Road plan

1.0 SAFER SPEEDS
1.1 Review speed limits outside schools.
    Responsible: Roads Agency
    Timing: December 2027
1.2 Install cameras.
    Responsible: Roads Agency
    Timing: end 2028
2.0 SAFER VEHICLES
2.1 Publish ratings.
    Responsible: Ministry of Transport
    Timing: June 2027
""").plan
    assert [(section.number, section.heading) for section in plan.sections] == [
        ("1.0", "SAFER SPEEDS"),
        ("2.0", "SAFER VEHICLES"),
    ]
    assert [task.number for task in plan.tasks] == ["1.1", "1.2", "2.1"]


def test_roles_behind_headers_are_those_of_their_columns_and_in_one_column_of_brackets():
    two = """
        # Marine plan

        | Action | Responsible (lead) | Responsible (supporting) | Deadline |
        |---|---|---|---|
        | Map seagrass beds | Ocean Agency | Port Authority, Water Office | June 2027 |
    """
    one = """
        # Marine plan

        | Action | Responsible (supporting) | Deadline |
        |---|---|---|
        | Map seagrass beds | Ocean Agency (Port Authority, Water Office) | June 2027 |
    """
    others = [("Port Authority", "supporting"), ("Water Office", "supporting")]
    assert _roles(two) == [("Ocean Agency", "lead"), *others]
    assert _roles(one) == [("Ocean Agency", "responsible"), *others]


def test_fields_may_stand_behind_a_dash_and_what_is_to_be_done():
    plan = """
        # Marine plan

        * **Publish maps** — Lead: Emergency Management Office; Due: March 31, 2026
        * **Run drills** – Lead: Fire Department; Due: annually
    """
    assert _roles(plan) == [("Emergency Management Office", "lead"), ("Fire Department", "lead")]


def _roles(text: str) -> list[tuple[str, str]]:
    """Each unit of a Markdown plan with its role, in printed order."""
    plan = read(dedent(text).strip().encode(), format="md").plan
    return [(each.unit.name, str(each.role)) for m in plan.measures for each in m.assignments]


@pytest.mark.parametrize("body", ["Department of Water Affairs", "MINISTRY OF WATER"])
def test_the_body_over_a_title_issued_the_plan(body: str) -> None:
    text = (
        f"{body}\nDrought Response Plan 2026\n\n1. Repair the main.\nLead: Roads Office\nDue: 30 June 2026\n"
    )
    plan = read_text(text).plan
    assert (plan.title, plan.document.issuers) == ("Drought Response Plan 2026", (body,))


def test_a_title_may_name_the_body_whose_plan_it_is() -> None:
    text = "Department of Water Affairs\nAnnual Report\n\n1. Repair the main.\nLead: Roads Office\n"
    assert read_text(text).plan.title == "Department of Water Affairs Annual Report"


def test_strategic_objectives_head_what_stands_below_them() -> None:
    text = """Health Plan 2024-2028

Strategic objective 1: Improve awareness
1.1 Run a campaign
Lead: Ministry of Health
Due: end of 2026
"""
    assert [section.heading for section in read_text(text).plan.sections] == ["Improve awareness"]
