"""Try a reader: print plans in every layout, have them read, compare what was found with what was written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from zlib import crc32

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from policyplan.model import Plan
from policyplan.testing.comparing import FACTS, differences
from policyplan.testing.layouts import LAYOUTS, Layout
from policyplan.testing.written import WrittenPlan, written_plans

#: A reader: it takes the bytes of a document and the name of its format, and gives the plan it reads.
Reader = Callable[[bytes, str], Plan]


def read_back(
    reader: Reader, layout: Layout, plan: WrittenPlan, *, ignoring: Collection[str] = ()
) -> tuple[str, ...]:
    """What `reader` finds otherwise in `plan` as `layout` prints it, one line each; empty where all is as written.

    Facts that the layout cannot carry are not compared, nor those named in `ignoring` (see `FACTS`).
    """
    found = reader(layout.print(plan), layout.format)
    facts = [fact for fact in FACTS if fact not in layout.cannot and fact not in ignoring]
    return differences(layout.narrow(plan), found, facts)


def check_reader(
    reader: Reader,
    layouts: Iterable[Layout] | None = None,
    *,
    examples: int = 50,
    plans: SearchStrategy[WrittenPlan] | None = None,
    ignoring: Collection[str] = (),
) -> None:
    """Try `reader` on `examples` plans in each of `layouts` (None: in all), the same ones every time.

    `plans` makes them (None: `written_plans`, with sections of one task or two); `ignoring` names facts that are not
    compared (see `FACTS`).

    Raises AssertionError for the first plan that is not read as it was written, made as small as it can be: the
    layout, what differs, and the document.
    """
    plans = written_plans(tasks=2) if plans is None else plans
    for layout in LAYOUTS.values() if layouts is None else layouts:
        _check(reader, layout, examples, plans, ignoring)


def _check(
    reader: Reader,
    layout: Layout,
    examples: int,
    plans: SearchStrategy[WrittenPlan],
    ignoring: Collection[str],
) -> None:
    @seed(crc32(layout.name.encode()))  # other plans for each layout, the same every time
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(plans)
    def holds(plan: WrittenPlan) -> None:
        found = read_back(reader, layout, plan, ignoring=ignoring)
        assert not found, "\n".join([f"layout {layout.name}: {layout.about}", *found, "", layout.show(plan)])

    holds()
