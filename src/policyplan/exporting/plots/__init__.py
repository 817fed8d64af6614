"""Pictures of plans: what is due when, who does how much, who answers for what, who works with whom, how far it is.

Each function takes a plan, plans or a selection and gives an Altair chart that holds its own data; `save` writes it
as HTML, SVG or PNG. Nothing is drawn at random and no clock is read: the same plan gives the same chart. Needs the
extra ``[plots]``; without it the first use of a function raises ExportError.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from policyplan.errors import ExportError

if TYPE_CHECKING:
    from policyplan.exporting.plots._matrix import matrix
    from policyplan.exporting.plots._network import network
    from policyplan.exporting.plots._progress import progress
    from policyplan.exporting.plots._saving import save
    from policyplan.exporting.plots._timeline import timeline
    from policyplan.exporting.plots._workload import workload

__all__ = ["matrix", "network", "progress", "save", "timeline", "workload"]


if not TYPE_CHECKING:  # for a type checker, a name that is not imported above is a mistake

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = "_saving" if name == "save" else f"_{name}"
        try:
            value = getattr(import_module(f"{__name__}.{module}"), name)
        except ModuleNotFoundError as error:
            if error.name != "altair":
                raise
            raise ExportError('pictures need altair: pip install "policyplan[plots]"') from error
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
