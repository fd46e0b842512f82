"""Parameters as they are written, without a parser for the language."""

from __future__ import annotations

_OPENS, _CLOSES = "([{<", ")]}>"


def inside(text: str, start: int) -> str | None:
    """What stands between the parenthesis at ``start`` and its partner; None if there is none."""
    depth, at = 0, start
    while at < len(text):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
            if depth == 0:
                return text[start + 1 : at]
        elif text[at] in "\"'`":
            at = _quoted(text, at)
        at += 1
    return None


def split(written: str, at_sign: str = ",") -> list[str]:
    """Parts between separators that stand in no bracket, stripped."""
    parts, depth, current = [], 0, ""
    previous = ""
    for letter in written:
        if letter in _OPENS:
            depth += 1
        elif letter in _CLOSES and not (letter == ">" and previous in "=-"):
            depth -= 1
        if letter == at_sign and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += letter
        previous = letter
    return [*parts, current.strip()]


def _quoted(text: str, at: int) -> int:
    """Where the quotation that begins at ``at`` ends."""
    end = at + 1
    while end < len(text) and text[end] != text[at]:
        end += 2 if text[end] == "\\" else 1
    return end
