"""Tables for people: text at display width, and HTML for notebooks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Self, SupportsIndex, TypeVar, overload

from policyplan.source import clip, display_width

if TYPE_CHECKING:
    from policyplan.findings import Finding
    from policyplan.model import Duties, Entry, Plan, Section, Task, Unit

#: How wide text tables are where nothing else is said, in columns.
WIDTH = 100
#: How many rows of a whole a notebook shows.
ROWS = 20

T = TypeVar("T")

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


def entries_text(entries: Sequence[Entry], *, width: int = WIDTH) -> str:
    """Measures as a text table, each plan's under its name where they come from several."""
    if not entries:
        return "no measures"
    several = len({id(entry.plan) for entry in entries}) > 1
    headers = ["Plan", *_HEADERS] if several else _HEADERS
    rows = (([plan_label(entry.plan)] if several else []) + _cells(entry, text=width) for entry in entries)
    return text_table(headers, rows, width=width)


def entries_html(entries: Sequence[Entry], *, caption: str = "") -> str:
    """Measures as an HTML table of at most `ROWS` rows that says how many more there are."""
    several = len({id(entry.plan) for entry in entries}) > 1
    headers = ["Plan", *_HEADERS] if several else _HEADERS
    rows = (
        ([plan_label(entry.plan)] if several else []) + _cells(entry, text=400) for entry in entries[:ROWS]
    )
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
    rows = ([role, *_cells(entry, text=400)] for role, entry in duties.entries[:ROWS])
    note = more(len(duties.entries), "measure")
    return html_table(["Role", *_HEADERS], rows, caption=duties.name, note=note)


def units_html(units: Sequence[Duties]) -> str:
    """Units with their measures by role as an HTML table of at most `ROWS` rows, in their order."""
    roles = list(dict.fromkeys(role for one in units for role, _ in one.entries))
    rows = ([one.name, *(str(len(one.measures(role))) for role in roles)] for one in units[:ROWS])
    return html_table(["Unit", *(role.title() for role in roles)], rows, note=more(len(units), "unit"))


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


_HEADERS = ["Task", "Due", "Lead", "With", "Measure"]
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn")
_STYLE = ' style="text-align:left"'  # notebooks align cells to the right


def _cells(entry: Entry, *, text: int) -> list[str]:
    """An entry's row; `text` is the most columns that its measure's words may take."""
    measure = entry.measure
    others = (a.unit for a in measure.assignments if a.role != "lead")
    words = measure.text or entry.task.heading
    return [
        entry.task.number,
        deadline_label(entry),
        _joined(measure.leads),
        _joined(others),
        clip(words, text),
    ]


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
