"""Where a paragraph is cut into texts and clauses, and which lines only say who answers and by when."""

from __future__ import annotations

import pytest

from policyplan.reading.clauses import Clause
from policyplan.reading.folding import fold
from policyplan.reading.label_lines import duty_line, read_label_line, read_other_label_line
from policyplan.reading.paragraphs import Para, from_text
from policyplan.reading.pieces import Part, Stated, Text, read_pieces


def paras_of(text: str) -> list[Para]:
    return from_text(text, fold(text))[0]


def of_clause(para: Para, start: int, clause: Clause) -> str:
    """Each unit and time as the paragraph prints it, the role and side of a unit behind it."""
    assert all(a >= 0 for a, _ in clause.times)
    units = [
        f"{para.text[start + each.start : start + each.end]}/{each.role}{each.group or ''}"
        for each in clause.duties
    ]
    return " ".join([*units, *(f"@{para.text[start + a : start + b]}" for a, b in clause.times)]) or "-"


def of_part(part: Part, stretch: str) -> str:
    """What a part of a clause says, behind the part itself where it is not all of the `stretch`."""
    para, start, end, clause = part
    own = para.text[start:end]
    return ("" if own == stretch else f"<{own}> ") + of_clause(para, start, clause)


def of_piece(piece: Text | Stated | None) -> str:
    """A text as it stands; a clause as "[words] units and times" of each part, with marks in front.

    `=` marks a clause with a paragraph of its own, `()` a bracket, `>` one that stands before what it is for.
    """
    if piece is None:
        return "none"
    if isinstance(piece, Text):
        return piece.para.text[piece.start : piece.end]
    assert piece.first is not None
    assert None not in (piece.start, piece.end)
    assert {type(mark) for mark in (piece.own_line, piece.bracketed, piece.leads)} == {bool}
    marks = "=" * piece.own_line + "()" * piece.bracketed + ">" * piece.leads
    stretch = piece.first.text[piece.start : piece.end]
    return f"{marks}[{stretch}] " + " + ".join(of_part(part, stretch) for part in piece.parts)


def pieces_of(text: str, begin: int = 0) -> list[str]:
    (para,) = paras_of(text)
    return [of_piece(piece) for piece in read_pieces(para, begin)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "修好东桥。（责任单位：县交通局）疏浚西河。（县水利局）",
            [
                "修好东桥。",
                "()[（责任单位：县交通局）] <责任单位：县交通局）> 县交通局/responsible",
                "疏浚西河。",
                "()[（县水利局）] <县水利局）> 县水利局/responsible",
            ],
        ),
        ("（县交通局）", ["=()[（县交通局）] <县交通局）> 县交通局/responsible"]),
        (
            "（县交通局，6月底前）修好东桥。",
            ["()[（县交通局，6月底前）] <县交通局，6月底前）> 县交通局/responsible @6月底前", "修好东桥。"],
        ),
        ("修好东桥（县交通局）。", ["修好东桥", "()[（县交通局）] <县交通局）> 县交通局/responsible"]),
        ("修好东桥（县交通局），疏浚西河", ["修好东桥（县交通局），疏浚西河"]),
        (
            "修好东桥（县交通局、县水利局）；疏浚西河。",
            [
                "修好东桥",
                "()[（县交通局、县水利局）] <县交通局、县水利局）> 县交通局/responsible 县水利局/responsible",
                "；疏浚西河。",
            ],
        ),
        ("修好东桥（县交通局、县水利局）疏浚西河。", ["修好东桥（县交通局、县水利局）疏浚西河。"]),
        (
            "修好东桥（县交通局、县水利局）①疏浚西河。",
            [
                "修好东桥",
                "()[（县交通局、县水利局）] <县交通局、县水利局）> 县交通局/responsible 县水利局/responsible",
                "①疏浚西河。",
            ],
        ),
        ("修好东桥（6月底前）。", ["修好东桥", "()[（6月底前）] <6月底前）> @6月底前"]),
        ("修好东桥（6月底前）。疏浚西河。", ["修好东桥（6月底前）。疏浚西河。"]),
        ("修好东桥（桥梁养护中心）", ["修好东桥（桥梁养护中心）"]),
        ("市直部门（县交通局、县水利局）。", ["市直部门（县交通局、县水利局）。"]),
        ("县直各部门（县交通局）。", ["县直各部门（县交通局）。"]),
        (
            "修好东桥（三座）（县交通局）。",
            ["修好东桥（三座）", "()[（县交通局）] <县交通局）> 县交通局/responsible"],
        ),
        ("修好东桥（三座）（县交通局）并刷漆。", ["修好东桥（三座）（县交通局）并刷漆。"]),
        (
            "修好东桥（三座）。（县交通局）",
            ["修好东桥（三座）。", "()[（县交通局）] <县交通局）> 县交通局/responsible"],
        ),
        ("修好东桥”（县交通局）", ["修好东桥”", "()[（县交通局）] <县交通局）> 县交通局/responsible"]),
        ("。（县交通局）", ["=()[（县交通局）] <县交通局）> 县交通局/responsible"]),
        (
            "（县交通局）（县财政局）",
            [
                "=()[（县交通局）（县财政局）] <县交通局）> 县交通局/responsible + <县财政局）> 县财政局/responsible"
            ],
        ),
        (
            "修好东桥。（责任单位：县交通局）。（完成时限：6月底前）",
            [
                "修好东桥。",
                "()[（责任单位：县交通局）。（完成时限：6月底前）] <责任单位：县交通局）> 县交通局/responsible + <完成时限：6月底前）> @6月底前",
            ],
        ),
        (
            "修好东桥。（县交通局；6月底前）。疏浚西河。（县水利局；7月底前）。",
            [
                "修好东桥。",
                "()[（县交通局；6月底前）] <县交通局；6月底前）> 县交通局/responsible @6月底前",
                "。疏浚西河。",
                "()[（县水利局；7月底前）] <县水利局；7月底前）> 县水利局/responsible @7月底前",
            ],
        ),
        (
            "修好东桥。（县交通局）责任单位：县水利局。",
            ["修好东桥。", "()[（县交通局）] <县交通局）> 县交通局/responsible", "责任单位：县水利局。"],
        ),
        (
            "修好东桥，（责任单位：县交通局）",
            ["修好东桥，", "()[（责任单位：县交通局）] <责任单位：县交通局）> 县交通局/responsible"],
        ),
        (
            "修好东桥：引道两座（责任单位：县交通局，6月底前）",
            [
                "修好东桥：引道两座",
                "()[（责任单位：县交通局，6月底前）] <责任单位：县交通局，6月底前）> 县交通局/responsible @6月底前",
            ],
        ),
        (
            "引进两家龙头（华星公司）；扩建一座厂房（云谷公司）。",
            ["引进两家龙头（华星公司）；扩建一座厂房（云谷公司）。"],
        ),
        ("县委（县财政局、县审计局）。", ["县委（县财政局、县审计局）。"]),
        ("桥（县交通局、县财政局）并刷漆", ["桥（县交通局、县财政局）并刷漆"]),
    ],
)
def test_a_bracket_says_who_answers_where_it_ends_a_statement(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "【责任单位】县交通局【完成时限】6月底前",
            ["=[【责任单位】县交通局【完成时限】6月底前] 县交通局/responsible @6月底前"],
        ),
        (
            "修好东桥。【责任单位】县交通局【完成时限】6月底前",
            ["修好东桥。", "[【责任单位】县交通局【完成时限】6月底前] 县交通局/responsible @6月底前"],
        ),
        ("修好东桥。【责任单位】", ["修好东桥。【责任单位】"]),
        (
            "修好东桥。【责任单位】县交通局。疏浚西河。",
            ["修好东桥。", "[【责任单位】县交通局。] 县交通局/responsible", "疏浚西河。"],
        ),
        (
            "修好东桥。【责任单位】县交通局。【完成时限】6月底前。疏浚西河。",
            [
                "修好东桥。",
                "[【责任单位】县交通局。【完成时限】6月底前。] 县交通局/responsible @6月底前",
                "疏浚西河。",
            ],
        ),
    ],
)
def test_a_label_in_a_bracket_of_its_own_begins_a_field(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "修好东桥。责任单位：县交通局。完成时限：6月底前。",
            ["修好东桥。", "[责任单位：县交通局。完成时限：6月底前。] 县交通局/responsible @6月底前"],
        ),
        (
            "修好东桥。责任单位：县交通局（完成时限：6月底前）",
            [
                "修好东桥。",
                "[责任单位：县交通局（完成时限：6月底前）] <责任单位：县交通局> 县交通局/responsible + <完成时限：6月底前）> @6月底前",
            ],
        ),
        (
            "修好东桥。责任单位：县交通局；配合单位：县财政局（6月底前）",
            [
                "修好东桥。",
                "[责任单位：县交通局；配合单位：县财政局（6月底前）] <责任单位：县交通局；配合单位：县财政局> 县交通局/responsible 县财政局/supporting1 + <6月底前）> @6月底前",
            ],
        ),
        (
            "修好东桥。责任单位：县交通局（牵头）、县财政局。",
            [
                "修好东桥。",
                "[责任单位：县交通局（牵头）、县财政局。] 县交通局（牵头）/lead 县财政局/responsible",
            ],
        ),
        (
            "修好东桥。责任单位：县交通局。疏浚西河。责任单位：县水利局。",
            [
                "修好东桥。",
                "[责任单位：县交通局。] 县交通局/responsible",
                "疏浚西河。",
                "[责任单位：县水利局。] 县水利局/responsible",
            ],
        ),
        ("修好东桥。责任单位：", ["修好东桥。", "[责任单位：] -"]),
        (
            "修好东桥。责任单位：。疏浚西河。责任单位：县水利局。",
            ["修好东桥。", "[责任单位：。] -", "疏浚西河。", "[责任单位：县水利局。] 县水利局/responsible"],
        ),
        ("修好东桥，责任单位：县交通局", ["修好东桥，", "[责任单位：县交通局] 县交通局/responsible"]),
        (
            "修好东桥。\u3000责任单位：县交通局",
            ["修好东桥。\u3000", "[责任单位：县交通局] <\u3000责任单位：县交通局> 县交通局/responsible"],
        ),
        (
            "修好东桥：引道两座。责任单位：县交通局",
            ["修好东桥：引道两座。", "[责任单位：县交通局] 县交通局/responsible"],
        ),
        ("修好东桥：引道两座。", ["修好东桥：引道两座。"]),
        (
            "修好东桥。责任单位：县交通局（县直）。完成时限：6月底前。",
            [
                "修好东桥。",
                "[责任单位：县交通局（县直）。完成时限：6月底前。] 县交通局（县直）/responsible @6月底前",
            ],
        ),
        (
            "修好东桥。责任单位：各县（市。区）政府。疏浚西河。",
            ["修好东桥。", "[责任单位：各县（市。区）政府。] 各县（市。区）政府/responsible", "疏浚西河。"],
        ),
        ("修好东桥。责任单位 县交通局", ["修好东桥。", "[责任单位 县交通局] 县交通局/responsible"]),
        (
            "修好东桥。 责任单位 县交通局 配合单位 县财政局",
            [
                "修好东桥。 ",
                "[责任单位 县交通局 配合单位 县财政局] 县交通局/responsible 县财政局/supporting1",
            ],
        ),
    ],
)
def test_labelled_fields_end_where_text_goes_on(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "修好东桥。（责任单位：县交通局）年底前完成。",
            [
                "修好东桥。",
                "()[（责任单位：县交通局）年底前完成。] <责任单位：县交通局）年底前完成。> 县交通局/responsible @年底前完成",
            ],
        ),
        (
            "修好东桥。（责任单位：县交通局；完成时限：6月底前）年底前完成。",
            [
                "修好东桥。",
                "()[（责任单位：县交通局；完成时限：6月底前）] <责任单位：县交通局；完成时限：6月底前）> 县交通局/responsible @6月底前",
                "年底前完成。",
            ],
        ),
        (
            "修好东桥。责任单位：县交通局。年底前完成。",
            ["修好东桥。", "[责任单位：县交通局。年底前完成。] 县交通局/responsible @年底前完成"],
        ),
        (
            "修好东桥。责任单位：县交通局。 长期坚持。",
            ["修好东桥。", "[责任单位：县交通局。 长期坚持。] 县交通局/responsible @长期坚持"],
        ),
        (
            "修好东桥。责任单位：县交通局。加强管理。",
            ["修好东桥。", "[责任单位：县交通局。] 县交通局/responsible", "加强管理。"],
        ),
        (
            "年底前完成。（责任单位：县交通局）年底前完成。",
            [
                "年底前完成。",
                "()[（责任单位：县交通局）年底前完成。] <责任单位：县交通局）年底前完成。> 县交通局/responsible @年底前完成",
            ],
        ),
        (
            "修好东桥。责任单位：县交通局。（6月底前）",
            [
                "修好东桥。",
                "[责任单位：县交通局。（6月底前）] <责任单位：县交通局。> 县交通局/responsible + <6月底前）> @6月底前",
            ],
        ),
        (
            "修好东桥。（责任单位：县交通局）年底前完成。疏浚西河。",
            [
                "修好东桥。",
                "()[（责任单位：县交通局）] <责任单位：县交通局）> 县交通局/responsible",
                "年底前完成。疏浚西河。",
            ],
        ),
    ],
)
def test_a_time_behind_a_clause_at_the_end_of_a_paragraph_is_its_own(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县水利局负责疏浚西河。（6月底前）",
            [
                ">[县水利局负责] 县水利局/responsible",
                "县水利局负责疏浚西河。",
                "()[（6月底前）] <6月底前）> @6月底前",
            ],
        ),
        (
            "县水利局负责疏浚西河。（县财政局）",
            ["县水利局负责疏浚西河。", "()[（县财政局）] <县财政局）> 县财政局/responsible"],
        ),
        (
            "县水利局负责疏浚西河。（6月底前）修好东桥。",
            ["县水利局负责疏浚西河。", "()[（6月底前）] <6月底前）> @6月底前", "修好东桥。"],
        ),
        (
            "县水利局负责疏浚西河，县交通局负责修好东桥。",
            [
                ">[县水利局负责] 县水利局/responsible",
                "县水利局负责疏浚西河，",
                ">[县交通局负责] 县交通局/responsible",
                "县交通局负责修好东桥。",
            ],
        ),
        (
            "县教育局：负责学校安全。县公安局：负责道路安全。",
            [
                ">[县教育局：] 县教育局/responsible",
                "负责学校安全。",
                ">[县公安局：] 县公安局/responsible",
                "负责道路安全。",
            ],
        ),
        (
            "县水利局负责疏浚西河。（2024年6月底前）。",
            [
                ">[县水利局负责] 县水利局/responsible",
                "县水利局负责疏浚西河。",
                "()[（2024年6月底前）] <2024年6月底前）> @2024年6月底前",
            ],
        ),
        (
            "通知各校。县供电公司负责迁改线路。",
            ["通知各校。", ">[县供电公司负责] 县供电公司/responsible", "县供电公司负责迁改线路。"],
        ),
    ],
)
def test_a_duty_may_stand_before_what_it_is_for(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "修好东桥。（责任单位：县交通局",
            ["修好东桥。", "()[（责任单位：县交通局] <责任单位：县交通局> 县交通局/responsible"],
        ),
        (
            "修好东桥（责任单位：县交通局",
            ["修好东桥", "()[（责任单位：县交通局] <责任单位：县交通局> 县交通局/responsible"],
        ),
        (
            "修好东桥。（县交通局、县水利局",
            [
                "修好东桥。",
                "()[（县交通局、县水利局] <县交通局、县水利局> 县交通局/responsible 县水利局/responsible",
            ],
        ),
        ("修好东桥，（县交通局、县水利局", ["修好东桥，（县交通局、县水利局"]),
        (
            "修好东桥。责任单位：县交通局。（完成时限：6月底前",
            [
                "修好东桥。",
                "[责任单位：县交通局。（完成时限：6月底前] <责任单位：县交通局。> 县交通局/responsible + <完成时限：6月底前> @6月底前",
            ],
        ),
        (
            "修好东桥（三座）。（责任单位：县交通局（牵头）、县财政局",
            [
                "修好东桥（三座）。",
                "()[（责任单位：县交通局（牵头）、县财政局] <责任单位：县交通局（牵头）、县财政局> 县交通局（牵头）/lead 县财政局/responsible",
            ],
        ),
        ("（责任单位：县交通局", ["=()[（责任单位：县交通局] <责任单位：县交通局> 县交通局/responsible"]),
        (
            "修好东桥。（责任单位：县交通局）（完成时限：6月底前",
            [
                "修好东桥。",
                "()[（责任单位：县交通局）（完成时限：6月底前] <责任单位：县交通局）> 县交通局/responsible + <完成时限：6月底前> @6月底前",
            ],
        ),
        (
            "修好东桥。（责任单位：县交通局（牵头）",
            [
                "修好东桥。",
                "()[（责任单位：县交通局（牵头）] <责任单位：县交通局（牵头）> 县交通局（牵头）/lead",
            ],
        ),
        (
            "修好东桥（含引道，责任单位：县交通局",
            ["修好东桥（含引道，", "[责任单位：县交通局] 县交通局/responsible"],
        ),
        (
            "修好东桥（三座。（责任单位：县交通局",
            ["修好东桥（三座。", "()[（责任单位：县交通局] <责任单位：县交通局> 县交通局/responsible"],
        ),
        ("修好东桥。（6月底前", ["修好东桥。", "()[（6月底前] <6月底前> @6月底前"]),
    ],
)
def test_a_bracket_that_is_never_closed_is_read_to_the_end(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修好东桥，县交通局负责。", ["修好东桥，", "[县交通局负责。] 县交通局/responsible"]),
        (
            "修好东桥。县交通局牵头，县财政局配合；",
            ["修好东桥。", "[县交通局牵头，县财政局配合；] 县交通局/lead 县财政局/supporting"],
        ),
        (
            "修好东桥。由县交通局牵头，县财政局配合。",
            ["修好东桥。", "[由县交通局牵头，县财政局配合。] 县交通局/lead 县财政局/supporting"],
        ),
        (
            "修好东桥由县交通局牵头，县财政局配合。",
            [
                ">[修好东桥由县交通局牵头，县财政局配合] 县交通局/lead 县财政局/supporting",
                "修好东桥由县交通局牵头，县财政局配合。",
            ],
        ),
        (
            "由县交通局牵头，县财政局配合。",
            ["=[由县交通局牵头，县财政局配合。] 县交通局/lead 县财政局/supporting"],
        ),
        (
            "本项工作由县交通局牵头，县财政局配合。",
            ["=[本项工作由县交通局牵头，县财政局配合。] 县交通局/lead 县财政局/supporting"],
        ),
        ("各项任务由县交通局牵头。", ["=[各项任务由县交通局牵头。] 县交通局/lead"]),
        ("本办法由县交通局负责解释。", ["本办法由县交通局负责解释。"]),
        (
            "修好东桥。本办法由县交通局负责解释。县交通局负责。",
            ["修好东桥。本办法由县交通局负责解释。县交通局负责。"],
        ),
        ("县交通局负责。", ["=[县交通局负责。] 县交通局/responsible"]),
        (
            "修好东桥。有关单位要参与。县交通局负责",
            ["修好东桥。有关单位要参与。", "[县交通局负责] 县交通局/responsible"],
        ),
        ("由东往西整修，县水利局负责。", ["由东往西整修，", "[县水利局负责。] 县水利局/responsible"]),
        ("修好东桥：由县交通局负责。", ["修好东桥：", "[由县交通局负责。] 县交通局/responsible"]),
        (
            "由东往西整修河堤，由县水利局负责。",
            ["由东往西整修河堤，", "[由县水利局负责。] 县水利局/responsible"],
        ),
        (
            "整修河堤，县水利局负责，6月底前完成。",
            ["整修河堤，", "[县水利局负责，6月底前完成。] 县水利局/responsible @6月底前完成"],
        ),
        (
            "整修河堤，县水利局负责。疏浚西河，县交通局牵头，县财政局配合。",
            [
                "整修河堤，",
                "[县水利局负责。] 县水利局/responsible",
                "疏浚西河，",
                "[县交通局牵头，县财政局配合。] 县交通局/lead 县财政局/supporting",
            ],
        ),
        ("整修河堤，县水利局负责。疏浚西河。", ["整修河堤，县水利局负责。疏浚西河。"]),
        ("督促县水利局，抓好落实。", ["督促县水利局，抓好落实。"]),
        ("完善机制，县水利局牵头。", ["完善机制，", "[县水利局牵头。] 县水利局/lead"]),
        ("6月底前，县水利局牵头。", ["=[6月底前，县水利局牵头。] 县水利局/lead @6月底前"]),
        ("整修河堤，加固堤脚，县水利局负责", ["整修河堤，加固堤脚，", "[县水利局负责] 县水利局/responsible"]),
        ("整修河堤，有关人员负责。", ["整修河堤，有关人员负责。"]),
        ("整修：河堤，县水利局负责。", ["整修：河堤，县水利局负责。"]),
        (
            "整修河堤，由县水利局，县财政局落实，年底前",
            [
                "整修河堤，",
                "[由县水利局，县财政局落实，年底前] 县水利局/responsible 县财政局/responsible @年底前",
            ],
        ),
        (
            "整修河堤，加固堤脚，县水利局负责，6月底前完成。",
            ["整修河堤，加固堤脚，", "[县水利局负责，6月底前完成。] 县水利局/responsible @6月底前完成"],
        ),
        ("修好东桥。本项工作由县交通局牵头。", ["修好东桥。", "[本项工作由县交通局牵头。] 县交通局/lead"]),
        (
            "修好东桥。整修河堤，由县交通局牵头。",
            ["修好东桥。整修河堤，", "[由县交通局牵头。] 县交通局/lead"],
        ),
        ("修好东桥。由县交通局、县财政局。", ["修好东桥。由县交通局、县财政局。"]),
    ],
)
def test_a_last_sentence_may_be_all_duty(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mend the bridge (Lead: Public Works; Due: June 2025). Clean the river (see page 3).",
            [
                "Mend the bridge ",
                "()[(Lead: Public Works; Due: June 2025)] <Lead: Public Works; Due: June 2025)> Public Works/lead @June 2025",
                ". Clean the river (see page 3).",
            ],
        ),
        (
            "修好东桥（Lead: Public Works）",
            ["修好东桥", "()[（Lead: Public Works）] <Lead: Public Works）> Public Works/lead"],
        ),
        (
            "Mend the bridge. Lead: Public Works; Due: June 2025",
            ["Mend the bridge. ", "[Lead: Public Works; Due: June 2025] Public Works/lead @June 2025"],
        ),
        ("Mend the bridge. Note: see below.", ["Mend the bridge. Note: see below."]),
    ],
)
def test_english_fields_may_stand_in_brackets_or_close_a_paragraph(text, expected):
    assert pieces_of(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "县水利局、县财政局，6月底前",
            "=[县水利局、县财政局，6月底前] 县水利局/responsible 县财政局/responsible @6月底前",
        ),
        (
            "县水利局、县财政局，6月底前。",
            "=[县水利局、县财政局，6月底前。] 县水利局/responsible 县财政局/responsible @6月底前",
        ),
        (
            " 县水利局牵头，县财政局配合； 。\u3000",
            "=[县水利局牵头，县财政局配合； 。] 县水利局/lead 县财政局/supporting",
        ),
        ("县委，年底前", "=[县委，年底前] 县委/responsible @年底前"),
        ("县委，长期", "none"),
        ("县水利局。县财政局，6月底前", "none"),
        ("县水利局牵头", "none"),
        ("县水利局，县财政局", "none"),
        ("长期坚持，年底前", "none"),
        ("县水利局，县政府办", "none"),
        ("县水利局牵头，县政府办", "none"),
        ("修好东桥，6月底前", "none"),
        ("县水利局牵头，修好东桥，6月底前", "none"),
    ],
)
def test_a_line_may_be_nothing_but_who_answers_and_by_when(line, expected):
    (para,) = paras_of(line)
    assert of_piece(duty_line(para)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任单位：县水利局。", "1 =[责任单位：县水利局。] <县水利局。> 县水利局/responsible"),
        ("牵头单位 县水利局", "1 =[牵头单位 县水利局] <县水利局> 县水利局/lead"),
        ("牵头单位 加强管理", "none"),
        ("责任单位：", "1 =[] <责任单位：> -"),
        ("责任单位", "none"),
        ("责任单位\n县水利局", "2 =[] <责任单位> - + <县水利局> 县水利局/responsible"),
        ("责任单位\n加强管理", "none"),
        (
            "责任单位：\n县水利局\n县财政局\n6月底前",
            "3 =[] <责任单位：> - + <县水利局> 县水利局/responsible + <县财政局> 县财政局/responsible",
        ),
        ("责任单位：\n县水利局\n加强管理。", "2 =[] <责任单位：> - + <县水利局> 县水利局/responsible"),
        ("责任单位：\n—\n县财政局", "2 =[] <责任单位：> - + <—> -"),
        ("完成时限：\n6月底前\n长期", "2 =[] <完成时限：> - + <6月底前> @6月底前"),
        ("完成时限\n6月底前", "2 =[] <完成时限> - + <6月底前> @6月底前"),
        ("完成时限：\n县水利局", "1 =[] <完成时限：> -"),
        ("责任领导：\n张三\n李四", "2 =[] <责任领导：> - + <张三> -"),
        ("责任领导：张三", "1 =[责任领导：张三] <张三> -"),
        ("责任领导 县政府办", "1 =[责任领导 县政府办] <县政府办> -"),
        ("完成时限 6月底前", "1 =[完成时限 6月底前] <6月底前> @6月底前"),
        ("完成时限 县水利局", "none"),
        (
            "完成时限：6月底前；责任单位：县水利局",
            "1 =[完成时限：6月底前；责任单位：县水利局] <6月底前；责任单位：县水利局> 县水利局/responsible @6月底前",
        ),
        (
            "完成时限： 6月底前。责任单位：县水利局。",
            "1 =[完成时限： 6月底前。责任单位：县水利局。] <6月底前。责任单位：县水利局。> 县水利局/responsible @6月底前",
        ),
        (
            "完成时限：6月底前责任单位：县水利局",
            "1 =[完成时限：6月底前责任单位：县水利局] <6月底前责任单位：县水利局> 县水利局/responsible @6月底前",
        ),
        (
            "责任领导：张三；责任单位：县水利局",
            "1 =[责任领导：张三；责任单位：县水利局] <张三；责任单位：县水利局> 县水利局/responsible",
        ),
        ("责任领导：张三 6月底前", "1 =[责任领导：张三 6月底前] <张三 6月底前> -"),
        ("责任单位：县水利局。完成时限：6月底前。修好东桥。", "none"),
        (
            "牵头单位：县水利局 配合单位：县财政局",
            "1 =[牵头单位：县水利局 配合单位：县财政局] <县水利局 配合单位：县财政局> 县水利局/lead 县财政局/supporting1",
        ),
        ("（责任单位：县水利局，6月底前", "none"),
        ("（责任单位）县水利局", "1 =[（责任单位）县水利局] <县水利局> 县水利局/responsible"),
        ("（责任单位：县水利局）", "none"),
        ("（责任单位）\n县水利局", "2 =[] <（责任单位）> - + <县水利局> 县水利局/responsible"),
        ("责任单位：\n1.县水利局", "1 =[] <责任单位：> -"),
        ("责任单位：\n完成时限：6月底前", "1 =[] <责任单位：> -"),
        ("（三）责任单位：县水利局", "1 =[（三）责任单位：县水利局] <县水利局> 县水利局/responsible"),
        ("（三）责任单位：加强管理", "none"),
        ("（三）完成时限：6月底前", "1 =[（三）完成时限：6月底前] <6月底前> @6月底前"),
        ("（三）责任领导：张三", "none"),
        ("（三）责任单位：", "none"),
        ("（三）责任单位", "none"),
        ("（三）责任单位 县水利局", "none"),
        (
            "3.牵头单位：县水利局；配合单位：县财政局",
            "1 =[3.牵头单位：县水利局；配合单位：县财政局] <县水利局；配合单位：县财政局> 县水利局/lead 县财政局/supporting1",
        ),
        ("3.修好东桥，责任单位：县水利局", "none"),
        ("完成时限：无", "1 =[完成时限：无] <无> -"),
        ("完成时限： 6月底前 。", "1 =[完成时限： 6月底前 。] <6月底前 。> @6月底前"),
        (
            "牵头单位：无；配合单位：县财政局",
            "1 =[牵头单位：无；配合单位：县财政局] <无；配合单位：县财政局> 县财政局/supporting",
        ),
        (
            "责任单位：县水利局（牵头）、县财政局",
            "1 =[责任单位：县水利局（牵头）、县财政局] <县水利局（牵头）、县财政局> 县水利局（牵头）/lead 县财政局/responsible",
        ),
        (
            "Lead: Public Works; Due: June 2025",
            "1 =[Lead: Public Works; Due: June 2025] Public Works/lead @June 2025",
        ),
        (
            "Lead:\nPublic Works Department\nParks Office\nMend the bridge.",
            "3 =[] <Lead:> - + <Public Works Department> Public Works Department/lead + <Parks Office> Parks Office/lead",
        ),
        ("Due:\nJune 2025\nJuly 2025", "2 =[] <Due:> - + <June 2025> @June 2025"),
        ("Lead:\n1. Public Works Department", "1 =[] <Lead:> -"),
        ("Lead:\nDue: June 2025", "1 =[] <Lead:> -"),
        ("See: the plan", "none"),
        (
            "Lead: **\nPublic Works Department",
            "2 =[] <Lead: **> - + <Public Works Department> Public Works Department/lead",
        ),
        ("责任单位： 修好东桥", "1 =[责任单位： 修好东桥] <修好东桥> 修好东桥/responsible"),
        (
            "【责任单位】水利、交通",
            "1 =[【责任单位】水利、交通] <水利、交通> 水利/responsible 交通/responsible",
        ),
        ("完成时限：N/A", "1 =[完成时限：N/A] <N/A> -"),
        ("责任单位：\nN/A\n县财政局", "2 =[] <责任单位：> - + <N/A> -"),
        ("（三）责任单位：。", "none"),
        (
            "完成时限：；6月底前；责任单位：县水利局",
            "1 =[完成时限：；6月底前；责任单位：县水利局] <；6月底前；责任单位：县水利局> 县水利局/responsible @6月底前",
        ),
    ],
)
def test_a_line_with_a_label_is_a_field_with_the_lines_of_its_value(text, expected):
    read = read_label_line(paras_of(text), 0)
    assert (f"{read[1]} {of_piece(read[0])}" if read else "none") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("监管单位：县住建局", "1 =[监管单位：县住建局] 县住建局/overseeing"),
        ("竣工时间：2024年6月底前", "1 =[竣工时间：2024年6月底前] @2024年6月底前"),
        (
            "监管单位：县住建局、县交通局、县水利局、县财政局、县审计局；竣工时间：2024年底",
            "1 =[监管单位：县住建局、县交通局、县水利局、县财政局、县审计局；竣工时间：2024年底] 县住建局/overseeing 县交通局/overseeing 县水利局/overseeing 县财政局/overseeing 县审计局/overseeing @2024年底",
        ),
        ("1.监管单位：县住建局", "none"),
        ("：县住建局", "none"),
        ("（监管单位：县住建局）", "none"),
        ("以上监管单位：县住建局", "none"),
        ("上述监管单位：县住建局", "none"),
        ("县教育局：县住建局", "none"),
        ("监管单位：加强管理", "none"),
        ("竣工时间：县住建局", "none"),
        ("开工时间：2024年6月底前", "none"),
        ("说明：县住建局", "none"),
        ("加强管理", "none"),
    ],
)
def test_a_line_with_a_label_that_no_table_holds_is_told_by_its_end_and_value(line, expected):
    (para,) = paras_of(line)
    read = read_other_label_line(para)
    assert (f"{read[1]} {of_piece(read[0])}" if read else "none") == expected


def test_a_line_of_who_answers_is_no_longer_than_120_characters():
    units = "、".join(["县水利局", "县财政局", "县林业局"] * 8)
    longest = f"{units[:109]}，2024年3月1日前"
    assert len(longest) == 120
    (para,), (longer,) = paras_of(longest), paras_of("县" + longest)
    assert duty_line(para) is not None
    assert duty_line(longer) is None


def test_a_value_on_lines_of_its_own_has_twelve_lines_at_most():
    lines = ["责任单位：", *["县水利局"] * 14]
    _, taken = read_label_line(paras_of("\n".join(lines)), 0)
    assert taken == 13
    lines = ["Lead:", *["Parks Office"] * 14]
    _, taken = read_label_line(paras_of("\n".join(lines)), 0)
    assert taken == 13


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("责任单位：\n" + "县水利局、" * 39 + "县委宣传部", 2),
        ("责任单位：\n" + "县水利局、" * 39 + "县人民检察院", 1),
        ("完成时限：\n" + "六" * 40, 2),
        ("完成时限：\n" + "六" * 41, 1),
    ],
)
def test_a_value_on_a_line_of_its_own_is_no_longer_than_a_list_or_a_time_may_be(value, taken):
    assert read_label_line(paras_of(value), 0)[1] == taken


def test_a_heading_is_no_field_and_no_value():
    paras = paras_of("责任单位：\n县水利局\n县财政局")
    paras[2].level = 2
    assert read_label_line(paras, 0)[1] == 2
    for line in ("责任单位：县水利局", "监管单位：县住建局"):
        (para,) = paras_of(line)
        para.level = 2
        assert read_label_line([para], 0) is None
        assert read_other_label_line(para) is None


@pytest.mark.parametrize(("text", "begin", "own"), [("（县交通局）", 0, True), ("1.（县交通局）", 2, False)])
def test_a_bracket_behind_a_number_has_no_paragraph_of_its_own(text, begin, own):
    (para,) = paras_of(text)
    (piece,) = read_pieces(para, begin)
    assert piece.own_line is own
    para.number = None
    (piece,) = read_pieces(para, begin)
    assert piece.own_line is True


def test_a_duty_behind_a_comma_is_no_longer_than_200_characters():
    longest = "县水利局、" * 38 + "县人民检察院牵头负责"
    assert len(pieces_of(f"整修河堤，{longest}。")) == 2
    assert len(pieces_of(f"整修河堤，市{longest}。")) == 1
