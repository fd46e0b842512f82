"""Runs inside the sandbox: calls one function with each input; a JSON line per call on descriptor 3.

The candidate shares this process: it could forge its own outcomes, and gains nothing by it but to look equal.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import io
import itertools
import json
import os
import random
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path, PurePosixPath

from codec import decode, encode  # type: ignore[import-not-found]

REPORT, MOST_ITEMS, MOST_PRINTED = 3, 1000, 10_000
MOST_LATE = 3
"""Calls that may use up their time before the rest is left out."""


class TooLate(BaseException):
    """The call used up its CPU time."""


def main() -> None:
    """Call, and tell."""
    asked = json.load(sys.stdin)
    sys.path.insert(0, str(Path.cwd()))
    signal.signal(signal.SIGVTALRM, _too_late)
    function = _load(asked)
    if function is None:
        return
    late = 0
    for given in asked["inputs"]:
        told: dict[str, object] = {"ended": "unknown"}
        if late < MOST_LATE:
            told = _call(function, str(Path(asked["path"]).resolve()), given, asked["seconds"])
        late += told["ended"] == "timed out"
        _tell(told)


def _load(asked: dict[str, object]) -> object:
    """The function, or None after telling why every call must fail."""
    module = ".".join(PurePosixPath(str(asked["path"])).with_suffix("").parts)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            found: object = importlib.import_module(module)
            for name in str(asked["entry"]).split("."):
                found = getattr(found, name)
    except BaseException as error:  # noqa: BLE001 - the candidate's module may do anything
        for _ in asked["inputs"]:  # type: ignore[attr-defined]
            _tell({"ended": "raised", "error": f"on import: {type(error).__name__}", "message": _message(error)})
        return None
    return found


def _call(function: object, path: str, given: list[object], seconds: float) -> dict[str, object]:
    arguments = [decode(one) for one in given]
    printed = io.StringIO()
    random.seed(0)
    try:
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
            try:
                value = encode(_settled(function(*arguments)))  # type: ignore[operator]
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        told: dict[str, object] = {"ended": "returned", "value": value}
    except TooLate:
        return {"ended": "timed out"}
    except BaseException as error:  # noqa: BLE001 - whatever the candidate raises is what came of the call
        told = {
            "ended": "raised",
            "error": type(error).__name__,
            "message": _message(error),
            "line": _line(error, path),
        }
    after = [encode(one) for one in arguments]
    if after != given:
        told["changed"] = after
    if text := printed.getvalue():
        told["printed"] = text[:MOST_PRINTED]
    return told


def _settled(value: object) -> object:
    """Coroutines awaited, generators and other iterators as lists."""
    if inspect.iscoroutine(value):
        return asyncio.run(value)
    if inspect.isasyncgen(value):
        return asyncio.run(_gathered(value))
    if hasattr(value, "__next__"):
        return list(itertools.islice(value, MOST_ITEMS))  # type: ignore[call-overload]
    return value


async def _gathered(stream: object) -> list[object]:
    return [item async for item in stream]  # type: ignore[attr-defined]


def _too_late(*_: object) -> None:
    raise TooLate


def _line(error: BaseException, path: str) -> int | None:
    """The last line of the candidate's file that the error came through."""
    found, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _message(error: BaseException) -> str:
    try:
        return str(error)[:300]
    except BaseException:  # noqa: BLE001 - the candidate's own exception may fail to print
        return ""


def _tell(told: dict[str, object]) -> None:
    line = json.dumps(told).encode() + b"\n"
    while line:
        line = line[os.write(REPORT, line) :]


if __name__ == "__main__":
    main()
