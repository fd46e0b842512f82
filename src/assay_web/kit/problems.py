"""Problem documents (RFC 9457): every error that the API answers is one of these kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, JsonResponse

MEDIA_TYPE: Final = "application/problem+json"

TYPES: Final = "/api/v1/docs/#problem-"
"""What comes before a kind's name in ``type``: where it is explained."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its name in ``type``, the status, a title that never changes, and what to do about it."""

    name: str
    status: int
    title: str
    meaning: str


KINDS: Final = (
    Kind("bad-request", 400, "Bad request", "The request cannot be read, such as a body that is no JSON."),
    Kind("not-signed-in", 401, "Not signed in", "Send a token that works: 'Authorization: Bearer assay_…'."),
    Kind("not-allowed", 403, "Not allowed", "The token lacks the scope that the operation asks for, a browser sent no"
         " CSRF token, or it is not for this person yet; 'detail' says which."),
    Kind("not-found", 404, "Not found", "There is no such thing, or it is not yours; the two look the same."),
    Kind("method-not-allowed", 405, "Method not allowed", "The header 'Allow' lists the methods that there are."),
    Kind("conflict", 409, "Conflict", "Somebody was faster, or it has been done already."),
    Kind("changed-elsewhere", 409, "Changed elsewhere", "A newer draft is stored; it is in 'version' and 'body'."),
    Kind("refused", 409, "Refused", "The rules do not let this happen; 'detail' says why and what to do instead."),
    Kind("gone", 410, "Gone", "It was yours, and is no longer: a lease has run out."),
    Kind("outdated", 412, "Outdated", "It has changed since the ETag in 'If-Match'; read it again."),
    Kind("too-large", 413, "Too large", "Send less at once, or bring it in with 'assay import'."),
    Kind("wrong-input", 422, "Wrong input", "'errors' lists where in the request, and what was expected."),
    Kind("incomplete", 422, "Incomplete", "A review lacks something; 'problems' lists what."),
    Kind("key-used", 422, "Key used", "This Idempotency-Key was sent with another request before; use a new one."),
    Kind("too-many", 429, "Too many", "Wait for as many seconds as 'Retry-After' says."),
    Kind("internal-error", 500, "Internal error", "It is our fault, and it has been logged."),
    Kind("unavailable", 503, "Unavailable", "Something that is needed is not there now; try again later."),
)  # fmt: skip
"""By status; of those with the same status the first is the general one."""

_BY_NAME: Final = {one.name: one for one in KINDS}


def problem(name: str, detail: str, **more: object) -> HttpResponse:
    """A problem document (RFC 9457, section 3) of the kind called ``name``."""
    kind = _BY_NAME[name]
    body = {"type": TYPES + kind.name, "title": kind.title, "status": kind.status, "detail": detail, **more}
    return JsonResponse(body, status=kind.status, content_type=MEDIA_TYPE)


def kind_of(status: int) -> Kind:
    """The general kind of this status; of an unknown one, that of its class."""
    fallback = _BY_NAME["bad-request" if status < 500 else "internal-error"]
    return next((one for one in KINDS if one.status == status), fallback)
