"""Values of strangers inside our own messages: short, on one line, without characters that steer a screen."""

from __future__ import annotations

import json
import re

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def visible(text: str, limit: int = 300) -> str:
    """``text`` with control, bidirectional and surrogate characters escaped, its middle left out beyond ``limit``."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", _shorten(text, limit))


def shown(value: object, limit: int = 60) -> str:
    """``value`` as JSON for a message; never longer than about ``limit`` characters."""
    if isinstance(value, str):
        return visible(json.dumps(_shorten(value, limit), ensure_ascii=False), 2 * limit + 2)
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return f"a number of about {value.bit_length() * 3 // 10} digits"
    return visible(json.dumps(value, default=str), limit)


def found(value: object) -> str:
    """What stands there, in words: kind and, if it is short enough, the value."""
    if value is None or isinstance(value, bool):
        return shown(value)
    if isinstance(value, str):
        return f"the string {shown(value)}"
    if isinstance(value, list):
        return f"an array of {len(value)}" if value else "an empty array"
    if isinstance(value, dict):
        keys = ", ".join(shown(key, 20) for key in list(value)[:3])
        return f"an object with {keys}{', …' if len(value) > 3 else ''}" if value else "an empty object"
    return f"the number {shown(value)}"


def _shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit * 2 // 3]}…{text[-(limit // 3) :]}"
