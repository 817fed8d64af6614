"""What each finding means: one entry for every code that readers, checks and merges report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from attrs import frozen

from policyplan.findings import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@frozen
class Code:
    """A kind of finding: what it means (with the Chinese term), why it matters, what to do, and what gives it.

    `example` is a document in `format` that gives a finding of this code, with `severity`; where `format` is None, the
    example says in words what does.
    """

    code: str
    severity: Severity
    means: str
    why: str
    remedy: str
    example: str
    format: str | None = "txt"


_HEAD = "临江市2024年工作要点\n临政办发〔2024〕7号\n2024年3月1日\n"
_DUTY = "（责任单位：市交通局牵头，市财政局配合。完成时限：2024年6月底前）"
_ONE = f"1.修好东桥。{_DUTY}\n"

_PLAN = (
    Code(
        "title-mismatch", WARNING,
        "The plan's title is not the one that the covering notice gives it (标题与通知所印发的名称不一致).",
        "People and systems look for the plan under the name that the notice gives.",
        "Use one title in the notice and over the plan.",
        "关于印发《临江市2024年道路工作要点》的通知\n临政办发〔2024〕7号\n各区人民政府：\n"
        "现将《临江市2024年道路工作要点》印发给你们，请认真贯彻执行。\n临江市人民政府办公室\n2024年3月1日\n\n"
        f"临江市2024年桥梁工作要点\n一、道路\n{_ONE}",
    ),
    Code(
        "published-before-dated", WARNING,
        "The document was published before it was signed (发布日期早于成文日期).",
        "Deadlines such as 印发之日起3个月内 count from one of these days; one of them is wrong.",
        "Correct the day, or say with --issued which one to count from.",
        "发布日期：2024-02-01\n成文日期：2024-03-01\n发文字号：临政办发〔2024〕7号\n"
        f"标题：临江市2024年工作要点\n一、道路\n{_ONE}",
    ),
    Code(
        "due-before-issue", WARNING,
        "A last day was past when the plan was issued (完成时限早于印发日期).",
        "Nobody can keep it: the year or month may be a misprint, or the work was done before.",
        "Ask who issued the plan, and correct the day.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：2024年2月底前）\n",
    ),
    Code(
        "due-outside-period", INFO,
        "A last day lies outside the years that the plan covers (完成时限超出规划期).",
        "A longer-term target is fine, a slip in the year is not.",
        "Check the year.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：2025年6月底前）\n",
    ),
    Code(
        "start-after-due", WARNING,
        "A stretch of time ends before it begins (起始日期晚于截止日期).",
        "Calendars cannot show it, and nobody knows which day holds.",
        "Swap the two days, or correct one.",
        '{"format": "policyplan/1", "plan": {"sections": [{"items": [{"number": "1", "measures": [{"deadline":\n'
        '{"kind": "by", "start": "2024-09-01", "due": "2024-06-30"}}]}]}]}}',
        "json",
    ),
    Code(
        "step-after-due", WARNING,
        "A step comes after the last day of the whole measure (阶段性节点晚于完成时限).",
        "One of the two days is wrong, and people will hold to the one that suits them.",
        "Correct one of the two days.",
        f"{_HEAD}一、道路\n1.2024年10月底前完成勘察，随后修好东桥。（责任单位：市交通局。完成时限：2024年6月底前）\n",
    ),
    Code(
        "undated-deadline", WARNING,
        "A deadline has no day, for its year or start is not known, or its words leave it open (没有确切日期的时限).",
        "It will not be in any calendar: a guessed year, or 03/04/2025 read one way, might be wrong without a sign.",
        "Say the day of issue with --issued, or the years with --period; `policyplan deadline` tells what is missing.",
        "临江市道路工作要点\n一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：60日内）\n",
    ),
    Code(
        "duty-without-deadline", INFO,
        "A measure names units but no deadline, where most others have one (有责任单位而无完成时限).",
        "It will not be in any calendar; it may have been forgotten, or not been understood.",
        "Say by when, or that it goes on (持续推进).",
        f"{_HEAD}一、道路\n{_ONE}2.养护公路。{_DUTY}\n3.种树。（责任单位：市园林局）\n",
    ),
    Code(
        "deadline-without-duty", WARNING,
        "A measure has a deadline but no unit that answers for it (有完成时限而无责任单位).",
        "Nobody will be reminded. In a table, a cell may be empty that was meant to repeat the one above.",
        "Name who is responsible.",
        f"{_HEAD}一、道路\n{_ONE}2.养护公路。（完成时限：2024年9月底前）\n",
    ),
    Code(
        "unread-duty", WARNING,
        "A measure's text says who answers for it, but no unit was read (有责任表述而未读出责任单位).",
        "The words are kept, but no query for the unit finds them and no calendar of it shows them.",
        "Add the units in the plan file by hand, and report the document: the reader should have known.",
        f"{_HEAD}一、道路\n1.修好东桥，由有关方面（按各自情况分别负责）处理。\n",
    ),
    Code(
        "missing-lead", INFO,
        "A measure names several units but none that leads (多个单位而无牵头单位).",
        "Where all are responsible it is unclear who calls the others together.",
        "Name a lead; where the plan means that the first one leads, read it with --first-listed-leads.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局、市财政局。完成时限：2024年6月底前）\n",
    ),
    Code(
        "persons-named", INFO,
        "Persons are named beside the units (责任人、分管领导等不读作单位); told once for a plan.",
        "A person is no unit: no query for units finds them, and no calendar is made for them.",
        "Nothing; their names stand in `clause`, as printed.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局；责任人：张三；完成时限：2024年6月底前）\n",
    ),
    Code(
        "repeated-unit", WARNING,
        "A measure names the same unit twice in the same role (同一单位重复列出).",
        "Often another unit was meant the second time.",
        "Name it once, or the other unit.",
        f"{_HEAD}一、道路\n1.修好东桥。（牵头单位：市交通局、市交通局。完成时限：2024年6月底前）\n",
    ),
    Code(
        "unit-in-two-roles", WARNING,
        "A unit is named both as lead and as supporting in one measure (同一单位既牵头又配合).",
        "It does no harm, but another unit may have been meant.",
        "Leave out one of the two, or name the other unit.",
        f"{_HEAD}一、道路\n1.修好东桥。（牵头单位：市交通局；配合单位：市财政局、市交通局。完成时限：2024年6月底前）\n",
    ),
    Code(
        "unit-under-several-names", INFO,
        "A unit is printed under several names (同一单位有多种写法).",
        "They are taken as one unit; readers who do not know it may think there are two.",
        "Write one name throughout; `policyplan.units.explain_merge` says why they are one.",
        "吉林省2024年工作要点\n一、道路\n1.修桥。（责任单位：省发改委）\n2.修路。（责任单位：省发展改革委）\n",
    ),
    Code(
        "unknown-unit", INFO,
        "The registry cannot place a unit, though it knows most others of the plan, or a name looks like no body "
        "(名录中查不到的单位).",
        "It may be misprinted, renamed, or simply local; or other words stand where a unit should.",
        "Correct the name, or add the unit to a registry of your own.",
        "吉林省2024年工作要点\n一、道路\n"
        "1.修桥。（责任单位：省财政厅、省教育厅、省水利厅、省公安厅、省民政厅、省交痛运输厅）\n",
    ),
    Code(
        "repeated-number", WARNING,
        "Two tasks of a section have the same number (序号重复).",
        "Both are kept and told apart by counting, so adding one before the other changes their identity.",
        "Give each task its own number.",
        f"{_HEAD}一、道路\n{_ONE}{_ONE.replace('东', '西')}",
    ),
    Code(
        "number-gap", WARNING,
        "A series of numbers leaves one out (序号不连续).",
        "An item is missing, or it was not read as one.",
        "Look at the document before the place that is shown; correct the number or the reading.",
        f"{_HEAD}一、道路\n{_ONE}{_ONE.replace('1.', '2.')}{_ONE.replace('1.', '4.')}",
    ),
    Code(
        "number-out-of-order", WARNING,
        "A number is smaller than the one before it (序号次序颠倒).",
        "A number was mistyped, or items were put elsewhere without being numbered anew.",
        "Correct the number, or the order.",
        f"{_HEAD}一、道路\n{_ONE}{_ONE.replace('1.', '3.')}{_ONE.replace('1.', '2.')}",
    ),
    Code(
        "no-tasks", WARNING,
        "Nothing in the document was read as a task (未读出任何任务).",
        "It may be no work plan, or its layout is not known: nothing of it will be in any table or calendar.",
        "Look whether this is the document you meant; if tasks stand in it, report it.",
        f"{_HEAD}坚持稳中求进，把各项工作做实做细，让群众满意。\n",
    ),
    Code(
        "section-without-tasks", INFO,
        "A section holds no task (没有任务的部分); a warning where it holds nothing at all.",
        "Closing sections often hold text alone; elsewhere the tasks may not have been understood.",
        "Look whether units and deadlines stand there that should have been read.",
        f"{_HEAD}一、总体要求\n坚持稳中求进，把各项工作做实做细，让群众满意。\n二、道路\n{_ONE}",
    ),
    Code(
        "unheld-text", WARNING,
        "No part of the plan holds this text (未归入任何部分的文字).",
        "The words stand in the source alone: a query or a calendar will not find them.",
        "Add them to the plan file by hand, and report the document if the reader should have known.",
        '{"format": "policyplan/1", "plan": {"title": "要点", "spans": [[0, 2]]},\n'
        '"source": {"lines": ["要点", "修好东桥。"]}}',
        "json",
    ),
)  # fmt: skip

_READING = (
    Code(
        "bad-date", ERROR,
        "A date that does not exist (不存在的日期).",
        "The measure has no deadline until it is corrected: a guess might be wrong without a sign.",
        "Correct the date in the document, or give the measure its deadline in the plan file.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：2024年13月底前）\n",
    ),
    Code(
        "unread-deadline", WARNING,
        "Words stand where a deadline should, or behind the units, and are not understood (无法识别的完成时限).",
        "If they are a deadline, the measure lacks it, so it will not be in any calendar.",
        "Write a day, month or year, or give the measure its deadline in the plan file.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：蓝色方案）\n",
    ),
    Code(
        "several-deadlines", WARNING,
        "One measure's clauses give several last days (一项任务有多个完成时限).",
        "The latest is its deadline; whoever has an earlier day does not find it in a calendar.",
        "Give each its item, or labels of its own (牵头单位：…；完成时限：…), or part the measure in the plan file.",
        f"{_HEAD}一、道路\n1.修好东桥。（市交通局6月底前完成，市财政局9月底前完成）\n",
    ),
    Code(
        "bad-issue-date", WARNING,
        "The document is dated by a day that does not exist (成文日期不存在).",
        "It has no day of issue then, and dates without a year may have no day.",
        "Correct the date in the document, or say the day of issue with --issued.",
        "修桥工作方案\n临江市交通局\n2024年2月30日\n一、修桥\n1.修好东桥。（责任单位：市交通局）\n",
    ),
    Code(
        "year-guessed", INFO,
        "Dates without a year were read in the only year that the document names (按文中唯一年份推定).",
        "Neither a day of issue nor a period is printed, and another year might be meant.",
        "Say the day of issue with --issued, or the years with --period.",
        "道路工作要点\n为做好2024年道路工作，制定本要点。\n一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：6月底前）\n",
    ),
    Code(
        "fiscal-year-guessed", INFO,
        "Fiscal years were taken to begin in January (按日历年推定财政年度).",
        "Where they begin in April, July or October, every day told by a fiscal year is another.",
        "Say in which month fiscal years begin with --fiscal-year-start.",
        "Roads plan\n1. Mend the east bridge\nLead: Roads Department; Due: Q2 FY26\n",
    ),
    Code(
        "open-bracket", WARNING,
        "A bracket is opened and never closed (括号不成对).",
        "Where the duty ends and the text goes on is unclear.",
        "Close the bracket with ）.",
        f"{_HEAD}一、道路\n1.修好东桥。（责任单位：市交通局。完成时限：2024年6月底前\n{_ONE.replace('1.', '2.')}",
    ),
    Code(
        "number-forms", INFO,
        "The document number is printed in several forms (发文字号有多种写法).",
        "They are read as one number, in the standard form of GB/T 9704-2012.",
        "Write 〔〕 around the year everywhere.",
        "发文字号：临政办发(2024)7号\n标题：临江市2024年工作要点\n\n临江市人民政府办公室文件\n临政办发〔2024〕7号\n"
        f"临江市2024年工作要点\n一、道路\n{_ONE}",
    ),
    Code(
        "page-number", INFO,
        "A page number stood between the lines and was left out (页码).",
        "A sentence that the page's end cut in two was joined again.",
        "Nothing, unless it was no page number.",
        f"{_HEAD}一、道路\n{_ONE}— 2 —\n{_ONE.replace('1.', '2.')}",
    ),
)  # fmt: skip

_FILES = (
    Code(
        "unread-file", ERROR,
        "One of many files could not be read at all (文件无法读取).",
        "Nothing of it is in any output; the other files are read all the same.",
        "The message says what is wrong with it.",
        "a folder of plans in which one file is empty", None,
    ),
    Code(
        "broken-reader", ERROR,
        "Reading one of many files broke down, or its process was killed (读取中断).",
        "Nothing of it is in any output; the other files are read all the same.",
        "Read the file alone, with more memory where that ran out; if it happens again, report it.",
        "a file that takes more memory to be read than there is", None,
    ),
    Code(
        "detected-encoding", INFO,
        "A text file does not say its encoding, so it was told from its bytes (自动识别编码).",
        "In the wrong encoding the words are wrong.",
        "If the words look wrong, name the encoding with --encoding.",
        "a text file in GB 18030, without a byte order mark", None,
    ),
    Code(
        "unbalanced-quotes", WARNING,
        "A quotation mark in a delimited text is not closed (引号不成对).",
        "Quotation marks were read as plain text, so separators and line ends inside them part cells.",
        "Put cells that hold a separator or line break in quotation marks, and double those in them.",
        '重点任务,牵头单位\n"修好东桥,市交通局\n养护公路,市交通局\n', "csv",
    ),
    Code(
        "page-frame", INFO,
        "Parts of a web page were left out as its frame (网页导航等).",
        "Menus, headers and footers are no part of the plan.",
        "If part of the plan is named there, save the page as text and read that.",
        "a web page with a menu over the plan", None,
    ),
    Code(
        "contents-left-out", INFO,
        "A table of contents was left out (目录).",
        "It only repeats the headings.",
        "Nothing.",
        "a Word file with a table of contents", None,
    ),
    Code(
        "embedded-document", WARNING,
        "A document that is embedded in a Word file was not read (嵌入的文档).",
        "What it says is not in the plan.",
        "Open the file in Word and save it: Word then writes the embedded document out.",
        "a Word file that draws in another one", None,
    ),
    Code(
        "hidden-sheet", INFO,
        "A hidden sheet of a workbook was left out (隐藏的工作表).",
        "People who open the workbook do not see it either.",
        "Unhide it if it is part of the plan.",
        "a workbook with a hidden sheet", None,
    ),
    Code(
        "hidden-rows", INFO,
        "Hidden rows of a sheet were left out (隐藏行).",
        "People who open the workbook do not see them either.",
        "Unhide the rows that are part of the plan.",
        "a sheet with hidden rows", None,
    ),
    Code(
        "hidden-columns", INFO,
        "Hidden columns of a sheet were left out (隐藏列).",
        "People who open the workbook do not see them either.",
        "Unhide the columns that are part of the plan.",
        "a sheet with hidden columns", None,
    ),
    Code(
        "formula-without-value", WARNING,
        "A formula has no value stored with it (公式没有保存计算结果).",
        "The cell was read as empty: formulas are not worked out here.",
        "Open the workbook in a spreadsheet program and save it.",
        "a workbook that a program wrote with a formula and no value", None,
    ),
    Code(
        "january-or-october", WARNING,
        "A number such as 2024.1 may be October as well as January (数字丢失末尾的零).",
        "A spreadsheet stores 2024.10 as 2024.1; it was read as January. Columns of other numbers are passed over.",
        "Write the month as text or as a date.",
        "a workbook with the number 2024.1 in a cell", None,
    ),
    Code(
        "running-head", INFO,
        "Running heads and page numbers of a PDF file were left out (页眉页脚).",
        "They stand on every page and are no part of the plan.",
        "Nothing, unless words of the plan are shown.",
        "a PDF file with the same line on top of each page", None,
    ),
    Code(
        "page-without-text", WARNING,
        "Pages of a PDF file hold pictures and no text (扫描页).",
        "What stands on them was not read.",
        "If part of the plan is there, have the pages recognised (OCR).",
        "a PDF file with a scanned page", None,
    ),
    Code(
        "slanted-text", INFO,
        "Text that a PDF file sets at an angle was left out (水印等倾斜文字).",
        "Watermarks would stand in the middle of sentences; a warning where it runs up or down a page.",
        "If it is part of the plan, turn the page upright and read the file again.",
        "a PDF file with a watermark", None,
    ),
    Code(
        "table-unclear", WARNING,
        "A table that a PDF file prints without lines was not read (PDF 中无框线的表格未能读出).",
        "Only room parts its columns and rows, and it does not tell for sure which words belong to one row; its lines "
        "are among the plan's notes, and none of its tasks is in the plan.",
        "Read the Word file or spreadsheet it was made from, or draw the lines of the table.",
        "a PDF file with a table without lines, whose rows stand as close as the lines of a cell", None,
    ),
)  # fmt: skip

_MERGING = (
    Code(
        "correction-conflict", WARNING,
        "The source has changed where a person corrected the plan (人工更正与原文变动冲突).",
        "The correction was kept, but it was made to other words.",
        "Look at both, and change the plan file if the source is right.",
        "a plan file with a corrected deadline, read again from a document that now has a third one", None,
    ),
    Code(
        "bad-query", ERROR,
        "A text query could not be understood (无法理解的查询).",
        "Nothing was searched.",
        "Correct the query at the place that is underlined.",
        "the query `lead:(`", None,
    ),
)  # fmt: skip


def _by_code(codes: Iterable[Code]) -> Mapping[str, Code]:
    return MappingProxyType({each.code: each for each in codes})


#: Every kind of finding by its code: about plans first, then about reading, files, merges and queries.
CODES: Mapping[str, Code] = _by_code((*_PLAN, *_READING, *_FILES, *_MERGING))
