"""Whoever tries ids learns nothing: what is not theirs looks exactly like what is not there, and ids are random."""

from __future__ import annotations

import json
import re
import uuid

from django.apps import apps
from django.core.signals import request_finished
from django.db import close_old_connections, models
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver
from tests.web.api.conftest import Calling
from tests.web.hostile.addresses import Ask, operations, pages
from tests.web.review.test_authorization import OURS_OF_ALLAUTH, Things, filled, patterns, undone

from assay_web.accounts.models import User

STRANGERS = ("newcomer", "neighbour", "client")
"""Nobody in the project, a lead of another one, and somebody who reads a little of it."""

OF_NUMBERS = {
    "operations/jobs/<int:job_id>/",
    "projects/<slug:slug>/tasks/<int:number>/",
    "api/v1/operations/jobs/<int:job_id>",
    "api/v1/operations/jobs/<int:job_id>/retry",
    "api/v1/projects/<slug:slug>/assessments/<uuidstr:assessment_id>/items/<int:item_id>",
    "api/v1/projects/<slug:slug>/members/<int:member_id>",
    "api/v1/payouts/<uuidstr:payout_id>/payments/<int:payment_id>",
}
"""Addresses with numbers that can be counted up: within a project that is read or led, or an operator's."""

_CHANGES = re.compile(rb'(name="csrfmiddlewaretoken" value="|"csrf": ?"|nonce="|X-CSRFToken": ?")[^"]*')


def missing(names: dict[str, str]) -> dict[str, str]:
    """The same names, leading to nothing."""
    return {name: _like(value) for name, value in names.items()}


def _like(value: str) -> str:
    if value.isdecimal():
        return "987654321"
    return str(uuid.uuid4()) if re.fullmatch(r"[0-9a-f-]{36}", value) else value[:2] + "z" * (len(value) - 2)


def answer(client: Client, ask: Ask, names: dict[str, str]) -> tuple[int, bytes]:
    """Status and body, without what is drawn anew for each answer and without the ids that were asked for."""
    path = filled(ask.path, names)
    with undone():
        if callable(ask.body):
            response: HttpResponseBase = client.post(path, ask.body())
        elif path.startswith("/api/"):
            body = filled(json.dumps(ask.body or {}), names) if ask.method in {"POST", "PUT", "PATCH"} else ""
            response = client.generic(ask.method, path, body, content_type="application/json")
        else:
            response = client.get(path) if ask.method == "GET" else client.post(path, ask.body)
    content = response.content if isinstance(response, HttpResponse) else b"streamed"
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    for value in names.values():
        if not value.isdecimal():  # those are in no body, and may be part of any number
            content = content.replace(value.encode(), b"")
    return response.status_code, _CHANGES.sub(b"", content)


def test_what_is_not_theirs_looks_like_what_is_not_there(everything: Things, calling: Calling) -> None:
    differing, compared = {}, 0
    for role in STRANGERS:
        program = calling(User.objects.get(email=f"{role}@example.org"))
        for ask in [one for one in [*pages(), *operations()] if one.by_id]:
            client = program if ask.path.startswith("/api/") else everything.clients[role]
            there = answer(client, ask, everything.names)
            if there[0] != 404:
                continue
            compared += 1
            not_there = answer(client, ask, missing(everything.names))
            if there != not_there:
                differing[role, ask.name] = (there, not_there)
    assert compared > 150
    assert differing == {}


def test_a_project_of_others_looks_like_no_project(everything: Things, calling: Calling) -> None:
    differing, compared = {}, 0
    program = calling(everything.world.newcomer)
    for ask in [one for one in [*pages(), *operations()] if "concurrency" in one.path]:
        client = program if ask.path.startswith("/api/") else everything.clients["newcomer"]
        there = answer(client, ask, everything.names)
        if there[0] != 404:
            continue
        compared += 1
        elsewhere = Ask(ask.name, ask.method, ask.path.replace("concurrency", "unheard-of"), ask.body)
        not_there = answer(client, elsewhere, everything.names)
        if there != (not_there[0], not_there[1].replace(b"unheard-of", b"concurrency")):
            differing[ask.name] = (there, not_there)
    assert compared > 70
    assert differing == {}


def test_no_address_can_be_counted_up_but_these() -> None:
    found = {one for one in patterns(get_resolver()) if not one.startswith(OURS_OF_ALLAUTH)}
    assert {one for one in found if "<int:" in one} == OF_NUMBERS


def test_every_public_id_is_drawn_at_random() -> None:
    fields = [
        field
        for model in apps.get_models()
        if model.__module__.startswith("assay_web.")
        for field in model._meta.get_fields()
        if isinstance(field, models.UUIDField) and field.name == "public_id"
    ]
    assert len(fields) > 15
    assert [str(field) for field in fields if field.default is not uuid.uuid4 and field.unique] == []
