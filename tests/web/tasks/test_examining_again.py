"""What could not be examined waits until somebody says that it can be."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.pages.world import World, make_world

from assay_web.tasks.evidence import mark_failed
from assay_web.tasks.models import Candidate, EvidenceState


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def queued() -> list[list[int]]:
    return [job.args["candidate_ids"] for job in ProcrastinateJob.objects.order_by("pk") if "candidate_ids" in job.args]


def test_only_what_failed_is_queued_again(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = Candidate.objects.order_by("pk").values_list("pk", flat=True)
    Candidate.objects.filter(pk=second).update(evidence_state=EvidenceState.READY)
    for one in (first, third):
        mark_failed(one, "no sandbox works on this machine")
    before = len(queued())
    call_command("examine_again", "--project", world.project.slug)
    assert queued()[before:] == [[first, third]]
    assert set(Candidate.objects.filter(pk__in=[first, third]).values_list("evidence_state", "evidence_problem")) == {
        (EvidenceState.PENDING, "")
    }
    assert Candidate.objects.get(pk=second).evidence_state == EvidenceState.READY
    assert "2 candidates are queued" in capsys.readouterr().err
    call_command("examine_again")
    assert len(queued()) == before + 1


def test_a_project_that_is_not_there_is_told(world: World) -> None:
    with pytest.raises(CommandError, match="no project 'nowhere'"):
        call_command("examine_again", "--project", "nowhere")
