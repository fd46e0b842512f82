"""Jobs per second with one, two and four workers on the same jobs.

    python benchmarks/workers.py [--quick] [--jobs 200] [--workers 1 2 4]

Each job examines one real candidate in the real sandbox: tests, analyzers, probes. Workers are processes of their own,
one job at a time each, and have examined something before the clock starts. The last column says what a worker more is
worth on this machine: where it has as many cores, the rate should grow with them.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import LiteralString

import psycopg
from _candidates import queue
from _report import figure

from assay_cli.platform.children import spawn, stop
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, assay_command, database, start_django
from assay_cli.platform.serve import migrate

LONGEST_S = 7200
_LEFT = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'assay.collect_evidence'"
_SIGNED_ON = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '6 s'"
_AGAIN = """
DELETE FROM procrastinate_jobs WHERE task_name = 'assay.collect_evidence';
TRUNCATE tasks_examination CASCADE;
UPDATE tasks_candidate SET evidence_state = 'pending';
"""
_READY = "SELECT count(*) FROM tasks_candidate WHERE evidence_state = 'ready'"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--quick", action="store_true", help="24 jobs")
    options = parser.parse_args()
    if options.quick:
        options.jobs = 24
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            instance = Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1", "ASSAY_POOL": "0"})
            start_django(instance)
            migrate()
            from assay_web.accounts.services import create_user

            queue("workers", create_user("lead@example.org", None), options.jobs)
            seconds = {count: _round(instance, count, options.jobs) for count in options.workers}
    rates = {count: options.jobs / spent for count, spent in seconds.items()}
    first = rates[options.workers[0]]
    print(f"{options.jobs} jobs, {os.cpu_count()} cores")
    for count, rate in rates.items():
        print(f"{count} workers  {seconds[count]:>7.1f} s  {rate:>6.2f} jobs/s  {rate / first:>5.2f} times the first")
        figure(f"workers_{count}_per_s", rate)
        figure(f"workers_{count}_times", rate / first)
    return 0


def _round(instance: Instance, count: int, jobs: int) -> float:
    """Seconds that so many workers need for all."""
    command = assay_command("worker", "--concurrency", "1", "--queue", "bulk")
    with psycopg.connect(instance.database_url, autocommit=True) as connection:
        connection.execute(_AGAIN)
        workers = [
            spawn(command, log=instance.folder.logs / f"worker-{number}.log", env=instance.environment())
            for number in range(count)
        ]
        try:
            ids = [row[0] for row in connection.execute("SELECT id FROM tasks_candidate ORDER BY id").fetchall()]
            _until_warm(connection, ids, count)
            connection.execute(_AGAIN)
            begun = time.monotonic()
            _queue(ids)
            _wait(connection, _LEFT, lambda left: left == 0)
            spent = time.monotonic() - begun
            _check(connection, jobs)
        finally:
            for one in workers:
                one.send_signal(signal.SIGTERM)
            for one in workers:
                stop(one, signal.SIGTERM, 20)
    return spent


def _until_warm(connection: psycopg.Connection, ids: Sequence[int], count: int) -> None:
    """Until each has examined something: a worker that is not busy takes what another has not taken yet."""
    _wait(connection, _SIGNED_ON, lambda signed_on: signed_on >= count)
    _queue(ids[: 2 * count])
    _wait(connection, _LEFT, lambda left: left == 0)


def _queue(ids: Sequence[int]) -> None:
    from assay_web.tasks.evidence_queue import enqueue_evidence

    enqueue_evidence(ids)


def _wait(connection: psycopg.Connection, statement: LiteralString, enough: Callable[[int], bool]) -> None:
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        row = connection.execute(statement).fetchone()
        assert row is not None
        if enough(int(row[0])):
            return
        time.sleep(0.05)
    raise SystemExit("workers: jobs are left")


def _check(connection: psycopg.Connection, jobs: int) -> None:
    row = connection.execute(_READY).fetchone()
    assert row is not None
    assert int(row[0]) == jobs, f"{row[0]} of {jobs} candidates are examined"


if __name__ == "__main__":
    raise SystemExit(main())
