"""The API's addresses lead where Django's own search through all of them would lead."""

from __future__ import annotations

import uuid

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, path, resolve, reverse
from django.urls.resolvers import RoutePattern

from assay_web.site.api import api
from assay_web.site.routing import BySegment

IDS = {
    "uuid": str(uuid.UUID(int=7)),
    "int": "7",
    "slug": "a-name",
    "uuidstr": str(uuid.UUID(int=7)),
    "str": "a-name",
    "path": "a/b",
}


def examples() -> list[str]:
    """An address for each operation."""
    found = []
    for pattern in api.urls[0]:
        text = str(pattern.pattern)
        while "<" in text:
            before, _, rest = text.partition("<")
            inside, _, after = rest.partition(">")
            text = f"{before}{IDS[inside.partition(':')[0] if ':' in inside else 'str']}{after}"
        found.append(f"api/v1/{text}")
    return found


def test_each_leads_where_the_search_through_all_leads() -> None:
    urls = patterns, app, namespace = api.urls
    through_all = URLResolver(RoutePattern("api/v1/"), patterns, app_name=app, namespace=namespace)
    by_segment = BySegment("api/v1/", urls)
    assert len(examples()) > 100
    for address in examples():
        expected, found = through_all.resolve(address), by_segment.resolve(address)
        assert (found.func, found.args, found.kwargs) == (expected.func, expected.args, expected.kwargs), address
        assert (found.route, found.view_name) == (expected.route, expected.view_name), address


def test_names_lead_back() -> None:
    match = resolve(reverse("api-1:openapi-json"))
    assert match.view_name == "api-1:openapi-json"


@pytest.mark.parametrize("address", ["api/v1/nothing", "api/v1/queue/nothing/at/all", "elsewhere"])
def test_what_is_nowhere_is_found_nowhere(address: str) -> None:
    with pytest.raises(Resolver404):
        BySegment("api/v1/", api.urls).resolve(address)


def test_a_pattern_that_begins_with_a_value_is_still_tried() -> None:
    def view() -> HttpResponse:
        raise AssertionError("nobody calls it")

    resolver = BySegment("x/", ([path("a/one", view), path("<slug:any>/two", view)], "x", "x"))
    assert resolver.resolve("x/a/one").route == "a/one"
    assert resolver.resolve("x/a/two").kwargs == {"any": "a"}
