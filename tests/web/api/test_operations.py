"""What the operations do: a project led, reviewed, judged, figured and paid by programs alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.api.conftest import Calling
from tests.web.opinions import adjudicator_of
from tests.web.pages.world import HOSTILE, SECRETS, World, complete_body, task_record
from tests.web.review.makers import disputes

from assay import Task, read_tasks
from assay_web.accounts.models import Answer
from assay_web.exchange.models import Export, Import, ImportPiece, ImportState
from assay_web.exchange.services import run_export, run_import
from assay_web.insight.services import make_figures, take_in
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member
from assay_web.review.models import Assignment
from assay_web.tasks.services import import_tasks

ROOT = "/api/v1/projects/concurrency"


def send(program: Client, method: str, address: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401 - a test response
    text = "" if body is None else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return program.generic(method, address, text, content_type="application/json", headers=named)


def all_of(program: Client, address: str) -> list[Any]:
    """The items of every page."""
    found: list[Any] = []
    following: str | None = address
    while following:
        page = program.get(following).json()
        found += page["items"]
        following = page["next"]
    return found


def test_a_program_makes_a_project_and_sets_all_of_it(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    made = send(
        lead, "POST", "/api/v1/projects", {"slug": "new-one", "name": HOSTILE, "currency": "EUR", "price_minor": 5}
    )
    assert (made.status_code, made.json()["name"]) == (201, HOSTILE)
    twice = send(lead, "POST", "/api/v1/projects", {"slug": "new-one", "name": "x", "price_minor": 5})
    assert (twice.status_code, "new-one" in twice.json()["detail"]) == (422, True)
    tiers = [{"name": "short", "up_to_minutes": 30, "price_minor": 900}]
    changed = send(lead, "PATCH", "/api/v1/projects/new-one/settings", {"tiers": tiers, "deadline": "2027-01-31"})
    assert (changed.json()["tiers"], changed.json()["deadline"]) == (tiers, "2027-01-31")
    kept = send(lead, "PATCH", "/api/v1/projects/new-one/settings", {"overlap": 3, "overlap_max": 5})
    assert (kept.json()["tiers"], kept.json()["overlap_max"], kept.json()["price_minor"]) == (tiers, 5, 5)
    assert [one["slug"] for one in all_of(lead, "/api/v1/projects")] == ["concurrency", "new-one"]
    trail = all_of(lead, "/api/v1/projects/new-one/history")
    assert {one["who"] for one in trail} == {"lead@example.org"}
    wrong = send(lead, "PATCH", "/api/v1/projects/new-one/settings", {"overlap_max": 3})
    assert (wrong.status_code, "overlap" in wrong.json()["detail"]) == (422, True)
    misspelt = send(lead, "PATCH", "/api/v1/projects/new-one/settings", {"overlapp": 3})
    assert (misspelt.status_code, "overlapp" in misspelt.json()["detail"]) == (422, True)
    assert send(lead, "PATCH", "/api/v1/projects/new-one/settings", {"state": "closed"}).status_code == 200
    assert send(lead, "PATCH", "/api/v1/projects/new-one/settings", {"state": "open"}).status_code == 409


@pytest.mark.parametrize(
    ("part", "method", "body"),
    [
        ("settings", "PATCH", {"name": "Mine"}),
        ("guidelines", "PUT", {"text": "Mine", "must_acknowledge": False}),
        ("rubric", "PUT", {"title": "Mine", "criteria": [{"id": "a", "title": "A"}]}),
        ("requirements", "PUT", {"docker": True}),
        ("quiz", "PUT", {"questions": [{"question": "Sure?", "options": ["Yes", "No"], "right": 0, "reason": "So."}]}),
        ("gold/policy", "PUT", {"percent": 7, "consequence": "pause"}),
    ],
)
def test_nobodys_change_is_overwritten(
    world: World, calling: Calling, part: str, method: str, body: dict[str, object]
) -> None:
    lead = calling(world.lead)
    before = lead.get(f"{ROOT}/{part}")["ETag"]
    assert send(lead, method, f"{ROOT}/{part}", body, If_Match=before).status_code == 200
    late = send(lead, method, f"{ROOT}/{part}", body, If_Match=before)
    assert (late.status_code, late.json()["title"]) == (412, "Outdated")
    now = lead.get(f"{ROOT}/{part}")["ETag"]
    assert now != before
    assert send(lead, method, f"{ROOT}/{part}", body, If_Match=f'"other", {now}').status_code == 200
    assert send(lead, method, f"{ROOT}/{part}", body).status_code == 200


def test_guidelines_are_confirmed_before_a_task_is_taken(world: World, calling: Calling) -> None:
    lead, reviewer = calling(world.lead), calling(world.reviewer)
    send(lead, "PUT", f"{ROOT}/guidelines", {"text": "Read me.", "must_acknowledge": True})
    task = f"/api/v1/queue/{world.task.public_id}/accept"
    assert reviewer.post(task).status_code == 409
    shown = reviewer.get("/api/v1/guidelines/concurrency").json()
    assert (shown["text"], shown["confirmed"]) == ("Read me.", False)
    confirmations = "/api/v1/guidelines/concurrency/confirmations"
    assert send(reviewer, "POST", confirmations, {"version": shown["version"] - 1}).status_code == 409
    assert send(reviewer, "POST", confirmations, {"version": shown["version"]}).status_code == 204
    assert reviewer.post(task).status_code == 200


def test_an_invitation_is_told_once_and_used_once(world: World, calling: Calling) -> None:
    lead, guest = calling(world.lead), calling(world.newcomer)
    asked = {"email": "newcomer@example.org", "role": "adjudicator"}
    made = send(lead, "POST", f"{ROOT}/invitations", asked, Idempotency_Key="a-key-of-its-own").json()
    token = made["link"].rstrip("/").rpartition("/")[2]
    assert not Answer.objects.exists()
    assert [one["link"] for one in lead.get(f"{ROOT}/invitations").json()["items"]] == [None]
    assert send(guest, "POST", "/api/v1/invitations/acceptances", {"token": token}).json() == {"project": "concurrency"}
    assert send(guest, "POST", "/api/v1/invitations/acceptances", {"token": token}).status_code == 404
    members = lead.get(f"{ROOT}/members").json()["items"]
    member = next(one["id"] for one in members if one["role"] == "adjudicator")
    assert send(lead, "PATCH", f"{ROOT}/members/{member}", {"role": "client"}).status_code == 204
    assert lead.delete(f"{ROOT}/members/{member}").status_code == 204
    last = next(one["id"] for one in members if one["role"] == "lead")
    assert lead.delete(f"{ROOT}/members/{last}").status_code == 409


def test_lists_are_walked_page_by_page_without_gap_or_repetition(world: World, calling: Calling) -> None:
    import_tasks(world.project, [task_record(f"task-{n}", f"Task {n}") for n in range(60)])
    lead, reviewer = calling(world.lead), calling(world.reviewer)
    codes = [one["code"] for one in all_of(lead, f"{ROOT}/tasks")]
    assert codes == [f"T-{n:04d}" for n in range(1, 63)]
    offers = [one["task_id"] for one in all_of(reviewer, "/api/v1/queue?order=oldest&language=python")]
    assert len(offers) == len(set(offers)) == 62
    with CaptureQueriesContext(connection) as first:
        page = lead.get(f"{ROOT}/tasks").json()
    with CaptureQueriesContext(connection) as second:
        lead.get(page["next"])
    assert len(second) <= len(first) <= 12
    for cursor in ("nonsense", "bnVsbA", "W10", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"):
        assert lead.get(f"{ROOT}/tasks?cursor={cursor}").status_code in {200, 422}
    assert lead.get(f"{ROOT}/tasks?cursor=nonsense").json()["title"] == "Wrong input"


def test_a_review_is_written_and_decided_by_programs(world: World, calling: Calling) -> None:
    lead, reviewer = calling(world.lead), calling(world.reviewer)
    claimed = reviewer.post(f"/api/v1/queue/{world.hostile.public_id}/accept").json()
    assert [one["assignment_id"] for one in reviewer.get("/api/v1/assignments").json()["items"]] == [claimed["id"]]
    address = f"/api/v1/assignments/{claimed['id']}"
    shown = reviewer.get(address)
    assert not any(secret in shown.content.decode() for secret in SECRETS)
    body = complete_body_of(shown.json())
    locked = send(reviewer, "POST", f"{address}/lock", {"version": 0, "body": body}).json()
    version = locked["draft"]["version"]
    key = "a-key-of-its-own"
    done = send(reviewer, "POST", f"{address}/submit", {"version": version, "body": body}, Idempotency_Key=key)
    again = send(reviewer, "POST", f"{address}/submit", {"version": version, "body": body}, Idempotency_Key=key)
    assert done.json() == again.json()
    [row] = all_of(lead, f"{ROOT}/reviews?state=submitted")
    assert row["review_id"] == done.json()["review"]
    [finding] = all_of(lead, f"{ROOT}/findings?severity=blocker&cwe=362")
    assert (finding["path"], finding["review_id"], finding["title"]) == (
        "app.py",
        row["review_id"],
        f"Lost update {HOSTILE}",
    )
    assert all_of(lead, f"{ROOT}/findings?severity=nit") == []
    review = f"{ROOT}/reviews/{row['review_id']}"
    whole = lead.get(review).json()
    assert (whole["review"]["schema"], whole["decision"]) == ("assay.review/v1", None)
    assert send(lead, "POST", f"{review}/return", {"reason": ""}).status_code == 422
    assert send(lead, "POST", f"{review}/accept", {"reason": "Thanks."}).json() == {
        "accepted": True,
        "reason": "Thanks.",
    }
    assert send(lead, "POST", f"{review}/accept", {}).status_code == 409
    assert lead.get(f"{ROOT}/progress").json()["accepted"] == 1
    earned = reviewer.get("/api/v1/earnings").json()["sums"][0]
    assert earned["payable"] == {"amount_minor": 6400, "currency": "USD"}
    assert [one["total"]["amount_minor"] for one in all_of(reviewer, "/api/v1/earnings/reviews")] == [6400]


def complete_body_of(shown: dict[str, Any]) -> dict[str, Any]:
    """As :func:`complete_body`, from JSON."""

    class Shown:
        def __init__(self, value: dict[str, Any]) -> None:
            self.value = value

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any JSON
            found = self.value[name]
            if isinstance(found, dict):
                return Shown(found)
            return [Shown(one) if isinstance(one, dict) else one for one in found] if isinstance(found, list) else found

    return complete_body(Shown(shown))


def test_origins_and_hidden_tests_reach_leads_alone_until_the_project_is_closed(
    world: World, calling: Calling, tmp_path: Path
) -> None:
    client = world.newcomer
    add_member(world.project, client, Role.CLIENT)
    address = f"{ROOT}/tasks/{world.task.public_id}"
    seen = calling(client).get(address).content.decode()
    assert not any(secret in seen for secret in SECRETS[:3])
    led = calling(world.lead).get(address)
    assert all(secret in led.content.decode() for secret in SECRETS)
    (tmp_path / "tasks.jsonl").write_bytes(led.content + b"\n")
    [record] = read_tasks(tmp_path / "tasks.jsonl")
    assert isinstance(record, Task)
    assert record.candidates[0].origin.model == "secret-model-9000"
    assert calling(client).get(f"{ROOT}/figures/models").json()["figures"] is None
    send(calling(world.lead), "PATCH", f"{ROOT}/settings", {"state": "closed"})
    assert all(secret in calling(client).get(address).content.decode() for secret in SECRETS)


def test_exports_tell_a_client_neither_models_nor_hidden_tests_until_the_project_is_closed(
    world: World, calling: Calling
) -> None:
    world.submit(world.reviewer, world.task)
    add_member(world.project, world.newcomer, Role.CLIENT)
    program, exports = calling(world.newcomer), f"{ROOT}/exports"
    led = send(calling(world.lead), "POST", exports, {"format": "trl-prompt"}).json()["id"]
    run_export(Export.objects.get().pk)
    for refused in (send(program, "POST", exports, {"format": "rewardbench"}), program.get(exports)):
        assert (refused.status_code, refused.json()["title"]) == (403, "Not allowed")
        assert "clients when the project is closed" in refused.json()["detail"]
        assert "insufficient_scope" not in refused.headers.get("WWW-Authenticate", "")
    address = f"/api/v1/exports/{led}"
    told = calling(world.lead).get(address).json()["files"]
    assert {program.get(one).status_code for one in (address, *(file["address"] for file in told))} == {404}
    assert Export.objects.count() == 1
    send(calling(world.lead), "PATCH", f"{ROOT}/settings", {"state": "closed"})
    assert {program.get(one).status_code for one in (exports, *(file["address"] for file in told))} == {200}
    assert send(program, "POST", exports, {"format": "rewardbench"}).status_code == 202


def test_a_conflict_is_settled_blindly(world: World, calling: Calling) -> None:
    review = world.submit(world.reviewer, world.hostile)
    conflict, decided = disputes(world, review)
    judge = calling(adjudicator_of(world))
    [waiting] = all_of(judge, "/api/v1/adjudication/tasks")
    sheet = judge.get(f"/api/v1/adjudication/tasks/{waiting['task_id']}")
    told = sheet.content.decode()
    assert world.reviewer.pseudonym not in told
    assert not any(secret in told for secret in SECRETS)
    assert [one["letter"] for one in sheet.json()["candidates"]] == ["A"]
    address = f"/api/v1/adjudication/conflicts/{conflict.public_id}"
    assert send(judge, "POST", f"{address}/rulings", {"value": "perhaps", "reason": "code"}).status_code == 409
    ruled = send(judge, "POST", f"{address}/rulings", {"value": "reject", "reason": "code", "text": "See line 2."})
    assert (ruled.json()["state"], ruled.json()["rulings"][0]["text"]) == ("closed", "See line 2.")
    reviewer = calling(world.reviewer)
    [first, _] = all_of(reviewer, "/api/v1/feedback")
    assert first["conflict_id"] == str(decided.public_id)
    assert send(reviewer, "POST", f"/api/v1/feedback/{first['conflict_id']}/appeal", {"text": "No."}).status_code == 204
    assert send(reviewer, "POST", f"/api/v1/feedback/{first['conflict_id']}/appeal", {"text": "No."}).status_code == 409


def test_figures_and_the_consensus_are_read(world: World, calling: Calling) -> None:
    world.submit(world.reviewer, world.task)
    world.submit(world.colleague, world.task)
    while take_in():
        pass
    make_figures(world.project)
    lead = calling(world.lead)
    figures = lead.get(f"{ROOT}/figures/progress").json()
    assert (figures["figures"]["submitted"], figures["made_at"] is not None) == (2, True)
    [task] = all_of(lead, f"{ROOT}/consensus")
    assert (task["code"], len(task["review_ids"])) == ("T-0001", 2)
    assert lead.get(f"{ROOT}/leaderboard").json()["places"] is None
    person = lead.get(f"{ROOT}/reviewers/{world.reviewer.pseudonym}").json()
    assert person["whole"]["reviews"] == 1
    assert len(all_of(lead, f"{ROOT}/reviewers/{world.reviewer.pseudonym}/reviews")) == 1
    assert send(lead, "PUT", f"{ROOT}/muted-rules", {"source": "ruff", "rule": "E501"}).json()["items"] == [
        {"source": "ruff", "rule": "E501"}
    ]
    assert lead.delete(f"{ROOT}/muted-rules?source=ruff&rule=E501").status_code == 204
    assert lead.get(f"{ROOT}/muted-rules").json()["items"] == []


def sent(program: Client, name: str, content: bytes, **choices: object) -> Any:  # noqa: ANN401 - a test response
    return program.post(f"{ROOT}/imports", {"file": SimpleUploadedFile(name, content), **choices})


def lines(*ids: str) -> bytes:
    return b"".join(task_record(one, one, prompt=one).model_dump_json(by_alias=True).encode() + b"\n" for one in ids)


def test_a_file_is_checked_then_brought_in_by_a_worker(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    checked = sent(lead, "new.jsonl.gz", gzip.compress(lines("one", "two")), dry_run="true")
    assert (checked.status_code, checked.json()["state"]) == (202, "queued")
    run_import(Import.objects.get().pk)
    address = f"/api/v1/imports/{checked.json()['id']}"
    told = lead.get(address).json()
    assert (told["state"], told["good"], told["tasks"], world.project.tasks.count()) == ("done", 2, 0, 2)
    brought = sent(lead, "new.jsonl", lines("one", "two")).json()
    run_import(Import.objects.latest("pk").pk)
    told = lead.get(f"/api/v1/imports/{brought['id']}").json()
    assert (told["state"], told["tasks"], world.project.tasks.count()) == ("done", 2, 4)
    again = sent(lead, "new.jsonl", lines("one", "two", "three")).json()
    run_import(Import.objects.latest("pk").pk)
    told = lead.get(f"/api/v1/imports/{again['id']}").json()
    assert (told["tasks"], told["passed_over"]) == (1, 2)
    assert not ImportPiece.objects.exists()
    assert [one["id"] for one in all_of(lead, f"{ROOT}/imports")] == [again["id"], brought["id"], checked.json()["id"]]


def test_a_file_with_a_wrong_record_brings_nothing_in_and_names_it(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    sent(lead, "../../etc/passwd\u202e.jsonl", lines("one") + b'{"id": "two"}\n')
    run_import(Import.objects.get().pk)
    told = all_of(lead, f"{ROOT}/imports")[0]
    assert (told["state"], told["good"], told["wrong"], world.project.tasks.count()) == ("refused", 1, 1, 2)
    assert told["problems"][0].startswith("line 2")
    assert "/tmp" not in json.dumps(told)  # noqa: S108 - looked for, not used


def test_an_import_is_stopped_and_a_closed_project_takes_none(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    waiting = sent(lead, "new.jsonl", lines("one")).json()
    address = f"/api/v1/imports/{waiting['id']}"
    assert lead.post(f"{address}/cancel").json()["state"] == "cancelled"
    assert lead.post(f"{address}/cancel").status_code == 409
    run_import(Import.objects.get().pk)
    assert (Import.objects.get().state, world.project.tasks.count()) == (ImportState.CANCELLED, 2)
    assert sent(lead, "empty.jsonl", b"").status_code == 422
    for _ in range(5):
        sent(lead, "new.jsonl", lines("one"))
    assert sent(lead, "new.jsonl", lines("one")).status_code == 429
    Import.objects.all().delete()
    Project.objects.update(state="closed")
    assert sent(lead, "new.jsonl", lines("one")).status_code == 409


def test_an_export_is_asked_for_followed_and_downloaded(world: World, calling: Calling) -> None:
    world.submit(world.reviewer, world.task)
    lead = calling(world.lead)
    unknown = send(lead, "POST", f"{ROOT}/exports", {"format": "cobol"})
    assert (unknown.status_code, "reviews" in unknown.json()["detail"]) == (422, True)
    assert send(lead, "POST", f"{ROOT}/exports", {"format": "reviews", "ending": ".doc"}).status_code == 422
    asked = send(lead, "POST", f"{ROOT}/exports", {"format": "reviews"}, Idempotency_Key="a-key-of-its-own")
    send(lead, "POST", f"{ROOT}/exports", {"format": "reviews"}, Idempotency_Key="a-key-of-its-own")
    assert Export.objects.count() == 1
    run_export(Export.objects.get().pk)
    told = lead.get(f"/api/v1/exports/{asked.json()['id']}").json()
    assert (told["state"], told["mark"] is not None) == ("done", True)
    data = next(one for one in told["files"] if one["rows"] == 1)
    response = lead.get(data["address"])
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # of a download
    assert json.loads(content)["schema"] == "assay.review/v1"
    assert calling(world.lead, "read").get(data["address"]).status_code == 403
    assert lead.post(f"/api/v1/exports/{asked.json()['id']}/cancel").status_code == 409


def test_text_that_cannot_be_stored_is_refused(world: World, calling: Calling) -> None:
    lead = calling(world.lead)
    for text in ("\\u0000", "\\ud800"):
        raw = f'{{"text": "{text}", "must_acknowledge": false}}'
        answer = lead.put(f"{ROOT}/guidelines", raw, content_type="application/json")
        assert (answer.status_code, "NUL" in answer.json()["detail"]) == (422, True)
    numbers = lead.put(f"{ROOT}/rubric", '{"title": NaN}', content_type="application/json")
    assert numbers.status_code == 400
    assert lead.get(f"{ROOT}/rule-answers?source=%00").status_code == 422


def test_a_payout_is_prepared_once_and_settled(world: World, calling: Calling) -> None:
    review = world.submit(world.reviewer, world.task)
    lead = calling(world.lead)
    send(lead, "POST", f"{ROOT}/reviews/{review.public_id}/accept", {})
    bonus = {"reviewer": world.reviewer.pseudonym, "amount_minor": 100, "reason": "Thanks."}
    for _ in range(2):
        assert send(lead, "POST", f"{ROOT}/adjustments", bonus, Idempotency_Key="a-bonus-once").status_code == 201
    assert send(lead, "POST", f"{ROOT}/adjustments", bonus).status_code == 422
    world.newcomer.is_operator = True
    world.newcomer.save()
    operator = calling(world.newcomer)
    [payable] = operator.get("/api/v1/payouts/payable").json()["items"]
    assert payable["amount"] == {"amount_minor": 6500, "currency": "USD"}
    made = send(operator, "POST", "/api/v1/payouts", {"currency": "USD"}, Idempotency_Key="november").json()
    address = f"/api/v1/payouts/{made['id']}"
    assert operator.post(f"{address}/sent").json()["state"] == "sent"
    [payment] = all_of(operator, f"{address}/payments")
    failed = send(operator, "POST", f"{address}/payments/{payment['id']}", {"outcome": "failed"})
    assert failed.status_code == 409
    paid = send(operator, "POST", f"{address}/paid", {})
    assert (paid.json()["state"], paid.json()["paid"]["amount_minor"]) == ("closed", 6500)
    assert Assignment.objects.get().state == "accepted"
