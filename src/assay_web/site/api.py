"""``/api/v1``: typed, with problems told as RFC 9457 describes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth

from assay.errors import AssayError, InputError, Unavailable
from assay_web.kit.refusals import Conflict, Gone, Refusal, TooMany
from assay_web.review.api.queue import router as queue
from assay_web.review.api.workbench import router as workbench
from assay_web.review.services import Incomplete, Stale

_STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (Incomplete, 422, "Incomplete"),
    (Stale, 409, "Changed elsewhere"),
    (Conflict, 409, "Conflict"),
    (Gone, 410, "Gone"),
    (TooMany, 429, "Too many at once"),
    (Refusal, 409, "Refused"),
    (InputError, 422, "Wrong input"),
    (Unavailable, 503, "Unavailable"),
    (AssayError, 500, "Internal error"),
)
"""Errors to HTTP statuses; the first that fits counts."""

api = NinjaAPI(title="Assay", version="1", urls_namespace="api-1", auth=SessionAuth(), docs_url=None)
api.add_router("", workbench)
api.add_router("", queue)


def problem(status: int, title: str, detail: str, **more: object) -> HttpResponse:
    """A problem document (RFC 9457, section 3)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    status, title = next((status, title) for kind, status, title in _STATUS if isinstance(error, kind))
    more: dict[str, Any] = {}
    if isinstance(error, Stale):
        more = {"version": error.version, "body": error.body}
    if isinstance(error, Incomplete):
        more = {
            "problems": [
                {"section": one.section, "message": one.message, "anchor": one.anchor} for one in error.problems
            ]
        }
    return problem(status, title, str(error), **more)


api.exception_handler(Refusal)(_refused)
api.exception_handler(AssayError)(_refused)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return problem(404, "Not found", "There is no such thing, or it is not yours")


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return problem(401, "Not signed in", "Sign in and send the session cookie")


@api.exception_handler(HttpError)
def _told(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return problem(error.status_code, "Refused", str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    errors = [
        {"at": "/".join(str(part) for part in one.get("loc", ())), "message": str(one.get("msg", ""))}
        for one in error.errors
    ]
    first = errors[0] if errors else {"at": "", "message": "invalid"}
    return problem(422, "Wrong input", f"{first['at']}: {first['message']}", errors=errors[:50])
