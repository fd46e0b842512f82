"""What the machine leaves open is judged by people who do not see whose it is."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from tests.web.assessments.taking import built, candidate, doubtful, hand_in, open_assessment, said
from tests.web.opinions import adjudicator_of
from tests.web.pages.world import World

from assay_web.assessments import services
from assay_web.assessments.models import Assessment, Doubt, Item, ItemGold, Judgement, Take, TakeGrade
from assay_web.assessments.policies import doubts_open_to
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import Review


@pytest.fixture
def assessment(world: World) -> Assessment:
    return built(world, 30)


def grade_of(doubt: Doubt) -> TakeGrade:
    return TakeGrade.objects.get(take=doubt.take_id)


def test_two_must_agree_and_neither_sees_the_other_or_whose_it_is(world: World, assessment: Assessment) -> None:
    person = candidate("somebody-special")
    doubt = doubtful(assessment, person)
    adjudicator = adjudicator_of(world)
    page = world.page(adjudicator, f"/judging/{doubt.public_id}/")
    assert page.status == 200
    for secret in (person.email, person.pseudonym, str(doubt.attempt.public_id), "somebody-special"):
        assert secret not in page.html
    told = world.client(adjudicator).get(f"/api/v1/doubts/{doubt.public_id}").content.decode()
    assert '"findings": [{' in told
    for secret in (person.email, person.pseudonym, str(doubt.attempt.public_id), "somebody-special"):
        assert secret not in told
    services.judge(world.lead, doubt.public_id, "false", "I see nothing")
    doubt.refresh_from_db()
    assert doubt.outcome is None
    assert "I see nothing" not in world.page(adjudicator, f"/judging/{doubt.public_id}/").html
    services.judge(adjudicator, doubt.public_id, "false")
    doubt.refresh_from_db()
    assert doubt.outcome == "false"
    finding = grade_of(doubt).findings[0]
    assert finding["kind"] == "false"


def test_a_split_asks_a_third(world: World, assessment: Assessment) -> None:
    doubt = doubtful(assessment, candidate())
    services.judge(world.lead, doubt.public_id, "false")
    services.judge(adjudicator_of(world), doubt.public_id, "nitpick")
    doubt.refresh_from_db()
    assert doubt.outcome is None
    services.judge(adjudicator_of(world, "another"), doubt.public_id, "nitpick")
    doubt.refresh_from_db()
    assert doubt.outcome == "nitpick"


def test_nobody_judges_twice_or_their_own(world: World, assessment: Assessment) -> None:
    doubt = doubtful(assessment, world.lead)
    assert not doubts_open_to(world.lead).exists()
    with pytest.raises(NotVisible):
        services.judge(world.lead, doubt.public_id, "valid")
    adjudicator = adjudicator_of(world)
    services.judge(adjudicator, doubt.public_id, "valid")
    with pytest.raises(NotVisible):
        services.judge(adjudicator, doubt.public_id, "valid")
    assert Judgement.objects.count() == 1


def test_a_judgement_is_never_rewritten(world: World, assessment: Assessment) -> None:
    services.judge(world.lead, doubtful(assessment, candidate()).public_id, "false")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Judgement.objects.update(value="valid")


def test_only_answers_that_the_page_offers_are_taken(world: World, assessment: Assessment) -> None:
    with pytest.raises(Conflict, match="is no answer"):
        services.judge(world.lead, doubtful(assessment, candidate()).public_id, "hit:unheard-of")


def test_a_defect_that_people_confirm_is_known_from_then_on_and_its_twin_is_retired(world: World) -> None:
    assessment = open_assessment(world, judges=1)
    doubt = doubtful(assessment, candidate())
    assert doubt.take is not None
    take = doubt.take
    clean = ItemGold.objects.get(item=take.item).is_clean
    services.judge(world.lead, doubt.public_id, "valid")
    item = Item.objects.get(pk=take.item_id)
    assert [one["title"] for one in item.gold.record["defects"]][-1] == "Memory runs out"
    assert (item.retired_at is not None) == clean
    assert grade_of(doubt).alarmed is (False if clean else None)


def test_a_claim_is_not_believed_for_the_proof_that_its_author_made(world: World) -> None:
    assessment = open_assessment(world)
    person = candidate()
    attempt = services.begin(person, world.project)
    for _ in range(30):
        assignment = services.next_item(person, attempt.public_id)
        assert assignment is not None
        take = Take.objects.select_related("item__gold").get(assignment=assignment)
        if take.item.gold.is_clean:
            break
        hand_in(person, assignment, [said()])
        services.grade_waiting()
    else:
        pytest.fail("no twin came")
    assert assessment.pk == take.item.assessment_id
    hand_in(person, assignment, [said(title="Wrong", explanation="so it seems", severity="minor", category="security")])

    review = Review.objects.get(assignment=assignment)
    assert review.body["findings"][0]["proof"] == "unproven"
    services.grade_waiting()
    assert TakeGrade.objects.get(take=take).alarmed is True
