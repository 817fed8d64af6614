"""The layouts in which written plans are printed: every way in which a plan stands on paper, on a page, in a file."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, field, frozen

from policyplan.testing.layouts import files, tables, text
from policyplan.testing.layouts.in_english import english_fields, english_table, in_english
from policyplan.testing.layouts.narrowing import (
    bare_lists,
    by_role,
    counted,
    dated_in_full,
    done_by,
    each_measure,
    flat,
    heading_in_text,
    one_measure,
    spelled,
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
    numbered,
    official,
)
from policyplan.testing.layouts.spelling import full_width, half_width, traditional
from policyplan.testing.written import (
    WrittenMeasure,
    WrittenPlan,
    WrittenSection,
    WrittenTask,
    WrittenUnit,
)

__all__ = ["LAYOUTS", "Layout"]


@frozen(kw_only=True)
class Layout:
    """A way in which plans are printed.

    `narrow` makes of a written plan what the layout can say, `printer` prints that; `cannot` are the facts
    (`policyplan.testing.FACTS`) that are not printed; `format` is the name by which `policyplan.read` knows the
    file's format; `sketch` shows as text what a printer of a binary file prints.
    """

    name: str
    about: str
    format: str = "text"
    narrow: Callable[[WrittenPlan], WrittenPlan] = field(repr=False)
    printer: Callable[[WrittenPlan], str | bytes] = field(repr=False)
    sketch: Callable[[WrittenPlan], str] | None = field(default=None, repr=False)
    cannot: frozenset[str] = field(default=frozenset(), converter=frozenset)

    def print(self, plan: WrittenPlan) -> bytes:
        """The document that says what `narrow` leaves of `plan`."""
        printed = self.printer(self.narrow(plan))
        return printed if isinstance(printed, bytes) else printed.encode("utf-8")

    def show(self, plan: WrittenPlan) -> str:
        """The same for people to look at: the text, or a sketch of what stands in a binary file."""
        narrowed = self.narrow(plan)
        shown = (self.sketch or self.printer)(narrowed)
        assert isinstance(shown, str)
        return shown


Narrow = Callable[[WrittenPlan], WrittenPlan]


def _with(marks: Marks, *changes: Narrow, continuous: bool = False) -> Narrow:
    """Number the plan, after these changes."""

    def narrow(plan: WrittenPlan) -> WrittenPlan:
        for change in changes:
            plan = change(plan)
        return numbered(plan, marks, continuous=continuous)

    return narrow


def _first_leads(plan: WrittenPlan) -> WrittenPlan:
    return each_measure(bare_lists(plan), lambda measure: evolve(measure, first_leads=bool(measure.sides)))


def _everyone(plan: WrittenPlan) -> WrittenPlan:
    """Every measure with the group that the notice names; it stands in no list."""
    everyone = WrittenUnit(text.EVERYONE, is_group=True)

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        return evolve(measure, by_convention=(everyone,))

    return each_measure(_without(plan, everyone.name), change)


def _without(plan: WrittenPlan, name: str) -> WrittenPlan:
    other = WrittenUnit("各乡镇人民政府", is_group=True)

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        sides = tuple(
            tuple(
                evolve(tier, units=tuple(other if unit.name == name else unit for unit in tier.units))
                for tier in side
            )
            for side in measure.sides
        )
        return evolve(measure, sides=sides)

    return each_measure(plan, change)


def _closed_groups(plan: WrittenPlan) -> WrittenPlan:
    """Every innermost section as one task: its heading, its tasks' headings as lines, the first measure's clause."""
    return evolve(plan, sections=tuple(_grouped(section, at) for at, section in enumerate(plan.sections)))


def _grouped(section: WrittenSection, at: int) -> WrittenSection:
    """A section with each section below it, or itself, as one task of at least two lines."""
    inner = [item for item in section.items if isinstance(item, WrittenSection)]
    if not inner:
        inner = [evolve(section, ordinal=1, heading=f"{section.heading}专项")]
    leaves = [leaf for item in inner for leaf in _leaves(item)]
    return evolve(section, items=tuple(_as_task(leaf, count) for count, leaf in enumerate(leaves, 1)))


def _leaves(section: WrittenSection) -> list[WrittenSection]:
    inner = [item for item in section.items if isinstance(item, WrittenSection)]
    return [leaf for item in inner for leaf in _leaves(item)] if inner else [section]


def _as_task(leaf: WrittenSection, ordinal: int) -> WrittenTask:
    tasks = [item for item in leaf.items if isinstance(item, WrittenTask)]
    lines = [measure.text for task in tasks for measure in task.measures]
    lines = lines if len(lines) > 1 else [*lines, "做好日常管理。"]
    measure = next(m for task in tasks for m in task.measures)
    steps = tuple(step for task in tasks for m in task.measures for step in m.steps)
    clause = evolve(measure, text="\n".join(lines), steps=steps)
    return WrittenTask(ordinal, leaf.heading, (clause,))


def _with_clause(plan: WrittenPlan) -> WrittenPlan:
    """Every measure with a clause: those without one go on without end."""
    from policyplan.testing.written import WrittenDeadline

    ongoing = WrittenDeadline("持续推进", "ongoing", None, "持续推进", "Ongoing")

    def change(measure: WrittenMeasure) -> WrittenMeasure:
        return measure if measure.has_clause else evolve(measure, deadline=ongoing)

    return each_measure(plan, change)


def _long_preamble(plan: WrittenPlan) -> WrittenPlan:
    """A preamble of many lines, for only among many lines can full ones be told."""
    return evolve(plan, preamble=plan.preamble * 10)


_NO_DOCUMENT = frozenset({"document"})
_IN_TEXT = (heading_in_text,)
_TABLE = _with(listed, flat, by_role, one_measure)
_TABLE_OF_MEASURES = _with(listed, flat, by_role, continuous=True)

_ALL = (
    Layout(
        name="labelled-bracket",
        about="（责任单位：…。完成时限：…） behind each measure; 一、 （一） 1.",
        narrow=_with(official, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="continuous-numbers",
        about="the same, with tasks numbered through the whole plan",
        narrow=_with(official, flat, *_IN_TEXT, continuous=True),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="chapters",
        about="the same under 第一章, 一、 （一） 1.",
        narrow=_with(chapters, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="articles",
        about="the same under 第一章, with tasks 第一条",
        narrow=_with(articles, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="decimal-numbers",
        about="the same under 1. 1.1 1.1.1",
        narrow=_with(decimals, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="circled-numbers",
        about="the same with tasks ① ②",
        narrow=_with(circled, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="enumerated",
        about="the same under 一、 1、 （1） ①",
        narrow=_with(enumerated, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="unnumbered-headings",
        about="the same under headings without numbers",
        narrow=_with(headed, flat, *_IN_TEXT),
        printer=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="tortoise-bracket",
        about="〔责任部门：…；时间节点：…〕",
        narrow=_with(official, *_IN_TEXT),
        printer=text.tortoise_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="lenticular-bracket",
        about="【落实单位：…，完成时间：…】",
        narrow=_with(official, *_IN_TEXT),
        printer=text.lenticular_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="role-bracket",
        about="（牵头单位：…；配合单位：…；完成时限：…）",
        narrow=_with(official, by_role, *_IN_TEXT),
        printer=text.role_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="two-brackets",
        about="（责任单位：…）（完成时限：…）",
        narrow=_with(official, *_IN_TEXT),
        printer=text.two_brackets,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="unlabelled-bracket",
        about="（…牵头，…配合，2024年9月底前完成）",
        narrow=_with(official, done_by, *_IN_TEXT),
        printer=text.unlabelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="joined-bracket",
        about="（责任单位：由…牵头，会同…配合。完成时限：…）",
        narrow=_with(official, *_IN_TEXT),
        printer=text.joined_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="half-width",
        about="(责任单位:…,…;….完成时限:…): brackets, commas and colons half-width",
        narrow=lambda plan: spelled(_with(official, *_IN_TEXT)(plan), half_width),
        printer=lambda plan: half_width(text.labelled_bracket(plan)),
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="full-width-digits",
        about="２０２４年６月底前",
        narrow=lambda plan: evolve(
            spelled(_with(official, *_IN_TEXT)(plan), full_width), title=full_width(plan.title)
        ),
        printer=lambda plan: full_width(text.labelled_bracket(plan)),
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="traditional",
        about="（責任單位：…。完成時限：…）: traditional characters",
        narrow=lambda plan: spelled(_with(official, *_IN_TEXT)(plan), traditional),
        printer=lambda plan: traditional(text.labelled_bracket(plan)),
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="inline-labels",
        about="…。责任单位：…。完成时限：…。 without brackets",
        narrow=_with(official, *_IN_TEXT, one_measure),
        printer=text.inline_labels,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="run-on",
        about="the tasks of a section in one paragraph, numbers and labels inside it",
        narrow=_with(official, flat, counted, *_IN_TEXT, one_measure, _with_clause),
        printer=text.run_on,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="label-lines",
        about="牵头单位：…, 配合单位：…, 完成时间：… as lines under each task",
        narrow=_with(official, by_role),
        printer=text.label_lines,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="labels-above",
        about="the same with each value on the line below its label",
        narrow=_with(official, by_role),
        printer=text.labels_above,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="label-brackets",
        about="the same with labels in brackets: 【牵头单位】…",
        narrow=_with(official, by_role),
        printer=text.list_marks,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="heading-lines",
        about="the task's heading on a line of its own, its text and bracket below",
        narrow=_with(official),
        printer=text.heading_lines,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="own-line-bracket",
        about="a bracket on a line of its own behind each task",
        narrow=_with(official, *_IN_TEXT, one_measure),
        printer=text.own_line_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="closing-bracket",
        about="one bracket on a line of its own that closes the items of a group, one task together",
        narrow=_with(official, _closed_groups, _with_clause),
        printer=text.closing_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="first-listed-leads",
        about="lists without roles; the preamble says that the first listed leads",
        narrow=_with(official, _first_leads, *_IN_TEXT),
        printer=text.convention_in_text,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="notice",
        about="a covering notice with title, number, addressees, signature and date",
        narrow=_with(official, *_IN_TEXT),
        printer=text.notice,
    ),
    Layout(
        name="notice-first-leads",
        about="lists without roles; the covering notice says that the first listed leads",
        narrow=_with(official, _first_leads, *_IN_TEXT),
        printer=text.notice_first_leads,
    ),
    Layout(
        name="notice-for-all",
        about="the covering notice makes one group of bodies answer for every task",
        narrow=_with(official, _everyone, *_IN_TEXT),
        printer=text.notice_for_all,
    ),
    Layout(
        name="web-head",
        about="the document's facts as lines above the plan: 索引号, 发文字号, 成文日期",
        narrow=lambda plan: evolve(_with(official, *_IN_TEXT)(plan), addressees=()),
        printer=text.web_head,
    ),
    Layout(
        name="cut-lines",
        about="lines cut where they are full, with page numbers between them",
        narrow=_with(official, _long_preamble, *_IN_TEXT),
        printer=text.cut_lines,
        cannot=_NO_DOCUMENT | {"printed"},
    ),
    Layout(
        name="markdown-table",
        about="a Markdown table for each section, a column for each role",
        format="markdown",
        narrow=_TABLE,
        printer=tables.markdown_table,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="markdown-fields",
        about="Markdown headings, and a list of fields in bold under each task",
        format="markdown",
        narrow=_with(official, flat, by_role, one_measure),
        printer=tables.markdown_headings,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="csv",
        about="comma-separated values, a row for each measure, blank where the cell above goes on",
        format="csv",
        narrow=_with(listed, flat, by_role, dated_in_full, continuous=True),
        printer=tables.csv_table,
        sketch=tables.csv_sketch,
        cannot=_NO_DOCUMENT | {"title", "period"},
    ),
    Layout(
        name="docx-paragraphs",
        about="a Word document of paragraphs with brackets",
        format="docx",
        narrow=_with(official, *_IN_TEXT),
        printer=files.docx_paragraphs,
        sketch=text.labelled_bracket,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="docx-table",
        about="a Word document with a table, cells merged down",
        format="docx",
        narrow=_TABLE_OF_MEASURES,
        printer=files.docx_table,
        sketch=tables.sketch_by_role,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="xlsx-ledger",
        about="a workbook with a title row, merged cells, and role words inside the cells",
        format="excel",
        narrow=_with(listed, flat, continuous=True),
        printer=files.xlsx_ledger,
        sketch=tables.sketch_with_words,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="html-page",
        about="a government's web page: facts in a table, navigation, <br> and nested spans",
        format="html",
        narrow=lambda plan: evolve(_with(official, *_IN_TEXT)(plan), addressees=()),
        printer=files.html_page,
    ),
    Layout(
        name="html-table",
        about="a web page with a table, cells over several rows",
        format="html",
        narrow=_TABLE_OF_MEASURES,
        printer=files.html_table,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="english-table",
        about="English Markdown: a table for each goal (No., Action, Description, Lead, Support, Due)",
        format="markdown",
        narrow=in_english,
        printer=english_table,
        cannot=_NO_DOCUMENT,
    ),
    Layout(
        name="english-fields",
        about="English Markdown: a heading for each action and its fields in bold (**Lead:** …)",
        format="markdown",
        narrow=in_english,
        printer=english_fields,
        cannot=_NO_DOCUMENT,
    ),
)

#: Every layout by name.
LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in _ALL}
