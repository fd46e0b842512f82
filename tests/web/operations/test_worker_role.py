"""A worker under its own database role does every kind of job, and cannot read what is closed to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.pages.world import make_world

from assay.errors import InputError
from assay_web.operations.models import JobFailure, Total
from assay_web.operations.worker_role import QUEUES, grant
from assay_web.review.models import LiveRun, RunState
from assay_web.review.services.runs import run_reproducer, try_code
from assay_web.tasks.collecting import start
from assay_web.tasks.models import Candidate, Collection, CollectionState, CollectionWhich, EvidenceState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def address() -> Iterator[str]:
    """The tests' database, as the role."""
    known = connection.settings_dict
    role = f"{known['NAME']}_worker"  # roles belong to the whole server, which other tests share
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN")
    grant(role)
    yield f"postgresql://{role}@/{known['NAME']}?host={quote(known['HOST'], safe='')}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {role}")
        cursor.execute(f"DROP ROLE {role}")


def everything_is_done(end: float) -> bool:
    while time.monotonic() < end:
        if not ProcrastinateJob.objects.filter(status__in=["todo", "doing"], queue_name__in=QUEUES).exists():
            return True
        time.sleep(0.2)
    return False


def test_every_job_that_runs_code_is_done(address: str, tmp_path: Path) -> None:
    world = make_world()
    world.submit(world.reviewer, world.hostile)
    assignment = world.claim(world.reviewer, world.task)
    run = run_reproducer(world.reviewer, assignment.public_id, "A", uuid.uuid4(), "def test_it(): assert True")
    trial = try_code(world.reviewer, assignment.public_id, "1 + 1")
    start(world.lead, world.project, CollectionWhich.ALL)
    nowhere = {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    environment = {**os.environ, **nowhere, "DATABASE_URL": address}  # all that a worker on another machine is told
    queues = [part for name in QUEUES for part in ("--queue", name)]
    worker = subprocess.Popen([sys.executable, "-m", "assay_cli", "worker", *queues], env=environment)
    try:
        assert everything_is_done(time.monotonic() + 200)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)
    assert list(JobFailure.objects.values_list("task_name", "problem")) == []
    assert LiveRun.objects.get(public_id=run.public_id).state == RunState.DONE
    assert LiveRun.objects.get(public_id=trial.public_id).state == RunState.DONE
    assert Total.objects.filter(name="runs").exists()
    assert set(Candidate.objects.values_list("evidence_state", flat=True)) == {EvidenceState.READY}
    assert Collection.objects.values_list("state", "examined", "failed").get() == (CollectionState.DONE, 3, 0)


def test_what_is_closed_is_closed(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as worker:
        for statement in (
            "SELECT id FROM accounts_user",
            "SELECT * FROM tasks_candidateorigin",
            "UPDATE tasks_candidate SET files = ''",
            "UPDATE review_draft SET version = 0",
            "INSERT INTO review_liverun DEFAULT VALUES",
            "UPDATE accounts_user SET is_operator = true",
            "SELECT * FROM django_session",
            "UPDATE projects_project SET name = 'mine'",
            "INSERT INTO projects_membership DEFAULT VALUES",
            "UPDATE ledger_payoutline SET state = 'paid'",
            "DELETE FROM projects_projectevent",
            "CREATE TABLE mine (a int)",
            "ALTER ROLE CURRENT_USER SUPERUSER",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                worker.execute(statement)
        worker.execute("SELECT id FROM tasks_candidate")


def test_a_role_that_cannot_be_bounded_is_refused() -> None:
    with pytest.raises(InputError, match="no role"):
        grant("nobody-of-that-name")
    with pytest.raises(InputError, match="superuser"):
        grant(connection.settings_dict["USER"])
