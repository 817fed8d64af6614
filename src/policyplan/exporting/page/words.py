"""The page's own words, in Chinese and in English."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from policyplan.exporting.wording import Lang

#: The other of the two languages.
OTHER: Final[dict[Lang, Lang]] = {"zh": "en", "en": "zh"}


@cache
def words(lang: Lang) -> dict[str, Any]:
    """Everything the page says in `lang`, as the file of that language holds it."""
    file = files("policyplan.exporting.page").joinpath(f"{lang}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def day(value: date, lang: Lang) -> str:
    """A day as people write it.

    >>> day(date(2022, 12, 31), "zh"), day(date(2022, 12, 31), "en")
    ('2022年12月31日', '31 December 2022')
    """
    says = words(lang)
    month = says["months"][value.month - 1] if "months" in says else ""
    return str(says["day"].format(y=value.year, m=value.month, d=value.day, month=month))
