"""Evidence over a whole project: how fast the walk and its portions are, with a worker that is killed, and stopped.

    python benchmarks/collecting.py [--quick] [--tasks 100000] [--seconds 20]

All candidates have the same content, which is examined once: what is measured is everything but the tools. First a
worker goes through all of them for so many seconds, is stopped, and resumed for as long; then, in another collection,
two look for the one in a hundred that has no evidence, and one of them is killed. Workers are processes of their own.
It ends with 1 if a candidate counts twice or not at all.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING, Any

from _report import figure

from assay.domain.task import Aspect, Candidate, Language, Task
from assay_cli.platform.children import spawn, stop
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, assay_command, database, start_django
from assay_cli.platform.serve import migrate

if TYPE_CHECKING:
    from assay_web.accounts.models import User
    from assay_web.projects.models import Project
    from assay_web.tasks.models import Collection

LONGEST_S = 1800
VIEWS = 21
ONE_IN = 100


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--quick", action="store_true", help="2,000 tasks, 5 seconds")
    options = parser.parse_args()
    if options.quick:
        options.tasks, options.seconds = 2_000, 5
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            instance = Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1", "ASSAY_POOL": "0"})
            start_django(instance)
            migrate()
            logging.disable(logging.INFO)
            bench = Bench(instance, *_seeded(options.tasks))
            print(f"{options.tasks:,} tasks, {2 * options.tasks:,} candidates, {os.cpu_count()} cores", flush=True)
            bench.go_through(options.seconds)
            wrong = bench.look_for_few(2 * options.tasks // ONE_IN)
            bench.look_at_the_page()
    return 1 if wrong else 0


def _tasks(count: int) -> Iterator[Task]:
    for number in range(count):
        yield Task(
            id=f"task-{number}",
            title=f"Task {number}",
            prompt="Add two numbers.",
            language=Language.PYTHON,
            aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
            candidates=tuple(
                Candidate(id=name, files={"app.py": "def add(a, b):\n    return a + b\n"}) for name in "ab"
            ),
        )


def _seeded(count: int) -> tuple[User, Project]:
    """A lead and their project, whose candidates count as examined; nothing waits in the queue."""
    from django.db import connection

    from assay_web.accounts.services import create_user
    from assay_web.projects.services import create_project
    from assay_web.tasks.evidence import examine_candidate
    from assay_web.tasks.models import Candidate as Row
    from assay_web.tasks.services import import_tasks

    lead = create_user("lead@example.org", None)
    project = create_project(slug="collecting", name="Collecting", lead=lead, price_minor=1000)
    import_tasks(project, _tasks(count))
    examine_candidate(Row.objects.order_by("pk")[0].pk)
    _evidence("ready")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("VACUUM ANALYZE")
    return lead, project


def _evidence(state: str, one_in: int = 1) -> None:
    """Set what is known of one in so many candidates, past the triggers that count each change."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE tasks_candidate SET evidence_state = %s WHERE id %% %s = 0", [state, one_in])
        cursor.execute("SET session_replication_role = origin")


@dataclass
class Bench:
    """One project on one instance."""

    instance: Instance
    lead: User
    project: Project
    peak_mib: float = 0.0
    most_jobs: int = 0

    def go_through(self, seconds: float) -> None:
        """All of them by one worker, as far as it comes; and a stop in the middle."""
        from assay_web.tasks import collecting, portions
        from assay_web.tasks.models import CollectionWhich

        found = collecting.start(self.lead, self.project, CollectionWhich.ALL)
        with self._worker("one") as worker:
            self._until(lambda: self._examined(found) > 0, worker)
            first_mib = _peak_mib(worker)
            begun, before = time.monotonic(), self._examined(found)
            self._until(lambda: time.monotonic() - begun > seconds, worker)
            rate = (self._examined(found) - before) / (time.monotonic() - begun)
            begun = time.monotonic()
            collecting.stop(found)
            self._until(lambda: not self._in_hand(), worker)
            took, at = time.monotonic() - begun, self._examined(found)
            time.sleep(1)
            assert self._examined(found) == at, "it went on after it was stopped"
            collecting.resume(found)
            self._until(lambda: self._examined(found) > at, worker)
            self._until(lambda: time.monotonic() - begun > seconds, worker)
            collecting.stop(found)
        portion = 2 * portions.TASKS
        print(f"{rate:.0f} candidates/s by one worker, {rate / portion:.1f} portions/s; stopped after {took:.2f} s")
        print(f"its memory: {first_mib:.0f} MiB at first, {self.peak_mib:.0f} MiB at most", flush=True)
        figure("examined_before_per_s", rate)
        figure("portions_per_s", rate / portion)
        figure("stopped_after_s", took)
        figure("worker_at_first_mib", first_mib)
        figure("worker_at_most_mib", self.peak_mib)

    def look_for_few(self, wanted: int) -> int:
        """Those without evidence by two workers, one of which is killed; how many count wrongly."""
        from assay_web.tasks import collecting
        from assay_web.tasks.models import CollectionState, CollectionWhich

        _evidence("pending", ONE_IN)
        found = collecting.start(self.lead, self.project, CollectionWhich.MISSING)
        begun = time.monotonic()
        with self._worker("two") as worker, self._worker("three") as victim:
            self._until(lambda: self._examined(found) > wanted // 10, worker)
            victim.kill()
            victim.wait()
            killed = time.monotonic()
            self._until(lambda: self._standing(found).collection.state == CollectionState.DONE, worker)
        spent, after = time.monotonic() - begun, time.monotonic() - killed
        now = self._standing(found)
        wrong = abs(now.examined - wanted) + now.failed
        print(
            f"{now.examined:,} of {wanted:,} without evidence found among {now.passed:,} tasks and examined in"
            f" {spent:.1f} s, {now.passed / spent:,.0f} tasks/s; {after:.1f} s of it after a worker was killed"
        )
        print(f"most jobs of it at a time: {self.most_jobs}", flush=True)
        figure("tasks_passed_per_s", now.passed / spent)
        figure("counted_wrongly_after_kill", wrong)
        figure("most_jobs_at_a_time", self.most_jobs)
        return wrong

    def look_at_the_page(self) -> None:
        """What a view costs at this size, while it runs."""
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from assay_web.tasks import collecting
        from assay_web.tasks.models import CollectionWhich

        collecting.start(self.lead, self.project, CollectionWhich.ALL)
        client = Client(headers={"Host": "127.0.0.1"})
        client.force_login(self.lead)
        took = []
        for _ in range(VIEWS):
            begun = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/projects/{self.project.slug}/evidence/").status_code == 200
            took.append(time.perf_counter() - begun)
        print(f"the page: {statistics.median(took) * 1e3:.1f} ms, {len(queries)} queries")
        figure("page_ms", statistics.median(took) * 1e3)
        figure("page_queries", len(queries))

    @contextmanager
    def _worker(self, name: str) -> Iterator[Popen[bytes]]:
        command = assay_command("worker", "--concurrency", "1", "--queue", "bulk")
        process = spawn(command, log=self.instance.folder.logs / f"{name}.log", env=self.instance.environment())
        try:
            yield process
        finally:
            stop(process, signal.SIGTERM, 20)

    def _until(self, enough: Callable[[], bool], worker: Popen[bytes]) -> None:
        end = time.monotonic() + LONGEST_S
        while not enough():
            if time.monotonic() > end or worker.poll() is not None:
                raise SystemExit("collecting: it does not go on")
            self.peak_mib = max(self.peak_mib, _peak_mib(worker))
            self.most_jobs = max(self.most_jobs, _jobs("todo", "doing"))
            time.sleep(0.1)

    def _standing(self, found: Collection) -> Any:  # noqa: ANN401 - of the platform, which starts late
        from assay_web.tasks.collecting import standing_of

        return standing_of(self.lead, found.public_id)

    def _examined(self, found: Collection) -> int:
        return int(self._standing(found).examined)

    def _in_hand(self) -> int:
        return _jobs("doing")


def _jobs(*states: str) -> int:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from assay_web.tasks.portions import WORK

    return int(ProcrastinateJob.objects.filter(task_name=WORK, status__in=states).count())


def _peak_mib(process: Popen[bytes]) -> float:
    """Most memory that it has held so far."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
