"""What a responsibility clause says beside names it knows: words that name nobody, names that look like none."""

from __future__ import annotations

from datetime import date

import pytest

from policyplan import read_text


def told(item: str) -> str:
    """The units with their roles, the deadline, and ! with the words that are told as not understood."""
    reading = read_text(
        f"云川县2025年重点工作方案\n一、重点任务\n（一）{item}\n（二）修建东桥。（县交通局）\n",
        issued=date(2025, 1, 10),
    )
    measures = [entry.measure for entry in reading.plan.entries()]
    assert len(measures[-1].assignments) == 1, "the next item keeps its own"
    said = []
    for measure in measures[:-1]:
        due = measure.deadline
        said += [
            " ".join(
                [
                    *(f"{each.unit.name}/{each.role}" for each in measure.assignments),
                    *([f"@{due.due or due.kind}"] if due else []),
                ]
            )
            or "-"
        ]
    unread = [f.message.split("”")[0].strip("“") for f in reading.findings if f.code == "unread-deadline"]
    return " | ".join(said) + "".join(f" !{words}" for words in unread)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "完善保险制度。（县医保局牵头，县财政局、县金融局参加，适时推开）建设评估机构。（县卫健局，9月底前）",
            "县医保局/lead 县财政局/supporting 县金融局/supporting @conditional | 县卫健局/responsible @2025-09-30",
        ),
        (
            "保障经费。（县财政局、县审计局，二〇二五年三月底前下达第一批，余款视绩效拨付）",
            "县财政局/responsible 县审计局/responsible @2025-03-31 !余款视绩效拨付",
        ),
        ("选聘专员。（县知识产权局牵头，视首批使用情况另行确定）", "县知识产权局/lead @conditional"),
        ("推进试点。（县财政局牵头，2025年试点，2026年全面推开）", "县财政局/lead @2026-12-31"),
        ("配备校车。（县教育局牵头，第一批3月底前、第二批9月底前）", "县教育局/lead @2025-09-30"),
        ("改造小区。（县住建局负责，根据上级要求完成）", "县住建局/responsible @conditional"),
        (
            "建设农田。（县农业农村局牵头，列入2025年民生实事）",
            "县农业农村局/lead !列入2025年民生实事",
        ),
        (
            "建设农田。（县农业农村局牵头；列入民生实事）",
            "县农业农村局/lead !列入民生实事",
        ),
        (
            "制定办法。（县财政局牵头制定办法，报县政府审批，年底前印发）",
            "县财政局/lead @2025-12-31 !报县政府审批",
        ),
        (
            "印发办法。（县财政局牵头，6月底前印发，并适时推广）",
            "县财政局/lead @2025-06-30",
        ),
        ("强化监管。（县公安局、县水利局，分批推进）", "县公安局/responsible 县水利局/responsible !分批推进"),
        ("强化监管。（县级有关部门，按职责分工，2025年底前）", "县级有关部门/responsible @2025-12-31"),
        ("强化监管。责任单位：县水利局，列入民生实事", "县水利局/responsible !列入民生实事"),
    ],
)
def test_words_that_name_nobody_lose_no_unit_and_are_told(item, expected):
    assert told(item) == expected


@pytest.mark.parametrize(
    "words", ["视情推进", "按国家统一部署推进", "根据工作进展适时推进", "随工程进度推进"]
)
@pytest.mark.parametrize("role", ["", "牵头"])
def test_a_condition_is_a_time_and_no_unit(words, role):
    assert (
        told(f"推进改革。（县委编办{role}，{words}）")
        == f"县委编办/{'lead' if role else 'responsible'} @conditional"
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "推行一窗办理。（县市场监管局、县公安局、人行云川中支；6月底前）",
            "县市场监管局/responsible 县公安局/responsible 人行云川中支/responsible @2025-06-30",
        ),
        (
            "推行一窗办理。（县市场监管局、县公安局、智慧大脑）",
            "县市场监管局/responsible 县公安局/responsible 智慧大脑/responsible",
        ),
        ("建立联系点。（县级有关领导，县委办公室）", "县级有关领导/responsible 县委办公室/responsible"),
        ("改造管网。（县城投、县交投、县水投）", "县城投/responsible 县交投/responsible 县水投/responsible"),
        (
            "改善食堂。（县教体局、县一中、县二小）",
            "县教体局/responsible 县一中/responsible 县二小/responsible",
        ),
        (
            "强化统筹。（县委书记、县长牵头，县委办公室、县政府办公室负责）",
            "县委书记/lead 县长/lead 县委办公室/responsible 县政府办公室/responsible",
        ),
        ("强化监管。（县商务局牵头，社会力量参与）", "县商务局/lead 社会力量/supporting"),
    ],
)
def test_a_name_that_looks_like_none_does_not_lose_the_others_beside_it(item, expected):
    assert told(item) == expected


@pytest.mark.parametrize(
    "item",
    [
        "发展特色种植。（苹果、梨、县特色果品等）",
        "发展特色种植。（县果业局、苹果、梨、县特色果品）",
        "改造道路。（东村、西村、县城）",
        "建设文化设施。（图书馆、博物馆、文化馆、体育场）",
        "完善设施。（县交通局、东桥项目、县财政局）",
        "完善设施。（县交通局、修好栏杆、县财政局）",
        "增加收入。（县统计局，2024年为4.2%）",
        "出台办法。（县政府第12次常务会议通过，6月1日起施行）",
    ],
)
def test_a_bracket_that_explains_names_no_unit(item):
    assert told(item) == "-"


def test_a_bracket_amid_its_paragraph_lists_no_unknown_names():
    assert (
        told("建好三馆。（县文化局、东桥老街、县财政局）再修好栏杆。（县住建局）") == "县住建局/responsible"
    )


def test_names_that_begin_like_a_condition_are_units():
    names = "县广播电视局、视障者协会、报业集团"
    assert (
        told(f"办好节目。责任单位：{names}")
        == "县广播电视局/responsible 视障者协会/responsible 报业集团/responsible"
    )
    assert told("办好节目。（县文化局牵头，视障者协会配合）") == "县文化局/lead 视障者协会/supporting"


def test_a_sentence_that_runs_on_behind_who_answers_stays_text():
    text = "由县财政局牵头制定办法，报县政府审批，年底前印发实施"
    (measure, _) = [
        e.measure
        for e in read_text(
            f"云川县2025年重点工作方案\n一、重点任务\n（一）{text}。\n（二）修建东桥。（县交通局）\n"
        ).plan.entries()
    ]
    assert "报县政府审批" in measure.text
