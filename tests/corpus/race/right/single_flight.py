"""Calls for one key share a task that belongs to none of them: who gives up takes nobody along."""

import asyncio
from collections.abc import Awaitable, Callable


class SingleFlight:
    """One call at a time for each key; the others wait for its answer."""

    def __init__(self) -> None:
        self._flying: dict[str, asyncio.Task[object]] = {}

    async def call(self, key: str, func: Callable[[], Awaitable[object]]) -> object:
        """The answer of ``func``, or that of a call for ``key`` that is under way."""
        if key not in self._flying:
            self._flying[key] = asyncio.create_task(self._fly(key, func))
        return await asyncio.shield(self._flying[key])

    async def _fly(self, key: str, func: Callable[[], Awaitable[object]]) -> object:
        try:
            return await func()
        finally:
            del self._flying[key]
