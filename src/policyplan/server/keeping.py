"""What is kept at hand: answers by what was asked, bounded, and each made once however many ask for it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from attrs import evolve, field, frozen

from policyplan.server.reply import Refusal, Reply

#: How many answers are made at once; they share one interpreter, so that more would not be faster.
WORKERS: Final = 2

#: How many different answers to queries may be in the making; who asks for one more is told to come back.
WAITING: Final = 64

#: How long a client waits for an answer before it is told to come back, in seconds; it is made all the same.
PATIENCE: Final = 20.0

_REFUSAL_SIZE: Final = 1024


class Kept:
    """Answers by key, the most recently used ones, up to `limit` bytes in all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Hashable, Reply | Refusal] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Reply | Refusal | None:
        """The answer kept for `key`."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: Reply | Refusal) -> None:
        """Keep an answer, unless it is larger than a quarter of all, and let go of those not asked for the longest."""
        size = _size(answer)
        if size > self.limit // 4 or key in self._kept:
            return
        self._kept[key] = answer
        self.size += size
        while self.size > self.limit:
            self.size -= _size(self._kept.popitem(last=False)[1])


def _size(answer: Reply | Refusal) -> int:
    return answer.size if isinstance(answer, Reply) else _REFUSAL_SIZE + len(answer.message)


@frozen(eq=False)
class Workshop:
    """Makes answers in threads of its own and keeps them.

    Up to `waiting` answers may be in the making, any number where it is None. Two workshops may share what is `kept`:
    nobody waits in one for what is made in the other.
    """

    kept: Kept
    patience: float = PATIENCE
    waiting: int | None = WAITING
    _making: dict[Hashable, asyncio.Task[Reply | Refusal]] = field(factory=dict, init=False)
    _threads: ThreadPoolExecutor = field(
        factory=lambda: ThreadPoolExecutor(WORKERS, "policyplan"), init=False
    )

    async def answer(self, key: Hashable, make: Callable[[], Reply]) -> Reply | Refusal:
        """The answer for `key`: kept, in the making, or made now; a refusal that `make` raises is one too."""
        kept = self.kept.get(key)
        if kept is not None:
            return kept
        task = self._making.get(key)
        if task is None or task.get_loop() is not asyncio.get_running_loop():
            if self.waiting is not None and len(self._making) >= self.waiting:
                return _busy()
            task = self._making[key] = asyncio.create_task(self._made(key, make))
        done, _ = await asyncio.wait({task}, timeout=self.patience)
        return task.result() if done else _busy()

    async def _made(self, key: Hashable, make: Callable[[], Reply]) -> Reply | Refusal:
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, _outcome, make)
            self.kept.put(key, answer)
            return answer
        finally:
            self._making.pop(key, None)


def _outcome(make: Callable[[], Reply]) -> Reply | Refusal:
    try:
        return make()
    except Refusal as refusal:
        return evolve(refusal)  # a new one, which holds on to no frames


def _busy() -> Refusal:
    return Refusal(503, "too much is asked at once; try again in a few seconds", (("retry-after", "10"),))
