"""The OpenAPI document and the page that is made of it."""

from __future__ import annotations

import pytest
from tests.web.pages.world import World

from assay.errors import InternalError
from assay_web.accounts.models import Scope
from assay_web.kit.problems import KINDS
from assay_web.site.api import api
from assay_web.site.api_document import Document

DOCUMENT = api.get_openapi_schema()
OPERATIONS = [
    (method, address, stated) for address, some in DOCUMENT["paths"].items() for method, stated in some.items()
]


def test_it_is_openapi_3_1_with_one_name_for_each_operation() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    names = [stated["operationId"] for _, _, stated in OPERATIONS]
    assert len(names) == len(set(names))


def test_every_operation_names_its_scope_and_no_write_is_content_with_reading() -> None:
    scopes = {
        (method, address): next(one["ApiTokenAuth"] for one in stated["security"] if "ApiTokenAuth" in one)
        for method, address, stated in OPERATIONS
    }
    assert all(len(some) == 1 and some[0] in Scope.values for some in scopes.values())
    assert [one for one, some in scopes.items() if one[0] != "get" and some == ["read"]] == []


def test_every_operation_says_what_it_is_and_how_it_fails() -> None:
    for _, _, stated in OPERATIONS:
        assert stated["description"]
        assert stated["tags"]
        assert {400, 401, 403, 404, 422, 429} <= set(stated["responses"])


def test_what_is_replaced_as_a_whole_heeds_what_was_read() -> None:
    heeding = {
        stated["operationId"]
        for _, _, stated in OPERATIONS
        if "If-Match" in {one["name"] for one in stated.get("parameters", [])}
    }
    assert heeding == {
        "changeAssessment",
        "changeGoldPolicy",
        "changeGuidelines",
        "changeProfile",
        "changeQuiz",
        "changeRequirements",
        "changeRubric",
        "changeSettings",
        "changeWebhook",
    }


def test_two_shapes_under_one_name_are_refused() -> None:
    document = Document(api, "/api/v1/")
    name = next(iter(DOCUMENT["components"]["schemas"]))
    with pytest.raises(InternalError, match=name):
        document.add_schema_definitions({name: {"properties": {"something else": {}}}})


def test_the_page_tells_of_every_operation_and_problem(world: World) -> None:
    page = world.page(None, "/api/v1/docs/")
    for _, _, stated in OPERATIONS:
        assert page.every("h3", id=stated["operationId"])
    for kind in KINDS:
        assert page.every("tr", id=f"problem-{kind.name}")
    assert [one for one in page.elements if one[0] in {"style", "iframe"}] == []
    assert all(one.get("src", "").startswith("/static/") for one in page.every("script"))
