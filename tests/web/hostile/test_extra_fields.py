"""Fields that no form and no operation has, under every name that a table knows: sent too, they change nothing."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.web.api.conftest import Calling
from tests.web.hostile.addresses import Ask, operations
from tests.web.hostile.forms import forms
from tests.web.review.test_authorization import WRITES, Things, filled, status_of, undone

from assay_web.site.api import api

KNOWN = ("is_staff", "is_superuser", "is_admin", "admin", "role", "tier", "gold", "planted", "pay", "paid", "owner")
TRUE = "1"
"""Yes, the first of all rows, one more: whatever the column is, it would be noticed."""

DRAWS = 12
"""How often the same is asked again before what came out differently is laid to the extra fields and not to chance."""

Rows = dict[tuple[str, str], list[str]]


def names() -> list[str]:
    """Every column of every table of ours, and what attackers try besides."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("assay_web.")]
    columns = {field.name for model in ours for field in model._meta.concrete_fields}
    columns |= {field.attname for model in ours for field in model._meta.concrete_fields}
    return sorted(columns | set(KNOWN))


def rows() -> Rows:
    """All that the database holds: table and column to the values, sorted."""
    tables = [name for name in connection.introspection.table_names() if not name.startswith(("django_", "pghistory_"))]
    found: Rows = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}', to_jsonb(t) FROM {one} AS t" for one in tables))  # noqa: S608 - names of tables
        for table, row in cursor.fetchall():
            for column, value in json.loads(row).items():
                found.setdefault((table, column), []).append(json.dumps(value, sort_keys=True))
    return {key: sorted(values) for key, values in found.items()}


def changed(client: Client, ask: Ask, names_of: dict[str, str], extra: dict[str, Any]) -> tuple[int, Rows]:
    """The status of the request, and what the database holds afterwards."""
    with undone():
        status = status_of(_send(client, ask, names_of, extra))
        return status, rows()


def _send(client: Client, ask: Ask, names_of: dict[str, str], extra: dict[str, Any]) -> Any:  # noqa: ANN401 - a response
    path = filled(ask.path, names_of)
    if not path.startswith("/api/"):
        return client.post(path, {**extra, **ask.body})
    if callable(ask.body):
        return client.post(path, {**extra, **ask.body()})
    body = filled(json.dumps({**extra, **(ask.body or {})}), names_of)
    return client.generic(ask.method, path, body, content_type="application/json")


def differences(client: Client, ask: Ask, names_of: dict[str, str], known: set[str]) -> list[str]:
    """Columns that extra fields changed, of those that are the same whenever the same is asked: some are drawn."""
    extra = {name: TRUE for name in names() if name not in known}
    status, once = changed(client, ask, names_of, {})
    status_with, with_extra = changed(client, ask, names_of, extra)
    if status_with in {400, 422}:
        return []  # refused, as it should be
    suspected = [key for key in once.keys() | with_extra.keys() if with_extra.get(key) != once.get(key)]
    for _ in range(DRAWS):
        if suspected:
            _, again = changed(client, ask, names_of, {})
            suspected = [key for key in suspected if once.get(key) == again.get(key)]
    wrong = sorted(f"{table}.{column}" for table, column in suspected)
    return wrong if status == status_with else [*wrong, f"status {status} became {status_with}"]


def test_extra_fields_of_forms_change_nothing(things: Things) -> None:
    client, found, sent = things.clients["lead"], {}, 0
    for name, (path, form) in WRITES.items():
        asked = Ask(name, "POST", path, form)
        operator = name.startswith(("a payout", "a payment"))
        by = things.clients["operator"] if operator else client
        page = by.get(filled(path, things.names))
        shown = (
            {field for one in forms(path, page.content.decode()) for field in one.values}
            if page.status_code == 200
            else set()
        )
        if wrong := differences(by, asked, things.names, shown | {"what", "delivery"}):
            found[name] = wrong
        sent += 1
    assert sent == len(WRITES)
    assert found == {}


def test_extra_fields_of_operations_change_nothing(everything: Things, calling: Calling) -> None:
    schemas = api.get_openapi_schema()
    people = {name: calling(getattr(everything.world, name)) for name in ("lead", "reviewer")}
    found, sent = {}, 0
    for ask in operations():
        if ask.method not in {"POST", "PUT", "PATCH"}:
            continue
        known = fields_of(ask.name, schemas)
        for role, program in people.items():
            if wrong := differences(program, ask, everything.names, known):
                found[role, ask.name] = wrong
            sent += 1
    assert sent > 60
    assert found == {}


def fields_of(operation: str, document: Any) -> set[str]:  # noqa: ANN401 - an OpenAPI document
    """The fields that an operation has."""
    text = json.dumps(
        next(
            stated.get("requestBody", {})
            for some in document["paths"].values()
            for stated in some.values()
            if stated["operationId"] == operation
        )
    )
    found: set[str] = set()
    for name, schema in document["components"]["schemas"].items():
        if f'/schemas/{name}"' in text:
            found |= set(schema.get("properties", {}))
    inline = json.loads(text)
    for content in inline.get("content", {}).values():
        found |= set(content["schema"].get("properties", {}))
    return found


def test_a_file_that_is_sent_says_nothing_of_the_project(things: Things) -> None:
    """The page of imports takes a file and no more, whatever stands beside it."""
    client = things.clients["lead"]
    before = rows()["projects_project", "price_minor"]
    file = SimpleUploadedFile("tasks.jsonl", b'{"schema": "assay.task/v1", "price_minor": 1, "gold": true}\n')
    answer = client.post("/projects/concurrency/import/", {"file": file, "what": "import", "price_minor": "1"})
    assert answer.status_code == 422
    assert b"price_minor" in answer.content
    assert rows()["projects_project", "price_minor"] == before
