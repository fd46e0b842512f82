"""A cache for coroutines: whoever misses while another is loading the same waits for that one."""

import asyncio
from collections.abc import Awaitable, Callable


class AsyncCache:
    """Loads each key once and keeps it."""

    def __init__(self, max_size: int = 100) -> None:
        self._entries: dict[str, object] = {}
        self._max_size = max_size
        self._locks: dict[str, asyncio.Lock] = {}

    async def get(self, key: str, loader: Callable[[], Awaitable[object]]) -> object:
        """The value of ``key``, loaded if it is not there."""
        async with self._locks.setdefault(key, asyncio.Lock()):
            if key not in self._entries:
                self._entries[key] = await loader()
            return self._entries[key]
