"""Jobs for operators and critics for leads, all by program."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.api.conftest import Calling
from tests.web.api.test_authorization import failed_job
from tests.web.pages.world import World
from tests.web.tasks.test_critics import service

from assay_web.accounts.services import create_user
from assay_web.operations.models import Act, Intervention
from assay_web.projects.models import Project, ProjectState

__all__ = ["service"]


def test_a_failed_job_goes_back_or_is_given_up(world: World, calling: Calling) -> None:
    operator = calling(create_user("operator@example.org", "correct horse battery", is_operator=True))
    first, second = failed_job(), failed_job()
    listed = operator.get("/api/v1/operations/jobs").json()
    assert [one["id"] for one in listed["items"]] == [second, first]
    assert listed["next"] is None
    assert sum(one["failed"] for one in operator.get("/api/v1/operations/queues").json()["queues"]) == 2
    assert operator.post(f"/api/v1/operations/jobs/{first}/retry").status_code == 204
    assert operator.delete(f"/api/v1/operations/jobs/{second}").status_code == 204
    assert operator.get("/api/v1/operations/jobs").json()["items"] == []
    assert ProcrastinateJob.objects.get(pk=first).status == "todo"
    assert not ProcrastinateJob.objects.filter(pk=second).exists()
    assert set(Intervention.objects.values_list("job_id", "what")) == {(first, Act.RETRIED), (second, Act.DISCARDED)}
    assert operator.post(f"/api/v1/operations/jobs/{first}/retry").status_code == 409
    assert calling(world.lead).get("/api/v1/operations/jobs").status_code == 404


@pytest.mark.usefixtures("service")
def test_a_lead_decides_on_critics_and_asks_again(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    address = "/api/v1/projects/concurrency/critics"
    assert lead.get(address).json()["use"] == "off"
    assert lead.post(f"{address}/questions").json()["queued"] == 0
    decided = lead.put(address, {"use": "graded"}, content_type="application/json").json()
    assert (decided["use"], len(decided["known"])) == ("graded", 1)
    assert decided["queued"] > 0
    assert lead.post(f"{address}/questions").json()["queued"] == decided["queued"]
    Project.objects.update(state=ProjectState.CLOSED)
    assert lead.put(address, {"use": "off"}, content_type="application/json").status_code == 409
    assert calling(world.reviewer).get(address).status_code == 404
