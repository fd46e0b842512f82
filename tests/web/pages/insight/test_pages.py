"""Pages of figures: what they tell, to whom, at what cost."""

from __future__ import annotations

import pytest
from tests.web.pages.world import HOSTILE, World

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.insight.models import Figures, Reading
from assay_web.insight.services import make_figures
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.services import add_member
from assay_web.review.models import Review
from assay_web.tasks.models import Candidate, CandidateOrigin, EvidenceFinding, Examination, MutedRule

HOME = "/projects/concurrency/"
PAGES = ("quality/", "leaderboard/", "models/", "reviewers/", "rules/", "rules/answers/?source=bandit&rule=B101",
         "sources/", "consensus/", "defects/", "tasks/1/", "tasks/2/",
         "models/findings/?model=&severity=blocker")  # fmt: skip


@pytest.fixture
def client_of(told: World) -> User:
    person = create_user("client@example.org", "correct horse battery")
    add_member(told.project, person, Role.CLIENT)
    return person


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_empty_and_full_and_hostile_text_is_only_text(told: World, address: str) -> None:
    full = told.page(told.lead, HOME + address)
    assert full.status == 200
    assert HOSTILE not in full.html
    assert not full.every("img")
    Figures.objects.all().delete()
    Reading.objects.all().delete()
    assert told.page(told.lead, HOME + address).status == 200


def test_the_dashboard_tells_progress_agreement_defects_and_cost(told: World) -> None:
    page = told.page(told.lead, f"{HOME}quality/")
    assert "1 / 4" in page.text
    assert "$64.00" in page.text
    assert "2 chances, fewer than 8" in page.text
    assert "9 of 10 findings of bandit B101 false" in page.text
    assert "2 conflicts on 1 task" in page.text
    assert f"{HOME}consensus/?need=conflict" in page.links()


def test_agreement_comes_with_its_reason_while_there_is_too_little(told: World) -> None:
    assert "1 task, fewer than 8" in told.page(told.lead, f"{HOME}quality/").text


def test_a_rule_is_muted_and_no_longer_evidence(told: World) -> None:
    candidate = Candidate.objects.filter(task=told.hostile).get()
    examined = Examination.objects.create(content_key=candidate.content_key, examiner="analyzers", version="1")
    for position, rule in enumerate(("B101", "B102")):
        record = {
            "path": "app.py", "start_line": 1, "end_line": 1, "aspect": "security", "category": "security",
            "severity": "major", "title": rule, "source": {"kind": "analyzer", "name": "bandit", "rule": rule},
        }  # fmt: skip
        EvidenceFinding.objects.create(
            examination=examined, position=position, source="bandit", rule=rule, severity="major", record=record
        )
    from assay_web.review.selectors.evidence import evidence_of  # noqa: PLC0415 - used here only

    def shown() -> list[str]:
        return [one.title for one in evidence_of({"A": candidate}, told.hostile).candidates["A"].findings]

    assert shown() == ["B101", "B102"]
    client = told.client(told.lead)
    client.post(f"{HOME}rules/mute/", {"source": "bandit", "rule": "B101", "muted": "on"})
    assert shown() == ["B102"]
    assert "muted" in told.page(told.lead, f"{HOME}rules/").text
    assert "B101 false" not in told.page(told.lead, f"{HOME}quality/").text
    client.post(f"{HOME}rules/mute/", {"source": "bandit", "rule": "B101"})
    assert shown() == ["B101", "B102"]


def test_a_client_mutes_nothing_and_learns_no_origin_before_the_end(told: World, client_of: User) -> None:
    assert told.client(client_of).post(f"{HOME}rules/mute/", {"source": "a", "muted": "on"}).status_code == 404
    assert not MutedRule.objects.exists()
    for address in ("leaderboard/", "models/", "leaderboard.csv"):
        assert "secret-model" not in told.page(client_of, HOME + address).html
    Project.objects.update(state=ProjectState.CLOSED)
    assert "secret-model" in told.page(client_of, f"{HOME}models/").html


def test_the_leaderboard_ranks_models_and_filters(told: World) -> None:
    for origin in CandidateOrigin.objects.filter(candidate__task=told.task).order_by("candidate__position"):
        origin.origin = {"model": f"=model-{origin.candidate.position}"}
        origin.save()
    reading = Reading.objects.first()
    assert reading is not None
    others = []
    for number in range(12):
        person = create_user(f"r{number}@example.org", "correct horse battery")
        order = [1, 2] if number % 3 else [2, 1]
        others.append((person, order))
    from assay_web.review.models import Assignment  # noqa: PLC0415 - used here only

    told.project.tasks.update(overlap=50)
    for slot, (person, order) in enumerate(others, 10):
        mine = Assignment.objects.create(
            task=told.task, reviewer=person, slot=slot, state="submitted", price_minor=1, currency="USD", order=[0, 1],
            claimed_at=reading.submitted_at, lease_expires_at=reading.submitted_at,
        )  # fmt: skip
        review = Review.objects.create(
            assignment=mine, revision=1, body={}, active_ms=1, idempotency_key="a-key", claimed_at=reading.submitted_at,
            submitted_at=reading.submitted_at,
        )  # fmt: skip
        Reading.objects.create(
            assignment=mine, review=review, project=told.project, task=told.task, reviewer=person, verdicts=[0, 0],
            ranks=order, ratings={}, findings=0, active_ms=1, submitted_at=reading.submitted_at,
        )  # fmt: skip
    make_figures(told.project, ["leaderboard"])
    page = told.page(told.lead, f"{HOME}leaderboard/")
    assert "=model-0" in page.text
    assert page.every("svg", role="img")
    table = told.client(told.lead).get(f"{HOME}leaderboard.csv").content.decode().splitlines()
    assert table[0] == "group,rank,rank_low,rank_high,model,rating,low,high,theta,p_best,n"
    assert [row.split(",")[4] for row in table[1:]] == ["'=model-0", "'=model-1"]
    for asked in ("category=concurrency", "language=python", "language=python&category=concurrency"):
        assert "=model-0" in told.page(told.lead, f"{HOME}leaderboard/?{asked}").text


def test_a_reviewer_is_shown_week_by_week_with_their_reviews(told: World) -> None:
    page = told.page(told.lead, f"{HOME}reviewers/{told.reviewer.pseudonym}/")
    assert "Found 1 of 1" in page.text
    assert len([one for one in page.links() if "/reviews/" in one]) == 1
    assert told.page(told.lead, f"{HOME}reviewers/{told.newcomer.pseudonym}/").status == 404


def test_the_consensus_lists_verdicts_with_their_probability(told: World) -> None:
    page = told.page(told.lead, f"{HOME}consensus/?need=conflict")
    assert "T-0001" in page.text
    reviews = Review.objects.filter(assignment__task=told.task)
    assert {f"{HOME}reviews/{one.public_id}/" for one in reviews} <= page.links()
    assert "T-0001" not in told.page(told.lead, f"{HOME}consensus/?need=settled").text


@pytest.mark.parametrize("address", PAGES)
def test_no_page_costs_more_for_more_rows(told: World, address: str) -> None:
    few = told.queries(told.lead, HOME + address)
    assert few <= (24 if "tasks/" in address else 18)
    again(told)
    assert told.queries(told.lead, HOME + address) == few


def again(told: World) -> None:
    """The colleague reviews the other task too, and everything is made anew."""
    from assay_web.insight.services import take_in  # noqa: PLC0415 - used here only

    for person in (told.reviewer, told.colleague):
        told.submit(person, told.hostile)
    take_in()
    make_figures(told.project)
