"""Catches and alarms on planted tasks raise a flag; what follows is the project's policy; a lead looks and says."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.support.assessing import plant
from tests.web.gold.gold import hand_in, mixed_project, named, planted_ids
from tests.web.pages.world import HOSTILE, World, read

from assay_web.gold.models import Flag, GoldResult
from assay_web.gold.services import change_policy, close_flag, grade_gold
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member
from assay_web.review import services as reviewing
from assay_web.review.selectors.planted import shares
from assay_web.tasks.models import GoldItem


@pytest.fixture
def project(world: World) -> Project:
    return mixed_project(world, plants=24, tasks=24, percent=50)  # so many that five of those mixed in have a defect


def defects(project: Project) -> list[GoldItem]:
    """Planted tasks that have a defect, in order."""
    items = GoldItem.objects.filter(project=project, task__isnull=False).order_by("task__number")
    return [item for item in items.select_related("task") if item.known and not item.known[0]["clean"]]


def answer(world: World, item: GoldItem, *, finds: bool) -> None:
    assert item.task is not None
    hand_in(world.reviewer, reviewing.claim(world.reviewer, item.task.public_id), [named()] if finds else [])


def results(world: World, project: Project, *caught: bool) -> None:
    """As if the reviewer had submitted so many planted defects already."""
    start = timezone.now() - timedelta(days=1) + timedelta(hours=GoldResult.objects.count())
    for number, (item, one) in enumerate(zip(defects(project), caught, strict=False)):
        assert item.task is not None
        assignment = reviewing.claim(world.reviewer, item.task.public_id)
        GoldResult.objects.create(
            assignment=assignment,
            item=item,
            project=project,
            user=world.reviewer,
            caught=one,
            submitted_at=start + timedelta(minutes=number),
        )


def last_miss(world: World, project: Project, after: int = 3) -> None:
    """One more, submitted for real and missed."""
    answer(world, defects(project)[after], finds=False)
    assert grade_gold() == 1


def test_catches_misses_and_alarms_are_noted_once(world: World, project: Project) -> None:
    found, missed = defects(project)[:2]
    answer(world, found, finds=True)
    answer(world, missed, finds=False)
    clean = [one for one in GoldItem.objects.filter(task__isnull=False) if one.known and one.known[0]["clean"]]
    if clean:
        answer(world, clean[0], finds=True)
    assert grade_gold() == 2 + bool(clean)
    assert grade_gold() == 0
    told = dict(GoldResult.objects.values_list("item", "caught"))
    assert (told[found.pk], told[missed.pk]) == (True, False)
    if clean:
        assert GoldResult.objects.get(item=clean[0]).alarmed is not False
    assert not Flag.objects.exists()


def test_a_catch_counts_where_the_first_pass_had_it(world: World, project: Project) -> None:
    early, late = defects(project)[:2]
    assert early.task is not None
    assert late.task is not None
    claim = reviewing.claim
    hand_in(world.reviewer, claim(world.reviewer, early.task.public_id), [], first=[named()])
    hand_in(world.reviewer, claim(world.reviewer, late.task.public_id), [named()], first=[])
    assert grade_gold() == 2
    assert dict(GoldResult.objects.values_list("item", "caught")) == {early.pk: True, late.pk: False}


def test_of_a_pair_the_ranking_counts_too(world: World) -> None:
    mixed_project(world, plants=8, tasks=20, percent=30, candidates=2)
    pairs = list(GoldItem.objects.filter(task__isnull=False).select_related("task").order_by("pk"))[:3]
    for item, rightly in zip(pairs, (True, True, False), strict=True):
        assert item.task is not None
        held = reviewing.claim(world.reviewer, item.task.public_id)
        sound = next(one["candidate"] for one in item.known or () if one["clean"])
        position = item.task.candidates.get(record_id=sound).position
        first = "AB"[held.order.index(position)]
        order = sorted("AB", key=lambda letter: (letter != first) is rightly)
        hand_in(world.reviewer, held, [], order=order)
    assert grade_gold() == 3
    told = dict(GoldResult.objects.values_list("item", "ranked"))
    assert [told[item.pk] for item in pairs] == [True, True, False]
    assert "2 of 3" in world.page(world.lead, "/projects/mixed/gold/").text


def test_from_eight_results_on_it_says_who_finds_what(world: World) -> None:
    project = mixed_project(world, plants=30, tasks=30, percent=50)
    results(world, project, *[True, False] * 3, True)
    assert "Who finds what" not in world.page(world.lead, "/projects/mixed/gold/").text
    last_miss(world, project, after=7)
    page = world.page(world.lead, "/projects/mixed/gold/").text
    assert "Who finds what" in page
    assert "Python" in page
    assert "Logic" in page


def test_a_flag_and_what_a_lead_says_of_it_name_no_planted_task(world: World, project: Project) -> None:
    results(world, project, False, False, False)
    last_miss(world, project)
    flag = Flag.objects.get()
    html = world.page(world.lead, f"/projects/mixed/gold/{flag.public_id}/").html
    codes = [item.task.code for item in defects(project) if item.task]
    assert not [code for code in codes if code in html or code in json.dumps(flag.evidence)]
    with pytest.raises(Refusal, match=f"{codes[0]} is a planted task"):
        close_flag(world.lead, project, flag.public_id, reason=f"Missed it in {codes[0].lower()}", keep_paused=True)
    close_flag(world.lead, project, flag.public_id, reason="Misses the ends of loops", keep_paused=True)


def test_four_misses_raise_a_flag_with_its_evidence(world: World, project: Project) -> None:
    results(world, project, False, False, False)
    last_miss(world, project)
    flag = Flag.objects.get()
    assert [caught for _, caught in flag.evidence] == [False] * 4
    assert flag.sums[-1] >= 3
    assert reviewing.claim_next(world.reviewer) is not None
    page = world.page(world.lead, f"/projects/mixed/gold/{flag.public_id}/")
    assert page.text.count("missed") >= 4
    assert f"/projects/mixed/gold/{flag.public_id}/" in world.page(world.lead, "/projects/mixed/gold/").links()


def test_three_misses_among_catches_raise_none(world: World, project: Project) -> None:
    results(world, project, False, True, False, True)
    last_miss(world, project, after=4)
    assert not Flag.objects.exists()


def test_a_pause_stops_new_work_until_a_lead_has_looked(world: World, project: Project) -> None:
    change_policy(project, percent=50, consequence="pause")
    results(world, project, False, False, False)
    last_miss(world, project)
    with pytest.raises(Refusal, match="lead gets in touch"):
        reviewing.claim(world.reviewer, project.tasks.latest("pk").public_id)
    text = world.page(world.reviewer, "/queue/").text
    assert "No new tasks" in text
    assert "gold" not in text.lower()
    assert "planted" not in text.lower()

    flag = Flag.objects.get()
    address = f"/projects/mixed/gold/{flag.public_id}/"
    client = world.client(world.lead)
    assert "Say what you found" in read(client.post(address, {"what": "go_on", "reason": ""})).text
    client.post(address, {"what": "go_on", "reason": f"Was ill {HOSTILE}"})
    assert reviewing.claim_next(world.reviewer) is not None
    with pytest.raises(Conflict, match="looked at this already"):
        close_flag(world.lead, project, flag.public_id, reason="Again", keep_paused=False)
    assert "Was ill" in world.page(world.lead, "/projects/mixed/settings/history/").text
    assert not world.page(world.lead, address).every("img")


def test_a_lead_may_keep_the_pause_and_says_why(world: World, project: Project) -> None:
    results(world, project, False, False, False)
    last_miss(world, project)
    close_flag(world.lead, project, Flag.objects.get().public_id, reason="Skims the code", keep_paused=True)
    assert "Skims the code" in world.page(world.reviewer, "/queue/").text
    assert reviewing.claim_next(world.reviewer) is None or Project.objects.exclude(pk=project.pk).exists()


def test_more_gold_doubles_the_share_until_a_lead_has_looked(world: World, project: Project) -> None:
    change_policy(project, percent=20, consequence="more_gold")
    results(world, project, False, False, False)
    last_miss(world, project)
    assert shares(world.reviewer, [project.pk])[project.pk].percent == 40
    assert shares(world.colleague, [project.pk])[project.pk].percent == 20
    close_flag(world.lead, project, Flag.objects.get().public_id, reason="Fine", keep_paused=False)
    assert shares(world.reviewer, [project.pk])[project.pk].percent == 20


def test_the_next_flag_needs_evidence_of_its_own(world: World, project: Project) -> None:
    results(world, project, False, False, False)
    last_miss(world, project)
    close_flag(world.lead, project, Flag.objects.get().public_id, reason="Fine", keep_paused=False)
    last_miss(world, project, after=4)
    assert Flag.objects.count() == 1


def test_nobody_looks_at_a_flag_on_themselves(world: World, project: Project) -> None:
    results(world, project, False, False, False)
    last_miss(world, project)
    add_member(project, world.reviewer, Role.LEAD)
    address = f"/projects/mixed/gold/{Flag.objects.get().public_id}/"
    assert world.page(world.reviewer, address).status == 404
    assert world.client(world.reviewer).post(address, {"what": "go_on", "reason": "Fine"}).status_code == 404


def test_the_database_keeps_one_open_flag_and_no_silent_end(world: World, project: Project) -> None:
    flag = Flag.objects.create(
        project=project, user=world.reviewer, consequence="talk", evidence=[], sums=[], until=timezone.now()
    )
    with pytest.raises(IntegrityError, match="gold_flag_closed_with_reason"), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(state="closed")
    with pytest.raises(IntegrityError, match="gold_flag_open_once"), transaction.atomic():
        Flag.objects.create(
            project=project, user=world.reviewer, consequence="talk", evidence=[], sums=[], until=timezone.now()
        )


def upload(world: World, lines: list[str]) -> tuple[int, str]:
    file = SimpleUploadedFile("plants.jsonl", "\n".join(lines).encode())
    form = {"what": "plants", "title": "Add up", "prompt": "Add.", "file": file}
    response = world.client(world.lead).post("/projects/concurrency/gold/", form, follow=True)
    return response.status_code, read(response).text


def test_a_lead_adds_plants_and_sets_the_share(world: World) -> None:
    lines = [plant(number).model_dump_json(by_alias=True) for number in range(3)]
    assert "3 plants will come in" in upload(world, lines)[1]
    assert "All of these plants are here already" in upload(world, lines)[1]
    assert "line 2: operator" in upload(world, [lines[0], json.dumps(json.loads(lines[1]) | {"operator": 3})])[1]
    assert "no plant in it" in upload(world, ["", " "])[1]

    client = world.client(world.lead)
    assert client.post("/projects/concurrency/gold/", {"what": "policy", "percent": "51"}).status_code == 422
    client.post("/projects/concurrency/gold/", {"what": "policy", "percent": "30", "consequence": "pause"})
    world.project.refresh_from_db()
    assert world.project.gold_percent == 30
    assert not planted_ids(world.project)
    history = world.page(world.lead, "/projects/concurrency/settings/history/").text
    assert "gold percent" in history
    assert "pause" in history
