"""Stock that several tasks take from: what is left is changed before the wait."""

import asyncio


class Stock:
    """So many of one thing."""

    def __init__(self, size: int = 1) -> None:
        self.left = size

    async def take(self) -> bool:
        """Whether there was one to take."""
        if self.left <= 0:
            return False
        self.left -= 1
        await self._book(self.left)
        return True

    async def _book(self, left: int) -> None:
        await asyncio.sleep(0.01)
