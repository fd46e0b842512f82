"""Stock that several tasks take from: what is left is read before the wait and written after it."""

import asyncio


class Stock:
    """So many of one thing."""

    def __init__(self, size: int = 1) -> None:
        self.left = size

    async def take(self) -> bool:
        """Whether there was one to take."""
        left = self.left
        if left <= 0:
            return False
        await self._book(left)
        self.left = left - 1
        return True

    async def _book(self, left: int) -> None:
        await asyncio.sleep(0.01)
