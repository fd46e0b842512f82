"""Who may call what: every operation of the OpenAPI document, by every role. One without a row fails."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.web.review.test_authorization import ROLES, Things, filled, status_of, things, undone

from assay_web.site.api import api

__all__ = ["things"]

OUT, NO = 401, 404
"""Told to sign in; nothing there for this person."""

NOBODY = dict.fromkeys(ROLES, NO) | {"nobody": OUT}
ALL = dict.fromkeys(ROLES, 200) | {"nobody": OUT}
REVIEWER = NOBODY | {"reviewer": 200}

Row = tuple[str, dict[str, int]] | tuple[str, dict[str, int], Any]

TABLE: dict[str, Row] = {
    "getMe": ("GET me", ALL),
    "listTokens": ("GET tokens", ALL),
    "revokeToken": ("DELETE tokens/{lead_token}", NOBODY | {"lead": 204}),
    "listQueue": ("GET queue", ALL),
    "claimNext": ("POST queue/next", dict.fromkeys(ROLES, 204) | {"nobody": OUT, "colleague": 200}),
    "acceptTask": ("POST queue/{task}/accept", REVIEWER | {"colleague": 200}),
    "getWorkbench": ("GET assignments/{assignment}", REVIEWER),
    "saveDraft": ("PUT assignments/{assignment}/draft", REVIEWER, {"version": 0, "body": {}, "active_ms": 0}),
    "lockFirstPass": ("POST assignments/{assignment}/lock", REVIEWER, {"version": 0, "body": {}}),
    "startRun": (
        "POST assignments/{assignment}/runs",
        REVIEWER | {"reviewer": 202},
        {
            "kind": "reproducer",
            "candidate": "A",
            "finding_id": "00000000-0000-4000-8000-000000000001",
            "code": "def test_it(): pass",
        },
    ),
    "submitReview": ("POST assignments/{assignment}/submit", REVIEWER | {"reviewer": 422}, {"version": 0, "body": {}}),
    "releaseAssignment": ("POST assignments/{assignment}/release", REVIEWER | {"reviewer": 204}),
    "getRun": ("GET runs/{task}", NOBODY),
}
"""Operation to a request, the status for each role, and the body of the request."""

UNDER = "/api/v1/"


def ask(client: Client, row: Row, names: dict[str, str]) -> int:
    request, _, *body = row
    method, path = request.split()
    sent = body[0] if body else {}
    headers = {"Idempotency-Key": "a-key-of-its-own"}
    if isinstance(sent, tuple):  # a form with a file
        return status_of(client.post(filled(UNDER + path, names), sent[0](), headers=headers))
    text = json.dumps(sent) if method in {"POST", "PUT", "PATCH"} else ""
    return status_of(
        client.generic(
            method,
            filled(UNDER + path, names),
            filled(text, names),
            content_type="application/json",
            headers=headers,
        )
    )


def test_every_operation_has_a_row() -> None:
    operations = {
        stated["operationId"]: f"{method.upper()} {address}"
        for address, some in api.get_openapi_schema()["paths"].items()
        for method, stated in some.items()
    }
    assert set(operations) == set(TABLE)
    for name, row in TABLE.items():
        assert row[0].split()[0] == operations[name].split()[0], name
        assert UNDER + row[0].split()[1].split("?")[0].split("/")[0] in operations[name], name


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(things: Things, role: str) -> None:
    answered = {}
    for name, row in TABLE.items():
        with undone():
            answered[name] = ask(things.clients[role], row, things.names)
    assert answered == {name: row[1][role] for name, row in TABLE.items()}


def test_without_a_cross_site_token_a_browser_writes_nothing(things: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(things.world.lead)
    writes = {name: row for name, row in TABLE.items() if not row[0].startswith("GET")}
    assert {name: ask(client, row, things.names) for name, row in writes.items()} == dict.fromkeys(writes, 403)
