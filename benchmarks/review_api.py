"""Latency and throughput of the reviewer's API: submit a review with 10 findings, and ask for the next task.

A durable PostgreSQL, ``assay up`` with two web processes, 8 clients without a pause on connections that stay open, in a
process of their own on this machine. First all that was taken is submitted, then tasks are taken. The peer in the same
run: the rows that a review leaves in the database (one review, ten findings, the assignment), written by 8 connections
without any server in between; the ratio says what everything else costs.

    python benchmarks/review_api.py [--reviews 2000] [--processes 2]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
import uuid
from pathlib import Path

import psycopg
from _crowd import PASSWORD, Measured, Servers, crowd, seed, tell, tell_processors, up
from _report import figure

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database

CLIENTS = 8
NAMES = {"submit": "submit", "next task": "next", "bare rows": "bare"}


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=2000)
    parser.add_argument("--processes", type=int, default=2, help="web processes")
    options = parser.parse_args()
    each = options.reviews // CLIENTS
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            instance = Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1"})
            people = seed(instance, CLIENTS, 2 * options.reviews, CLIENTS)
            with up(instance, 0, options.processes) as base:
                work = {"bases": [base], "people": people, "password": PASSWORD, "reviews": each, "wired": True}
                measured = crowd("_reviewers.py", work, Servers())
            rows = bare(url, each)
    tell(measured, NAMES)
    tell_processors(measured, NAMES)
    tell(rows, NAMES)
    rates = [len(one.took[what]) / one.walls[what] for one, what in ((measured, "submit"), (rows, "bare rows"))]
    print(f"a submit runs at {rates[0] / rates[1]:.2f} of the rate of its bare rows")
    figure("submit_of_bare_percent", 100 * rates[0] / rates[1])
    figure("errors", sum(measured.errors.values()))
    return 1 if measured.errors else 0


def bare(url: str, count: int) -> Measured:
    """The rows alone, by as many connections at the same time."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare_review (id uuid PRIMARY KEY, body jsonb)")
        connection.execute("CREATE TABLE bare_finding (id uuid PRIMARY KEY, review uuid, body jsonb)")
    took: list[float] = []
    threads = [threading.Thread(target=lambda: took.extend(_written(url, count))) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return Measured({"bare rows": took}, {"bare rows": time.perf_counter() - begun}, {}, {}, 0.0)


def _written(url: str, count: int) -> list[float]:
    took = []
    finding = json.dumps({"title": "Off by one", "explanation": "The last value is never computed. " * 5})
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(count):
            start = time.perf_counter()
            with connection.transaction(), connection.cursor() as cursor:
                key = uuid.uuid4()
                cursor.execute("INSERT INTO bare_review VALUES (%s, %s)", [key, finding])
                cursor.executemany(
                    "INSERT INTO bare_finding VALUES (%s, %s, %s)", [(uuid.uuid4(), key, finding) for _ in range(10)]
                )
            took.append(time.perf_counter() - start)
    return took


if __name__ == "__main__":
    raise SystemExit(main())
