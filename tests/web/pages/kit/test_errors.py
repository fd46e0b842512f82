"""Error pages look like the rest, need nothing that may be broken, and never show what went wrong inside."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests.web.pages.world import World, read


@pytest.mark.parametrize("status", ["400", "403", "404", "500", "403_csrf"])
def test_an_error_page_needs_no_request_and_no_database(status: str) -> None:
    html = render_to_string(f"{status}.html")
    assert "/static/kit/pages.css" in html
    assert f"{status[:3]}</p>" in html


def test_what_does_not_exist_gets_the_page(world: World) -> None:
    page = world.page(world.lead, "/no/such/page/")
    assert page.status == 404
    assert "There is nothing here for you" in page.text
    assert "no/such" not in page.html


def test_a_form_without_its_token_is_explained(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.reviewer)
    page = read(client.post(f"/queue/{world.task.public_id}/accept/"))
    assert page.status == 403
    assert "This form is out of date" in page.text
