"""Applying, being answered, and taking an assessment, all by program."""

from __future__ import annotations

from tests.web.api.conftest import Calling
from tests.web.assessments.taking import built
from tests.web.pages.world import World

from assay_web.applications.models import Application
from assay_web.assessments.models import Attempt, Flag
from assay_web.projects.services import change_requirements

PROFILE = {
    "languages": {"python": 6},
    "hours_per_week": 20,
    "time_zone": "Europe/Berlin",
    "frameworks": ["pytest"],
}


def test_a_program_applies_and_reads_the_answer(world: World, calling: Calling) -> None:
    change_requirements(world.project, {"takes_applications": True, "languages": {"python": 3}})
    newcomer, lead = calling(world.newcomer), calling(world.lead)
    [row] = newcomer.get("/api/v1/openings").json()["items"]
    assert (row["project"], len(row["against"])) == ("concurrency", 1)
    refused = newcomer.post("/api/v1/openings/concurrency/application", {}, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"].split(";")[0]) == (409, "application/problem+json")
    assert newcomer.get("/api/v1/profile").status_code == 404
    stored = newcomer.put("/api/v1/profile", PROFILE, content_type="application/json")
    assert stored.json()["languages"] == {"python": 6}
    assert newcomer.get("/api/v1/openings").json()["items"][0]["against"] == []
    applied = newcomer.post(
        "/api/v1/openings/concurrency/application", {"note": "Here I am."}, content_type="application/json"
    )
    assert (applied.status_code, applied.json()["state"]) == (201, "applied")
    [waiting] = lead.get("/api/v1/projects/concurrency/applicants").json()["items"]
    assert (waiting["note"], waiting["profile"]["languages"]) == ("Here I am.", {"python": 6})
    answer = f"/api/v1/projects/concurrency/applicants/{waiting['id']}/answer"
    assert lead.post(answer, {"admit": False}, content_type="application/json").status_code == 409
    told = lead.post(answer, {"admit": False, "reason": "Not now."}, content_type="application/json")
    assert told.json()["state"] == "declined"
    [own] = newcomer.get("/api/v1/applications").json()["items"]
    assert (own["state"], own["reason"]) == ("declined", "Not now.")
    assert lead.post(answer, {"admit": True}, content_type="application/json").status_code == 409
    assert Application.objects.count() == 1


def test_what_a_profile_cannot_hold_is_refused(world: World, calling: Calling) -> None:
    newcomer = calling(world.newcomer)
    wrongs: tuple[dict[str, object], ...] = (
        {"frameworks": ["the best one"]},
        {"time_zone": "Mars/Olympus"},
        {"languages": {}},
        {"languages": {"cobol": 3}},
        {"hours_per_week": 0},
        {"unknown": 1},
    )
    for wrong in wrongs:
        answered = newcomer.put("/api/v1/profile", {**PROFILE, **wrong}, content_type="application/json")
        assert answered.status_code == 422, wrong
    assert newcomer.get("/api/v1/profile").status_code == 404


def test_an_attempt_tells_nothing_of_its_items_and_leads_to_them(world: World, calling: Calling) -> None:
    assessment = built(world, 2)
    lead, reviewer = calling(world.lead), calling(world.reviewer)
    base = f"/api/v1/projects/concurrency/assessments/{assessment.public_id}"
    asked = {"member": world.reviewer.pk}
    assert lead.post(f"{base}/pilots", asked, content_type="application/json").status_code == 204
    [row] = reviewer.get("/api/v1/attempts").json()["items"]
    opened = reviewer.post(f"/api/v1/attempts/{row['id']}/next")
    assert opened.status_code == 200
    assert opened.json()["state"] == "running"
    assert reviewer.get(f"/api/v1/assignments/{opened.json()['assignment']}").status_code == 200
    assert opened.json()["result"] is None
    text = opened.content.decode()
    assert not any(word in text for word in ("operator", "clean", "defect"))
    paused = reviewer.post(f"/api/v1/attempts/{row['id']}/clock", {"step": "pause"}, content_type="application/json")
    assert paused.json()["state"] in {"paused", "running"} or paused.status_code == 409
    ended = reviewer.post(f"/api/v1/attempts/{row['id']}/clock", {"step": "stop"}, content_type="application/json")
    assert ended.status_code == 200
    assert Attempt.objects.get(public_id=row["id"]).ends_at is None


def test_reaching_for_somebody_elses_attempt_is_noted(world: World, calling: Calling) -> None:
    assessment = built(world, 2)
    calling(world.lead).post(
        f"/api/v1/projects/concurrency/assessments/{assessment.public_id}/pilots",
        {"member": world.reviewer.pk},
        content_type="application/json",
    )
    attempt = Attempt.objects.get(person=world.reviewer)
    assert calling(world.colleague).get(f"/api/v1/attempts/{attempt.public_id}").status_code == 404
    assert Flag.objects.filter(person=world.colleague, kind="foreign").count() == 1
