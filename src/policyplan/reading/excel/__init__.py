"""Excel workbooks (.xlsx): each sheet one table, as its cells show it.

The parts are read with lxml. python-calamine knows neither number formats nor hidden rows. openpyxl knows
both only when it loads a whole workbook; it then walks every cell of every merged or linked range that the
file claims, and gives up on styles that other programs write. Neither prints a number as its cell shows it.
"""

from __future__ import annotations

from policyplan.reading.archive import EXCEL, open_package
from policyplan.reading.blocks import Extract
from policyplan.reading.excel.workbook import Workbook

__all__ = ["extract"]


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """The text and tables of an Excel workbook: a table for each sheet it shows, titled with its name.

    Of a ledger that policyplan wrote, the first sheet alone: the others hold its rows again.
    Dates and numbers read as their cells show them; formulas by the value stored with them; cells in error
    are empty. Merged cells repeat. Rows and columns hidden by hand are left out and reported; rows hidden by
    a filter and those folded away in an outline are kept. Places are called ``Sheet1!B3``. `encoding` is not
    used. Raises `ReadError` where the file is damaged, protected, oversized, empty or of another kind.
    """
    package = open_package(payload, name, EXCEL)
    try:
        return Workbook(package).read(name)
    except RecursionError:
        raise package.refusal("its content is nested too deeply") from None
