"""One sheet: its cells and merges, and the rows and columns it does not show (ISO/IEC 29500-1 18.3)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from policyplan.errors import ReadError
from policyplan.findings import Finding, Severity
from policyplan.reading.archive import Element, Package
from policyplan.reading.excel.cells import S, Shared, is_yes
from policyplan.reading.excel.ranges import (
    LAST_COLUMN,
    LAST_ROW,
    Range,
    Stretches,
    address,
    cell_range,
    column_name,
)
from policyplan.reading.manuscript import MAX_CELLS, Manuscript, Printed

#: A column name of the system a ledger was exported from (RWNR, task_name), as no plan's own cell is.
_FIELD_CODE = re.compile("[A-Za-z_][A-Za-z0-9_.]*")
#: A number that shows as January and may have been typed as October: 2024.10 is stored as 2024.1.
_JANUARY_OR_OCTOBER = re.compile(r"20[1-4]\d\.1")
_MONTH_OF_YEAR = re.compile(r"20[1-4]\d(?:\.(?:0?[1-9]|1[0-2]))?")
_NUMBER = re.compile(r"-?[\d,]*\.?\d+")
#: What the words above a column of months say: 完成时限, 起止年月, 2024年3月, due date.
_OF_TIME = re.compile("[时期日年月]|节点|进度|[Dd]ate|[Dd]ue|[Tt]ime|[Ww]hen|[Dd]eadline")
_MAX_NAMED = 5


class Sheet:
    """One sheet as it is read."""

    def __init__(self, title: str, shared: Shared) -> None:
        self._title = title
        self._shared = shared
        self._rows: dict[int, dict[int, Printed]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._merges: list[Range] = []
        self._filters: list[Range] = []
        self._is_filtered = False
        self._last_row = 0
        self._without_value: list[str] = []
        self._without_zero: list[tuple[int, int]] = []

    def take(self, package: Package, path: str, filters: Iterable[Range] = ()) -> None:
        """Take in the sheet's part; `filters` are the ranges filtered by tables on it."""
        self._filters += filters
        taken = {"sheetPr": self._properties, "col": self._column, "row": self._row,
                 "autoFilter": self._filter, "mergeCell": self._merge}  # fmt: skip
        for element in package.stream(path, *(S + name for name in taken)):
            taken[element.tag.removeprefix(S)](element)

    def write(self, manuscript: Manuscript) -> None:
        """Write the sheet down as a table and report what was left out."""
        in_filter = self._filtered_rows()
        left_out = {row for row in self._hidden_rows if row not in in_filter or self._holds_field_codes(row)}
        rows = [row for row in sorted(self._rows) if row not in left_out]
        hidden = Stretches(self._hidden_columns)
        used = {column for cells in self._rows.values() for column in cells}
        columns = [column for column in sorted(used) if column not in hidden]
        self._spread_merges(rows, columns)
        if len(rows) * len(columns) > MAX_CELLS:
            raise self._too_large()
        manuscript.table(
            [[self._rows[row].get(column) for column in columns] for row in rows], title=self._title
        )
        self._report(manuscript, sorted(left_out), sorted(used - set(columns)))

    def _properties(self, element: Element) -> None:
        self._is_filtered = is_yes(element.get("filterMode"))

    def _column(self, element: Element) -> None:
        if _is_put_away(element):
            self._hidden_columns.append((_whole(element.get("min"), 1), _whole(element.get("max"), 1)))

    def _row(self, element: Element) -> None:
        number = self._last_row = _whole(element.get("r"), self._last_row + 1)
        cells: dict[int, Printed] = {}
        column = 0
        for cell in element.iterchildren(S + "c"):
            found = address(cell.get("r", ""))
            column = found[1] if found is not None else column + 1
            label = f"{self._title}!{column_name(column)}{number}"
            text = self._shared.text(cell)
            if text:
                cells[column] = Printed(text, label)
                if cell.get("t", "n") == "n" and _JANUARY_OR_OCTOBER.fullmatch(text):
                    self._without_zero.append((number, column))
            elif cell.get("t", "n") == "n" and cell.find(S + "f") is not None:
                self._without_value.append(label)
        if cells:
            self._rows[number] = cells
            if _is_put_away(element):
                self._hidden_rows.add(number)

    def _filter(self, element: Element) -> None:
        self._filters += filtered_ranges(element)

    def _merge(self, element: Element) -> None:
        merge = cell_range(element.get("ref"))
        if merge is not None:
            self._merges.append(merge)

    def _filtered_rows(self) -> Stretches:
        """The rows that a filter may hide: those are hidden from view only."""
        # An advanced filter keeps no range in the sheet.
        ranges = self._filters or ([Range(0, 1, LAST_ROW, LAST_COLUMN)] if self._is_filtered else [])
        return Stretches((each.top + 1, each.bottom) for each in ranges)

    def _holds_field_codes(self, row: int) -> bool:
        cells = self._rows[row].values()
        return len(cells) > 1 and all(_FIELD_CODE.fullmatch(cell.text) for cell in cells)

    def _spread_merges(self, rows: list[int], columns: list[int]) -> None:
        """Put each merged cell at every place it covers among the `rows` and `columns` in use."""
        room = MAX_CELLS
        for merge in self._merges:
            cell = self._rows.get(merge.top, {}).get(merge.left)
            down = rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]
            across = columns[bisect_left(columns, merge.left) : bisect_right(columns, merge.right)]
            room -= len(down) * len(across)
            if room < 0:
                raise self._too_large()
            if cell is not None:
                for row in down:
                    self._rows[row] |= dict.fromkeys(across, cell)

    def _months(self) -> Iterator[str]:
        """Where the months stand that may have lost a zero: in columns whose numbers are all months.

        The words above them say that they are times, if there are any.
        """
        for column in sorted({column for _, column in self._without_zero}):
            cells = {row: cells[column].text for row, cells in sorted(self._rows.items()) if column in cells}
            words = [row for row, text in cells.items() if not _NUMBER.fullmatch(text)]
            if not all(map(_MONTH_OF_YEAR.fullmatch, filter(_NUMBER.fullmatch, cells.values()))):
                continue
            for row, at in self._without_zero:
                above = bisect_left(words, row) - 1
                if at == column and (above < 0 or _OF_TIME.search(cells[words[above]])):
                    yield self._rows[row][column].label

    def _too_large(self) -> ReadError:
        return ReadError(
            f"the sheet {self._title} spreads over more than {MAX_CELLS} cells; "
            "delete what is no part of the plan and read the workbook again"
        )

    def _report(self, manuscript: Manuscript, rows: list[int], columns: list[int]) -> None:
        names = [column_name(column) for column in columns]
        for what, hidden in (("row", [str(row) for row in rows]), ("column", names)):
            if hidden:
                manuscript.report(Finding(
                    f"hidden-{what}s", f"the sheet {self._title} hides {_named(what, hidden)}, left out here",
                    Severity.INFO, hint=f"unhide the {what}s that are part of the plan",
                ))  # fmt: skip
        if self._without_value:
            manuscript.report(Finding(
                "formula-without-value",
                f"no value is stored with the {_named('formula', self._without_value)}",
                hint="open the workbook in a spreadsheet program and save it: the values are stored then",
            ))  # fmt: skip
        doubtful = list(self._months()) if self._without_zero else []
        if doubtful:
            manuscript.report(Finding(
                "january-or-october",
                f"a number may stand for October as well as January in the {_named('cell', doubtful)}",
                hint="write the month as text or as a date: 2024年10月",
            ))  # fmt: skip


def filtered_ranges(auto_filter: Element) -> list[Range]:
    """The range of a filter; its criteria may have been saved away while the rows stayed hidden."""
    found = cell_range(auto_filter.get("ref"))
    return [found] if found is not None else []


def _is_put_away(element: Element) -> bool:
    """Whether a row or column is hidden, and not merely folded away in an outline."""
    return is_yes(element.get("hidden")) and element.get("outlineLevel", "0") == "0"


def _named(what: str, names: list[str]) -> str:
    shown = ", ".join(names[:_MAX_NAMED])
    more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    return f"{what}{'s' if len(names) > 1 else ''} {shown}{more}"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and 0 < len(text) < 8 else otherwise
