"""What leads decide of a project, by program: who may apply, the quiz, planted tasks, flags, items, webhooks."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.assessing import EXPLANATION, TITLE, plant
from tests.web.api.conftest import Calling
from tests.web.api.test_operations import ROOT, all_of, send
from tests.web.assessments.taking import built
from tests.web.gold.gold import doubt_on, mixed_project, planted_ids
from tests.web.pages.world import World
from tests.web.review.makers import flag_on

from assay_web.assessments.models import Flag as AssessmentFlag
from assay_web.gold.models import Flag
from assay_web.gold.selectors import results as gold_results
from assay_web.hooks.services import make_webhook
from assay_web.projects.models import Acknowledgement, Hold, QuizAttempt, Role
from assay_web.projects.services import add_member
from assay_web.tasks.models import GoldItem, Task

QUESTION = {"question": "Where?", "options": ["There", "Here"], "right": 1, "reason": "It is here."}
OTHER = {"question": "When?", "options": ["Now", "Then", "Never"], "right": 0, "reason": "It is now."}


def plants(program: Client, address: str, *numbers: int) -> tuple[int, dict[str, object]]:
    lines = b"\n".join(plant(one).model_dump_json(by_alias=True).encode() for one in numbers)
    form = {"title": "Add up", "prompt": "Add.", "file": SimpleUploadedFile("plants.jsonl", lines or b"{}")}
    answer = program.post(address, form)
    return answer.status_code, answer.json()


def test_requirements_are_replaced_as_a_whole_and_read_in_words(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    asked = {"takes_applications": True, "languages": {"go": 3}, "frameworks": ["go test"], "offset_from": -5}
    half = send(lead, "PUT", f"{ROOT}/requirements", asked)
    assert (half.status_code, "give both" in half.json()["detail"]) == (422, True)
    stored = send(lead, "PUT", f"{ROOT}/requirements", {**asked, "offset_to": 5.5}).json()
    assert stored["asked"] == ["3 years of Go", "go test", "a time zone from UTC-5 to UTC+5:30"]
    assert stored == lead.get(f"{ROOT}/requirements").json()
    assert calling(world.newcomer).get("/api/v1/openings/concurrency").json()["asked"] == stored["asked"]
    for wrong in ({"frameworks": ["x"]}, {"languages": {"cobol": 1}}, {"retry_days": 366}, {"unknown": 1}):
        assert send(lead, "PUT", f"{ROOT}/requirements", wrong).status_code == 422
    assert send(lead, "PUT", f"{ROOT}/requirements", {}).json()["asked"] == []


def test_a_quiz_is_passed_by_program_and_its_answers_come_only_after_a_try(world: World, calling: Calling) -> None:
    lead, reviewer = calling(world.lead), calling(world.reviewer)
    send(lead, "PUT", f"{ROOT}/guidelines", {"text": "Read me.", "must_acknowledge": True})
    stored = send(lead, "PUT", f"{ROOT}/quiz", {"questions": [QUESTION, OTHER]})
    assert (stored.status_code, stored.json()) == (200, {"questions": [QUESTION, OTHER]})
    shown = reviewer.get("/api/v1/guidelines/concurrency")
    assert [set(one) for one in shown.json()["questions"]] == [{"question", "options"}] * 2
    assert "It is" not in shown.content.decode()
    confirmations, version = "/api/v1/guidelines/concurrency/confirmations", shown.json()["version"]
    key = {"Idempotency_Key": "a-key-of-its-own"}
    wrong = send(reviewer, "POST", confirmations, {"version": version, "answers": [0, 0]}, **key)
    assert (wrong.status_code, wrong.json()["errors"]) == (
        409,
        [{"at": "body/answers/0", "message": "It is here."}],
    )
    assert send(reviewer, "POST", confirmations, {"version": version}).status_code == 409
    assert not Acknowledgement.objects.exists()
    assert send(reviewer, "POST", confirmations, {"version": version, "answers": [1, 0]}, **key).status_code == 204
    assert list(QuizAttempt.objects.order_by("pk").values_list("passed", flat=True)) == [False, False, True]
    assert reviewer.get("/api/v1/guidelines/concurrency").json()["confirmed"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"right": 2},
        {"options": ["One"]},
        {"options": ["Same", "Same"]},
        {"options": ["*Starred", "Plain"], "right": 1},
        {"options": ["Two\nlines", "Plain"]},
        {"options": [" padded", "Plain"]},
        {"reason": ""},
    ],
    ids=str,
)
def test_a_question_that_its_page_could_not_hold_is_refused(
    world: World, calling: Calling, change: dict[str, object]
) -> None:
    assert send(calling(world.lead), "PUT", f"{ROOT}/quiz", {"questions": [QUESTION | change]}).status_code == 422
    assert not world.project.quiz.exists()


def test_plants_are_added_listed_and_withdrawn_while_they_wait(
    world: World, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, at = calling(world.lead), f"{ROOT}/gold/plants"
    assert plants(lead, at, 1, 2, 2) == (201, {"added": 2, "known": 0})
    assert plants(lead, at, 2, 3) == (201, {"added": 1, "known": 1})
    assert plants(lead, at)[0] == 422
    monkeypatch.setattr(gold_results, "PAGE", 2)
    listed = all_of(lead, at)
    assert [one["plant"] for one in listed] == [plant(one).id for one in (1, 2, 3)]
    assert {(one["task"], one["done"]) for one in listed} == {("", 0)}
    assert lead.get(f"{ROOT}/gold").json()["stock"] == {"waiting": 3, "among": 0, "retired": 0}
    assert lead.delete(f"{at}?plant={plant(2).id}").status_code == 204
    assert lead.delete(f"{at}?plant={plant(2).id}").status_code == 404
    assert GoldItem.objects.count() == 2


def test_plants_among_the_tasks_are_told_to_leads_alone_and_stay(world: World, calling: Calling) -> None:
    project = mixed_project(world, plants=2, tasks=6, percent=40)
    lead, reviewer = calling(world.lead), calling(world.reviewer)
    at = "/api/v1/projects/mixed/gold"
    with CaptureQueriesContext(connection) as queries:
        among = [one for one in all_of(lead, f"{at}/plants") if one["task"]]
    assert len(queries) < 12
    codes = {one.code for one in Task.objects.filter(pk__in=planted_ids(project))}
    assert {one["task"] for one in among} == codes
    kept = lead.delete(f"{at}/plants?plant={among[0]['plant']}")
    assert (kept.status_code, kept.json()["title"]) == (409, "Conflict")
    add_member(project, world.newcomer, Role.CLIENT)
    for stranger in (reviewer, calling(world.newcomer)):
        assert {stranger.get(f"{at}{path}").status_code for path in ("", "/policy", "/plants", "/flags")} == {404}
    told = reviewer.get("/api/v1/queue?order=oldest").content + reviewer.post("/api/v1/queue/next").content
    for word in (among[0]["plant"], TITLE, EXPLANATION, "gold", "planted"):
        assert word.encode() not in told


def test_a_planted_task_is_retired_and_brought_back_by_program(world: World, calling: Calling) -> None:
    mixed_project(world, plants=2, tasks=6, percent=40)
    lead, at = calling(world.lead), "/api/v1/projects/mixed/gold"
    plant_id = all_of(lead, f"{at}/plants")[0]["plant"]
    asked = {"plant": plant_id, "retired": True, "because": "It is known."}
    assert send(lead, "POST", f"{at}/retirements", asked).status_code == 204
    told = {one["plant"]: one["retired_because"] for one in all_of(lead, f"{at}/plants")}
    assert told == dict.fromkeys(told, "") | {plant_id: "It is known."}
    assert lead.get(f"{at}").json()["stock"] == {"waiting": 0, "among": 1, "retired": 1}
    assert send(lead, "POST", f"{at}/retirements", {"plant": plant_id, "retired": False}).status_code == 204
    assert lead.get(f"{at}").json()["stock"]["retired"] == 0
    assert send(lead, "POST", f"{at}/retirements", {"plant": "unknown", "retired": True}).status_code == 404
    assert send(calling(world.reviewer), "POST", f"{at}/retirements", asked).status_code == 404


def test_a_flag_is_read_with_its_evidence_and_answered_once(world: World, calling: Calling) -> None:
    found = flag_on(world)
    Flag.objects.filter(pk=found.pk).update(evidence=[["Off by one", False], ["A race", True]], sums=[0.92, 0.45])
    lead, at = calling(world.lead), f"{ROOT}/gold/flags"
    [row] = all_of(lead, at)
    assert (row["reviewer"], row["state"], "steps" in row) == (world.colleague.pseudonym, "open", False)
    told = lead.get(f"{at}/{row['id']}").json()
    assert told["steps"][0] == {"planted": "Off by one", "caught": False, "total": 0.92}
    named = send(lead, "POST", f"{at}/{row['id']}/answer", {"reason": "   "})
    assert named.status_code == 409
    answer = {"reason": "We talked.", "keep_paused": True}
    closed = send(lead, "POST", f"{at}/{row['id']}/answer", answer)
    assert (closed.status_code, closed.json()["state"], closed.json()["reason"]) == (200, "closed", "We talked.")
    assert Hold.objects.filter(user=world.colleague, lifted_at=None).count() == 1
    assert send(lead, "POST", f"{at}/{row['id']}/answer", answer).json()["title"] == "Conflict"
    Flag.objects.filter(pk=found.pk).update(user=world.lead)
    assert lead.get(f"{at}/{row['id']}").status_code == 404
    assert all_of(lead, at) == []


def test_a_claim_that_nobody_could_match_is_ruled_on_blindly(world: World, calling: Calling) -> None:
    found = doubt_on(world)
    lead, at = calling(world.lead), f"{ROOT}/gold/doubts"
    assert [one["id"] for one in all_of(lead, at)] == [str(found.public_id)]
    read = lead.get(f"{at}/{found.public_id}")
    assert read.json()["finding"]["severity"] == "blocker"
    assert world.colleague.pseudonym not in read.content.decode()
    assert send(lead, "POST", f"{at}/{found.public_id}", {"value": "perhaps"}).status_code == 409
    value = next(one["value"] for one in read.json()["choices"] if one["value"] == "false")
    assert send(lead, "POST", f"{at}/{found.public_id}", {"value": value, "note": "Run it."}).status_code == 204
    assert lead.get(f"{at}/{found.public_id}").status_code == 404
    found.result.refresh_from_db()
    assert found.result.alarmed is True


def test_items_of_an_assessment_come_from_plants_and_pairs_are_terms(world: World, calling: Calling) -> None:
    lead, at = calling(world.lead), f"{ROOT}/assessments"
    made = send(lead, "POST", at, {"title": "Qualify", "pairs": True}).json()
    assert made["pairs"] is True
    one = f"{at}/{made['id']}"
    assert plants(lead, f"{one}/plants", 1, 2) == (201, {"plants": 2, "items": 6, "known": 0})
    assert plants(lead, f"{one}/plants", 2)[1] == {"plants": 0, "items": 0, "known": 1}
    assert sorted(row["pair"] for row in all_of(lead, f"{one}/items")) == [False] * 4 + [True] * 2
    read = lead.get(one)
    changed = send(lead, "PUT", one, {"title": "Else", "pairs": True}, If_Match=read["ETag"])
    assert (changed.status_code, changed.json()["title"]) == (200, "Else")
    assert send(lead, "PUT", one, {"title": "Mine"}, If_Match=read["ETag"]).status_code == 412


def test_what_was_noticed_of_those_who_take_it_is_listed(world: World, calling: Calling) -> None:
    assessment = built(world, 0)
    AssessmentFlag.objects.create(assessment=assessment, person=world.newcomer, kind="foreign", detail="GET /x")
    told = calling(world.lead).get(f"{ROOT}/assessments/{assessment.public_id}/flags").json()["items"]
    assert [(one["kind"], one["detail"]) for one in told] == [("foreign", "GET /x")]


def test_a_webhook_and_a_profile_are_not_changed_unseen(world: World, calling: Calling) -> None:
    webhook, _ = make_webhook(world.lead, world.project, "https://example.org/hook", ["import.finished"])
    lead, newcomer = calling(world.lead), calling(world.newcomer)
    profile = {"languages": {"go": 1}, "hours_per_week": 5}
    newcomer.put("/api/v1/profile", json.dumps(profile), content_type="application/json")
    for program, method, at, body in (
        (lead, "PATCH", f"{ROOT}/webhooks/{webhook.public_id}", {"active": False}),
        (newcomer, "PUT", "/api/v1/profile", profile | {"hours_per_week": 6}),
    ):
        read = program.get(at)["ETag"]
        assert send(program, method, at, body, If_Match=read).status_code == 200
        assert send(program, method, at, body, If_Match=read).status_code == 412
