"""A cache for coroutines: whoever misses loads, also while another is loading the same."""

import asyncio
from collections.abc import Awaitable, Callable


class AsyncCache:
    """Loads each key once and keeps it."""

    def __init__(self, max_size: int = 100) -> None:
        self._entries: dict[str, object] = {}
        self._max_size = max_size
        self._lock = asyncio.Lock()

    async def get(self, key: str, loader: Callable[[], Awaitable[object]]) -> object:
        """The value of ``key``, loaded if it is not there."""
        async with self._lock:
            if key in self._entries:
                return self._entries[key]
        value = await loader()
        async with self._lock:
            self._entries[key] = value
        return value
