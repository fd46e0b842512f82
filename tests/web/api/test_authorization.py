"""Who may call what: every operation of the OpenAPI document, by every role. One without a row fails."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from tests.support.assessing import plant
from tests.web.review.test_authorization import ROLES, Things, filled, status_of, things, undone

from assay_web.assessments.models import Item
from assay_web.exchange.services import Upload, request_import
from assay_web.gold.services import add_plants
from assay_web.ledger.models import PayoutLine
from assay_web.projects.models import Invitation
from assay_web.projects.services import change_guidelines
from assay_web.site.api import api

__all__ = ["things"]

OUT, NO = 401, 404
"""Told to sign in; nothing there for this person."""

NOBODY = dict.fromkeys(ROLES, NO) | {"nobody": OUT}
ALL = dict.fromkeys(ROLES, 200) | {"nobody": OUT}
REVIEWER = NOBODY | {"reviewer": 200}
LEADS = NOBODY | {"lead": 200, "operator": 200}
READS = LEADS | {"client": 200}
OPERATOR = NOBODY | {"operator": 200}
JUDGES = NOBODY | {"adjudicator": 200, "operator": 200}


def made(expected: dict[str, int], status: int) -> dict[str, int]:
    """The same people, with another status of success."""
    return {role: status if answer == 200 else answer for role, answer in expected.items()}


def tasks_file() -> dict[str, object]:
    return {"dry_run": "true", "file": SimpleUploadedFile("tasks.jsonl", b"{}\n")}


def log_file() -> dict[str, object]:
    return {"file": SimpleUploadedFile("results.sarif", b'{"version": "2.1.0", "runs": []}')}


def plants_file() -> dict[str, object]:
    line = plant(8).model_dump_json(by_alias=True).encode()
    return {"title": "Add up", "prompt": "Add.", "file": SimpleUploadedFile("plants.jsonl", line)}


Row = tuple[str, dict[str, int]] | tuple[str, dict[str, int], Any]

TABLE: dict[str, Row] = {
    "getMe": ("GET me", ALL),
    "listTokens": ("GET tokens", ALL),
    "revokeToken": ("DELETE tokens/{lead_token}", NOBODY | {"lead": 204}),
    "listProjects": ("GET projects", ALL),
    "createProject": (
        "POST projects",
        NOBODY | {"lead": 201, "neighbour": 201, "operator": 201},
        {"slug": "another", "name": "Another", "price_minor": 100},
    ),
    "getProject": ("GET projects/concurrency", READS),
    "getSettings": ("GET projects/concurrency/settings", LEADS),
    "changeSettings": ("PATCH projects/concurrency/settings", LEADS, {"state": "paused"}),
    "getGuidelines": ("GET projects/concurrency/guidelines", LEADS),
    "changeGuidelines": (
        "PUT projects/concurrency/guidelines",
        LEADS,
        {"text": "Others.", "must_acknowledge": True},
    ),
    "listGuidelineVersions": ("GET projects/concurrency/guidelines/versions", LEADS),
    "getGuidelineChanges": ("GET projects/concurrency/guidelines/changes?since=1", LEADS),
    "readChanges": ("GET guidelines/concurrency/changes?since=1", REVIEWER | {"colleague": 200}),
    "getRubric": ("GET projects/concurrency/rubric", LEADS),
    "changeRubric": (
        "PUT projects/concurrency/rubric",
        LEADS,
        {"title": "Ours", "criteria": [{"id": "sound", "title": "Sound?"}]},
    ),
    "getQuiz": ("GET projects/concurrency/quiz", LEADS),
    "changeQuiz": ("PUT projects/concurrency/quiz", LEADS, {"questions": []}),
    "getRequirements": ("GET projects/concurrency/requirements", LEADS),
    "changeRequirements": ("PUT projects/concurrency/requirements", LEADS, {"retry_days": 7}),
    "readGuidelines": ("GET guidelines/concurrency", REVIEWER | {"colleague": 200}),
    "confirmGuidelines": (
        "POST guidelines/concurrency/confirmations",
        made(REVIEWER | {"colleague": 200}, 204),
        {"version": 2},
    ),
    "listMembers": ("GET projects/concurrency/members", LEADS),
    "changeMember": ("PATCH projects/concurrency/members/{member}", made(LEADS, 204), {"role": "client"}),
    "removeMember": ("DELETE projects/concurrency/members/{member}", made(LEADS, 204)),
    "listInvitations": ("GET projects/concurrency/invitations", LEADS),
    "invite": (
        "POST projects/concurrency/invitations",
        made(LEADS, 201),
        {"email": "friend@example.org", "role": "reviewer"},
    ),
    "withdrawInvitation": ("DELETE projects/concurrency/invitations/{invitation}", made(LEADS, 204)),
    "acceptInvitation": (
        "POST invitations/acceptances",
        dict.fromkeys(ROLES, 409) | {"nobody": OUT},
        {"token": "{token}"},
    ),
    "listHistory": ("GET projects/concurrency/history", LEADS),
    "getProgress": ("GET projects/concurrency/progress", READS),
    "listTasks": ("GET projects/concurrency/tasks", READS),
    "getTask": ("GET projects/concurrency/tasks/{task}", READS),
    "getTaskSheet": ("GET projects/concurrency/tasks/{task}/sheet", READS),
    "listReviews": ("GET projects/concurrency/reviews", READS),
    "getReview": ("GET projects/concurrency/reviews/{review}", READS),
    "acceptReview": ("POST projects/concurrency/reviews/{review}/accept", made(LEADS, 409), {}),
    "returnReview": ("POST projects/concurrency/reviews/{review}/return", made(LEADS, 409), {"reason": "Again."}),
    "listFindings": ("GET projects/concurrency/findings", READS),
    "listConflictTasks": ("GET adjudication/tasks", ALL),
    "getConflictSheet": ("GET adjudication/tasks/{disputed}", JUDGES),
    "getConflict": ("GET adjudication/conflicts/{conflict}", JUDGES),
    "rule": (
        "POST adjudication/conflicts/{conflict}/rulings",
        JUDGES,
        {"value": "accept", "reason": "code"},
    ),
    "handReviewBack": (
        "POST adjudication/conflicts/{conflict}/return",
        made(JUDGES, 409),
        {"reviewer": "r1", "reason": "Again."},
    ),
    "listFeedback": ("GET feedback", ALL),
    "appeal": ("POST feedback/{decided}/appeal", made(REVIEWER, 204), {"text": "No."}),
    "getFigures": ("GET projects/concurrency/figures/progress", READS),
    "getLeaderboard": ("GET projects/concurrency/leaderboard", READS),
    "listFindingsOfModel": ("GET projects/concurrency/models/findings?model=secret-model-9000", LEADS),
    "listAttention": ("GET projects/concurrency/attention", READS),
    "listConsensus": ("GET projects/concurrency/consensus", READS),
    "listChances": ("GET projects/concurrency/chances", READS),
    "listRuleAnswers": ("GET projects/concurrency/rule-answers?source=ruff", READS),
    "listMutedRules": ("GET projects/concurrency/muted-rules", READS),
    "muteRule": ("PUT projects/concurrency/muted-rules", LEADS, {"source": "ruff", "rule": "E501"}),
    "unmuteRule": ("DELETE projects/concurrency/muted-rules?source=ruff", made(LEADS, 204)),
    "getReviewer": ("GET projects/concurrency/reviewers/{pseudonym}", READS),
    "listReviewsOfReviewer": ("GET projects/concurrency/reviewers/{pseudonym}/reviews", READS),
    "getEarnings": ("GET earnings", ALL),
    "listEarnings": ("GET earnings/reviews", ALL),
    "getProjectMoney": ("GET projects/concurrency/money", LEADS),
    "adjust": (
        "POST projects/concurrency/adjustments",
        made(LEADS, 201),
        {"reviewer": "{pseudonym}", "amount_minor": 100, "reason": "Thanks."},
    ),
    "listPayouts": ("GET payouts", OPERATOR),
    "listPayable": ("GET payouts/payable", OPERATOR),
    "listPayments": ("GET payouts/{payout}/payments", OPERATOR),
    "preparePayout": ("POST payouts", made(OPERATOR, 201), {"currency": "USD"}),
    "getPayout": ("GET payouts/{payout}", OPERATOR),
    "getBooks": ("GET payouts/books", OPERATOR),
    "auditBooks": ("POST payouts/audits", OPERATOR),
    "markPayoutSent": ("POST payouts/{payout}/sent", OPERATOR),
    "settlePayment": ("POST payouts/{payout}/payments/{payment}", OPERATOR, {"outcome": "paid"}),
    "settlePayout": ("POST payouts/{payout}/paid", OPERATOR, {}),
    "listExports": ("GET projects/concurrency/exports", LEADS | {"client": 403}),
    "startExport": ("POST projects/concurrency/exports", made(LEADS, 202) | {"client": 403}, {"format": "reviews"}),
    "getExport": ("GET exports/{export}", LEADS),
    "cancelExport": ("POST exports/{export}/cancel", made(LEADS, 409)),
    "downloadExport": ("GET exports/{export}/files/concurrency-reviews.jsonl", LEADS),
    "listImports": ("GET projects/concurrency/imports", LEADS),
    "startImport": ("POST projects/concurrency/imports", made(LEADS, 202), tasks_file),
    "getImport": ("GET imports/{import}", LEADS),
    "cancelImport": ("POST imports/{import}/cancel", LEADS),
    "listCollections": ("GET projects/concurrency/collections", LEADS),
    "startCollection": ("POST projects/concurrency/collections", made(LEADS, 409), {"which": "all"}),
    "getCollection": ("GET collections/{collection}", LEADS),
    "stopCollection": ("POST collections/{collection}/stop", LEADS),
    "resumeCollection": ("POST collections/{collection}/resume", made(LEADS, 409)),
    "listWebhooks": ("GET projects/concurrency/webhooks", LEADS),
    "makeWebhook": (
        "POST projects/concurrency/webhooks",
        made(LEADS, 201),
        {"address": "https://example.org/hook", "events": ["review.submitted"]},
    ),
    "getWebhook": ("GET projects/concurrency/webhooks/{webhook}", LEADS),
    "changeWebhook": ("PATCH projects/concurrency/webhooks/{webhook}", LEADS, {"active": False}),
    "removeWebhook": ("DELETE projects/concurrency/webhooks/{webhook}", made(LEADS, 204)),
    "pingWebhook": ("POST projects/concurrency/webhooks/{webhook}/ping", made(LEADS, 202)),
    "listDeliveries": ("GET projects/concurrency/webhooks/{webhook}/deliveries", LEADS),
    "replayDelivery": (
        "POST projects/concurrency/webhooks/{webhook}/deliveries/{delivery}/replay",
        made(LEADS, 409),
    ),
    "importFindings": ("POST projects/concurrency/finding-imports", made(LEADS, 422), log_file),
    "getCritics": ("GET projects/concurrency/critics", LEADS),
    "decideCritics": ("PUT projects/concurrency/critics", LEADS, {"use": "graded"}),
    "askCritics": ("POST projects/concurrency/critics/questions", LEADS),
    "getGold": ("GET projects/concurrency/gold", LEADS),
    "getGoldPolicy": ("GET projects/concurrency/gold/policy", LEADS),
    "changeGoldPolicy": ("PUT projects/concurrency/gold/policy", LEADS, {"percent": 10, "consequence": "talk"}),
    "listPlants": ("GET projects/concurrency/gold/plants", LEADS),
    "addPlants": ("POST projects/concurrency/gold/plants", made(LEADS, 201), plants_file),
    "withdrawPlant": ("DELETE projects/concurrency/gold/plants?plant={plant}", made(LEADS, 204)),
    "retirePlant": (
        "POST projects/concurrency/gold/retirements",
        made(LEADS, 409),
        {"plant": "{plant}", "retired": True},
    ),
    "listFlags": ("GET projects/concurrency/gold/flags", LEADS),
    "getFlag": ("GET projects/concurrency/gold/flags/{flag}", LEADS),
    "answerFlag": ("POST projects/concurrency/gold/flags/{flag}/answer", LEADS, {"reason": "A bad week."}),
    "listGoldDoubts": ("GET projects/concurrency/gold/doubts", LEADS),
    "getGoldDoubt": ("GET projects/concurrency/gold/doubts/{gold_doubt}", LEADS),
    "settleGoldDoubt": ("POST projects/concurrency/gold/doubts/{gold_doubt}", made(LEADS, 204), {"value": "false"}),
    "listOpenings": ("GET openings", ALL),
    "getOpening": ("GET openings/concurrency", ALL),
    "apply": ("POST openings/concurrency/application", dict.fromkeys(ROLES, 409) | {"nobody": OUT}, {"note": ""}),
    "withdrawApplication": ("DELETE openings/concurrency/application", made(ALL, 204)),
    "listApplications": ("GET applications", ALL),
    "getProfile": ("GET profile", NOBODY | {"newcomer": 200}),
    "changeProfile": ("PUT profile", ALL, {"languages": {"go": 3}, "hours_per_week": 10}),
    "listApplicants": ("GET projects/concurrency/applicants", LEADS),
    "getApplicant": ("GET projects/concurrency/applicants/{application}", LEADS),
    "answerApplicant": ("POST projects/concurrency/applicants/{application}/answer", LEADS, {"admit": True}),
    "getQueues": ("GET operations/queues", OPERATOR),
    "listJobs": ("GET operations/jobs", OPERATOR),
    "retryJob": ("POST operations/jobs/{failed_job}/retry", made(OPERATOR, 204)),
    "discardJob": ("DELETE operations/jobs/{failed_job}", made(OPERATOR, 204)),
    "listAttempts": ("GET attempts", ALL),
    "getAttempt": ("GET attempts/{attempt}", REVIEWER),
    "nextItem": ("POST attempts/{attempt}/next", REVIEWER),
    "saveAnswers": ("PUT attempts/{attempt}/answers", made(REVIEWER, 409), {"answers": {"0": "So."}}),
    "setClock": ("POST attempts/{attempt}/clock", REVIEWER, {"step": "stop"}),
    "appealResult": ("POST attempts/{attempt}/appeal", made(REVIEWER, 409), {"text": "No."}),
    "listAssessments": ("GET projects/concurrency/assessments", LEADS),
    "createAssessment": ("POST projects/concurrency/assessments", made(LEADS, 201), {"title": "Another"}),
    "getAssessment": ("GET projects/concurrency/assessments/{assessment}", LEADS),
    "changeAssessment": ("PUT projects/concurrency/assessments/{assessment}", LEADS, {"title": "Else"}),
    "openAssessment": ("POST projects/concurrency/assessments/{assessment}/state", LEADS, {"open": False}),
    "weighItems": ("POST projects/concurrency/assessments/{assessment}/figures", LEADS),
    "beginPilot": (
        "POST projects/concurrency/assessments/{assessment}/pilots",
        made(LEADS, 204),
        {"member": "{member}"},
    ),
    "listItems": ("GET projects/concurrency/assessments/{assessment}/items", LEADS),
    "addItems": (
        "POST projects/concurrency/assessments/{assessment}/plants",
        made(LEADS, 201),
        plants_file,
    ),
    "listAssessmentFlags": ("GET projects/concurrency/assessments/{assessment}/flags", LEADS),
    "retireItem": (
        "POST projects/concurrency/assessments/{assessment}/items/{item}",
        made(LEADS, 204),
        {"retired": True, "because": "It is known."},
    ),
    "listAttemptsAt": ("GET projects/concurrency/assessments/{assessment}/attempts", LEADS),
    "getAttemptAt": ("GET projects/concurrency/assessments/{assessment}/attempts/{decided_attempt}", LEADS),
    "answerAppeal": (
        "POST projects/concurrency/assessments/{assessment}/attempts/{decided_attempt}/appeal",
        NOBODY,
        {"upheld": False, "reason": "It stands."},
    ),
    "listDoubts": ("GET doubts", ALL),
    "getDoubt": ("GET doubts/{doubt}", JUDGES | {"lead": 200}),
    "judge": ("POST doubts/{doubt}", made(JUDGES | {"lead": 200}, 409), {"value": "perhaps"}),
    "previewTask": ("GET queue/{task}", REVIEWER | {"colleague": 200}),
    "listAssignments": ("GET assignments", ALL),
    "listQueue": ("GET queue", ALL),
    "claimNext": ("POST queue/next", dict.fromkeys(ROLES, 204) | {"nobody": OUT, "colleague": 200}),
    "acceptTask": ("POST queue/{task}/accept", REVIEWER | {"colleague": 200}),
    "getWorkbench": ("GET assignments/{assignment}", REVIEWER),
    "saveDraft": ("PUT assignments/{assignment}/draft", REVIEWER, {"version": 0, "body": {}, "active_ms": 0}),
    "lockFirstPass": ("POST assignments/{assignment}/lock", REVIEWER, {"version": 0, "body": {}}),
    "startRun": (
        "POST assignments/{assignment}/runs",
        REVIEWER | {"reviewer": 202},
        {
            "kind": "reproducer",
            "candidate": "A",
            "finding_id": "00000000-0000-4000-8000-000000000001",
            "code": "def test_it(): pass",
        },
    ),
    "submitReview": ("POST assignments/{assignment}/submit", REVIEWER | {"reviewer": 422}, {"version": 0, "body": {}}),
    "releaseAssignment": ("POST assignments/{assignment}/release", REVIEWER | {"reviewer": 204}),
    "getRun": ("GET runs/{task}", NOBODY),
}
"""Operation to a request, the status for each role, and the body of the request."""

UNDER = "/api/v1/"


def ask(client: Client, row: Row, names: dict[str, str]) -> int:
    request, _, *body = row
    method, path = request.split()
    sent = body[0] if body else {}
    headers = {"Idempotency-Key": "a-key-of-its-own"}
    if callable(sent):  # a form with a file
        return status_of(client.post(filled(UNDER + path, names), sent(), headers=headers))
    text = json.dumps(sent) if method in {"POST", "PUT", "PATCH"} else ""
    return status_of(
        client.generic(
            method,
            filled(UNDER + path, names),
            filled(text, names),
            content_type="application/json",
            headers=headers,
        )
    )


def test_every_operation_has_a_row() -> None:
    operations = {
        stated["operationId"]: f"{method.upper()} {address}"
        for address, some in api.get_openapi_schema()["paths"].items()
        for method, stated in some.items()
    }
    assert set(operations) == set(TABLE)
    for name, row in TABLE.items():
        assert row[0].split()[0] == operations[name].split()[0], name
        assert UNDER + row[0].split()[1].split("?")[0].split("/")[0] in operations[name], name


def failed_job() -> int:
    """A job of no consequence that has failed."""
    job_id = app.configure_task("assay.remove_old_exports").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job_id])
    return job_id


@pytest.fixture
def everything(things: Things) -> Things:
    """With what only programs name."""
    world = things.world
    upload = Upload("tasks.jsonl", 3, [b"{}\n"])
    change_guidelines(world.project, "Cite findings, all of them.", must_acknowledge=False)
    add_plants(world.lead, world.project, [plant(7)], title="Add up", prompt="Add.")
    things.names |= {
        "member": str(world.colleague.pk),
        "failed_job": str(failed_job()),
        "item": str(Item.objects.order_by("pk").values_list("pk", flat=True)[0]),
        "invitation": str(Invitation.objects.get().public_id),
        "payment": str(PayoutLine.objects.get().pk),
        "plant": plant(7).id,
        "import": str(request_import(world.lead, world.project, upload, dry_run=True).public_id),
    }
    return things


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(everything: Things, role: str) -> None:
    answered = {}
    for name, row in TABLE.items():
        with undone():
            answered[name] = ask(everything.clients[role], row, everything.names)
    assert answered == {name: row[1][role] for name, row in TABLE.items()}


def test_without_a_cross_site_token_a_browser_writes_nothing(everything: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(everything.world.lead)
    writes = {name: row for name, row in TABLE.items() if not row[0].startswith("GET")}
    assert {name: ask(client, row, everything.names) for name, row in writes.items()} == dict.fromkeys(writes, 403)
