"""Words by which code says what a value is; operators look for them where types say nothing."""

from __future__ import annotations

import re
from typing import Final

TIME: Final = re.compile(
    r"expir|deadline|ttl|valid_until|not_after|monotonic|clock|\bends?\b|now\b|\bdue\b", re.IGNORECASE
)
"""A moment, or how long something lives."""

ATTEMPTS: Final = re.compile(r"attempt|retr(?:y|ies)|tries", re.IGNORECASE)
"""How often something is tried."""

LOCK: Final = re.compile(r"lock|mutex", re.IGNORECASE)
"""What lets one in at a time."""


def shifted(end: str) -> str:
    """An expression for one less: ``n`` for ``n + 1``, else ``n - 1``."""
    return end.removesuffix(" + 1") if end.endswith(" + 1") else f"{end} - 1"
