"""Thirty-two people claim, give back and lose tasks at once: is a task ever handed to one too many?

    python benchmarks/claiming.py [--seconds 60] [--people 32] [--tasks 100] [--overlap 3] [--seed 1]

Each person is a thread with a connection of its own to a real PostgreSQL, and goes through the same services as the
pages. A watcher counts what is held as fast as it can. It ends with 1 if a task was ever held by more than its
overlap or twice by one person, if the database met a deadlock, if somebody got an error, or if the counted places are
not those that are held.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _report import figure

from assay.domain.task import Aspect, Candidate, Language, Task
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import migrate

_HELD = """
    SELECT coalesce(max(n), 0), coalesce(max(same), 0) FROM (
        SELECT count(*) AS n, count(*) - count(DISTINCT reviewer_id) + 1 AS same FROM review_assignment
        WHERE state NOT IN ('released', 'expired') GROUP BY task_id
    ) AS one
"""
_MISCOUNTED = """
    SELECT count(*) FROM tasks_task t WHERE filled <> (overlap <= (
        SELECT count(*) FROM review_assignment a WHERE a.task_id = t.id AND a.state NOT IN ('released', 'expired')))
"""
_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass
class Seen:
    """What happened, from all threads."""

    done: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    most: int = 0
    same: int = 0
    looks: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """One more of it."""
        with self.lock:
            self.done[what] += 1


def main() -> int:
    """Make the crowd, let it run, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    for name, value in (("people", 32), ("tasks", 100), ("overlap", 3), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            start_django(Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1", "ASSAY_POOL": "0"}))
            migrate()
            return _run(options)


def _run(options: argparse.Namespace) -> int:
    people = _crowd(options)
    seen = Seen()
    stop = threading.Event()
    ready = threading.Barrier(options.people + 1)
    threads = [
        threading.Thread(target=_work, args=(person, random.Random(options.seed * 1_000 + at), ready, stop, seen))  # noqa: S311 - not for secrets
        for at, person in enumerate(people)
    ]
    threads.append(threading.Thread(target=_watch, args=(ready, stop, seen)))
    for one in threads:
        one.start()
    time.sleep(options.seconds)
    stop.set()
    for one in threads:
        one.join(120)
    stuck = sum(one.is_alive() for one in threads)
    miscounted, deadlocks = _ask(_MISCOUNTED), _ask(_DEADLOCKS)
    print(f"{options.people} people on {options.tasks} tasks with overlap {options.overlap} for {options.seconds:g} s")
    print(", ".join(f"{n:,} {what}" for what, n in sorted(seen.done.items())))
    print(
        f"in {seen.looks:,} looks: at most {seen.most} hold one task, at most {seen.same} times the same person;"
        f" {deadlocks} deadlocks, {miscounted} tasks miscounted, {len(seen.errors)} errors, {stuck} threads stuck"
    )
    figure("claimed_per_s", (seen.done["next tasks"] + seen.done["chosen tasks"]) / options.seconds)
    figure("most_holders_above_overlap", max(0, seen.most - options.overlap))
    figure("deadlocks", deadlocks)
    figure("errors", len(seen.errors) + stuck + miscounted)
    for error in seen.errors[:5]:
        print(error)
    right = seen.most <= options.overlap and seen.same <= 1
    return 0 if right and not (deadlocks or miscounted or seen.errors or stuck) else 1


def _crowd(options: argparse.Namespace) -> list[Any]:
    from assay_web.accounts.services import create_user
    from assay_web.projects.models import Role
    from assay_web.projects.services import add_member, create_project
    from assay_web.tasks.services import import_tasks

    lead = create_user("lead@example.org", None)
    project = create_project(slug="crowd", name="Crowd", lead=lead, price_minor=1_000, overlap=options.overlap)
    people = [create_user(f"person-{number}@example.org", None) for number in range(options.people)]
    for person in people:
        add_member(project, person, Role.REVIEWER)
    candidate = Candidate(id="a", files={"app.py": "print(1)\n"})
    import_tasks(
        project,
        [
            Task(
                id=f"task-{number}",
                title=f"Task {number}",
                prompt="Print one.",
                language=Language.PYTHON,
                aspects=(Aspect.CORRECTNESS,),
                candidates=(candidate,),
            )
            for number in range(options.tasks)
        ],
    )
    return people


def _work(person: Any, draw: random.Random, ready: threading.Barrier, stop: threading.Event, seen: Seen) -> None:  # noqa: ANN401 - a user
    """Mostly take the next task; also take a certain one, give one back, fall silent, and sweep what has run out."""
    from django.db import connection

    ready.wait()
    try:
        while not stop.is_set():
            seen.count(_step(person, draw))
    except Exception as error:  # noqa: BLE001 - the benchmark's answer
        with seen.lock:
            seen.errors.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def _step(person: Any, draw: random.Random) -> str:  # noqa: ANN401 - as above
    from datetime import timedelta

    from django.utils import timezone

    from assay_web.kit.refusals import Refusal
    from assay_web.review import services
    from assay_web.review.models import OPEN_STATES, Assignment
    from assay_web.tasks.models import Task

    what = draw.random()
    mine = list(Assignment.objects.filter(reviewer=person, state__in=OPEN_STATES).values_list("pk", "public_id"))
    try:
        if what < 0.5:
            return "next tasks" if services.claim_next(person) else "answers that there is none"
        if what < 0.6:
            services.claim(person, draw.choice(list(Task.objects.values_list("public_id", flat=True))))
            return "chosen tasks"
        if what < 0.63 or not mine:
            return "sweeps" if services.expire_run_out_leases() else "sweeps of nothing"
        pk, public_id = draw.choice(mine)
        if what < 0.73:
            Assignment.objects.filter(pk=pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
            return "leases run out"
        services.release(person, public_id)
    except Refusal:
        return "refusals"
    return "given back"


def _watch(ready: threading.Barrier, stop: threading.Event, seen: Seen) -> None:
    from django.db import connection

    ready.wait()
    with connection.cursor() as cursor:
        while not stop.is_set():
            cursor.execute(_HELD)
            most, same = cursor.fetchone()
            seen.most, seen.same, seen.looks = max(seen.most, most), max(seen.same, same), seen.looks + 1
            time.sleep(0.01)
    connection.close()


def _ask(statement: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
