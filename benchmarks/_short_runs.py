"""Short runs in the sandbox, some at a time: of this process, and of one whose slots are always young."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from assay.evidence.interpreter import entering
from assay.evidence.sandbox import SANDBOXES, Entry, examine
from assay.evidence.sandboxes._slots import SLOTS

_MODULE = "soak_driver"
_SOURCE = "def answer(n):\n    return sum(range(n))\n"
_DRIVER = """
import json, os, sys

def main():
    source, inputs = json.loads(sys.stdin.read())
    names = {}
    exec(source, names)
    os.write(3, json.dumps([names["answer"](one) for one in inputs]).encode())
"""
_WARMING = 20
"""Runs for each worker before anything counts."""


def write_driver(folder: Path) -> None:
    """Where candidates, which are other users, can read it."""
    folder.chmod(0o755)
    (folder / f"{_MODULE}.py").write_text(_DRIVER, encoding="utf-8")


class Runs:
    """Runs of the driver that :func:`write_driver` put into ``folder``, as many at once as there are workers."""

    def __init__(self, folder: Path, sandbox: str, workers: int, pool: ThreadPoolExecutor) -> None:
        self._sandbox, self._workers, self._pool = SANDBOXES.get(sandbox), workers, pool
        entry = Entry(_MODULE, (str(folder.resolve()),))
        self._program = entering(entry, stdin=json.dumps((_SOURCE, (1, 10, 100))).encode())
        examine(self._sandbox)

    def renew(self) -> None:
        """Close all slots, and have new ones."""
        SLOTS.close()
        self.seconds(_WARMING * self._workers)

    def seconds(self, count: int) -> float:
        """Do some; how long all of them took.

        Raises:
            AssertionError: one did not answer what it should.
        """
        begun = time.perf_counter()
        for run in self._pool.map(lambda _: self._sandbox.execute(self._program), range(count)):
            assert json.loads(run.report) == [0, 45, 4950], run
        return time.perf_counter() - begun


class Young:
    """The same in another process, whose slots are renewed when asked for."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.pid, self._process = process.pid, process

    def renew(self) -> None:
        """Close all of its slots, and have new ones."""
        self.seconds(0)

    def seconds(self, count: int) -> float:
        """Do some there; how long all of them took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(count, file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())


@contextmanager
def young(folder: Path, sandbox: str, workers: int) -> Iterator[Young]:
    """Start it; it ends with the block."""
    command = [sys.executable, __file__, str(folder), sandbox, str(workers)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Young(process)
        assert process.stdin is not None
        process.stdin.close()


def main() -> int:
    """Do as many runs as each line says, or for none of them renew the slots."""
    folder, sandbox, workers = sys.argv[1:]
    with ThreadPoolExecutor(int(workers)) as pool:
        runs = Runs(Path(folder), sandbox, int(workers), pool)
        for line in sys.stdin:
            if not (count := int(line)):
                runs.renew()
            print(runs.seconds(count), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
