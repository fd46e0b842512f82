"""Latency and throughput of the reviewer's API: submit a review with 10 findings, and ask for the next task.

A durable PostgreSQL, the web server with two processes, 8 clients on connections that stay open, on this machine.
The peer in the same run: the rows that a review leaves in the database (one review, ten findings, the assignment),
written by 8 connections without any server in between; the ratio says what everything else costs.

    python benchmarks/review_api.py [--reviews 2000]
"""

from __future__ import annotations

import argparse
import http.client
import json
import signal
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay_cli.platform.children import spawn, stop
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import free_port, migrate
from assay_cli.platform.supervisor import web_service

CLIENTS = 8
PASSWORD = "correct horse battery"
CODE = "".join(f"value_{n} = compute(value_{n - 1}, {n})\n" for n in range(1, 61))


class Client:
    """A reviewer who signed in as people do, on a connection that stays open."""

    def __init__(self, port: int, email: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies: dict[str, str] = {}
        self._ask("GET", "/accounts/login/", "", {})
        form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": self._csrf()}
        status, _ = self._ask(
            "POST", "/accounts/login/", urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert status == 302, status

    def post(self, path: str, body: str = "{}", **headers: str) -> tuple[int, float, bytes]:
        """Status, seconds, body."""
        start = time.perf_counter()
        status, content = self._ask("POST", path, body, {"Content-Type": "application/json", **headers})
        return status, time.perf_counter() - start, content

    def _csrf(self) -> str:
        return next(value for name, value in self.cookies.items() if "csrf" in name)

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, bytes]:
        if self.cookies:
            headers = {
                **headers,
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "X-CSRFToken": self._csrf(),
            }
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.update({key: one.value for key, one in SimpleCookie(value).items()})
        return answer.status, content


def tasks(count: int) -> list[Task]:
    """Tasks with two candidates of 60 lines."""
    return [
        Task(
            id=f"task-{number}",
            title=f"Task {number}",
            prompt="Do it.",
            language=Language.PYTHON,
            aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
            tests=Tests(files={"test_it.py": "assert True\n"}),
            candidates=tuple(Candidate(id=name, files={"app.py": f"{CODE}# {name}\n"}) for name in "ab"),
        )
        for number in range(count)
    ]


def review_body(workbench: Any) -> dict[str, Any]:  # noqa: ANN401 - the payload of the workbench
    """A complete review with ten findings."""
    letters = [one.letter for one in workbench.candidates]
    findings = [
        {
            "id": str(uuid.uuid4()),
            "candidate": letters[number % 2],
            "path": "app.py",
            "start_line": number + 1,
            "end_line": number + 2,
            "severity": "major",
            "category": "logic",
            "cwe": 193,
            "title": f"Off by one in step {number}",
            "explanation": "The last value is never computed. " * 5,
            "impact": "Totals are too small for the last customer.",
        }
        for number in range(10)
    ]
    return {
        "findings": findings,
        "ratings": {criterion.id: dict.fromkeys(letters, 3) for criterion in workbench.rubric.criteria},
        "verdicts": dict.fromkeys(letters, "reject"),
        "ranking": {"order": [["A"], ["B"]], "justification": "A keeps the last value; B loses it. " * 5},
    }


def together(works: list[Callable[[], list[float]]]) -> tuple[list[float], float]:
    """Run all at the same time; every latency in seconds, and the seconds for all of it."""
    latencies: list[float] = []
    threads = [threading.Thread(target=lambda work=work: latencies.extend(work())) for work in works]  # type: ignore[misc]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return latencies, time.perf_counter() - start


def report(name: str, latencies: list[float], wall_s: float) -> float:
    """Print a row; answers the rate per second."""
    cuts = statistics.quantiles(latencies, n=100)
    rate = len(latencies) / wall_s
    print(
        f"{name:<34} {len(latencies):>6} {rate:>8.0f}/s  p50 {cuts[49] * 1e3:>6.1f} ms"
        f"  p95 {cuts[94] * 1e3:>6.1f} ms  p99 {cuts[98] * 1e3:>6.1f} ms"
    )
    return rate


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=2000)
    reviews = parser.parse_args().reviews
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            port = free_port("127.0.0.1", None)
            instance = Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1"})
            start_django(instance)
            migrate()
            service = web_service("127.0.0.1", port, processes=2)
            child = spawn(service.command, log=folder.logs / "web.log", env=instance.environment())
            try:
                _measure(url, port, reviews)
            finally:
                stop(child, signal.SIGTERM, 10)


def _measure(url: str, port: int, reviews: int) -> None:
    per_client = reviews // CLIENTS
    users = _people()
    prepared = [_prepared(user, per_client) for user in users]
    _wait(port)
    clients = [Client(port, user.email) for user in users]
    submitted, wall = together([lambda c=c, p=p: _submit(c, p) for c, p in zip(clients, prepared, strict=True)])  # type: ignore[misc]
    rate = report("submit a review with 10 findings", submitted, wall)
    following, wall = together([lambda c=c: _next(c, per_client // 2) for c in clients])  # type: ignore[misc]
    report("next task", following, wall)
    written, wall = together([lambda: _bare(url, per_client) for _ in range(CLIENTS)])
    floor = report("peer: the same rows, no server", written, wall)
    print(f"a submit runs at {rate / floor:.2f} of the rate of its bare rows")


def _people() -> list[Any]:
    from assay_web.accounts.services import create_user
    from assay_web.projects.models import Role
    from assay_web.projects.services import add_member, create_project
    from assay_web.tasks.services import import_tasks

    lead = create_user("lead@example.org", PASSWORD)
    project = create_project(
        slug="bench", name="Bench", lead=lead, price_minor=4000, overlap=CLIENTS, evidence_policy="never"
    )
    users = [create_user(f"reviewer{n}@example.org", PASSWORD) for n in range(CLIENTS)]
    for user in users:
        add_member(project, user, Role.REVIEWER)
    import_tasks(project, tasks(2000))
    return users


def _prepared(user: Any, count: int) -> list[tuple[str, str]]:  # noqa: ANN401 - a user of the platform
    from assay_web.review import selectors, services

    found = []
    for _ in range(count):
        assignment = services.claim_next(user)
        assert assignment is not None
        shown = selectors.workbench(selectors.get_assignment(user, assignment.public_id))
        body = json.dumps({"version": shown.draft.version, "body": review_body(shown)})
        found.append((f"/api/v1/assignments/{assignment.public_id}/submit", body))
    return found


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except ConnectionError:
            time.sleep(0.05)
    raise SystemExit("the web server does not answer")


def _submit(client: Client, prepared: list[tuple[str, str]]) -> list[float]:
    latencies = []
    for path, body in prepared:
        status, seconds, content = client.post(path, body, **{"Idempotency-Key": uuid.uuid4().hex})
        assert status == 200, (status, content[:500])
        latencies.append(seconds)
    return latencies


def _next(client: Client, count: int) -> list[float]:
    latencies = []
    for _ in range(count):
        status, seconds, content = client.post("/api/v1/queue/next")
        assert status in {200, 204}, (status, content[:500])
        latencies.append(seconds)
    return latencies


def _bare(url: str, count: int) -> list[float]:
    latencies = []
    finding = json.dumps({"title": "Off by one", "explanation": "The last value is never computed. " * 5})
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(7)")
        connection.execute("CREATE TABLE IF NOT EXISTS bare_review (id uuid PRIMARY KEY, body jsonb)")
        connection.execute("CREATE TABLE IF NOT EXISTS bare_finding (id uuid PRIMARY KEY, review uuid, body jsonb)")
        connection.execute("SELECT pg_advisory_unlock(7)")
        for _ in range(count):
            start = time.perf_counter()
            with connection.transaction(), connection.cursor() as cursor:
                key = uuid.uuid4()
                cursor.execute("INSERT INTO bare_review VALUES (%s, %s)", [key, finding])
                cursor.executemany(
                    "INSERT INTO bare_finding VALUES (%s, %s, %s)", [(uuid.uuid4(), key, finding) for _ in range(10)]
                )
            latencies.append(time.perf_counter() - start)
    return latencies


if __name__ == "__main__":
    main()
