"""Two leads at one form: the later one is told, keeps what was typed, and decides."""

from __future__ import annotations

from html import escape

import pytest
from tests.web.pages.projects.test_running import SETTINGS
from tests.web.pages.world import Page, World, read

from assay_web.kit.seen import CHANGED_MEANWHILE
from assay_web.projects.models import Project

ROOT = "/projects/concurrency/settings/"
RUBRIC = {
    "criteria-TOTAL_FORMS": "1",
    "criteria-INITIAL_FORMS": "0",
    "criteria-0-title": "Correct",
    "criteria-0-question": "Is it?",
    "criteria-0-scale": "5",
    "criteria-0-weight": "1",
    "criteria-0-anchors": "",
}
FORMS = {
    "": (SETTINGS | {"price": "50"}, SETTINGS | {"price": "40", "name": "Typed by the second"}),
    "rubric/": (RUBRIC | {"title": "By the first"}, RUBRIC | {"title": "Typed by the second"}),
    "guidelines/": ({"guidelines": "By the first."}, {"guidelines": "Typed by the second"}),
}


def stored() -> tuple[object, ...]:
    project = Project.objects.get(slug="concurrency")
    return project.name, project.price_minor, project.rubric, project.guidelines


def seen_on(page: Page) -> str:
    return page.every("input", name="seen")[0]["value"]


@pytest.mark.parametrize("where", FORMS)
def test_what_another_lead_stored_meanwhile_is_not_overwritten_unseen(world: World, where: str) -> None:
    client, (first, second) = world.client(world.lead), FORMS[where]
    before = seen_on(read(client.get(f"{ROOT}{where}")))
    assert client.post(f"{ROOT}{where}", first | {"seen": before}).status_code == 302
    of_the_first = stored()
    refused = read(client.post(f"{ROOT}{where}", second | {"seen": before}))
    assert (refused.status, stored()) == (422, of_the_first)
    assert CHANGED_MEANWHILE in refused.text
    assert escape("Typed by the second") in refused.html
    assert client.post(f"{ROOT}{where}", second | {"seen": seen_on(refused)}).status_code == 302
    assert stored() != of_the_first
