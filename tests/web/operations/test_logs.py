"""Log lines: which request or job they belong to, routes instead of paths, and one line whatever is in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client

from assay_web.kit.logs import Json, RouteOnly, Text, about

LOGGERS = ("assay.requests", "django.request")


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What the platform logs during a test, as JSON."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Json())
    handler.addFilter(RouteOnly())
    before = {name: logging.getLogger(name).level for name in LOGGERS}
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    yield written
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(before[name])


@pytest.mark.usefixtures("world")
def test_a_request_is_one_line_without_its_path(lines: StringIO) -> None:
    response = Client().get("/invitation/a-secret-token/", headers={"X-Request-ID": "proxy-0123456789"})
    assert response["X-Request-ID"] == "proxy-0123456789"
    assert "a-secret-token" not in lines.getvalue()
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    [request] = [one for one in told if one["logger"] == "assay.requests"]
    assert request["route"] == "invitation/<str:token>/"
    assert request["request"] == "proxy-0123456789"
    assert {"time", "level", "message", "status", "ms"} <= request.keys()


@pytest.mark.django_db
def test_an_error_of_ours_is_told_with_its_trace_and_request(lines: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the page broke")

    monkeypatch.setattr("assay_web.site.pages.landing.render", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    [error] = [one for one in told if one["level"] == "ERROR"]
    assert "the page broke" in error["exc_info"]
    assert {one["request"] for one in told} == {response["X-Request-ID"]}


@pytest.mark.parametrize("hostile", ["short", 'a"b{"c":1}', "x" * 65, "ünïcödé-0123", "two words here"])
def test_an_id_of_another_form_is_replaced(db: None, hostile: str) -> None:
    answered = Client().get("/healthz", headers={"X-Request-ID": hostile})["X-Request-ID"]
    assert answered != hostile
    assert len(answered) == 16


def record(message: str) -> logging.LogRecord:
    return logging.LogRecord("assay.jobs", logging.INFO, "", 0, message, None, None)


def test_nothing_in_a_line_ends_it() -> None:
    hostile = "one\x1b[2J\rtwo \u202e"
    with about(job=7):
        text = Text().format(record(hostile))
        told = json.loads(Json().format(record(hostile + "\nthree")))
    assert text.endswith("assay.jobs one\\x1b[2J\\rtwo \\u202e job=7")
    assert told["message"] == hostile + "\nthree"
    assert told["job"] == 7
    assert "job=" not in Text().format(record("after"))
