"""What stands in a registry: bodies, departments and places, as their TOML gives them."""

from __future__ import annotations

from attrs import field, frozen

from policyplan.units.places import Level


@frozen(kw_only=True)
class Body:
    """A body known by its own names.

    `aliases` mean it everywhere, `at_centre` names only in the centre's own documents; `parent` is the canonical
    name of the body above it, "" where none is given; `successors` took over in `year` (None: still there).
    """

    aliases: tuple[str, ...] = field(default=(), converter=tuple)
    at_centre: tuple[str, ...] = field(default=(), converter=tuple)
    parent: str = ""
    successors: tuple[str, ...] = field(default=(), converter=tuple)
    year: int | None = None


@frozen(kw_only=True)
class Department:
    """A body that many places have, by the part of its name that does not change.

    In names ``{place}`` is the place (吉林省) and ``{short}`` the place without its level (吉林); a name with neither
    begins with the place. `endings` each make a name; 委 is short for the ending 委员会. `levels` are the levels
    that have it, () for province, city and county; what ends in 厅 only provinces and autonomous regions have.
    In `parent` and `successors` ``{ending}`` is the name's own ending, ``{厅}`` is 厅 or 局, whichever the level has.
    """

    aliases: tuple[str, ...] = field(default=(), converter=tuple)
    endings: tuple[str, ...] = field(default=(), converter=tuple)
    levels: tuple[Level, ...] = field(default=(), converter=tuple)
    parent: str = "{place}人民政府"
    successors: tuple[str, ...] = field(default=(), converter=tuple)
    year: int | None = None


@frozen(kw_only=True)
class PlaceEntry:
    """A place: its short names, the place it lies in, and the names of those that lie directly in it."""

    aliases: tuple[str, ...] = field(default=(), converter=tuple)
    parent: str = ""
    contains: tuple[str, ...] = field(default=(), converter=tuple)
