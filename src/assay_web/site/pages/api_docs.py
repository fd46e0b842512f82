"""The API for people: every operation with its scope, parameters and shapes, made from the OpenAPI document itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.api.calling import ApiTokenAuth
from assay_web.accounts.models import Scope
from assay_web.kit.problems import KINDS
from assay_web.site.api import api

Schema = Mapping[str, Any]

_METHODS: Final = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or property: its name, its type in words, whether it must be there, and what it is."""

    name: str
    type: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation. ``status`` is that of success; without ``answer`` it has no body."""

    id: str
    method: str
    path: str
    about: str
    scope: str
    parameters: list[Field]
    body: str
    status: int
    answer: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One named schema."""

    name: str
    about: str
    fields: list[Field]
    values: list[str]


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Open to everyone: it tells no more than the OpenAPI document."""
    groups, shapes = _read()
    context = {"groups": groups, "shapes": shapes, "kinds": KINDS, "scopes": Scope.choices}
    return render(request, "site/api_docs.html", context)


@cache
def _read() -> tuple[dict[str, list[Shown]], list[Shape]]:
    document: Schema = api.get_openapi_schema()
    groups: dict[str, list[Shown]] = {}
    for address, operations in document["paths"].items():
        for method in _METHODS:
            if method in operations:
                shown = _operation(address, method, operations[method])
                groups.setdefault(operations[method]["tags"][0], []).append(shown)
    shapes = [_shape(name, one) for name, one in sorted(document["components"]["schemas"].items())]
    return dict(sorted(groups.items())), shapes


def _operation(address: str, method: str, stated: Schema) -> Shown:
    status, answer = next((int(code), one) for code, one in stated["responses"].items() if 200 <= int(code) < 300)
    bodies = stated.get("requestBody", {}).get("content", {})
    scopes: list[str] = next(
        (one[ApiTokenAuth.__name__] for one in stated["security"] if ApiTokenAuth.__name__ in one), []
    )
    return Shown(
        id=stated["operationId"],
        method=method.upper(),
        path=address,
        about=stated.get("description", stated["summary"]),
        scope=" ".join(scopes),
        parameters=[
            Field(one["name"], in_words(one["schema"]), one["required"], one.get("description", ""))
            for one in stated["parameters"]
            if one["in"] != "header" or one["required"]
        ],
        body=" or ".join(in_words(one["schema"]) for one in bodies.values()),
        status=status,
        answer=" or ".join(in_words(one["schema"]) for one in answer.get("content", {}).values()),
    )


def _shape(name: str, stated: Schema) -> Shape:
    required = set(stated.get("required", ()))
    fields = [
        Field(field, in_words(one), field in required, one.get("description", ""))
        for field, one in stated.get("properties", {}).items()
    ]
    return Shape(name, stated.get("description", ""), fields, [str(one) for one in stated.get("enum", ())])


def in_words(schema: Schema) -> str:
    """A schema as people say it: ``list of Task``, ``text (uuid) or null``."""
    return " or ".join(dict.fromkeys(_words(schema)))


def _words(schema: Schema) -> Iterator[str]:
    if "$ref" in schema:
        yield str(schema["$ref"]).rpartition("/")[2]
    elif alternatives := schema.get("anyOf") or schema.get("oneOf"):
        for one in alternatives:
            yield from _words(one)
    elif "enum" in schema:
        yield from (f"“{one}”" for one in schema["enum"])
    elif "const" in schema:
        yield f"“{schema['const']}”"
    elif schema.get("type") == "array":
        yield f"list of {in_words(schema.get('items', {}))}"
    elif isinstance(schema.get("additionalProperties"), Mapping):
        yield f"map to {in_words(schema['additionalProperties'])}"
    elif schema.get("type") == "object" and "properties" in schema:
        yield "form with " + ", ".join(schema["properties"])
    else:
        plain = str(schema.get("type", "anything")).replace("string", "text")
        yield f"{plain} ({schema['format']})" if "format" in schema else plain


urlpatterns = [path("api/v1/docs/", api_docs, name="api_docs")]
