"""Pages of candidates, leads and judges: what they show, with hostile words in it, and what they cost."""

from __future__ import annotations

import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.assessing import plant
from tests.web.assessments.taking import built, candidate, decided, doubtful, hand_in, open_assessment, said, take
from tests.web.pages.world import HOSTILE, World, read

from assay_web.assessments import services
from assay_web.assessments.models import Assessment, Attempt, Item, ItemFigures
from assay_web.projects.models import Membership

AT = "/projects/concurrency/assessments/"


def test_the_rule_and_the_clock_stand_on_the_page_before_it_starts(world: World) -> None:
    open_assessment(world, instructions=HOSTILE)
    person = candidate()
    attempt = services.begin(person, world.project)
    page = world.page(person, f"/assessments/{attempt.public_id}/")
    assert "70 %" in page.text
    assert "42 %" in page.text
    assert "4 h" in page.text
    assert "<script>alert" not in page.html
    assert not page.every("strong", **{"data-testid": "clock"})
    services.next_item(person, attempt.public_id)
    (clock,) = world.page(person, f"/assessments/{attempt.public_id}/").every("strong", **{"data-testid": "clock"})
    assert 14390 <= int(clock["data-seconds-left"]) <= 14400


def test_a_result_tells_found_missed_and_invented_and_the_rule_in_figures(world: World) -> None:
    open_assessment(world)
    person = candidate()
    attempt = services.begin(person, world.project)
    alarms = 0
    while (assignment := services.next_item(person, attempt.public_id)) is not None:
        mine = attempt.takes.select_related("item__gold").get(assignment=assignment)
        invents = mine.item.gold.is_clean and alarms < 2
        alarms += invents
        hand_in(person, assignment, [said(title=HOSTILE, explanation="x", severity="minor")] if invents else [])
        services.grade_waiting()
    page = world.page(person, f"/assessments/{attempt.public_id}/")
    assert "Not passed" in page.text
    assert "0 of 3 planted defects found" in page.text
    assert "\N{MINUS SIGN}2.25" in page.text
    assert page.text.count("defect missed") == 3
    assert "The last value is left out" in page.text
    assert page.text.count("not so") == 1 + alarms
    assert "<script>alert" not in page.html
    assert "You can try again here from" in page.text


def test_an_appeal_is_answered_once_with_a_reason_and_may_pass(world: World) -> None:
    assessment = open_assessment(world)
    person = candidate()
    attempt = decided(assessment, person)
    mine, theirs = f"/assessments/{attempt.public_id}/", f"{AT}{assessment.public_id}/attempts/{attempt.public_id}/"
    client, lead = world.client(person), world.client(world.lead)
    client.post(f"{mine}appeal/", {"text": f"I said it {HOSTILE}"})
    assert "Waits for an answer" in world.page(person, mine).text
    shown = read(lead.get(theirs))
    assert "I said it" in shown.text
    assert "<script>alert" not in shown.html
    lead.post(theirs, {"answer": "upheld", "reason": ""})
    attempt.refresh_from_db()
    assert attempt.state == "failed"
    lead.post(theirs, {"answer": "upheld", "reason": "You did."})
    lead.post(theirs, {"answer": "refused", "reason": "Or not."})
    attempt.refresh_from_db()
    assert attempt.state == "passed"
    page = world.page(person, mine)
    assert "A lead upheld the appeal" in page.text
    assert "You did." in page.text
    assert Membership.objects.filter(user=person, project=world.project).exists()


def test_a_lead_builds_opens_and_closes_an_assessment_by_the_pages(world: World) -> None:
    client = world.client(world.lead)
    terms = {
        "title": f"Qualify {HOSTILE}",
        "minutes": 60,
        "wait_days": 7,
        "most_defects": 5,
        "most_twins": 3,
        "judges": 1,
        "explanations": 0,
        "written_percent": 0,
    }
    assert client.post(AT, terms).status_code == 302
    assessment = Assessment.objects.get()
    address = f"{AT}{assessment.public_id}/"
    lines = "\n".join(plant(number).model_dump_json(by_alias=True) for number in range(8))
    file = SimpleUploadedFile("plants.jsonl.gz", gzip.compress(lines.encode()))
    answer = client.post(f"{address}plants/", {"file": file, "title": HOSTILE, "prompt": HOSTILE})
    assert answer.status_code == 302
    assert Item.objects.count() == 16
    again = SimpleUploadedFile("plants.jsonl", lines.encode())
    client.post(f"{address}plants/", {"file": again, "title": "x", "prompt": "x"})
    assert Item.objects.count() == 16
    client.post(address, {"what": "open"})
    assessment.refresh_from_db()
    assert assessment.state == "open"
    item = Item.objects.order_by("pk")[0]
    client.post(address, {"what": "retire", "item": item.pk})
    page = read(client.get(address))
    assert "Retired by a lead" in page.text
    assert "<script>alert" not in page.html
    client.post(address, {"what": "pilot", "person": world.reviewer.email})
    assert Attempt.objects.filter(person=world.reviewer, pilot=True).exists()
    client.post(address, {"what": "close"})
    assessment.refresh_from_db()
    assert assessment.state == "closed"


def test_a_file_that_holds_no_plants_is_told_by_line(world: World) -> None:
    assessment = built(world, 0)
    bad = plant(1).model_dump(mode="json", by_alias=True) | {"severity": "enormous"}
    text = "not json\n" + str(bad).replace("'", '"')
    file = SimpleUploadedFile("plants.jsonl", text.encode())
    answer = world.client(world.lead).post(
        f"{AT}{assessment.public_id}/plants/", {"file": file, "title": "x", "prompt": "x"}
    )
    page = read(answer)
    assert page.status == 422
    assert "line 1:" in page.text
    assert "line 2:" in page.text
    assert not Item.objects.exists()


def test_terms_do_not_change_under_somebody_who_is_taking_it(world: World) -> None:
    assessment = open_assessment(world)
    take(person := candidate(), services.begin(person, world.project), most=1)
    address = f"{AT}{assessment.public_id}/terms/"
    page = world.page(world.lead, address)
    terms = {one["name"]: one["value"] for one in page.every("input") if "value" in one} | {"most_twins": "5"}
    terms |= {"judges": "2", "questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0"}
    answer = read(world.client(world.lead).post(address, terms))
    assert answer.status == 422
    assert "Somebody is taking it" in answer.text


def test_the_lead_sees_what_items_are_worth(world: World) -> None:
    assessment = built(world, 3)
    item = Item.objects.filter(gold__is_clean=False).order_by("pk")[0]
    ItemFigures.objects.create(
        item=item,
        n=40,
        rate=0.35,
        difficulty=0.62,
        low=-0.1,
        high=1.34,
        discrimination=0.41,
        discrimination_low=0.12,
        discrimination_high=0.64,
        leak=4.4,
    )
    services.retire(item, "Leaked: from some day on, people of the same skill catch it more often (z = 4.4)")
    page = world.page(world.lead, f"{AT}{assessment.public_id}/")
    for told in (
        "+0.62",
        "\N{MINUS SIGN}0.10 to +1.34",
        "35 %",
        "+0.41",
        "+0.12 to +0.64",
        "leaked",
        "range_end",
        "sound",
    ):
        assert told.replace(" %", "\N{NO-BREAK SPACE}%") in page.html


def test_a_judge_answers_by_the_page(world: World) -> None:
    assessment = built(world, 30, judges=1)
    doubt = doubtful(assessment, candidate(), title=HOSTILE)
    page = world.page(world.lead, f"/judging/{doubt.public_id}/")
    assert "<script>alert" not in page.html
    client = world.client(world.lead)
    assert client.post(f"/judging/{doubt.public_id}/", {"value": "nonsense"}).status_code == 302
    assert client.post(f"/judging/{doubt.public_id}/", {"value": "false"}).status_code == 302
    doubt.refresh_from_db()
    assert doubt.outcome == "false"
    assert "Nothing to judge" in world.page(world.lead, "/judging/").text


@pytest.mark.parametrize("address", ["", "attempts/"])
def test_pages_of_a_lead_cost_the_same_however_much_there_is(world: World, address: str) -> None:
    assessment = built(world, 2)
    decided(assessment, candidate("first"))
    few = world.queries(world.lead, f"{AT}{assessment.public_id}/{address}")
    services.add_plants(assessment, [plant(number) for number in range(10, 30)], title="x", prompt="x")
    for number in range(6):
        decided(assessment, candidate(f"person{number}"))
    assert world.queries(world.lead, f"{AT}{assessment.public_id}/{address}") == few


def test_an_item_that_is_over_leads_back_to_the_assessment(world: World) -> None:
    open_assessment(world)
    person = candidate()
    attempt = services.begin(person, world.project)
    first = services.next_item(person, attempt.public_id)
    assert first is not None
    services.pause(person, attempt.public_id)
    closed = world.page(person, f"/review/{first.public_id}/")
    assert "This item is closed" in closed.text
    services.resume(person, attempt.public_id)
    hand_in(person, first, [])
    done = world.page(person, f"/review/{first.public_id}/")
    assert "The attempt goes on from its own page" in done.text
    for page in (closed, done):
        assert "/assessments/" in page.links()
        assert "queue" not in page.text.lower()
        assert "/earnings/" not in page.links()
