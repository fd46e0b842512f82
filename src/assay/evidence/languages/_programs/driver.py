"""Runs inside the sandbox: the steps named on standard input, in order; a JSON line for each on descriptor 3.

A step that must succeed and does not ends the run. The descriptor is not handed down; the candidate still shares this
user, so that what is reported can be forged (class E0).
"""

import base64
import contextlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
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
    else:
        for name in asked["products"]:
            write({"product": name, "packed": packed(Path(name))})
    write({"end": True})


def run(step: dict[str, object]) -> dict[str, object]:
    """One step: its status (None when it was stopped), why it was stopped, its output, the file that it was to write,
    and the most memory that one of its processes held, if that is more than in the steps before."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with tempfile.TemporaryFile(buffering=0) as output:  # to a pipe, some runtimes write no faster than it is read
        process = subprocess.Popen(  # noqa: S603 - what the plan names, in the sandbox
            [str(one) for one in step["argv"]],  # type: ignore[attr-defined]
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **dict(step["env"])},  # type: ignore[call-overload]
            start_new_session=True,
            preexec_fn=lambda: bound(step["data_mib"]),  # type: ignore[arg-type]  # noqa: PLW1509 - there are no threads here
        )
        most = int(step["output_kib"]) << 10  # type: ignore[call-overload]
        stopped = wait(process, output.fileno(), start + float(step["timeout_s"]), most)  # type: ignore[arg-type]
        status = None if stopped else process.returncode
        said = os.pread(output.fileno(), MOST_OUTPUT, 0)
    peak, report = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, ""
    if step["report"]:
        try:
            with Path(str(step["report"])).open(encoding="utf-8", errors="replace") as stream:
                report = stream.read(MOST_OUTPUT)
        except OSError:
            report = ""
    return {
        "status": status,
        "stopped": stopped,
        "output": said.decode("utf-8", "backslashreplace")[:MOST_OUTPUT],
        "report": report,
        "wall_s": time.monotonic() - start,
        "peak_kib": peak if peak > before else 0,
    }


def packed(product: Path) -> str:
    """A file that was built, or the folder that was as a zip file, made small; empty when it is not there."""
    content = b""
    if product.is_dir():
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as pack:
            for path in sorted(product.rglob("*")):
                if path.is_file():
                    pack.write(path, path.relative_to(product))
        content = archive.getvalue()
    elif product.is_file():
        content = product.read_bytes()
    return base64.b64encode(zlib.compress(content, 1)).decode() if content else ""


def bound(data_mib: int) -> None:
    """Between fork and start: bound what each process of the step may hold."""
    if data_mib:
        resource.setrlimit(resource.RLIMIT_DATA, (data_mib << 20, data_mib << 20))


def wait(process: "subprocess.Popen[bytes]", output: int, deadline: float, most: int) -> str:
    """The limit that was reached before the program ended, if one was. Nothing of the step is left."""
    stopped, pause = "", 0.001
    while not stopped and process.poll() is None:
        if os.fstat(output).st_size > most:
            stopped = "output_limit"
        elif time.monotonic() > deadline:
            stopped = "timed_out"
        time.sleep(pause)
        pause = min(0.02, pause * 1.2)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return "output_limit" if os.fstat(output).st_size > most else stopped


def write(record: dict[str, object]) -> None:
    """Write one line."""
    line = json.dumps(record).encode() + b"\n"
    while line:
        line = line[os.write(REPORT, line) :]


if __name__ == "__main__":
    main()
