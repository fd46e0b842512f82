"""While the database is away people are told so, with a status that says that it will pass, and nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client
from tests.web.pages.world import World, make_world, read


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@contextmanager
def every_query_raises(error: type[Exception]) -> Iterator[None]:
    def lost(*_: Any) -> None:  # noqa: ANN401 - whatever is asked
        raise error("server closed the connection unexpectedly")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", lost)
        yield


def signed_in(world: World) -> Client:
    client = world.client(world.reviewer)
    client.raise_request_exception = False
    return client


@pytest.fixture
def away(world: World) -> Iterator[Client]:
    """Signed in before the database went."""
    client = signed_in(world)
    with every_query_raises(OperationalError):
        yield client


def test_a_page_says_so_and_what_to_do(away: Client) -> None:
    answer = away.get("/queue/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    page = read(answer)
    assert "The database does not answer just now" in page.text
    assert "What was saved before stays saved" in page.text
    assert "closed the connection" not in page.text


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one-of-these"}])
def test_the_api_answers_a_problem(away: Client, headers: dict[str, str]) -> None:
    answer = away.post("/api/v1/queue/next", {}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "5"
    told = json.loads(answer.content)
    assert told["type"].endswith("#problem-unavailable")
    assert "send it again" in told["detail"]


def test_readiness_says_so_and_health_does_not_ask(db: None) -> None:
    with every_query_raises(OperationalError):
        assert Client().get("/readyz").status_code == 503
        assert Client().get("/healthz").status_code == 200


def test_any_other_error_of_ours_stays_one(world: World) -> None:
    client = signed_in(world)
    with every_query_raises(ZeroDivisionError):
        answer = client.get("/queue/")
    assert (answer.status_code, "Retry-After" in answer.headers) == (500, False)
