"""Two workers as real processes, one frozen for longer than the other waits: what it says later counts for nothing."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from tests.support.demo import eventually
from tests.web.operations.workers import Worker

from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay_web.accounts.services import create_user
from assay_web.operations.in_hand import JobsInHand
from assay_web.operations.models import JobFailure
from assay_web.operations.taking_over import MOST_STARTS, take_over
from assay_web.projects.services import create_project
from assay_web.tasks import jobs
from assay_web.tasks.evidence import examine_candidate
from assay_web.tasks.models import Candidate as CandidateRow
from assay_web.tasks.models import EvidenceState, Examination
from assay_web.tasks.services import import_tasks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

SLOW_S = 6.0
COLLECT = "assay.collect_evidence"

_WATCH = """
CREATE TABLE job_steps (id serial, job bigint, args jsonb, becomes text);
CREATE FUNCTION note_job_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO job_steps (job, args, becomes) VALUES (OLD.id, OLD.args, 'gone');
    ELSIF TG_OP = 'INSERT' OR OLD.status <> NEW.status THEN
        INSERT INTO job_steps (job, args, becomes) VALUES (NEW.id, NEW.args, NEW.status);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_job_step AFTER INSERT OR UPDATE OR DELETE ON procrastinate_jobs FOR EACH ROW
EXECUTE FUNCTION note_job_step();
"""
_FORGET = "DROP TRIGGER note_job_step ON procrastinate_jobs; DROP FUNCTION note_job_step; DROP TABLE job_steps"


@pytest.fixture
def steps(transactional_db: None) -> Iterator[Callable[[str], list[tuple[int, str]]]]:
    """What became of jobs that examine candidates, in order: the job and its candidates. No other job is there."""
    forget_other_jobs()
    with connection.cursor() as cursor:
        cursor.execute(_WATCH)

        def that(becomes: str) -> list[tuple[int, str]]:
            cursor.execute(
                "SELECT job, (args -> 'candidate_ids')::text FROM job_steps"
                " WHERE becomes = %s AND args ? 'candidate_ids' ORDER BY id",
                [becomes],
            )
            return [(job, told) for job, told in cursor.fetchall()]

        yield that
        cursor.execute(_FORGET)


def forget_other_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def bring_in(*codes: str) -> list[int]:
    """One job for these candidates; answers their ids."""
    project = create_project(slug="far", name="Far", lead=create_user("far@example.org", None), price_minor=100)
    task = Task(
        id="slow",
        title="Slow",
        prompt="Take your time.",
        language=Language.PYTHON,
        aspects=(Aspect.CORRECTNESS,),
        tests=Tests(files={"test_it.py": "import app\n\ndef test_it():\n    app.work()\n"}),
        candidates=tuple(Candidate(id=f"c{n}", files={"app.py": code}) for n, code in enumerate(codes)),
    )
    import_tasks(project, [task])
    return list(CandidateRow.objects.order_by("position").values_list("pk", flat=True))


def in_hand() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, worker_id FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s", [COLLECT]
        )
        return [(job, worker) for job, worker in cursor.fetchall()]


def test_a_worker_that_was_frozen_for_too_long_ends_nothing_and_queues_nothing(
    start: Callable[..., Worker], steps: Callable[[str], list[tuple[int, str]]]
) -> None:
    slow = f"import time\n\ndef work():\n    time.sleep({SLOW_S})\n"
    first, second = bring_in(slow, "def work():\n    pass\n")
    frozen = start("frozen")
    ((job, its_worker),) = eventually(in_hand)
    frozen.process.send_signal(signal.SIGSTOP)

    other = start("other")
    taken = eventually(lambda: [one for one in in_hand() if one != (job, its_worker)])
    assert [one for one, _ in taken] == [job]
    frozen.process.send_signal(signal.SIGCONT)
    eventually(lambda: "is not this worker's any more" in frozen.said())
    eventually(lambda: not CandidateRow.objects.exclude(evidence_state=EvidenceState.READY).exists(), within_s=200)
    eventually(lambda: not in_hand())
    frozen.stop()
    other.stop()

    assert steps("todo")[0] == (job, f"[{first}, {second}]")
    ended = steps("gone")
    assert len({one for one, _ in ended}) == len(ended), "a job ended twice"
    handed_on = [told for one, told in steps("todo") if one != job]
    assert handed_on in ([], [f"[{second}]"]), "what was left was queued twice"
    assert sorted(Examination.objects.values_list("content_key", "examiner")) == sorted(
        (key, examiner)
        for key in CandidateRow.objects.values_list("content_key", flat=True)
        for examiner in ("analyzers", "probes", "tests")
    )
    assert not JobFailure.objects.exists()


def test_a_worker_whose_connections_are_cut_in_the_middle_of_a_job_does_it_again(
    start: Callable[..., Worker], steps: Callable[[str], list[tuple[int, str]]]
) -> None:
    (only,) = bring_in(f"import time\n\ndef work():\n    time.sleep({SLOW_S})\n")
    worker = start("unlucky")
    ((job, _),) = eventually(in_hand)
    with connection.cursor() as cursor:
        for _ in range(3):  # connections that are made anew at once are cut again
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(0.5)

    eventually(lambda: CandidateRow.objects.get(pk=only).evidence_state == EvidenceState.READY, within_s=200)
    eventually(lambda: steps("gone"))
    assert worker.process.poll() is None, worker.said()
    assert steps("gone") == [(job, f"[{only}]")]
    assert not JobFailure.objects.exists()


def test_an_error_of_ours_costs_one_candidate_and_is_kept(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[str], None], steps: Callable[[str], list[tuple[int, str]]]
) -> None:
    first, second = bring_in("def work():\n    pass\n", "def work():\n    return 1\n")

    def broken(candidate_id: int, *, again: bool) -> None:
        if candidate_id == first:
            raise ZeroDivisionError
        examine_candidate(candidate_id, again=again)

    monkeypatch.setattr(jobs, "examine_candidate", broken)
    work("bulk")
    states = dict(CandidateRow.objects.values_list("pk", "evidence_state"))
    assert states == {first: EvidenceState.FAILED, second: EvidenceState.READY}
    assert "our fault" in CandidateRow.objects.get(pk=first).evidence_problem
    assert JobFailure.objects.get().problem.startswith("ZeroDivisionError")
    assert [told for _, told in steps("failed")] == [f"[{first}]"]


def test_a_job_that_ends_each_of_its_workers_is_given_up_with_the_candidate_it_was_at(
    steps: Callable[[str], list[tuple[int, str]]],
) -> None:
    first, second = bring_in("def work():\n    pass\n", "def work():\n    return 1\n")
    for _ in range(MOST_STARTS):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo' AND task_name = %s", [COLLECT]
            )
        assert take_over() == 1
        assert take_over() == 0
    assert CandidateRow.objects.get(pk=first).evidence_state == EvidenceState.FAILED
    assert "workers ended 3 times" in CandidateRow.objects.get(pk=first).evidence_problem
    assert CandidateRow.objects.get(pk=second).evidence_state == EvidenceState.PENDING
    assert steps("todo")[-1][1] == f"[{second}]"


@pytest.mark.parametrize(
    ("sign", "taken"), [("now()", 0), ("now() - interval '9 s'", 1), ("now() + interval '1 h'", 1), (None, 1)]
)
def test_a_worker_is_dead_that_is_silent_gone_or_speaks_from_a_future(db: None, sign: str | None, taken: int) -> None:
    forget_other_jobs()
    bring_in("def work():\n    pass\n")
    with connection.cursor() as cursor:
        worker = None
        if sign is not None:
            cursor.execute(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({sign}) RETURNING id")  # noqa: S608 - our own
            (worker,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    assert take_over() == taken


def test_what_waits_already_stands_for_a_job_that_would_be_put_back_and_keeps_no_other(db: None) -> None:
    forget_other_jobs()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, lock, status) VALUES
            ('office', 'assay.grade_gold', 'grade-gold', 'grade-gold', 'doing'),
            ('office', 'assay.grade_gold', 'grade-gold', 'grade-gold', 'todo'),
            ('office', 'assay.settle_ledger', 'settle-ledger', NULL, 'doing')
            """
        )
        assert take_over() == 2
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [("assay.grade_gold", "todo"), ("assay.settle_ledger", "todo")]
        assert take_over() == 0


def test_a_job_that_tries_again_gives_way_to_one_that_waits(db: None) -> None:
    forget_other_jobs()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id)
            INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id) VALUES
            ('office', 'assay.grade_gold', 'grade-gold', 'doing', (SELECT id FROM worker)),
            ('office', 'assay.grade_gold', 'grade-gold', 'todo', NULL)
            RETURNING id, worker_id
            """
        )
        (mine, worker), (other, _) = cursor.fetchall()
        job = Job(
            id=mine,
            worker_id=worker,
            task_name="assay.grade_gold",
            queue="office",
            lock=None,
            queueing_lock="grade-gold",
        )
        manager = JobsInHand(app.connector)
        async_to_sync(manager.retry_job)(job, timezone.now())
        cursor.execute("SELECT id, status FROM procrastinate_jobs")
        assert cursor.fetchall() == [(other, "todo")]
