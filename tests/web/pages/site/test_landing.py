"""The landing page tells what Assay is, and nothing that the database does not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import override_settings
from tests.web.pages.world import World

from assay_web.site.pages import landing


def test_a_stranger_is_led_to_sign_in(world: World) -> None:
    page = world.page(None, "/")
    assert page.status == 200
    assert "/accounts/login/" in page.links()


def test_it_claims_no_figures(world: World) -> None:
    text = world.page(None, "/").text
    figures = set(re.findall(r"\d[\d,.]*", text))
    assert figures <= {"1.", "2.", "3."}
    assert not re.search(r"[$€£%]|median|average", text, re.IGNORECASE)


@pytest.mark.parametrize(("person", "place"), [("reviewer", "/queue/"), ("lead", "/projects/")])
def test_people_are_led_to_their_place(world: World, person: str, place: str) -> None:
    assert place in world.page(getattr(world, person), "/").links()


def test_no_screenshot_is_shown_while_there_is_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "SCREENSHOT", "kit/no-such-file.png")
    assert not world.page(None, "/").every("img")


def test_a_screenshot_is_shown_once_it_is_there(world: World, tmp_path: Path) -> None:
    (tmp_path / landing.SCREENSHOT).parent.mkdir()
    (tmp_path / landing.SCREENSHOT).write_bytes(b"\x89PNG")
    with override_settings(STATICFILES_DIRS=[str(tmp_path)]):
        (image,) = world.page(None, "/").every("img")
    assert image["src"].endswith(landing.SCREENSHOT)
    assert image["alt"]
