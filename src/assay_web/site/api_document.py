"""The OpenAPI document, with what holds for every operation: scopes, conditions, keys, problems."""

from __future__ import annotations

from typing import Any, Final

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from assay.errors import InternalError
from assay_web.accounts.api.calling import ApiTokenAuth
from assay_web.kit.problems import KINDS, MEDIA_TYPE

_SAFE: Final = frozenset({"GET", "HEAD"})

_EVERYWHERE: Final = (400, 401, 403, 404, 422, 429)
_WRITES: Final = (409, 410, 412, 413, 503)

_IDEMPOTENCY_KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key with the same request is done once and answered alike for 24 hours.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 200},
}
_IF_NONE_MATCH: Final = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag of an earlier answer: 304 without a body while it is the same.",
    "schema": {"type": "string", "maxLength": 1000},
}

_PROBLEM: Final[dict[str, Any]] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "Names the kind, and where it is explained."},
        "title": {"type": "string", "enum": sorted({one.title for one in KINDS})},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "message"],
                "properties": {"at": {"type": "string"}, "message": {"type": "string"}},
            },
        },
        "problems": {"type": "array", "items": {"type": "object"}},
        "version": {"type": "integer"},
        "body": {"type": "object"},
    },
}


class Document(OpenAPISchema):
    """Django Ninja's document, and what it leaves out."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """With the scope that a token must have."""
        stated: list[dict[str, Any]] | None = super().operation_security(operation)
        scope = scope_of(operation)
        for one in stated or []:
            if ApiTokenAuth.__name__ in one and scope:
                one[ApiTokenAuth.__name__] = [scope]
        return stated

    def operation_parameters(self, operation: Operation) -> list[dict[str, Any]]:
        """With the headers that any read or write heeds."""
        stated: list[dict[str, Any]] = super().operation_parameters(operation)
        for one in stated:
            if one["in"] == "header":  # named as HTTP does, which tools show to people
                one["name"] = one["name"].replace("_", "-").title()
        if not _SAFE.isdisjoint(operation.methods):
            return [*stated, _IF_NONE_MATCH]
        named = {one["name"] for one in stated}
        return stated if _IDEMPOTENCY_KEY["name"] in named else [*stated, _IDEMPOTENCY_KEY]

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """With the problems that it may answer."""
        stated: dict[int, dict[str, Any]] = super().responses(operation)
        reads = not _SAFE.isdisjoint(operation.methods)
        if reads and 200 in stated:
            stated[304] = {"description": "Not Modified"}
        for status in _EVERYWHERE if reads else (*_EVERYWHERE, *_WRITES):
            meanings = [f"{one.title}: {one.meaning}" for one in KINDS if one.status == status]
            stated[status] = {
                "description": " ".join(meanings),
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
        return stated

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Keep the shapes of an operation.

        Raises:
            InternalError: two shapes of different fields have one name, under which the document can describe but one.
        """
        for name, one in definitions.items():
            known = self.schemas.get(name, one)
            if known.get("properties", {}).keys() != one.get("properties", {}).keys():
                raise InternalError(f"two shapes of the API are called {name!r}", remedy="rename one of them")
        super().add_schema_definitions(definitions)

    def get_components(self) -> dict[str, Any]:
        """With the problem document."""
        components: dict[str, Any] = super().get_components()
        return {**components, "schemas": {**components["schemas"], "Problem": _PROBLEM}}


def scope_of(operation: Operation) -> str:
    """The scope that a token needs for the operation; empty where none is."""
    return next((str(one.scope) for one in operation.auth_callbacks if isinstance(one, ApiTokenAuth)), "")
