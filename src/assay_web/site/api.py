"""``/api/v1``: typed, its problems as RFC 9457 describes; routers are found by their place, ``<app>/api/*.py``."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from assay.errors import AssayError, InputError, Unavailable
from assay_web.accounts.api.calling import READ
from assay_web.kit.problems import kind_of, problem
from assay_web.kit.refusals import Conflict, Gone, LacksScope, NotAllowed, Outdated, Refusal, TooMany, Wait
from assay_web.review.services import Incomplete, Stale
from assay_web.site.api_document import Document
from assay_web.site.api_parser import StrictParser

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (Incomplete, "incomplete"),
    (Stale, "changed-elsewhere"),
    (Outdated, "outdated"),
    (NotAllowed, "not-allowed"),
    (Conflict, "conflict"),
    (Gone, "gone"),
    (TooMany, "too-many"),
    (Wait, "too-many"),
    (Refusal, "refused"),
    (InputError, "wrong-input"),
    (Unavailable, "unavailable"),
    (AssayError, "internal-error"),
    (AuthenticationError, "not-signed-in"),
)
"""Errors to kinds of problems; the first that fits counts."""

_APPS = (
    "accounts",
    "projects",
    "tasks",
    "review",
    "assessments",
    "adjudication",
    "applications",
    "gold",
    "insight",
    "ledger",
    "exchange",
    "hooks",
    "operations",
)


class Api(NinjaAPI):
    """The API, with a document that tells of scopes, conditions, keys and problems too."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document (3.1), made once."""
        return _document(self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


api = Api(
    title="Assay",
    version="1",
    description="Everything that the pages do, for programs. See docs/api.md for the rules that hold for all of it.",
    urls_namespace="api-1",
    auth=READ,
    docs_url=None,
    parser=StrictParser(),
)


@cache
def _document(prefix: str) -> Document:
    return Document(api, prefix)


def routers() -> Iterator[Router]:
    """The ``router`` of each module in each app's ``api`` folder: a new group of operations is one new file."""
    for app in _APPS:
        try:
            package = import_module(f"assay_web.{app}.api")
        except ModuleNotFoundError as error:
            if error.name != f"assay_web.{app}.api":
                raise
            continue
        for module in sorted(one.name for one in pkgutil.iter_modules(package.__path__)):
            router = getattr(import_module(f"{package.__name__}.{module}"), "router", None)
            if isinstance(router, Router):
                yield router


for _router in routers():
    api.add_router("", _router)


def told(error: Exception) -> HttpResponse:
    """The problem document of an error that this API knows."""
    name = next(name for kind, name in _KINDS if isinstance(error, kind))
    more: dict[str, Any] = {}
    if isinstance(error, Stale):
        more = {"version": error.version, "body": error.body}
    if isinstance(error, Incomplete):
        more = {
            "problems": [
                {"section": one.section, "message": one.message, "anchor": one.anchor} for one in error.problems
            ]
        }
    response = problem(name, str(error), **more)
    if isinstance(error, Wait):
        response["Retry-After"] = str(error.seconds)
    if isinstance(error, AuthenticationError):
        response["WWW-Authenticate"] = 'Bearer realm="assay"'
    if isinstance(error, LacksScope):
        response["WWW-Authenticate"] = 'Bearer realm="assay", error="insufficient_scope"'
    return response


@api.exception_handler(Refusal)
@api.exception_handler(AssayError)
def _refused(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return told(error)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return problem("not-found", "There is no such thing, or it is not yours")


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001 - as above
    return told(AuthenticationError(message="Send a token in 'Authorization: Bearer …', or sign in"))


@api.exception_handler(HttpError)
def _said(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    cause = error.__cause__  # of a body that cannot be read, which is all that ninja says of it
    if isinstance(cause, HttpError):
        error = cause
    detail = f"{error}: {cause}" if isinstance(cause, ValueError) else str(error)
    return problem(kind_of(error.status_code).name, detail)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    errors = [
        {"at": "/".join(str(part) for part in one.get("loc", ())), "message": str(one.get("msg", ""))}
        for one in error.errors
    ]
    first = errors[0] if errors else {"at": "", "message": "invalid"}
    return problem("wrong-input", f"{first['at']}: {first['message']}", errors=errors[:50])
