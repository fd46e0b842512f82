"""What breaks, what people see of it, what is lost, and how soon it is right again.

    sudo python benchmarks/faults.py [--quick] [--reviews 500] [--people 8] [--seed 1] [--only NAME …] [--table]

Scripted reviewers claim, save drafts, try code, lock and submit over HTTP against a whole instance while its processes
are killed at random moments, its database is away, its disk is full, its clock jumps, its sandbox cannot work, and a
worker may not have the memory that it needs. Whatever was acknowledged with 2xx is then looked up in the data: versions
of drafts, reviews, entries of the ledger. It ends with 1 if anything of it is missing or there twice. ``--table``
prints the rows for docs/faults.md. What this machine does not allow is told as such, and not measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from _fault_rows import Row, Setup, markdown, unmeasured
from _faults_of_machines import clock_jump, full_disk, memory, no_sandbox
from _faults_of_processes import database_away, killed, prepare
from _report import figure

FAULTS: dict[str, Callable[[Setup], list[Row]]] = {
    "killed": killed,
    "database-away": database_away,
    "full-disk": full_disk,
    "clock": clock_jump,
    "no-sandbox": no_sandbox,
    "memory": memory,
}
QUICK_REVIEWS = 40


def main() -> int:
    """Break, look, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("reviews", 500), ("people", 8), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_REVIEWS} reviews, 4 people")
    parser.add_argument("--only", choices=FAULTS, action="append")
    parser.add_argument("--table", action="store_true", help="rows of docs/faults.md")
    options = parser.parse_args()
    if options.quick:
        options.reviews, options.people = QUICK_REVIEWS, 4
    with tempfile.TemporaryDirectory(prefix="assay-faults-") as temporary:
        rows = _all(options, Path(temporary))
    measured = f"{options.reviews} reviews, {platform.machine()}, {os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}"
    if options.table:
        print(f"\n{markdown(rows)}\nMeasured by `benchmarks/faults.py`: {measured}.")
    right = all(row.right for row in rows)
    figure("faults", len([row for row in rows if not row.note]))
    figure("wrong", len([row for row in rows if not row.right]))
    for row in rows:
        for name, value in row.figures.items():
            figure(f"{row.name}_{name}", value)
    return 0 if right else 1


def _all(options: argparse.Namespace, folder: Path) -> list[Row]:
    rows: list[Row] = []

    def setup(name: str) -> Setup:
        draw = random.Random(options.seed)  # noqa: S311 - not for secrets
        (folder / name).mkdir()
        return Setup(folder / "base", folder / name, options.reviews, options.people, draw)

    if wrong := in_a_process_of_its_own(prepare, setup("base")):
        return wrong
    for name in options.only or FAULTS:
        found = in_a_process_of_its_own(FAULTS[name], setup(name))
        shutil.rmtree(folder / name, ignore_errors=True)
        rows += found
        for row in found:
            print(row.line(), flush=True)
    return rows


def in_a_process_of_its_own(fault: Callable[[Setup], list[Row]], setup: Setup) -> list[Row]:
    """Django can be set up once in a process, for one database."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(receive)
            rows = fault(setup)
            with os.fdopen(send, "w") as stream:
                json.dump([one.told() for one in rows], stream)
            code = 0
        except BaseException:  # noqa: BLE001 - said, and the other faults are measured all the same
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(send)
    with os.fdopen(receive) as stream:
        text = stream.read()
    _, status = os.waitpid(child, 0)
    if status or not text:
        return [unmeasured(fault.__name__, fault.__name__, "the measurement itself failed, see above", right=False)]
    return [Row(**one) for one in json.loads(text)]


if __name__ == "__main__":
    assert threading.active_count() == 1
    sys.exit(main())
