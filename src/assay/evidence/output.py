"""Text from untrusted programs, made safe to show: bounded, and nothing in it acts on a screen."""

from __future__ import annotations

import re

_ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def visible(text: str | bytes, limit: int = 64 * 1024) -> str:
    r"""``text`` with control, invisible and direction-changing characters as escapes such as ``\x1b``.

    New lines and tabs stay. Bytes that are not UTF-8 become ``\xff`` escapes. Of more than ``limit`` characters the
    middle is left out, and the cut is named.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "backslashreplace")
    shown = _ACTIVE.sub(_escape, text.replace("\r\n", "\n"))
    if len(shown) <= limit:
        return shown
    head, tail = limit // 2, limit - limit // 2
    return f"{shown[:head]}\n… {len(shown) - limit} characters left out …\n{shown[-tail:]}"


def _escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape", "surrogatepass").decode("ascii")
