"""The registry that comes with policyplan."""

from __future__ import annotations

from functools import cache

from policyplan.units.registry import Registry

_FILES = ("bodies.toml", "departments.toml", "places.toml")


@cache
def shipped_registry() -> Registry:
    """Read the registry from the package's own files."""
    from importlib.resources import files

    texts = [(files("policyplan.units") / name).read_text(encoding="utf-8") for name in _FILES]
    return Registry().extended(
        *(Registry.loads(text, name=name) for text, name in zip(texts, _FILES, strict=True))
    )
