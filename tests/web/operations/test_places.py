"""What takes long in the office holds up neither what people wait for nor the rest of the office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import psycopg
import pytest
from django.db import connection
from tests.support.demo import eventually
from tests.web.operations.workers import Worker, address
from tests.web.pages.world import World

from assay_web.exchange.models import Export, ExportState
from assay_web.exchange.rules import ExportRequest
from assay_web.exchange.services import request_export
from assay_web.kit.slices import for_a_while
from assay_web.tasks.evidence_queue import enqueue_evidence
from assay_web.tasks.models import Candidate, EvidenceState


def test_a_step_is_repeated_until_nothing_is_left() -> None:
    left = [1, 2, 3]
    for_a_while(lambda: left and left.pop(), 60)
    assert left == []


def test_what_has_no_end_ends_when_its_time_is_over() -> None:
    steps = count(1)
    for_a_while(lambda: next(steps), 0.05)
    assert next(steps) > 1


@pytest.fixture
def stuck(transactional_db: None) -> Iterator[str]:
    """The job that takes reviews in waits for a lock as long as the test goes on."""
    with psycopg.connect(address()) as holder:
        holder.execute("LOCK TABLE insight_arrival IN ACCESS EXCLUSIVE MODE")
        yield "assay.take_in_reviews"


def in_hand(task: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s", [task])
        return cursor.fetchone() is not None


@pytest.mark.timeout(300)
def test_code_is_run_and_data_goes_out_while_the_office_is_stuck(
    world: World, stuck: str, start: Callable[..., Worker]
) -> None:
    start("only", "interactive", "office", "bulk")
    eventually(lambda: in_hand(stuck), within_s=60)
    candidate = Candidate.objects.filter(task=world.task).earliest("pk")
    enqueue_evidence([candidate.pk])
    made = request_export(world.project, world.lead, ExportRequest("reviews", ".jsonl"))
    eventually(lambda: Candidate.objects.get(pk=candidate.pk).evidence_state != EvidenceState.PENDING, within_s=200)
    eventually(lambda: Export.objects.get(pk=made.pk).state == ExportState.DONE, within_s=60)
    assert in_hand(stuck)
