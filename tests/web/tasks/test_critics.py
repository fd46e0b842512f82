"""Critics in a project: asked only where a lead says so, kept in the shadow, recorded with what they cost."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.support.chat_server import (
    USAGE,
    Answer,
    Service,
    at_once,
    chat_service,
    claim,
    findings,
    refused,
    streamed,
)
from tests.web.pages.world import HOSTILE, SECRETS, World, complete_body, task_record

from assay.workflows.criticize import Setup, read_critics
from assay_web.projects.models import EvidencePolicy
from assay_web.review import selectors, services
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment
from assay_web.tasks.asking import ask_critic, ask_in_turn, ask_what_is_open, decide_use
from assay_web.tasks.critic_figures import costs_of, latest_problems
from assay_web.tasks.models import Candidate, CriticRun, CriticUse, EvidenceFinding, Examination
from assay_web.tasks.services import import_tasks

CLAIM = claim(path="app.py", title=f"Never seen before the pass {HOSTILE}", proof="proven", severity="blocker")
ADDRESS = "/projects/concurrency/critics/"


@pytest.fixture
def service(tmp_path: Path, settings: Any) -> Iterator[Service]:  # noqa: ANN401 - pytest-django's settings
    with chat_service(streamed(findings(CLAIM))) as running:
        settings.CRITICS = (setup(tmp_path, running, "house-model"),)
        yield running


def setup(folder: Path, service: Service, name: str, more: str = "") -> Setup:
    path = folder / f"{name}.toml"
    path.write_text(
        f'[[critic]]\nname = "{name}"\naddress = "{service.address}"\nmodel = "{name}-1"\ntries = 1\n'
        f'prices = {{read = "1", written = "10", currency = "EUR"}}\n{more}'
    )
    return read_critics(path, {})[0]


def waiting() -> list[tuple[str, list[int], int, bool]]:
    """Critic, candidates, attempt, and whether it waits, of each question that is queued."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'critic', (args -> 'candidate_ids')::text, (args ->> 'attempt')::int, scheduled_at > now()"
            " FROM procrastinate_jobs WHERE queue_name = 'critics' AND status = 'todo' ORDER BY id"
        )
        return [(critic, json.loads(ids), attempt, bool(late)) for critic, ids, attempt, late in cursor.fetchall()]


def everybody(world: World) -> list[int]:
    return list(Candidate.objects.filter(task__project=world.project).order_by("pk").values_list("pk", flat=True))


def first(world: World) -> Candidate:
    return Candidate.objects.filter(task=world.task).order_by("position")[0]


def ask(world: World, use: CriticUse = CriticUse.GRADED) -> CriticRun:
    decide_use(world.project, use)
    run = ask_critic("house-model", first(world).pk).run
    assert run is not None
    return run


def test_nobody_is_asked_until_a_lead_says_so(world: World, service: Service) -> None:
    import_tasks(world.project, [task_record("more", "More")])
    assert waiting() == []
    assert ask_critic("house-model", first(world).pk).run is None
    assert ask_what_is_open(world.project) == 0
    assert service.requests == []


def test_without_a_critic_on_the_instance_nothing_is_queued(world: World, settings: Any) -> None:  # noqa: ANN401
    settings.CRITICS = ()
    assert decide_use(world.project, CriticUse.SHOWN) == 0
    import_tasks(world.project, [task_record("more", "More")])
    assert waiting() == []


def test_a_decision_queues_every_candidate_and_so_does_each_import(world: World, service: Service) -> None:
    ids = everybody(world)
    assert decide_use(world.project, CriticUse.GRADED) == len(ids)
    assert decide_use(world.project, CriticUse.SHOWN) == 0, "they are queued already"
    import_tasks(world.project, [task_record("more", "More")])
    new = [one for one in everybody(world) if one not in ids]
    assert waiting() == [("house-model", ids, 1, False), ("house-model", new, 1, False)]


def test_what_is_said_is_stored_as_one_more_source_with_its_cost(world: World, service: Service) -> None:
    run = ask(world)
    assert (run.outcome, run.findings, run.requests) == ("answered", 1, 1)
    assert (run.tokens_read, run.tokens_written) == (USAGE["prompt_tokens"], USAGE["completion_tokens"])
    assert (run.cost, run.currency) == (Decimal("0.0046"), "EUR")
    stored = EvidenceFinding.objects.get(examination=run.examination)
    assert (stored.source, stored.record["source"]["kind"], stored.record["proof"]) == (
        "house-model",
        "critic",
        "unproven",
    )


def test_only_prompt_and_files_are_sent(world: World, service: Service) -> None:
    ask(world)
    sent = json.dumps(service.requests)
    assert "Write **it**." in sent
    assert not [secret for secret in SECRETS if secret in sent]
    assert "assert True" not in sent, "tests stay here, visible ones too"


def test_the_same_question_is_asked_and_paid_once(world: World, service: Service) -> None:
    run = ask(world)
    again = ask_critic("house-model", first(world).pk).run
    assert again is not None
    assert again.pk == run.pk
    twin = Candidate.objects.filter(task=world.task).order_by("position")[1]
    Candidate.objects.filter(pk=twin.pk).update(content_key=run.candidate.content_key, files=run.candidate.files)
    linked = ask_critic("house-model", twin.pk).run
    assert linked is not None
    assert (linked.examination_id, linked.requests, linked.cost) == (run.examination_id, 0, None)
    assert len(service.requests) == 1


def test_another_prompt_is_another_question(world: World, service: Service) -> None:
    ask(world)
    type(world.task).objects.filter(pk=world.task.pk).update(prompt="Write something else.")
    ask_critic("house-model", first(world).pk)
    assert len(service.requests) == 2
    assert Examination.objects.filter(examiner="critic").count() == 2


@pytest.mark.parametrize(
    ("answer", "outcome", "kept", "left_out"),
    [
        (streamed("I love this code."), "unreadable", 0, 0),
        (streamed(""), "empty", 0, 0),
        (streamed(findings(*[CLAIM | {"title": f"{n}"} for n in range(10_000)]), piece=60_000), "answered", 200, 9_800),
        (streamed(findings(CLAIM | {"start_line": 9_999})), "answered", 0, 1),
        (streamed(findings(CLAIM)[:-1], finish="length"), "cut", 1, 0),
        (at_once(findings(CLAIM)), "answered", 1, 0),
    ],
    ids=["prose", "nothing", "ten thousand", "a wrong line", "cut", "not streamed"],
)
def test_bad_answers_are_recorded_as_what_they_are(
    world: World, service: Service, answer: Answer, outcome: str, kept: int, left_out: int
) -> None:
    service.answers = [answer]
    run = ask(world)
    assert (run.outcome, run.findings) == (outcome, kept)
    assert run.examination is not None
    assert run.examination.findings.count() == kept
    (costs,) = costs_of(world.project)
    assert costs.findings == kept
    assert costs.left_out == sum(run.dropped.values()) == left_out


def test_a_failed_service_leaves_no_examination_and_is_asked_again_later(world: World, service: Service) -> None:
    decide_use(world.project, CriticUse.GRADED)
    service.answers = [refused(500)]
    ids = everybody(world)
    ask_in_turn("house-model", ids, 1, until=time.monotonic() + 600)
    assert len(service.requests) == 2, "twice in a row: the rest waits"
    assert waiting()[-1] == ("house-model", ids, 2, True)
    assert not Examination.objects.filter(examiner="critic").exists()
    assert {run.outcome for run in CriticRun.objects.all()} == {"failed"}
    assert [one.outcome for one in latest_problems(world.project)] == ["failed", "failed"]


def test_one_candidate_that_a_service_refuses_does_not_hold_up_the_rest(world: World, service: Service) -> None:
    decide_use(world.project, CriticUse.GRADED)
    ids = everybody(world)
    service.answers = [refused(413), streamed(findings())]
    ask_in_turn("house-model", ids, 1, until=time.monotonic() + 600)
    assert CriticRun.objects.filter(outcome="answered").count() == len(ids) - 1
    assert waiting()[-1] == ("house-model", ids[:1], 2, True)


def test_the_last_attempt_goes_through_all_and_asks_no_more(world: World, service: Service) -> None:
    decide_use(world.project, CriticUse.GRADED)
    ids = everybody(world)
    service.answers = [refused(500)]
    before = waiting()
    ask_in_turn("house-model", ids, 4, until=time.monotonic() + 600)
    assert len(service.requests) == len(ids)
    assert waiting() == before


def test_a_service_that_asks_for_patience_gets_it(world: World, service: Service) -> None:
    decide_use(world.project, CriticUse.GRADED)
    service.answers = [refused(429, headers={"retry-after": "7200"})]
    ids = everybody(world)
    ask_in_turn("house-model", ids, 1, until=time.monotonic() + 600)
    assert len(service.requests) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM scheduled_at - now()) FROM procrastinate_jobs WHERE queue_name = 'critics'"
            " ORDER BY id DESC LIMIT 1"
        )
        assert 7_000 < float(cursor.fetchone()[0]) <= 7_300
    assert CriticRun.objects.get().outcome == "rate-limited"


def test_what_does_not_fit_into_a_slice_is_queued(world: World, service: Service) -> None:
    decide_use(world.project, CriticUse.GRADED)
    ids = everybody(world)
    ask_in_turn("house-model", ids, 1, until=0)
    assert CriticRun.objects.count() == 1
    assert waiting()[-1] == ("house-model", ids[1:], 1, False)


def test_a_run_is_written_for_good_and_agrees_with_what_is_stored(world: World, service: Service) -> None:
    run = ask(world)
    with pytest.raises(ProgrammingError), transaction.atomic():
        CriticRun.objects.filter(pk=run.pk).update(cost=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriticRun.objects.create(
            project=world.project, candidate=run.candidate, critic="x", version="1", outcome="answered"
        )


def shown_titles(assignment: Assignment) -> list[str]:
    mine = selectors.get_assignment(assignment.reviewer, assignment.public_id)
    evidence = selectors.workbench(mine).evidence
    return [one.title for each in evidence.candidates.values() for one in each.findings] if evidence else []


def locked(world: World, assignment: Assignment) -> None:
    shown = selectors.workbench(selectors.get_assignment(world.reviewer, assignment.public_id))
    body = DraftBody.model_validate(complete_body(shown))
    services.lock_first_pass(world.reviewer, assignment.public_id, 0, body)


@pytest.mark.parametrize("policy", EvidencePolicy.values)
@pytest.mark.parametrize("use", CriticUse.values)
def test_a_claim_is_shown_after_the_pass_and_only_where_the_lead_says_so(
    world: World, service: Service, policy: str, use: str
) -> None:
    ask(world)
    decide_use(world.project, CriticUse(use))
    world.project.evidence_policy = policy
    world.project.save()
    assignment = world.claim(world.reviewer, world.task)
    assert shown_titles(assignment) == [], "never before the first pass is locked"
    assert "Never seen" not in world.page(world.reviewer, f"/review/{assignment.public_id}/").html
    locked(world, assignment)
    seen = [title for title in shown_titles(assignment) if "Never seen" in title]
    assert len(seen) == (1 if use == CriticUse.SHOWN and policy != EvidencePolicy.NEVER else 0)


def test_a_shown_claim_is_marked_escaped_and_need_not_be_judged(world: World, service: Service) -> None:
    ask(world, CriticUse.SHOWN)
    assignment = world.claim(world.reviewer, world.task)
    locked(world, assignment)
    mine = selectors.get_assignment(world.reviewer, assignment.public_id)
    evidence = selectors.workbench(mine).evidence
    assert evidence is not None
    claims = [one for each in evidence.candidates.values() for one in each.findings if one.source.kind == "critic"]
    assert [one.source.name for one in claims] == ["house-model"]
    assert HOSTILE not in world.page(world.reviewer, f"/review/{assignment.public_id}/").html
    version = mine.draft.version
    body = DraftBody.model_validate(complete_body(selectors.workbench(mine)))
    assert services.submit(world.reviewer, assignment.public_id, version, body, "key").pk


def test_another_project_with_the_same_content_sees_nothing_of_it(world: World, service: Service) -> None:
    ask(world, CriticUse.SHOWN)
    run = CriticRun.objects.get()
    Candidate.objects.filter(task=world.hostile).update(content_key=run.candidate.content_key)
    assignment = world.claim(world.reviewer, world.hostile)
    locked(world, assignment)
    assert not [title for title in shown_titles(assignment) if "Never seen" in title]


def test_the_page_decides_asks_again_and_tells_what_became_of_it(world: World, service: Service) -> None:
    page = world.page(world.lead, ADDRESS)
    assert page.status == 200
    assert "house-model" in page.text
    assert "required" not in page.text
    client = world.client(world.lead)
    client.post(ADDRESS, {"use": "graded"})
    assert [one[0] for one in waiting()] == ["house-model"]
    service.answers = [streamed(f"Prose {HOSTILE}")]
    ask_critic("house-model", first(world).pk)
    service.answers = [streamed(findings(CLAIM, CLAIM | {"path": "gone.py"}))]
    ask_critic("house-model", Candidate.objects.filter(task=world.hostile).get().pk)
    page = world.page(world.lead, ADDRESS)
    assert [one["value"] for one in page.every("option") if "selected" in one] == ["graded"]
    assert "Unreadable" in page.text
    assert "0.009200 EUR" in page.text
    assert HOSTILE not in page.html
    client.post(ADDRESS, {"what": "again"})
    assert len(waiting()[-1][1]) == len(everybody(world)) - 2
    assert client.post(ADDRESS, {"use": "everything"}).status_code == 422


def test_the_page_says_when_no_critic_is_set_up(world: World, settings: Any) -> None:  # noqa: ANN401
    settings.CRITICS = ()
    assert "nothing leaves this instance" in world.page(world.lead, ADDRESS).text


def test_the_page_costs_as_many_queries_for_many_runs_as_for_one(world: World, service: Service) -> None:
    ask(world)
    one = world.queries(world.lead, ADDRESS)
    for candidate in everybody(world):
        ask_critic("house-model", candidate)
    assert world.queries(world.lead, ADDRESS) == one
