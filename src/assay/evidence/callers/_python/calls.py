"""Runs inside the sandbox: calls one function with each input; a JSON line per call on descriptor 3.

The candidate shares this process: it could forge its own outcomes, and gains nothing by it but to look equal.
"""

from __future__ import annotations

import importlib
import io
import itertools
import json
import os
import random
import signal
import sys
from collections.abc import AsyncGenerator, Coroutine
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path, PurePosixPath

from codec import decode, encode  # type: ignore[import-not-found]

REPORT, MOST_ITEMS, MOST_PRINTED = 3, 1000, 10_000
MOST_LATE = 3
"""Calls that may use up their time before the rest is left out."""
MOST_PARTS, MOST_EXACT = 20_000, 200_000
QUIET = 1 << 20
"""Characters that a call may print before they count as output of the program, which is bounded."""


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed; passes on what goes beyond all measure."""

    def __init__(self) -> None:
        self.kept, self.count = "", 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Take ``text``."""
        self.count += len(text)
        if len(self.kept) < MOST_PRINTED:
            self.kept += text[:MOST_PRINTED]
        if self.count > QUIET:
            os.write(1, text.encode("utf-8", "backslashreplace"))
        return len(text)


class TooLate(BaseException):
    """The call used up its CPU time."""


def main() -> None:
    """Call, tell, and end at once: a thread that the candidate left running is no reason to wait."""
    run()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def run() -> None:
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
            told = _call(function, given, asked)
        late += told["ended"] == "timed out"
        tell(told)


def _load(asked: dict[str, object]) -> object:
    """The function, or None after telling why every call must fail."""
    module = ".".join(PurePosixPath(str(asked["path"])).with_suffix("").parts)
    found: object = None
    name = ""
    try:
        found = importlib.import_module(module)
        for name in str(asked["entry"]).split("."):
            found = getattr(found, name)
    except BaseException as error:  # noqa: BLE001 - the candidate's module may do anything
        kind, said = type(error).__name__, message(error)
        if isinstance(error, AttributeError) and found is not None and not hasattr(found, name):
            kind, said = "ImportError", f"cannot import name {name!r} from {module!r}"
        for _ in asked["inputs"]:  # type: ignore[attr-defined]
            tell({"ended": "raised", "error": f"on import: {kind}", "message": said})
        return None
    return found


def _call(function: object, given: list[object], asked: dict[str, object]) -> dict[str, object]:
    """``exact``: what is returned is told as it is, be it a coroutine or an iterator, and larger."""
    arguments = [decode(one) for one in given]
    printed = Printed()
    seconds, exact = float(asked["seconds"]), asked.get("exact", False)  # type: ignore[arg-type]
    most = MOST_EXACT if exact else MOST_PARTS
    random.seed(0)
    try:
        with redirect_stdout(printed), redirect_stderr(Printed()):
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
            try:
                value = function(*arguments)  # type: ignore[operator]
                value = encode(value if exact else _settled(value), most)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        told: dict[str, object] = {"ended": "returned", "value": value}
    except TooLate:
        return {"ended": "timed out"}
    except BaseException as error:  # noqa: BLE001 - whatever the candidate raises is what came of the call
        told = {
            "ended": "raised",
            "error": type(error).__name__,
            "message": message(error),
            "line": raised_at(error, str(Path(str(asked["path"])).resolve())),
        }
    after = [encode(one, most) for one in arguments]
    if after != given:
        told["changed"] = after
    if printed.kept:
        told["printed"] = printed.kept[:MOST_PRINTED]
    return told


def _settled(value: object) -> object:
    """Coroutines awaited, generators and other iterators as lists."""
    if isinstance(value, Coroutine | AsyncGenerator):
        import asyncio  # noqa: PLC0415 - only where it is needed: it takes longer to load than most calls

        return asyncio.run(value if isinstance(value, Coroutine) else _gathered(value))
    if hasattr(value, "__next__"):
        return list(itertools.islice(value, MOST_ITEMS))  # type: ignore[call-overload]
    return value


async def _gathered(stream: object) -> list[object]:
    return [item async for item in stream]  # type: ignore[attr-defined]


def _too_late(*_: object) -> None:
    raise TooLate


def raised_at(error: BaseException, path: str) -> int | None:
    """The last line of the candidate's file that the error came through."""
    found, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def message(error: BaseException) -> str:
    """What it says of itself, in short."""
    try:
        return str(error)[:300]
    except BaseException:  # noqa: BLE001 - the candidate's own exception may fail to print
        return ""


def tell(told: dict[str, object]) -> None:
    """One line of the report."""
    line = json.dumps(told).encode() + b"\n"
    while line:
        line = line[os.write(REPORT, line) :]
