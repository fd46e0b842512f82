"""Text that wants to be script: typed into every form, sent in every field of the API, looked for on every page."""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from tests.web.api.conftest import Calling
from tests.web.hostile.addresses import operations, pages
from tests.web.hostile.forms import breaches, forms, links
from tests.web.pages.world import CODE, finding
from tests.web.review.test_authorization import Things, filled

from assay.domain.task import Aspect, Candidate, Language, Origin, Task
from assay_web.site.api import api
from assay_web.tasks.services import import_tasks

MARK = "zq7x"
PAYLOADS = {
    "elements": f"\"'></textarea></title></script></style><{MARK} on{MARK}=1><svg onload={MARK}()>{MARK}",
    "addresses": f"javascript:{MARK}()",
    "markdown": f"[{MARK}](javascript:{MARK}()) ![{MARK}](x:y '\" on{MARK}=1') <{MARK}> <img src={MARK} onerror=1>",
    "templates": "{{ 7777777*3 }}{% debug %}${7777777*3}<%= 7777777*3 %>" + MARK,
    "formulas": f'=HYPERLINK("https://evil.example/{MARK}";"{MARK}")',
}
ROLES = ("newcomer", "reviewer", "colleague", "lead", "operator", "adjudicator", "client")
MOST_PAGES = 150
"""Pages of one person that are looked at, those of the authorization table first."""

NEVER_FOLLOWED = ("/accounts/logout/", "/static/", "/preview/")


def test_what_is_typed_or_sent_is_shown_as_text_everywhere(everything: Things, calling: Calling) -> None:
    for name, payload in PAYLOADS.items():
        brought_in(everything, name, payload)
    stored = {name: sent(everything, calling, payload) for name, payload in PAYLOADS.items()}
    for name, payload in PAYLOADS.items():
        stored[name] += typed(everything, payload)
    assert min(stored.values()) > 15, stored

    found, seen = {}, 0
    for role in ROLES:
        for address, response in looked_at(everything.clients[role], start(everything)):
            content = _content(response)
            seen += MARK in content
            if wrong := wrong_with(response, content):
                found[role, address] = wrong
    assert seen > 100
    assert found == {}
    assert [one.subject for one in mail.outbox if "\n" in str(one.subject)] == []


def wrong_with(response: HttpResponse, content: str) -> list[str]:
    """What is wrong with what came back."""
    kind = response.headers.get("Content-Type", "")
    assert response.status_code < 500
    assert "23333331" not in content, "a template was evaluated"
    if kind.startswith("text/html"):
        return breaches(content, MARK)
    if kind.startswith("text/csv"):
        cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
        return [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and MARK in cell]
    return [] if "json" in kind or MARK not in content or kind.startswith("application/octet-stream") else [kind]


def _content(response: HttpResponseBase) -> str:
    content: bytes = getattr(response, "content", b"")  # a download has none
    return content.decode("utf-8", "replace")


def start(things: Things) -> list[str]:
    """The pages of the authorization table."""
    return [filled(one.path, things.names) for one in pages() if one.method == "GET"]


def looked_at(client: Client, first: list[str]) -> Iterator[tuple[str, HttpResponse]]:
    """These pages, and those that they lead to."""
    waiting, known = deque(first), set(first)
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        address = waiting.popleft()
        response = client.get(address)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            continue
        yield address, response
        new = sorted(links(address, _content(response)) - known) if "html" in response["Content-Type"] else []
        new = [one for one in new if not one.startswith(NEVER_FOLLOWED)]
        known |= set(new)
        waiting += new


def typed(things: Things, payload: str) -> int:
    """Fill in and send every form of every page of the table; how many were taken."""
    taken = 0
    for role in ("newcomer", "reviewer", "lead", "operator"):
        client = things.clients[role]
        for page in start(things):
            response = client.get(page)
            if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
                continue
            for form in forms(page, _content(response)):
                if not form.texts or form.action.startswith("/accounts/"):
                    continue
                for values in form.filled(payload):
                    with transaction.atomic():
                        answer = client.post(form.action, values)
                    if answer.status_code == 302:
                        taken += 1
                    assert breaches(_content(answer), MARK) == [], (page, form.action)
    return taken


def sent(things: Things, calling: Calling, payload: str) -> int:
    """Put ``payload`` into every field of text of every operation, one at a time; how many were taken."""
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    schemas = {
        stated["operationId"]: _schema(stated, document)
        for some in document["paths"].values()
        for stated in some.values()
        if "requestBody" in stated
    }
    taken = 0
    people = [calling(things.world.lead), calling(things.world.reviewer)]
    for ask in operations():
        if ask.method not in {"POST", "PUT", "PATCH"} or ask.name not in schemas or callable(ask.body):
            continue
        for name in _texts(schemas[ask.name], document):
            body = filled(json.dumps({**(ask.body or {}), name: "THE TEXT"}), things.names)
            body = body.replace('"THE TEXT"', json.dumps(payload))
            for program in people:
                with suppress(UnicodeError), transaction.atomic():
                    answer = program.generic(
                        ask.method, filled(ask.path, things.names), body, content_type="application/json"
                    )
                    taken += 200 <= answer.status_code < 300
                    assert answer.status_code < 500, (ask.name, name)
                    assert not answer.content or "json" in answer["Content-Type"], (ask.name, name)
    return taken


def _schema(stated: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = stated["requestBody"]["content"]
    return _resolved(next(iter(content.values()))["schema"], document)


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _texts(schema: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    for name, one in schema.get("properties", {}).items():
        choices = [_resolved(choice, document) for choice in [one, *one.get("anyOf", ())]]
        if any(choice.get("type") == "string" and "enum" not in choice for choice in choices):
            yield name


def brought_in(things: Things, name: str, payload: str) -> None:
    """A task that says ``payload`` wherever a record may say something, and a review of it that does."""
    path = f"{MARK}'\"<{MARK} on{MARK}=1>.py"
    record = Task(
        id=f"of {name}",
        title=payload[:300],
        prompt=payload,
        language=Language.PYTHON,
        aspects=(Aspect.CORRECTNESS,),
        source=payload,
        license=payload,
        entry_point=payload,
        files={path: payload},
        candidates=(
            Candidate(
                id=f"{name} '\"<{MARK} on{MARK}=1>",
                files={path: f"{CODE}{payload}"},
                origin=Origin(model=payload, tool=payload, parameters={payload: payload}),
            ),
        ),
    )
    import_tasks(things.world.project, [record])
    task = things.world.project.tasks.order_by("-number")[0]
    said = finding(path=path, title=payload[:300], explanation=payload, impact=payload)
    things.world.submit(things.world.colleague, task, findings=[said])


@pytest.mark.parametrize("payload", PAYLOADS.values())
def test_what_is_asked_for_in_an_address_is_shown_as_text(everything: Things, payload: str) -> None:
    client = everything.clients["lead"]
    for page in start(everything):
        response = client.get(
            page, {"q": payload, "which": payload, "state": payload, "after": payload, "next": payload}
        )
        assert breaches(_content(response), MARK) == [], page
    assert breaches(_content(client.get(f"/nowhere/{payload}")), MARK) == []
    signing = Client().get("/accounts/login/", {"next": payload})
    assert breaches(_content(signing), MARK) == []
