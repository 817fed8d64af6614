"""The layouts in which written plans are printed: every way in which a plan stands on paper, on a page, in a file."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from policyplan.testing.layouts import conventions, files, tables, text
from policyplan.testing.layouts.in_english import english_fields, english_table, in_english
from policyplan.testing.layouts.layout import Change, Layout
from policyplan.testing.layouts.narrowing import (
    as_dates,
    by_role,
    counted,
    dated_in_full,
    done_by,
    flat,
    heading_in_text,
    joined,
    one_measure,
    stated_first,
)
from policyplan.testing.layouts.numbering import (
    Marks,
    articles,
    chapters,
    circled,
    decimals,
    enumerated,
    headed,
    listed,
    official,
)
from policyplan.testing.layouts.spelling import full_width, half_width, traditional
from policyplan.testing.written import WrittenPlan

__all__ = ["LAYOUTS", "Layout"]

#: Facts that a document with a covering notice or head says, and others do not.
_NO_DOCUMENT = frozenset({"document"})


def _paragraphs(
    name: str,
    about: str,
    printer: Callable[[WrittenPlan], str] = text.labelled_bracket,
    *changes: Change,
    marks: Marks = official,
    continuous: bool = False,
    spell: Callable[[str], str] | None = None,
    cannot: frozenset[str] = _NO_DOCUMENT,
) -> Layout:
    """A layout of text whose tasks begin with their heading as a sentence."""
    return Layout(
        name=name,
        about=about,
        printer=printer,
        changes=(*changes, heading_in_text),
        marks=marks,
        continuous=continuous,
        spell=spell,
        cannot=cannot,
    )


def _lines(name: str, about: str, printer: Callable[[WrittenPlan], str], *changes: Change) -> Layout:
    """A layout of text whose tasks have their heading on a line of its own."""
    return Layout(name=name, about=about, printer=printer, changes=changes)


def _without_addressees(plan: WrittenPlan) -> WrittenPlan:
    """No addressees."""
    return evolve(plan, addressees=())


_TEXT = (
    _paragraphs("labelled-bracket", "（责任单位：…。完成时限：…） behind each measure, under 一、 （一） 1."),
    _paragraphs("tortoise-bracket", "〔责任部门：…；时间节点：…〕", text.tortoise_bracket),
    _paragraphs("lenticular-bracket", "【落实单位：…，完成时间：…】", text.lenticular_bracket),
    _paragraphs("role-bracket", "（牵头单位：…；配合单位：…；完成时限：…）", text.role_bracket, by_role),
    _paragraphs("other-labels", "（主办单位：…，协同单位：…，办结时限：…）", text.other_labels, by_role),
    _paragraphs(
        "joined-names", "lists whose last names are joined by 和 or 及", text.labelled_bracket, joined
    ),
    _paragraphs("two-brackets", "（责任单位：…）（完成时限：…）", text.two_brackets),
    _paragraphs(
        "unlabelled-bracket", "（…牵头，…配合，2024年9月底前完成）", text.unlabelled_bracket, done_by
    ),
    _paragraphs("joined-bracket", "（责任单位：由…牵头，会同…配合。完成时限：…）", text.joined_bracket),
    _paragraphs(
        "half-width", "brackets, commas and colons half-width: (责任单位:…,…;…。完成时限:…)", spell=half_width
    ),
    _paragraphs("full-width-digits", "２０２４年６月底前", spell=full_width),
    _paragraphs("traditional", "traditional characters: （責任單位：…。完成時限：…）", spell=traditional),
    _paragraphs(
        "inline-labels", "…。责任单位：…。完成时限：…。 without brackets", text.inline_labels, one_measure
    ),
    _paragraphs(
        "run-on",
        "the tasks of a section in one paragraph, numbers and labels inside it",
        text.run_on,
        flat,
        counted,
        one_measure,
        conventions.with_clause,
    ),
    _lines(
        "heading-lines",
        "each task's heading on a line of its own, text and bracket below",
        text.heading_lines,
    ),
    _lines(
        "label-lines",
        "牵头单位：…, 配合单位：…, 完成时间：… on lines under each task",
        text.label_lines,
        by_role,
        stated_first,
    ),
    _lines(
        "labels-above",
        "the same with each value on the line below its label",
        text.labels_above,
        by_role,
        stated_first,
    ),
    _lines(
        "label-brackets",
        "the same with labels in brackets: 【牵头单位】…",
        text.label_brackets,
        by_role,
        stated_first,
    ),
    _paragraphs(
        "own-line-bracket",
        "a bracket on a line of its own behind each task",
        text.own_line_bracket,
        one_measure,
        stated_first,
    ),
    _lines(
        "closing-bracket",
        "one bracket on a line of its own that closes several items, which are one task together",
        text.closing_bracket,
        conventions.closed_groups,
        conventions.with_clause,
    ),
    _paragraphs(
        "cut-lines",
        "lines cut where they are full, with page numbers between them",
        text.cut_lines,
        conventions.long_preamble,
        cannot=_NO_DOCUMENT | {"printed"},
    ),
    _paragraphs(
        "first-listed-leads",
        "lists without roles; the preamble says that the first listed unit leads",
        text.convention_in_text,
        conventions.first_leads,
    ),
    _paragraphs(
        "notice",
        "a covering notice with title, number, addressees, signature and date",
        text.notice,
        cannot=frozenset(),
    ),
    _paragraphs(
        "notice-first-leads",
        "lists without roles; the covering notice says that the first listed unit leads",
        text.notice_first_leads,
        conventions.first_leads,
        cannot=frozenset(),
    ),
    _paragraphs(
        "notice-for-all",
        "the covering notice makes one group of bodies answer for every task",
        text.notice_for_all,
        conventions.everyone,
        cannot=frozenset(),
    ),
    _paragraphs(
        "web-head",
        "the document's facts on lines above the plan: 索引号, 发文字号, 成文日期",
        text.web_head,
        _without_addressees,
        cannot=frozenset(),
    ),
)

_NUMBERINGS = (
    _paragraphs("chapters", "第一章, then 一、 （一） 1.", marks=chapters),
    _paragraphs("articles", "第一章, with tasks 第一条", marks=articles),
    _paragraphs("decimal-numbers", "1. 1.1 1.1.1", marks=decimals),
    _paragraphs("circled-numbers", "一、 （一）, with tasks ① ②", marks=circled),
    _paragraphs("enumerated", "一、 1、 （1） ①", marks=enumerated),
    _paragraphs(
        "unnumbered-headings",
        "headings without numbers, tasks 1. 2.",
        text.labelled_bracket,
        flat,
        marks=headed,
    ),
    _paragraphs(
        "continuous-numbers",
        "tasks numbered through the whole plan",
        text.labelled_bracket,
        flat,
        continuous=True,
    ),
)

_FILES = (
    Layout(
        name="markdown-table",
        about="a Markdown table for each section, a column for each role",
        format="markdown",
        changes=(flat, by_role, one_measure),
        marks=listed,
        printer=tables.markdown_table,
    ),
    Layout(
        name="markdown-fields",
        about="Markdown headings, and a list of fields in bold under each task",
        format="markdown",
        changes=(flat, by_role, one_measure, stated_first),
        printer=tables.markdown_fields,
    ),
    Layout(
        name="tabs-in-text",
        about="a table pasted into a text, tabs between its cells",
        changes=(flat, by_role),
        marks=listed,
        continuous=True,
        printer=tables.tabs_in_text,
    ),
    Layout(
        name="cells-on-lines",
        about="what is left of a web page's table in a text: each cell a line",
        changes=(flat, by_role, one_measure),
        marks=listed,
        continuous=True,
        printer=tables.cells_on_lines,
    ),
    Layout(
        name="csv",
        about="comma-separated values, a row for each measure, blank where the cell above goes on",
        format="csv",
        changes=(flat, by_role, dated_in_full),
        marks=listed,
        continuous=True,
        printer=tables.csv_table,
        sketch=tables.csv_text,
        cannot=_NO_DOCUMENT | {"title", "period"},
    ),
    Layout(
        name="docx-paragraphs",
        about="a Word document of paragraphs with brackets",
        format="docx",
        changes=(heading_in_text,),
        printer=files.docx_paragraphs,
        sketch=text.labelled_bracket,
    ),
    Layout(
        name="docx-table",
        about="a Word document with a table, cells merged down",
        format="docx",
        changes=(flat, by_role),
        marks=listed,
        continuous=True,
        printer=files.docx_table,
        sketch=tables.sketch_by_role,
    ),
    Layout(
        name="docx-pages",
        about="a Word table with headings in rows of their own, lines cut in cells, repeated headers, a note below",
        format="docx",
        changes=(flat, by_role, one_measure),
        marks=listed,
        continuous=True,
        printer=files.docx_pages,
        sketch=tables.sketch_paged,
        cannot=_NO_DOCUMENT | {"printed"},
    ),
    Layout(
        name="pdf-pages",
        about="a PDF of paragraphs on pages with numbers",
        format="pdf",
        changes=(heading_in_text,),
        printer=files.pdf_pages,
        sketch=text.labelled_bracket,
        cannot=_NO_DOCUMENT | {"printed", "deadline_words"},
    ),
    Layout(
        name="xlsx-sheets",
        about="a workbook with a sheet for each section, and real dates",
        format="excel",
        changes=(flat, by_role, one_measure, as_dates),
        marks=listed,
        continuous=True,
        printer=files.xlsx_sheets,
        sketch=tables.sketch_by_role,
        cannot=_NO_DOCUMENT | {"title", "period"},
    ),
    Layout(
        name="xlsx-ledger",
        about="a workbook with a title row, merged cells, and role words inside the cells",
        format="excel",
        changes=(flat,),
        marks=listed,
        continuous=True,
        printer=files.xlsx_ledger,
        sketch=tables.sketch_with_words,
    ),
    Layout(
        name="html-page",
        about="a government's web page: facts in a table, navigation, <br> and nested spans",
        format="html",
        changes=(heading_in_text, _without_addressees),
        printer=files.html_page,
        cannot=frozenset(),
    ),
    Layout(
        name="html-table",
        about="a web page with a table, cells over several rows",
        format="html",
        changes=(flat, by_role),
        marks=listed,
        continuous=True,
        printer=files.html_table,
    ),
    Layout(
        name="english-table",
        about="English Markdown: a table for each goal (No., Action, Description, Lead, Support, Due)",
        format="markdown",
        changes=(in_english,),
        marks=None,
        printer=english_table,
    ),
    Layout(
        name="english-fields",
        about="English Markdown: a heading for each action and its fields in bold (**Lead:** …)",
        format="markdown",
        changes=(in_english, stated_first),
        marks=None,
        printer=english_fields,
    ),
)

#: Every layout by name.
LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (*_TEXT, *_NUMBERINGS, *_FILES)}
