"""Evidence jobs: what is examined once stays so; a candidate that ends its workers costs only itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.web.pages.world import World, make_world

from assay.workflows import collect
from assay_web.tasks.evidence import examine_candidate
from assay_web.tasks.jobs import pass_over
from assay_web.tasks.models import Candidate, EvidenceFinding, EvidenceState, Examination


@pytest.fixture
def world(db: None) -> World:
    return make_world()


WAITING = "SELECT (args -> 'candidate_ids')::text FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"


def queued() -> list[list[int]]:
    """The candidates of each job that waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (args -> 'candidate_ids')::text FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def test_an_import_queues_its_candidates_in_the_same_transaction(world: World) -> None:
    ids = list(Candidate.objects.order_by("pk").values_list("pk", flat=True))
    assert queued() == [ids]


def test_a_candidate_that_ends_its_workers_is_given_up_and_the_rest_go_on(world: World) -> None:
    first, second, third = Candidate.objects.order_by("pk").values_list("pk", flat=True)
    Candidate.objects.filter(pk=first).update(evidence_state=EvidenceState.READY)
    pass_over([first, second, third], 3)
    states = dict(Candidate.objects.values_list("pk", "evidence_state"))
    assert states == {first: EvidenceState.READY, second: EvidenceState.FAILED, third: EvidenceState.PENDING}
    assert "3 times" in Candidate.objects.get(pk=second).evidence_problem
    assert queued()[-1] == [third]


def test_when_all_are_examined_nothing_is_given_up(world: World) -> None:
    Candidate.objects.update(evidence_state=EvidenceState.READY)
    before = queued()
    pass_over(list(Candidate.objects.values_list("pk", flat=True)), 3)
    assert queued() == before
    assert not Candidate.objects.filter(evidence_state=EvidenceState.FAILED).exists()


def test_equal_content_is_examined_once(world: World) -> None:
    first = Candidate.objects.order_by("pk")[0]
    twin = Candidate.objects.order_by("pk")[1]
    Candidate.objects.filter(pk=twin.pk).update(content_key=first.content_key, files=first.files)
    examine_candidate(first.pk)
    examined = Examination.objects.count()
    examine_candidate(twin.pk)
    assert Examination.objects.count() == examined
    assert Examination.objects.filter(content_key=first.content_key).count() == examined
    assert Candidate.objects.get(pk=twin.pk).evidence_state == EvidenceState.READY


def test_what_analyzers_said_is_known_in_another_database_of_this_machine(
    world: World,
    settings: Any,  # noqa: ANN401 - pytest-django's
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def said() -> list[tuple[str, str]]:
        return list(EvidenceFinding.objects.order_by("pk").values_list("source", "rule"))

    settings.EVIDENCE_CACHE = tmp_path
    one = world.task.candidates.order_by("pk")[0]
    code = "import os\n\n\ndef run(path):\n    os.system(path)\n"
    Candidate.objects.filter(pk=one.pk).update(files=json.dumps({"app.py": code}), content_key="risky")
    examine_candidate(one.pk)
    before = said()
    assert before
    Examination.objects.all().delete()
    Candidate.objects.update(evidence_state=EvidenceState.PENDING)
    monkeypatch.setattr(collect, "_ask", lambda analyzer, _: pytest.fail(f"{analyzer.name} was asked again"))
    examine_candidate(one.pk)
    assert said() == before
