"""Runs inside the sandbox: the steps named on standard input, in order; a JSON line for each on descriptor 3.

A step that must succeed and does not ends the run. The descriptor is not handed down; the candidate still shares this
user, so that what is reported can be forged (class E0).
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

REPORT = 3
MOST_OUTPUT = 200_000


def main() -> None:
    """Run the steps."""
    asked = json.load(sys.stdin)
    os.set_inheritable(REPORT, False)
    for number, step in enumerate(asked["steps"]):
        told = run(step)
        write({"step": number, **told})
        if step["required"] and told["status"] != 0:
            break
    write({"end": True})


def run(step: dict[str, object]) -> dict[str, object]:
    """One step: its status (None when it was stopped after its time), output and files it was to write."""
    start = time.monotonic()
    argv = [str(one) for one in step["argv"]]  # type: ignore[attr-defined]
    environment = {**os.environ, **dict(step["env"])}  # type: ignore[call-overload]
    with subprocess.Popen(  # noqa: S603 - what the plan names, in the sandbox
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=float(step["timeout_s"]))  # type: ignore[arg-type]
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            status = None
    report = ""
    if step["report"]:
        try:
            with Path(str(step["report"])).open(encoding="utf-8", errors="replace") as stream:
                report = stream.read(MOST_OUTPUT)
        except OSError:
            report = ""
    text = output.decode("utf-8", "replace")
    return {"status": status, "output": text[:MOST_OUTPUT], "report": report, "wall_s": time.monotonic() - start}


def write(record: dict[str, object]) -> None:
    """Write one line."""
    line = json.dumps(record).encode() + b"\n"
    while line:
        line = line[os.write(REPORT, line) :]


if __name__ == "__main__":
    main()
