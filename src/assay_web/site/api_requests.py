"""What holds for every request to the API: who calls, once for each key, tags, problems as documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from ninja.errors import AuthenticationError

from assay_web.accounts.api.calling import identify
from assay_web.accounts.models import Answer, User
from assay_web.accounts.rules import fingerprint
from assay_web.accounts.services import answered_before, forget_answer, keep_answer
from assay_web.kit.etags import etag_of
from assay_web.kit.intents import undone_as_a_whole
from assay_web.kit.problems import MEDIA_TYPE, kind_of, problem
from assay_web.kit.refusals import Wait
from assay_web.site.api import told

ROOT: Final = "/api/v1/"
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_KEPT_HEADERS: Final = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiRequests:
    """The middleware; requests to anything but the API pass through it unchanged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        if not request.path.startswith(ROOT) or request.path.startswith(f"{ROOT}docs/"):
            return self.get_response(request)
        try:
            identify(request)
        except (AuthenticationError, Wait) as error:
            return told(error)
        key = request.headers.get("Idempotency-Key", "")
        if request.method in _READS or not key or not isinstance(request.user, User):
            return self._answer(request)
        if not 8 <= len(key) <= 200:
            return problem("wrong-input", "Idempotency-Key: 8 to 200 characters, such as a UUID")
        return self._once(request, request.user, key)

    def _once(self, request: HttpRequest, user: User, key: str) -> HttpResponseBase:
        asked = fingerprint(request.method or "", request.get_full_path(), _body(request))
        with undone_as_a_whole():
            earlier = answered_before(user, key, asked)
            if earlier is not None:
                return _repeated(earlier, asked)
            response = self._answer(request)
            if getattr(request, "keep_no_answer", False):  # it tells a secret, or what was refused was noted
                forget_answer(user, key)
            elif not 200 <= response.status_code < 300:
                transaction.set_rollback(True)
            elif isinstance(response, HttpResponse):
                keep_answer(user, key, response.status_code, response.get("Content-Type", ""), response.content)
            return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code >= 400:
            return _as_problem(response)
        if request.method in _READS and response.status_code == 200 and isinstance(response, HttpResponse):
            response["ETag"] = etag_of(response.content)
            return get_conditional_response(request, etag=response["ETag"], response=response) or response
        return response


def _body(request: HttpRequest) -> bytes:
    """What counts of the body: of an upload nothing, for its boundary differs each time and it may be large."""
    return b"" if (request.content_type or "").startswith("multipart/") else request.body


def _repeated(earlier: Answer, asked: str) -> HttpResponse:
    if earlier.fingerprint != asked:
        return problem("key-used", "This Idempotency-Key was sent with another request before; use a new one")
    response = HttpResponse(bytes(earlier.body), status=earlier.status, content_type=earlier.content_type or None)
    response["Idempotency-Replayed"] = "true"
    return response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    if response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    kind = kind_of(response.status_code)
    document = problem(kind.name, kind.meaning)
    document.status_code = response.status_code
    for name in _KEPT_HEADERS:
        if name in response:
            document[name] = response[name]
    return document
