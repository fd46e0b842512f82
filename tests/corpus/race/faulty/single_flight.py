"""Calls for one key share the first one's work: and hang for ever if the first one's caller gives up."""

import asyncio
from collections.abc import Awaitable, Callable


class SingleFlight:
    """One call at a time for each key; the others wait for its answer."""

    def __init__(self) -> None:
        self._flying: dict[str, asyncio.Future[object]] = {}

    async def call(self, key: str, func: Callable[[], Awaitable[object]]) -> object:
        """The answer of ``func``, or that of a call for ``key`` that is under way."""
        if key in self._flying:
            return await asyncio.shield(self._flying[key])
        future = asyncio.get_running_loop().create_future()
        self._flying[key] = future
        value = await func()
        future.set_result(value)
        del self._flying[key]
        return value
