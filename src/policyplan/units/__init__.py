"""Units across plans: a registry of public bodies, and the canonical names it gives to those that plans print."""

from __future__ import annotations

from policyplan.units.context import place_of
from policyplan.units.entries import Body, Department, PlaceEntry
from policyplan.units.places import Level, Place
from policyplan.units.plans import canonicalize, explain_merge
from policyplan.units.registry import Registry, default_registry
from policyplan.units.resolving import Resolution, resolve

__all__ = [
    "Body", "Department", "Level", "Place", "PlaceEntry", "Registry", "Resolution", "canonicalize",
    "default_registry", "explain_merge", "place_of", "resolve",
]  # fmt: skip
