"""Work on many files, in this process or in others, with the results in order and little of it under way."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Final, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: How many items are handed out ahead of the one that is waited for, for each worker process.
AHEAD: Final = 8

#: What to do where worker processes do not even start.
GUARD: Final = (
    "worker processes cannot be started: a program that asks for jobs must do its work under "
    '`if __name__ == "__main__":`, as each worker imports it again; or leave jobs at 1'
)


class Worked(Generic[Item, Result]):
    """Work that was done, or `problem` where it was not: what it raised, or that its process was killed."""

    __slots__ = ("item", "problem", "result")

    def __init__(self, item: Item, result: Result | None, problem: BaseException | None = None) -> None:
        self.item, self.result, self.problem = item, result, problem


class Crew(Generic[Item, Result]):
    """Worker processes that all do the same `work`; both it and what it gives must be picklable.

    Processes are spawned, so that nothing of this one leaks into them, on every system alike. When one is killed, its
    whole crew is lost: what was under way is then done again, one item at a time in a process of its own, which tells
    whose doing it was. An item for which `here` holds is worked on in this process.
    """

    def __init__(self, work: Callable[[Item], Result], jobs: int, *, here: Callable[[Item], bool]) -> None:
        self.work, self.jobs, self.here = work, jobs, here
        self._pool: ProcessPoolExecutor | None = None

    def each(self, items: Iterable[Item]) -> Iterator[Worked[Item, Result]]:
        """The items worked on, in their order."""
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        try:
            for item in items:
                if len(waiting) >= self.jobs * AHEAD:
                    yield from self._first(waiting)
                waiting.append((item, self._submit(item)))
            while waiting:
                yield from self._first(waiting)
        finally:
            self._dismiss()

    def _first(self, waiting: deque[tuple[Item, Future[Result]]]) -> Iterator[Worked[Item, Result]]:
        """The first that is waited for; all of them where the crew was lost meanwhile."""
        item, future = waiting.popleft()
        try:
            yield Worked(item, future.result())
        except BrokenProcessPool:
            self._dismiss()
            suspects = [item, *(each for each, _ in waiting)]
            waiting.clear()
            for suspect in suspects:
                yield self._alone(suspect)
            self._dismiss()
        except Exception as problem:
            yield Worked(item, None, problem)

    def _alone(self, item: Item) -> Worked[Item, Result]:
        """One item in a crew of one, which goes on where the item does it no harm."""
        try:
            return Worked(item, self._submit(item, jobs=1).result())
        except BrokenProcessPool as problem:
            self._dismiss()
            return Worked(item, None, problem)
        except Exception as problem:
            return Worked(item, None, problem)

    def _submit(self, item: Item, jobs: int | None = None) -> Future[Result]:
        if self.here(item):
            return _settled(self.work, item)
        if self._pool is None:
            self._pool = _started(self.work, jobs or self.jobs)
        try:
            return self._pool.submit(_do, item)
        except BrokenProcessPool as problem:  # a worker was killed meanwhile
            lost: Future[Result] = Future()
            lost.set_exception(problem)
            return lost

    def _dismiss(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _settled(work: Callable[[Item], Result], item: Item) -> Future[Result]:
    """Work done in this process, as a future."""
    future: Future[Result] = Future()
    try:
        future.set_result(work(item))
    except Exception as problem:
        future.set_exception(problem)
    return future


def _started(work: Callable[[Item], Result], jobs: int) -> ProcessPoolExecutor:
    """A crew that has shown that it works; raises RuntimeError where none can be started."""
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(work,))
    try:
        pool.submit(_ready).result()
    except BrokenProcessPool:
        raise RuntimeError(GUARD) from None
    return pool


#: In a worker: the work, which is sent once and not with every item.
_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """Get a worker ready; it ends without a word when a person interrupts, and with the process that it works for."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that it works for has been killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _ready() -> bool:
    return True


def _do(item: Any) -> Any:
    return _work(item)
