"""The garbage collector while plans are made: left alone, but not for ever."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: How many objects are made, at least, before what is old is looked through.
AT_LEAST: Final = 100_000


class _Old:
    """What the collector has not been shown: the objects `made` since it last looked, and how many may be made."""

    made = 0
    allowed = AT_LEAST


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a growing plan again and again: none of it is garbage yet.

    What was made meanwhile then counts as old, which freezing and unfreezing does without a walk; a program that
    keeps objects frozen is left alone. As the collector does not count what comes to it in this way, it is asked,
    before the next plan is made, to look through everything once half as much was made as there was: a plan that
    nobody holds goes.
    """
    if not gc.isenabled():
        yield
        return
    if _Old.made > _Old.allowed:
        _collect()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            _Old.made += gc.get_count()[0]
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def _collect() -> None:
    gc.collect()
    _Old.made, _Old.allowed = 0, max(AT_LEAST, len(gc.get_objects()) // 2)
