"""The sheets of a workbook in their order, with what they share: strings, number formats, the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from policyplan.findings import Finding, Severity
from policyplan.ledger.columns import SENT_SHEET
from policyplan.reading.archive import Element, Package
from policyplan.reading.blocks import Extract
from policyplan.reading.excel.cells import S, Shared, is_yes, rich_text
from policyplan.reading.excel.formats import BUILT_IN
from policyplan.reading.excel.ranges import Range
from policyplan.reading.excel.sheet import Sheet, filtered_ranges
from policyplan.reading.manuscript import Manuscript, tidy

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Workbook:
    """One workbook as it is read."""

    def __init__(self, package: Package) -> None:
        path, self._root = package.main()
        links = package.relationships(path)
        self._package = package
        self._links = {link.id: link for link in links}
        self._parts = {link.kind: link.part for link in reversed(links)}

    def read(self, name: str | None) -> Extract:
        """Every sheet that is shown, in order; of a ledger the first one, which holds all that the others do."""
        manuscript = Manuscript(name)
        shared = self.shared()
        sheets = list(self.sheets())
        if any(title == SENT_SHEET for title, _, _ in sheets):
            sheets = sheets[:1]
        for title, part, is_hidden in sheets:
            if is_hidden:
                manuscript.report(Finding(
                    "hidden-sheet", f"the sheet {title} is hidden and was left out", Severity.INFO,
                    hint="unhide it if it is part of the plan",
                ))  # fmt: skip
            elif part is not None:
                sheet = Sheet(title, shared)
                sheet.take(self._package, part, self._table_filters(part))
                sheet.write(manuscript)
        return manuscript.extract()

    def sheets(self) -> Iterator[tuple[str, str | None, bool]]:
        """Each sheet in order: its name, its part (None for a chart), and whether it is hidden."""
        for entry in self._root.iter(S + "sheet"):
            link = self._links.get(entry.get(_ID, ""))
            part = link.part if link is not None and link.kind == "worksheet" else None
            yield tidy(entry.get("name", "")), part, entry.get("state", "visible") != "visible"

    def shared(self) -> Shared:
        """What the sheets share."""
        return Shared(self._strings(), self._formats(), self._counts_from_1904())

    def _strings(self) -> list[str]:
        path = self._parts.get("sharedStrings")
        return [] if path is None else [rich_text(item) for item in self._package.stream(path, S + "si")]

    def _formats(self) -> list[str]:
        """The number format of each cell style."""
        root = self._package.tree(self._parts["styles"]) if "styles" in self._parts else None
        if root is None:
            return []
        codes: dict[str, str] = {str(id_): code for id_, code in BUILT_IN.items()}
        codes |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(S + "numFmt")}
        styles = root.find(S + "cellXfs")
        return [codes.get(style.get("numFmtId", "0"), "") for style in (styles if styles is not None else ())]

    def _counts_from_1904(self) -> bool:
        properties: Element | None = self._root.find(S + "workbookPr")
        return properties is not None and is_yes(properties.get("date1904"))

    def _table_filters(self, path: str) -> list[Range]:
        """The ranges that the filters of the sheet's tables (Ctrl+T) hide rows of."""
        filters: list[Range] = []
        for link in self._package.relationships(path):
            root = self._package.tree(link.part) if link.kind == "table" else None
            for each in () if root is None else root.iter(S + "autoFilter"):
                filters += filtered_ranges(each)
        return filters
