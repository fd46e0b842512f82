"""Where an assessment asks for ranking: pairs of sound code and the same code with a defect, after both tests."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.support.assessing import plant
from tests.web.assessments.taking import Answering, built, candidate, doubtful, hand_in, open_assessment, rank, take
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.assessments import services
from assay_web.assessments.models import Item, ItemFigures, ItemGold, Take, TakeGrade
from assay_web.assessments.services import Terms
from assay_web.kit.refusals import Refusal
from assay_web.tasks.models import Candidate

SHORT: dict[str, Any] = {"most_defects": 5, "most_twins": 3, "judges": 1, "explanations": 0}


def pairs_of(person: User) -> list[bool | None]:
    """How this person ranked, in order."""
    grades = TakeGrade.objects.filter(take__person=person).exclude(take__item__gold__sound="")
    return list(grades.order_by("take__position").values_list("ranked", flat=True))


def test_who_ranks_eight_rightly_passes_and_they_come_last(world: World) -> None:
    open_assessment(world, pairs=True, **SHORT)
    person = candidate()
    attempt = take(person, services.begin(person, world.project))
    assert attempt.state == "passed"
    assert pairs_of(person) == [True] * 8
    kinds = list(attempt.takes.order_by("position").values_list("item__gold__sound", flat=True))
    assert all(not sound for sound in kinds[:-8])
    page = world.page(person, f"/assessments/{attempt.public_id}/")
    assert "8 of 8 ranked rightly" in page.text
    assert page.text.count("pair, ranked rightly") == 8


def test_three_wrong_ones_fail_and_the_page_says_so(world: World) -> None:
    open_assessment(world, pairs=True, **SHORT)
    person = candidate()
    attempt = take(person, services.begin(person, world.project), Answering(wrongly=3))
    assert attempt.state == "failed"
    assert (attempt.verdict or {})["because"] == "pairs"
    assert pairs_of(person) == [False] * 3
    text = world.page(person, f"/assessments/{attempt.public_id}/").text
    assert "Pairs: not passed" in text
    assert "pair, not ranked rightly" in text


def test_who_fails_the_tests_is_asked_for_no_pair(world: World) -> None:
    open_assessment(world, pairs=True, **SHORT)
    person = candidate()
    assert take(person, services.begin(person, world.project), Answering(finds=False)).state == "failed"
    assert pairs_of(person) == []


def test_a_tie_is_no_answer(world: World) -> None:
    open_assessment(world, pairs=True, **SHORT)
    person = candidate()
    attempt = services.begin(person, world.project)
    while (assignment := services.next_item(person, attempt.public_id)) is not None:
        mine = Take.objects.select_related("item__gold").get(assignment=assignment)
        if mine.item.gold.sound:
            rank(person, assignment, mine, rightly=None)
        else:
            hand_in(person, assignment, Answering().claims(mine, 0))
        services.grade_waiting()
    assert pairs_of(person) == [False] * 3


def test_neither_order_nor_names_tell_which_is_sound(world: World) -> None:
    built(world, 40, pairs=True)
    places = []
    for gold in ItemGold.objects.exclude(sound="").select_related("item"):
        of = dict(Candidate.objects.filter(task=gold.item.task_id).values_list("record_id", "position"))
        assert sorted(of) == [name for name, _ in sorted(of.items(), key=lambda one: one[1])]
        places.append(of[gold.sound])
    assert 8 <= sum(places) <= 32  # of 40; by chance outside once in 10,000 runs


def test_plants_that_were_here_before_bring_the_pair_that_is_missing(world: World) -> None:
    assessment = built(world, 30, **SHORT)
    services.change_terms(assessment, Terms("Qualify", pairs=True, **SHORT))
    assessment.refresh_from_db()
    with pytest.raises(Refusal, match="pairs to rank from 0 pieces of code, and 10 are needed"):
        services.open_assessment(assessment)
    plants = [plant(number) for number in range(30)]
    added = services.add_plants(assessment, plants, title="Add up", prompt="Add all values.")
    assert (added.plants, added.items, added.known) == (30, 30, 0)
    again = services.add_plants(assessment, plants, title="Add up", prompt="Add all values.")
    assert (again.plants, again.items, again.known) == (0, 0, 30)
    services.open_assessment(assessment)
    assert Item.objects.filter(assessment=assessment).count() == 90


def test_a_pair_has_a_share_of_who_ranked_it_rightly_and_no_difficulty(world: World) -> None:
    assessment = open_assessment(world, pairs=True, **SHORT)
    for number in range(3):
        person = candidate(f"person{number}")
        take(person, services.begin(person, world.project), Answering(wrongly=number))
    services.weigh(assessment)
    figures = ItemFigures.objects.exclude(item__gold__sound="").filter(n__gt=0)
    assert sum(one.n for one in figures) == len(list(TakeGrade.objects.exclude(ranked=None)))
    assert {one.difficulty for one in figures} == {None}
    assert "pair" in world.page(world.lead, f"/projects/concurrency/assessments/{assessment.public_id}/").text


def test_pilots_and_the_tests_are_given_no_pairs(world: World) -> None:
    assessment = open_assessment(world, pairs=True, **SHORT)
    take(world.reviewer, services.begin_pilot(world.reviewer, assessment))
    assert not Take.objects.exclude(item__gold__sound="").exists()


def test_a_twin_in_which_people_find_a_defect_is_retired_with_its_pair(world: World) -> None:
    assessment = built(world, 12, pairs=True, judges=1)
    twin = ItemGold.objects.filter(is_clean=True).order_by("pk")[0]
    Item.objects.exclude(pk=twin.pk).filter(gold__sound="").update(retired_at=timezone.now(), retired_because="Test")
    services.judge(world.lead, doubtful(assessment, candidate()).public_id, "valid")
    retired = Item.objects.filter(retired_because__startswith="People found").values_list("pk", flat=True)
    pair = ItemGold.objects.exclude(sound="").get(plant=twin.plant)
    assert set(retired) == {twin.pk, pair.pk}


def test_nobody_fails_for_want_of_pairs(world: World) -> None:
    assessment = open_assessment(world, pairs=True, **SHORT)
    services.set_questions(assessment, [("Why?", "")])
    person = candidate()
    attempt = services.begin(person, world.project)
    take(person, attempt, most=9)
    Item.objects.exclude(gold__sound="").update(retired_at=timezone.now(), retired_because="Test")
    assert services.next_item(person, attempt.public_id) is None
    attempt.refresh_from_db()
    assert (attempt.state, attempt.stage) == ("running", "written")
    services.save_answers(person, attempt.public_id, {0: "Because."}, hand_in=True)
    services.judge(world.lead, attempt.doubts.get(kind="answer").public_id, "2")
    attempt.refresh_from_db()
    assert attempt.state == "passed"
    assert pairs_of(person) == [True]
