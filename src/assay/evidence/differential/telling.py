"""A witness in words: the call as it would be written, and what came of it."""

from __future__ import annotations

import json

from pydantic import JsonValue

from assay.domain.task import Language
from assay.evidence.caller import Encoded, Ended, Inputs, Outcome
from assay.evidence.differential.kinds import Value

_LONGEST = 400
_OTHER = 2


def call(entry: str, arguments: Inputs, language: Language) -> str:
    """The call with its arguments, in the language as far as plain values go."""
    written = repr if language is Language.PYTHON else _written
    return f"{entry}({', '.join(written(one) for one in arguments)})"


def outcome(one: Outcome) -> str:
    """What came of a call, in one line."""
    match one.ended:
        case Ended.RETURNED:
            told = f"returns {value(one.value)}"
        case Ended.RAISED:
            told = f"raises {one.error}" + (f": {one.message}" if one.message else "")
        case Ended.TIMED_OUT:
            told = "does not come to an end in its time"
        case Ended.DIED:
            told = f"ends its process ({one.message or one.error})"
        case Ended.UNKNOWN:
            told = "was not called"
    if isinstance(one.changed, list):
        told += f", leaves its arguments as ({', '.join(value(part) for part in one.changed)})"
    return _short(f"{told}, prints {one.printed!r}" if one.printed else told)


def value(form: Encoded) -> str:
    """A tagged value as Python would print it."""
    if not isinstance(form, list) or not form:
        return "something"
    tag, rest = form[0], form[1:]
    content: JsonValue = rest[0] if rest else None
    match tag:
        case "n":
            return "None"
        case "b" | "s":
            return repr(content)
        case "i" | "f" | "q":
            return str(content)
        case "y":
            return f"bytes.fromhex({content!r})"
        case "o":
            return str(rest[1]) if len(rest) >= _OTHER else str(content)
        case "x":
            return "something too large to show"
        case _:
            return _structure(str(tag), content if isinstance(content, list) else [])


def _structure(tag: str, parts: list[JsonValue]) -> str:
    if tag == "d":
        pairs = [part for part in parts if isinstance(part, list) and len(part) == _OTHER]
        return "{" + ", ".join(f"{value(pair[0])}: {value(pair[1])}" for pair in pairs) + "}"
    opening, closing = {"t": ("(", ")"), "S": ("{", "}")}.get(tag, ("[", "]"))
    inner = ", ".join(value(part) for part in parts)
    return opening + inner + ("," if tag == "t" and len(parts) == 1 else "") + closing


def _written(argument: Value) -> str:
    """As JSON would write it; what JSON lacks as Python would."""
    try:
        return json.dumps(argument, ensure_ascii=False)
    except TypeError:
        return repr(argument)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
