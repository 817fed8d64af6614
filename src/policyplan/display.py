"""Tables for people: text at display width, and HTML for notebooks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final, Self, SupportsIndex, TypeVar, overload

from policyplan.source import clip, display_width

if TYPE_CHECKING:
    from policyplan.findings import Finding
    from policyplan.model import Duties, Entry, Plan, Section, Task, Unit

#: How wide text tables are where nothing else is said, in columns.
WIDTH = 100
#: How many rows of a whole a notebook shows.
ROWS = 20

T = TypeVar("T")

#: What tables call each role, weightiest first: the same words as pages and workbooks.
ROLE_NAMES: Final = {
    "zh": {
        "lead": "牵头单位",
        "responsible": "责任单位",
        "supporting": "配合单位",
        "overseeing": "督导单位",
    },
    "en": {
        "lead": "Lead",
        "responsible": "Responsible",
        "supporting": "Supporting",
        "overseeing": "Overseeing",
    },
}
_WORDS: Final = {
    "zh": {"plan": "文件", "task": "任务", "due": "时限", "measure": "举措", "none": "没有符合的举措"},
    "en": {"plan": "Plan", "task": "Task", "due": "Due", "measure": "Measure", "none": "no measures"},
}
_GAP = "  "
_NO_LINE_END = "（《〈「『【〔“‘([{"
_NO_LINE_START = "，。、；：？！）》」』】〕”’…,.;:?!)]}%"  # GB/T 15834-2011 5.1.1: marks that begin no line


class Tabled(tuple[T, ...]):
    """A tuple that a notebook shows as a table; a slice of it is shown so too."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Self: ...
    def __getitem__(self, at: SupportsIndex | slice) -> T | Self:
        if isinstance(at, slice):
            return type(self)(super().__getitem__(at))
        return super().__getitem__(at)

    def _repr_html_(self) -> str:
        raise NotImplementedError


def text_table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = WIDTH) -> str:
    """A table of columns under underlined headers, at most about `width` columns wide.

    Cells that are too wide are wrapped: between words, and between any two Chinese characters, which take two
    columns each. Control characters and marks that turn the writing direction are left out. The text ends
    without a line end, and no line ends with blanks.

    >>> print(text_table(["Due", "Unit"], [["2022-12-31", "省知识产权局、省财政厅"]], width=24))
    Due         Unit
    ──────────  ────────────
    2022-12-31  省知识产权
                局、省财政厅
    """
    table = [[printable(cell) for cell in row] for row in (headers, *rows)]
    widths = _column_widths(table, width)
    ruled = [table[0], ["─" * columns for columns in widths], *table[1:]]
    return "\n".join(line for row in ruled for line in _row_lines(row, widths))


def html_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "", note: str = ""
) -> str:
    """An HTML table: every word escaped, line ends kept, no scripts; `note` stands below it.

    >>> html_table(["Task"], [["<b>"]])
    '<table>...<td style="text-align:left">&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th{_STYLE}>{_safe(header)}</th>" for header in headers)
    body = "".join(f"<tr>{''.join(f'<td{_STYLE}>{_safe(cell)}</td>' for cell in row)}</tr>" for row in rows)
    title = f"<caption{_STYLE}>{_safe(caption)}</caption>" if caption else ""
    below = f"<p>{_safe(note)}</p>" if note else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def entries_text(entries: Sequence[Entry], *, width: int = WIDTH, lang: str = "en") -> str:
    """Measures as a text table, with a column for each role that occurs, and one for the plan where there are several.

    `lang` is the language of the headers, "en" or "zh".
    """
    if not entries:
        return _WORDS[lang]["none"]
    return text_table(*_table(entries, entries, text=width, lang=lang), width=width)


def entries_html(entries: Sequence[Entry], *, caption: str = "") -> str:
    """Measures as an HTML table of at most `ROWS` rows that says how many more there are."""
    headers, rows = _table(entries, entries[:ROWS])
    return html_table(headers, rows, caption=caption, note=more(len(entries), "measure"))


def findings_html(findings: Sequence[Finding]) -> str:
    """Findings as an HTML table of at most `ROWS` rows that says how many more there are."""
    if not findings:
        return "<p>no findings</p>"
    rows = ([f.severity, f.code, f.message, f.hint] for f in findings[:ROWS])
    return html_table(["Severity", "Code", "Finding", "Hint"], rows, note=more(len(findings), "finding"))


def unit_html(unit: Unit) -> str:
    """What is known of a unit as an HTML table."""
    facts = {
        "Part of": " › ".join(above.name for above in unit.lineage[:0:-1]),
        "Registered as": unit.canonical or "",
        "Also called": "、".join(unit.aliases[:ROWS]) + _also(len(unit.aliases)),
        "Stands for": "a class of bodies" if unit.is_group else "",
    }
    return html_table(["Unit", unit.name], ([fact, words] for fact, words in facts.items() if words))


def duties_html(duties: Duties) -> str:
    """What a unit has to do as an HTML table of at most `ROWS` rows that says how many more there are."""
    entries = [entry for _, entry in duties.entries]
    headers, rows = _table(entries, entries[:ROWS])
    roles = (ROLE_NAMES["en"][role] for role, _ in duties.entries)
    return html_table(
        ["Role", *headers],
        ([role, *row] for role, row in zip(roles, rows, strict=False)),
        caption=duties.name,
        note=more(len(entries), "measure"),
    )


def units_html(units: Sequence[Duties]) -> str:
    """Units with their measures by role as an HTML table of at most `ROWS` rows, in their order."""
    roles = list(dict.fromkeys(role for one in units for role, _ in one.entries))
    rows = ([one.name, *(str(len(one.measures(role))) for role in roles)] for one in units[:ROWS])
    return html_table(
        ["Unit", *(ROLE_NAMES["en"][role] for role in roles)], rows, note=more(len(units), "unit")
    )


def plan_label(plan: Plan) -> str:
    """What to call a plan in a few words: its document number, else its title."""
    return plan.document.number or plan.title


def task_label(task: Task) -> str:
    """A task's number and heading, as far as it has them."""
    return f"{task.number} {task.heading}".strip()


def section_label(sections: Sequence[Section]) -> str:
    """The innermost section's number and heading, as far as it has them."""
    return f"{sections[-1].number} {sections[-1].heading}".strip() if sections else ""


def deadline_label(entry: Entry) -> str:
    """The last day in ISO form; for other deadlines their words, or their kind where there are none."""
    deadline = entry.measure.deadline
    if deadline is None:
        return ""
    return deadline.due.isoformat() if deadline.due else deadline.text or deadline.kind


def printable(text: str) -> str:
    """`text` without what could steer a terminal or turn the writing direction; white space is one space."""
    text = " ".join(text.split())
    return (
        text
        if text.isprintable()
        else "".join(c for c in text if unicodedata.category(c) not in _UNPRINTABLE)
    )


_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn")
_STYLE = ' style="text-align:left"'  # notebooks align cells to the right


def _table(
    entries: Sequence[Entry], shown: Sequence[Entry], *, text: int = 400, lang: str = "en"
) -> tuple[list[str], list[list[str]]]:
    """The headers of a table of `entries`, and the rows of those that are `shown`.

    `text` is the most columns that a measure's words may take.
    """
    words = _WORDS[lang]
    several = len({id(entry.plan) for entry in entries}) > 1
    given = {a.role for entry in entries for a in entry.measure.assignments}
    roles = [role for role in ROLE_NAMES[lang] if role in given]
    names = ["plan"] * several + ["task", "due"]
    headers = [
        *(words[name] for name in names),
        *(ROLE_NAMES[lang][role] for role in roles),
        words["measure"],
    ]
    plans = ([plan_label(entry.plan)] if several else [] for entry in shown)
    return headers, [plan + _cells(entry, roles, text) for plan, entry in zip(plans, shown, strict=True)]


def _cells(entry: Entry, roles: Iterable[str], text: int) -> list[str]:
    """An entry's row: its task, deadline, the units of each of `roles`, and its words in at most `text` columns."""
    measure = entry.measure
    units = (_joined(a.unit for a in measure.assignments if a.role == role) for role in roles)
    words = clip(measure.text or entry.task.heading, text)
    return [entry.task.number, deadline_label(entry), *units, words]


def _joined(units: Iterable[Unit]) -> str:
    return "、".join(dict.fromkeys(unit.name for unit in units))


def more(count: int, noun: str) -> str:
    """The note below a table that leaves out all but `ROWS` of `count` rows; "" where it has all."""
    return f"… and {count - ROWS} more {noun}{'' if count - ROWS == 1 else 's'}" if count > ROWS else ""


def _also(count: int) -> str:
    return f" … and {count - ROWS} more" if count > ROWS else ""


def _safe(text: str) -> str:
    return escape(
        "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNPRINTABLE)
    ).replace("\n", "<br>")


def _column_widths(table: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: its widest cell's, but wide columns share what narrow ones leave."""
    natural = [max(1, *(display_width(cell) for cell in column)) for column in zip(*table, strict=True)]
    left, waiting = width - len(_GAP) * (len(natural) - 1), len(natural)
    widths = [0] * len(natural)
    for at in sorted(range(len(natural)), key=natural.__getitem__):
        widths[at] = max(2, min(natural[at], left // waiting))
        left -= widths[at]
        waiting -= 1
    return widths


def _row_lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [list(wrap(cell, columns)) for cell, columns in zip(row, widths, strict=True)]
    for line in range(max(map(len, wrapped))):
        cells = (cell[line] if line < len(cell) else "" for cell in wrapped)
        padded = (
            cell + " " * (columns - display_width(cell)) for cell, columns in zip(cells, widths, strict=True)
        )
        yield _GAP.join(padded).rstrip()


_PIECE = re.compile(r" |[!-~]+|.", re.DOTALL)


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of `text`, each at most `width` wide: broken at blanks, between wide characters, or in a word.

    >>> list(wrap("省财政厅 IP office", 10))
    ['省财政厅', 'IP office']
    """
    line, columns = "", 0
    for piece in _pieces(text, width):
        more = display_width(piece)
        if columns + more > width and line:
            yield line.rstrip()
            line, columns = "", 0
        if piece != " " or line:
            line, columns = line + piece, columns + more
    yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """The pieces of `text` that stay on one line: words, and characters with the marks around them."""
    held = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        together = held and (piece[0] in _NO_LINE_START or held[-1] in _NO_LINE_END)
        if together and display_width(held + piece) <= width:
            held += piece
            continue
        if held:
            yield held
        while len(piece) > width:
            yield piece[:width]
            piece = piece[width:]
        held = piece
    if held:
        yield held
