"""From the rows of a table to sections and tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyplan.model import Section, Task
from policyplan.reading.measures import Assembly, Draft, make_measures
from policyplan.reading.paragraphs import Para
from policyplan.reading.pieces import Stated, Text
from policyplan.reading.rows import Grid, Row
from policyplan.source import Span

_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*")


def grid_items(grid: Grid, assembly: Assembly) -> list[Task | Section]:
    """The sections and tasks of a table, in the order of its rows; rows that go on belong to the task above."""
    items: list[Task | Section] = []
    path: list[tuple[Para, list[Task | Section]]] = []
    for rows in _tasks(grid.rows):
        sections = rows[0].sections
        common = 0
        while common < min(len(path), len(sections)) and path[common][0] is sections[common]:
            common += 1
        _close(path, common, items)
        path.extend((para, []) for para in sections[common:])
        (path[-1][1] if path else items).append(_task(rows, assembly))
    _close(path, 0, items)
    return items


def _tasks(rows: list[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        if group and not row.continues:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _close(path: list[tuple[Para, list[Task | Section]]], depth: int, items: list[Task | Section]) -> None:
    """Close the open sections down to `depth`, each into the one around it."""
    while len(path) > depth:
        para, inside = path.pop()
        (path[-1][1] if path else items).append(_section(para, inside))


def _section(para: Para, items: list[Task | Section]) -> Section:
    begin = para.number.end if para.number else 0
    number = para.number.printed if para.number else ""
    heading = _BROKEN_LINE.sub("", para.text[begin:].strip())
    return Section(number=number, heading=heading, items=tuple(items), span=Span(para.start, para.end))


def _task(rows: list[Row], assembly: Assembly) -> Task:
    paras = [para for row in rows for para in _paragraphs(row)]
    number, heading = _heading(rows[0])
    texts = [para.text.strip() for row in rows for para in (row.heading, *row.texts, *row.asides) if para]
    return Task(
        number=number,
        heading=heading,
        text="\n".join(dict.fromkeys(texts)),
        measures=tuple(each for row in rows for each in make_measures(_draft(row), assembly)),
        span=Span(min(para.start for para in paras), max(para.end for para in paras)) if paras else None,
    )


def _heading(row: Row) -> tuple[str, str]:
    """A row's number and heading; the number may stand in front of the heading instead of in a cell of its own."""
    number = row.number.text.strip().rstrip(".、．") if row.number else ""
    if row.heading is None:
        return number, ""
    begin = 0
    if not number and row.heading.number:
        number, begin = row.heading.number.printed, row.heading.number.end
    clauses = [
        piece.start for piece in row.pieces if isinstance(piece, Stated) and piece.first is row.heading
    ]
    end = clauses[0] if clauses and clauses[0] > begin else len(row.heading.text)
    return number, _BROKEN_LINE.sub("", row.heading.text[begin:end].strip())


def _paragraphs(row: Row) -> Iterator[Para]:
    if row.number is not None:
        yield row.number
    if row.heading is not None:
        yield row.heading
    yield from row.texts
    for part in row.parts:
        yield part.para
    yield from row.asides


def _draft(row: Row) -> Draft:
    if row.pieces:
        said = [piece for piece in row.pieces if isinstance(piece, Text)]
        stated = [piece for piece in row.pieces if isinstance(piece, Stated)]
        return Draft(said, [*stated, *([Stated(row.parts)] if row.parts else [])])
    texts = row.texts or ([row.heading] if row.heading else [])
    return Draft([Text(para, 0, len(para.text)) for para in texts], [Stated(row.parts)] if row.parts else [])
