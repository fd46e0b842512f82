"""JSON inside a page, for the island to read."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def json_for_script(json_text: str) -> SafeString:
    """JSON text that may stand inside ``<script type="application/json">`` and still parses to the same value.

    ``<``, ``>`` and ``&`` occur in JSON only inside strings, where the escapes mean the same; so no text can close
    the element or open a comment (HTML Living Standard, 4.12.1.3, restrictions for contents of script elements).
    """
    return mark_safe(json_text.translate(_ESCAPES))  # noqa: S308 (nothing is left that HTML could act on)
