"""What a project learns from its reviews, for programs: as its pages tell it, and to nobody else."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest
from tests.web.api.conftest import Calling
from tests.web.api.test_operations import all_of
from tests.web.pages.insight.conftest import told
from tests.web.pages.world import SECRETS, World
from tests.web.review.makers import flag_on

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.insight.selectors import findings
from assay_web.insight.services import take_in
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.services import add_member
from assay_web.tasks.models import EvidenceFinding, Examination, GoldItem

__all__ = ["told"]

ROOT = "/api/v1/projects/concurrency"


@pytest.fixture
def client_of(told: World) -> User:
    person = create_user("client@example.org", "correct horse battery")
    add_member(told.project, person, Role.CLIENT)
    return person


def sheet_of(told: World) -> str:
    return f"{ROOT}/tasks/{told.task.public_id}/sheet"


def test_a_sheet_tells_reviews_verdicts_order_ratings_and_conflicts(told: World, calling: Calling) -> None:
    sheet = calling(told.lead).get(sheet_of(told)).json()
    assert (sheet["task_id"], sheet["code"], sheet["number"]) == (str(told.task.public_id), "T-0001", 1)
    assert [(one["reviewer"], one["state"]) for one in sheet["reviews"]] == [
        (told.reviewer.pseudonym, "accepted"),
        (told.colleague.pseudonym, "submitted"),
    ]
    assert [one["verdict"] for one in sheet["reviews"][1]["verdicts"]] == ["accept", "accept"]
    first = sheet["candidates"][0]
    assert first["chances"][0] == {
        "verdict": "accept",
        "probability": pytest.approx(first["chances"][0]["probability"]),
    }
    assert sum(one["probability"] for one in first["chances"]) == pytest.approx(1)
    assert first["verdict"] in {one["verdict"] for one in first["chances"]}
    best = sheet["ranking"][0]
    assert best["strength"]["low"] < best["strength"]["value"] < best["strength"]["high"]
    assert {len(one["ratings"]) for one in sheet["ratings"]} == {len(sheet["candidates"])}
    claim = next(one for one in sheet["conflicts"] if one["kind"] == "claim")
    assert (claim["state"], claim["outcome"]) == ("closed", "Blocker")
    assert calling(told.lead).get(f"{ROOT}/reviews/{sheet['reviews'][0]['review_id']}").status_code == 200


def test_a_sheet_without_reviews_holds_no_consensus(told: World, calling: Calling) -> None:
    sheet = calling(told.lead).get(f"{ROOT}/tasks/{told.hostile.public_id}/sheet").json()
    assert (sheet["need"], sheet["reviews"], sheet["ranking"], sheet["conflicts"]) == (None, [], [], [])
    assert {one["verdict"] for one in sheet["candidates"]} == {""}


def test_a_sheet_holds_the_evidence_of_machines_and_no_hidden_test(told: World, calling: Calling) -> None:
    candidate = told.task.candidates.get(position=0)
    examined = Examination.objects.create(content_key=candidate.content_key, examiner="analyzers", version="1")
    record = {
        "path": "app.py", "start_line": 3, "end_line": 3, "aspect": "security", "category": "security",
        "severity": "major", "title": "Shell from a string", "source": {"kind": "analyzer", "name": "bandit"},
    }  # fmt: skip
    EvidenceFinding.objects.create(examination=examined, position=0, source="bandit", severity="major", record=record)
    answer = calling(told.lead).get(sheet_of(told))
    [finding] = answer.json()["candidates"][0]["evidence"]["findings"]
    assert (finding["title"], finding["source"]["name"]) == ("Shell from a string", "bandit")
    assert answer.json()["hidden_tests"] == 1
    assert "test_hidden_corner" not in answer.content.decode()


def test_origins_stand_on_the_sheet_of_leads_at_once_and_of_clients_when_all_is_done(
    told: World, calling: Calling, client_of: User
) -> None:
    assert calling(told.lead).get(sheet_of(told)).json()["candidates"][0]["origin"]["model"] == "secret-model-9000"
    program = calling(client_of)
    early = program.get(sheet_of(told))
    assert {one["origin"] for one in early.json()["candidates"]} == {None}
    assert not any(secret in early.content.decode() for secret in SECRETS)
    Project.objects.update(state=ProjectState.CLOSED)
    assert program.get(sheet_of(told)).json()["candidates"][0]["origin"]["model"] == "secret-model-9000"


def test_a_planted_task_is_there_for_programs_of_leads_alone(told: World, calling: Calling, client_of: User) -> None:
    GoldItem.objects.create(
        project=told.project, plant="p", digest="d", record="{}", title="t", prompt="p", task=told.task,
        known=[], added_by=told.lead,
    )  # fmt: skip
    lead, client = calling(told.lead), calling(client_of)
    assert lead.get(sheet_of(told)).json()["planted"] is True
    for address in (sheet_of(told), f"{ROOT}/tasks/{told.task.public_id}"):
        assert (lead.get(address).status_code, client.get(address).status_code) == (200, 404)
    reviews = all_of(lead, f"{ROOT}/reviews")
    of_it = [one["review_id"] for one in reviews if one["task_code"] == told.task.code]
    assert of_it
    assert lead.get(f"{ROOT}/reviews/{of_it[0]}").status_code == 200
    assert client.get(f"{ROOT}/reviews/{of_it[0]}").status_code == 404
    others = [one["review_id"] for one in reviews if one["review_id"] not in of_it]
    assert [one["review_id"] for one in all_of(client, f"{ROOT}/reviews")] == others
    task = str(told.task.public_id)
    assert task in {one["task_id"] for one in all_of(lead, f"{ROOT}/findings")}
    assert task not in {one["task_id"] for one in all_of(client, f"{ROOT}/findings")}
    cursor = urlsafe_b64encode(json.dumps(of_it[0]).encode()).decode().rstrip("=")
    assert client.get(f"{ROOT}/reviews?cursor={cursor}").status_code == 404


def test_findings_of_a_model_come_page_by_page_as_they_are_asked_for(
    told: World, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.submit(told.reviewer, told.hostile)
    while take_in():
        pass
    lead, at = calling(told.lead), f"{ROOT}/models/findings"
    found = all_of(lead, f"{at}?model=secret-model-9000")
    assert len(found) > 1
    assert {one["task_id"] for one in found} == {str(told.task.public_id), str(told.hostile.public_id)}
    monkeypatch.setattr(findings, "PAGE", 1)
    assert all_of(lead, f"{at}?model=secret-model-9000") == found
    assert all_of(lead, f"{at}?model=another") == all_of(lead, at) == []
    assert all_of(lead, f"{at}?model=secret-model-9000&severity=nit") == []
    blockers = all_of(lead, f"{at}?model=secret-model-9000&severity=blocker")
    assert [one for one in found if one["severity"] == "blocker"] == blockers != []
    for cursor in ("WzFd", "WzEsIC0xXQ", "W3RydWUsIDFd", "MQ"):  # [1], [1, -1], [true, 1], 1
        assert lead.get(f"{at}?model=secret-model-9000&cursor={cursor}").status_code == 422


def test_whose_findings_they_are_is_for_leads_until_all_is_done(told: World, calling: Calling, client_of: User) -> None:
    program, at = calling(client_of), f"{ROOT}/models/findings?model=secret-model-9000"
    assert program.get(at).status_code == 404
    assert calling(told.reviewer).get(at).status_code == 404
    Project.objects.update(state=ProjectState.CLOSED)
    assert program.get(at).json()["items"] != []
    assert calling(told.reviewer).get(at).status_code == 404


def test_what_needs_attention_leads_to_the_page_where_it_is_done(
    told: World, calling: Calling, client_of: User
) -> None:
    flag_on(told)
    lead = calling(told.lead).get(f"{ROOT}/attention").json()["items"]
    assert lead[0] == {
        "text": "1 reviewer to talk with, by planted tasks",
        "action": "See why",
        "page": "/projects/concurrency/gold/",
    }
    conflicts = next(one for one in lead if "need=conflict" in one["page"])
    assert conflicts["page"] in told.page(told.lead, "/projects/concurrency/quality/").links()
    assert told.page(told.lead, conflicts["page"]).status == 200
    assert calling(client_of).get(f"{ROOT}/attention").json()["items"] == lead[1:]
