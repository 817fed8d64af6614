"""Printers of text: paragraphs with brackets, label lines, run-on paragraphs, cut lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyplan.testing.layouts.wording import OTHER_LABELS, bracketed, by_whom, fields, labelled, who
from policyplan.testing.written import WrittenMeasure, WrittenPlan, WrittenSection, WrittenTask

Lines = Callable[[WrittenTask], list[str]]


def page(plan: WrittenPlan, body: list[str], *, remark: str = "") -> str:
    """A text with the plan's title, its preamble, a remark behind it, and the body's lines."""
    return "\n".join([plan.title, "", plan.preamble + remark, "", *body, ""])


def body(plan: WrittenPlan, task: Lines) -> list[str]:
    """The lines of all sections: each heading, then its items."""
    return [line for section in plan.sections for line in _section(section, task)]


def _section(section: WrittenSection, task: Lines) -> Iterator[str]:
    yield section.mark + section.heading
    for item in section.items:
        if isinstance(item, WrittenSection):
            yield from _section(item, task)
        else:
            yield from task(item)


def in_paragraph(clause: Callable[[WrittenMeasure], str]) -> Lines:
    """A task in one paragraph, each measure's text with its clause behind it."""
    return lambda task: [task.mark + "".join(measure.text + clause(measure) for measure in task.measures)]


def labelled_bracket(plan: WrittenPlan) -> str:
    """（责任单位：…。完成时限：…） at the end of each measure."""
    return page(plan, body(plan, in_paragraph(lambda measure: bracketed(labelled(measure)))))


def tortoise_bracket(plan: WrittenPlan) -> str:
    """〔责任部门：…；时间节点：…〕 at the end of each measure; text holds no such bracket."""

    def clause(measure: WrittenMeasure) -> str:
        return bracketed(labelled(measure, people="责任部门", time="时间节点", between="；"), "〔〕")

    return page(plan, body(plan, in_paragraph(clause)))


def lenticular_bracket(plan: WrittenPlan) -> str:
    """【落实单位：…，完成时间：…】 at the end of each measure."""

    def clause(measure: WrittenMeasure) -> str:
        return bracketed(labelled(measure, people="落实单位", time="完成时间", between="，"), "【】")

    return page(plan, body(plan, in_paragraph(clause)))


def role_bracket(plan: WrittenPlan) -> str:
    """（牵头单位：…；配合单位：…；完成时限：…） at the end of each measure."""

    def clause(measure: WrittenMeasure) -> str:
        return bracketed("；".join(f"{label}：{value}" for label, value in fields(measure)))

    return page(plan, body(plan, in_paragraph(clause)))


def other_labels(plan: WrittenPlan) -> str:
    """（主办单位：…，协同单位：…，办结时限：…），无 for a deadline that is not set."""

    def clause(measure: WrittenMeasure) -> str:
        found = fields(measure, "办结时限", OTHER_LABELS)
        if measure.sides and measure.deadline is None:
            found.append(("办结时限", "无"))
        return bracketed("，".join(f"{label}：{value}" for label, value in found))

    return page(plan, body(plan, in_paragraph(clause)))


def two_brackets(plan: WrittenPlan) -> str:
    """（责任单位：…）（完成时限：…）: one bracket for who, the next for by when."""

    def clause(measure: WrittenMeasure) -> str:
        by_when = f"完成时限：{measure.deadline.words}" if measure.deadline is not None else ""
        return bracketed(f"责任单位：{who(measure)}" if measure.sides else "") + bracketed(by_when)

    return page(plan, body(plan, in_paragraph(clause)))


def unlabelled(measure: WrittenMeasure) -> str:
    """A，B配合；C负责，2024年9月底前完成: units and time without labels."""
    by_when = [measure.deadline.words] if measure.deadline is not None else []
    return "，".join([*([who(measure)] if measure.sides else []), *by_when])


def unlabelled_bracket(plan: WrittenPlan) -> str:
    """（省水利厅牵头，省财政厅配合，2024年9月底前完成） at the end of each measure."""
    return page(plan, body(plan, in_paragraph(lambda measure: bracketed(unlabelled(measure)))))


def joined_bracket(plan: WrittenPlan) -> str:
    """（责任单位：由省水利厅牵头，会同省财政厅配合。完成时限：…）."""

    def clause(measure: WrittenMeasure) -> str:
        parts = [f"责任单位：{by_whom(measure)}"] if measure.sides else []
        parts += [f"完成时限：{measure.deadline.words}"] if measure.deadline is not None else []
        return bracketed("。".join(parts))

    return page(plan, body(plan, in_paragraph(clause)))


def inline_labels(plan: WrittenPlan) -> str:
    """责任单位：…。完成时限：…。 behind the text, without brackets."""

    def clause(measure: WrittenMeasure) -> str:
        words = labelled(measure)
        return f"{words}。" if words else ""

    return page(plan, body(plan, in_paragraph(clause)))


def run_on(plan: WrittenPlan) -> str:
    """All tasks of a section in one paragraph, their numbers and labels inside it."""
    lines = []
    for section in plan.sections:
        tasks = [item for item in section.items if isinstance(item, WrittenTask)]
        lines.append(section.mark + section.heading)
        lines.append(
            "".join(f"{task.mark}{task.measures[0].text}{labelled(task.measures[0])}。" for task in tasks)
        )
    return page(plan, lines)


def label_lines(plan: WrittenPlan) -> str:
    """The task's heading, its text, and a line for each field: 牵头单位：…, 配合单位：…, 完成时限：…."""
    return page(
        plan, body(plan, lambda task: _under_heading(task, lambda label, value: [f"{label}：{value}"]))
    )


def labels_above(plan: WrittenPlan) -> str:
    """As label lines, with each value on the line below its label."""
    return page(
        plan, body(plan, lambda task: _under_heading(task, lambda label, value: [f"{label}：", value]))
    )


def label_brackets(plan: WrittenPlan) -> str:
    """As label lines, with each label in brackets: 【牵头单位】…."""
    return page(
        plan, body(plan, lambda task: _under_heading(task, lambda label, value: [f"【{label}】{value}"]))
    )


def _under_heading(task: WrittenTask, field: Callable[[str, str], list[str]]) -> list[str]:
    lines = [task.mark + task.heading]
    for measure in task.measures:
        lines.append(measure.text)
        for label, value in fields(measure, "完成时间"):
            lines += field(label, value)
    return lines


def heading_lines(plan: WrittenPlan) -> str:
    """The task's heading on a line of its own, its text with the bracket below."""
    return page(plan, body(plan, _heading_lines))


def _heading_lines(task: WrittenTask) -> list[str]:
    texts = [measure.text + bracketed(labelled(measure)) for measure in task.measures]
    return [task.mark + task.heading, "\u3000\u3000" + "".join(texts)]


def own_line_bracket(plan: WrittenPlan) -> str:
    """A bracket on a line of its own behind each task."""
    return page(plan, body(plan, _with_own_line))


def _with_own_line(task: WrittenTask) -> list[str]:
    (measure,) = task.measures
    clause = bracketed(labelled(measure))
    return [task.mark + measure.text, *([clause] if clause else [])]


def closing_bracket(plan: WrittenPlan) -> str:
    """One bracket on a line of its own that closes all items of a section, which are one task together."""
    return page(plan, body(plan, _closed_group))


def _closed_group(task: WrittenTask) -> list[str]:
    (measure,) = task.measures
    lines = [f"（{at}）{line}" for at, line in enumerate(measure.text.split("\n"), 1)]
    return [task.mark + task.heading, *lines, bracketed(labelled(measure))]


def convention_in_text(plan: WrittenPlan) -> str:
    """Lists without role words, in a plan that says once that the first listed unit leads (下同)."""
    convention = "责任单位列第一位的为牵头单位，下同。"
    return page(plan, body(plan, in_paragraph(lambda m: bracketed(labelled(m)))), remark=convention)


def head(plan: WrittenPlan, sentence: str = "") -> list[str]:
    """A covering notice (GB/T 9704-2012): title, number, addressees, text, signature, date, remark."""
    day = plan.dated
    return [
        f"{plan.issuer}关于印发{plan.title}的通知",
        plan.number,
        "",
        "，".join(plan.addressees) + "：",
        f"\u3000\u3000现将《{plan.title}》印发给你们，请认真组织实施。{sentence}",
        "",
        plan.issuer,
        f"{day.year}年{day.month}月{day.day}日",
        "（此件公开发布）",
        "",
    ]


def notice(plan: WrittenPlan) -> str:
    """A covering notice with the document's facts, then the plan."""
    return "\n".join(head(plan)) + "\n" + labelled_bracket(plan)


def notice_first_leads(plan: WrittenPlan) -> str:
    """A covering notice that makes the first listed unit lead; lists without role words."""
    sentence = "责任单位中列在首位的为牵头单位，下同。"
    return "\n".join(head(plan, sentence)) + "\n" + labelled_bracket(plan)


def notice_for_all(plan: WrittenPlan) -> str:
    """A covering notice that makes one group of bodies answer for every task."""
    sentence = f"各项任务均需{EVERYONE}落实，不再逐一列出。"
    return "\n".join(head(plan, sentence)) + "\n" + labelled_bracket(plan)


#: Who answers for every task where the notice says so.
EVERYONE = "各县（市、区）人民政府"


def web_head(plan: WrittenPlan) -> str:
    """The facts of a government's web page as lines above the plan: 索引号, 发文字号, 成文日期."""
    day = plan.dated
    lines = [
        "索 引 号：000014349/2024-00012",
        f"发文机关：{plan.issuer}",
        f"标\u3000\u3000题：{plan.issuer}关于印发{plan.title}的通知",
        f"发文字号：{plan.number}",
        f"成文日期：{day.year}年{day.month:02}月{day.day:02}日",
        "",
    ]
    return "\n".join(lines) + "\n" + labelled_bracket(plan)


def cut_lines(plan: WrittenPlan) -> str:
    """Lines cut at 32 characters wherever they are full, and page numbers between them (— 2 —)."""
    lines = [line for text in labelled_bracket(plan).split("\n") for line in _cut(text, 32)]
    pages = [lines[at : at + 20] for at in range(0, len(lines), 20)]
    numbered = [[*one, f"— {number} —", ""] for number, one in enumerate(pages, 1)]
    return "\n".join(line for one in numbered for line in one)


def _cut(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]
