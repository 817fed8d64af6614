"""Real plans that come with policyplan, each read and ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from policyplan.codec import loads
from policyplan.errors import ReadError
from policyplan.model import Plan

__all__ = ["example_names", "load_example"]


def load_example(name: str = "jilin_2022") -> Plan:
    """A real plan that comes with policyplan, as the reader made it of its published text.

    ``jilin_2022`` is 吉政办发〔2022〕32号, work points of the Jilin provincial government and the National
    Intellectual Property Administration for 2022—2023. Raises ReadError where there is no such example.

    >>> load_example("jilin_2022").document.number
    '吉政办发〔2022〕32号'
    """
    for folder in _folders():
        if folder.name == name:
            return loads(folder.joinpath("plan.json").read_bytes(), name=f"{name}/plan.json")
    known = ", ".join(example_names()) or "none here"
    raise ReadError(f"there is no example {name!r}; examples are: {known}")


def example_names() -> tuple[str, ...]:
    """The names that `load_example` takes, sorted."""
    return tuple(sorted({folder.name for folder in _folders()}))


def _folders() -> Iterator[Traversable]:
    """The folders of the examples: inside an installed package, else beside `src` in the repository."""
    repository = Path(__file__).parents[3] / "examples"
    for place in (files(__name__), repository):
        if place.is_dir():
            yield from (folder for folder in place.iterdir() if folder.joinpath("plan.json").is_file())
