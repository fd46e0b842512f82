"""The same, as it should be."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path


def add(item, tags=None):
    """Return the tags with ``item`` among them."""
    return [*(tags or []), item]


def readers(names):
    """Return the texts of the files."""
    return [Path(name).read_text(encoding="utf-8") for name in names]


def total(prices):
    """Add up the prices that are known."""
    return sum(price for price in prices if price is not None)


async def later(tasks):
    """Wait for a second in the background; the caller keeps the task."""
    tasks.append(asyncio.create_task(asyncio.sleep(1)))
    return datetime.now(UTC)
