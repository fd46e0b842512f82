"""Arguments as their names and annotations suggest, once as all is well and once as things go wrong."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

_BEYOND = (
    "url",
    "host",
    "port",
    "socket",
    "sock",
    "conn",
    "request",
    "session",
    "client",
    "cursor",
    "loop",
    "executor",
)
_COUNTS = ("count", "size", "limit", "max", "min", "num", "workers", "retries", "attempts", "width", "depth", "index")
_MANY = ("items", "values", "list", "rows", "records", "lines", "names", "keys", "data", "numbers", "jobs", "tasks")
_MOST = 6


class CannotCall(Exception):
    """An argument cannot be guessed."""


def lay_out(folder: Path) -> None:
    """The files that arguments name."""
    (folder / "input.txt").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "input.json").write_text('{"a": 1}', encoding="utf-8")
    (folder / "broken.json").write_text('{"a": ', encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "folder" / "one.txt").write_text("1\n", encoding="utf-8")


def guess(function: Callable[..., Any], *, wrong: bool) -> tuple[list[Any], str]:
    """Arguments by position and how they are written; a method's own object is not among them.

    Raises:
        CannotCall: one of them cannot be guessed.
    """
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        raise CannotCall("has no signature") from None
    values: list[Any] = []
    shown: list[str] = []
    for one in parameters:
        if one.kind in {one.VAR_POSITIONAL, one.VAR_KEYWORD}:
            continue
        if one.default is not one.empty:
            break
        if one.kind is one.KEYWORD_ONLY or len(values) == _MOST:
            raise CannotCall(f"takes {one.name}")
        value = _value(one.name.lower(), str(one.annotation).lower(), wrong)
        values.append(value)
        shown.append(
            "a function"
            if callable(value)
            else f"{value!r}"
            if not isinstance(value, Path)
            else f"Path({str(value)!r})"
        )
    return values, ", ".join(shown)


def _value(name: str, hint: str, wrong: bool) -> Any:  # noqa: ANN401, C901, PLR0911, FBT001 - a line per guess
    if any(word in name for word in _BEYOND):
        raise CannotCall(f"takes {name}")
    if "callable" in hint or any(word in name for word in ("func", "callback", "handler", "fn", "factory", "target")):
        return _fails if wrong else _works
    if "path" in hint or any(word in name for word in ("path", "file", "config", "src", "source")) or name == "dest":
        written = _file(name, wrong)
        return Path(written) if "path" in hint and "str" not in hint.replace("pathlib", "") else written
    if any(word in name for word in ("dir", "folder")):
        return "missing" if wrong else "folder"
    if "bytes" in hint:
        return b"\xff" if wrong else b"a"
    if "dict" in hint or "mapping" in hint:
        return {} if wrong else {"a": 1}
    if "list" in hint or "sequence" in hint or "iterable" in hint or (hint.endswith("empty'>") and name in _MANY):
        return [None] if wrong else (["1", "2"] if "str" in hint else [1, 2])
    if "bool" in hint:
        return not wrong
    if "float" in hint or any(word in name for word in ("timeout", "delay", "interval", "seconds")):
        return 0.01
    if "int" in hint or name == "n" or any(word in name for word in _COUNTS):
        return -1 if wrong else 2
    if "str" in hint or hint.endswith("empty'>"):
        return "{" if wrong else "1"
    raise CannotCall(f"takes {name}")


def _shown(value: Any) -> str:  # noqa: ANN401 - any value
    if callable(value):
        return "a function"
    return f"Path({str(value)!r})" if isinstance(value, Path) else repr(value)


def _file(name: str, wrong: bool) -> str:  # noqa: FBT001 - one of two worlds
    if any(word in name for word in ("out", "dest", "target", "dst")):
        return "missing/output.txt" if wrong else "output.txt"
    if "json" in name or "config" in name:
        return "broken.json" if wrong else "input.json"
    return "broken.json" if wrong else "input.txt"


def _works(*_: object, **__: object) -> int:
    return 1


def _fails(*_: object, **__: object) -> int:
    raise RuntimeError("told to fail")
