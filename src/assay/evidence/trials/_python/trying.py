"""Runs inside the sandbox: the candidate's names at hand, a snippet is executed; one JSON line on descriptor 3."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import itertools
import json
import os
import sys
from pathlib import Path
from types import CodeType
from typing import Any

REPORT, MOST_ITEMS, LONGEST = 3, 1000, 4000


def main() -> None:
    """Try, and tell."""
    asked = json.load(sys.stdin)
    sys.path.insert(0, str(Path.cwd()))
    try:
        names = _names(asked["modules"])
        told = _try(asked["code"], names)
    except BaseException as error:  # noqa: BLE001 - whatever the candidate raises is what came of it
        told = _raised(error)
    sys.stdout.flush()
    sys.stderr.flush()
    _tell(told)


def _names(modules: list[str]) -> dict[str, Any]:
    """What ``from module import *`` would bring, of each module; and the modules themselves."""
    found: dict[str, Any] = {"__name__": "__trial__"}
    for name in modules:
        module = importlib.import_module(name)
        public = getattr(module, "__all__", None) or [one for one in vars(module) if not one.startswith("_")]
        found |= {one: getattr(module, one) for one in public if hasattr(module, one)}
        found[name.partition(".")[0]] = sys.modules[name.partition(".")[0]]
    return found


def _try(code: str, names: dict[str, Any]) -> dict[str, object]:
    tree = ast.parse(code, "<what you typed>")
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    _run(compile(tree, "<what you typed>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)
    if not isinstance(last, ast.Expr):
        return {"ended": "returned"}
    expression = ast.Expression(last.value)
    value = _run(compile(expression, "<what you typed>", "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)
    awaited = inspect.iscoroutine(value)
    value = _settled(value)
    shown = repr(value)
    literal = shown if _is_literal(shown, value) else ""
    return {"ended": "returned", "value": shown[:LONGEST], "literal": literal, "awaited": awaited}


def _run(code: CodeType, names: dict[str, Any]) -> object:
    value = eval(code, names)  # noqa: S307 - that is what the sandbox is for
    return asyncio.run(value) if code.co_flags & inspect.CO_COROUTINE else value


def _settled(value: object) -> object:
    """Coroutines awaited, iterators as lists."""
    if inspect.iscoroutine(value):
        return asyncio.run(value)
    if hasattr(value, "__next__"):
        return list(itertools.islice(value, MOST_ITEMS))  # type: ignore[call-overload]
    return value


def _is_literal(shown: str, value: object) -> bool:
    if len(shown) > LONGEST:
        return False
    try:
        return bool(ast.literal_eval(shown) == value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _raised(error: BaseException) -> dict[str, object]:
    told: dict[str, object] = {"ended": "raised", "error": type(error).__name__}
    try:
        told["message"] = str(error)[:LONGEST]
    except BaseException:  # noqa: BLE001 - the candidate's own exception may fail to print
        told["message"] = ""
    here, trace = f"{Path.cwd()}/", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(here):
            told |= {"path": name.removeprefix(here), "line": trace.tb_lineno}
        trace = trace.tb_next
    return told


def _tell(told: dict[str, object]) -> None:
    line = json.dumps(told).encode() + b"\n"
    while line:
        line = line[os.write(REPORT, line) :]


if __name__ == "__main__":
    main()
