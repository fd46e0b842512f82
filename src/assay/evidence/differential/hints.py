"""What code, prompt and tests say of the values that a function is called with: examples and literals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from assay.evidence.differential.kinds import Value

_NUMBER = re.compile(r"(?<![\w.])-?\d{1,9}(?:\.\d{1,6})?(?![\w.])")
_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.){1,24})\"|'((?:[^'\\\n]|\\.){1,24})'")
_MOST = 40
_WORDS = ((r"\btrue\b", "True"), (r"\bfalse\b", "False"), (r"\b(?:null|undefined|nil)\b", "None"))
_WRAPPED = (
    r"new\s+\w+(?:<[^()]*>)?\(\s*Arrays\.asList\(([^()]*)\)\s*\)",
    r"(?:Arrays\.asList|List\.of)\(([^()]*)\)",
    r"(?:std::)?vector<[^{}()]*>\s*\(?\{([^{}]*)\}\)?",
    r"\[\]\w+\{([^{}]*)\}",
    r"vec!\[([^\[\]]*)\]",
    r"\{([^{}:]*)\}",
)
"""How languages write a list of plain values."""


def literals(texts: Iterable[str]) -> tuple[list[float], list[str]]:
    """Numbers and short texts that occur in code, each once."""
    joined = "\n".join(texts)
    numbers = [float(found) for found in dict.fromkeys(_NUMBER.findall(joined)) if abs(float(found)) <= 10**9]
    words = [first or second for first, second in _TEXT.findall(joined)]
    return numbers[:_MOST], list(dict.fromkeys(word for word in words if "\\" not in word))[:_MOST]


def examples(entry: str, texts: Iterable[str], arguments: int) -> list[tuple[Value, ...]]:
    """Arguments of calls of ``entry`` that are written out, such as those of a docstring, with as many arguments."""
    found: dict[str, tuple[Value, ...]] = {}
    for text in texts:
        for call in _calls(entry, text):
            if len(call) == arguments:
                found.setdefault(repr(call), call)
    return list(found.values())[:_MOST]


def _calls(entry: str, text: str) -> Iterator[tuple[Value, ...]]:
    return (arguments for _, arguments, _ in calls_with_rest(entry, text))


def calls_with_rest(entry: str, text: str) -> Iterator[tuple[str, tuple[Value, ...], str]]:
    """Calls that are written out with plain values: as written, their arguments, and what follows on the line."""
    for match in re.finditer(rf"\b{re.escape(entry)}\s*\(", text):
        inside = _balanced(text[match.end() - 1 : match.end() + 2000])
        if inside is None:
            continue
        for written in (inside, _as_python(inside)):
            try:
                call = ast.parse(f"f({written})", mode="eval").body
                if isinstance(call, ast.Call) and not call.keywords:
                    after = match.end() + len(inside) + 1
                    written_as = " ".join(text[match.start() : after].split())
                    plain = tuple(plain_value(ast.literal_eval(one)) for one in call.args)
                    yield written_as, plain, text[after : after + 500].partition("\n")[0]
                    break
            except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
                continue


def _balanced(text: str) -> str | None:
    """What stands between the first parenthesis and its partner."""
    depth, quote = 0, ""
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote and text[at - 1] != "\\" else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if not depth:
                return text[1:at]
    return None


def _as_python(text: str) -> str:
    for pattern, word in _WORDS:
        text = re.sub(pattern, word, text)
    for _ in range(3):
        for pattern in _WRAPPED:
            text = re.sub(pattern, r"[\1]", text)
    text = re.sub(r"(\d)[fFlLuU]\b", r"\1", text)
    return re.sub(r"(?:\.to_string\(\)|\.to_owned\(\)|String::from|&mut |&)", "", text)


def plain_value(value: object) -> Value:
    """The value if it is made of what languages share.

    Raises:
        ValueError: it is not.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [plain_value(part) for part in value]
        case tuple():
            return tuple(plain_value(part) for part in value)
        case dict():
            return {plain_value(key): plain_value(part) for key, part in value.items()}
        case set():
            return {plain_value(part) for part in value}
        case _:
            msg = f"{type(value).__name__} is no plain value"
            raise ValueError(msg)
