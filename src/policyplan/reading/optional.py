"""Libraries that an extra brings, imported when a file of their kind is read."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from policyplan.errors import ReadError


def library(module: str, *, extra: str, name: str | None) -> Any:
    """The module `module`, which the extra `extra` brings; `name` is the file that needs it.

    Raises `ReadError` that tells what to install where it is missing.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ReadError(
            f'{name or "the document"} needs {package} to be read: pip install "policyplan[{extra}]"'
        ) from error
