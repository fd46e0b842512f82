"""Runs inside the sandbox: one test file as a script, with a report on descriptor 3.

The report is one JSON line: the exit status, and which file of the task ended the run if it was not the test file
itself: a candidate that calls ``sys.exit(0)`` before the assertions has passed nothing.
"""

import json
import os
import runpy
import sys
import traceback
from pathlib import Path
from types import TracebackType

REPORT = 3


def main(path: str) -> int:
    """Run ``path`` as the main program; its exit status."""
    os.set_inheritable(REPORT, False)
    sys.path.insert(0, str(Path.cwd()))
    sys.argv = [path]
    status, ended_by, error = 0, "", None
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as stop:
        status = int(stop.code) if isinstance(stop.code, int) else 0 if stop.code is None else 1
        if status == 1 and stop.code != 1:
            sys.stderr.write(f"{stop.code}\n")
        ended_by = _other_file(stop.__traceback__, path)
    except BaseException as caught:  # noqa: BLE001 - whatever the test file raises is its result
        status, error = 1, caught
        traceback.print_exception(caught)
    kinds = (MemoryError, SyntaxError, ImportError)
    record = {
        "kind": "end",
        "status": status,
        "ended_by": ended_by,
        "type": next(
            (kind.__name__ for kind in kinds if isinstance(error, kind)), type(error).__name__ if error else ""
        ),
        "missing": (isinstance(error, ModuleNotFoundError) and error.name) or "",
        "message": f"{type(error).__name__}: {error}"[:4000] if error else "",
    }
    os.write(REPORT, json.dumps(record).encode() + b"\n")
    return status


def _other_file(trace: TracebackType | None, path: str) -> str:
    """A file of the task, other than ``path``, in the call stack."""
    here = Path.cwd()
    while trace:
        name = Path(trace.tb_frame.f_code.co_filename)
        if name.is_absolute() and name.is_relative_to(here) and name != here / path:
            return str(name.relative_to(here))
        trace = trace.tb_next
    return ""


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code & 0xFF)  # a thread that the candidate left running is no reason to wait
