"""200 reviewers without a pause for ten minutes, over HTTP against ``assay up``: rates, latencies, errors, memory.

    python benchmarks/load.py [--reviewers 200] [--seconds 600] [--processes 2] [--workers 1]

Each signs in, then goes through whole reviews: the queue, the next task, opening it, saving a draft, submitting ten
findings on two candidates of 60 lines. The clients are a process of their own on the same machine; what they compute
is printed beside what the servers do. With ``--seconds 3600`` it is an hour of load: memory of every kind of process
is read every ten seconds. It ends with 1 if anything was refused or failed, or if a submitted review is not stored.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from _crowd import PASSWORD, Servers, crowd, seed, tell, tell_servers, up
from _report import figure

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database

NAMES = {
    "see the queue": "queue",
    "next task": "next",
    "open": "open",
    "save a draft": "save",
    "submit": "submit",
}
FASTEST_PER_S = 150
"""Reviews that there are tasks for."""
OVERLAP = 5


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--processes", type=int, default=2, help="web processes")
    parser.add_argument("--workers", type=int, default=1, help="background workers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            return _measure(Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1"}), options)


def _measure(instance: Instance, options: argparse.Namespace) -> int:
    count = max(2_000, int(options.seconds * FASTEST_PER_S / OVERLAP))
    people = seed(instance, options.reviewers, count, OVERLAP)
    with up(instance, options.workers, options.processes) as base:
        work = {"bases": [base], "people": people, "password": PASSWORD, "seconds": options.seconds}
        measured = crowd("_reviewers.py", work, Servers())
    submitted, errors = len(measured.took.get("submit", ())), sum(measured.errors.values())
    print(
        f"{options.reviewers} reviewers for {options.seconds:g} s: {submitted} reviews, {errors} errors;"
        f" {options.processes} web processes, {options.workers} workers, {count} tasks"
    )
    tell(measured, NAMES)
    tell_servers(measured, max(submitted, 1))
    print(
        "reviews in each minute: "
        + " ".join(str(n) for _, n in sorted((int(at), n) for at, n in measured.minutes.items()))
    )
    lost = _lost(submitted)
    print(f"submitted and not stored: {lost}")
    figure("reviewers", options.reviewers)
    figure("minutes", round(options.seconds / 60, 1))
    figure("reviews", submitted)
    figure("errors", errors)
    figure("lost", lost)
    return 1 if errors or lost else 0


def _lost(submitted: int) -> int:
    """Reviews that were acknowledged, but for those that the database has with all of their findings."""
    from django.db.models import Count

    from assay_web.review.models import Review

    return submitted - Review.objects.annotate(n=Count("findings")).filter(n=10).count()


if __name__ == "__main__":
    sys.exit(main())
