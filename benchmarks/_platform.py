"""A whole instance as ``assay up`` runs it, with people who review on it, and what its data say afterwards."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from _scripted import GivenUp, Reviewer, Seen
from _traffic import ask

from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay_cli.platform import postgres
from assay_cli.platform.folder import DataFolder

HOST = "127.0.0.1"
PASSWORD = "correct horse battery"
PATIENCE_S = 600
LONGEST_S = 3600


@dataclass
class Platform:
    """``database`` is where its data are; empty for a server of its own, which it looks after itself."""

    folder: Path
    database: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    workers: int = 2
    port: int = field(default_factory=lambda: a_port())  # noqa: PLW0108 - it is below
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The database's address."""
        return self.database or postgres.url(postgres.socket_folder(DataFolder(self.folder / "main")))

    def environment(self) -> dict[str, str]:
        """What its processes get; nothing of ours about a database."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "ASSAY_"))}
        given = {"DATABASE_URL": self.database} if self.database else {}
        return {**kept, "ASSAY_DATA_DIR": str(self.folder), "ASSAY_API_PER_MINUTE": "100000", **given, **self.extra}

    def up(self) -> None:
        """Start it, and wait until it serves."""
        options = ["--host", HOST, "--port", str(self.port), "--workers", str(self.workers), "--no-browser"]
        process = self.start("up", ["-m", "assay_cli", "up", *options], self.environment())
        until(lambda: self.ready() or process.poll() is not None, "the platform does not come up")
        if process.poll() is not None:
            raise SystemExit(f"the platform ended: {self.said('up')}")

    def start(self, name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """One more process of the instance."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder.parent / f"{name}.log").open("ab") as log:
            process = subprocess.Popen([sys.executable, *arguments], stdout=log, stderr=log, env=dict(environment))
        self.started.append(process)
        return process

    def said(self, name: str) -> str:
        """What that process printed."""
        return (self.folder.parent / f"{name}.log").read_text(errors="replace")

    def ready(self) -> bool:
        """Whether it says so."""
        return ask(HOST, self.port, "/readyz") == "200"

    def pids(self) -> list[int]:
        """The processes that we started."""
        return [one.pid for one in self.started if one.poll() is None]

    def down(self) -> None:
        """Stop it in order; kill what does not listen."""
        for one in reversed(self.started):
            if one.poll() is None:
                one.send_signal(signal.SIGINT)
        for one in reversed(self.started):
            try:
                one.wait(60)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
        self.started.clear()


def a_port() -> int:
    """One that nobody else is likely to take next."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def addresses(count: int) -> list[str]:
    """E-mail addresses of so many reviewers."""
    return [f"reviewer{number}@example.org" for number in range(count)]


def make_people(count: int, reviews: int) -> None:
    """A project in which so many may review so much. Django is set up by now."""
    from assay_web.accounts.services import create_user
    from assay_web.projects.models import Role
    from assay_web.projects.services import add_member, create_project
    from assay_web.tasks.services import import_tasks

    lead = create_user("lead@example.org", PASSWORD)
    project = create_project(
        slug="faults", name="Faults", lead=lead, price_minor=4000, overlap=count, evidence_policy="never"
    )
    for email in addresses(count):
        add_member(project, create_user(email, PASSWORD), Role.REVIEWER)
    import_tasks(project, tasks(2 * reviews // count + 2))


def tasks(count: int) -> list[Task]:
    """Tasks that look at the same code: its evidence is collected once."""
    return [
        Task(
            id=f"task-{number}",
            title=f"Task {number}",
            prompt="Add two numbers.",
            language=Language.PYTHON,
            aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
            entry_point="add",
            tests=Tests(files={"test_it.py": "import app\n\ndef test_it():\n    assert app.add(1, 2) == 3\n"}),
            candidates=tuple(
                Candidate(id=name, files={"app.py": f"def add(one, other):\n    return one + other  # {name}\n"})
                for name in "ab"
            ),
        )
        for number in range(count)
    ]


class Crowd:
    """Reviewers at work, each in a thread of its own, and one who only tries code when asked to."""

    def __init__(self, platform: Platform, emails: Sequence[str], reviews: int) -> None:
        self.seen, self.stop, self.wanted = Seen(), threading.Event(), reviews
        self.probe, *self.people = [Reviewer(HOST, platform.port, one, PASSWORD, self.seen) for one in emails]
        _, claimed = self.probe.ask("POST", "/api/v1/queue/next", {})
        self._place = f"/api/v1/assignments/{claimed['id']}"
        self.errors: list[str] = []
        self._threads = [threading.Thread(target=self._work, args=(one,), daemon=True) for one in self.people]
        for one in self._threads:
            one.start()

    def _work(self, person: Reviewer) -> None:
        try:
            while self.seen.reviews < self.wanted and not self.stop.is_set():
                if not person.review():
                    return
        except GivenUp as error:
            self.errors.append(str(error))
        except (KeyError, ValueError, StopIteration) as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def look(self) -> float:
        """Seconds until the one who only looks has a page."""
        begun = time.monotonic()
        self.probe.ask("GET", self._place)
        return time.monotonic() - begun

    def try_code(self) -> tuple[str, float]:
        """How code that is tried now ended, and after how many seconds."""
        begun = time.monotonic()
        return self.probe.try_code(self._place), time.monotonic() - begun

    def until_done(self, reviews: float) -> None:
        """Wait for so many reviews."""
        until(lambda: self.seen.reviews >= reviews or not self.at_work(), "reviews do not go on", LONGEST_S)
        if self.errors and not self.at_work():
            raise SystemExit("every reviewer gave up:\n" + "\n".join(self.errors))

    def at_work(self) -> bool:
        """Whether anybody is."""
        return any(one.is_alive() for one in self._threads)

    def finish(self) -> None:
        """Wait for all."""
        end = time.monotonic() + LONGEST_S
        for one in self._threads:
            one.join(max(0.0, end - time.monotonic()))
        self.stop.set()
        for one in self._threads:
            one.join(PATIENCE_S)
        for error in self.errors:
            print(f"  a reviewer gave up: {error}", flush=True)


@dataclass(frozen=True)
class Losses:
    """What was acknowledged, and how much of it the data do not hold. All but the first three must be nothing."""

    drafts: int
    reviews: int
    entries: int
    drafts_lost: int
    reviews_lost: int
    reviews_double: int
    unpaid: int
    differs_minor: int

    @property
    def none(self) -> bool:
        """Whether nothing was lost and nothing counts twice."""
        return not (self.drafts_lost or self.reviews_lost or self.reviews_double or self.unpaid or self.differs_minor)


_DRAFT = """
SELECT d.version, d.body::text FROM review_draft d JOIN review_assignment a ON a.id = d.assignment_id
WHERE a.public_id = %s
"""
_REVIEWS = """
SELECT r.public_id::text FROM review_review r JOIN review_assignment a ON a.id = r.assignment_id WHERE a.public_id = %s
"""
_LEDGER = """
SELECT (SELECT count(*) FROM ledger_entry),
       (SELECT count(*) FROM review_review r WHERE NOT EXISTS (
           SELECT 1 FROM ledger_transaction t WHERE t.assignment_id = r.assignment_id AND t.cause = 'submitted')),
       (SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry)
"""


def losses(url: str, crowd: Crowd) -> Losses:
    """Compare what people were told with the data, the ledger included."""
    drafts_lost = reviews_lost = double = drafts = reviews = 0
    with psycopg.connect(url, autocommit=True) as connection:
        for person in crowd.people:
            told = person.acknowledged
            drafts, reviews = drafts + len(told.drafts), reviews + len(told.reviews)
            for assignment, (version, mark) in told.drafts.items():
                row = connection.execute(_DRAFT, [assignment]).fetchone()
                stands = row is not None and row[0] >= version
                drafts_lost += not (stands and row is not None and (mark in row[1] or row[0] > version))
            for assignment, review in told.reviews.items():
                found = [one for (one,) in connection.execute(_REVIEWS, [assignment]).fetchall()]
                reviews_lost += review not in found
                double += len(found) > 1
        row = connection.execute(_LEDGER).fetchone()
        assert row is not None
        entries, unpaid, differs = row
    return Losses(drafts, reviews, entries, drafts_lost, reviews_lost, double, unpaid, int(differs))


def until(look: Callable[[], object], complaint: str, within_s: float = PATIENCE_S) -> float:
    """Wait; answers for how many seconds."""
    begun = time.monotonic()
    while not look():
        if time.monotonic() - begun > within_s:
            raise SystemExit(f"{complaint} after {within_s:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - begun
