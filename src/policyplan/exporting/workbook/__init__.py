"""The ledger (督查台账) as an Excel workbook: sent out, filled in by units, and read back by `policyplan.ledger.merge`.

It is written with XlsxWriter, which stamps nothing with the time: the same plan and ledger give the same bytes.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from policyplan.errors import ExportError
from policyplan.exporting.distinct import each_once
from policyplan.exporting.workbook.book import Book, Page
from policyplan.exporting.workbook.names import sheet_names
from policyplan.exporting.workbook.phrases import phrases
from policyplan.ledger.columns import Lang
from policyplan.ledger.reports import Ledger
from policyplan.ledger.standing import SOON
from policyplan.model import Entry, Plan, PlansOrEntries, duties
from policyplan.saving import save

__all__ = ["to_workbook"]

#: How many measures one sheet can hold, its head left aside.
MOST_ROWS = 1_048_570


def to_workbook(
    source: PlansOrEntries,
    path: str | os.PathLike[str] | None = None,
    /,
    *,
    ledger: Ledger | None = None,
    on: date | None = None,
    soon: int = SOON,
    by_unit: bool = False,
    lang: Lang = "zh",
) -> bytes:
    """Write a plan, plans or a selection as the ledger that a bureau keeps, and give its bytes.

    A row for each measure: what the plan says of it, and what was last reported of it as a whole up to the day
    `on` (None: ever). `by_unit` adds a sheet for each unit with the measures that name it, for what the unit itself
    reports. Measures that are overdue, and those due within `soon` days, are coloured by formulas on the day the
    workbook is opened. Texts stay texts, whatever they begin with. A hidden column says which measure a row is,
    a hidden sheet what was sent. Needs the extra ``[excel]``.

    Where `path` is given, the file is written beside it first, then renamed. Raises ExportError where there is no
    measure, where two plans claim one identity, and where the file cannot be written.

    >>> from policyplan import load_example
    >>> to_workbook(load_example("jilin_2022"))[:2]
    b'PK'
    """
    entries = _entries(source)
    ledger = ledger or Ledger()
    book = Book(_library(), ledger, on=on, soon=soon, lang=lang, plans=_plans(entries))
    for page in _pages(entries, by_unit, lang):
        book.write(page)
    content = book.close()
    if path is not None:
        save(path, content)
    return content


def _pages(entries: tuple[Entry, ...], by_unit: bool, lang: Lang) -> list[Page]:
    """The sheet for all, then where asked one for each unit, in the order in which the plan names them."""
    if not by_unit:
        return [Page(phrases(lang).all_units, None, entries)]
    units = [
        (unit.name, tuple({id(entry): entry for _, entry in unit.entries}.values()))
        for unit in duties(entries)
    ]
    names = sheet_names([phrases(lang).all_units, *(name for name, _ in units)])
    pages = [Page(name, unit, some) for name, (unit, some) in zip(names[1:], units, strict=True)]
    return [Page(names[0], None, entries), *pages]


def _entries(source: PlansOrEntries) -> tuple[Entry, ...]:
    """The entries, each once, in the order given."""
    found = each_once(source)
    if not found:
        raise ExportError("no measure to write: the plan or selection is empty")
    if len(found) > MOST_ROWS:
        raise ExportError(
            f"a sheet holds at most {MOST_ROWS} measures, not {len(found)}; write fewer plans at once"
        )
    return found


def _plans(entries: tuple[Entry, ...]) -> tuple[Plan, ...]:
    return tuple({entry.plan.identity: entry.plan for entry in entries}.values())


def _library() -> Any:
    try:
        import xlsxwriter
    except ImportError as error:
        raise ExportError(
            'a workbook needs XlsxWriter to be written: pip install "policyplan[excel]"'
        ) from error
    return xlsxwriter
