"""Text of strangers on a person's terminal."""

from __future__ import annotations

import re

_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """``text`` on one line: control, bidirectional and surrogate characters by their numbers."""
    return _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
