"""What the matcher cannot decide on planted tasks, leads do: it counts then, and what is true and new is known."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from tests.web.gold.gold import doubt_on, hand_in, named, planted_in
from tests.web.pages.world import HOSTILE, World, read

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.gold.known import known_of
from assay_web.gold.models import Flag, GoldDoubt, GoldResult
from assay_web.gold.services import grade_gold, settle_doubt
from assay_web.insight.selectors.attention import planted_attention
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Role
from assay_web.projects.services import add_member
from assay_web.review import services as reviewing
from assay_web.tasks.models import GoldItem

GRAVE = {"severity": "blocker"}


def say(person: User, item: GoldItem, *findings: dict[str, object]) -> GoldResult:
    assert item.task is not None
    held = reviewing.claim(person, item.task.public_id)
    hand_in(person, held, list(findings))
    assert grade_gold() == 1
    return GoldResult.objects.get(assignment=held)


def client_of(world: World) -> User:
    client = create_user("client@example.org", None)
    add_member(world.project, client, Role.CLIENT)
    return client


def settle(world: World, doubt: GoldDoubt, value: str) -> GoldResult:
    settle_doubt(world.lead, world.project, doubt.public_id, value, "Seen by running it")
    return GoldResult.objects.get(pk=doubt.result_id)


def test_a_grave_claim_on_sound_code_is_an_alarm_once_a_lead_says_that_it_is_not_so(world: World) -> None:
    doubt = doubt_on(world)
    assert doubt.result.alarmed is None
    assert settle(world, doubt, "false").alarmed is True
    assert not GoldDoubt.objects.filter(value="").exists()


def test_a_catch_in_doubt_counts_as_ruled(world: World) -> None:
    for number, (value, caught) in enumerate({"hit": True, "nitpick": False}.items()):
        item = planted_in(world, number)
        result = say(world.reviewer, item, named() | GRAVE)
        assert result.caught is None
        defect = known_of(item)[0].defects[0].id
        assert settle(world, result.doubts.get(), f"hit:{defect}" if value == "hit" else value).caught is caught


def test_what_decides_nothing_is_not_asked(world: World) -> None:
    elsewhere = {"id": str(uuid4()), "start_line": 1, "end_line": 1, "title": "Something else", "category": "style"}
    result = say(world.reviewer, planted_in(world), named(), named() | GRAVE | elsewhere)
    assert result.caught is True
    assert not result.doubts.exists()


def test_what_is_true_and_new_is_known_from_then_on_and_is_nobodys_alarm(world: World) -> None:
    doubt = doubt_on(world)
    item = doubt.result.item
    later = say(world.reviewer, item, named() | GRAVE | {"title": "The end of the range is wrong"})
    assert settle(world, doubt, "valid").alarmed is None
    later.refresh_from_db()
    assert later.alarmed is None
    assert not later.doubts.filter(value="").exists()
    item.refresh_from_db()
    (known,) = known_of(item)
    assert not known.clean
    assert [one.title for one in known.defects] == [named()["title"]]


def test_misses_that_leads_have_ruled_raise_a_flag(world: World) -> None:
    results = [say(world.reviewer, planted_in(world, number), named() | GRAVE) for number in range(4)]
    for result in results[:3]:
        settle(world, result.doubts.get(), "false")
    assert not Flag.objects.exists()
    settle(world, results[3].doubts.get(), "false")
    assert [caught for _, caught in Flag.objects.get().evidence] == [False] * 4


def test_a_lead_goes_from_one_to_the_next_without_seeing_whose_it_is(world: World) -> None:
    item = planted_in(world)
    first = say(world.reviewer, item, named() | GRAVE | {"explanation": HOSTILE}).doubts.get()
    second = say(world.colleague, item, named() | GRAVE).doubts.get()
    gold = "/projects/concurrency/gold/"
    told = [one.text for one in planted_attention(world.lead, world.project)]
    assert told == ["2 claims on planted tasks to settle"]
    assert planted_attention(client_of(world), world.project) == []
    addresses = [f"{gold}doubts/{one.public_id}/" for one in (first, second)]
    assert addresses[0] in world.page(world.lead, gold).links()
    page = world.page(world.lead, addresses[0])
    assert "Names the known defect: The last value is left out" in page.text
    assert world.reviewer.pseudonym not in page.html
    assert not page.every("img")

    client = world.client(world.lead)
    assert "is no answer to this" in read(client.post(addresses[0], {"value": "hit:else"}, follow=True)).text
    assert client.post(addresses[0], {"value": "false"}).headers["Location"] == addresses[1]
    assert client.post(addresses[1], {"value": "false"}).headers["Location"] == gold
    assert client.post(addresses[1], {"value": "valid"}).status_code == 404
    assert "To settle" not in world.page(world.lead, gold).text


def test_nobody_rules_on_their_own_claim_and_no_ruling_changes(world: World) -> None:
    doubt = doubt_on(world)
    add_member(world.project, world.colleague, Role.LEAD)
    with pytest.raises(NotVisible):
        settle_doubt(world.colleague, world.project, doubt.public_id, "valid")
    with pytest.raises(Conflict, match="no answer to this"):
        settle_doubt(world.lead, world.project, doubt.public_id, "")
    settle(world, doubt, "false")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        GoldDoubt.objects.filter(pk=doubt.pk).update(value="valid")
