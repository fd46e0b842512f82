"""Who may ask for what: every address of the site, by every role. A new address without a row fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.assessments.taking import built, candidate, decided, doubtful
from tests.web.gold.gold import doubt_on
from tests.web.opinions import adjudicator_of
from tests.web.pages.world import World
from tests.web.review.makers import application_of, disputes, finished_export, flag_on, full

from assay_web.accounts.services import create_user, make_token
from assay_web.assessments.services import begin_pilot
from assay_web.hooks.services import make_webhook, ping
from assay_web.ledger.services import prepare_payout
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member, create_project, invite
from assay_web.review.models import Review
from assay_web.review.services import accept_review
from assay_web.tasks.collecting import start
from assay_web.tasks.models import CollectionWhich

ROLES = ("nobody", "newcomer", "reviewer", "colleague", "lead", "neighbour", "operator", "adjudicator", "client")

IN, NO = 302, 404
"""Sent to sign in; nothing there for this person."""

EVERYBODY = dict.fromkeys(ROLES, 200)
SIGNED_IN = EVERYBODY | {"nobody": IN}
LEADS = dict.fromkeys(ROLES, NO) | {"nobody": IN, "lead": 200, "operator": 200}
READS = LEADS | {"client": 200}
LEADERS = {"lead": 200, "neighbour": 200, "operator": 200}
OPERATES = dict.fromkeys(ROLES, NO) | {"nobody": IN, "operator": 200}
TASK_PAGE = dict.fromkeys(ROLES, NO) | {"nobody": IN, "reviewer": 200, "colleague": 200}
OWN_PAGE = dict.fromkeys(ROLES, NO) | {"nobody": IN, "reviewer": 200}
OWN_STEP = OWN_PAGE | {"reviewer": 302}
JUDGES = dict.fromkeys(ROLES, NO) | {"nobody": IN, "adjudicator": 200, "operator": 200}
RULES = JUDGES | {"adjudicator": 302, "operator": 302}

TABLE: dict[str, tuple[str, dict[str, int]]] = {
    "": ("GET /", EVERYBODY),
    "healthz": ("GET /healthz", EVERYBODY),
    "readyz": ("GET /readyz", EVERYBODY),
    "metrics": ("GET /metrics", dict.fromkeys(ROLES, NO)),
    "operations/jobs/": ("GET /operations/jobs/", OPERATES),
    "operations/jobs/<int:job_id>/": ("POST /operations/jobs/1/ act=retry", OPERATES | {"operator": 302}),
    "queue/": ("GET /queue/", SIGNED_IN),
    "queue/<uuid:task_id>/": ("GET /queue/{task}/", TASK_PAGE),
    "queue/<uuid:task_id>/accept/": ("POST /queue/{task}/accept/", TASK_PAGE | {"reviewer": 302, "colleague": 302}),
    "review/<uuid:assignment_id>/": ("GET /review/{assignment}/", OWN_PAGE),
    "preview/<str:token>/<str:letter>/<path:file>": ("GET /preview/not-ours/A/index.html", dict.fromkeys(ROLES, NO)),
    "projects/": ("GET /projects/", SIGNED_IN),
    "projects/<slug:slug>/exports/": ("GET /projects/concurrency/exports/", READS),
    "projects/<slug:slug>/tasks/<int:number>/": ("GET /projects/concurrency/tasks/1/", READS),
    "projects/<slug:slug>/export/": (
        "POST /projects/concurrency/export/ file=reviews.jsonl min_p=0.75 min_agreement=0",
        LEADS | {"lead": 302, "operator": 302, "client": 403},
    ),
    "projects/<slug:slug>/figures/<slug:name>.csv": ("GET /projects/concurrency/figures/reviewers.csv", READS),
    "exports/<uuid:export_id>/cancel/": ("POST /exports/{export}/cancel/", LEADS | {"lead": 302, "operator": 302}),
    "exports/<uuid:export_id>/<str:file>": ("GET /exports/{export}/concurrency-reviews.jsonl", LEADS),
    **{
        f"projects/<slug:slug>/{page}": (f"GET /projects/concurrency/{page}", READS)
        for page in (
            "quality/",
            "leaderboard/",
            "leaderboard.csv",
            "models/findings/",
            "models/",
            "reviewers/",
            "rules/",
            "rules/answers/",
            "sources/",
            "consensus/",
            "defects/",
        )
    },
    "projects/<slug:slug>/reviewers/<slug:name>/": ("GET /projects/concurrency/reviewers/{pseudonym}/", READS),
    "projects/<slug:slug>/rules/mute/": (
        "POST /projects/concurrency/rules/mute/ source=ruff",
        LEADS | {"lead": 302, "operator": 302},
    ),
    "adjudication/": ("GET /adjudication/", SIGNED_IN),
    "adjudication/<uuid:task_id>/": ("GET /adjudication/{disputed}/", JUDGES),
    "adjudication/conflicts/<uuid:conflict_id>/": ("POST /adjudication/conflicts/{conflict}/", RULES),
    "adjudication/conflicts/<uuid:conflict_id>/return/": ("POST /adjudication/conflicts/{conflict}/return/", RULES),
    "feedback/": ("GET /feedback/", SIGNED_IN),
    "feedback/<uuid:conflict_id>/appeal/": (
        "POST /feedback/{decided}/appeal/ text=no",
        dict.fromkeys(ROLES, NO) | {"nobody": IN, "reviewer": 302},
    ),
    "assessments/": ("GET /assessments/", SIGNED_IN),
    "assessments/<uuid:attempt_id>/": ("GET /assessments/{attempt}/", OWN_PAGE),
    **{
        f"assessments/<uuid:attempt_id>/{step}/": (f"POST /assessments/{{attempt}}/{step}/", OWN_STEP)
        for step in ("next", "answers", "clock", "appeal")
    },
    "projects/<slug:slug>/assessments/": ("GET /projects/concurrency/assessments/", LEADS),
    **{
        f"projects/<slug:slug>/assessments/<uuid:assessment_id>/{page}": (
            f"GET /projects/concurrency/assessments/{{assessment}}/{page}",
            LEADS,
        )
        for page in ("", "plants/", "terms/", "attempts/")
    },
    "projects/<slug:slug>/assessments/<uuid:assessment_id>/attempts/<uuid:attempt_id>/": (
        "GET /projects/concurrency/assessments/{assessment}/attempts/{decided_attempt}/",
        LEADS,
    ),
    "judging/": ("GET /judging/", SIGNED_IN),
    "judging/<uuid:doubt_id>/": ("GET /judging/{doubt}/", JUDGES | {"lead": 200}),
    "projects/<slug:slug>/": ("GET /projects/concurrency/", READS),
    "projects/<slug:slug>/reviews/<uuid:review_id>/": ("GET /projects/concurrency/reviews/{review}/", READS),
    "projects/new/": ("GET /projects/new/", dict.fromkeys(ROLES, NO) | {"nobody": IN} | LEADERS),
    "projects/<slug:slug>/settings/": ("GET /projects/concurrency/settings/", LEADS),
    "projects/<slug:slug>/settings/guidelines/": ("GET /projects/concurrency/settings/guidelines/", LEADS),
    "projects/<slug:slug>/settings/rubric/": ("GET /projects/concurrency/settings/rubric/", LEADS),
    "projects/<slug:slug>/settings/history/": ("GET /projects/concurrency/settings/history/", LEADS),
    "projects/<slug:slug>/gold/": ("GET /projects/concurrency/gold/", LEADS),
    "projects/<slug:slug>/gold/plants/": ("GET /projects/concurrency/gold/plants/", LEADS),
    "projects/<slug:slug>/gold/<uuid:flag_id>/": ("GET /projects/concurrency/gold/{flag}/", LEADS),
    "projects/<slug:slug>/gold/doubts/<uuid:doubt_id>/": ("GET /projects/concurrency/gold/doubts/{gold_doubt}/", LEADS),
    "projects/<slug:slug>/settings/quiz/": ("GET /projects/concurrency/settings/quiz/", LEADS),
    "projects/<slug:slug>/settings/requirements/": ("GET /projects/concurrency/settings/requirements/", LEADS),
    "projects/<slug:slug>/applicants/": ("GET /projects/concurrency/applicants/", LEADS),
    "projects/<slug:slug>/applicants/<uuid:application_id>/": (
        "GET /projects/concurrency/applicants/{application}/",
        LEADS,
    ),
    "profile/": ("GET /profile/", SIGNED_IN),
    "openings/": ("GET /openings/", SIGNED_IN),
    "openings/<slug:slug>/": ("GET /openings/concurrency/", SIGNED_IN),
    "projects/<slug:slug>/people/": ("GET /projects/concurrency/people/", LEADS),
    "invitation/<str:token>/": ("GET /invitation/{token}/", EVERYBODY),
    "projects/<slug:slug>/import/": ("GET /projects/concurrency/import/", LEADS),
    "projects/<slug:slug>/evidence/": ("GET /projects/concurrency/evidence/", LEADS),
    "projects/<slug:slug>/critics/": ("GET /projects/concurrency/critics/", LEADS),
    "guidelines/<slug:slug>/": ("GET /guidelines/concurrency/", TASK_PAGE),
    "projects/<slug:slug>/money/": ("GET /projects/concurrency/money/", LEADS),
    "earnings/": ("GET /earnings/", SIGNED_IN),
    "earnings/statement.csv": ("GET /earnings/statement.csv", SIGNED_IN),
    "payouts/": ("GET /payouts/", OPERATES),
    "payouts/<uuid:batch_id>/": ("GET /payouts/{payout}/", OPERATES),
    "payouts/<uuid:batch_id>/file.csv": ("GET /payouts/{payout}/file.csv", OPERATES),
    "projects/<slug:slug>/webhooks/": ("GET /projects/concurrency/webhooks/", LEADS),
    "projects/<slug:slug>/webhooks/<uuid:webhook_id>/": ("GET /projects/concurrency/webhooks/{webhook}/", LEADS),
    "tokens/": ("GET /tokens/", SIGNED_IN),
    "tokens/<uuid:token_id>/revoke/": ("POST /tokens/{lead_token}/revoke/", OWN_PAGE | {"reviewer": NO, "lead": 302}),
    "api/v1/": ("GET /api/v1/", dict.fromkeys(ROLES, NO)),
    "api/v1/openapi.json": ("GET /api/v1/openapi.json", EVERYBODY),
    "api/v1/docs/": ("GET /api/v1/docs/", EVERYBODY),
}
"""Pattern to a request on the reviewer's own things, and the status for each role."""

OF_THE_API = {"api/v1/", "api/v1/openapi.json", "api/v1/docs/"}
"""Beside its operations, which have a table of their own: ``tests/web/api/test_authorization.py``."""

OURS_OF_ALLAUTH = "accounts/"
"""Signing in and passwords: django-allauth's own addresses, about oneself only."""


@dataclass
class Things:
    """What the requests are about."""

    world: World
    clients: dict[str, Client]
    names: dict[str, str]


@pytest.fixture
def things(world: World) -> Things:
    review: Review = world.submit(world.reviewer, world.hostile)
    assignment = world.claim(world.reviewer, world.task)
    neighbour = create_user("neighbour@example.org", "correct horse battery")
    create_project(slug="elsewhere", name="Elsewhere", lead=neighbour, price_minor=1000)
    operator = create_user("operator@example.org", "correct horse battery", is_operator=True)
    client = create_user("client@example.org", "correct horse battery")
    add_member(world.project, client, Role.CLIENT)
    accept_review(world.lead, world.project, review.public_id)
    payout = prepare_payout(operator, "USD", "a-key-of-its-own")
    people = {
        "nobody": None,
        "newcomer": world.newcomer,
        "reviewer": world.reviewer,
        "colleague": world.colleague,
        "lead": world.lead,
        "neighbour": neighbour,
        "operator": operator,
        "adjudicator": adjudicator_of(world),
        "client": client,
    }
    conflicts = disputes(world, review)
    webhook, _ = make_webhook(world.lead, world.project, "https://example.org/hook", ["import.finished"])
    lead_token, _ = make_token(world.lead, "a program", ["read"], timedelta(days=1))
    assessment = built(world, 2)
    names = {
        "webhook": str(webhook.public_id),
        "delivery": str(ping(webhook).public_id),
        "lead_token": str(lead_token.public_id),
        "pseudonym": world.reviewer.pseudonym,
        "disputed": str(world.hostile.public_id),
        "conflict": str(conflicts[0].public_id),
        "decided": str(conflicts[1].public_id),
        "token": invite(world.lead, world.project, "guest@example.org", Role.REVIEWER)[1],
        "payout": str(payout.public_id),
        "task": str(world.task.public_id),
        "assignment": str(assignment.public_id),
        "review": str(review.public_id),
        "export": str(finished_export(world).public_id),
        "application": str(application_of(world).public_id),
        "assessment": str(assessment.public_id),
        "attempt": str(begin_pilot(world.reviewer, assessment).public_id),
        "decided_attempt": str(decided(assessment, candidate("decided")).public_id),
        "doubt": str(doubtful(assessment, candidate("doubtful")).public_id),
        "flag": str(flag_on(world).public_id),
        "gold_doubt": str(full(doubt_on(world)).public_id),
        "collection": str(start(world.lead, world.project, CollectionWhich.MISSING).public_id),
    }
    return Things(world, {role: world.client(person) for role, person in people.items()}, names)


def ask(client: Client, request: str, names: dict[str, str]) -> int:
    method, path, *form = request.split()
    path = filled(path, names)
    response = client.get(path) if method == "GET" else client.post(path, dict(one.split("=") for one in form))
    return status_of(response)


def status_of(response: HttpResponseBase) -> int:
    request_finished.disconnect(close_old_connections)  # as the test client does: the next request is on this one
    response.close()
    request_finished.connect(close_old_connections)
    return response.status_code


def filled(path: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, before + str(one.pattern))
        else:
            assert isinstance(one, URLPattern)
            yield before + str(one.pattern)


def test_every_address_has_a_row() -> None:
    found = {one for one in patterns(get_resolver()) if not one.startswith(OURS_OF_ALLAUTH)}
    assert {one for one in found if not one.startswith("api/v1/")} == set(TABLE) - OF_THE_API
    assert found >= OF_THE_API


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(things: Things, role: str) -> None:
    answered = {}
    for pattern, (request, _) in TABLE.items():
        with undone():
            answered[pattern] = ask(things.clients[role], request, things.names)
    assert answered == {pattern: expected[role] for pattern, (_, expected) in TABLE.items()}


def test_what_is_not_for_a_person_looks_as_if_it_were_not_there(things: Things) -> None:
    client = things.clients["colleague"]
    there = client.get(f"/api/v1/assignments/{things.names['assignment']}")
    not_there = client.get("/api/v1/assignments/00000000-0000-4000-8000-000000000000")
    assert (there.status_code, there.json()) == (not_there.status_code, not_there.json())


def test_without_a_token_nothing_is_written(things: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(things.world.reviewer)
    writes = {pattern: request for pattern, (request, _) in TABLE.items() if not request.startswith("GET")}
    assert {pattern: ask(client, request, things.names) for pattern, request in writes.items()} == dict.fromkeys(
        writes, 403
    )


def test_a_lead_of_one_project_is_nobody_in_another(things: Things) -> None:
    assert Project.objects.filter(sealed=False).count() == 2
    assert things.clients["lead"].get("/projects/elsewhere/").status_code == NO


WRITES = {
    "a decision": ("/projects/concurrency/reviews/{review}/", {"decision": "accept"}),
    "settings": ("/projects/concurrency/settings/", {"name": "Mine"}),
    "guidelines": ("/projects/concurrency/settings/guidelines/", {"guidelines": "None"}),
    "a rubric": ("/projects/concurrency/settings/rubric/", {"title": "Mine"}),
    "tasks": ("/projects/concurrency/import/", {"what": "import"}),
    "a quiz": ("/projects/concurrency/settings/quiz/", {"questions-TOTAL_FORMS": "0"}),
    "a share of gold": ("/projects/concurrency/gold/", {"what": "policy", "percent": "0", "consequence": "talk"}),
    "a plant": ("/projects/concurrency/gold/plants/", {"what": "retire", "plant": "p"}),
    "a flag": ("/projects/concurrency/gold/{flag}/", {"what": "go_on", "reason": "Fine"}),
    "a ruling on a claim": ("/projects/concurrency/gold/doubts/{gold_doubt}/", {"value": "false"}),
    "requirements": ("/projects/concurrency/settings/requirements/", {"retry_days": "0"}),
    "an answer to an application": ("/projects/concurrency/applicants/{application}/", {"answer": "admit"}),
    "people": ("/projects/concurrency/people/", {"email": "friend@example.org", "role": "lead"}),
    "a webhook": ("/projects/concurrency/webhooks/", {"address": "https://example.org/"}),
    "a webhook's end": ("/projects/concurrency/webhooks/{webhook}/", {"what": "remove"}),
    "evidence": ("/projects/concurrency/evidence/", {"which": "all"}),
    "the end of evidence": ("/projects/concurrency/evidence/", {"what": "stop", "collection": "{collection}"}),
    "a bonus": ("/projects/concurrency/money/", {"amount": "1"}),
    "a payout": ("/payouts/", {"currency": "USD"}),
    "a payment": ("/payouts/{payout}/", {"what": "all_paid"}),
}


@pytest.mark.parametrize("role", ["newcomer", "reviewer", "colleague", "neighbour", "client"])
def test_what_a_person_may_not_change_is_not_there_to_be_changed(things: Things, role: str) -> None:
    answered = {}
    for write, (address, form) in WRITES.items():
        with undone():
            answered[write] = things.clients[role].post(filled(address, things.names), form).status_code
    assert answered == dict.fromkeys(WRITES, NO)
