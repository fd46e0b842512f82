"""A function of a trusted module, imported once by the zygote and called in a copy of it for each run."""

from __future__ import annotations

import atexit
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Callable, Mapping
    from typing import Any, NoReturn

    Function = Callable[[], Any]


_VALUES = ["text", 1, [1.5, None, True], {"name": []}]


def prepare(entry: Mapping[str, Any] | None, environment: Mapping[str, str]) -> Function | None:
    """Import the entry's module and find its function; what every run of it has alike is set here."""
    if entry is None:
        return None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = entry["path"]
    found: Function = getattr(__import__(entry["module"]), entry["function"])
    _practise()
    return found


def _practise() -> None:
    """Do what nearly every entry does, so that the interpreter adapts its code to it once and not in every copy."""
    if json := sys.modules.get("json"):
        for _ in range(16):  # twice what Python 3.11 waits for
            json.loads(json.dumps(_VALUES).encode())


def call(function: Function, arguments: tuple[str, ...]) -> NoReturn:
    """Be the program: call, then end as an interpreter ends, without tearing itself down."""
    sys.argv[:] = [function.__module__, *arguments]
    status = 1
    try:
        status = _status(function)
        if threading := sys.modules.get("threading"):
            threading._shutdown()  # noqa: SLF001 - what the interpreter itself calls
        atexit._run_exitfuncs()  # noqa: SLF001 - likewise
    finally:
        try:
            _flush(sys.stdout)
            _flush(sys.stderr)
        finally:  # whatever the program put there: never return into the code of the zygote
            os._exit(status)


def _flush(stream: Any) -> None:  # noqa: ANN401 - whatever the program left there
    try:  # noqa: SIM105 - contextlib.suppress would cost copied pages
        stream.flush()
    except Exception:  # noqa: BLE001, S110 - as above
        pass


def _status(function: Function) -> int:
    """Exit code of a script that consists of the call."""
    try:
        function()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 0xFF
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(*sys.exc_info())
        return 1
    return 0
